//! Lines -> paragraphs, parted by line feeds. Words broken at the end of a line are made whole.

use std::collections::HashSet;

use super::lines::{Line, is_unspaced};

/// The text of a page.
pub(super) fn join(lines: &[Line]) -> String {
    let mut words: Option<HashSet<String>> = None;
    let mut text = String::new();
    for block in blocks(lines) {
        let is_list = is_list(block);
        let mut before: Option<&Line> = None;
        for line in block {
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
                Some(before) if is_list || ends_paragraph(before, line, block) => text.push('\n'),
                Some(_) => {
                    let runs_on = text.ends_with(is_unspaced) && next.starts_with(is_unspaced);
                    if !runs_on {
                        text.push(' ');
                    }
                }
            }
            text.push_str(next);
            before = Some(line);
        }
        text.push('\n');
    }
    without_lone_unknowns(&text)
}

/// Runs of lines that could be one paragraph by their places alone.
fn blocks(lines: &[Line]) -> impl Iterator<Item = &[Line]> {
    let mut usual_step = None;
    lines.chunk_by(move |above, below| {
        let step = below.across - above.across;
        let follows = follows(above, below, usual_step);
        usual_step = follows.then(|| usual_step.map_or(step, |usual: f64| usual.min(step)));
        follows || breaks_word(above, below)
    })
}

