//! Glyphs in the order of drawing -> lines of text.

use super::{Glyph, bidi};

/// One line, with its place in a frame whose first axis runs along the baseline and whose second runs across it,
/// downwards.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) across: f64,
    pub(super) size: f64,
    pub(super) direction: (f64, f64),
    /// Parts of the line stand far from each other, as in a table.
    pub(super) has_wide_gap: bool,
    pub(super) is_rtl: bool,
}

/// A gap of this much of an em parts two words.
const SPACE: f64 = 0.17;
/// A gap of this many ems parts two columns.
const WIDE: f64 = 2.5;

/// Cuts the glyphs into lines where the baseline changes or the pen jumps back.
pub(super) fn cut(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Option<Open<'_>> = None;
    for glyph in glyphs {
        if let Some(line) = &mut open
            && line.is_continued_by(glyph)
        {
            line.push(glyph);
            continue;
        }
        // A space at the end of a line may be drawn anywhere. It never begins one.
        if glyph.is_space() {
            if let Some(line) = &mut open {
                line.is_spaced = true;
            }
            continue;
        }
        lines.extend(open.replace(Open::new(glyph)).and_then(Open::close));
    }
    lines.extend(open.and_then(Open::close));
    lines
}

struct Open<'g> {
    glyphs: Vec<&'g Glyph>,
    direction: (f64, f64),
    across: f64,
    size: f64,
    reach: f64,
    is_rtl: bool,
    /// A space was drawn elsewhere since the last glyph.
    is_spaced: bool,
}

impl<'g> Open<'g> {
    fn new(glyph: &'g Glyph) -> Self {
        let direction = glyph.direction;
        Open {
            across: across(direction, glyph.start),
            reach: along(direction, glyph.end),
            size: glyph.size,
            is_rtl: bidi::is_rtl(&glyph.text),
            glyphs: vec![glyph],
            direction,
            is_spaced: false,
        }
    }

    fn is_continued_by(&self, glyph: &Glyph) -> bool {
        let turn = self.direction.0 * glyph.direction.0 + self.direction.1 * glyph.direction.1;
        if turn < 0.97 {
            return false;
        }
        let shift = (across(self.direction, glyph.start) - self.across).abs();
        let gap = along(self.direction, glyph.start) - self.reach;
        let (small, large) = (self.size.min(glyph.size), self.size.max(glyph.size));
        // Raised and lowered letters follow closely, and are not a line of their own.
        let same_baseline = shift < 0.3 * small || shift < 0.5 * large && gap.abs() < 0.5 * large;
        let forward = gap > -0.6 * large;
        // What is written from right to left may be drawn in any order.
        same_baseline && (forward || self.is_rtl || bidi::is_rtl(&glyph.text))
    }

    fn push(&mut self, glyph: &'g Glyph) {
        if !glyph.is_space() && glyph.size > self.size * 1.2 {
            // The first letters were raised or small; the line is the larger one's.
            self.across = across(self.direction, glyph.start);
        }
        if !glyph.is_space() {
            self.size = self.size.max(glyph.size);
        }
        self.is_rtl |= bidi::is_rtl(&glyph.text);
        // A mark without width may stand anywhere over its letter: the line has come as far as it had.
        self.reach = self.reach.max(along(self.direction, glyph.end));
        self.glyphs.push(glyph);
    }

    fn close(mut self) -> Option<Line> {
        if self.is_rtl {
            let direction = self.direction;
            attach_marks_and_sort(&mut self.glyphs, direction);
        }
        let spans: Vec<Span<'_>> = self
            .glyphs
            .iter()
            .map(|glyph| Span {
                text: &glyph.text,
                start: along(self.direction, glyph.start),
                end: along(self.direction, glyph.end),
                size: glyph.size,
                is_space: glyph.is_space(),
            })
            .collect();
        let solid = || spans.iter().filter(|span| !span.is_space);
        let start = solid().map(|span| span.start).reduce(f64::min)?;
        let end = solid().map(|span| span.end).reduce(f64::max)?;
        let space = space_between_words(&spans);
        let (mut has_wide_gap, mut gap_begins) = (false, start);
        let mut words: Vec<&str> = Vec::with_capacity(spans.len() * 2);
        let mut reached: Option<Span<'_>> = None;
        for span in spans {
            if let Some(before) = &reached {
                let enough = if before.is_unspaced() && span.is_unspaced() { space.max(0.7) } else { space };
                if span.gap_after(before) > enough && !is_mark(span.text) {
                    words.push(" ");
                }
            }
            words.push(span.text);
            if !span.is_space {
                has_wide_gap |= span.start - gap_begins > WIDE * span.size;
                gap_begins = span.end.max(gap_begins);
            }
            let end = reached.map_or(span.end, |before| before.end.max(span.end));
            reached = Some(Span { end, ..span });
        }
        let text = if self.is_rtl { bidi::logical(&words) } else { words.concat() };
        Some(Line {
            text,
            start,
            end,
            across: self.across,
            size: self.size,
            direction: self.direction,
            has_wide_gap,
            is_rtl: self.is_rtl,
        })
    }
}

struct Span<'g> {
    text: &'g str,
    start: f64,
    end: f64,
    size: f64,
    is_space: bool,
}

