use super::super::Headed;
use super::*;

pub(crate) fn line(text: &str, start: f64, across: f64) -> Line {
    let end = start + 5.0 * text.chars().count() as f64;
    Line {
        text: text.to_owned(),
        start,
        end,
        across,
        size: 10.0,
        direction: (1.0, 0.0),
        gaps: Gaps::Even,
        is_rtl: false,
        headed: None,
        links: Vec::new(),
    }
}

fn page(texts: &[&str]) -> String {
    let lines: Vec<_> = (0..).zip(texts).map(|(row, text)| line(text, 50.0, 100.0 + 12.0 * f64::from(row))).collect();
    tidy::tidy(&join(&lines))
}

#[test]
fn lines_of_a_paragraph_are_joined() {
    for (lines, text) in [
        (
            &["Wash your hands with soap and", "water for twenty seconds."][..],
            "Wash your hands with soap and water for twenty seconds.",
        ),
        (
            &["Ask your pharmacist if in doubt.", "Rest.", "Drink plenty of water, and keep warm too."],
            "Ask your pharmacist if in doubt.\nRest.\nDrink plenty of water, and keep warm too.",
        ),
        (
            &["You will need these for the day:", "• a towel and some warm clothes", "• your medicines"],
            "You will need these for the day:\n• a towel and some warm clothes\n• your medicines",
        ),
        (
            &["1. Call the surgery in the morning", "2. Say what is wrong"],
            "1. Call the surgery in the morning\n2. Say what is wrong",
        ),
        (&["您无需预约即可向药剂师咨询有关轻微疾病的", "建议。"], "您无需预约即可向药剂师咨询有关轻微疾病的建议。"),
    ] {
        assert_eq!(page(lines), text);
    }
}

#[test]
fn words_broken_at_the_end_of_a_line() {
    for (lines, text) in [
        (&["This is the best way to get vac-", "cinated."][..], "This is the best way to get vaccinated."),
        (&["This is the best way to get vac\u{ad}", "cinated."], "This is the best way to get vaccinated."),
        (&["There is help for you with self-", "care."], "There is help for you with self-care."),
        (
            &["This may be of long-", "term use. Some long-term things"],
            "This may be of long-term use. Some long-term things",
        ),
        (&["You may have had COVID-", "19 before."], "You may have had COVID-19 before."),
        (
            &["There is more on this in-", "formation sheet, which is given away"],
            "There is more on this information sheet, which is given away",
        ),
        (&["The names are Smith and Ali -", "ask for them."], "The names are Smith and Ali - ask for them."),
    ] {
        assert_eq!(page(lines), text);
    }
}

#[test]
fn what_parts_paragraphs() {
    let far = [line("One line stands here", 50.0, 100.0), line("another far below it", 50.0, 130.0)];
    assert_eq!(join(&far), "One line stands here\nanother far below it\n");
    let column = [line("bottom of a column.", 50.0, 700.0), line("top of the next column", 300.0, 100.0)];
    assert_eq!(join(&column), "bottom of a column.\ntop of the next column\n");
    let broken_over_columns =
        [line("bottom of a column and vac-", 50.0, 700.0), line("cines at the top", 300.0, 100.0)];
    assert_eq!(join(&broken_over_columns), "bottom of a column and vaccines at the top\n");
    let mut heading =
        [line("A heading that is large", 50.0, 100.0), line("and the text below it goes on", 50.0, 114.0)];
    heading[0].size = 16.0;
    assert_eq!(join(&heading), "A heading that is large\nand the text below it goes on\n");
}

#[test]
fn headings_stand_alone_and_are_one_paragraph() {
    let headed =
        |text: &str, number, across| Line { headed: Some(Headed { level: 2, number }), ..line(text, 50.0, across) };
    let lines = [
        headed("Wash.", 1, 100.0),
        headed("Your hands", 1, 112.0),
        headed("And feet", 2, 124.0),
        line("with soap and", 50.0, 136.0),
        line("water", 50.0, 148.0),
    ];
    let tidied = tidy::tidy_page(&join(&lines));
    assert_eq!(tidied.text, "Wash. Your hands\nAnd feet\nwith soap and water");
    assert_eq!(
        tidied.headings.iter().map(|heading| (heading.line, heading.level)).collect::<Vec<_>>(),
        [(0, 2), (1, 2)]
    );
}

#[test]
fn links_run_over_lines_and_broken_words() {
    let linked = |text: &str, across, range| Line { links: vec![(range, 7)], ..line(text, 50.0, across) };
    for (above, below, words) in [
        (("Read about the vac-", 11..19), ("cination of children here", 0..8), vec!["the vaccination"]),
        (("Read about the long list", 15..24), ("of everything here", 0..2), vec!["long list of"]),
        (("Read about the long list", 5..10), ("of everything here", 3..13), vec!["about", "everything"]),
    ] {
        let lines = [linked(above.0, 100.0, above.1), linked(below.0, 112.0, below.1)];
        let tidied = tidy::tidy_page(&join(&lines));
        assert!(tidied.links.iter().all(|link| link.number == 7));
        let found = tidied.links.iter().map(|link| {
            let letters = tidied.text.chars().skip(link.from as usize);
            letters.take((link.to - link.from) as usize).collect::<String>()
        });
        assert_eq!(found.collect::<Vec<_>>(), words, "{}", tidied.text);
    }
}

#[test]
fn ornaments_without_a_letter() {
    assert_eq!(page(&["\u{fffd} Call us \u{fffd}\u{fffd} today", "o\u{fffd}ce"]), "Call us today o\u{fffd}ce");
}
