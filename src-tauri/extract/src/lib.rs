//! Bytes -> text by page, bounded; and the worker process around it.
//!
//! Everything here is read with suspicion: a file may be damaged, or made to do harm. [`extract`] never panics and
//! keeps to [`Limits`]; what no limit of ours can stop (a parser that asks for all the memory there is, or never ends)
//! is stopped from outside, by running it in a [`worker`] process.

mod decode;
mod directory;
mod docx;
mod eml;
mod epub;
mod facts;
mod fields;
mod flow;
mod html;
mod language;
mod limits;
mod links;
mod members;
mod months;
mod odf;
mod office_parts;
mod pdf;
mod picture;
mod plain;
mod pptx;
mod problem;
mod quality;
mod reading;
mod rtf;
mod scan;
mod sheets;
mod sniff;
#[cfg(test)]
mod testing;
mod tidy;
mod title;
pub mod worker;
mod xml;
mod zipped;

use std::sync::Arc;

use catalogue::{Bookmark, Facts, PageText, TextQuality};
use serde::{Deserialize, Serialize};

pub use limits::Limits;
pub use sniff::{is_told_by_its_head, sniff};

use problem::Problem;
use reading::Reading;

/// Goes up whenever the same bytes may give another text, so that what is stored can be made again.
pub const VERSION: u32 = 2;

/// What came out of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extraction {
    /// By content, not by name.
    pub media_type: String,
    /// Pages that have words, in order. Pages without any are left out, so look at the numbers.
    pub pages: Vec<PageText>,
    /// How many pages the document has; null where the format has none.
    pub page_count: Option<u32>,
    pub quality: TextQuality,
    /// BCP 47, told from the text, and only when that is sure enough.
    pub language: Option<String>,
    /// The document's own title, if it is worth showing.
    pub title: Option<String>,
    /// One or two plain sentences for a reader.
    pub problem: Option<String>,
    /// `locked`, `picture_only`, `no_words`, `unknown_letters`, `unknown_format`, `old_format`, `damaged`,
    /// `members_unread`, `too_large`, `timed_out`, `crashed`, `unopened`.
    pub problem_code: Option<String>,
    /// What the text tells about the document.
    pub facts: Facts,
    /// The document's own table of contents, where its format has one that leads to pages.
    pub bookmarks: Vec<Bookmark>,
}

/// The text of a file.
///
/// Never panics. Runs on a thread of its own with a large stack; an attack on memory or time is bounded only by a
/// [`worker`].
pub fn extract(bytes: &[u8], name_hint: &str, limits: &Limits) -> Extraction {
    let mut pages = Vec::new();
    let mut extraction = extract_by_page(Arc::new(bytes.to_vec()), name_hint, limits, &mut |told| {
        if let Told::Page(page) = told {
            pages.push(page);
        }
    });
    extraction.pages = pages;
    extraction
}

/// A small JPEG of the first page of a file; nothing where it cannot be drawn. An attack on memory or time is bounded
/// only by a [`worker`].
pub fn picture(bytes: Vec<u8>, name_hint: &str) -> Option<Vec<u8>> {
    on_a_large_stack(|| picture::first_page(bytes, name_hint, &Limits::default()))?
}

/// A page of a PDF, from 1, or a picture, as a grey PNG for a program that reads pictures; nothing where it cannot be
/// drawn. An attack on memory or time is bounded only by a [`worker`].
pub fn scan(bytes: Vec<u8>, name_hint: &str, page: u32) -> Option<Vec<u8>> {
    on_a_large_stack(|| scan::page(bytes, name_hint, page, &Limits::default()))?
}

/// What is told while a file is being read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Told {
    /// What the file is, before any of it is read in earnest.
    Opened {
        media_type: String,
    },
    /// How many pages there will be.
    Pages(u32),
    Page(PageText),
}

/// The stack of a reading thread, in bytes: formats nest, and test builds use deep frames.
const STACK_BYTES: usize = 32 << 20;

/// Work on a thread of its own; nothing where it panics, or there can be no thread.
fn on_a_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work);
        thread.ok()?.join().ok()
    })
}

/// As [`extract`], but each page is told as soon as it is there; the answer has no pages.
pub(crate) fn extract_by_page(
    bytes: Arc<Vec<u8>>,
    name_hint: &str,
    limits: &Limits,
    tell: &mut (dyn FnMut(Told) + Send),
) -> Extraction {
    let media_type = sniff(&bytes, name_hint);
    tell(Told::Opened { media_type: media_type.clone() });
    let outcome = on_a_large_stack(|| {
        let mut reading = Reading::new(limits, tell);
        read(bytes, &media_type, &mut reading);
        reading.finish(&media_type)
    });
    outcome.unwrap_or_else(|| Extraction::of_problem(&media_type, Problem::Crashed))
}

fn read(bytes: Arc<Vec<u8>>, media_type: &str, reading: &mut Reading<'_>) {
    if bytes.len() as u64 > reading.limits.max_file_bytes {
        return reading.problem(Problem::TooLarge);
    }
    if bytes.is_empty() {
        return reading.problem(Problem::Empty);
    }
    match media_type {
        sniff::PDF => pdf::read(bytes, reading),
        sniff::DOCX => docx::read(&bytes, reading),
        sniff::PPTX => pptx::read(&bytes, reading),
        sniff::XLSX => sheets::read_xlsx(&bytes, reading),
        sniff::XLSB => sheets::read_xlsb(&bytes, reading),
        sniff::XLS => sheets::read_xls(&bytes, reading),
        sniff::RTF => rtf::read(&bytes, reading),
        sniff::EPUB => epub::read(&bytes, reading),
        sniff::EML => eml::read(&bytes, reading),
        sniff::ZIP if reading.may_open_members() => zipped::read(&bytes, reading),
        sniff::HTML | sniff::XHTML => html::read(&bytes, reading),
        plain if sniff::is_plain_text(plain) => plain::read(&bytes, reading),
        sniff::DOC | sniff::PPT => return reading.problem(Problem::OldFormat),
        sniff::LOCKED_OFFICE => return reading.problem(Problem::Locked),
        picture if picture.starts_with("image/") => return reading.problem(Problem::IsPicture),
        moving if moving.starts_with("video/") || moving.starts_with("audio/") => return,
        other => match odf::kind(other) {
            Some(kind) => odf::read(&bytes, kind, reading),
            None => return reading.problem(Problem::UnknownFormat),
        },
    }
    if let (TextQuality::None, None) = reading.gauge.judge() {
        reading.problem(Problem::NoWords);
    }
}

impl Extraction {
    fn of(media_type: &str, problem: Option<Problem>) -> Self {
        Extraction {
            media_type: media_type.to_owned(),
            pages: Vec::new(),
            page_count: None,
            quality: TextQuality::None,
            language: None,
            title: None,
            problem: problem.map(|problem| problem.words().to_owned()),
            problem_code: problem.map(|problem| problem.code().to_owned()),
            facts: Facts::default(),
            bookmarks: Vec::new(),
        }
    }

    fn of_problem(media_type: &str, problem: Problem) -> Self {
        Extraction::of(media_type, Some(problem))
    }
}
