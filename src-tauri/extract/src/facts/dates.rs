//! A date at the very beginning of some words, in British order.

use catalogue::{DatePrecision, MONTHS, PrintedDate, find_printed_date};
use jiff::civil::Date;

/// The years that a document in use may name.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// The date with which the text begins, and how many bytes it takes. Spans of time are no date.
pub(super) fn at_start(text: &str) -> Option<(PrintedDate, usize)> {
    let head_end = text.char_indices().nth(32).map_or(text.len(), |(at, _)| at);
    let head = &text[..head_end];
    let (date, length) = numeric(head).or_else(|| {
        let date = find_printed_date(head).filter(|date| head.starts_with(date.printed.as_str()))?;
        let length = date.printed.len();
        Some((date, length))
    })?;
    let is_span = date.precision == DatePrecision::Range || goes_on(&text[length..]);
    (!is_span && YEARS.contains(&date.from.year())).then_some((date, length))
}

/// "to 2020", "- May 2021", "/22": what stands before was the beginning of a span.
fn goes_on(rest: &str) -> bool {
    let rest = rest.trim_start();
    let next = ["to ", "until ", "till ", "-", "–", "—", "/", "and ", "or "].iter().find_map(|word| {
        let head = rest.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| rest[word.len()..].trim_start())
    });
    next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()) || month_at_start(next))
}

pub(super) fn month_at_start(text: &str) -> bool {
    let word: String = text.chars().take_while(|c| c.is_ascii_alphabetic()).collect();
    month_of(&word).is_some()
}

/// "05/2024", "May-24", "May '24", "12/05/24", "12-May-2024", "2024".
fn numeric(text: &str) -> Option<(PrintedDate, usize)> {
    let end =
        text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '-' | '.' | '\'' | '’')).unwrap_or(text.len());
    let mut word = &text[..end];
    let month_alone = word.chars().all(|c| c.is_ascii_alphabetic()) && month_of(word).is_some();
    if month_alone && let Some(year) = text[end..].strip_prefix([' ']).and_then(|rest| rest.strip_prefix(['\'', '’']))
    {
        let digits = year.bytes().take_while(u8::is_ascii_digit).count();
        word = &text[..text.len() - year.len() + digits];
    }
    let word = word.trim_end_matches(['.', '-', '/', '\'', '’']);
    let parts: Vec<&str> = word.split(['/', '-', '.', '\'', '’', ' ']).filter(|part| !part.is_empty()).collect();
    let (from, to, precision) = match parts[..] {
        [year] if year.len() == 4 => {
            let year = year_of(year)?;
            (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?, DatePrecision::Year)
        }
        // "2021/22" is a span, and "05/24" may be a day.
        [month, year] if year.len() == 4 || month_of(month).is_some() => {
            let month = month_of(month).or_else(|| number(month, 12))?;
            let from = Date::new(year_of(year)?, month, 1).ok()?;
            (from, from.last_of_month(), DatePrecision::Month)
        }
        [day, month, year] => {
            let month = month_of(month).or_else(|| number(month, 12))?;
            let day = Date::new(year_of(year)?, month, number(day, 31)?).ok()?;
            (day, day, DatePrecision::Day)
        }
        _ => return None,
    };
    Some((PrintedDate { printed: word.to_owned(), from, to, precision }, word.len()))
}

fn number(digits: &str, most: i8) -> Option<i8> {
    let is_short = digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_short.then(|| digits.parse().ok()).flatten().filter(|number| (1..=most).contains(number))
}

/// Four digits, or the last two of this century.
fn year_of(digits: &str) -> Option<i16> {
    let year = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<i16>().ok()).flatten()?;
    match digits.len() {
        4 => Some(year),
        2 => Some(2000 + year),
        _ => None,
    }
}

fn month_of(word: &str) -> Option<i8> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| word == *month || word == month[..3] || word == "sept" && *month == "september")?;
    Some(at as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_publishers_write_them() {
        for (text, from, to) in [
            ("May 2024", "2024-05-01", "2024-05-31"),
            ("May 2024.", "2024-05-01", "2024-05-31"),
            ("12 May 2024 or earlier", "2024-05-12", "2024-05-12"),
            ("12th May, 2024", "2024-05-12", "2024-05-12"),
            ("05/2024", "2024-05-01", "2024-05-31"),
            ("5/2024", "2024-05-01", "2024-05-31"),
            ("May-24", "2024-05-01", "2024-05-31"),
            ("May '24", "2024-05-01", "2024-05-31"),
            ("Sept 2024", "2024-09-01", "2024-09-30"),
            ("SEP-2024", "2024-09-01", "2024-09-30"),
            ("04/05/2024", "2024-05-04", "2024-05-04"),
            ("04/05/24", "2024-05-04", "2024-05-04"),
            ("04.05.2024", "2024-05-04", "2024-05-04"),
            ("12-May-2024", "2024-05-12", "2024-05-12"),
            ("2024-05-12", "2024-05-12", "2024-05-12"),
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024 © Example Trust", "2024-01-01", "2024-12-31"),
        ] {
            let (date, _) = at_start(text).unwrap_or_else(|| panic!("no date in {text}"));
            assert_eq!((date.from.to_string().as_str(), date.to.to_string().as_str()), (from, to), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_or_not_one() {
        for text in [
            "",
            "every two years",
            "3 years",
            "2012 to 2020",
            "2012-2020",
            "2021/22",
            "May 2020 to June 2021",
            "May 2020 - 2021",
            "31/02/2024",
            "13/2024",
            "05/24",
            "May",
            "12 May",
            "1889",
            "20245",
            "020 7377 7000",
            "a May 2024",
        ] {
            assert_eq!(at_start(text), None, "{text}");
        }
    }
}
