use std::fmt::Write;

use super::*;
use crate::{Extraction, Limits, extract};
use catalogue::TextQuality;

/// Letters of size 10 on one baseline, each half an em wide (i, l and full stops a quarter).
pub(super) fn glyphs(text: &str, x: f64, y: f64) -> Vec<Glyph> {
    let mut at = x;
    text.chars()
        .map(|c| {
            let start = at;
            at += if matches!(c, 'i' | 'l' | '.') { 2.5 } else { 5.0 };
            let (start, end) = ((start, y), (at, y));
            Glyph { text: c.to_string(), start, end, direction: (1.0, 0.0), size: 10.0, headed: None, link: None }
        })
        .collect()
}

/// A PDF written by hand: one page for each content stream, with the font F (Helvetica, not embedded) and `extra`
/// entries in the trailer's Info.
fn pdf(contents: &[&str], info: &str) -> Vec<u8> {
    Made { contents, info, ..Made::default() }.bytes()
}

#[derive(Default)]
pub(super) struct Made<'m> {
    pub(super) contents: &'m [&'m str],
    pub(super) info: &'m str,
    /// Further entries of the document's root, and of each page.
    pub(super) root: &'m str,
    pub(super) pages: &'m [&'m str],
    /// Further objects: the first has the number 20.
    pub(super) objects: &'m [&'m str],
}

impl Made<'_> {
    /// The pages have the numbers 4, 6, 8 and so on.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let pages = self.contents.len();
        let kids: String = (0..pages).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
        let mut objects = vec![
            format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.root),
            format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>"),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        for (page, content) in self.contents.iter().enumerate() {
            let more = self.pages.get(page).unwrap_or(&"");
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Resources << /Font << /F 3 0 R >> >> /Contents {} 0 R {more} >>",
                5 + 2 * page
            ));
            objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        }
        objects.push(format!("<< {} >>", self.info));
        let info = objects.len();
        if !self.objects.is_empty() {
            objects.resize(19, "null".to_owned());
            objects.extend(self.objects.iter().map(|object| (*object).to_owned()));
        }
        let mut file = "%PDF-1.7\n".to_owned();
        let mut places = Vec::new();
        for (number, object) in (1..).zip(&objects) {
            places.push(file.len());
            write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
        }
        let table = file.len();
        let size = objects.len() + 1;
        write!(file, "xref\n0 {size}\n0000000000 65535 f \n").unwrap();
        for place in places {
            writeln!(file, "{place:010} 00000 n ").unwrap();
        }
        let trailer = format!("<< /Size {size} /Root 1 0 R /Info {info} 0 R >>");
        write!(file, "trailer {trailer}\nstartxref\n{table}\n%%EOF\n").unwrap();
        file.into_bytes()
    }

    pub(super) fn read(&self) -> Extraction {
        extract(&self.bytes(), "sample.pdf", &Limits::default())
    }
}

fn read(contents: &[&str]) -> Extraction {
    extract(&pdf(contents, ""), "sample.pdf", &Limits::default())
}

fn page(content: &str) -> String {
    read(&[content]).pages.into_iter().map(|page| page.text).collect()
}

#[test]
fn pages_by_order_with_title_and_count() {
    let bytes = pdf(
        &[
            "BT /F 12 Tf 50 350 Td (Page one has words here) Tj ET",
            "",
            "BT /F 12 Tf 50 350 Td (The third page has words) Tj ET",
        ],
        "/Title (A sample leaflet)",
    );
    let extraction = extract(&bytes, "", &Limits::default());
    let pages: Vec<_> = extraction.pages.iter().map(|page| (page.page, page.text.as_str())).collect();
    assert_eq!(pages, [(Some(1), "Page one has words here"), (Some(3), "The third page has words")]);
    assert_eq!((extraction.page_count, extraction.title.as_deref()), (Some(3), Some("A sample leaflet")));
    assert_eq!((extraction.quality, extraction.problem), (TextQuality::Good, None));
}

#[test]
fn replacement_texts() {
    assert_eq!(
        page("BT /F 12 Tf 50 350 Td /Span << /ActualText (real) >> BDC (xxxx) Tj EMC ( words) Tj ET"),
        "real words"
    );
    // Nothing drawn under it: nobody sees it.
    assert_eq!(page("/Span << /ActualText (ghost) >> BDC EMC BT /F 12 Tf 50 350 Td (seen) Tj ET"), "seen");
    // One inside another, and ends that close nothing.
    assert_eq!(
        page(
            "EMC EMC BT /F 12 Tf 50 350 Td /P << /ActualText (outer) >> BDC /Span << /ActualText (inner) >> BDC (zz) Tj EMC EMC EMC ( end) Tj ET"
        ),
        "outer end"
    );
    assert_eq!(
        page("BT /F 12 Tf 50 350 Td (hy) Tj /Span << /ActualText <FEFF00AD> >> BDC (-) Tj EMC 0 -14 Td (phen) Tj ET"),
        "hyphen"
    );
}

#[test]
fn text_drawn_twice_is_read_once() {
    assert_eq!(page("BT /F 12 Tf 50 350 Td (bold) Tj ET BT /F 12 Tf 50.4 350 Td (bold) Tj ET"), "bold");
    assert_eq!(page("BT /F 12 Tf 2 Tr 50 350 Td (filled and stroked) Tj ET"), "filled and stroked");
}

