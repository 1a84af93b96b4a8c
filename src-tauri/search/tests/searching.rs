//! Searching through the public door: small libraries, ugly words.

use catalogue::{AttachmentId, Hit, Kind, ResourceId, ResourceState, SearchAnswer, SearchQuery};
use search::{Document, IndexState, IndexedPage, SearchIndex, Stamp};
use tempfile::TempDir;

fn document(id: &str, title: &str, pages: &[&str]) -> Document {
    Document {
        resource: ResourceId(id.into()),
        title: title.into(),
        summary: String::new(),
        kind: Kind::Leaflet,
        language: "en".into(),
        topics: Vec::new(),
        withdrawn: false,
        file_words: Vec::new(),
        pages: pages
            .iter()
            .enumerate()
            .map(|(nth, text)| IndexedPage {
                attachment: AttachmentId(format!("{id}-file")),
                page: Some(nth as u32 + 1),
                language: None,
                text: (*text).into(),
                headings: Vec::new(),
            })
            .collect(),
        ..Document::default()
    }
}

fn stamp(revision: u64) -> Stamp {
    Stamp { revision, serial: 1, library: "test".into() }
}

struct Library {
    index: SearchIndex,
    _folder: TempDir,
}

impl Library {
    fn of(documents: Vec<Document>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let opened = SearchIndex::open(folder.path()).unwrap();
        assert_eq!(opened.state, IndexState::Missing);
        opened.index.update(documents, &[], &stamp(1)).unwrap();
        Self { index: opened.index, _folder: folder }
    }

    fn ask(&self, query: SearchQuery) -> SearchAnswer {
        self.index.search(&query).unwrap()
    }

    fn answer(&self, words: &str) -> SearchAnswer {
        self.ask(SearchQuery { words: words.into(), limit: 100, ..SearchQuery::default() })
    }

    fn typing(&self, words: &str) -> SearchAnswer {
        self.ask(SearchQuery { words: words.into(), typing: true, ..SearchQuery::default() })
    }

    /// Ids found, best first, joined by spaces.
    fn found(&self, words: &str) -> String {
        ids(&self.answer(words))
    }
}

fn ids(answer: &SearchAnswer) -> String {
    answer.hits.iter().map(|hit| hit.resource.as_str()).collect::<Vec<_>>().join(" ")
}

/// The snippet of a passage with its highlights in square brackets.
fn marked(hit: &Hit, nth: usize) -> String {
    let passage = &hit.passages[nth];
    let letters: Vec<char> = passage.snippet.chars().collect();
    let mut marked = String::new();
    let mut at = 0;
    for (from, to) in &passage.highlights {
        let (from, to) = (*from as usize, *to as usize);
        assert!(at <= from && from < to && to <= letters.len(), "{passage:?}");
        marked.extend(&letters[at..from]);
        marked.push('[');
        marked.extend(&letters[from..to]);
        marked.push(']');
        at = to;
    }
    marked.extend(&letters[at..]);
    marked
}

fn health_library() -> Library {
    let mut flu =
        document("flu", "Flu vaccine", &["Who can have the vaccine.", "Side effects are mild. Call your pharmacist."]);
    flu.summary = "Every winter the vaccine is offered to carers.".into();
    flu.topics = vec!["Immunisation".into()];
    flu.file_words = vec!["Download the easy-read poster".into()];
    let mut bengali = document("bn", "ফ্লু টিকা", &["আপনার স্বাস্থ্য এবং রক্তচাপ পরীক্ষা করুন।"]);
    bengali.language = "bn".into();
    let mut somali = document("so", "Caafimaadka", &["Qof kasta oo la'aan ah wuxuu heli karaa daawo."]);
    somali.language = "so".into();
    let mut arabic = document("ar", "الصحة", &["مُسْتَشْفَى الأطفال في لندن، اتصل بالطبيب"]);
    arabic.language = "ar".into();
    let mut chinese = document("zh", "糖尿病", &["糖尿病患者应该定期检查血糖。"]);
    chinese.language = "zh".into();
    Library::of(vec![
        flu,
        document(
            "feet",
            "Diabetes: looking after your feet",
            &[
                "Check your feet every day.",
                "Children with diabetes need follow-up at the clinic. Blood sugar matters.",
            ],
        ),
        document(
            "ae",
            "Where to go",
            &["Do not go to A&E for a cold. Ask Parkinson’s nurses. Covid-19 advice: 020 7364 5000, E1 4DG."],
        ),
        document("cafe", "Together Café", &["The café opens daily; Q&A on Mondays. Website: www.nhs.uk/conditions"]),
        bengali,
        somali,
        arabic,
        chinese,
    ])
}

