//! What was searched in fact, in words for a reader.

use crate::choose::Chosen;
use crate::plan::{Form, Origin, Plan};

/// The query itself where it was taken as it came; else what was corrected, left out or relaxed.
/// `corrected` is what [`corrected`] gives.
pub fn understood(query: &str, plan: &Plan, chosen: &Chosen, corrected: Option<&str>) -> String {
    let mut remarks = Vec::new();
    if let Some(corrected) = corrected {
        remarks.push(format!("showing results for “{corrected}”"));
    }
    for phrase in &plan.nowhere {
        remarks.push(format!("“{phrase}” is nowhere word for word, so its words were searched one by one"));
    }
    for group in &plan.groups {
        let typed = &group.typed;
        if let [(title, _), others @ ..] = &group.titles[..] {
            let more = if others.is_empty() { "" } else { " and others" };
            remarks.push(format!("“{typed}” may be short for “{title}”{more}"));
        }
        if !group.near.is_empty() {
            let near: Vec<&str> = group.near.iter().map(String::as_str).collect();
            remarks.push(format!("“{typed}” is nowhere, so words like it were searched: {}", listed(&near)));
        }
    }
    let synonyms = synonyms(plan, chosen);
    if !synonyms.is_empty() {
        remarks.push(format!("also searched for {}", listed(&synonyms.iter().map(String::as_str).collect::<Vec<_>>())));
    }
    let nowhere: Vec<&str> = chosen
        .nowhere
        .iter()
        .filter_map(|nth| plan.groups.get(*nth))
        .filter(|group| group.corrected.is_none())
        .map(|group| group.typed.as_str())
        .collect();
    if !nowhere.is_empty() {
        remarks.push(format!("nothing was found for {}", listed(&nowhere)));
    }
    if !plan.left_out.is_empty() {
        let kept: Vec<&str> = plan.groups.iter().map(|group| group.typed.as_str()).collect();
        remarks.push(format!("so many words cannot all count: searched for {}", listed(&kept)));
    }
    if chosen.relaxed {
        remarks.push(match chosen.whole {
            0 => "nothing has all the words, so results with some of them are shown".to_owned(),
            _ => "few results have all the words, so results with some of them follow".to_owned(),
        });
    } else if plan.long && !chosen.found.is_empty() {
        remarks.push("results with most of the words come first".to_owned());
    }
    if remarks.is_empty() { query.to_owned() } else { remarks.join("; ") }
}

/// What means the same and was found too, each once.
fn synonyms(plan: &Plan, chosen: &Chosen) -> Vec<String> {
    let mut synonyms: Vec<String> = Vec::new();
    for group in plan.groups.iter().filter(|_| !chosen.resources.is_empty()) {
        let terms = group.terms.iter().filter(|term| term.form != Form::Stem && term.origin == Origin::Synonym);
        let phrases = group.phrases.iter().filter(|phrase| phrase.origin == Origin::Synonym);
        let phrases =
            phrases.map(|phrase| phrase.words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" "));
        for words in terms.map(|term| term.term.clone()).chain(phrases) {
            if !synonyms.contains(&words) {
                synonyms.push(words);
            }
        }
    }
    synonyms
}

/// The query with misspelt words replaced where they stand; none where no word was taken for another.
pub fn corrected(query: &str, plan: &Plan) -> Option<String> {
    if plan.groups.iter().all(|group| group.corrected.is_none()) {
        return None;
    }
    let mut text = query.trim().to_owned();
    for group in &plan.groups {
        if let Some(corrected) = &group.corrected
            && let Some(at) = text.find(&group.typed)
        {
            text.replace_range(at..at + group.typed.len(), corrected);
        }
    }
    Some(text)
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join(", ")
}
