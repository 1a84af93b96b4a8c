//! Word documents: paragraphs, tables and notes; pages where the document remembers them.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::Reading;
use crate::office_parts::{Parts, attribute, letter_of, reader};
use crate::problem::Problem;

/// Text boxes may stand in text boxes, but nobody means more than this.
const DEEPEST_BOXES: usize = 8;

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let Some(mut parts) = Parts::open(bytes, reading.limits.max_zip_part_bytes) else {
        return reading.problem(Problem::Damaged);
    };
    if let Some(title) = parts.title() {
        reading.title(&title);
    }
    let mut notes = HashMap::new();
    for (part, element) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
        if let Some(part) = parts.part(part) {
            read_notes(part, element, &mut notes);
        }
    }
    let main = parts.main_part("word/document.xml");
    let Some(part) = parts.part(&main) else {
        return reading.problem(Problem::Damaged);
    };
    let mut body = Body { most: reading.limits.max_text_bytes, ..Body::default() };
    let whole = walk(part, |step| body.step(step, &notes));
    let cut = body.is_full();
    let pages = body.into_pages();
    if let [only] = pages.as_slice() {
        reading.page(None, only);
    } else {
        reading.page_count(pages.len() as u32);
        for (number, text) in (1..).zip(&pages) {
            reading.page(Some(number), text);
        }
    }
    if !whole {
        reading.problem(if reading.gauge.sample().is_empty() { Problem::Damaged } else { Problem::PartlyDamaged });
    } else if cut {
        reading.problem(Problem::CutShort);
    }
}

/// What the walk through a part meets, without the markup around it.
enum Step<'a> {
    Text(&'a str),
    ParagraphEnd,
    CellEnd,
    RowEnd,
    TableStart,
    TableEnd,
    BoxStart,
    BoxEnd,
    /// Where Word last broke the page when it showed the document.
    SeenPageBreak,
    /// Where the writer asked for a new page.
    AskedPageBreak,
    Note(String),
    /// A note of its own, in the part of the notes.
    NoteStart(&'a BytesStart<'a>),
}

/// Whether the part was read to its end.
fn walk(part: impl BufRead, mut met: impl FnMut(Step<'_>)) -> bool {
    let mut xml = reader(part);
    let mut buffer = Vec::new();
    let (mut in_text, mut hidden, mut fallbacks) = (false, false, 0_u32);
    loop {
        buffer.clear();
        let event = match xml.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(_) => return false,
        };
        let (is_start, is_empty) = (matches!(event, Event::Start(_)), matches!(event, Event::Empty(_)));
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                // What older programs should show instead of the choice before it: the same words again.
                "Fallback" if is_start => fallbacks += 1,
                _ if fallbacks > 0 => {}
                "t" => in_text = is_start && !hidden,
                "r" => hidden = false,
                "vanish" => hidden = attribute(&start, "val").is_none_or(|value| value != "0" && value != "false"),
                "tab" | "ptab" => met(Step::Text(" ")),
                "noBreakHyphen" => met(Step::Text("-")),
                "br" if attribute(&start, "type").as_deref() == Some("page") => met(Step::AskedPageBreak),
                "br" | "cr" => met(Step::Text("\n")),
                "lastRenderedPageBreak" => met(Step::SeenPageBreak),
                "footnoteReference" => {
                    met(Step::Note(format!("footnote {}", attribute(&start, "id").unwrap_or_default())))
                }
                "endnoteReference" => {
                    met(Step::Note(format!("endnote {}", attribute(&start, "id").unwrap_or_default())))
                }
                "footnote" | "endnote" if is_start => met(Step::NoteStart(&start)),
                "tbl" if is_start => met(Step::TableStart),
                "txbxContent" if is_start => met(Step::BoxStart),
                "p" if is_empty => met(Step::ParagraphEnd),
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "Fallback" => fallbacks = fallbacks.saturating_sub(1),
                _ if fallbacks > 0 => {}
                "t" => in_text = false,
                "p" => met(Step::ParagraphEnd),
                "tc" => met(Step::CellEnd),
                "tr" => met(Step::RowEnd),
                "tbl" => met(Step::TableEnd),
                "txbxContent" => met(Step::BoxEnd),
                _ => {}
            },
            Event::Text(text) if in_text && fallbacks == 0 => met(Step::Text(&text.xml10_content())),
            Event::CData(text) if in_text && fallbacks == 0 => met(Step::Text(&text.xml10_content())),
            Event::GeneralRef(reference) if in_text && fallbacks == 0 => {
                if let Some(letter) = letter_of(&reference) {
                    met(Step::Text(letter.encode_utf8(&mut [0; 4])));
                }
            }
            Event::Eof => return true,
            _ => {}
        }
    }
}

