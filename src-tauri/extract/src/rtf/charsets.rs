//! The tables at the head of an RTF file: fonts, whose character sets say how bytes are letters, and styles.

use std::collections::HashMap;

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258,
};

/// No honest file has more.
const MOST: usize = 20_000;
/// `\fcharset` of fonts that draw signs.
const SYMBOLS: i32 = 2;

pub(super) struct Fonts {
    /// Of the file, where a font says nothing.
    pub(super) default: &'static Encoding,
    charsets: HashMap<i32, i32>,
    font: i32,
    levels: HashMap<i32, u8>,
    style: i32,
    outline: Option<i32>,
    name: String,
}

impl Default for Fonts {
    fn default() -> Self {
        Fonts {
            default: WINDOWS_1252,
            charsets: HashMap::new(),
            font: 0,
            levels: HashMap::new(),
            style: 0,
            outline: None,
            name: String::new(),
        }
    }
}

impl Fonts {
    pub(super) fn begin(&mut self, font: i32) {
        self.font = font;
    }

    pub(super) fn charset(&mut self, charset: i32) {
        if self.charsets.len() < MOST {
            self.charsets.insert(self.font, charset);
        }
    }

    /// How the bytes of a font are letters, and whether it draws signs in their place.
    pub(super) fn encoding(&self, font: i32) -> (&'static Encoding, bool) {
        let charset = self.charsets.get(&font).copied();
        let encoding = match charset {
            Some(77) => MACINTOSH,
            Some(128) => SHIFT_JIS,
            Some(129) => EUC_KR,
            Some(134) => GBK,
            Some(136) => BIG5,
            Some(161) => WINDOWS_1253,
            Some(162) => WINDOWS_1254,
            Some(163) => WINDOWS_1258,
            Some(177) => WINDOWS_1255,
            Some(178..=180) => WINDOWS_1256,
            Some(186) => WINDOWS_1257,
            Some(204) => WINDOWS_1251,
            Some(222) => WINDOWS_874,
            Some(238) => WINDOWS_1250,
            _ => self.default,
        };
        (encoding, charset == Some(SYMBOLS))
    }

    pub(super) fn in_style(&mut self, word: &str, number: i32) {
        if word == "s" { self.style = number } else { self.outline = Some(number) }
    }

    pub(super) fn name_style(&mut self, text: &str) {
        if self.name.len() < 200 {
            self.name.push_str(text);
        }
    }

    pub(super) fn end_style(&mut self) {
        let name = std::mem::take(&mut self.name).to_lowercase();
        let name = name.trim().trim_end_matches(';');
        let by_name = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok());
        let by_outline =
            self.outline.take().and_then(|level| u8::try_from(level).ok()).map(|level| level.saturating_add(1));
        let level = by_outline.or(by_name).or((name == "title").then_some(1));
        if let Some(level) = level.filter(|level| (1..=9).contains(level) && self.levels.len() < MOST) {
            self.levels.insert(self.style, level.min(6));
        }
    }

    pub(super) fn level_of_style(&self, style: i32) -> Option<u8> {
        self.levels.get(&style).copied()
    }
}

/// The encoding of a code page of Windows.
pub(super) fn of_code_page(page: i32) -> Option<&'static Encoding> {
    match page {
        932 => Some(SHIFT_JIS),
        936 => Some(GBK),
        949 => Some(EUC_KR),
        950 => Some(BIG5),
        10_000 => Some(MACINTOSH),
        65_001 => Some(UTF_8),
        page => Encoding::for_label(format!("windows-{page}").as_bytes()),
    }
}
