//! The one form that all text leaves in.

use catalogue::Heading;
use unicode_normalization::UnicodeNormalization;

/// NFC; paragraphs parted by one line feed; within them single spaces; no control or invisible filler characters.
///
/// The compatibility forms of whole words (ligatures, Arabic presentation forms) become letters, but marks that carry
/// meaning stay: 10² must not turn into 102.
pub(crate) fn tidy(text: &str) -> String {
    tidy_page(text).text
}

/// What a reader of a format writes before the words of a heading; level 1 is the highest, and there are six. One of the
/// characters that Unicode keeps free for a program's own use, so no document means anything else by it.
pub(crate) fn heading(level: u8) -> char {
    char::from_u32(HEADINGS + u32::from(level.clamp(1, 6))).unwrap_or_default()
}

const HEADINGS: u32 = 0xfdd0;

/// The text without what [`heading`] wrote.
pub(crate) fn without_headings(text: &str) -> String {
    text.chars().filter(|c| !('\u{fdd1}'..='\u{fdd6}').contains(c)).collect()
}

/// What it writes before words that lead somewhere: the number of where they lead, in four digits, and a mark.
pub(crate) fn link(number: u16) -> [char; 5] {
    let digit = |shift: u32| char::from_u32(DIGITS + u32::from(number >> shift & 0xf)).unwrap_or_default();
    [digit(12), digit(8), digit(4), digit(0), LINK]
}

/// What it writes after them.
pub(crate) const LINK_END: char = '\u{fdd8}';

const LINK: char = '\u{fdd7}';
const DIGITS: u32 = 0xfde0;

/// Whether [`tidy_page`] takes the character for something that a reader of a format wrote.
pub(crate) fn is_mark(c: char) -> bool {
    ('\u{fdd1}'..=LINK_END).contains(&c) || ('\u{fde0}'..='\u{fdef}').contains(&c)
}

/// A tidied text, and what was marked in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tidied {
    pub(crate) text: String,
    /// The paragraphs that begin with [`heading`].
    pub(crate) headings: Vec<Heading>,
    /// In their order. Of one that runs over several paragraphs only what stands in the first.
    pub(crate) links: Vec<Linked>,
}

/// Letters of one paragraph, in Unicode scalar values; `to` is exclusive. Of nothing but spaces it is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Linked {
    pub(crate) line: u32,
    pub(crate) from: u32,
    pub(crate) to: u32,
    /// Of where they lead, as [`link`] was given it.
    pub(crate) number: u16,
}

pub(crate) fn tidy_page(text: &str) -> Tidied {
    let (mut headings, mut line, mut column, mut level) = (Vec::new(), 0, 0, None);
    let mut links: Vec<Linked> = Vec::new();
    let (mut in_link, mut number) = (false, 0);
    let mut tidied = String::with_capacity(text.len());
    let mut gap = Gap::None;
    for c in text.nfc() {
        match c {
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                gap = Gap::Line;
                level = None;
            }
            '\u{fdd1}'..='\u{fdd6}' if tidied.is_empty() || gap == Gap::Line => {
                level = u8::try_from(c as u32 - HEADINGS).ok();
            }
            '\u{fde0}'..='\u{fdef}' => number = number << 4 | (c as u32 - DIGITS) as u16,
            LINK => {
                let number = std::mem::take(&mut number);
                // Programs cut words that lead to one place into pieces.
                let goes_on = gap != Gap::Line
                    && links.last().is_some_and(|last| {
                        last.number == number && last.line == line && last.to == column && last.from < last.to
                    });
                if !goes_on {
                    links.push(Linked { number, ..Linked::default() });
                }
                in_link = true;
            }
            LINK_END => in_link = false,
            _ if c.is_whitespace() => gap = gap.max(Gap::Space),
            // Soft hyphens, word joiners and byte order marks are there for setting type, not for reading. The joiners
            // U+200C and U+200D and the directional marks stay: scripts need them.
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            _ if c.is_control() || ('\u{fdd0}'..='\u{fdef}').contains(&c) || (c as u32 & 0xfffe) == 0xfffe => {}
            _ => {
                if !tidied.is_empty() {
                    match gap {
                        Gap::None => {}
                        Gap::Space => {
                            tidied.push(' ');
                            column += 1;
                        }
                        Gap::Line => {
                            tidied.push('\n');
                            (line, column) = (line + 1, 0);
                        }
                    }
                }
                gap = Gap::None;
                headings.extend(level.take().map(|level| Heading { line, level }));
                tidied.push(c);
                column += 1;
                if let Some(link) = links.last_mut().filter(|_| in_link) {
                    if link.to == 0 {
                        *link = Linked { line, from: column - 1, to: column, ..*link };
                    } else if link.line == line {
                        link.to = column;
                    }
                }
            }
        }
    }
    Tidied { text: tidied, headings, links }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
}

