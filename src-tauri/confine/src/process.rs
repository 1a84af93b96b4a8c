//! From outside: a confined process, which ends with this value.

use std::io;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::clock::Clock;
use crate::enter::Bounds;

/// A process that was started to be confined. Dropping it ends it.
#[derive(Debug)]
pub struct Process {
    child: Child,
    #[cfg(windows)]
    _job: Option<crate::windows::Job>,
}

/// Room for what a process has beside its own memory, in bytes: its program, stacks, tables of the system.
#[cfg(windows)]
const BESIDE: usize = 256 << 20;

impl Process {
    /// Starts our own program as a worker; with this one argument it is to call [`crate::enter`] first of all. Its
    /// standard input is also its lifeline: it ends when [`Process::pipes`]' first is dropped.
    ///
    /// # Errors
    /// If the program cannot be started.
    pub fn start(program: &Path, argument: &str, bounds: &Bounds) -> io::Result<Process> {
        let mut command = Command::new(program);
        command.arg(argument);
        Process::of(command, bounds)
    }

    pub(crate) fn of(mut command: Command, bounds: &Bounds) -> io::Result<Process> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        #[cfg(windows)]
        {
            use std::os::windows::process::CommandExt;
            use windows_sys::Win32::System::Threading::{CREATE_NO_WINDOW, IDLE_PRIORITY_CLASS};
            command.creation_flags(CREATE_NO_WINDOW | IDLE_PRIORITY_CLASS);
        }
        let child = command.spawn()?;
        #[cfg(not(windows))]
        let _ = bounds;
        Ok(Process {
            // Where there can be no job, the bounds from inside hold.
            #[cfg(windows)]
            _job: crate::windows::Job::around(&child, bounds.memory.saturating_add(BESIDE)).ok(),
            child,
        })
    }

    /// Where to ask it, and where it answers; only once.
    ///
    /// # Errors
    /// If they were taken before.
    pub fn pipes(&mut self) -> io::Result<(ChildStdin, ChildStdout)> {
        match (self.child.stdin.take(), self.child.stdout.take()) {
            (Some(stdin), Some(stdout)) => Ok((stdin, stdout)),
            _ => Err(io::Error::other("the worker has no pipes")),
        }
    }

    /// What it spends from now on.
    pub fn clock(&self) -> Clock<'_> {
        Clock::start(&self.child)
    }

    /// Waits for its end, and tells whether it was a good one.
    pub(crate) fn ended_well(&mut self) -> io::Result<bool> {
        Ok(self.child.wait()?.success())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may be dead already, and then there is nothing to kill; waiting clears it away.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
