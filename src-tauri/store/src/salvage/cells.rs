//! What stands in a page: cells, each with a record, each a row of a table or an entry of an index.

use std::collections::HashSet;

use rusqlite::types::Value;

use super::pages::{PAGE, Page, Pages, number_at};

/// Of one page in a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Rows under their number.
    Rows,
    /// Rows (or entries of an index) under themselves, in a leaf or between two children.
    Keys { with_child: bool },
}

/// The values of one cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    /// The row's number; `None` in trees of keys.
    pub number: Option<i64>,
    pub values: Vec<Value>,
}

/// What stands in one cell.
pub(super) enum Cell {
    Record(Record),
    /// With another number of values: an entry of an index, for one.
    Other,
    Torn,
}

/// Where the cells of a page stand.
pub(super) enum Layout {
    Cells(Kind, Vec<usize>),
    /// Children only, or no tree at all by the look of it: an overflow page, or what is left of a page.
    Inner,
    Torn,
}

pub(super) fn layout(page: &Page, number: u32) -> Layout {
    // The first page begins with the header of the file.
    let at = if number == 1 { 100 } else { 0 };
    let (kind, header) = match page[at] {
        0x0d => (Kind::Rows, 8),
        0x0a => (Kind::Keys { with_child: false }, 8),
        0x02 => (Kind::Keys { with_child: true }, 12),
        0x05 => return Layout::Inner,
        _ => return Layout::Torn,
    };
    let count = usize::from(u16::from_be_bytes([page[at + 3], page[at + 4]]));
    let from = at + header;
    let Some(pointers) = page.get(from..from + count * 2) else { return Layout::Torn };
    let cells = pointers.chunks_exact(2).map(|pair| usize::from(u16::from_be_bytes([pair[0], pair[1]])));
    let cells: Vec<usize> = cells.collect();
    if cells.iter().any(|cell| *cell < from + count * 2 || *cell >= PAGE) {
        return Layout::Torn;
    }
    Layout::Cells(kind, cells)
}

/// The cell that begins here, read where it has as many values as one of these. The pages that it goes on in are noted.
pub(super) fn read(
    pages: &mut Pages,
    page: &Page,
    at: usize,
    kind: Kind,
    lengths: &HashSet<usize>,
    continued: &mut HashSet<u32>,
) -> Cell {
    let mut at = at + if kind == (Kind::Keys { with_child: true }) { 4 } else { 0 };
    let Some((number, bytes, types)) = head(page, &mut at, kind) else { return Cell::Torn };
    if !lengths.contains(&types.count) {
        return Cell::Other;
    }
    match record(pages, page, at, kind, bytes, types.as_slice(), continued) {
        Some(values) => Cell::Record(Record { number, values }),
        None => Cell::Torn,
    }
}

/// The number of the row, the length of its record, and the serial types of its values.
fn head(page: &Page, at: &mut usize, kind: Kind) -> Option<(Option<i64>, usize, Types)> {
    let bytes = usize::try_from(varint(page, at)?).ok()?;
    let number = if kind == Kind::Rows { Some(varint(page, at)?) } else { None };
    let start = page.get(*at..*at + local_bytes(bytes, kind))?;
    Some((number, bytes, types(start, bytes)?))
}

fn record(
    pages: &mut Pages,
    page: &Page,
    at: usize,
    kind: Kind,
    bytes: usize,
    types: &[i64],
    continued: &mut HashSet<u32>,
) -> Option<Vec<Value>> {
    // A length that is damage must not make this go round in circles for ever.
    if bytes as u64 > pages.bytes() {
        return None;
    }
    let local = local_bytes(bytes, kind);
    let mut payload = page.get(at..at + local)?.to_vec();
    let mut next = if local < bytes { number_at(page, at + local)? } else { 0 };
    let mut chain = Vec::new();
    while payload.len() < bytes {
        // A page belongs to one record: where damage makes many seem to go on in it, most of them are none.
        if !pages.may_go_on() {
            return None;
        }
        let more = pages.read(next)?;
        chain.push(next);
        payload.extend(&more[4..4 + (bytes - payload.len()).min(PAGE - 4)]);
        next = number_at(&more, 0)?;
    }
    let values = values(&payload, types)?;
    continued.extend(chain);
    Some(values)
}

