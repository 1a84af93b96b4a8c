//! What a file is, by its content. The name only decides where the bytes leave it open.

use std::io::Cursor;

use file_format::FileFormat;

use crate::{decode, directory};

pub(crate) const PDF: &str = "application/pdf";
pub(crate) const HTML: &str = "text/html";
pub(crate) const XHTML: &str = "application/xhtml+xml";
pub(crate) const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub(crate) const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub(crate) const XLSB: &str = "application/vnd.ms-excel.sheet.binary.macroenabled.12";
pub(crate) const XLS: &str = "application/vnd.ms-excel";
pub(crate) const DOC: &str = "application/msword";
pub(crate) const PPT: &str = "application/vnd.ms-powerpoint";
pub(crate) const RTF: &str = "application/rtf";
pub(crate) const EPUB: &str = "application/epub+zip";
pub(crate) const EML: &str = "message/rfc822";
pub(crate) const ZIP: &str = "application/zip";
/// An office document behind a password: an old-style container around a ciphered new-style document.
pub(crate) const LOCKED_OFFICE: &str = "application/x-encrypted-office";
const UNKNOWN: &str = "application/octet-stream";

/// A PDF may have junk before its header, but in a file that could be something else not more than this.
const PDF_HEADER_WITHIN: usize = 1_024;
/// Where the bytes make no sense otherwise, more junk is forgiven.
const PDF_HEADER_IN_JUNK_WITHIN: usize = 64 << 10;
/// So much is looked at to tell text and HTML.
const HEAD: usize = 8 << 10;

/// The media type of a file. The first 64 KiB are enough for all but containers: [`needs_whole_file`] says which.
pub fn sniff(bytes: &[u8], name_hint: &str) -> String {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return directory::kind(bytes).unwrap_or_else(|| ZIP.to_owned());
    }
    if bytes.starts_with(b"{\\rt") {
        return RTF.to_owned();
    }
    // A library's panic over a hostile file must not be ours.
    let format = std::panic::catch_unwind(|| FileFormat::from_reader(Cursor::new(bytes)).unwrap_or_default());
    let found = format.map(|format| format.media_type().to_owned()).unwrap_or_else(|_| UNKNOWN.to_owned());
    match found.as_str() {
        PDF => return found,
        // A film whose tracks stand at the end, where the head of the file does not reach.
        "application/mp4" => return "video/mp4".to_owned(),
        "application/x-matroska" => return "video/x-matroska".to_owned(),
        // These leave it open: weak signatures, or a container for many kinds of thing.
        UNKNOWN | "application/x-empty" | "application/xml" | "text/xml" | HTML | XHTML => {}
        kind if kind.starts_with("text/") => {}
        ZIP => return directory::kind(bytes).unwrap_or(found),
        "application/x-cfb" => return if is_locked_office(bytes) { LOCKED_OFFICE.to_owned() } else { found },
        _ => return found,
    }
    if contains(&bytes[..bytes.len().min(PDF_HEADER_WITHIN)], b"%PDF-") {
        return PDF.to_owned();
    }
    if found == UNKNOWN
        && readable_head(bytes).is_none()
        && contains(&bytes[..bytes.len().min(PDF_HEADER_IN_JUNK_WITHIN)], b"%PDF-1.")
    {
        return PDF.to_owned();
    }
    if bytes.starts_with(b"ID3") {
        // Sound, though the sound itself stands behind a tag longer than what is here.
        return "audio/mpeg".to_owned();
    }
    let Some(head) = readable_head(bytes) else {
        return if found.starts_with("text/") { UNKNOWN.to_owned() } else { found };
    };
    let ending = name_hint.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if looks_like_html(&head) {
        return if head.contains("http://www.w3.org/1999/xhtml") && head.trim_start().starts_with("<?xml") {
            XHTML
        } else {
            HTML
        }
        .to_owned();
    }
    if looks_like_mail(&head) {
        return EML.to_owned();
    }
    if found == "application/xml" || found == "text/xml" {
        return found;
    }
    match ending.as_str() {
        "csv" => "text/csv".to_owned(),
        "md" | "markdown" => "text/markdown".to_owned(),
        "htm" | "html" if head.contains('<') => HTML.to_owned(),
        _ if found.starts_with("text/") && found != HTML => found,
        _ => "text/plain".to_owned(),
    }
}

/// Text that is read as it stands.
pub(crate) fn is_plain_text(media_type: &str) -> bool {
    matches!(media_type, "text/plain" | "text/csv" | "text/markdown" | "text/tab-separated-values")
}

/// Whether more than the first bytes is needed to know what a file is: the table of a ZIP container stands at its end,
/// and that of an old office document anywhere.
pub fn is_told_by_its_head(head: &[u8]) -> bool {
    !head.starts_with(b"PK") && !head.starts_with(b"\xd0\xcf\x11\xe0")
}

