//! Bytes -> characters, for text that does not say, or says wrongly, how it was written down.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The text, by the first of these that speaks: byte order mark, UTF-8 that is right throughout, zeros where UTF-16
/// has them, `declared` (what the file itself says), and the look of the bytes. Also whether some of it was unreadable.
pub(crate) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> (String, bool) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, unreadable) = encoding.decode_without_bom_handling(&bytes[length..]);
        return (text.into_owned(), unreadable);
    }
    if let Some(utf_16) = utf_16_by_zeros(bytes) {
        let (text, unreadable) = utf_16.decode_without_bom_handling(bytes);
        return (text.into_owned(), unreadable);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), false);
    }
    let encoding = declared.filter(|declared| *declared != UTF_8).unwrap_or_else(|| guess(bytes));
    let (text, unreadable) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), unreadable)
}

/// Text mostly in ASCII and written as UTF-16 has a zero in every other byte.
pub(crate) fn utf_16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4_096) & !1];
    if head.len() < 8 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if second * 10 > pairs * 4 && first * 20 < pairs {
        Some(UTF_16LE)
    } else if first * 10 > pairs * 4 && second * 20 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(256 << 10)], true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_text_is_written_down() {
        let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        for (bytes, declared, text) in [
            (b"plain".to_vec(), None, "plain"),
            ("café".as_bytes().to_vec(), None, "café"),
            (b"\xef\xbb\xbfcaf\xc3\xa9".to_vec(), None, "café"),
            (b"caf\xe9 au lait, d\xe9j\xe0 vu".to_vec(), None, "café au lait, déjà vu"),
            (b"it\x92s \x93quoted\x94".to_vec(), None, "it’s “quoted”"),
            // Declared wrongly, as many pages do: right UTF-8 wins.
            ("ফ্লু".as_bytes().to_vec(), Some(encoding_rs::WINDOWS_1252), "ফ্লু"),
            (b"\xb3\xf3d\xbc".to_vec(), Some(encoding_rs::ISO_8859_2), "łódź"),
            (utf_16("long enough to be told"), None, "long enough to be told"),
            ([&b"\xff\xfe"[..], &utf_16("লেখা")].concat(), None, "লেখা"),
            (Vec::new(), None, ""),
        ] {
            assert_eq!(decode(&bytes, declared).0, text);
        }
    }
}
