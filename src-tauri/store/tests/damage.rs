//! A catalogue damaged anywhere is made whole again from its own rows and from its copy: nothing that was there is lost,
//! and nothing comes back wrong.

mod support;

use std::fs;
use std::path::Path;
use std::time::Duration;

use catalogue::{Resource, TextQuality, Timestamp};
use store::{RecoveredFrom, Recovery, Store, StoreError, WriteLock};
use support::{Everything, Random, everything, filled};

/// Recovers the library in this folder.
fn recover(folder: &Path) -> Recovery {
    let lock = WriteLock::acquire(folder, Duration::from_secs(5)).unwrap();
    Store::recover(folder, &lock, Timestamp::UNIX_EPOCH).unwrap()
}

/// What a program does that meets a library which may be damaged.
fn opened(folder: &Path, case: &str) -> (Store, Option<Recovery>) {
    match Store::open(folder) {
        Ok(store) => {
            let found = store.check().unwrap();
            let mended = store.mend(&found).unwrap();
            let recovery = mended.needs_recovery.then(|| {
                let lock = WriteLock::acquire(folder, Duration::from_secs(5)).unwrap();
                store.recover_open(&lock, Timestamp::UNIX_EPOCH).unwrap()
            });
            assert_eq!(mended.mended + u32::from(mended.needs_recovery) == 0, found.problems.is_empty(), "{case}");
            (store, recovery)
        }
        Err(StoreError::Damaged(_)) => {
            let recovery = recover(folder);
            (Store::open(folder).unwrap_or_else(|error| panic!("{case}: {error:?}")), Some(recovery))
        }
        Err(error) => panic!("{case}: {error:?}"),
    }
}

/// Damages a file in one of the ways in which disks do.
fn damage_somewhere(file: &Path, random: &mut Random) -> String {
    let mut bytes = fs::read(file).unwrap();
    let at = random.below(bytes.len());
    let what = match random.below(6) {
        0 => {
            bytes[at] ^= 1 << random.below(8);
            format!("a bit at {at}")
        }
        1 => {
            let to = (at + 1 + random.below(64)).min(bytes.len());
            bytes[at..to].iter_mut().for_each(|byte| *byte ^= 0xa5);
            format!("bytes {at} to {to}")
        }
        2 | 3 => {
            let sector = at / 512 * 512;
            let to = (sector + 512 * (1 + random.below(9))).min(bytes.len());
            bytes[sector..to].fill(0);
            format!("sectors {sector} to {to} zero")
        }
        4 => {
            let sector = at / 512 * 512;
            let from = random.below(bytes.len()) / 512 * 512;
            let other = bytes[from..(from + 512).min(bytes.len())].to_vec();
            let to = (sector + other.len()).min(bytes.len());
            bytes[sector..to].copy_from_slice(&other[..to - sector]);
            format!("sector {sector} is a second {from}")
        }
        _ => {
            bytes.truncate(at);
            format!("cut at {at}")
        }
    };
    fs::write(file, bytes).unwrap();
    what
}

fn copy_of(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() && !entry.file_name().to_string_lossy().ends_with("-shm") {
            fs::copy(entry.path(), to.path().join(entry.file_name())).unwrap();
        }
    }
    to
}

#[test]
fn whatever_is_damaged_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    assert!(store.back_up().unwrap());
    let expected = everything(&store);
    // As after a crash, with a log; and as after an orderly end.
    let crashed = copy_of(folder.path());
    drop(store);
    let closed = copy_of(folder.path());
    assert!(
        crashed.path().join("catalogue.sqlite-wal").exists() && !closed.path().join("catalogue.sqlite-wal").exists()
    );
    let mut random = Random::new(7);
    let (mut damaged, mut recovered) = (0, 0);
    for round in 0..rounds() {
        for (from, file) in [
            (&closed, "catalogue.sqlite"),
            (&crashed, "catalogue.sqlite"),
            (&crashed, "catalogue.sqlite-wal"),
            (&closed, "catalogue.copy.sqlite"),
            (&crashed, "catalogue.copy.sqlite"),
        ] {
            let folder = copy_of(from.path());
            let what = damage_somewhere(&folder.path().join(file), &mut random);
            if is_of_another_format(&folder.path().join(file)) {
                continue;
            }
            let case = format!("round {round}, {file}: {what}");
            let (store, recovery) = opened(folder.path(), &case);
            assert_eq!(store.check().unwrap().problems, [], "{case}");
            let found = everything(&store);
            assert_same(&found, &expected, &case, recovery.as_ref());
            damaged += 1;
            recovered += u32::from(recovery.is_some());
            if let Some(recovery) = recovery {
                assert!(!recovery.set_aside.is_empty() && recovery.from != RecoveredFrom::Nothing, "{case}");
                assert_eq!(recovery.rows_lost, 0, "{case}");
            }
            store.back_up().unwrap();
            assert_eq!(store.check().unwrap().problems, [], "{case}");
        }
    }
    println!("of {damaged} damaged libraries {recovered} were recovered; the others bore it");
    assert!(recovered * 5 > damaged, "only {recovered} of {damaged} were recovered");
}

/// As many as the environment asks for.
fn rounds() -> u32 {
    std::env::var("STORE_TEST_DAMAGE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(12)
}

/// The four bytes that say the format: a file of which they are damaged is one of a newer program.
fn is_of_another_format(file: &Path) -> bool {
    let bytes = fs::read(file).unwrap();
    bytes.starts_with(b"SQLite format 3\0")
        && bytes.get(60..64).is_some_and(|format| format[..3] != [0, 0, 0] || format[3] > 2)
}

fn assert_same(found: &Everything, expected: &Everything, case: &str, recovery: Option<&Recovery>) {
    assert_eq!(found.library, expected.library, "{case}");
    assert!(found.revision >= expected.revision && found.serial >= expected.serial, "{case}");
    let recovery = format!("{recovery:?}");
    for (what, is_same) in [
        ("resources", without_texts(&found.resources) == without_texts(&expected.resources)),
        ("histories", found.histories == expected.histories),
        ("files", found.files == expected.files),
        ("texts", are_same_or_forgotten(&found.texts, &expected.texts)),
        ("about", found.about == expected.about),
        ("refreshes", found.refreshes == expected.refreshes),
        ("snapshots", are_same_or_forgotten(&found.snapshots, &expected.snapshots)),
        ("settings", found.settings == expected.settings),
    ] {
        assert!(is_same, "{what} after {case}: {recovery}");
    }
}

/// Damaged answers and texts are forgotten.
fn are_same_or_forgotten<T: PartialEq>(found: &[Option<T>], expected: &[Option<T>]) -> bool {
    found.len() == expected.len()
        && found.iter().zip(expected).all(|(found, expected)| found.is_none() || found == expected)
}

/// What an attachment says of its text goes with the text.
fn without_texts(resources: &[Resource]) -> Vec<Resource> {
    let mut resources = resources.to_vec();
    for attachment in resources.iter_mut().flat_map(|resource| &mut resource.attachments) {
        (attachment.pages, attachment.text, attachment.language) = (None, TextQuality::None, None);
    }
    resources
}
