//! Where no window can be shown: why, as far as that is known before trying, and a native message in its place. A
//! program that was started from an icon and ends without a word is taken for broken.
//!
//! Tried on Linux alone.

use std::io::Write;

use crate::window::TITLE;
use crate::words::{Words, messages};

/// Why no window can be shown.
#[cfg_attr(target_os = "macos", allow(unused_variables, reason = "macOS has all that is needed"))]
pub fn reason(words: &Words) -> Option<String> {
    #[cfg(target_os = "linux")]
    {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !set("DISPLAY") && !set("WAYLAND_DISPLAY") {
            return Some(words.say(messages::CANNOT_NO_DISPLAY, []));
        }
        // Tauri would panic over it.
        if gtk::init().is_err() {
            return Some(words.say(messages::CANNOT_USE_DISPLAY, []));
        }
    }
    #[cfg(windows)]
    if tauri::webview_version().is_err() {
        return Some(words.say(messages::CANNOT_NO_WEB_VIEW, []));
    }
    None
}

/// On standard error, for whoever started the program there.
pub fn complain(why: &str) {
    let line = why.split_whitespace().collect::<Vec<_>>().join(" ");
    // Started from an icon there is nobody to read it.
    let _ = writeln!(std::io::stderr().lock(), "together-library: {line}");
}

/// A native message, without a window of ours. Returns when it was read, or at once where none can be shown.
#[cfg(not(target_os = "linux"))]
pub fn tell(why: &str) {
    rfd::MessageDialog::new().set_level(rfd::MessageLevel::Error).set_title(TITLE).set_description(why).show();
}

/// A native message, by whatever program for messages the desktop has: GTK, which would draw ours, is what fails.
/// Returns when it was read, or at once where none can be shown.
#[cfg(target_os = "linux")]
pub fn tell(why: &str) {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    /// One that takes longer was seen, however it was closed.
    const SEEN: Duration = Duration::from_secs(1);
    let programs: [(&str, &[&str]); 3] = [
        ("kdialog", &["--title", TITLE, "--error", why]),
        ("zenity", &["--error", "--no-markup", "--title", TITLE, "--text", why]),
        ("xmessage", &["-center", "-title", TITLE, why]),
    ];
    for (program, arguments) in programs {
        let start = Instant::now();
        let quiet = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if quiet.is_ok_and(|status| status.success() || start.elapsed() > SEEN) {
            return;
        }
    }
}
