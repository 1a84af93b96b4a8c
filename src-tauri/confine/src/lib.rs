//! A process of its own for work on files of strangers, so that a file that does harm, or a program that breaks over
//! it, takes nothing with it. Knows nothing of documents.
//!
//! Two kinds of process are started here. A *worker* is our own program again: it calls [`enter`] before it looks at
//! anything, and from then on it has no more than [`Bounds`] say. An [`Errand`] is a program of somebody else's that is
//! given bytes and gives bytes back: ours is started, goes into the same confinement, and becomes that program.
//!
//! What holds where (of Windows and macOS, nothing here was ever run; for Windows it is compiled):
//!
//! | | Linux | macOS | Windows |
//! |---|---|---|---|
//! | memory | allocator, `RLIMIT_AS` | allocator | allocator, job object |
//! | lowest priority | nice 19 | `PRIO_DARWIN_BG` | idle class |
//! | time by the processor | yes | no: by the clock on the wall | yes |
//! | no network | seccomp | **no** | **no** |
//! | writes no files, or only in one folder | landlock, `RLIMIT_FSIZE` | `RLIMIT_FSIZE` | **no** |
//! | starts no program | seccomp | no | job object |
//! | ends with its parent | yes | yes | job object |
//!
//! On macOS only an interface that Apple has withdrawn could take the network away; on Windows that takes an account
//! of its own for the process (an app container), which an installer would have to prepare. Where an old kernel lacks
//! one of these, the others hold and the work goes on.

mod clock;
mod enter;
mod errand;
#[cfg(target_os = "linux")]
mod linux;
mod memory;
mod process;
mod watch;
#[cfg(windows)]
mod windows;

pub use clock::Clock;
pub use enter::{Bounds, enter};
pub use errand::{Errand, Failure};
pub use memory::CappedAllocator;
pub use process::Process;
pub use watch::Watch;

/// The argument with which our own program is started to become another.
pub const ERRAND_ARGUMENT: &str = "confined-errand";

/// Serves an [`Errand`]: the whole life of a process that was started with [`ERRAND_ARGUMENT`].
///
/// # Errors
/// If the other program could not be started; otherwise this does not come back.
pub fn serve_errand() -> std::io::Result<()> {
    errand::serve()
}
