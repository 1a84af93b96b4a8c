use crate::testing::{leads, links, zip};
use crate::{Extraction, Limits, extract, sniff};

/// A Word document around the given body.
fn document(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let main =
        format!("<?xml version='1.0'?><w:document xmlns:w='w' xmlns:mc='mc'><w:body>{body}</w:body></w:document>");
    let types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/word/document.xml' \
        ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
    let parts = [("[Content_Types].xml", types), ("word/document.xml", main.as_str())];
    zip(&parts.iter().chain(others).map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

fn read(body: &str, others: &[(&str, &str)]) -> Extraction {
    let bytes = document(body, others);
    assert_eq!(sniff(&bytes, ""), crate::sniff::DOCX);
    extract(&bytes, "x.docx", &Limits::default())
}

fn pages(extraction: &Extraction) -> Vec<(Option<u32>, &str)> {
    extraction.pages.iter().map(|page| (page.page, page.text.as_str())).collect()
}

const P: &str = "<w:p><w:r><w:t>";
const E: &str = "</w:t></w:r></w:p>";

#[test]
fn paragraphs_runs_and_special_characters() {
    let body = format!(
        "<w:p><w:r><w:t>Wash </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>your ha</w:t></w:r><w:r><w:t>nds</w:t></w:r></w:p>\
         <w:p/>{P}Salt &amp; pepper &#xe9; &unknown;{E}<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>\
         <w:p><w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>being</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>\
         <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>shown</w:t></w:r></w:p>"
    );
    let extraction =
        read(&body, &[("docProps/core.xml", "<cp:p xmlns:dc='dc'><dc:title>Clean &amp; safe hands</dc:title></cp:p>")]);
    assert_eq!(pages(&extraction), [(None, "Wash your hands\nSalt & pepper é\nOne two\nthree\nwell-being\nshown")]);
    assert_eq!((extraction.page_count, extraction.title.as_deref()), (None, Some("Clean & safe hands")));
}

#[test]
fn headings_by_style_and_by_outline() {
    let styles = "<w:styles xmlns:w='w'><w:style w:styleId='H1'><w:name w:val='heading 1'/></w:style></w:styles>";
    let styled = |inner: &str, words: &str| format!("<w:p><w:pPr>{inner}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>");
    let body = [
        styled("<w:pStyle w:val='H1'/>", "Flu"),
        styled("", "Rest."),
        styled("<w:outlineLvl w:val='2'/>", "Who may get it"),
        styled("<w:pStyle w:val='H1'/><w:outlineLvl w:val='9'/>", "Looks like one"),
        styled("<w:pStyle w:val='H1'/>", ""),
        styled("<w:pStyle w:val='B'/><w:pPrChange><w:pPr><w:pStyle w:val='H1'/></w:pPr></w:pPrChange>", "Was one"),
        format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{P}9am{E}</w:tc></w:tr></w:tbl>",
            styled("<w:pStyle w:val='H1'/>", "Day")
        ),
        format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", styled("<w:pStyle w:val='H1'/>", "In a frame")),
    ]
    .concat();
    let page = read(&body, &[("word/styles.xml", styles)]).pages.remove(0);
    assert_eq!(page.text, "Flu\nRest.\nWho may get it\nLooks like one\nWas one\nDay 9am\nIn a frame");
    let headings: Vec<_> = page.headings.iter().map(|heading| (heading.line, heading.level)).collect();
    assert_eq!(headings, [(0, 1), (2, 3), (6, 1)]);
}

#[test]
fn what_was_moved_stands_where_it_is_now() {
    let moved = |name: &str| format!("<w:{name}><w:r><w:t>Moved. </w:t></w:r></w:{name}>");
    let body = format!("<w:p>{}<w:r><w:t>Here. </w:t></w:r>{}</w:p>", moved("moveFrom"), moved("moveTo"));
    assert_eq!(pages(&read(&body, &[])), [(None, "Here. Moved.")]);
}

#[test]
fn tables_by_row() {
    let cell = |text: &str| format!("<w:tc>{P}{text}{E}</w:tc>");
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc>{P}First{E}{P}Second{E}</w:tc></w:tr></w:tbl>{P}After{E}",
        cell("Monday"),
        cell("9am to 5pm"),
        cell("Tuesday"),
    );
    assert_eq!(pages(&read(&body, &[])), [(None, "Monday 9am to 5pm\nTuesday\nFirst\nSecond\nAfter")]);
}

