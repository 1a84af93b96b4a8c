//! Files made to do harm, and honest ones to begin mutations with. All of them are made here, by rule; none is kept.

#[path = "pdfs.rs"]
pub mod pdfs;

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use pdfs::*;

/// What is expected of one file.
pub struct Case {
    /// With the ending that its maker would give it.
    pub name: &'static str,
    pub bytes: Vec<u8>,
    /// The code in the report; `None` where it is read like any other.
    pub code: Option<&'static str>,
    /// Words that must have been read.
    pub words: &'static str,
}

fn case(name: &'static str, bytes: Vec<u8>, code: Option<&'static str>, words: &'static str) -> Case {
    Case { name, bytes, code, words }
}

pub fn cases() -> Vec<Case> {
    let nested_zip = (0..12).fold(b"words".to_vec(), |inner, depth| zip(&[(&format!("level {depth}.zip"), &inner)]));
    let laughs: String =
        (1..10).map(|level| format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10))).collect();
    let laughs = format!("<!DOCTYPE x [<!ENTITY l0 \"lol\">{laughs}<!ENTITY file SYSTEM \"file:///etc/passwd\">]>");
    let many: Vec<_> = (0..70_000).map(|number| (format!("{number}.txt"), &b"x"[..])).collect();
    let many: Vec<_> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    vec![
        // Containers.
        case("bomb.docx", docx_of(&blanks(192 << 20)), Some("too_large"), ""),
        case("bomb.zip", zip(&[("a.txt", b"Some words."), ("b.txt", &blanks(80 << 20))]), Some("members_unread"), "Some words."),
        case("nested.zip", nested_zip, None, "level 11.zip"),
        case("many.zip", zip(&many), Some("too_large"), ""),
        case("cut-off.docx", honest("docx")[..300].to_vec(), Some("damaged"), ""),
        case("liar.xlsx", lying(&xlsx(&format!("<row r='1'><c r='A1' t='inlineStr'><is><t>{}", " ".repeat(96 << 20)))), Some("damaged"), ""),
        // XML.
        case("deep.docx", docx(&"<w:tbl><w:tr><w:tc>".repeat(500_000)), None, "Words of a sample."),
        case("deep.odt", odt(&"<text:section><text:list>".repeat(300_000)), None, "Words of a sample."),
        case("laughs.docx", docx_of(format!("{laughs}<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Before &l9; &file; after</w:t></w:r></w:p></w:body></w:document>").as_bytes()), None, "Before after"),
        case("attributes.docx", docx(&format!("<w:p {}/>", "a='b' ".repeat(2_000_000))), None, "Words of a sample."),
        case("fields.docx", docx(&"<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>HYPERLINK https://example.org</w:instrText><w:fldChar w:fldCharType='separate'/></w:r>".repeat(100_000)), None, "Words of a sample."),
        case("links.docx", docx_of_links(50_000), None, "Words of a sample."),
        // Sheets.
        case("far-corner.xlsx", xlsx("<row r='1048576'><c r='XFD1048576'><v>7</v></c></row>"), None, "7"),
        case("cells.xlsx", xlsx(&format!("<row r='1'>{}</row>", "<c/>".repeat(6_000_000))), Some("too_large"), ""),
        case("links.xlsx", xlsx_of_links(30_000), None, "Words of a sample."),
        case("repeated.ods", ods("<table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='16384'><text:p>Often.</text:p></table:table-cell></table:table-row>"), None, "Often."),
        case("spaces.odt", odt("<text:p>a<text:s text:c='4000000000'/>b</text:p>"), None, "a b"),
        // Books, mail, rich text, pages.
        case("outside.epub", epub("../../../../../../etc/passwd"), Some("damaged"), "Words of a sample."),
        case("deep.eml", (0..3_000).fold(eml("Words of a sample."), |inner, _| eml_around(&inner)), None, "Sample"),
        case("parts.eml", eml_with("multipart/mixed; boundary=b", &"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".repeat(100_000)), None, "Sample"),
        case("deep.rtf", format!("{{\\rtf1 {}Words of a sample.", "{\\b ".repeat(2_000_000)).into_bytes(), Some("damaged"), "Words of a sample."),
        case("binary.rtf", b"{\\rtf1 a\\bin2147483647 b}".to_vec(), Some("damaged"), "a"),
        case("deep.html", deep_html(5_000), None, "Words of a sample."),
        // The parser's own rules for elements that are not closed take the square of their number.
        case("deeper.html", [deep_html(400_000), b"The last words.".to_vec()].concat(), None, "The last words."),
        case("formats.html", format!("<p>Words of a sample.{}The last words.", (0..200_000).map(|at| format!("<p><b id={at}>")).collect::<String>()).into_bytes(), None, "The last words."),
        case("attributes.html", format!("<p>Words of a sample.<p {}>After.", (0..300_000).map(|at| format!("a{at} ")).collect::<String>()).into_bytes(), None, "Words of a sample."),
        case("links.html", format!("<p>Words of a sample.{}", (0..75_000).map(|at| format!(" <a href='https://example.org/{at}'>words</a>")).collect::<String>()).into_bytes(), None, "Words of a sample. words"),
        case("long-links.html", format!("<p>Words of a sample.{}", format!("<a href='https://{}'>x</a>", "a".repeat(1 << 20)).repeat(20)).into_bytes(), None, "Words of a sample."),
        case("script.html", "<p>Words of a <a href='javascript:alert(1)'>sample</a>.<a href='file:///etc/passwd'>x</a>".repeat(2_000).into_bytes(), None, "Words of a sample."),
        // The address of the whole before each of its links would be forty thousand million bytes.
        case("base.html", format!("<base href='https://{}'>{}", "a".repeat(1 << 20), format!("<p>Words of a sample. {}", "<a href='b'>words</a> ".repeat(20)).repeat(2_000)).into_bytes(), None, "Words of a sample."),
        case("long.txt", b"word ".repeat(4 << 20), Some("too_large"), "word word"),
        // PDF.
        case("links.pdf", pdf_of_links(), None, "Words of a sample."),
        case("addresses.pdf", pdf_of_addresses(32), None, "Words of a sample."),
        case("poster.pdf", pdf_of_size("/MediaBox [0 0 14400 14400]"), None, "Words of a sample."),
        case("deep-tags.pdf", pdf_of_deep_tags(50_000), None, "Words of a sample."),
        case("titles.pdf", pdf_of_titles(50_000), None, "Words of a sample."),
        case("tree.pdf", pdf_tree(100_000), Some("too_large"), "Words of a sample."),
        case("same-page.pdf", pdf_same_page(100_000), None, "Words of a sample."),
        case("tree-loop.pdf", pdf(&["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", PAGE, &text_stream(""), FONT], ""), None, "Words of a sample."),
        case("tree-deep.pdf", pdf_deep_tree(20_000), Some("no_words"), ""),
        case("form-loop.pdf", pdf(&[CATALOG, PAGES, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>", &text_stream("/X Do"), FONT, "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 11 >> stream\n/X Do /X Do\nendstream"], ""), None, "Words of a sample."),
        case("xref-loop.pdf", pdf(&[CATALOG, PAGES, PAGE, &text_stream(""), FONT], "/Prev 9"), None, "Words of a sample."),
        case("length.pdf", pdf(&[CATALOG, PAGES, PAGE, &text_stream("").replace("/Length", "/Length 2147483648 /Old"), FONT], ""), None, "Words of a sample."),
        case("arrays.pdf", pdf(&[CATALOG, PAGES, PAGE, &text_stream(""), FONT, &"[".repeat(1_000_000)], ""), None, "Words of a sample."),
        case("font-range.pdf", pdf(&[CATALOG, PAGES, PAGE, &text_stream(""), "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R /Widths 6 0 R /FirstChar -2147483648 /LastChar 2147483647 >>", LYING_RANGES], ""), Some("unknown_letters"), ""),
        case("font-widths.pdf", pdf_of_widths("/W [0 4000000000 500]"), Some("damaged"), ""),
        case("font-widths-across.pdf", pdf_of_widths("/W2 [0 4000000000 500 1 2]"), Some("damaged"), ""),
        case("font-first.pdf", pdf(&[CATALOG, PAGES, PAGE, &text_stream(""), "<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 4000000000 /LastChar 4000000001 /Widths [1 2] >>"], ""), Some("damaged"), ""),
        case("picture.pdf", pdf(&[CATALOG, PAGES, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>", &text_stream("/X Do"), FONT, "<< /Type /XObject /Subtype /Image /Width 2000000000 /Height 2000000000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Length 3 >> stream\nabc\nendstream"], ""), None, "Words of a sample."),
        case("picture.png", [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\x06\0\0\0"[..], &[0; 20]].concat(), Some("picture_only"), ""),
    ]
}

fn blanks(bytes: usize) -> Vec<u8> {
    vec![b' '; bytes]
}

pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(*name, options).expect("the part fits");
        zip.write_all(bytes).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

/// The same container, whose table says that each part is ten bytes long.
fn lying(container: &[u8]) -> Vec<u8> {
    let mut lying = container.to_vec();
    let starts: Vec<_> = (0..lying.len() - 4).filter(|at| lying[*at..].starts_with(b"PK\x01\x02")).collect();
    for at in starts {
        lying[at + 24..at + 28].copy_from_slice(&10_u32.to_le_bytes());
    }
    lying
}

fn docx_of(document: &[u8]) -> Vec<u8> {
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document)])
}

fn docx(body: &str) -> Vec<u8> {
    docx_with(body, "")
}

/// So many links, each by a relation of its own.
fn docx_of_links(links: usize) -> Vec<u8> {
    let relation = |at: usize| {
        format!("<Relationship Id='r{at}' Type='x/hyperlink' Target='https://example.org/{at}' TargetMode='External'/>")
    };
    let link =
        |at: usize| format!("<w:p><w:hyperlink r:id='r{at}'><w:r><w:t>More words.</w:t></w:r></w:hyperlink></w:p>");
    docx_with(&(0..links).map(link).collect::<String>(), &(0..links).map(relation).collect::<String>())
}

fn docx_with(body: &str, relations: &str) -> Vec<u8> {
    let document = format!(
        "<w:document xmlns:w='w' xmlns:r='r'><w:body><w:p><w:r><w:t>Words of a sample.</w:t></w:r></w:p>{body}</w:body></w:document>"
    );
    let relations = format!("<Relationships>{relations}</Relationships>");
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ])
}

fn opendocument(kind: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<o:document-content xmlns:o='o' xmlns:text='t' xmlns:table='b' xmlns:draw='d'><o:body>{body}</o:body></o:document-content>"
    );
    let kind = format!("application/vnd.oasis.opendocument.{kind}");
    zip(&[("mimetype", kind.as_bytes()), ("content.xml", content.as_bytes())])
}

fn odt(body: &str) -> Vec<u8> {
    opendocument(
        "text",
        &format!("<text:h text:outline-level='1'>A sample</text:h><text:p>Words of a sample.</text:p>{body}"),
    )
}

fn ods(rows: &str) -> Vec<u8> {
    opendocument("spreadsheet", &format!("<table:table table:name='Sheet'>{rows}</table:table>"))
}

fn xlsx(rows: &str) -> Vec<u8> {
    xlsx_with(rows, "", "")
}

/// As many cells, each with a link of its own over all that come after it.
fn xlsx_of_links(links: usize) -> Vec<u8> {
    let cell =
        |at: usize| format!("<row r='{at}'><c r='A{at}' t='inlineStr'><is><t>Words of a sample.</t></is></c></row>");
    let link = |at: usize| format!("<hyperlink ref='A{at}:XFD1048576' r:id='r{at}'/>");
    let relation = |at: usize| {
        format!(
            "<Relationship Id='r{at}' Type='x/relationships/hyperlink' Target='https://example.org/{at}' TargetMode='External'/>"
        )
    };
    let all = |one: &dyn Fn(usize) -> String| (1..=links).map(one).collect::<String>();
    xlsx_with(&all(&cell), &format!("<hyperlinks>{}</hyperlinks>", all(&link)), &all(&relation))
}

/// What follows the rows of the only sheet, and what it points to.
fn xlsx_with(rows: &str, after: &str, pointed_to: &str) -> Vec<u8> {
    let (main, relations) = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    );
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let book = format!(
        "<workbook xmlns='{main}' xmlns:r='{relations}'><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns='{package}'><Relationship Id='rId1' Type='{relations}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns='{package}'><Relationship Id='rId1' Type='{relations}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
    );
    let sheet = format!(
        "<worksheet xmlns='{main}' xmlns:r='{relations}'><dimension ref='A1:XFD1048576'/><sheetData>{rows}</sheetData>{after}</worksheet>"
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    let relations = format!("<Relationships xmlns='{package}'>{pointed_to}</Relationships>");
    if !pointed_to.is_empty() {
        parts.push(("xl/worksheets/_rels/sheet1.xml.rels", relations.as_bytes()));
    }
    zip(&parts)
}

fn pptx() -> Vec<u8> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let link = format!(
        "<Relationships><Relationship Id='rId2' Type='{relations}/slide' Target='slides/slide1.xml'/></Relationships>"
    );
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/presentation.xml", b"<p:presentation xmlns:p='p' xmlns:r='r'><p:sldIdLst><p:sldId id='256' r:id='rId2'/></p:sldIdLst></p:presentation>"),
        ("ppt/_rels/presentation.xml.rels", link.as_bytes()),
        ("ppt/slides/slide1.xml", b"<p:sld xmlns:p='p' xmlns:a='a'><p:sp><p:nvPr><p:ph type='title'/></p:nvPr><a:p><a:r><a:rPr><a:hlinkClick r:id='a'/></a:rPr><a:t>Words of a sample.</a:t></a:r></a:p></p:sp></p:sld>"),
        ("ppt/slides/_rels/slide1.xml.rels", b"<Relationships><Relationship Id='a' Target='https://example.org' TargetMode='External'/></Relationships>"),
    ])
}

