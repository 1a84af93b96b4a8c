//! A full disk: what was there stays readable, also by a program that is started only then, and goes on when there is
//! room again.
//!
//! Each test runs itself a second time in a namespace of its own, where it may mount a disk of a few megabytes. Where the
//! system does not allow that, the test says so and is skipped.
#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::path::Path;
use std::time::Duration;

use catalogue::{
    Attachment, AttachmentCounts, AttachmentId, AttachmentState, Kind, Outcome, PageText, RefreshReport, Resource,
    ResourceCounts, ResourceId, ResourceState, TextQuality, Timestamp,
};
use store::{Arrived, NewRevision, Snapshot, Store, StoreError, StoredText, WriteLock};
use support::{fill, first_format, hash, small_disk};

fn resource(number: usize) -> Resource {
    let id = ResourceId::mint(&"example".into(), &number.to_string(), 0);
    let attachment = Attachment {
        id: AttachmentId::mint(&id, "1.pdf"),
        url: format!("https://example.org/{number}.pdf"),
        label: "Download".into(),
        media_type: String::new(),
        size_bytes: 0,
        sha256: None,
        state: AttachmentState::Pending,
        pages: None,
        text: TextQuality::None,
        language: None,
        problem: None,
    };
    Resource {
        id,
        title: format!("Resource {number}"),
        summary: "Words about looking after yourself. ".repeat(20),
        kind: Kind::Leaflet,
        kind_is_guess: true,
        topics: Vec::new(),
        language: "en".into(),
        source: "example".into(),
        page_url: "https://example.org/".into(),
        date: None,
        state: ResourceState::Current,
        first_seen: Timestamp::UNIX_EPOCH,
        last_confirmed: None,
        last_changed: Timestamp::UNIX_EPOCH,
        withdrawn_on: None,
        from_starter: false,
        trust: None,
        attachments: vec![attachment],
        links: Vec::new(),
    }
}

fn resources(numbers: std::ops::Range<usize>) -> Vec<Resource> {
    numbers.map(resource).collect()
}

fn apply(store: &Store, resources: &[Resource]) -> Result<(), StoreError> {
    store.apply(&NewRevision { upserts: resources, ..NewRevision::default() }).map(|_| ())
}

fn disk_is_full<T: std::fmt::Debug>(said: Result<T, StoreError>, what: &str) {
    assert!(matches!(said, Err(StoreError::Full)), "{what}: {said:?}");
}

/// What a search and the window ask of the store.
fn everything_read(store: &Store) -> (u64, Vec<Resource>, Option<StoredText>, bool) {
    let all = store.all_resources().unwrap();
    let text = all.iter().find_map(|resource| resource.attachments[0].sha256.as_deref());
    let text = text.and_then(|sha256| store.text(sha256).unwrap());
    store.status_counts().unwrap();
    store.setting("last_success").unwrap();
    store.about().unwrap();
    store.files().bytes().unwrap();
    (store.revision().unwrap() + store.serial().unwrap(), all, text, store.has_unread_files(1).unwrap())
}

fn text(words: &str) -> StoredText {
    StoredText {
        media_type: "application/pdf".into(),
        pages: vec![PageText::new(Some(1), words)],
        page_count: Some(1),
        quality: TextQuality::Good,
        language: None,
        problem: None,
        problem_code: None,
        title: None,
        facts: catalogue::Facts::default(),
        bookmarks: Vec::new(),
    }
}

/// A file in a part, whole, for this attachment.
fn arrived(store: &Store, resource: &Resource, bytes: &[u8]) -> Result<Arrived, StoreError> {
    let attachment = &resource.attachments[0];
    let part = store.begin_part(&attachment.url, None, None, Timestamp::UNIX_EPOCH)?.path;
    fs::write(&part, bytes).map_err(|_| StoreError::Full)?;
    store.checkpoint_part(&attachment.url, bytes.len() as u64, &hash(bytes))?;
    let snapshot = Snapshot {
        url: attachment.url.clone(),
        etag: None,
        last_modified: None,
        sha256: hash(bytes),
        fetched_at: Timestamp::UNIX_EPOCH,
        body: None,
        content_type: None,
        final_url: attachment.url.clone(),
    };
    Ok(Arrived {
        ids: vec![attachment.id.clone()],
        part,
        sha256: hash(bytes),
        size_bytes: bytes.len() as u64,
        media_type: "application/pdf".into(),
        snapshot,
    })
}

