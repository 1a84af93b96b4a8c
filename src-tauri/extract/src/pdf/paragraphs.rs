//! Lines -> paragraphs, parted by line feeds. Words broken at the end of a line are made whole.

use std::collections::HashSet;

use super::hyphens::{breaks_word, keeps_hyphen, words_of};
use super::lines::{Gaps, Line, is_unspaced};
use super::links::Covered;
use crate::tidy;

/// The text of a page, marked as [`tidy`] wants it.
pub(super) fn join(lines: &[Line]) -> String {
    let mut words: Option<HashSet<String>> = None;
    let mut text = String::new();
    let mut links: Vec<Covered> = Vec::new();
    let edges = edges(lines);
    for block in blocks(lines, &edges) {
        let headed = block[0].headed;
        let is_list = headed.is_none() && is_list(block);
        text.extend(headed.map(|headed| tidy::heading(headed.level)));
        let paragraph = text.len();
        let mut before: Option<&Line> = None;
        for (at, line) in block.iter().enumerate() {
            let next = line.text.trim();
            match before {
                None => {}
                Some(before) if breaks_word(before, line) => {
                    let words = words.get_or_insert_with(|| words_of(lines));
                    let stays = keeps_hyphen(&text, next, words);
                    if !stays {
                        text.pop();
                    }
                }
                Some(before) if goes_on_in_next_column(before, line) => text.push(' '),
                Some(before) if is_list || headed.is_none() && ends_paragraph(before, line, around(block, at)) => {
                    text.push('\n');
                }
                Some(_) => {
                    let runs_on = text.ends_with(is_unspaced) && next.starts_with(is_unspaced);
                    if !runs_on {
                        text.push(' ');
                    }
                }
            }
            let start = text.len();
            text.push_str(next);
            take_links(&mut links, line, start, &text, paragraph);
            before = Some(line);
        }
        text.push('\n');
    }
    without_lone_unknowns(&marked(&text, &links))
}

/// The links of a line that was put into the text at `start`. A link that runs over several lines of one paragraph is one.
fn take_links(links: &mut Vec<Covered>, line: &Line, start: usize, text: &str, paragraph: usize) {
    let cut = line.text.len() - line.text.trim_start().len();
    for (range, link) in &line.links {
        let place = |at: usize| (start + at.saturating_sub(cut)).min(text.len());
        let range = place(range.start)..place(range.end);
        match links.last_mut() {
            // Where a hyphen was taken away the last one reaches too far.
            Some((last, of))
                if of == link
                    && last.start >= paragraph
                    && last.end <= text.len()
                    && text
                        .get(last.end.min(range.start)..range.start)
                        .is_some_and(|gap| gap == " " || gap.is_empty()) =>
            {
                last.end = range.end;
            }
            _ => links.push((range, *link)),
        }
    }
}

/// With a mark before and behind each link.
fn marked(text: &str, links: &[Covered]) -> String {
    if links.is_empty() {
        return text.to_owned();
    }
    let mut marked = String::with_capacity(text.len() + 18 * links.len());
    let mut at = 0;
    for (range, number) in links {
        let (from, to) = (text.floor_char_boundary(range.start).max(at), text.floor_char_boundary(range.end));
        let to = to.max(from);
        marked.push_str(&text[at..from]);
        marked.extend(tidy::link(*number));
        marked.push_str(&text[from..to]);
        marked.push(tidy::LINK_END);
        at = to;
    }
    marked.push_str(&text[at..]);
    marked
}

/// A column's left and right edge, in units coarse enough to meet.
type Edges = (i64, i64);

fn edges_of(line: &Line) -> Edges {
    const UNIT: f64 = 3.0;
    ((line.start / UNIT).round() as i64, (line.end / UNIT).round() as i64)
}

/// The edges of the lines that are surely no rows of a table.
fn edges(lines: &[Line]) -> HashSet<Edges> {
    lines.iter().filter(|line| line.gaps == Gaps::Even && line.text.contains(' ')).map(edges_of).collect()
}

/// Whether the line is a row of a table, and not two words stretched to the edges of their column.
fn is_row(line: &Line, edges: &HashSet<Edges>) -> bool {
    let (left, right) = edges_of(line);
    let fills_column =
        || (-1..=1).any(|by_left| (-1..=1).any(|by_right| edges.contains(&(left + by_left, right + by_right))));
    match line.gaps {
        Gaps::Even => false,
        Gaps::Uneven => true,
        Gaps::LoneWide => !fills_column(),
    }
}

/// Runs of lines that could be one paragraph by their places alone.
fn blocks<'l>(lines: &'l [Line], edges: &HashSet<Edges>) -> impl Iterator<Item = &'l [Line]> {
    let mut usual_step = None;
    lines.chunk_by(move |above, below| {
        if above.headed.is_some() || below.headed.is_some() {
            usual_step = None;
            return above.headed == below.headed;
        }
        let step = below.across - above.across;
        let follows = follows(above, below, usual_step) && !is_row(above, edges) && !is_row(below, edges);
        usual_step = follows.then(|| usual_step.map_or(step, |usual: f64| usual.min(step)));
        follows || breaks_word(above, below) || goes_on_in_next_column(above, below)
    })
}

