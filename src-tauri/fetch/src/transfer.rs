//! A file on its way to the disk: begun, gone on with after it was cut off, and checked when it is whole.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue, IF_RANGE, RANGE};

use crate::asking::{Got, Meaning, conditions};
use crate::body::{self, Body};
use crate::client::Fetcher;
use crate::digest::Promised;
use crate::failure::{Failure, FailureCode};
use crate::part::{Destination, Left, PartFile, hex};
use crate::retry::Patience;
use crate::room::Taken;
use crate::{Answer, FileOnDisk, Validators, ranges};

/// Gathered before they are handed to the disk.
const BATCH_BYTES: usize = 256 * 1024;
/// A transfer that brings less than this in this time has stalled, however evenly it trickles.
const TRICKLE: (u64, Duration) = (8 * 1024, Duration::from_secs(60));

impl Fetcher {
    /// A file, written to its destination as it comes. Where an earlier attempt left a part of it, that is gone on
    /// with, if the server still has the same file and can send the rest; if not, it is begun anew. `validators` are
    /// those of the whole file that is here already, and may be empty.
    pub async fn file(
        &self,
        url: &str,
        validators: &Validators,
        destination: Arc<dyn Destination>,
    ) -> Result<Answer<FileOnDisk>, Failure> {
        let mut patience = Patience::new(self.limits.retry_after);
        let mut was_damaged = false;
        // Bytes that an attempt saved, at most: only what goes beyond them is progress. A server that breaks off and
        // cannot go on would be asked for ever otherwise.
        let mut furthest = 0;
        loop {
            let mut saved = 0;
            match self.file_once(url, validators, &destination, &mut saved).await {
                // Damaged on the way, perhaps. A second time it is the site's word that is wrong.
                Err(failure) if failure.code == FailureCode::DigestMismatch && !was_damaged => was_damaged = true,
                Err(failure) => {
                    let progress = saved.saturating_sub(furthest);
                    furthest = furthest.max(saved);
                    patience.wait_after(self, failure, progress).await?;
                }
                answer => return answer,
            }
        }
    }

    /// `saved`: bytes that the next attempt need not ask for.
    async fn file_once(
        &self,
        url: &str,
        validators: &Validators,
        destination: &Arc<dyn Destination>,
        saved: &mut u64,
    ) -> Result<Answer<FileOnDisk>, Failure> {
        let earlier = {
            let destination = destination.clone();
            on_disk(move || PartFile::go_on(&destination)).await?
        };
        let mut answer = None;
        if let Some((part, left)) = earlier {
            let got = self.ask(url, rest(&left)).await?;
            match got.status() {
                StatusCode::PARTIAL_CONTENT => {
                    if let Some(total) = ranges::goes_on(got.response.headers(), left.bytes, &left.validators) {
                        return self.receive(got.into(), part, Some(total), saved).await;
                    }
                }
                // No such range, or a server that does not like the question.
                StatusCode::RANGE_NOT_SATISFIABLE | StatusCode::PRECONDITION_FAILED | StatusCode::BAD_REQUEST => {}
                // The whole of it, or a failure.
                _ => answer = Some(got.meaning(false)?),
            }
        }
        let answer = match answer {
            Some(answer) => answer,
            None => {
                let mut headers = conditions(validators);
                let conditional = !headers.is_empty();
                headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
                self.ask(url, headers).await?.meaning(conditional)?
            }
        };
        let got = match answer {
            Meaning::Body(got) => got,
            Meaning::NotModified => return Ok(Answer::NotModified),
            Meaning::Gone => return Ok(Answer::Gone),
        };
        let total = got.plain_length();
        let headers = got.response.headers();
        // What comes packed although nobody asked for it cannot be gone on with.
        let validators = if body::is_plain(headers) { ranges::strong_validators(headers) } else { Validators::none() };
        self.fits(total)?;
        let destination = destination.clone();
        let part = on_disk(move || PartFile::begin(destination, &validators)).await?;
        self.receive(got, part, total, saved).await
    }

    /// Before a byte of it is read.
    fn fits(&self, total: Option<u64>) -> Result<(), Failure> {
        let Some(total) = total else { return Ok(()) };
        if total > self.limits.file_bytes {
            return Err(Failure::too_large(self.limits.file_bytes));
        }
        self.room.check(total)
    }