/// A library with a file and its text, a copy, and a part.
fn filled(folder: &Path) -> Store {
    let store = Store::open(folder).unwrap();
    let all = resources(0..20);
    apply(&store, &all).unwrap();
    let file = arrived(&store, &all[0], b"the first file").unwrap();
    store.files_arrived(std::slice::from_ref(&file)).unwrap();
    store.put_text(&file.sha256, 1, &text("Words of the first file")).unwrap();
    store.back_up().unwrap();
    store
}

#[test]
fn every_call_that_writes_says_that_the_disk_is_full() {
    let Some(disk) = small_disk("every_call_that_writes_says_that_the_disk_is_full", 4) else { return };
    let folder = disk.join("library");
    let store = filled(&folder);
    let whole = arrived(&store, &resource(1), b"the second file").unwrap();
    let half = arrived(&store, &resource(2), b"half of the third").unwrap().snapshot.url;
    let before = everything_read(&store);
    let copy = fs::read(folder.join("catalogue.copy.sqlite")).unwrap();
    store.set_setting("last_code", Some("of a change that is not in the copy")).unwrap();
    // The log has some room of its own left; after this nothing is.
    let filler = fill(&disk, 0);
    let mut rounds = 0;
    while store.set_setting("last_attempt", Some(&"x".repeat(rounds * 50))).is_ok() {
        rounds += 1;
    }
    let report = RefreshReport {
        outcome: Outcome::Stopped,
        code: Some("disk_full".into()),
        message: None,
        revision: 1,
        resources: ResourceCounts::default(),
        attachments: AttachmentCounts::default(),
        requests: 0,
        bytes_received: 0,
        problems: Vec::new(),
        losses: Vec::new(),
        sources: Vec::new(),
        next_attempt: None,
    };
    let epoch = Timestamp::UNIX_EPOCH;
    let url = [whole.snapshot.url.clone()];
    let [id] = [&whole.ids[0]];
    disk_is_full(apply(&store, &resources(20..40)), "apply");
    disk_is_full(store.confirm(epoch, &[resource(0).id], false, &[]), "confirm");
    disk_is_full(store.files_arrived(std::slice::from_ref(&whole)), "files_arrived");
    disk_is_full(store.put_texts(&[(hash(b"the second file"), text("words"))], 1), "put_texts");
    disk_is_full(store.addresses_checked(&url, epoch), "addresses_checked");
    disk_is_full(store.attachment_failed(id, "why"), "attachment_failed");
    disk_is_full(store.file_lost(&hash(b"the first file")), "file_lost");
    disk_is_full(store.forget_text(&hash(b"the first file")), "forget_text");
    disk_is_full(store.record_refresh(&report, epoch, epoch), "record_refresh");
    disk_is_full(store.begin_part("https://a", None, None, epoch), "begin_part");
    disk_is_full(store.checkpoint_part(&half, 4, &hash(b"half")), "checkpoint_part");
    disk_is_full(store.end_part(&half), "end_part");
    disk_is_full(store.back_up(), "back_up");
    assert_eq!(fs::read(folder.join("catalogue.copy.sqlite")).unwrap(), copy);
    assert!(!folder.join("catalogue.copy.new").exists());

    assert_eq!(everything_read(&store), before, "in the same program");
    assert_eq!(everything_read(&Store::open(&folder).unwrap()), before, "in another");
    drop(store);
    let store = Store::open(&folder).unwrap();
    assert_eq!(everything_read(&store), before, "opened again");
    fs::remove_file(filler).unwrap();
    // Put in place before there was no room for its row.
    store.files_arrived(&[whole]).unwrap();
    apply(&store, &resources(20..40)).unwrap();
    assert!(store.back_up().unwrap());
    assert_eq!(store.check().unwrap().problems, []);
    assert_eq!(store.all_resources().unwrap().len(), 40);
}

