//! Sources, and what one of them would bring.

use std::fmt::Write;

use engine::{SourceSummary, SourceTrial};

use super::resources::kind_words;
use super::{count, fields, on_one_line, paragraph};

pub fn source_list(sources: &[SourceSummary]) -> String {
    sources
        .iter()
        .map(|source| format!("{}\n{}", on_one_line(&source.name), source_fields(source)))
        .collect::<Vec<_>>()
        .join("\n")
}

fn source_fields(source: &SourceSummary) -> String {
    let mut rows = vec![("Id", source.id.to_string()), ("Site", source.site.clone())];
    if !source.attribution.is_empty() {
        rows.push(("Rights", source.attribution.clone()));
    }
    fields(&rows)
}

/// Empty of resources where the source could not be read at all; why is told on standard error.
pub fn source_trial(trial: &SourceTrial) -> String {
    let mut out = source_list(std::slice::from_ref(&trial.source));
    let about = if trial.about_found { "found" } else { "not found" };
    let whole = if trial.complete { "" } else { "; not every page could be read" };
    let _ = writeln!(
        out,
        "\n{}{whole}. The page with the vision was {about}. Nothing was written.",
        count(trial.resources.len() as u64, "resource", "resources")
    );
    for resource in &trial.resources {
        let _ = writeln!(out, "\n{}", on_one_line(&resource.title));
        let _ = writeln!(out, "  {}, {}", kind_words(resource.kind), on_one_line(&resource.language));
        out += &paragraph(&resource.summary, 2);
        for address in resource.files.iter().chain(&resource.links) {
            let _ = writeln!(out, "  {}", on_one_line(address));
        }
    }
    if !trial.problems.is_empty() {
        let _ = writeln!(out, "\n{}", count(trial.problems.len() as u64, "problem", "problems"));
        for problem in &trial.problems {
            out += &paragraph(&on_one_line(&problem.message), 2);
            if !problem.url.is_empty() {
                let _ = writeln!(out, "    {}", on_one_line(&problem.url));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use catalogue::{Kind, Problem, SourceId};
    use engine::TriedResource;

    use super::*;

    #[test]
    fn a_trial_shows_what_would_come() {
        let trial = SourceTrial {
            source: SourceSummary {
                id: SourceId::from("one"),
                name: "A site".into(),
                site: "https://example.org".into(),
                attribution: "Theirs.".into(),
            },
            resources: vec![TriedResource {
                title: "A leaflet".into(),
                summary: "About it.".into(),
                kind: Kind::BoardPaper,
                language: "en".into(),
                page_url: "https://example.org/list".into(),
                files: vec!["https://example.org/a.pdf".into()],
                links: vec![],
            }],
            about_found: false,
            complete: false,
            requests: 3,
            problems: vec![Problem {
                code: "gone".into(),
                url: "https://example.org/x".into(),
                message: "It is gone.".into(),
            }],
            code: None,
            message: None,
        };
        insta::assert_snapshot!(source_trial(&trial), @r"
        A site
          Id      one
          Site    https://example.org
          Rights  Theirs.

        1 resource; not every page could be read. The page with the vision was not found. Nothing was written.

        A leaflet
          board paper, en
          About it.
          https://example.org/a.pdf

        1 problem
          It is gone.
            https://example.org/x
        ");
    }
}
