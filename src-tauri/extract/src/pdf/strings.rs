//! The text strings of PDF: UTF-16 or UTF-8 by their mark, else PDFDocEncoding.

pub(super) fn decode(bytes: &[u8]) -> String {
    if bytes.starts_with(b"\xfe\xff") || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xef\xbb\xbf") {
        return without_language_marks(&crate::decode::decode(bytes, None).0);
    }
    bytes.iter().map(|byte| letter(*byte)).collect()
}

/// A pair of escapes may hold the language of what follows.
fn without_language_marks(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut kept = parts.next().unwrap_or_default().to_owned();
    while let (Some(_), Some(after)) = (parts.next(), parts.next()) {
        kept.push_str(after);
    }
    kept
}

/// PDFDocEncoding: Latin 1, but for two rows.
fn letter(byte: u8) -> char {
    const FROM_18: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const FROM_80: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    match byte {
        0x18..=0x1f => FROM_18[usize::from(byte - 0x18)],
        0x80..=0xa0 => FROM_80[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_ways_of_writing_a_string() {
        for (bytes, text) in [
            (&b"Plain"[..], "Plain"),
            (b"caf\xe9 \x8cquoted\x8d \xa0", "café „quoted“ €"),
            (b"\xfe\xff\x09\xb2\x09\xc7", "লে"),
            (b"\xff\xfeA\x00", "A"),
            (b"\xef\xbb\xbf\xc3\xa9", "é"),
            (b"\xfe\xff\x00\x1b\x00e\x00n\x00\x1b\x00A", "A"),
            (b"", ""),
        ] {
            assert_eq!(decode(bytes), text);
        }
    }
}
