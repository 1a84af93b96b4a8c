//! Rows out of a catalogue that SQLite cannot read any more.
//!
//! Every row of ours carries a seal, so a row is known by itself: whatever looks like one, wherever it stands, and whose
//! seal fits one of our tables, was once written by us, whole. Neither the schema nor the trees above the rows are
//! needed. What a seal cannot tell is whether a row is of today. So pages that are free are left out, and a row that no
//! page lists any more is told as stray: it may be of an earlier state.

mod cells;
mod pages;

use std::collections::HashSet;
use std::path::Path;

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Transaction};

use crate::error::StoreError;
use crate::{schema, seals};
pub(crate) use pages::holds_a_change;

use cells::{Cell, Kind, Layout, Record};
use pages::{PAGE, Page, Pages};

/// What the rows of a sealed table look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    pub table: String,
    /// In the order in which they stand in a row; the seal is one of them.
    columns: Vec<Column>,
    /// Rows are numbered; else they are kept under their key.
    numbered: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Column {
    name: String,
    is_text: bool,
    is_blob: bool,
    /// Is the row's number, and not stored a second time.
    is_number: bool,
}

/// A row whose seal fits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WholeRow<'a> {
    pub shape: &'a Shape,
    /// As [`Shape::columns`] names them.
    pub values: Vec<Value>,
    /// No page lists it: it may be of an earlier state.
    pub is_stray: bool,
}

impl Shape {
    /// The sealed tables of the newest format.
    pub fn all() -> Result<Vec<Self>, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        schema::prepare(&connection)?;
        let change = connection.transaction()?;
        for step in schema::STEPS {
            step(&change)?;
        }
        seals::sealed_tables(&change)?.into_iter().map(|table| Self::of(&change, table)).collect()
    }

    fn of(view: &Transaction<'_>, table: String) -> Result<Self, StoreError> {
        let sql = "SELECT NOT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?1";
        let numbered = view.query_row(sql, [&table], |row| row.get(0))?;
        let sql = "SELECT name, type, pk FROM pragma_table_xinfo(?1) ORDER BY cid";
        let mut statement = view.prepare(sql)?;
        let columns = statement.query_map([&table], |row| {
            let kind: String = row.get(1)?;
            Ok(Column {
                name: row.get(0)?,
                is_text: kind == "TEXT",
                is_blob: kind == "BLOB",
                is_number: numbered && kind == "INTEGER" && row.get::<_, bool>(2)?,
            })
        })?;
        let columns = columns.collect::<Result<_, _>>()?;
        Ok(Self { table, columns, numbered })
    }

    /// The columns that are written: all but the seal, which SQLite computes.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str()).filter(|name| *name != "seal")
    }

    /// The row's values but for its seal, where the seal fits.
    fn open(&self, record: &Record) -> Option<Vec<Value>> {
        if !self.may_be(record) {
            return None;
        }
        let mut values = Vec::with_capacity(record.values.len());
        let mut seal = None;
        for (column, value) in self.columns.iter().zip(&record.values) {
            match (column.is_number, column.name.as_str()) {
                (true, _) => values.push(Value::Integer(record.number?)),
                (_, "seal") => seal = Some(value),
                _ => values.push(value.clone()),
            }
        }
        let sealed = self.columns().zip(&values).filter(|(name, _)| *name != "number");
        let checksum = seals::checksum(sealed.map(|(_, value)| ValueRef::from(value)));
        (seal == Some(&Value::Integer(checksum))).then_some(values)
    }

    /// Whether it looks like a row of this table, whole or not.
    fn may_be(&self, record: &Record) -> bool {
        self.numbered == record.number.is_some()
            && self.columns.len() == record.values.len()
            && self.columns.iter().zip(&record.values).all(|(column, value)| match value {
                Value::Null => column.name != "seal",
                Value::Text(_) => column.is_text,
                Value::Blob(_) => column.is_blob,
                Value::Integer(_) => !column.is_text && !column.is_blob,
                Value::Real(_) => false,
            })
    }
}

/// What was seen and is not whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Damage {
    /// What looks like a row of one of these tables.
    pub rows: u32,
    /// What cannot be read at all, among rows of these tables.
    pub torn: u32,
}

