//! Pages that are ugly in one way each.

mod markup;

use catalogue::{Entry, LinkNature, Listing};
use markup::{LIST, profile, url};

fn read(body: &str) -> Listing {
    let html = format!(
        "<!doctype html><html lang=en-GB><head><title>Resource Library | Tower Hamlets Together</title></head><body>{body}</body></html>"
    );
    site::read_list(&html, &url(LIST), &profile())
}

fn titles(listing: &Listing) -> Vec<&str> {
    listing.entries.iter().map(|entry| entry.title.as_str()).collect()
}

/// Title, summary, files: what a reader would miss.
fn told(entry: &Entry) -> (&str, &str, Vec<&str>) {
    let files = entry.links.iter().filter(|link| link.nature == LinkNature::Document);
    (&entry.title, &entry.summary, files.map(|link| link.url.rsplit('/').next().unwrap_or_default()).collect())
}

fn all_told(listing: &Listing) -> Vec<(&str, &str, Vec<&str>)> {
    listing.entries.iter().map(told).collect()
}

#[test]
fn wordpress_excerpts_lead_to_pages_of_their_own() {
    let listing = read(
        "<div id=page class=site><header class=site-header><h1 class=site-title><a href=/>Tower Hamlets Together</a></h1><nav><ul><li><a href=/about>About</a></li></ul></nav></header>\
         <div id=content><div id=primary><main><header class=page-header><h1 class=page-title>Category: <span>Resource Library</span></h1></header>\
         <article class=post><a class=post-thumbnail href=/falls/ aria-hidden=true tabindex=-1><img src=a.jpg></a><header class=entry-header><h2 class=entry-title><a href=/falls/ rel=bookmark>Staying steady</a></h2><div class=entry-meta><time datetime=2021-05-04>4 May 2021</time> by <a rel=author href=/author/x>Admin</a></div></header><div class=entry-summary><p>How to keep on your feet at home. It is for people over 65 [&hellip;] <a class=more-link href=/falls/>Continue reading<span class=sr> “Staying steady”</span></a></p></div><footer class=entry-footer><span class=cat-links>Posted in <a href=/category/older rel='category tag'>Older people</a></span><span class=tags-links>Tagged <a href=/tag/falls rel=tag>Falls</a></span></footer></article>\
         <article class=post><header class=entry-header><h2 class=entry-title><a href=/feet/ rel=bookmark>Feet first</a></h2></header><div class=entry-summary><p>Look after your feet &hellip;</p><p><a href=/feet/>Read more</a></p></div><footer><a href=/feet/#comments>2 comments</a></footer></article>\
         <nav class='navigation posts-navigation'><h2>Posts navigation</h2><a href=/resource-library/page/3/>Older posts</a> <a href=/resource-library/>Newer posts</a></nav></main></div>\
         <aside id=secondary><section><h2>Recent Posts</h2><ul><li><a href=/x>Something else that is recent</a></li></ul></section></aside></div></div>",
    );
    assert_eq!(
        all_told(&listing),
        [
            ("Staying steady", "How to keep on your feet at home. It is for people over 65 […]", vec![]),
            ("Feet first", "Look after your feet …", vec![])
        ]
    );
    let first = &listing.entries[0];
    assert_eq!(first.links.len(), 1);
    assert_eq!(
        (first.links[0].nature, first.links[0].url.as_str()),
        (LinkNature::SitePage, "https://www.towerhamletstogether.com/falls/")
    );
    assert_eq!(first.printed_date.as_deref(), Some("4 May 2021"));
    assert_eq!(first.topics, ["Older people", "Falls"]);
    assert_eq!(listing.entries[1].links.len(), 1);
    assert_eq!(listing.further_pages[0], "https://www.towerhamletstogether.com/resource-library/page/3/");
}