#[test]
fn words_find_what_a_reader_means_by_them() {
    let library = health_library();
    for (words, found) in [
        ("cafe", "cafe"),
        ("CAFÉ", "cafe"),
        ("cafe\u{301}", "cafe"),
        ("followup", "feet"),
        ("follow up", "feet"),
        ("follow-up", "feet"),
        ("follow‑up clinic", "feet"),
        ("A&E", "ae"),
        ("a & e", "ae"),
        ("Q&A", "cafe"),
        ("parkinsons", "ae"),
        ("Parkinson's", "ae"),
        ("parkinson", "ae"),
        ("covid", "ae"),
        ("covid19", "ae"),
        ("covid 19", "ae"),
        ("Covid-19", "ae"),
        ("02073645000", "ae"),
        ("020 7364 5000", "ae"),
        ("+44 20 7364 5000", "ae"),
        ("e14dg", "ae"),
        ("E1 4DG", "ae"),
        ("nhs.uk", "cafe"),
        ("web site", "cafe"),
        ("checking", "feet"),
        ("vaccination", "flu"),
        ("immunisation", "flu"),
        ("poster", "flu"),
        ("carers", "flu"),
        ("রক্তচাপ", "bn"),
        ("স্বাস্থ্য", "bn"),
        ("টিকা", "bn"),
        ("la'aan", "so"),
        ("laʼaan", "so"),
        ("laaan", "so"),
        ("مستشفى", "ar"),
        ("مستشفي", "ar"),
        ("اﻷطفال", "ar"),
        ("الاطفال", "ar"),
        ("糖尿病", "zh"),
        ("血糖", "zh"),
        ("血", "zh"),
    ] {
        assert_eq!(library.found(words), found, "{words}");
    }
}

#[test]
fn a_query_taken_as_it_came_is_given_back_as_it_came() {
    let answer = health_library().answer("blood sugar");
    assert_eq!((answer.query.as_str(), answer.understood_as.as_str()), ("blood sugar", "blood sugar"));
    assert!(answer.complete && answer.took_ms > 0.0);
    assert_eq!(answer.total, 1);
}

#[test]
fn words_may_stand_in_the_title_and_on_a_page() {
    let library = health_library();
    let answer = library.answer("flu pharmacist");
    assert_eq!(ids(&answer), "flu");
    assert_eq!(answer.understood_as, "flu pharmacist");
    let passage = &answer.hits[0].passages[0];
    assert_eq!((passage.page, passage.attachment.as_ref().unwrap().as_str()), (Some(2), "flu-file"));
    assert_eq!(marked(&answer.hits[0], 0), "Side effects are mild. Call your [pharmacist].");
}

#[test]
fn what_is_said_about_a_resource_is_a_passage_without_a_file() {
    let answer = health_library().answer("carers");
    let passage = &answer.hits[0].passages[0];
    assert_eq!((passage.attachment.clone(), passage.page), (None, None));
    assert_eq!(marked(&answer.hits[0], 0), "Every winter the vaccine is offered to [carers]. Immunisation");
    // Names of files are shown only where nothing else tells why the resource was found.
    assert_eq!(marked(&health_library().answer("poster").hits[0], 0), "Download the easy-read [poster]");
    // Nothing but the title: no passage.
    assert!(health_library().answer("caafimaadka").hits[0].passages.is_empty());
}

#[test]
fn marks_are_right_for_stems_compounds_and_other_scripts() {
    let library = health_library();
    for (words, snippet) in [
        ("checking foot feets", "[Check] your [feet] every day."),
        ("followup", "Children with diabetes need [follow-up] at the clinic. Blood sugar matters."),
        ("স্বাস্থ্য", "আপনার [স্বাস্থ্য] এবং রক্তচাপ পরীক্ষা করুন।"),
        ("laaan", "Qof kasta oo [la'aan] ah wuxuu heli karaa daawo."),
        ("مستشفى", "[مُسْتَشْفَى] الأطفال في لندن، اتصل بالطبيب"),
        ("血糖", "糖尿病患者应该定期检查[血糖]。"),
        ("糖尿病", "[糖尿病]患者应该定期检查血糖。"),
    ] {
        assert_eq!(marked(&library.answer(words).hits[0], 0), snippet, "{words}");
    }
}

#[test]
fn marks_count_scalar_values_and_the_text_stays_as_it_is() {
    let library = Library::of(vec![document("a", "Emoji", &["👩‍⚕️  says:\n\ndrink   e\u{301}nough 🥤 wáter"])]);
    assert_eq!(marked(&library.answer("water").hits[0], 0), "👩‍⚕️ says: drink e\u{301}nough 🥤 [wáter]");
    assert_eq!(marked(&library.answer("enough").hits[0], 0), "👩‍⚕️ says: drink [e\u{301}nough] 🥤 wáter");
}

