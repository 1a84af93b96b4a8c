use catalogue::{Heading, TextQuality};

use crate::testing::{leads, links, read};
use crate::{Limits, extract};

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
        "Drink plenty of water, rest well, and keep warm until the fever has gone, then see how you feel. ".repeat(4);
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

#[test]
fn links_of_a_page() {
    let html = "<html><body><h1>A <a href='https://example.org/h'>page</a> of links</h1><nav><a href='https://example.org/menu'>Menu</a></nav>\
        <p>Ring <a href=' tel:+442079460101'>us<br>now</a>, <a href='relative.html'>read</a>, <a href='#a'>look</a>, <a>nothing</a>, \
        <a href='javascript:alert(1)'>x</a><a href='file:///etc/passwd'>y</a>.</p><a href='https://example.org/card'><img><h2>A card</h2><p>What it says.</p></a>\
        <table><tr><td>Monday<td><a href='mailto:a@example.org'>write</a></table><a href='https://example.org/i'><img></a></body></html>";
    let extraction = read(html.as_bytes(), "x.html");
    let text = "A page of links\nRing us\nnow, read, look, nothing, xy.\nA card\nWhat it says.\nMonday write";
    assert_eq!(extraction.pages[0].text, text, "the heading is not told twice");
    let wanted = [
        ("page", "https://example.org/h"),
        ("us", "tel:+442079460101"),
        ("A card", "https://example.org/card"),
        ("write", "mailto:a@example.org"),
    ];
    assert_eq!(links(&extraction), leads(&wanted));
    let based = html.replace("<body>", "<base href='https://example.org/b/'><body>");
    let more = links(&read(based.as_bytes(), "x.html"));
    let found: Vec<_> = more.iter().filter(|link| !links(&extraction).contains(link)).cloned().collect();
    assert_eq!(found, leads(&[("read", "https://example.org/b/relative.html"), ("look", "https://example.org/b/#a")]));
}

#[test]
fn links_of_the_main_part() {
    let sentence = "Drink plenty of water, rest well, and keep warm until the fever has gone, then see how you feel. ";
    let paragraph = format!(
        "<p>{}<a href='/more'>Read more</a> or <a href='https://example.org/a'>this</a>.</p>",
        sentence.repeat(4)
    );
    for (head, wanted) in [
        ("", vec![("this", "https://example.org/a")]),
        (
            "<base href='https://example.org/b/c'>",
            vec![("Read more", "https://example.org/more"), ("this", "https://example.org/a")],
        ),
    ] {
        let html = format!(
            "<head>{head}</head><body><div class='menu'>{}</div><article><h1>When you have a cold</h1>{}</article></body>",
            "<a href='https://example.org/x'>Elsewhere</a>".repeat(30),
            paragraph.repeat(5)
        );
        assert_eq!(links(&read(html.as_bytes(), "x.html")), leads(&wanted.repeat(5)), "{head}");
    }
}

#[test]
fn links_without_number_or_end() {
    let many: String = (0..10_000).map(|at| format!("<p><a href='https://example.org/{at}'>words</a>")).collect();
    let extraction = read(many.as_bytes(), "x.html");
    assert_eq!((extraction.pages[0].text.lines().count(), links(&extraction).len()), (10_000, 5_000));
    assert_eq!(extraction.problem_code, None, "all words are there");
    let long = format!("<a href='https://example.org/{}'>words</a>", "a".repeat(1 << 20));
    assert!(links(&read(long.as_bytes(), "x.html")).is_empty());
    // Nobody closes it.
    let open = format!("<p><a href='https://example.org'>{}", "words ".repeat(1_000));
    assert!(links(&read(open.as_bytes(), "x.html")).is_empty());
}
