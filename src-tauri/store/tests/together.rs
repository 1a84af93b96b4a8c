//! Several stores on one folder, and folders in a bad state: what a library meets on real machines.

use std::fs;
use std::path::Path;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use catalogue::{Kind, ListFilter, Resource, ResourceId, ResourceState, Timestamp};
use store::{NewRevision, Store, StoreError, WriteLock};

fn resource(number: usize) -> Resource {
    let title = format!("Leaflet {number}");
    Resource {
        id: ResourceId::mint(&"example".into(), &title, 0),
        summary: "Words about looking after yourself. ".repeat(5),
        title,
        kind: Kind::Leaflet,
        kind_is_guess: false,
        topics: vec!["Care".into()],
        language: "en".into(),
        source: "example".into(),
        page_url: "https://example.org/list".into(),
        date: None,
        state: ResourceState::Current,
        first_seen: Timestamp::UNIX_EPOCH,
        last_confirmed: Some(Timestamp::UNIX_EPOCH),
        last_changed: Timestamp::UNIX_EPOCH,
        withdrawn_on: None,
        from_starter: false,
        trust: None,
        attachments: Vec::new(),
        links: Vec::new(),
    }
}

fn apply(store: &Store, resources: &[Resource]) -> Result<u64, StoreError> {
    store.apply(&NewRevision { upserts: resources, ..NewRevision::default() })
}

/// A library with some resources in it, closed.
fn filled(folder: &Path) {
    let store = Store::open(folder).unwrap();
    apply(&store, &(0..200).map(resource).collect::<Vec<_>>()).unwrap();
}

#[test]
fn a_store_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Store>();
}

#[test]
fn a_reader_elsewhere_sees_a_revision_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (writer, reader) = (Store::open(folder.path()).unwrap(), Store::open(folder.path()).unwrap());
    assert_eq!(writer.library_id().unwrap(), reader.library_id().unwrap());
    assert!(reader.all_resources().unwrap().is_empty());
    apply(&writer, &[resource(1)]).unwrap();
    assert_eq!(reader.revision().unwrap(), 1);
    assert_eq!(reader.all_resources().unwrap(), [resource(1)]);
    drop(writer);
    assert_eq!(reader.all_resources().unwrap(), [resource(1)]);
    apply(&reader, &[resource(2)]).unwrap();
    assert_eq!(Store::open(folder.path()).unwrap().revision().unwrap(), 2);
}

#[test]
fn readers_see_whole_revisions_only_and_do_not_wait() {
    let folder = tempfile::tempdir().unwrap();
    let (writer, other) = (Store::open(folder.path()).unwrap(), Store::open(folder.path()).unwrap());
    let start = Barrier::new(5);
    std::thread::scope(|scope| {
        for reader in [&writer, &writer, &other, &other] {
            let start = &start;
            scope.spawn(move || {
                start.wait();
                let until = Instant::now() + Duration::from_secs(20);
                let mut last = 0;
                while last < 1000 && Instant::now() < until {
                    let seen = reader.all_resources().unwrap().len();
                    assert!(seen % 50 == 0 && seen >= last, "{seen} resources after {last}");
                    last = seen;
                }
                assert_eq!(last, 1000);
            });
        }
        start.wait();
        for round in 0..20 {
            apply(&writer, &(round * 50..(round + 1) * 50).map(resource).collect::<Vec<_>>()).unwrap();
        }
    });
}

#[test]
fn two_writers_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let stores = [Store::open(folder.path()).unwrap(), Store::open(folder.path()).unwrap()];
    std::thread::scope(|scope| {
        for (number, store) in stores.iter().enumerate() {
            scope.spawn(move || {
                for round in 0..20 {
                    apply(store, &[resource(number * 100 + round)]).unwrap();
                }
            });
        }
    });
    assert_eq!(stores[0].revision().unwrap(), 40);
    assert_eq!(stores[1].all_resources().unwrap().len(), 40);
}