#[test]
fn a_link_around_each_card() {
    let listing = read(
        "<main><h1>Resource Library</h1><div><a class=card href=/uploads/a.pdf><img src=x.png alt=''><span class=t>Staying steady</span><span class=d>How to keep on your feet</span><span>PDF, 2 MB</span></a>\
         <a class=card href=/uploads/b.pdf><img src=y.png alt=''><span class=t>Feet first</span><span class=d>Look after your feet</span><span>PDF, 3 MB</span></a></div></main>",
    );
    assert_eq!(
        all_told(&listing),
        [
            ("Staying steady", "How to keep on your feet", vec!["a.pdf"]),
            ("Feet first", "Look after your feet", vec!["b.pdf"])
        ]
    );
    let listing = read(
        "<main><h1>Resource Library</h1><ul><li><a href=/uploads/a.pdf><article><h3>Staying steady</h3><p>How to keep on your feet.</p><span class=cta>Download</span></article></a></li>\
         <li><a href=/uploads/b.pdf><article><h3>Feet first</h3><p>Look after your feet.</p><span class=cta>Download</span></article></a></li></ul></main>",
    );
    assert_eq!(
        all_told(&listing),
        [
            ("Staying steady", "How to keep on your feet.", vec!["a.pdf"]),
            ("Feet first", "Look after your feet.", vec!["b.pdf"])
        ]
    );
    assert_eq!(listing.entries[0].links[0].label, "Staying steady");
}

#[test]
fn plain_lists_as_people_type_them() {
    for (item, expected) in [
        (
            "<a href=a.pdf>Staying steady</a> - How to keep on your feet",
            ("Staying steady", "How to keep on your feet", vec!["a.pdf"]),
        ),
        (
            "<a href=a.pdf>Staying steady (PDF, 1.2 MB)</a><br>How to keep on your feet",
            ("Staying steady", "How to keep on your feet", vec!["a.pdf"]),
        ),
        (
            "<a href=a.pdf>Staying steady</a> (PDF, 1.2 MB): How to keep on your feet",
            ("Staying steady", "How to keep on your feet", vec!["a.pdf"]),
        ),
        (
            "<a href=a.pdf>Staying steady</a>. How to keep on your feet",
            ("Staying steady", "How to keep on your feet", vec!["a.pdf"]),
        ),
        ("<a href=a.pdf>Staying steady</a>", ("Staying steady", "", vec!["a.pdf"])),
        ("Staying steady <a href=a.pdf>Download</a>", ("Staying steady", "", vec!["a.pdf"])),
        ("Staying steady - <a href=a.pdf>PDF 138 KB</a>", ("Staying steady", "", vec!["a.pdf"])),
        (
            "<strong>Staying steady</strong> <a href=a.pdf>Download</a> | <a href=b.docx>Word</a>",
            ("Staying steady", "", vec!["a.pdf", "b.docx"]),
        ),
        (
            "<b>Staying steady:</b> How to keep on your feet. <a href=a.pdf>Read more</a>",
            ("Staying steady", "How to keep on your feet.", vec!["a.pdf"]),
        ),
        (
            "<p><a href=a.pdf>Staying steady</a></p><p>How to keep on your feet</p>",
            ("Staying steady", "How to keep on your feet", vec!["a.pdf"]),
        ),
        ("<h3><a href=a.pdf>Staying steady</a></h3>", ("Staying steady", "", vec!["a.pdf"])),
        (
            "<span>3 May 2021</span> <a href=a.pdf>Staying steady</a> <span>Leaflet</span>",
            ("Staying steady", "", vec!["a.pdf"]),
        ),
    ] {
        let other = "<li><a href=/uploads/z.pdf>Another leaflet</a> with words of its own</li>";
        for list in [format!("<ul><li>{item}</li>{other}</ul>"), format!("<ul><li>{item}</li></ul>")] {
            let listing = read(&format!("<main><h1>Resource Library</h1><p>An intro of some words.</p>{list}</main>"));
            assert_eq!(listing.entries.first().map(told), Some(expected.clone()), "{list}");
        }
    }
}

