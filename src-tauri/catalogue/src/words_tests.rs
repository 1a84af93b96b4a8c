use super::*;

/// `before [removed|added] after`, one for each stretch.
fn shown(changes: &WordChanges) -> Vec<String> {
    let one = |words: &ChangedWords| format!("{} [{}|{}] {}", words.before, words.removed, words.added, words.after);
    changes.words.iter().map(|words| one(words).trim().to_owned()).collect()
}

#[test]
fn what_is_the_same_to_a_reader_has_not_changed() {
    for (before, after) in [
        ("", ""),
        ("", " \n\t\u{a0}\u{feff} "),
        ("Call 111 first.", "Call  111\u{a0}first.\n"),
        ("one line\nthe next", "one line the next"),
        ("2019–2021 “quoted” and ‘so’ it’s", "2019-2021 \"quoted\" and 'so' it's"),
        ("minor\u{ad} injuries", "minor injuries"),
        ("the ﬁrst oﬃce", "the first office"),
        ("cafe\u{301}", "café"),
        ("স্বাস্থ্য", "স্বাস্থ্য"),
    ] {
        assert!(changed_words(before, after).is_empty(), "{before} | {after}");
        assert!(changed_words(after, before).is_empty(), "{after} | {before}");
    }
}

#[test]
fn changes_are_shown_with_the_words_around_them() {
    for (before, after, expected) in [
        ("", "New words", &["[|New words]"][..]),
        ("Old words", "", &["[Old words|]"]),
        ("Call 111 first.", "Call 999 first.", &["Call [111|999] first."]),
        (
            "The centre in the hospital is open from 8am to 10pm every day of the week.",
            "The centre in the hospital is open from 9am to 10pm every day of the week.",
            &["hospital is open from [8am|9am] to 10pm every day"][..],
        ),
        ("one two", "one two three", &["one two [|three]"]),
        ("one two three", "two three", &["[one|] two three"]),
        // Two changes with little between them are one.
        ("from 8am to 10pm daily", "from 9am to 11pm daily", &["from [8am to 10pm|9am to 11pm] daily"]),
        // Context ends where the next change begins.
        ("a b c d e f g h", "a X c d e Y g h", &["a [b|X] c d e", "c d e [f|Y] g h"]),
        ("Case counts: us", "Case counts: US", &["Case counts: [us|US]"]),
        ("end", "end.", &["[end|end.]"]),
        ("打电话给医生。", "打电话给护士。", &["打电话给 [医生|护士] 。"]),
    ] {
        let changes = changed_words(before, after);
        let found: Vec<String> = shown(&changes).iter().map(|line| line.replace("  ", " ")).collect();
        assert_eq!(found, expected, "{before} | {after}");
        assert!(!changes.more, "{before} | {after}");
    }
}

fn page(number: u32, text: &str) -> PageText {
    PageText::new(Some(number), text)
}

#[test]
fn a_stretch_is_on_its_page_in_the_later_text() {
    let before =
        [page(1, "The first page."), page(2, "Doors open at 8am. Bring your letter."), page(3, "The last page.")];
    let mut after = before.clone();
    after[1].text = "Doors open at 9am. Bring your letter.".to_owned();
    let changes = changed_words_of_pages(&before, &after);
    assert_eq!(shown(&changes), ["page. Doors open at [8am.|9am.] Bring your letter. The"]);
    assert_eq!(changes.words[0].page, Some(2));

    let shorter = changed_words_of_pages(&before, &before[..2]);
    assert_eq!(
        (shown(&shorter)[0].as_str(), shorter.words[0].page),
        ("8am. Bring your letter. [The last page.|]", Some(2))
    );
    let without_pages = changed_words("a", "b");
    assert_eq!(without_pages.words[0].page, None);
}

