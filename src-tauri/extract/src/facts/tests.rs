use super::*;

fn facts(text: &str) -> Facts {
    let mut gatherer = Gatherer::default();
    for (page, text) in (1..).zip(text.split('\u{c}')) {
        gatherer.page(Some(page), text);
    }
    gatherer.finish(Some("en"))
}

#[test]
fn review_dates_that_documents_print() {
    for (text, until, words, page) in [
        ("Review date: May 2024", "2024-05-31", "Review date: May 2024", 1),
        ("Review Date 12/05/2024", "2024-05-12", "Review Date 12/05/2024", 1),
        ("REVIEW DATE: MAY 2024", "2024-05-31", "REVIEW DATE: MAY 2024", 1),
        ("Next review: 05/2024", "2024-05-31", "Next review: 05/2024", 1),
        ("Next review date: 1st June 2024", "2024-06-01", "Next review date: 1st June 2024", 1),
        ("Next review due May 2024.", "2024-05-31", "Next review due May 2024", 1),
        ("Next review due by end of May 2024", "2024-05-31", "Next review due by end of May 2024", 1),
        ("Review due: 2024", "2024-12-31", "Review due: 2024", 1),
        ("Review due by 04.05.24", "2024-05-04", "Review due by 04.05.24", 1),
        ("Date for review: May-24", "2024-05-31", "Date for review: May-24", 1),
        ("Date of next review: 3 March 2025", "2025-03-03", "Date of next review: 3 March 2025", 1),
        ("Due for review: May 2024", "2024-05-31", "Due for review: May 2024", 1),
        ("For review: May 2024", "2024-05-31", "For review: May 2024", 1),
        ("Leaflet review date: May 2024", "2024-05-31", "review date: May 2024", 1),
        ("Planned review date – May 2024", "2024-05-31", "review date – May 2024", 1),
        ("Issued: May 2021 Review date: May 2024 Ref: PI 0456", "2024-05-31", "Review date: May 2024", 1),
        ("Publication date May 2021, review date May 2024", "2024-05-31", "", 0),
        ("Author: A. Name Review date: May 2024", "2024-05-31", "Review date: May 2024", 1),
        ("© Example NHS Trust | Review date May 2024 | v2", "2024-05-31", "Review date May 2024", 1),
        ("This leaflet will be reviewed in May 2024.", "2024-05-31", "will be reviewed in May 2024", 1),
        ("This information is due for review in May 2024", "2024-05-31", "is due for review in May 2024", 1),
        ("The policy is to be reviewed by 1 May 2024.", "2024-05-01", "to be reviewed by 1 May 2024", 1),
        ("Review date:\nMay 2024\nExample Trust", "2024-05-31", "Review date: May 2024", 1),
        ("words\u{c}words\u{c}Review date: May 2024", "2024-05-31", "Review date: May 2024", 3),
        // The same on every page, and a day within the month.
        ("Review date: May 2024\u{c}Review date: May 2024", "2024-05-31", "Review date: May 2024", 1),
        ("Review date: 12 May 2024\u{c}Next review: May 2024", "2024-05-31", "Next review: May 2024", 2),
        ("Reviewed on 3 May 2021. Next review due 3 May 2024", "2024-05-03", "Next review due 3 May 2024", 1),
        ("Page last reviewed: 3 May 2021 Next review due: 3 May 2024", "2024-05-03", "Next review due: 3 May 2024", 1),
    ] {
        let found = facts(text).review;
        if page == 0 {
            assert_eq!(found, None, "{text}: after a comma it may be part of a sentence");
            continue;
        }
        let review = found.unwrap_or_else(|| panic!("nothing found in {text:?}"));
        assert_eq!((review.date.to.to_string().as_str(), review.words.as_str()), (until, words), "{text:?}");
        assert_eq!(review.page, Some(page), "{text:?}");
    }
}

