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
use crate::salvage::{Salvage, Shape, WholeRow};
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
    /// Rows that no page listed.
    pub stray: u32,
    /// Rows of the catalogue that are seen and not whole.
    pub damaged: u32,
    /// Tables of which all is known.
    pub settled: HashSet<String>,
    /// Texts all of whose pages are known, by the hash of their file.
    pub whole_texts: HashSet<String>,
    /// Keys of rows that are listed in the newest state.
    of_today: HashSet<String>,
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
    // Not the stray ones: they are of earlier states.
    Salvage::open(path, &wanted).listed(|row| {
        match (row.shape.table.as_str(), row.values.as_slice()) {
            ("library", [_, Value::Text(id), Value::Integer(revision), Value::Integer(serial)]) => {
                counters.library = Some((id.clone(), revision.unsigned_abs(), serial.unsigned_abs()));
            }
            ("changes", [_, Value::Integer(count)]) => counters.changes = Some(count.unsigned_abs()),
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
///
/// First come the rows that are listed in a state, the newest state first. Then those that are stray, of which nobody
/// knows the state: where their key is missing, or where they themselves say that they are later than what an older
/// state has.
pub(crate) fn merge(change: &Transaction<'_>, sources: &[Source], shapes: &[Shape]) -> Result<Taken, StoreError> {
    let mut taken = Taken::default();
    let Some(newest) = sources.first() else { return Ok(taken) };
    let wanted: Vec<Vec<Shape>> = (0..sources.len()).map(|at| wanted_of(sources, at, shapes)).collect();
    let mut searched = Vec::new();
    for (source, shapes) in sources.iter().zip(&wanted) {
        let is_current = std::ptr::eq(newest, source) || source.is_as_late_as(newest);
        let mut salvage = Salvage::open(&source.path, shapes);
        let (mut count, mut texts) = (0, HashSet::new());
        let damage = salvage.listed(|row| {
            let table = row.shape.table.as_str();
            // Pages come after their texts, and of an older state only where the text is the same.
            if table == "text_pages" && !std::ptr::eq(newest, source) {
                return Ok(());
            }
            // An answer of an older state is not the last one. It may stand where the site is asked with its validators,
            // and says that there is something newer; without them it would be taken for fresh.
            let is_fresh = is_current || table != "snapshots" || has_validators(&row);
            let is_new = is_fresh && !taken.settled.contains(table) && insert(change, &row, Rank::Listed)?;
            count += u32::from(is_new);
            if table == "texts" && (is_new || stands(change, &row)?) {
                texts.extend(text_of(&row));
            }
            if std::ptr::eq(newest, source) {
                taken.of_today.extend(key_of(&row));
            }
            Ok(())
        })?;
        if !std::ptr::eq(newest, source) {
            Salvage::open(&source.path, &pages_of(shapes)).listed(|row| {
                let is_wanted = text_of(&row).is_some_and(|text| texts.contains(&text));
                count += u32::from(is_wanted && insert(change, &row, Rank::Listed)?);
                Ok(())
            })?;
        }
        if source.whole.contains("text_pages") {
            taken.whole_texts.extend(texts);
        }
        if source.is_catalogue {
            taken.from_catalogue += count;
            taken.damaged += damage.rows + damage.torn;
        } else {
            taken.from_copies += count;
        }
        taken.settled.extend(source.whole.iter().cloned());
        searched.push((source, salvage));
    }
    let settled_today: HashSet<&String> = sources
        .iter()
        .filter(|source| std::ptr::eq(newest, *source) || source.is_as_late_as(newest))
        .flat_map(|source| &source.whole)
        .collect();
    for (source, mut salvage) in searched {
        salvage.stray(|row| {
            let table = row.shape.table.as_str();
            let is_known = settled_today.contains(&row.shape.table)
                || source.whole.contains(table)
                || key_of(&row).is_some_and(|key| taken.of_today.contains(&key))
                || match table {
                    "text_pages" => {
                        let is_whole = |text: String| taken.whole_texts.contains(&text);
                        !std::ptr::eq(newest, source) || text_of(&row).is_none_or(is_whole)
                    }
                    // The history knows whether there still is an attachment that never had a file.
                    "attachments" => value_of(&row, "sha256") == Some(&Value::Null),
                    _ => false,
                };
            taken.stray += u32::from(!is_known && insert(change, &row, Rank::Stray)?);
            Ok(())
        })?;
    }
    Ok(taken)
}

/// What is to be taken of the state at this place.
fn wanted_of(sources: &[Source], at: usize, shapes: &[Shape]) -> Vec<Shape> {
    let is_settled = |table: &str| sources[..at].iter().any(|newer| newer.whole.contains(table));
    let is_current = at == 0 || sources[at].is_as_late_as(&sources[0]);
    let is_wanted = |shape: &&Shape| match shape.table.as_str() {
        "library" | "changes" => false,
        // Part files went on since an older state was written.
        "parts" if !is_current => false,
        // What the pages belong to is looked at, also where nothing of it is taken.
        "texts" => !is_settled("texts") || !is_settled("text_pages"),
        table => !is_settled(table),
    };
    shapes.iter().filter(is_wanted).cloned().collect()
}

fn pages_of(shapes: &[Shape]) -> Vec<Shape> {
    shapes.iter().filter(|shape| shape.table == "text_pages").cloned().collect()
}

/// The hash that a row of `texts` or `text_pages` begins with.
fn text_of(row: &WholeRow<'_>) -> Option<String> {
    match row.values.first() {
        Some(Value::Text(sha256)) => Some(sha256.clone()),
        _ => None,
    }
}

fn has_validators(row: &WholeRow<'_>) -> bool {
    ["etag", "last_modified"].iter().any(|column| value_of(row, column).is_some_and(|value| *value != Value::Null))
}

fn value_of<'a>(row: &'a WholeRow<'_>, column: &str) -> Option<&'a Value> {
    row.shape.columns().zip(&row.values).find_map(|(name, value)| (name == column).then_some(value))
}

/// Of rows that may be told from later ones.
fn key_of(row: &WholeRow<'_>) -> Option<String> {
    let key = match row.shape.table.as_str() {
        "resources" | "attachments" => value_of(row, "id"),
        "snapshots" => value_of(row, "url"),
        "about_revisions" => value_of(row, "revision"),
        _ => None,
    };
    key.map(|key| format!("{} {key:?}", row.shape.table))
}

/// What is known of the state that a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Listed,
    Stray,
}

/// Where a row says by itself that it is later than another with its key, this is how.
fn later(table: &str, rank: Rank) -> Option<&'static str> {
    match (table, rank) {
        ("resources", Rank::Listed) => Some("excluded.serial > serial"),
        ("resources", Rank::Stray) => {
            Some("(excluded.serial, coalesce(excluded.last_confirmed, '')) > (serial, coalesce(last_confirmed, ''))")
        }
        ("attachments", Rank::Stray) => Some("excluded.arrived > arrived"),
        ("snapshots", Rank::Stray) => Some("excluded.fetched_at > fetched_at"),
        ("about_revisions", Rank::Stray) => {
            Some("coalesce(excluded.last_confirmed, '') > coalesce(last_confirmed, '')")
        }
        _ => None,
    }
}

/// Writes the row where none with its key is there, or only an earlier one. Gives whether it was written.
fn insert(change: &Transaction<'_>, row: &WholeRow<'_>, rank: Rank) -> Result<bool, StoreError> {
    let table = row.shape.table.as_str();
    let columns: Vec<&str> = row.shape.columns().collect();
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
    let (list, places_list) = (columns.join(", "), places.join(", "));
    let same = |from: usize| {
        let same = columns.iter().zip(&places).skip(from).map(|(column, place)| format!("{column} IS {place}"));
        same.collect::<Vec<_>>().join(" AND ")
    };
    // Numbers are for the order only: two states may have given one number to two rows.
    let number = format!("CASE WHEN EXISTS (SELECT 1 FROM {table} WHERE number = ?1) THEN NULL ELSE ?1 END");
    let rest = places[1..].join(", ");
    let mut sql = match table {
        "attachment_files" | "refreshes" => format!(
            "INSERT INTO {table} ({list}) SELECT {number}, {rest}
             WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {})",
            same(1)
        ),
        "snapshots" => format!("INSERT INTO snapshots ({list}) SELECT {number}, {rest} WHERE true"),
        _ => format!("INSERT INTO {table} ({list}) VALUES ({places_list})"),
    };
    sql += &match (table, later(table, rank)) {
        ("attachment_files" | "refreshes", _) => String::new(),
        (_, None) => " ON CONFLICT DO NOTHING".to_owned(),
        (_, Some(later)) => {
            let key = match table {
                "snapshots" => "url",
                "about_revisions" => "revision",
                _ => "id",
            };
            let all = columns.iter().filter(|column| **column != "number" && **column != key);
            let all: Vec<String> = all.map(|column| format!("{column} = excluded.{column}")).collect();
            format!(" ON CONFLICT ({key}) DO UPDATE SET {} WHERE {later}", all.join(", "))
        }
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
