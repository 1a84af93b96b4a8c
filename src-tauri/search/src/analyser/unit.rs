//! Words of a text, gathered into units that a reader takes for one thing.

use super::bounds::each_word;
use super::fold::{accented, fold_word, is_apostrophe, is_hyphen};
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

/// Calls `each` with every unit of a text, in order.
pub fn units(text: &str, mut each: impl FnMut(Unit)) {
    let normal = Normal::of(text);
    let mut open = Open::default();
    let mut gap_from = 0;
    each_word(&normal.text, |at, segment| {
        let gap = &normal.text[gap_from..at];
        gap_from = at + segment.len();
        let unspaced = segment.chars().next().is_some_and(is_unspaced);
        if !open.words.is_empty() && !open.takes(gap, segment, unspaced) {
            open.close(&mut each);
        }
        if !open.words.is_empty() {
            open.gaps.push(gap.to_owned());
        } else {
            open.after_plus = gap.ends_with('+');
        }
        if unspaced && segment.chars().all(|c| is_unspaced(c) && c.is_alphanumeric()) {
            for (offset, letter) in segment.char_indices() {
                let from = at + offset;
                open.push(letter.encode_utf8(&mut [0; 4]), normal.written(from, from + letter.len_utf8()), true);
            }
        } else {
            open.push(segment, normal.written(at, at + segment.len()), unspaced);
        }
    });
    open.close(&mut each);
}

/// The words read so far that may still turn out to be one unit.
#[derive(Default)]
struct Open {
    words: Vec<(Word, bool)>,
    gaps: Vec<String>,
    after_plus: bool,
}

impl Open {
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
