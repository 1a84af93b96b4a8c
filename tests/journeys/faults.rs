//! What goes wrong, and what then: a table. Each row is a test of its own: a library that was filled before is
//! refreshed by the real console program from a site that has changed since and on which something goes wrong. Then
//! the outcome, the code and the exit status are those of the row, nothing is lost, and all is whole; and once the fault
//! is over, the next refresh makes the library like one that never met it.

mod rows;
mod stage;

use std::fs;
use std::path::Path;

use demo_site::{DemoSite, Fault, Place};
use serde_json::Value;

use stage::{After, Stage};

/// One row of the table.
struct Row {
    expected: Expected,
    /// Makes it go wrong, on a site whose new edition is out.
    set: fn(&DemoSite),
    /// What happens to the site before the second refresh; the fault is over then.
    then: fn(&DemoSite),
    /// What else must hold after the first refresh.
    holds: fn(&After),
}

#[derive(Debug, Clone, Copy)]
struct Expected {
    outcome: &'static str,
    /// The report's own code, or that of a problem in it.
    code: Option<&'static str>,
    status: i32,
}

impl Row {
    /// Everything comes all the same.
    fn done(set: fn(&DemoSite)) -> Self {
        Self::new("updated", None, 0, set)
    }

    /// What can be had comes; a problem with this code is listed.
    fn problem(code: &'static str, set: fn(&DemoSite)) -> Self {
        Self::new("partial", Some(code), 5, set)
    }

    /// Nothing is changed.
    fn stopped(code: &'static str, status: i32, set: fn(&DemoSite)) -> Self {
        Self::new("stopped", Some(code), status, set)
    }

    fn new(outcome: &'static str, code: Option<&'static str>, status: i32, set: fn(&DemoSite)) -> Self {
        let expected = Expected { outcome, code, status };
        Self { expected, set, then: |_| {}, holds: |_| {} }
    }

    fn then(self, then: fn(&DemoSite)) -> Self {
        Self { then, ..self }
    }

    fn holds(self, holds: fn(&After)) -> Self {
        Self { holds, ..self }
    }
}

/// Plays a row.
fn play(name: &str, row: &Row) {
    let stage = Stage::take(name);
    let before = stage.everything();
    (row.set)(&stage.site);
    let after = stage.refresh(before);
    after.assert_ended(&row.expected);
    after.assert_nothing_lost();
    after.assert_polite();
    stage.assert_whole("after the fault");
    (row.holds)(&after);

    stage.site.faults(demo_site::Faults::clear);
    (row.then)(&stage.site);
    stage.assert_recovers();
    stage.give_back();
}

/// Before anything was ever fetched there is nothing to lose, and no loss to be surprised at: what is no library must be
/// told from one by what it is.
#[test]
fn a_fresh_library_is_not_filled_with_what_stands_in_the_sites_place() {
    let stage = Stage::take("fresh-library");
    for fault in [
        Fault::NeedsScript,
        Fault::CaptivePortal,
        Fault::BlockPage { status: 200 },
        Fault::ErrorPageAs { media_type: "text/html".to_owned() },
        Fault::EmptyBody,
    ] {
        stage.site.faults(|faults| {
            faults.clear();
            faults.always(Place::Everywhere, fault.clone());
        });
        let (status, titles) = stage.first_refresh();
        assert!(matches!(status, Some(4 | 6)), "{fault:?}: {status:?}");
        assert_eq!(titles.len(), 9, "{fault:?}: {titles:?}");
    }
    stage.give_back();
}

/// The table as it stands in the description of how all is built.
#[test]
fn the_table_of_faults_is_these_rows() {
    const BEGIN: &str = "<!-- faults: begin -->\n";
    const END: &str = "<!-- faults: end -->";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/ARCHITECTURE.md");
    let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (head, rest) = text.split_once(BEGIN).expect("the place of the table");
    let (found, tail) = rest.split_once(END).expect("the end of the table");
    let mut table = "| what goes wrong | outcome | code | exit status | test |\n|---|---|---|---|---|\n".to_owned();
    for (what, name, row) in rows::all() {
        let Expected { outcome, code, status } = row.expected;
        let code = code.map(|code| format!("`{code}`")).unwrap_or_default();
        table += &format!("| {what} | {outcome} | {code} | {status} | `{name}` |\n");
    }
    if std::env::var_os("WRITE_TABLE").is_some() {
        fs::write(&path, format!("{head}{BEGIN}{table}{END}{tail}")).unwrap();
        return;
    }
    assert_eq!(found, table, "with WRITE_TABLE=1 this test writes the table into {}", path.display());
}

/// The codes of the problems in a report.
fn codes(report: &Value) -> Vec<&str> {
    report["problems"].as_array().into_iter().flatten().filter_map(|problem| problem["code"].as_str()).collect()
}