/// Bytes of a record that stand in its own page.
fn local_bytes(bytes: usize, kind: Kind) -> usize {
    let most = match kind {
        Kind::Rows => PAGE - 35,
        Kind::Keys { .. } => (PAGE - 12) * 64 / 255 - 23,
    };
    if bytes <= most {
        return bytes;
    }
    let least = (PAGE - 12) * 32 / 255 - 23;
    let spread = least + (bytes - least) % (PAGE - 4);
    if spread <= most { spread } else { least }
}

/// More values than any row of ours has.
const MOST_VALUES: usize = 24;

/// The serial types of a record's values.
struct Types {
    all: [i64; MOST_VALUES],
    count: usize,
}

/// The serial types at the beginning of a record, where they account for all its bytes. Tried at every byte of a torn
/// page, so it gives up early.
fn types(start: &[u8], bytes: usize) -> Option<Types> {
    let mut at = 0;
    let header = usize::try_from(varint(start, &mut at)?).ok()?;
    if header > start.len() || header < 2 {
        return None;
    }
    let mut types = Types { all: [0; MOST_VALUES], count: 0 };
    let mut sum = header;
    while at < header {
        let one = varint(start, &mut at)?;
        sum = sum.checked_add(length(one)?).filter(|sum| *sum <= bytes)?;
        *types.all.get_mut(types.count)? = one;
        types.count += 1;
    }
    (at == header && sum == bytes).then_some(types)
}

impl Types {
    fn as_slice(&self) -> &[i64] {
        &self.all[..self.count]
    }
}

/// Bytes of a value of this serial type.
fn length(kind: i64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(kind).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        12.. => usize::try_from((kind - 12) / 2).ok(),
        _ => None,
    }
}

fn values(payload: &[u8], types: &[i64]) -> Option<Vec<Value>> {
    let mut rest = payload.get(usize::try_from(varint(payload, &mut 0)?).ok()?..)?;
    let mut values = Vec::with_capacity(types.len());
    for kind in types {
        let (bytes, after) = rest.split_at_checked(length(*kind)?)?;
        rest = after;
        values.push(match *kind {
            0 => Value::Null,
            7 => Value::Real(f64::from_be_bytes(bytes.try_into().ok()?)),
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            1..=6 => {
                let sign = if bytes[0] & 0x80 == 0 { 0 } else { -1 };
                Value::Integer(bytes.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte)))
            }
            text if text % 2 == 1 => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
            _ => Value::Blob(bytes.to_vec()),
        });
    }
    Some(values)
}

/// Seven bits a byte, the highest first; a ninth byte has eight.
fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut number = 0_i64;
    for count in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if count == 8 {
            return Some(number << 8 | i64::from(byte));
        }
        number = number << 7 | i64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_sqlite_writes_them() {
        for (bytes, number) in [
            (vec![0x00], 0),
            (vec![0x7f], 127),
            (vec![0x81, 0x00], 128),
            (vec![0x82, 0x80, 0x00], 0x8000),
            (vec![0xff; 9], -1),
            (vec![0xc0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00], i64::MIN),
        ] {
            let mut at = 0;
            assert_eq!((varint(&bytes, &mut at), at), (Some(number), bytes.len()));
            assert_eq!(varint(&bytes[..bytes.len() - 1], &mut 0), None);
        }
    }

    #[test]
    fn a_long_record_stands_in_its_page_in_part() {
        for (bytes, kind, local) in [
            (4061, Kind::Rows, 4061),
            (4062, Kind::Rows, 489),
            (10_000, Kind::Rows, 1816),
            (1002, Kind::Keys { with_child: false }, 1002),
            (1003, Kind::Keys { with_child: true }, 489),
        ] {
            assert_eq!(local_bytes(bytes, kind), local, "{bytes}");
        }
    }

    #[test]
    fn what_does_not_add_up_is_no_record() {
        let (bytes, types_of_it) = ([4, 1, 17, 0, 7, b'a', b'b'], [1, 17, 0]);
        assert_eq!(types(&bytes, 7).unwrap().as_slice(), types_of_it);
        assert_eq!(values(&bytes, &types_of_it), Some(vec![Value::Integer(7), Value::Text("ab".into()), Value::Null]));
        for (bytes, length) in [
            (vec![4, 1, 17, 0, 7, b'a', b'b'], 8),
            (vec![9, 1, 17, 0, 7, b'a', b'b'], 7),
            (vec![4, 1, 10, 0, 7, b'a', b'b'], 7),
            (vec![3, 1, 0x91], 3),
            (vec![], 0),
        ] {
            assert!(types(&bytes, length).is_none(), "{bytes:?}");
        }
        assert_eq!(values(&[2, 17, 0xff, 0xfe], &[17]), None, "no text");
    }
}
