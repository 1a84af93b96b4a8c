//! Tags with attributes without number, taken out before anything parses them: each attribute is compared with all
//! before it, so that they take the square of their number.

use std::borrow::Cow;

/// No honest tag has more.
const MOST: usize = 500;

/// The page without the tags that have too many. All words stay.
pub(super) fn bounded(html: &str) -> Cow<'_, str> {
    let mut kept: Option<String> = None;
    let (mut copied, mut at) = (0, 0);
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        at = start + 1;
        let name = html[at..].trim_start_matches('/');
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (length, attributes) = tag(name.as_bytes());
        at = html.len() - name.len() + length;
        if attributes > MOST {
            kept.get_or_insert_default().push_str(&html[copied..start]);
            copied = at;
        }
    }
    match kept {
        None => Cow::Borrowed(html),
        Some(mut kept) => {
            kept.push_str(&html[copied..]);
            Cow::Owned(kept)
        }
    }
}

enum State {
    Between,
    Name,
    AfterName,
    BeforeValue,
    Value,
    Quoted(u8),
}

/// How long a tag is from its name on, with the bracket that ends it, and how many attributes it has. By the rules of
/// HTML's own tokenizer (WHATWG, 13.2.5.32 to 13.2.5.39).
fn tag(bytes: &[u8]) -> (usize, usize) {
    let name = bytes.iter().position(|byte| is_space(*byte) || matches!(byte, b'/' | b'>')).unwrap_or(bytes.len());
    let (mut state, mut attributes) = (State::Between, 0);
    for (at, byte) in bytes.iter().copied().enumerate().skip(name) {
        state = match (state, byte) {
            (State::Quoted(quote), _) if byte != quote => State::Quoted(quote),
            (State::Quoted(_), _) => State::Between,
            (_, b'>') => return (at + 1, attributes),
            (State::BeforeValue, b'"' | b'\'') => State::Quoted(byte),
            (State::BeforeValue, _) if is_space(byte) => State::BeforeValue,
            (State::BeforeValue, _) => State::Value,
            (State::Value, _) => {
                if is_space(byte) {
                    State::Between
                } else {
                    State::Value
                }
            }
            (State::Name | State::AfterName, b'=') => State::BeforeValue,
            (State::Name | State::AfterName, _) if is_space(byte) => State::AfterName,
            (_, b'/') => State::Between,
            (State::Name, _) => State::Name,
            (State::Between, _) if is_space(byte) => State::Between,
            (State::Between | State::AfterName, _) => {
                attributes += 1;
                State::Name
            }
        };
    }
    (bytes.len(), attributes)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_by_the_rules() {
        for (tag_and_rest, attributes) in [
            ("p>|x", 0),
            ("p a b=c d = 'e > f' g=\"h\"i>|x>", 5),
            ("br/>|", 0),
            ("a/b/c=d/e>|f", 2),
            ("p a==\" b c>|", 3),
            ("p =a b|", 2),
            ("img src=data:image/png;base64,AAAA/BBB= alt>|\"", 2),
            ("p a='b > c|", 1),
        ] {
            let (whole, rest) = tag_and_rest.split_once('|').unwrap();
            assert_eq!(tag(format!("{whole}{rest}").as_bytes()), (whole.len(), attributes), "{tag_and_rest}");
        }
    }

    #[test]
    fn tags_with_too_many_go_and_words_stay() {
        let many = "a ".repeat(600);
        assert_eq!(bounded(&format!("<p>One <b {many}>two</b {many}> 3 < 4<i>five")), "<p>One two 3 < 4<i>five");
        assert_eq!(bounded(&format!("<p title='{many}'>one")), format!("<p title='{many}'>one"));
        assert_eq!(bounded("no tags"), "no tags");
    }
}
