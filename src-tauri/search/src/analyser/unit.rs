//! Words of a text, gathered into units that a reader takes for one thing.

use super::bounds::each_word;
use super::fold::{LONGEST_TERM, accented, fold_word, is_apostrophe, is_hyphen};
use super::normal::Normal;

/// What holds a unit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// A word that stands alone.
    None,
    /// A hyphen or another sign between words, or a number in groups: `follow-up`, `020 7364 5000`.
    Compound,
    /// `A&E`: letters that mean nothing apart.
    Ampersand,
    /// A run of a script without spaces; each word is one letter.
    Letters,
}

/// One word with its place in the text as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The folded word.
    pub term: String,
    /// Other terms that find it: what stands around an inner sign (`la'aan`, `www.nhs.uk`), long form of initials.
    pub parts: Vec<String>,
    /// The word with its accents, where it has any.
    pub accented: Option<String>,
    /// Bytes in the text as written.
    pub from: usize,
    pub to: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub words: Vec<Word>,
    pub joint: Joint,
    /// The words of a unit written as one.
    pub joined: Option<String>,
}

/// More words than these in a row of hyphens are no longer one thing.
const MOST_JOINED: usize = 6;

/// What a text is made of, read one after the other.
pub enum Piece<'a> {
    /// A word of the letters A to Z that stands alone, which is what most words are: nothing is set aside for it.
    Plain {
        /// The folded word.
        term: &'a str,
        /// Bytes in the text as written.
        from: usize,
        to: usize,
    },
    Unit(Unit),
}

/// Calls `each` with every unit of a text, in order.
pub fn units(text: &str, mut each: impl FnMut(Unit)) {
    pieces(text, |piece| {
        each(match piece {
            Piece::Unit(unit) => unit,
            Piece::Plain { term, from, to } => {
                let word = Word { term: term.to_owned(), parts: Vec::new(), accented: None, from, to };
                Unit { words: vec![word], joint: Joint::None, joined: None }
            }
        });
    });
}

