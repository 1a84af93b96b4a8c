//! How a resource stands, and what the texts of its files tell.

use std::fmt::Write;

use catalogue::{AttachmentFacts, PrintedReview, Resource, Trust, TrustState};

use super::{count, fields, moment, on_one_line};

/// The state in words; the weightiest first, with what says so.
pub fn state(trust: &Trust) -> String {
    match trust.state {
        TrustState::Replaced | TrustState::Withdrawn => {
            let on = trust.withdrawn_on.map_or(String::new(), |on| format!(", noticed {}", moment(on)));
            let by = trust.replaced_by.as_ref();
            let by = by.map_or(String::new(), |by| format!("; now in {} ({})", by.resource, on_one_line(&by.title)));
            format!("withdrawn from the site{on}{by}")
        }
        TrustState::PastReview => format!("past the review date printed in it{}", words_of(trust.review.as_ref())),
        TrustState::NotConfirmed => {
            format!("not confirmed for {}", count(days(trust), "day", "days"))
        }
        TrustState::Unknown => "not confirmed with the site yet".to_owned(),
        TrustState::Current => "current".to_owned(),
    }
}

fn days(trust: &Trust) -> u64 {
    trust.days_since_confirmed.map_or(0, u64::from)
}

fn words_of(review: Option<&PrintedReview>) -> String {
    let Some(PrintedReview { review, label, .. }) = review else { return String::new() };
    let label = if label.is_empty() { String::new() } else { format!("{}, ", on_one_line(label)) };
    format!(": {label}“{}”{}", on_one_line(&review.words), on_page(review.page))
}

fn on_page(page: Option<u32>) -> String {
    page.map_or(String::new(), |page| format!(", page {page}"))
}

/// What each file's text tells, with the words that it was read from.
pub fn facts(resource: &Resource, facts: &[AttachmentFacts]) -> String {
    let mut out = String::new();
    for AttachmentFacts { attachment, facts } in facts {
        let label = resource.attachments.iter().find(|one| one.id == *attachment).map_or("", |one| &one.label);
        let _ = writeln!(out, "\nFound in the text of {attachment} ({})", on_one_line(label));
        let said = |words: &str, page| format!(" (“{}”{})", on_one_line(words), on_page(page));
        let mut rows = Vec::new();
        if let Some(review) = &facts.review {
            rows.push(("Review date", format!("{}{}", review.date.printed, said(&review.words, review.page))));
        }
        let told =
            [("Version", &facts.version), ("Reference", &facts.reference), ("Published by", &facts.organisation)];
        for (name, told) in told {
            rows.extend(told.as_ref().map(|told| (name, format!("{}{}", told.value, said(&told.words, told.page)))));
        }
        if let Some(age) = &facts.reading_age {
            let sentences = count(u64::from(age.sentences), "sentence", "sentences");
            rows.push(("Reading age", format!("{} years ({}, {sentences})", age.years, age.formula)));
        }
        for telephone in &facts.telephones {
            let before = if telephone.before.is_empty() { String::new() } else { format!("{}: ", telephone.before) };
            rows.push(("Telephone", format!("{before}{}{}", telephone.number, on_page(telephone.page))));
        }
        out += &fields(&rows);
    }
    out
}

#[cfg(test)]
mod tests {
    use catalogue::{AttachmentId, Facts, Replacement, ResourceId, ReviewDate, Telephone, Told, find_printed_date};

    use super::*;
    use crate::output::resources::tests::example;

    fn review() -> ReviewDate {
        let date = find_printed_date("May 2024").unwrap();
        ReviewDate { date, words: "Review date: May 2024".into(), page: Some(4) }
    }

    #[test]
    fn every_state_in_words() {
        let on = "2026-11-22T05:25:45Z".parse().ok();
        let trust = Trust {
            state: TrustState::Current,
            days_since_confirmed: Some(40),
            is_unconfirmed: true,
            withdrawn_on: on,
            replaced_by: None,
            review: Some(PrintedReview {
                attachment: AttachmentId::from("a"),
                label: "In Bengali".into(),
                review: review(),
                is_past: true,
            }),
        };
        let by = Replacement { resource: ResourceId::from("q"), title: "Another".into() };
        for (state, replaced_by, words) in [
            (TrustState::Current, None, "current"),
            (TrustState::Unknown, None, "not confirmed with the site yet"),
            (TrustState::NotConfirmed, None, "not confirmed for 40 days"),
            (
                TrustState::PastReview,
                None,
                "past the review date printed in it: In Bengali, “Review date: May 2024”, page 4",
            ),
            (TrustState::Withdrawn, None, "withdrawn from the site, noticed 2026-11-22 05:25 UTC"),
            (
                TrustState::Replaced,
                Some(by),
                "withdrawn from the site, noticed 2026-11-22 05:25 UTC; now in q (Another)",
            ),
        ] {
            assert_eq!(super::state(&Trust { state, replaced_by, ..trust.clone() }), words);
        }
    }

    #[test]
    fn what_a_text_tells() {
        let told = AttachmentFacts {
            attachment: AttachmentId::from("a1b2c3d4e5f6"),
            facts: Facts {
                review: Some(review()),
                version: Some(Told { value: "2.1".into(), words: "Version 2.1".into(), page: None }),
                telephones: vec![Telephone { number: "020 7946 0101".into(), before: "Ward".into(), page: Some(2) }],
                ..Facts::default()
            },
        };
        insta::assert_snapshot!(facts(&example(), &[told]), @r"

        Found in the text of a1b2c3d4e5f6 (DOWNLOAD the official leaflet now)
          Review date  May 2024 (“Review date: May 2024”, page 4)
          Version      2.1 (“Version 2.1”)
          Telephone    Ward: 020 7946 0101, page 2
        ");
        assert_eq!(facts(&example(), &[]), "");
    }
}
