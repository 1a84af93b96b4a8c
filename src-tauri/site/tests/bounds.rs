//! Pages made to hurt come to an end, and no page makes the reader panic.

mod markup;

use markup::{LIST, profile, url};

fn read_all(html: &str) {
    let (address, profile) = (url(LIST), profile());
    site::read_list(html, &address, &profile);
    site::read_page(html, &address, &profile);
    site::read_about(html, &address, &profile);
    site::diagnose(html, &address);
}

#[test]
fn pages_made_to_hurt_come_to_an_end() {
    for (name, unit) in [
        ("nested", "<div>x"),
        ("nested lists", "<ul><li>x"),
        ("cards", "<article><h3>Title</h3><p>text</p><a href=a.pdf>Download</a></article>"),
        ("paragraphs", "<p><b>Title</b> text <a href=x.pdf>more</a></p>"),
        ("headings", "<h2>Search</h2><h3>a</h3>"),
        ("rows", "<table><tr><th>Title<th>Date<tr><td>a<td>b"),
        ("links", "<a href=?page=2>2</a>"),
        ("headers", "<header><h2>x</h2></header><section>"),
        ("notices", "<p>We use cookies</p>"),
        ("inline", "<span>a</span><b>b</b>"),
    ] {
        // Work that grew with the square of the page would not come to an end here.
        println!("{name}");
        read_all(&unit.repeat(100_000 / unit.len()));
    }
}

#[test]
fn broken_markup_does_not_panic() {
    let page = (markup::SKELETONS[0].write)(&(markup::TEMPLATES[3].write)(&markup::SAMPLES));
    // Cut everywhere, and with every tag of one kind lost.
    for cut in (0..page.len()).step_by(1499) {
        read_all(&page[..page.floor_char_boundary(cut)]);
    }
    for lost in ["<main", "</div>", "<li>", "\"", ">", "</a>", "<h1", "href="] {
        read_all(&page.replace(lost, ""));
    }
    for odd in [
        "\0",
        "<",
        "<a href='http://[::1'>x</a>",
        "<a href='https://\u{202e}.org/%zz.pdf'>\u{feff}</a>",
        "<base href='::'><a href=x>y</a>",
        "<table><tr></table>",
        "<li>",
        "<h1><h2><h3>",
        "<dl><dt></dl>",
        "<summary>x",
    ] {
        read_all(odd);
        read_all(&format!("<main><ul><li>{odd}</li><li>{odd}</li></ul></main>"));
    }
}