/// The kinds of text of which more than the first bytes is needed to know, and to read.
pub(crate) fn needs_whole_file(media_type: &str) -> bool {
    let moving = ["video/", "audio/", "image/"].iter().any(|kind| media_type.starts_with(kind));
    !moving
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn is_locked_office(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    contains(bytes, &name)
}

/// The beginning as text, if it is text: nothing in it that no writer types.
fn readable_head(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let is_wide =
        head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || decode::utf_16_by_zeros(head).is_some();
    let typed = |byte: u8| byte >= 0x20 && byte != 0x7f || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    if head.is_empty() || !is_wide && !head.iter().all(|byte| typed(*byte)) {
        return None;
    }
    // Cut at the end of the head, a letter may be broken: that is no fault of the text.
    let whole = match std::str::from_utf8(head) {
        Err(error) if error.valid_up_to() + 4 > head.len() && bytes.len() > head.len() => &head[..error.valid_up_to()],
        _ => head,
    };
    let (text, _) = decode::decode(whole, None);
    let strange = text.chars().filter(|c| *c == '\u{fffd}' || c.is_control() && !c.is_whitespace()).count();
    (strange * 50 <= text.chars().count()).then_some(text)
}

/// The lines at the head of an e-mail (RFC 5322, 2.2), one of them such as only programs write.
fn looks_like_mail(head: &str) -> bool {
    let (mut seen, mut known, mut telling) = (0, 0, false);
    for line in head.trim_start_matches('\u{feff}').lines() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && seen > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return false;
        }
        let name = name.to_ascii_lowercase();
        seen += 1;
        telling |= matches!(name.as_str(), "received" | "return-path" | "message-id" | "mime-version" | "x-mailer");
        known += u32::from(matches!(name.as_str(), "from" | "to" | "subject" | "date" | "content-type"));
    }
    known >= 2 && telling
}

/// What browsers take for the beginning of a page, after spaces, comments and an XML declaration.
fn looks_like_html(head: &str) -> bool {
    let mut rest = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\u{c}']);
    let mut left = 20;
    loop {
        left -= 1;
        let skipped = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->").map(|(_, after)| after)
        } else if let Some(declaration) = rest.strip_prefix("<?") {
            declaration.split_once('>').map(|(_, after)| after)
        } else {
            break;
        };
        match skipped {
            Some(after) if left > 0 => rest = after.trim_start(),
            _ => return false,
        }
    }
    let start: String = rest.chars().take(16).collect::<String>().to_ascii_lowercase();
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<meta",
        "<script",
        "<style",
        "<div",
        "<table",
        "<h1",
        "<h2",
        "<p",
        "<a",
        "<br",
        "<iframe",
        "<font",
        "<link",
    ]
    .iter()
    .any(|tag| {
        start.strip_prefix(tag).is_some_and(|after| after.chars().next().is_none_or(|c| !c.is_ascii_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_content() {
        let wide: Vec<u8> = "<html><p>wide".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, name, kind) in [
            (&b"%PDF-1.7\n..."[..], "leaflet.txt", PDF),
            (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n", "", PDF),
            (&[&[0; 5_000][..], b"%PDF-1.5\n"].concat(), "", PDF),
            (b"<!DOCTYPE html><title>Not found</title>", "leaflet.pdf", HTML),
            (b"\xef\xbb\xbf \n<!-- made by --><!-- x -->\n<HTML lang=en>", "", HTML),
            (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>", "", XHTML),
            (b"<p>A fragment</p>", "", HTML),
            (b"<address>not a link</address>", "", "text/plain"),
            (&wide, "", HTML),
            (b"plain words", "", "text/plain"),
            (b"a,b\n1,2\n", "table.csv", "text/csv"),
            (b"# Heading\n", "notes.md", "text/markdown"),
            (b"caf\xe9 cr\xe8me", "", "text/plain"),
            ("লেখা".as_bytes(), "", "text/plain"),
            (b"", "x.pdf", "application/x-empty"),
            (b"\x00\x01\x02\x03binary\x00", "x.txt", UNKNOWN),
            (b"\x89PNG\r\n\x1a\n", "x.pdf", "image/png"),
            (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "", "image/jpeg"),
            (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", "film.mp4", "video/mp4"),
            (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm", "", "video/webm"),
            (b"ID3\x04\x00\x00\x00\x00\x00\x00", "", "audio/mpeg"),
            (b"{\\rtf1\\ansi hello}", "", "application/rtf"),
            (b"Received: from x\r\n by y\r\nFrom: a@example.org\r\nSubject: Hello\r\n\r\nWords", "x.txt", EML),
            (b"From: Ann\nTo: Ben\nSubject: Hello\n\nA note that somebody typed", "", "text/plain"),
            (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "", ZIP),
            (b"PK\x03\x04 cut off", "x.docx", ZIP),
        ] {
            assert_eq!(sniff(bytes, name), kind, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_letter_cut_at_the_end_of_the_head_is_no_fault() {
        let text = format!("a{}", "ল".repeat(HEAD));
        assert_eq!(sniff(text.as_bytes(), ""), "text/plain");
    }
}
