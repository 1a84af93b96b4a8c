//! The document's own table of contents.

use std::collections::HashSet;

use catalogue::{Bookmark, LinkTarget};
use hayro_interpret::hayro_syntax::object::{Dict, Object, ObjectIdentifier, String as PdfString};

use super::destinations::Destinations;
use crate::pdf::letters::clean;
use crate::pdf::strings;
use crate::tidy;

/// Titles are cut after so many letters.
const LONGEST_TITLE: usize = 300;
/// Deeper ones count as of this level.
const DEEPEST: u8 = 6;

/// The entries that lead to a page, in their order. An entry that leads nowhere stands for the first one below it.
pub(super) fn read(destinations: &Destinations<'_>, most: usize) -> Vec<Bookmark> {
    let first = destinations.root().get::<Dict<'_>>(b"Outlines").and_then(|outline| outline.get_ref(b"First"));
    let mut waiting: Vec<(ObjectIdentifier, u8)> = first.into_iter().map(|first| (first.into(), 1)).collect();
    let mut seen = HashSet::new();
    let mut found: Vec<(Bookmark, bool)> = Vec::new();
    while let Some((id, level)) = waiting.pop() {
        if seen.len() >= most || !seen.insert(id) {
            continue;
        }
        let Some(entry) = destinations.get(id).and_then(Object::into_dict) else { continue };
        let (next, below) = (entry.get_ref(b"Next"), entry.get_ref(b"First"));
        waiting.extend(next.map(|next| (next.into(), level)));
        waiting.extend(below.map(|below| (below.into(), (level + 1).min(DEEPEST))));
        let page = match destinations.target(&entry) {
            Some(LinkTarget::Page(page)) => Some(page),
            _ => None,
        };
        let title = entry.get::<PdfString<'_>>(b"Title").map(|title| title_of(title.as_bytes())).unwrap_or_default();
        if !title.is_empty() {
            found.push((Bookmark { title, level, page: page.unwrap_or(0) }, page.is_some()));
        }
    }
    for at in (1..found.len()).rev() {
        let (below, leads) = &found[at];
        if *leads && !found[at - 1].1 && below.level > found[at - 1].0.level {
            found[at - 1] = (Bookmark { page: below.page, ..found[at - 1].0.clone() }, true);
        }
    }
    found.into_iter().filter(|(_, leads)| *leads).map(|(bookmark, _)| bookmark).collect()
}

fn title_of(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(LONGEST_TITLE * 8)];
    tidy::tidy(&clean(&strings::decode(bytes)).replace(['\n', '\r'], " ")).chars().take(LONGEST_TITLE).collect()
}
