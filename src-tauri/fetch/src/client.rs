//! The client: one connection pool, one place where requests are counted, limited and tried again.

use std::path::Path;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use reqwest::header::{CONTENT_TYPE, ETAG, HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, redirect};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::failure::{Failure, FailureCode, NOT_ALLOWED};
use crate::{Answer, FileOnDisk, Limits, Page, Reach, Validators};

/// Bytes of a file that are handed on to tell its format.
const HEAD_BYTES: usize = 8 * 1024;
/// Attempts at one address, the first included.
const ATTEMPTS: u32 = 3;
/// Redirects followed.
const REDIRECTS: usize = 5;

/// Asks servers. Cheap to share; counts what it costs.
pub struct Fetcher {
    client: Client,
    limits: Limits,
    reach: Reach,
    places: Semaphore,
    requests: AtomicU32,
    bytes_received: AtomicU64,
    cancel: CancellationToken,
}

impl Fetcher {
    /// `user_agent` identifies the program to the site's owners. Cancelling the token ends every request under way.
    pub fn new(user_agent: &str, limits: Limits, reach: Reach, cancel: CancellationToken) -> Result<Self, Failure> {
        let redirects = reach.clone();
        let provider = rustls::crypto::ring::default_provider();
        // Another part of the process may have installed one already: that one serves as well.
        let _ = provider.install_default();
        let client = Client::builder()
            .user_agent(user_agent)
            .connect_timeout(limits.connect)
            .read_timeout(limits.silence)
            .pool_max_idle_per_host(limits.at_once)
            .redirect(redirect::Policy::custom(move |attempt| {
                if !redirects.allows(attempt.url()) {
                    attempt.error(NOT_ALLOWED)
                } else if attempt.previous().len() > REDIRECTS {
                    attempt.error("too many redirects")
                } else {
                    attempt.follow()
                }
            }))
            .build()
            .map_err(|error| {
                Failure::new(FailureCode::Unreachable, format!("the network could not be set up ({error})"))
            })?;
        Ok(Self {
            client,
            places: Semaphore::new(limits.at_once),
            limits,
            reach,
            requests: AtomicU32::new(0),
            bytes_received: AtomicU64::new(0),
            cancel,
        })
    }

    /// Requests sent so far, repeated ones included.
    pub fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Bytes of bodies received so far, unpacked.
    pub fn bytes_received(&self) -> u64 {
        self.bytes_received.load(Ordering::Relaxed)
    }

    /// A page, whole. `validators` may be empty.
    pub async fn page(&self, url: &str, validators: &Validators) -> Result<Answer<Page>, Failure> {
        let mut patience = Patience::default();
        loop {
            let place = self.place().await?;
            let result = self.page_once(url, validators).await;
            drop(place);
            match result {
                Err(failure) => patience.wait_after(failure, self).await?,
                answer => return answer,
            }
        }
    }

    /// A file, written to `into` as it comes (the file is made anew). What is left there after a failure is not
    /// whole and is the caller's to remove.
    pub async fn file(&self, url: &str, validators: &Validators, into: &Path) -> Result<Answer<FileOnDisk>, Failure> {
        let mut patience = Patience::default();
        loop {
            let place = self.place().await?;
            let result = self.file_once(url, validators, into).await;
            drop(place);
            match result {
                Err(failure) => patience.wait_after(failure, self).await?,
                answer => return answer,
            }
        }
    }

    async fn page_once(&self, url: &str, validators: &Validators) -> Result<Answer<Page>, Failure> {
        let Some(mut response) = self.ask(url, validators).await?.into_body()? else {
            return Ok(Answer::NotModified);
        };
        if is_gone(&response) {
            return Ok(Answer::Gone);
        }
        let mut body = Vec::new();
        while let Some(chunk) = self.next_chunk(&mut response).await? {
            if (body.len() + chunk.len()) as u64 > self.limits.page_bytes {
                return Err(Failure::too_large(self.limits.page_bytes));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer::Modified(Page {
            final_url: response.url().to_string(),
            content_type: header(response.headers(), CONTENT_TYPE.as_str()),
            validators: validators_of(response.headers()),
            body,
        }))
    }

    async fn file_once(&self, url: &str, validators: &Validators, into: &Path) -> Result<Answer<FileOnDisk>, Failure> {
        let Some(mut response) = self.ask(url, validators).await?.into_body()? else {
            return Ok(Answer::NotModified);
        };
        if is_gone(&response) {
            return Ok(Answer::Gone);
        }
        if response.content_length().is_some_and(|length| length > self.limits.file_bytes) {
            return Err(Failure::too_large(self.limits.file_bytes));
        }
        let mut file = tokio::fs::File::create(into).await.map_err(|error| Failure::from_disk(&error))?;
        let mut hash = Sha256::new();
        let mut head = Vec::new();
        let mut size_bytes = 0_u64;
        while let Some(chunk) = self.next_chunk(&mut response).await? {
            size_bytes += chunk.len() as u64;
            if size_bytes > self.limits.file_bytes {
                return Err(Failure::too_large(self.limits.file_bytes));
            }
            if head.len() < HEAD_BYTES {
                head.extend_from_slice(&chunk[..chunk.len().min(HEAD_BYTES - head.len())]);
            }
            hash.update(&*chunk);
            file.write_all(&chunk).await.map_err(|error| Failure::from_disk(&error))?;
        }
        file.flush().await.map_err(|error| Failure::from_disk(&error))?;
        Ok(Answer::Modified(FileOnDisk {
            final_url: response.url().to_string(),
            content_type: header(response.headers(), CONTENT_TYPE.as_str()),
            validators: validators_of(response.headers()),
            size_bytes,
            sha256: hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
            head,
        }))
    }

    async fn place(&self) -> Result<SemaphorePermit<'_>, Failure> {
        tokio::select! {
            place = self.places.acquire() => place.map_err(|_| Failure::cancelled()),
            () = self.cancel.cancelled() => Err(Failure::cancelled()),
        }
    }

