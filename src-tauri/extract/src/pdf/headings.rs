//! Which lines are headings: by the structure of a tagged document, else by its own table of contents. Never by their size
//! alone.

use std::collections::HashMap;

use super::Headed;
use super::lines::Line;

/// A heading of a page by the table of contents, and its level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) text: String,
    pub(super) level: u8,
}

/// Longer ones, in letters, are paragraphs that somebody gave the style of a heading.
const LONGEST: usize = 150;
/// With fewer words, "Call us." may be a heading too.
const WORDS_OF_A_SENTENCE: usize = 6;
/// No page has more headings that somebody would want to go to.
const MOST_TITLES: usize = 200;
/// Lines that one title runs over at most.
const MOST_LINES: usize = 4;

/// Forgets what the structure calls a heading and is none. In some documents it calls every line so.
pub(super) fn settle(lines: &mut [Line]) {
    let mut start = 0;
    while let Some(headed) = lines.get(start).map(|line| line.headed) {
        let length = lines[start..].iter().take_while(|line| line.headed == headed).count();
        let end = start + length;
        if headed.is_some() {
            let texts: Vec<&str> = lines[start..end].iter().map(|line| line.text.trim()).collect();
            let next = lines.get(end).map_or("", |line| line.text.trim());
            if !is_heading(&texts.join(" "), next) {
                lines[start..end].iter_mut().for_each(|line| line.headed = None);
            }
        }
        start = end;
    }
}

/// Not whole sentences, their halves, or ornaments without a letter.
fn is_heading(text: &str, next: &str) -> bool {
    let begins_small = |text: &str| text.starts_with(char::is_lowercase);
    let is_over = |text: &str| text.ends_with(['.', ';', ',', '।', '۔', '。']);
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_sentence = words.len() >= WORDS_OF_A_SENTENCE
        && (is_over(text)
            || begins_small(next)
            || words
                .windows(2)
                .any(|pair| is_over(pair[0]) && pair[0].len() > 4 && pair[1].starts_with(char::is_uppercase)));
    text.chars().count() <= LONGEST && text.chars().any(char::is_alphabetic) && !begins_small(text) && !is_sentence
}

/// Marks the lines that are, word for word, titles of the table of contents that lead to this page.
pub(super) fn mark_titles(lines: &mut [Line], titles: &[Title]) {
    if titles.is_empty() {
        return;
    }
    let usual = usual_size(lines);
    let folded: Vec<String> = lines.iter().map(|line| fold(&line.text)).collect();
    for (title, number) in titles.iter().take(MOST_TITLES).zip(0..) {
        let wanted = fold(&title.text);
        let places = (0..lines.len()).filter_map(|at| {
            let length = length_of(&wanted, &folded[at..], &lines[at..])?;
            let size = lines[at..at + length].iter().map(|line| line.size).fold(f64::INFINITY, f64::min);
            Some((at, length, size))
        });
        // The title of a page may stand in its running line too; the largest is the heading.
        let largest = places.reduce(|best, one| if one.2 > best.2 * 1.01 { one } else { best });
        let Some((at, length, size)) = largest else { continue };
        // A single word may be the end of a paragraph: only where it is set larger can nothing else be meant.
        let is_plain = title.text.split_whitespace().nth(1).is_none() && size < usual * 1.05;
        let begins_small = |text: &str| text.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_lowercase);
        if is_plain || begins_small(&lines[at].text) && !begins_small(&title.text) {
            continue;
        }
        for line in &mut lines[at..at + length] {
            line.headed = Some(Headed { level: title.level, number });
        }
    }
}

/// How many lines make the title, if the first of these begins it. A number may stand before it that the table of
/// contents leaves out.
fn length_of(title: &str, folded: &[String], lines: &[Line]) -> Option<usize> {
    let begins = |line: &str| {
        title.starts_with(line).then_some(line.len()).or_else(|| {
            let bare = line.trim_start_matches(char::is_numeric);
            (!bare.is_empty() && title.starts_with(bare)).then_some(bare.len())
        })
    };
    let first = folded.first().filter(|first| !first.is_empty())?;
    let mut rest = &title[begins(first)?..];
    let mut length = 1;
    while !rest.is_empty() {
        let (before, next) = (lines.get(length - 1)?, lines.get(length)?);
        let is_like_it = next.headed.is_none()
            && next.size.min(before.size) > 0.95 * next.size.max(before.size)
            && next.direction == before.direction;
        rest = folded
            .get(length)
            .filter(|next| is_like_it && !next.is_empty())
            .and_then(|next| rest.strip_prefix(next.as_str()))?;
        length += 1;
        if length > MOST_LINES {
            return None;
        }
    }
    (lines[0].headed.is_none() && title.chars().any(char::is_alphabetic)).then_some(length)
}

