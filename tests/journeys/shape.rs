//! Shapes of JSON documents, as they are promised: names that must be there and what may stand in each. More names
//! may be there; none may be missing.

use serde_json::Value;

/// One promised place: a path (`hits[].passages[].page`; `[]` stands for every element) and what it may hold, parted
/// by `|`: `string`, `whole`, `number`, `bool`, `null`, `array`, `object`, or a word in quotes for that very string.
pub type Place = (&'static str, &'static str);

/// Checks a document against its promised places.
///
/// # Panics
/// Where it does not keep a promise.
#[track_caller]
pub fn assert_shape(document: &Value, places: &[Place]) {
    let broken: Vec<String> = places.iter().flat_map(|(path, may)| look(document, path, path, may)).collect();
    assert!(broken.is_empty(), "{broken:#?} in {document:#}");
}

fn look(value: &Value, rest: &str, path: &str, may: &str) -> Vec<String> {
    if rest.is_empty() {
        return if may.split('|').any(|kind| is(value, kind)) {
            Vec::new()
        } else {
            vec![format!("{path} is {value}, not {may}")]
        };
    }
    if let Some(rest) = rest.strip_prefix("[]") {
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        return match value {
            Value::Array(elements) => elements.iter().flat_map(|element| look(element, rest, path, may)).collect(),
            other => vec![format!("{path}: no array but {other}")],
        };
    }
    let (name, rest) = rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len()));
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    match value.get(name) {
        Some(inner) => look(inner, rest, path, may),
        None => vec![format!("{path}: there is no {name}")],
    }
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "whole" => value.is_u64(),
        "number" => value.is_number(),
        "bool" => value.is_boolean(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        word => value.as_str().is_some_and(|text| word == format!("'{text}'")),
    }
}

pub const REFRESH: &[Place] = &[
    ("outcome", "'updated'|'unchanged'|'partial'|'stopped'"),
    ("code", "string|null"),
    ("message", "string|null"),
    ("revision", "whole"),
    ("resources.added", "whole"),
    ("resources.revised", "whole"),
    ("resources.kept", "whole"),
    ("resources.withdrawn", "whole"),
    ("attachments.fetched", "whole"),
    ("attachments.unchanged", "whole"),
    ("attachments.failed", "whole"),
    ("attachments.pending", "whole"),
    ("requests", "whole"),
    ("bytes_received", "whole"),
    ("problems[].code", "string"),
    ("problems[].url", "string"),
    ("problems[].message", "string"),
];

pub const SEARCH: &[Place] = &[
    ("query", "string"),
    ("understood_as", "string"),
    ("total", "whole"),
    ("took_ms", "number"),
    ("complete", "bool"),
    ("hits[].resource", "string"),
    ("hits[].title", "string"),
    ("hits[].kind", "string"),
    ("hits[].language", "string"),
    ("hits[].state", "'current'|'withdrawn'"),
    ("hits[].score", "number"),
    ("hits[].passages[].attachment", "string|null"),
    ("hits[].passages[].page", "whole|null"),
    ("hits[].passages[].snippet", "string"),
    ("hits[].passages[].highlights[]", "array"),
];

pub const RESOURCE: &[Place] = &[
    ("id", "string"),
    ("title", "string"),
    ("summary", "string"),
    ("kind", "string"),
    ("kind_is_guess", "bool"),
    ("topics", "array"),
    ("language", "string"),
    ("source", "string"),
    ("page_url", "string"),
    ("date", "object|null"),
    ("state", "'current'|'withdrawn'"),
    ("first_seen", "string"),
    ("last_confirmed", "string|null"),
    ("last_changed", "string"),
    ("attachments[].id", "string"),
    ("attachments[].url", "string"),
    ("attachments[].label", "string"),
    ("attachments[].media_type", "string"),
    ("attachments[].size_bytes", "whole"),
    ("attachments[].sha256", "string|null"),
    ("attachments[].state", "'here'|'pending'|'failed'|'withdrawn'"),
    ("attachments[].pages", "whole|null"),
    ("attachments[].text", "'good'|'poor'|'none'"),
    ("attachments[].problem", "string|null"),
];

pub const DATE: &[Place] =
    &[("printed", "string"), ("from", "string"), ("to", "string"), ("precision", "'day'|'month'|'year'|'range'")];

pub const ABOUT: &[Place] = &[
    ("vision", "string|null"),
    ("vision_points[]", "string"),
    ("mission", "string|null"),
    ("values[]", "string"),
    ("objectives[].title", "string"),
    ("objectives[].text", "string"),
    ("sections[].heading", "string"),
    ("sections[].paragraphs[]", "string"),
    ("sections[].lists[][]", "string"),
    ("source_url", "string"),
    ("last_confirmed", "string|null"),
    ("last_changed", "string|null"),
];

pub const STATUS: &[Place] = &[
    ("revision", "whole"),
    ("resources", "whole"),
    ("withdrawn", "whole"),
    ("attachments.here", "whole"),
    ("attachments.pending", "whole"),
    ("attachments.failed", "whole"),
    ("text.searchable", "whole"),
    ("text.poor", "whole"),
    ("text.none", "whole"),
    ("text.waiting", "whole"),
    ("bytes.files", "whole"),
    ("bytes.store", "whole"),
    ("bytes.index", "whole"),
    ("last_attempt", "string|null"),
    ("last_success", "string|null"),
    ("last_code", "string|null"),
    ("index_revision", "whole"),
];

pub const VERIFY: &[Place] = &[
    ("ok", "bool"),
    ("checked.attachments", "whole"),
    ("checked.rows", "whole"),
    ("repaired", "whole"),
    ("problems[].code", "string"),
    ("problems[].what", "string"),
    ("problems[].message", "string"),
];

pub const CHANGE: &[Place] = &[
    ("at", "string"),
    ("revision", "whole"),
    (
        "kind",
        "'added'|'text_revised'|'details_revised'|'file_added'|'file_replaced'|'file_removed'|'moved'|'withdrawn'|'came_back'",
    ),
    ("what", "string"),
    ("from", "string|null"),
    ("to", "string|null"),
    ("words[].before", "string"),
    ("words[].removed", "string"),
    ("words[].added", "string"),
    ("words[].after", "string"),
    ("words[].page", "whole|null"),
    ("more_words", "bool"),
    ("is_new", "bool"),
];

pub const WHATS_NEW: &[Place] = &[
    ("since", "string|null"),
    ("resources[].resource", "string"),
    ("resources[].title", "string"),
    ("resources[].state", "'current'|'withdrawn'"),
    ("resources[].changes[].kind", "string"),
    ("about[]", "object"),
];

pub const REFRESHES: &[Place] = &[
    ("refreshes[].started", "string"),
    ("refreshes[].finished", "string"),
    ("refreshes[].report.outcome", "string"),
    ("refreshes[].report.problems", "array"),
];

#[test]
fn a_broken_promise_is_seen() {
    use serde_json::json;
    let document = json!({ "a": { "b": [{ "c": 1 }, { "c": null }] }, "s": "x", "lists": [["p"], []] });
    for (path, may) in [("a.b[].c", "whole|null"), ("s", "'x'|'y'"), ("a.b", "array"), ("lists[][]", "string")] {
        assert!(look(&document, path, path, may).is_empty(), "{path}: {may}");
    }
    for (path, may) in [
        ("a.b[].c", "whole"),
        ("s", "'y'"),
        ("a.x", "null"),
        ("s[]", "string"),
        ("a.b[].d", "null"),
        ("lists[][]", "whole"),
    ] {
        assert!(!look(&document, path, path, may).is_empty(), "{path}: {may}");
    }
}