fn read_notes(part: impl BufRead, element: &str, notes: &mut HashMap<String, String>) {
    let mut current: Option<String> = None;
    let mut left: usize = 4 << 20;
    walk(part, |step| match step {
        Step::NoteStart(start) => {
            // The lines that part notes from text are kept among the notes, with a type.
            current = attribute(start, "id")
                .filter(|_| attribute(start, "type").is_none())
                .map(|id| format!("{element} {id}"));
        }
        Step::Text(text) if text.len() <= left => {
            if let Some(key) = &current {
                left -= text.len();
                notes.entry(key.clone()).or_default().push_str(text);
            }
        }
        Step::ParagraphEnd => {
            if let Some(note) = current.as_ref().and_then(|key| notes.get_mut(key)) {
                note.push(' ');
            }
        }
        _ => {}
    });
}

/// The body's text as it grows.
#[derive(Default)]
struct Body {
    /// Text and notes of the pages that are done, then the page being read.
    pages: Vec<String>,
    page: String,
    notes: String,
    /// Paragraphs interrupted by a text box, outermost first, and what came out of the boxes.
    boxes: Vec<String>,
    from_boxes: String,
    paragraph: String,
    tables: u32,
    /// The paragraphs of the present cell of an outer table, and the cells of its row.
    cell: Vec<String>,
    row: Vec<Vec<String>>,
    /// A break was asked for, and no word has come since: Word's own mark of the same break follows.
    just_asked: bool,
    bytes: usize,
    most: usize,
}

impl Body {
    fn is_full(&self) -> bool {
        self.bytes >= self.most
    }

    fn step(&mut self, step: Step<'_>, notes: &HashMap<String, String>) {
        match step {
            Step::Text(text) if !self.is_full() => {
                self.bytes += text.len();
                self.paragraph.push_str(text);
                self.just_asked &= text.trim().is_empty();
            }
            Step::Text(_) | Step::NoteStart(_) => {}
            Step::ParagraphEnd => self.end_paragraph(),
            Step::CellEnd if self.tables == 1 => self.row.push(std::mem::take(&mut self.cell)),
            Step::RowEnd if self.tables == 1 => self.end_row(),
            Step::CellEnd | Step::RowEnd => {}
            Step::TableStart => self.tables += 1,
            Step::TableEnd => self.tables = self.tables.saturating_sub(1),
            Step::BoxStart if self.boxes.len() < DEEPEST_BOXES => self.boxes.push(std::mem::take(&mut self.paragraph)),
            Step::BoxStart => {}
            Step::BoxEnd => {
                if let Some(interrupted) = self.boxes.pop() {
                    self.paragraph = interrupted;
                }
            }
            Step::AskedPageBreak => {
                self.break_page();
                self.just_asked = true;
            }
            Step::SeenPageBreak => {
                if !std::mem::take(&mut self.just_asked) {
                    self.break_page();
                }
            }
            Step::Note(key) => {
                if let Some(note) = notes.get(&key).filter(|_| !self.is_full()) {
                    self.bytes += note.len();
                    self.notes.push_str(note);
                    self.notes.push('\n');
                }
            }
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
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

    /// A row of short cells is one line (Monday 9am to 5pm); cells that hold paragraphs stay paragraphs.
    fn end_row(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        row.push(std::mem::take(&mut self.cell));
        let is_line = row.iter().all(|cell| cell.iter().filter(|paragraph| !paragraph.trim().is_empty()).count() <= 1);
        let joint = if is_line { " " } else { "\n" };
        for paragraph in row.into_iter().flatten() {
            self.page.push_str(&paragraph);
            self.page.push_str(joint);
        }
        self.page.push('\n');
    }

    fn break_page(&mut self) {
        // A break inside a table or a text box: what is before it belongs to the page that ends.
        for cell in self.row.drain(..).flatten().chain(self.cell.drain(..)) {
            self.page.push_str(&cell);
            self.page.push('\n');
        }
        self.page.push_str(&std::mem::take(&mut self.from_boxes));
        if self.boxes.is_empty() {
            self.page.push_str(&std::mem::take(&mut self.paragraph));
        }
        self.page.push('\n');
        self.page.push_str(&std::mem::take(&mut self.notes));
        // As many pages as a book may have, and the rest on the last.
        if self.pages.len() < 10_000 {
            self.pages.push(std::mem::take(&mut self.page));
        }
    }

    fn into_pages(mut self) -> Vec<String> {
        for interrupted in std::mem::take(&mut self.boxes) {
            self.from_boxes.push_str(&interrupted);
            self.from_boxes.push('\n');
        }
        self.break_page();
        // A break after the last word makes no page.
        while self.pages.len() > 1 && self.pages.last().is_some_and(|page| page.trim().is_empty()) {
            self.pages.pop();
        }
        self.pages
    }
}

#[cfg(test)]
#[path = "docx_tests.rs"]
mod tests;
