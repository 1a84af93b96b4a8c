//! Electronic books: the files of the book in the order of reading, one after another, each as a page of its own.

use std::collections::HashMap;

use catalogue::LinkTarget;

use crate::links::Links;
use crate::office_parts::{Parts, resolve};
use crate::problem::Problem;
use crate::xml::{attribute, each_start};
use crate::{Reading, html};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let Some(mut parts) = Parts::open(bytes, reading) else { return };
    let mut is_locked = false;
    if let Some(part) = parts.part("META-INF/encryption.xml") {
        // Fonts may be disguised, which does not lock a book (EPUB 3.3, 4.4).
        each_start(part, |start| {
            let ciphers = attribute(start, "Algorithm").is_some_and(|kind| kind.contains("/xmlenc#"));
            is_locked |= start.local_name().as_ref() == "EncryptionMethod" && ciphers;
        });
    }
    if is_locked {
        return reading.problem(Problem::Locked);
    }
    let mut package = None;
    if let Some(part) = parts.part("META-INF/container.xml") {
        each_start(part, |start| {
            if start.local_name().as_ref() == "rootfile" && package.is_none() {
                package = attribute(start, "full-path");
            }
        });
    }
    let Some(package) = package else { return reading.problem(Problem::Damaged) };
    parts.tell_title(&package, reading);
    let Some(chapters) = chapters(&mut parts, &package) else { return reading.problem(Problem::Damaged) };
    reading.page_count(chapters.len() as u32);
    let numbers: HashMap<&str, u32> = chapters.iter().map(String::as_str).zip(1..=reading.limits.max_pages).collect();
    let (mut whole, mut links) = (!chapters.is_empty(), Links::new(reading.limits));
    for (number, chapter) in (1..).zip(&chapters) {
        if number > reading.limits.max_pages || reading.is_full() {
            reading.problem(Problem::CutShort);
            break;
        }
        match parts.whole_part(chapter) {
            Some(bytes) => {
                let text = html::whole_text(&bytes, |href| {
                    links.to(href).or_else(|| {
                        let other = *numbers.get(inner(href, chapter)?.as_str())?;
                        links.number(LinkTarget::Page(other)).filter(|_| other != number)
                    })
                });
                reading.linked_page(Some(number), &text, &links);
            }
            None => whole = false,
        }
    }
    reading.end(parts.is_cut(), whole);
}

/// The names of the files to be read, in their order.
fn chapters(parts: &mut Parts<'_>, package: &str) -> Option<Vec<String>> {
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut files, mut order) = (HashMap::new(), Vec::new());
    each_start(parts.part(package)?, |start| match start.local_name().as_ref() {
        "item" if files.len() < 20_000 => {
            let is_page = attribute(start, "media-type").is_some_and(|kind| kind.contains("html"));
            if let (Some(id), Some(target), true) = (attribute(start, "id"), attribute(start, "href"), is_page) {
                files.insert(id, resolve(folder, &unescaped(&target)));
            }
        }
        "itemref" if order.len() < 20_000 => order.extend(attribute(start, "idref")),
        _ => {}
    });
    Some(order.iter().filter_map(|id| files.get(id).cloned()).collect())
}

/// The name of the file in the book that is meant in one of its chapters.
fn inner(href: &str, chapter: &str) -> Option<String> {
    let folder = chapter.rsplit_once('/').map_or("", |(folder, _)| folder);
    let file = unescaped(href.trim());
    (!file.is_empty()).then(|| resolve(folder, &file))
}

/// An address within the book, without its `%20` and without the place in the file.
fn unescaped(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let (mut bytes, mut rest) = (Vec::new(), address.as_bytes());
    while let Some((byte, after)) = rest.split_first() {
        let number = after.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match (byte, number) {
            (b'%', Some(number)) => {
                bytes.push(number);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
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
            (
                "OPS/one.xhtml",
                b"<html><head><title>T</title></head><body><h1>Hands</h1><p>Wash them.</p></body></html>",
            ),
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
}
