//! Which bytes of a document are asked for (RFC 9110, section 14).

/// The most that one answer to a range request carries; who wants more asks again for the rest.
pub const MAX_PART_BYTES: u64 = 4 * 1024 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Whole,
    /// Both ends belong to it; never empty and never beyond the end.
    Part {
        first: u64,
        last: u64,
    },
    /// The range lies beyond the document's end.
    Nothing,
}

/// Reads a `Range` header for a document of so many bytes. What is no single byte range is passed over, as the
/// standard asks, and the whole is meant.
pub fn wanted(header: Option<&str>, size_bytes: u64) -> Wanted {
    let Some((first, last)) = header
        .and_then(|header| header.trim().strip_prefix("bytes="))
        .and_then(|range| range.trim().split_once('-'))
        .map(|(first, last)| (first.trim(), last.trim()))
    else {
        return Wanted::Whole;
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(first) || !digits(last) {
        return Wanted::Whole;
    }
    let end = size_bytes.saturating_sub(1);
    let (first, last) = match (first, last) {
        ("", "") => return Wanted::Whole,
        ("", count) => match count.parse::<u64>() {
            Ok(0) => return Wanted::Nothing,
            Ok(count) => (size_bytes.saturating_sub(count), end),
            Err(_) => (0, end),
        },
        (first, last) => {
            // More digits than a number holds lie beyond every document's end.
            let first = first.parse::<u64>().unwrap_or(u64::MAX);
            let last = if last.is_empty() { end } else { last.parse::<u64>().unwrap_or(u64::MAX) };
            if last < first && first < size_bytes {
                return Wanted::Whole;
            }
            (first, last.min(end))
        }
    };
    if first >= size_bytes {
        return Wanted::Nothing;
    }
    Wanted::Part { first, last: last.min(first + (MAX_PART_BYTES - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_as_programs_write_them() {
        let part = |first, last| Wanted::Part { first, last };
        for (header, size_bytes, expected) in [
            (None, 100, Wanted::Whole),
            (Some("bytes=0-9"), 100, part(0, 9)),
            (Some("bytes=90-"), 100, part(90, 99)),
            (Some("bytes=-10"), 100, part(90, 99)),
            (Some("bytes=-1000"), 100, part(0, 99)),
            (Some("bytes=0-1000"), 100, part(0, 99)),
            (Some(" bytes= 5 - 7 "), 100, part(5, 7)),
            (Some("bytes=100-"), 100, Wanted::Nothing),
            (Some("bytes=100-200"), 100, Wanted::Nothing),
            (Some("bytes=-0"), 100, Wanted::Nothing),
            (Some("bytes=0-"), 0, Wanted::Nothing),
            (Some("bytes=-5"), 0, Wanted::Nothing),
            (Some("bytes=99999999999999999999999-"), 100, Wanted::Nothing),
            (Some("bytes=0-99999999999999999999999"), 100, part(0, 99)),
            (Some("bytes=-99999999999999999999999"), 100, part(0, 99)),
        ] {
            assert_eq!(wanted(header, size_bytes), expected, "{header:?} of {size_bytes}");
        }
    }

    #[test]
    fn what_is_no_byte_range_means_the_whole() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "items=0-9",
            "bytes=a-b",
            "bytes=5-2",
            "bytes=0-1,4-5",
            "bytes=+1-2",
            "bytes=1--2",
        ] {
            assert_eq!(wanted(Some(header), 100), Wanted::Whole, "{header}");
        }
    }

    #[test]
    fn a_part_is_never_larger_than_one_answer() {
        let size_bytes = 10 * MAX_PART_BYTES;
        for header in ["bytes=0-", "bytes=-40000000", "bytes=7-39999999"] {
            let Wanted::Part { first, last } = wanted(Some(header), size_bytes) else { panic!("{header}") };
            assert!(last - first < MAX_PART_BYTES, "{header}");
        }
    }
}
