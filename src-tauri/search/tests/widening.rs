//! What a search finds beyond the very words: other spellings, meanings, initials, languages; what it suggests, and how
//! it explains itself.

use catalogue::{AttachmentId, Kind, ResourceId, SearchAnswer, SearchQuery, SuggestionKind};
use search::{Document, IndexedPage, SearchIndex, Stamp, Thesaurus};
use tempfile::TempDir;

struct Library {
    index: SearchIndex,
    _folder: TempDir,
}

impl Library {
    fn of(documents: Vec<Document>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = SearchIndex::open(folder.path()).unwrap().index;
        index.update(documents, &[], &Stamp { revision: 1, serial: 1, library: "test".into() }).unwrap();
        Self { index, _folder: folder }
    }

    fn ask(&self, query: SearchQuery) -> SearchAnswer {
        self.index.search(&query).unwrap()
    }

    fn answer(&self, words: &str) -> SearchAnswer {
        self.ask(SearchQuery { words: words.into(), ..SearchQuery::default() })
    }

    /// Ids of what has the words, best first.
    fn found(&self, words: &str) -> String {
        ids(&self.answer(words), false)
    }

    fn suggested(&self, words: &str) -> Vec<(SuggestionKind, String)> {
        let suggestions = self.index.suggest(words, 8).unwrap();
        suggestions.into_iter().map(|suggestion| (suggestion.kind, suggestion.words)).collect()
    }
}

fn ids(answer: &SearchAnswer, related: bool) -> String {
    let hits = answer.hits.iter().filter(|hit| hit.related == related);
    hits.map(|hit| hit.resource.as_str()).collect::<Vec<_>>().join(" ")
}

fn document(id: &str, language: &str, title: &str, text: &str) -> Document {
    Document {
        resource: ResourceId(id.into()),
        title: title.into(),
        kind: Kind::Leaflet,
        language: language.into(),
        pages: vec![IndexedPage {
            attachment: AttachmentId(format!("{id}-file")),
            page: Some(1),
            language: None,
            text: text.into(),
            headings: Vec::new(),
        }],
        ..Document::default()
    }
}

#[test]
fn words_that_mean_the_same_find_one_another() {
    let library = Library::of(vec![
        document("lay", "en", "Heart attack", "What happens in a heart attack."),
        document("clinical", "en", "Cardiology", "After a myocardial infarction rest is needed."),
        document("heart", "en", "Heart failure", "Living with heart failure."),
    ]);
    assert_eq!(library.found("heart attack"), "lay clinical heart");
    let mut both: Vec<String> = library.found("myocardial infarction").split(' ').map(str::to_owned).collect();
    both.sort();
    assert_eq!(both, ["clinical", "lay"]);
    assert!(library.answer("heart attack").understood_as.contains("also searched for “myocardial infarction”"));
    let passage = &library.answer("heart attack").hits[1].passages[0];
    let marked: Vec<String> = passage
        .highlights
        .iter()
        .map(|(from, to)| passage.snippet.chars().skip(*from as usize).take((to - from) as usize).collect())
        .collect();
    assert_eq!(marked, ["myocardial infarction"]);
}

#[test]
fn an_administrators_words_count_too() {
    let mut thesaurus = Thesaurus::built_in();
    thesaurus.add("the red book = personal child health record").unwrap();
    let library = Library::of(vec![document("record", "en", "Personal child health record", "Bring it along.")]);
    assert_eq!(library.found("red book"), "");
    let index = library.index.with_thesaurus(thesaurus);
    let answer = index.search(&SearchQuery { words: "the red book".into(), ..SearchQuery::default() }).unwrap();
    assert_eq!(ids(&answer, false), "record");
}

#[test]
fn british_and_american_spellings_and_numerals_are_one() {
    let library = Library::of(vec![
        document("anaemia", "en", "Anaemia", "Low iron and what to do about it."),
        document("type", "en", "Diabetes type 2", "The commoner type."),
    ]);
    assert_eq!(library.found("anemia"), "anaemia");
    assert_eq!(library.found("diabetes type ii"), "type");
    assert_eq!(library.answer("anemia").corrected, None);
}