#[test]
fn sections_by_subject_with_a_list_each() {
    let listing = read(
        "<main><h1>Resource Library</h1><h2>Leaflets</h2><ul><li><a href=a.pdf>Staying steady</a></li><li><a href=b.pdf>Feet first</a></li></ul>\
         <h2>Strategies</h2><ul><li><a href=c.pdf>Workforce strategy</a></li><li><a href=d.pdf>Borough plan</a></li></ul></main>",
    );
    assert_eq!(titles(&listing), ["Staying steady", "Feet first", "Workforce strategy", "Borough plan"]);
    let listing = read(
        "<main><h1>Resource Library</h1><section><h2>2021</h2><article><h3>Staying steady</h3><p>Text</p><a href=a.pdf>Download</a></article><article><h3>Feet first</h3><p>Text</p><a href=b.pdf>Download</a></article></section>\
         <section><h2>2020</h2><article><h3>Borough plan</h3><p>Text</p><a href=c.pdf>Download</a></article></section></main>",
    );
    assert_eq!(titles(&listing), ["Staying steady", "Feet first", "Borough plan"]);
}

#[test]
fn a_featured_entry_beside_the_grid() {
    let listing = read(
        "<main><h1>Resource Library</h1><div class=featured><article><h2>Staying steady</h2><p>Text</p><a href=a.pdf>Download</a></article></div>\
         <div class=grid><div><article><h3>Feet first</h3><p>Text</p><a href=b.pdf>Download</a></article></div><div><article><h3>Borough plan</h3><p>Text</p><a href=c.pdf>Download</a></article></div></div></main>",
    );
    assert_eq!(titles(&listing), ["Staying steady", "Feet first", "Borough plan"]);
}

#[test]
fn teasers_of_other_pages_are_no_entries() {
    let teasers = "<div class=promos><div class=promo><h3>Our work</h3><p>See what we do in the borough.</p><a href=/our-work>Read more</a></div><div class=promo><h3>The challenge</h3><p>Why it is needed, in a few words.</p><a href=/the-challenge>Read more</a></div><div class=promo><h3>Contact us</h3><p>Write.</p></div></div>";
    let one = "<ul><li><h3>Staying steady</h3><p>How to keep on your feet.</p><a href=a.pdf>Download</a></li></ul>";
    assert_eq!(titles(&read(&format!("<main><h1>Resource Library</h1>{one}{teasers}</main>"))), ["Staying steady"]);
    let related = "<div><h3>Related pages</h3><ul><li><a href=/x>A page with a long enough title</a></li><li><a href=/y.pdf>A file of another page</a></li></ul></div>";
    assert_eq!(titles(&read(&format!("<main><h1>Resource Library</h1>{one}{related}</main>"))), ["Staying steady"]);
    assert_eq!(titles(&read(&format!("<main><h1>Resource Library</h1><p>Nothing yet.</p>{related}</main>"))), [""; 0]);
}

#[test]
fn sub_headings_do_not_split_an_entry() {
    let listing = read(
        "<main><h1>Resource Library</h1><article><h2>Staying steady</h2><h3>Who is it for?</h3><p>People over 65.</p><h3>What is in it?</h3><p>Exercises.</p><a href=a.pdf>Download</a></article>\
         <article><h2>Feet first</h2><p>Look after your feet.</p><a href=b.pdf>Download</a></article></main>",
    );
    assert_eq!(
        all_told(&listing),
        [
            ("Staying steady", "Who is it for?\nPeople over 65.\nWhat is in it?\nExercises.", vec!["a.pdf"]),
            ("Feet first", "Look after your feet.", vec!["b.pdf"])
        ]
    );
    let flat = read(
        "<main><h1>Resource Library</h1><h2>Staying steady</h2><h3>Who is it for?</h3><p>People over 65.</p><p><a href=a.pdf>Download</a></p><h2>Feet first</h2><p>Look after your feet.</p><p><a href=b.pdf>Download</a></p></main>",
    );
    assert_eq!(titles(&flat), ["Staying steady", "Feet first"]);
}