#[test]
fn the_numbers_of_pages_do_not_crowd_out_what_was_written() {
    let body = |number: u32| {
        page(number, &format!("What stands on page {} of it, its own words.\n{number}", "x".repeat(number as usize)))
    };
    let before: Vec<PageText> = (1..20).map(body).collect();
    let mut after = vec![page(1, "A page was put in here.\n1")];
    after.extend(before.iter().enumerate().map(|(index, old)| {
        let words = old.text.split_once('\n').unwrap().0;
        page(index as u32 + 2, &format!("{words}\n{}", index + 2))
    }));
    let changes = changed_words_of_pages(&before, &after);
    assert!(changes.words.iter().any(|words| words.added.contains("A page was put in here.")), "{changes:#?}");
    assert_eq!(changes.words.len(), MOST_STRETCHES);
    assert!(changes.more);
}

#[test]
fn a_handful_is_shown_and_long_stretches_are_cut() {
    let words = |count: usize, with: &str| -> String { (0..count).map(|n| format!("{with}{n} ")).collect() };
    let long = changed_words("same words before", &format!("same words before {}", words(100, "new")));
    assert_eq!(long.words.len(), 1);
    assert!(long.more && long.words[0].added.ends_with("new29 …"), "{long:?}");

    let lines = |mark: &str| -> String {
        (0..20).map(|n| format!("This is the sentence number w{n} and it says {mark}{n} to you.\n")).collect()
    };
    let many = changed_words(&lines("old"), &lines("new"));
    assert_eq!((many.words.len(), many.more), (MOST_STRETCHES, true));
    assert_eq!((many.words[0].removed.as_str(), many.words[0].added.as_str()), ("old0", "new0"));
}

#[test]
fn a_change_is_found_in_a_long_text_on_either_side_of_what_moved_and_repeats() {
    let sentences = |from: usize, to: usize| -> String {
        (from..to).map(|n| format!("Sentence {n} tells of thing {n}. Tick the box. See below.\n")).collect()
    };
    let before = sentences(0, 20_000);
    let after = format!("A new start.\n{}{}", sentences(0, 19_000), sentences(19_001, 20_000));
    let changes = changed_words(&before, &after);
    assert_eq!(changes.words.len(), 2, "{changes:#?}");
    assert_eq!(changes.words[0].added, "A new start.");
    assert!(changes.words[1].removed.contains("19000"));
    assert!(!changes.more);
}

/// The worst that two texts can be to each other: the work stays bounded, and what is left out is said.
#[test]
fn texts_without_anything_in_common_are_told_apart_without_being_compared_whole() {
    let words = |with: &str| -> String { (0..200_000).map(|n| format!("{with}{} ", n % 5_000)).collect() };
    let changes = changed_words(&words("a"), &words("b"));
    assert_eq!(changes.words.len(), 1);
    assert!(
        changes.more && changes.words[0].removed.starts_with("a0 a1") && changes.words[0].added.starts_with("b0 b1")
    );
    // Many gaps, each small enough: the sum is bounded too.
    let lines = |mark: &str| -> String {
        (0..400)
            .map(|n| {
                format!("fixed point {n}.\n{}\n", (0..200).map(|w| format!("{mark}{} ", w * n)).collect::<String>())
            })
            .collect()
    };
    let changes = changed_words(&lines("a"), &lines("b"));
    assert!(changes.more && changes.words.len() == MOST_STRETCHES);
}

#[test]
fn hostile_texts_do_no_harm() {
    let odd = ["\u{0}", "\u{202e}x", "🩺🩺", "\u{301}\u{301}", "a\u{200d}b", "\u{fdfa}", "\r\r\n", "—", "ﷺ ﷺ", "ก็"];
    for before in odd {
        for after in odd {
            let changes = changed_words(before, after);
            assert_eq!(changes.is_empty(), folded_all(before) == folded_all(after), "{before:?} {after:?}");
        }
    }
}

fn folded_all(text: &str) -> String {
    text.split_whitespace().map(folded).collect::<Vec<_>>().join("")
}
