//! A process killed at any moment leaves whole what it worked on.
//!
//! Each test starts itself a second time as a process that does one thing, or one thing without end, kills that at random
//! moments, and looks at what is left.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use catalogue::{AttachmentState, Resource};
use store::{Arrived, FileCheck, NewRevision, RecoveredFrom, Store, StoreError, WriteLock};
use support::{Everything, Random, at, copy_of, everything, filled, first_format, hash, resource, snapshot, text};

const FOLDER: &str = "STORE_TEST_KILLED_FOLDER";

/// In the process that is killed: the folder to work in. It is said when the work begins.
fn folder_to_work_in() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os(FOLDER)?);
    fs::write(folder.join("begun"), "").unwrap();
    Some(folder)
}

fn lock(folder: &Path) -> WriteLock {
    WriteLock::acquire(folder, Duration::from_secs(20)).expect("a dead owner keeps nobody out")
}

/// Starts this test in another process, and waits until it has begun.
fn start(test: &str, folder: &Path) -> Child {
    let begun = folder.join("begun");
    let _ = fs::remove_file(&begun);
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test])
        .env(FOLDER, folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let until = Instant::now() + Duration::from_secs(60);
    while !begun.exists() {
        assert!(Instant::now() < until, "the other process did not begin");
        std::thread::sleep(Duration::from_millis(1));
    }
    child
}

/// Kills it after a while. Gives whether it was still at work.
fn kill_after(mut child: Child, while_: Duration) -> bool {
    std::thread::sleep(while_);
    let was_at_work = child.try_wait().unwrap().is_none();
    let _ = child.kill();
    child.wait().unwrap();
    was_at_work
}

fn milliseconds(random: &mut Random, most: usize) -> Duration {
    Duration::from_micros(random.below(most * 1000) as u64)
}

/// Each revision writes every resource anew, with the number of the round as its summary.
fn resources(round: u64) -> Vec<Resource> {
    (0..40).map(|number| resource(number, &round.to_string())).collect()
}

/// The processes that are killed. Without their variable they are tests of nothing and pass at once.
#[test]
fn write_without_end() {
    let Some(folder) = folder_to_work_in() else { return };
    let _lock = lock(&folder);
    let store = Store::open(&folder).unwrap();
    loop {
        let round = store.revision().unwrap() + 1;
        store.apply(&NewRevision { upserts: &resources(round), ..NewRevision::default() }).unwrap();
    }
}

#[test]
fn a_killed_writer_leaves_a_whole_revision_and_no_lock() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random::new(1);
    let mut last = 0;
    for round in 0..60 {
        // The last few only where a busy machine was too slow to write anything before.
        if round >= 12 && last > 0 {
            break;
        }
        let writer = start("write_without_end", folder.path());
        assert!(kill_after(writer, milliseconds(&mut random, 300)), "the writer ended by itself");
        let _lock = lock(folder.path());
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.check().unwrap().problems, []);
        let revision = store.revision().unwrap();
        assert!(revision >= last, "revision {revision} after {last}");
        assert_eq!(store.serial().unwrap(), revision);
        let expected = if revision == 0 { Vec::new() } else { resources(revision) };
        assert_eq!(store.all_resources().unwrap(), expected, "revision {revision}");
        last = revision;
    }
    println!("{last} revisions were written between the kills");
    assert!(last > 0, "the writer was never quick enough to write");
}

/// Part after part, file after file, text after text, with a copy in between.
#[test]
fn bring_files_without_end() {
    let Some(folder) = folder_to_work_in() else { return };
    let _lock = lock(&folder);
    let store = Store::open(&folder).unwrap();
    let all = resources(1);
    if store.revision().unwrap() == 0 {
        store.apply(&NewRevision { upserts: &all, ..NewRevision::default() }).unwrap();
    }
    for round in 0.. {
        let begin = |resource: &Resource| {
            let attachment = &resource.attachments[0];
            let bytes = format!("{} {round} {}", attachment.id, std::process::id()).repeat(200).into_bytes();
            let part = store.begin_part(&attachment.url, Some("\"v1\""), None, at(1)).unwrap().path;
            for half in [bytes.len() / 2, bytes.len()] {
                fs::write(&part, &bytes[..half]).unwrap();
                store.checkpoint_part(&attachment.url, half as u64, &hash(&bytes[..half])).unwrap();
            }
            let (sha256, size_bytes) = (hash(&bytes), bytes.len() as u64);
            let snapshot = snapshot(&attachment.url, sha256.clone(), None);
            Arrived { ids: vec![attachment.id.clone()], part, sha256, size_bytes, media_type: String::new(), snapshot }
        };
        let batch: Vec<_> = all[round % 8 * 5..][..5].iter().map(begin).collect();
        store.files_arrived(&batch).unwrap();
        let texts: Vec<_> =
            batch.iter().map(|file| (file.sha256.clone(), text(std::slice::from_ref(&file.sha256)))).collect();
        store.put_texts(&texts, 1).unwrap();
        if round % 4 == 0 {
            store.back_up().unwrap();
        }
    }
}

