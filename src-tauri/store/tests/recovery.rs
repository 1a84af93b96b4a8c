//! What a recovery keeps, from where, and what it lets be asked for again.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use catalogue::{AttachmentState, Resource};
use store::{NewRevision, RecoveredFrom, Recovery, Snapshot, Store, StoreError, WriteLock};
use support::{at, bring, damage, everything, filled, hash, resource, snapshot};

fn recover(folder: &Path) -> Result<Recovery, StoreError> {
    let lock = WriteLock::acquire(folder, Duration::from_secs(5)).unwrap();
    Store::recover(folder, &lock, at(100))
}

fn apply(store: &Store, resources: &[Resource]) {
    store.apply(&NewRevision { at: at(20), upserts: resources, ..NewRevision::default() }).unwrap();
}

fn catalogue_in(folder: &Path) -> PathBuf {
    folder.join("catalogue.sqlite")
}

#[test]
fn a_whole_catalogue_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let expected = everything(&filled(folder.path()));
    let before = fs::read(catalogue_in(folder.path())).unwrap();
    let recovery = recover(folder.path()).unwrap();
    assert_eq!((recovery.from, recovery.set_aside), (RecoveredFrom::Untouched, vec![]));
    assert!(recovery.rows_kept > 300);
    assert!(fs::read(catalogue_in(folder.path())).unwrap() == before);
    assert_eq!(everything(&Store::open(folder.path()).unwrap()), expected);
}

#[test]
fn what_is_whole_stays_new_and_only_what_is_not_comes_from_the_older_copy() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    store.back_up().unwrap();
    let old = everything(&store);
    // One goes from the list of its resource; nobody may bring it back.
    let mut one = store.resource(&resource(55, "").id).unwrap().unwrap();
    let unlisted = one.attachments.pop().unwrap();
    one.summary = "Unlisted since.".into();
    let mut two = store.resource(&resource(41, "").id).unwrap().unwrap();
    two.summary = "These words will be damaged.".into();
    let new = resource(70, "New since the copy.");
    apply(&store, &[one.clone(), two.clone(), new.clone()]);
    bring(&store, &new.attachments[0], b"new", 2);
    let newest = everything(&store);
    drop(store);
    damage(&catalogue_in(folder.path()), "Resource 41These words will be damaged.");

    let recovery = recover(folder.path()).unwrap();
    assert_eq!(recovery.from, RecoveredFrom::RowsAndCopy);
    assert_eq!((recovery.rows_from_copy, recovery.rows_lost, recovery.texts_to_read), (1, 0, 0));
    assert!(recovery.set_aside[0].starts_with(folder.path().join("set-aside")));
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.check().unwrap().problems, []);
    let found = everything(&store);
    for resource in &newest.resources {
        let now = store.resource(&resource.id).unwrap().unwrap();
        if resource.id == two.id {
            assert_eq!(now.summary, old.resources.iter().find(|old| old.id == two.id).unwrap().summary);
        } else {
            assert_eq!(&now, resource);
        }
    }
    assert_eq!(found.resources.len(), newest.resources.len());
    assert_eq!(store.attachment(&unlisted.id).unwrap(), None);
    assert_eq!(found.histories, newest.histories, "the revision with the lost words is in the history still");
    assert_eq!(found.texts, newest.texts);
    assert_eq!(found.snapshots, newest.snapshots, "that table is whole: its answers are the last ones");
    assert_eq!((&found.library, found.revision), (&newest.library, newest.revision));
    assert!(found.serial > newest.serial);
    assert_eq!(store.changed_since(newest.serial).unwrap().len(), found.resources.len(), "all is indexed again");
    assert_eq!(store.setting("recovered_at").unwrap(), Some(at(100).to_string()));
    assert!(store.part("https://example.org/half.pdf").unwrap().is_none());
}