#[test]
fn two_entries_of_one_title_with_other_files_stay_two() {
    let card =
        |file: &str| format!("<article><h3>Board papers</h3><p>Text.</p><a href={file}.pdf>Download</a></article>");
    let listing = read(&format!("<main><h1>Resource Library</h1>{}{}{}</main>", card("a"), card("b"), card("a")));
    assert_eq!(
        all_told(&listing),
        [("Board papers", "Text.", vec!["a.pdf"]), ("Board papers", "Text.", vec!["b.pdf"])]
    );
}

#[test]
fn details_in_places_of_their_own() {
    let listing = read(
        "<main><h1>Resource Library</h1><article><span class=k>Leaflet</span><h3>Staying steady (Bengali)</h3><dl><dt>Published</dt><dd>3 May 2021</dd><dt>Topic</dt><dd>Falls, Older people</dd><dt>Format</dt><dd>PDF</dd></dl><p>How to keep on your feet.</p><a href=a.pdf>Download (PDF 5.27 MB)</a></article>\
         <article><span class=k>Guide</span><h3>Feet first</h3><p>Type: Easy read</p><p>Posted on: 17th November 2020</p><p lang=so>Daryeelka cagaha.</p><a href=b.pdf lang=so>Soo deji</a></article></main>",
    );
    let [first, second] = &listing.entries[..] else { panic!("{:?}", titles(&listing)) };
    assert_eq!(told(first), ("Staying steady (Bengali)", "How to keep on your feet.", vec!["a.pdf"]));
    assert_eq!(
        (first.printed_date.as_deref(), first.printed_kind.as_deref(), first.language.as_deref()),
        (Some("3 May 2021"), Some("Leaflet"), Some("bn"))
    );
    assert_eq!(first.topics, ["Falls", "Older people"]);
    assert_eq!(first.links[0].label, "Download (PDF 5.27 MB)");
    assert_eq!(
        (second.printed_date.as_deref(), second.printed_kind.as_deref()),
        (Some("17th November 2020"), Some("Guide"))
    );
    assert_eq!(second.summary, "Daryeelka cagaha.");
}

#[test]
fn players_and_media_files() {
    let listing = read(
        "<main><h1>Resource Library</h1><article><h3>Staying steady</h3><iframe src='//www.youtube.com/embed/abc' title='Film'></iframe></article>\
         <article><h3>Feet first</h3><video controls><source src=/media/feet.mp4 type=video/mp4><source src=/media/feet.webm type=video/webm><track src=/media/feet.vtt></video></article>\
         <article><h3>Care confident</h3><iframe data-src='https://player.vimeo.com/video/123'></iframe><iframe src='https://www.google.com/maps/embed?x'></iframe><a href='https://youtu.be/xyz'>Watch</a></article></main>",
    );
    let links: Vec<Vec<_>> = listing
        .entries
        .iter()
        .map(|entry| entry.links.iter().map(|link| (link.nature, link.url.as_str())).collect())
        .collect();
    use LinkNature::*;
    assert_eq!(links[0], [(EmbeddedVideo, "https://www.youtube.com/embed/abc")]);
    assert_eq!(links[1], [(Document, "https://www.towerhamletstogether.com/media/feet.mp4")]);
    assert_eq!(
        links[2],
        [(EmbeddedVideo, "https://player.vimeo.com/video/123"), (EmbeddedVideo, "https://youtu.be/xyz")]
    );
}

#[test]
fn hidden_things_are_not_read_and_panels_are() {
    let listing = read(
        "<main><h1>Resource Library</h1><div class=a><button aria-expanded=false aria-controls=p1>Staying steady</button><div id=p1 style='display:none'><p>Text one.</p><a href=a.pdf>Download</a></div></div>\
         <div class=a><button aria-expanded=false aria-controls=p2>Feet first</button><div id=p2 hidden><p>Text two.</p><a href=b.pdf>Download</a></div></div>\
         <div hidden><div class=a><h3>Old leaflet</h3><p>Gone.</p><a href=old.pdf>Download</a></div></div><div aria-hidden=true><a href=dup.pdf>Dup</a></div></main>",
    );
    assert_eq!(
        all_told(&listing),
        [("Staying steady", "Text one.", vec!["a.pdf"]), ("Feet first", "Text two.", vec!["b.pdf"])]
    );
}

