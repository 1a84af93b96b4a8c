//! Word documents: headings, paragraphs, tables and notes; pages where the document remembers them.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::Reading;
use crate::docx_styles::{Styles, outline_level};
use crate::flow::Flow;
use crate::office_parts::{Parts, attribute, letter_of, reader};
use crate::problem::Problem;

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let Some(mut parts) = Parts::open(bytes, reading) else { return };
    if let Some(title) = parts.title("docProps/core.xml") {
        reading.title(&title);
    }
    let mut notes = HashMap::new();
    for (part, element) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
        if let Some(part) = parts.part(part) {
            read_notes(part, element, &mut notes);
        }
    }
    let styles = parts.part("word/styles.xml").map(Styles::read).unwrap_or_default();
    let main = parts.main_part("word/document.xml");
    let Some(part) = parts.part(&main) else {
        return reading.problem(Problem::Damaged);
    };
    let mut flow = Flow::new(reading.limits.max_text_bytes);
    let whole = walk(part, |step| match step {
        Step::Text(text) => flow.text(text),
        Step::Style(style) => flow.style(styles.level(&style)),
        Step::Outline(outline) => flow.outline(outline_level(&outline)),
        Step::ParagraphEnd => flow.end_paragraph(),
        Step::CellEnd => flow.end_cell(),
        Step::RowEnd => flow.end_row(),
        Step::TableStart => flow.start_table(),
        Step::TableEnd => flow.end_table(),
        Step::BoxStart => flow.start_box(),
        Step::BoxEnd => flow.end_box(),
        Step::SeenPageBreak => flow.seen_page_break(),
        Step::AskedPageBreak => flow.asked_page_break(),
        Step::Note(key) => {
            if let Some(note) = notes.get(&key) {
                flow.note(note);
            }
        }
        Step::NoteStart(_) => {}
    });
    let cut = flow.is_full();
    let pages = flow.into_pages();
    if let [only] = pages.as_slice() {
        reading.page(None, only);
    } else {
        reading.page_count(pages.len() as u32);
        for (number, text) in (1..).zip(&pages) {
            reading.page(Some(number), text);
        }
    }
    if cut || parts.is_cut() {
        reading.problem(Problem::CutShort);
    } else if !whole {
        reading.partly_damaged();
    }
}

/// What the walk through a part meets, without the markup around it.
enum Step<'a> {
    Text(&'a str),
    /// The style of the paragraph, by its id.
    Style(String),
    /// Its place in the outline, where it says so itself.
    Outline(String),
    ParagraphEnd,
    CellEnd,
    RowEnd,
    TableStart,
    TableEnd,
    BoxStart,
    BoxEnd,
    SeenPageBreak,
    AskedPageBreak,
    Note(String),
    /// A note of its own, in the part of the notes.
    NoteStart(&'a BytesStart<'a>),
}

/// Whether the part was read to its end.
fn walk(part: impl BufRead, mut met: impl FnMut(Step<'_>)) -> bool {
    let mut xml = reader(part);
    let mut buffer = Vec::new();
    let (mut in_text, mut hidden, mut skipped) = (false, false, 0_u32);
    loop {
        buffer.clear();
        let event = match xml.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(_) => return false,
        };
        let (is_start, is_empty) = (matches!(event, Event::Start(_)), matches!(event, Event::Empty(_)));
        match event {
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                name if is_skipped(name) => skipped += u32::from(is_start),
                _ if skipped > 0 => {}
                "t" => in_text = is_start && !hidden,
                "r" => hidden = false,
                "vanish" => hidden = attribute(&start, "val").is_none_or(|value| value != "0" && value != "false"),
                "pStyle" => met(Step::Style(attribute(&start, "val").unwrap_or_default())),
                "outlineLvl" => met(Step::Outline(attribute(&start, "val").unwrap_or_default())),
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
                name if is_skipped(name) => skipped = skipped.saturating_sub(1),
                _ if skipped > 0 => {}
                "t" => in_text = false,
                "p" => met(Step::ParagraphEnd),
                "tc" => met(Step::CellEnd),
                "tr" => met(Step::RowEnd),
                "tbl" => met(Step::TableEnd),
                "txbxContent" => met(Step::BoxEnd),
                _ => {}
            },
            Event::Text(text) if in_text && skipped == 0 => met(Step::Text(&text.xml10_content())),
            Event::CData(text) if in_text && skipped == 0 => met(Step::Text(&text.xml10_content())),
            Event::GeneralRef(reference) if in_text && skipped == 0 => {
                if let Some(letter) = letter_of(&reference) {
                    met(Step::Text(letter.encode_utf8(&mut [0; 4])));
                }
            }
            Event::Eof => return true,
            _ => {}
        }
    }
}

/// What older programs should show instead of the choice before it, and what was moved elsewhere: the same words again.
fn is_skipped(name: &str) -> bool {
    matches!(name, "Fallback" | "moveFrom")
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

#[cfg(test)]
#[path = "docx_tests.rs"]
mod tests;
