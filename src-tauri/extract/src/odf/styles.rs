//! Which styles of an OpenDocument begin a page, or make a title.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use crate::xml::attribute;

/// What styles do to pages and headings.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    last: String,
}

#[derive(Default)]
struct Style {
    parent: Option<String>,
    breaks_page: bool,
}

/// No honest document has more.
const MOST_STYLES: usize = 50_000;

impl Styles {
    pub(super) fn see(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "style" if self.styles.len() < MOST_STYLES => {
                self.last = attribute(start, "name").unwrap_or_default();
                let style = Style {
                    parent: attribute(start, "parent-style-name"),
                    breaks_page: attribute(start, "master-page-name").is_some_and(|name| !name.is_empty()),
                };
                self.styles.insert(self.last.clone(), style);
            }
            "paragraph-properties" | "table-properties" => {
                let breaks = attribute(start, "break-before").is_some_and(|kind| kind == "page");
                if let Some(style) = self.styles.get_mut(&self.last) {
                    style.breaks_page |= breaks;
                }
            }
            _ => {}
        }
    }

    pub(super) fn breaks_page(&self, name: &str) -> bool {
        self.styles.get(name).is_some_and(|style| style.breaks_page)
    }

    pub(super) fn is_title(&self, name: &str) -> bool {
        let parent = self.styles.get(name).and_then(|style| style.parent.as_deref());
        name == "Title" || parent == Some("Title")
    }
}
