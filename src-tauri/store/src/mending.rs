//! Mending single rows of a catalogue that can be read otherwise, in place.

use catalogue::VerificationProblem;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, params_from_iter};

use crate::error::StoreError;
use crate::{Store, StoreCheck, copy, meta, resources, seals, texts};

/// What came of mending.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mended {
    /// Rows that are whole again, and answers and texts that are forgotten, to be asked for and read again.
    pub mended: u32,
    /// Something is damaged that cannot be mended in place: [`Store::recover_open`] is to make the catalogue again.
    pub needs_recovery: bool,
}

/// What is done about a damaged row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cure {
    /// It is read, asked for or begun again.
    Forget,
    /// The copy has it.
    Copy,
    /// The copy has it, or it is done without.
    CopyOrForget,
    /// Only the whole catalogue can be made again: counters must not go back.
    None,
}

fn cure_of(table: &str) -> Cure {
    match table {
        "parts" | "snapshots" | "texts" | "text_pages" | "text_facts" => Cure::Forget,
        "settings" => Cure::CopyOrForget,
        "library" | "changes" => Cure::None,
        _ => Cure::Copy,
    }
}

impl Store {
    /// Mends what [`Store::check`] found, row by row. Damaged texts and answers of the site are forgotten; any other
    /// damaged row is taken from the copy, where it is whole there; a damaged copy is made anew. The caller owns the
    /// [`crate::WriteLock`].
    pub fn mend(&self, found: &StoreCheck) -> Result<Mended, StoreError> {
        if found.problems.iter().any(is_of_the_whole) {
            return Ok(Mended { mended: 0, needs_recovery: true });
        }
        let is_there = |code: &str| found.problems.iter().any(|problem| problem.code == code);
        let mut done = Mended::default();
        if is_there("row_damaged") || is_there("text_damaged") || is_there("store_damaged") {
            done = match self.mend_rows() {
                // Nothing was changed.
                Err(StoreError::Damaged(_) | StoreError::Sql(_)) => Mended { mended: 0, needs_recovery: true },
                mended => mended?,
            };
            let damaged = ["row_damaged", "text_damaged", "store_damaged", "row_orphaned"];
            let is_left = |left: &StoreCheck| left.problems.iter().any(|left| damaged.contains(&left.code.as_str()));
            done.needs_recovery = done.needs_recovery || is_left(&self.check()?);
        }
        if is_there("copy_damaged") && !done.needs_recovery {
            done.mended += u32::from(self.back_up()?);
        }
        Ok(done)
    }

    fn mend_rows(&self) -> Result<Mended, StoreError> {
        let file = copy::beside(&self.catalogue);
        let library = self.library_id()?;
        let copy = match copy::state(&file) {
            Some(state) if state.library == library => Some(copy::open(&file)?),
            _ => None,
        };
        self.write(|change| {
            let mut done = Mended::default();
            for table in seals::sealed_tables(change)? {
                for row in seals::damaged_rows(change, &table)? {
                    let is_mended = match cure_of(&table) {
                        Cure::Forget => forget(change, &row)?,
                        Cure::Copy => take_from(copy.as_ref(), change, &row)?,
                        Cure::CopyOrForget => take_from(copy.as_ref(), change, &row)? || forget(change, &row)?,
                        Cure::None => false,
                    };
                    done.mended += u32::from(is_mended);
                    done.needs_recovery |= !is_mended;
                }
            }
            Ok(done)
        })
    }
}

/// Whether more than the words of single rows is damaged.
fn is_of_the_whole(problem: &VerificationProblem) -> bool {
    // What cannot be read of these comes from damaged rows.
    let is_of_rows = ["resources", "texts", "about"].contains(&problem.what.as_str());
    problem.code == "row_orphaned" || (problem.code == "store_damaged" && !is_of_rows)
}

/// A row whose seal does not fit, by its key.
pub(crate) struct DamagedRow {
    pub table: String,
    pub key: Vec<(String, Value)>,
    pub columns: Vec<String>,
}

impl DamagedRow {
    fn condition(&self) -> String {
        let same = self.key.iter().enumerate().map(|(at, (column, _))| format!("{column} = ?{}", at + 1));
        same.collect::<Vec<_>>().join(" AND ")
    }

    fn values(&self) -> impl Iterator<Item = &Value> {
        self.key.iter().map(|(_, value)| value)
    }
}

/// Gives whether it, and all that cannot be without it, was there to be forgotten.
fn forget(change: &Transaction<'_>, row: &DamagedRow) -> Result<bool, StoreError> {
    if !matches!(row.table.as_str(), "texts" | "text_pages") {
        let sql = format!("DELETE FROM {} WHERE {}", row.table, row.condition());
        let is_gone = change.execute(&sql, params_from_iter(row.values()))? == 1;
        if row.table == "text_facts" {
            texts::read_those_without_facts_again(change)?;
        }
        return Ok(is_gone);
    }
    let Some((_, Value::Text(sha256))) = row.key.first() else { return Ok(false) };
    // Where the hash is what is damaged, it is another text that is not whole, and nobody knows which.
    let is_a_files: bool =
        change.query_row("SELECT EXISTS (SELECT 1 FROM attachment_files WHERE sha256 = ?1)", [sha256], |row| {
            row.get(0)
        })?;
    if is_a_files {
        texts::forget(change, sha256)?;
    }
    Ok(is_a_files)
}

/// Gives whether the copy has the row, whole.
fn take_from(copy: Option<&Connection>, change: &Transaction<'_>, row: &DamagedRow) -> Result<bool, StoreError> {
    let Some(copy) = copy else { return Ok(false) };
    let columns = row.columns.join(", ");
    let sealed: Vec<&str> = row.columns.iter().map(String::as_str).filter(|column| *column != "number").collect();
    let sql = format!(
        "SELECT {columns} FROM {} WHERE {} AND seal IS checksum({})",
        row.table,
        row.condition(),
        sealed.join(", ")
    );
    let read = |found: &rusqlite::Row<'_>| (0..row.columns.len()).map(|at| found.get(at)).collect();
    // Where the copy cannot be read there is nothing to take.
    let found: Option<Vec<Value>> =
        copy.query_row(&sql, params_from_iter(row.values()), read).optional().unwrap_or_default();
    let Some(found) = found else { return Ok(false) };
    let from = row.key.len() + 1;
    let places: Vec<String> = (from..from + found.len()).map(|place| format!("?{place}")).collect();
    let sql = format!("UPDATE {} SET ({columns}) = ({}) WHERE {}", row.table, places.join(", "), row.condition());
    let taken = change.execute(&sql, params_from_iter(row.values().chain(&found)))? == 1;
    // What is searched may be another now.
    let owner = match row.table.as_str() {
        "resources" => found.first(),
        "attachments" => found.get(1),
        _ => None,
    };
    if let Some(Value::Text(owner)) = owner {
        let serial = meta::next_serial(change)?;
        resources::touch(change, owner, serial)?;
    }
    Ok(taken)
}
