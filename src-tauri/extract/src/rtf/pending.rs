//! Letters that wait until all of them is there: some take two bytes, some two units of UTF-16.

use super::Group;

/// No more than so many bytes wait.
const MOST: usize = 1 << 16;

/// Bytes in the encoding of the present font, or units of UTF-16; never both.
#[derive(Default)]
pub(super) struct Pending {
    bytes: Vec<u8>,
    units: Vec<u16>,
    /// Letters still to come that stand for a Unicode letter, for programs that do not know Unicode.
    to_skip: usize,
}

impl Pending {
    pub(super) fn has_bytes(&self) -> bool {
        !self.bytes.is_empty()
    }

    pub(super) fn has_units(&self) -> bool {
        !self.units.is_empty()
    }

    /// How many of so many letters are to be left out.
    pub(super) fn skip(&mut self, letters: usize) -> usize {
        let skipped = self.to_skip.min(letters);
        self.to_skip -= skipped;
        skipped
    }

    pub(super) fn skip_nothing(&mut self) {
        self.to_skip = 0;
    }

    /// So many letters after it stand for the same.
    pub(super) fn unit(&mut self, number: i32, replacements: usize) {
        // Numbers above 32,767 are written as negative ones.
        self.units.push((number & 0xffff) as u16);
        self.to_skip = replacements;
    }

    /// Whether so many wait that they should be taken.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> bool {
        self.bytes.extend_from_slice(bytes);
        self.bytes.len() > MOST
    }

    /// What waits, in letters.
    pub(super) fn take(&mut self, group: &Group) -> String {
        let (units, bytes) = (std::mem::take(&mut self.units), std::mem::take(&mut self.bytes));
        // Fonts of symbols have their signs where Unicode has letters of nobody.
        let is_letter = |c: &char| !('\u{e000}'..='\u{f8ff}').contains(c);
        let mut text: String = char::decode_utf16(units).flatten().filter(is_letter).collect();
        if !group.is_symbol {
            text.push_str(&group.encoding.decode_without_bom_handling(&bytes).0);
        }
        text
    }
}
