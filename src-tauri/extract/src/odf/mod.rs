//! OpenDocument: texts, presentations (a page per slide, with its notes) and spreadsheets (a page per sheet).

mod styles;

use std::io::BufRead;

use quick_xml::events::BytesStart;

use crate::flow::Flow;
use crate::links::Links;
use crate::office_parts::Parts;
use crate::problem::Problem;
use crate::xml::{self, Met, attribute, each_start};
use crate::{Reading, tidy};
use styles::Styles;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Slides,
    Sheets,
}

/// The kind of document, by its media type; templates are documents too.
pub(crate) fn kind(media_type: &str) -> Option<Kind> {
    let kind = media_type.strip_prefix("application/vnd.oasis.opendocument.")?;
    match kind.trim_end_matches("-template") {
        "text" | "text-master" => Some(Kind::Text),
        "presentation" | "graphics" => Some(Kind::Slides),
        "spreadsheet" => Some(Kind::Sheets),
        _ => None,
    }
}

pub(crate) fn read(bytes: &[u8], kind: Kind, reading: &mut Reading<'_>) {
    let Some(mut parts) = Parts::open(bytes, reading) else { return };
    let mut is_locked = false;
    if let Some(manifest) = parts.part("META-INF/manifest.xml") {
        each_start(manifest, |start| is_locked |= start.local_name().as_ref() == "encryption-data");
    }
    if is_locked {
        return reading.problem(Problem::Locked);
    }
    parts.tell_title("meta.xml", reading);
    let said_pages = parts.part("meta.xml").and_then(page_count);
    let mut styles = Styles::default();
    if let Some(part) = parts.part("styles.xml") {
        each_start(part, |start| styles.see(start));
    }
    let Some(content) = parts.part("content.xml") else { return reading.problem(Problem::Damaged) };
    let mut walk = Walk {
        kind,
        styles,
        flow: Flow::new(reading.limits.max_text_bytes),
        links: Links::new(reading.limits),
        open: 0,
        skipped: 0,
        note: None,
        tables: 0,
        is_title: false,
        parts: 0,
    };
    let whole = walk.read(content);
    let (parts_seen, cut) = (walk.parts, walk.flow.is_full() || parts.is_cut());
    let pages = walk.flow.into_pages();
    let numbered = match kind {
        // Breaks that the program did not write down would make every number after them a wrong one.
        Kind::Text => pages.len() > 1 && said_pages == Some(pages.len()),
        Kind::Slides | Kind::Sheets => true,
    };
    if numbered {
        reading.page_count(parts_seen.max(pages.len() as u32));
        for (number, text) in (1..).zip(&pages) {
            reading.linked_page(Some(number), text, &walk.links);
        }
    } else {
        reading.linked_page(None, &pages.join("\n"), &walk.links);
    }
    reading.end(cut, whole);
}

fn page_count(meta: impl BufRead) -> Option<usize> {
    let mut count = None;
    each_start(meta, |start| {
        if start.local_name().as_ref() == "document-statistic" {
            count = attribute(start, "page-count").and_then(|count| count.parse().ok());
        }
    });
    count
}

/// One walk through the content.
struct Walk {
    kind: Kind,
    styles: Styles,
    flow: Flow,
    links: Links,
    /// Paragraphs that are open: one may stand in a box within another.
    open: u32,
    /// Elements being left out, with everything in them.
    skipped: u32,
    note: Option<String>,
    tables: u32,
    is_title: bool,
    /// Slides or sheets seen.
    parts: u32,
}

impl Walk {
    fn read(&mut self, content: impl BufRead) -> bool {
        xml::walk(content, |met| match met {
            Met::Start(start) => self.start(start),
            Met::End(name) => self.end(name),
            Met::Text(text) => self.text(text),
        })
    }

