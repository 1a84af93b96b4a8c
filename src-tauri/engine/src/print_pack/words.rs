//! What a cover sheet says of a resource. It is read on paper, far from the library: dates and states are written out.

use catalogue::{Attachment, AttachmentFacts, Kind, PrintedReview, Resource, Timestamp, Trust, TrustState};
use press::{Content, Item};

use crate::error::Error;
use crate::{Library, sources};

pub(super) fn item(
    library: &Library,
    resource: &Resource,
    attachment: Option<&Attachment>,
    content: Content,
) -> Result<Item, Error> {
    let told = library.facts(&resource.id)?;
    Ok(Item {
        title: title(resource, attachment),
        facts: facts(library, resource, attachment, &told),
        warnings: resource.trust.as_ref().map(warnings).unwrap_or_default(),
        notes: Vec::new(),
        url: resource.page_url.clone(),
        content,
    })
}

/// "22 November 2026", by Greenwich time.
pub(super) fn day(at: Timestamp) -> String {
    at.strftime("%-d %B %Y").to_string()
}

/// The resource's title, and which of its files it is where there are several.
fn title(resource: &Resource, attachment: Option<&Attachment>) -> String {
    match attachment {
        Some(one) if resource.attachments.len() > 1 && !one.label.is_empty() && one.label != resource.title => {
            format!("{} – {}", resource.title, one.label)
        }
        _ => resource.title.clone(),
    }
}

fn facts(
    library: &Library,
    resource: &Resource,
    attachment: Option<&Attachment>,
    told: &[AttachmentFacts],
) -> Vec<String> {
    let kind = (resource.kind != Kind::Other).then(|| {
        let mut kind = resource.kind.name().replace('_', " ");
        kind[..1].make_ascii_uppercase();
        if resource.kind_is_guess { format!("{kind} (our guess)") } else { kind }
    });
    let language = attachment.and_then(|one| one.language.as_deref()).unwrap_or(&resource.language);
    let of_file = told.iter().find(|one| attachment.is_some_and(|file| file.id == one.attachment));
    let version = of_file.and_then(|one| one.facts.version.as_ref()).map(|told| format!("Version {}", told.value));
    let printed = resource.date.as_ref().map(|date| format!("Printed date: {}", date.printed));
    let what: Vec<String> = kind.into_iter().chain([language_name(language)]).chain(version).chain(printed).collect();
    let is_gone = resource.trust.as_ref().is_some_and(is_gone);
    let confirmed = match resource.last_confirmed {
        Some(at) if is_gone => format!("Last seen on the site on {}", day(at)),
        Some(at) => format!("Confirmed with the site on {}", day(at)),
        None => "Not confirmed with the site yet".to_owned(),
    };
    // The cover sheet names the library's own source once, above.
    let other = (resource.source != library.profile().id)
        .then(|| format!("Source: {}", sources::name_of(library, &resource.source)));
    [what.join(" · "), confirmed].into_iter().chain(other).collect()
}

fn is_gone(trust: &Trust) -> bool {
    matches!(trust.state, TrustState::Replaced | TrustState::Withdrawn)
}

/// All that is known against it, the weightiest first; nothing where nothing is.
fn warnings(trust: &Trust) -> Vec<String> {
    let mut told = Vec::new();
    if is_gone(trust) {
        let on = trust.withdrawn_on.map_or(String::new(), |on| format!(" (noticed on {})", day(on)));
        told.push(format!("Withdrawn from the site{on}. It may be out of date."));
    }
    if let Some(by) = &trust.replaced_by {
        told.push(format!("The same document now stands there as: {}.", by.title));
    }
    if let Some(PrintedReview { label, review, is_past: true, .. }) = &trust.review {
        let label = if label.is_empty() { String::new() } else { format!("{label}, ") };
        let page = review.page.map_or(String::new(), |page| format!(", page {page}"));
        told.push(format!("The review date printed in it has passed: {label}“{}”{page}.", review.words));
    }
    if let (true, Some(days)) = (trust.is_unconfirmed, trust.days_since_confirmed) {
        told.push(format!("Not confirmed with the site for {days} days. It may have changed."));
    }
    told
}

