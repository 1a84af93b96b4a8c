//! Web pages: the main text without menus and footers, as one page without a number.

mod address;
mod attributes;
mod shallow;

use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;
use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

use crate::links::Links;
use crate::{Reading, decode, tidy};

/// Pages with more elements than this are read whole, without looking for their main part.
const MOST_ELEMENTS: usize = 50_000;
/// Main texts shorter than this (in bytes) are not believed to be all.
const SHORT: usize = 250;

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let (html, _) = decode::decode(bytes, declared(bytes));
    let html = attributes::bounded(&html);
    let (whole, is_deep) = shallow::parse(&html);
    let (base, mut links) = (address::base(&whole), Links::new(reading.limits));
    let mut number = |href: &str| links.to(&base.absolute(href)?);
    let body = text_of(whole.root_element(), Skip::Surroundings, &mut number);
    let (title, main) =
        if is_deep || base.is_huge() { Default::default() } else { main_text(&html, &mut number).unwrap_or_default() };
    // A main part that leaves out most of the page was likely not the main part.
    let (main_length, body_length) = (tidy::tidy(&main).len(), tidy::tidy(&body).len());
    let is_enough = main_length >= SHORT && main_length * 5 >= body_length;
    let mut text = if is_enough { main } else { body };
    let mut words = tidy::tidy(&text);
    if words.is_empty() {
        text = text_of(whole.root_element(), Skip::Unread, &mut number);
        words = tidy::tidy(&text);
    }
    let heading = first(&whole, "h1").filter(|heading| !squeeze(&words).contains(&squeeze(heading)));
    let title =
        first(&whole, "title").or(Some(title)).filter(|title| !title.is_empty()).or_else(|| first(&whole, "h1"));
    if let Some(title) = title {
        reading.title(&title);
    }
    match heading {
        Some(heading) => reading.linked_page(None, &format!("{}{heading}\n{text}", tidy::heading(1)), &links),
        None => reading.linked_page(None, &text, &links),
    }
}

/// All words of a page, with its headings and links marked: for pages that are known to have nothing around their text.
/// `number` says which number stands for an address, where it is one to keep.
pub(crate) fn whole_text(bytes: &[u8], mut number: impl FnMut(&str) -> Option<u16>) -> String {
    let (html, _) = decode::decode(bytes, declared(bytes));
    let whole = shallow::parse(&attributes::bounded(&html)).0;
    text_of(whole.root_element(), Skip::Unread, &mut number)
}

/// What the page says of its own encoding, in its first 2,048 bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2_048)]).to_ascii_lowercase();
    let after = head.split_once("charset=").or_else(|| head.split_once("encoding="))?.1;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

/// Title and text of the main part.
fn main_text(html: &str, number: &mut dyn FnMut(&str) -> Option<u16>) -> Option<(String, String)> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    let content = Html::parse_fragment(&article.content);
    Some((article.title, text_of(content.root_element(), Skip::Unread, number)))
}

fn first(page: &Html, selector: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    let text = tidy::tidy(&page.select(&selector).next()?.text().collect::<String>().replace(['\n', '\r'], " "));
    (!text.is_empty()).then_some(text)
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().flat_map(str::chars).flat_map(char::to_lowercase).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum Skip {
    /// What nobody reads: scripts, styles.
    Unread,
    /// That, and what stands around the text on every page of a site.
    Surroundings,
}

/// The words below an element, its blocks parted by line feeds, its headings and links marked. Walks without recursion:
/// pages may nest as deep as they like.
fn text_of(root: ElementRef<'_>, skip: Skip, number: &mut dyn FnMut(&str) -> Option<u16>) -> String {
    use ego_tree::iter::Edge;
    let mut text = String::new();
    let (mut skipped_until, mut linked_until) = (None, None);
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) if skipped_until.is_none() => match node.value() {
                // Line ends in the source are mere spaces.
                Node::Text(words) => text.extend(words.chars().map(|c| if c.is_whitespace() { ' ' } else { c })),
                Node::Element(element) => {
                    let name = element.name();
                    let around =
                        skip == Skip::Surroundings && matches!(name, "nav" | "header" | "footer" | "aside" | "form");
                    if around
                        || matches!(
                            name,
                            "script"
                                | "style"
                                | "noscript"
                                | "template"
                                | "head"
                                | "svg"
                                | "iframe"
                                | "select"
                                | "button"
                        )
                    {
                        skipped_until = Some(node.id());
                    } else if is_block(name) {
                        text.push('\n');
                        text.extend(heading_level(name).map(tidy::heading));
                    } else if is_cell(name) {
                        text.push(' ');
                    } else if name == "a"
                        && linked_until.is_none()
                        && let Some(number) = element.attr("href").and_then(address::written).and_then(|to| number(&to))
                    {
                        text.extend(tidy::link(number));
                        linked_until = Some(node.id());
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                if linked_until == Some(node.id()) {
                    linked_until = None;
                    text.push(tidy::LINK_END);
                } else if skipped_until == Some(node.id()) {
                    skipped_until = None;
                } else if skipped_until.is_none()
                    && let Node::Element(element) = node.value()
                {
                    if is_block(element.name()) {
                        text.push('\n');
                    } else if is_cell(element.name()) {
                        text.push(' ');
                    }
                }
            }
            Edge::Open(_) => {}
        }
    }
    text
}

fn heading_level(name: &str) -> Option<u8> {
    ["h1", "h2", "h3", "h4", "h5", "h6"].iter().zip(1..).find(|(heading, _)| **heading == name).map(|(_, level)| level)
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "br"
            | "caption"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}

fn is_cell(name: &str) -> bool {
    matches!(name, "td" | "th" | "label" | "img")
}

#[cfg(test)]
mod tests;
