//! A page as rows in reading order.
//!
//! The tree is copied into one vector: a node's descendants are the nodes from the one after it up to its `end`, so a
//! part of the page is a range, its amount of text is a difference of two sums, and nothing needs recursion.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use scraper::node::Element;
use scraper::{Html, Node as Parsed, Selector};

use crate::parse::attr;
use crate::words;

/// Deeper nodes are left out (see [`crate::parse`]: there are none in a page that was parsed there).
const MAX_DEPTH: usize = 2_000;

/// The place of a node in its page.
pub(crate) type At = usize;

#[derive(Clone)]
pub(crate) struct Node<'a> {
    pub what: What<'a>,
    /// The root is its own parent.
    pub parent: At,
    /// One after the last descendant.
    pub end: At,
}

#[derive(Clone)]
pub(crate) enum What<'a> {
    Element(&'a Element),
    Text(Cow<'a, str>),
}

/// How much a heading weighs: 1 to 6 as in HTML, then what works as a heading without being one.
pub(crate) type Level = u8;
/// `<summary>`, and a button that opens a panel.
pub(crate) const OPENER: Level = 7;
/// `<dt>`.
pub(crate) const TERM: Level = 8;

pub(crate) struct Page<'a> {
    pub nodes: Vec<Node<'a>>,
    /// Letters and digits in the text nodes before each node; one more than there are nodes.
    letters: Vec<usize>,
    /// Of each node, the level of heading that it is; 0 for none.
    levels: Vec<Level>,
    /// Of each node, the next heading at or after it.
    next_heading: Vec<At>,
}

impl<'a> Page<'a> {
    /// All of a page but scripts, styles, comments and the elements that `ignored` selects.
    pub fn of(html: &'a Html, ignored: &Picked) -> Self {
        use ego_tree_edge::walk;
        let mut nodes: Vec<Node<'a>> = Vec::new();
        let mut open: Vec<At> = Vec::new();
        let mut skipped = 0usize;
        walk(html, |step| match step {
            Step::Open(node) => {
                let parent = open.last().copied().unwrap_or(0);
                let what = match node {
                    Parsed::Text(text) if skipped == 0 => What::Text(Cow::Borrowed(&**text)),
                    Parsed::Element(element)
                        if skipped == 0 && open.len() < MAX_DEPTH && !silent(element) && !ignored.has(element) =>
                    {
                        What::Element(element)
                    }
                    Parsed::Text(_) | Parsed::Comment(_) | Parsed::Doctype(_) | Parsed::ProcessingInstruction(_) => {
                        return;
                    }
                    Parsed::Document | Parsed::Fragment if skipped == 0 && nodes.is_empty() => return,
                    _ => {
                        skipped += 1;
                        return;
                    }
                };
                let is_element = matches!(what, What::Element(_));
                nodes.push(Node { what, parent, end: nodes.len() + 1 });
                if is_element {
                    open.push(nodes.len() - 1);
                }
            }
            Step::Close(node) => {
                if !matches!(node, Parsed::Element(_) | Parsed::Fragment | Parsed::Document) {
                    return;
                }
                if skipped > 0 {
                    skipped -= 1;
                } else if let Some(at) = open.pop() {
                    nodes[at].end = nodes.len();
                }
            }
        });
        decode_addresses(&mut nodes);
        Self::from_nodes(nodes)
    }

