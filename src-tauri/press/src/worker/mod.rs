//! Making a pack in a process of its own, so that a file that eats memory or time takes nothing with it.
//!
//! A program serves as the worker when it is started with the one argument [`ARGUMENT`]: it then calls [`serve`] and
//! nothing else. The job goes in on standard input, as a line of JSON; steps, and how it ended, come out on standard output, a line
//! each. A process that dies or hangs over one item is started again without that item.

mod child;

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::ChildStdin;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use confine::{Bounds, Process};
use serde::{Deserialize, Serialize};

pub use child::serve;

use crate::job::{Content, Fault, Job, Pressed, Step};

/// The one argument with which a program is asked to be a worker.
pub const ARGUMENT: &str = "press-worker";

/// As much memory as a pack may take: its files twice, one of them open, and room to work. It writes no more than it read,
/// and our own pages.
const BOUNDS: Bounds = Bounds { memory: 1 << 30, written: crate::MOST_BYTES * 2 };

/// How long one step may take, as [`confine::Clock`] tells it, unless somebody is less patient.
pub const PATIENCE: Duration = Duration::from_secs(120);
/// How often it is asked whether the person has cancelled.
const LOOK: Duration = Duration::from_millis(100);
/// A line that is longer is not one of ours.
const LONGEST_LINE: u64 = 4 << 20;

/// What the worker is asked.
#[derive(Serialize, Deserialize)]
struct Request {
    job: Job,
    to: OsString,
}

#[derive(Serialize, Deserialize)]
enum Reply {
    Step(Step),
    Done(Result<Pressed, Fault>),
}

/// Has `program press-worker` write the PDF to a file; `tell` hears of each step, and of none now and then, and ends it
/// by answering false. No step may take longer than `patience`. Where it fails, the file may hold anything.
///
/// # Errors
/// As [`crate::press`]; and where it was cancelled or given up.
pub fn press(
    program: &Path,
    job: &Job,
    to: &Path,
    patience: Duration,
    tell: &mut dyn FnMut(Option<Step>) -> bool,
) -> Result<Pressed, Fault> {
    let mut job = job.clone();
    loop {
        let mut reached = None;
        let ending = attempt(program, &job, to, patience, &mut |step| {
            reached = step.or(reached);
            tell(step)
        });
        match (ending, reached) {
            // The process died, or hung, over this item: the next one goes without it.
            (Err(Fault::GaveUp), Some(Step::Item(at))) if !matches!(job.items[at].content, Content::LeftOut(_)) => {
                job.items[at].content = Content::LeftOut("It could not be read safely.".to_owned());
            }
            (ending, _) => return ending,
        }
    }
}

fn attempt(
    program: &Path,
    job: &Job,
    to: &Path,
    patience: Duration,
    tell: &mut dyn FnMut(Option<Step>) -> bool,
) -> Result<Pressed, Fault> {
    let failed = |error: io::Error| Fault::Failed(error.to_string());
    let mut running = Running::start(program).map_err(failed)?;
    let request = Request { job: job.clone(), to: to.as_os_str().to_owned() };
    let request = serde_json::to_vec(&request).map_err(|error| Fault::Failed(error.to_string()))?;
    running.ask(request).map_err(failed)?;
    let mut clock = running.process.clock();
    loop {
        match running.replies.recv_timeout(LOOK) {
            Ok(Reply::Step(step)) => {
                clock = running.process.clock();
                if !tell(Some(step)) {
                    return Err(Fault::Cancelled);
                }
            }
            Ok(Reply::Done(ending)) => return ending,
            Err(RecvTimeoutError::Timeout) if clock.spent() < patience => {
                if !tell(None) {
                    return Err(Fault::Cancelled);
                }
            }
            Err(_) => return Err(Fault::GaveUp),
        }
    }
}

/// The process; it ends with this value.
struct Running {
    process: Process,
    requests: ChildStdin,
    replies: Receiver<Reply>,
}

impl Running {
    fn start(program: &Path) -> io::Result<Self> {
        let mut process = Process::start(program, ARGUMENT, &BOUNDS)?;
        let (requests, stdout) = process.pipes()?;
        let (sender, replies) = sync_channel(16);
        std::thread::Builder::new().name("press-replies".to_owned()).spawn(move || {
            let mut lines = BufReader::new(stdout);
            loop {
                let mut line = String::new();
                match lines.by_ref().take(LONGEST_LINE).read_line(&mut line) {
                    Ok(1..) => {}
                    _ => return,
                }
                let Ok(reply) = serde_json::from_str(&line) else { return };
                if sender.send(reply).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self { process, requests, replies })
    }

    fn ask(&mut self, mut request: Vec<u8>) -> io::Result<()> {
        request.push(b'\n');
        // A worker that dies at once is noticed when it answers nothing.
        match self.requests.write_all(&request).and_then(|()| self.requests.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        }
    }
}