#[test]
fn an_answer_from_before_is_not_taken_for_the_last_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    store.back_up().unwrap();
    let [with, without, other] = ["3", "4", "5"].map(|page| format!("https://example.org/list?page={page}"));
    let old = store.snapshot(&with).unwrap().unwrap();
    let unvalidated = Snapshot { etag: None, ..store.snapshot(&without).unwrap().unwrap() };
    store.put_snapshot(&unvalidated).unwrap();
    store.back_up().unwrap();
    for (url, etag) in [(&with, Some("\"v2\"".to_owned())), (&without, None)] {
        let page = snapshot(url, hash(b"a new page"), Some(b"a new page".into()));
        store.put_snapshot(&Snapshot { etag, ..page }).unwrap();
    }
    let untouched = store.snapshot(&other).unwrap();
    drop(store);
    damage(&catalogue_in(folder.path()), "a new page");
    recover(folder.path()).unwrap();
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.snapshot(&with).unwrap(), Some(old), "asked by its validators, the site has something newer");
    assert_eq!(store.snapshot(&without).unwrap(), None, "asked for without conditions");
    assert_eq!(store.snapshot(&other).unwrap(), untouched);
}

#[test]
fn a_text_that_may_lack_its_end_is_read_again_from_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    store.back_up().unwrap();
    let new = resource(70, "New since the copy.");
    apply(&store, std::slice::from_ref(&new));
    bring(&store, &new.attachments[0], b"new", 3);
    let before = everything(&store);
    drop(store);
    damage(&catalogue_in(folder.path()), &format!("{} page 2", hash(b"new")));
    let recovery = recover(folder.path()).unwrap();
    assert_eq!((recovery.rows_lost, recovery.texts_to_read), (1, 1));
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.check().unwrap().problems, []);
    assert_eq!(store.text(&hash(b"new")).unwrap(), None);
    let unread = store.without_text(1).unwrap();
    assert_eq!(unread.iter().map(|file| file.sha256.as_str()).collect::<Vec<_>>(), [hash(b"new")]);
    assert_eq!(store.attachment(&new.attachments[0].id).unwrap().unwrap().1.pages, None);
    let found = everything(&store);
    let other_texts = |texts: &[Option<store::StoredText>]| texts.iter().flatten().count();
    assert_eq!(other_texts(&found.texts) + 1, other_texts(&before.texts), "the copy has the others");
}

#[test]
fn without_a_copy_the_history_gives_what_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    let expected = everything(&store);
    let lost = store.resource(&resource(20, "").id).unwrap().unwrap();
    drop(store);
    // Its row; and those of both its attachments.
    damage(&catalogue_in(folder.path()), "Resource 20Other words.");
    for name in ["1.pdf", "2.pdf"] {
        damage(&catalogue_in(folder.path()), &format!("https://example.org/20/{name}Download"));
    }
    let recovery = recover(folder.path()).unwrap();
    assert_eq!((recovery.from, recovery.rows_lost), (RecoveredFrom::Rows, 0));
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.check().unwrap().problems, []);
    let found = store.resource(&lost.id).unwrap().unwrap();
    assert_eq!(found.attachments, lost.attachments);
    assert_eq!(Resource { last_confirmed: lost.last_confirmed, ..found }, lost, "but for when it was last confirmed");
    assert_eq!(everything(&store).histories.len(), expected.histories.len());
    assert_eq!(store.all_resources().unwrap().len(), expected.resources.len());
}

#[test]
fn where_nothing_is_left_the_library_is_empty_and_its_files_stay() {
    for with_a_log in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let store = filled(folder.path());
        let kept = store.files().all().unwrap().count();
        let id = store.library_id().unwrap();
        drop(store);
        fs::write(catalogue_in(folder.path()), b"<!doctype html>".repeat(5000)).unwrap();
        if with_a_log {
            fs::write(folder.path().join("catalogue.sqlite-wal"), b"noise").unwrap();
        }
        assert!(matches!(Store::open(folder.path()), Err(StoreError::Damaged(_))));
        let recovery = recover(folder.path()).unwrap();
        assert_eq!(recovery.from, RecoveredFrom::Nothing);
        let names: Vec<_> = recovery.set_aside.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
        assert!(names[0].ends_with("Z-catalogue.sqlite") && (names.len() > 1) == with_a_log, "{names:?}");
        assert_eq!(fs::read(&recovery.set_aside[0]).unwrap(), b"<!doctype html>".repeat(5000));
        let store = Store::open(folder.path()).unwrap();
        assert_ne!(store.library_id().unwrap(), id);
        assert_eq!(store.check().unwrap().problems, []);
        let one = resource(0, "Words");
        apply(&store, std::slice::from_ref(&one));
        assert_eq!(store.files().all().unwrap().count(), kept);
        bring(&store, &one.attachments[0], &[0; 4], 1);
        assert_eq!(store.files().all().unwrap().count(), kept, "taken up again");
    }
}

