//! The text of documents from several producers, as it was found right by reading it.

use std::fmt::Write;
use std::path::Path;

use extract::{Limits, extract};

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let extraction = extract(&std::fs::read(path).expect("the fixture is there"), name, &Limits::default());
    let mut text = format!(
        "{} · {:?} · {:?} pages · {:?} · {:?} · {:?}\n",
        extraction.media_type,
        extraction.quality,
        extraction.page_count,
        extraction.language,
        extraction.title,
        extraction.problem_code,
    );
    for page in extraction.pages {
        writeln!(text, "--- {:?}", page.page).expect("a string takes it");
        for (line, words) in (0..).zip(page.text.lines()) {
            let level = page.headings.iter().find(|heading| heading.line == line).map_or(0, |heading| heading.level);
            let mark = "#".repeat(usize::from(level)) + if level > 0 { " " } else { "" };
            writeln!(text, "{mark}{words}").expect("a string takes it");
        }
    }
    text
}

#[test]
fn printed_by_chromium() {
    insta::assert_snapshot!(text("leaflet-chromium.pdf"));
}

#[test]
fn printed_by_libreoffice() {
    insta::assert_snapshot!(text("leaflet-libreoffice.pdf"));
}

#[test]
fn set_by_typst_in_three_columns() {
    insta::assert_snapshot!(text("columns-typst.pdf"));
}

#[test]
fn written_by_libreoffice_for_word() {
    insta::assert_snapshot!(text("leaflet-libreoffice.docx"));
}

#[test]
fn as_a_web_page() {
    insta::assert_snapshot!(text("leaflet.html"));
}

#[test]
fn written_by_libreoffice() {
    for name in ["leaflet-libreoffice.odt", "leaflet-libreoffice.rtf", "leaflet-libreoffice.epub"] {
        insta::assert_snapshot!(name, text(name));
    }
}

#[test]
fn made_by_libraries_of_python() {
    for name in ["clinics-openpyxl.xlsx", "slides-python-pptx.pptx"] {
        insta::assert_snapshot!(name, text(name));
    }
}
