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

use rusqlite::Transaction;
use rusqlite::types::{Value, ValueRef};

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
}

impl Shape {
    /// The sealed tables of the newest format.
    pub fn all() -> Result<Vec<Self>, StoreError> {
        let mut connection = schema::in_memory()?;
        let view = connection.transaction()?;
        seals::sealed_tables(&view)?.into_iter().map(|table| Self::of(&view, table)).collect()
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

/// Where not one of so many torn pages has a row, it is no catalogue any more.
const IN_VAIN: usize = 1000;

/// The rows of a catalogue and its log.
///
/// The file is read by hand: no [`crate::Store`] of this process may have it open.
pub(crate) struct Salvage<'a> {
    shapes: &'a [Shape],
    pages: Pages,
    lengths: HashSet<usize>,
    /// Pages that a record goes on in.
    continued: HashSet<u32>,
    /// Pages in which something is not whole.
    torn: Vec<u32>,
}

impl<'a> Salvage<'a> {
    /// Of these shapes only. The file may be missing, and so may its log.
    pub fn open(catalogue: &Path, shapes: &'a [Shape]) -> Self {
        Self {
            shapes,
            pages: Pages::open(catalogue),
            lengths: shapes.iter().map(|shape| shape.columns.len()).collect(),
            continued: HashSet::new(),
            torn: Vec::new(),
        }
    }

    /// Gives every whole row that a page lists: they are of today.
    pub fn listed(
        &mut self,
        mut take: impl FnMut(WholeRow<'a>) -> Result<(), StoreError>,
    ) -> Result<Damage, StoreError> {
        let mut found = Damage::default();
        let numbers: Vec<u32> = self.pages.in_use().collect();
        for number in numbers {
            let Some(page) = self.pages.read(number) else { continue };
            let (kind, cells) = match cells::layout(&page, number) {
                Layout::Cells(kind, cells) => (kind, cells),
                Layout::Inner => continue,
                Layout::Torn => {
                    self.torn.push(number);
                    continue;
                }
            };
            let (mut whole, mut here) = (0, Damage::default());
            for at in cells {
                match self.cell(&page, at, kind) {
                    Cell::Record(record) => match self.open_row(&record) {
                        Some(row) => {
                            whole += 1;
                            take(row)?;
                        }
                        None => here.rows += u32::from(self.shapes.iter().any(|shape| shape.may_be(&record))),
                    },
                    Cell::Other => {}
                    Cell::Torn => here.torn += 1,
                }
            }
            if here != Damage::default() {
                self.torn.push(number);
            }
            found.rows += here.rows;
            // Rows stand among rows: what is torn in another page is an entry of an index or of the schema.
            found.torn += if whole + here.rows > 0 { here.torn } else { 0 };
        }
        Ok(found)
    }

    /// To be called after [`Salvage::listed`]: gives whole rows that no page lists any more, or that stand behind the
    /// place where the log is damaged. They may be of an earlier state, or of a later one that was never finished.
    pub fn stray(&mut self, mut take: impl FnMut(WholeRow<'a>) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let mut torn = std::mem::take(&mut self.torn);
        torn.retain(|number| !self.continued.contains(number));
        let mut found = 0;
        for (searched, number) in torn.into_iter().enumerate() {
            if searched >= IN_VAIN && found == 0 {
                break;
            }
            let Some(page) = self.pages.read(number) else { continue };
            for at in 0..PAGE {
                for kind in [Kind::Rows, Kind::Keys { with_child: false }] {
                    let Cell::Record(record) = self.cell(&page, at, kind) else { continue };
                    let Some(row) = self.open_row(&record) else { continue };
                    found += 1;
                    take(row)?;
                }
            }
        }
        for number in self.pages.look_beyond_damage() {
            let Some(page) = self.pages.read(number) else { continue };
            let Layout::Cells(kind, cells) = cells::layout(&page, number) else { continue };
            for at in cells {
                let Cell::Record(record) = self.cell(&page, at, kind) else { continue };
                self.open_row(&record).map_or(Ok(()), &mut take)?;
            }
        }
        Ok(())
    }

    fn cell(&mut self, page: &Page, at: usize, kind: Kind) -> Cell {
        cells::read(&mut self.pages, page, at, kind, &self.lengths, &mut self.continued)
    }

    fn open_row(&self, record: &Record) -> Option<WholeRow<'a>> {
        self.shapes.iter().find_map(|shape| Some(WholeRow { shape, values: shape.open(record)? }))
    }
}

#[cfg(test)]
mod tests;
