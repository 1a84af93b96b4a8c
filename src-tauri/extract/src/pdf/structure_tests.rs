//! Headings, links and bookmarks of PDFs.

use catalogue::{Bookmark, LinkTarget};

use super::tests::Made;
use crate::Extraction;

const TWO_PAGES: [&str; 2] = [
    "BT /F 12 Tf 50 350 Td (Wash your hands) Tj 0 -20 Td (See www.nhs.uk or page two.) Tj ET",
    "BT /F 12 Tf 50 350 Td (Dry your hands) Tj 0 -20 Td (With a clean towel.) Tj ET",
];

/// The words of each link, and where it leads.
fn links(read: &Extraction) -> Vec<(String, LinkTarget)> {
    let of_page = |page: &catalogue::PageText| {
        page.links.iter().map(|link| (page.link_words(link), link.target.clone())).collect::<Vec<_>>()
    };
    read.pages.iter().flat_map(of_page).collect()
}

fn headings(read: &Extraction) -> Vec<(String, u8)> {
    let of_page = |page: &catalogue::PageText| {
        let words: Vec<String> = page.heading_words().map(str::to_owned).collect();
        words.into_iter().zip(page.headings.iter().map(|heading| heading.level)).collect::<Vec<_>>()
    };
    read.pages.iter().flat_map(of_page).collect()
}

fn titles(read: &Extraction) -> Vec<(&str, u8, u32)> {
    read.bookmarks.iter().map(|Bookmark { title, level, page }| (title.as_str(), *level, *page)).collect()
}

fn url(text: &str) -> LinkTarget {
    LinkTarget::Url(text.to_owned())
}

#[test]
fn links_to_addresses_and_pages() {
    // "See " is 25.3 points wide in Helvetica of 12 points, "www.nhs.uk" 61.4, " or " 16.7.
    let annotations = "/Annots [
        << /Subtype /Link /Rect [75 325 138 341] /A << /S /URI /URI (https://www.nhs.uk/hands) >> >>
        << /Subtype /Link /Rect [205 325 153 341] /Dest [6 0 R /XYZ 0 350 0] >> ]";
    let made = Made { contents: &TWO_PAGES, pages: &[annotations], ..Made::default() };
    let read = made.read();
    assert_eq!(read.pages[0].text, "Wash your hands\nSee www.nhs.uk or page two.");
    assert_eq!(
        links(&read),
        [("www.nhs.uk".to_owned(), url("https://www.nhs.uk/hands")), ("page two".to_owned(), LinkTarget::Page(2))]
    );
    assert_eq!(headings(&read), []);
}

#[test]
fn ways_to_say_where_a_link_leads() {
    let whole = |target: &str| {
        let annotations = format!("/Annots [ << /Subtype /Link /Rect [40 320 300 345] {target} >> ]");
        let made = Made {
            contents: &TWO_PAGES,
            root: "/Dests << /old << /D [6 0 R /Fit] >> >> /Names << /Dests << /Kids [20 0 R 20 0 R 1 0 R] >> >>",
            pages: &[&annotations],
            objects: &["<< /Names [(new) [4 0 R /Fit] (wrapped) << /D [6 0 R] >> (lost) [3 0 R]] /Kids [20 0 R] >>"],
            ..Made::default()
        };
        links(&made.read()).pop().map(|(_, target)| target)
    };
    for (target, leads) in [
        ("/Dest /old", Some(LinkTarget::Page(2))),
        ("/Dest (new)", Some(LinkTarget::Page(1))),
        ("/A << /S /GoTo /D (wrapped) >>", Some(LinkTarget::Page(2))),
        ("/A << /S /GoTo /D [6 0 R] >>", Some(LinkTarget::Page(2))),
        ("/Dest [1 /Fit]", Some(LinkTarget::Page(2))),
        ("/Dest [2 /Fit]", None),
        ("/Dest [-1 /Fit]", None),
        ("/Dest (lost)", None),
        ("/Dest (nowhere)", None),
        ("/Dest [3 0 R]", None),
        ("/A << /S /URI /URI (mailto:a@example.org) >>", Some(url("mailto:a@example.org"))),
        ("/A << /S /URI /URI <FEFF00740065006C003A003100310031> >>", Some(url("tel:111"))),
        ("/A << /S /URI /URI (javascript:alert) >>", None),
        ("/A << /S /JavaScript /JS (app.alert) >>", None),
        ("/A << /S /Launch /F (cmd.exe) >>", None),
        ("/A << /S /GoToR /F (other.pdf) /D [0 /Fit] >>", None),
        ("/F 2 /Dest [6 0 R]", None),
        ("", None),
    ] {
        assert_eq!(whole(target), leads, "{target}");
    }
}

