//! How much of a file is read at most.

use serde::{Deserialize, Serialize};

/// Bounds for one file. What goes over a bound is left out, what was read before stays, and the file is marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Files larger than this are not opened.
    pub max_file_bytes: u64,
    /// Pages after these are left out.
    pub max_pages: u32,
    /// Text of one page, in bytes of UTF-8 (for formats without pages: of the whole file).
    pub max_text_bytes_per_page: usize,
    /// Text of the whole file, in bytes of UTF-8.
    pub max_text_bytes: usize,
    /// Letters drawn on one page of a PDF.
    pub max_glyphs_per_page: usize,
    /// Drawing steps of any kind on one page of a PDF.
    pub max_steps_per_page: u64,
    /// Entries of a PDF's own table of contents.
    pub max_bookmarks: usize,
    /// Links on one page (for formats without pages: of the whole file).
    pub max_links_per_page: usize,
    /// Links of the whole file, in bytes: their addresses, and a little for each.
    pub max_link_bytes: usize,
    /// Elements of the structure that a PDF says it has.
    pub max_structure_elements: usize,
    /// One part of a ZIP container (office documents, electronic books), unpacked.
    pub max_zip_part_bytes: u64,
    /// All parts of a ZIP container that are read, unpacked.
    pub max_unpacked_bytes: u64,
    /// Parts of a ZIP container, read or not.
    pub max_zip_parts: usize,
    /// Documents in a container or attached to an e-mail.
    pub max_members: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            max_file_bytes: 256 << 20,
            max_pages: 5_000,
            max_text_bytes_per_page: 1 << 20,
            max_text_bytes: 64 << 20,
            max_glyphs_per_page: 200_000,
            max_steps_per_page: 5_000_000,
            max_bookmarks: 2_000,
            max_links_per_page: 5_000,
            max_link_bytes: 16 << 20,
            max_structure_elements: 500_000,
            max_zip_part_bytes: 64 << 20,
            max_unpacked_bytes: 256 << 20,
            max_zip_parts: 20_000,
            max_members: 500,
        }
    }
}
