//! What Linux can take away from a process for the rest of its life, and from whatever it becomes.

use std::path::Path;

use landlock::{ABI, Access, AccessFs, Ruleset, RulesetAttr, RulesetCreatedAttr, Scope, path_beneath_rules};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

/// Whether other programs may be run in this process's place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Others {
    MayRun,
    MayNotRun,
}

/// The rules of this kernel version are known here; of an older one, as many as it has.
const RULES: ABI = ABI::V6;

/// Nothing is written, made, removed or cut short outside of `folder`, and no signal is sent to a process that is not
/// bound by the same. Reading stays free: what is read goes nowhere but to whoever started the process.
pub fn write_only_below(folder: Option<&Path>) {
    let within = AccessFs::WriteFile | AccessFs::MakeReg | AccessFs::Truncate;
    let restricted = Ruleset::default()
        .handle_access(AccessFs::from_write(RULES))
        .and_then(|rules| rules.scope(Scope::from_all(RULES)))
        .and_then(Ruleset::create)
        .and_then(|rules| rules.add_rules(path_beneath_rules(folder, within)))
        .and_then(landlock::RulesetCreated::restrict_self);
    // Kernels before 5.13, and some that are built without it.
    drop(restricted);
}

/// No network, no look into other processes, and no other program unless it is said: such calls fail as forbidden.
pub fn refuse(others: Others) {
    if let Some(filter) = filter(others) {
        // Refused where the kernel has no such filters.
        let _ = seccompiler::apply_filter(&filter);
    }
}

/// Whatever makes a socket, or could do so past this filter, or gets hold of one of another process.
const REFUSED: [libc::c_long; 11] = [
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_io_uring_setup,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_getfd,
    libc::SYS_kcmp,
];
const RUN: [libc::c_long; 2] = [libc::SYS_execve, libc::SYS_execveat];
/// On a processor of AMD's and Intel's kind each call has a second number, for programs of 32-bit addresses.
#[cfg(target_arch = "x86_64")]
const NUMBERS: [i64; 2] = [0, 0x4000_0000];
#[cfg(not(target_arch = "x86_64"))]
const NUMBERS: [i64; 1] = [0];

/// `None` on a processor that the library does not know.
#[allow(clippy::useless_conversion)] // Numbers of calls are shorter on 32-bit systems.
fn filter(others: Others) -> Option<BpfProgram> {
    let run: &[libc::c_long] = if others == Others::MayRun { &[] } else { &RUN };
    let refused = REFUSED.iter().chain(run).flat_map(|call| NUMBERS.map(|number| (i64::from(*call) | number, vec![])));
    let forbidden = SeccompAction::Errno(libc::EACCES.unsigned_abs());
    let processor = std::env::consts::ARCH.try_into().ok()?;
    SeccompFilter::new(refused.collect(), SeccompAction::Allow, forbidden, processor).ok()?.try_into().ok()
}