/// Why a file of this format is in no pack.
pub(super) fn why_not(media_type: &str) -> &'static str {
    match media_type.split('/').next() {
        Some("video" | "audio") => "It is a recording.",
        Some("image") => "It is a picture without words. Print it by itself.",
        _ => "It has neither pages nor words that could be printed from here. Open it in its own program.",
    }
}

/// The language in English; its tag where we have no name for it.
#[rustfmt::skip]
fn language_name(tag: &str) -> String {
    const NAMES: [(&str, &str); 30] = [
        ("am", "Amharic"), ("ar", "Arabic"), ("bn", "Bengali"), ("cs", "Czech"), ("de", "German"), ("en", "English"),
        ("es", "Spanish"), ("fa", "Persian"), ("fr", "French"), ("gu", "Gujarati"), ("hi", "Hindi"), ("hu", "Hungarian"),
        ("it", "Italian"), ("ku", "Kurdish"), ("lt", "Lithuanian"), ("pa", "Punjabi"), ("pl", "Polish"),
        ("ps", "Pashto"), ("pt", "Portuguese"), ("ro", "Romanian"), ("ru", "Russian"), ("so", "Somali"),
        ("sq", "Albanian"), ("syl", "Sylheti"), ("ta", "Tamil"), ("tr", "Turkish"), ("uk", "Ukrainian"),
        ("ur", "Urdu"), ("vi", "Vietnamese"), ("zh", "Chinese"),
    ];
    let first = tag.split('-').next().unwrap_or(tag).to_lowercase();
    let name = NAMES.iter().find(|(known, _)| *known == first);
    name.map_or_else(|| format!("Language: {tag}"), |(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use catalogue::{AttachmentId, Replacement, ResourceId, ReviewDate, find_printed_date};

    use super::*;

    fn trust(state: TrustState) -> Trust {
        Trust {
            state,
            days_since_confirmed: Some(0),
            is_unconfirmed: false,
            withdrawn_on: None,
            replaced_by: None,
            review: None,
        }
    }

    #[test]
    fn what_is_against_it_is_said_in_words_and_nothing_else() {
        assert_eq!(warnings(&trust(TrustState::Current)), [""; 0]);
        assert_eq!(warnings(&trust(TrustState::Unknown)), [""; 0]);
        let old = Trust { is_unconfirmed: true, days_since_confirmed: Some(45), ..trust(TrustState::NotConfirmed) };
        assert_eq!(warnings(&old), ["Not confirmed with the site for 45 days. It may have changed."]);
        let gone = Trust {
            withdrawn_on: "2026-11-22T05:25:45Z".parse().ok(),
            replaced_by: Some(Replacement { resource: ResourceId::from("b"), title: "Feet".into() }),
            ..trust(TrustState::Replaced)
        };
        assert_eq!(
            warnings(&gone),
            [
                "Withdrawn from the site (noticed on 22 November 2026). It may be out of date.",
                "The same document now stands there as: Feet."
            ]
        );
        let review = |is_past| PrintedReview {
            attachment: AttachmentId::from("a"),
            label: String::new(),
            review: ReviewDate {
                date: find_printed_date("May 2024").unwrap(),
                words: "Review date: May 2024".into(),
                page: Some(4),
            },
            is_past,
        };
        let past = Trust { review: Some(review(true)), ..trust(TrustState::PastReview) };
        assert_eq!(warnings(&past), ["The review date printed in it has passed: “Review date: May 2024”, page 4."]);
        assert_eq!(warnings(&Trust { review: Some(review(false)), ..trust(TrustState::Current) }), [""; 0]);
    }

    #[test]
    fn languages_are_named_or_shown_by_their_tag() {
        for (tag, name) in [("bn", "Bengali"), ("zh-Hans", "Chinese"), ("EN", "English"), ("qqq", "Language: qqq")] {
            assert_eq!(language_name(tag), name);
        }
    }
}
