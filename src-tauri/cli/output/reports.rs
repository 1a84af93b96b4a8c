//! What a refresh did, what is here, and what is wrong.

use std::fmt::Write;

use catalogue::{Outcome, RefreshReport, SettingsInForce, Status, Verification};

use super::{count, fields, moment, on_one_line, paragraph, size};

/// Titles of a list of losses that are shown.
const MOST_LOSSES: usize = 20;

/// What was done; for a refresh that stopped, of which [`stop_line`] tells, only what it would have taken away.
pub fn refresh_report(report: &RefreshReport) -> String {
    let headline = match report.outcome {
        Outcome::Updated => "The library is up to date; it has changed.",
        Outcome::Unchanged => "The library is up to date; nothing was new.",
        Outcome::Partial => "The library was updated, but not all of it.",
        Outcome::Stopped => return losses(report),
    };
    let (resources, files) = (report.resources, report.attachments);
    let mut out = format!("{headline}\n\n");
    out += &fields(&[
        (
            "Resources",
            format!(
                "{} new, {} changed, {} as before, {} withdrawn",
                resources.added, resources.revised, resources.kept, resources.withdrawn
            ),
        ),
        (
            "Files",
            format!(
                "{} fetched, {} as before, {} failed, {} still to come",
                files.fetched, files.unchanged, files.failed, files.pending
            ),
        ),
        (
            "Network",
            format!(
                "{}, {} received",
                count(u64::from(report.requests), "request", "requests"),
                size(report.bytes_received)
            ),
        ),
        ("Revision", report.revision.to_string()),
    ]);
    if !report.problems.is_empty() {
        let _ = writeln!(out, "\n{}", count(report.problems.len() as u64, "problem", "problems"));
        for problem in &report.problems {
            out += &paragraph(&on_one_line(&problem.message), 2);
            if !problem.url.is_empty() {
                let _ = writeln!(out, "    {}", on_one_line(&problem.url));
            }
        }
    }
    let losses = losses(report);
    if !losses.is_empty() {
        let _ = write!(out, "\n{losses}");
    }
    out
}

fn losses(report: &RefreshReport) -> String {
    let all = report.losses.len();
    if all == 0 {
        return String::new();
    }
    let mut out = format!("{} would be withdrawn:\n\n", count(all as u64, "resource", "resources"));
    for loss in report.losses.iter().take(MOST_LOSSES) {
        let _ = writeln!(out, "  {}  {}", loss.resource, on_one_line(&loss.title));
    }
    if all > MOST_LOSSES {
        let _ = writeln!(out, "  and {} more; --json names them all.", all - MOST_LOSSES);
    }
    out += "\nIf you know that they are meant to go, run the same command with --accept-losses.\n";
    out += "They stay in the library, marked as withdrawn.\n";
    out
}

/// The line on standard error for a refresh that did not do all; none where it did.
pub fn stop_line(report: &RefreshReport) -> Option<String> {
    let what = match report.outcome {
        Outcome::Updated | Outcome::Unchanged => return None,
        Outcome::Partial => format!(
            "done, with {}. The next refresh tries them again.",
            count(report.problems.len() as u64, "problem", "problems")
        ),
        Outcome::Stopped => match report.message.as_deref() {
            Some(message) if !message.trim().is_empty() => message.to_owned(),
            _ => "the refresh stopped; the library is as it was. Try again later.".to_owned(),
        },
    };
    let next = report.next_attempt.map(|at| format!(" The window refreshes by itself after {}.", moment(at)));
    Some(what + &next.unwrap_or_default())
}

pub fn status(status: &Status) -> String {
    let (files, text) = (status.attachments, status.text);
    let ever = |at: Option<catalogue::Timestamp>| at.map_or("never".to_owned(), moment);
    let mut rows = vec![
        ("Resources", format!("{}, {} withdrawn", status.resources, status.withdrawn)),
        ("Files", format!("{} here, {} still to come, {} failed", files.here, files.pending, files.failed)),
        (
            "Text",
            format!(
                "{} searchable, {} poor, {} without, {} waiting",
                text.searchable, text.poor, text.none, text.waiting
            ),
        ),
        (
            "Room",
            format!(
                "{} files, {} store, {} index",
                size(status.bytes.files),
                size(status.bytes.store),
                size(status.bytes.index)
            ),
        ),
        ("Last refresh", ever(status.last_success)),
        ("Last attempt", ever(status.last_attempt)),
    ];
    if let Some(code) = &status.last_code {
        rows.push(("It ended with", code.replace('_', " ")));
    }
    rows.push(("Next refresh", next_refresh(status)));
    rows.push(("Revision", format!("{}, index {}", status.revision, status.index_revision)));
    rows.push(("Site", status.site.clone()));
    rows.push(("Folder", status.folder.clone()));
    let mut out = fields(&rows);
    for notice in &status.notices {
        let _ = write!(out, "\n{}", paragraph(&on_one_line(&notice.message), 2));
    }
    out
}

