use std::fs;

use sha2::{Digest, Sha256};

use crate::testing::{at, library};
use crate::{Part, Store, StoreError, hex};

const URL: &str = "https://example.org/a.pdf";
const DAY: i64 = 24 * 60 * 60;

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A part with these bytes, flushed and noted.
fn part_with(store: &Store, url: &str, bytes: &[u8], second: i64) -> Part {
    let begun = store.begin_part(url, Some("\"v1\""), None, at(second)).unwrap();
    fs::write(&begun.path, bytes).unwrap();
    store.checkpoint_part(url, bytes.len() as u64, &hash(bytes)).unwrap();
    Part { bytes: bytes.len() as u64, sha256: hash(bytes), ..begun }
}

#[test]
fn a_part_is_noted_when_it_is_worth_it_and_again_as_it_grows() {
    let (_folder, store) = library();
    let path = store.files().temporary().unwrap();
    fs::write(&path, b"half of it").unwrap();
    let sha256 = |bytes: &[u8]| crate::hex(&<sha2::Sha256 as sha2::Digest>::digest(bytes));
    let part = |bytes: &[u8]| crate::Part {
        url: URL.to_owned(),
        path: path.clone(),
        bytes: bytes.len() as u64,
        sha256: sha256(bytes),
        etag: Some("\"v1\"".to_owned()),
        last_modified: None,
        started: at(3),
    };
    for bytes in [b"half".as_slice(), b"half of"] {
        store.note_part(&part(bytes)).unwrap();
        assert_eq!(store.sweep_parts(at(4)).unwrap(), 0);
        assert_eq!(store.part(URL).unwrap(), Some(part(bytes)));
        fs::write(&path, b"half of it").unwrap();
    }
    let elsewhere = crate::Part { path: path.with_file_name("../a.part"), ..part(b"half") };
    assert!(matches!(store.note_part(&elsewhere), Err(crate::StoreError::Unknown(_))));
}

#[test]
fn a_part_is_found_again_after_the_program_ended() {
    let (folder, store) = library();
    assert_eq!(store.part(URL).unwrap(), None);
    let begun = part_with(&store, URL, b"half", 3);
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(store.part(URL).unwrap().as_ref(), Some(&begun));

    let again = store.begin_part(URL, Some("\"v2\""), None, at(4)).unwrap();
    assert_eq!((again.bytes, again.sha256.as_str()), (0, hash(b"").as_str()));
    assert_ne!(again.path, begun.path);
    assert!(!begun.path.exists(), "the part of the older body is of no use");
    assert_eq!(store.part(URL).unwrap(), None, "nothing of the new one is on the disk for certain");
    store.end_part(URL).unwrap();
    assert!(!again.path.exists());
    store.end_part(URL).unwrap();
    assert!(matches!(store.checkpoint_part(URL, 1, &hash(b"a")), Err(StoreError::Unknown(_))));
}

#[test]
fn a_part_is_what_its_last_checkpoint_says() {
    for (case, on_the_disk, found) in [
        ("as noted", Some(b"half".as_slice()), true),
        ("more was written", Some(b"half and torn"), true),
        ("some was lost", Some(b"hal"), false),
        ("emptied", Some(b""), false),
        ("gone", None, false),
    ] {
        let (_folder, store) = library();
        let begun = part_with(&store, URL, b"half", 3);
        match on_the_disk {
            Some(bytes) => fs::write(&begun.path, bytes).unwrap(),
            None => fs::remove_file(&begun.path).unwrap(),
        }
        assert_eq!(store.part(URL).unwrap(), found.then(|| begun.clone()), "{case}");
        if found {
            assert_eq!(fs::read(&begun.path).unwrap(), b"half", "{case}");
        }
    }
}

#[test]
fn a_checkpoint_replaces_the_one_before() {
    let (_folder, store) = library();
    let begun = part_with(&store, URL, b"half", 3);
    fs::write(&begun.path, b"half and more").unwrap();
    store.checkpoint_part(URL, 13, &hash(b"half and more")).unwrap();
    let found = store.part(URL).unwrap().unwrap();
    assert_eq!((found.bytes, found.sha256), (13, hash(b"half and more")));
    assert!(store.checkpoint_part(URL, 13, "no hash").is_err());
    assert_eq!(store.check().unwrap().problems, []);
}

#[test]
fn sweeping_spares_what_is_known_and_not_too_old() {
    let (_folder, store) = library();
    let fresh = part_with(&store, URL, b"fresh", 3 * DAY);
    let old = part_with(&store, "https://example.org/old.pdf", b"old", 0);
    let lost = part_with(&store, "https://example.org/lost.pdf", b"lost", 3 * DAY);
    fs::remove_file(&lost.path).unwrap();
    let unknown = store.files().temporary().unwrap();
    fs::write(&unknown, b"left behind").unwrap();
    assert_eq!(store.sweep_parts(at(14 * DAY)).unwrap(), 11);
    assert!(fresh.path.exists() && old.path.exists() && !unknown.exists());
    assert_eq!(store.sweep_parts(at(14 * DAY + 1)).unwrap(), 3);
    assert!(fresh.path.exists() && !old.path.exists());
    let left: u32 = store.read(|view| Ok(view.query_row("SELECT count(*) FROM parts", [], |row| row.get(0))?)).unwrap();
    assert_eq!(left, 1);
    assert_eq!(store.part(URL).unwrap(), Some(fresh));
}

#[test]
fn a_full_disk_gets_the_room_of_all_parts() {
    let (_folder, store) = library();
    let known = part_with(&store, URL, b"known", 3);
    let unknown = store.files().temporary().unwrap();
    fs::write(&unknown, b"unknown").unwrap();
    assert_eq!(store.drop_parts().unwrap(), 12);
    assert!(!known.path.exists() && !unknown.exists());
    assert_eq!(store.part(URL).unwrap(), None);
    assert_eq!(store.drop_parts().unwrap(), 0);
}

#[test]
fn a_doctored_ledger_names_no_other_file() {
    let (folder, store) = library();
    let other = folder.path().join("other.part");
    fs::write(&other, "precious").unwrap();
    for name in ["../other.part", other.to_str().unwrap(), ".part", "other"] {
        store
            .write(|change| {
                change.execute("DELETE FROM parts", [])?;
                change.execute(
                    "INSERT INTO parts (url, name, started, bytes, sha256) VALUES (?1, ?2, ?3, 4, ?4)",
                    (URL, name, at(1), hash(b"prec")),
                )?;
                Ok(())
            })
            .unwrap();
        assert_eq!(store.part(URL).unwrap(), None, "{name}");
        assert!(store.checkpoint_part(URL, 4, &hash(b"prec")).is_err(), "{name}");
        store.sweep_parts(at(2)).unwrap();
        store.end_part(URL).unwrap();
        assert!(other.exists(), "{name}");
    }
}
