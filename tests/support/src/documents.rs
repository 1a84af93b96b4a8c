//! The documents of `tests/fixtures/documents`, built in, each with the word that stands on each of its pages. The words
//! are read from the documents' own sources, so that they cannot drift apart.

use crate::SiteFile;

struct Document {
    name: &'static str,
    body: &'static [u8],
    source: Option<&'static str>,
}

macro_rules! document {
    ($name:literal) => {
        Document { name: $name, body: include_bytes!(concat!("../../fixtures/documents/", $name)), source: None }
    };
    ($name:literal, $source:literal) => {
        Document {
            name: $name,
            body: include_bytes!(concat!("../../fixtures/documents/", $name)),
            source: Some(include_str!(concat!("../../fixtures/documents/sources/", $source))),
        }
    };
}

const DOCUMENTS: &[Document] = &[
    document!("appointment-letter-explained.pdf", "appointment-letter-explained.txt"),
    document!("asking-for-an-interpreter.pdf", "asking-for-an-interpreter.txt"),
    document!("autumn-newsletter.pdf", "autumn-newsletter.txt"),
    document!("award-nominations.docx", "award-nominations.txt"),
    document!("board-progress-report.pdf", "board-progress-report.txt"),
    document!("booking-a-community-room.docx", "booking-a-community-room.txt"),
    document!("care-confident-booklet.pdf", "care-confident-booklet.txt"),
    document!("care-confident-cough.mp4"),
    document!("community-cafe-opening.pdf", "community-cafe-opening.txt"),
    document!("community-funding-terms.pdf", "community-funding-terms.txt"),
    document!("community-room-contacts.xlsx"),
    document!("getting-here-by-bus.pdf", "getting-here-by-bus.txt"),
    document!("green-routes.pdf", "green-routes.txt"),
    document!("how-this-library-works.ar.pdf", "how-this-library-works.ar.txt"),
    document!("how-this-library-works.bn.pdf", "how-this-library-works.bn.txt"),
    document!("how-this-library-works.en.pdf", "how-this-library-works.en.txt"),
    document!("how-this-library-works.so.pdf", "how-this-library-works.so.txt"),
    document!("large-print-and-other-formats.html"),
    document!("locality-results-north-east.pdf", "locality-results-north-east.txt"),
    document!("locality-results-north-west.pdf", "locality-results-north-west.txt"),
    document!("locality-results-south-east.pdf", "locality-results-south-east.txt"),
    document!("locality-results-south-west.pdf", "locality-results-south-west.txt"),
    document!("lost-property.pdf", "lost-property.txt"),
    document!("neighbourhood-forum-agenda.pdf", "neighbourhood-forum-agenda.txt"),
    document!("ocean-questions-and-answers.pdf", "ocean-questions-and-answers.txt"),
    document!("opening-hours-notice.pdf", "opening-hours-notice.txt"),
    document!("parents-guide-to-services.pdf", "parents-guide-to-services.txt"),
    document!("people-charter.pdf", "people-charter.txt"),
    document!("planning-an-accessible-event.pdf", "planning-an-accessible-event.txt"),
    document!("please-ask-poster.bn.pdf", "please-ask-poster.bn.txt"),
    document!("please-ask-poster.en.pdf", "please-ask-poster.en.txt"),
    document!("population-health-toolkit.pdf", "population-health-toolkit.txt"),
    document!("saying-what-you-think.pdf", "saying-what-you-think.txt"),
    document!("shared-outcomes-framework.pdf", "shared-outcomes-framework.txt"),
    document!("social-prescribing-evaluation.pdf", "social-prescribing-evaluation.txt"),
    document!("social-prescribing-executive-summary.pdf", "social-prescribing-executive-summary.txt"),
    document!("street-market-conversations.pdf", "street-market-conversations.txt"),
    document!("success-stories.pdf", "success-stories.txt"),
    document!("together-cafe.pdf", "together-cafe.txt"),
    document!("urgent-treatment-centre-leaflet.pdf", "urgent-treatment-centre-leaflet.txt"),
    document!("vanguard-programme-report.pdf", "vanguard-programme-report.txt"),
    document!("welcome-to-the-library.mp4"),
    document!("where-to-find-the-help-desk.webm"),
    document!("words-that-meetings-use.txt"),
    document!("workforce-strategy-2021-2024.pdf", "workforce-strategy-2021-2024.txt"),
    document!("working-together-handbook.pdf", "working-together-handbook.txt"),
];

/// # Panics
/// If there is no document of this name.
pub fn file(name: &str) -> SiteFile {
    let document =
        DOCUMENTS.iter().find(|document| document.name == name).unwrap_or_else(|| panic!("no document {name}"));
    let words = match (document.source, name.rsplit('.').next()) {
        (Some(source), _) => words_of_source(source),
        (None, Some("txt" | "html")) => words_of_text(&String::from_utf8_lossy(document.body)),
        _ => Vec::new(),
    };
    SiteFile { body: document.body.to_vec(), media_type: media_type(name).to_owned(), disposition: None, words }
}

/// A scan's source has words, but the scan has no letters.
fn words_of_source(source: &str) -> Vec<String> {
    let mut pages = source.split("===\n");
    if pages.next().is_some_and(|head| head.contains("producer: scan")) {
        return Vec::new();
    }
    pages.map(|page| page.lines().find_map(|line| line.strip_prefix("@word ")).unwrap_or_default().to_owned()).collect()
}

fn words_of_text(text: &str) -> Vec<String> {
    let word = text.split("Word for this page: ").nth(1).unwrap_or_default();
    vec![word.chars().take_while(|c| c.is_alphabetic()).collect()]
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("pdf") => "application/pdf",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("mp4") => "video/mp4",
        Some("webm") => "video/webm",
        Some("txt") => "text/plain; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_has_a_type_and_every_word_is_its_own() {
        let mut words = Vec::new();
        for document in DOCUMENTS {
            let file = file(document.name);
            assert_ne!(file.media_type, "application/octet-stream", "{}", document.name);
            assert!(!file.body.is_empty(), "{}", document.name);
            for word in file.words {
                assert!(word.chars().count() >= 4, "“{word}” in {}", document.name);
                assert!(!words.contains(&word), "“{word}” twice");
                words.push(word);
            }
        }
        assert!(words.len() > 100, "{}", words.len());
        assert!(file("opening-hours-notice.pdf").words.is_empty(), "a scan has no words");
        assert_eq!(file("words-that-meetings-use.txt").words, ["cloakpin"]);
        assert_eq!(file("large-print-and-other-formats.html").words, ["binoculars"]);
    }

    #[test]
    fn the_whole_is_small() {
        let sum: usize = DOCUMENTS.iter().map(|document| document.body.len()).sum();
        assert!(sum < 3_000_000, "{sum} bytes");
    }
}
