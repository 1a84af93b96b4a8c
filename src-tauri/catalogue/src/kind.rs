//! What a resource is. The site does not say, so it is guessed from words, and shown as a guess.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Leaflet,
    Guide,
    QuestionsAndAnswers,
    Strategy,
    Framework,
    Report,
    CaseStudies,
    BoardPaper,
    Form,
    Toolkit,
    Service,
    Video,
    #[default]
    Other,
}

impl Kind {
    pub const ALL: [Kind; 13] = [
        Kind::Leaflet,
        Kind::Guide,
        Kind::QuestionsAndAnswers,
        Kind::Strategy,
        Kind::Framework,
        Kind::Report,
        Kind::CaseStudies,
        Kind::BoardPaper,
        Kind::Form,
        Kind::Toolkit,
        Kind::Service,
        Kind::Video,
        Kind::Other,
    ];

    /// The name on the wire and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Leaflet => "leaflet",
            Kind::Guide => "guide",
            Kind::QuestionsAndAnswers => "questions_and_answers",
            Kind::Strategy => "strategy",
            Kind::Framework => "framework",
            Kind::Report => "report",
            Kind::CaseStudies => "case_studies",
            Kind::BoardPaper => "board_paper",
            Kind::Form => "form",
            Kind::Toolkit => "toolkit",
            Kind::Service => "service",
            Kind::Video => "video",
            Kind::Other => "other",
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name())
    }
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let wanted = name.trim().to_lowercase().replace(['-', ' '], "_");
        Kind::ALL.into_iter().find(|kind| kind.name() == wanted).ok_or_else(|| {
            let known: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            format!("there is no kind “{name}”; the kinds are {}", known.join(", "))
        })
    }
}

/// The words that tell a kind, most telling first: within one text the earliest row that matches wins. Compared
/// with whole words of the lower-cased text.
const WORDS: &[(Kind, &[&str])] = &[
    (
        Kind::QuestionsAndAnswers,
        &["q&a", "q & a", "faq", "faqs", "questions and answers", "frequently asked questions"],
    ),
    (
        Kind::BoardPaper,
        &["board meeting", "wellbeing board", "board paper", "board papers", "minutes", "agenda", "progress report"],
    ),
    (Kind::CaseStudies, &["case study", "case studies", "success stories", "success story"]),
    (Kind::Framework, &["framework"]),
    (Kind::Strategy, &["strategy", "borough plan", "plan", "charter"]),
    (Kind::Toolkit, &["toolkit", "tool kit"]),
    (Kind::Form, &["form", "referral form", "application form"]),
    (Kind::Report, &["report", "evaluation", "findings", "survey", "results", "executive summary"]),
    (
        Kind::Leaflet,
        &["leaflet", "leaflets", "booklet", "flyer", "poster", "factsheet", "fact sheet", "easy read", "easy-read"],
    ),
    (Kind::Guide, &["guide", "guidance", "handbook", "manual"]),
    (Kind::Video, &["video", "videos", "film", "animation", "animations"]),
    (Kind::Service, &["launch", "launches", "service", "services", "clinic", "centre"]),
];

/// Words that tell a kind in a title or on a button, and mean something else in running text ("three minutes long",
/// "a six week plan", "symptoms form").
const ONLY_IN_NAMES: &[&str] = &["minutes", "plan", "form"];

/// A kind from words: the title is believed before the link labels, and those before the summary.
pub fn guess_kind(title: &str, labels: &[&str], summary: &str) -> Kind {
    let labels = labels.join(" · ");
    let in_names = [title, labels.as_str()].into_iter().find_map(|text| kind_of_words(text, &[]));
    in_names.or_else(|| kind_of_words(summary, ONLY_IN_NAMES)).unwrap_or(Kind::Other)
}

fn kind_of_words(text: &str, unless: &[&str]) -> Option<Kind> {
    let text = text.to_lowercase();
    let tells = |word: &str| !unless.contains(&word) && has_word(&text, word);
    WORDS.iter().find(|(_, words)| words.iter().any(|word| tells(word))).map(|(kind, _)| *kind)
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nine_entries_that_are_known() {
        for (title, summary, kind) in [
            (
                "OCEAN - Offering Compassionate & Emotional Support",
                "Download the FULL Q&A for Health Professionals",
                Kind::QuestionsAndAnswers,
            ),
            ("Tower Hamlets Together: Health and Social Care Workforce Strategy 2021-2024", "", Kind::Strategy),
            ("Tower Hamlets Together - Shared Outcomes Framework", "includes case studies", Kind::Framework),
            (
                "Let’s keep young people and children safe and healthy",
                "Read our parents’ guide to accessing services",
                Kind::Guide,
            ),
            ("Health and Wellbeing Board - 17 November 2020", "Independent Chair's Progress Report", Kind::BoardPaper),
            ("Hestia & ELFT launch the Together Café Service in Tower Hamlets – May 2020", "", Kind::Service),
            ("Covid-19 THT Partnership success stories and case studies", "", Kind::CaseStudies),
            ("What Would You Do? - HealthWatch Tower Hamlets Part 2", "Download detailed results", Kind::Report),
        ] {
            assert_eq!(guess_kind(title, &[], summary), kind, "{title}");
        }
    }

    #[test]
    fn words_of_two_meanings_count_in_names_only() {
        assert_eq!(guess_kind("Fever", &[], "An animation, three minutes long."), Kind::Video);
        assert_eq!(guess_kind("Sore knees", &[], "With a six week plan. Scars form slowly."), Kind::Other);
        assert_eq!(guess_kind("Board, May 2021", &["Minutes"], ""), Kind::BoardPaper);
        assert_eq!(guess_kind("Falls", &["Referral form"], "A service"), Kind::Form);
    }

    #[test]
    fn parts_of_words_do_not_count() {
        assert_eq!(guess_kind("Information about transformation", &[], ""), Kind::Other);
    }

    #[test]
    fn names_are_read_back() {
        for kind in Kind::ALL {
            assert_eq!(kind.name().parse::<Kind>(), Ok(kind));
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{}\"", kind.name()));
        }
    }
}
