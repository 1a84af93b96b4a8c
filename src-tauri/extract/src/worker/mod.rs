//! Reading files in a process of its own, so that a file that eats memory or time takes nothing with it.
//!
//! A program serves as the worker when it is started with the one argument [`ARGUMENT`]: it then calls [`serve`] and
//! nothing else. It should install [`confine::CappedAllocator`] as its global allocator, or the bound on memory is the operating
//! system's alone. The other side is a [`Worker`], which starts the program, gives it one file after another, and ends
//! it when it must.

mod child;
mod protocol;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ChildStdin;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use catalogue::{PageText, TextQuality};
use confine::{Bounds, Process};

pub use child::serve;

use crate::problem::Problem;
use crate::{Extraction, Told, facts, language};
use protocol::{Reply, Request, Wanted};

/// The one argument with which a program is asked to be a worker.
pub const ARGUMENT: &str = "extract-worker";

/// The largest honest files need a sixth of this memory.
const BOUNDS: Bounds = Bounds { memory: 512 << 20, written: 0 };

/// How long the worker may take: time of a processor where the system tells that (Linux, Windows), else by the clock on the
/// wall. On a laptop that is busy with other things an honest file must not be given up.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// From one page to the next.
    pub page: Duration,
    /// For one file.
    pub file: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience { page: Duration::from_secs(10), file: Duration::from_secs(120) }
    }
}

/// At most so often it is seen how much time is left.
const LOOK: Duration = Duration::from_millis(50);

/// After so many files the process is replaced: whatever it has gathered goes with it.
const FILES_PER_PROCESS: u32 = 200;

/// A process that reads files, and is replaced when it dies, hangs or grows old. Blocking: call it where that is
/// allowed. The process ends with this value.
#[derive(Debug)]
pub struct Worker {
    program: PathBuf,
    patience: Patience,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    process: Process,
    requests: ChildStdin,
    replies: Receiver<Reply>,
    files: u32,
}

/// How one file ended.
enum Ending {
    Read(Box<Extraction>),
    Failed(Problem),
}

/// What has come of a file so far.
#[derive(Default)]
struct Partial {
    media_type: Option<String>,
    page_count: Option<u32>,
    pages: Vec<PageText>,
}

impl Worker {
    /// Starts `program extract-worker`.
    ///
    /// # Errors
    /// If the program cannot be started.
    pub fn start(program: &Path) -> io::Result<Worker> {
        Worker::start_with(program, Patience::default())
    }

    /// As [`Worker::start`], with other bounds on time.
    ///
    /// # Errors
    /// If the program cannot be started.
    pub fn start_with(program: &Path, patience: Patience) -> io::Result<Worker> {
        let running = Running::start(program)?;
        Ok(Worker { program: program.to_owned(), patience, running: Some(running) })
    }

    /// The text of a file. Never fails: a file that kills the process or takes too long comes back with a problem, and
    /// with the pages that were read before.
    pub fn extract(&mut self, path: &Path, name_hint: &str) -> Extraction {
        let mut best = Partial::default();
        loop {
            let mut partial = Partial::default();
            let was_fresh = self.running.as_ref().is_none_or(|running| running.files == 0);
            let ending = self.attempt(path, name_hint, &mut partial);
            let problem = match ending {
                Ending::Read(extraction) => return Extraction { pages: partial.pages, ..*extraction },
                Ending::Failed(problem) => problem,
            };
            self.end_process();
            if partial.pages.len() >= best.pages.len() {
                best = partial;
            }
            // A process that had read other files before may have died of those: the file gets one new process.
            if was_fresh || problem == Problem::TimedOut {
                return best.into_extraction(problem);
            }
        }
    }

    /// A small picture of a file's first page, as JPEG; nothing where there is none, or drawing it fails.
    pub fn picture(&mut self, path: &Path, name_hint: &str) -> Option<Vec<u8>> {
        self.draw(path, name_hint, Wanted::Picture, self.patience.page)
    }

    /// A page of a file, from 1, as a PNG for a program that reads pictures; nothing where it cannot be drawn.
    pub fn scan(&mut self, path: &Path, name_hint: &str, page: u32) -> Option<Vec<u8>> {
        self.draw(path, name_hint, Wanted::Scan(page), self.patience.file)
    }

