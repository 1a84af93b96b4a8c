//! Putting rows from several catalogues together: the damaged one, its copy, what a migration left.
//!
//! They are states of one library, and are taken in turn, the newest first. A row that is there already stays. A table
//! that is whole in one state has all that there was, so that nothing of it is taken from an older one: what it lacks was
//! deleted.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Transaction, params_from_iter};

use crate::copy::State;
use crate::error::StoreError;
use crate::salvage::{self, Shape, WholeRow};
use crate::{check, copy, schema};

/// One state of the library, in a file.
pub(crate) struct Source {
    path: PathBuf,
    pub counters: Counters,
    /// The tables in which nothing is damaged.
    whole: HashSet<String>,
    /// The catalogue itself, not a copy of it.
    pub is_catalogue: bool,
}

/// What a state says of itself; `None` where that is damaged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counters {
    pub library: Option<(String, u64, u64)>,
    pub changes: Option<u64>,
}

/// What was taken.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub from_catalogue: u32,
    pub from_copies: u32,
    /// Rows of the catalogue that are seen and not whole.
    pub damaged: u32,
    /// Tables of which all is known.
    pub settled: HashSet<String>,
    /// Texts all of whose pages are known, by the hash of their file.
    pub whole_texts: HashSet<String>,
}

impl Source {
    pub fn of(path: &Path, is_catalogue: bool, shapes: &[Shape]) -> Result<Self, StoreError> {
        let (counters, whole) = match read(path, is_catalogue, shapes) {
            Ok(read) => read,
            Err(_) => (find_counters(path, shapes)?, HashSet::new()),
        };
        Ok(Self { path: path.to_owned(), counters, whole, is_catalogue })
    }

    /// Whether it is of the same library as another, as far as both say.
    pub fn is_akin(&self, other: &Self) -> bool {
        match (&self.counters.library, &other.counters.library) {
            (Some((one, ..)), Some((another, ..))) => one == another,
            _ => true,
        }
    }

    /// Whether it is a later state than the other, as far as that is known.
    fn is_later_than(&self, other: &Self) -> bool {
        match (self.counters.changes, other.counters.changes) {
            (Some(one), Some(another)) => one > another,
            _ => match (&self.counters.library, &other.counters.library) {
                (Some((_, one, one_serial)), Some((_, another, another_serial))) => {
                    (one, one_serial) > (another, another_serial)
                }
                _ => false,
            },
        }
    }

    fn is_as_late_as(&self, other: &Self) -> bool {
        self.counters.changes.is_some() && self.counters.changes == other.counters.changes
    }
}

/// The newest first; where that is not known, the catalogue before its copies.
pub(crate) fn in_order(sources: Vec<Source>) -> Vec<Source> {
    let mut ordered: Vec<Source> = Vec::new();
    for source in sources {
        let at = ordered.iter().position(|known| source.is_later_than(known)).unwrap_or(ordered.len());
        ordered.insert(at, source);
    }
    ordered
}

/// What SQLite reads: the counters, and the tables in which it finds nothing wrong and every seal fits.
fn read(path: &Path, is_catalogue: bool, shapes: &[Shape]) -> Result<(Counters, HashSet<String>), StoreError> {
    let mut connection = if is_catalogue { open_as_it_is(path)? } else { copy::open(path)? };
    let view = connection.transaction()?;
    let state = State::of(&view)?;
    let tables = shapes.iter().map(|shape| shape.table.clone());
    let whole = tables.filter(|table| check::is_whole(&view, table)).collect();
    let library = Some((state.library, state.revision, state.serial));
    Ok((Counters { library, changes: Some(state.changes) }, whole))
}

