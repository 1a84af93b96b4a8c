use crate::testing::{leads, links, pages, read, zip};
use crate::{Extraction, sniff};

const TEXT: &str = "application/vnd.oasis.opendocument.text";
const SLIDES: &str = "application/vnd.oasis.opendocument.presentation";
const SHEETS: &str = "application/vnd.oasis.opendocument.spreadsheet";

fn document(kind: &str, styles: &str, body: &str, others: &[(&str, &str)]) -> Extraction {
    let content = format!(
        "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:style='s' xmlns:fo='f' xmlns:draw='d' \
         xmlns:presentation='p'><office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    );
    let mut parts = vec![("mimetype", kind.as_bytes()), ("content.xml", content.as_bytes())];
    parts.extend(others.iter().map(|(name, text)| (*name, text.as_bytes())));
    let bytes = zip(&parts);
    assert_eq!(sniff(&bytes, ""), kind);
    read(&bytes, "x")
}

#[test]
fn a_text_with_headings_notes_tables_and_what_nobody_reads() {
    let body = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>\
        <text:p text:style-name='P1'>Clean hands</text:p><text:h text:outline-level='2'>Why</text:h>\
        <text:p>Wash<text:s text:c='3'/>your<text:tab/>hands<text:note><text:note-citation>1</text:note-citation><text:note-body>\
        <text:p>A note.</text:p></text:note-body></text:note> often<text:line-break/>and &amp; well.\
        <office:annotation><text:p>a comment</text:p></office:annotation></text:p>\
        <table:table><table:table-row><table:table-cell><text:p>Monday</text:p></table:table-cell><table:table-cell>\
        <text:p>9am</text:p></table:table-cell></table:table-row></table:table>\
        <text:p>Before <draw:frame><draw:text-box><text:p>in the box</text:p></draw:text-box></draw:frame>and after</text:p>";
    let styles = "<style:style style:name='P1' style:parent-style-name='Title'/>";
    let meta = "<office:document-meta xmlns:dc='d'><dc:title>Clean hands, a leaflet</dc:title></office:document-meta>";
    let extraction = document(TEXT, styles, body, &[("meta.xml", meta)]);
    let wanted =
        "Clean hands\nWhy\nWash your hands often\nand & well.\nMonday 9am\nBefore and after\nin the box\nA note.";
    assert_eq!(pages(&extraction), [(None, wanted, vec![(0, 1), (1, 2)])]);
    assert_eq!(extraction.title.as_deref(), Some("Clean hands, a leaflet"));
}

#[test]
fn links_of_texts_notes_sheets_and_slides() {
    let link = |to: &str, words: &str| format!("<text:a xlink:href='{to}'>{words}</text:a>");
    let a = "https://example.org/a?b=c&amp;d";
    let body = format!(
        "<text:p>Read {}, {} or {}.<text:note><text:note-body><text:p>Or {} this.</text:p></text:note-body></text:note></text:p>\
         <text:h>{}</text:h><text:p>{}{}{}</text:p><text:p><draw:a xlink:href='https://example.org/p'><draw:frame/></draw:a>After</text:p>",
        link(a, "a <text:span>page</text:span>"),
        link("tel:+442079460101", "ring"),
        link("../other.odt", "open"),
        link("https://example.org/n", "see"),
        link(a, "Heading"),
        link("javascript:alert(1)", "x"),
        link("#Part|outline", "y"),
        link("file:///etc/passwd", "z"),
    );
    let extraction = document(TEXT, "", &body, &[]);
    assert_eq!(pages(&extraction)[0].1, "Read a page, ring or open.\nHeading\nxyz\nAfter\nOr see this.");
    let to = "https://example.org/a?b=c&d";
    let wanted = [("a page", to), ("ring", "tel:+442079460101"), ("Heading", to), ("see", "https://example.org/n")];
    assert_eq!(links(&extraction), leads(&wanted));

    let row = format!(
        "<table:table-cell><text:p>Monday</text:p></table:table-cell><table:table-cell><text:p>{}</text:p></table:table-cell>",
        link(a, "Where")
    );
    let sheet = format!("<table:table table:name='One'><table:table-row>{row}</table:table-row></table:table>");
    let slide = format!(
        "<draw:page><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame></draw:page>",
        link(a, "Where")
    );
    for (kind, body) in [(SHEETS, sheet), (SLIDES, slide)] {
        assert_eq!(links(&document(kind, "", &body, &[])), leads(&[("Where", to)]), "{kind}");
    }
}

#[test]
fn pages_are_numbered_only_where_all_breaks_are_known() {
    let styles = "<style:style style:name='New'><style:paragraph-properties fo:break-before='page'/></style:style>";
    let body = "<text:p text:style-name='New'>one</text:p><text:p>still<text:soft-page-break/> two</text:p>\
        <text:p text:style-name='New'>three</text:p>";
    let meta = |pages: u32| format!("<m xmlns:meta='m'><meta:document-statistic meta:page-count='{pages}'/></m>");
    let known = document(TEXT, styles, body, &[("meta.xml", &meta(3))]);
    let numbers: Vec<_> = pages(&known).into_iter().map(|(page, text, _)| (page, text.to_owned())).collect();
    assert_eq!(numbers, [(Some(1), "one\nstill".into()), (Some(2), "two".into()), (Some(3), "three".into())]);
    for others in [vec![], vec![("meta.xml", meta(4))]] {
        let others: Vec<_> = others.iter().map(|(name, text): &(&str, String)| (*name, text.as_str())).collect();
        assert_eq!(pages(&document(TEXT, styles, body, &others))[0].0, None);
    }
}

#[test]
fn slides_with_their_notes() {
    let body = "<draw:page><draw:frame presentation:class='title'><draw:text-box><text:p>First</text:p></draw:text-box></draw:frame>\
        <draw:frame><draw:text-box><text:p>Words</text:p></draw:text-box></draw:frame>\
        <presentation:notes><draw:frame><draw:text-box><text:p>Say this.</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>\
        <draw:page/><draw:page><draw:custom-shape><text:p>Third</text:p></draw:custom-shape></draw:page>";
    let extraction = document(SLIDES, "", body, &[]);
    assert_eq!(pages(&extraction), [(Some(1), "First\nWords\nSay this.", vec![(0, 1)]), (Some(3), "Third", vec![])]);
    assert_eq!(extraction.page_count, Some(3));
    assert_eq!(document(SLIDES, "", "<draw:page><text:p>Only</text:p></draw:page>", &[]).pages[0].page, Some(1));
}

#[test]
fn sheets_by_row_however_often_cells_are_repeated() {
    let body = "<table:table table:name='Clinics'><table:table-row><table:table-cell><text:p>Monday</text:p></table:table-cell>\
        <table:table-cell table:number-columns-repeated='16384'><text:p>9am</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated='1048576'><table:table-cell/></table:table-row></table:table>\
        <table:table table:name='Empty'/><table:table table:name='Last'><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>\
        </table:table-row></table:table>";
    let extraction = document(SHEETS, "", body, &[]);
    assert_eq!(
        pages(&extraction),
        [
            (Some(1), "Clinics\nMonday 9am", vec![(0, 1)]),
            (Some(2), "Empty", vec![(0, 1)]),
            (Some(3), "Last\nx", vec![(0, 1)])
        ]
    );
}

#[test]
fn locked_and_damaged() {
    let manifest = "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
    let locked = document(TEXT, "", "noise", &[("META-INF/manifest.xml", manifest)]);
    assert_eq!((locked.problem_code.as_deref(), locked.pages.len()), (Some("locked"), 0));
    let damaged = document(TEXT, "", "<text:p>Some words</text:p><!-- never closed", &[]);
    assert_eq!((damaged.problem_code.as_deref(), damaged.pages[0].text.as_str()), (Some("damaged"), "Some words"));
    let none = read(&zip(&[("mimetype", TEXT.as_bytes())]), "x.odt");
    assert_eq!(none.problem_code.as_deref(), Some("damaged"));
}
