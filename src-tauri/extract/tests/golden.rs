//! The text of documents from several producers, as it was found right by reading it.

#[path = "../examples/measure/words.rs"]
mod words;

use std::fmt::Write;
use std::path::Path;

use catalogue::{LinkTarget, TextQuality};
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
        for link in &page.links {
            writeln!(text, "[{}] -> {:?}", page.link_words(link), link.target).expect("a string takes it");
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

#[test]
fn links_in_many_formats() {
    let formats = ["docx", "odt", "rtf", "epub"].map(|ending| format!("links-libreoffice.{ending}"));
    for name in
        formats.iter().map(String::as_str).chain(["links.html", "links-python-pptx.pptx", "links-openpyxl.xlsx"])
    {
        insta::assert_snapshot!(name, text(name));
    }
}

/// Old and binary workbooks; no program at hand writes the second, and LibreOffice reads it as we do.
#[test]
fn workbooks_of_other_kinds() {
    for name in ["clinics-libreoffice.xls", "clinics-script.xlsb"] {
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

#[test]
fn links_of_two_producers() {
    let url = |to: &str| LinkTarget::Url(to.to_owned());
    let (web, phone, mail) =
        (url("https://example.org/sample?a=b#c"), url("tel:+442071234567"), url("mailto:sample@example.org"));
    for (name, long, second, page) in [
        ("chromium-links-en", "a sample for testing. … waffles without", "The second page", 2),
        ("chromium-links-ar", "للاختبار فقط. … البسكويت (حتى", "الصفحة الثانية", 2),
        ("libreoffice-links-pt", "uma amostra para testes. … é fácil", "A segunda página", 1),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name).with_extension("pdf");
        let read = extract(&std::fs::read(&path).expect("the document is read"), name, &Limits::default());
        let found: Vec<(String, &LinkTarget)> = read
            .pages
            .iter()
            .flat_map(|page| page.links.iter().map(|link| (shortened(&page.link_words(link)), &link.target)))
            .collect();
        let expected =
            [(long, &web), ("020 7123 4567", &phone), ("sample@example.org", &mail), (second, &LinkTarget::Page(page))];
        assert_eq!(found.iter().map(|(words, to)| (words.as_str(), *to)).collect::<Vec<_>>(), expected, "{name}");
    }
}

/// Two or three words at each end.
fn shortened(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    match words.len() {
        length @ 8.. => {
            let first = words.iter().take(4).position(|word| word.ends_with('.')).map_or(3, |at| at + 1);
            format!("{} … {}", words[..first].join(" "), words[length - 2..].join(" "))
        }
        _ => text.to_owned(),
    }
}

/// Producers that say what is a heading, by tags or by a table of contents.
const WITH_HEADINGS: [&str; 3] = ["chromium", "libreoffice", "typst"];

#[test]
fn headings_are_told_where_the_document_tells_them_and_nowhere_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder is read").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_none_or(|ending| ending != "pdf") {
            continue;
        }
        let golden = std::fs::read_to_string(path.with_extension("txt")).expect("the golden text is there");
        let read = extract(&std::fs::read(&path).expect("the document is read"), &name, &Limits::default());
        let headings: Vec<&str> = read.pages.iter().flat_map(|page| page.heading_words()).collect();
        let has_any = WITH_HEADINGS.iter().any(|producer| name.starts_with(producer));
        assert_eq!(!headings.is_empty(), has_any, "{name}: {headings:?}");
        assert!(read.pages.iter().all(|page| page.headings.iter().all(|heading| heading.level == 1)), "{name}");
        // Nastaliq is not read word for word.
        let is_line = |heading: &&&str| golden.split(['\n', '\u{c}']).any(|line| words(line) == words(heading));
        let wrong: Vec<&&str> = headings.iter().filter(|heading| !is_line(heading)).collect();
        assert!(wrong.is_empty() || name.ends_with("-ur"), "{name}: {wrong:?}");
    }
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