    /// Reads the answer to its end and checks what came. `total`: bytes of the whole file, where they are known.
    async fn receive(
        &self,
        got: Box<Got>,
        part: PartFile,
        total: Option<u64>,
        saved: &mut u64,
    ) -> Result<Answer<FileOnDisk>, Failure> {
        self.fits(total)?;
        let mut taken = Taken::nothing(&self.room);
        taken.take(part.bytes())?;
        let (final_url, content_type) = (got.final_url(), got.content_type());
        let headers = got.response.headers();
        let validators = ranges::validators(headers);
        let promised = if body::is_plain(headers) {
            Promised::read(headers, part.bytes() > 0)
        } else {
            // They are those of the packed bytes.
            Promised::none()
        };
        let (body, place) = got.into_body(self)?;
        let expected = total.map_or(BATCH_BYTES, |total| usize::try_from(total - part.bytes()).unwrap_or(BATCH_BYTES));
        let mut writing = Writing { part: Some(part), batch: Vec::with_capacity(expected.min(BATCH_BYTES)) };
        let mut ended = self.read(body, &mut writing, &mut taken).await;
        drop(place);
        if ended.is_ok() && total.is_some_and(|total| total != writing.bytes()) {
            ended = Err(Failure::new(FailureCode::Truncated, "the answer broke off before its end"));
        }
        if let Err(failure) = ended {
            // What came is worth keeping; that it cannot be is not what went wrong first.
            let _ = writing.flush(true).await;
            *saved = writing.part().saved_bytes();
            return Err(failure);
        }
        let batch = std::mem::take(&mut writing.batch);
        let mut part = writing.part();
        let whole = on_disk(move || {
            part.write(&batch)?;
            let destination = part.destination();
            let whole = part.whole();
            if promised.holds(&whole)? {
                return Ok(Some(whole));
            }
            // Nobody shall go on with it.
            destination.begin(&Validators::none())?;
            Ok(None)
        });
        let Some(whole) = whole.await? else {
            return Err(Failure::new(
                FailureCode::DigestMismatch,
                "what came is not the file that the site says it is",
            ));
        };
        taken.keep();
        Ok(Answer::Modified(FileOnDisk {
            path: whole.path,
            final_url,
            content_type,
            validators,
            size_bytes: whole.bytes,
            sha256: hex(&whole.sha256),
            head: whole.head,
        }))
    }

    /// To the end of the body, or to what ends it early.
    async fn read(&self, mut body: Body, writing: &mut Writing, taken: &mut Taken<'_>) -> Result<(), Failure> {
        let mut window = (Instant::now(), body.packed_bytes());
        loop {
            let due = tokio::time::Instant::from_std(writing.due());
            let piece = tokio::select! {
                biased;
                () = self.cancel.cancelled() => return Err(Failure::cancelled()),
                piece = body.next() => piece?,
                () = tokio::time::sleep_until(due) => {
                    writing.flush(true).await?;
                    continue;
                }
            };
            let Some(piece) = piece else { return Ok(()) };
            let unpacked = writing.bytes() + piece.len() as u64;
            if unpacked.max(body.packed_bytes()) > self.limits.file_bytes {
                return Err(Failure::too_large(self.limits.file_bytes));
            }
            taken.take(piece.len() as u64)?;
            writing.batch.extend_from_slice(&piece);
            if writing.batch.len() >= BATCH_BYTES {
                writing.flush(false).await?;
            }
            if window.0.elapsed() >= TRICKLE.1 {
                if body.packed_bytes() - window.1 < TRICKLE.0 {
                    return Err(Failure::new(FailureCode::TimedOut, "the answer came too slowly"));
                }
                window = (Instant::now(), body.packed_bytes());
            }
        }
    }
}

/// The headers that ask for what is missing, or for all of it where it is no longer the same file.
fn rest(left: &Left) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    if let (Some(validator), Ok(range)) = (
        ranges::if_range(&left.validators).and_then(|value| value.parse().ok()),
        format!("bytes={}-", left.bytes).parse(),
    ) {
        headers.insert(IF_RANGE, validator);
        headers.insert(RANGE, range);
    }
    headers
}

/// The part file, and what came and is not handed to it yet.
struct Writing {
    /// Away only while the disk has it.
    part: Option<PartFile>,
    batch: Vec<u8>,
}

impl Writing {
    fn bytes(&self) -> u64 {
        self.part.as_ref().map_or(0, PartFile::bytes) + self.batch.len() as u64
    }

    fn due(&self) -> Instant {
        self.part.as_ref().map_or_else(Instant::now, PartFile::due)
    }

    fn part(self) -> PartFile {
        self.part.expect("it is away only while the disk has it")
    }

    /// Hands over what came; with a checkpoint behind it, or only where one is due.
    async fn flush(&mut self, checkpoint: bool) -> Result<(), Failure> {
        let mut part = self.part.take().expect("it is away only while the disk has it");
        let batch = std::mem::take(&mut self.batch);
        let (part, mut batch, written) = on_disk(move || {
            let written = part.write(&batch).and_then(|()| if checkpoint { part.checkpoint() } else { Ok(()) });
            Ok((part, batch, written))
        })
        .await?;
        batch.clear();
        (self.part, self.batch) = (Some(part), batch);
        written.map_err(|error| Failure::from_disk(&error))
    }
}

/// Off the async threads.
async fn on_disk<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T, Failure> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done.map_err(|error| Failure::from_disk(&error)),
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        // The runtime is ending.
        Err(_) => Err(Failure::cancelled()),
    }
}
