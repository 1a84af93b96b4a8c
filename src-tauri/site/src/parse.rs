//! HTML -> tree, with bounds.
//!
//! html5ever is faithful to the standard, and the standard's rules take quadratic time on pages that are made to hurt:
//! elements nested without end (every start tag looks up the stack of open elements), formatting elements never
//! closed (each paragraph opens them anew), tags with many thousand attributes (each is compared with each). So the
//! tokens pass through a sieve first. No page that a person wrote comes near its bounds.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{TreeBuilder, TreeSink};
use html5ever::{LocalName, TokenizerResult};
use scraper::{Html, HtmlTreeSink};

/// Elements within elements.
const MAX_DEPTH: usize = 250;
/// Formatting elements left open.
const MAX_OPEN_FORMATTING: usize = 32;
const MAX_ATTRIBUTES: usize = 256;

/// The page as a tree at most a few hundred elements deep.
pub(crate) fn parse(html: &str) -> Html {
    let html = without_monstrous_tags(html);
    let builder = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), Default::default());
    let sieve = Sieve { builder, open: RefCell::default() };
    let tokenizer = Tokenizer::new(sieve, Default::default());
    let input = BufferQueue::default();
    // Tendrils count their bytes in 32 bits.
    let html = &html[..html.floor_char_boundary(u32::MAX as usize / 4)];
    input.push_back(StrTendril::from(html));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

struct Sieve<Sink: TreeSink> {
    builder: TreeBuilder<Sink::Handle, Sink>,
    open: RefCell<Open>,
}

impl<Sink: TreeSink> TokenSink for Sieve<Sink> {
    type Handle = Sink::Handle;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Self::Handle> {
        if let Token::TagToken(tag) = &token
            && !self.open.borrow_mut().lets_through(tag)
        {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line_number)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// The open elements, as far as the sieve can tell: never fewer than the parser has, by more than a few.
#[derive(Default)]
struct Open {
    stack: Vec<LocalName>,
    dropped: HashMap<LocalName, usize>,
    formatting: usize,
    roots: usize,
}

const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    "basefont", "bgsound", "frame", "keygen", "image",
];
/// Their content is not markup: the tokenizer has to see them.
const RAW: &[&str] =
    &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"];
const FORMATTING: &[&str] =
    &["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// An end tag does not reach beyond these.
const BARRIERS: &[&str] = &[
    "td",
    "th",
    "caption",
    "table",
    "template",
    "applet",
    "marquee",
    "object",
    "button",
    "select",
    "svg",
    "math",
    "foreignObject",
    "desc",
    "title",
    "annotation-xml",
    "mi",
    "mo",
    "mn",
    "ms",
    "mtext",
];
const TRANSPARENT: &[&str] = &["a", "abbr", "address", "div", "label", "p", "span", "sub", "sup"];

impl Open {
    fn lets_through(&mut self, tag: &Tag) -> bool {
        let name: &str = &tag.name;
        if RAW.contains(&name) || VOID.contains(&name) {
            return true;
        }
        match tag.kind {
            TagKind::StartTag => self.start(tag, name),
            TagKind::EndTag => self.end(tag, name),
        }
    }

    fn start(&mut self, tag: &Tag, name: &str) -> bool {
        if matches!(name, "html" | "body" | "head") {
            self.roots += 1;
            return self.roots <= 8;
        }
        let formatting = FORMATTING.contains(&name);
        if let Some(at) = self.closed_by(name) {
            self.stack.truncate(at);
        }
        if self.stack.len() >= MAX_DEPTH || (formatting && self.formatting >= MAX_OPEN_FORMATTING) {
            *self.dropped.entry(tag.name.clone()).or_default() += 1;
            return false;
        }
        self.formatting += usize::from(formatting);
        self.stack.push(tag.name.clone());
        true
    }

    fn end(&mut self, tag: &Tag, name: &str) -> bool {
        if let Some(dropped) = self.dropped.get_mut(&tag.name).filter(|dropped| **dropped > 0) {
            *dropped -= 1;
            return false;
        }
        if FORMATTING.contains(&name) {
            self.formatting = self.formatting.saturating_sub(1);
        }
        let of_table = matches!(name, "table" | "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th");
        for at in (0..self.stack.len()).rev() {
            let open: &str = &self.stack[at];
            if open == name {
                self.stack.truncate(at);
                break;
            }
            if if of_table { open == "table" } else { BARRIERS.contains(&open) } {
                break;
            }
        }
        true
    }

    /// Where the stack is cut by a start tag that closes an earlier element of its kind by itself.
    fn closed_by(&self, name: &str) -> Option<usize> {
        let (kin, through): (&[&str], fn(&str) -> bool) = match name {
            "p" => (&["p"], |open| !BARRIERS.contains(&open)),
            "li" => (&["li"], |open| TRANSPARENT.contains(&open) || FORMATTING.contains(&open)),
            "dt" | "dd" => (&["dt", "dd"], |open| TRANSPARENT.contains(&open) || FORMATTING.contains(&open)),
            "td" | "th" => (&["td", "th"], |open| open != "table"),
            "tr" => (&["tr"], |open| open != "table"),
            "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], |open| open != "table"),
            "option" | "rt" | "rp" | "a" => (&["option", "rt", "rp", "a"], |_| false),
            _ => return None,
        };
        for at in (0..self.stack.len()).rev() {
            let open: &str = &self.stack[at];
            if kin.contains(&open) {
                return (open == name || name != "a").then_some(at);
            }
            if !through(open) {
                return None;
            }
        }
        None
    }
}

/// The page without tags of more attributes than any real one has.
fn without_monstrous_tags(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut kept = String::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|b| *b == b'<') {
        let open = at + found;
        at = open + 1;
        if bytes[at..].starts_with(b"!--") {
            at = find(bytes, at, b"-->").unwrap_or(bytes.len());
        } else if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let (end, attributes) = tag_end(bytes, at);
            if attributes > MAX_ATTRIBUTES {
                kept.push_str(&html[from..open]);
                from = end;
            }
            let name_end = bytes[at..end].iter().position(|b| !b.is_ascii_alphanumeric()).map_or(end, |n| at + n);
            let name = html[at..name_end].to_ascii_lowercase();
            at = end;
            if RAW.contains(&name.as_str()) {
                at = find(bytes, at, format!("</{name}").as_bytes()).unwrap_or(bytes.len());
            }
        }
    }
    if from == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[from..]);
    Cow::Owned(kept)
}