/// The window refreshes by the schedule; the console only when it is told to.
fn next_refresh(status: &Status) -> String {
    let waits = match status.waiting_for.as_deref() {
        Some("metered") => ", waits for a connection that is not metered",
        Some("battery") => ", waits for the mains: the computer runs on its battery",
        Some(_) => ", waits",
        None => "",
    };
    match status.next_attempt {
        Some(at) => format!("{}{waits}, while the window is open", moment(at)),
        None => "only when you ask for it".to_owned(),
    }
}

pub fn settings(in_force: &SettingsInForce) -> String {
    let settings = &in_force.settings;
    let held =
        |name: &str| if in_force.held.iter().any(|held| held == name) { " (set by the administrator)" } else { "" };
    let waits = |pause: bool| if pause { "waits" } else { "goes on" };
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let every = match settings.refresh_every_hours {
        0 => "only when asked for".to_owned(),
        hours => format!("every {}", count(u64::from(hours), "hour", "hours")),
    };
    let language = match settings.language.as_str() {
        "" => "as the computer",
        tag => tag,
    };
    let rows = [
        ("Refresh", every, "refresh_every_hours"),
        ("On a metered connection", waits(settings.pause_on_metered).to_owned(), "pause_on_metered"),
        ("On battery", waits(settings.pause_on_battery).to_owned(), "pause_on_battery"),
        ("Room for files", size(settings.library_limit_mb.saturating_mul(1_000_000)), "library_limit_mb"),
        ("List of what was opened", yes(settings.remember_recents), "remember_recents"),
        ("List of what was not found", yes(settings.note_gaps), "note_gaps"),
        ("Stays beside the clock", yes(settings.stay_in_tray), "stay_in_tray"),
        ("Starts at log-in", yes(settings.start_at_login), "start_at_login"),
        ("Language of the window", language.to_owned(), "language"),
    ];
    fields(&rows.map(|(label, value, name)| (label, value + held(name))))
}

pub fn verification(verification: &Verification) -> String {
    let checked = format!(
        "{} and {} were checked.",
        count(u64::from(verification.checked.attachments), "file", "files"),
        count(u64::from(verification.checked.rows), "row", "rows"),
    );
    let mut out = match (verification.ok, verification.problems.len()) {
        (true, 0) => format!("All is well. {checked}\n"),
        (true, _) => format!("All is well again. {checked}\n"),
        (false, _) => format!("Not all is well. {checked}\n"),
    };
    if verification.repaired > 0 {
        let _ = writeln!(out, "{} mended.", count(u64::from(verification.repaired), "problem was", "problems were"));
    }
    for problem in &verification.problems {
        let _ = writeln!(out, "\n  {}", on_one_line(&problem.what));
        out += &paragraph(&on_one_line(&problem.message), 4);
    }
    out
}

#[cfg(test)]
mod tests {
    use catalogue::{Problem, VerificationProblem};

    use super::*;

    fn report(outcome: Outcome) -> RefreshReport {
        RefreshReport {
            outcome,
            code: None,
            message: None,
            revision: 7,
            resources: catalogue::ResourceCounts { added: 3, revised: 1, kept: 30, withdrawn: 0 },
            attachments: catalogue::AttachmentCounts { fetched: 12, unchanged: 30, failed: 1, pending: 0 },
            requests: 45,
            bytes_received: 12_345_678,
            problems: vec![Problem {
                code: "not_a_document".into(),
                url: "https://example.org/x.pdf".into(),
                message: "The server sent a web page in place of the file.".into(),
            }],
            losses: Vec::new(),
            sources: Vec::new(),
            next_attempt: None,
        }
    }

