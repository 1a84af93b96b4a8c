//! The small markup of summaries: plain words with `[words](address)` for links.

/// A stretch of a paragraph.
enum Piece<'a> {
    Words(&'a str),
    Link { words: &'a str, href: &'a str },
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(link) = find_link(rest) {
        let (from, words, href, to) = link;
        out.push(Piece::Words(&rest[..from]));
        out.push(Piece::Link { words, href });
        rest = &rest[to..];
    }
    out.push(Piece::Words(rest));
    out
}

fn find_link(text: &str) -> Option<(usize, &str, &str, usize)> {
    let middle = text.find("](")?;
    let from = text[..middle].rfind('[')?;
    let to = middle + text[middle..].find(')')?;
    Some((from, &text[from + 1..middle], &text[middle + 2..to], to + 1))
}

/// The paragraph as HTML, links included.
pub fn html(text: &str) -> String {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => escape(words),
            Piece::Link { words, href } => format!("<a href=\"{}\">{}</a>", escape(href), escape(words)),
        })
        .collect()
}

/// The paragraph's words without the addresses.
pub fn words(text: &str) -> String {
    pieces(text).into_iter().map(|(Piece::Words(words) | Piece::Link { words, .. })| words).collect()
}

/// The addresses that the paragraph links to.
pub fn hrefs(text: &str) -> Vec<String> {
    pieces(text)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Link { href, .. } => Some(href.to_owned()),
            Piece::Words(_) => None,
        })
        .collect()
}

/// Characters that mean something in HTML, written so that they do not.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_in_sentences() {
        let text = "Read [our “guide” & more](/a?x=1&y=2) or call 111 (free).";
        assert_eq!(words(text), "Read our “guide” & more or call 111 (free).");
        assert_eq!(hrefs(text), ["/a?x=1&y=2"]);
        assert_eq!(html(text), "Read <a href=\"/a?x=1&amp;y=2\">our “guide” &amp; more</a> or call 111 (free).");
    }

    #[test]
    fn text_that_only_looks_like_a_link() {
        for text in ["", "[x]", "](", "a ](b", "[a](b"] {
            assert_eq!(words(text), text);
            assert!(hrefs(text).is_empty(), "{text}");
        }
    }
}
