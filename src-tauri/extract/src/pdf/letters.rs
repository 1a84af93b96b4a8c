//! Which letter a glyph stands for: by the file's own table, else by the embedded font's table read backwards.

use std::collections::HashMap;

use hayro_interpret::font::{FontData, Glyph, OutlineFontData};
use hayro_interpret::hayro_cmap::BfString;
use skrifa::MetadataProvider;

use crate::tidy::{is_mark, letters_of};

/// What one glyph says.
pub(super) enum Letter {
    /// May be empty: a mark that is no letter (an ornament in a private font).
    Known(String),
    Unknown,
}

/// A font of the document, by its number in [`Letters`].
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Font {
    number: Option<usize>,
    /// A dingbat font: its "letters" are bullets, ticks and arrows.
    is_dingbats: bool,
    /// A font from before Unicode that draws Bengali where the file says Latin.
    pub(super) is_misnamed: bool,
}

/// The fonts of a document that have been met.
#[derive(Default)]
pub(super) struct Letters {
    numbers: HashMap<u128, Font>,
    fonts: Vec<FontFile>,
}

struct FontFile {
    data: FontData,
    /// Glyph -> letter, made when first asked for.
    backwards: Option<HashMap<u32, char>>,
}

/// More mappings than this are no font's, but an attack's.
const MOST_MAPPINGS: usize = 200_000;

impl Letters {
    /// The font of a glyph, if it is a file inside the document.
    pub(super) fn font(&mut self, glyph: &Glyph<'_>) -> Font {
        let Glyph::Outline(outline) = glyph else { return Font::default() };
        let Some(OutlineFontData { data, cache_key, postscript_name, .. }) = outline.font_data() else {
            return Font::default();
        };
        *self.numbers.entry(cache_key).or_insert_with(|| {
            self.fonts.push(FontFile { data, backwards: None });
            let name = postscript_name.unwrap_or_default().to_ascii_lowercase();
            Font {
                number: Some(self.fonts.len() - 1),
                is_dingbats: name.contains("wingdings") || name.contains("webdings"),
                is_misnamed: is_misnamed(&name),
            }
        })
    }

    pub(super) fn letter(&mut self, glyph: &Glyph<'_>, font: Font) -> Letter {
        let told = match glyph.as_unicode() {
            Some(BfString::Char(c)) => Some(String::from(c)),
            Some(BfString::String(text)) => Some(text),
            None => None,
        };
        let letter = told.and_then(|text| self.read(&text, font));
        let letter = letter.or_else(|| {
            let letter = self.by_font_table(glyph, font)?;
            self.read(letter.encode_utf8(&mut [0; 4]), font)
        });
        letter.map_or(Letter::Unknown, Letter::Known)
    }

    /// Nothing if the text is no text: control characters, private letters.
    fn read(&self, text: &str, font: Font) -> Option<String> {
        if font.is_dingbats {
            return Some(if text.trim().is_empty() { " " } else { "•" }.to_owned());
        }
        let mut private = false;
        let unprivate: String = text
            .chars()
            .filter_map(|c| match c as u32 {
                // Symbol fonts keep their 256 places here: bullets mostly, or the letters of an old 8-bit font.
                code @ 0xf020..=0xf0ff => symbol((code & 0xff) as u8),
                0xe000..=0xf8ff | 0xf0000..=0x10ffff | 0xfffd | 0..0x20 | 0x7f..0xa0 => {
                    private |= !matches!(c, '\t' | '\n' | '\r');
                    matches!(c, '\t' | '\n' | '\r').then_some(' ')
                }
                _ => Some(c),
            })
            .collect();
        if unprivate.is_empty() && private {
            return None;
        }
        if unprivate.is_empty() && text.is_empty() {
            return None;
        }
        Some(clean(&unprivate))
    }

    fn by_font_table(&mut self, glyph: &Glyph<'_>, font: Font) -> Option<char> {
        let Glyph::Outline(outline) = glyph else { return None };
        let file = self.fonts.get_mut(font.number?)?;
        let backwards = file.backwards.get_or_insert_with(|| backwards((*file.data).as_ref()));
        backwards.get(&outline.glyph_id().to_u32()).copied()
    }
}

fn backwards(font: &[u8]) -> HashMap<u32, char> {
    let mut letters = HashMap::new();
    let Ok(font) = skrifa::FontRef::new(font) else { return letters };
    for (code, glyph) in font.charmap().mappings().take(MOST_MAPPINGS) {
        if let Some(letter) = char::from_u32(code)
            && glyph.to_u32() != 0
        {
            // Of several letters with one shape, the plainest: spaces before no-break spaces, hyphens before soft ones.
            letters.entry(glyph.to_u32()).and_modify(|known: &mut char| *known = letter.min(*known)).or_insert(letter);
        }
    }
    letters
}

/// A place of a symbol font. Bullets come as bullets, letters as themselves, and ornaments as nothing.
fn symbol(code: u8) -> Option<char> {
    match code {
        0x20 => Some(' '),
        0xb7 | 0xa7 | 0x9f | 0xa8 | 0xd8 => Some('•'),
        _ if code.is_ascii_graphic() => Some(char::from(code)),
        _ => None,
    }
}

/// Bijoy and its kin: fonts whose names end in MJ (SutonnyMJ), but not in OMJ, which are Unicode.
fn is_misnamed(name: &str) -> bool {
    let family = name.split(['-', ',']).next().unwrap_or(name);
    let family = family.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    (family.ends_with("mj") && !family.ends_with("omj")) || family.contains("bijoy")
}

/// Letters in place of ligatures and shapes; no fillers that were only there to justify a line.
pub(super) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        match letters_of(c) {
            Some(letters) => cleaned.extend(letters),
            // The Arabic tatweel only stretches a word.
            None if c == '\u{640}' => {}
            // What only we write.
            None if is_mark(c) => {}
            None => cleaned.push(c),
        }
    }
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fonts_from_before_unicode() {
        for (name, misnamed) in [
            ("sutonnymj", true),
            ("sutonnymj-bold", true),
            ("sutonnymj,bold", true),
            ("sutonnyomj", false),
            ("bijoybaijra", true),
            ("arialmt", false),
            ("", false),
        ] {
            assert_eq!(is_misnamed(name), misnamed, "{name}");
        }
    }

    #[test]
    fn what_a_table_says_may_be_no_letter() {
        let letters = Letters::default();
        let dingbats = Font { is_dingbats: true, ..Font::default() };
        for (told, font, read) in [
            ("a", Font::default(), Some("a")),
            ("ﬀ", Font::default(), Some("ff")),
            ("\u{f0b7}", Font::default(), Some("•")),
            ("\u{f041}", Font::default(), Some("A")),
            ("\u{e123}", Font::default(), None),
            ("\u{1}", Font::default(), None),
            ("\u{fffd}", Font::default(), None),
            ("", Font::default(), None),
            ("\t", Font::default(), Some(" ")),
            ("ü", dingbats, Some("•")),
            (" ", dingbats, Some(" ")),
        ] {
            assert_eq!(letters.read(told, font).as_deref(), read, "{told:?}");
        }
    }
}