#[test]
fn selectors_come_before_structure() {
    let mut profile = profile();
    profile.selectors = serde_json::from_value(serde_json::json!({
        "main": "#x", "entry": ".e", "title": ".e > i", "summary": ".s", "date": ".d", "kind": ".k", "next": "a.more", "ignore": [".ad", "]["]
    }))
    .unwrap();
    let html = "<h2>Not this</h2><p>no</p><div id=x><div class=e><u>x</u><i>Staying steady</i><p class=s>Text.</p><p>Other</p><b class=d>on 3 May 2021</b><b class=k>Leaflet</b><a href=a.pdf>Go</a><a class=ad href=ad.pdf>Ad</a></div></div><a class=more href=/resource-library/more>more</a>";
    let listing = site::read_list(html, &url(LIST), &profile);
    assert_eq!(all_told(&listing), [("Staying steady", "Text.", vec!["a.pdf"])]);
    assert_eq!(listing.entries[0].printed_date.as_deref(), Some("3 May 2021"));
    assert_eq!(listing.entries[0].printed_kind.as_deref(), Some("Leaflet"));
    assert_eq!(listing.further_pages, ["https://www.towerhamletstogether.com/resource-library/more"]);
    profile.selectors = serde_json::from_value(serde_json::json!({ "entry": "..nonsense", "main": "[[" })).unwrap();
    let listing =
        site::read_list("<main><ul><li><a href=a.pdf>Staying steady</a></li></ul></main>", &url(LIST), &profile);
    assert_eq!(titles(&listing), ["Staying steady"]);
}

#[test]
fn what_is_no_list() {
    for html in [
        "",
        "<title>Just a moment...</title><h1>www.towerhamletstogether.com</h1><p>Verifying you are human.</p>",
        "<title>404 Not Found</title><nav><a href=/a>a</a></nav><main><h1>404 Not Found</h1><ul><li><a href=/sorry.pdf>Sorry for that</a></li></ul></main>",
        "<title>Guest</title><h1>Guest Wi-Fi</h1><form method=post><input type=checkbox>I accept the terms <button>Connect</button></form><a href=/terms.pdf>Terms and conditions of use</a>",
    ] {
        let listing = site::read_list(html, &url(LIST), &profile());
        assert!(!listing.is_a_list && listing.entries.is_empty(), "{html}");
    }
}

#[test]
fn further_pages_of_many_systems() {
    let base = "https://www.towerhamletstogether.com";
    for (address, html, expected) in [
        (
            "/resource-library",
            "<a href='?page=1' rel=next>x</a><a href='?page=0'>1</a><a href='?page=2'>3</a>",
            vec!["?page=1", "?page=0", "?page=2"],
        ),
        (
            "/resource-library/p2",
            "<a href=/resource-library>1</a><a href=/resource-library/p3>3</a><a href=/resource-library/p3>Next</a>",
            vec!["/p3", ""],
        ),
        (
            "/resource-library",
            "<a href='?view=all'>All</a><a href='?topic=2'>Two</a><a href='/other?page=2'>2</a><a href='?page=2#top'><span>›</span></a>",
            vec!["?page=2"],
        ),
        (
            "/resource-library",
            "<a href='https://towerhamletstogether.com/resource-library?page=2' aria-label='Next page'><svg></svg></a>",
            vec!["?page=2"],
        ),
        ("/resource-library", "<button data-next-url='/resource-library?page=2'>Load more</button>", vec!["?page=2"]),
        (
            "/resource-library?page=4",
            "<a href='?page=4'>4</a><a href='#'>x</a><a href='mailto:a@b.c?page=3'>3</a>",
            vec![],
        ),
    ] {
        let listing = site::read_list(
            &format!("<main><h1>Resource Library</h1></main><div>{html}</div>"),
            &url(&format!("{base}{address}")),
            &profile(),
        );
        let found: Vec<&str> =
            listing.further_pages.iter().map(|page| page.split("/resource-library").nth(1).unwrap()).collect();
        assert_eq!(found, expected, "{html}");
    }
}