#[test]
fn where_a_link_lies() {
    let with = |annotations: &str, more: &str| {
        let pages = format!("/Annots [ {annotations} ] {more}");
        links(&Made { contents: &TWO_PAGES, pages: &[&pages], ..Made::default() }.read())
            .into_iter()
            .map(|(words, _)| words)
            .collect::<Vec<_>>()
    };
    let link = |place: &str| format!("<< /Subtype /Link {place} /A << /S /URI /URI (https://nhs.uk) >> >>");
    // Two quads on two lines; quads outside the rectangle; a page that is turned; no place at all.
    let quads = "/Rect [50 325 138 360] /QuadPoints [50 360 75 360 50 348 75 348 75 341 138 341 75 325 138 325]";
    assert_eq!(with(&link(quads), ""), ["Wash", "www.nhs.uk"]);
    let beyond = "/Rect [75 325 138 341] /QuadPoints [0 400 400 400 0 0 400 0]";
    assert_eq!(with(&link(beyond), ""), ["www.nhs.uk"]);
    assert_eq!(with(&link("/Rect [75 325 138 341]"), "/Rotate 90"), ["www.nhs.uk"]);
    assert_eq!(with(&link("/Rect [75 325 138 341]"), "/CropBox [20 20 380 380]"), ["www.nhs.uk"]);
    for nowhere in ["/Rect [0 0 0 0]", "/Rect [75 325]", "/Rect [75 1e40 138 -1e40]", "", "/Rect [300 0 400 100]"] {
        assert_eq!(with(&link(nowhere), ""), [""; 0], "{nowhere}");
    }
    assert_eq!(with("3 0 R 99 0 R 7 (x) null << >>", ""), [""; 0]);
    assert_eq!(with(&link("/Rect [75 325 138 341]").repeat(5_000), "").len(), 1, "the uppermost of many");
}

#[test]
fn bookmarks_by_their_order_and_level() {
    let made = Made {
        contents: &TWO_PAGES,
        root: "/Outlines 20 0 R",
        objects: &[
            "<< /First 21 0 R >>",
            "<< /Title (Part one) /First 22 0 R /Next 24 0 R >>",
            "<< /Title <FEFF00C9007400E9000A0031> /Dest [6 0 R /Fit] /Next 23 0 R >>",
            "<< /Title (On the web) /A << /S /URI /URI (https://nhs.uk) >> >>",
            "<< /Title (Dry) /A << /S /GoTo /D [6 0 R] >> /Next 21 0 R /First 25 0 R >>",
            "<< /Title () /Dest [4 0 R] /First 26 0 R >>",
            "<< /Title (Deep) /Dest [4 0 R] /First 26 0 R /Next 26 0 R >>",
        ],
        ..Made::default()
    };
    // An entry that leads nowhere stands for the first below it; one that leads out, or has no title, is left out.
    assert_eq!(titles(&made.read()), [("Part one", 1, 2), ("Été 1", 2, 2), ("Dry", 1, 2), ("Deep", 3, 1)]);
    assert_eq!(titles(&Made { root: "/Outlines 1 0 R", ..made }.read()), []);
}

#[test]
fn bookmarks_without_end() {
    let entries: Vec<String> = (0..5_000)
        .map(|at| format!("<< /Title (Entry {at}) /Dest [4 0 R] /First {} 0 R /Next {} 0 R >>", at + 22, at + 23))
        .collect();
    let mut objects = vec!["<< /First 21 0 R >>"];
    objects.extend(entries.iter().map(String::as_str));
    let read = Made { contents: &TWO_PAGES, root: "/Outlines 20 0 R", objects: &objects, ..Made::default() }.read();
    assert_eq!(read.bookmarks.len(), 2_000);
    assert!(read.bookmarks.iter().all(|bookmark| (1..=6).contains(&bookmark.level)));
    assert_eq!(read.pages.len(), 2);
}

#[test]
fn a_bookmark_makes_a_heading_of_the_line_that_it_names() {
    let made = Made {
        contents: &TWO_PAGES,
        root: "/Outlines 20 0 R",
        objects: &[
            "<< /First 21 0 R >>",
            "<< /Title (WASH YOUR HANDS) /Dest [4 0 R] /First 22 0 R >>",
            "<< /Title (Dry your hands) /Dest [4 0 R] /Next 23 0 R >>",
            "<< /Title (With a clean) /Dest [6 0 R] >>",
        ],
        ..Made::default()
    };
    // The second stands on another page than it says, and the third is only the beginning of a line.
    assert_eq!(headings(&made.read()), [("Wash your hands".to_owned(), 1)]);
}

