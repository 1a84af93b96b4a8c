//! Between the reader of a format and whoever asked for the text.

use catalogue::{Bookmark, LinkTarget, PageText, TextQuality};

use crate::links::{self, Links};
use crate::members::Members;
use crate::problem::Problem;
use crate::quality::{self, Gauge, Seen};
use crate::tidy::{self, Tidied};
use crate::{Extraction, Limits, Told, facts, language, title};

/// One file being read: takes pages as they come, keeps to the limits, and knows in the end how good it all was.
pub(crate) struct Reading<'a> {
    pub(crate) limits: &'a Limits,
    tell: &'a mut (dyn FnMut(Told) + Send),
    pub(crate) gauge: Gauge,
    facts: facts::Gatherer,
    pub(crate) bookmarks: Vec<Bookmark>,
    pub(crate) text_bytes: usize,
    link_bytes: usize,
    page_count: Option<u32>,
    title: Option<String>,
    pub(crate) problem: Option<Problem>,
    pub(crate) members: Members,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(limits: &'a Limits, tell: &'a mut (dyn FnMut(Told) + Send)) -> Self {
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
    pub(crate) fn page(&mut self, page: Option<u32>, text: &str) {
        self.drawn_page(page, text, |_| None, Seen::default());
    }

    /// The same of a page with links.
    pub(crate) fn linked_page(&mut self, page: Option<u32>, text: &str, links: &Links) {
        self.drawn_page(page, text, |number| links.target(number), Seen::default());
    }

    /// The same of a page that was drawn; `target` says where the links lead that are marked in its text.
    pub(crate) fn drawn_page(
        &mut self,
        page: Option<u32>,
        text: &str,
        target: impl Fn(u16) -> Option<LinkTarget>,
        seen: Seen,
    ) {
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
    pub(crate) fn put(&mut self, mut page: PageText) {
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

    pub(crate) fn page_count(&mut self, count: u32) {
        self.page_count = Some(count);
        (self.tell)(Told::Pages(count));
    }

    pub(crate) fn title(&mut self, title: &str) {
        self.title = title::worthy(title);
    }

    /// Whether there is no room for another word.
    pub(crate) fn is_full(&self) -> bool {
        self.text_bytes >= self.limits.max_text_bytes
    }

    /// Damaged, wholly or in part: what was read before tells.
    pub(crate) fn partly_damaged(&mut self) {
        let is_empty = self.gauge.sample().is_empty();
        self.problem(if is_empty { Problem::Damaged } else { Problem::PartlyDamaged });
    }

    /// After the last word: whether something was left out, and whether the file was read to its end.
    pub(crate) fn end(&mut self, is_cut: bool, is_whole: bool) {
        if is_cut {
            self.problem(Problem::CutShort);
        } else if !is_whole {
            self.partly_damaged();
        }
    }

    /// The first problem is the one that is told.
    pub(crate) fn problem(&mut self, problem: Problem) {
        self.problem.get_or_insert(problem);
    }

    pub(crate) fn finish(self, media_type: &str) -> Extraction {
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
