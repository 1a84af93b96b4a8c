use crate::sniff;
use crate::testing::{leads, links, pages, read};

const HEAD: &str = "From: =?utf-8?q?Sample_Cl=C3=ADnic?= <clinic@example.org>\r\nTo: team@example.org\r\n\
    Subject: New\r\n leaflet on feet\r\nDate: Sun, 22 Nov 2026 09:05:00 +0000\r\nMIME-Version: 1.0\r\n";

#[test]
fn the_head_and_the_words() {
    let mail = format!(
        "{HEAD}Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=E9 is open.\r\nBye\r\n"
    );
    assert_eq!(sniff(mail.as_bytes(), "x.txt"), crate::sniff::EML);
    let extraction = read(mail.as_bytes(), "x.eml");
    let wanted = "New leaflet on feet\nFrom: Sample Clínic (clinic@example.org)\nDate: 22 November 2026, 09:05\nThe café is open.\nBye";
    assert_eq!(pages(&extraction), [(None, wanted, vec![(0, 1)])]);
    assert_eq!(extraction.title.as_deref(), Some("New leaflet on feet"));
}

#[test]
fn a_web_page_in_a_mail_and_what_is_attached() {
    let mail = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<style>x</style><h2>Hello</h2><p>See <a href='https://example.org/f'>the file</a>.</p>\r\n\
         --b\r\nContent-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nWords of the file.\r\n\
         --b\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment; filename=older.eml\r\n\r\n{HEAD}\r\nAn older message.\r\n--b--\r\n"
    );
    let extraction = read(mail.as_bytes(), "x.eml");
    let texts: Vec<_> = pages(&extraction).into_iter().map(|(page, text, _)| (page, text.to_owned())).collect();
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert!(texts[0].1.ends_with("\nHello\nSee the file."), "{texts:?}");
    assert_eq!(texts[1], (Some(2), "notes.txt\nWords of the file.".to_owned()));
    assert!(
        texts[2].1.starts_with("older.eml\nNew leaflet on feet") && texts[2].1.ends_with("An older message."),
        "{texts:?}"
    );
    assert_eq!(extraction.page_count, Some(3));
    assert_eq!(links(&extraction), leads(&[("the file", "https://example.org/f")]));
}

#[test]
fn deep_and_broken_messages() {
    let mut deep = "words\r\n".to_owned();
    for _ in 0..2_000 {
        deep = format!("{HEAD}Content-Type: message/rfc822\r\n\r\n{deep}");
    }
    assert!(read(deep.as_bytes(), "").pages[0].text.starts_with("New leaflet"));
    let parts = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
        "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".repeat(20_000)
    );
    assert!(read(parts.as_bytes(), "").pages[0].text.starts_with("New leaflet"));
}
