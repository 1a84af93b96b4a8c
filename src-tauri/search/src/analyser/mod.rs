//! The one analyser, for index and query alike: text -> units of words -> terms.
//!
//! Normal form KC, words by UAX #29, each folded to one spelling ([`fold`]); then what belongs together: words joined by
//! hyphens, `A&E`, telephone numbers, postcodes; and scripts without spaces, letter by letter and in pairs.
//! Whatever changes here changes [`crate::schema::FORMAT`].

mod arabic;
mod bengali;
mod bounds;
pub mod english;
pub mod fold;
mod normal;
mod somali;
mod stem;
mod unit;

pub use somali::stem as stem_of_somali;
pub use stem::{Spoken, stem, stem_of_script};
pub use unit::{Joint, Piece, Unit, pieces, units};

/// One entry for the index: a term where it stands.
#[cfg(test)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub text: String,
    /// Number of the word in the text; terms of one word share it.
    pub position: usize,
}

/// All terms of a text, in order of position.
#[cfg(test)]
pub fn terms(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    each_term(text, |term, position| terms.push(Term { text: term.to_owned(), position }));
    terms
}

/// Calls `each` with every term of a text and its position, in order of position.
pub fn each_term(text: &str, mut each: impl FnMut(&str, usize)) {
    let mut position = 0;
    pieces(text, |piece| {
        let unit = match piece {
            Piece::Plain { term, .. } => {
                each(term, position);
                position += 1;
                return;
            }
            Piece::Unit(unit) => unit,
        };
        for (nth, word) in unit.words.iter().enumerate() {
            let mut push = |term: &str| each(term, position + nth);
            push(&word.term);
            word.parts.iter().chain(&word.accented).for_each(|part| push(part));
            if nth == 0 {
                unit.joined.iter().for_each(|joined| push(joined));
            }
            if unit.joint == Joint::Letters
                && let Some(next) = unit.words.get(nth + 1)
            {
                push(&format!("{}{}", word.term, next.term));
            }
        }
        position += unit.words.len();
    });
}

/// The words of a text, folded and set apart by single spaces: two texts that differ only in case, accents and
/// punctuation are equal by it. Cut after 400 bytes or so.
pub fn key(text: &str) -> String {
    let mut key = String::new();
    units(text, |unit| {
        for word in &unit.words {
            if key.len() < 400 {
                if !key.is_empty() {
                    key.push(' ');
                }
                key.push_str(&word.term);
            }
        }
    });
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Terms of one position joined by `|`, positions by a space.
    fn table(text: &str) -> String {
        let mut table = String::new();
        let mut last = None;
        for term in terms(text) {
            if let Some(last) = last {
                table.push(if last == term.position { '|' } else { ' ' });
            }
            last = Some(term.position);
            table.push_str(&term.text);
        }
        table
    }

    #[test]
    fn text_to_terms() {
        for (text, expected) in [
            ("", ""),
            ("… — !?", ""),
            ("Flu Vaccine", "flu vaccine"),
            ("Café CAFE\u{301}", "cafe|café cafe|café"),
            ("Let’s let's LETS", "lets|let lets|let lets"),
            ("Parkinson’s disease", "parkinsons|parkinson disease"),
            ("isn't", "isnt|isn"),
            ("la'aan", "laaan|la|aan"),
            ("O`Brien", "o|obrien brien"),
            ("follow-up", "follow|followup up"),
            ("follow‑up care", "follow|followup up care"),
            ("Covid-19", "covid|covid19 19"),
            ("up-to-date", "up|uptodate to date"),
            ("2021–2024", "2021 2024"),
            ("one - two", "one two"),
            ("A&E", "a|a&e e"),
            ("the A & E department", "the a|a&e e department"),
            ("Q&A", "q|q&a a"),
            ("health & care", "health care"),
            ("www.nhs.uk", "www.nhs.uk|www|nhs|uk"),
            ("N.H.S. trust", "nhs|n.h.s trust"),
            ("e.g. this", "eg|e.g this"),
            ("1,000 mg", "1000|1|000 mg"),
            ("2.5 ml", "2.5|2|5 ml"),
            ("TH_Leaflet_v2.pdf", "th_leaflet_v2|th|leaflet|v2 pdf"),
            ("020 7364 5000", "020|02073645000 7364 5000"),
            ("+44 (0)20 7364 5000", "44|02073645000 0 20 7364 5000"),
            ("+44 20 7364 5000", "44|02073645000 20 7364 5000"),
            ("(020) 7364-5000", "020|02073645000 7364 5000"),
            ("E1 4DG", "e1|e14dg 4dg"),
            ("Covid-19 2020", "covid|covid19 19 2020"),
            ("pages 10 11 12 13 14 15", "pages 10 11 12 13 14 15"),
            // Bengali words stay whole; Somali and Arabic too.
            ("রক্তচাপ ও স্বাস্থ্য", "রক্তচাপ ও স্বাস্থ্য"),
            ("caafimaadka dhimirka", "caafimaadka dhimirka"),
            ("الصِّحَّة النفسية", "الصحه النفسيه"),
            // Scripts without spaces: letters and pairs of neighbours.
            ("糖尿病", "糖|糖尿 尿|尿病 病"),
            ("น้ำ", "น้|น้า า"),
            ("コロナ", "コ|コロ ロ|ロナ ナ"),
            ("Flu流感", "flu 流|流感 感"),
            ("ｗｉｄｅ ﬁt", "wide fit"),
            ("CO₂ and m²", "co|co2 2 and m|m2 2"),
            ("vaccine¹² Lucozade™ 1½", "vaccine|vaccine12 1 2 lucozade 1 1⁄2"),
            ("🙂 well 🙂", "well"),
            ("__init__ _a", "init a"),
        ] {
            assert_eq!(table(text), expected, "{text}");
        }
    }

    #[test]
    fn keys_forget_case_accents_and_punctuation() {
        assert_eq!(key("Together Café – open!"), key("together cafe open"));
        assert_ne!(key("Part 1"), key("Part 2"));
        assert!(key(&"word ".repeat(1000)).len() < 420);
    }
}