#[test]
fn drupal_teasers_with_read_more() {
    let teaser = |name: &str, slug: &str, file: &str| {
        format!(
            "<div class=views-row><article class='node node--view-mode-teaser'><h2><a href=/resource/{slug} rel=bookmark><span>{name}</span></a></h2><footer class=node__meta><div>Submitted by <span><a href=/user/1>admin</a></span> on <span><time datetime=x>17 November 2020</time></span></div></footer>\
             <div class=node__content><div class='field field--name-body'><p>Words on {name}.</p></div><div class='field field--label-above'><div class=field__label>Download</div><div class=field__item><span class='file file--general'><a href=/sites/default/files/{file}>{file}</a></span><span>(1.2 MB)</span></div></div>\
             <ul class='links inline'><li class=node-readmore><a href=/resource/{slug} rel=tag title='{name}' hreflang=en>Read more<span class=visually-hidden> about {name}</span></a></li></ul></div></article></div>"
        )
    };
    let listing = read(&format!(
        "<div class=dialog-off-canvas-main-canvas><header role=banner><div class=menu><ul><li><a href=/about>About</a></li></ul></div></header><main role=main><div class=block><ol class=crumbs><li><a href=/>Home</a></li><li>Resources</li></ol></div><h1 class=page-title>Resource Library</h1>\
         <form class=views-exposed-form><label>Search</label><input></form><div class=view-content>{}{}</div><nav class=pager role=navigation aria-labelledby=pagination-heading><h4 id=pagination-heading class=visually-hidden>Pagination</h4><ul><li><a href='?page=0' title='Current page'><span class=visually-hidden>Current page</span>1</a></li><li><a href='?page=1' title='Go to page 2'>2</a></li><li><a href='?page=1' title='Go to next page' rel=next><span class=visually-hidden>Next page</span><span aria-hidden=true>››</span></a></li></ul></nav></main></div>",
        teaser("Staying steady", "steady", "a.pdf"),
        teaser("Feet first", "feet", "b%20c.pdf")
    ));
    assert_eq!(
        all_told(&listing),
        [
            ("Staying steady", "Words on Staying steady.", vec!["a.pdf"]),
            ("Feet first", "Words on Feet first.", vec!["b%20c.pdf"])
        ]
    );
    let entry = &listing.entries[0];
    assert_eq!((entry.printed_date.as_deref(), entry.topics.len()), (Some("17 November 2020"), 0));
    assert_eq!(entry.links.len(), 2);
    assert_eq!(listing.further_pages[0], "https://www.towerhamletstogether.com/resource-library?page=1");
}

#[test]
fn a_menu_in_the_main_content_is_no_list() {
    let page = |list: &str| {
        format!(
            "<header><nav><ul><li><a href=/our-work/one>How health and care work together</a></li><li><a href=/our-work/two>Transforming services for children and families</a></li></ul></nav></header>\
             <main><div class=sub><ul><li><a href=/our-work/one>How health and care work together</a></li><li><a href=/our-work/two>Transforming services for children and families</a></li></ul></div><h1>Resource Library</h1>{list}<p>© 2022 Tower Hamlets Together</p></main>"
        )
    };
    assert_eq!(titles(&read(&page("<p>There is nothing here at the moment.</p>"))), [""; 0]);
    let one = read(&page("<h3>Staying steady</h3><p>How to keep on your feet.</p><p><a href=a.pdf>Download</a></p>"));
    assert_eq!(all_told(&one), [("Staying steady", "How to keep on your feet.", vec!["a.pdf"])]);
}

