//! Numbers of a spreadsheet as its reader sees them: percentages, dates and times by the pattern that the writer chose
//! (ECMA-376 part 1, 18.8.31). Other patterns only dress a number up, and it stands as it is.

use std::fmt::Write as _;

use calamine::ExcelDateTime;

use crate::months::MONTHS;

/// What a pattern makes of a number that is shown as a percentage; nothing for other patterns.
pub(crate) fn percentage(number: f64, pattern: &str) -> Option<String> {
    let pattern = first_section(pattern);
    let signs: String = parts(pattern).filter_map(|part| part.sign()).collect();
    if !signs.contains('%') {
        return None;
    }
    let decimals = signs
        .split_once('.')
        .map_or(0, |(_, after)| after.chars().take_while(|c| matches!(c, '0' | '#' | '?')).count());
    let decimals = decimals.min(10);
    // Halves are rounded away from zero, as people do.
    let fine = 10_f64.powi(decimals as i32);
    Some(format!("{:.decimals$}%", (number * 100.0 * fine).round() / fine))
}

/// A moment by its pattern; nothing where the pattern has a part that is not known here.
pub(crate) fn moment(moment: &ExcelDateTime, pattern: &str) -> Option<String> {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let pattern = first_section(pattern);
    let tokens = tokens(pattern)?;
    let half_days = tokens.iter().any(|token| matches!(token, Token::HalfDay));
    let hour12 = if half_days { (hour + 11) % 12 + 1 } else { hour };
    let date = jiff::civil::Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()?;
    let weekday = date.weekday().to_sunday_zero_offset() as usize;
    let mut text = String::new();
    let mut after_hour = false;
    for (at, token) in tokens.iter().enumerate() {
        let ended = match token {
            Token::Literal(words) => {
                text.push_str(words);
                Ok(())
            }
            Token::HalfDay => write!(text, "{}", if hour < 12 { "AM" } else { "PM" }),
            Token::Code('y', length) if *length <= 2 => write!(text, "{:02}", year % 100),
            Token::Code('y', _) => write!(text, "{year}"),
            Token::Code('d', 3) => write!(text, "{}", &WEEKDAYS[weekday][..3]),
            Token::Code('d', 4..) => write!(text, "{}", WEEKDAYS[weekday]),
            Token::Code('d', length) => write!(text, "{day:0length$}"),
            Token::Code('h', length) => write!(text, "{:0length$}", hour12, length = (*length).min(2)),
            Token::Code('s', length) => write!(text, "{second:0length$}", length = (*length).min(2)),
            Token::Code('m', length) if *length <= 2 && (after_hour || is_before_seconds(&tokens[at + 1..])) => {
                write!(text, "{minute:0length$}")
            }
            Token::Code('m', length) => {
                let name = MONTHS[usize::from(month.clamp(1, 12)) - 1];
                match length {
                    1 | 2 => write!(text, "{month:0length$}"),
                    3 => write!(text, "{}", &name[..3]),
                    5 => write!(text, "{}", &name[..1]),
                    _ => write!(text, "{name}"),
                }
            }
            Token::Code(..) => return None,
        };
        ended.ok()?;
        match token {
            Token::Code(code, _) => after_hour = *code == 'h',
            Token::Literal(_) | Token::HalfDay => {}
        }
    }
    Some(text.trim().to_owned())
}

const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

enum Token {
    /// `dd`: the letter, and how often.
    Code(char, usize),
    Literal(String),
    HalfDay,
}

/// The `m` before seconds are minutes.
fn is_before_seconds(rest: &[Token]) -> bool {
    rest.iter().find_map(|token| match token {
        Token::Code(code, _) => Some(*code == 's'),
        Token::Literal(_) | Token::HalfDay => None,
    }) == Some(true)
}

