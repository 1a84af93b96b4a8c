//! Links that lie over a page -> the words that they cover.

use std::collections::HashMap;
use std::ops::Range;

use catalogue::LinkTarget;

use super::lines::is_unspaced;
use super::{Glyph, strings};
use crate::links::LONGEST_ADDRESS;

/// A link, and the places of the page that it covers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    pub(super) places: Vec<Place>,
    pub(super) target: LinkTarget,
}

/// In points from the page's upper left corner, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// Letters of a line, in bytes, and the number of the link that covers them.
pub(super) type Covered = (Range<usize>, u16);

/// A link over more letters than this is one of the page, not of its words.
const MOST_LETTERS: usize = 500;
/// So often it is looked whether a link covers a letter of a page. Links after that are left out.
const MOST_LOOKS: usize = 50_000_000;

impl Place {
    /// But for a little.
    pub(super) fn is_within(&self, other: &Place) -> bool {
        const NEAR: f64 = 2.0;
        self.left > other.left - NEAR
            && self.top > other.top - NEAR
            && self.right < other.right + NEAR
            && self.bottom < other.bottom + NEAR
    }

    fn covers(&self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// Says of each glyph by which link it is covered. The uppermost one counts, which comes last. Those that lead to one place
/// have the number of the first.
pub(super) fn lay(links: &[Link], glyphs: &mut [Glyph]) {
    let mut numbers: HashMap<&LinkTarget, u16> = HashMap::new();
    let mut looks = MOST_LOOKS;
    for (link, number) in links.iter().zip(0_u16..) {
        let Some(left) = looks.checked_sub(link.places.len() * glyphs.len()) else { return };
        looks = left;
        let number = *numbers.entry(&link.target).or_insert(number);
        let covers = |glyph: &Glyph| link.places.iter().any(|place| place.covers(middle(glyph)));
        let covered: Vec<usize> = (0..glyphs.len()).filter(|at| covers(&glyphs[*at])).collect();
        if covered.iter().filter(|at| !glyphs[**at].is_space()).count() <= MOST_LETTERS {
            covered.into_iter().for_each(|at| glyphs[at].link = Some(number));
        }
    }
}

fn middle(glyph: &Glyph) -> (f64, f64) {
    const HALF_A_SMALL_LETTER: f64 = 0.25;
    let up = (glyph.direction.1, -glyph.direction.0);
    let rise = HALF_A_SMALL_LETTER * glyph.size;
    (f64::midpoint(glyph.start.0, glyph.end.0) + up.0 * rise, f64::midpoint(glyph.start.1, glyph.end.1) + up.1 * rise)
}

/// The pieces of a line in the order of reading -> what of it is covered. Words are covered whole or not at all, for a
/// link's edges are often drawn through a letter.
pub(super) fn covered<'p>(pieces: impl Iterator<Item = (&'p str, Option<u16>)>, text: &str) -> Vec<Covered> {
    let mut found: Vec<Covered> = Vec::new();
    let mut at = 0;
    for (piece, link) in pieces {
        let end = at + piece.len();
        if let Some(link) = link {
            match found.last_mut() {
                Some((range, last)) if *last == link && text[range.end..at].trim().is_empty() => range.end = end,
                _ => found.push((at..end, link)),
            }
        }
        at = end;
    }
    let (mut from, mut starts) =
        (0, found.iter().map(|(range, _)| range.start).collect::<Vec<_>>().into_iter().skip(1));
    found.retain_mut(|(range, _)| {
        // As far as it may reach: not into its neighbours.
        let room = from..starts.next().unwrap_or(text.len());
        from = range.end;
        let (start, end) = (word_edge(text, &room, range, range.start), word_edge(text, &room, range, range.end));
        *range = start..end.max(start);
        text[range.clone()].contains(char::is_alphanumeric)
    });
    found
}

/// Where the word begins or ends that `edge` cuts, if at least half of it is covered; else its other end.
fn word_edge(text: &str, room: &Range<usize>, covered: &Range<usize>, edge: usize) -> usize {
    let is_of_word = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    let before = room.start + text[room.start..edge].trim_end_matches(is_of_word).len();
    let after = room.end - text[edge..room.end].trim_start_matches(is_of_word).len();
    if before == edge || after == edge {
        return edge;
    }
    let shared = after.min(covered.end).saturating_sub(before.max(covered.start));
    let takes = shared * 2 >= after - before;
    if takes == (edge == covered.start) { before } else { after }
}