#[test]
fn badges_and_buttons_beside_titles() {
    let listing = read(
        "<main><h1>Resource Library</h1><div class=i><h3>Staying steady <span class=badge>New</span></h3><p>Text one.</p><a href=a.pdf>Download</a></div><div class=i><h3><a href=b.pdf>Feet first</a> <a class=btn href=b.pdf>Download</a></h3><p>Text two.</p></div></main>",
    );
    assert_eq!(
        all_told(&listing),
        [("Staying steady", "Text one.", vec!["a.pdf"]), ("Feet first", "Text two.", vec!["b.pdf"])]
    );
}

#[test]
fn a_table_whose_head_is_not_marked() {
    let listing = read(
        "<div><h1>Resource Library</h1><table><tr><td><b>Title</b></td><td><b>Date</b></td><td><b>Download</b></td></tr><tr><td>Staying steady</td><td>May 2020</td><td><a href=a.pdf>PDF</a></td></tr><tr><td>Feet first</td><td>June 2020</td><td><a href=b.pdf>PDF</a></td></tr></table></div>",
    );
    assert_eq!(all_told(&listing), [("Staying steady", "", vec!["a.pdf"]), ("Feet first", "", vec!["b.pdf"])]);
}

#[test]
fn cards_whose_titles_are_marked_by_style_alone() {
    let listing = read(
        "<main><h1>Resource Library</h1><p>An intro that is as long as intros are, more or less.</p><div class=g><div class=c><p class=x1>Staying steady</p><p>How to keep on your feet.</p><p><a href=a.pdf>Download</a></p></div><div class=c><p class=x1>Feet first</p><p>Look after your feet.</p><p><a href=b.pdf>Download</a></p></div></div></main>",
    );
    assert_eq!(
        all_told(&listing),
        [
            ("Staying steady", "How to keep on your feet.", vec!["a.pdf"]),
            ("Feet first", "Look after your feet.", vec!["b.pdf"])
        ]
    );
}

#[test]
fn translations_are_files_of_one_entry() {
    let item = |name: &str, slug: &str| {
        format!(
            "<section><h3>{name}</h3><ul><li><a href={slug}-en.pdf>English</a></li><li><a href={slug}-bn.pdf>বাংলা (Bengali)</a></li><li><a href={slug}-so.pdf>Soomaali (Somali)</a></li></ul></section>"
        )
    };
    let listing = read(&format!(
        "<main><h1>Resource Library</h1>{}{}{}</main>",
        item("Staying steady", "a"),
        item("Feet first", "b"),
        item("Flu", "c")
    ));
    assert_eq!(titles(&listing), ["Staying steady", "Feet first", "Flu"]);
    assert_eq!(
        listing.entries[0].links.iter().map(|link| link.label.as_str()).collect::<Vec<_>>(),
        ["English", "বাংলা (Bengali)", "Soomaali (Somali)"]
    );
    assert!(listing.entries.iter().all(|entry| entry.language.is_none() && entry.summary.is_empty()));
}