    /// The part of the page below `root` (itself included) without the nodes for which `dropped` is true.
    pub fn without(&self, root: At, dropped: &[bool]) -> Self {
        let mut nodes: Vec<Node<'a>> = Vec::new();
        let mut moved: HashMap<At, At> = HashMap::new();
        let mut ends: Vec<(At, At)> = Vec::new();
        let mut at = root;
        while at < self.end(root) {
            while let Some(&(end, new)) = ends.last().filter(|(end, _)| *end <= at) {
                nodes[new].end = nodes.len();
                ends.pop();
                debug_assert!(end <= at);
            }
            if dropped[at] {
                at = self.end(at);
                continue;
            }
            let new = nodes.len();
            let parent = moved.get(&self.nodes[at].parent).copied().unwrap_or(0);
            nodes.push(Node { what: self.nodes[at].what.clone(), parent, end: new + 1 });
            if self.element(at).is_some() {
                moved.insert(at, new);
                ends.push((self.end(at), new));
            }
            at += 1;
        }
        for (_, new) in ends {
            nodes[new].end = nodes.len();
        }
        Self::from_nodes(nodes)
    }

    fn from_nodes(nodes: Vec<Node<'a>>) -> Self {
        let mut page = Page {
            letters: Vec::with_capacity(nodes.len() + 1),
            levels: vec![0; nodes.len()],
            next_heading: Vec::new(),
            nodes,
        };
        let mut sum = 0;
        for node in &page.nodes {
            page.letters.push(sum);
            if let What::Text(text) = &node.what {
                sum += text.chars().filter(|c| c.is_alphanumeric()).count();
            }
        }
        page.letters.push(sum);
        let mut inside = 0;
        for at in 0..page.nodes.len() {
            let level = page.heading_level(at);
            // A heading within a heading (a button in an <h3>, an <h3> in a <summary>) is one heading, the outer.
            if level > 0 && at >= inside && page.letters_in(&page.range(at)) > 0 {
                page.levels[at] = page.true_level(at, level);
                inside = page.end(at);
            }
        }
        page.next_heading = vec![page.nodes.len(); page.nodes.len() + 1];
        for at in (0..page.nodes.len()).rev() {
            page.next_heading[at] = if page.levels[at] > 0 { at } else { page.next_heading[at + 1] };
        }
        page
    }

    fn heading_level(&self, at: At) -> Level {
        let Some(element) = self.element(at) else { return 0 };
        match element.name() {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            "h4" => 4,
            "h5" => 5,
            "h6" => 6,
            "summary" => OPENER,
            "dt" => TERM,
            _ if attr(element, "role") == Some("heading") => attr(element, "aria-level")
                .and_then(|level| level.trim().parse().ok())
                .filter(|level| (1..=6).contains(level))
                .unwrap_or(2),
            name => {
                let works = name == "button" || attr(element, "role") == Some("button");
                let opens = attr(element, "aria-controls").is_some()
                    || ["data-toggle", "data-bs-toggle"].iter().any(|name| attr(element, name) == Some("collapse"));
                if works && opens && attr(element, "aria-expanded").is_some() { OPENER } else { 0 }
            }
        }
    }