fn follows(above: &Line, below: &Line, usual_step: Option<f64>) -> bool {
    let size = above.size.max(below.size);
    let step = below.across - above.across;
    let turn = above.direction.0 * below.direction.0 + above.direction.1 * below.direction.1;
    turn > 0.97
        && above.size.min(below.size) > 0.87 * size
        && step > 0.4 * size
        && step < if above.is_rtl && below.is_rtl { 2.4 } else { 1.9 } * size // Arabic is often set wide
        && usual_step.is_none_or(|usual| step < usual * 1.3)
        && above.start < below.end
        && below.start < above.end
        && !begins_item(&below.text)
}

/// A sentence that is not over at the foot of a column, and goes on at the head of another.
fn goes_on_in_next_column(above: &Line, below: &Line) -> bool {
    let is_prose = |line: &Line| line.gaps == Gaps::Even && line.text.split_whitespace().count() >= 3;
    let size = above.size.max(below.size);
    below.across < above.across - size
        && above.size.min(below.size) > 0.95 * size
        && above.direction == below.direction
        && is_prose(above)
        && is_prose(below)
        && above.text.trim_end().ends_with(|c: char| c.is_lowercase() || c == ',')
        && below.text.trim_start().starts_with(char::is_lowercase)
}

/// A bullet, a dash, a figure or a letter with a full stop or bracket.
fn begins_item(text: &str) -> bool {
    let Some((label, rest)) = text.trim_start().split_once(' ') else {
        return text.trim_start().starts_with(['•', '▪', '●', '■', '✓']);
    };
    let is_sign = matches!(
        label,
        "•" | "▪" | "●" | "■" | "○" | "◦" | "–" | "-" | "*" | "·" | "✓" | "➢" | "→" | "»" | "o" | "\u{fffd}"
    );
    let is_number = label.len() <= 4
        && label.ends_with(['.', ')'])
        && label.trim_start_matches('(').chars().next().is_some_and(|c| c.is_numeric() || c.is_alphabetic())
        && (label.chars().any(char::is_numeric) || label.chars().count() == 2);
    (is_sign || is_number || text.trim_start().starts_with(['•', '▪', '●', '■', '✓'])) && !rest.is_empty()
}

/// Short items below each other, whose bullets are pictures or none: each begins with a capital letter.
fn is_list(block: &[Line]) -> bool {
    let begins =
        |line: &Line| line.text.trim_start().chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let goes_on = |line: &Line| line.text.trim_end().ends_with([',', '-', '\u{ad}', '\u{2010}']);
    block.len() >= 3 && block.iter().all(|line| begins(line) && !goes_on(line))
}

/// The lines near one of them: enough to know the edges of the column, however long it is.
fn around(block: &[Line], at: usize) -> &[Line] {
    const NEAR: usize = 40;
    &block[at.saturating_sub(NEAR)..block.len().min(at + NEAR)]
}

/// The line above leaves room for the first word below, so it was ended on purpose.
fn ends_paragraph(above: &Line, below: &Line, block: &[Line]) -> bool {
    // A block may run on in another column, whose edges are not this one's.
    let column = block.iter().filter(|line| line.start < above.end && above.start < line.end);
    let (left, right) =
        column.fold((above.start, above.end), |(left, right), line| (left.min(line.start), right.max(line.end)));
    let is_centred = (above.start - below.start).abs() > above.size
        && ((above.start + above.end) - (below.start + below.end)).abs() < above.size;
    let room = if is_centred {
        (right - left) - (above.end - above.start)
    } else if above.is_rtl && below.is_rtl {
        above.start - left
    } else {
        right - above.end
    };
    let letters = below.text.chars().count().max(1);
    let first = below.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    let word = (below.end - below.start) * first as f64 / letters as f64;
    // Lines of uneven length may be broken a little early; that a sentence is over says more.
    let sentence_over = above.text.trim_end().ends_with(['.', '!', '?', ':', '।', '۔', '؟', '。']);
    let goes_on = below.text.trim_start().chars().next().is_some_and(char::is_lowercase);
    let slack = if goes_on {
        6.0
    } else if sentence_over {
        0.3
    } else {
        1.5
    };
    room > word + slack * above.size
}

/// Ornaments without a letter say nothing. Inside a word the mark stays: there something is missing.
fn without_lone_unknowns(text: &str) -> String {
    if !text.contains('\u{fffd}') {
        return text.to_owned();
    }
    let is_ornament =
        |word: &str| word.contains('\u{fffd}') && word.chars().all(|c| c == '\u{fffd}' || tidy::is_mark(c));
    let lines = text.split('\n').map(|line| {
        let words =
            line.split(' ').map(|word| if is_ornament(word) { word.replace('\u{fffd}', "") } else { word.to_owned() });
        words.collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
pub(super) mod tests;
