use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use catalogue::{Outcome, Progress, RefreshReport, Settings, Status};
use demo_site::{DemoSite, Fault, Place, SiteOptions};
use engine::{Due, Library, OpenOptions, RefreshOptions, Silent};
use tempfile::TempDir;
use together_shell::schedule::{Audience, Pace, Refreshing, start};
use tokio_util::sync::CancellationToken;

/// Longest wait for what happens in milliseconds on a machine that has nothing else to do.
const PATIENCE: Duration = Duration::from_secs(60);

fn open(folder: &Path, site: &str, policy: &str, offline: bool) -> Library {
    let config = folder.join("policy.toml");
    fs::write(&config, policy).unwrap();
    Library::open(OpenOptions {
        folder: Some(folder.join("library")),
        config: Some(config),
        site: Some(site.to_owned()),
        offline,
        ..OpenOptions::default()
    })
    .unwrap()
}

fn refresh(library: &Library) -> RefreshReport {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(library.refresh(RefreshOptions::default(), Arc::new(Silent), CancellationToken::new())).unwrap()
}

/// Minutes from the last attempt to the next.
fn wait_minutes(status: &Status) -> i64 {
    let wait = status.next_attempt.unwrap().duration_since(status.last_attempt.unwrap());
    wait.as_secs() / 60
}

#[track_caller]
fn assert_about(minutes: i64, usual: i64) {
    assert!((usual * 9 / 10..=usual * 11 / 10).contains(&minutes), "{minutes} min, not about {usual}");
}