    /// The level of a heading inside, where an opener or a term has one.
    fn true_level(&self, at: At, level: Level) -> Level {
        if level < OPENER {
            return level;
        }
        (at + 1..self.end(at))
            .map(|inner| self.heading_level(inner))
            .find(|inner| (1..OPENER).contains(inner))
            .unwrap_or(level)
    }

    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn element(&self, at: At) -> Option<&'a Element> {
        match self.nodes.get(at).map(|node| &node.what) {
            Some(What::Element(element)) => Some(element),
            _ => None,
        }
    }

    /// The element's name; empty for text.
    pub fn name(&self, at: At) -> &'a str {
        self.element(at).map_or("", |element| element.name())
    }

    pub fn attr(&self, at: At, name: &str) -> Option<&'a str> {
        self.element(at).and_then(|element| attr(element, name))
    }

    pub fn end(&self, at: At) -> At {
        self.nodes[at].end
    }

    /// The node with all that is in it.
    pub fn range(&self, at: At) -> Range<At> {
        at..self.end(at)
    }

    pub fn parent(&self, at: At) -> Option<At> {
        (at != 0).then(|| self.nodes[at].parent)
    }

    /// The ancestors of a node, nearest first.
    pub fn ancestors(&self, at: At) -> impl Iterator<Item = At> + '_ {
        std::iter::successors(self.parent(at), |at| self.parent(*at))
    }

    pub fn is_within(&self, at: At, name: &str) -> bool {
        self.ancestors(at).any(|above| self.name(above) == name)
    }

    pub fn children(&self, at: At) -> impl Iterator<Item = At> + '_ {
        let end = self.end(at);
        std::iter::successors((at + 1 < end).then_some(at + 1), move |child| {
            Some(self.end(*child)).filter(|next| *next < end)
        })
    }

    pub fn elements(&self, range: Range<At>) -> impl Iterator<Item = (At, &'a Element)> + '_ {
        range.filter_map(|at| self.element(at).map(|element| (at, element)))
    }

    pub fn letters_in(&self, range: &Range<At>) -> usize {
        self.letters[range.end] - self.letters[range.start]
    }

    pub fn level(&self, at: At) -> Level {
        self.levels[at]
    }

    /// The first heading in a part of the page.
    pub fn heading_in(&self, range: &Range<At>) -> Option<At> {
        let at = self.next_heading[range.start.min(self.len())];
        (at < range.end).then_some(at)
    }

    pub fn headings_in(&self, range: Range<At>) -> impl Iterator<Item = At> + '_ {
        std::iter::successors(self.heading_in(&range), move |at| {
            self.heading_in(&(self.end(*at)..range.end.max(self.end(*at))))
        })
    }

    /// Words in `class` and `id`, in lower case. Hints only: nothing is found by them alone.
    pub fn hints(&self, at: At) -> String {
        let class = self.attr(at, "class").unwrap_or_default();
        let id = self.attr(at, "id").unwrap_or_default();
        format!("{class} {id}").to_lowercase()
    }

    /// The text of a part as it stands, tidied to one line.
    pub fn text(&self, range: Range<At>) -> String {
        let mut text = String::new();
        for at in range {
            match &self.nodes[at].what {
                What::Text(words) => text.push_str(words),
                What::Element(element) if !words::is_inline(element.name()) => text.push(' '),
                What::Element(_) => {}
            }
        }
        catalogue::tidy_spaces(&text)
    }
}

