//! A disk of any size, in memory, in a namespace of our own where we may mount one (Linux only).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::step;

/// Set for the program that runs where it may mount.
const INSIDE: &str = "TOGETHER_SMALL_DISK";
/// Disks in memory give room by pages.
pub const PAGE_BYTES: u64 = 4096;

/// Why no small disk can be had here; nothing where one can.
pub fn why_not() -> Option<String> {
    if !cfg!(target_os = "linux") {
        return Some("small disks are made with the namespaces of Linux".to_owned());
    }
    let may = namespace().is_some_and(|option| step::ask(Command::new("unshare").args([option, "true"])).is_some());
    (!may).then(|| "this system does not let “unshare” make a namespace to mount a small disk in".to_owned())
}

/// As root nobody else's identity is needed.
fn namespace() -> Option<&'static str> {
    let user = step::ask(Command::new("id").arg("-u"))?;
    Some(if user == "0" { "-m" } else { "-rm" })
}

/// Runs this program once more, with these arguments, where it may mount; `None` where it runs there already.
pub fn inside(arguments: &[&str]) -> Option<Result<(), String>> {
    if std::env::var_os(INSIDE).is_some() {
        return None;
    }
    let run = || {
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut command = Command::new("unshare");
        command.arg(namespace().ok_or("who we are is not known")?).arg(own).args(arguments);
        let status = command.env(INSIDE, "1").status().map_err(|error| format!("unshare: {error}"))?;
        if status.success() { Ok(()) } else { Err("on a small disk something failed; it is told above".to_owned()) }
    };
    Some(run())
}

/// A mounted disk. It goes with the namespace.
#[derive(Debug)]
pub struct SmallDisk {
    pub folder: PathBuf,
}

impl SmallDisk {
    pub fn mount(folder: &Path, size_bytes: u64) -> Result<Self, String> {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        run(Command::new("mount").args(["-t", "tmpfs", "-o", &size(size_bytes), "none"]).arg(folder))?;
        Ok(Self { folder: folder.to_owned() })
    }

    pub fn resize(&self, size_bytes: u64) -> Result<(), String> {
        run(Command::new("mount").args(["-o", &format!("remount,{}", size(size_bytes))]).arg(&self.folder))
    }

    pub fn used_bytes(&self) -> Result<u64, String> {
        let told = step::ask(Command::new("df").args(["-k", "--output=used"]).arg(&self.folder));
        let used = told.as_deref().and_then(|told| told.lines().last()?.trim().parse::<u64>().ok());
        used.map(|kilobytes| kilobytes * 1024).ok_or_else(|| "df does not tell how full the disk is".to_owned())
    }
}

fn size(bytes: u64) -> String {
    // A size of nothing would mean no bound at all.
    format!("size={}", bytes.max(PAGE_BYTES))
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("mount: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("mount: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }
}
