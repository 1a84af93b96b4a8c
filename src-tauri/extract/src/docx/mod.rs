//! Word documents: headings, paragraphs, tables and notes; pages where the document remembers them.

mod styles;

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::BytesStart;

use crate::fields::{self, Fields};
use crate::flow::Flow;
use crate::links::Links;
use crate::office_parts::{Parts, Relations};
use crate::problem::Problem;
use crate::xml::{self, Met, attribute};
use crate::{Reading, tidy};
use styles::{Styles, outline_level};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let Some(mut parts) = Parts::open(bytes, reading) else { return };
    parts.tell_title("docProps/core.xml", reading);
    let (mut notes, mut links) = (HashMap::new(), Links::new(reading.limits));
    for (name, element) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
        let relations = parts.relations(name);
        if let Some(part) = parts.part(name) {
            read_notes(part, element, |link| link.number(&relations, &mut links), &mut notes);
        }
    }
    let styles = parts.part("word/styles.xml").map(Styles::read).unwrap_or_default();
    let main = parts.main_part("word/document.xml");
    let relations = parts.relations(&main);
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
        Step::Link(link) => flow.link(link.number(&relations, &mut links)),
        Step::LinkEnd => flow.link(None),
    });
    let cut = flow.is_full();
    let pages = flow.into_pages();
    if let [only] = pages.as_slice() {
        reading.linked_page(None, only, &links);
    } else {
        reading.page_count(pages.len() as u32);
        for (number, text) in (1..).zip(&pages) {
            reading.linked_page(Some(number), text, &links);
        }
    }
    reading.end(cut || parts.is_cut(), whole);
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
    Link(Link),
    LinkEnd,
}

/// Where words lead, as the document says it.
struct Link {
    /// The name of a relation, or the address itself.
    relation: Option<String>,
    address: String,
}

impl Link {
    fn of_element(start: &BytesStart<'_>) -> Self {
        // Its name is that of a place in this document, or in the page that the relation names.
        Link { relation: attribute(start, "id"), address: attribute(start, "anchor").unwrap_or_default() }
    }

    fn number(&self, relations: &Relations, links: &mut Links) -> Option<u16> {
        match &self.relation {
            Some(relation) => links.to(&fields::with_place(relations.outside.get(relation)?, Some(&self.address))),
            None => links.to(&self.address),
        }
    }
}

/// Whether the part was read to its end.
fn walk(part: impl BufRead, mut met: impl FnMut(Step<'_>)) -> bool {
    let (mut in_text, mut in_instruction, mut hidden, mut skipped) = (false, false, false, 0_u32);
    let mut fields = Fields::default();
    let to = |address: String| Step::Link(Link { relation: None, address });
    xml::walk(part, |event| match event {
        Met::Start(start) => match start.local_name().as_ref() {
            name if is_skipped(name) => skipped += 1,
            _ if skipped > 0 => {}
            "t" => in_text = !hidden,
            "r" => hidden = false,
            "vanish" => hidden = attribute(start, "val").is_none_or(|value| value != "0" && value != "false"),
            "pStyle" => met(Step::Style(attribute(start, "val").unwrap_or_default())),
            "outlineLvl" => met(Step::Outline(attribute(start, "val").unwrap_or_default())),
            "tab" | "ptab" => met(Step::Text(" ")),
            "noBreakHyphen" => met(Step::Text("-")),
            "br" if attribute(start, "type").as_deref() == Some("page") => met(Step::AskedPageBreak),
            "br" | "cr" => met(Step::Text("\n")),
            "lastRenderedPageBreak" => met(Step::SeenPageBreak),
            name @ ("footnoteReference" | "endnoteReference") => {
                let note = name.trim_end_matches("Reference");
                met(Step::Note(format!("{note} {}", attribute(start, "id").unwrap_or_default())));
            }
            "footnote" | "endnote" => met(Step::NoteStart(start)),
            "tbl" => met(Step::TableStart),
            "txbxContent" => met(Step::BoxStart),
            "hyperlink" => met(Step::Link(Link::of_element(start))),
            "fldSimple" => {
                fields.begin();
                fields.instruct(&attribute(start, "instr").unwrap_or_default());
                fields.separate().map(to).into_iter().for_each(&mut met);
            }
            "fldChar" => match attribute(start, "fldCharType").as_deref() {
                Some("begin") => fields.begin(),
                Some("separate") => fields.separate().map(to).into_iter().for_each(&mut met),
                Some("end") if fields.end() => met(Step::LinkEnd),
                _ => {}
            },
            "instrText" => in_instruction = true,
            _ => {}
        },
        Met::End(name) => match name {
            name if is_skipped(name) => skipped = skipped.saturating_sub(1),
            _ if skipped > 0 => {}
            "t" => in_text = false,
            "instrText" => in_instruction = false,
            "p" => met(Step::ParagraphEnd),
            "tc" => met(Step::CellEnd),
            "tr" => met(Step::RowEnd),
            "tbl" => met(Step::TableEnd),
            "txbxContent" => met(Step::BoxEnd),
            "hyperlink" => met(Step::LinkEnd),
            "fldSimple" if fields.end() => met(Step::LinkEnd),
            _ => {}
        },
        Met::Text(text) if in_text && skipped == 0 => met(Step::Text(text)),
        Met::Text(text) if in_instruction && skipped == 0 => fields.instruct(text),
        Met::Text(_) => {}
    })
}

/// What older programs should show instead of the choice before it, and what was moved elsewhere: the same words again.
fn is_skipped(name: &str) -> bool {
    matches!(name, "Fallback" | "moveFrom")
}

fn read_notes(
    part: impl BufRead,
    element: &str,
    mut number: impl FnMut(Link) -> Option<u16>,
    notes: &mut HashMap<String, String>,
) {
    let mut current: Option<String> = None;
    let mut left: usize = 4 << 20;
    walk(part, |step| {
        if let Step::NoteStart(start) = step {
            // The lines that part notes from text are kept among the notes, with a type.
            let id = attribute(start, "id").filter(|_| attribute(start, "type").is_none());
            current = id.map(|id| format!("{element} {id}"));
            return;
        }
        let Some(key) = &current else { return };
        let mut put = |text: &str| {
            if let Some(after) = left.checked_sub(text.len()) {
                left = after;
                notes.entry(key.clone()).or_default().push_str(text);
            }
        };
        match step {
            Step::Text(text) => put(text),
            Step::ParagraphEnd => put(" "),
            Step::Link(link) => {
                if let Some(number) = number(link) {
                    put(&String::from_iter(tidy::link(number)));
                }
            }
            Step::LinkEnd => put(tidy::LINK_END.encode_utf8(&mut [0; 4])),
            _ => {}
        }
    });
}

#[cfg(test)]
mod tests;