    async fn ask(&self, url: &str, validators: &Validators) -> Result<Asked, Failure> {
        let url = Url::parse(url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            .ok_or_else(|| Failure::new(FailureCode::BadAddress, "it is not a web address"))?;
        if !self.reach.allows(&url) {
            return Err(Failure::new(FailureCode::NotAllowed, "it is on a host that the library may not ask"));
        }
        let mut request = self.client.get(url);
        if let Some(etag) = &validators.etag {
            request = request.header(IF_NONE_MATCH, etag);
        }
        if let Some(last_modified) = &validators.last_modified {
            request = request.header(IF_MODIFIED_SINCE, last_modified);
        }
        self.requests.fetch_add(1, Ordering::Relaxed);
        let response = tokio::select! {
            response = request.send() => response.map_err(|error| Failure::from_http(&error))?,
            () = self.cancel.cancelled() => return Err(Failure::cancelled()),
        };
        Ok(Asked { response, conditional: *validators != Validators::none() })
    }

    async fn next_chunk(
        &self,
        response: &mut Response,
    ) -> Result<Option<impl std::ops::Deref<Target = [u8]> + use<>>, Failure> {
        let chunk = tokio::select! {
            chunk = response.chunk() => chunk.map_err(|error| match Failure::from_http(&error) {
                failure if failure.code == FailureCode::TimedOut => failure,
                _ => Failure::new(FailureCode::Truncated, "the answer broke off before its end"),
            })?,
            () = self.cancel.cancelled() => return Err(Failure::cancelled()),
        };
        if let Some(chunk) = &chunk {
            self.bytes_received.fetch_add(chunk.len() as u64, Ordering::Relaxed);
        }
        Ok(chunk)
    }
}

/// Tries again what passes, after a growing pause with jitter or the one that the server asks for.
struct Patience {
    tried: u32,
    pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { tried: 0, pause: Duration::from_millis(400) }
    }
}

impl Patience {
    /// Waits before the next attempt; gives the failure back where there is no point in one.
    async fn wait_after(&mut self, failure: Failure, fetcher: &Fetcher) -> Result<(), Failure> {
        self.tried += 1;
        let wait = failure.retry_after.unwrap_or_else(|| self.pause + jitter(self.pause));
        self.pause *= 2;
        if !failure.passes() || self.tried >= ATTEMPTS || wait > fetcher.limits.retry_after {
            return Err(failure);
        }
        tokio::select! {
            () = tokio::time::sleep(wait) => Ok(()),
            () = fetcher.cancel.cancelled() => Err(Failure::cancelled()),
        }
    }
}

struct Asked {
    response: Response,
    conditional: bool,
}

impl Asked {
    /// The response where it has a body worth reading (or is "gone"), `None` where nothing changed, else the failure.
    fn into_body(self) -> Result<Option<Response>, Failure> {
        let status = self.response.status();
        if status == StatusCode::NOT_MODIFIED && self.conditional {
            return Ok(None);
        }
        if status.is_success() || matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE) {
            return Ok(Some(self.response));
        }
        let retry_after =
            self.response.headers().get(RETRY_AFTER).and_then(|value| wait_asked_for(value.to_str().ok()?));
        let (code, message) = match status.as_u16() {
            // What is left of a redirect that leads nowhere, or to something that is not http or https.
            300..=399 => {
                (FailureCode::BadRedirect, format!("the site sends elsewhere, but not to a web address ({status})"))
            }
            429 => (FailureCode::Busy, "the site asks to come back later (429)".to_owned()),
            503 if retry_after.is_some() => (FailureCode::Busy, "the site asks to come back later (503)".to_owned()),
            code @ 500..=599 => (FailureCode::ServerError, format!("the site answered with an error ({code})")),
            407 => (FailureCode::Refused, "the proxy of this network wants a name and a password (407)".to_owned()),
            code => (FailureCode::Refused, format!("the site refused to answer ({code})")),
        };
        Err(Failure { code, message, retry_after })
    }
}

fn is_gone(response: &Response) -> bool {
    !response.status().is_success()
}

fn validators_of(headers: &HeaderMap) -> Validators {
    Validators { etag: header(headers, ETAG.as_str()), last_modified: header(headers, LAST_MODIFIED.as_str()) }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// `Retry-After`: seconds or a date (RFC 9110, 10.2.3).
fn wait_asked_for(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    Some(until.duration_since(SystemTime::now()).unwrap_or_default())
}

/// Up to half of `pause`, so that laptops that failed together do not come back together. The clock's nanoseconds are
/// chance enough for that.
fn jitter(pause: Duration) -> Duration {
    let nanos = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |now| now.subsec_nanos());
    pause.mul_f64(f64::from(nanos % 1000) / 2000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_a_server_asks_to_wait() {
        assert_eq!(wait_asked_for("7"), Some(Duration::from_secs(7)));
        assert_eq!(wait_asked_for("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        assert_eq!(wait_asked_for("soon"), None);
    }

    #[test]
    fn jitter_is_at_most_half() {
        assert!(jitter(Duration::from_secs(2)) <= Duration::from_secs(1));
    }
}
