//! Why a resource was found and why it stands where it stands, in words.

use crate::choose::{ChosenResource, EXACT_TITLE, NEAR_TITLE, TOGETHER, WHOLE};
use crate::plan::{Group, Origin, Plan};
use crate::score::Parts;

/// Weightiest first.
pub fn why(plan: &Plan, chosen: &ChosenResource, parts: &Parts) -> Vec<String> {
    let mut why = Vec::new();
    if chosen.related {
        why.push("has none of the words; shares words with the best of what has them".to_owned());
        return why;
    }
    why.extend(match chosen.steps {
        EXACT_TITLE => Some("its title is what was typed, so it comes first".to_owned()),
        NEAR_TITLE => Some("its title begins with what was typed, or is it with a misspelling put right".to_owned()),
        TOGETHER if plan.groups.len() > 1 => {
            Some("every word that the library has stands on one page of it, or in what is said about it".to_owned())
        }
        WHOLE if plan.groups.len() > 1 => {
            Some("every word that the library has stands in it, on different pages".to_owned())
        }
        _ => None,
    });
    for (bit, group) in plan.groups.iter().enumerate().filter(|(_, group)| !group.common) {
        let places = parts.places_of(bit);
        let typed = &group.typed;
        match places.is_empty() {
            true => why.push(format!("“{typed}” is not in it")),
            false => why.push(format!("“{typed}” {}: {}", stands_for(group), places.join(", "))),
        }
    }
    let Parts { card, page, subject, .. } = parts;
    why.push(format!(
        "fit {:.1}: title and summary {card:.1}, best page {page:.1}, words of the subject {subject:.1}",
        card + page + subject
    ));
    if parts.preferred {
        why.push("it is in the language asked for first".to_owned());
    }
    if parts.withdrawn {
        why.push("it was withdrawn, so it stands below all that is current".to_owned());
    }
    why
}

/// What a word was looked up as, beside itself and its own forms.
fn stands_for(group: &Group) -> String {
    let mut others: Vec<(Origin, String)> = Vec::new();
    let terms = group.terms.iter().map(|term| (term.origin, term.term.clone()));
    let phrases = group.phrases.iter().map(|phrase| {
        let words: Vec<&str> = phrase.words.iter().map(|(_, word)| word.as_str()).collect();
        (phrase.origin, words.join(" "))
    });
    let titles = group.titles.iter().map(|(title, _)| (Origin::Near, title.clone()));
    for (origin, words) in terms.chain(phrases).chain(titles) {
        let told =
            matches!(origin, Origin::Joined | Origin::Spelling | Origin::Synonym | Origin::Correction | Origin::Near);
        if told && others.len() < 6 && others.iter().all(|(_, known)| !words.starts_with(known.as_str())) {
            others.push((origin, words));
        }
    }
    let others: Vec<String> = others.into_iter().map(|(_, words)| format!("“{words}”")).collect();
    if others.is_empty() { "or another form of it".to_owned() } else { format!("or {}", others.join(", ")) }
}
