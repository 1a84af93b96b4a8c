//! Letters drawn twice in nearly the same place, for want of a bold font or for a shadow, are one letter.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Glyph;

/// How near is the same place, in parts of the font's size. The narrowest letters stand further apart than this.
const NEAR: f64 = 0.12;

/// The glyphs without the second and further drawings of the same.
pub(super) fn remove(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    // Letters are entered by the cell of the page that they stand in, cells being twice as wide as "near": then all
    // that is near lies in four cells at most.
    let mut places: HashMap<(u64, i64, i64), (f64, f64)> = HashMap::with_capacity(glyphs.len());
    let mut kept = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        if glyph.is_space() {
            kept.push(glyph);
            continue;
        }
        let near = glyph.size * NEAR;
        let cell = |at: f64| (at / (2.0 * near)).floor() as i64;
        let (letter, (x, y)) = (fingerprint(&glyph.text), glyph.start);
        let is_double = (cell(x - near)..=cell(x + near)).any(|column| {
            (cell(y - near)..=cell(y + near)).any(|row| {
                places.get(&(letter, column, row)).is_some_and(|at| (at.0 - x).abs() < near && (at.1 - y).abs() < near)
            })
        });
        if !is_double {
            places.insert((letter, cell(x), cell(y)), (x, y));
            kept.push(glyph);
        }
    }
    kept
}

fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::tests::glyphs;
    use super::*;

    fn text(glyphs: Vec<Glyph>) -> String {
        remove(glyphs).into_iter().map(|glyph| glyph.text).collect()
    }

    #[test]
    fn shadows_go_and_twins_stay() {
        let word = glyphs("will all", 100.0, 100.0);
        let shadow = glyphs("will all", 100.8, 100.5);
        let below = glyphs("will all", 100.0, 112.0);
        assert_eq!(text(word.clone()), "will all");
        assert_eq!(text([word.clone(), shadow].concat()), "will all ");
        assert_eq!(text([word, below].concat()), "will allwill all");
    }
}
