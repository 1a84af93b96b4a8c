//! What conditional and range requests mean.

use std::time::{Duration, SystemTime};

/// Whether what the visitor has is what would be sent. `If-None-Match` goes before `If-Modified-Since`.
pub fn unchanged(
    none_match: Option<&str>,
    since: Option<&str>,
    etag: Option<&str>,
    modified_s: u64,
    modified: &Option<String>,
) -> bool {
    if let Some(known) = none_match {
        let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        return etag.is_some_and(|etag| known.split(',').any(|tag| strong(tag) == strong(etag)));
    }
    let since = since.and_then(|since| httpdate::parse_http_date(since).ok());
    since.is_some_and(|since| modified.is_some() && SystemTime::UNIX_EPOCH + Duration::from_secs(modified_s) <= since)
}

/// First and last byte of a range of a body of `length` bytes: nothing if the header is not understood (it is then as
/// if it were not there), `Some(None)` if no byte of it exists.
#[allow(clippy::option_option)]
pub fn part(range: &str, length: usize) -> Option<Option<(usize, usize)>> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let whole = |from: usize, to: usize| (from <= to && from < length).then(|| (from, to.min(length - 1)));
    match (first.trim(), last.trim()) {
        ("", "") => None,
        ("", count) => {
            let count: usize = count.parse().ok()?;
            Some(if count == 0 || length == 0 { None } else { whole(length - count.min(length), length - 1) })
        }
        (from, "") => Some(whole(from.parse().ok()?, usize::MAX)),
        (from, to) => Some(whole(from.parse().ok()?, to.parse().ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_as_they_are_asked_for() {
        for (range, length, wanted) in [
            ("bytes=0-3", 10, Some(Some((0, 3)))),
            ("bytes=4-", 10, Some(Some((4, 9)))),
            ("bytes=8-99", 10, Some(Some((8, 9)))),
            ("bytes=-3", 10, Some(Some((7, 9)))),
            ("bytes=-99", 10, Some(Some((0, 9)))),
            ("bytes=10-", 10, Some(None)),
            ("bytes=5-4", 10, Some(None)),
            ("bytes=-0", 10, Some(None)),
            ("bytes=0-", 0, Some(None)),
            ("bytes=-", 10, None),
            ("bytes=a-b", 10, None),
            ("lines=1-2", 10, None),
        ] {
            assert_eq!(part(range, length), wanted, "{range} of {length}");
        }
    }
}
