//! What is expected of a program on a desktop: a plain word where no window can be shown, and no harm where the desktop
//! lacks what the program can do without.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::driver::{Companion, Window, start_display};
use super::window::must_skip;

const PROGRAM: &str = env!("CARGO_BIN_EXE_together-library");

/// The program, with a desktop that has one program for messages: it writes down what it was asked to show.
fn start_blind(folder: &Path, environment: &[(&str, &str)]) -> (Output, Option<String>) {
    let (programs, shown) = (folder.join("programs"), folder.join("shown"));
    fs::create_dir_all(&programs).unwrap();
    let message = programs.join("kdialog");
    fs::write(&message, format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\n", shown.display())).unwrap();
    fs::set_permissions(&message, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new(PROGRAM)
        .args(["--library", folder.join("library").to_str().unwrap(), "--offline"])
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("LANGUAGE")
        .env("LC_ALL", "C")
        .env("PATH", path)
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output, fs::read_to_string(shown).ok())
}

#[test]
fn where_no_window_can_be_shown_that_is_said_in_words() {
    // A display number that no server takes.
    for (environment, says) in [
        (&[][..], "There is no display."),
        (&[("LANGUAGE", "bn_BD:en")], "এখানে কোনো পর্দা নেই।"),
        (&[("DISPLAY", ":64999")], "The display cannot be used."),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (output, shown) = start_blind(folder.path(), environment);
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        let own: Vec<_> = complaint.lines().filter(|line| line.starts_with("together-library: ")).collect();
        assert!(own.len() == 1 && own[0].contains(says) && own[0].contains("“together”"), "{complaint}");
        assert!(!complaint.contains("panicked"), "{complaint}");
        let shown = shown.expect("a native message");
        assert!(shown.starts_with("--title\nTogether Library\n--error\n") && shown.contains(says), "{shown}");
        assert!(!folder.path().join("library").exists(), "nothing was begun");
    }
}

/// A bus without a place for small icons, as on a desktop that has none; and one that claims to have one while the
/// library that draws icons may be missing, as it is where nothing installed it.
#[test]
fn a_wish_for_the_tray_never_keeps_the_window_from_opening() {
    if must_skip() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let person = folder.path().join("person");
    fs::create_dir_all(&person).unwrap();
    fs::write(person.join("settings.toml"), "stay_in_tray = true\n").unwrap();
    let bus = Bus::start();
    let _claimed = bus.as_ref().map(|bus| {
        zbus::blocking::connection::Builder::address(bus.address.as_str())
            .and_then(|builder| builder.name("org.kde.StatusNotifierWatcher")?.build())
            .unwrap()
    });
    for address in ["unix:path=/nowhere", bus.as_ref().map_or("", |bus| bus.address.as_str())] {
        let environment = [("DBUS_SESSION_BUS_ADDRESS", address)];
        let library = folder.path().to_str().unwrap();
        let window = Window::start(Path::new(PROGRAM), &["--library", library, "--offline"], &environment).unwrap();
        window.wait_for_text("9 resources").unwrap();
    }
}

/// Whether its locale is installed or not: the web view itself would not know it then.
#[test]
fn the_window_speaks_the_first_of_the_computers_languages_that_it_knows() {
    if must_skip() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().to_str().unwrap();
    let environment = [("LANGUAGE", "fr:bn_BD:en")];
    let window = Window::start(Path::new(PROGRAM), &["--library", library, "--offline"], &environment).unwrap();
    window.wait_for_text("৯টি").unwrap();
    assert_eq!(window.script("return document.documentElement.lang").unwrap(), "bn");
}

/// The process that draws the page dies, as it does where memory runs out. (WebDriver would end with it, so what the page
/// has the library remember is looked at: it says what is open when it starts.)
#[test]
fn a_page_whose_process_dies_comes_back_where_it_was() {
    if must_skip() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().to_str().unwrap();
    let list = Command::new(env!("CARGO_BIN_EXE_together")).args(["--library", library, "list", "--json"]).output();
    let list: serde_json::Value = serde_json::from_slice(&list.unwrap().stdout).unwrap();
    let resource = list["resources"][0]["id"].as_str().unwrap();
    let (_display, number) = start_display().unwrap();
    let _program = Companion(
        Command::new(PROGRAM)
            .args(["--library", library, "--offline", &format!("togetherlibrary://resource/{resource}")])
            .env("DISPLAY", format!(":{number}"))
            .env_remove("WAYLAND_DISPLAY")
            .envs([("GDK_BACKEND", "x11"), ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")])
            .stdin(Stdio::null())
            .spawn()
            .unwrap(),
    );
    let left_open = folder.path().join("person/left-open.json");
    let is_told = || fs::read_to_string(&left_open).is_ok_and(|told| told.contains(resource));
    wait_until(is_told, "the page says what is open");
    fs::remove_file(&left_open).unwrap();
    let drawing = process_drawing_for(library).expect("a process that draws the page");
    assert!(Command::new("kill").args(["-KILL", &drawing]).status().unwrap().success());
    wait_until(is_told, "the page came back");
    assert_ne!(process_drawing_for(library), Some(drawing));
}

fn wait_until(is_so: impl Fn() -> bool, what: &str) {
    let until = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < until, "{what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// The web process whose parent has this library.
fn process_drawing_for(library: &str) -> Option<String> {
    let read = |process: &str, what: &str| fs::read_to_string(format!("/proc/{process}/{what}")).unwrap_or_default();
    let parent = |process: &str| {
        read(process, "status").lines().find_map(|line| line.strip_prefix("PPid:").map(|id| id.trim().to_owned()))
    };
    let all = fs::read_dir("/proc").ok()?.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    all.filter(|process| read(process, "cmdline").contains("WebKitWebProcess"))
        .find(|process| parent(process).is_some_and(|parent| read(&parent, "cmdline").contains(library)))
}

/// A session bus of our own; none where the machine has no program for it.
pub(super) struct Bus {
    daemon: std::process::Child,
    pub address: String,
}

impl Bus {
    pub fn start() -> Option<Self> {
        use std::io::{BufRead, BufReader};
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut address = String::new();
        BufReader::new(daemon.stdout.take()?).read_line(&mut address).ok()?;
        Some(Self { daemon, address: address.trim().to_owned() })
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}