#[test]
fn pages_only_where_the_document_knows_them() {
    let seen = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p>";
    let asked = "<w:p><w:r><w:br w:type='page'/></w:r></w:p>";
    let one = format!("{P}one{E}");
    for (body, wanted) in [
        (one.clone(), vec![(None, "one")]),
        (format!("{one}{seen}"), vec![(Some(1), "one"), (Some(2), "two")]),
        // The same break, asked for and then seen.
        (format!("{one}{asked}{seen}"), vec![(Some(1), "one"), (Some(2), "two")]),
        // An empty page is counted, though it has no text.
        (format!("{one}{asked}{asked}{seen}"), vec![(Some(1), "one"), (Some(3), "two")]),
        (format!("{one}{asked}"), vec![(None, "one")]),
    ] {
        assert_eq!(pages(&read(&body, &[])), wanted, "{body}");
    }
}

#[test]
fn notes_come_at_the_end_of_their_page() {
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='1'><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let body = format!(
        "<w:p><w:r><w:t>Text</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:t> goes on</w:t></w:r></w:p>\
         {P}more{E}<w:p><w:r><w:lastRenderedPageBreak/><w:t>next page</w:t></w:r></w:p>"
    );
    let extraction = read(&body, &[("word/footnotes.xml", notes)]);
    assert_eq!(pages(&extraction), [(Some(1), "Text goes on\nmore\nA note."), (Some(2), "next page")]);
}

#[test]
fn a_text_box_does_not_tear_its_paragraph_and_is_read_once() {
    let text_box = "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>";
    let body = format!("<w:p><w:r><w:t>Before </w:t></w:r><w:r>{text_box}</w:r><w:r><w:t>and after</w:t></w:r></w:p>");
    assert_eq!(pages(&read(&body, &[])), [(None, "Before and after\nIn the box")]);
}

/// Relations to addresses outside of the document.
fn relations(list: &[(&str, &str)]) -> String {
    let one = |(id, target): &(&str, &str)| {
        format!("<Relationship Id='{id}' Type='x/hyperlink' Target='{target}' TargetMode='External'/>")
    };
    format!("<Relationships>{}</Relationships>", list.iter().map(one).collect::<String>())
}

fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>")
}

/// Words that a field made.
fn field(instruction: &str, words: &str) -> String {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let (first, second) = instruction.split_at(instruction.len() / 2);
    let part = |part: &str| format!("<w:r><w:instrText>{part}</w:instrText></w:r>");
    [mark("begin"), part(first), part(second), mark("separate"), words.to_owned(), mark("end")].concat()
}

#[test]
fn links_by_relation_and_by_field() {
    let to = relations(&[
        ("a", "https://example.org/a?b=c&amp;d=e"),
        ("m", "mailto:a@example.org"),
        ("f", "file:///etc/passwd"),
        ("j", "javascript:alert(1)"),
        ("d", "other.docx"),
    ]);
    let link = |attributes: &str, inside: &str| format!("<w:hyperlink {attributes}>{inside}</w:hyperlink>");
    let body = [
        format!("<w:p>{}{}{}</w:p>", run("Read "), link("r:id='a'", &(run("a ") + &run("page "))), run("now.")),
        format!(
            "<w:p>{}{}</w:p>",
            link("r:id='a' w:anchor='part'", &run("A part")),
            link("r:id='m'", &run(" a@example.org"))
        ),
        format!("<w:p>{}{}</w:p>", link("w:anchor='_Toc1'", &run("Inner")), link("r:id='none'", &run("Nowhere"))),
        ["f", "j", "d"].map(|id| format!("<w:p>{}</w:p>", link(&format!("r:id='{id}'"), &run("Not kept")))).concat(),
        format!(
            "<w:p>{}{}</w:p>",
            field("HYPERLINK &quot;https://example.org/f&quot; \\l &quot;g&quot;", &run("A field")),
            run(" ended")
        ),
        format!(
            "<w:p>{}</w:p>",
            field("HYPERLINK https://example.org/o", &(run("Page ") + &field("PAGEREF x", &run("9")) + &run(" of it")))
        ),
        format!(
            "<w:p><w:fldSimple w:instr='HYPERLINK \"tel:+442079460101\"'>{}</w:fldSimple>{}</w:p>",
            run("Ring"),
            run(" us")
        ),
        format!(
            "<w:tbl><w:tr><w:tc>{P}Monday{E}</w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>",
            link("r:id='a'", &run("Where"))
        ),
    ]
    .concat();
    let extraction = read(&body, &[("word/_rels/document.xml.rels", &to)]);
    assert_eq!(
        extraction.pages[0].text,
        "Read a page now.\nA part a@example.org\nInnerNowhere\nNot kept\nNot kept\nNot kept\nA field ended\nPage 9 of it\nRing us\nMonday Where"
    );
    let a = "https://example.org/a?b=c&d=e";
    let wanted = [
        ("a page", a),
        ("A part", "https://example.org/a?b=c&d=e#part"),
        ("a@example.org", "mailto:a@example.org"),
        ("A field", "https://example.org/f#g"),
        ("Page 9 of it", "https://example.org/o"),
        ("Ring", "tel:+442079460101"),
        ("Where", a),
    ];
    assert_eq!(links(&extraction), leads(&wanted));
}

