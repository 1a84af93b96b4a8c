//! Parsing pages so that they cannot nest without end.
//!
//! The rules of HTML look back through all elements that are open, so that a page of elements which nobody closes takes
//! the square of their number. Past a depth that no honest page has, the tags of the rest are left out, and its words
//! are kept: as browsers do, who stop nesting at 512.

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::TendrilSink;
use scraper::{Html, HtmlTreeSink};

/// So many elements may be open at once.
const DEEPEST: usize = 500;
/// The depth is looked at after so many bytes.
const STEP: usize = 4 << 10;

/// The page, and whether it nested too deeply to be kept as it is.
pub(super) fn parse(html: &str) -> (Html, bool) {
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let mut rest = html;
    let mut is_deep = false;
    while !rest.is_empty() && !is_deep {
        let (now, later) = rest.split_at(rest.ceil_char_boundary(STEP.min(rest.len())));
        parser.process(now.into());
        rest = later;
        is_deep = depth(&parser.tokenizer.sink.sink.0.borrow()) > DEEPEST;
    }
    if !rest.is_empty() {
        parser.process(without_tags(rest).as_str().into());
    }
    (parser.finish(), is_deep)
}

/// Of what was made last: that stands where the next tag would.
fn depth(page: &Html) -> usize {
    page.tree.nodes().next_back().map_or(0, |last| last.ancestors().count())
}

/// Words and line ends alone. What is neither (scripts, styles) keeps its tags, so that it goes on being neither.
fn without_tags(html: &str) -> String {
    // A tag may be open here: it ends at the next bracket.
    let begin = html.find('>').map_or(html.len(), |at| at + 1);
    let mut text = html[..begin].to_owned();
    let mut rest = &html[begin..];
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let tag = &rest[at..];
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let name = tag[1..end].trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
        match name.to_ascii_lowercase().as_str() {
            "script" | "style" => {
                let length = unread(tag);
                text.push_str(&tag[..length]);
                rest = &tag[length..];
                continue;
            }
            "title" | "textarea" if tag.starts_with("</") => text.push_str(&tag[..end]),
            // A bracket that opens no tag is a sign like others.
            "" if !tag.starts_with("<!") && !tag.starts_with("</") => {
                text.push_str("&lt;");
                rest = &tag[1..];
                continue;
            }
            block if super::is_block(block) => text.push_str("<br>"),
            cell if super::is_cell(cell) => text.push(' '),
            _ => {}
        }
        rest = &tag[end..];
    }
    text.push_str(rest);
    text
}

/// How long a script or style is, to the end of its last tag.
fn unread(tag: &str) -> usize {
    let closes = |at: &usize| {
        let name = tag.as_bytes()[*at + 2..].get(..5).unwrap_or_default();
        name.eq_ignore_ascii_case(b"scrip") || name.eq_ignore_ascii_case(b"style")
    };
    let close = tag.match_indices("</").map(|(at, _)| at).find(closes).unwrap_or(tag.len());
    tag[close..].find('>').map_or(tag.len(), |end| close + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_rest_stay() {
        for (rest, stripped) in [
            ("b class='x'>One <i>two</i><p>three", "b class='x'>One two<br>three"),
            ("><script>if (a<b) {}</script>x<td>y</td>", "><script>if (a<b) {}</script>x y "),
            ("></STYLE>x<style>p{}", "></STYLE>x<style>p{}"),
            (">5 < 6 &amp; <!-- no --> 7", ">5 &lt; 6 &amp;  7"),
            ("nothing more", "nothing more"),
        ] {
            assert_eq!(without_tags(rest), stripped);
        }
    }
}