/// As [`units`], plain words apart.
pub fn pieces(text: &str, mut each: impl FnMut(Piece<'_>)) {
    let normal = Normal::of(text);
    let mut open = Open::default();
    let mut gap_from = 0;
    // A word that will be a plain one, unless what comes next belongs to it.
    let mut plain: Option<(usize, &str)> = None;
    let mut folded = String::new();
    each_word(&normal.text, |at, segment| {
        let gap = &normal.text[gap_from..at];
        gap_from = at + segment.len();
        if let Some((from, word)) = plain.take() {
            let written = normal.written(from, from + word.len());
            if parts(gap) {
                folded.clear();
                folded.push_str(word);
                folded.make_ascii_lowercase();
                each(Piece::Plain { term: &folded, from: written.0, to: written.1 });
            } else {
                open.push(word, written, false);
            }
        }
        let mut unit = |unit| each(Piece::Unit(unit));
        if !is_plain(segment) || !open.words.is_empty() && open.takes(gap, segment, false) {
            open.read(gap, segment, at, &normal, &mut unit);
        } else {
            open.close(&mut unit);
            plain = Some((at, segment));
        }
    });
    if let Some((from, word)) = plain {
        open.push(word, normal.written(from, from + word.len()), false);
    }
    open.close(&mut |unit| each(Piece::Unit(unit)));
}

/// Nothing but letters that fold by themselves.
fn is_plain(segment: &str) -> bool {
    segment.len() <= LONGEST_TERM && segment.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a word of letters and whatever follows are two things for certain. [`Open::takes`] would say the same.
fn parts(gap: &str) -> bool {
    matches!(gap, " " | "\n") || (gap.len() > 1 && gap != " & " && gap.chars().nth(1).is_some())
}

/// The words read so far that may still turn out to be one unit.
#[derive(Default)]
struct Open {
    words: Vec<(Word, bool)>,
    gaps: Vec<String>,
    after_plus: bool,
}

impl Open {
    /// The next word, which stands at a byte of the normal form, and what stands between it and the one before.
    fn read(&mut self, gap: &str, segment: &str, at: usize, normal: &Normal<'_>, each: &mut impl FnMut(Unit)) {
        let unspaced = segment.chars().next().is_some_and(is_unspaced);
        if !self.words.is_empty() && !self.takes(gap, segment, unspaced) {
            self.close(each);
        }
        if !self.words.is_empty() {
            self.gaps.push(gap.to_owned());
        } else {
            self.after_plus = gap.ends_with('+');
        }
        if unspaced && segment.chars().all(|c| is_unspaced(c) && c.is_alphanumeric()) {
            for (offset, letter) in segment.char_indices() {
                let from = at + offset;
                self.push(letter.encode_utf8(&mut [0; 4]), normal.written(from, from + letter.len_utf8()), true);
            }
        } else {
            self.push(segment, normal.written(at, at + segment.len()), unspaced);
        }
    }

    fn push(&mut self, segment: &str, (from, to): (usize, usize), unspaced: bool) {
        self.words.push((word(segment, from, to), unspaced));
    }

    fn takes(&self, gap: &str, segment: &str, unspaced: bool) -> bool {
        let (last, last_unspaced) = &self.words[self.words.len() - 1];
        if unspaced || *last_unspaced {
            return gap.is_empty() && unspaced && *last_unspaced;
        }
        let numbers = self.words.iter().all(|(word, _)| is_digits(&word.term));
        if numbers && is_digits(segment) && matches!(gap, " " | ") " | ")" | " (") {
            return true;
        }
        if self.gaps.iter().any(|gap| gap.contains([' ', ')'])) && !(numbers && is_digits(segment)) {
            return false;
        }
        if gap.is_empty() {
            return segment.chars().all(is_raised_number) && !last.term.is_empty();
        }
        let mut signs = gap.chars();
        match (signs.next(), signs.next()) {
            (Some(sign), None) if is_hyphen(sign) || is_apostrophe(sign) => return true,
            (Some('&'), None) => return is_initial(&last.term, 3) && is_initial(segment, 3),
            _ => {}
        }
        if gap == " & " {
            return is_initial(&last.term, 1) && is_initial(segment, 1);
        }
        gap == " " && self.words.len() == 1 && is_outward(&last.term) && is_inward(segment)
    }

    fn close(&mut self, each: &mut impl FnMut(Unit)) {
        let unspaced = self.words.first().is_some_and(|(_, unspaced)| *unspaced);
        let words: Vec<Word> = self.words.drain(..).map(|(word, _)| word).collect();
        let gaps = std::mem::take(&mut self.gaps);
        if words.is_empty() {
            return;
        }
        if unspaced {
            let joint = if words.len() > 1 { Joint::Letters } else { Joint::None };
            return each(Unit { words, joint, joined: None });
        }
        if words.len() == 1 {
            return each(Unit { words, joint: Joint::None, joined: None });
        }
        if gaps.iter().all(|gap| gap.trim() == "&") {
            let joined = words.iter().map(|word| word.term.as_str()).collect::<Vec<_>>().join("&");
            return each(Unit { words, joint: Joint::Ampersand, joined: Some(joined) });
        }
        let numbers = words.iter().all(|word| is_digits(&word.term));
        let spaced = gaps.iter().any(|gap| gap.contains([' ', ')']));
        let joined = match (numbers, spaced) {
            (true, true) => telephone(&words, self.after_plus),
            (true, false) => telephone(&words, self.after_plus).or_else(|| whole(&words)),
            (false, _) => whole(&words),
        };
        match joined {
            Some(joined) => each(Unit { words, joint: Joint::Compound, joined: Some(joined) }),
            None => {
                words.into_iter().for_each(|word| each(Unit { words: vec![word], joint: Joint::None, joined: None }))
            }
        }
    }
}

fn whole(words: &[Word]) -> Option<String> {
    (words.len() <= MOST_JOINED).then(|| words.iter().map(|word| word.term.as_str()).collect::<String>())
}

/// A telephone number in groups as one number, the country's 44 and a bracketed 0 as the leading 0.
fn telephone(words: &[Word], after_plus: bool) -> Option<String> {
    let digits: String = words.iter().map(|word| word.term.as_str()).collect();
    let national = match digits.strip_prefix("44").filter(|_| after_plus) {
        Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
        None => digits,
    };
    (national.starts_with('0') && (10..=11).contains(&national.len())).then_some(national)
}

fn word(segment: &str, from: usize, to: usize) -> Word {
    let term = fold_word(segment);
    let mut parts = Vec::new();
    if !segment.bytes().all(|byte| byte.is_ascii_alphanumeric()) && segment.chars().any(|c| !c.is_alphanumeric()) {
        let pieces: Vec<String> =
            segment.split(|c: char| is_inner_sign(c)).filter(|piece| !piece.is_empty()).map(fold_word).collect();
        if pieces.len() > 1 {
            let initials = pieces.iter().all(|piece| piece.chars().count() == 1);
            if initials && pieces.iter().all(|piece| !is_digits(piece)) {
                return Word { term: pieces.concat(), parts: vec![term], accented: None, from, to };
            }
            if pieces.iter().all(|piece| is_digits(piece)) && segment.contains(',') {
                return Word { term: pieces.concat(), parts: pieces, accented: None, from, to };
            }
            let digits_or_longer = |piece: &String| piece.chars().count() > 1 || is_digits(piece);
            parts = pieces.into_iter().filter(digits_or_longer).collect();
        }
    }
    parts.dedup();
    let accented = accented(segment).filter(|accented| *accented != term);
    Word { term, parts, accented, from, to }
}

/// Signs that stand inside a word as UAX #29 sees it.
fn is_inner_sign(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '.' | ',' | ':' | ';' | '_' | '\u{B7}' | '\u{2024}' | '\u{2027}' | '\u{203F}')
}

/// `CO₂`, `m²`: a number of its own that may belong to the word or be a footnote.
fn is_raised_number(c: char) -> bool {
    matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}'..='\u{2089}')
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_initial(text: &str, most: usize) -> bool {
    text.len() <= most && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// First half of a British postcode, folded: `e1`, `ec1a`.
fn is_outward(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = &text.as_bytes()[letters.min(text.len())..];
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest[0].is_ascii_digit()
        && rest.iter().all(u8::is_ascii_alphanumeric)
}

/// Second half of a postcode, as written: `4DG`.
fn is_inward(text: &str) -> bool {
    matches!(text.as_bytes(), [digit, one, two] if digit.is_ascii_digit() && one.is_ascii_alphabetic() && two.is_ascii_alphabetic())
}

/// Scripts that are written without spaces between words: Han, Kana, Thai, Lao, Khmer, Myanmar.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
    ) && !c.is_numeric()
        || matches!(c, '\u{3007}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Every word set aside until it is known what belongs to it.
    fn units_of_any(text: &str) -> Vec<Unit> {
        let normal = Normal::of(text);
        let (mut open, mut units, mut gap_from) = (Open::default(), Vec::new(), 0);
        each_word(&normal.text, |at, segment| {
            let gap = &normal.text[gap_from..at];
            gap_from = at + segment.len();
            open.read(gap, segment, at, &normal, &mut |unit| units.push(unit));
        });
        open.close(&mut |unit| units.push(unit));
        units
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn plain_words_are_units_like_others(
            text in "([a-cE]|[014]|[ \n]|[ '.,:;_\"()+&-]| & |[\u{301}²’‑–éকা糖น้]|\\PC){0,24}",
        ) {
            let mut found = Vec::new();
            units(&text, |unit| found.push(unit));
            prop_assert_eq!(found, units_of_any(&text));
        }
    }
}
