//! Bytes -> text by page, bounded; and the worker process around it.
//!
//! Everything here is read with suspicion: a file may be damaged, or made to do harm. [`extract`] never panics and
//! keeps to [`Limits`]; what no limit of ours can stop (a parser that asks for all the memory there is, or never ends)
//! is stopped from outside, by running it in a [`worker`] process.

mod decode;
mod directory;
mod docx;
mod docx_styles;
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
mod rtf;
mod scan;
mod sheets;
mod sheets_formats;
mod sniff;
#[cfg(test)]
mod testing;
mod tidy;
mod title;
pub mod worker;
mod xml;
mod zipped;

use std::sync::Arc;

use catalogue::{Bookmark, Facts, LinkTarget, PageText, TextQuality};
use serde::{Deserialize, Serialize};

pub use limits::Limits;
pub use sniff::{is_told_by_its_head, sniff};

use links::Links;
use members::Members;
use problem::Problem;
use quality::{Gauge, Seen};
use tidy::Tidied;

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

/// One file being read: takes pages as they come, keeps to the limits, and knows in the end how good it all was.
pub(crate) struct Reading<'a> {
    limits: &'a Limits,
    tell: &'a mut (dyn FnMut(Told) + Send),
    gauge: Gauge,
    facts: facts::Gatherer,
    bookmarks: Vec<Bookmark>,
    text_bytes: usize,
    link_bytes: usize,
    page_count: Option<u32>,
    title: Option<String>,
    problem: Option<Problem>,
    members: Members,
}

impl<'a> Reading<'a> {
    fn new(limits: &'a Limits, tell: &'a mut (dyn FnMut(Told) + Send)) -> Self {
        Reading {
            limits,
            tell,
            gauge: Gauge::default(),
            facts: facts::Gatherer::default(),
            bookmarks: Vec::new(),
            text_bytes: 0,
            link_bytes: 0,
            page_count: None,
            title: None,
            problem: None,
            members: Members::default(),
        }
    }

    /// A page's text; blank ones are dropped, and long ones cut.
    fn page(&mut self, page: Option<u32>, text: &str) {
        self.drawn_page(page, text, |_| None, Seen::default());
    }

    /// The same of a page with links.
    fn linked_page(&mut self, page: Option<u32>, text: &str, links: &Links) {
        self.drawn_page(page, text, |number| links.target(number), Seen::default());
    }

    /// The same of a page that was drawn; `target` says where the links lead that are marked in its text.
    fn drawn_page(&mut self, page: Option<u32>, text: &str, target: impl Fn(u16) -> Option<LinkTarget>, seen: Seen) {
        self.gauge.add_seen(seen);
        // Tidying makes text shorter, but not by more than this unless it is hardly text.
        let most = self.limits.max_text_bytes_per_page.saturating_mul(4);
        let cut = &text[..text.floor_char_boundary(most)];
        if cut.len() < text.len() {
            self.problem(Problem::CutShort);
        }
        let Tidied { text, headings, links } = tidy::tidy_page(cut);
        let links = links::of_page(links, self.limits.max_links_per_page, target);
        let (quality, language) = (quality::of_page(&text, seen), language::of_page(&text));
        self.put(PageText { page, text, headings, links, quality, language, ..PageText::default() });
    }

    /// The same for text that is tidy already.
    fn put(&mut self, mut page: PageText) {
        let room = self.limits.max_text_bytes.saturating_sub(self.text_bytes).min(self.limits.max_text_bytes_per_page);
        if page.text.len() > room {
            page.text.truncate(page.text.floor_char_boundary(room));
            let lines = page.text.lines().count();
            page.headings.retain(|heading| (heading.line as usize) < lines);
            // Of the last line a part may be missing.
            page.links.retain(|link| (link.line as usize) + 1 < lines);
            self.problem(Problem::CutShort);
        }
        if page.text.is_empty() {
            return;
        }
        self.text_bytes += page.text.len();
        // Without room for where they lead, words stay what they are.
        page.links.retain(|link| {
            let bytes = self.link_bytes + links::bytes(&link.target);
            let fits = bytes <= self.limits.max_link_bytes;
            self.link_bytes = if fits { bytes } else { self.link_bytes };
            fits
        });
        self.gauge.add_text(&page.text, page.quality);
        self.facts.page(page.page, &page.text);
        (self.tell)(Told::Page(page));
    }

    fn page_count(&mut self, count: u32) {
        self.page_count = Some(count);
        (self.tell)(Told::Pages(count));
    }

    fn title(&mut self, title: &str) {
        self.title = title::worthy(title);
    }

    /// Whether there is no room for another word.
    fn is_full(&self) -> bool {
        self.text_bytes >= self.limits.max_text_bytes
    }

    /// Damaged, wholly or in part: what was read before tells.
    fn partly_damaged(&mut self) {
        let is_empty = self.gauge.sample().is_empty();
        self.problem(if is_empty { Problem::Damaged } else { Problem::PartlyDamaged });
    }

    /// The first problem is the one that is told.
    fn problem(&mut self, problem: Problem) {
        self.problem.get_or_insert(problem);
    }

    fn finish(self, media_type: &str) -> Extraction {
        let (quality, found) = self.gauge.judge();
        let problem = match self.problem.or(found) {
            Some(Problem::PartlyDamaged) if quality == TextQuality::None => Some(Problem::Damaged),
            problem => problem,
        };
        let quality = match problem {
            Some(_) if quality == TextQuality::Good => TextQuality::Poor,
            _ => quality,
        };
        let language = language::detect(self.gauge.sample());
        Extraction {
            page_count: self.page_count,
            quality,
            facts: self.facts.finish(language.as_deref().filter(|_| quality == TextQuality::Good)),
            language,
            title: self.title,
            bookmarks: self.bookmarks,
            ..Extraction::of(media_type, problem)
        }
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
