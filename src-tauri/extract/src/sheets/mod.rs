//! Spreadsheets of Excel, old and new: a page per sheet that is shown, a line per row.

mod formats;

use std::collections::HashMap;
use std::io::Cursor;
use std::panic::AssertUnwindSafe;

use calamine::{
    Cell, Data, DataRef, ExcelDateTime, Hyperlink, Reader, SheetVisible, Style, Xls, XlsError, Xlsb, XlsbError, Xlsx,
    XlsxError,
};

use crate::links::Links;
use crate::problem::Problem;
use crate::{Limits, Reading, directory, fields, tidy};

/// More cells than this, filled or not, and the rest of a sheet is left out.
const MOST_CELLS: u32 = 2_000_000;

pub(crate) fn read_xlsx(bytes: &[u8], reading: &mut Reading<'_>) {
    if !is_bounded(bytes, reading) {
        return;
    }
    let mut book: Xlsx<_> = match guarded(|| Xlsx::new(Cursor::new(bytes))) {
        Some(Ok(book)) => book,
        Some(Err(XlsxError::Password)) => return reading.problem(Problem::Locked),
        _ => return reading.problem(Problem::Damaged),
    };
    // To look for links is to read a sheet once more.
    let has_links = directory::entries(bytes).any(|part| part.name.starts_with(b"xl/worksheets/_rels/"));
    each_shown(&mut book, reading, |book, name, sheet| {
        let links = if has_links { links_of(book, name, &mut sheet.links) } else { HashMap::new() };
        // Cell by cell: a sheet with a word in its last corner would be seventeen thousand million cells as a whole.
        let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Some(Problem::PartlyDamaged) };
        let patterns: Vec<_> = cells.styles().iter().map(pattern).collect();
        sheet.fill(|| {
            let next = cells.next_cell_with_style_id()?;
            Ok::<_, XlsxError>(next.map(|(cell, style)| {
                let value = Data::from(cell.get_value().clone());
                let pattern = patterns.get(style).and_then(Option::as_deref);
                Filled {
                    row: cell.get_position().0,
                    text: pattern.and_then(|pattern| shown(&value, pattern)).unwrap_or_else(|| text_of(&value)),
                    link: links.get(&cell.get_position()).copied(),
                }
            }))
        })
    });
}

/// Where cells lead, by their row and column; of a range its first cell.
fn links_of(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, links: &mut Links) -> HashMap<(u32, u32), u16> {
    let listed = book.hyperlinks_by_sheet_name(name).unwrap_or_default().into_iter();
    let number = |link: Hyperlink| {
        let address = fields::with_place(link.target.as_deref()?, link.location.as_deref());
        Some((link.range.start, links.to(&address)?))
    };
    listed.filter_map(number).collect()
}

/// The pattern that numbers of this style are shown by, where it matters.
fn pattern(style: &Style) -> Option<String> {
    const LONGEST: usize = 255;
    // Excel shows these two as the computer that it runs on wants dates, whatever stands in the file.
    let (date, date_and_time) = (Some(14), Some(22));
    let format = style.number_format.as_ref()?;
    let is_fixed = format.format_id != date && format.format_id != date_and_time;
    (is_fixed && format.format_code.len() <= LONGEST).then(|| format.format_code.clone())
}

fn shown(value: &Data, pattern: &str) -> Option<String> {
    match value {
        Data::Float(number) => formats::percentage(*number, pattern),
        Data::Int(number) => formats::percentage(*number as f64, pattern),
        Data::DateTime(moment) if !moment.is_duration() => formats::moment(moment, pattern),
        _ => None,
    }
}

pub(crate) fn read_xlsb(bytes: &[u8], reading: &mut Reading<'_>) {
    if !is_bounded(bytes, reading) {
        return;
    }
    let Some(Ok(mut book)): Option<Result<Xlsb<_>, _>> = guarded(|| Xlsb::new(Cursor::new(bytes))) else {
        return reading.problem(Problem::Damaged);
    };
    each_shown(&mut book, reading, |book, name, sheet| {
        let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Some(Problem::PartlyDamaged) };
        sheet.fill(|| {
            let next = cells.next_cell()?;
            let filled = |cell: Cell<DataRef<'_>>| Filled {
                row: cell.get_position().0,
                text: text_of(&Data::from(cell.get_value().clone())),
                link: None,
            };
            Ok::<_, XlsbError>(next.map(filled))
        })
    });
}

pub(crate) fn read_xls(bytes: &[u8], reading: &mut Reading<'_>) {
    let mut book: Xls<_> = match guarded(|| Xls::new(Cursor::new(bytes))) {
        Some(Ok(book)) => book,
        Some(Err(XlsError::Password)) => return reading.problem(Problem::Locked),
        _ => return reading.problem(Problem::Damaged),
    };
    each_shown(&mut book, reading, |book, name, sheet| {
        let Ok(range) = book.worksheet_range(name) else { return Some(Problem::PartlyDamaged) };
        let mut filled =
            range.used_cells().map(|(row, _, value)| Filled { row: row as u32, text: text_of(value), link: None });
        let whole = filled.all(|cell| sheet.cell(&cell));
        (!whole).then_some(Problem::CutShort)
    });
}

