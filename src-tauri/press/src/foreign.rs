//! Pages of PDFs that others made.

use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use hayro_write::hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_write::hayro_syntax::page::Page;
use hayro_write::hayro_syntax::{DecryptionError, LoadPdfError, Pdf, PdfVersion};

use crate::binder::{Binder, Section};
use crate::{MOST_BYTES, MOST_PAGES};

/// Pages that go into a pack, and what has to be said of them.
pub struct Taken {
    pub section: Section,
    pub notes: Vec<String>,
}

/// # Errors
/// Says in words for a reader why it is left out.
pub fn take(path: &Path, wanted: Option<&[u32]>, bytes: &mut u64, binder: &mut Binder) -> Result<Taken, String> {
    let unreadable = || "The file could not be read.".to_owned();
    let mut data = Vec::new();
    let room = MOST_BYTES - *bytes;
    let file = File::open(path).map_err(|_| unreadable())?;
    file.take(room + 1).read_to_end(&mut data).map_err(|_| unreadable())?;
    if data.len() as u64 > room {
        return Err("The pack would be too large with it. Print it by itself.".to_owned());
    }
    *bytes += data.len() as u64;
    // A fault of the reader is one of this file, not of the pack.
    catch_unwind(AssertUnwindSafe(|| read(data, wanted, binder))).unwrap_or_else(|_| Err(unreadable()))
}

fn read(data: Vec<u8>, wanted: Option<&[u32]>, binder: &mut Binder) -> Result<Taken, String> {
    let pdf = Pdf::new(Arc::new(data)).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            "The file is locked with a password.".to_owned()
        }
        _ => "The file is damaged.".to_owned(),
    })?;
    let all = pdf.pages();
    let pages = choose(all.len(), wanted)?;
    let section = binder.take(&pdf, &pages).ok_or("Its pages could not be taken over.")?;
    if pdf.version() == PdfVersion::Pdf20 {
        binder.needs_2_0();
    }
    let mut notes = Vec::new();
    let broken: Vec<String> =
        pages.iter().filter(|page| is_unreadable(&all[**page])).map(|page| (page + 1).to_string()).collect();
    if broken.len() == pages.len() {
        return Err("The file is damaged: none of its pages could be read.".to_owned());
    }
    if !broken.is_empty() {
        notes.push(format!("Damaged in the file, and not whole here: page {}.", broken.join(", ")));
    }
    if pages.iter().any(|page| has_marks(&all[*page])) {
        notes.push("Boxes to fill in, or notes that were added to the file, are not shown here. Print it by itself to have them.".to_owned());
    }
    if pdf.xref().has_optional_content_groups() {
        notes.push("This file has parts that can be hidden. Here all of them are shown.".to_owned());
    }
    Ok(Taken { section, notes })
}

/// Places of pages, from 0.
fn choose(count: usize, wanted: Option<&[u32]>) -> Result<Vec<usize>, String> {
    let pages: Vec<usize> = match wanted {
        None => (0..count).collect(),
        Some(wanted) => {
            let pages = wanted.iter().map(|page| (*page as usize).checked_sub(1).filter(|page| *page < count));
            pages.collect::<Option<_>>().ok_or_else(|| match count {
                1 => "It has one page only. Choose its pages again.".to_owned(),
                _ => format!("It has {count} pages. Choose its pages again."),
            })?
        }
    };
    match pages.len() {
        0 => Err("There are no pages in it.".to_owned()),
        length if length > MOST_PAGES => Err("It has too many pages for a pack. Print it by itself.".to_owned()),
        _ => Ok(pages),
    }
}

/// There is something on the page, but it, or a part of it, cannot be unpacked.
fn is_unreadable(page: &Page<'_>) -> bool {
    let key = b"Contents".as_slice();
    if page.raw().get::<Stream<'_>>(key).is_some() {
        return page.page_stream().is_none();
    }
    match page.raw().get::<Array<'_>>(key) {
        Some(parts) => parts.iter::<Stream<'_>>().any(|part| part.decoded_data().is_err()),
        None => page.raw().contains_key(key),
    }
}

/// Whether something lies on the page that is no part of it, but of the file: taking over a page leaves that behind.
/// Links are of no use on paper.
fn has_marks(page: &Page<'_>) -> bool {
    let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots".as_slice()) else { return false };
    let unseen = [b"Link".as_slice(), b"Popup"];
    annotations
        .iter::<Dict<'_>>()
        .any(|one| one.get::<Name<'_>>(b"Subtype".as_slice()).is_none_or(|kind| !unseen.contains(&kind.as_ref())))
}