impl Span<'_> {
    /// In ems.
    fn gap_after(&self, before: &Span<'_>) -> f64 {
        (self.start - before.end) / ((self.size + before.size) / 2.0)
    }

    fn is_unspaced(&self) -> bool {
        self.text.chars().all(is_unspaced)
    }
}

/// Scripts that put no spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c as u32,
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff // Thai, Lao, Burmese, Khmer
        | 0x2e80..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0xff00..=0xff65 | 0x20000..=0x3ffff // Chinese, Japanese
    )
}

/// Headings are often set wide (H E A L T H): there a gap parts words only if it is wider than the others.
fn space_between_words(spans: &[Span<'_>]) -> f64 {
    let mut gaps: Vec<f64> = spans
        .windows(2)
        .filter(|pair| !pair[0].is_space && !pair[1].is_space)
        .map(|pair| pair[1].gap_after(&pair[0]))
        .collect();
    if gaps.len() < 3 {
        return SPACE;
    }
    let middle = gaps.len() / 2;
    let usual = *gaps.select_nth_unstable_by(middle, f64::total_cmp).1;
    // Single figures in the columns of a table stand further apart than any heading is set.
    if (0.08..0.8).contains(&usual) { usual * 1.35 + SPACE } else { SPACE }
}

/// From left to right, each vowel mark behind the letter that it stands on.
fn attach_marks_and_sort(glyphs: &mut Vec<&Glyph>, direction: (f64, f64)) {
    let middle = |glyph: &Glyph| (along(direction, glyph.start) + along(direction, glyph.end)) / 2.0;
    let (marks, mut letters): (Vec<&Glyph>, Vec<&Glyph>) = glyphs.iter().partition(|glyph| is_mark(&glyph.text));
    letters.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut owned: Vec<(usize, &Glyph)> = marks
        .into_iter()
        .map(|mark| {
            let at = middle(mark);
            let after = letters.partition_point(|letter| middle(letter) < at);
            let near = |index: &usize| letters.get(*index).map_or(f64::INFINITY, |letter| (middle(letter) - at).abs());
            let owner =
                [after.wrapping_sub(1), after].into_iter().min_by(|a, b| near(a).total_cmp(&near(b))).unwrap_or(after);
            (owner, mark)
        })
        .collect();
    owned.sort_by_key(|(owner, _)| *owner);
    // Read from the right, a mark must be met after its letter: so it stands before it here.
    let mut sorted = Vec::with_capacity(glyphs.len());
    let mut waiting = owned.into_iter().peekable();
    for (index, letter) in letters.into_iter().enumerate() {
        while let Some((_, mark)) = waiting.next_if(|(owner, _)| *owner == index) {
            sorted.push(mark);
        }
        sorted.push(letter);
    }
    sorted.extend(waiting.map(|(_, mark)| mark));
    *glyphs = sorted;
}

fn is_mark(text: &str) -> bool {
    !text.is_empty() && text.chars().all(unicode_normalization::char::is_combining_mark)
}

fn along(direction: (f64, f64), at: (f64, f64)) -> f64 {
    at.0 * direction.0 + at.1 * direction.1
}

fn across(direction: (f64, f64), at: (f64, f64)) -> f64 {
    at.1 * direction.0 - at.0 * direction.1
}

#[cfg(test)]
mod tests {
    use super::super::tests::glyphs;
    use super::*;

    fn texts(glyphs: &[Glyph]) -> Vec<String> {
        cut(glyphs).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn gaps_are_spaces_and_new_baselines_are_lines() {
        let page = [glyphs("Wash", 50.0, 100.0), glyphs("your", 76.0, 100.0), glyphs("hands", 50.0, 114.0)].concat();
        assert_eq!(texts(&page), ["Wash your", "hands"]);
    }

    #[test]
    fn headings_set_wide() {
        let mut page = glyphs("HEALTH CARE", 50.0, 100.0);
        for (index, glyph) in page.iter_mut().enumerate() {
            let shift = 3.0 * index as f64;
            glyph.start.0 += shift;
            glyph.end.0 += shift;
        }
        page.retain(|glyph| !glyph.is_space());
        assert_eq!(texts(&page), ["HEALTH CARE"]);
    }

    #[test]
    fn raised_figures_stay_in_their_line() {
        let mut raised = glyphs("2", 60.0, 96.0);
        raised[0].size = 6.0;
        let page = [glyphs("10", 50.0, 100.0), raised, glyphs("per", 70.0, 100.0)].concat();
        assert_eq!(texts(&page), ["102 per"]);
    }

    #[test]
    fn right_to_left_in_any_order_of_drawing() {
        // Two words of three letters each, drawn from the right as they are read, or from the left as they are set.
        let word = |letters: &str, from: f64| {
            letters
                .chars()
                .zip(0..)
                .map(|(c, index)| glyphs(&c.to_string(), from - 6.0 * f64::from(index), 100.0).remove(0))
                .collect::<Vec<_>>()
        };
        let read = [word("سلا", 120.0), word("مرح", 98.0)].concat();
        let mut set = read.clone();
        set.reverse();
        assert_eq!(texts(&read), ["سلا مرح"]);
        assert_eq!(texts(&set), ["سلا مرح"]);
    }
}
