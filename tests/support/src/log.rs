//! What the site was asked, how it answered, and how many were asking at once.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use hyper::body::{Body, Bytes, Frame, SizeHint};

/// One request as it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    /// As it came, percent-encoded.
    pub path_and_query: String,
    /// 0: the connection was closed without an answer.
    pub status: u16,
    /// It had `If-None-Match` or `If-Modified-Since`.
    pub conditional: bool,
    /// The `Range` asked for.
    pub range: Option<String>,
    /// The condition of that range.
    pub if_range: Option<String>,
    pub user_agent: Option<String>,
    /// Bytes of the body that were handed to the connection, so far.
    pub bytes_sent: u64,
    /// When it came, since the site was started.
    pub began: Duration,
    /// When its answer was out or the visitor had gone; `None` while it is under way.
    pub ended: Option<Duration>,
}

impl Request {
    /// The path without its query, as it came.
    pub fn path(&self) -> &str {
        self.path_and_query.split('?').next().unwrap_or_default()
    }
}

/// Every request since the start, or since it was cleared.
#[derive(Debug)]
pub struct Log {
    started: Instant,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    requests: Vec<Request>,
    /// Requests that were cleared away: the number of the first that is kept.
    first: usize,
    under_way: usize,
    most_at_once: usize,
}

impl Log {
    pub fn new() -> Arc<Self> {
        Arc::new(Self { started: Instant::now(), kept: Mutex::default() })
    }

    /// Since the site was started.
    pub fn now(&self) -> Duration {
        self.started.elapsed()
    }

    pub fn requests(&self) -> Vec<Request> {
        self.with(|kept| kept.requests.clone())
    }

    pub fn asked(&self) -> usize {
        self.with(|kept| kept.requests.len())
    }

    /// Forgets what was asked; requests under way go on without being kept.
    pub fn clear(&self) {
        self.with(|kept| {
            kept.first += kept.requests.len();
            kept.requests.clear();
            kept.most_at_once = kept.under_way;
        });
    }

    pub fn under_way(&self) -> usize {
        self.with(|kept| kept.under_way)
    }

    pub fn most_at_once(&self) -> usize {
        self.with(|kept| kept.most_at_once)
    }

    /// Keeps a request that begins now. It ends when what is given back is dropped.
    pub fn begin(self: &Arc<Self>, request: Request) -> UnderWay {
        let number = self.with(|kept| {
            kept.under_way += 1;
            kept.most_at_once = kept.most_at_once.max(kept.under_way);
            kept.requests.push(request);
            kept.first + kept.requests.len() - 1
        });
        UnderWay { log: Arc::clone(self), number }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Kept) -> T) -> T {
        // A test that panics while it reads the log must not spoil it for the server.
        work(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Kept {
    fn numbered(&mut self, number: usize) -> Option<&mut Request> {
        number.checked_sub(self.first).and_then(|at| self.requests.get_mut(at))
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub struct UnderWay {
    log: Arc<Log>,
    number: usize,
}

impl UnderWay {
    fn sent(&self, bytes: usize) {
        self.log.with(|kept| {
            if let Some(request) = kept.numbered(self.number) {
                request.bytes_sent += bytes as u64;
            }
        });
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let now = self.log.now();
        self.log.with(|kept| {
            kept.under_way -= 1;
            if let Some(request) = kept.numbered(self.number) {
                request.ended = Some(now);
            }
        });
    }
}

/// A body that tells the log what is taken of it, and when it is done.
pub struct Told<B> {
    body: B,
    under_way: UnderWay,
    at_its_end: Option<Box<dyn FnOnce() + Send>>,
}

impl<B> Told<B> {
    pub fn new(body: B, under_way: UnderWay) -> Self {
        Self { body, under_way, at_its_end: None }
    }

    /// Does this when nothing more is taken of the body.
    pub fn at_its_end(mut self, work: impl FnOnce() + Send + 'static) -> Self {
        self.at_its_end = Some(Box::new(work));
        self
    }
}

impl<B> Drop for Told<B> {
    fn drop(&mut self) {
        if let Some(work) = self.at_its_end.take() {
            work();
        }
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for Told<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame
            && let Some(data) = frame.data_ref()
        {
            self.under_way.sent(data.len());
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
