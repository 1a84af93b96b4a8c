//! A page's paragraphs, and where in them a label stands.

/// One paragraph, as it is and in small letters. Both have the same places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) folded: &'t str,
}

pub(super) fn of<'t>(text: &'t str, folded: &'t str) -> Vec<Line<'t>> {
    text.split('\n').zip(folded.split('\n')).map(|(text, folded)| Line { text, folded }).collect()
}

impl<'t> Line<'t> {
    /// The places at which these words stand as whole words: `(start, end)`.
    pub(super) fn places(self, words: &'static str) -> impl Iterator<Item = (usize, usize)> + 't {
        let folded = self.folded;
        folded.match_indices(words).map(|(start, found)| (start, start + found.len())).filter(move |(start, end)| {
            !folded[..*start].ends_with(char::is_alphanumeric) && !folded[*end..].starts_with(char::is_alphanumeric)
        })
    }

    /// The word that ends right before this place, in small letters; nothing where other signs stand between.
    pub(super) fn word_before(self, at: usize) -> &'t str {
        let before = self.folded[..at].trim_end_matches(' ');
        let start = before
            .rfind(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
            .map_or(0, |place| place + before[place..].chars().next().map_or(1, char::len_utf8));
        &before[start..]
    }

    pub(super) fn begins_at(self, at: usize) -> bool {
        !self.folded[..at].contains(char::is_alphanumeric)
    }

    pub(super) fn is_capital(self, at: usize) -> bool {
        self.text[at..].starts_with(char::is_uppercase)
    }

    /// The words from this place on, in one line of bounded length, for a reader to see where a value was found.
    pub(super) fn words(self, start: usize, end: usize) -> String {
        const MOST: usize = 120;
        let words = self.text[start..end].trim();
        let cut = words.char_indices().nth(MOST).map_or(words.len(), |(at, _)| at);
        words[..cut].trim_end().to_owned()
    }
}

/// Without the signs that part a label from its value.
pub(super) fn after_label(text: &str) -> &str {
    text.trim_start_matches([' ', ':', '.', '-', '–', '—', '=', '|', '(', '[', '#', '\u{a0}'])
}

/// A label in a heading, a foot or a table stands at the beginning of its line, after another value, or is written with
/// a capital letter and a colon; in the midst of a sentence the same words speak of something else.
pub(super) fn is_label(line: Line<'_>, start: usize, end: usize, before: &[&str], never_before: &[&str]) -> bool {
    let word = line.word_before(start);
    if never_before.contains(&word) {
        return false;
    }
    let sign = line.folded[..start].trim_end().chars().next_back();
    if sign == Some(':') {
        // Labels side by side, their values somewhere else.
        return false;
    }
    let has_colon = line.folded[end..].trim_start().starts_with(':');
    line.begins_at(start)
        || sign.is_some_and(|sign| !sign.is_alphabetic() && !matches!(sign, ',' | '\'' | '’' | '"' | '“' | '('))
        || before.contains(&word)
        || line.is_capital(start) && has_colon
}