fn follows(above: &Line, below: &Line, usual_step: Option<f64>) -> bool {
    let size = above.size.max(below.size);
    let step = below.across - above.across;
    let turn = above.direction.0 * below.direction.0 + above.direction.1 * below.direction.1;
    turn > 0.97
        && above.size.min(below.size) > 0.87 * size
        && step > 0.4 * size
        && step < 1.9 * size
        && usual_step.is_none_or(|usual| step < usual * 1.3)
        && above.start < below.end
        && below.start < above.end
        && !above.has_wide_gap
        && !below.has_wide_gap
        && !begins_item(&below.text)
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

/// The line above leaves room for the first word below, so it was ended on purpose.
fn ends_paragraph(above: &Line, below: &Line, block: &[Line]) -> bool {
    let (left, right) = block
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(left, right), line| (left.min(line.start), right.max(line.end)));
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

fn breaks_word(above: &Line, below: &Line) -> bool {
    let mut end = above.text.trim_end().chars().rev();
    let broken = matches!(end.next(), Some('-' | '\u{ad}' | '\u{2010}')) && end.next().is_some_and(char::is_alphabetic);
    let near_size = above.size.min(below.size) > 0.87 * above.size.max(below.size);
    broken
        && near_size
        && !above.has_wide_gap
        && below.text.trim_start().chars().next().is_some_and(|c| c.is_lowercase() || c.is_numeric())
}

/// Whether the hyphen at the end of `text` belongs to the word. The page itself often says; else beginnings of words
/// that are mostly written with a hyphen do.
fn keeps_hyphen(text: &str, next: &str, words: &HashSet<String>) -> bool {
    const BEGINNINGS: &[&str] = &[
        "self", "well", "long", "short", "non", "co", "follow", "check", "drop", "day", "high", "low", "full", "part",
        "half", "side", "over", "under", "all", "one", "two", "three", "four", "five", "six", "first", "second",
        "third", "face", "step", "pre", "post", "multi", "anti", "x", "e", "covid", "out", "in", "re", "on", "up",
        "mid", "life", "end", "evidence", "person", "family",
    ];
    const SHORT_OF_THOSE: &[&str] = &[
        "in", "re", "on", "up", "out", "co", "e", "non", "pre", "post", "all", "over", "under", "multi", "anti", "end",
        "mid", "part", "life", "one", "step",
    ];
    if text.ends_with('\u{ad}') {
        return false;
    }
    let stem = text.strip_suffix(['-', '\u{2010}']).unwrap_or(text);
    let first = stem.rsplit(|c: char| !is_in_word(c)).next().unwrap_or_default().to_lowercase();
    let second = next.split(|c: char| !is_in_word(c)).next().unwrap_or_default().to_lowercase();
    if second.chars().next().is_some_and(char::is_numeric) || words.contains(&format!("{first}-{second}")) {
        return true;
    }
    if words.contains(&format!("{first}{second}")) {
        return false;
    }
    // The short ones begin many a word without a hyphen too: then what follows must be a word on this page.
    BEGINNINGS.contains(&first.as_str()) && (!SHORT_OF_THOSE.contains(&first.as_str()) || words.contains(&second))
}

fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

/// The words of the page, in lower case, without the halves of broken ones.
fn words_of(lines: &[Line]) -> HashSet<String> {
    let mut words = HashSet::new();
    let mut after_break = false;
    for line in lines {
        for word in line.text.split(|c: char| !is_in_word(c)).filter(|word| !word.is_empty()) {
            if !word.ends_with('-') && !std::mem::take(&mut after_break) {
                words.insert(word.to_lowercase());
            }
        }
        after_break = line.text.trim_end().ends_with(['-', '\u{ad}', '\u{2010}']);
    }
    words
}

/// Ornaments without a letter say nothing. Inside a word the mark stays: there something is missing.
fn without_lone_unknowns(text: &str) -> String {
    if !text.contains('\u{fffd}') {
        return text.to_owned();
    }
    let lines = text.split('\n').map(|line| {
        let words: Vec<&str> =
            line.split(' ').filter(|word| word.is_empty() || word.chars().any(|c| c != '\u{fffd}')).collect();
        words.join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, start: f64, across: f64) -> Line {
        let end = start + 5.0 * text.chars().count() as f64;
        Line {
            text: text.to_owned(),
            start,
            end,
            across,
            size: 10.0,
            direction: (1.0, 0.0),
            has_wide_gap: false,
            is_rtl: false,
        }
    }

    fn page(texts: &[&str]) -> String {
        let lines: Vec<_> =
            (0..).zip(texts).map(|(row, text)| line(text, 50.0, 100.0 + 12.0 * f64::from(row))).collect();
        join(&lines).trim_end().to_owned()
    }

    #[test]
    fn lines_of_a_paragraph_are_joined() {
        for (lines, text) in [
            (
                &["Wash your hands with soap and", "water for twenty seconds."][..],
                "Wash your hands with soap and water for twenty seconds.",
            ),
            (
                &["Ask your pharmacist if in doubt.", "Rest.", "Drink plenty of water, and keep warm too."],
                "Ask your pharmacist if in doubt.\nRest.\nDrink plenty of water, and keep warm too.",
            ),
            (
                &["You will need these for the day:", "• a towel and some warm clothes", "• your medicines"],
                "You will need these for the day:\n• a towel and some warm clothes\n• your medicines",
            ),
            (
                &["1. Call the surgery in the morning", "2. Say what is wrong"],
                "1. Call the surgery in the morning\n2. Say what is wrong",
            ),
            (&["您无需预约即可向药剂师咨询有关轻微疾病的", "建议。"], "您无需预约即可向药剂师咨询有关轻微疾病的建议。"),
        ] {
            assert_eq!(page(lines), text);
        }
    }

    #[test]
    fn words_broken_at_the_end_of_a_line() {
        for (lines, text) in [
            (&["This is the best way to get vac-", "cinated."][..], "This is the best way to get vaccinated."),
            (&["This is the best way to get vac\u{ad}", "cinated."], "This is the best way to get vaccinated."),
            (&["There is help for you with self-", "care."], "There is help for you with self-care."),
            (
                &["This may be of long-", "term use. Some long-term things"],
                "This may be of long-term use. Some long-term things",
            ),
            (&["You may have had COVID-", "19 before."], "You may have had COVID-19 before."),
            (
                &["There is more on this in-", "formation sheet, which is given away"],
                "There is more on this information sheet, which is given away",
            ),
            (&["The names are Smith and Ali -", "ask for them."], "The names are Smith and Ali - ask for them."),
        ] {
            assert_eq!(page(lines), text);
        }
    }

    #[test]
    fn what_parts_paragraphs() {
        let far = [line("One line stands here", 50.0, 100.0), line("another far below it", 50.0, 130.0)];
        assert_eq!(join(&far), "One line stands here\nanother far below it\n");
        let column = [line("bottom of a column it is", 50.0, 700.0), line("top of the next column", 300.0, 100.0)];
        assert_eq!(join(&column), "bottom of a column it is\ntop of the next column\n");
        let broken_over_columns =
            [line("bottom of a column and vac-", 50.0, 700.0), line("cines at the top", 300.0, 100.0)];
        assert_eq!(join(&broken_over_columns), "bottom of a column and vaccines at the top\n");
        let mut heading =
            [line("A heading that is large", 50.0, 100.0), line("and the text below it goes on", 50.0, 114.0)];
        heading[0].size = 16.0;
        assert_eq!(join(&heading), "A heading that is large\nand the text below it goes on\n");
    }

    #[test]
    fn ornaments_without_a_letter() {
        assert_eq!(page(&["\u{fffd} Call us \u{fffd}\u{fffd} today", "o\u{fffd}ce"]), "Call us today o\u{fffd}ce");
    }
}