#[test]
fn what_is_no_review_date() {
    for text in [
        "Reviewed on 12 May 2020",
        "Reviewed: May 2020",
        "Last reviewed: May 2020",
        "Last review date: May 2020",
        "Last Review Date: May 2020",
        "Date of last review: May 2020",
        "Previous review date: May 2020",
        "Date reviewed: May 2020",
        "Date of review: May 2020",
        "CQC review 2019",
        "CQC Review Date: May 2019",
        "Peer review date: May 2019",
        "A systematic review, 2019",
        "this review of evidence from 2012 to 2020",
        "The review dates from 2019",
        "Issue date: May 2021",
        "Published May 2021",
        "Review date:",
        "Review date: ____ / ____ / ____",
        "Review date: to be confirmed",
        "Review date: 3 years from issue",
        "Review period: 2 years",
        "This leaflet will be reviewed every two years.",
        "Your next review is on 12 May 2024",
        "Your care plan will be reviewed in May 2024.",
        "We agreed that your medicines will be reviewed in May 2024.",
        "Medication review date: 12 May 2024",
        "Care plan review date: 12 May 2024",
        "Review date: 2021-2024",
        "Review date: May 2021 to May 2024",
        "Review date: 13/2024",
        "Review date: 31/02/2024",
        "Preview date: May 2024",
        "Review dated May 2024",
        "A review by 2020 found that",
        "for review by the board in May 2024",
        "the trial is up for review in May 2024",
        // Labels in a row, values in a row: which is which nobody knows.
        "Issue date Review date May 2021 May 2024",
        "Issue date: Review date: May 2021 May 2024",
        "Issue date:\nReview date:\nMay 2021\nMay 2024",
        "Review date:\nMay 2021\nMay 2024",
        // Changed by hand, several, or at odds with the rest.
        "Review date: May 2022 (extended to May 2024)",
        "Review date: May 2022 extended to May 2024",
        "Review date: May 2022\u{c}Review date: May 2024",
        "Review date: May 2022. Next review: June 2022",
        "Published: May 2023. Review date: May 2021",
        "Date of issue: June 2024\nReview date: May 2024",
        "Review date: May 1824",
    ] {
        assert_eq!(facts(text).review, None, "{text:?}");
    }
}

#[test]
fn versions() {
    for (text, version) in [
        ("Version 2.1", Some("2.1")),
        ("Version: 3", Some("3")),
        ("VERSION NO. 4", Some("4")),
        ("Version number: 1.0.3 Review date: May 2024", Some("1.0.3")),
        ("Issued May 2021. Version 3a", Some("3a")),
        ("Version v2", Some("2")),
        ("Version 2\u{c}Version 2", Some("2")),
        ("Version 2\u{c}Version 3", None),
        ("Works with Android version 8.0 or newer", None),
        ("An English version 2 hours long", None),
        ("Version 2 of the app", None),
        ("Version 2021", None),
        ("Version: final", None),
        ("Version", None),
        ("Conversion 2.1", None),
        ("the latest version 2.1", None),
    ] {
        assert_eq!(facts(text).version.map(|told| told.value).as_deref(), version, "{text:?}");
    }
}

#[test]
fn references() {
    for (text, reference) in [
        ("Leaflet ref: ABC123", Some("ABC123")),
        ("Leaflet reference PIL-2021/04", Some("PIL-2021/04")),
        ("Leaflet No. 1234", Some("1234")),
        ("Ref: PI 0456 Review date: May 2024", Some("PI 0456")),
        ("Ref. no. 04-2021", Some("04-2021")),
        ("Document reference number: none", None),
        ("Publication code: 2021.04.A", Some("2021.04.A")),
        ("Ref: ABC123\u{c}Ref: ABC124", None),
        ("Please give your reference number: 12345", None),
        ("References: 1. Smith 2012", None),
        ("Reference: NICE 2012", None),
        ("refer to 12345", None),
        ("Ref:", None),
    ] {
        assert_eq!(facts(text).reference.map(|told| told.value).as_deref(), reference, "{text:?}");
    }
}

#[test]
fn organisations_and_never_people() {
    for (text, name) in [
        ("Produced by Example Health NHS Trust", Some("Example Health NHS Trust")),
        ("Published by the Example Council, May 2021", Some("Example Council")),
        (
            "© 2021 Example Hospitals NHS Foundation Trust. All rights reserved",
            Some("Example Hospitals NHS Foundation Trust"),
        ),
        ("Copyright © Example Society for Tests 2020", Some("Example Society for Tests")),
        ("Author: Physiotherapy Department Review date: May 2024", Some("Physiotherapy Department")),
        ("Produced by: Speech and Language Therapy Team", Some("Speech and Language Therapy Team")),
        ("Produced by One Example Trust\u{c}© Other Example Trust", Some("One Example Trust")),
        ("Produced by One Example Trust\u{c}Produced by Another Example Trust", None),
        ("Author: A. Name", None),
        ("Written by a Person of Example", None),
        ("The letter was written by the Example Trust", None),
        ("Produced by hand in the clinic", None),
        ("© 2021", None),
        ("NHS Trust", None),
    ] {
        assert_eq!(facts(text).organisation.map(|told| told.value).as_deref(), name, "{text:?}");
    }
}