    fn text(&mut self, text: &str) {
        if self.skipped > 0 || self.open == 0 {
            return;
        }
        // Line ends within a paragraph are spaces (ODF 1.3, part 3, 6.1.2).
        let text = text.replace(['\n', '\r', '\t'], " ");
        match &mut self.note {
            Some(note) => note.push_str(&text),
            None => self.flow.text(&text),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        let name = name.as_ref();
        if self.skipped > 0 || is_skipped(name) {
            self.skipped += 1;
            return;
        }
        self.styles.see(start);
        match name {
            "p" | "h" => self.start_paragraph(start, name == "h"),
            "s" => {
                let count = attribute(start, "c").and_then(|count| count.parse::<usize>().ok());
                self.text(if count == Some(0) { "" } else { " " });
            }
            "tab" | "line-break" => self.break_line(name == "line-break"),
            "soft-page-break" if self.kind == Kind::Text => self.flow.seen_page_break(),
            "note-body" => self.note = Some(String::new()),
            "text-box" if self.open > 0 && self.note.is_none() => self.flow.start_box(),
            "frame" => self.is_title = attribute(start, "class").is_some_and(|class| class == "title"),
            "page" if self.kind == Kind::Slides => self.next_part(),
            "table" => self.start_table(start),
            "a" => {
                let number = attribute(start, "href").and_then(|address| self.links.to(&address));
                self.link(number);
            }
            _ => {}
        }
    }

    fn start_paragraph(&mut self, start: &BytesStart<'_>, is_heading: bool) {
        self.open += 1;
        let style = attribute(start, "style-name").unwrap_or_default();
        if self.note.is_some() {
            return;
        }
        if self.kind == Kind::Text && self.open == 1 && self.tables == 0 && self.styles.breaks_page(&style) {
            self.break_page_before();
        }
        if is_heading {
            let level = attribute(start, "outline-level").and_then(|level| level.parse::<u8>().ok());
            self.flow.outline(Some(level.unwrap_or(1).clamp(1, 6)));
        } else if self.is_title || self.styles.is_title(&style) {
            self.flow.outline(Some(1));
        }
    }

    fn link(&mut self, number: Option<u16>) {
        match (&mut self.note, number) {
            (Some(note), Some(number)) => note.extend(tidy::link(number)),
            (Some(note), None) => note.push(tidy::LINK_END),
            (None, number) => self.flow.link(number),
        }
    }

    fn break_page_before(&mut self) {
        // The first paragraph begins its page without a break.
        if self.flow.has_begun() {
            self.flow.asked_page_break();
        }
    }

    fn break_line(&mut self, is_break: bool) {
        match &mut self.note {
            Some(note) => note.push(' '),
            None if self.open > 0 => self.flow.text(if is_break { "\n" } else { " " }),
            None => {}
        }
    }

    fn next_part(&mut self) {
        if self.parts > 0 {
            self.flow.asked_page_break();
        }
        self.parts += 1;
    }

    fn start_table(&mut self, start: &BytesStart<'_>) {
        if self.kind == Kind::Sheets && self.tables == 0 {
            self.next_part();
            self.flow.outline(Some(1));
            self.flow.text(&attribute(start, "name").unwrap_or_default());
            self.flow.end_paragraph();
        } else if self.kind == Kind::Text && self.tables == 0 {
            let style = attribute(start, "style-name").unwrap_or_default();
            if self.styles.breaks_page(&style) {
                self.break_page_before();
            }
        }
        self.tables += 1;
        self.flow.start_table();
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "p" | "h" => {
                self.open = self.open.saturating_sub(1);
                match &mut self.note {
                    Some(note) => note.push(' '),
                    None => self.flow.end_paragraph(),
                }
            }
            "note-body" => {
                if let Some(note) = self.note.take() {
                    self.flow.note(&note);
                }
            }
            "text-box" if self.open > 0 && self.note.is_none() => self.flow.end_box(),
            "frame" => self.is_title = false,
            "table" => {
                self.tables = self.tables.saturating_sub(1);
                self.flow.end_table();
            }
            "table-cell" | "covered-table-cell" => self.flow.end_cell(),
            "table-row" => self.flow.end_row(),
            "a" => self.link(None),
            _ => {}
        }
    }
}

/// What nobody reads on the page: comments, what changes took away, a note's number, help for filling in cells.
fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "annotation"
            | "tracked-changes"
            | "note-citation"
            | "hidden-text"
            | "ruby-text"
            | "content-validations"
            | "forms"
    )
}

#[cfg(test)]
mod tests;