#[test]
fn words_from_gaps_and_turned_pages() {
    assert_eq!(page("BT /F 12 Tf 50 350 Td [(Two) -300 (words) -20 (here)] TJ ET"), "Two wordshere");
    assert_eq!(page("BT /F 12 Tf 0 1 -1 0 200 50 Tm (up the page) Tj ET"), "up the page");
    assert_eq!(page("BT /F 12 Tf 3 Tr 50 350 Td (invisible words over a scan) Tj ET"), "invisible words over a scan");
}

#[test]
fn what_lies_outside_the_page_is_not_read() {
    assert_eq!(page("BT /F 12 Tf 50 350 Td (inside) Tj 0 -1000 Td (outside) Tj ET"), "inside");
}

#[test]
fn a_page_that_is_a_picture() {
    let picture = "q 380 0 0 380 10 10 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\x40\x20\x60 EI Q";
    let extraction = read(&[picture, picture]);
    assert_eq!((extraction.quality, extraction.problem_code.as_deref()), (TextQuality::None, Some("picture_only")));
    assert_eq!(extraction.page_count, Some(2));
    let numbered = format!("{picture} BT /F 9 Tf 50 350 Td (Page 1) Tj ET");
    assert_eq!(read(&[&numbered]).quality, TextQuality::None, "a page number makes no text");
    assert_eq!(read(&[""]).problem_code.as_deref(), Some("no_words"));
}

#[test]
fn a_page_over_the_limits_is_cut_and_said_so() {
    let limits = Limits { max_glyphs_per_page: 100, ..Limits::default() };
    let content = format!("BT /F 1 Tf 50 350 Td {} ET", "(abcd ) Tj ".repeat(100));
    let cut = extract(&pdf(&[&content, "BT /F 12 Tf 50 350 Td (The next page is whole) Tj ET"], ""), "", &limits);
    assert_eq!(cut.pages[0].text.split(' ').count(), 20);
    assert_eq!(cut.pages[1].text, "The next page is whole");
    assert_eq!((cut.quality, cut.problem_code.as_deref()), (TextQuality::Poor, Some("too_large")));

    let limits = Limits { max_steps_per_page: 50, ..Limits::default() };
    let shapes = format!("BT /F 12 Tf 50 350 Td (some words first) Tj ET {}", "0 0 10 10 re f ".repeat(1_000));
    assert_eq!(extract(&pdf(&[&shapes], ""), "", &limits).pages[0].text, "some words first");

    let limits = Limits { max_pages: 1, ..Limits::default() };
    let cut =
        extract(&pdf(&["BT /F 12 Tf 50 350 Td (one) Tj ET", "BT /F 12 Tf 50 350 Td (two) Tj ET"], ""), "", &limits);
    assert_eq!((cut.pages.len(), cut.page_count, cut.problem_code.as_deref()), (1, Some(2), Some("too_large")));
}

#[test]
fn forms_that_draw_themselves_come_to_an_end() {
    let mut file = String::from_utf8(pdf(&["/X Do BT /F 12 Tf 50 350 Td (still read) Tj ET"], "")).unwrap();
    file = file.replace("/Font <<", "/XObject << /X 9 0 R >> /Font <<");
    file.push_str("9 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 9 0 R >> >> /Length 11 >> stream\n/X Do /X Do\nendstream endobj\n");
    let limits = Limits { max_steps_per_page: 20_000, ..Limits::default() };
    let extraction = extract(file.as_bytes(), "", &limits);
    assert!(extraction.problem_code.as_deref() != Some("crashed"), "{extraction:?}");
}

#[test]
fn damaged_files() {
    let whole = pdf(&["BT /F 12 Tf 50 350 Td (words in a damaged file) Tj ET"], "");
    let end_of_content = whole.windows(9).position(|window| window == b"endstream").unwrap() + 9;
    for (bytes, text) in [
        (whole[..end_of_content].to_vec(), Some("words in a damaged file")),
        ([&b"junk before the header\n"[..], &whole].concat(), Some("words in a damaged file")),
        (b"%PDF-1.4 and nothing else".to_vec(), None),
        (b"%PDF-".to_vec(), None),
    ] {
        let extraction = extract(&bytes, "x.pdf", &Limits::default());
        assert_eq!(extraction.media_type, "application/pdf");
        assert_eq!(extraction.pages.first().map(|page| page.text.as_str()), text, "{extraction:?}");
        assert_eq!(extraction.problem_code.as_deref() == Some("damaged"), text.is_none(), "{extraction:?}");
    }
}

#[test]
fn any_bytes_at_all() {
    // Every cut and a flip of every byte of a small file: never a panic, always an answer.
    let whole = pdf(&["BT /F 12 Tf 50 350 Td (abc) Tj ET"], "/Title (T)");
    for at in (0..whole.len()).step_by(7) {
        extract(&whole[..at], "", &Limits::default());
        let mut flipped = whole.clone();
        flipped[at] ^= 0x15;
        extract(&flipped, "", &Limits::default());
    }
}

#[test]
fn pages_made_to_take_long() {
    // As many lines as letters are allowed, in one column; and all letters in one place.
    let lines = format!("BT /F 0.012 Tf 0.006 TL 50 390 Td {} ET", "(ab) Tj T* ".repeat(60_000));
    let heap = format!("BT /F 12 Tf 50 350 Td {} ET", "(abcdefgh) Tj -0.01 0 Td ".repeat(20_000));
    let start = std::time::Instant::now();
    assert!(read(&[&lines]).pages[0].text.len() > 100_000);
    assert!(!read(&[&heap]).pages[0].text.is_empty());
    assert!(start.elapsed() < std::time::Duration::from_secs(60), "{:?}", start.elapsed());
}