#[test]
fn a_disk_that_fills_up_at_any_moment_leaves_whole_changes() {
    let Some(disk) = small_disk("a_disk_that_fills_up_at_any_moment_leaves_whole_changes", 6) else { return };
    for leave in (0..40).map(|step| step * 12 * 1024) {
        let folder = disk.join(leave.to_string());
        let store = filled(&folder);
        let filler = fill(&disk, leave);
        let mut done = 0;
        let mut work = || -> Result<(), StoreError> {
            for round in 1..10 {
                apply(&store, &resources(round * 20..round * 20 + 20))?;
                done = round * 20;
                let file = arrived(&store, &resource(round * 20), &[round as u8; 9000])?;
                store.files_arrived(std::slice::from_ref(&file))?;
                store.put_text(&file.sha256, 1, &text(&"words ".repeat(3000)))?;
                store.back_up()?;
            }
            Ok(())
        };
        match work() {
            Ok(()) | Err(StoreError::Full) => {}
            other => panic!("{leave}: {other:?}"),
        }
        for store in [&store, &Store::open(&folder).unwrap()] {
            let found = store.all_resources().unwrap().len();
            assert_eq!(found, done + 20, "with room for {leave} bytes");
            assert_eq!(store.check().unwrap().problems, [], "with room for {leave} bytes");
        }
        store.drop_parts().unwrap();
        drop(store);
        fs::remove_file(filler).unwrap();
        let store = Store::open(&folder).unwrap();
        assert_eq!(store.check().unwrap().problems, []);
        apply(&store, &resources(0..300)).unwrap();
        fs::remove_dir_all(&folder).unwrap();
    }
}

/// As after a crash: the last words are in the log only, and its shared memory is gone.
fn crashed(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for name in ["catalogue.sqlite", "catalogue.sqlite-wal"] {
        fs::copy(from.join(name), to.join(name)).unwrap();
    }
}

#[test]
fn a_library_opens_on_a_full_disk() {
    let Some(disk) = small_disk("a_library_opens_on_a_full_disk", 4) else { return };
    for with_a_log in [false, true] {
        let (made, folder) = (disk.join("made"), disk.join("library"));
        let store = filled(&made);
        let before = everything_read(&store);
        if with_a_log {
            crashed(&made, &folder);
            drop(store);
        } else {
            drop(store);
            fs::create_dir_all(&folder).unwrap();
            fs::copy(made.join("catalogue.sqlite"), folder.join("catalogue.sqlite")).unwrap();
        }
        assert_eq!(folder.join("catalogue.sqlite-wal").exists(), with_a_log);
        fs::remove_dir_all(&made).unwrap();
        Store::open(&disk.join("other")).unwrap();
        let filler = fill(&disk, 0);
        {
            let (store, other) = (Store::open(&folder).unwrap(), Store::open(&folder).unwrap());
            std::thread::scope(|scope| {
                for store in [&store, &store, &other] {
                    scope.spawn(|| (0..5).for_each(|_| assert_eq!(everything_read(store), before)));
                }
            });
            disk_is_full(store.set_setting("last_attempt", Some("now")), "set_setting");
            assert_eq!(store.drop_parts().unwrap(), 0);
            assert_eq!(everything_read(&store), before);
            fs::remove_file(&filler).unwrap();
            store.set_setting("last_attempt", Some("now")).unwrap();
            assert_eq!(other.setting("last_attempt").unwrap().as_deref(), Some("now"));
            assert_eq!(everything_read(&store), before);
        }
        assert_eq!(Store::open(&folder).unwrap().check().unwrap().problems, []);
        fs::remove_dir_all(&folder).unwrap();
    }
}

#[test]
fn half_fetched_files_make_room_for_the_library() {
    let Some(disk) = small_disk("half_fetched_files_make_room_for_the_library", 4) else { return };
    let folder = disk.join("library");
    let store = filled(&folder);
    let part = store.begin_part("https://a", None, None, Timestamp::UNIX_EPOCH).unwrap();
    fs::write(&part.path, vec![1; 500_000]).unwrap();
    let before = everything_read(&store);
    drop(store);
    fill(&disk, 0);
    let store = Store::open(&folder).unwrap();
    assert!(!part.path.exists());
    assert_eq!(everything_read(&store), before);
    store.set_setting("last_code", Some("disk_full")).unwrap();
}

