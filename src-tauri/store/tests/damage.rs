//! A catalogue damaged anywhere is made whole again from its own rows and from its copy: nothing that was there is lost,
//! and nothing comes back wrong.

mod support;

use std::fs;
use std::path::Path;
use std::time::Duration;

use catalogue::{Resource, TextQuality, Timestamp};
use store::{NewRevision, RecoveredFrom, Recovery, Store, StoreError, WriteLock};
use support::{Everything, Random, at, bring, copy_of, everything, filled, is_same_but_for_lost_facts, resource};

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
    let mut random = Random::new(seed(7));
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
                assert_eq!(recovery.rows_lost, 0, "{case}: {recovery:?}");
            }
            store.back_up().unwrap();
            assert_eq!(store.check().unwrap().problems, [], "{case}");
        }
    }
    println!("of {damaged} damaged libraries {recovered} were recovered; the others bore it");
    assert!(recovered * 5 > damaged, "only {recovered} of {damaged} were recovered");
}

#[test]
fn with_an_older_copy_or_none_what_is_whole_stays_new() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    store.back_up().unwrap();
    let old = everything(&store);
    let revised = old.resources.iter().take(20).map(|one| Resource { summary: "Newest words. ".into(), ..one.clone() });
    let upserts: Vec<_> = revised.chain((60..70).map(|number| resource(number, "New."))).collect();
    store.apply(&NewRevision { at: at(30), upserts: &upserts, ..NewRevision::default() }).unwrap();
    for one in upserts.iter().rev().take(5) {
        bring(&store, &one.attachments[1], one.id.as_str().as_bytes(), 3);
    }
    let newest = everything(&store);
    drop(store);
    let (mut random, mut new, mut damaged) = (Random::new(seed(11)), 0, 0);
    for round in 0..rounds() * 2 {
        let folder = copy_of(folder.path());
        let has_copy = round % 2 == 0;
        if !has_copy {
            fs::remove_file(folder.path().join("catalogue.copy.sqlite")).unwrap();
        }
        let file = folder.path().join("catalogue.sqlite");
        let case = format!("round {round}: {}", damage_somewhere(&file, &mut random));
        if is_of_another_format(&file) || fs::metadata(&file).unwrap().len() == 0 {
            continue;
        }
        let (store, recovery) = opened(folder.path(), &case);
        assert_eq!(store.check().unwrap().problems, [], "{case}");
        let found = everything(&store);
        if has_copy || recovery.is_none_or(|recovery| recovery.from != RecoveredFrom::Nothing) {
            assert!(found.revision >= newest.revision || !has_copy, "{case}");
            assert!(found.serial >= newest.serial || !has_copy, "{case}");
        }
        let known = |all: &[Resource], one: &Resource| {
            all.iter().any(|other| (&other.id, &other.title, &other.summary) == (&one.id, &one.title, &one.summary))
        };
        // Without a copy, an earlier revision may be all that is left of a resource.
        let once: Vec<Resource> = newest.histories.iter().map(|one| one.resource.clone()).collect();
        for one in &found.resources {
            let is_known =
                known(&newest.resources, one) || if has_copy { known(&old.resources, one) } else { known(&once, one) };
            assert!(is_known, "{case}: {}", one.title);
        }
        if has_copy {
            assert!(old.resources.iter().all(|one| found.resources.iter().any(|other| other.id == one.id)), "{case}");
            assert!(old.histories.iter().all(|one| found.histories.contains(one)), "{case}");
            assert!(old.files.iter().all(|one| found.files.contains(one)), "{case}");
            assert!(old.about.len() == found.about.len() && old.refreshes == found.refreshes, "{case}");
        }
        assert!(found.histories.iter().all(|one| newest.histories.contains(one)), "{case}");
        assert!(found.files.iter().all(|one| newest.files.contains(one)), "{case}");
        assert!(
            found.texts.iter().flatten().all(|one| newest
                .texts
                .iter()
                .flatten()
                .any(|other| { is_same_but_for_lost_facts(one, other) })),
            "{case}"
        );
        new += newest.resources.iter().filter(|one| known(&found.resources, one)).count();
        damaged += 1;
        store.back_up().unwrap();
    }
    let all = damaged * newest.resources.len();
    println!("after {damaged} damages {new} of {all} resources were the newest");
    assert!(new * 10 > all * 7, "only {new} of {all}");
}

/// As many as the environment asks for.
fn rounds() -> u32 {
    asked_for("STORE_TEST_DAMAGE_ROUNDS").unwrap_or(12)
}

/// The same damage in every run, unless the environment asks for other.
fn seed(own: u64) -> u64 {
    asked_for("STORE_TEST_DAMAGE_SEED").unwrap_or(own)
}

fn asked_for<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

/// The four bytes that say the format: a file of which they are damaged is one of a newer program.
fn is_of_another_format(file: &Path) -> bool {
    let bytes = fs::read(file).unwrap();
    bytes.starts_with(b"SQLite format 3\0")
        && bytes.get(60..64).is_some_and(|format| format[..3] != [0, 0, 0] || format[3] > 3)
}

fn assert_same(found: &Everything, expected: &Everything, case: &str, recovery: Option<&Recovery>) {
    assert_eq!(found.library, expected.library, "{case}");
    assert!(found.revision >= expected.revision && found.serial >= expected.serial, "{case}");
    let recovery = format!("{recovery:?}");
    for (what, is_same) in [
        ("resources", without_texts(&found.resources) == without_texts(&expected.resources)),
        ("histories", found.histories == expected.histories),
        ("files", found.files == expected.files),
        ("texts", are_same_or_forgotten(&found.texts, &expected.texts, is_same_but_for_lost_facts)),
        ("about", found.about == expected.about),
        ("refreshes", found.refreshes == expected.refreshes),
        ("snapshots", are_same_or_forgotten(&found.snapshots, &expected.snapshots, PartialEq::eq)),
        ("settings", found.settings == expected.settings),
    ] {
        assert!(is_same, "{what} after {case}: {recovery}");
    }
}

/// Damaged answers and texts are forgotten.
fn are_same_or_forgotten<T>(found: &[Option<T>], expected: &[Option<T>], is_same: impl Fn(&T, &T) -> bool) -> bool {
    let is_fine = |(found, expected): (&Option<T>, &Option<T>)| match (found, expected) {
        (None, _) => true,
        (Some(found), expected) => expected.as_ref().is_some_and(|expected| is_same(found, expected)),
    };
    found.len() == expected.len() && found.iter().zip(expected).all(is_fine)
}

/// What an attachment says of its text goes with the text.
fn without_texts(resources: &[Resource]) -> Vec<Resource> {
    let mut resources = resources.to_vec();
    for attachment in resources.iter_mut().flat_map(|resource| &mut resource.attachments) {
        (attachment.pages, attachment.text, attachment.language) = (None, TextQuality::None, None);
    }
    resources
}