#[test]
fn a_writer_that_does_not_finish_makes_another_busy_and_no_reader() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let stuck = rusqlite::Connection::open(folder.path().join("catalogue.sqlite")).unwrap();
    stuck.execute_batch("BEGIN IMMEDIATE; CREATE TABLE half (done)").unwrap();
    let before = Instant::now();
    assert_eq!(store.revision().unwrap(), 0);
    assert!(store.resources(&ListFilter::default()).unwrap().is_empty());
    assert_eq!(Store::open(folder.path()).unwrap().revision().unwrap(), 0, "opening does not write");
    assert!(before.elapsed() < Duration::from_secs(4), "reading waited: {:?}", before.elapsed());
    assert!(matches!(apply(&store, &[]), Err(StoreError::Busy)));
    drop(stuck);
    assert_eq!(apply(&store, &[]).unwrap(), 1);
}

#[test]
fn the_write_lock_does_not_hold_up_reading() {
    let folder = tempfile::tempdir().unwrap();
    let lock = WriteLock::acquire(folder.path(), Duration::ZERO).unwrap();
    let store = Store::open(folder.path()).unwrap();
    assert!(store.all_resources().unwrap().is_empty());
    assert!(matches!(WriteLock::acquire(folder.path(), Duration::ZERO), Err(StoreError::Busy)));
    drop(lock);
    WriteLock::acquire(folder.path(), Duration::ZERO).unwrap();
}

/// Every file below a folder with its bytes, but for SQLite's shared memory, which is scratch.
fn bytes_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap_or_default()))
        .filter(|(name, _)| !name.ends_with("-shm"))
        .collect();
    found.sort();
    found
}

#[test]
fn a_newer_library_is_refused_and_not_touched() {
    for log_left_behind in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path());
        let file = folder.path().join("catalogue.sqlite");
        let newer = rusqlite::Connection::open(&file).unwrap();
        newer.execute_batch("PRAGMA user_version = 4711; CREATE TABLE of_tomorrow (a)").unwrap();
        let folder = if log_left_behind {
            // As after a crash: the newer program's last words are in its log only.
            let crashed = tempfile::tempdir().unwrap();
            for name in ["catalogue.sqlite", "catalogue.sqlite-wal"] {
                fs::copy(folder.path().join(name), crashed.path().join(name)).unwrap();
            }
            drop(newer);
            crashed
        } else {
            drop(newer);
            folder
        };
        let before = bytes_below(folder.path());
        assert_eq!(before.iter().any(|(name, bytes)| name.ends_with("-wal") && !bytes.is_empty()), log_left_behind);
        for _ in 0..2 {
            match Store::open(folder.path()) {
                Err(StoreError::NewerLibrary { found: 4711, known }) => assert!(known >= 1),
                other => panic!("{other:?}"),
            }
        }
        assert!(bytes_below(folder.path()) == before, "log left behind: {log_left_behind}");
    }
}

#[test]
fn a_damaged_catalogue_is_told_and_left_in_place() {
    for (case, damage) in [
        ("noise", (|bytes: &mut Vec<u8>| bytes.fill(0xa5)) as fn(&mut Vec<u8>)),
        ("zeros", |bytes| bytes.fill(0)),
        ("a log-in page", |bytes| *bytes = b"<!doctype html><title>Sign in</title>".repeat(100)),
        ("cut off", |bytes| bytes.truncate(bytes.len() / 2)),
        ("cut off in the header", |bytes| bytes.truncate(50)),
        ("not a whole page", |bytes| bytes.truncate(5000)),
        ("first page gone", |bytes| bytes[..4096].fill(0)),
        ("tables gone", |bytes| bytes[100..4096].fill(0)),
    ] {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path());
        let file = folder.path().join("catalogue.sqlite");
        let mut bytes = fs::read(&file).unwrap();
        damage(&mut bytes);
        fs::write(&file, &bytes).unwrap();
        match Store::open(folder.path()) {
            Err(StoreError::Damaged(_)) => {}
            other => panic!("{case}: {other:?}"),
        }
        assert!(fs::read(&file).unwrap() == bytes, "{case}");
    }
}

