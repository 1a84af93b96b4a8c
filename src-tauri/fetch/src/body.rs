//! The bytes of an answer, unpacked as they come.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_compression::tokio::bufread::{BrotliDecoder, GzipDecoder, ZstdDecoder};
use async_compression::zstd::DParameter;
use bytes::{Bytes, BytesMut};
use futures_util::stream::{self, Stream};
use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio_util::io::StreamReader;

use crate::failure::{Failure, FailureCode};

/// What we unpack; sent as `Accept-Encoding` for pages.
pub(crate) const CODINGS: &str = "gzip, br, zstd";
/// The window that a sender may ask us to keep, as a power of two: 8 MB, what RFC 9659 allows.
const ZSTD_WINDOW_LOG: u32 = 23;
/// Unpacked at a time.
const PIECE_BYTES: usize = 64 * 1024;

pub(crate) struct Body {
    from: From,
    /// Bytes of this body that came over the network.
    packed_bytes: Arc<AtomicU64>,
}

enum From {
    Plain(Response, Arc<AtomicU64>),
    Packed(Pin<Box<dyn AsyncRead + Send>>),
}

impl Body {
    /// `received` counts what comes over the network, of all bodies together.
    pub fn new(response: Response, received: Arc<AtomicU64>) -> Result<Self, Failure> {
        let coding = coding(response.headers())?;
        let packed_bytes = Arc::new(AtomicU64::new(0));
        let Some(coding) = coding else {
            return Ok(Self { from: From::Plain(response, received), packed_bytes });
        };
        let raw = StreamReader::new(Box::pin(chunks(response, received, packed_bytes.clone())));
        let unpacked: Pin<Box<dyn AsyncRead + Send>> = match coding {
            Coding::Gzip => {
                let mut decoder = GzipDecoder::new(raw);
                decoder.multiple_members(true);
                Box::pin(decoder)
            }
            Coding::Brotli => Box::pin(BrotliDecoder::new(raw)),
            Coding::Zstd => Box::pin(ZstdDecoder::with_params(raw, &[DParameter::window_log_max(ZSTD_WINDOW_LOG)])),
        };
        Ok(Self { from: From::Packed(unpacked), packed_bytes })
    }

    /// The next piece, never empty; `None` at the end. Dropping the future loses nothing.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        match &mut self.from {
            From::Plain(response, received) => loop {
                let chunk = response.chunk().await.map_err(|error| Failure::broken_off(&error))?;
                let Some(chunk) = chunk else { return Ok(None) };
                received.fetch_add(chunk.len() as u64, Ordering::Relaxed);
                self.packed_bytes.fetch_add(chunk.len() as u64, Ordering::Relaxed);
                if !chunk.is_empty() {
                    return Ok(Some(chunk));
                }
            },
            From::Packed(unpacked) => {
                let mut piece = BytesMut::with_capacity(PIECE_BYTES);
                let read = unpacked.read_buf(&mut piece).await.map_err(|error| unpacking_failed(&error))?;
                Ok((read > 0).then(|| piece.freeze()))
            }
        }
    }

    /// What came over the network so far: a packed body can be endless and yet unpack to nothing.
    pub fn packed_bytes(&self) -> u64 {
        self.packed_bytes.load(Ordering::Relaxed)
    }
}

fn chunks(
    response: Response,
    received: Arc<AtomicU64>,
    packed_bytes: Arc<AtomicU64>,
) -> impl Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(response, move |mut response| {
        let (received, packed_bytes) = (received.clone(), packed_bytes.clone());
        async move {
            let Some(chunk) = response.chunk().await.map_err(io::Error::other)? else { return Ok(None) };
            received.fetch_add(chunk.len() as u64, Ordering::Relaxed);
            packed_bytes.fetch_add(chunk.len() as u64, Ordering::Relaxed);
            Ok(Some((chunk, response)))
        }
    })
}

fn unpacking_failed(error: &io::Error) -> Failure {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>()) {
        Some(error) => Failure::broken_off(error),
        None => Failure::new(FailureCode::Truncated, "the answer came damaged or not to its end"),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Gzip,
    Brotli,
    Zstd,
}

/// Whether the answer's bytes are those of the file or page itself.
pub(crate) fn is_plain(headers: &HeaderMap) -> bool {
    matches!(coding(headers), Ok(None))
}

fn coding(headers: &HeaderMap) -> Result<Option<Coding>, Failure> {
    let lines = headers.get_all(CONTENT_ENCODING).iter();
    let text: Vec<String> = lines.map(|line| String::from_utf8_lossy(line.as_bytes()).to_ascii_lowercase()).collect();
    let names = text.iter().flat_map(|line| line.split(',')).map(str::trim);
    let mut names = names.filter(|name| !matches!(*name, "" | "identity"));
    let coding = match names.next() {
        None => return Ok(None),
        Some("gzip" | "x-gzip") => Some(Coding::Gzip),
        Some("br") => Some(Coding::Brotli),
        Some("zstd") => Some(Coding::Zstd),
        Some(_) => None,
    };
    match coding {
        Some(coding) if names.next().is_none() => Ok(Some(coding)),
        // Packed twice, or in a way that we did not offer.
        _ => Err(Failure::new(FailureCode::ServerError, "the site packed its answer in a way that cannot be read")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_body_is_packed() {
        for (lines, expected) in [
            (vec![], Some(None)),
            (vec!["identity"], Some(None)),
            (vec![""], Some(None)),
            (vec!["gzip"], Some(Some(Coding::Gzip))),
            (vec!["X-GZip"], Some(Some(Coding::Gzip))),
            (vec!["identity, br"], Some(Some(Coding::Brotli))),
            (vec!["zstd"], Some(Some(Coding::Zstd))),
            (vec!["gzip, gzip"], None),
            (vec!["gzip", "br"], None),
            (vec!["deflate"], None),
            (vec!["\u{e4}"], None),
        ] {
            let headers: HeaderMap = lines
                .iter()
                .map(|line| (CONTENT_ENCODING, reqwest::header::HeaderValue::from_bytes(line.as_bytes()).unwrap()))
                .collect();
            assert_eq!(coding(&headers).ok(), expected, "{lines:?}");
        }
    }
}
