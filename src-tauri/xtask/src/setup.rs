//! From a bare machine to one that builds: on Debian and its kin the packages are installed, elsewhere it is said
//! exactly what to install.

use std::fs;
use std::process::Command;

use crate::servers;
use crate::step;
use crate::system::{self, System};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To build the window and show it.
    Window,
    /// To build it and show it where nobody sees, and take its picture.
    HiddenWindow,
    /// All of that, and a browser for the interface's tests.
    Test,
}

/// Without these nothing is built.
const TO_BUILD: [&str; 3] = ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];
/// Films in MP4, and letters of all the leaflets' languages: the window works without.
const TO_SHOW: [&str; 2] = ["gstreamer1.0-libav", "fonts-noto-core"];
const TO_SHOW_UNSEEN: [&str; 2] = ["xvfb", "webkit2gtk-driver"];
const TO_TEST: [&str; 1] = ["chromium"];
/// Read words in pictures; without them those tests are left out.
const TO_TEST_PICTURES: [&str; 2] = ["tesseract-ocr", "tesseract-ocr-ben"];
/// Draws the icon beside the clock; without it, what its menu says is not tested.
const TO_TEST_ICON: [&str; 1] = ["libayatana-appindicator3-1"];
/// For mitmproxy, which comes from PyPI.
const TO_TEST_PROXIES: [&str; 1] = ["python3-venv"];

/// Prepares the machine. What could not be had and is not needed in every case comes back in words.
pub fn prepare(purpose: Purpose) -> Result<Vec<String>, String> {
    check_node()?;
    let system = System::here();
    if system == System::Debian {
        let mut lacking = install_packages(purpose)?;
        if purpose == Purpose::Test {
            lacking.extend(servers::prepare());
        }
        Ok(lacking)
    } else if system.builds_windows() {
        Ok(Vec::new())
    } else {
        Err(format!(
            "what the window is built with is missing. Please run or do this, then try again:\n    {}",
            system.advice()
        ))
    }
}

fn install_packages(purpose: Purpose) -> Result<Vec<String>, String> {
    let mut required = missing(&TO_BUILD);
    let mut wanted = missing(&TO_SHOW);
    if purpose != Purpose::Window {
        wanted.extend(missing(&TO_SHOW_UNSEEN));
    }
    if purpose == Purpose::Test && !system::has_chromium() {
        wanted.extend(missing(&TO_TEST));
    }
    if purpose == Purpose::Test {
        wanted.extend(missing(&TO_TEST_PICTURES));
        wanted.extend(missing(&TO_TEST_ICON));
    }
    if purpose == Purpose::Test && !servers::has_venv() {
        wanted.extend(missing(&TO_TEST_PROXIES));
    }
    if required.is_empty() && wanted.is_empty() {
        return Ok(Vec::new());
    }
    required.sort_unstable();
    println!("Installing what is missing: {}", [required.as_slice(), wanted.as_slice()].concat().join(" "));
    // An old list of packages may do; if not, the installation says so.
    if let Err(why) = apt(&["update"]) {
        println!("{why}; going on with the list of packages that is here");
    }
    if !required.is_empty() && install(&required).is_err() {
        return Err(format!(
            "the packages could not be installed. Please run this, then try again:\n    {}",
            System::Debian.advice()
        ));
    }
    // All at once if that can be had, else each by itself: one that a distribution lacks must not cost the others.
    let mut lacking = Vec::new();
    if !wanted.is_empty() && install(&wanted).is_err() {
        lacking.extend(wanted.into_iter().filter(|package| install(&[package]).is_err()));
    }
    Ok(lacking.into_iter().map(|package| format!("the package {package} could not be installed")).collect())
}

fn install(packages: &[&str]) -> Result<(), String> {
    apt(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}

pub fn apt(arguments: &[&str]) -> Result<(), String> {
    // Another installation may hold the lock: wait for it.
    let mut all = vec!["apt-get", "-o", "DPkg::Lock::Timeout=500"];
    all.extend(arguments);
    let is_root = step::ask(&mut step::command("id", &["-u"])).as_deref() == Some("0");
    let mut command = if is_root {
        let mut command = Command::new("env");
        command.arg("DEBIAN_FRONTEND=noninteractive");
        command
    } else {
        let mut command = Command::new("sudo");
        command.args(["env", "DEBIAN_FRONTEND=noninteractive"]);
        command
    };
    step::run(command.args(all))
}

fn missing(packages: &[&'static str]) -> Vec<&'static str> {
    let is_installed = |package: &str| {
        let answer = step::ask(&mut step::command("dpkg-query", &["-W", "-f=${db:Status-Status}", package]));
        answer.as_deref() == Some("installed")
    };
    packages.iter().copied().filter(|package| !is_installed(package)).collect()
}

fn check_node() -> Result<(), String> {
    const ADVICE: &str = "Please install Node.js 20.19 or newer with npm (https://nodejs.org), then try again.";
    let version =
        step::ask(&mut step::command("node", &["--version"])).ok_or(format!("Node.js was not found. {ADVICE}"))?;
    if !node_will_do(&version) {
        return Err(format!("Node.js {version} is too old. {ADVICE}"));
    }
    step::ask(&mut step::npm(&["--version"])).map(|_| ()).ok_or(format!("npm was not found. {ADVICE}"))
}

fn node_will_do(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    major > 20 || (major == 20 && minor >= 19)
}

/// Installs the interface's packages unless those of the lock file are there.
pub fn interface_packages() -> Result<(), String> {
    let written = |path: &str| fs::metadata(step::root().join("ui").join(path)).and_then(|file| file.modified());
    match (written("node_modules/.package-lock.json"), written("package-lock.json")) {
        (Ok(installed), Ok(locked)) if installed >= locked => Ok(()),
        _ => step::run(&mut step::npm(&["ci", "--no-audit", "--no-fund"])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node() {
        for (version, will_do) in [
            ("v20.20.2", true),
            ("v20.19.0", true),
            ("v22.1.0", true),
            ("v100.0.0", true),
            ("v20.9.0", false),
            ("v18.20.4", false),
            ("", false),
            ("node", false),
        ] {
            assert_eq!(node_will_do(version), will_do, "{version}");
        }
    }
}
