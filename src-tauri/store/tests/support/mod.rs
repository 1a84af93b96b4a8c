//! What tests of whole stores share: small disks, old catalogues, damage.
#![allow(dead_code, reason = "each test program uses some of it")]

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

const DISK: &str = "STORE_TEST_SMALL_DISK";

/// The folder of a small disk; `None` in the process that only starts the other one, and where none can be had.
pub fn small_disk(test: &str, megabytes: u32) -> Option<PathBuf> {
    if let Some(disk) = std::env::var_os(DISK) {
        return Some(disk.into());
    }
    let mount = |size: &str| format!("mount -t tmpfs -o size={size} tmpfs \"${DISK}\"");
    let folder = tempfile::tempdir().unwrap();
    let inside = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-c", script, "sh"]).env(DISK, folder.path());
        command
    };
    if !inside(&mount("1m")).output().is_ok_and(|tried| tried.status.success()) {
        eprintln!("SKIPPED {test}: this system lets nobody mount a small disk");
        return None;
    }
    let script = format!("{} && exec \"$@\"", mount(&format!("{megabytes}m")));
    let program = std::env::current_exe().unwrap();
    let ran = inside(&script).arg(program).args(["--exact", test, "--nocapture"]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
    None
}

/// Takes all room of the disk but for so many bytes.
pub fn fill(disk: &Path, leave: usize) -> PathBuf {
    let path = disk.join("filler");
    let mut file = File::create(&path).unwrap();
    let page = [0; 4096];
    let mut bytes = 0;
    while let Ok(wrote) = file.write(&page) {
        bytes += wrote;
    }
    file.set_len(bytes.saturating_sub(leave) as u64).unwrap();
    path
}

/// SHA-256, in lower-case hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A catalogue of format 1 with rows in every table. What seals are computed by is written here a second time, as it
/// stood then.
pub fn first_format(file: &Path) {
    let older = rusqlite::Connection::open(file).unwrap();
    let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    let seal = |values: &rusqlite::functions::Context<'_>| {
        let mut all = Vec::new();
        for at in 0..values.len() {
            let (kind, bytes) = match values.get_raw(at) {
                ValueRef::Null => (0, Vec::new()),
                ValueRef::Integer(number) => (1, number.to_le_bytes().to_vec()),
                ValueRef::Real(number) => (2, number.to_le_bytes().to_vec()),
                ValueRef::Text(bytes) => (3, bytes.to_vec()),
                ValueRef::Blob(bytes) => (4, bytes.to_vec()),
            };
            all.push(kind);
            all.extend((bytes.len() as u64).to_le_bytes());
            all.extend(bytes);
        }
        Ok(i64::from_le_bytes(Sha256::digest(all)[..8].try_into().unwrap()))
    };
    older.create_scalar_function("checksum", -1, flags, seal).unwrap();
    older.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
    older.execute_batch(include_str!("../fixtures/format-1.sql")).unwrap();
}