#[test]
fn counters_never_go_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    store.back_up().unwrap();
    apply(&store, &[resource(70, "New since the copy.")]);
    let (id, revision, serial) = (store.library_id().unwrap(), store.revision().unwrap(), store.serial().unwrap());
    drop(store);
    // The library's own row is lost: its id and counters are those of the copy.
    let mut bytes = fs::read(catalogue_in(folder.path())).unwrap();
    for at in (0..bytes.len() - 16).rev().filter(|at| &bytes[*at..at + 16] == id.as_bytes()).collect::<Vec<_>>() {
        bytes[at] ^= 1;
    }
    fs::write(catalogue_in(folder.path()), bytes).unwrap();
    assert!(matches!(Store::open(folder.path()), Err(StoreError::Damaged(_))));
    recover(folder.path()).unwrap();
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.library_id().unwrap(), id);
    assert!(store.revision().unwrap() > revision && store.serial().unwrap() > serial + 1000);
    assert!(store.resource(&resource(70, "").id).unwrap().is_some());
    assert!(store.back_up().unwrap());
}

#[test]
fn a_catalogue_that_is_gone_comes_back_from_its_copy() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    store.back_up().unwrap();
    let expected = everything(&store);
    drop(store);
    fs::remove_file(catalogue_in(folder.path())).unwrap();
    assert!(matches!(Store::open(folder.path()), Err(StoreError::Damaged(_))));
    let recovery = recover(folder.path()).unwrap();
    assert_eq!((recovery.from, recovery.rows_lost, recovery.set_aside), (RecoveredFrom::Copy, 0, vec![]));
    let found = everything(&Store::open(folder.path()).unwrap());
    assert_eq!((found.resources, found.histories), (expected.resources, expected.histories));
    assert_eq!((found.texts, found.files), (expected.texts, expected.files));
}

#[test]
fn another_librarys_copy_gives_nothing() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let stranger = filled(other.path());
    apply(&stranger, &[resource(99, "A stranger's")]);
    stranger.back_up().unwrap();
    let store = filled(folder.path());
    let expected = everything(&store);
    drop(store);
    fs::copy(other.path().join("catalogue.copy.sqlite"), folder.path().join("catalogue.copy.sqlite")).unwrap();
    damage(&catalogue_in(folder.path()), "Resource 41");
    recover(folder.path()).unwrap();
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.library_id().unwrap(), expected.library);
    assert_eq!(store.resource(&resource(99, "").id).unwrap(), None);
}

#[test]
fn a_newer_programs_library_is_not_recovered() {
    let folder = tempfile::tempdir().unwrap();
    drop(filled(folder.path()));
    let newer = rusqlite::Connection::open(catalogue_in(folder.path())).unwrap();
    newer.execute_batch("PRAGMA user_version = 4711; CREATE TABLE of_tomorrow (a)").unwrap();
    drop(newer);
    let before = fs::read(catalogue_in(folder.path())).unwrap();
    assert!(matches!(recover(folder.path()), Err(StoreError::NewerLibrary { found: 4711, .. })));
    assert!(fs::read(catalogue_in(folder.path())).unwrap() == before);
    assert!(!folder.path().join("set-aside").exists());
}

#[test]
fn an_open_store_is_recovered_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    store.back_up().unwrap();
    let expected = everything(&store);
    drop(store);
    damage(&catalogue_in(folder.path()), "Resource 41");
    let store = Store::open(folder.path()).unwrap();
    assert!(!store.check().unwrap().problems.is_empty());
    let lock = WriteLock::acquire(folder.path(), Duration::ZERO).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| (0..20).for_each(|_| assert_eq!(store.status_counts().unwrap().resources, 60)));
        }
        let recovery = store.recover_open(&lock, at(100)).unwrap();
        assert_eq!(recovery.rows_lost, 0);
    });
    assert_eq!(everything(&store).resources, expected.resources);
    assert_eq!(store.check().unwrap().problems, []);
    apply(&store, &[resource(70, "New")]);
    let here = |store: &Store| {
        let all = store.all_resources().unwrap();
        all.iter().filter(|one| one.attachments[0].state == AttachmentState::Here).count()
    };
    assert_eq!(here(&store), 24);
    assert_eq!(Store::open(folder.path()).unwrap().all_resources().unwrap().len(), 61);
}