/// Gives every whole row of these shapes in the catalogue and its log: first those that a page lists, then the stray
/// ones.
///
/// The file is read by hand: no [`crate::Store`] of this process may have it open.
pub(crate) fn rows(
    catalogue: &Path,
    shapes: &[Shape],
    mut take: impl FnMut(WholeRow<'_>) -> Result<(), StoreError>,
) -> Result<Damage, StoreError> {
    let mut reading = Reading {
        pages: Pages::open(catalogue),
        lengths: shapes.iter().map(|shape| shape.columns.len()).collect(),
        continued: HashSet::new(),
    };
    let mut found = Damage::default();
    let mut torn = Vec::new();
    let numbers: Vec<u32> = reading.pages.in_use().collect();
    for number in numbers {
        let Some(page) = reading.pages.read(number) else { continue };
        let (kind, cells) = match cells::layout(&page, number) {
            Layout::Cells(kind, cells) => (kind, cells),
            Layout::Inner => continue,
            Layout::Torn => {
                torn.push(number);
                continue;
            }
        };
        let (mut whole, mut here) = (0, Damage::default());
        for at in cells {
            match reading.cell(&page, at, kind) {
                Cell::Record(record) => match open(shapes, &record, false) {
                    Some(row) => {
                        whole += 1;
                        take(row)?;
                    }
                    None => here.rows += u32::from(shapes.iter().any(|shape| shape.may_be(&record))),
                },
                Cell::Other => {}
                Cell::Torn => here.torn += 1,
            }
        }
        let is_whole = here == Damage::default();
        found.rows += here.rows;
        // Rows stand among rows: what is torn in another page is an entry of an index or of the schema.
        found.torn += if whole + here.rows > 0 { here.torn } else { 0 };
        if !is_whole {
            torn.push(number);
        }
    }
    for number in torn {
        if reading.continued.contains(&number) {
            continue;
        }
        let Some(page) = reading.pages.read(number) else { continue };
        for at in 0..PAGE {
            for kind in [Kind::Rows, Kind::Keys { with_child: false }] {
                let Cell::Record(record) = reading.cell(&page, at, kind) else { continue };
                open(shapes, &record, true).map_or(Ok(()), &mut take)?;
            }
        }
    }
    for number in reading.pages.look_beyond_damage() {
        let Some(page) = reading.pages.read(number) else { continue };
        let Layout::Cells(kind, cells) = cells::layout(&page, number) else { continue };
        for at in cells {
            let Cell::Record(record) = reading.cell(&page, at, kind) else { continue };
            open(shapes, &record, true).map_or(Ok(()), &mut take)?;
        }
    }
    Ok(found)
}

struct Reading {
    pages: Pages,
    lengths: HashSet<usize>,
    /// Pages that a record goes on in.
    continued: HashSet<u32>,
}

impl Reading {
    fn cell(&mut self, page: &Page, at: usize, kind: Kind) -> Cell {
        cells::read(&mut self.pages, page, at, kind, &self.lengths, &mut self.continued)
    }
}

fn open<'a>(shapes: &'a [Shape], record: &Record, is_stray: bool) -> Option<WholeRow<'a>> {
    shapes.iter().find_map(|shape| Some(WholeRow { shape, values: shape.open(record)?, is_stray }))
}

#[cfg(test)]
mod tests {
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
        let damaged = rows(catalogue, &Shape::all().unwrap(), |row| {
            let rows = if row.is_stray { &mut stray } else { &mut listed };
            rows.entry(row.shape.table.clone()).or_default().push(row.values);
            Ok(())
        });
        (sorted(listed), sorted(stray), damaged.unwrap())
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
            let page = |number: u32| catalogue::PageText { page: Some(number), text: "words ".repeat(round * 30) };
            let text = StoredText {
                media_type: String::new(),
                pages: (1..5).map(page).collect(),
                page_count: Some(4),
                quality: catalogue::TextQuality::Good,
                language: None,
                problem: None,
                problem_code: None,
                title: None,
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
                let found =
                    |row| [&listed, &stray].iter().any(|all| all.get(table).is_some_and(|all| all.contains(row)));
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
}