#[test]
fn a_misspelt_word_is_chosen_by_its_neighbours_and_can_be_taken_as_typed() {
    let mut documents: Vec<Document> =
        (0..5).map(|n| document(&format!("year{n}"), "en", "Each year", "Every year again.")).collect();
    documents.push(document("yeast", "en", "Baking", "Nutritional yeast is tasty."));
    let library = Library::of(documents);
    let answer = library.answer("nutritional yeat");
    assert_eq!(answer.corrected.as_deref(), Some("nutritional yeast"));
    assert!(answer.understood_as.starts_with("showing results for “nutritional yeast”"), "{}", answer.understood_as);
    assert_eq!(answer.hits[0].resource.as_str(), "yeast");
    let exact = library.ask(SearchQuery { words: "nutritional yeat".into(), as_typed: true, ..SearchQuery::default() });
    assert_eq!(exact.corrected, None);
    assert!(exact.understood_as.contains("nothing was found for “yeat”"), "{}", exact.understood_as);
}

#[test]
fn initials_find_their_title() {
    let library = Library::of(vec![
        document("ehcp", "en", "Education, health and care plan", "For children with needs."),
        document("other", "en", "Elbow pain", "Rest it."),
    ]);
    let answer = library.answer("EHCP review");
    assert_eq!(answer.hits[0].resource.as_str(), "ehcp");
    let sen = Library::of(vec![document("salt", "en", "Speech and language therapy", "How it helps.")]);
    assert_eq!(sen.found("SLT"), "salt");
    assert!(sen.answer("SLT").understood_as.contains("“SLT” may be short for “speech and language therapy”"));
}

#[test]
fn a_word_that_is_nowhere_finds_words_like_it_and_says_so() {
    let library = Library::of(vec![document("cannabis", "en", "Cannabinoids", "What cannabinoids do.")]);
    let answer = library.answer("endocannabinoids");
    assert_eq!(ids(&answer, false), "cannabis");
    assert!(answer.understood_as.contains("is nowhere, so words like it were searched"), "{}", answer.understood_as);
    assert_eq!(library.answer("zzzzzzzz").total, 0);
}

#[test]
fn forms_of_a_word_meet_in_bengali_arabic_and_somali() {
    let library = Library::of(vec![
        document("bn", "bn", "স্বাস্থ্য", "হাসপাতালে শিশুদের টিকা দেওয়া হয়।"),
        document("ar", "ar", "لقاح", "اللقاحات في المستشفى متاحة للأطفال."),
        document("so", "so", "Daryeel", "Caafimaadka carruurta waa muhiim."),
    ]);
    for (words, found) in [
        ("হাসপাতাল", "bn"),
        ("শিশুর টীকা", "bn"),
        ("مستشفى", "ar"),
        ("لقاحات", "ar"),
        ("caafimaad", "so"),
        ("caafimaadku", "so"),
    ] {
        assert_eq!(library.found(words), found, "{words}");
        let hit = &library.answer(words).hits[0];
        assert!(hit.passages.iter().any(|passage| !passage.highlights.is_empty()), "{words}: {:?}", hit.passages);
    }
}

#[test]
fn accents_may_be_left_out_and_those_that_are_typed_count() {
    let library = Library::of(vec![
        document("plain", "pl", "Ulotka", "Sad jest za domem, a las za rzeka."),
        document("accented", "pl", "Ulotka", "Sąd jest za domem, a las za rzeka."),
    ]);
    assert_eq!(library.found("sąd"), "accented plain");
    let mut both: Vec<String> = library.found("sad").split(' ').map(str::to_owned).collect();
    both.sort();
    assert_eq!(both, ["accented", "plain"]);
}

#[test]
fn years_narrow_and_the_newer_of_equals_comes_first() {
    let mut documents: Vec<Document> =
        ["old", "new", "undated"].map(|id| document(id, "en", "Winter plan", "Plan for winter.")).to_vec();
    documents[0].years = Some((2015, 2016));
    documents[1].years = Some((2021, 2021));
    let library = Library::of(documents);
    assert!(library.found("winter plan").starts_with("new old"), "{}", library.found("winter plan"));
    assert_eq!(library.found("winter year:2021"), "new");
    assert_eq!(library.found("winter year:2016-2020"), "old");
    let asked = SearchQuery { words: "winter".into(), year: Some(2015), ..SearchQuery::default() };
    assert_eq!(ids(&library.ask(asked), false), "old");
}

#[test]
fn the_patients_language_comes_first_and_others_are_not_hidden() {
    let library = Library::of(vec![
        document("en", "en", "Flu vaccine", "The flu vaccine."),
        document("so", "so", "Tallaalka flu", "Flu waa cudur."),
    ]);
    for (prefer, found) in [("so", "so en"), ("en", "en so")] {
        let asked = SearchQuery { words: "flu".into(), prefer: Some(prefer.into()), ..SearchQuery::default() };
        assert_eq!(ids(&library.ask(asked), false), found);
    }
}

