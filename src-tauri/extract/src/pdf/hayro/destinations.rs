//! Where the links and bookmarks of a document lead.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use catalogue::LinkTarget;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, String as PdfString,
};

use crate::pdf::links::address;

/// More names would be a file made to do harm, or one that needs more than we give.
const MOST_NAMES: usize = 50_000;
/// Names longer than this, in bytes, are not looked up.
const LONGEST_NAME: usize = 1_000;

pub(super) struct Destinations<'a> {
    pdf: &'a Pdf,
    pages: HashMap<ObjectIdentifier, u32>,
    count: u32,
    names: OnceCell<HashMap<Vec<u8>, u32>>,
}

impl<'a> Destinations<'a> {
    pub(super) fn of(pdf: &'a Pdf) -> Self {
        let mut pages = HashMap::new();
        for (page, number) in pdf.pages().iter().zip(1..) {
            if let Some(id) = page.raw().obj_id() {
                pages.entry(id).or_insert(number);
            }
        }
        let count = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
        Destinations { pdf, pages, count, names: OnceCell::new() }
    }

    /// The document's own dictionary, from which everything that is no page can be reached.
    pub(super) fn root(&self) -> Dict<'a> {
        let xref = self.pdf.xref();
        xref.get(xref.root_id()).unwrap_or_default()
    }

    pub(super) fn get(&self, id: ObjectIdentifier) -> Option<Object<'a>> {
        self.pdf.xref().get(id)
    }

    /// The number of the page that this object is, from 1.
    pub(super) fn page(&self, id: ObjectIdentifier) -> Option<u32> {
        self.pages.get(&id).copied()
    }

    /// Where a bookmark or a link leads; nothing where that is no page of this document and no address that we keep.
    pub(super) fn target(&self, of: &Dict<'a>) -> Option<LinkTarget> {
        let page = |destination| self.page_of(&destination).map(LinkTarget::Page);
        if let Some(destination) = of.get::<Object<'_>>(b"Dest") {
            return page(destination);
        }
        let action = of.get::<Dict<'_>>(b"A")?;
        match action.get::<Name<'_>>(b"S")?.as_ref() {
            b"GoTo" => page(action.get::<Object<'_>>(b"D")?),
            b"URI" => address(action.get::<PdfString<'_>>(b"URI")?.as_bytes()).map(LinkTarget::Url),
            _ => None,
        }
    }

    fn page_of(&self, destination: &Object<'a>) -> Option<u32> {
        let named = |name: &[u8]| self.names.get_or_init(|| self.read_names()).get(name).copied();
        match destination {
            Object::Array(place) => self.page_at(place),
            Object::Name(name) => named(name.as_ref()),
            Object::String(name) => named(name.as_bytes()),
            _ => None,
        }
    }

    /// `[page /XYZ …]`. Some writers give the page's number, from 0, where its object belongs.
    fn page_at(&self, place: &Array<'a>) -> Option<u32> {
        match place.raw_iter().next()? {
            MaybeRef::Ref(page) => self.page(page.into()),
            MaybeRef::NotRef(page) => {
                u32::try_from(page.into_i32()?).ok()?.checked_add(1).filter(|page| *page <= self.count)
            }
        }
    }

    fn read_names(&self) -> HashMap<Vec<u8>, u32> {
        let root = self.root();
        let mut names = HashMap::new();
        let mut keep = |name: &[u8], destination: Option<Object<'a>>| {
            let place = match destination {
                Some(Object::Dict(named)) => named.get::<Array<'_>>(b"D"),
                Some(Object::Array(place)) => Some(place),
                _ => None,
            };
            if let Some(page) = place.and_then(|place| self.page_at(&place))
                && name.len() <= LONGEST_NAME
            {
                names.entry(name.to_vec()).or_insert(page);
            }
        };
        // The way of PDF 1.1, and a tree of names.
        if let Some(all) = root.get::<Dict<'_>>(b"Dests") {
            for name in all.keys().take(MOST_NAMES) {
                keep(name.as_ref(), all.get(&name));
            }
        }
        let tree = root.get::<Dict<'_>>(b"Names").and_then(|names| names.get::<Dict<'_>>(b"Dests"));
        let mut branches: Vec<Dict<'_>> = tree.into_iter().collect();
        let (mut seen, mut left) = (HashSet::new(), MOST_NAMES);
        while let Some(branch) = branches.pop() {
            if let Some(leaves) = branch.get::<Array<'_>>(b"Names") {
                let mut leaves = leaves.flex_iter();
                while let Some(name) = leaves.next::<PdfString<'_>>() {
                    if left == 0 {
                        return names;
                    }
                    left -= 1;
                    keep(name.as_bytes(), leaves.next());
                }
            }
            for kid in branch.get::<Array<'_>>(b"Kids").iter().flat_map(Array::raw_iter) {
                if left == 0 {
                    return names;
                }
                left -= 1;
                if let Some(id) = kid.as_obj_ref().map(ObjectIdentifier::from)
                    && seen.insert(id)
                {
                    branches.extend(self.get(id).and_then(Object::into_dict));
                }
            }
        }
        names
    }
}