fn epub(second: &str) -> Vec<u8> {
    let package = format!(
        "<package><manifest><item id='a' href='one.xhtml' media-type='application/xhtml+xml'/><item id='b' href='{second}' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>"
    );
    zip(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", b"<container><rootfile full-path='OPS/book.opf'/></container>"),
        ("OPS/book.opf", package.as_bytes()),
        ("OPS/one.xhtml", b"<html><h1>A sample</h1><p>Words of a sample. <a href='https://example.org'>a</a> <a href='two.xhtml#b'>c</a></p></html>"),
    ])
}

fn deep_html(depth: usize) -> Vec<u8> {
    format!("<html><p>Words of a sample.{}", "<div><b>".repeat(depth)).into_bytes()
}

fn eml_with(kind: &str, body: &str) -> Vec<u8> {
    format!("From: a@example.org\r\nTo: b@example.org\r\nSubject: Sample\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n{body}").into_bytes()
}

fn eml(words: &str) -> Vec<u8> {
    eml_with("text/plain", words)
}

fn eml_around(inner: &[u8]) -> Vec<u8> {
    eml_with("message/rfc822", &String::from_utf8_lossy(inner))
}

/// The formats that have a door of their own.
pub const FORMATS: [&str; 15] =
    ["pdf", "docx", "pptx", "xlsx", "xlsb", "xls", "odt", "odp", "ods", "rtf", "epub", "html", "txt", "eml", "zip"];