/// Letters and figures alone, in lower case.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The size that most letters of the page have, in tenths of a point rounded.
fn usual_size(lines: &[Line]) -> f64 {
    let mut letters: HashMap<i64, usize> = HashMap::new();
    for line in lines {
        *letters.entry((line.size * 10.0).round() as i64).or_default() += line.text.len();
    }
    letters.into_iter().max_by_key(|(size, letters)| (*letters, *size)).map_or(0.0, |(size, _)| size as f64 / 10.0)
}

#[cfg(test)]
mod tests {
    use super::super::paragraphs::tests::line;
    use super::*;

    /// Lines of 10 points, or larger after `#`; the levels of those that become headings.
    fn levels(lines: &[&str], titles: &[&str]) -> Vec<u8> {
        let mut lines: Vec<Line> = (0..)
            .zip(lines)
            .map(|(row, text)| {
                let mut line = line(text.trim_start_matches('#'), 50.0, 100.0 + 12.0 * f64::from(row));
                line.size += if text.starts_with('#') { 6.0 } else { 0.0 };
                line
            })
            .collect();
        let titles: Vec<Title> =
            titles.iter().zip(1..).map(|(text, level)| Title { text: (*text).to_owned(), level }).collect();
        mark_titles(&mut lines, &titles);
        lines.iter().map(|line| line.headed.map_or(0, |headed| headed.level)).collect()
    }

    #[test]
    fn titles_of_the_contents_that_stand_on_the_page() {
        let body = "Long lines of plain words stand here.";
        for (lines, titles, expected) in [
            (&["#Feet", body][..], &["FEET"][..], &[1, 0][..]),
            (&["Feet", body, "#Feet"], &["Feet"], &[0, 0, 1]),
            (&[body, "feet"], &["Feet"], &[0, 0]),
            (&[body, "Feet"], &["Feet"], &[0, 0]),
            (&["Look at your feet", body], &["Look at your feet"], &[1, 0]),
            (&[body, "look at your feet"], &["Look at your feet"], &[0, 0]),
            (&["#2.1 Washing", body], &["Washing"], &[1, 0]),
            (&["#2.1 Washing", body], &["2.1 Washing"], &[1, 0]),
            (&["#Looking after your", "#feet every day", body], &["Looking after your feet every day"], &[1, 1, 0]),
            (&["#Looking after your", body], &["Looking after your feet every day"], &[0, 0]),
            (&["#One title", "#One title more"], &["One title", "One title more"], &[1, 2]),
            (&["Washing your feet ..... 7", body], &["Washing your feet"], &[0, 0]),
            (&["#12", body], &["12"], &[0, 0]),
            (&[], &["Feet"], &[]),
        ] {
            assert_eq!(levels(lines, titles), expected, "{lines:?} {titles:?}");
        }
    }

    #[test]
    fn what_is_no_heading_whatever_the_structure_says() {
        for (text, next, is_one) in [
            ("What is a CT scan?", "It is a picture.", true),
            ("Call us.", "", true),
            ("Help from Dr. Who and others near you", "", true),
            ("•", "", false),
            ("It will help your doctor to decide on the cause of your", "symptoms.", false),
            ("symptoms. This tells us more", "", false),
            ("The staff are trained to deal with these.", "", false),
            ("Bookings cannot be made during this time. Your feedback matters", "", false),
            ("এটি পরীক্ষার জন্য একটি নমুনা, কোনো পরামর্শ নয়।", "", false),
        ] {
            assert_eq!(is_heading(text, next), is_one, "{text}");
        }
        assert!(!is_heading(&"Words ".repeat(30), ""));
        let headed = |text: &str, number| Line { headed: Some(Headed { level: 1, number }), ..line(text, 50.0, 100.0) };
        let mut lines = vec![headed("A title of", 1), headed("two lines", 1), headed("no title", 2)];
        settle(&mut lines);
        assert_eq!(lines.iter().map(|line| line.headed.is_some()).collect::<Vec<_>>(), [true, true, false]);
    }
}
