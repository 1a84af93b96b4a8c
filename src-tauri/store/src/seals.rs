//! Seals: a checksum in every row, so that a byte that went wrong on the disk is found.
//!
//! SQLite notices damage to its own structure, not to the words in it: a telephone number with another digit would be
//! a good row. So each table that matters has a column `seal`, computed by SQLite itself, whenever a row is written, from
//! every other column but a mere `number`. Nothing that writes can forget it. It is compared in [`crate::Store::check`], and
//! whenever a row is read to be shown.

use catalogue::VerificationProblem;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::{Type, ValueRef};
use rusqlite::{Connection, Row, Transaction};
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::mending::DamagedRow;

/// Makes the function `checksum(…)` known, without which no sealed row can be written. What it computes is part of the
/// format: changing it takes a migration.
pub(crate) fn register(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("checksum", -1, flags, |values| {
        Ok(checksum((0..values.len()).map(|at| values.get_raw(at))))
    })
}

/// The first eight bytes of a SHA-256 over the values, each with its type and length.
pub(crate) fn checksum<'a>(values: impl Iterator<Item = ValueRef<'a>>) -> i64 {
    let mut hash = Sha256::new();
    for value in values {
        let (kind, bytes): (u8, &[u8]) = match value {
            ValueRef::Null => (0, &[]),
            ValueRef::Integer(number) => (1, &number.to_le_bytes()),
            ValueRef::Real(number) => (2, &number.to_le_bytes()),
            ValueRef::Text(bytes) => (3, bytes),
            ValueRef::Blob(bytes) => (4, bytes),
        };
        hash.update([kind]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hash.finalize()[..8]);
    i64::from_le_bytes(first)
}

/// What is said of a row that does not fit its seal.
pub(crate) const NOT_AS_WRITTEN: &str = "what is stored is not what was once written";

/// A row of `SELECT *` from a sealed table is what was once written: what is shown to a reader is asked this first.
///
/// # Errors
/// A conversion failure, which is damage (see [`StoreError`]).
pub(crate) fn whole(row: &Row<'_>) -> rusqlite::Result<()> {
    let mut values = Vec::new();
    for (at, column) in row.as_ref().column_names().enumerate() {
        if !matches!(column, "number" | "seal") {
            values.push(row.get_ref(at)?);
        }
    }
    if row.get::<_, i64>("seal")? == checksum(values.into_iter()) {
        return Ok(());
    }
    Err(rusqlite::Error::FromSqlConversionFailure(0, Type::Text, NOT_AS_WRITTEN.into()))
}

/// Compares every sealed row with its seal, and gives a problem for each that does not fit: `text_damaged` with the
/// file's hash, or `row_damaged` with the table and the row's id.
pub(crate) fn check(view: &Transaction<'_>, most: u32) -> Result<Vec<VerificationProblem>, StoreError> {
    let mut problems = Vec::new();
    for table in sealed_tables(view)? {
        problems.extend(check_table(view, &table, most)?);
    }
    Ok(problems)
}

pub(crate) fn check_table(
    view: &Transaction<'_>,
    table: &str,
    most: u32,
) -> Result<Vec<VerificationProblem>, StoreError> {
    let columns = sealed_columns(view, table)?;
    let Some(id) = columns.first() else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT CAST({id} AS TEXT) FROM {table} WHERE seal IS NOT checksum({}) LIMIT {most}",
        columns.join(", ")
    );
    let mut problems = Vec::new();
    let mut statement = view.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = String::from_utf8_lossy(row.get_ref(0)?.as_bytes().unwrap_or_default()).into_owned();
        let message = NOT_AS_WRITTEN.to_owned();
        problems.push(match table {
            "texts" | "text_pages" | "text_facts" => {
                VerificationProblem { code: "text_damaged".into(), what: id, message }
            }
            _ => VerificationProblem { code: "row_damaged".into(), what: format!("{table} {id}"), message },
        });
    }
    Ok(problems)
}

/// The rows of a table whose seals do not fit.
pub(crate) fn damaged_rows(view: &Transaction<'_>, table: &str) -> Result<Vec<DamagedRow>, StoreError> {
    let sealed = sealed_columns(view, table)?;
    let names = |sql: &str| -> Result<Vec<String>, StoreError> {
        let mut statement = view.prepare(sql)?;
        Ok(statement.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?)
    };
    let columns = names("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid")?;
    let mut key = names("SELECT name FROM pragma_table_xinfo(?1) WHERE pk > 0 ORDER BY pk")?;
    if key.is_empty() {
        // Pages of texts have no key of their own, only one that is unique.
        key = sealed.iter().take(2).cloned().collect();
    }
    let sql = format!("SELECT {} FROM {table} WHERE seal IS NOT checksum({})", key.join(", "), sealed.join(", "));
    let mut statement = view.prepare(&sql)?;
    let rows = statement.query_map([], |row| {
        let values = key.iter().enumerate().map(|(at, column)| Ok((column.clone(), row.get(at)?)));
        Ok(DamagedRow {
            table: table.to_owned(),
            key: values.collect::<rusqlite::Result<_>>()?,
            columns: columns.clone(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn sealed_tables(view: &Transaction<'_>) -> Result<Vec<String>, StoreError> {
    let mut statement = view.prepare(
        "SELECT t.name FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c
         WHERE t.type = 'table' AND c.name = 'seal' ORDER BY t.name",
    )?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The names go into SQL as they are, so only plain ones are taken.
fn sealed_columns(view: &Transaction<'_>, table: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = view.prepare(
        "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 AND name <> 'number'
         AND name NOT GLOB '*[^a-z0-9_]*' AND ?1 NOT GLOB '*[^a-z_]*' ORDER BY cid",
    )?;
    Ok(statement.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_do_not_run_together_and_types_differ() {
        let connection = Connection::open_in_memory().unwrap();
        register(&connection).unwrap();
        let of = |values: &str| -> i64 {
            connection.query_row(&format!("SELECT checksum({values})"), [], |row| row.get(0)).unwrap()
        };
        // Pinned: libraries in the field carry it.
        assert_eq!(of("'leaflet', 7, NULL"), -1438366057218328346);
        assert_eq!(of(""), i64::from_le_bytes([0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14]));
        let all = ["'ab', 'c'", "'a', 'bc'", "'abc'", "'abc', ''", "'abc', NULL", "x'616263'", "1", "'1'", "1.0"];
        for one in all {
            for other in all {
                assert_eq!(of(one) == of(other), one == other, "{one} | {other}");
            }
        }
    }

    #[test]
    fn every_column_of_a_sealed_table_is_sealed() {
        let (_folder, store) = crate::testing::library();
        let tables = store.read(sealed_tables).unwrap();
        assert_eq!(
            tables,
            [
                "about_revisions",
                "attachment_files",
                "attachments",
                "changes",
                "library",
                "parts",
                "refreshes",
                "resource_revisions",
                "resources",
                "settings",
                "snapshots",
                "text_facts",
                "text_pages",
                "texts"
            ]
        );
        for table in tables {
            let columns = store.read(|view| sealed_columns(view, &table)).unwrap().join(", ");
            let sql: String = store
                .read(|view| {
                    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1";
                    Ok(view.query_row(sql, [&table], |row| row.get(0))?)
                })
                .unwrap();
            let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
            let seal = format!("seal INTEGER NOT NULL AS (checksum({columns})) STORED");
            assert!(sql.contains(&seal), "{table}: {seal} is not in {sql}");
        }
    }
}
