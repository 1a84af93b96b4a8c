//! How far a resource can be handed over without a second look: one rule, for window and console.
//!
//! No false alarm: only what is known is said. A document without a review date is not out of date, and one that was
//! never met on the site is not missing there: it is not confirmed yet.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{AttachmentId, AttachmentState, Resource, ResourceId, ResourceState, ReviewDate, Timestamp};

/// After so many days without confirmation by the site a reader is told.
pub const CONFIRMED_FOR_DAYS: u32 = 30;

/// What is to be known of a resource before it is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Trust {
    /// The weightiest of what is known; the other fields say the rest.
    pub state: TrustState,
    /// Whole days since the source last listed it; null where it never did.
    pub days_since_confirmed: Option<u32>,
    /// That is longer than a resource may stand unconfirmed (30 days).
    pub is_unconfirmed: bool,
    /// When it left the source.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub withdrawn_on: Option<Timestamp>,
    /// What has the same document now, where this one was withdrawn.
    pub replaced_by: Option<Replacement>,
    /// The earliest review date printed in its documents.
    pub review: Option<PrintedReview>,
}

/// From bad to good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum TrustState {
    /// Gone from the source, and its document stands in another resource now.
    Replaced,
    /// Gone from the source.
    Withdrawn,
    /// A date of review that is printed in it has passed.
    PastReview,
    /// On the source's list, as far as is known; but that was not looked at for long.
    NotConfirmed,
    /// Never met on the source: known from the starter content only.
    Unknown,
    Current,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Replacement {
    pub resource: ResourceId,
    pub title: String,
}

/// A review date and the document that it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PrintedReview {
    pub attachment: AttachmentId,
    /// The document's label; empty where the resource has but one.
    pub label: String,
    #[serde(flatten)]
    pub review: ReviewDate,
    /// By the computer's clock, its last day is over.
    pub is_past: bool,
}

/// What is to be known of a resource at this moment, with the review dates that its files print, by hash.
pub fn trust(
    resource: &Resource,
    reviews: &HashMap<String, ReviewDate>,
    replaced_by: Option<Replacement>,
    now: Timestamp,
) -> Trust {
    let is_withdrawn = resource.state == ResourceState::Withdrawn;
    let days_since_confirmed = resource.last_confirmed.map(|at| days_between(at, now));
    let is_unconfirmed = !is_withdrawn && days_since_confirmed.is_some_and(|days| days > CONFIRMED_FOR_DAYS);
    let review = earliest_review(resource, reviews, now);
    let replaced_by = replaced_by.filter(|_| is_withdrawn);
    let state = if replaced_by.is_some() {
        TrustState::Replaced
    } else if is_withdrawn {
        TrustState::Withdrawn
    } else if review.as_ref().is_some_and(|review| review.is_past) {
        TrustState::PastReview
    } else if is_unconfirmed {
        TrustState::NotConfirmed
    } else if days_since_confirmed.is_none() {
        TrustState::Unknown
    } else {
        TrustState::Current
    };
    let withdrawn_on = resource.withdrawn_on.filter(|_| is_withdrawn);
    Trust { state, days_since_confirmed, is_unconfirmed, withdrawn_on, replaced_by, review }
}

/// None where the clock was set back.
fn days_between(before: Timestamp, now: Timestamp) -> u32 {
    const DAY: i64 = 24 * 60 * 60;
    u32::try_from((now.as_second() - before.as_second()) / DAY).unwrap_or(0)
}

fn earliest_review(
    resource: &Resource,
    reviews: &HashMap<String, ReviewDate>,
    now: Timestamp,
) -> Option<PrintedReview> {
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let shown: Vec<_> = resource
        .attachments
        .iter()
        .filter(|attachment| {
            attachment.sha256.is_some()
                && (attachment.state != AttachmentState::Withdrawn || resource.state == ResourceState::Withdrawn)
        })
        .collect();
    let of_shown = shown.iter().filter_map(|attachment| Some((attachment, reviews.get(attachment.sha256.as_ref()?)?)));
    let (attachment, review) = of_shown.min_by_key(|(_, review)| review.date.to)?;
    Some(PrintedReview {
        attachment: attachment.id.clone(),
        label: if shown.len() > 1 { attachment.label.clone() } else { String::new() },
        review: review.clone(),
        is_past: review.date.to < today,
    })
}

#[cfg(test)]
#[path = "trust_tests.rs"]
mod tests;
