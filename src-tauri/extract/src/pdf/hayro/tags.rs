//! Headings by the structure that a tagged document says it has.

use std::collections::{HashMap, HashSet};

use hayro_interpret::hayro_syntax::object::{Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use hayro_interpret::hayro_syntax::page::Page;

use super::destinations::Destinations;
use crate::pdf::Headed;

/// For each page that has any: which marks of its content are headings.
pub(super) type Tags = HashMap<u32, HashMap<i32, Headed>>;

/// So many bytes of elements are looked through: where they stand in each other, those within are read again and again.
const MOST_BYTES: usize = 64 << 20;
/// Names that stand for others, one after the other.
const MOST_ROLES: usize = 8;
/// Forms that a page draws, deeper and more than which nobody looks.
const DEEPEST_FORMS: u32 = 4;
const MOST_FORMS: usize = 500;

/// An element of the structure on its way to be looked at.
struct Waiting<'a> {
    element: MaybeRef<Object<'a>>,
    page: Option<u32>,
    heading: Option<Headed>,
    /// How many sections it stands in.
    sections: u8,
}

pub(super) fn read(destinations: &Destinations<'_>, most: usize) -> Tags {
    let mut tags = Tags::new();
    let Some(root) = destinations.root().get::<Dict<'_>>(b"StructTreeRoot") else { return tags };
    let roles = root.get::<Dict<'_>>(b"RoleMap").unwrap_or_default();
    let (mut seen, mut left, mut bytes, mut number) = (HashSet::new(), most, MOST_BYTES, 0);
    let mut waiting = Vec::new();
    put_kids(destinations, &root, None, None, 0, &mut waiting, &mut left);
    while let Some(Waiting { element, page, heading, sections }) = waiting.pop() {
        let element = match element {
            MaybeRef::Ref(id) if seen.insert(ObjectIdentifier::from(id)) => destinations.get(id.into()),
            MaybeRef::Ref(_) => None,
            MaybeRef::NotRef(element) => Some(element),
        };
        let element = match element {
            Some(Object::Dict(element)) => element,
            Some(mark) => {
                put_mark(&mut tags, page, mark.into_i32(), heading);
                continue;
            }
            None => continue,
        };
        let Some(rest) = bytes.checked_sub(element.data().len()) else { break };
        bytes = rest;
        let page = element.get_ref(b"Pg").map_or(page, |id| destinations.page(id.into()));
        let Some(kind) = element.get::<Name<'_>>(b"S") else {
            // Marks that are not of the page's own content are left alone.
            if !element.contains_key(b"Stm") {
                put_mark(&mut tags, page, element.get(b"MCID"), heading);
            }
            continue;
        };
        let kind = role(&roles, kind.as_ref());
        let sections = sections.saturating_add(u8::from(kind == b"Sect"));
        let heading = heading.or_else(|| {
            let level = level(&kind, sections)?;
            number += 1;
            Some(Headed { level, number })
        });
        put_kids(destinations, &element, page, heading, sections, &mut waiting, &mut left);
    }
    tags
}

fn put_mark(tags: &mut Tags, page: Option<u32>, mark: Option<i32>, heading: Option<Headed>) {
    if let (Some(page), Some(mark), Some(heading)) = (page, mark, heading) {
        tags.entry(page).or_default().entry(mark).or_insert(heading);
    }
}

fn put_kids<'a>(
    destinations: &Destinations<'a>,
    of: &Dict<'a>,
    page: Option<u32>,
    heading: Option<Headed>,
    sections: u8,
    waiting: &mut Vec<Waiting<'a>>,
    left: &mut usize,
) {
    let mut put = |element: MaybeRef<Object<'a>>| {
        let Some(rest) = left.checked_sub(1) else { return false };
        *left = rest;
        waiting.push(Waiting { element, page, heading, sections });
        true
    };
    let kids = of.get_raw::<Object<'_>>(b"K").map(|kids| match kids {
        // A list may stand in a place of its own.
        MaybeRef::Ref(id) => match destinations.get(id.into()) {
            Some(Object::Array(kids)) => MaybeRef::NotRef(Object::Array(kids)),
            _ => MaybeRef::Ref(id),
        },
        kids => kids,
    });
    match kids {
        Some(MaybeRef::NotRef(Object::Array(kids))) => {
            kids.raw_iter().all(put);
        }
        Some(kid) => {
            put(kid);
        }
        None => {}
    }
}

/// A writer's own name for a kind of element, by what it says it stands for.
fn role(roles: &Dict<'_>, kind: &[u8]) -> Vec<u8> {
    let mut kind = kind.to_vec();
    for _ in 0..MOST_ROLES {
        match roles.get::<Name<'_>>(&kind) {
            Some(standard) if level(&kind, 1).is_none() => kind = standard.as_ref().to_vec(),
            _ => break,
        }
    }
    kind
}

/// The level of a heading; plain `H` is as deep as its section.
fn level(kind: &[u8], sections: u8) -> Option<u8> {
    match kind {
        b"Title" => Some(1),
        b"H" => Some(sections.clamp(1, 6)),
        [b'H', digits @ ..] if digits.len() <= 2 => {
            let level = std::str::from_utf8(digits).ok()?.parse::<u8>().ok()?;
            (level > 0).then_some(level.min(6))
        }
        _ => None,
    }
}

/// Whether the page draws forms that have marks of their own, which could be taken for the page's.
pub(super) fn has_marks_of_forms(page: &Page<'_>) -> bool {
    let mut forms = vec![(page.resources().x_objects.clone(), 0)];
    let mut left = MOST_FORMS;
    while let Some((named, depth)) = forms.pop() {
        for name in named.keys() {
            if left == 0 {
                return true;
            }
            left -= 1;
            let Some(form) = named.get::<Stream<'_>>(&name) else { continue };
            if form.dict().contains_key(b"StructParents") {
                return true;
            }
            let below = form.dict().get::<Dict<'_>>(b"Resources").and_then(|own| own.get::<Dict<'_>>(b"XObject"));
            if depth < DEEPEST_FORMS {
                forms.extend(below.map(|below| (below, depth + 1)));
            }
        }
    }
    false
}