#[test]
fn an_answer_does_not_depend_on_the_way_that_led_to_what_is_there() {
    let texts =
        ["asthma inhaler spacer", "asthma clinic times", "falls at home", "home visits by a nurse", "plan for winter"];
    let last: Vec<Document> = (0..20)
        .map(|n| document(&format!("r{n:02}"), "en", &format!("Leaflet {}", n % 7), &texts[n % 5].repeat(1 + n % 3)))
        .collect();
    let fresh = Library::of(last.clone());
    let first = last.iter().map(|document| Document { title: "Clinic asthma winter visit".into(), ..document.clone() });
    let changed = Library::of(first.collect());
    for part in last.chunks(3) {
        let stamp = Stamp { revision: 2, serial: 2, library: "test".into() };
        changed.index.update(part.to_vec(), &[], &stamp).unwrap();
    }
    for words in ["asthma", "winter visit", "clinc", "leaflet 3", "home", "who visits at home in winter please"] {
        let told = |answer: SearchAnswer| (answer.understood_as, answer.total, answer.hits);
        assert_eq!(told(changed.answer(words)), told(fresh.answer(words)), "{words}");
    }
}

#[test]
fn one_file_listed_twice_is_shown_once() {
    let mut documents =
        vec![document("one", "en", "Falls", "Falls at home."), document("two", "en", "Falls again", "Falls at home.")];
    documents.iter_mut().for_each(|document| document.files = vec!["digest".into()]);
    let library = Library::of(documents);
    let answer = library.answer("falls home");
    assert_eq!((answer.total, answer.hits.len()), (2, 1));
    assert_eq!(answer.hits[0].same_as.len(), 1);
}

#[test]
fn related_resources_come_last_and_are_not_counted() {
    let subject =
        "Wheezing children need their inhaler and spacer every morning; pollen and cold air narrow the airways.";
    let mut documents = vec![
        document("asthma", "en", "Asthma", &format!("Asthma. {subject}")),
        document("related", "en", "Breathing well", subject),
    ];
    documents
        .extend((0..30).map(|n| document(&format!("x{n}"), "en", "Other", &format!("Number {n} about paying rent."))));
    let library = Library::of(documents);
    let answer = library.answer("asthma");
    assert_eq!((answer.total, ids(&answer, false), ids(&answer, true)), (1, "asthma".to_owned(), "related".to_owned()));
    for words in ["\"asthma\"", "zzzzzzzz", "asthma -wheezing"] {
        assert_eq!(ids(&library.answer(words), true), "", "{words}");
    }
}

#[test]
fn why_says_where_the_words_stand() {
    let library = Library::of(vec![document("flu", "en", "Flu vaccine", "Side effects are mild.")]);
    let asked = SearchQuery { words: "flu effects".into(), explain: true, ..SearchQuery::default() };
    let why = library.ask(asked).hits.remove(0).why;
    assert!(why.iter().any(|line| line.starts_with("“flu”") && line.ends_with("in the title")), "{why:?}");
    assert!(why.iter().any(|line| line.starts_with("“effects”") && line.ends_with("on page 1")), "{why:?}");
    assert!(library.answer("flu").hits[0].why.is_empty());
}

#[test]
fn suggestions_are_titles_topics_and_words_that_go_on() {
    let mut flu = document("flu", "en", "Flu vaccine", "Vaccination against flu. Vaccination helps.");
    flu.topics = vec!["Vaccinations".into()];
    let library = Library::of(vec![
        flu,
        document("vaccine", "en", "Vaccines for travel", "Ask about vaccination before you go."),
        document("gone", "en", "Other", "Nothing of note."),
    ]);
    let suggested = library.suggested("vacc");
    assert_eq!(suggested[0], (SuggestionKind::Title, "Vaccines for travel".to_owned()));
    assert!(suggested.contains(&(SuggestionKind::Title, "Flu vaccine".to_owned())));
    assert!(suggested.contains(&(SuggestionKind::Topic, "Vaccinations".to_owned())), "{suggested:?}");
    assert!(suggested.contains(&(SuggestionKind::Word, "vaccination".to_owned())), "{suggested:?}");
    assert!(library.suggested("").is_empty() && library.suggested(" … ").is_empty());
    // After another word only what follows it somewhere.
    let after = library.suggested("about vacc");
    assert!(after.contains(&(SuggestionKind::Word, "about vaccination".to_owned())), "{after:?}");
    assert!(library.suggested("travel vacc").iter().all(|(kind, _)| *kind != SuggestionKind::Word));
}