fn tokens(pattern: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let lower = pattern.to_ascii_lowercase();
    let mut skip_until = 0;
    for (at, part) in parts(pattern).map(|part| (part.at, part)).collect::<Vec<_>>() {
        if at < skip_until {
            continue;
        }
        let Some(sign) = part.sign() else {
            tokens.push(Token::Literal(part.text.to_owned()));
            continue;
        };
        let half = ["am/pm", "a/p"].into_iter().find(|half| lower.get(at..).is_some_and(|rest| rest.starts_with(half)));
        match (half, sign.to_ascii_lowercase()) {
            (Some(half), _) => {
                tokens.push(Token::HalfDay);
                skip_until = at + half.len();
            }
            (None, code @ ('y' | 'm' | 'd' | 'h' | 's')) => match tokens.last_mut() {
                Some(Token::Code(before, count)) if *before == code => *count += 1,
                _ => tokens.push(Token::Code(code, 1)),
            },
            (None, '/' | '-' | '.' | ',' | ':' | ' ') => tokens.push(Token::Literal(sign.to_string())),
            // The place of any text, which a moment is not.
            (None, '@') => {}
            _ => return None,
        }
    }
    (!tokens.is_empty()).then_some(tokens)
}

/// Patterns for negative numbers, zero and text follow after semicolons.
fn first_section(pattern: &str) -> &str {
    let end = parts(pattern).find(|part| part.sign() == Some(';')).map_or(pattern.len(), |part| part.at);
    &pattern[..end]
}

/// One sign of a pattern, or a stretch that stands for itself.
struct Part<'p> {
    at: usize,
    text: &'p str,
    is_literal: bool,
}

impl Part<'_> {
    fn sign(&self) -> Option<char> {
        (!self.is_literal).then(|| self.text.chars().next()).flatten()
    }
}

/// `"words"`, `\w` and `_w` are literal; `[$-809]` and colours in brackets say nothing here.
fn parts(pattern: &str) -> impl Iterator<Item = Part<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &pattern[at..];
            let first = rest.chars().next()?;
            let start = at;
            match first {
                '"' => {
                    let end = rest[1..].find('"').map_or(rest.len(), |end| end + 1);
                    at += (end + 1).min(rest.len());
                    return Some(Part { at: start, text: &rest[1..end], is_literal: true });
                }
                '\\' | '_' | '*' => {
                    let next = rest[1..].chars().next().map_or(0, char::len_utf8);
                    at += 1 + next;
                    let text = if first == '\\' { &rest[1..1 + next] } else { " " };
                    return Some(Part { at: start, text, is_literal: true });
                }
                '[' => {
                    at += rest.find(']').map_or(rest.len(), |end| end + 1);
                }
                _ => {
                    at += first.len_utf8();
                    return Some(Part { at: start, text: &rest[..first.len_utf8()], is_literal: false });
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn percentages() {
        for (number, pattern, text) in [
            (0.425, "0%", Some("43%")),
            (0.4256, "0.0%", Some("42.6%")),
            (-0.05, "0.00%;[Red]-0.00%", Some("-5.00%")),
            (1.0, "#,##0 %", Some("100%")),
            (0.5, "0.00", None),
            (0.5, "0\" % of all\"", None),
            (0.5, "", None),
        ] {
            assert_eq!(percentage(number, pattern).as_deref(), text, "{pattern}");
        }
    }

    #[test]
    fn moments_by_their_pattern() {
        // Wednesday 28 January 2026, five past two in the afternoon.
        let at = ExcelDateTime::new(46050.0 + (14.0 * 60.0 + 5.0) / 1440.0, ExcelDateTimeType::DateTime, false);
        for (pattern, text) in [
            ("dd/mm/yyyy", Some("28/01/2026")),
            ("d mmmm yyyy", Some("28 January 2026")),
            ("[$-809]dddd, d mmm yy;@", Some("Wednesday, 28 Jan 26")),
            ("mmm\\-yy", Some("Jan-26")),
            ("ddd \"at\" h:mm AM/PM", Some("Wed at 2:05 PM")),
            ("hh:mm:ss", Some("14:05:00")),
            ("mm:ss", Some("05:00")),
            ("yyyy-mm-dd hh:mm", Some("2026-01-28 14:05")),
            ("mmmmm", Some("J")),
            ("[$-411]ggge", None),
            ("General", None),
            ("", None),
        ] {
            assert_eq!(moment(&at, pattern).as_deref(), text, "{pattern}");
        }
    }
}
