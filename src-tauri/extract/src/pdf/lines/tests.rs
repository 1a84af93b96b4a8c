use super::super::tests::glyphs;
use super::*;

fn texts(glyphs: &[Glyph]) -> Vec<String> {
    cut(glyphs).into_iter().map(|line| line.text).collect()
}

#[test]
fn gaps_are_spaces_and_new_baselines_are_lines() {
    let page = [glyphs("Wash", 50.0, 100.0), glyphs("your", 76.0, 100.0), glyphs("hands", 50.0, 114.0)].concat();
    assert_eq!(texts(&page), ["Wash your", "hands"]);
}

#[test]
fn headings_set_wide() {
    let mut page = glyphs("HEALTH CARE", 50.0, 100.0);
    for (index, glyph) in page.iter_mut().enumerate() {
        let shift = 3.0 * index as f64;
        glyph.start.0 += shift;
        glyph.end.0 += shift;
    }
    page.retain(|glyph| !glyph.is_space());
    assert_eq!(texts(&page), ["HEALTH CARE"]);
}

#[test]
fn raised_figures_stay_in_their_line() {
    let mut raised = glyphs("2", 60.0, 96.0);
    raised[0].size = 6.0;
    let page = [glyphs("10", 50.0, 100.0), raised, glyphs("per", 70.0, 100.0)].concat();
    assert_eq!(texts(&page), ["102 per"]);
    let mut mark = glyphs("12", 50.0, 96.0);
    mark.iter_mut().for_each(|glyph| glyph.size = 6.0);
    assert_eq!(texts(&[mark, glyphs("See", 60.0, 100.0)].concat()), ["12 See"], "a footnote");
}

#[test]
fn right_to_left_in_any_order_of_drawing() {
    // Two words of three letters each, drawn from the right as they are read, or from the left as they are set.
    let word = |letters: &str, from: f64| {
        letters
            .chars()
            .zip(0..)
            .map(|(c, index)| glyphs(&c.to_string(), from - 6.0 * f64::from(index), 100.0).remove(0))
            .collect::<Vec<_>>()
    };
    let read = [word("سلا", 120.0), word("مرح", 98.0)].concat();
    let mut set = read.clone();
    set.reverse();
    assert_eq!(texts(&read), ["سلا مرح"]);
    assert_eq!(texts(&set), ["سلا مرح"]);
}
