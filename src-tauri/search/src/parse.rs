//! What the typed words say beside words: `"phrases"`, `-exclusions`, `kind:`, `language:` and `year:`. Nothing else is syntax.

use catalogue::{Kind, guess_language_from_words, is_language_tag};

/// A part of a query, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they come.
    Text(&'a str),
    /// Words between quotation marks.
    Phrase(&'a str),
    /// Words that must not be there, several of them as a phrase.
    Without(&'a str),
    Kind(Kind),
    /// BCP 47 tag.
    Language(String),
    /// First and last year.
    Years(i16, i16),
}

/// Cuts a query into its pieces. A mark that makes no sense as syntax is part of the text.
pub fn parse(query: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut text_from = 0;
    let mut at = 0;
    while at < query.len() {
        let rest = &query[at..];
        if let Some((piece, length)) = special(rest) {
            push_text(&query[text_from..at], &mut pieces);
            pieces.push(piece);
            at += length;
            text_from = at;
            // What clings to it is text: `"phrase"-like` leaves nothing out.
            if query[at..].starts_with(|c: char| !c.is_whitespace()) {
                at = next_word(query, at);
            }
            continue;
        }
        at = next_word(query, at);
    }
    push_text(&query[text_from..], &mut pieces);
    pieces
}

/// The start of the next word after the one, or the space, at this place.
fn next_word(query: &str, at: usize) -> usize {
    let space = query[at..].find(char::is_whitespace).map_or(query.len(), |space| at + space);
    query[space..].find(|c: char| !c.is_whitespace()).map_or(query.len(), |word| space + word)
}

fn push_text<'a>(text: &'a str, pieces: &mut Vec<Piece<'a>>) {
    if text.chars().any(char::is_alphanumeric) {
        pieces.push(Piece::Text(text));
    }
}

/// A piece of syntax at the start of `rest` with its length in bytes.
fn special(rest: &str) -> Option<(Piece<'_>, usize)> {
    if let Some((words, length)) = quoted(rest) {
        return Some((Piece::Phrase(words), length));
    }
    if let Some(after) = rest.strip_prefix('-') {
        let (words, length) = quoted(after).or_else(|| bare(after))?;
        return Some((Piece::Without(words), 1 + length));
    }
    let colon = rest.bytes().take(9).position(|byte| byte == b':')?;
    let (value, length) = quoted(&rest[colon + 1..]).or_else(|| bare(&rest[colon + 1..]))?;
    let piece = match rest[..colon].to_lowercase().as_str() {
        "kind" => Piece::Kind(value.parse().ok()?),
        "year" | "years" => {
            let (from, to) = years(value)?;
            Piece::Years(from, to)
        }
        "language" | "lang" => Piece::Language(language(value)?),
        _ => return None,
    };
    Some((piece, colon + 1 + length))
}

/// Words between quotation marks at the start of the text.
fn quoted(text: &str) -> Option<(&str, usize)> {
    let open = text.chars().next().filter(|c| matches!(c, '"' | '“' | '”' | '„' | '«'))?;
    let inner = &text[open.len_utf8()..];
    let (end, close) = inner.char_indices().find(|(_, c)| matches!(c, '"' | '“' | '”' | '»'))?;
    let words = &inner[..end];
    words.chars().any(char::is_alphanumeric).then_some((words, open.len_utf8() + end + close.len_utf8()))
}

/// One word that starts with a letter or digit.
fn bare(text: &str) -> Option<(&str, usize)> {
    let word = &text[..text.find(char::is_whitespace).unwrap_or(text.len())];
    word.chars().next().is_some_and(char::is_alphanumeric).then_some((word, word.len()))
}

/// A tag, or the name of a language in English or its own.
fn language(value: &str) -> Option<String> {
    guess_language_from_words(&format!("({value})"))
        .map(str::to_owned)
        .or_else(|| is_language_tag(value).then(|| value.to_owned()))
}

/// `2020`, `2019-2021` or `2019–2021`.
fn years(value: &str) -> Option<(i16, i16)> {
    let year = |text: &str| (text.len() == 4).then(|| text.parse::<i16>().ok()).flatten();
    match value.split_once(['-', '–']) {
        Some((from, to)) => year(from).zip(year(to)).filter(|(from, to)| from <= to),
        None => year(value).map(|year| (year, year)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Piece::*;
    use super::*;

    #[test]
    fn words_and_syntax() {
        for (query, pieces) in [
            ("flu jab", vec![Text("flu jab")]),
            ("", vec![]),
            (" … ", vec![]),
            ("\"flu jab\" side effects", vec![Phrase("flu jab"), Text(" side effects")]),
            ("about “heart failure” -children", vec![Text("about "), Phrase("heart failure"), Without("children")]),
            ("flu -\"nasal spray\"", vec![Text("flu "), Without("nasal spray")]),
            ("\"flu jab\"-like -x", vec![Phrase("flu jab"), Text("-like "), Without("x")]),
            ("follow-up - hookworm", vec![Text("follow-up - hookworm")]),
            ("Vitamin D: what", vec![Text("Vitamin D: what")]),
            ("kind:leaflet flu", vec![Kind(catalogue::Kind::Leaflet), Text(" flu")]),
            ("Kind:\"board paper\" x", vec![Kind(catalogue::Kind::BoardPaper), Text(" x")]),
            ("kind:nonsense", vec![Text("kind:nonsense")]),
            ("language:bn flu", vec![Language("bn".into()), Text(" flu")]),
            ("language:Somali", vec![Language("so".into())]),
            ("flu year:2020", vec![Text("flu "), Years(2020, 2020)]),
            ("year:2019-2021 plan", vec![Years(2019, 2021), Text(" plan")]),
            ("year:20 year:2021-2019", vec![Text("year:20 year:2021-2019")]),
            ("an unclosed \"quote is text", vec![Text("an unclosed \"quote is text")]),
            ("5\" wide \"", vec![Text("5\" wide \"")]),
            ("\"\" \"-\" a", vec![Text("\"\" \"-\" a")]),
            ("(AND OR NOT) ~a^2 b*", vec![Text("(AND OR NOT) ~a^2 b*")]),
        ] {
            assert_eq!(parse(query), pieces, "{query}");
        }
    }

    proptest! {
        #[test]
        fn any_words_can_be_parsed(query in "(kind:|language:|year:|-|\"|“|”| |\\PC){0,30}") {
            parse(&query);
        }
    }
}