#[test]
fn an_emptied_catalogue_whose_log_is_left_is_not_taken_for_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    apply(&store, &[resource(1)]).unwrap();
    let crashed = tempfile::tempdir().unwrap();
    let log = "catalogue.sqlite-wal";
    fs::copy(folder.path().join(log), crashed.path().join(log)).unwrap();
    fs::write(crashed.path().join("catalogue.sqlite"), "").unwrap();
    assert!(matches!(Store::open(crashed.path()), Err(StoreError::Damaged(_))));
    assert!(fs::metadata(crashed.path().join(log)).unwrap().len() > 0);
}

#[test]
fn damage_anywhere_is_told_or_does_no_harm_and_is_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path());
    let whole = fs::read(folder.path().join("catalogue.sqlite")).unwrap();
    let healthy: Vec<_> = (0..200).map(resource).collect();
    let (mut told, mut harmless) = (0, 0);
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for round in 0..300 {
        // Xorshift: the same damage in every run.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let at = random as usize % whole.len();
        let mut bytes = whole.clone();
        let to = (at + [1, 16, 512][round % 3]).min(bytes.len());
        bytes[at..to].iter_mut().for_each(|byte| *byte ^= 0x01);
        let damaged = tempfile::tempdir().unwrap();
        fs::write(damaged.path().join("catalogue.sqlite"), &bytes).unwrap();
        let Ok(store) = Store::open(damaged.path()) else {
            told += 1;
            continue;
        };
        let found = store.all_resources();
        let _ = store.status_counts();
        let _ = store.changed_since(0);
        if store.check().is_ok_and(|check| check.problems.is_empty()) {
            assert_eq!(found.unwrap(), healthy, "damage to bytes {at} to {to} was not told");
            assert_eq!((store.revision().unwrap(), store.serial().unwrap()), (1, 1));
            harmless += 1;
        } else {
            told += 1;
        }
    }
    println!("of 300 damaged catalogues {told} were told, {harmless} were damaged where nothing stands");
    assert!(told > 150, "only {told} of 300 were told");
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a file, no folder");
    fs::write(&file, "").unwrap();
    assert!(matches!(Store::open(&file), Err(StoreError::Io { .. })));
    let store = folder.path().join("library");
    fs::create_dir_all(store.join("catalogue.sqlite")).unwrap();
    assert!(matches!(Store::open(&store), Err(StoreError::Io { .. })));
}

#[test]
fn ten_thousand_resources() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let all: Vec<_> = (0..10_000).map(resource).collect();
    let ids: Vec<_> = all.iter().map(|resource| resource.id.clone()).collect();
    let timed = |what: &str, work: &dyn Fn()| {
        let before = Instant::now();
        work();
        println!("{what}: {:?}", before.elapsed());
    };
    timed("apply 10,000", &|| {
        store.apply(&NewRevision { upserts: &all, order: &ids, ..NewRevision::default() }).unwrap();
    });
    timed("confirm 10,000", &|| store.confirm(Timestamp::UNIX_EPOCH, &ids, false, &[]).unwrap());
    timed("read all", &|| assert_eq!(store.all_resources().unwrap(), all));
    timed("read one", &|| assert_eq!(store.resource(&ids[5000]).unwrap().as_ref(), Some(&all[5000])));
    timed("change one", &|| {
        apply(&store, &all[77..78]).unwrap();
    });
    timed("ask what changed", &|| assert_eq!(store.changed_since(1).unwrap(), all[77..78]));
    timed("counts", &|| assert_eq!(store.status_counts().unwrap().resources, 10_000));
    timed("check", &|| assert_eq!(store.check().unwrap().problems, []));
    println!("{} bytes", store.status_counts().unwrap().store_bytes);
}
