//! Whatever word a person cuts from a page and types, that page is found: in every script, in every normal form.

use catalogue::{AttachmentId, Kind, ResourceId, SearchQuery};
use proptest::prelude::*;
use search::{Document, IndexedPage, SearchIndex, Stamp};
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Words of several languages, put together at random below.
const WORDS: &[&[&str]] = &[
    &[
        "the",
        "vaccine",
        "children’s",
        "follow-up",
        "A&E",
        "Q&A",
        "café",
        "naïve",
        "isn't",
        "Parkinson's",
        "Covid-19",
        "2.5",
        "1,000",
        "www.nhs.uk",
        "someone@example.org",
        "N.H.S.",
        "020",
        "7364",
        "E1",
        "4DG",
        "TH_Leaflet_v2.pdf",
        "ﬁrst",
        "½",
        "m²",
        "50%",
        "and/or",
        "GP",
        "x",
        "I",
        "a",
        "co\u{AD}operate",
        "e\u{301}tude",
    ],
    &["স্বাস্থ্য", "রক্তচাপ", "ডায়াবেটিস", "শিশুর", "য়", "হাসপাতালে", "ও", "ক্যান্সার", "পড়ুন", "র\u{200D}্যাব", "২০২০"],
    &["caafimaadka", "la'aan", "daawooyinka", "su’aal", "go'aan", "ilmaha", "xanuun", "waa", "dhiigga"],
    &["الصحة", "مُسْتَشْفَى", "الأطفال", "إلى", "صـــحة", "لا", "ﻻ", "١٢٣", "طبيب،", "في"],
    &["ہسپتال", "صحت", "بچے", "کے", "دوائی"],
    &["糖尿病", "血糖", "医院", "請問", "コロナワクチン", "ひらがな", "สุขภาพ", "น้ำ", "건강", "병원"],
    &[
        "zdrowie",
        "żółć",
        "łóżko",
        "São",
        "İstanbul",
        "Straße",
        "Ελλάδα",
        "здоровье",
        "tiếng",
        "Việt",
        "स्वास्थ्य",
        "हिन्दी",
        "தமிழ்",
    ],
];

fn page() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS).prop_flat_map(prop::sample::select).prop_map(str::to_owned);
    let any = prop_oneof![8 => word, 1 => "\\PC{1,8}".prop_map(String::from)];
    let gap = prop::sample::select(&[" ", " ", " ", "\n", ". ", ", ", " – ", "-", "/", " (", ") ", "… ", "\u{A0}"][..]);
    prop::collection::vec((any, gap), 1..25).prop_map(|parts| parts.into_iter().map(|(word, gap)| word + gap).collect())
}

fn library(pages: &[String], language: &str) -> (SearchIndex, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path()).unwrap().index;
    let documents = pages.iter().enumerate().map(|(nth, text)| Document {
        resource: ResourceId(format!("r{nth}")),
        title: format!("Number {nth}"),
        summary: String::new(),
        kind: Kind::Leaflet,
        language: language.into(),
        topics: Vec::new(),
        withdrawn: false,
        file_words: Vec::new(),
        pages: vec![IndexedPage {
            attachment: AttachmentId(format!("f{nth}")),
            page: Some(1),
            language: None,
            text: text.clone(),
            headings: Vec::new(),
        }],
        ..Document::default()
    });
    index.update(documents, &[], &Stamp { revision: 1, serial: 1, library: "test".into() }).unwrap();
    (index, folder)
}

/// What is wrong with the answer to a word cut from page `nth`; none where all is well.
fn fault(index: &SearchIndex, nth: usize, word: &str) -> Option<String> {
    for typing in [false, true] {
        let query = SearchQuery { words: word.into(), limit: 1000, typing, ..SearchQuery::default() };
        let answer = index.search(&query).unwrap();
        let Some(hit) = answer.hits.iter().find(|hit| hit.resource.as_str() == format!("r{nth}")) else {
            return Some(format!("“{word}” ({}) does not find page {nth}", word.escape_unicode()));
        };
        for passage in &hit.passages {
            let letters = passage.snippet.chars().count() as u32;
            let mut last = 0;
            for (from, to) in &passage.highlights {
                if !(last <= *from && from < to && *to <= letters) {
                    return Some(format!("marks out of order: {passage:?}"));
                }
                last = *to;
            }
            if letters > 240 || passage.attachment.is_some() && passage.highlights.is_empty() {
                return Some(format!("“{word}” is not marked in {:?}", passage.snippet));
            }
        }
    }
    None
}

/// Fewer cases than usual, for each builds an index; `PROPTEST_CASES` asks for more.
fn settings() -> ProptestConfig {
    let asked = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { 24 };
    ProptestConfig { cases, max_shrink_iters: 200, failure_persistence: None, ..asked }
}

/// Marks alone (a vowel sign without its letter) are no word to anyone.
fn has_letters(word: &str) -> bool {
    word.chars().any(|c| c.is_alphanumeric() && !is_combining_mark(c))
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn every_word_of_every_page_is_found(
        pages in prop::collection::vec(page(), 1..5),
        language in prop::sample::select(&["en", "bn", "so", "ar", "zh"][..]),
    ) {
        let (index, _folder) = library(&pages, language);
        for (nth, page) in pages.iter().enumerate() {
            for word in page.unicode_words().filter(|word| has_letters(word)) {
                let forms: [String; 4] =
                    [word.nfc().collect(), word.nfd().collect(), word.nfkc().collect(), word.nfkd().collect()];
                // A hyphen in front leaves out; a form with a space in it is two words.
                let typeable = |typed: &String| !typed.starts_with('-') && !typed.contains(char::is_whitespace);
                for typed in std::iter::once(word.to_owned()).chain(forms).filter(typeable) {
                    let fault = fault(&index, nth, &typed);
                    prop_assert!(fault.is_none(), "{}\nin {page:?}", fault.unwrap_or_default());
                }
                // A few letters (Greek with iota below) have no way back from upper case.
                let upper = word.to_uppercase();
                if upper.to_lowercase() == word.to_lowercase() && typeable(&upper) {
                    prop_assert!(fault(&index, nth, &upper).is_none(), "{word} in upper case\nin {page:?}");
                }
            }
            // As a person cuts them: at white space.
            for word in page.split_whitespace().filter(|word| has_letters(word) && !word.starts_with('-')) {
                let fault = fault(&index, nth, word);
                prop_assert!(fault.is_none(), "{}\nin {page:?}", fault.unwrap_or_default());
            }
        }
    }

    #[test]
    fn no_query_is_an_error(
        words in "(kind:|language:|-|\"|“|”|'|&| |\\PC){0,40}",
        typing in any::<bool>(),
        withdrawn in any::<bool>(),
    ) {
        let (index, _folder) = library(&["Some words about health".to_owned(), "স্বাস্থ্য".to_owned()], "en");
        let answer = index.search(&SearchQuery { words: words.clone(), typing, withdrawn, ..SearchQuery::default() });
        prop_assert!(answer.is_ok(), "{words:?}");
    }
}
