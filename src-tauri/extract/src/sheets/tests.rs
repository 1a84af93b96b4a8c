use super::*;
use crate::testing::{leads, links, pages, read, zip};
use crate::{Limits, extract, sniff};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of sheets, each with its name, its state and its rows.
fn workbook(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    workbook_with(sheets, "")
}

/// The same with relations of the first sheet.
fn workbook_with(sheets: &[(&str, &str, &str)], relations: &str) -> Vec<u8> {
    let (mut listed, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (number, (name, state, rows)) in (1..).zip(sheets) {
        listed += &format!("<sheet name='{name}' sheetId='{number}' state='{state}' r:id='rId{number}'/>");
        related += &format!(
            "<Relationship Id='rId{number}' Type='{RELATIONS}/worksheet' Target='worksheets/sheet{number}.xml'/>"
        );
        let sheet = format!(
            "<worksheet xmlns='{MAIN}' xmlns:r='{RELATIONS}'><dimension ref='A1:XFD1048576'/><sheetData>{rows}</sheetData></worksheet>"
        );
        parts.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    related += &format!(
        "<Relationship Id='rId90' Type='{RELATIONS}/styles' Target='styles.xml'/><Relationship Id='rId91' Type='{RELATIONS}/sharedStrings' Target='sharedStrings.xml'/>"
    );
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    parts.extend([
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("_rels/.rels".to_owned(), format!("<Relationships xmlns='{package}'><Relationship Id='rId1' Type='{RELATIONS}/officeDocument' Target='xl/workbook.xml'/></Relationships>")),
        ("xl/workbook.xml".to_owned(), format!("<workbook xmlns='{MAIN}' xmlns:r='{RELATIONS}'><sheets>{listed}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships xmlns='{package}'>{related}</Relationships>")),
        ("xl/styles.xml".to_owned(), format!("<styleSheet xmlns='{MAIN}'><numFmts><numFmt numFmtId='164' formatCode='dddd d mmmm yyyy'/></numFmts><cellXfs count='5'><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='20'/><xf numFmtId='10'/><xf numFmtId='164'/></cellXfs></styleSheet>")),
        ("xl/sharedStrings.xml".to_owned(), format!("<sst xmlns='{MAIN}'><si><t>Opening hours</t></si><si><r><t>Mon</t></r><r><t>day</t></r></si></sst>")),
    ]);
    if !relations.is_empty() {
        let relations = format!("<Relationships xmlns='{package}'>{relations}</Relationships>");
        parts.push(("xl/worksheets/_rels/sheet1.xml.rels".to_owned(), relations));
    }
    zip(&parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
}

#[test]
fn a_page_per_sheet_that_is_shown_and_a_line_per_row() {
    let rows = "<row r='1'><c r='A1' t='s'><v>0</v></c></row><row r='3'><c r='A3' t='s'><v>1</v></c><c r='B3'><v>0.30000000000000004</v></c>\
        <c r='C3' s='1'><v>46050</v></c><c r='D3' s='2'><v>0.375</v></c><c r='E3' t='b'><v>1</v></c><c r='F3' t='e'><v>#N/A</v></c>\
        <c r='G3' t='inlineStr'><is><t>two\nlines</t></is></c><c r='H3' s='3'><v>0.125</v></c><c r='I3' s='4'><v>46050</v></c></row>";
    let bytes = workbook(&[
        ("Clinics", "visible", rows),
        ("Lists", "hidden", "<row r='1'><c r='A1' t='s'><v>0</v></c></row>"),
        ("Empty", "visible", ""),
        ("Far", "visible", "<row r='1048576'><c r='XFD1048576'><v>1200000</v></c></row>"),
    ]);
    assert_eq!(sniff(&bytes, ""), crate::sniff::XLSX);
    let extraction = read(&bytes, "x.xlsx");
    let first = "Clinics\nOpening hours\nMonday 0.3 28/01/2026 9:00 TRUE two lines 12.50% Wednesday 28 January 2026";
    assert_eq!(pages(&extraction), [(Some(1), first, vec![(0, 1)]), (Some(3), "Far\n1200000", vec![(0, 1)])]);
    assert_eq!((extraction.page_count, extraction.problem_code), (Some(3), None));
}

#[test]
fn links_of_cells() {
    let cell = |place: &str, words: &str| format!("<c r='{place}' t='inlineStr'><is><t>{words}</t></is></c>");
    let rows = format!(
        "<row r='1'>{}{}{}</row><row r='2'>{}{}</row></sheetData><hyperlinks><hyperlink ref='B1' r:id='a' location='part'/><hyperlink ref='C1:D9' r:id='m'/>\
         <hyperlink ref='A2' r:id='f'/><hyperlink ref='B2' location='Sheet2!A1'/><hyperlink ref='Z99' r:id='a'/></hyperlinks><sheetData>",
        cell("A1", "Monday"),
        cell("B1", "Where to go"),
        cell("C1", "Write"),
        cell("A2", "A file"),
        cell("B2", "Inner"),
    );
    let relation = |id: &str, target: &str| {
        format!("<Relationship Id='{id}' Type='{RELATIONS}/hyperlink' Target='{target}' TargetMode='External'/>")
    };
    let relations = [
        relation("a", "https://example.org/a?b=c&amp;d"),
        relation("m", "mailto:a@example.org"),
        relation("f", "file:///etc/passwd"),
    ]
    .concat();
    let extraction = read(&workbook_with(&[("A", "visible", &rows), ("B", "visible", &rows)], &relations), "x.xlsx");
    assert_eq!(extraction.pages[0].text, "A\nMonday Where to go Write\nA file Inner");
    let wanted = [("Where to go", "https://example.org/a?b=c&d#part"), ("Write", "mailto:a@example.org")];
    assert_eq!(links(&extraction), leads(&wanted), "of the first sheet alone");
}

#[test]
fn numbers_as_people_write_them() {
    for (number, text) in
        [(0.1 + 0.2, "0.3"), (-2.5, "-2.5"), (1e6, "1000000"), (0.0, "0"), (1e300, "1e300"), (100.0, "100")]
    {
        assert_eq!(number_text(number), text);
    }
}

#[test]
fn damaged_and_too_large() {
    let damaged = read(&zip(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"<workbook")]), "x.xlsx");
    assert_eq!(damaged.problem_code.as_deref(), Some("damaged"));
    let row = "<row r='1'><c r='A1' t='s'><v>0</v></c></row>";
    let broken = read(&workbook(&[("A", "visible", &format!("{row}<row r='2'><c r='A2'><v>5</v"))]), "x.xlsx");
    assert_eq!((broken.pages[0].text.as_str(), broken.problem_code.as_deref()), ("A\nOpening hours", Some("damaged")));
    let limits = Limits { max_unpacked_bytes: 500, ..Limits::default() };
    let large = extract(&workbook(&[("A", "visible", row)]), "x.xlsx", &limits);
    assert_eq!((large.problem_code.as_deref(), large.pages.len()), (Some("too_large"), 0));
}
