//! Searches that found nothing, for the people who look after the library: words, how often, in which month. Nothing
//! about who searched, or when exactly; and no words that look like a person's number or address.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::title::tidy_spaces;

/// Different words that are kept; the rarest of the longest past go first.
pub const MOST_GAPS: usize = 500;
/// In characters. Longer ones are a question or something that was pasted.
const LONGEST: usize = 80;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Gap {
    /// In lower case.
    pub words: String,
    /// How often they found nothing in this month.
    pub times: u32,
    /// For example `2026-11`.
    pub month: String,
}

/// The words as they may be noted; `None` where they may not be: too long, without two letters, or with a number or
/// sign that may belong to a person (a date of birth, a telephone or NHS number, an e-mail address).
pub fn gap_words(words: &str) -> Option<String> {
    let tidy: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let tidy = tidy_spaces(&tidy).to_lowercase();
    let letters = tidy.chars().filter(|c| c.is_alphabetic()).count();
    let digits = tidy.chars().filter(|c| c.is_numeric()).count();
    let fits = letters >= 2 && digits <= 4 && tidy.chars().count() <= LONGEST && !tidy.contains('@');
    // One year may stand there; a date has another number beside it.
    let numbers = tidy.split(|c: char| !c.is_numeric()).filter(|number| !number.is_empty()).count();
    (fits && (numbers <= 1 || digits <= 2)).then_some(tidy)
}

/// Notes that these words found nothing. Says whether they were noted.
pub fn note_gap(gaps: &mut Vec<Gap>, words: &str, at: Timestamp) -> bool {
    let Some(words) = gap_words(words) else { return false };
    let month = at.strftime("%Y-%m").to_string();
    if let Some(known) = gaps.iter_mut().find(|gap| gap.words == words && gap.month == month) {
        known.times = known.times.saturating_add(1);
        return true;
    }
    if gaps.len() >= MOST_GAPS
        && let Some((place, _)) = gaps
            .iter()
            .enumerate()
            .min_by(|(_, one), (_, other)| one.month.cmp(&other.month).then(one.times.cmp(&other.times)))
    {
        gaps.remove(place);
    }
    gaps.push(Gap { words, times: 1, month });
    true
}

/// The newest month first, in it what was asked for most.
pub fn gaps_in_order(mut gaps: Vec<Gap>) -> Vec<Gap> {
    gaps.sort_by(|one, other| {
        other.month.cmp(&one.month).then(other.times.cmp(&one.times)).then_with(|| one.words.cmp(&other.words))
    });
    gaps
}

/// The list as a table that spreadsheets open: comma-separated, quoted, UTF-8. Cells that a spreadsheet would take for
/// a formula begin with an apostrophe.
pub fn gaps_as_table(gaps: &[Gap]) -> String {
    let cell = |text: &str| {
        let guard = if text.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    };
    let rows = gaps.iter().map(|gap| format!("{},{},{}\r\n", cell(&gap.month), gap.times, cell(&gap.words)));
    // The mark at the start tells spreadsheets that this is UTF-8.
    std::iter::once("\u{feff}month,times,words\r\n".to_owned()).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn what_may_belong_to_a_person_is_not_noted() {
        for (words, noted) in [
            ("  Lymph\tOedema ", Some("lymph oedema")),
            ("covid 19", Some("covid 19")),
            ("strategy 2021", Some("strategy 2021")),
            ("ওষুধ", Some("ওষুধ")),
            ("485 777 3456", None),
            ("jane 4857773456", None),
            ("born 12/03", None),
            ("smith 12/03/54", None),
            ("jane@example.org", None),
            ("020 7946", None),
            ("x", None),
            ("", None),
            (&"word ".repeat(30), None),
        ] {
            assert_eq!(gap_words(words).as_deref(), noted, "{words}");
        }
    }

    #[test]
    fn words_are_counted_by_month() {
        let mut gaps = Vec::new();
        for (words, moment) in [
            ("lymphoedema", "2026-10-31T23:00:00Z"),
            ("Lymphoedema ", "2026-11-01T09:00:00Z"),
            ("hoists", "2026-11-02T09:00:00Z"),
            ("lymphoedema", "2026-11-03T09:00:00Z"),
        ] {
            assert!(note_gap(&mut gaps, words, at(moment)));
        }
        assert!(!note_gap(&mut gaps, "07700 900123", at("2026-11-03T09:00:00Z")));
        let table = gaps_as_table(&gaps_in_order(gaps));
        assert_eq!(
            table,
            "\u{feff}month,times,words\r\n\"2026-11\",2,\"lymphoedema\"\r\n\"2026-11\",1,\"hoists\"\r\n\"2026-10\",1,\"lymphoedema\"\r\n"
        );
    }

    #[test]
    fn the_list_has_an_end_and_the_rarest_of_the_past_go_first() {
        let mut gaps = Vec::new();
        note_gap(&mut gaps, "often", at("2026-01-01T00:00:00Z"));
        note_gap(&mut gaps, "often", at("2026-01-01T00:00:00Z"));
        note_gap(&mut gaps, "once", at("2026-01-02T00:00:00Z"));
        for number in 0..MOST_GAPS - 1 {
            let letters: String = number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
            note_gap(&mut gaps, &format!("word {letters}"), at("2026-02-01T00:00:00Z"));
        }
        assert_eq!(gaps.len(), MOST_GAPS);
        assert!(gaps.iter().any(|gap| gap.words == "often") && gaps.iter().all(|gap| gap.words != "once"));
    }

    #[test]
    fn a_spreadsheet_runs_nothing() {
        let gap = |words: &str| Gap { words: words.into(), times: 1, month: "2026-11".into() };
        let table = gaps_as_table(&[gap("=cmd|' /c calc'!a0"), gap("say \"hello\""), gap("-waiting")]);
        assert!(
            table.contains("\"'=cmd|") && table.contains("\"say \"\"hello\"\"\"") && table.contains("\"'-waiting\"")
        );
    }
}