#[test]
fn of_many_pages_with_a_word_in_other_forms_those_with_the_very_word_come_first() {
    let many = "Type it: a type of types, typed by type.";
    let library = Library::of(vec![document(
        "one",
        "Diabetes",
        &[many, many, many, many, "Help with typing a long form of words."],
    )]);
    let answer = library.answer("typing");
    assert_eq!(answer.hits[0].passages.len(), 3);
    assert_eq!(answer.hits[0].passages[0].page, Some(5));
    assert_eq!(library.answer("types").hits[0].passages[0].page, Some(1));
}

#[test]
fn a_heading_counts_more_than_a_mention_and_is_marked_once() {
    let page = "Looking after yourself\nDrink enough and rest.\nSwollen feet\nPut them up in the evening.";
    let mention = "Looking after yourself\nDrink enough and rest. Swollen feet\nput them up in the evening.";
    let mut headed = document("b", "Ways to keep well", &[page]);
    headed.pages[0].headings = vec!["Looking after yourself".into(), "Swollen  feet".into()];
    let library = Library::of(vec![document("a", "Ways to stay well", &[mention]), headed]);
    for words in ["swollen", "foot", "swollen feet"] {
        let answer = library.answer(words);
        assert_eq!(answer.hits[0].resource.as_str(), "b", "{words}");
    }
    assert_eq!(marked(&library.answer("swollen").hits[0], 0).matches("[Swollen]").count(), 1);
    assert_eq!(library.answer("\"swollen feet put them\"").total, 2, "a phrase goes on beyond a heading");
}

#[test]
fn long_pages_give_short_whole_passages_around_the_densest_place() {
    let filler = "This sentence only fills the page and says nothing of note. ".repeat(40);
    let page = format!("Insulin first. {filler}Keep insulin in the fridge at home. {filler}");
    let library = Library::of(vec![document("a", "Storing medicine", &[&page])]);
    let answer = library.answer("insulin fridge");
    let snippet = &answer.hits[0].passages[0].snippet;
    assert!(snippet.chars().count() <= 240 && snippet.contains("Keep insulin in the fridge at home."), "{snippet}");
    assert!(snippet.starts_with("This sentence") || snippet.starts_with("Keep"), "{snippet}");
    assert!(snippet.ends_with('.'), "{snippet}");
}

#[test]
fn short_queries_put_those_with_all_words_first_and_say_when_others_follow() {
    let library = health_library();
    let answer = library.answer("diabetes winter");
    assert!(
        answer.understood_as.ends_with("nothing has all the words, so results with some of them are shown"),
        "{}",
        answer.understood_as
    );
    assert_eq!(answer.total, 2);
    let answer = library.answer("vaccine side zzzzzzzz");
    assert_eq!(answer.hits[0].resource.as_str(), "flu");
    assert!(answer.understood_as.ends_with("nothing was found for “zzzzzzzz”"), "{}", answer.understood_as);
    assert_eq!(library.answer("zzzzzzzz").total, 0);
}

#[test]
fn all_words_keep_others_out_when_there_are_enough() {
    let mut documents: Vec<_> =
        (0..12).map(|n| document(&format!("both{n:02}"), &format!("Leaflet {n}"), &["asthma inhaler"])).collect();
    documents.push(document("one", "Asthma asthma asthma", &["asthma asthma asthma"]));
    let library = Library::of(documents);
    let answer = library.answer("asthma inhaler");
    assert_eq!(answer.total, 12);
    assert_eq!(answer.understood_as, "asthma inhaler");
    // Equal scores: in order of title.
    assert_eq!(answer.hits[0].title, "Leaflet 0");
    assert_eq!(answer.hits[1].title, "Leaflet 1");
    assert_eq!(answer.hits[2].title, "Leaflet 10");
}