#[test]
fn the_log_of_a_killed_program_makes_room_for_the_library() {
    let Some(disk) = small_disk("the_log_of_a_killed_program_makes_room_for_the_library", 4) else { return };
    let (made, folder) = (disk.join("made"), disk.join("library"));
    drop(filled(&made));
    let store = Store::open(&made).unwrap();
    store.confirm(Timestamp::UNIX_EPOCH, &[resource(3).id], false, &[]).unwrap();
    let before = everything_read(&store);
    crashed(&made, &folder);
    drop(store);
    fs::remove_dir_all(&made).unwrap();
    fs::create_dir_all(folder.join("files")).unwrap();
    fs::create_dir_all(folder.join("parts")).unwrap();
    fill(&disk, 0);
    let store = Store::open(&folder).unwrap();
    assert_eq!(everything_read(&store), before);
    // A little: the log had not much in it.
    assert_eq!(fs::metadata(folder.join("catalogue.sqlite-wal")).unwrap().len(), 0);
}

#[test]
fn a_damaged_library_waits_for_room_to_be_made_again() {
    let Some(disk) = small_disk("a_damaged_library_waits_for_room_to_be_made_again", 4) else { return };
    let folder = disk.join("library");
    let store = filled(&folder);
    let before = everything_read(&store);
    drop(store);
    let file = folder.join("catalogue.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    bytes[..4096].fill(0);
    fs::write(&file, &bytes).unwrap();
    let names = || {
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    for leave in [0, 40 * 1024] {
        let filler = fill(&disk, leave);
        let lock = WriteLock::acquire(&folder, Duration::ZERO).unwrap();
        let known = names();
        disk_is_full(Store::recover(&folder, &lock, Timestamp::UNIX_EPOCH), "recover");
        assert_eq!(names(), known);
        assert!(fs::read(&file).unwrap() == bytes);
        fs::remove_file(filler).unwrap();
    }
    let lock = WriteLock::acquire(&folder, Duration::ZERO).unwrap();
    Store::recover(&folder, &lock, Timestamp::UNIX_EPOCH).unwrap();
    let store = Store::open(&folder).unwrap();
    assert_eq!((everything_read(&store).1, everything_read(&store).2), (before.1, before.2));
}

#[test]
fn an_older_library_is_read_where_there_is_no_room_to_migrate_it() {
    let test = "an_older_library_is_read_where_there_is_no_room_to_migrate_it";
    let Some(disk) = small_disk(test, 4) else { return };
    let folder = disk.join("library");
    fs::create_dir_all(folder.join("files")).unwrap();
    fs::create_dir_all(folder.join("parts")).unwrap();
    let file = folder.join("catalogue.sqlite");
    first_format(&file);
    let before = fs::read(&file).unwrap();
    // No room at all; none for the copy; none for the steps after it.
    for leave in [0, 64 * 1024, before.len() + 64 * 1024] {
        let filler = fill(&disk, leave);
        let store = Store::open(&folder).unwrap();
        assert_eq!(store.all_resources().unwrap().len(), 3);
        assert_eq!(store.revision().unwrap(), 2);
        let text = store.text("cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4").unwrap();
        assert_eq!(text.map(|text| text.pages), Some(vec![PageText::new(Some(1), "Call 020 7946 0100")]));
        if leave == 0 {
            disk_is_full(store.set_setting("last_attempt", Some("now")), "set_setting");
        }
        drop(store);
        fs::remove_file(filler).unwrap();
        let copies = fs::read_dir(&folder)
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains("format"));
        assert_eq!(copies.count(), 0);
    }
    let store = Store::open(&folder).unwrap();
    assert_eq!(store.all_resources().unwrap().len(), 3);
    store.set_setting("last_attempt", Some("now")).unwrap();
}