/// The parts of a workbook are unpacked by the library, which knows no bounds: what the container itself says must be
/// within ours. Where it lies, the worker's bound on memory holds.
fn is_bounded(bytes: &[u8], reading: &mut Reading<'_>) -> bool {
    let limits = reading.limits;
    let (mut parts, mut unpacked) = (0_usize, 0_u64);
    for entry in directory::entries(bytes) {
        parts += 1;
        unpacked = unpacked.saturating_add(entry.unpacked);
        if parts > limits.max_zip_parts || unpacked > limits.max_unpacked_bytes {
            reading.problem(Problem::TooLarge);
            return false;
        }
    }
    true
}

/// Nothing where the library panics, which it does over numbers that no sheet has: that costs the sheet, not the others.
fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(AssertUnwindSafe(read)).ok()
}

/// A cell that says something.
struct Filled {
    row: u32,
    text: String,
    /// The number of where it leads.
    link: Option<u16>,
}

/// A sheet's text as it grows.
struct Sheet {
    text: String,
    /// Of its words, without the marks of links.
    bytes: usize,
    links: Links,
    row: Option<u32>,
    cells: u32,
    most: usize,
}

impl Sheet {
    fn new(limits: &Limits) -> Self {
        let most = limits.max_text_bytes_per_page;
        Sheet { text: String::new(), bytes: 0, links: Links::new(limits), row: None, cells: 0, most }
    }

    /// Cell by cell to the end, to damage, or to where it is cut.
    fn fill<E>(&mut self, mut next: impl FnMut() -> Result<Option<Filled>, E>) -> Option<Problem> {
        loop {
            match next() {
                Ok(Some(cell)) if self.cell(&cell) => {}
                Ok(Some(_)) => return Some(Problem::CutShort),
                Ok(None) => return None,
                Err(_) => return Some(Problem::PartlyDamaged),
            }
        }
    }

    /// Whether there is room for more.
    fn cell(&mut self, Filled { row, text, link }: &Filled) -> bool {
        self.cells += 1;
        if !text.trim().is_empty() {
            self.text.push(if self.row == Some(*row) { ' ' } else { '\n' });
            self.bytes += 1 + text.len();
            self.text.extend(link.map(tidy::link).into_iter().flatten());
            self.text.push_str(&text.replace(['\n', '\r'], " "));
            self.text.extend(link.map(|_| tidy::LINK_END));
            self.row = Some(*row);
        }
        self.bytes < self.most && self.cells < MOST_CELLS
    }
}

fn each_shown<'a, R: Reader<Cursor<&'a [u8]>>>(
    book: &mut R,
    reading: &mut Reading<'_>,
    mut read: impl FnMut(&mut R, &str, &mut Sheet) -> Option<Problem>,
) {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<_> = sheets.map(|sheet| sheet.name.clone()).collect();
    reading.page_count(names.len() as u32);
    for (number, name) in (1..).zip(names) {
        if reading.is_full() || number > reading.limits.max_pages {
            return reading.problem(Problem::CutShort);
        }
        let mut sheet = Sheet::new(reading.limits);
        let problem = guarded(|| read(book, &name, &mut sheet)).unwrap_or(Some(Problem::PartlyDamaged));
        let Sheet { text, links, .. } = &sheet;
        if !text.is_empty() {
            reading.linked_page(Some(number), &format!("{}{name}\n{text}", tidy::heading(1)), links);
        }
        match problem {
            Some(Problem::PartlyDamaged) => reading.partly_damaged(),
            Some(problem) => reading.problem(problem),
            None => {}
        }
    }
}

fn text_of(value: &Data) -> String {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number_text(*number),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(moment) => moment_text(moment),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// Without the noise of binary fractions: ten digits behind the point at most.
fn number_text(number: f64) -> String {
    let text = format!("{number:.10}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if number.abs() < 1e15 { text.to_owned() } else { format!("{number:e}") }
}

/// As Excel shows it in Britain, where the pattern that the writer chose is not known.
fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, _, _) = moment.to_ymd_hms_milli();
    let days = moment.as_f64();
    if moment.is_duration() {
        let minutes = (days * 24.0 * 60.0).round();
        return format!("{}:{:02}", (minutes / 60.0).trunc(), (minutes % 60.0).abs());
    }
    match (days.trunc() == 0.0, days.fract() == 0.0) {
        (true, _) => format!("{hour:02}:{minute:02}"),
        (_, true) => format!("{day:02}/{month:02}/{year}"),
        _ => format!("{day:02}/{month:02}/{year} {hour:02}:{minute:02}"),
    }
}

#[cfg(test)]
mod tests;
