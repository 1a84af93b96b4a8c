//! The words of a document, set by us: in large print, or because its own format has no pages that could be taken over.

use catalogue::PageText;

use crate::job::{Item, Text, TextSize};
use crate::page::{Flow, MARGIN, Page, WIDTH};
use crate::setting::{Setter, Style};

/// Text of one document at most, in bytes; more than five hundred pages in large print.
const MOST_BYTES: usize = 600 << 10;
/// Of a hundred letters, this many may be missing before it is no text any more.
const MISSING_PERCENT: usize = 2;

const TITLE: Style = Style { size: 26.0, bold: true, height: 1.25, grey: 0 };
const MADE_FROM: &str = "made from the words of the document. Pictures and layout are left out. If something looks wrong, look at the document itself.";
/// Nothing that has to be read by those who need large print is smaller.
const SMALL: Style = Style { size: 16.0, bold: false, height: 1.35, grey: 0 };

impl TextSize {
    fn name(self) -> &'static str {
        match self {
            Self::Plain => "Text version",
            Self::Large => "Large print",
        }
    }

    fn words(self) -> Style {
        let size = match self {
            Self::Plain => 12.0,
            Self::Large => 18.0,
        };
        Style { size, bold: false, height: 1.5, grey: 0 }
    }

    /// Of what is said about the text.
    fn about(self, bold: bool) -> Style {
        let size = match self {
            Self::Plain => 11.0,
            Self::Large => SMALL.size,
        };
        Style { size, bold, ..SMALL }
    }

    /// Headings of the document; the deeper, the less they stand out.
    fn heading(self, level: u8) -> Style {
        let words = self.words();
        let larger = match level {
            0 | 1 => 1.33,
            2 => 1.17,
            _ => 1.0,
        };
        Style { size: words.size * larger, bold: true, height: 1.3, grey: 0 }
    }
}

/// # Errors
/// Says in words for a reader why it cannot be set.
pub fn set(item: &Item, text: &Text, setter: &mut Setter) -> Result<Vec<Page>, String> {
    let Text { pages, size } = text;
    let cannot = |why: &str| match size {
        TextSize::Plain => format!("Its words cannot be set: {why}."),
        TextSize::Large => format!("It cannot be set in large print: {why}."),
    };
    if pages.iter().map(|page| page.text.len()).sum::<usize>() > MOST_BYTES {
        return Err(cannot("it is too long"));
    }
    let name = size.name();
    let mut flow = Flow::new();
    flow.words(setter.set(&item.title, TITLE, WIDTH), MARGIN);
    flow.space(8.0);
    for strong in item.warnings.iter().chain(&item.notes) {
        flow.words(setter.set(strong, size.about(true), WIDTH), MARGIN);
        flow.space(4.0);
    }
    let made = format!("{name}, {MADE_FROM}");
    for plain in std::iter::once(&made).chain(&item.facts) {
        flow.words(setter.set(plain, size.about(false), WIDTH), MARGIN);
    }
    flow.space(10.0);
    flow.rule(150);
    flow.space(14.0);
    let (mut missing, mut letters) = (0, 0);
    for page in pages {
        if let (Some(number), true) = (page.page, pages.len() > 1) {
            flow.space(if missing + letters > 0 { 10.0 } else { 0.0 });
            flow.need(90.0);
            flow.words(setter.set(&format!("Page {number} of the document"), size.about(true), WIDTH), MARGIN);
            flow.space(6.0);
        }
        for (line, level) in lines(page) {
            let style = level.map_or(size.words(), |level| size.heading(level));
            let set = setter.set(line, style, WIDTH);
            missing += set.missing();
            letters += line.chars().filter(|c| !c.is_whitespace()).count();
            if level.is_some() {
                // A heading stands with what it is the heading of.
                flow.space(size.words().size / 3.0);
                flow.need(set.height() + size.words().size * 4.0);
            }
            flow.words(set, MARGIN);
            flow.space(if level.is_some() { size.words().size / 4.0 } else { size.words().size * 0.6 });
        }
    }
    if letters == 0 {
        return Err(cannot("there is no text in it"));
    }
    if missing * 100 > letters * MISSING_PERCENT {
        return Err(cannot("this computer has no font for its letters"));
    }
    let title = shortened(&item.title);
    Ok(flow.finish(setter, |page, pages| format!("{title} · {name} · page {page} of {pages}")))
}

/// Paragraphs, and the level of those that are headings.
fn lines(page: &PageText) -> impl Iterator<Item = (&str, Option<u8>)> {
    let level = |at: usize| page.headings.iter().find(|heading| heading.line as usize == at).map(|one| one.level);
    let lines = page.text.lines().enumerate();
    lines.map(move |(at, line)| (line.trim(), level(at))).filter(|(line, _)| !line.is_empty())
}

fn shortened(title: &str) -> String {
    let mut short: String = title.chars().take(60).collect();
    if title.chars().count() > 60 {
        short.push('…');
    }
    short
}
