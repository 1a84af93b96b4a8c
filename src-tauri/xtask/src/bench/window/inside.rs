//! What can only be timed inside the window: from a key to results that are painted, from a click to a page that is.

use std::path::Path;

use serde_json::Value;

use super::super::measure::{self, percentile};
use crate::driver::Window;

/// Words of the made-up leaflets (`leaflets.rs`), typed letter by letter.
const TYPED: [&str; 6] =
    ["heart pain", "sleep advice", "older people at home", "medicine dose", "teeth", "appointment letter"];

/// Resolves once what was found is on the screen: after the frame that shows the change has been painted.
const PAINTED: &str = "
    const done = arguments[arguments.length - 1];
    const painted = (since) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - since), 0));
    const when = (is, since) => {
      if (is()) return painted(since);
      const watching = new MutationObserver(() => { if (is()) { watching.disconnect(); painted(since); } });
      watching.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
    };";

pub struct Inside {
    /// Milliseconds, of each start: from the process to the first picture of the page, which has the search box.
    pub starts: Vec<f64>,
    /// Milliseconds, of each letter typed.
    pub keys: Vec<f64>,
    /// Milliseconds, of each document opened at its page.
    pub pages: Vec<f64>,
}

impl Inside {
    pub fn tell(mut self) {
        let starts = ("start to the search box", &mut self.starts);
        for (what, times) in
            [starts, ("key to painted results", &mut self.keys), ("click to painted page", &mut self.pages)]
        {
            let at = |share| percentile(times.iter().copied(), share);
            println!("{what:<28}{:>7.0} ms{:>9.0} ms{:>9.0} ms   of {}", at(0.5), at(0.95), at(1.0), times.len());
        }
    }
}

pub fn measure(program: &Path, library: &str, repeat: usize) -> Result<Inside, String> {
    let mut inside = Inside { starts: Vec::new(), keys: Vec::new(), pages: Vec::new() };
    for _ in 1..repeat {
        inside.starts.push(start(&open(program, library)?, program, library)?);
    }
    let window = open(program, library)?;
    inside.starts.push(start(&window, program, library)?);
    for words in TYPED.iter().cycle().take(TYPED.len() * repeat) {
        clear(&window)?;
        let ends = words.char_indices().map(|(at, letter)| at + letter.len_utf8());
        // One letter alone stands in most of what there is; from the second on it is a search.
        for end in ends.filter(|end| *end >= 2) {
            inside.keys.push(key(&window, &words[..end])?);
        }
        inside.pages.push(click(&window)?);
        window.script("return history.back()")?;
        window.find("#search")?;
    }
    Ok(inside)
}

fn open(program: &Path, library: &str) -> Result<Window, String> {
    let window = Window::start(program, &["--library", library], &[])?;
    window.find("a[data-row]")?;
    Ok(window)
}

/// The page tells when it was painted first, by the clock of the machine.
fn start(window: &Window, program: &Path, library: &str) -> Result<f64, String> {
    let painted = window.script(
        "const [painted] = performance.getEntriesByName('first-contentful-paint');
         return document.activeElement?.id === 'search' && painted ? performance.timeOrigin + painted.startTime : null",
    )?;
    let began = measure::began(program, library).ok_or("the window's process is not found")?;
    Ok(milliseconds(painted)? - began)
}

fn clear(window: &Window) -> Result<(), String> {
    window.script(
        "const box = document.querySelector('#search');
         box.value = '';
         return box.dispatchEvent(new InputEvent('input', { bubbles: true }))",
    )?;
    window.wait_for_script("return document.querySelector('li mark') === null").map(drop)
}

/// The answer tells which words it answers.
fn key(window: &Window, words: &str) -> Result<f64, String> {
    let words = Value::from(words);
    milliseconds(window.script_later(&format!(
        "{PAINTED}
         const box = document.querySelector('#search');
         const since = performance.now();
         box.value = {words};
         box.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
         when(() => document.querySelector('[data-answers]')?.dataset.answers === {words}, since);"
    ))?)
}

/// pdf.js says of a page that it is drawn.
fn click(window: &Window) -> Result<f64, String> {
    milliseconds(window.script_later(&format!(
        "{PAINTED}
         const since = performance.now();
         document.querySelector('li a.page').click();
         when(() => document.querySelector('.pdfViewer .page[data-loaded=\"true\"] canvas') !== null, since);"
    ))?)
}

fn milliseconds(answer: Value) -> Result<f64, String> {
    answer.as_f64().ok_or_else(|| format!("a time was expected, not {answer}"))
}