#[test]
fn grouping_comes_before_the_cut() {
    let pages = ["asthma advice"; 60];
    let mut documents = vec![document("long", "A long report", &pages)];
    documents
        .extend((0..5).map(|n| document(&format!("short{n}"), "Short", &["something about asthma and more words"])));
    let library = Library::of(documents);
    let answer = library.ask(SearchQuery { words: "asthma".into(), limit: 3, ..SearchQuery::default() });
    assert_eq!((answer.total, answer.hits.len()), (6, 3));
    let answer = library.ask(SearchQuery { words: "asthma".into(), limit: 6, ..SearchQuery::default() });
    let long = answer.hits.iter().find(|hit| hit.resource.as_str() == "long").unwrap();
    assert_eq!(long.passages.iter().map(|passage| passage.page).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
}

#[test]
fn the_exact_title_is_on_top() {
    let mut documents: Vec<_> = (0..30)
        .map(|n| document(&format!("x{n}"), "Asthma and asthma inhalers: asthma", &["asthma asthma asthma inhaler"]))
        .collect();
    documents.push(document(
        "exact",
        "What is Asthma?",
        &["A short text on wheezing that goes on and on about lungs."],
    ));
    let library = Library::of(documents);
    assert_eq!(library.answer("what is asthma").hits[0].resource.as_str(), "exact");
    assert_eq!(library.answer("What is ashtma").hits[0].resource.as_str(), "exact");
    assert_eq!(library.typing("what is ast").hits[0].resource.as_str(), "exact");
}

#[test]
fn phrases_are_kept_word_for_word() {
    let library = Library::of(vec![
        document("failure", "Heart failure", &["Living with heart failure. The heart is a muscle."]),
        document("apart", "Hearts", &["The heart. A failure of the kidney."]),
        document("joined", "Beyond", &["failure heart"]),
    ]);
    let answer = library.answer("\"heart failure\"");
    assert_eq!(ids(&answer), "failure");
    assert_eq!(marked(&answer.hits[0], 0), "Living with [heart failure]. The heart is a muscle.");
    assert_eq!(library.found("“heart failure” muscle"), "failure");
    // With other words missing the phrase is still demanded.
    assert_eq!(library.found("\"heart failure\" kidney"), "failure");
    let answer = library.answer("\"failure muscle\"");
    assert_eq!(answer.hits[0].resource.as_str(), "failure");
    assert!(answer.understood_as.starts_with("“failure muscle” is nowhere word for word"), "{}", answer.understood_as);
}

#[test]
fn exclusions_leave_resources_out() {
    let library = Library::of(vec![
        document("adults", "Flu jab", &["For adults."]),
        document("both", "Flu jab", &["For adults.", "For children too."]),
        document("spray", "Flu spray", &["A nasal spray."]),
    ]);
    assert_eq!(library.found("flu -children"), "adults spray");
    assert_eq!(library.found("flu -\"nasal spray\" -children"), "adults");
    assert_eq!(library.found("-children"), "adults spray");
    assert_eq!(library.answer("flu -flu").total, 0);
}

#[test]
fn filters_by_kind_and_language() {
    let mut report = document("report", "Flu report", &["flu"]);
    report.kind = Kind::Report;
    let mut bengali = document("mixed", "Flu leaflet", &["flu in English", "ফ্লু flu"]);
    bengali.language = "en-GB".into();
    bengali.pages[1].language = Some("bn".into());
    let library = Library::of(vec![report, bengali, document("plain", "Flu", &["flu"])]);
    let ask = |words: &str, kind: Option<Kind>, language: Option<&str>| {
        library.ask(SearchQuery {
            words: words.into(),
            kind,
            language: language.map(Into::into),
            ..SearchQuery::default()
        })
    };
    assert_eq!(ids(&ask("flu", Some(Kind::Report), None)), "report");
    assert_eq!(ids(&ask("flu kind:report", None, None)), "report");
    assert_eq!(ids(&ask("kind:report", None, None)), "report");
    assert_eq!(ask("flu", None, Some("en")).total, 3);
    assert_eq!(ids(&ask("flu", None, Some("en-GB"))), "mixed");
    let answer = ask("flu", None, Some("bn"));
    assert_eq!(ids(&answer), "mixed");
    assert_eq!(answer.hits[0].passages.iter().map(|passage| passage.page).collect::<Vec<_>>(), [Some(2)]);
    assert_eq!(ids(&ask("flu language:Bengali", None, None)), "mixed");
    assert_eq!(ask("flu", None, Some("so")).total, 0);
}

#[test]
fn withdrawn_resources_only_when_asked_and_below_the_others() {
    let mut old = document("old", "Flu jab", &["flu jab flu jab"]);
    old.withdrawn = true;
    let library =
        Library::of(vec![old, document("new", "Winter", &["Some long text in which flu is named only once."])]);
    assert_eq!(library.found("flu"), "new");
    let answer = library.ask(SearchQuery { words: "flu jab".into(), withdrawn: true, ..SearchQuery::default() });
    assert_eq!(ids(&answer), "new old");
    assert_eq!(answer.hits[1].state, ResourceState::Withdrawn);
    assert!(answer.hits[0].score > answer.hits[1].score);
}

#[test]
fn the_last_word_may_be_half_typed() {
    let library = health_library();
    for (words, first) in [
        ("diabe", "feet"),
        ("flu pharm", "flu"),
        ("follow-u", "feet"),
        ("parkin", "ae"),
        ("রক্ত", "bn"),
        ("caafi", "so"),
        ("d", "feet"),
        ("diabtes fe", "feet"),
        ("pharmaxis", "flu"),
    ] {
        let answer = library.typing(words);
        assert_eq!(
            answer.hits.first().map(|hit| hit.resource.as_str()),
            Some(first),
            "{words}: {}",
            answer.understood_as
        );
    }
    assert_eq!(marked(&library.typing("pharm").hits[0], 0), "Side effects are mild. Call your [pharmacist].");
    // Typed to its end, or not being typed, a word is that word.
    assert_eq!(library.answer("pharm").total, 0);
    assert_eq!(library.typing("pharm ").total, 0);
}

#[test]
fn misspelt_words_are_taken_for_the_nearest_of_the_library() {
    let library = health_library();
    for (words, understood, first) in [
        ("diabtes", "showing results for “diabetes”", "feet"),
        ("the pharmcist please", "showing results for “the pharmacist please”", "flu"),
        ("vacicne", "showing results for “vaccine”", "flu"),
        ("immunizasion", "showing results for “immunisation”", "flu"),
        ("রক্তচপ", "showing results for “রক্তচাপ”", "bn"),
    ] {
        let answer = library.answer(words);
        assert!(answer.understood_as.starts_with(understood), "{words}: {}", answer.understood_as);
        assert_eq!(answer.hits[0].resource.as_str(), first, "{words}");
    }
    // Short words and words of the library are never corrected.
    assert_eq!(library.answer("fly").total, 0);
    assert_eq!(library.answer("cold").understood_as, "cold");
    assert_eq!(marked(&library.answer("pharmcist").hits[0], 0), "Side effects are mild. Call your [pharmacist].");
}

#[test]
fn no_words_are_an_error() {
    let library = health_library();
    let long = "very long question about diabetes and feet ".repeat(500);
    for words in [
        "",
        " ",
        "???",
        "\"",
        "\"\"",
        "-",
        "--",
        "- -",
        "-\"",
        "kind:",
        "language:",
        "language:xx",
        "a:b:c",
        "*",
        "flu*",
        "(flu",
        "flu)",
        "flu~2",
        "AND",
        "OR NOT",
        "flu AND",
        "[a TO b]",
        "title:flu",
        "\\",
        "\u{0}",
        "\u{FFFF}",
        "'",
        "parkinson'",
        "''''",
        "🙂",
        "\u{301}",
        "\u{9CD}",
        "\u{200D}",
        "ـ",
        "٪",
        "%s",
        "../..",
        "a&",
        "&",
        "&&",
        "x&y&z&w",
        "1,000,",
        "-1",
        "the the the",
        &long,
    ] {
        for typing in [false, true] {
            let answer = library.ask(SearchQuery { words: words.into(), typing, ..SearchQuery::default() });
            assert_eq!(answer.query, words);
            assert!(answer.hits.len() <= answer.total as usize);
        }
    }
    assert!(library.answer(&long).hits.iter().any(|hit| hit.resource.as_str() == "feet"));
}

#[test]
fn updates_replace_and_forget() {
    let library = health_library();
    assert_eq!(library.index.resources(), 8);
    let changed = document("flu", "Influenza jab", &["New words only."]);
    library.index.update([changed], &[ResourceId::from("cafe")], &stamp(2)).unwrap();
    assert_eq!(library.index.resources(), 7);
    assert_eq!(library.found("pharmacist"), "");
    assert_eq!(library.found("influenza"), "flu");
    assert_eq!(library.found("café"), "");
    assert_eq!(library.index.stamp().unwrap(), Some(stamp(2)));
    library.index.update([], &[], &stamp(3)).unwrap();
    assert_eq!(library.index.stamp().unwrap(), Some(stamp(3)));
    library.index.clear().unwrap();
    assert_eq!((library.index.resources(), library.index.stamp().unwrap()), (0, None));
    assert_eq!(library.found("influenza"), "");
}

#[test]
fn long_texts_without_pages_are_found_to_their_end() {
    let text = format!("{}finalword", "filler words here ".repeat(10_000));
    let mut long = document("long", "Long", &[&text]);
    long.pages[0].page = None;
    let library = Library::of(vec![long]);
    assert_eq!(library.index.resources(), 1);
    let answer = library.answer("finalword");
    assert_eq!(answer.hits[0].passages[0].page, None);
    assert!(marked(&answer.hits[0], 0).ends_with("[finalword]"));
}
