//! The table at the end of a ZIP container, read without unpacking or copying anything: what a container is, and how
//! much it says it holds, before a byte of it is believed.

/// An entry of the table (APPNOTE.TXT, 4.3.12).
pub(crate) struct Entry<'a> {
    pub(crate) name: &'a [u8],
    /// In bytes, as the container says.
    pub(crate) unpacked: u64,
    is_stored: bool,
    packed: u64,
    place: u64,
}

/// The end of the table (4.3.16) is looked for in so many last bytes: 22, and a comment.
const END_WITHIN: usize = 22 + 65_535;

/// The entries, in the order of the table; none where there is no table. Ends where the table makes no sense.
pub(crate) fn entries(bytes: &[u8]) -> impl Iterator<Item = Entry<'_>> {
    let mut at = first(bytes);
    std::iter::from_fn(move || {
        let (entry, next) = entry(bytes, at?)?;
        at = Some(next);
        Some(entry)
    })
}

fn first(bytes: &[u8]) -> Option<usize> {
    let from = bytes.len().saturating_sub(END_WITHIN);
    let end = from + bytes[from..].windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let size = usize::try_from(number(bytes, end + 12, 4)?).ok()?;
    let said = usize::try_from(number(bytes, end + 16, 4)?).ok()?;
    let is_table = |at: &usize| bytes.get(*at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02"));
    // Where something stands before the container, all places are off by its length.
    Some(said).filter(is_table).or_else(|| end.checked_sub(size).filter(is_table)).or_else(|| large(bytes, end))
}

/// The table of a container with more entries or bytes than four bytes can count (4.3.14, 4.3.15).
fn large(bytes: &[u8], end: usize) -> Option<usize> {
    let pointer = end.checked_sub(20).filter(|at| bytes[*at..].starts_with(b"PK\x06\x07"))?;
    let record = usize::try_from(number(bytes, pointer + 8, 8)?).ok()?;
    usize::try_from(number(bytes, record.checked_add(48)?, 8)?).ok()
}

fn entry(bytes: &[u8], at: usize) -> Option<(Entry<'_>, usize)> {
    if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
        return None;
    }
    let field = |offset: usize, length: usize| number(bytes, at + offset, length);
    let name_end = at + 46 + usize::try_from(field(28, 2)?).ok()?;
    let next = name_end + usize::try_from(field(30, 2)? + field(32, 2)?).ok()?;
    let entry = Entry {
        name: bytes.get(at + 46..name_end)?,
        is_stored: field(10, 2)? == 0,
        packed: field(20, 4)?,
        unpacked: field(24, 4)?,
        place: field(42, 4)?,
    };
    Some((entry, next))
}

impl Entry<'_> {
    /// The bytes of a short entry that is not packed.
    fn stored<'a>(&self, bytes: &'a [u8]) -> Option<&'a [u8]> {
        if !self.is_stored || self.packed > 200 {
            return None;
        }
        let at = usize::try_from(self.place).ok()?;
        let start =
            at.checked_add(30 + usize::try_from(number(bytes, at + 26, 2)? + number(bytes, at + 28, 2)?).ok()?)?;
        bytes.get(start..start.checked_add(usize::try_from(self.packed).ok()?)?)
    }
}

/// What is in the container, by the names of its entries; none where they say nothing.
pub(crate) fn kind(bytes: &[u8]) -> Option<String> {
    use crate::sniff::{DOCX, EPUB, PPTX, XLSB, XLSX};
    let (mut office, mut has_types, mut is_book) = (None, false, false);
    for entry in entries(bytes).take(5_000) {
        let found = match entry.name {
            b"mimetype" => {
                let kind =
                    entry.stored(bytes).and_then(|kind| std::str::from_utf8(kind).ok()).unwrap_or_default().trim();
                if kind == EPUB || kind.starts_with("application/vnd.oasis.opendocument.") {
                    return Some(kind.to_owned());
                }
                None
            }
            b"[Content_Types].xml" => {
                has_types = true;
                None
            }
            b"META-INF/container.xml" => {
                is_book = true;
                None
            }
            b"xl/workbook.bin" => Some(XLSB),
            name if name.starts_with(b"word/") => Some(DOCX),
            name if name.starts_with(b"ppt/") => Some(PPTX),
            name if name.starts_with(b"xl/") => Some(XLSX),
            _ => None,
        };
        // `xl/workbook.bin` may come after other parts of the same folder.
        office = if found == Some(XLSB) { found } else { office.or(found) };
    }
    let kind = office.filter(|_| has_types).or(is_book.then_some(EPUB));
    kind.map(str::to_owned)
}

/// Little end first, of at most eight bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(length)?)?;
    Some(field.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