/// Elements whose content is no text of the page.
fn silent(element: &Element) -> bool {
    matches!(
        element.name(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "canvas"
            | "datalist"
            | "select"
            | "textarea"
            | "audio-player"
            | "noembed"
            | "noframes"
    ) || attr(element, "type") == Some("application/ld+json")
}

enum Step<'a> {
    Open(&'a Parsed),
    Close(&'a Parsed),
}

/// The walk over the parser's tree, kept apart because its iterator's types belong to a crate below scraper.
mod ego_tree_edge {
    use super::{Html, Step};

    pub(super) fn walk<'a>(html: &'a Html, mut visit: impl FnMut(Step<'a>)) {
        let mut next = Some((html.tree.root(), true));
        while let Some((node, opening)) = next {
            if opening {
                visit(Step::Open(node.value()));
                next = Some(node.first_child().map_or((node, false), |child| (child, true)));
            } else {
                visit(Step::Close(node.value()));
                next = match node.next_sibling() {
                    Some(sibling) => Some((sibling, true)),
                    None => node.parent().map(|parent| (parent, false)),
                };
            }
        }
    }
}

/// Cloudflare writes e-mail addresses as hexadecimal: a key byte, then each byte of the address exclusive-or the key.
/// The real address is put in place of its "[email protected]".
fn decode_addresses(nodes: &mut [Node<'_>]) {
    for at in 0..nodes.len() {
        let What::Element(element) = nodes[at].what else { continue };
        let Some(address) = attr(element, "data-cfemail").and_then(decode_address) else { continue };
        let mut put = false;
        let end = nodes[at].end;
        for node in &mut nodes[at..end] {
            if let What::Text(text) = &mut node.what {
                *text = Cow::Owned(if put { String::new() } else { address.clone() });
                put = true;
            }
        }
    }
}

fn decode_address(hex: &str) -> Option<String> {
    let bytes: Vec<u8> = hex
        .as_bytes()
        .chunks(2)
        .map(|pair| {
            std::str::from_utf8(pair)
                .ok()
                .filter(|pair| pair.len() == 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        })
        .collect::<Option<_>>()?;
    let (key, rest) = bytes.split_first()?;
    String::from_utf8(rest.iter().map(|byte| byte ^ key).collect()).ok().filter(|address| address.contains('@'))
}

/// The elements that a profile's selector picks.
#[derive(Default)]
pub(crate) struct Picked(HashSet<*const Element>);

impl Picked {
    /// A selector that cannot be read picks nothing.
    pub fn by<'s>(html: &Html, selectors: impl IntoIterator<Item = &'s String>) -> Self {
        let read = selectors.into_iter().filter_map(|selector| Selector::parse(selector).ok());
        Picked(
            read.flat_map(|selector| {
                html.select(&selector).map(|found| std::ptr::from_ref(found.value())).collect::<Vec<_>>()
            })
            .collect(),
        )
    }

    pub fn has(&self, element: &Element) -> bool {
        !self.0.is_empty() && self.0.contains(&std::ptr::from_ref(element))
    }

    /// The first picked element in a part of the page.
    pub fn first(&self, page: &Page<'_>, range: Range<At>) -> Option<At> {
        if self.0.is_empty() {
            return None;
        }
        page.elements(range).find(|(_, element)| self.has(element)).map(|(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(html: &Html) -> Page<'_> {
        Page::of(html, &Picked::default())
    }

    #[test]
    fn rows_in_reading_order() {
        let html =
            crate::parse::parse("<body><div>a<p>bc</p><script>x</script></div><p>d<template><p>no</p></template></p>");
        let page = page_of(&html);
        let names: Vec<_> = (0..page.len()).map(|at| page.name(at)).collect();
        assert_eq!(names, ["html", "head", "body", "div", "", "p", "", "p", ""]);
        let div = 3;
        assert_eq!(page.letters_in(&page.range(div)), 3);
        assert_eq!(page.children(2).map(|at| page.name(at)).collect::<Vec<_>>(), ["div", "p"]);
        let mut dropped = vec![false; page.len()];
        dropped[5] = true;
        let part = page.without(2, &dropped);
        assert_eq!((0..part.len()).map(|at| part.name(at)).collect::<Vec<_>>(), ["body", "div", "", "p", ""]);
        assert_eq!(part.text(0..part.len()), "a d");
        assert_eq!((part.end(0), part.end(1), part.end(3)), (5, 3, 5));
    }

    #[test]
    fn headings_and_what_works_like_one() {
        let html = crate::parse::parse(
            "<h2>a</h2><h3></h3><details><summary><h4>b</h4></summary></details><div role=heading aria-level=3>c</div>\
             <h3><button aria-expanded=false aria-controls=x>d</button></h3><button aria-expanded=false aria-controls=x>e</button><dl><dt>f</dt></dl>",
        );
        let page = page_of(&html);
        let found: Vec<_> =
            page.headings_in(0..page.len()).map(|at| (page.text(page.range(at)), page.level(at))).collect();
        let expected = [("a", 2), ("b", 4), ("c", 3), ("d", 3), ("e", OPENER), ("f", TERM)];
        assert_eq!(found, expected.map(|(text, level)| (text.to_owned(), level)));
    }

    #[test]
    fn hidden_addresses_are_read() {
        let html = crate::parse::parse(
            "<p>Write to <a class=__cf_email__ data-cfemail=\"543560143a3c277a213f\">[email&#160;protected]</a>.</p>",
        );
        let page = page_of(&html);
        assert_eq!(page.text(0..page.len()), "Write to a4@nhs.uk.");
        assert_eq!(decode_address("5"), None);
        assert_eq!(decode_address("é"), None);
    }
}
