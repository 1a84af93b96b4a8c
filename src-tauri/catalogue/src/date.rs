//! Dates as printed. Most entries have none, some a day, some a month, some a span of years: the words, the value
//! and the precision are kept apart, and a date without a year is no date.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PrintedDate {
    /// The words as they stand on the page.
    pub printed: String,
    /// First day meant, `YYYY-MM-DD`.
    #[cfg_attr(test, ts(type = "string"))]
    pub from: Date,
    /// Last day meant.
    #[cfg_attr(test, ts(type = "string"))]
    pub to: Date,
    pub precision: DatePrecision,
}

/// A span of more years is a date that was misread.
const MOST_YEARS: i16 = 50;

impl PrintedDate {
    /// The years that the date reaches over; `None` where it cannot be right.
    pub fn years(&self) -> Option<RangeInclusive<i16>> {
        let (from, to) = (self.from.year(), self.to.year());
        (from <= to && to - from <= MOST_YEARS).then_some(from..=to)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum DatePrecision {
    Day,
    Month,
    Year,
    Range,
}

/// As they are written out, in small letters.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first date printed in a text: "17 November 2020", "2nd Aug 2019", "November 17, 2020", "17/11/2020",
/// "2020-11-17", "May 2020", "2021-2024", "2021/22". A bare year counts only where it stands alone as the whole text
/// (a number in a title is not a date).
pub fn find_printed_date(text: &str) -> Option<PrintedDate> {
    let words = words_of(text);
    (0..words.len()).find_map(|at| date_at(text, &words, at)).or_else(|| bare_year(text))
}

/// A word with its byte range.
struct Word<'a> {
    text: &'a str,
    from: usize,
    to: usize,
}

fn words_of(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || matches!(c, '/' | '-' | '\u{2013}' | '.');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let raw = &text[from..at];
                let trimmed = raw.trim_matches(['.', '-', '/', '\u{2013}']);
                if !trimmed.is_empty() {
                    let from = from + raw.find(trimmed).unwrap_or(0);
                    words.push(Word { text: trimmed, from, to: from + trimmed.len() });
                }
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn date_at(text: &str, words: &[Word<'_>], at: usize) -> Option<PrintedDate> {
    let word = |offset: usize| words.get(at + offset);
    let printed = |last: usize| text[words[at].from..words[at + last].to].to_owned();
    let first = word(0)?;

    if let (Some(day), Some(month), Some(year)) =
        (day_of(first.text), word(1).and_then(|w| month_of(w.text)), word(2).and_then(|w| year_of(w.text)))
    {
        return on_day(printed(2), year, month, day);
    }
    if let Some(month) = month_of(first.text) {
        if let (Some(day), Some(year)) = (word(1).and_then(|w| day_of(w.text)), word(2).and_then(|w| year_of(w.text))) {
            return on_day(printed(2), year, month, day);
        }
        if let Some(year) = word(1).and_then(|w| year_of(w.text)) {
            let from = Date::new(year, month, 1).ok()?;
            return Some(PrintedDate {
                printed: printed(1),
                from,
                to: from.last_of_month(),
                precision: DatePrecision::Month,
            });
        }
    }
    numeric_day(first.text)
        .and_then(|(year, month, day)| on_day(first.text.to_owned(), year, month, day))
        .or_else(|| year_span(first.text))
}

fn on_day(printed: String, year: i16, month: i8, day: i8) -> Option<PrintedDate> {
    let from = Date::new(year, month, day).ok()?;
    Some(PrintedDate { printed, from, to: from, precision: DatePrecision::Day })
}

fn year_of(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1948..=2100).contains(year))
}

fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let word = word.trim_end_matches('.');
    MONTHS
        .iter()
        .position(|month| {
            *month == word
                || (word.len() >= 3 && word.len() <= 4 && month.starts_with(word))
                || (*month == "september" && word == "sept")
        })
        .map(|index| index as i8 + 1)
}

fn day_of(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

/// `2020-11-17`, and British `17/11/2020` or `17.11.2020`.
fn numeric_day(word: &str) -> Option<(i16, i8, i8)> {
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    let [a, b, c] = parts[..] else { return None };
    if let Some(year) = year_of(a) {
        return Some((year, b.parse().ok()?, c.parse().ok()?));
    }
    Some((year_of(c)?, b.parse().ok()?, a.parse().ok()?))
}

/// `2021-2024`, `2021–24`, `2021/22`.
fn year_span(word: &str) -> Option<PrintedDate> {
    let (first, last) = word.split_once(['-', '\u{2013}', '/'])?;
    let first = year_of(first)?;
    let last = match last.len() {
        4 => year_of(last)?,
        2 => year_of(&format!("{}{last}", first / 100))?,
        _ => return None,
    };
    (first < last).then_some(PrintedDate {
        printed: word.to_owned(),
        from: Date::new(first, 1, 1).ok()?,
        to: Date::new(last, 12, 31).ok()?,
        precision: DatePrecision::Range,
    })
}

fn bare_year(text: &str) -> Option<PrintedDate> {
    let year = year_of(text.trim())?;
    Some(PrintedDate {
        printed: text.trim().to_owned(),
        from: Date::new(year, 1, 1).ok()?,
        to: Date::new(year, 12, 31).ok()?,
        precision: DatePrecision::Year,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_pages_print() {
        for (text, printed, from, to, precision) in [
            (
                "Health and Wellbeing Board - 17 November 2020",
                "17 November 2020",
                "2020-11-17",
                "2020-11-17",
                DatePrecision::Day,
            ),
            ("Service in Tower Hamlets – May 2020", "May 2020", "2020-05-01", "2020-05-31", DatePrecision::Month),
            ("Workforce Strategy 2021-2024", "2021-2024", "2021-01-01", "2024-12-31", DatePrecision::Range),
            ("Plan 2021/22 (draft)", "2021/22", "2021-01-01", "2022-12-31", DatePrecision::Range),
            ("Posted on: 2nd Aug. 2019", "2nd Aug. 2019", "2019-08-02", "2019-08-02", DatePrecision::Day),
            ("August 14, 2019", "August 14, 2019", "2019-08-14", "2019-08-14", DatePrecision::Day),
            ("on 17/11/2020.", "17/11/2020", "2020-11-17", "2020-11-17", DatePrecision::Day),
            ("2020-11-17", "2020-11-17", "2020-11-17", "2020-11-17", DatePrecision::Day),
            ("08 AUGUST 2017", "08 AUGUST 2017", "2017-08-08", "2017-08-08", DatePrecision::Day),
            ("2019", "2019", "2019-01-01", "2019-12-31", DatePrecision::Year),
        ] {
            let date = find_printed_date(text).unwrap_or_else(|| panic!("no date in {text}"));
            assert_eq!(date.printed, printed, "{text}");
            assert_eq!((date.from.to_string(), date.to.to_string()), (from.into(), to.into()), "{text}");
            assert_eq!(date.precision, precision, "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "our meeting on the 7th May",
            "346 local residents",
            "call 111",
            "Covid-19",
            "2000 steps a day",
            "2024-2021",
            "",
        ] {
            assert_eq!(find_printed_date(text), None, "{text}");
        }
    }
}
