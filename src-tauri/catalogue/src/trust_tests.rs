use crate::{Attachment, Kind, TextQuality, find_printed_date};

use super::*;

fn day(text: &str) -> Timestamp {
    format!("{text}T12:00:00Z").parse().unwrap()
}

fn attachment(id: &str) -> Attachment {
    Attachment {
        id: AttachmentId::from(id),
        url: format!("https://example.org/{id}.pdf"),
        label: format!("Label {id}"),
        media_type: "application/pdf".into(),
        size_bytes: 1,
        sha256: Some(format!("hash of {id}")),
        state: AttachmentState::Here,
        pages: Some(1),
        text: TextQuality::Good,
        language: None,
        problem: None,
    }
}

fn resource(confirmed: Option<&str>, withdrawn: Option<&str>) -> Resource {
    Resource {
        id: ResourceId::from("r"),
        title: "A leaflet".into(),
        summary: String::new(),
        kind: Kind::Leaflet,
        kind_is_guess: true,
        topics: Vec::new(),
        language: "en".into(),
        source: "s".into(),
        page_url: "https://example.org/".into(),
        date: None,
        state: if withdrawn.is_some() { ResourceState::Withdrawn } else { ResourceState::Current },
        first_seen: day("2026-01-01"),
        last_confirmed: confirmed.map(day),
        last_changed: day("2026-01-01"),
        withdrawn_on: withdrawn.map(day),
        from_starter: confirmed.is_none(),
        trust: None,
        attachments: vec![attachment("a")],
        links: Vec::new(),
    }
}

fn review(printed: &str) -> ReviewDate {
    let date = find_printed_date(printed).unwrap();
    ReviewDate { date, words: format!("Review date: {printed}"), page: Some(4) }
}

fn other() -> Option<Replacement> {
    Some(Replacement { resource: ResourceId::from("q"), title: "Another".into() })
}

#[test]
fn the_weightiest_state_is_told_and_nothing_that_is_not_known() {
    use TrustState::*;
    let now = day("2026-11-22");
    for (case, confirmed, withdrawn, printed, replaced, state) in [
        ("confirmed today", Some("2026-11-22"), None, None, None, Current),
        ("confirmed 30 days ago", Some("2026-10-23"), None, None, None, Current),
        ("confirmed 31 days ago", Some("2026-10-22"), None, None, None, NotConfirmed),
        ("confirmed tomorrow: the clock was wrong", Some("2026-11-23"), None, None, None, Current),
        ("never confirmed", None, None, None, None, Unknown),
        ("to be reviewed this month", Some("2026-11-22"), None, Some("November 2026"), None, Current),
        ("to be reviewed today", Some("2026-11-22"), None, Some("22 November 2026"), None, Current),
        ("to be reviewed yesterday", Some("2026-11-22"), None, Some("21 November 2026"), None, PastReview),
        ("to be reviewed last month", Some("2026-11-22"), None, Some("October 2026"), None, PastReview),
        ("to be reviewed this year", Some("2026-11-22"), None, Some("2026"), None, Current),
        ("to be reviewed last year", None, None, Some("2025"), None, PastReview),
        ("past review and unconfirmed", Some("2026-01-01"), None, Some("2025"), None, PastReview),
        ("withdrawn", Some("2026-11-01"), Some("2026-11-02"), Some("2025"), None, Withdrawn),
        ("replaced", Some("2026-11-01"), Some("2026-11-02"), None, other(), Replaced),
        ("another has the file, and this one is current", Some("2026-11-22"), None, None, other(), Current),
    ] {
        let reviews = printed.map(|printed| ("hash of a".to_owned(), review(printed))).into_iter().collect();
        let told = trust(&resource(confirmed, withdrawn), &reviews, replaced, now);
        assert_eq!(told.state, state, "{case}");
        assert_eq!(told.review.is_some(), printed.is_some(), "{case}");
        assert_eq!(told.withdrawn_on.is_some(), withdrawn.is_some(), "{case}");
        assert_eq!(told.days_since_confirmed.is_some(), confirmed.is_some(), "{case}");
        assert_eq!(told.replaced_by.is_some(), state == Replaced, "{case}");
    }
    assert_eq!(trust(&resource(Some("2026-01-01"), None), &HashMap::new(), None, now).days_since_confirmed, Some(325));
}

#[test]
fn of_several_documents_the_earliest_review_counts_and_is_named() {
    let mut several = resource(Some("2026-11-22"), None);
    several.attachments.push(attachment("b"));
    several.attachments.push(Attachment { state: AttachmentState::Withdrawn, ..attachment("gone") });
    let reviews: HashMap<_, _> = [("a", "2027"), ("b", "May 2025"), ("gone", "2001"), ("of another resource", "1999")]
        .map(|(id, printed)| (format!("hash of {id}"), review(printed)))
        .into();
    let told = trust(&several, &reviews, None, day("2026-11-22")).review.unwrap();
    assert_eq!((told.attachment.as_str(), told.label.as_str(), told.is_past), ("b", "Label b", true));
    let alone = trust(&resource(Some("2026-11-22"), None), &reviews, None, day("2026-11-22")).review.unwrap();
    assert_eq!((alone.attachment.as_str(), alone.label.as_str(), alone.is_past), ("a", "", false));
}
