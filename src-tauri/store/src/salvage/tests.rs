use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::testing::{arrive, at, library, put_file, resource_with, revision_of, snapshot};
use crate::{Snapshot, Store, StoredText};

type Rows = BTreeMap<String, Vec<Vec<Value>>>;

fn sorted(mut rows: Rows) -> Rows {
    rows.values_mut().for_each(|rows| rows.sort_by_key(|row| format!("{row:?}")));
    rows
}

fn salvaged(catalogue: &Path) -> (Rows, Rows, Damage) {
    let (mut listed, mut stray) = (Rows::new(), Rows::new());
    let shapes = Shape::all().unwrap();
    let mut salvage = Salvage::open(catalogue, &shapes);
    let take = |rows: &mut Rows, row: WholeRow<'_>| {
        rows.entry(row.shape.table.clone()).or_default().push(row.values);
        Ok(())
    };
    let damaged = salvage.listed(|row| take(&mut listed, row)).unwrap();
    salvage.stray(|row| take(&mut stray, row)).unwrap();
    (sorted(listed), sorted(stray), damaged)
}

fn asked_for(store: &Store) -> Rows {
    let mut all = Rows::new();
    for shape in Shape::all().unwrap() {
        let columns: Vec<_> = shape.columns().collect();
        let sql = format!("SELECT {} FROM {}", columns.join(", "), shape.table);
        let rows: Vec<Vec<Value>> = store
            .read(|view| {
                let mut statement = view.prepare(&sql)?;
                let rows = statement.query_map([], |row| (0..columns.len()).map(|at| row.get(at)).collect())?;
                Ok(rows.collect::<Result<_, _>>()?)
            })
            .unwrap();
        if !rows.is_empty() {
            all.insert(shape.table, rows);
        }
    }
    sorted(all)
}

/// Long and short rows in every table, some of them written anew, some deleted.
fn filled() -> (tempfile::TempDir, Store) {
    let (folder, store) = library();
    let all: Vec<_> = (0..200).map(|n| resource_with(&format!("resource {n}"), &["1.pdf", "2.pdf"])).collect();
    store.apply(&revision_of(&all)).unwrap();
    let about = catalogue::About { vision: Some("Well. ".repeat(2000)), ..catalogue::About::default() };
    store.apply(&crate::NewRevision { about: Some(&about), ..revision_of(&all[..50]) }).unwrap();
    for (round, resource) in all[..40].iter().enumerate() {
        arrive(&store, &resource.attachments[0], &[round as u8], 1);
        let sha256 = put_file(&store, &[round as u8]);
        let page = |number: u32| catalogue::PageText::new(Some(number), "words ".repeat(round * 30));
        let text = StoredText {
            media_type: String::new(),
            pages: (1..5).map(page).collect(),
            page_count: Some(4),
            quality: catalogue::TextQuality::Good,
            language: None,
            problem: None,
            problem_code: None,
            title: None,
            facts: catalogue::Facts::default(),
            bookmarks: Vec::new(),
        };
        store.put_text(&sha256, 1, &text).unwrap();
        let url = format!("https://example.org/{round}");
        let body = Some(vec![round as u8; round * 500]);
        store.put_snapshot(&Snapshot { body, ..snapshot(&url, 'a') }).unwrap();
        if round % 3 == 0 {
            store.forget_text(&sha256).unwrap();
            store.file_lost(&sha256).unwrap();
        }
    }
    store.set_setting("last_attempt", Some("now")).unwrap();
    store.begin_part("https://a", Some("\"v1\""), None, at(1)).unwrap();
    (folder, store)
}

#[test]
fn of_a_whole_catalogue_every_row_and_nothing_else_is_listed() {
    let (folder, store) = filled();
    let expected = asked_for(&store);
    assert_eq!(expected.len(), Shape::all().unwrap().len() - 1, "all but the refreshes: {:?}", expected.keys());
    for crashed in [true, false] {
        // Read by hand only elsewhere: the store is open.
        let copy = tempfile::tempdir().unwrap();
        for name in ["catalogue.sqlite", "catalogue.sqlite-wal"] {
            let _ = fs::copy(folder.path().join(name), copy.path().join(name));
        }
        assert_eq!(schema::length(&copy.path().join("catalogue.sqlite-wal")) > 0, crashed);
        let (listed, _, damaged) = salvaged(&copy.path().join("catalogue.sqlite"));
        assert!(listed == expected, "crashed: {crashed}");
        assert_eq!(damaged, Damage::default());
        if crashed {
            let writer = store.writer.lock().unwrap();
            writer.as_ref().unwrap().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        }
    }
}

#[test]
fn without_any_tree_above_them_rows_are_found() {
    let (folder, store) = filled();
    let expected = asked_for(&store);
    drop(store);
    let file = folder.path().join("catalogue.sqlite");
    let whole = fs::read(&file).unwrap();
    for (case, damage) in [
        ("the schema", (|_, page| page[..].fill(0)) as fn(usize, &mut [u8])),
        ("every inner page", |_, page| {
            if matches!(page[0], 5) {
                page.fill(0xa5)
            }
        }),
        ("the header of the file", |number, page| {
            if number == 0 {
                page[..100].fill(0xff)
            }
        }),
    ] {
        let mut bytes = whole.clone();
        for (number, page) in bytes.chunks_mut(PAGE).enumerate() {
            if case != "the schema" || number == 0 {
                damage(number, page);
            }
        }
        fs::write(&file, &bytes).unwrap();
        let (listed, stray, _) = salvaged(&file);
        for (table, rows) in &expected {
            let found = |row| [&listed, &stray].iter().any(|all| all.get(table).is_some_and(|all| all.contains(row)));
            assert!(rows.iter().all(found), "{case}: {table}");
        }
    }
}

#[test]
fn a_damaged_row_is_counted_and_not_given() {
    let (folder, store) = filled();
    let expected = asked_for(&store);
    drop(store);
    let file = folder.path().join("catalogue.sqlite");
    let mut bytes = fs::read(&file).unwrap();
    let at = bytes.windows(12).position(|bytes| bytes == b"resource 199").unwrap();
    bytes[at] ^= 1;
    fs::write(&file, &bytes).unwrap();
    let (listed, _, damaged) = salvaged(&file);
    assert_eq!(damaged, Damage { rows: 1, torn: 0 });
    for (table, rows) in expected {
        assert!(listed[&table].iter().all(|row| rows.contains(row)), "{table}");
    }
}

#[test]
fn noise_holds_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("catalogue.sqlite");
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut noise = Vec::new();
    for _ in 0..20_000 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        noise.extend(random.to_le_bytes());
    }
    for page in noise.chunks_mut(PAGE).step_by(2) {
        page[0] = 0x0d;
    }
    for bytes in [noise, vec![0; 10_000], b"<!doctype html>".repeat(1000), Vec::new()] {
        fs::write(&file, bytes).unwrap();
        let (listed, stray, _) = salvaged(&file);
        assert!(listed.is_empty() && stray.is_empty());
    }
    fs::remove_file(&file).unwrap();
    assert!(salvaged(&file).0.is_empty());
}
