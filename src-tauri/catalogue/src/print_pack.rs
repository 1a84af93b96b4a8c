//! A print pack: several resources as one PDF with a cover sheet.

use serde::{Deserialize, Serialize};

use crate::{AttachmentId, Printed, ResourceId};

/// Things in a print pack at most.
pub const MOST_PRINT_PACK_ITEMS: usize = 100;
/// Pages that one thing in a print pack may name.
const MOST_PAGES: usize = 2_000;

/// One thing that is to go into a print pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PrintPackItem {
    pub resource: ResourceId,
    /// Null for every file of the resource that is here.
    #[serde(default)]
    pub attachment: Option<AttachmentId>,
    /// From 1, in order; null for all pages.
    #[serde(default)]
    pub pages: Option<Vec<u32>>,
}

/// What a person has put together for printing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PrintBasket {
    pub items: Vec<PrintPackItem>,
    /// False where nothing of what was opened is to be remembered: then it is gone with the window.
    pub is_kept: bool,
}

/// How a print pack is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PrintPackOptions {
    /// The words of the documents in 18 points, in place of their pages.
    pub large_print: bool,
}

/// A print pack that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PrintPack {
    /// Where it was written.
    pub file: String,
    /// Of the whole, with the cover sheet.
    pub pages: u32,
    /// In order; a resource with several files has several.
    pub entries: Vec<PrintPackEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PrintPackEntry {
    pub resource: ResourceId,
    pub title: String,
    /// Page of the pack on which it begins, from 1; null where it was left out.
    pub first_page: Option<u32>,
    pub pages: u32,
    /// How it was taken in, where that needs words.
    pub notes: Vec<String>,
    /// Why it was left out, in words for a reader; null where it is in the pack.
    pub left_out: Option<String>,
}

/// How far the making of a print pack is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PrintPackProgress {
    /// Files that were taken in, of `total`.
    pub done: u32,
    pub total: u32,
    /// The title of the one that is taken in now; empty while the whole is written.
    pub current: String,
}

/// Where a print pack goes from the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum PrintPackTo {
    /// A file that the person names.
    File,
    Printer,
    /// The program that the computer has for PDFs.
    Program,
}

/// What came of a print pack that the window asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PrintPackMade {
    pub pack: PrintPack,
    /// Null where it was saved as a file.
    pub printed: Option<Printed>,
}

/// What is wrong with what is to go into a print pack, in words for a reader; nothing where it can be tried.
pub fn print_pack_fault(items: &[PrintPackItem]) -> Option<String> {
    if items.len() > MOST_PRINT_PACK_ITEMS {
        return Some(format!("a print pack holds {MOST_PRINT_PACK_ITEMS} things at most"));
    }
    let wrong = |pages: &Vec<u32>| pages.is_empty() || pages.len() > MOST_PAGES || pages.contains(&0);
    items.iter().any(|item| item.pages.as_ref().is_some_and(wrong)).then(|| "there are no such pages".to_owned())
}

/// Pages as people write them: "2", "1-3,5". They come in the order written.
///
/// # Errors
/// Says what is wrong with it.
pub fn read_pages(written: &str) -> Result<Vec<u32>, String> {
    let wrong = || format!("“{written}” names no pages; write them like 1-3,5");
    let mut pages = Vec::new();
    for part in written.split(',') {
        let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
        let number = |text: &str| text.trim().parse::<u32>().ok().filter(|page| *page > 0);
        let (Some(from), Some(to)) = (number(from), number(to)) else { return Err(wrong()) };
        if to < from || (to - from) as usize >= MOST_PAGES - pages.len() {
            return Err(wrong());
        }
        pages.extend(from..=to);
    }
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_as_people_write_them() {
        for (written, pages) in
            [("2", &[2][..]), ("1-3", &[1, 2, 3]), ("1–3, 5", &[1, 2, 3, 5]), ("5,1", &[5, 1]), (" 2 - 2 ", &[2])]
        {
            assert_eq!(read_pages(written).as_deref(), Ok(pages), "{written}");
        }
        for written in
            ["", ",", "0", "0-2", "3-1", "two", "1-", "-2", "1,,2", "1-99999", "4294967295-4294967296", "1-2-3"]
        {
            assert!(read_pages(written).is_err(), "{written}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let item = |pages: Option<&[u32]>| PrintPackItem {
            resource: ResourceId::from("a"),
            attachment: None,
            pages: pages.map(<[u32]>::to_vec),
        };
        assert_eq!(print_pack_fault(&[item(None), item(Some(&[3, 1]))]), None);
        for wrong in [vec![item(Some(&[0]))], vec![item(Some(&[]))], vec![item(None); MOST_PRINT_PACK_ITEMS + 1]] {
            assert!(print_pack_fault(&wrong).is_some());
        }
    }
}
