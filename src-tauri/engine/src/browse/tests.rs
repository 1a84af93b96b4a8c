//! What the list shows, of real libraries.

use catalogue::{Choice, Facts, Kind, ListFilter, PageText, Resource, ResourceState, SearchQuery, TextQuality};
use store::StoredText;

use super::*;
use crate::testing::{confirmed, library};

fn asked(words: &str) -> SearchQuery {
    SearchQuery { words: words.to_owned(), ..SearchQuery::default() }
}

fn ids(resources: &[Listed]) -> Vec<&ResourceId> {
    resources.iter().map(|listed| &listed.resource.id).collect()
}

/// Writes this resource as a refresh would.
fn revise(library: &Library, resource: &Resource) {
    let upserts = std::slice::from_ref(resource);
    library.store().apply(&store::NewRevision { at: library.now(), upserts, ..store::NewRevision::default() }).unwrap();
}

#[test]
fn without_words_the_list_is_found_page_by_page_as_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "");
    let all = library.list(&ListFilter::default()).unwrap();
    let found = library.find(&SearchQuery { limit: 3, ..asked("  ") }).unwrap();
    assert_eq!(found.answer, None);
    assert_eq!(found.total as usize, all.len());
    assert_eq!(
        found.resources.iter().map(|listed| &listed.resource).collect::<Vec<_>>(),
        all[..3].iter().collect::<Vec<_>>()
    );
    let kind = all.last().unwrap().kind;
    let narrowed = library.find(&SearchQuery { kind: Some(kind), limit: 1000, ..asked("") }).unwrap();
    assert_eq!(narrowed.total as usize, all.iter().filter(|resource| resource.kind == kind).count());
    assert!(narrowed.resources.iter().all(|listed| listed.resource.kind == kind));
}

#[test]
fn with_words_all_that_the_answer_names_is_at_hand() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "");
    let found = library.find(&asked("health")).unwrap();
    let answer = found.answer.unwrap();
    assert!(answer.total > 0, "the starter content speaks of health");
    assert_eq!(found.total, answer.total);
    let named: Vec<_> = answer.hits.iter().flat_map(|hit| std::iter::once(&hit.resource).chain(&hit.same_as)).collect();
    assert_eq!(ids(&found.resources), named);
    assert!(found.resources.iter().all(|listed| listed.resource.trust.is_some()));
}

#[test]
fn filters_hold_for_what_is_found_and_tell_what_would_be_without_them() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "");
    let all = library.find(&SearchQuery { limit: 1000, ..asked("health") }).unwrap();
    let free = library.choices(&asked("health")).unwrap();
    assert_eq!(free.without.kind, all.total);
    assert_eq!(free.kinds.iter().map(|choice| choice.count).sum::<u32>(), all.total);
    for narrow in [
        SearchQuery { here: true, ..asked("health") },
        SearchQuery { with_text: true, ..asked("health") },
        SearchQuery { topic: Some("no such topic".to_owned()), ..asked("health") },
    ] {
        assert_eq!(library.find(&narrow).unwrap().total, 0, "of the starter content no file is here: {narrow:?}");
        let choices = library.choices(&narrow).unwrap();
        let order = |choices: &Choices| choices.kinds.iter().map(|choice| choice.value).collect::<Vec<_>>();
        assert_eq!(order(&choices), order(&free), "nothing moves");
        assert!(choices.kinds.iter().all(|choice| choice.count == 0));
        assert_eq!(choices.without.kind, 0);
        let without = [choices.without.topic, choices.without.with_text, choices.without.here];
        assert_eq!(without.iter().filter(|count| **count == all.total).count(), 1, "{narrow:?}");
    }
    let strange = library.choices(&SearchQuery { topic: Some("no such topic".to_owned()), ..asked("") }).unwrap();
    assert!(strange.topics.contains(&Choice { value: "no such topic".to_owned(), count: 0 }), "the chosen one stays");
}

