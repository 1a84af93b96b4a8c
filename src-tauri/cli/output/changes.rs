//! What changed, in sentences, with the words as they were and as they are now.

use std::fmt::Write;

use catalogue::{Change, ChangeKind, ChangedWords, ResourceState, WhatsNew};

use super::{MARK, UNMARK, count, moment, on_one_line, paragraph};

/// What happened to one resource, below all else that is known of it.
pub fn history(changes: &[Change]) -> String {
    if changes.is_empty() {
        return String::new();
    }
    format!("\nWhat happened\n{}", change_lines(changes))
}

/// `noted`: from now on, what was shown counts as seen.
pub fn whats_new(news: &WhatsNew, noted: bool) -> String {
    let Some(since) = news.since else {
        let from_now_on = if noted { " From now on, what changes is told here." } else { "" };
        return format!("You have not looked before, so nothing is called new.{from_now_on}\n");
    };
    let since = moment(since);
    if news.resources.is_empty() && news.about.is_empty() {
        return format!("Nothing has changed since {since}.\n");
    }
    let mut out = match news.resources.len() {
        0 => format!("No resource has changed since {since}.\n"),
        1 => format!("1 resource has changed since {since}.\n"),
        many => format!("{many} resources have changed since {since}.\n"),
    };
    for told in &news.resources {
        let withdrawn = if told.state == ResourceState::Withdrawn { " (withdrawn)" } else { "" };
        let _ = write!(out, "\n{}{withdrawn}\n  {}\n", on_one_line(&told.title), told.resource);
        out += &change_lines(&told.changes);
    }
    if !news.about.is_empty() {
        let _ = write!(out, "\nThe partnership's page\n{}", change_lines(&news.about));
    }
    out
}

pub(super) fn change_lines(changes: &[Change]) -> String {
    let mut out = String::new();
    for change in changes {
        let new = if change.is_new { "  NEW" } else { "" };
        let _ = writeln!(out, "  {}{new}  {}", moment(change.at), on_one_line(&sentence(change)));
        if change.kind == ChangeKind::Moved {
            for (name, address) in [("was", &change.from), ("now", &change.to)] {
                let _ = writeln!(out, "    {name}: {}", on_one_line(address.as_deref().unwrap_or_default()));
            }
        }
        for words in &change.words {
            out += &words_lines(words);
        }
        if change.more_words {
            let more = if change.words.is_empty() { "Its words were not compared." } else { "There is more." };
            let _ = writeln!(out, "    {more}");
        }
    }
    out
}

fn sentence(change: &Change) -> String {
    let what = &change.what;
    match change.kind {
        ChangeKind::Added => "It came into the library.".into(),
        ChangeKind::TextRevised if what == "title" || what == "summary" => format!("The {what} has changed."),
        ChangeKind::TextRevised if what.is_empty() => "The text has changed.".into(),
        ChangeKind::TextRevised => format!("“{what}” has changed."),
        ChangeKind::DetailsRevised => {
            let what = if what == "date" { "date printed" } else { what };
            let value = |value: &Option<String>| value.as_deref().unwrap_or("none").replace('_', " ");
            format!("The {what}: now {}, before {}.", value(&change.to), value(&change.from))
        }
        ChangeKind::FileAdded => format!("A file was added: “{what}”."),
        ChangeKind::FileReplaced => format!("The file “{what}” was replaced by another."),
        ChangeKind::FileRemoved => format!("The file “{what}” is no longer on the site."),
        ChangeKind::Moved if what.is_empty() => "Its page has moved.".into(),
        ChangeKind::Moved => format!("The file “{what}” has moved."),
        ChangeKind::Withdrawn => "It left the site. It is kept here, marked as withdrawn.".into(),
        ChangeKind::CameBack => "It came back to the site.".into(),
    }
}

