//! Content pages: title, text, files with titles fit to stand alone.

mod markup;

use markup::{profile, url};

const PAGE: &str = "<!doctype html><html lang=en-GB><head><title>Social Prescribing Service | Tower Hamlets Together</title></head><body>\
<header><a href=/files/menu.pdf>Menu file</a><nav><a href=/about>About</a></nav></header>\
<nav aria-label=breadcrumb><a href=/>Home</a> &gt; Our work</nav>\
<main lang=so-SO><h1>Social Prescribing Service</h1><p>People are helped&nbsp;by link workers. Click here to <a href=/files/toolkit.pdf>download the toolkit</a>.</p>\
<h2>Vanguard</h2><p>You can <a href='/files/report.pdf?mtime=1'>download the Children and Young People’s Vanguard Programme report</a> now.</p>\
<ul><li>One</li><li>Two <a href=/files/x.docx>here</a></li></ul><p><a href=/files/report.pdf?mtime=2>Download (PDF 2 MB)</a></p><p>Write to <span class=__cf_email__ data-cfemail=543560143a3c277a213f>[email&#160;protected]</span></p>\
<a href=https://www.youtube.com/watch?v=1>Film</a></main>\
<aside><h2>Related Resources</h2><ul><li><a href=/files/evaluation.pdf>Full evaluation</a> PDF 3 MB</li><li><a href=/files/summary.pdf>Executive summary of the evaluation</a></li></ul></aside>\
<footer><a href=/files/accounts.pdf>Accounts</a></footer></body></html>";

#[test]
fn a_content_page() {
    let page = site::read_page(
        PAGE,
        &url("https://www.towerhamletstogether.com/our-work/social-prescribing-service"),
        &profile(),
    );
    assert_eq!(page.title, "Social Prescribing Service");
    assert_eq!(page.language.as_deref(), Some("so"));
    assert!(page.text.starts_with("Social Prescribing Service\nPeople are helped by link workers."), "{}", page.text);
    assert!(page.text.contains("• One\n• Two here\n") && page.text.contains("Write to a4@nhs.uk"), "{}", page.text);
    assert!(
        !page.text.contains("Home") && !page.text.contains("Accounts") && !page.text.contains("evaluation"),
        "{}",
        page.text
    );
    insta::assert_json_snapshot!(page.documents);
}

#[test]
fn titles_of_pages() {
    for (html, title) in [
        ("<title>Care Confident | Tower Hamlets Together</title><p>x", "Care Confident"),
        ("<title>x</title><header><h1>Site</h1></header><main><h1>Care <b>Confident</b></h1>", "Care Confident"),
        ("<title>x</title><main><h2>Care Confident</h2></main>", "Care Confident"),
        ("", ""),
    ] {
        assert_eq!(
            site::read_page(html, &url("https://www.towerhamletstogether.com/care-confident"), &profile()).title,
            title,
            "{html}"
        );
    }
}
