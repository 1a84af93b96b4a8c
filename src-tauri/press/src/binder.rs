//! Pages of several PDFs bound into one. Each page is taken over as it is: its content, fonts and pictures are copied,
//! not drawn again.

use hayro_write::hayro_syntax::Pdf;
use hayro_write::pdf_writer::types::PageMode;
use hayro_write::pdf_writer::{Chunk, Finish, Pdf as Writer, Ref, Settings, TextStr};
use hayro_write::{ExtractionQuery, extract};

/// Pages that stand one after another in the pack.
pub struct Section {
    chunk: Chunk,
    /// The node of the tree of pages that they hang from.
    node: Ref,
    pages: Vec<Ref>,
}

impl Section {
    pub fn len(&self) -> usize {
        self.pages.len()
    }
}

/// Takes pages over and, in the end, binds them.
pub struct Binder {
    next: Ref,
    is_2_0: bool,
}

impl Binder {
    pub fn new() -> Self {
        Self { next: Ref::new(1), is_2_0: false }
    }

    /// Pages of a PDF, by their places from 0. `None` where one of them cannot be taken over.
    pub fn take(&mut self, pdf: &Pdf, pages: &[usize]) -> Option<Section> {
        let queries: Vec<_> = pages.iter().map(|page| ExtractionQuery::new_page(*page)).collect();
        let next = &mut self.next;
        let taken = extract(pdf, Box::new(|| next.bump()), Settings::default(), &queries).ok()?;
        let pages = taken.root_refs.into_iter().collect::<Result<Vec<_>, _>>().ok()?;
        Some(Section { chunk: taken.chunk, node: taken.page_tree_parent_ref, pages })
    }

    /// Says that a part of the pack needs this version to be read.
    pub fn needs_2_0(&mut self) {
        self.is_2_0 = true;
    }

    /// The whole as a PDF with these sections, each with the title that the outline shows for it.
    pub fn bind(mut self, title: &str, sections: Vec<(String, Section)>) -> Vec<u8> {
        let (catalog, info, root, outline) = (self.next.bump(), self.next.bump(), self.next.bump(), self.next.bump());
        let mut pdf = Writer::new();
        if self.is_2_0 {
            pdf.set_version(2, 0);
        }
        let mut whole = pdf.catalog(catalog);
        whole.pages(root).outlines(outline).page_mode(PageMode::UseNone).lang(TextStr("en-GB"));
        whole.viewer_preferences().display_doc_title(true);
        whole.finish();
        pdf.document_info(info).title(TextStr(title)).creator(TextStr("Together Library"));
        let count = |pages: usize| i32::try_from(pages).unwrap_or(i32::MAX);
        let total: usize = sections.iter().map(|(_, section)| section.len()).sum();
        pdf.pages(root).kids(sections.iter().map(|(_, section)| section.node)).count(count(total));
        let items: Vec<Ref> = sections.iter().map(|_| self.next.bump()).collect();
        let mut marks = pdf.outline(outline);
        if let (Some(first), Some(last)) = (items.first(), items.last()) {
            marks.first(*first).last(*last).count(count(items.len()));
        }
        marks.finish();
        for (at, (title, section)) in sections.into_iter().enumerate() {
            let mut mark = pdf.outline_item(items[at]);
            mark.title(TextStr(&title)).parent(outline);
            if at > 0 {
                mark.prev(items[at - 1]);
            }
            if let Some(next) = items.get(at + 1) {
                mark.next(*next);
            }
            if let Some(first) = section.pages.first() {
                mark.dest().page(*first).fit();
            }
            mark.finish();
            pdf.pages(section.node).parent(root).kids(section.pages.iter().copied()).count(count(section.len()));
            // Goes with this turn of the loop: the pack is not held twice.
            pdf.extend(&section.chunk);
        }
        pdf.finish()
    }
}
