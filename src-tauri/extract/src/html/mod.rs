//! Web pages: the main text without menus and footers, as one page without a number.

mod attributes;
mod shallow;

use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;
use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

use crate::{Reading, decode, tidy};

/// Pages with more elements than this are read whole, without looking for their main part.
const MOST_ELEMENTS: usize = 50_000;
/// Main texts shorter than this (in bytes) are not believed to be all.
const SHORT: usize = 250;

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let (html, _) = decode::decode(bytes, declared(bytes));
    let html = attributes::bounded(&html);
    let (whole, is_deep) = shallow::parse(&html);
    let body = text_of(whole.root_element(), Skip::Surroundings);
    let (title, main) = if is_deep { Default::default() } else { main_text(&html).unwrap_or_default() };
    // A main part that leaves out most of the page was likely not the main part.
    let (main_length, body_length) = (tidy::tidy(&main).len(), tidy::tidy(&body).len());
    let is_enough = main_length >= SHORT && main_length * 5 >= body_length;
    let text = if is_enough { main } else { body };
    let text = if tidy::tidy(&text).is_empty() { text_of(whole.root_element(), Skip::Unread) } else { text };
    let heading = first(&whole, "h1").filter(|heading| !squeeze(&text).contains(&squeeze(heading)));
    let title =
        first(&whole, "title").or(Some(title)).filter(|title| !title.is_empty()).or_else(|| first(&whole, "h1"));
    if let Some(title) = title {
        reading.title(&title);
    }
    match heading {
        Some(heading) => reading.page(None, &format!("{}{heading}\n{text}", tidy::heading(1))),
        None => reading.page(None, &text),
    }
}

/// All words of a page, with its headings marked: for pages that are known to have nothing around their text.
pub(crate) fn whole_text(bytes: &[u8]) -> String {
    let (html, _) = decode::decode(bytes, declared(bytes));
    text_of(shallow::parse(&attributes::bounded(&html)).0.root_element(), Skip::Unread)
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
fn main_text(html: &str) -> Option<(String, String)> {
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, disable_json_ld: true, ..Config::default() };
    let article = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    let content = Html::parse_fragment(&article.content);
    Some((article.title, text_of(content.root_element(), Skip::Unread)))
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

/// The words below an element, its blocks parted by line feeds, its headings marked. Walks without recursion: pages may nest as deep as
/// they like.
fn text_of(root: ElementRef<'_>, skip: Skip) -> String {
    use ego_tree::iter::Edge;
    let mut text = String::new();
    let mut skipped_until = None;
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
                    }
                }
                _ => {}
            },
            Edge::Close(node) => {
                if skipped_until == Some(node.id()) {
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
mod tests {
    use crate::{Limits, extract};
    use catalogue::{Heading, TextQuality};

    fn text(html: &[u8]) -> String {
        let extraction = extract(html, "page.html", &Limits::default());
        extraction.pages.into_iter().map(|page| page.text).collect()
    }

    #[test]
    fn blocks_cells_and_what_is_left_out() {
        let html = b"<html><head><title>Sample leaflet</title><style>p{}</style></head><body><nav>Menu</nav><h1>Sample leaflet</h1>\
            <p>Wash  your\n hands.</p><ul><li>One</li><li>Two</li></ul><table><tr><td>Monday</td><td>9am</td></tr></table>\
            <script>alert('x')</script><footer>Small print</footer></body></html>";
        assert_eq!(text(html), "Sample leaflet\nWash your hands.\nOne\nTwo\nMonday 9am");
        let headings = extract(html, "", &Limits::default()).pages.remove(0).headings;
        assert_eq!(headings, [Heading { line: 0, level: 1 }]);
    }

    #[test]
    fn main_part_of_a_page_with_much_around_it() {
        let paragraph =
            "Drink plenty of water, rest well, and keep warm until the fever has gone, then see how you feel. "
                .repeat(4);
        let html = format!(
            "<body><div class='menu'>{}</div><article><h1>When you have a cold</h1>{}</article><div class='footer'>Cookies</div></body>",
            "<a href='/x'>Elsewhere</a>".repeat(30),
            format!("<p>{paragraph}</p>").repeat(5),
        );
        let text = text(html.as_bytes());
        assert!(text.starts_with("When you have a cold\nDrink plenty"), "{text}");
        assert!(!text.contains("Elsewhere") && !text.contains("Cookies"), "{text}");
    }

    #[test]
    fn encodings_that_are_declared() {
        assert_eq!(text(b"<meta charset=iso-8859-2><p>\xb3\xf3d\xbc wodna"), "łódź wodna");
        assert_eq!(text("<meta charset=windows-1252><p>ফ্লু টিকা".as_bytes()), "ফ্লু টিকা");
    }

    #[test]
    fn ugly_pages() {
        let deep = format!("{}words{}<p>after", "<div>".repeat(3_000), "</div>".repeat(3_000));
        assert_eq!(text(deep.as_bytes()), "words\nafter");
        assert_eq!(text(b"<html><p>unclosed <b>bold <i>both</p> after"), "unclosed bold both\nafter");
        let nothing = extract(b"<html><body></body></html>", "", &Limits::default());
        assert_eq!((nothing.quality, nothing.problem_code.as_deref()), (TextQuality::None, Some("no_words")));
    }
}