/// The stretch as it was and as it is now; what was not there, or is there no more, has no line.
fn words_lines(words: &ChangedWords) -> String {
    let page = words.page.map(|page| format!("page {page}, ")).unwrap_or_default();
    let line = |name: &str, changed: &str| {
        if changed.is_empty() {
            return String::new();
        }
        let marked = format!("{MARK}{}{UNMARK}", unmarked(changed));
        let parts = [unmarked(&words.before), marked, unmarked(&words.after)];
        let stretch = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        paragraph(&format!("{page}{name}: {stretch}"), 4)
    };
    line("was", &words.removed) + &line("now", &words.added)
}

/// On one line, without marks that were there before ours.
fn unmarked(text: &str) -> String {
    on_one_line(text).replace([MARK, UNMARK], "")
}

/// The refreshes that ended last.
pub fn refreshes(records: &[catalogue::RefreshRecord]) -> String {
    if records.is_empty() {
        return "There was no refresh yet.\n".into();
    }
    let mut out = String::new();
    for record in records {
        let report = &record.report;
        let ended = serde_json::to_value(report.outcome).ok();
        let ended = ended.as_ref().and_then(|name| name.as_str()).unwrap_or_default();
        let why = report.code.as_ref().map(|code| format!(" ({})", on_one_line(&code.replace('_', " "))));
        let took = record.finished.duration_since(record.started).as_secs().max(0).unsigned_abs();
        let _ =
            writeln!(out, "{}  {ended}{}, took {}", moment(record.started), why.unwrap_or_default(), super::time(took));
        let (resources, files) = (report.resources, report.attachments);
        let mut facts = vec![
            format!("{} new, {} changed, {} withdrawn", resources.added, resources.revised, resources.withdrawn),
            format!("{} fetched", count(u64::from(files.fetched), "file", "files")),
            count(u64::from(report.requests), "request", "requests"),
            super::size(report.bytes_received),
        ];
        if !report.problems.is_empty() {
            facts.push(count(report.problems.len() as u64, "problem", "problems"));
        }
        let _ = writeln!(out, "  {}", facts.join(" · "));
    }
    out
}

#[cfg(test)]
mod tests {
    use catalogue::{
        AttachmentCounts, Outcome, RefreshRecord, RefreshReport, ResourceChanges, ResourceCounts, ResourceId,
    };

    use super::*;

    fn change(kind: ChangeKind, what: &str) -> Change {
        Change {
            at: "2026-11-22T05:25:45Z".parse().unwrap(),
            revision: 7,
            kind,
            what: what.into(),
            from: None,
            to: None,
            words: Vec::new(),
            more_words: false,
            is_new: false,
        }
    }

    fn words(removed: &str, added: &str, page: Option<u32>) -> ChangedWords {
        let (before, after) = ("doors open at".to_owned(), "every day of".to_owned());
        ChangedWords { before, removed: removed.into(), added: added.into(), after, page }
    }

