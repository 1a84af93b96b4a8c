//! Sources, and what one of them would bring.

use std::fmt::Write;

use catalogue::SourceSummary;
use engine::{SourceRemoved, SourceTrial};

use super::resources::kind_words;
use super::{count, fields, on_one_line, paragraph};

pub fn source_list(sources: &[SourceSummary]) -> String {
    sources
        .iter()
        .map(|source| format!("{}\n{}", on_one_line(&source.name), source_fields(source)))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Of a source that need not be kept.
fn trial_fields(source: &SourceSummary) -> String {
    let mut rows = what_it_is(source);
    rows.extend(rights(source));
    fields(&rows)
}

fn rights(source: &SourceSummary) -> Option<(&'static str, String)> {
    (!source.attribution.is_empty()).then(|| ("Rights", source.attribution.clone()))
}

fn what_it_is(source: &SourceSummary) -> Vec<(&'static str, String)> {
    let place = if source.is_folder { "Folder" } else { "Site" };
    let place = Some((place, on_one_line(&source.site))).filter(|(_, place)| !place.is_empty());
    [("Id", source.id.to_string())].into_iter().chain(place).collect()
}

fn source_fields(source: &SourceSummary) -> String {
    let mut rows = what_it_is(source);
    if source.built_in {
        rows.push(("Came", "with the program".to_owned()));
    }
    rows.push(("Resources", source.resources.to_string()));
    if let Some(problem) = &source.problem {
        rows.push(("Problem", on_one_line(problem)));
    }
    rows.extend(rights(source));
    fields(&rows)
}

pub fn source_added(source: &SourceSummary) -> String {
    format!(
        "Added:\n{}\nNothing has changed in the library yet. The next refresh reads it; to read it now:\n\n  together refresh --source {}\n",
        source_list(std::slice::from_ref(source)),
        source.id
    )
}

pub fn source_removed(removed: &SourceRemoved) -> String {
    let SourceRemoved { id, withdrawn } = removed;
    match withdrawn {
        0 => format!("The source “{id}” was removed. There was nothing of it in the library.\n"),
        count => format!(
            "The source “{id}” was removed. Still readable, marked as withdrawn: {}.\n",
            super::count(u64::from(*count), "resource", "resources")
        ),
    }
}

/// Empty of resources where the source could not be read at all; why is told on standard error.
pub fn source_trial(trial: &SourceTrial) -> String {
    let source = &trial.source;
    let mut out = format!("{}\n{}", on_one_line(&source.name), trial_fields(source));
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
                built_in: false,
                is_folder: false,
                resources: 0,
                problem: None,
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

    #[test]
    fn what_was_added_and_removed_is_told_with_what_comes_next() {
        let source = SourceSummary {
            id: SourceId::from("ward"),
            name: "Ward\u{1b}[2J folder".into(),
            site: "/media/stick".into(),
            attribution: String::new(),
            built_in: false,
            is_folder: true,
            resources: 0,
            problem: Some("It makes no sense.".into()),
        };
        insta::assert_snapshot!(source_added(&source), @r"
        Added:
        Ward [2J folder
          Id         ward
          Folder     /media/stick
          Resources  0
          Problem    It makes no sense.

        Nothing has changed in the library yet. The next refresh reads it; to read it now:

          together refresh --source ward
        ");
        let removed = |withdrawn| source_removed(&SourceRemoved { id: SourceId::from("ward"), withdrawn });
        assert!(removed(1).ends_with("Still readable, marked as withdrawn: 1 resource.\n"));
        assert!(removed(0).ends_with("There was nothing of it in the library.\n"));
    }
}
