//! From inside: a worker gives up what it does not need.

use std::path::Path;

use crate::memory;

/// The most that a process may have.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Bytes of memory. Asking for more through [`crate::CappedAllocator`] ends the process.
    pub memory: usize,
    /// Bytes of the largest file it writes; with 0 it writes none.
    pub written: u64,
}

/// Bounds this process for the rest of its life: memory, files, no network, no other program, behind everything that a
/// person waits for, and gone as soon as whoever started it is. To be called on the first thread, before there is
/// another; standard input must be a pipe that its parent keeps open. Files are written only below `folder`.
///
/// Whatever the system lacks is left out: the work is the same without.
pub fn enter(bounds: &Bounds, folder: Option<&Path>) {
    memory::set_cap(bounds.memory);
    #[cfg(unix)]
    {
        unix::be_modest();
        unix::bound_resources(bounds.written);
        unix::end_with_standard_input();
    }
    #[cfg(target_os = "linux")]
    {
        use crate::linux;
        linux::write_only_below(folder);
        linux::refuse(linux::Others::MayNotRun);
    }
    let _ = folder;
}

#[cfg(unix)]
pub(crate) mod unix {
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;
    use rustix::process::{Resource, Rlimit, setrlimit};

    /// Addresses of memory of any kind, in bytes: a second belt, for what does not go through the allocator.
    #[cfg(target_os = "linux")]
    const ADDRESSES: u64 = 4 << 30;
    /// Files open at one time. Fonts of the computer are opened one after another.
    const OPEN_FILES: u64 = 256;

    /// Behind everything that a person waits for.
    pub fn be_modest() {
        // Not the class of idle processes: what gets nothing for minutes on a busy computer would be taken to hang.
        let _ = rustix::process::nice(19);
        #[cfg(target_os = "macos")]
        be_in_the_background();
    }

    // There is no safe function for it in any library that is well kept.
    #[cfg(target_os = "macos")]
    #[allow(unsafe_code)]
    fn be_in_the_background() {
        // SAFETY: takes and gives numbers only; 0 stands for this process.
        unsafe { libc::setpriority(libc::PRIO_DARWIN_PROCESS, 0, libc::PRIO_DARWIN_BG) };
    }

    /// No dumps of memory on a crash, few open files, and none written that is longer than so many bytes.
    pub fn bound_resources(written: u64) {
        bound(Resource::Core, 0);
        bound(Resource::Nofile, OPEN_FILES);
        bound(Resource::Fsize, written);
        #[cfg(target_os = "linux")]
        bound(Resource::As, ADDRESSES);
    }

    /// Every bound is a further belt: where one is refused, the worker works all the same.
    pub fn bound(resource: Resource, most: u64) {
        let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    }

    /// Ends the process when nobody holds the other end of standard input any more. (Linux could send a signal when the
    /// parent ends, but it does so when the *thread* ends that started the process.)
    pub fn end_with_standard_input() {
        let wait = || {
            let stdin = std::io::stdin();
            let mut lifeline = [PollFd::new(&stdin, PollFlags::empty())];
            while let Ok(_) | Err(Errno::INTR) = poll(&mut lifeline, None) {
                if lifeline[0].revents().intersects(PollFlags::HUP | PollFlags::ERR) {
                    std::process::exit(1);
                }
                if lifeline[0].revents().contains(PollFlags::NVAL) {
                    return;
                }
            }
        };
        // Without this thread a worker ends when it next looks for something to do.
        let _ = std::thread::Builder::new().name("lifeline".to_owned()).spawn(wait);
    }
}
