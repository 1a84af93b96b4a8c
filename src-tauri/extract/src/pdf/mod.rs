//! PDF: what an engine draws, put back into lines, paragraphs and pages.
//!
//! An [`Engine`] says which letters are drawn where; everything after that knows nothing of PDF. So the engine can be
//! exchanged, and the layout tested without files.

mod bidi;
mod claims;
mod device;
mod doubles;
mod hayro;
mod headings;
mod hyphens;
mod indic;
mod letters;
mod lines;
mod links;
mod order;
mod paragraphs;
mod sizes;
mod strings;

use std::collections::HashMap;
use std::sync::Arc;

use catalogue::Bookmark;

use self::headings::Title;
use self::links::Link;
use crate::problem::Problem;
use crate::quality::Seen;
use crate::{Limits, Reading};

/// A page with fewer letters and digits than this, and a picture on it, is a picture with a page number.
const FEW_LETTERS: usize = 12;

/// Something that can draw the pages of a PDF.
trait Engine {
    /// Opens with the empty password if one is needed, then tells the pages in order. A page that fails is told with
    /// what it drew before; only a document that cannot be opened is an error.
    fn read(&self, bytes: Arc<Vec<u8>>, limits: &Limits, reader: &mut dyn Reader) -> Result<(), Unreadable>;
}

/// What an engine tells to.
trait Reader {
    fn opened(&mut self, opened: Opened);
    fn page(&mut self, page: Drawn);
}

/// What is known of a document before any page is drawn.
struct Opened {
    pages: u32,
    title: Option<String>,
    bookmarks: Vec<Bookmark>,
    /// Glyphs will say which of them are headings.
    has_headings: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unreadable {
    Locked,
    Damaged,
}

/// What is drawn on one page.
#[derive(Debug, Default)]
struct Drawn {
    /// In the order of drawing, spaces among them.
    glyphs: Vec<Glyph>,
    /// From the lowest to the uppermost.
    links: Vec<Link>,
    seen: Seen,
    /// A picture or drawing takes a good part of the page.
    has_picture: bool,
    /// More was drawn than the limits allow, and left out.
    is_cut: bool,
    /// The engine failed on the way.
    is_broken: bool,
}

/// One drawn letter, or a group of letters that were drawn as one shape or under one replacement text.
#[derive(Debug, Clone, PartialEq)]
struct Glyph {
    /// In the order of reading; U+FFFD where nobody knows.
    text: String,
    /// Where the baseline begins and ends, in points from the page's upper left corner, y downwards.
    start: (f64, f64),
    end: (f64, f64),
    /// The direction of the baseline, of length 1.
    direction: (f64, f64),
    /// The height of the font, in points.
    size: f64,
    headed: Option<Headed>,
    /// The number of the link that it lies under.
    link: Option<u16>,
}

/// That something is a heading, or a part of one: its parts have one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Headed {
    /// From 1, the highest, to 6.
    level: u8,
    number: u32,
}

impl Glyph {
    fn is_space(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// Reads with the engine of choice.
pub(crate) fn read(bytes: Arc<Vec<u8>>, reading: &mut Reading<'_>) {
    let limits = reading.limits;
    let mut pages = Pages { reading, next: 1, titles: HashMap::new() };
    let outcome = hayro::Hayro.read(bytes, limits, &mut pages);
    match outcome {
        Ok(()) => {}
        Err(Unreadable::Locked) => reading.problem(Problem::Locked),
        Err(Unreadable::Damaged) => reading.problem(Problem::Damaged),
    }
}

struct Pages<'r, 'a> {
    reading: &'r mut Reading<'a>,
    next: u32,
    /// By page, what the table of contents calls its headings.
    titles: HashMap<u32, Vec<Title>>,
}

impl Reader for Pages<'_, '_> {
    fn opened(&mut self, Opened { pages, title, bookmarks, has_headings }: Opened) {
        for Bookmark { title, level, page } in bookmarks.iter().filter(|_| !has_headings) {
            self.titles.entry(*page).or_default().push(Title { text: title.clone(), level: *level });
        }
        self.reading.bookmarks = bookmarks;
        self.reading.page_count(pages);
        if let Some(title) = title {
            self.reading.title(&title);
        }
        if pages == 0 {
            self.reading.problem(Problem::Damaged);
        } else if pages > self.reading.limits.max_pages {
            self.reading.problem(Problem::CutShort);
        }
    }

    fn page(&mut self, page: Drawn) {
        let number = self.next;
        self.next += 1;
        let gauge = &mut self.reading.gauge;
        let titles = self.titles.remove(&number).unwrap_or_default();
        let text = text_of(page.glyphs, &page.links, &titles);
        if text.chars().filter(|c| c.is_alphanumeric()).nth(FEW_LETTERS - 1).is_some() {
            gauge.pages_with_text += 1;
        } else if page.has_picture {
            gauge.picture_pages += 1;
        }
        if page.is_broken {
            self.reading.problem(Problem::PartlyDamaged);
        } else if page.is_cut {
            self.reading.problem(Problem::CutShort);
        }
        let target = |link: u16| page.links.get(usize::from(link)).map(|link| link.target.clone());
        self.reading.drawn_page(Some(number), &text, target, page.seen);
    }
}

/// The text, with marks before and behind the words of each link, by its number.
fn text_of(mut glyphs: Vec<Glyph>, links: &[Link], titles: &[Title]) -> String {
    sizes::settle(&mut glyphs);
    let mut glyphs = doubles::remove(glyphs);
    links::lay(links, &mut glyphs);
    indic::reorder(&mut glyphs);
    let mut lines = lines::cut(&glyphs);
    headings::settle(&mut lines);
    headings::mark_titles(&mut lines, titles);
    paragraphs::join(&lines)
}

#[cfg(test)]
mod structure_tests;
#[cfg(test)]
mod tests;