#[test]
fn links_over_pages_paragraphs_and_boxes_and_in_notes() {
    let text_box = format!("<w:r><w:txbxContent>{P}In the box{E}</w:txbxContent></w:r>");
    let inside = run("one ") + &text_box + "<w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r>";
    let body = format!(
        "<w:p><w:hyperlink r:id='a'>{inside}</w:hyperlink>{} <w:r><w:footnoteReference w:id='1'/></w:r></w:p>\
         <w:p>{}</w:p>{P}Last{E}",
        run(" three"),
        field("HYPERLINK https://example.org/f", &format!("{}</w:p><w:p>{}", run("four"), run("five"))),
    );
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:id='1'><w:p><w:r><w:t>See </w:t></w:r><w:hyperlink r:id='n'><w:r><w:t>there</w:t></w:r></w:hyperlink>\
        <w:r><w:t>.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let (main, others) = (relations(&[("a", "https://example.org/a")]), relations(&[("n", "https://example.org/n")]));
    let extraction = read(
        &body,
        &[
            ("word/_rels/document.xml.rels", &main),
            ("word/footnotes.xml", notes),
            ("word/_rels/footnotes.xml.rels", &others),
        ],
    );
    assert_eq!(
        pages(&extraction),
        [(Some(1), "In the box\none"), (Some(2), "two three\nfour\nfive\nLast\nSee there.")]
    );
    let (a, f, n) = ("https://example.org/a", "https://example.org/f", "https://example.org/n");
    assert_eq!(links(&extraction), leads(&[("one", a), ("two", a), ("four", f), ("there", n)]));
}

#[test]
fn links_without_number_or_end() {
    let many: Vec<_> = (0..10_000).map(|at| (format!("r{at}"), format!("https://example.org/{at}"))).collect();
    let to = relations(&many.iter().map(|(id, target)| (id.as_str(), target.as_str())).collect::<Vec<_>>());
    let link = |id: &str| format!("<w:p><w:hyperlink r:id='{id}'>{}</w:hyperlink></w:p>", run("words"));
    let body: String = many.iter().map(|(id, _)| link(id)).collect();
    let extraction = read(&body, &[("word/_rels/document.xml.rels", &to)]);
    assert_eq!((extraction.pages[0].text.lines().count(), links(&extraction).len()), (10_000, 5_000));
    assert_eq!(extraction.problem_code, None, "all words are there");

    let long = relations(&[("a", &format!("https://example.org/{}", "a".repeat(1 << 20)))]);
    let extraction = read(&link("a"), &[("word/_rels/document.xml.rels", &long)]);
    assert_eq!((pages(&extraction), links(&extraction)), (vec![(None, "words")], vec![]));

    // A field that nobody ends, and a link over what no link is over.
    let open = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK https://a.org</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>";
    let extraction = read(
        &format!("<w:p>{open}{}</w:p>{P}Other words{E}<w:p>{open}{}</w:p>", run("In it"), run(&"long ".repeat(300))),
        &[],
    );
    assert_eq!(links(&extraction), leads(&[("In it", "https://a.org")]));
}

#[test]
fn damaged_and_hostile_documents() {
    let broken = read("<w:p><w:r><w:t>Some words</w:t></w:r></w:p><!-- never closed", &[]);
    assert_eq!((pages(&broken), broken.problem_code.as_deref()), (vec![(None, "Some words")], Some("damaged")));

    let cut = document(&format!("{P}words{E}"), &[]);
    let cut = extract(&cut[..cut.len() - 30], "x.docx", &Limits::default());
    assert!(cut.pages.is_empty());

    let nested = format!("{}{P}deep{E}", "<w:tbl><w:tr><w:tc>".repeat(200_000));
    assert_eq!(read(&nested, &[]).pages[0].text, "deep");

    let limits = Limits { max_zip_part_bytes: 10_000, ..Limits::default() };
    let long = document(&format!("{P}word{E}").repeat(5_000), &[]);
    let long = extract(&long, "x.docx", &limits);
    assert!(long.pages[0].text.len() < 10_000 && long.pages[0].text.starts_with("word\nword"));
    assert_eq!(long.problem_code.as_deref(), Some("too_large"), "and it says so");

    let limits = Limits { max_text_bytes: 1_000, ..Limits::default() };
    let long = document(&format!("{P}word{E}").repeat(5_000), &[]);
    let long = extract(&long, "x.docx", &limits);
    assert_eq!((long.pages[0].text.len() <= 1_001, long.problem_code.as_deref()), (true, Some("too_large")));
}
