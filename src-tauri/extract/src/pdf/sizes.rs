//! Sizes that are none. A font whose letters are drawings (Type 3) may count in dots of a printer: its text is "of size 1",
//! and each letter is a hundred times as wide. Spaces and lines are told by the size, so it is told anew by the letters.

use super::Glyph;

/// In a font of any kind, half of the letters are not wider than this much of its height.
const WIDEST: f64 = 1.5;
/// The width of the widest common letter, m, as a part of an em.
const WIDE_LETTER: f64 = 0.83;
/// No letter of a line is so many times as wide as its usual one.
const FAR_WIDER: f64 = 3.0;

/// Gives letters on one baseline, one after the other, that are far too wide for their size a size that fits.
pub(super) fn settle(glyphs: &mut [Glyph]) {
    for line in glyphs.chunk_by_mut(|one, next| one.size == next.size && one.start.1 == next.start.1) {
        let mut widths: Vec<f64> = line.iter().filter(|glyph| !glyph.is_space()).map(width).collect();
        if widths.is_empty() {
            continue;
        }
        let middle = widths.len() / 2;
        let usual = *widths.select_nth_unstable_by(middle, f64::total_cmp).1;
        if usual > WIDEST * line[0].size {
            let widest = widths.into_iter().fold(usual, f64::max).min(FAR_WIDER * usual);
            line.iter_mut().for_each(|glyph| glyph.size = widest / WIDE_LETTER);
        }
    }
}

fn width(glyph: &Glyph) -> f64 {
    (glyph.end.0 - glyph.start.0).hypot(glyph.end.1 - glyph.start.1)
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::super::tests::glyphs;
    use super::*;

    #[test]
    fn letters_of_a_font_in_dots_make_words_and_lines() {
        // A kern of a twentieth of an em before the v, a space that is a gap, and another line.
        let mut page = [glyphs("o", 50.0, 100.0), glyphs("ver", 54.5, 100.0), glyphs("white", 73.0, 100.0)].concat();
        page.extend(glyphs("space", 50.0, 112.0));
        page.iter_mut().for_each(|glyph| glyph.size = 0.24);
        settle(&mut page);
        let texts: Vec<String> = lines::cut(&page).into_iter().map(|line| line.text).collect();
        assert_eq!(texts, ["over white", "space"]);
    }

    #[test]
    fn a_size_that_may_be_stays() {
        let mut page = glyphs("wide — letters", 50.0, 100.0);
        let sizes: Vec<f64> = page.iter().map(|glyph| glyph.size).collect();
        settle(&mut page);
        assert_eq!(page.iter().map(|glyph| glyph.size).collect::<Vec<_>>(), sizes);
    }
}
