//! Bytes of a page -> text.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into the bytes a `<meta charset>` is looked for. Browsers look at 1,024 bytes; pages are sloppier.
const META_REACH: usize = 8192;

/// The text of a page. What says the encoding, in this order: a byte order mark, the `charset` of the `Content-Type`
/// header, a `<meta>` in the page; otherwise UTF-8, and windows-1252 where the bytes are not UTF-8. Bytes that cannot
/// be read become U+FFFD.
pub fn decode(bytes: &[u8], content_type: Option<&str>) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    let declared = content_type.and_then(|header| charset_in(header.as_bytes())).or_else(|| {
        let head = &bytes[..bytes.len().min(META_REACH)];
        // A page that says UTF-16 in letters that were read as ASCII is not in UTF-16.
        meta_charset(head).map(|found| if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
    });
    match declared {
        // Declared UTF-8 is often a lie told by a template around older text.
        Some(encoding) if encoding != UTF_8 => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) if mostly_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}

/// A page in UTF-8 with a few broken bytes (cut in the middle of a character) is still in UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

fn charset_in(text: &[u8]) -> Option<&'static Encoding> {
    let at = find_ignoring_case(text, b"charset")?;
    let rest = text[at + 7..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|b| b.is_ascii_whitespace() || b"\"';>/,".contains(b)).unwrap_or(rest.len());
    Encoding::for_label(&rest[..end])
}

fn meta_charset(head: &[u8]) -> Option<&'static Encoding> {
    let mut rest = head;
    while let Some(at) = find_ignoring_case(rest, b"<meta") {
        let tag = &rest[at + 5..];
        let end = tag.iter().position(|b| *b == b'>').unwrap_or(tag.len());
        if let Some(encoding) = charset_in(&tag[..end]) {
            return Some(encoding);
        }
        rest = &tag[end..];
    }
    None
}

fn find_ignoring_case(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_the_encoding() {
        for (bytes, header, text) in [
            (&b"caf\xc3\xa9"[..], None, "café"),
            (b"caf\xe9", None, "café"),
            (b"Let\x92s", Some("text/html"), "Let’s"),
            (b"caf\xc3\xa9", Some("text/html; charset=utf-8"), "café"),
            (b"caf\xe9", Some("text/html; charset=\"ISO-8859-1\""), "café"),
            (b"\xef\xbb\xbfcaf\xc3\xa9", Some("text/html; charset=iso-8859-1"), "café"),
            (b"\xff\xfec\0a\0", None, "ca"),
            (b"<meta charset='windows-1252'>caf\xe9", None, "<meta charset='windows-1252'>café"),
            (
                b"<META http-equiv=Content-Type content=\"text/html; charset=iso-8859-2\">\xbe",
                None,
                "<META http-equiv=Content-Type content=\"text/html; charset=iso-8859-2\">ž",
            ),
            (b"<meta charset=utf-16>caf\xc3\xa9", None, "<meta charset=utf-16>café"),
            (b"caf\xe9", Some("text/html; charset=utf-8"), "café"),
            (b"caf\xc3\xa9", Some("text/html; charset=no-such"), "café"),
            (b"", Some("charset"), ""),
            (b"<meta charset", None, "<meta charset"),
        ] {
            assert_eq!(decode(bytes, header), text, "{bytes:?} {header:?}");
        }
    }

    #[test]
    fn a_page_cut_in_the_middle_of_a_character_is_still_utf8() {
        let whole = "Tower Hamlets – “Café” – ‘Together’".as_bytes();
        assert!(decode(&whole[..whole.len() - 1], None).starts_with("Tower Hamlets – “Café” – ‘Together"));
    }
}
