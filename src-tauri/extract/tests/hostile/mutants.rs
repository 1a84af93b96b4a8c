//! Honest files, changed at random: a change in a packed part is made in what it unpacks to, where the parsers are.

use std::io::{Cursor, Read};

/// Xorshift: the same in every run with the same seed.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        if most == 0 { 0 } else { (self.0 >> 11) as usize % most }
    }
}

/// What parsers stumble over.
const TOKENS: &[&[u8]] = &[
    b"-1",
    b"0",
    b"2147483647",
    b"-2147483648",
    b"4294967296",
    b"18446744073709551616",
    b"1e999",
    b"NaN",
    b"<",
    b">",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"&#x110000;",
    b"&#0;",
    b"&x;",
    b"'",
    b"\"",
    b"</w:p>",
    b"<w:p>",
    b"{",
    b"}",
    b"\\'",
    b"\\u-1?",
    b"\\bin9 ",
    b"\\par ",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"endstream",
    b"endobj",
    b"1 0 R",
    b"stream\n",
    b"\0",
    b"\xff\xff\xff\xff",
    b"\r\n\r\n",
    b"--b",
    b"=",
    b"=?utf-8?q?=",
    b"\xf0\x9f\x98\x8a",
    b"\xed\xa0\x80",
    b"\xef\xbf\xbe",
];

/// One file from another.
pub fn mutant(original: &[u8], random: &mut Random) -> Vec<u8> {
    // In half of the cases, the container stays whole and a part of it changes.
    if original.starts_with(b"PK")
        && random.below(2) == 0
        && let Some(repacked) = mutant_part(original, random)
    {
        return repacked;
    }
    let mut bytes = original.to_vec();
    for _ in 0..1 + random.below(8) {
        change(&mut bytes, random);
    }
    bytes
}

fn mutant_part(container: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(container)).ok()?;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).ok()?;
        parts.push((part.name().ok()?.into_owned(), bytes));
    }
    let chosen = random.below(parts.len());
    for _ in 0..1 + random.below(8) {
        change(&mut parts.get_mut(chosen)?.1, random);
    }
    Some(super::files::zip(&parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>()))
}

fn change(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    let longest = 1 << random.below(10);
    let length = random.below(1 + (bytes.len() - at).min(longest));
    match random.below(8) {
        0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        1 if at < bytes.len() => bytes[at] = random.below(256) as u8,
        2 => drop(bytes.drain(at..at + length)),
        3 => {
            let piece = bytes[at..at + length].to_vec();
            let times = 1 << random.below(if length < 64 { 12 } else { 5 });
            bytes.splice(at..at, piece.repeat(times));
        }
        4 => {
            let token = TOKENS[random.below(TOKENS.len())];
            bytes.splice(at..at, token.iter().copied());
        }
        5 => {
            let token = TOKENS[random.below(TOKENS.len())];
            bytes.splice(at..at + length, token.iter().copied());
        }
        6 => {
            // A number becomes another.
            let digits = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found);
            if let Some(start) = digits {
                let end = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                let token = TOKENS[random.below(8)];
                bytes.splice(start..end, token.iter().copied());
            }
        }
        _ => {
            let from = random.below(bytes.len() + 1);
            let piece = bytes[from..(from + length).min(bytes.len())].to_vec();
            bytes.splice(at..at, piece);
        }
    }
    bytes.truncate(8 << 20);
}
