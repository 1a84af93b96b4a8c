//! Presentations: a page per slide, its title first, and the speaker's notes after it.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::Reading;
use crate::flow::Flow;
use crate::office_parts::{Parts, attribute, each_start, letter_of, reader};
use crate::problem::Problem;

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let Some(mut parts) = Parts::open(bytes, reading) else { return };
    if let Some(title) = parts.title("docProps/core.xml") {
        reading.title(&title);
    }
    let main = parts.main_part("ppt/presentation.xml");
    let relations = parts.relations(&main);
    let mut slides = Vec::new();
    let Some(part) = parts.part(&main) else { return reading.problem(Problem::Damaged) };
    each_start(part, |start| {
        if start.local_name().as_ref() == "sldId" {
            // Two attributes are called so: a number, and the name of a relation.
            let slide = start.attributes().with_checks(false).flatten().find_map(|id| {
                let value = id.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
                relations.get(value.as_ref()).filter(|_| id.key.local_name().as_ref() == "id")
            });
            slides.extend(slide.map(|slide| slide.target.clone()));
        }
    });
    reading.page_count(slides.len() as u32);
    let mut whole = !slides.is_empty();
    for (number, slide) in (1..).zip(&slides) {
        if number > reading.limits.max_pages {
            reading.problem(Problem::CutShort);
            break;
        }
        let (text, read) = slide_text(&mut parts, slide, reading.limits.max_text_bytes_per_page);
        whole &= read;
        reading.page(Some(number), &text);
        if reading.is_full() {
            break;
        }
    }
    if parts.is_cut() {
        reading.problem(Problem::CutShort);
    } else if !whole {
        reading.partly_damaged();
    }
}

fn slide_text(parts: &mut Parts<'_>, slide: &str, most: usize) -> (String, bool) {
    let relations = parts.relations(slide);
    let Some(part) = parts.part(slide) else { return (String::new(), false) };
    let (mut walk, mut flow) = (Walk::default(), Flow::new(most));
    let whole = walk.read(part, &mut flow, |kind| kind != Some("sldNum"));
    let mut others: Vec<_> = relations.into_values().collect();
    others.sort_by(|one, other| one.target.cmp(&other.target));
    for drawing in others.iter().filter(|relation| relation.kind.ends_with("/diagramData")) {
        if let Some(part) = parts.part(&drawing.target) {
            Walk::default().read(part, &mut flow, |_| true);
        }
    }
    for notes in others.iter().filter(|relation| relation.kind.ends_with("/notesSlide")) {
        if let Some(part) = parts.part(&notes.target) {
            Walk::default().read(part, &mut flow, |kind| kind == Some("body"));
        }
    }
    (flow.into_text(), whole)
}

/// One walk through the shapes of a slide, of its notes, or of a diagram.
#[derive(Default)]
struct Walk {
    /// What the present shape is for, where it says so.
    placeholder: Option<String>,
    in_text: bool,
    /// Depth in what older programs should show instead: the same words again.
    fallbacks: u32,
    /// Within a field that counts the slides.
    in_number: bool,
}

impl Walk {
    fn read(&mut self, part: impl BufRead, flow: &mut Flow, is_wanted: impl Fn(Option<&str>) -> bool) -> bool {
        let mut xml = reader(part);
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = match xml.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(_) => return false,
            };
            let shown = self.in_text && self.fallbacks == 0 && is_wanted(self.placeholder.as_deref());
            match event {
                Event::Start(start) => self.start(&start, flow),
                Event::Empty(start) => {
                    self.start(&start, flow);
                    self.end(start.local_name().as_ref(), flow);
                }
                Event::End(end) => self.end(end.local_name().as_ref(), flow),
                Event::Text(text) if shown => flow.text(&text.xml10_content()),
                Event::CData(text) if shown => flow.text(&text.xml10_content()),
                Event::GeneralRef(reference) if shown => {
                    if let Some(letter) = letter_of(&reference) {
                        flow.text(letter.encode_utf8(&mut [0; 4]));
                    }
                }
                Event::Eof => return true,
                _ => {}
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, flow: &mut Flow) {
        match start.local_name().as_ref() {
            "Fallback" => self.fallbacks += 1,
            _ if self.fallbacks > 0 => {}
            "sp" | "graphicFrame" | "cxnSp" | "pic" => self.placeholder = None,
            "ph" => self.placeholder = Some(attribute(start, "type").unwrap_or_else(|| "body".to_owned())),
            "fld" => self.in_number = attribute(start, "type").is_some_and(|kind| kind == "slidenum"),
            "t" => self.in_text = !self.in_number,
            "br" => flow.text("\n"),
            "p" if matches!(self.placeholder.as_deref(), Some("title" | "ctrTitle")) => flow.outline(Some(1)),
            "tab" => flow.text(" "),
            "tbl" => flow.start_table(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, flow: &mut Flow) {
        match name {
            "Fallback" => self.fallbacks = self.fallbacks.saturating_sub(1),
            _ if self.fallbacks > 0 => {}
            "t" => self.in_text = false,
            "fld" => self.in_number = false,
            "p" => flow.end_paragraph(),
            "tc" => flow.end_cell(),
            "tr" => flow.end_row(),
            "tbl" => flow.end_table(),
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "pptx_tests.rs"]
mod tests;
