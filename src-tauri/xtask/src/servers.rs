//! The real servers and proxies that the tests of `fetch` ask. They go to `target/tools/`, not into the system: as
//! packages of Debian they would run on this computer from now on, after every start.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::setup;
use crate::step;

/// What is needed, where it stands below `target/tools/`, and the packages of Debian and its kin that may hold it.
const FROM_PACKAGES: [(&str, &str, &[&str]); 2] = [
    ("nginx", "debian/usr/sbin/nginx", &["nginx", "nginx-light", "nginx-core"]),
    ("tinyproxy", "debian/usr/bin/tinyproxy", &["tinyproxy-bin"]),
];
const MITMDUMP: (&str, &str) = ("mitmdump", "mitmproxy/bin/mitmdump");

/// Brings what is missing; what could not be had comes back in words.
pub fn prepare() -> Vec<String> {
    let mut lacking = from_packages();
    // The list of packages may be old, or not be here at all.
    if !lacking.is_empty() && setup::apt(&["update"]).is_ok() {
        lacking = from_packages();
    }
    if !is_here(MITMDUMP.0, MITMDUMP.1) {
        lacking.extend(install_mitmproxy().err());
    }
    lacking
}

fn from_packages() -> Vec<String> {
    let missing = FROM_PACKAGES.iter().filter(|(name, place, _)| !is_here(name, place));
    missing.filter_map(|(_, place, packages)| unpack(packages, &tools().join(place)).err()).collect()
}

/// Whether the tests can be made to use all of them.
pub fn are_here() -> bool {
    FROM_PACKAGES.iter().all(|(name, place, _)| is_here(name, place)) && is_here(MITMDUMP.0, MITMDUMP.1)
}

/// Whether Python can make an environment of its own; Debian keeps that in a package apart.
pub fn has_venv() -> bool {
    step::ask(&mut step::command("python3", &["-c", "import ensurepip, venv"])).is_some()
}

/// In the same places in which the tests look.
fn is_here(name: &str, place: &str) -> bool {
    step::is_there(name)
        || [tools().join(place), Path::new("/usr/sbin").join(name)].into_iter().any(|program| program.is_file())
}

fn tools() -> PathBuf {
    step::root().join("target/tools")
}

/// Takes the program out of the first of these packages that has it, without installing the package.
fn unpack(packages: &[&str], program: &Path) -> Result<(), String> {
    let folder = tools().join("debian");
    let fetched = tools().join("packages");
    let failure = |error: std::io::Error| format!("{} could not be made: {error}", folder.display());
    for package in packages {
        let _ = fs::remove_dir_all(&fetched);
        fs::create_dir_all(&fetched).map_err(failure)?;
        let mut download = step::command("apt-get", &["download", package]);
        if step::run(download.current_dir(&fetched)).is_err() {
            continue;
        }
        let files = fs::read_dir(&fetched).map_err(failure)?;
        for file in files.flatten().map(|entry| entry.path()) {
            let _ = step::run(Command::new("dpkg-deb").arg("--extract").arg(file).arg(&folder));
        }
        let _ = fs::remove_dir_all(&fetched);
        // It may want libraries that are not here.
        if program.is_file() && step::ask(Command::new(program).arg("-v")).is_some() {
            return Ok(());
        }
        let _ = fs::remove_file(program);
    }
    Err(format!("{} could not be had from the packages {}", name_of(program), packages.join(", ")))
}

fn install_mitmproxy() -> Result<(), String> {
    let folder = tools().join("mitmproxy");
    // Half of it may be left from a time when the network broke off.
    let _ = fs::remove_dir_all(&folder);
    let python = folder.join("bin/python");
    let made = step::run(Command::new("python3").args(["-m", "venv"]).arg(&folder)).and_then(|()| {
        step::run(Command::new(python).args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "mitmproxy>=10",
        ]))
    });
    made.map_err(|why| format!("mitmproxy could not be had from PyPI: {why}"))
}

fn name_of(program: &Path) -> String {
    program.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