#[test]
fn a_killed_fetcher_leaves_rows_with_whole_files_and_parts_that_can_be_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let mut random = Random::new(2);
    let (mut files, mut parts, mut copies) = (0, 0, 0);
    for round in 0..60 {
        if round >= 15 && files > 0 && parts > 0 && copies > 0 {
            break;
        }
        let fetcher = start("bring_files_without_end", folder.path());
        assert!(kill_after(fetcher, milliseconds(&mut random, 400)), "the fetcher ended by itself");
        let _lock = lock(folder.path());
        let store = Store::open(folder.path()).unwrap();
        // Also that the copy, where there is one, is whole.
        assert_eq!(store.check().unwrap().problems, []);
        copies += u32::from(folder.path().join("catalogue.copy.sqlite").exists());
        for resource in store.all_resources().unwrap() {
            let attachment = &resource.attachments[0];
            if let Some(part) = store.part(&attachment.url).unwrap() {
                assert_eq!(hash(&fs::read(&part.path).unwrap()), part.sha256);
                parts += 1;
            }
            let Some(sha256) = &attachment.sha256 else { continue };
            assert_eq!((attachment.state, store.files().check(sha256)), (AttachmentState::Here, FileCheck::Whole));
            assert!(store.text(sha256).unwrap().is_none_or(|text| text.pages[0].text == *sha256));
            assert_eq!(store.snapshot(&attachment.url).unwrap().unwrap().sha256, *sha256);
            files += 1;
        }
        store.sweep_parts(at(2)).unwrap();
    }
    println!("{files} files and {parts} parts were looked at");
    assert!(files > 0 && parts > 0 && copies > 0);
}

#[test]
fn migrate_once() {
    let Some(folder) = folder_to_work_in() else { return };
    Store::open(&folder).unwrap();
}

#[test]
fn a_killed_migration_leaves_the_older_catalogue_or_the_newer_one() {
    let made = tempfile::tempdir().unwrap();
    let file = made.path().join("catalogue.sqlite");
    first_format(&file);
    let expected = {
        let folder = copy_of(made.path());
        everything(&Store::open(folder.path()).unwrap())
    };
    let mut random = Random::new(3);
    let (mut older, mut newer, mut left) = (0, 0, 0);
    for _ in 0..40 {
        let folder = copy_of(made.path());
        kill_after(start("migrate_once", folder.path()), milliseconds(&mut random, 60));
        let looked = copy_of(folder.path());
        let found = rusqlite::Connection::open(looked.path().join("catalogue.sqlite")).unwrap();
        match found.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0)).unwrap() {
            1 => older += 1,
            3 => newer += 1,
            other => panic!("format {other}"),
        }
        left += copies_of_older_formats(folder.path());
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.check().unwrap().problems, []);
        assert_eq!(everything(&store), expected);
        assert_eq!(copies_of_older_formats(folder.path()), 0);
    }
    println!("{older} were left as they were, {newer} were migrated, {left} copies were left and swept");
}

fn copies_of_older_formats(folder: &Path) -> usize {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().starts_with("catalogue.format-")).count()
}

#[test]
fn recover_once() {
    let Some(folder) = folder_to_work_in() else { return };
    Store::recover(&folder, &lock(&folder), at(100)).unwrap();
}

#[test]
fn a_killed_recovery_loses_nothing() {
    let made = tempfile::tempdir().unwrap();
    let store = filled(made.path());
    store.back_up().unwrap();
    let expected = everything(&store);
    // Newer than the copy, and in the damaged catalogue only.
    store.apply(&NewRevision { upserts: &[resource(70, "New")], ..NewRevision::default() }).unwrap();
    drop(store);
    let file = made.path().join("catalogue.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    bytes[..4096].fill(0);
    fs::write(&file, bytes).unwrap();
    let mut random = Random::new(4);
    let (mut finished, mut half) = (0, 0);
    for _ in 0..30 {
        let folder = copy_of(made.path());
        kill_after(start("recover_once", folder.path()), milliseconds(&mut random, 500));
        let store = match Store::open(folder.path()) {
            Ok(store) => {
                finished += 1;
                store
            }
            Err(StoreError::Damaged(_)) => {
                half += 1;
                let recovery = Store::recover(folder.path(), &lock(folder.path()), at(100)).unwrap();
                assert_ne!(recovery.from, RecoveredFrom::Untouched);
                Store::open(folder.path()).unwrap()
            }
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(store.check().unwrap().problems, []);
        assert!(store.resource(&resource(70, "").id).unwrap().is_some());
        let found = everything(&store);
        assert_eq!(found.library, expected.library);
        let without_the_new = |all: Everything| -> Vec<Resource> {
            all.resources.into_iter().filter(|one| one.id != resource(70, "").id).collect()
        };
        assert_eq!(found.texts, expected.texts);
        assert_eq!(without_the_new(found), expected.resources);
        let aside = fs::read_dir(folder.path().join("set-aside")).unwrap();
        let aside = aside.filter(|name| name.as_ref().unwrap().file_name().to_string_lossy().ends_with(".sqlite"));
        assert_eq!(aside.count(), 1, "the damaged one, once");
    }
    println!("{finished} recoveries were finished before the kill, {half} afterwards");
}
