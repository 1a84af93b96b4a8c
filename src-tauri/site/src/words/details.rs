//! Details that a line states: dates, kinds, topics.

use catalogue::find_printed_date;

use super::{among, fold, is_number, phrases, tokens};

/// Where a label of a detail leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    Date,
    Kind,
    Topics,
    Language,
    /// The label goes, what follows is links or text of the entry.
    LabelOnly,
    /// Of no use here.
    Nothing,
}

const LABELS: &[(Detail, &str)] = &[
    (
        Detail::Date,
        "posted on; posted; published; published on; publication date; date; date published; date posted; \
         last updated; last updated on; updated; updated on; last modified; date added; added; added on; \
         uploaded; uploaded on; created; date uploaded; publish date; issued; date of publication; release \
         date",
    ),
    (
        Detail::Kind,
        "type; resource type; document type; kind; content type; type of resource; resource kind; kind of \
         resource",
    ),
    (
        Detail::Topics,
        "category; categories; topic; topics; tag; tags; tagged; filed under; posted in; subject; subjects; \
         theme; themes; tagged with; tagged as; keywords; area; areas",
    ),
    (Detail::Language, "language; languages; lang"),
    (
        Detail::LabelOnly,
        "file; files; download; downloads; document; documents; attachment; attachments; link; links; \
         summary; description; resource; resources; overview",
    ),
    (
        Detail::Nothing,
        "by; author; authors; posted by; file size; size; file type; format; file format; pages; share; share \
         this; share this page; share on; reading time; views; number of pages; file name; filename; version; \
         reference; hits; like this; print; filesize",
    ),
];

/// The detail that a label names; `label` may end in a colon.
pub(crate) fn detail(label: &str) -> Option<Detail> {
    let label = fold(label);
    LABELS.iter().find(|(_, words)| among(words, &label)).map(|(detail, _)| *detail)
}

/// A line that states a detail: which, and its value. "Posted on: 3 May 2021", "Type: Leaflet", "Published 3 May 2021 by admin".
pub(crate) fn stated_detail(line: &str) -> Option<(Detail, &str)> {
    if let Some((label, value)) = line.split_once(':')
        && label.len() < 30
        && let Some(detail) = detail(label)
        // "Download: the full report, in five parts, …" is a sentence.
        && (value.len() < 120 || detail == Detail::Topics || detail == Detail::LabelOnly)
    {
        return Some((detail, value.trim()));
    }
    let lower = line.to_lowercase();
    let dated = phrases(LABELS[0].1)
        .filter_map(|label| lower.strip_prefix(label).map(|rest| (label.len(), rest)))
        .max_by_key(|(length, _)| *length);
    if let Some((length, rest)) = dated
        && rest.starts_with(char::is_whitespace)
        && line.is_char_boundary(length)
        && rest.split_whitespace().count() <= 8
        && let Some(date) = find_printed_date(rest.trim())
        && rest.trim().starts_with(&date.printed.to_lowercase())
    {
        return Some((Detail::Date, line[length..].trim()));
    }
    let topics = ["posted in ", "filed under ", "tagged with ", "tagged as ", "tagged "];
    if let Some(label) = topics.iter().find(|label| lower.starts_with(**label))
        && line.is_char_boundary(label.len())
        && line.len() < 200
        && !line.ends_with('.')
    {
        return Some((Detail::Topics, line[label.len()..].trim()));
    }
    let minutes = lower.split_whitespace().collect::<Vec<_>>();
    if let [number, "min" | "mins" | "minute" | "minutes", "read"] = minutes[..]
        && is_number(number)
    {
        return Some((Detail::Nothing, ""));
    }
    if matches!(
        lower.as_str(),
        "leave a comment"
            | "no comments"
            | "comments off"
            | "share"
            | "share this"
            | "share:"
            | "new"
            | "new!"
            | "featured"
            | "updated"
    ) || matches!(minutes[..], [number, "comment" | "comments" | "views" | "downloads"] if is_number(number))
    {
        return Some((Detail::Nothing, ""));
    }
    None
}

/// A line that is a date and nothing else; the date as printed.
pub(crate) fn is_date(line: &str) -> Option<String> {
    let line = line.trim();
    if line.len() > 60 {
        return None;
    }
    let date = find_printed_date(line)?;
    let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let rest = line.replace(&date.printed, " ");
    let only = tokens(&rest).iter().all(|token| {
        weekdays.iter().any(|day| token.starts_with(day) && token.ends_with("day") || token == day)
            || matches!(token.as_str(), "at" | "am" | "pm" | "on")
            || token.chars().all(|c| c.is_ascii_digit())
    });
    only.then_some(date.printed)
}

/// Words that stand beside a date: "Posted on", "Updated:", "by Admin".
pub(crate) fn goes_with_a_date(text: &str) -> bool {
    let tokens = tokens(text);
    let by = tokens.iter().take(2).any(|token| token == "by") && tokens.len() <= 6;
    by || tokens.iter().all(|token| {
        matches!(
            token.as_str(),
            "posted"
                | "published"
                | "updated"
                | "on"
                | "at"
                | "added"
                | "last"
                | "date"
                | "uploaded"
                | "modified"
                | "issued"
        ) || is_number(token)
    })
}

/// The names of kinds that stand alone as a badge.
pub(crate) fn is_kind_name(text: &str) -> bool {
    const KINDS: &str = "leaflet; leaflets; guide; guides; guidance; report; reports; strategy; strategies; framework; toolkit; \
        toolkits; video; videos; form; forms; case study; case studies; booklet; poster; factsheet; fact sheet; \
        policy; q&a; faq; presentation; minutes; agenda; board paper; board papers; newsletter; animation; \
        flyer; easy read; resource; document; plan; evaluation; research; service";
    among(KINDS, &fold(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_in_their_own_place() {
        for (line, expected) in [
            ("Posted on: 3 May 2021", Some((Detail::Date, "3 May 2021"))),
            ("Posted on 3 May 2021 by admin", Some((Detail::Date, "3 May 2021 by admin"))),
            ("Published 3 May 2021", Some((Detail::Date, "3 May 2021"))),
            ("Type: Leaflet", Some((Detail::Kind, "Leaflet"))),
            ("Categories: Health, Care", Some((Detail::Topics, "Health, Care"))),
            ("Posted in Health", Some((Detail::Topics, "Health"))),
            ("5 min read", Some((Detail::Nothing, ""))),
            ("Published in 2020, this report shows how services changed.", None),
            ("Date night ideas: how to", None),
            ("Updated guidance for parents", None),
            ("Download our FULL framework which includes: case studies", None),
        ] {
            assert_eq!(stated_detail(line), expected, "{line}");
        }
        for (line, date) in [
            ("17 November 2020", true),
            ("Tuesday 17 November 2020 at 10:30", true),
            ("Board - 17 November 2020", false),
            ("On the 7th May", false),
        ] {
            assert_eq!(is_date(line).is_some(), date, "{line}");
        }
    }
}