/// The same of a string of PDF as of any text.
pub(super) fn address(bytes: &[u8]) -> Option<String> {
    if bytes.len() > LONGEST_ADDRESS {
        return None;
    }
    crate::links::address(&std::str::from_utf8(bytes).map_or_else(|_| strings::decode(bytes), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::super::tests::glyphs;
    use super::*;

    fn link(page: u32, left: f64, top: f64, right: f64, bottom: f64) -> Link {
        Link { places: vec![Place { left, top, right, bottom }], target: LinkTarget::Page(page) }
    }

    #[test]
    fn what_lies_under_a_link_is_covered() {
        let mut page = [glyphs("one two", 50.0, 100.0), glyphs("three", 50.0, 114.0)].concat();
        // Each letter is 5 wide; the second link lies over the first.
        let links =
            [link(1, 50.0, 90.0, 100.0, 116.0), link(2, 70.0, 92.0, 90.0, 102.0), link(1, 50.0, 90.0, 55.0, 101.0)];
        lay(&links, &mut page);
        let told: String =
            page.iter().map(|glyph| glyph.link.map_or('-', |link| (b'0' + link as u8) as char)).collect();
        assert_eq!(told, "000011100000");
        let mut long = glyphs(&"a".repeat(600), 0.0, 100.0);
        lay(&[link(1, 0.0, 0.0, 4_000.0, 400.0)], &mut long);
        assert!(long.iter().all(|glyph| glyph.link.is_none()), "a link of a whole page");
    }

    /// In brackets what is covered, letter by letter.
    fn words(text: &str) -> Vec<String> {
        let mut inside = false;
        let mut letters: Vec<(String, Option<u16>)> = Vec::new();
        for c in text.chars() {
            match c {
                '[' | ']' => inside = c == '[',
                _ => letters.push((c.to_string(), inside.then_some(3))),
            }
        }
        let plain: String = letters.iter().map(|(letter, _)| letter.as_str()).collect();
        let found = covered(letters.iter().map(|(letter, link)| (letter.as_str(), *link)), &plain);
        found.into_iter().map(|(range, _)| plain[range].to_owned()).collect()
    }

    #[test]
    fn words_are_covered_whole() {
        for (text, covered) in [
            ("see [www.nhs.uk]. Or", &["www.nhs.uk"][..]),
            ("see w[ww.nhs.uk]/x", &["www.nhs.uk"]),
            ("see [www.nhs.uk o]range", &["www.nhs.uk "]),
            ("[call 1][11 now]", &["call 111 now"]),
            ("[one] [two] and [three]", &["one two", "three"]),
            ("th[e] end", &[]),
            ("您[无需预]约", &["无需预"]),
            ("[ ]", &[]),
            ("one[, ]two", &[]),
            ("(প[রীক্ষা])", &["পরীক্ষা"]),
        ] {
            assert_eq!(words(text), covered, "{text}");
        }
    }

    #[test]
    fn neighbours_keep_to_themselves() {
        let text = "http://a.orghttp://b.org";
        let pieces = text.char_indices().map(|(at, c)| (&text[at..at + c.len_utf8()], Some(u16::from(at >= 12))));
        let found: Vec<&str> = covered(pieces, text).into_iter().map(|(range, _)| &text[range]).collect();
        assert_eq!(found, ["http://a.org", "http://b.org"]);
    }

    #[test]
    fn addresses_in_the_letters_of_pdf() {
        for (bytes, kept) in [
            (&b"https://example.org/caf\xc3\xa9"[..], Some("https://example.org/caf\u{e9}")),
            (b"https://example.org/caf\xe9", Some("https://example.org/caf\u{e9}")),
            (b"\xfe\xff\0w\0w\0w\0.\0a\0.\0b", Some("https://www.a.b")),
            (b"file:///etc/passwd", None),
            (&[b'a'; 3_000], None),
        ] {
            assert_eq!(address(bytes).as_deref(), kept, "{}", String::from_utf8_lossy(&bytes[..bytes.len().min(40)]));
        }
    }
}