#[test]
fn the_next_attempt_is_half_a_day_away_and_sooner_after_a_failure() {
    let site = DemoSite::start_blocking(SiteOptions::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let library = open(folder.path(), &site.address(), "", false);
    let status = library.status().unwrap();
    assert_eq!(status.last_attempt, None);
    assert!(status.next_attempt.is_some(), "the first is due at once");

    let report = refresh(&library);
    assert_eq!(report.outcome, Outcome::Updated, "{report:#?}");
    let status = library.status().unwrap();
    assert_eq!(status.next_attempt, report.next_attempt);
    assert_eq!(status.waiting_for, None);
    assert_about(wait_minutes(&status), 12 * 60);
    assert_eq!(library.due().unwrap(), Due::At(report.next_attempt.unwrap()));
    let regular = wait_minutes(&status);

    site.faults(|faults| faults.always(Place::Everywhere, Fault::CaptivePortal));
    for minutes in [15, 30, 60] {
        let report = refresh(&library);
        assert_eq!(report.code.as_deref(), Some("captive_portal"));
        let status = library.status().unwrap();
        assert_eq!(status.next_attempt, report.next_attempt);
        assert_about(wait_minutes(&status), minutes);
    }

    // What stays wrong is not asked for again soon.
    site.faults(|faults| faults.clear());
    site.change(|content| content.entries.truncate(5));
    assert_eq!(refresh(&library).code.as_deref(), Some("site_changed"));
    assert_eq!(wait_minutes(&library.status().unwrap()), regular);
}

#[test]
fn what_is_set_and_what_is_held_decide() {
    let site = DemoSite::start_blocking(SiteOptions::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let library = open(folder.path(), &site.address(), "", false);
    refresh(&library);

    let chosen = Settings { refresh_every_hours: 48, ..Settings::default() };
    library.set_settings(&chosen).unwrap();
    assert_about(wait_minutes(&library.status().unwrap()), 48 * 60);
    library.set_settings(&Settings { refresh_every_hours: 0, ..chosen }).unwrap();
    assert_eq!(library.status().unwrap().next_attempt, None);
    assert_eq!(library.due().unwrap(), Due::Never);
    drop(library);

    let held = open(folder.path(), &site.address(), "refresh_every_hours = 2\n", false);
    assert_about(wait_minutes(&held.status().unwrap()), 2 * 60);
    assert_eq!(held.settings().held, ["refresh_every_hours"]);
    drop(held);

    for (policy, offline) in [("", true), ("offline = true\nrefresh_every_hours = 2\n", false)] {
        let offline = open(folder.path(), &site.address(), policy, offline);
        assert_eq!(offline.due().unwrap(), Due::Never);
        assert_eq!(offline.status().unwrap().next_attempt, None);
        let report = refresh(&offline);
        assert_eq!((report.code.as_deref(), report.next_attempt), (Some("offline"), None));
    }
    // Nothing was asked of the site then, so it changes nothing about when to ask it.
    let library = open(folder.path(), &site.address(), "refresh_every_hours = 2\n", false);
    assert_eq!(library.due().unwrap(), Due::At(library.status().unwrap().next_attempt.unwrap()));
}

/// What the loop told, in order.
#[derive(Debug)]
enum Heard {
    Started,
    Progress,
    Report(RefreshReport),
}

struct Ear(Mutex<Sender<Heard>>);

impl Ear {
    fn new() -> (Arc<Self>, Receiver<Heard>) {
        let (tell, heard) = channel();
        (Arc::new(Self(Mutex::new(tell))), heard)
    }

    fn tell(&self, what: Heard) {
        // The test may have heard enough.
        let _ = self.0.lock().unwrap().send(what);
    }
}

impl Audience for Ear {
    fn started(&self) {
        self.tell(Heard::Started);
    }

    fn progress(&self, _: &Progress) {
        self.tell(Heard::Progress);
    }

    fn report(&self, report: &RefreshReport) {
        self.tell(Heard::Report(report.clone()));
    }
}

const HASTE: Pace = Pace {
    look: Duration::from_millis(20),
    held: Duration::from_millis(20),
    start_delay: Duration::from_millis(40),
    first_start_delay: Duration::from_millis(40),
    broken: Duration::from_millis(20),
};

fn new_library() -> (DemoSite, TempDir, Library) {
    let site = DemoSite::start_blocking(SiteOptions::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    // Whatever this machine's own connection is like.
    let library = open(folder.path(), &site.address(), "pause_on_metered = false", false);
    (site, folder, library)
}

#[test]
fn what_is_due_is_refreshed_and_shown() {
    let (site, _folder, library) = new_library();
    let refreshing = Arc::new(Refreshing::default());
    let (ear, heard) = Ear::new();
    start(library.clone(), refreshing.clone(), ear, HASTE).unwrap();

    assert!(matches!(heard.recv_timeout(PATIENCE).unwrap(), Heard::Started));
    let mut pictures = 0;
    let report = loop {
        match heard.recv_timeout(PATIENCE).unwrap() {
            Heard::Started => panic!("started twice"),
            Heard::Progress => pictures += 1,
            Heard::Report(report) => break report,
        }
    };
    assert_eq!(report.outcome, Outcome::Updated, "{report:#?}");
    assert!(pictures > 0);
    assert!(matches!(library.due().unwrap(), Due::At(_)));

    // It is not due again.
    site.clear_requests();
    assert!(heard.recv_timeout(HASTE.look * 10).is_err(), "refreshed again");
    assert!(site.requests().is_empty());
    assert!(refreshing.close(PATIENCE));
}

#[test]
fn a_refresh_by_hand_and_one_by_the_schedule_do_not_run_together() {
    let (site, _folder, library) = new_library();
    let refreshing = Arc::new(Refreshing::default());
    let by_hand = refreshing.begin().unwrap();
    let (ear, heard) = Ear::new();
    start(library, refreshing.clone(), ear, HASTE).unwrap();
    assert!(heard.recv_timeout(HASTE.look * 20).is_err(), "two at once");
    assert!(site.requests().is_empty());
    drop(by_hand);
    assert!(matches!(heard.recv_timeout(PATIENCE).unwrap(), Heard::Started));
    refreshing.close(PATIENCE);
}

#[test]
fn closing_the_window_stops_the_refresh_that_the_schedule_began() {
    let (site, _folder, library) = new_library();
    site.faults(|faults| {
        faults.always(Place::Files, Fault::SlowBody { piece_bytes: 1, pause_ms: 1000 });
    });
    let refreshing = Arc::new(Refreshing::default());
    let (ear, heard) = Ear::new();
    start(library.clone(), refreshing.clone(), ear, HASTE).unwrap();
    assert!(matches!(heard.recv_timeout(PATIENCE).unwrap(), Heard::Started));
    assert!(refreshing.close(PATIENCE), "it did not end");
    let report = loop {
        if let Heard::Report(report) = heard.recv_timeout(PATIENCE).unwrap() {
            break report;
        }
    };
    assert_eq!(report.code.as_deref(), Some("cancelled"));
    assert!(refreshing.begin().is_none(), "nothing begins at the end");
}

#[test]
fn the_loop_asks_nothing_of_the_site_where_it_is_not_to() {
    for (policy, offline) in [("refresh_every_hours = 0", false), ("offline = true", false), ("", true)] {
        let site = DemoSite::start_blocking(SiteOptions::default()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let library = open(folder.path(), &site.address(), policy, offline);
        let refreshing = Arc::new(Refreshing::default());
        let (ear, heard) = Ear::new();
        start(library, refreshing.clone(), ear, HASTE).unwrap();
        assert!(heard.recv_timeout(HASTE.look * 10).is_err(), "{policy} {offline}");
        assert!(site.requests().is_empty(), "{policy} {offline}");
        assert!(refreshing.close(PATIENCE));
    }
}
