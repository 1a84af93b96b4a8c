//! Presentations: a page per slide, its title first, and the speaker's notes after it.

use std::collections::HashMap;
use std::io::BufRead;

use catalogue::LinkTarget;
use quick_xml::events::BytesStart;

use crate::Reading;
use crate::flow::Flow;
use crate::links::Links;
use crate::office_parts::{Parts, Relations};
use crate::problem::Problem;
use crate::xml::{self, Met, attribute, each_start};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let Some(mut parts) = Parts::open(bytes, reading) else { return };
    parts.tell_title("docProps/core.xml", reading);
    let main = parts.main_part("ppt/presentation.xml");
    let relations = parts.relations(&main);
    let mut slides = Vec::new();
    let Some(part) = parts.part(&main) else { return reading.problem(Problem::Damaged) };
    each_start(part, |start| {
        if start.local_name().as_ref() == "sldId" {
            // Two attributes are called so: a number, and the name of a relation.
            let slide = start.attributes().with_checks(false).flatten().find_map(|id| {
                let value = id.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
                relations.inside.get(value.as_ref()).filter(|_| id.key.local_name().as_ref() == "id")
            });
            slides.extend(slide.map(|slide| slide.target.clone()));
        }
    });
    reading.page_count(slides.len() as u32);
    let numbers: HashMap<&str, u32> = slides.iter().map(String::as_str).zip(1..=reading.limits.max_pages).collect();
    let (mut whole, mut links) = (!slides.is_empty(), Links::new(reading.limits));
    for (number, slide) in (1..).zip(&slides) {
        if number > reading.limits.max_pages {
            reading.problem(Problem::CutShort);
            break;
        }
        let mut flow = Flow::new(reading.limits.max_text_bytes_per_page);
        whole &= Show { parts: &mut parts, numbers: &numbers, links: &mut links, flow: &mut flow }.slide(slide);
        reading.linked_page(Some(number), &flow.into_text(), &links);
        if reading.is_full() {
            break;
        }
    }
    reading.end(parts.is_cut(), whole);
}

/// A presentation while its slides are read.
struct Show<'s, 'p> {
    parts: &'s mut Parts<'p>,
    /// Of the slides, by the names of their parts.
    numbers: &'s HashMap<&'s str, u32>,
    links: &'s mut Links,
    flow: &'s mut Flow,
}

impl Show<'_, '_> {
    /// Whether the slide was read to its end.
    fn slide(&mut self, slide: &str) -> bool {
        let relations = self.parts.relations(slide);
        let whole = self.shapes(slide, &relations, |kind| kind != Some("sldNum"));
        let mut others: Vec<_> = relations.inside.into_values().collect();
        others.sort_by(|one, other| one.target.cmp(&other.target));
        for (kind, is_wanted) in
            [("/diagramData", (|_| true) as fn(Option<&str>) -> bool), ("/notesSlide", |kind| kind == Some("body"))]
        {
            for other in others.iter().filter(|relation| relation.kind.ends_with(kind)) {
                let relations = self.parts.relations(&other.target);
                self.shapes(&other.target, &relations, is_wanted);
            }
        }
        whole
    }

    fn shapes(&mut self, name: &str, relations: &Relations, is_wanted: impl Fn(Option<&str>) -> bool) -> bool {
        let Some(part) = self.parts.part(name) else { return false };
        let (numbers, links) = (self.numbers, &mut *self.links);
        let number = |id: &str| match relations.outside.get(id) {
            Some(address) => links.to(address),
            None => {
                let slide = relations.inside.get(id)?.target.as_str();
                links.number(LinkTarget::Page(*numbers.get(slide)?))
            }
        };
        Walk::default().read(part, self.flow, number, is_wanted)
    }
}

/// One walk through the shapes of a slide, of its notes, or of a diagram.
#[derive(Default)]
struct Walk {
    /// What the present shape is for, where it says so.
    placeholder: Option<String>,
    /// The number of where all of it leads.
    link: Option<u16>,
    in_text: bool,
    /// Depth in what older programs should show instead: the same words again.
    fallbacks: u32,
    /// Within a field that counts the slides.
    in_number: bool,
    /// Within what is said of how letters look, where it is also said where they lead.
    in_run: bool,
}

impl Walk {
    fn read(
        &mut self,
        part: impl BufRead,
        flow: &mut Flow,
        mut number: impl FnMut(&str) -> Option<u16>,
        is_wanted: impl Fn(Option<&str>) -> bool,
    ) -> bool {
        xml::walk(part, |met| match met {
            Met::Start(start) if start.local_name().as_ref() == "hlinkClick" => {
                let number = attribute(start, "id").and_then(|id| number(&id));
                match self.in_run {
                    _ if self.fallbacks > 0 => {}
                    true => flow.link(number.or(self.link)),
                    false => self.link = number,
                }
            }
            Met::Start(start) => self.start(start, flow),
            Met::End(name) => self.end(name, flow),
            Met::Text(text) => {
                if self.in_text && self.fallbacks == 0 && is_wanted(self.placeholder.as_deref()) {
                    flow.text(text);
                }
            }
        })
    }

    fn start(&mut self, start: &BytesStart<'_>, flow: &mut Flow) {
        match start.local_name().as_ref() {
            "Fallback" => self.fallbacks += 1,
            _ if self.fallbacks > 0 => {}
            "sp" | "graphicFrame" | "cxnSp" | "pic" => (self.placeholder, self.link) = (None, None),
            "ph" => self.placeholder = Some(attribute(start, "type").unwrap_or_else(|| "body".to_owned())),
            "r" => flow.link(self.link),
            "fld" => {
                self.in_number = attribute(start, "type").is_some_and(|kind| kind == "slidenum");
                flow.link(self.link);
            }
            "rPr" => self.in_run = true,
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
            "rPr" => self.in_run = false,
            "r" => flow.link(None),
            "fld" => {
                self.in_number = false;
                flow.link(None);
            }
            "p" => flow.end_paragraph(),
            "tc" => flow.end_cell(),
            "tr" => flow.end_row(),
            "tbl" => flow.end_table(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
