use crate::sniff;
use crate::testing::{leads, links, pages, read, zip};

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn shape(kind: &str, words: &str) -> String {
    let place = if kind.is_empty() {
        String::new()
    } else {
        format!("<p:nvSpPr><p:nvPr><p:ph type='{kind}'/></p:nvPr></p:nvSpPr>")
    };
    format!("<p:sp>{place}<p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>")
}

fn slide(shapes: &str) -> String {
    format!("<p:sld xmlns:p='p' xmlns:a='a' xmlns:mc='mc'><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
}

fn relations(list: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id='{id}' Type='{RELATION}/{kind}' Target='{target}'/>")
    };
    format!("<Relationships>{}</Relationships>", list.iter().map(one).collect::<String>())
}

/// Three slides in another order than their names.
fn presentation(first: &str, notes: &str) -> Vec<u8> {
    let main = "<p:presentation xmlns:p='p' xmlns:r='r'><p:sldIdLst><p:sldId id='256' r:id='rId7'/><p:sldId id='257' r:id='rId2'/>\
        <p:sldId id='258' r:id='rId3'/></p:sldIdLst></p:presentation>";
    let main_relations = relations(&[
        ("rId2", "slide", "slides/slide1.xml"),
        ("rId3", "slide", "/ppt/slides/slide2.xml"),
        ("rId7", "slide", "slides/slide9.xml"),
    ]);
    let first_relations = relations(&[
        ("rId1", "notesSlide", "../notesSlides/notes.xml"),
        ("rId2", "diagramData", "../diagrams/data1.xml"),
        ("rId3", "hyperlink", "https://example.org/a' TargetMode='External"),
        ("rId4", "hyperlink", "file:///etc/passwd' TargetMode='External"),
        ("rId5", "slide", "slide2.xml"),
    ]);
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/presentation.xml", main.as_bytes()),
        ("ppt/_rels/presentation.xml.rels", main_relations.as_bytes()),
        ("ppt/slides/slide9.xml", slide(first).as_bytes()),
        ("ppt/slides/_rels/slide9.xml.rels", first_relations.as_bytes()),
        ("ppt/notesSlides/notes.xml", notes.as_bytes()),
        ("ppt/diagrams/data1.xml", b"<dgm:dataModel xmlns:dgm='d' xmlns:a='a'><dgm:pt><a:p><a:r><a:t>In a diagram</a:t></a:r></a:p></dgm:pt></dgm:dataModel>"),
        ("ppt/slides/slide1.xml", slide("").as_bytes()),
        ("ppt/slides/slide2.xml", slide(&shape("", "Last words")).as_bytes()),
    ])
}

#[test]
fn slides_in_their_order_with_titles_tables_and_notes() {
    let cell = |words: &str| format!("<a:tc><a:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></a:txBody></a:tc>");
    let shapes = [
        shape("ctrTitle", "Clean hands"),
        shape("body", "Wash &amp; dry"),
        format!("<p:graphicFrame><a:tbl><a:tr>{}{}</a:tr></a:tbl></p:graphicFrame>", cell("Monday"), cell("9am")),
        "<p:sp><p:txBody><a:p><a:r><a:t>one</a:t></a:r><a:br/><a:fld type='slidenum'><a:t>7</a:t></a:fld></a:p></p:txBody></p:sp>".to_owned(),
        format!("<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>", shape("", "once")),
        shape("sldNum", "7"),
    ]
    .concat();
    let notes = slide(&[shape("sldNum", "1"), shape("body", "Say this slowly.")].concat());
    let bytes = presentation(&shapes, &notes);
    assert_eq!(sniff(&bytes, ""), crate::sniff::PPTX);
    let extraction = read(&bytes, "x.pptx");
    let first = "Clean hands\nWash & dry\nMonday 9am\none\nonce\nIn a diagram\nSay this slowly.";
    assert_eq!(pages(&extraction), [(Some(1), first, vec![(0, 1)]), (Some(3), "Last words", vec![])]);
    assert_eq!((extraction.page_count, extraction.problem_code), (Some(3), None));
}

#[test]
fn links_to_addresses_and_slides() {
    let run =
        |id: &str, words: &str| format!("<a:r><a:rPr><a:hlinkClick r:id='{id}'/></a:rPr><a:t>{words}</a:t></a:r>");
    let shapes = format!(
        "<p:sp><p:txBody><a:p><a:r><a:t>Go to </a:t></a:r>{}{}<a:r><a:t> or </a:t></a:r>{}{}</a:p><a:p>{}{}</a:p></p:txBody></p:sp>\
         <p:sp><p:cNvPr><a:hlinkClick r:id='rId5'/></p:cNvPr><p:txBody><a:p><a:r><a:t>A </a:t></a:r><a:r><a:t>button</a:t></a:r>{}</a:p></p:txBody></p:sp>\
         <p:sp><p:txBody><a:p><a:r><a:t>None</a:t></a:r></a:p></p:txBody></p:sp>",
        run("rId3", "a page "),
        run("rId3", "of samples"),
        run("rId5", "the last slide"),
        "<a:r><a:t>.</a:t></a:r>",
        run("rId4", "not kept"),
        run("rId1", " nor this"),
        run("rId3", " elsewhere"),
    );
    let extraction = read(&presentation(&shapes, &slide("")), "x.pptx");
    assert_eq!(
        extraction.pages[0].text,
        "Go to a page of samples or the last slide.\nnot kept nor this\nA button elsewhere\nNone\nIn a diagram"
    );
    let a = "https://example.org/a";
    let wanted = [("a page of samples", a), ("the last slide", "3"), ("A button", "3"), ("elsewhere", a)];
    assert_eq!(links(&extraction), leads(&wanted));
}

#[test]
fn damaged_presentations() {
    let broken = read(&presentation(&shape("", "Some words</a:t><!-- never closed"), ""), "x.pptx");
    assert_eq!(broken.problem_code.as_deref(), Some("damaged"));
    assert_eq!(broken.pages.iter().map(|page| page.page).collect::<Vec<_>>(), [Some(1), Some(3)]);
    let empty = read(&zip(&[("[Content_Types].xml", b""), ("ppt/presentation.xml", b"")]), "x.pptx");
    assert_eq!(empty.problem_code.as_deref(), Some("damaged"));
}