#[test]
fn headings_inside_a_summary_are_no_titles() {
    let inner = "<p>Stay well.</p><h5>Who is it for?</h5><p>People over 65.</p>";
    let whole = "Stay well.\nWho is it for?\nPeople over 65.";
    let bodies = [
        format!(
            "<div class=view>\
             <div class=row><div class=views-field-title><span class=field-content>Asthma and you</span></div><div>Know it.</div><div><a href=/f/a.pdf>a.pdf</a></div></div>\
             <div class=row><div class=views-field-title><span class=field-content>Healthy lives</span></div><div>{inner}</div><div><a href=/f/b.pdf>b.pdf</a></div></div>\
             <div class=row><div class=views-field-title><span class=field-content>Diabetes and food</span></div><div>Eat it.</div><div><a href=/f/c.pdf>c.pdf</a></div></div></div>"
        ),
        format!(
            "<ul><li><strong>Asthma and you</strong><p>Know it.</p><a href=/f/a.pdf>Download</a></li>\
             <li><strong>Healthy lives</strong>{inner}<a href=/f/b.pdf>Download</a></li>\
             <li><strong>Diabetes and food</strong><p>Eat it.</p><a href=/f/c.pdf>Download</a></li></ul>"
        ),
        format!(
            "<dl><dt>Asthma and you</dt><dd><p>Know it.</p><a href=/f/a.pdf>Download</a></dd>\
             <dt>Healthy lives</dt><dd>{inner}<a href=/f/b.pdf>Download</a></dd>\
             <dt>Diabetes and food</dt><dd><p>Eat it.</p><a href=/f/c.pdf>Download</a></dd></dl>"
        ),
    ];
    for body in bodies {
        let listing = read(&format!("<main><h1>Resource Library</h1>{body}</main>"));
        assert_eq!(
            all_told(&listing),
            [
                ("Asthma and you", "Know it.", vec!["a.pdf"]),
                ("Healthy lives", whole, vec!["b.pdf"]),
                ("Diabetes and food", "Eat it.", vec!["c.pdf"])
            ],
            "{body}"
        );
    }
}

#[test]
fn a_label_beside_its_date_is_no_summary() {
    let row = |title: &str, file: &str| {
        format!(
            "<div class=views-row><h3>{title}</h3><div><span class=views-label>Posted on </span><span class=field-content><time>3 May 2021</time></span></div>\
             <div><a href=/f/{file}.pdf>{file}.pdf</a></div></div>"
        )
    };
    let listing =
        read(&format!("<main><h1>Resource Library</h1>{}{}</main>", row("Asthma", "a"), row("Diabetes", "b")));
    assert_eq!(all_told(&listing), [("Asthma", "", vec!["a.pdf"]), ("Diabetes", "", vec!["b.pdf"])]);
    let listing = read(&format!(
        "<main><h1>Resource Library</h1>{}{}</main>",
        row("Asthma", "Know-Your-Triggers-and-Inhalers-2021"),
        row("Diabetes", "What-to-Eat-and-Drink-2022")
    ));
    assert_eq!(listing.entries[0].summary, "");
    assert_eq!(listing.entries[0].printed_date.as_deref(), Some("3 May 2021"));
}

#[test]
fn a_card_without_a_file_among_cards_that_are_links() {
    let listing = read(
        "<main><h1>Resource Library</h1><div>\
         <a class=card href=/f/a.pdf><h3>Asthma</h3><p>Know your triggers.</p></a>\
         <div class=card><h3>Warm spaces</h3><p>Open to anyone who is cold at home.</p></div>\
         <div class=promo><h3>Give us your views</h3><p>Tell us what you think of the page.</p></div>\
         <a class=card href=/f/b.pdf><h3>Diabetes</h3><p>What to eat.</p></a></div></main>",
    );
    assert_eq!(
        all_told(&listing),
        [
            ("Asthma", "Know your triggers.", vec!["a.pdf"]),
            ("Warm spaces", "Open to anyone who is cold at home.", vec![]),
            ("Diabetes", "What to eat.", vec!["b.pdf"])
        ]
    );
}

#[test]
fn a_link_elsewhere_in_an_entry_that_stands_twice() {
    let cards = "<div class=card><h3>NHS App</h3><p>Order prescriptions.</p><a href=https://www.nhs.uk/app>Visit</a></div>\
                 <div class=card><h3>Asthma</h3><p>Know it.</p><a href=/f/a.pdf>Download</a></div>";
    let listing = read(&format!(
        "<main><h1>Resource Library</h1><div class=large>{cards}</div><div class=small>{cards}</div></main>"
    ));
    assert_eq!(titles(&listing), ["NHS App", "Asthma"]);
    assert_eq!(listing.entries[0].links.len(), 1);
}