/// What can be found where SQLite cannot read.
fn find_counters(path: &Path, shapes: &[Shape]) -> Result<Counters, StoreError> {
    let mut counters = Counters::default();
    let is_wanted = |shape: &&Shape| ["library", "changes"].contains(&shape.table.as_str());
    let wanted: Vec<Shape> = shapes.iter().filter(is_wanted).cloned().collect();
    salvage::rows(path, &wanted, |row| {
        match (row.shape.table.as_str(), row.values.as_slice()) {
            ("library", [_, Value::Text(id), Value::Integer(revision), Value::Integer(serial)]) => {
                let found = (id.clone(), revision.unsigned_abs(), serial.unsigned_abs());
                if counters.library.as_ref().is_none_or(|known| known.2 < found.2) {
                    counters.library = Some(found);
                }
            }
            ("changes", [_, Value::Integer(count)]) => {
                counters.changes = counters.changes.max(Some(count.unsigned_abs()));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(counters)
}

/// Opens what may be damaged, so that neither it nor its log is changed.
pub(crate) fn open_as_it_is(catalogue: &Path) -> Result<Connection, StoreError> {
    if schema::length(catalogue) == 0 {
        return Err(StoreError::Damaged("the catalogue file is gone".into()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(catalogue, flags)?;
    connection.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    schema::prepare(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Writes the rows of all these states to a new, empty catalogue. They are in their order already.
pub(crate) fn merge(change: &Transaction<'_>, sources: &[Source], shapes: &[Shape]) -> Result<Taken, StoreError> {
    let mut taken = Taken::default();
    for source in sources {
        let is_newest = sources.first().is_some_and(|newest| std::ptr::eq(newest, source));
        let is_current = is_newest || sources.first().is_some_and(|newest| source.is_as_late_as(newest));
        let is_wanted = |table: &str| match table {
            "library" | "changes" => false,
            // Part files went on since an older state was written.
            "parts" if !is_current => false,
            // What the pages belong to is looked at, also where nothing of it is taken.
            "texts" => !taken.settled.contains("text_pages"),
            _ => !taken.settled.contains(table),
        };
        let mut wanted: Vec<Shape> = shapes.iter().filter(|shape| is_wanted(&shape.table)).cloned().collect();
        // Of an older state pages are taken only where the text that they belong to is the same, so they come last.
        let mut pages = Vec::new();
        if !is_newest {
            pages = wanted.extract_if(.., |shape| shape.table == "text_pages").collect();
        }
        let mut texts = HashSet::new();
        let mut count = 0;
        let is_of_today = |row: &WholeRow<'_>| {
            let table = &row.shape.table;
            let is_stale = row.is_stray && source.whole.contains(table);
            // An answer of an older state is not the last one. It may stand where the site is asked with its validators,
            // and says that there is something newer; without them it would be taken for fresh.
            let is_fresh = is_current || table != "snapshots" || has_validators(row);
            is_fresh && !is_stale && !taken.settled.contains(table)
        };
        let damage = salvage::rows(&source.path, &wanted, |row| {
            let is_new = is_of_today(&row) && insert(change, &row)?;
            count += u32::from(is_new);
            if row.shape.table == "texts" && (is_new || stands(change, &row)?) {
                texts.extend(text_of(&row));
            }
            Ok(())
        })?;
        let mut damage_to_pages = salvage::Damage::default();
        if !pages.is_empty() {
            damage_to_pages = salvage::rows(&source.path, &pages, |row| {
                let is_wanted = is_of_today(&row) && text_of(&row).is_some_and(|text| texts.contains(&text));
                count += u32::from(is_wanted && insert(change, &row)?);
                Ok(())
            })?;
        }
        if source.whole.contains("text_pages") {
            taken.whole_texts.extend(texts);
        }
        if source.is_catalogue {
            taken.from_catalogue += count;
            taken.damaged += damage.rows + damage_to_pages.rows + damage.torn.max(damage_to_pages.torn);
        } else {
            taken.from_copies += count;
        }
        taken.settled.extend(source.whole.iter().cloned());
    }
    Ok(taken)
}

/// The hash that a row of `texts` or `text_pages` begins with.
fn text_of(row: &WholeRow<'_>) -> Option<String> {
    match row.values.first() {
        Some(Value::Text(sha256)) => Some(sha256.clone()),
        _ => None,
    }
}

fn has_validators(row: &WholeRow<'_>) -> bool {
    let mut values = row.shape.columns().zip(&row.values);
    values.any(|(column, value)| matches!(column, "etag" | "last_modified") && *value != Value::Null)
}

/// Writes the row where none with its key is there. Gives whether it was written.
fn insert(change: &Transaction<'_>, row: &WholeRow<'_>) -> Result<bool, StoreError> {
    let table = row.shape.table.as_str();
    let columns: Vec<&str> = row.shape.columns().collect();
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
    let (list, places_list) = (columns.join(", "), places.join(", "));
    let sql = match table {
        // Their numbers are for the order only: two states may have given one number to two rows.
        "attachment_files" | "refreshes" => {
            let same = columns.iter().zip(&places).skip(1).map(|(column, place)| format!("{column} IS {place}"));
            format!(
                "INSERT INTO {table} ({list})
                 SELECT CASE WHEN EXISTS (SELECT 1 FROM {table} WHERE number = ?1) THEN NULL ELSE ?1 END, {}
                 WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {})",
                places[1..].join(", "),
                same.collect::<Vec<_>>().join(" AND ")
            )
        }
        // Only here does a row itself say which of two is the later.
        "resources" => {
            let all = columns.iter().map(|column| format!("{column} = excluded.{column}")).collect::<Vec<_>>();
            format!(
                "INSERT INTO resources ({list}) VALUES ({places_list})
                 ON CONFLICT (id) DO UPDATE SET {} WHERE excluded.serial > serial",
                all.join(", ")
            )
        }
        "snapshots" => format!(
            "INSERT INTO snapshots ({}) SELECT {} WHERE ?1 IS NOT NULL ON CONFLICT DO NOTHING",
            columns[1..].join(", "),
            places[1..].join(", ")
        ),
        _ => format!("INSERT INTO {table} ({list}) VALUES ({places_list}) ON CONFLICT DO NOTHING"),
    };
    match change.prepare_cached(&sql)?.execute(params_from_iter(&row.values)) {
        Ok(written) => Ok(written > 0),
        // A row with a fitting seal that breaks a rule of its table is not one that we wrote.
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Whether exactly this row stands there already.
fn stands(change: &Transaction<'_>, row: &WholeRow<'_>) -> Result<bool, StoreError> {
    let same: Vec<String> =
        row.shape.columns().enumerate().map(|(at, column)| format!("{column} IS ?{}", at + 1)).collect();
    let sql = format!("SELECT EXISTS (SELECT 1 FROM {} WHERE {})", row.shape.table, same.join(" AND "));
    Ok(change.prepare_cached(&sql)?.query_row(params_from_iter(&row.values), |row| row.get(0))?)
}