fn find(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    bytes[from..].windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted)).map(|at| from + at)
}

/// The end of the tag whose name starts at `from`, and about how many attributes it has.
fn tag_end(bytes: &[u8], from: usize) -> (usize, usize) {
    let mut attributes = 0;
    let mut quote = None;
    let mut last = b' ';
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        match quote {
            Some(mark) => {
                if byte == mark {
                    quote = None;
                    last = b' ';
                }
            }
            None if byte == b'>' => return (at + 1, attributes),
            None => {
                let blank = byte.is_ascii_whitespace() || byte == b'/';
                if matches!(byte, b'"' | b'\'') && last == b'=' {
                    quote = Some(byte);
                } else if !blank {
                    attributes += usize::from(last == b' ' && byte != b'=');
                    last = byte;
                } else if last != b'=' {
                    last = b' ';
                }
            }
        }
    }
    (bytes.len(), attributes)
}

/// The value of an attribute. (`Element::attr` interns the name on each call, which shows on large pages.)
pub(crate) fn attr<'a>(element: &'a scraper::node::Element, name: &str) -> Option<&'a str> {
    element.attrs.iter().find(|(key, _)| &*key.local == name).map(|(_, value)| &**value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn depth(html: &Html) -> usize {
        let (mut depth, mut most) = (0usize, 0usize);
        let mut next = Some(html.tree.root());
        while let Some(node) = next {
            most = most.max(depth);
            next = node.first_child().inspect(|_| depth += 1).or_else(|| {
                let mut last = node;
                while last.next_sibling().is_none() {
                    last = last.parent()?;
                    depth -= 1;
                }
                last.next_sibling()
            });
        }
        most
    }

    #[test]
    fn nesting_is_bounded_however_it_is_written() {
        for unit in [
            "<div>",
            "<b>",
            "<a href=x>",
            "<ul><li>",
            "<dd><li>",
            "<table><td>",
            "<div><table><td></div>",
            "<p><button></p>",
            "<li><table><td>",
            "<svg><desc><p>",
            "<svg>",
            "<object><p>",
            "<select><div>",
            "<template>",
            "<b id=1><p>",
            "<section></p>",
            "<em></div><div>",
            "<font color=1></b><i>",
        ] {
            let html = parse(&unit.repeat(3_000));
            assert!(depth(&html) < 900, "{unit}: {}", depth(&html));
        }
    }

    #[test]
    fn pages_made_to_hurt_take_no_more_than_their_length() {
        let mut attributes = String::from("<p ");
        (0..400_000).for_each(|n| attributes.push_str(&format!("a{n} ")));
        let mut bold = String::new();
        (0..100_000).for_each(|n| bold.push_str(&format!("<p><b id={n}>x</p>")));
        for html in ["<div>".repeat(400_000), attributes, bold, "<a b='".repeat(300_000), "<!--".repeat(300_000)] {
            let start = Instant::now();
            parse(&html);
            assert!(start.elapsed() < Duration::from_secs(20), "{:.20}: {:?}", html, start.elapsed());
        }
    }

    #[test]
    fn what_people_write_is_not_touched() {
        let html = "<ul><li>one<li>two</ul><p>a<p>b <script>if(a<b){'\"'}</script><div title='>'>c</div>".repeat(400);
        let text: String = parse(&html).root_element().text().collect();
        assert_eq!(text.matches("two").count(), 400);
        assert_eq!(
            parse(&html).root_element().descendent_elements().filter(|e| e.value().name() == "div").count(),
            400
        );
    }

    #[test]
    fn a_monstrous_tag_alone_is_lost() {
        let tag = format!("<p {}>", (0..300).map(|n| format!("a{n}='>' ")).collect::<String>());
        assert_eq!(without_monstrous_tags(&format!("<b>x</b>{tag}y")), "<b>x</b>y");
        assert_eq!(without_monstrous_tags("<p a='1' b = \"2\" c>y"), "<p a='1' b = \"2\" c>y");
    }
}
