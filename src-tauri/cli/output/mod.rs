//! Words for a person. Everything that is shown passes through [`print`] or [`tell`], which take out control
//! characters: titles and texts come from the network, and a terminal obeys what it is sent.

use std::io::{self, IsTerminal, Write};

mod about;
mod answers;
mod changes;
mod packs;
mod print_packs;
mod reports;
mod resources;
mod shelf;
mod sources;
mod trust;

pub use about::{about, earlier_about};
pub use answers::{batch_answer, search_answer, suggestions};
pub use changes::{history, refreshes, whats_new};
pub use packs::{pack_check, pack_counts, pack_written};
pub use print_packs::{print_pack, print_pack_step};
pub use reports::{refresh_report, settings, status, stop_line, verification};
pub use resources::{picture_step, pictures_not_read, resource, resource_list, saved, text};
pub use shelf::{gaps, shelf, shelf_merge};
pub use sources::{source_added, source_list, source_removed, source_trial};
pub use trust::facts;

/// Where highlighted words begin and end in a text on its way to the screen: private characters, which become bold
/// letters on a terminal and nothing elsewhere.
const MARK: char = '\u{E000}';
const UNMARK: char = '\u{E001}';

/// Columns that running text is wrapped to.
const WIDTH: usize = 80;

/// Prints for a person. A reader that has gone away (`| head`) is no failure.
pub fn print(text: &str) {
    let bold = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    write_out(&on_screen(text, bold));
}

/// Prints one line of JSON.
pub fn print_line(document: &str) {
    write_out(&format!("{document}\n"));
}

fn write_out(text: &str) {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => {
            complain(&format!("the output cannot be written: {error}. See whether the disk is full."));
            std::process::exit(1);
        }
    }
}

/// One line of progress or advice on standard error.
pub fn tell(line: &str) {
    // Where standard error is gone there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{}", on_one_line(line));
}

/// The one line of a failure: what happened and what to try.
pub fn complain(what: &str) {
    tell(&format!("together: {what}"));
}

fn on_screen(text: &str, bold: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            MARK if bold => shown.push_str("\u{1b}[1m"),
            UNMARK if bold => shown.push_str("\u{1b}[0m"),
            MARK | UNMARK => {}
            '\n' => shown.push(c),
            c if c.is_control() => shown.push(' '),
            c => shown.push(c),
        }
    }
    shown
}

pub fn on_one_line(text: &str) -> String {
    on_screen(text, false).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Running text, wrapped, each line indented by so many columns.
fn paragraph(text: &str, indent: usize) -> String {
    let indent = " ".repeat(indent);
    let options = textwrap::Options::new(WIDTH).initial_indent(&indent).subsequent_indent(&indent).break_words(false);
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| textwrap::fill(line.trim(), &options) + "\n")
        .collect()
}

/// A point of a list, wrapped, hanging after its bullet; each of its lines stands on a line of its own.
fn point(bullet: &str, text: &str) -> String {
    let first = format!("  {bullet} ");
    let hanging = first.chars().count();
    let text = paragraph(text, hanging);
    match text.get(hanging..) {
        Some(rest) => first + rest,
        None => first + "\n",
    }
}

/// "1 file", "2 files".
pub fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Bytes as people say them, in thousands: "532 bytes", "3.2 MB".
pub fn size(bytes: u64) -> String {
    let steps = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    match steps.into_iter().find(|(step, _)| bytes >= *step) {
        Some((step, unit)) => format!("{:.1} {unit}", bytes as f64 / step as f64),
        None => count(bytes, "byte", "bytes"),
    }
}

/// A stretch of time as people say it: "8 s", "3 min", "2 h 10 min".
pub fn time(seconds: u64) -> String {
    match (seconds / 3_600, seconds % 3_600 / 60) {
        (0, 0) => format!("{seconds} s"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// A moment to the minute, in the time of Greenwich: "2026-11-22 05:25 UTC".
fn moment(at: catalogue::Timestamp) -> String {
    let text = at.to_string();
    match text.split_once('T') {
        Some((day, time)) => format!("{day} {} UTC", time.get(..5).unwrap_or(time)),
        None => text,
    }
}

/// Labels and values in two columns.
fn fields(rows: &[(&str, String)]) -> String {
    let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
    rows.iter().map(|(label, value)| format!("  {label:width$}  {}\n", on_one_line(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        assert_eq!(on_screen("a\u{1b}[2Jb\u{7}c\r\td\u{9b}e\nf", true), "a [2Jb c  d e\nf");
        assert_eq!(on_one_line("a\n\n b\u{1b}]0;x"), "a b ]0;x");
    }

    #[test]
    fn marks_become_bold_or_nothing() {
        let text = format!("for {MARK}asthma{UNMARK} care");
        assert_eq!(on_screen(&text, false), "for asthma care");
        assert_eq!(on_screen(&text, true), "for \u{1b}[1masthma\u{1b}[0m care");
    }

    #[test]
    fn sizes_times_and_moments() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (999, "999 bytes"),
            (1_000, "1.0 kB"),
            (3_210_000, "3.2 MB"),
            (4_000_000_000, "4.0 GB"),
        ] {
            assert_eq!(size(bytes), text);
        }
        for (seconds, text) in [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3_599, "59 min"), (7_800, "2 h 10 min")] {
            assert_eq!(time(seconds), text);
        }
        assert_eq!(moment("2026-11-22T05:25:45.123Z".parse().unwrap()), "2026-11-22 05:25 UTC");
    }
}
