//! What a search found.

use std::fmt::Write;

use catalogue::{Hit, Passage, ResourceState, SearchAnswer, Suggestion, SuggestionKind, TrustState};

use super::{MARK, UNMARK, count, on_one_line, paragraph};

pub fn search_answer(answer: &SearchAnswer) -> String {
    let mut out = String::new();
    let found = match answer.total {
        0 => "Nothing found".to_owned(),
        total => format!("{} found", count(u64::from(total), "resource", "resources")),
    };
    let _ = writeln!(out, "{found} for “{}”.", on_one_line(&answer.query));
    // Where nothing was found, words that only say so again are left out.
    let says_more = answer.total > 0 || !answer.understood_as.contains(&answer.query);
    if answer.understood_as != answer.query && !answer.understood_as.is_empty() && says_more {
        let _ = writeln!(out, "Searched for: {}", on_one_line(&answer.understood_as));
    }
    if !answer.complete {
        let (searchable, documents) = (answer.searchable, answer.documents);
        let _ = writeln!(
            out,
            "{searchable} of {documents} documents are searchable so far; “together reindex” makes the others so."
        );
    }
    let mut related = false;
    for (index, hit) in answer.hits.iter().enumerate() {
        if hit.related && !related {
            related = true;
            out.push_str("\nOn the same subject, without the words:\n");
        }
        let _ = write!(out, "\n{}. {}", index + 1, hit_lines(hit));
    }
    let shown = answer.hits.len() as u64;
    if u64::from(answer.total) > shown && shown > 0 {
        let _ = writeln!(out, "\nThe best {shown} are shown; --limit shows more.");
    }
    out
}

/// One query of a batch, short: its id, how many were found, and the titles.
pub fn batch_answer(query_id: &str, answer: &SearchAnswer) -> String {
    let mut out = format!("{}: {}\n", on_one_line(query_id), count(u64::from(answer.total), "resource", "resources"));
    for hit in &answer.hits {
        let _ = writeln!(out, "  {}  {}", hit.resource, on_one_line(&hit.title));
    }
    out
}

fn hit_lines(hit: &Hit) -> String {
    let mut out = format!("{}\n", on_one_line(&hit.title));
    let stands = match &hit.trust {
        Some(trust) if trust.state != TrustState::Current => format!(", {}", super::trust::state(trust)),
        None if hit.state == ResourceState::Withdrawn => ", withdrawn from the site".to_owned(),
        _ => String::new(),
    };
    out += &paragraph(
        &format!("{}  {}, {}{stands}", hit.resource, super::resources::kind_words(hit.kind), hit.language),
        3,
    );
    for passage in &hit.passages {
        let place = match (passage.page, &passage.attachment) {
            (Some(page), _) if passage.from_picture => format!("page {page}, read from a picture: "),
            (Some(page), _) => format!("page {page}: "),
            (None, Some(_)) => "text: ".to_owned(),
            (None, None) => String::new(),
        };
        out += &paragraph(&format!("{place}{}", on_one_line_marked(passage)), 3);
    }
    if !hit.same_as.is_empty() {
        let ids: Vec<&str> = hit.same_as.iter().map(|id| id.as_str()).collect();
        let _ = writeln!(out, "   the same file: {}", ids.join(", "));
    }
    for reason in &hit.why {
        out += &paragraph(&format!("why: {}", on_one_line(reason)), 3);
    }
    out
}

pub fn suggestions(suggestions: &[Suggestion]) -> String {
    let mut out = String::new();
    for suggestion in suggestions {
        let kind = match suggestion.kind {
            SuggestionKind::Title => "title",
            SuggestionKind::Topic => "topic",
            SuggestionKind::Word => "word",
        };
        let id = suggestion.resource.as_ref().map_or(String::new(), |id| format!("  {id}"));
        let _ = writeln!(out, "{kind}: {}{id}", on_one_line(&suggestion.words));
    }
    if out.is_empty() { "Nothing in the library begins so.\n".to_owned() } else { out }
}

/// The snippet on one line, its highlights marked. Ranges that do not fit the snippet mark nothing.
fn on_one_line_marked(passage: &Passage) -> String {
    let mut marked = String::with_capacity(passage.snippet.len() + 16);
    for (at, c) in passage.snippet.chars().enumerate() {
        let at = at as u32;
        if passage.highlights.iter().any(|(from, to)| *from == at && from < to) {
            marked.push(MARK);
        }
        marked.push(if c.is_whitespace() || matches!(c, MARK | UNMARK) { ' ' } else { c });
        if passage.highlights.iter().any(|(from, to)| *to == at + 1 && from < to) {
            marked.push(UNMARK);
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use catalogue::{AttachmentId, Kind, ResourceId};

    use super::*;

    fn hit(passages: Vec<Passage>) -> Hit {
        Hit {
            resource: ResourceId::from("k3m9qp2x7a"),
            title: "Asthma:\na guide".into(),
            kind: Kind::QuestionsAndAnswers,
            language: "en".into(),
            state: ResourceState::Withdrawn,
            score: 3.5,
            passages,
            related: false,
            same_as: Vec::new(),
            trust: None,
            why: Vec::new(),
        }
    }

    fn answer(total: u32, hits: Vec<Hit>) -> SearchAnswer {
        SearchAnswer {
            query: "asthma".into(),
            understood_as: "asthma".into(),
            total,
            took_ms: 0.3,
            complete: true,
            hits,
            ..SearchAnswer::default()
        }
    }

    #[test]
    fn hits_are_numbered_with_their_pages_and_snippets() {
        let page = Passage {
            attachment: Some(AttachmentId::from("a1b2c3d4e5f6")),
            page: Some(3),
            snippet: "Help with হাঁপানি\nand asthma at night.".into(),
            highlights: vec![(10, 17), (90, 95)],
            from_picture: false,
        };
        let title = Passage {
            attachment: None,
            page: None,
            snippet: "Asthma: a guide".into(),
            highlights: vec![],
            from_picture: false,
        };
        insta::assert_snapshot!(super::super::on_screen(&search_answer(&answer(5, vec![hit(vec![page, title])])), false), @r"
        5 resources found for “asthma”.

        1. Asthma: a guide
           k3m9qp2x7a  questions and answers, en, withdrawn from the site
           page 3: Help with হাঁপানি and asthma at night.
           Asthma: a guide

        The best 1 are shown; --limit shows more.
        ");
    }

    #[test]
    fn nothing_found_says_what_was_searched() {
        let answer = SearchAnswer {
            understood_as: "asma or athma".into(),
            complete: false,
            searchable: 212,
            documents: 340,
            ..answer(0, vec![])
        };
        insta::assert_snapshot!(search_answer(&answer), @r"
        Nothing found for “asthma”.
        Searched for: asma or athma
        212 of 340 documents are searchable so far; “together reindex” makes the others so.
        ");
    }

    #[test]
    fn ranges_mark_whole_characters_and_wrong_ones_mark_nothing() {
        for (snippet, highlights, marked) in [
            ("abc", vec![(1, 2)], "a[b]c"),
            ("abc", vec![(0, 3)], "[abc]"),
            ("হাঁ b", vec![(0, 3)], "[হাঁ] b"),
            ("abc", vec![(2, 1), (7, 9)], "abc"),
            ("abc", vec![(1, 1)], "abc"),
        ] {
            let passage =
                Passage { attachment: None, page: None, snippet: snippet.into(), highlights, from_picture: false };
            let shown = on_one_line_marked(&passage).replace(MARK, "[").replace(UNMARK, "]");
            assert_eq!(shown, marked);
        }
    }
}
