//! A program of somebody else's: bytes in, bytes out.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

#[cfg(unix)]
use serde::{Deserialize, Serialize};

use crate::enter::Bounds;
use crate::process::Process;

/// What it may have of memory, in bytes; on Windows, where that is all of it.
const MEMORY: usize = 1 << 30;
/// How often it is seen whether there is time left, and whether anybody still wants it.
const LOOK: Duration = Duration::from_millis(100);

/// What another program is to do.
#[derive(Debug, Clone)]
pub struct Errand<'a> {
    /// Where it is; a whole path.
    pub program: &'a Path,
    pub arguments: Vec<OsString>,
    /// Time of a processor, as [`crate::Clock`] tells it.
    pub patience: Duration,
    /// Bytes that it answers at most.
    pub most_output: usize,
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// It could not be started.
    NotStarted(io::Error),
    /// It ended by itself, and said that it had failed or died.
    Failed,
    TookTooLong,
    /// It answered more than it may.
    SaidTooMuch,
    Cancelled,
}

/// What our own program is told before it becomes the other one.
#[cfg(unix)]
#[derive(Serialize, Deserialize)]
struct Becoming {
    program: OsString,
    arguments: Vec<OsString>,
    /// Of a processor; the system's own bound, behind ours.
    seconds: u64,
    parent: u32,
}

impl Errand<'_> {
    /// Runs it to its end on this thread, confined by way of our own program (on Windows, by a job object alone).
    /// `goes_on` is asked several times a second.
    ///
    /// # Errors
    /// Where it gave no answer; it is ended then.
    pub fn run(&self, ours: &Path, input: &[u8], goes_on: &dyn Fn() -> bool) -> Result<Vec<u8>, Failure> {
        let bounds = Bounds { memory: MEMORY, written: 0 };
        let command = self.command(ours).map_err(Failure::NotStarted)?;
        let mut process = Process::of(command, &bounds).map_err(Failure::NotStarted)?;
        let (mut stdin, stdout) = process.pipes().map_err(Failure::NotStarted)?;
        let (sender, answer) = channel();
        let most = self.most_output as u64;
        std::thread::scope(|scope| {
            // One that dies before it has read all is noticed by how it ends.
            scope.spawn(move || drop(stdin.write_all(input)));
            scope.spawn(move || {
                let mut output = Vec::new();
                // Dropping the pipe makes one that says more stop.
                let read = stdout.take(most + 1).read_to_end(&mut output);
                let _ = sender.send(read.map(|_| output));
            });
            let output = self.wait(&process, &answer, goes_on);
            if output.is_err() {
                // So that neither thread waits any longer.
                drop(process);
                return output;
            }
            let well = process.ended_well().unwrap_or(false);
            output.and_then(|output| if well { Ok(output) } else { Err(Failure::Failed) })
        })
    }

    fn wait(
        &self,
        process: &Process,
        answer: &std::sync::mpsc::Receiver<io::Result<Vec<u8>>>,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Vec<u8>, Failure> {
        let clock = process.clock();
        loop {
            match answer.recv_timeout(LOOK) {
                Ok(Ok(output)) if output.len() > self.most_output => return Err(Failure::SaidTooMuch),
                Ok(Ok(output)) => return Ok(output),
                Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => return Err(Failure::Failed),
                Err(RecvTimeoutError::Timeout) if !goes_on() => return Err(Failure::Cancelled),
                Err(RecvTimeoutError::Timeout) if clock.spent() > self.patience => return Err(Failure::TookTooLong),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    #[cfg(unix)]
    fn command(&self, ours: &Path) -> io::Result<Command> {
        let becoming = Becoming {
            program: self.program.into(),
            arguments: self.arguments.clone(),
            seconds: self.patience.as_secs().saturating_mul(2).max(1),
            parent: std::process::id(),
        };
        let mut command = Command::new(ours);
        command.arg(crate::ERRAND_ARGUMENT).arg(serde_json::to_string(&becoming)?);
        Ok(frugal(command))
    }

    #[cfg(not(unix))]
    fn command(&self, _ours: &Path) -> io::Result<Command> {
        let mut command = Command::new(self.program);
        command.args(&self.arguments);
        Ok(frugal(command))
    }
}

/// One thread, as far as programs can be told in general.
fn frugal(mut command: Command) -> Command {
    command.env("OMP_THREAD_LIMIT", "1");
    command
}

/// The confinement holds for the other program too: it is this process's, for the rest of its life.
#[cfg(unix)]
pub fn serve() -> io::Result<()> {
    use std::os::unix::process::CommandExt;

    use crate::enter::unix;

    let told = std::env::args().nth(2).ok_or_else(|| io::Error::other("no program was named"))?;
    let becoming: Becoming = serde_json::from_str(&told)?;
    unix::be_modest();
    unix::bound_resources(0);
    unix::bound(rustix::process::Resource::Cpu, becoming.seconds);
    #[cfg(target_os = "linux")]
    {
        use crate::linux;
        // The thread that started this waits for its end, so its own end is that of the whole errand.
        let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
        linux::write_only_below(None);
        linux::refuse(linux::Others::MayRun);
    }
    let parent = rustix::process::getppid().map(|parent| parent.as_raw_nonzero().get().unsigned_abs());
    if parent != Some(becoming.parent) {
        return Err(io::Error::other("nobody waits for it any more"));
    }
    Err(Command::new(becoming.program).args(becoming.arguments).exec())
}

#[cfg(not(unix))]
pub fn serve() -> io::Result<()> {
    Err(io::Error::other("here other programs are started as they are"))
}