    #[test]
    fn a_refresh_says_what_it_did() {
        insta::assert_snapshot!(refresh_report(&report(Outcome::Partial)), @r"
        The library was updated, but not all of it.

          Resources  3 new, 1 changed, 30 as before, 0 withdrawn
          Files      12 fetched, 30 as before, 1 failed, 0 still to come
          Network    45 requests, 12.3 MB received
          Revision   7

        1 problem
          The server sent a web page in place of the file.
            https://example.org/x.pdf
        ");
    }

    #[test]
    fn only_what_went_wrong_goes_to_standard_error() {
        assert_eq!(stop_line(&report(Outcome::Updated)), None);
        assert_eq!(stop_line(&report(Outcome::Unchanged)), None);
        assert_eq!(
            stop_line(&report(Outcome::Partial)).unwrap(),
            "done, with 1 problem. The next refresh tries them again."
        );
        let stopped = RefreshReport { message: Some("You are offline. Try later.".into()), ..report(Outcome::Stopped) };
        assert_eq!(stop_line(&stopped).unwrap(), "You are offline. Try later.");
        let again = RefreshReport { next_attempt: Some("2026-11-22T05:25:45Z".parse().unwrap()), ..stopped.clone() };
        assert_eq!(
            stop_line(&again).unwrap(),
            "You are offline. Try later. The window refreshes by itself after 2026-11-22 05:25 UTC."
        );
        assert_eq!(refresh_report(&stopped), "");
        assert!(stop_line(&report(Outcome::Stopped)).unwrap().contains("the library is as it was"));
    }

    #[test]
    fn what_would_go_is_listed_up_to_a_point() {
        let losses = |count: u32| -> String {
            let loss = |number: u32| catalogue::Loss {
                resource: format!("id{number}").as_str().into(),
                title: format!("Title\u{1b}[2J {number}"),
            };
            refresh_report(&RefreshReport { losses: (1..=count).map(loss).collect(), ..report(Outcome::Stopped) })
        };
        insta::assert_snapshot!(losses(2), @r"
        2 resources would be withdrawn:

          id1  Title [2J 1
          id2  Title [2J 2

        If you know that they are meant to go, run the same command with --accept-losses.
        They stay in the library, marked as withdrawn.
        ");
        assert!(losses(20).contains("Title [2J 20\n\nIf"), "{}", losses(20));
        assert!(losses(25).contains("Title [2J 20\n  and 5 more; --json names them all.\n"), "{}", losses(25));
    }

    #[test]
    fn the_next_refresh_is_told_with_what_holds_it_up() {
        let status = |next_attempt: Option<&str>, waiting_for: Option<&str>| -> String {
            let status: Status = serde_json::from_value(serde_json::json!({
                "revision": 1, "resources": 0, "withdrawn": 0, "attachments": {"here": 0, "pending": 0, "failed": 0},
                "text": {"searchable": 0, "poor": 0, "none": 0, "waiting": 0},
                "bytes": {"files": 0, "store": 0, "index": 0}, "last_attempt": null, "last_success": null,
                "last_code": null, "index_revision": 1, "next_attempt": next_attempt, "waiting_for": waiting_for,
                "notices": [{"code": "made_again", "url": "", "message": "The library was made again."}],
                "folder": "/l", "site": "https://s.org"
            }))
            .unwrap();
            super::status(&status)
        };
        for (next, waiting_for, told) in [
            (None, None, "only when you ask for it\n"),
            (Some("2026-11-22T05:25:45Z"), None, "2026-11-22 05:25 UTC, while the window is open\n"),
            (Some("2026-11-22T05:25:45Z"), Some("metered"), "UTC, waits for a connection that is not metered,"),
            (Some("2026-11-22T05:25:45Z"), Some("battery"), "UTC, waits for the mains"),
        ] {
            let words = status(next, waiting_for);
            assert!(words.contains(told), "{words}");
            assert!(words.ends_with("\n\n  The library was made again.\n"), "{words}");
        }
    }

    #[test]
    fn settings_say_who_holds_them() {
        let mut in_force =
            SettingsInForce { settings: catalogue::Settings::default(), held: vec!["pause_on_metered".into()] };
        insta::assert_snapshot!(settings(&in_force), @r"
        Refresh                     every 12 hours
        On a metered connection     waits (set by the administrator)
        On battery                  goes on
        Room for files              20.0 GB
        List of what was opened     yes
        List of what was not found  no
        Stays beside the clock      no
        Starts at log-in            no
        Language of the window      as the computer
        ");
        in_force.settings.refresh_every_hours = 0;
        assert!(settings(&in_force).contains("only when asked for"));
    }

    #[test]
    fn a_check_names_what_is_wrong() {
        let problem = VerificationProblem {
            code: "damaged".into(),
            what: "a1b2".into(),
            message: "Its bytes have changed.".into(),
        };
        let found = Verification { ok: false, repaired: 0, problems: vec![problem], ..Verification::default() };
        insta::assert_snapshot!(verification(&found), @r"
        Not all is well. 0 files and 0 rows were checked.

          a1b2
            Its bytes have changed.
        ");
        assert!(verification(&Verification { ok: true, ..Verification::default() }).starts_with("All is well."));
    }
}
