//! Glyphs in the order of drawing -> lines of text.

use super::links::{Covered, covered};
use super::{Glyph, Headed, bidi, order};

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
    pub(super) gaps: Gaps,
    pub(super) is_rtl: bool,
    /// All of it is one heading, or a part of one.
    pub(super) headed: Option<Headed>,
    pub(super) links: Vec<Covered>,
}

/// The gaps between the words of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gaps {
    /// As between words; or all as wide as each other, where the line is stretched to fill its column.
    Even,
    /// There is one, and it is wide: a row of a table, or two words stretched to fill a column.
    LoneWide,
    /// Some are far wider than others, as in a row of a table.
    Uneven,
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
    /// Of the last glyph alone.
    last_across: f64,
    size: f64,
    reach: f64,
    is_rtl: bool,
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
            last_across: across(direction, glyph.start),
        }
    }

    fn is_continued_by(&self, glyph: &Glyph) -> bool {
        let turn = self.direction.0 * glyph.direction.0 + self.direction.1 * glyph.direction.1;
        if turn < 0.97 {
            return false;
        }
        let across = across(self.direction, glyph.start);
        let shift = (across - self.across).abs();
        let gap = along(self.direction, glyph.start) - self.reach;
        let (small, large) = (self.size.min(glyph.size), self.size.max(glyph.size));
        // Raised and lowered letters follow closely, and are not a line of their own.
        let same_baseline = shift < 0.3 * small || shift < 0.5 * large && gap.abs() < 0.5 * large;
        let forward = gap > -0.6 * large;
        // What is written from right to left may be drawn in any order, and in slanting hands it climbs.
        let is_rtl = bidi::is_rtl(&glyph.text);
        let climbs =
            self.is_rtl && (is_rtl || glyph.is_space()) && shift.min((across - self.last_across).abs()) < 0.6 * small;
        (same_baseline && (forward || self.is_rtl || is_rtl)) || climbs
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
        self.last_across = across(self.direction, glyph.start);
        // A mark without width may stand anywhere over its letter, and some producers pile up the spaces of a line in one
        // place: neither moves the end of the line.
        if !glyph.is_space() {
            self.reach = self.reach.max(along(self.direction, glyph.end));
        }
        self.glyphs.push(glyph);
    }

    fn close(mut self) -> Option<Line> {
        let slants = self.is_rtl && self.slants();
        if self.is_rtl {
            self.glyphs = order::from_left(&self.glyphs, self.direction, slants);
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
                link: glyph.link,
            })
            .collect();
        let solid = || spans.iter().filter(|span| !span.is_space);
        let start = solid().map(|span| span.start).reduce(f64::min)?;
        let end = solid().map(|span| span.end).reduce(f64::max)?;
        let pieces = with_spaces(&spans, self.is_rtl, slants);
        let texts: Vec<&str> = pieces.iter().map(|(text, _)| *text).collect();
        let read = if self.is_rtl { bidi::logical(&texts) } else { texts.into_iter().enumerate().collect() };
        let text: String = read.iter().map(|(_, text)| *text).collect();
        let links = covered(read.iter().map(|(at, text)| (*text, pieces[*at].1)), &text);
        let mut headings = self.glyphs.iter().filter(|glyph| !glyph.is_space()).map(|glyph| glyph.headed);
        let headed = headings.next().flatten().filter(|first| headings.all(|headed| headed == Some(*first)));
        Some(Line {
            text,
            start,
            end,
            across: self.across,
            size: self.size,
            direction: self.direction,
            gaps: gaps(solid()),
            is_rtl: self.is_rtl,
            headed,
            links,
        })
    }

    /// Whether the letters climb and fall along the line, as those of Nastaliq do.
    fn slants(&self) -> bool {
        let off = |glyph: &&&Glyph| (across(self.direction, glyph.start) - self.across).abs() > 0.05 * glyph.size;
        let letters = || self.glyphs.iter().filter(|glyph| !glyph.is_space() && !order::is_mark(&glyph.text));
        letters().filter(off).count() * 20 > letters().count()
    }
}

/// The texts of the spans and the links that cover them, with a space wherever a gap parts two words.
fn with_spaces<'g>(spans: &[Span<'g>], is_rtl: bool, slants: bool) -> Vec<(&'g str, Option<u16>)> {
    let space = space_between_words(spans);
    let is_figure = |text: &str| text.chars().all(char::is_numeric);
    let mut pieces: Vec<(&str, Option<u16>)> = Vec::with_capacity(spans.len() * 2);
    let mut reached: Option<Span<'_>> = None;
    for span in spans {
        if let Some(before) = &reached {
            let enough = if is_rtl && is_figure(before.text) != is_figure(span.text) {
                // The space beside a figure is often a narrow gap, and nothing else parts the two words.
                space.min(0.08)
            } else if slants || before.is_unspaced() && span.is_unspaced() {
                // Slanting letters are shifted under each other, and spaces are drawn between their words.
                space.max(0.6)
            } else {
                space
            };
            // The raised figure that a footnote begins with stands close to its first word.
            let is_note = before.size < 0.85 * span.size
                && span.text.starts_with(char::is_alphabetic)
                && pieces.iter().all(|(piece, _)| is_figure(piece));
            if is_note || span.gap_after(before) > enough && !order::is_mark(span.text) {
                pieces.push((" ", None));
            }
        }
        pieces.push((span.text, span.link));
        // Where a space is drawn says nothing of where the next word begins.
        if !span.is_space {
            let end = reached.map_or(span.end, |before| before.end.max(span.end));
            reached = Some(Span { end, ..*span });
        }
    }
    pieces
}

fn gaps<'s, 'g: 's>(solid: impl Iterator<Item = &'s Span<'g>>) -> Gaps {
    let (mut widest, mut narrowest, mut count) = (0.0_f64, f64::INFINITY, 0);
    let mut end = f64::NEG_INFINITY;
    for span in solid {
        let gap = (span.start - end) / span.size;
        if gap.is_finite() && gap > SPACE {
            widest = widest.max(gap);
            narrowest = narrowest.min(gap);
            count += 1;
        }
        end = end.max(span.end);
    }
    match count {
        _ if widest < WIDE => Gaps::Even,
        1 => Gaps::LoneWide,
        _ if widest < 1.3 * narrowest => Gaps::Even,
        _ => Gaps::Uneven,
    }
}

#[derive(Clone, Copy)]
struct Span<'g> {
    text: &'g str,
    start: f64,
    end: f64,
    size: f64,
    is_space: bool,
    link: Option<u16>,
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

fn along(direction: (f64, f64), at: (f64, f64)) -> f64 {
    at.0 * direction.0 + at.1 * direction.1
}

fn across(direction: (f64, f64), at: (f64, f64)) -> f64 {
    at.1 * direction.0 - at.0 * direction.1
}

#[cfg(test)]
mod tests;