#[test]
fn each_value_counts_what_it_would_leave() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "");
    for query in [asked(""), asked("health"), SearchQuery { kind: Some(Kind::Strategy), ..asked("") }] {
        let choices = library.choices(&query).unwrap();
        let total = |query| library.find(&query).unwrap().total;
        for Choice { value, count } in choices.kinds {
            assert_eq!(total(SearchQuery { kind: Some(value), ..query.clone() }), count, "{value:?}");
        }
        for Choice { value, count } in choices.languages {
            assert_eq!(total(SearchQuery { language: Some(value), ..query.clone() }), count);
        }
        for Choice { value, count } in choices.topics {
            assert_eq!(total(SearchQuery { topic: Some(value), ..query.clone() }), count);
        }
        assert_eq!(total(SearchQuery { with_text: true, ..query.clone() }), choices.with_text);
        assert_eq!(total(SearchQuery { here: true, ..query.clone() }), choices.here);
        assert_eq!(total(SearchQuery { kind: None, ..query }), choices.without.kind);
    }
}

#[test]
fn what_changed_is_followed_without_being_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let library = confirmed(folder.path());
    library.bring_index_up_to_date().unwrap();
    let holdings = library.holdings().unwrap();
    assert!(!holdings.only_starter);
    let here = SearchQuery { here: true, ..asked("sample leaflet of the test") };
    let found = library.find(&here).unwrap();
    assert_eq!(found.total, 1);
    // Its text was not read yet.
    assert_eq!(library.find(&SearchQuery { with_text: true, ..here.clone() }).unwrap().total, 0);

    let mut first = found.resources[0].resource.clone();
    let file = first.attachments[0].sha256.clone().unwrap();
    let serial = library.store().serial().unwrap();
    let text = StoredText {
        media_type: "text/html".into(),
        pages: vec![PageText::new(None, "Wobbly zeppelins.")],
        page_count: None,
        quality: TextQuality::Good,
        language: Some("en".into()),
        problem: None,
        problem_code: None,
        title: None,
        facts: Facts::default(),
        bookmarks: Vec::new(),
    };
    library.store().put_text(&file, extract::VERSION, &text).unwrap();
    assert!(library.store().serial().unwrap() > serial);
    library.bring_index_up_to_date().unwrap();
    assert_eq!(library.find(&SearchQuery { with_text: true, ..here.clone() }).unwrap().total, 1);

    first = library.plain_resource(&first.id).unwrap();
    first.state = ResourceState::Withdrawn;
    first.withdrawn_on = Some(library.now());
    revise(&library, &first);
    library.bring_index_up_to_date().unwrap();
    assert_eq!(library.find(&here).unwrap().total, 0);
    let after = library.holdings().unwrap();
    assert_eq!((after.resources, after.withdrawn), (holdings.resources - 1, holdings.withdrawn + 1));
    let last = library.find(&SearchQuery { withdrawn: true, limit: 1000, ..asked("") }).unwrap();
    assert_eq!(ids(&last.resources).last(), Some(&&first.id), "the withdrawn come last");
}

#[test]
fn the_patients_language_comes_first_and_a_translation_is_one_step_away() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), "");
    let all = library.list(&ListFilter::default()).unwrap();
    let [one, .., other] = &all[..] else { panic!("the starter content is too small") };
    let one = Resource { title: "Flu jab".into(), language: "en".into(), ..one.clone() };
    let other = Resource { title: "Flu jab (Somali)".into(), language: "so".into(), ..other.clone() };
    revise(&library, &one);
    revise(&library, &other);
    let found = library.find(&SearchQuery { prefer: Some("so".into()), limit: 1000, ..asked("") }).unwrap();
    assert_eq!(ids(&found.resources)[0], &other.id);
    let before: Vec<_> = all.iter().map(|resource| &resource.id).filter(|id| **id != other.id).collect();
    assert_eq!(ids(&found.resources)[1..], before, "the others stay in their order");
    let listed = library.listed(&[one.id.clone(), "nowhere".into(), other.id.clone()]).unwrap();
    let ways: Vec<_> = listed.iter().map(|listed| (&listed.resource.id, &listed.translations[0].id)).collect();
    assert_eq!(ways, [(&one.id, &other.id), (&other.id, &one.id)]);
    assert!(library.holdings().unwrap().languages.contains(&"so".to_owned()));
}