#[test]
fn telephone_numbers_and_whose_they_are() {
    for (text, found) in [
        ("Call the ward on 020 7946 0101.", &[("020 7946 0101", "Call the ward on")][..]),
        ("Tel: 020 7946 0101", &[("020 7946 0101", "Tel")]),
        ("Falls clinic\nTel: 020 7946 0101", &[("020 7946 0101", "Falls clinic Tel")]),
        ("Falls clinic\n020 7946 0101", &[("020 7946 0101", "Falls clinic")]),
        ("A whole sentence stands above.\n020 7946 0101", &[("020 7946 0101", "")]),
        ("Day (020) 7946 0101, night 07700 900123", &[("(020) 7946 0101", "Day"), ("07700 900123", "night")]),
        ("From abroad: +44 (0)20 7946 0101", &[("+44 (0)20 7946 0101", "From abroad")]),
        ("Freephone 0800 123 4567 (free)", &[("0800 123 4567", "Freephone")]),
        ("0800 123 4567. Again: 0800 1234567", &[("0800 123 4567", "")]),
        ("If it is urgent, call 111.", &[("111", "If it is urgent, call")]),
        ("In an emergency dial 999", &[("999", "In an emergency dial")]),
        ("NHS 111 can help", &[("111", "NHS")]),
        ("Call Samaritans on 116 123", &[("116 123", "Call Samaritans on")]),
        ("Call 111 or 999", &[("111", "Call"), ("999", "or")]),
        ("Rooms 111 and 999", &[]),
        ("Bed 101 on ward 5", &[]),
        ("It was open on 101 days", &[]),
        ("Fax: 020 7946 0101", &[]),
        ("NHS number: 943 476 5919", &[]),
        ("ISBN 0123456789", &[]),
        ("12/05/2024", &[]),
        ("2012 2013 2014 2015", &[]),
        ("0 1 2 3 4 5 6 7 8 9 10", &[]),
        ("pages 0100-0200", &[]),
        ("https://example.org/02079460101", &[]),
        ("registered charity 01234567890", &[]),
    ] {
        let told = facts(text).telephones;
        let told: Vec<_> = told.iter().map(|one| (one.number.as_str(), one.before.as_str())).collect();
        assert_eq!(told, found, "{text:?}");
    }
}

#[test]
fn a_reading_age_only_for_enough_english() {
    let plain = "Take the tablet with food and a glass of water. ".repeat(30);
    let hard =
        "Administration of anticoagulation medication necessitates individual haematological monitoring. ".repeat(30);
    let age = |text: &str| facts(text).reading_age.map(|age| (age.years, age.sentences));
    assert_eq!(age(&plain), Some((8, 30)));
    assert!(age(&hard).is_some_and(|(years, _)| years > 18), "{:?}", age(&hard));
    assert_eq!(age(&plain.replacen("water. ", "water ", 1)), None, "29 sentences");
    assert_eq!(age(&"A heading\n".repeat(60)), None);
    let mut other = Gatherer::default();
    other.page(None, &plain);
    assert_eq!(other.finish(Some("pl")).reading_age, None);
}

#[test]
fn syllables_as_they_are_spoken() {
    for (word, count) in [
        ("cat", 1),
        ("water", 2),
        ("tablet", 2),
        ("medicine", 3),
        ("hospital", 3),
        ("named", 1),
        ("needed", 2),
        ("tables", 2),
        ("table", 2),
        ("take", 1),
        ("information", 4),
        ("social", 2),
        ("occupational", 5),
        ("appointment", 3),
        ("breathe", 1),
        ("exercises", 4),
        ("people", 2),
        ("covid", 2),
    ] {
        assert_eq!(super::reading_age::syllables(word), count, "{word}");
    }
}

#[test]
fn any_text_at_all() {
    let odd = "Review date: © Tel (+44 Ref: Version Produced by – ’ 020\n\n:\u{c}é© Review date é\nrévïew date: İ May 2024 ＜";
    for at in (0..odd.len()).filter(|at| odd.is_char_boundary(*at)) {
        facts(&odd[at..]);
        facts(&odd[..at]);
    }
    facts(&"Review date: May 2024 ".repeat(10_000));
    facts(&"0 ".repeat(100_000));
    facts(&"(".repeat(100_000));
}
