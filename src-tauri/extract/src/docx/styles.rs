//! Which styles of a Word document make a heading.

use std::collections::HashMap;
use std::io::BufRead;

use crate::xml::{attribute, each_start};

/// The level of the paragraphs with each style, by the style's id.
#[derive(Debug, Default)]
pub(crate) struct Styles(HashMap<String, u8>);

/// A style as it is written down.
#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<String>,
}

/// Styles may rest on one another, but not in a circle, and not deeper than this.
const DEEPEST: usize = 12;
/// No honest document has more.
const MOST: usize = 20_000;

impl Styles {
    pub(crate) fn read(part: impl BufRead) -> Self {
        let (mut styles, mut id) = (HashMap::<String, Style>::new(), String::new());
        each_start(part, |start| {
            let value = || attribute(start, "val").unwrap_or_default();
            let name = start.local_name();
            if name.as_ref() == "style" {
                id = attribute(start, "styleId").unwrap_or_default();
                if styles.len() < MOST {
                    styles.insert(id.clone(), Style::default());
                }
            } else if let Some(style) = styles.get_mut(&id) {
                match name.as_ref() {
                    "name" => style.name = value().to_lowercase(),
                    "basedOn" => style.based_on = Some(value()),
                    "outlineLvl" => style.outline = Some(value()),
                    _ => {}
                }
            }
        });
        Styles(styles.keys().filter_map(|id| Some((id.clone(), level_of(id, &styles)?))).collect())
    }

    pub(crate) fn level(&self, id: &str) -> Option<u8> {
        self.0.get(id).copied()
    }
}

fn level_of(id: &str, styles: &HashMap<String, Style>) -> Option<u8> {
    let mut style = styles.get(id)?;
    for _ in 0..DEEPEST {
        if let Some(outline) = &style.outline {
            return outline_level(outline);
        }
        // Whatever language the writer's program speaks, the names of its own styles are English.
        if style.name == "title" {
            return Some(1);
        }
        if let Some(level) = style.name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok()) {
            return (1..=9).contains(&level).then_some(level.min(6));
        }
        style = styles.get(style.based_on.as_deref()?)?;
    }
    None
}

/// `w:outlineLvl` counts from 0; 9 is plain text (ECMA-376-1, 17.3.1.20).
pub(crate) fn outline_level(outline: &str) -> Option<u8> {
    let outline = outline.parse::<u8>().ok().filter(|outline| *outline < 9)?;
    Some((outline + 1).min(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_by_name_by_outline_and_by_what_they_rest_on() {
        let xml = "<w:styles xmlns:w='w'>\
            <w:style w:styleId='berschrift2'><w:name w:val='heading 2'/><w:basedOn w:val='Standard'/></w:style>\
            <w:style w:styleId='Titel'><w:name w:val='Title'/></w:style>\
            <w:style w:styleId='Own'><w:name w:val='Leaflet part'/><w:basedOn w:val='berschrift2'/></w:style>\
            <w:style w:styleId='Deep'><w:name w:val='heading 8'/></w:style>\
            <w:style w:styleId='Outline'><w:name w:val='X'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style>\
            <w:style w:styleId='Body'><w:name w:val='Y'/><w:basedOn w:val='Own'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>\
            <w:style w:styleId='A'><w:basedOn w:val='B'/></w:style><w:style w:styleId='B'><w:basedOn w:val='A'/></w:style>\
            <w:style w:styleId='Standard'><w:name w:val='Normal'/></w:style></w:styles>";
        let styles = Styles::read(xml.as_bytes());
        for (id, level) in [
            ("berschrift2", Some(2)),
            ("Titel", Some(1)),
            ("Own", Some(2)),
            ("Deep", Some(6)),
            ("Outline", Some(1)),
            ("Body", None),
            ("A", None),
            ("Standard", None),
            ("nothing", None),
        ] {
            assert_eq!(styles.level(id), level, "{id}");
        }
    }
}
