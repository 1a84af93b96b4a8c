//! Text with its letters in Unicode normal form KC, and with the way back to where each part stood in the text as written: words are cut
//! from the normal form, so that all ways to encode a text give the same words, and marked in the written one.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, char::is_combining_mark, is_nfkc_quick};
use unicode_segmentation::UnicodeSegmentation;

pub struct Normal<'a> {
    pub text: Cow<'a, str>,
    /// Stretches in order; empty where the text was normal already.
    stretches: Vec<Stretch>,
    written_length: usize,
}

/// From here on, up to the next stretch. Bytes in both forms.
struct Stretch {
    normal: usize,
    written: usize,
    /// The stretch reads the same in both forms.
    same: bool,
}

impl<'a> Normal<'a> {
    pub fn of(text: &'a str) -> Self {
        if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
            return Self { text: Cow::Borrowed(text), stretches: Vec::new(), written_length: text.len() };
        }
        let mut normal = Normal { text: Cow::Owned(String::new()), stretches: Vec::new(), written_length: text.len() };
        let mut at = 0;
        while at < text.len() {
            // Plain stretches are taken over whole; what follows is looked at one character as read at a time.
            let mut plain = text[at..].bytes().take_while(u8::is_ascii).count();
            let next = text[at + plain..].chars().next();
            if plain > 0 && next.is_some_and(is_combining_mark) {
                plain -= 1;
            }
            if plain > 0 {
                normal.push(at, &text[at..at + plain], true);
                at += plain;
            }
            let rest = &text[at..];
            let end = rest.char_indices().skip(1).find(|(_, c)| c.is_ascii()).map_or(rest.len(), |(end, _)| end);
            for cluster in rest[..end].graphemes(true) {
                match normal_cluster(cluster) {
                    Some(folded) => normal.push(at, &folded, false),
                    None => normal.push(at, cluster, true),
                }
                at += cluster.len();
            }
        }
        normal
    }

    fn push(&mut self, written: usize, part: &str, same: bool) {
        let text = self.text.to_mut();
        if !same || !self.stretches.last().is_some_and(|last| last.same) {
            self.stretches.push(Stretch { normal: text.len(), written, same });
        }
        text.push_str(part);
    }

    /// Where a range of bytes of the normal form stands in the text as written. A part of a character that was taken
    /// apart stands for the whole.
    pub fn written(&self, from: usize, to: usize) -> (usize, usize) {
        if self.stretches.is_empty() || from >= to {
            return (from, to);
        }
        let stretch_of = |at: usize| self.stretches.partition_point(|stretch| stretch.normal <= at).saturating_sub(1);
        let first = &self.stretches[stretch_of(from)];
        let start = if first.same { first.written + (from - first.normal) } else { first.written };
        let last = stretch_of(to - 1);
        let end = if self.stretches[last].same {
            self.stretches[last].written + (to - self.stretches[last].normal)
        } else {
            self.stretches.get(last + 1).map_or(self.written_length, |next| next.written)
        };
        (start, end)
    }
}

/// The normal form of one character as read, where it is another. Only of letters and digits: `™` must not become two
/// letters of the word before it, nor a raised footnote number its last figure.
fn normal_cluster(cluster: &str) -> Option<String> {
    if is_nfkc_quick(cluster.chars()) == IsNormalized::Yes {
        return None;
    }
    let first = cluster.chars().next()?;
    let folded: String = match first {
        // The acute accent that stands alone is typed for an apostrophe; its normal form is a space.
        '\u{B4}' => cluster.replace('\u{B4}', "\u{2019}"),
        '\u{BC}'..='\u{BE}' | '\u{2150}'..='\u{215F}' => format!(" {} ", cluster.nfkc()),
        _ if is_letter(first) => cluster.nfkc().collect(),
        _ => cluster.nfc().collect(),
    };
    (folded != cluster).then_some(folded)
}

/// A letter, a mark, or a digit of full width.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c) || matches!(c, '\u{FF10}'..='\u{FF19}' | '\u{1D7CE}'..='\u{1D7FF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_are_found_where_they_were_written() {
        let written = "Eat e\u{301}clairs … the ﬁrst ½";
        let normal = Normal::of(written);
        assert_eq!(normal.text, "Eat \u{e9}clairs … the first  1⁄2 ");
        for (part, stood) in
            [("\u{e9}clairs", "e\u{301}clairs"), ("first", "ﬁrst"), ("rst", "rst"), ("1", "½"), ("the", "the")]
        {
            let from = normal.text.find(part).unwrap();
            let (from, to) = normal.written(from, from + part.len());
            assert_eq!(&written[from..to], stood);
        }
    }

    proptest! {
        #[test]
        fn ranges_always_cut_at_characters(text in "\\PC{0,40}") {
            let normal = Normal::of(&text);
            prop_assert_eq!(normal.text.is_empty(), text.is_empty());
            for (from, part) in normal.text.char_indices() {
                let (from, to) = normal.written(from, from + part.len_utf8());
                prop_assert!(text.get(from..to).is_some_and(|part| !part.is_empty()));
            }
        }
    }
}
