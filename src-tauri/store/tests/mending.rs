//! Rows that are mended in place, and those that are not.

mod support;

use std::path::Path;
use std::time::Duration;

use store::{Mended, Store, WriteLock};
use support::{Everything, at, damage, everything, filled};

/// What is to be seen after mending.
#[derive(Debug, Clone, Copy, PartialEq)]
enum After {
    /// All as before.
    Same,
    /// Some of it is forgotten.
    Texts,
    Answers,
}

/// Words in a row of each table, and what becomes of the row where there is a copy.
const CASES: &[(&str, &str, After)] = &[
    ("a page of a text", " page 4 ", After::Texts),
    ("a text", "The title of the text", After::Texts),
    ("answers and a part", "\"v1\"", After::Answers),
    ("a setting", "offline", After::Same),
    ("a resource", "Resource 41The first words. ", After::Same),
    ("a revision of a resource", "\"title\":\"Resource 41\"", After::Same),
    ("an attachment", "https://example.org/41/1.pdfDownload", After::Same),
    ("files of attachments", "application/pdf2023-11-14", After::Same),
    ("the partnership's page", "{\"vision\":\"Well. Well.", After::Same),
    ("the record of refreshes", "\"requests\":9", After::Same),
];

fn damaged(folder: &Path, words: &str) -> Store {
    damage(&folder.join("catalogue.sqlite"), words);
    Store::open(folder).unwrap()
}

fn assert_after(case: &str, after: After, found: &Everything, before: &Everything) {
    assert_eq!(found.library, before.library, "{case}");
    assert!(found.histories == before.histories && found.files == before.files, "{case}");
    assert!(found.about == before.about && found.refreshes == before.refreshes, "{case}");
    assert_eq!(found.settings, before.settings, "{case}");
    let is_forgotten = found.texts.iter().zip(&before.texts).any(|(found, before)| found.is_none() && before.is_some());
    let is_kept = found.texts.iter().zip(&before.texts).all(|(found, before)| found.is_none() || found == before);
    assert!(is_kept && is_forgotten == (after == After::Texts), "{case}");
    assert_eq!(found.resources == before.resources, after != After::Texts, "{case}");
    assert_eq!(found.snapshots == before.snapshots, after != After::Answers, "{case}");
}

#[test]
fn damaged_rows_come_from_the_copy_or_are_forgotten() {
    for (case, words, after) in CASES {
        let folder = tempfile::tempdir().unwrap();
        let store = filled(folder.path());
        store.back_up().unwrap();
        let before = everything(&store);
        drop(store);
        let store = damaged(folder.path(), words);
        let found = store.check().unwrap();
        assert!(!found.problems.is_empty(), "{case}");
        let mended = store.mend(&found).unwrap();
        assert!(mended.mended > 0 && !mended.needs_recovery, "{case}: {mended:?} {:?}", found.problems);
        assert_eq!(store.check().unwrap().problems, [], "{case}");
        assert_after(case, *after, &everything(&store), &before);
        assert_eq!(store.mend(&store.check().unwrap()).unwrap(), Mended::default(), "{case}");
    }
}

#[test]
fn without_a_copy_the_catalogue_is_made_again_where_rows_cannot_be_forgotten() {
    for (case, words, after) in CASES {
        let folder = tempfile::tempdir().unwrap();
        let store = filled(folder.path());
        drop(store);
        let store = damaged(folder.path(), words);
        let mended = store.mend(&store.check().unwrap()).unwrap();
        let can_be_forgotten = matches!(after, After::Texts | After::Answers) || *case == "a setting";
        assert_eq!(mended.needs_recovery, !can_be_forgotten, "{case}");
        if mended.needs_recovery {
            let lock = WriteLock::acquire(folder.path(), Duration::ZERO).unwrap();
            store.recover_open(&lock, at(100)).unwrap();
        }
        assert_eq!(store.check().unwrap().problems, [], "{case}");
        assert_eq!(store.all_resources().unwrap().len(), 60, "{case}");
    }
}

#[test]
fn what_cannot_be_mended_in_place_is_told() {
    for (case, words) in [
        ("an address, which an index has too", "https://example.org/list?page=3https://"),
        ("a rule of a table, which no row breaks yet", "withdrawn')),"),
        ("a comment in the schema", "in the list of its source"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = filled(folder.path());
        store.back_up().unwrap();
        let before = everything(&store);
        drop(store);
        let store = damaged(folder.path(), words);
        let mended = store.mend(&store.check().unwrap()).unwrap();
        assert_eq!(mended, Mended { mended: 0, needs_recovery: true }, "{case}");
        let lock = WriteLock::acquire(folder.path(), Duration::ZERO).unwrap();
        assert_eq!(store.recover_open(&lock, at(100)).unwrap().rows_lost, 0, "{case}");
        assert_eq!(store.check().unwrap().problems, [], "{case}");
        assert!(everything(&store).resources == before.resources, "{case}");
    }
}

#[test]
fn a_damaged_copy_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    store.back_up().unwrap();
    damage(&folder.path().join("catalogue.copy.sqlite"), "Resource 41");
    let found = store.check().unwrap();
    assert_eq!(found.problems[0].code, "copy_damaged");
    assert_eq!(store.mend(&found).unwrap(), Mended { mended: 1, needs_recovery: false });
    assert_eq!(store.check().unwrap().problems, []);
}
