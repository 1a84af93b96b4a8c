//! When a body that was cut off may be gone on with (RFC 9110, 13.1.5 and 14).

use std::time::Duration;

use reqwest::header::{
    CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, DATE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED,
};

use crate::Validators;

/// A `Last-Modified` so much older than the answer's own `Date` tells two versions apart; a younger one may be that of
/// two versions made in the same second, or of two clocks that differ.
const STRONG_AGE: Duration = Duration::from_secs(60);

/// What the answer says that it is.
pub(crate) fn validators(headers: &HeaderMap) -> Validators {
    Validators { etag: text(headers, &ETAG), last_modified: text(headers, &LAST_MODIFIED) }
}

/// Those of the answer's validators that tell any two bodies apart, so that one can be gone on with by them.
pub(crate) fn strong_validators(headers: &HeaderMap) -> Validators {
    let Validators { etag, last_modified } = validators(headers);
    if etag.is_some() {
        // With a weak tag the date must not be used in its place.
        return Validators { etag: etag.filter(|etag| is_strong(etag)), last_modified: None };
    }
    let time = |value: &str| httpdate::parse_http_date(value).ok();
    let answered = text(headers, &DATE).and_then(|date| time(&date));
    let is_old = |changed: &String| {
        let age = answered.zip(time(changed)).and_then(|(answered, changed)| answered.duration_since(changed).ok());
        age.is_some_and(|age| age >= STRONG_AGE)
    };
    Validators { etag: None, last_modified: last_modified.filter(is_old) }
}

/// What to send as `If-Range` for a body that came with these; `None` where it cannot be gone on with.
pub(crate) fn if_range(validators: &Validators) -> Option<&str> {
    match &validators.etag {
        Some(etag) => Some(etag.as_str()).filter(|etag| is_strong(etag)),
        None => validators.last_modified.as_deref(),
    }
}

/// Whether an answer with status 206 goes on at `first` with the body that came with `validators`: the bytes of the
/// whole body if so.
pub(crate) fn goes_on(headers: &HeaderMap, first: u64, validators: &Validators) -> Option<u64> {
    let range = ContentRange::parse(&text(headers, &CONTENT_RANGE)?)?;
    let length = text(headers, &CONTENT_LENGTH);
    let fits = range.first == first
        && length.is_none_or(|length| length.parse() == Ok(range.last - range.first + 1))
        && !headers.contains_key(CONTENT_ENCODING);
    // A server that was asked with a date need not repeat it (RFC 9110, 15.3.7), but must the tag.
    let now = self::validators(headers);
    let same = now.etag == validators.etag
        && (validators.etag.is_some() || now.last_modified.is_none() || now.last_modified == validators.last_modified);
    (fits && same).then_some(range.total)
}

#[derive(Debug, PartialEq, Eq)]
struct ContentRange {
    first: u64,
    /// Inclusive.
    last: u64,
    total: u64,
}

impl ContentRange {
    /// `None` also where the total is not known: then nobody could tell when the body is whole.
    fn parse(value: &str) -> Option<Self> {
        let (unit, range) = value.trim().split_once(' ')?;
        let (range, total) = range.trim().split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let number = |digits: &str| {
            let digits = digits.trim();
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
        };
        let range = Self { first: number(first)?, last: number(last)?, total: number(total)? };
        (unit.eq_ignore_ascii_case("bytes") && range.first <= range.last && range.last < range.total).then_some(range)
    }
}

/// Not weak, and quoted as it must be.
fn is_strong(etag: &str) -> bool {
    let inner = etag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.is_some_and(|inner| !inner.contains('"'))
}