/// Letters in place of ligatures and presentation forms, which are shapes and not spelling.
pub(crate) fn letters_of(c: char) -> Option<impl Iterator<Item = char>> {
    let is_shape = matches!(c as u32,
        0xfb00..=0xfb4f | 0xfb50..=0xfdcf | 0xfdf0..=0xfdff | 0xfe70..=0xfefe // ligatures, Hebrew and Arabic shapes
        | 0x2e80..=0x2fdf | 0xf900..=0xfaff // radicals and compatibility ideographs
        | 0xff01..=0xff5e // full width Latin
    );
    is_shape.then(|| std::iter::once(c).nfkc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_lines_and_fillers() {
        for (ugly, tidied) in [
            ("", ""),
            (" \n \n", ""),
            ("a  b\u{a0}c\t\td", "a b c d"),
            ("a \n\n\r\n b\n", "a\nb"),
            ("vac\u{ad}cine \u{feff}x\u{0}y", "vaccine xy"),
            ("e\u{301}te\u{301}", "été"),
            ("10² ½ ™", "10² ½ ™"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("a\u{fffe}b\u{1}c", "abc"),
        ] {
            assert_eq!(tidy(ugly), tidied, "{ugly:?}");
        }
    }

    #[test]
    fn headings_keep_their_place() {
        let marked = format!(
            "\n {one} Flu \n\nWash {two}your hands\n{two}\n{two}When\u{ad} to call\n {six}\u{200b} Now{one}",
            one = heading(1),
            two = heading(2),
            six = heading(9),
        );
        let Tidied { text, headings, .. } = tidy_page(&marked);
        assert_eq!(text, "Flu\nWash your hands\nWhen to call\nNow");
        let places: Vec<_> = headings.iter().map(|heading| (heading.line, heading.level)).collect();
        assert_eq!(places, [(0, 1), (2, 2), (3, 6)]);
    }

    #[test]
    fn links_keep_their_words() {
        let marked = "Go  to a[ the\u{ad} page ] or b[ ]\n\nringc[ 111\u{301}] d[now\nor] e[";
        let numbers = [('a', 0), ('b', 1), ('c', 0xffff), ('d', 0x1234), ('e', 4)];
        let marked = numbers.iter().fold(marked.replace(']', &LINK_END.to_string()), |marked, (letter, number)| {
            marked.replace(&format!("{letter}["), &String::from_iter(link(*number)))
        });
        let Tidied { text, links, .. } = tidy_page(&marked);
        assert_eq!(text, "Go to the page or\nring 111\u{301} now\nor");
        assert_eq!(links.iter().map(|link| link.number).collect::<Vec<_>>(), [0, 1, 0xffff, 0x1234, 4]);
        let words: Vec<String> = links
            .iter()
            .map(|link| {
                let line = text.split('\n').nth(link.line as usize).unwrap_or_default();
                line.chars().skip(link.from as usize).take((link.to - link.from) as usize).collect()
            })
            .collect();
        assert_eq!(words, ["the page", "", "111\u{301}", "now", ""]);
    }

    #[test]
    fn pieces_of_one_link_are_one() {
        let piece = |number, words: &str| format!("{}{words}{LINK_END}", String::from_iter(link(number)));
        let marked = [piece(1, "one "), piece(1, "two"), piece(2, "three"), "\n".to_owned(), piece(2, "four")].concat();
        let found = tidy_page(&marked).links.iter().map(|link| (link.from, link.to, link.number)).collect::<Vec<_>>();
        assert_eq!(found, [(0, 7, 1), (7, 12, 2), (0, 4, 2)]);
        // Digits without a mark, and a mark without digits.
        let odd = tidy_page("\u{fde1}a\u{fdef}\u{fdef}\u{fdef}\u{fdef}\u{fdef}b\u{fdd7}c");
        assert_eq!((odd.text.as_str(), odd.links[0].number), ("abc", 0xffff));
    }

    #[test]
    fn shapes_become_letters() {
        for (shape, letters) in
            [('ﬁ', Some("fi")), ('ﻻ', Some("لا")), ('⼈', Some("人")), ('Ａ', Some("A")), ('²', None), ('é', None)]
        {
            assert_eq!(letters_of(shape).map(|letters| letters.collect::<String>()).as_deref(), letters, "{shape}");
        }
    }
}
