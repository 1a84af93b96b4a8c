//! Lines that run through a document: headers and footers that stand on page after page. A reader of the pages sees them
//! where they stand; a search should not find every page by them, nor cite them.

use std::collections::HashMap;

use crate::PageText;

/// Lines so close to a page's edge are looked at.
const EDGE: usize = 3;
/// Longer ones, in characters, are no headers.
const LONGEST: usize = 160;
/// On fewer pages a line that repeats may be what the document says.
const FEWEST_PAGES: usize = 3;

/// The texts of the pages, with each running line left out of all but the first page that has it. Numbers in them may
/// differ: "Page 2 of 8".
pub fn without_running_lines(pages: &[PageText]) -> Vec<String> {
    let mut on_pages: HashMap<String, usize> = HashMap::new();
    let numbered = pages.iter().filter(|page| page.page.is_some()).count();
    if numbered >= FEWEST_PAGES {
        for page in pages {
            let lines: Vec<&str> = page.text.split('\n').collect();
            let mut of_page: Vec<String> =
                (0..lines.len()).filter(|at| is_edge(*at, lines.len())).filter_map(|at| folded(lines[at])).collect();
            of_page.sort();
            of_page.dedup();
            for line in of_page {
                *on_pages.entry(line).or_default() += 1;
            }
        }
    }
    // Left and right pages often have headers of their own, each on half of them.
    let enough = FEWEST_PAGES.max(numbered * 2 / 5);
    on_pages.retain(|_, count| *count >= enough);
    let mut met: HashMap<&str, ()> = HashMap::new();
    pages
        .iter()
        .map(|page| if on_pages.is_empty() { page.text.clone() } else { kept(page, &on_pages, &mut met) })
        .collect()
}

fn kept<'r>(page: &PageText, running: &'r HashMap<String, usize>, met: &mut HashMap<&'r str, ()>) -> String {
    let lines: Vec<&str> = page.text.split('\n').collect();
    let stays = |at: &usize| {
        let known = folded(lines[*at]).filter(|_| is_edge(*at, lines.len()));
        let known = known.and_then(|line| running.get_key_value(&line));
        known.is_none_or(|(line, _)| met.insert(line, ()).is_none())
    };
    (0..lines.len()).filter(stays).map(|at| lines[at]).collect::<Vec<_>>().join("\n")
}

fn is_edge(at: usize, count: usize) -> bool {
    at < EDGE || at + EDGE >= count
}

/// Without regard to case and to which numbers stand in it.
fn folded(line: &str) -> Option<String> {
    if line.len() > LONGEST * 4 || line.chars().count() > LONGEST {
        return None;
    }
    let mut folded = String::with_capacity(line.len());
    for c in line.chars().flat_map(char::to_lowercase) {
        match c {
            _ if c.is_numeric() && folded.ends_with('0') => {}
            _ if c.is_numeric() => folded.push('0'),
            _ => folded.push(c),
        }
    }
    Some(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(texts: &[&str]) -> Vec<PageText> {
        (1..)
            .zip(texts)
            .map(|(page, text)| PageText { page: Some(page), text: (*text).into(), ..PageText::default() })
            .collect()
    }

    #[test]
    fn headers_and_footers_stay_on_their_first_page_alone() {
        let found = without_running_lines(&pages(&[
            "Looking after your feet\nWash them.\nExample Trust | Page 1 of 4",
            "Looking after your feet\nDry them.\nExample Trust | Page 2 of 4",
            "Looking after your feet\nLook at them.\nExample Trust | Page 3 of 4",
            "LOOKING AFTER YOUR FEET\nAsk for help.\nExample Trust | Page 4 of 4",
        ]));
        let first = "Looking after your feet\nWash them.\nExample Trust | Page 1 of 4";
        assert_eq!(found, [first, "Dry them.", "Look at them.", "Ask for help."]);
    }

    #[test]
    fn what_repeats_in_the_midst_or_too_rarely_or_without_pages_stays() {
        for texts in [
            &["Call 111\nA\nB\nC", "Call 111\nD\nE\nF"][..],
            &[
                "a\nb\nc\nTake one a day\nd\ne\nf",
                "g\nh\ni\nTake one a day\nj\nk\nl",
                "m\nn\no\nTake one a day\np\nq\nr",
            ],
            &["One", "Two", "Three"],
            &[],
        ] {
            assert_eq!(without_running_lines(&pages(texts)), texts);
        }
        let mut slides = pages(&["Same", "Same", "Same"]);
        slides.iter_mut().for_each(|page| page.page = None);
        assert_eq!(without_running_lines(&slides), ["Same", "Same", "Same"]);
    }
}