pub(crate) fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONDAY: &str = "Mon, 01 Jun 2026 10:00:00 GMT";
    const A_MINUTE_LATER: &str = "Mon, 01 Jun 2026 10:01:00 GMT";
    const A_SECOND_LATER: &str = "Mon, 01 Jun 2026 10:00:01 GMT";

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        lines.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn what_a_body_can_be_gone_on_with() {
        for (lines, expected) in [
            (vec![("etag", "\"a\"")], Some("\"a\"")),
            (vec![("etag", "\"a\""), ("last-modified", MONDAY), ("date", A_MINUTE_LATER)], Some("\"a\"")),
            (vec![("etag", "W/\"a\"")], None),
            (vec![("etag", "W/\"a\""), ("last-modified", MONDAY), ("date", A_MINUTE_LATER)], None),
            (vec![("etag", "a")], None),
            (vec![("etag", "\"")], None),
            (vec![("etag", "\"a\", \"b\"")], None),
            (vec![("last-modified", MONDAY), ("date", A_MINUTE_LATER)], Some(MONDAY)),
            (vec![("last-modified", MONDAY), ("date", A_SECOND_LATER)], None),
            (vec![("last-modified", A_MINUTE_LATER), ("date", MONDAY)], None),
            (vec![("last-modified", MONDAY)], None),
            (vec![("last-modified", "Monday"), ("date", A_MINUTE_LATER)], None),
            (vec![], None),
        ] {
            assert_eq!(if_range(&strong_validators(&headers(&lines))), expected, "{lines:?}");
        }
    }

    #[test]
    fn which_answers_go_on() {
        let by_tag = Validators { etag: Some("\"a\"".to_owned()), last_modified: None };
        let by_date = Validators { etag: None, last_modified: Some(MONDAY.to_owned()) };
        let range = ("content-range", "bytes 100-999/1000");
        for (lines, validators, total) in [
            (vec![range, ("etag", "\"a\"")], &by_tag, Some(1000)),
            (vec![range, ("etag", "\"a\""), ("content-length", "900")], &by_tag, Some(1000)),
            (vec![range, ("etag", "\"a\""), ("content-length", "90")], &by_tag, None),
            (vec![range, ("etag", "\"a\""), ("content-encoding", "gzip")], &by_tag, None),
            (vec![range, ("etag", "\"b\"")], &by_tag, None),
            (vec![range, ("etag", "W/\"a\"")], &by_tag, None),
            (vec![range], &by_tag, None),
            (vec![range], &by_date, Some(1000)),
            (vec![range, ("last-modified", MONDAY)], &by_date, Some(1000)),
            (vec![range, ("last-modified", A_SECOND_LATER)], &by_date, None),
            (vec![range, ("etag", "\"a\"")], &by_date, None),
            (vec![("etag", "\"a\"")], &by_tag, None),
            // A server may send less than it was asked for.
            (vec![("content-range", "Bytes 100-199/1000"), ("etag", "\"a\"")], &by_tag, Some(1000)),
            (vec![("content-range", "bytes 0-999/1000"), ("etag", "\"a\"")], &by_tag, None),
            (vec![("content-range", "bytes 101-999/1000"), ("etag", "\"a\"")], &by_tag, None),
            (vec![("content-range", "bytes 100-999/*"), ("etag", "\"a\"")], &by_tag, None),
            (vec![("content-range", "bytes */1000"), ("etag", "\"a\"")], &by_tag, None),
            (vec![("content-range", "bytes 100-1000/1000"), ("etag", "\"a\"")], &by_tag, None),
            (vec![("content-range", "bytes 100-99/1000"), ("etag", "\"a\"")], &by_tag, None),
            (vec![("content-range", "bytes 100-+999/1000"), ("etag", "\"a\"")], &by_tag, None),
            (vec![("content-range", "lines 100-999/1000"), ("etag", "\"a\"")], &by_tag, None),
            (vec![("content-range", "bytes 100-99999999999999999999/1000"), ("etag", "\"a\"")], &by_tag, None),
        ] {
            assert_eq!(goes_on(&headers(&lines), 100, validators), total, "{lines:?}");
        }
    }
}