#[test]
fn headings_by_tags() {
    let page = "/H1 << /MCID 0 >> BDC BT /F 12 Tf 50 350 Td (Hands) Tj 0 -14 Td (and feet) Tj ET EMC
        /P << /MCID 1 >> BDC BT /F 12 Tf 50 322 Td (Wash them.) Tj ET EMC
        /H2 << /MCID 2 >> BDC BT /F 12 Tf 50 308 Td (Soap) Tj ET EMC
        /Span << /MCID 3 >> BDC BT /F 12 Tf 50 294 Td (Any kind will do.) Tj ET EMC";
    let with = |root: &str, kids: &str| {
        let kids = format!("<< {root} /K [ {kids} ] >>");
        let made = Made {
            contents: &[page],
            root: "/StructTreeRoot 20 0 R",
            objects: &[
                &kids,
                "<< /S /H3 /Pg 4 0 R /K 2 >>",
                "<< /S /Sect /K [22 0 R << /S /H /Pg 4 0 R /K [1 2] >>] >>",
            ],
            ..Made::default()
        };
        let read = made.read();
        (read.pages[0].text.clone(), headings(&read))
    };
    let heading = |text: &str, level| (text.to_owned(), level);
    let (text, found) = with("", "<< /S /H1 /Pg 4 0 R /K [0] >> << /S /P /Pg 4 0 R /K 1 >> 21 0 R");
    assert_eq!(text, "Hands and feet\nWash them.\nSoap\nAny kind will do.");
    assert_eq!(found, [heading("Hands and feet", 1), heading("Soap", 3)]);
    for (case, root, kids, expected) in [
        (
            "roles, references, and marks with a page of their own",
            "/RoleMap << /Mine /Other /Other /H2 /Loop /Loop >>",
            "<< /S /Mine /K << /Type /MCR /Pg 4 0 R /MCID 2 >> >> << /S /Loop /Pg 4 0 R /K 3 >>",
            vec![heading("Soap", 2)],
        ),
        ("marks of a form", "", "<< /S /H1 /K << /Type /MCR /Pg 4 0 R /MCID 2 /Stm 5 0 R >> >>", vec![]),
        ("no page", "", "<< /S /H1 /K 2 >>", vec![]),
        ("a page that is none", "", "<< /S /H1 /Pg 3 0 R /K 2 >>", vec![]),
        ("a loop, and a plain heading", "", "22 0 R 20 0 R", vec![heading("Wash them. Soap", 1)]),
        ("nested", "", "<< /S /H9 /Pg 4 0 R /K << /S /Span /K [ << /S /H1 /K 2 >> ] >> >>", vec![heading("Soap", 6)]),
        ("a list of numbers", "", "0 1 2 3", vec![]),
    ] {
        assert_eq!(with(root, kids).1, expected, "{case}");
    }
}

#[test]
fn marks_of_a_form_are_not_taken_for_those_of_the_page() {
    let made = Made {
        contents: &["/X Do BT /F 12 Tf 50 300 Td (Plain words) Tj ET"],
        root: "/StructTreeRoot << /K << /S /H1 /Pg 4 0 R /K 0 >> >>",
        pages: &["/Resources << /Font << /F 3 0 R >> /XObject << /X 20 0 R >> >>"],
        objects: &[
            "<< /Subtype /Form /BBox [0 0 400 400] /StructParents 1 /Resources << /Font << /F 3 0 R >> >> /Length 66 >>\nstream\n/P << /MCID 0 >> BDC BT /F 12 Tf 50 350 Td (In a form) Tj ET EMC  \nendstream",
        ],
        ..Made::default()
    };
    let read = made.read();
    assert_eq!(read.pages[0].text, "In a form\nPlain words");
    assert_eq!(headings(&read), []);
}

#[test]
fn any_bytes_of_structure_at_all() {
    let whole = Made {
        contents: &["/H1 << /MCID 0 >> BDC BT /F 12 Tf 50 350 Td (Abc) Tj ET EMC"],
        root: "/Outlines 20 0 R /StructTreeRoot 22 0 R /Names << /Dests << /Names [(a) [4 0 R]] >> >>",
        pages: &["/Annots [ << /Subtype /Link /Rect [40 340 90 360] /Dest (a) >> ]"],
        objects: &["<< /First 21 0 R >>", "<< /Title (T) /Dest (a) >>", "<< /K [ << /S /H1 /Pg 4 0 R /K 0 >> ] >>"],
        ..Made::default()
    };
    let read = whole.read();
    assert_eq!((links(&read).len(), headings(&read).len(), read.bookmarks.len()), (1, 1, 1));
    let bytes = whole.bytes();
    for at in (0..bytes.len()).step_by(5) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x15;
        let read = crate::extract(&flipped, "", &crate::Limits::default());
        assert_ne!(read.problem_code.as_deref(), Some("crashed"), "{at}");
    }
}
