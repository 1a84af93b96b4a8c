use crate::sniff;
use crate::testing::{leads, links, pages, read, zip};

const CONTAINER: &str = "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>";

fn book(spine: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let package = format!(
        "<package xmlns:dc='dc'><metadata><dc:title>A book of samples</dc:title></metadata><manifest>\
         <item id='a' href='one.xhtml' media-type='application/xhtml+xml'/><item id='b' href='more/two%20b.xhtml#x' media-type='application/xhtml+xml'/>\
         <item id='c' href='../../../../etc/passwd' media-type='application/xhtml+xml'/><item id='d' href='x.png' media-type='image/png'/>\
         </manifest><spine>{spine}</spine></package>"
    );
    let mut parts = vec![
        ("mimetype", "application/epub+zip".as_bytes()),
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("OPS/book.opf", package.as_bytes()),
        ("OPS/one.xhtml", b"<html><head><title>T</title></head><body><h1>Hands</h1><p>Wash them.</p></body></html>"),
        ("OPS/more/two b.xhtml", b"<html><body><h2>Feet</h2><p>These too.</p></body></html>"),
    ];
    parts.extend(others.iter().map(|(name, text)| (*name, text.as_bytes())));
    zip(&parts)
}

#[test]
fn chapters_in_the_order_of_reading() {
    let bytes = book("<itemref idref='b'/><itemref idref='a'/><itemref idref='d'/>", &[]);
    assert_eq!(sniff(&bytes, ""), crate::sniff::EPUB);
    let extraction = read(&bytes, "x.epub");
    assert_eq!(
        pages(&extraction),
        [(Some(1), "Feet\nThese too.", vec![(0, 2)]), (Some(2), "Hands\nWash them.", vec![(0, 1)])]
    );
    assert_eq!(extraction.title.as_deref(), Some("A book of samples"));
}

#[test]
fn links_out_of_the_book_and_to_other_chapters() {
    let chapter = "<html><body><p><a href='https://example.org/a'>Out</a>, <a href='more/two%20b.xhtml#x'>next</a>, <a href='#y'>here</a>, \
        <a href='three.xhtml'>here too</a>, <a href='javascript:alert(1)'>a</a> <a href='../../../etc/passwd'>b</a> <a href='x.png'>c</a> <a id='z'/>d</p></body></html>";
    let package = "<package><manifest><item id='c' href='three.xhtml' media-type='application/xhtml+xml'/>\
        <item id='b' href='more/two%20b.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='c'/><itemref idref='b'/></spine></package>";
    let second = "<html><body><a href='../three.xhtml#y'>Back</a></body></html>";
    let extraction = read(
        &zip(&[
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", CONTAINER.as_bytes()),
            ("OPS/book.opf", package.as_bytes()),
            ("OPS/three.xhtml", chapter.as_bytes()),
            ("OPS/more/two b.xhtml", second.as_bytes()),
        ]),
        "x.epub",
    );
    assert_eq!(extraction.pages[0].text, "Out, next, here, here too, a b c d");
    assert_eq!(links(&extraction), leads(&[("Out", "https://example.org/a"), ("next", "2"), ("Back", "1")]));
}

#[test]
fn locked_damaged_and_hostile_books() {
    let ciphers = |kind: &str| {
        format!("<encryption><EncryptedData><EncryptionMethod Algorithm='{kind}'/></EncryptedData></encryption>")
    };
    let fonts = ciphers("http://www.idpf.org/2008/embedding");
    assert_eq!(read(&book("<itemref idref='a'/>", &[("META-INF/encryption.xml", &fonts)]), "").problem_code, None);
    let words = ciphers("http://www.w3.org/2001/04/xmlenc#aes256-cbc");
    let locked = read(&book("<itemref idref='a'/>", &[("META-INF/encryption.xml", &words)]), "");
    assert_eq!((locked.problem_code.as_deref(), locked.pages.len()), (Some("locked"), 0));
    // A name that leads out of the book leads nowhere.
    let outside = read(&book("<itemref idref='a'/><itemref idref='c'/>", &[]), "");
    assert_eq!((outside.problem_code.as_deref(), outside.pages.len()), (Some("damaged"), 1));
    let none = read(&zip(&[("META-INF/container.xml", CONTAINER.as_bytes())]), "");
    assert_eq!(none.problem_code.as_deref(), Some("damaged"));
}
