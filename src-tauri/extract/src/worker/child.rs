//! The worker's side: one request after another from standard input, replies to standard output.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::memory;
use super::protocol::{self, Reply, Request};
use crate::problem::Problem;
use crate::{Extraction, Limits, Told, extract_by_page, sniff};

/// The most memory that reading a file may take; the largest honest files need a sixth of it.
const MEMORY_CAP: usize = 512 << 20;
/// A worker that nobody ends any more ends itself after this long over one file.
const LONGEST: Duration = Duration::from_secs(15 * 60);
/// Enough of a file to tell what it is.
const HEAD_BYTES: u64 = 64 << 10;

/// Serves until standard input ends: the loop of the process that [`super::Worker`] starts.
///
/// # Errors
/// If a request cannot be read or a reply cannot be written, which means that the other side is gone.
pub fn serve() -> io::Result<()> {
    confine(MEMORY_CAP);
    let watch = Watch::start()?;
    let (mut requests, mut replies) = (io::stdin().lock(), io::stdout());
    while let Some(request) = protocol::read::<Request>(&mut requests)? {
        let _watched = watch.file();
        if request.picture {
            let picture = draw_file(Path::new(&request.path), &request.name_hint);
            protocol::write(&mut replies, &Reply::Picture(picture.map(|bytes| BASE64_STANDARD.encode(bytes))))?;
            continue;
        }
        let mut failed = None;
        let mut tell = |told: Told| {
            if let Err(error) = protocol::write(&mut replies, &Reply::Told(told)) {
                failed.get_or_insert(error);
            }
        };
        let extraction = extract_file(Path::new(&request.path), &request.name_hint, &mut tell);
        if let Some(error) = failed {
            return Err(error);
        }
        protocol::write(&mut replies, &Reply::Done(Box::new(extraction)))?;
    }
    Ok(())
}

/// For a process that works on files of strangers: bounds its memory, in bytes (where [`super::CappedAllocator`] is
/// installed), and puts it behind everything that a person waits for.
pub fn confine(most_bytes: usize) {
    memory::set_cap(most_bytes);
    be_modest();
}

fn extract_file(path: &Path, name_hint: &str, tell: &mut (dyn FnMut(Told) + Send)) -> Extraction {
    let limits = Limits::default();
    let unopened = |_: io::Error| Extraction::of_problem("application/octet-stream", Problem::Unopened);
    let head = match read_up_to(path, HEAD_BYTES) {
        Ok(head) => head,
        Err(error) => return unopened(error),
    };
    let media_type = sniff(&head, name_hint);
    if !sniff::needs_whole_file(&media_type) {
        return extract_by_page(Arc::new(head), name_hint, &limits, tell);
    }
    // One byte more than is allowed tells that there is more.
    match read_up_to(path, limits.max_file_bytes + 1) {
        Ok(bytes) => extract_by_page(Arc::new(bytes), name_hint, &limits, tell),
        Err(error) => unopened(error),
    }
}

fn draw_file(path: &Path, name_hint: &str) -> Option<Vec<u8>> {
    let head = read_up_to(path, HEAD_BYTES).ok()?;
    let media_type = sniff(&head, name_hint);
    // Films are never read whole, and nothing else has a first page.
    if media_type != sniff::PDF && !media_type.starts_with("image/") {
        return None;
    }
    crate::picture(read_up_to(path, Limits::default().max_file_bytes + 1).ok()?, name_hint)
}

fn read_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len().min(most);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Behind everything that a person waits for; no dumps of memory on a crash; and, on Linux, a second bound on memory,
/// for what does not go through the allocator.
fn be_modest() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, nice, setrlimit};
        let bound = |most| Rlimit { current: Some(most), maximum: Some(most) };
        // All of this is a second belt: where it is refused, the worker works all the same.
        let _ = nice(10);
        let _ = setrlimit(Resource::Core, bound(0));
        #[cfg(target_os = "linux")]
        let _ = setrlimit(Resource::As, bound(4 << 30));
    }
}

/// Ends the process when one file takes longer than anybody waits: whoever started it is gone without a word.
pub struct Watch {
    /// When the present file must be done, in seconds since the start; 0 while idle.
    deadline: Arc<AtomicU64>,
    start: Instant,
}

impl Watch {
    /// # Errors
    /// If the system gives no thread for it.
    pub fn start() -> io::Result<Watch> {
        let watch = Watch { deadline: Arc::default(), start: Instant::now() };
        let (deadline, start) = (Arc::clone(&watch.deadline), watch.start);
        std::thread::Builder::new().name("extract-watch".to_owned()).spawn(move || {
            loop {
                std::thread::sleep(Duration::from_secs(5));
                let due = deadline.load(Ordering::Relaxed);
                if due != 0 && start.elapsed().as_secs() > due {
                    std::process::exit(1);
                }
            }
        })?;
        Ok(watch)
    }

    /// A new file, or another step of the work, begins now.
    pub fn begin(&self) {
        self.deadline.store((self.start.elapsed() + LONGEST).as_secs(), Ordering::Relaxed);
    }

    /// Watches until the answer is dropped.
    fn file(&self) -> impl Drop {
        struct Idle(Arc<AtomicU64>);
        impl Drop for Idle {
            fn drop(&mut self) {
                self.0.store(0, Ordering::Relaxed);
            }
        }
        self.begin();
        Idle(Arc::clone(&self.deadline))
    }
}
