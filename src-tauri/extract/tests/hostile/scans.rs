//! Pages and pictures made to take gigabytes where they are drawn.

use super::files::pdfs::{pdf_of_groups, pdf_of_picture, pdf_of_pixels, pdf_of_size};

/// What a page is to become that is drawn for a program which reads pictures.
pub struct Scan {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    /// Whether there is a picture of its first page.
    pub is_drawn: bool,
}

/// Pages and pictures that claim to be large: at 300 dots to the inch they would take gigabytes.
pub fn scans() -> Vec<Scan> {
    let scan = |name, bytes, is_drawn| Scan { name, bytes, is_drawn };
    let png = |side: u32| {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([side.to_be_bytes(), side.to_be_bytes()].concat());
        png.extend([8, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, b'I', b'D', b'A', b'T']);
        png
    };
    vec![
        // Five metres a side, as large as a page may be: 14 GB.
        scan("poster.pdf", pdf_of_size("/MediaBox [0 0 14400 14400]"), true),
        scan("town.pdf", pdf_of_size("/MediaBox [0 0 1000000000 1000000000]"), true),
        scan("ribbon.pdf", pdf_of_size("/MediaBox [0 0 100000000 1]"), true),
        scan("units.pdf", pdf_of_size("/MediaBox [0 0 400 400] /UserUnit 1000000"), true),
        scan("endless.pdf", pdf_of_size(&format!("/MediaBox [0 0 {0} {0}]", "9".repeat(60))), false),
        scan("nothing.pdf", pdf_of_size("/MediaBox [0 0 0 0]"), true),
        scan("groups.pdf", pdf_of_groups(400), true),
        // Of the pictures on a page: one that lies, one of 256 MB, and one that is more than a worker may hold.
        scan("picture.pdf", pdf_of_picture("/Width 2000000000 /Height 2000000000 /Length 3", b"abc"), false),
        scan("pixels.pdf", pdf_of_pixels(16_000), true),
        scan("more-pixels.pdf", pdf_of_pixels(24_000), false),
        scan("claims.png", png(60_000), false),
        scan("claims-less.png", png(19_000), false),
    ]
}
