//! Pages made to hurt cost no more than their length, and no page makes the reader panic.

mod markup;

use std::time::{Duration, Instant};

use markup::{LIST, profile, url};

fn read_all(html: &str) {
    let (address, profile) = (url(LIST), profile());
    site::read_list(html, &address, &profile);
    site::read_page(html, &address, &profile);
    site::read_about(html, &address, &profile);
    site::diagnose(html, &address);
}

#[test]
fn time_grows_with_the_page_and_not_faster() {
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
        let time = |bytes: usize| {
            let html = unit.repeat(bytes / unit.len());
            let start = Instant::now();
            read_all(&html);
            start.elapsed()
        };
        let (small, large) = (time(20_000), time(200_000));
        println!("{name}: 20 kB {small:?}, 200 kB {large:?}");
        assert!(large < small * 30 + Duration::from_secs(2), "{name}: {small:?} for 20 kB, {large:?} for 200 kB");
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