    fn draw(&mut self, path: &Path, name_hint: &str, wanted: Wanted, patience: Duration) -> Option<Vec<u8>> {
        let request = Request { path: path.as_os_str().to_owned(), name_hint: name_hint.to_owned(), wanted };
        let reply = self.ask(&request).ok().and_then(|running| {
            let clock = running.process.clock();
            running.next(|| patience.saturating_sub(clock.spent())).ok()
        });
        let Some(Reply::Picture(picture)) = reply else {
            self.end_process();
            return None;
        };
        BASE64_STANDARD.decode(picture?).ok()
    }

    fn attempt(&mut self, path: &Path, name_hint: &str, partial: &mut Partial) -> Ending {
        let request =
            Request { path: path.as_os_str().to_owned(), name_hint: name_hint.to_owned(), wanted: Wanted::Text };
        let patience = self.patience;
        let Ok(running) = self.ask(&request) else { return Ending::Failed(Problem::Crashed) };
        let file = running.process.clock();
        loop {
            let page = running.process.clock();
            let left = || {
                let of_file = patience.file.saturating_sub(file.spent());
                patience.page.saturating_sub(page.spent()).min(of_file)
            };
            match running.next(left) {
                Ok(Reply::Told(told)) => partial.add(told),
                Ok(Reply::Done(extraction)) => return Ending::Read(extraction),
                // Not what was asked for: what comes next cannot be trusted either.
                Ok(Reply::Picture(_)) => return Ending::Failed(Problem::Crashed),
                Err(problem) => return Ending::Failed(problem),
            }
        }
    }

    /// Sends a request to the process, a new one where there is none or the old one is due.
    fn ask(&mut self, request: &Request) -> io::Result<&mut Running> {
        if self.running.as_ref().is_some_and(|running| running.files >= FILES_PER_PROCESS) {
            self.end_process();
        }
        let running = match &mut self.running {
            Some(running) => running,
            empty => empty.insert(Running::start(&self.program)?),
        };
        running.files += 1;
        protocol::write(&mut running.requests, request)?;
        Ok(running)
    }

    fn end_process(&mut self) {
        self.running = None;
    }
}

impl Running {
    fn start(program: &Path) -> io::Result<Running> {
        let mut process = Process::start(program, ARGUMENT, &BOUNDS)?;
        let (requests, mut stdout) = process.pipes()?;
        // A small room: a worker that talks without end must wait, not fill our memory.
        let (sender, replies) = sync_channel(16);
        std::thread::Builder::new().name("extract-replies".to_owned()).spawn(move || {
            // Ends with the process, whose end closes the pipe, or when nobody listens any more.
            while let Ok(Some(reply)) = protocol::read(&mut stdout) {
                if sender.send(reply).is_err() {
                    return;
                }
            }
        })?;
        Ok(Running { process, requests, replies, files: 0 })
    }

    /// The next reply, while there is time left.
    fn next(&self, left: impl Fn() -> Duration) -> Result<Reply, Problem> {
        loop {
            let left = left();
            if left.is_zero() {
                return Err(Problem::TimedOut);
            }
            match self.replies.recv_timeout(left.max(LOOK)) {
                Ok(reply) => return Ok(reply),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Problem::Crashed),
            }
        }
    }
}

impl Partial {
    fn add(&mut self, told: Told) {
        match told {
            Told::Opened { media_type } => self.media_type = Some(media_type),
            Told::Pages(count) => self.page_count = Some(count),
            Told::Page(page) => self.pages.push(page),
        }
    }

    fn into_extraction(self, problem: Problem) -> Extraction {
        let media_type = self.media_type.unwrap_or_else(|| "application/octet-stream".to_owned());
        let sample: String = self.pages.iter().map(|page| page.text.as_str()).take(5).collect::<Vec<_>>().join("\n");
        let language = language::detect(&sample);
        let mut facts = facts::Gatherer::default();
        self.pages.iter().for_each(|page| facts.page(page.page, &page.text));
        Extraction {
            quality: if self.pages.is_empty() { TextQuality::None } else { TextQuality::Poor },
            page_count: self.page_count,
            facts: facts.finish(None),
            language,
            pages: self.pages,
            ..Extraction::of_problem(&media_type, problem)
        }
    }
}