    #[test]
    fn a_history_is_told_in_sentences() {
        let value = |what: &str, from: Option<&str>, to: Option<&str>| Change {
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
            ..change(ChangeKind::DetailsRevised, what)
        };
        let told = history(&[
            Change {
                words: vec![
                    words("8am", "9am", Some(2)),
                    words("", "and late", None),
                    words("never\u{1b}[2J", "", None),
                ],
                more_words: true,
                is_new: true,
                ..change(ChangeKind::FileReplaced, "Download")
            },
            Change { more_words: true, ..change(ChangeKind::FileReplaced, "Long report") },
            change(ChangeKind::TextRevised, "title"),
            value("kind", Some("board_paper"), Some("report")),
            value("date", None, Some("May 2020")),
            value("topics", Some("walk-in, hospitals"), None),
            change(ChangeKind::FileAdded, "More"),
            change(ChangeKind::FileRemoved, "Less"),
            Change {
                from: Some("https://s.org/a".into()),
                to: Some("https://s.org/b".into()),
                ..change(ChangeKind::Moved, "")
            },
            change(ChangeKind::CameBack, ""),
            change(ChangeKind::Withdrawn, ""),
            change(ChangeKind::Added, ""),
        ]);
        insta::assert_snapshot!(super::super::on_screen(told.trim_start(), false), @r"
        What happened
          2026-11-22 05:25 UTC  NEW  The file “Download” was replaced by another.
            page 2, was: doors open at 8am every day of
            page 2, now: doors open at 9am every day of
            now: doors open at and late every day of
            was: doors open at never [2J every day of
            There is more.
          2026-11-22 05:25 UTC  The file “Long report” was replaced by another.
            Its words were not compared.
          2026-11-22 05:25 UTC  The title has changed.
          2026-11-22 05:25 UTC  The kind: now report, before board paper.
          2026-11-22 05:25 UTC  The date printed: now May 2020, before none.
          2026-11-22 05:25 UTC  The topics: now none, before walk-in, hospitals.
          2026-11-22 05:25 UTC  A file was added: “More”.
          2026-11-22 05:25 UTC  The file “Less” is no longer on the site.
          2026-11-22 05:25 UTC  Its page has moved.
            was: https://s.org/a
            now: https://s.org/b
          2026-11-22 05:25 UTC  It came back to the site.
          2026-11-22 05:25 UTC  It left the site. It is kept here, marked as withdrawn.
          2026-11-22 05:25 UTC  It came into the library.
        ");
        assert!(super::super::on_screen(&told, true).contains("doors open at \u{1b}[1m9am\u{1b}[0m every day of"));
        assert_eq!(history(&[]), "");
    }

    #[test]
    fn news_are_told_by_resource() {
        let news = WhatsNew {
            since: Some("2026-11-20T10:00:00Z".parse().unwrap()),
            resources: vec![ResourceChanges {
                resource: ResourceId::from("k3m9qp2x7a"),
                title: "Urgent Treatment Centre".into(),
                state: ResourceState::Withdrawn,
                changes: vec![Change { is_new: true, ..change(ChangeKind::Withdrawn, "") }],
            }],
            about: vec![Change {
                words: vec![words("old", "new", None)],
                ..change(ChangeKind::TextRevised, "Our Vision")
            }],
        };
        insta::assert_snapshot!(super::super::on_screen(&whats_new(&news, true), false), @r"
        1 resource has changed since 2026-11-20 10:00 UTC.

        Urgent Treatment Centre (withdrawn)
          k3m9qp2x7a
          2026-11-22 05:25 UTC  NEW  It left the site. It is kept here, marked as withdrawn.

        The partnership's page
          2026-11-22 05:25 UTC  “Our Vision” has changed.
            was: doors open at old every day of
            now: doors open at new every day of
        ");
        let nothing = WhatsNew { resources: vec![], about: vec![], ..news };
        assert_eq!(whats_new(&nothing, true), "Nothing has changed since 2026-11-20 10:00 UTC.\n");
        let never = WhatsNew::default();
        assert!(whats_new(&never, true).contains("From now on") && !whats_new(&never, false).contains("From now on"));
    }

    #[test]
    fn refreshes_have_two_lines_each() {
        let report = RefreshReport {
            outcome: Outcome::Stopped,
            code: Some("captive_portal".into()),
            message: None,
            revision: 7,
            resources: ResourceCounts { added: 3, revised: 1, kept: 30, withdrawn: 0 },
            attachments: AttachmentCounts { fetched: 1, ..AttachmentCounts::default() },
            requests: 45,
            bytes_received: 12_345_678,
            problems: Vec::new(),
            losses: Vec::new(),
            sources: Vec::new(),
            next_attempt: None,
        };
        let moment = |text: &str| text.parse().unwrap();
        let record =
            RefreshRecord { started: moment("2026-11-22T05:25:45Z"), finished: moment("2026-11-22T05:28:01Z"), report };
        insta::assert_snapshot!(refreshes(&[record]), @r"
        2026-11-22 05:25 UTC  stopped (captive portal), took 2 min
          3 new, 1 changed, 0 withdrawn · 1 file fetched · 45 requests · 12.3 MB
        ");
        assert_eq!(refreshes(&[]), "There was no refresh yet.\n");
    }
}
