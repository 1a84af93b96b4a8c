//! The glyphs of a line with right-to-left letters, put in order from left to right, however they were drawn.

use super::Glyph;

/// A glyph between two places along the baseline.
#[derive(Clone, Copy)]
struct Placed<'g> {
    glyph: &'g Glyph,
    start: f64,
    end: f64,
    /// The place in the order of drawing.
    drawn: usize,
}

impl Placed<'_> {
    fn middle(&self) -> f64 {
        (self.start + self.end) / 2.0
    }

    /// The two stand one above the other, more or less: their places do not say which comes first.
    fn covers(&self, other: &Placed<'_>) -> bool {
        let common = self.end.min(other.end) - self.start.max(other.start);
        common > 0.3 * (self.end - self.start).min(other.end - other.start)
    }
}

/// From left to right; the marks of a letter stand before it, so that, read from the right, they follow it. `slants`
/// says that letters stand over each other.
pub(super) fn from_left<'g>(glyphs: &[&'g Glyph], direction: (f64, f64), slants: bool) -> Vec<&'g Glyph> {
    let along = |at: (f64, f64)| at.0 * direction.0 + at.1 * direction.1;
    let placed = glyphs.iter().zip(0..).map(|(glyph, drawn)| {
        let (one, other) = (along(glyph.start), along(glyph.end));
        Placed { glyph, start: one.min(other), end: one.max(other), drawn }
    });
    let (marks, mut letters): (Vec<_>, Vec<_>) = placed.partition(|placed| is_mark(&placed.glyph.text));
    let is_drawn_from_left = is_drawn_from_left(&letters);
    letters.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    if slants {
        settle_overlaps(&mut letters, is_drawn_from_left);
    } else {
        drop_piled_spaces(&mut letters);
    }

    let mut owned: Vec<(usize, &Glyph)> = marks.iter().map(|mark| (owner(mark, &letters), mark.glyph)).collect();
    owned.sort_by_key(|(owner, _)| *owner);
    let mut ordered = Vec::with_capacity(glyphs.len());
    let mut waiting = owned.into_iter().peekable();
    for (index, letter) in letters.iter().enumerate() {
        while let Some((_, mark)) = waiting.next_if(|(owner, _)| *owner == index) {
            ordered.push(mark);
        }
        ordered.push(letter.glyph);
    }
    ordered.extend(waiting.map(|(_, mark)| mark));
    ordered
}

pub(super) fn is_mark(text: &str) -> bool {
    !text.is_empty() && text.chars().all(unicode_normalization::char::is_combining_mark)
}

/// By the neighbours whose order is plain to see.
fn is_drawn_from_left(letters: &[Placed<'_>]) -> bool {
    let (mut up, mut down) = (0_u32, 0_u32);
    for pair in letters.windows(2) {
        let is_near = (pair[1].middle() - pair[0].middle()).abs() < 1.5 * pair[0].glyph.size;
        if is_near && !pair[0].covers(&pair[1]) {
            if pair[1].middle() > pair[0].middle() {
                up += 1;
            } else {
                down += 1;
            }
        }
    }
    up >= down
}

/// In slanting hands (Nastaliq) letters stand over each other. Of two that do, and that were drawn one after the other,
/// the drawing says which comes first.
fn settle_overlaps(letters: &mut [Placed<'_>], is_drawn_from_left: bool) {
    for _ in 0..3 {
        for at in 1..letters.len() {
            let (left, right) = (letters[at - 1], letters[at]);
            let in_order = (left.drawn < right.drawn) == is_drawn_from_left;
            if !in_order && left.drawn.abs_diff(right.drawn) == 1 && left.covers(&right) {
                letters.swap(at - 1, at);
            }
        }
    }
}

/// Some producers draw the spaces of a stretched line all in one place, in the middle of a word: no word ends there.
fn drop_piled_spaces(letters: &mut Vec<Placed<'_>>) {
    let is_piled = |at: usize, other: Option<&Placed<'_>>| {
        let space = &letters[at];
        let distance = |other: &Placed<'_>| (other.middle() - space.middle()).abs();
        space.glyph.is_space()
            && other.is_some_and(|other| other.glyph.is_space() && distance(other) < 0.05 * space.glyph.size)
    };
    let piled: Vec<bool> = (0..letters.len())
        .map(|at| is_piled(at, at.checked_sub(1).map(|before| &letters[before])) || is_piled(at, letters.get(at + 1)))
        .collect();
    let mut piled = piled.into_iter();
    letters.retain(|_| !piled.next().unwrap_or(false));
}

/// The letter nearest to a mark.
fn owner(mark: &Placed<'_>, letters: &[Placed<'_>]) -> usize {
    let at = mark.middle();
    let after = letters.partition_point(|letter| letter.middle() < at);
    let distance = |index: usize| letters.get(index).map_or(f64::INFINITY, |letter| (letter.middle() - at).abs());
    match after.checked_sub(1) {
        Some(before) if distance(before) <= distance(after) => before,
        _ => after,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters with the left and right end of each.
    fn order(drawn: &[(&str, f64, f64)], slants: bool) -> String {
        let glyphs: Vec<Glyph> = drawn
            .iter()
            .map(|(text, start, end)| Glyph {
                text: (*text).to_owned(),
                start: (*start, 0.0),
                end: (*end, 0.0),
                direction: (1.0, 0.0),
                size: 10.0,
                headed: None,
                link: None,
            })
            .collect();
        let glyphs: Vec<&Glyph> = glyphs.iter().collect();
        from_left(&glyphs, (1.0, 0.0), slants).into_iter().map(|glyph| glyph.text.as_str()).collect()
    }

    #[test]
    fn from_left_to_right() {
        let a = ("א", 0.0, 5.0);
        let b = ("ב", 5.0, 10.0);
        let c = ("ג", 10.0, 15.0);
        assert_eq!(order(&[a, b, c], false), "אבג");
        assert_eq!(order(&[c, b, a], false), "אבג");
        assert_eq!(order(&[b, c, a], false), "אבג");
        // A mark over the second letter, drawn at the end, stands before it.
        assert_eq!(order(&[a, b, c, ("\u{5b4}", 6.0, 6.0)], false), "א\u{5b4}בג");
        // Spaces in the middle of a letter.
        assert_eq!(
            order(&[a, b, (" ", 6.0, 9.0), (" ", 6.0, 9.5), (" ", 10.0, 12.0), ("ג", 12.0, 15.0)], false),
            "אב ג"
        );
        // The middle letter reaches over the first: the drawing decides, in either direction.
        assert_eq!(order(&[a, ("ב", 0.0, 4.0), c], true), "אבג");
        assert_eq!(order(&[c, ("ב", 0.0, 4.0), a], true), "אבג");
        assert_eq!(order(&[], true), "");
    }
}
