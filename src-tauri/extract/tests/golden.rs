//! The text of documents from several producers, as it was found right by reading it.

#[path = "../examples/measure/words.rs"]
mod words;

use std::fmt::Write;
use std::path::Path;

use catalogue::TextQuality;
use extract::{Extraction, Limits, extract};
use words::{order_f1, word_f1, words};

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

/// The documents of `golden/` whose pages are not read word for word, and how far they must be: word F1, order F1.
///
/// Nastaliq has no order that could be told from places alone. fpdf2 tells the letters of each syllable twice; of its
/// Urdu nothing can be saved, and that is said of it.
const NOT_PERFECT: [(&str, f64, f64); 4] =
    [("chromium-ur", 0.95, 0.85), ("libreoffice-ur", 0.95, 0.85), ("fpdf-bn", 0.5, 0.35), ("fpdf-ur", 0.0, 0.0)];

#[test]
fn each_page_of_many_producers_and_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let (mut wrong, mut count) = (Vec::new(), 0);
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder is read").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_none_or(|ending| ending != "pdf") {
            continue;
        }
        count += 1;
        let golden = std::fs::read_to_string(path.with_extension("txt")).expect("the golden text is there");
        let golden: Vec<&str> = golden.split_terminator('\u{c}').collect();
        let read = extract(&std::fs::read(&path).expect("the document is read"), &name, &Limits::default());
        wrong.extend(complaints(&name, &golden, &read));
    }
    assert!(count > 25, "{count} documents");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn complaints(name: &str, golden: &[&str], read: &Extraction) -> Vec<String> {
    let floor = NOT_PERFECT.iter().find(|(of, ..)| *of == name);
    let (least_words, least_order) = floor.map_or((1.0, 1.0), |(_, words, order)| (*words, *order));
    let mut wrong = Vec::new();
    if read.page_count != Some(golden.len() as u32) {
        wrong.push(format!("{name}: {:?} pages, not {}", read.page_count, golden.len()));
    }
    for (number, golden) in (1..).zip(golden) {
        let page = read.pages.iter().find(|page| page.page == Some(number));
        let (found, golden) = (words(page.map_or("", |page| &page.text)), words(golden));
        let (word, order) = (word_f1(&found, &golden), order_f1(&found, &golden));
        if word < least_words || order < least_order {
            wrong.push(format!("{name}, page {number}: {word:.3} / {order:.3}: {}", found.join(" ")));
        }
    }
    let (quality, problem) =
        if name == "fpdf-ur" { (TextQuality::Poor, Some("unknown_letters")) } else { (TextQuality::Good, None) };
    if (read.quality, read.problem_code.as_deref()) != (quality, problem) {
        wrong.push(format!("{name}: {:?} {:?}", read.quality, read.problem_code));
    }
    let language = name.rsplit('-').next().filter(|tag| tag.len() == 2);
    if language.is_some() && read.language.as_deref() != language {
        wrong.push(format!("{name}: language {:?}", read.language));
    }
    wrong
}
