//! What is to be printed -> one PDF: a cover sheet, pages of other PDFs, and texts set large.
//!
//! The PDFs come from a network and may be made to do harm; so a program makes a pack in a [`worker`] process, which
//! is bounded in memory and ended when it takes too long. [`press`] itself does the work, in this process.

mod binder;
mod code;
mod cover;
mod draw;
mod foreign;
mod job;
mod page;
mod setting;
mod text;
pub mod worker;

pub use job::{Content, Cover, Fault, Item, Job, Pages, Pressed, PressedItem, Step, Text, TextSize};

use std::path::Path;

use binder::{Binder, Section};
use setting::Setter;

/// Pages of a pack at most; more is no pack for a printer.
pub const MOST_PAGES: usize = 2_000;
/// Bytes of all PDFs of a pack at most. While it is bound, it is in memory twice.
pub const MOST_BYTES: u64 = 200 << 20;

/// Makes the PDF. An item that cannot be taken is left out and named; `tell` hears of each step before it is taken.
///
/// # Errors
/// Where nothing of it can be printed, it is too large, or our own pages cannot be made.
pub fn press(job: &Job, tell: &mut dyn FnMut(Step)) -> Result<(Vec<u8>, Pressed), Fault> {
    let mut work = Work { setter: Setter::new(), binder: Binder::new(), bytes: 0 };
    let (mut sections, mut outcome) = (Vec::new(), Vec::new());
    let mut pages = 0;
    for (at, item) in job.items.iter().enumerate() {
        tell(Step::Item(at));
        let mut notes = item.notes.clone();
        let taken = work.prepare(item, &mut notes);
        let length = taken.as_ref().map_or(0, Section::len);
        let left_out = taken.as_ref().err().cloned();
        outcome.push(PressedItem { title: item.title.clone(), first_page: 0, pages: length, notes, left_out });
        sections.extend(taken.ok().map(|section| (item.title.clone(), section)));
        pages += length;
        if pages > MOST_PAGES {
            return Err(Fault::TooManyPages);
        }
    }
    if pages == 0 {
        return Err(Fault::Nothing(outcome));
    }
    tell(Step::Writing);
    // How long the cover is, is known only when it is set; the numbers on it depend on that.
    let length = cover::set(job, &outcome, &mut work.setter).len();
    number(&mut outcome, length);
    let covers = cover::set(job, &outcome, &mut work.setter);
    let cover = draw::pdf(&covers).and_then(|pdf| work.binder.take(&pdf, &(0..covers.len()).collect::<Vec<_>>()));
    sections.insert(0, ("Cover sheet".to_owned(), cover.ok_or(Fault::Unwritable)?));
    let pdf = work.binder.bind(&job.cover.title, sections);
    Ok((pdf, Pressed { pages: covers.len() + pages, items: outcome }))
}

/// Numbers the pages of all items, after so many of the cover.
fn number(items: &mut [PressedItem], cover: usize) {
    let mut next = cover + 1;
    for item in items {
        item.first_page = if item.pages > 0 { next } else { 0 };
        next += item.pages;
    }
}

struct Work {
    setter: Setter,
    binder: Binder,
    /// Of PDFs, read so far.
    bytes: u64,
}

impl Work {
    /// What an item brings, or why it is left out; notes come to those that it has.
    fn prepare(&mut self, item: &Item, notes: &mut Vec<String>) -> Result<Section, String> {
        match &item.content {
            Content::Pages(pages) => self.take(pages, notes),
            Content::Text(text, instead) => match (self.set(item, text), instead) {
                (Ok(section), _) => Ok(section),
                (Err(why), None) => Err(why),
                (Err(why), Some(pages)) => {
                    notes.push(format!("{why} Its pages are as they are."));
                    self.take(pages, notes)
                }
            },
            Content::LeftOut(why) => Err(why.clone()),
        }
    }

    fn take(&mut self, pages: &Pages, notes: &mut Vec<String>) -> Result<Section, String> {
        let taken = foreign::take(Path::new(&pages.path), pages.pages.as_deref(), &mut self.bytes, &mut self.binder)?;
        notes.extend(taken.notes);
        Ok(taken.section)
    }

    fn set(&mut self, item: &Item, text: &Text) -> Result<Section, String> {
        let pages = text::set(item, text, &mut self.setter)?;
        let all: Vec<usize> = (0..pages.len()).collect();
        let section = draw::pdf(&pages).and_then(|pdf| self.binder.take(&pdf, &all));
        section.ok_or_else(|| "Its words could not be set.".to_owned())
    }
}

#[cfg(test)]
mod tests;