/// A small honest document.
pub fn honest(format: &str) -> Vec<u8> {
    match format {
        "pdf" => pdf_with_structure(),
        // No rule that is short makes these.
        "xls" => include_bytes!("../fixtures/clinics-libreoffice.xls").to_vec(),
        "xlsb" => include_bytes!("../fixtures/clinics-script.xlsb").to_vec(),
        "docx" => docx_with("<w:tbl><w:tr><w:tc><w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:br w:type='page'/><w:t>A &amp; b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
            <w:p><w:hyperlink r:id='a' w:anchor='b'><w:r><w:t>c</w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>HYPERLINK \"https://example.org\" \\l \"b\"</w:instrText>\
            <w:fldChar w:fldCharType='separate'/><w:t>d</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>", "<Relationship Id='a' Target='https://example.org/a' TargetMode='External'/>"),
        "pptx" => pptx(),
        "xlsx" => xlsx("<row r='1'><c r='A1' t='inlineStr'><is><t>Words of a sample.</t></is></c><c r='B1'><v>0.5</v></c></row>"),
        "odt" => odt("<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>b</text:p></text:note-body></text:note><draw:frame><draw:text-box><text:p>c</text:p></draw:text-box></draw:frame><text:a xlink:href='https://example.org'>d</text:a></text:p>"),
        "odp" => opendocument("presentation", "<draw:page><draw:frame><draw:text-box><text:p>Words of a sample.</text:p></draw:text-box></draw:frame></draw:page>"),
        "ods" => ods("<table:table-row><table:table-cell><text:p>Words of a sample.</text:p></table:table-cell></table:table-row>"),
        "rtf" => br"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset204 A;}}{\stylesheet{\s1\outlinelevel0 h;}}\s1 Words\par\f0\'e4\u2475?{\footnote b}{\*\x y}{\field{\*\fldinst{HYPERLINK https://example.org}}{\fldrslt a}}\trowd\cell\row of a sample.}".to_vec(),
        "epub" => epub("one.xhtml"),
        "html" => b"<!DOCTYPE html><html><head><title>A sample</title></head><body><h1>A sample</h1><base href='https://example.org/a'><p>Words of a <b>sample</b>. <a href='b#c'>d</a></p><table><tr><td>a<td>b</table></body></html>".to_vec(),
        "txt" => "Words of a sample. লেখা, łódź".as_bytes().to_vec(),
        "eml" => eml_with("multipart/mixed; boundary=b", "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nWords of a =73ample.\r\n--b\r\nContent-Type: text/html; name=a.html\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+eDwvYj4=\r\n--b--\r\n"),
        _ => zip(&[("a.txt", b"Words of a sample."), ("b/c.html", b"<html><p>x</html>"), ("d.rtf", b"{\\rtf1 y}")]),
    }
}
