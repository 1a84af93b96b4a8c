//! Text as it flows out of a document that a person wrote: paragraphs, headings, tables, boxes, notes and pages.

use crate::tidy;

/// Text boxes may stand in text boxes, but nobody means more than this.
const DEEPEST_BOXES: usize = 8;
/// As many pages as a book may have, and the rest on the last.
const MOST_PAGES: usize = 10_000;

/// A document's text as it grows.
#[derive(Default)]
pub(crate) struct Flow {
    /// Text and notes of the pages that are done, then the page being read.
    pages: Vec<String>,
    page: String,
    notes: String,
    /// Paragraphs interrupted by a text box, outermost first, and what came out of the boxes.
    boxes: Vec<Paragraph>,
    from_boxes: String,
    paragraph: Paragraph,
    tables: u32,
    /// The paragraphs of the present cell of an outer table, and the cells of its row.
    cell: Vec<String>,
    row: Vec<Vec<String>>,
    /// A break was asked for, and no word has come since: a program's own mark of the same break follows.
    just_asked: bool,
    bytes: usize,
    most: usize,
}

#[derive(Default)]
struct Paragraph {
    words: String,
    /// The level of a heading by the paragraph's style, and by what it says itself. What was said first counts: what a
    /// later change took away stands behind it.
    style: Option<Option<u8>>,
    outline: Option<Option<u8>>,
    /// The number of the link that the next words belong to, and whether its mark is open.
    link: Option<u16>,
    in_link: bool,
}

impl Paragraph {
    fn text(&mut self, text: &str) {
        if let Some(number) = self.link.filter(|_| !self.in_link && !text.trim().is_empty()) {
            self.words.extend(tidy::link(number));
            self.in_link = true;
        }
        self.words.push_str(text);
    }

    fn link(&mut self, link: Option<u16>) {
        self.close_link();
        self.link = link;
    }

    fn close_link(&mut self) {
        if std::mem::take(&mut self.in_link) {
            self.words.push(tidy::LINK_END);
        }
    }

    /// The words, marked where they are a heading.
    fn finish(mut self) -> String {
        self.close_link();
        let level = self.outline.or(self.style).flatten();
        level.map(tidy::heading).into_iter().chain(self.words.chars()).collect()
    }
}

impl Flow {
    /// For so many bytes of text.
    pub(crate) fn new(most: usize) -> Self {
        Flow { most, ..Flow::default() }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.bytes >= self.most
    }

    /// Whether there are words yet.
    pub(crate) fn has_begun(&self) -> bool {
        self.bytes > 0
    }

    pub(crate) fn text(&mut self, text: &str) {
        if !self.is_full() {
            self.bytes += text.len();
            self.paragraph.text(text);
            self.just_asked &= text.trim().is_empty();
        }
    }

    /// The present paragraph is a heading of this level, or none, by its style.
    pub(crate) fn style(&mut self, level: Option<u8>) {
        self.paragraph.style.get_or_insert(level);
    }

    /// The same by what it says itself, which counts more.
    pub(crate) fn outline(&mut self, level: Option<u8>) {
        self.paragraph.outline.get_or_insert(level);
    }

    /// What comes now leads to what has this number, or nowhere: up to the end of its paragraph.
    pub(crate) fn link(&mut self, number: Option<u16>) {
        self.paragraph.link(number);
    }

    pub(crate) fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph).finish();
        if !self.boxes.is_empty() {
            self.from_boxes.push_str(&paragraph);
            self.from_boxes.push('\n');
        } else if self.tables > 0 {
            self.cell.push(paragraph);
            if !self.from_boxes.is_empty() {
                self.cell.push(std::mem::take(&mut self.from_boxes));
            }
        } else {
            self.page.push_str(&paragraph);
            self.page.push('\n');
            self.page.push_str(&std::mem::take(&mut self.from_boxes));
        }
    }

    pub(crate) fn start_table(&mut self) {
        self.tables += 1;
    }

    pub(crate) fn end_table(&mut self) {
        self.tables = self.tables.saturating_sub(1);
    }

    pub(crate) fn end_cell(&mut self) {
        if self.tables == 1 {
            self.row.push(std::mem::take(&mut self.cell));
        }
    }

    /// A row of short cells is one line (Monday 9am to 5pm); cells that hold paragraphs stay paragraphs.
    pub(crate) fn end_row(&mut self) {
        if self.tables != 1 {
            return;
        }
        let mut row = std::mem::take(&mut self.row);
        row.push(std::mem::take(&mut self.cell));
        let filled = |cell: &Vec<String>| cell.iter().filter(|paragraph| !tidy::tidy(paragraph).is_empty()).count();
        let is_line = row.iter().all(|cell| filled(cell) <= 1);
        // The first cell of a line does not make a heading of the whole.
        let keeps_headings = !is_line || row.iter().map(filled).sum::<usize>() <= 1;
        let joint = if is_line { " " } else { "\n" };
        for paragraph in row.into_iter().flatten() {
            self.page.push_str(&if keeps_headings { paragraph } else { tidy::without_headings(paragraph.trim()) });
            self.page.push_str(joint);
        }
        self.page.push('\n');
    }

    pub(crate) fn start_box(&mut self) {
        if self.boxes.len() < DEEPEST_BOXES {
            self.boxes.push(std::mem::take(&mut self.paragraph));
        }
    }

    pub(crate) fn end_box(&mut self) {
        if let Some(interrupted) = self.boxes.pop() {
            self.paragraph = interrupted;
        }
    }

    /// A note to the present page.
    pub(crate) fn note(&mut self, note: &str) {
        if !self.is_full() {
            self.bytes += note.len();
            self.notes.push_str(note);
            self.notes.push('\n');
        }
    }

    /// Where the writer asked for a new page.
    pub(crate) fn asked_page_break(&mut self) {
        self.break_page();
        self.just_asked = true;
    }

    /// Where a program last broke the page when it showed the document.
    pub(crate) fn seen_page_break(&mut self) {
        if !std::mem::take(&mut self.just_asked) {
            self.break_page();
        }
    }

    fn break_page(&mut self) {
        // A break inside a table or a text box: what is before it belongs to the page that ends.
        for cell in self.row.drain(..).flatten().chain(self.cell.drain(..)) {
            self.page.push_str(&cell);
            self.page.push('\n');
        }
        self.page.push_str(&std::mem::take(&mut self.from_boxes));
        if self.boxes.is_empty() {
            let Paragraph { style, outline, link, .. } = self.paragraph;
            let after = Paragraph { style, outline, link, ..Paragraph::default() };
            let before = std::mem::replace(&mut self.paragraph, after);
            if !before.words.is_empty() {
                self.page.push_str(&before.finish());
            }
        }
        self.page.push('\n');
        self.page.push_str(&std::mem::take(&mut self.notes));
        if self.pages.len() < MOST_PAGES {
            self.pages.push(std::mem::take(&mut self.page));
        }
    }

    /// The pages; a break after the last word makes none.
    pub(crate) fn into_pages(mut self) -> Vec<String> {
        for interrupted in std::mem::take(&mut self.boxes) {
            self.from_boxes.push_str(&interrupted.words);
            self.from_boxes.push('\n');
        }
        self.break_page();
        while self.pages.len() > 1 && self.pages.last().is_some_and(|page| page.trim().is_empty()) {
            self.pages.pop();
        }
        self.pages
    }

    /// All of it, where the pages are not known.
    pub(crate) fn into_text(self) -> String {
        self.into_pages().join("\n")
    }
}
