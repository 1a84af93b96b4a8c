//! Refreshes of the real console program that something disturbs: a second one beside it, a kill, an interrupt, a site
//! that has lost much; and what it shows of them on a terminal.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use demo_site::{DemoSite, Fault, Place, SiteContent, SiteEntry, SiteFile, SiteOptions, word};
use serde_json::Value;

use super::console::{document, json, run, text, together};
use super::shape::{CHANGE, REFRESH, REFRESHES, RESOURCE, WHATS_NEW, assert_shape};

const BUS: &str = "Sample guide: Getting here by bus";
const BUS_FILE: &str = "/uploads/Getting-here-by-bus.pdf";

fn site() -> DemoSite {
    DemoSite::start_blocking(SiteOptions::default()).unwrap()
}

fn spawn(library: &Path, site: &DemoSite) -> Child {
    let mut refresh = together(library, &["refresh", "--json", "--site", &site.address()]);
    refresh.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits for a thing that has to come; how long it takes is not what is tested.
#[track_caller]
fn wait_until(what: &str, mut come: impl FnMut() -> bool) {
    let start = Instant::now();
    while !come() {
        assert!(start.elapsed() < Duration::from_secs(30), "{what}: waited in vain");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[cfg(unix)]
fn interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

fn current(library: &Path) -> Vec<Value> {
    json(library, &["list"], 0)["resources"].as_array().unwrap().clone()
}

fn id_of(library: &Path, title: &str) -> String {
    let list = json(library, &["list", "--withdrawn"], 0);
    let all = list["resources"].as_array().unwrap();
    let found = all.iter().find(|resource| resource["title"] == title).unwrap_or_else(|| panic!("no “{title}”"));
    found["id"].as_str().unwrap().to_owned()
}

/// Nothing is lost, doubled or damaged: what the site lists is here, once, and every file is what it should be.
#[track_caller]
fn assert_whole(library: &Path, site: &DemoSite) {
    let verified = json(library, &["verify"], 0);
    assert_eq!(verified["ok"], true, "{verified:#}");
    let titles: Vec<String> =
        current(library).iter().map(|resource| resource["title"].as_str().unwrap().to_owned()).collect();
    let unique: BTreeSet<&String> = titles.iter().collect();
    assert_eq!(unique.len(), titles.len(), "a resource stands twice: {titles:#?}");
    for expected in site.expected().iter().filter(|expected| expected.listed) {
        assert!(unique.contains(&expected.title), "“{}” is missing", expected.title);
    }
    let attachments = &json(library, &["status"], 0)["attachments"];
    assert_eq!((&attachments["pending"], &attachments["failed"]), (&Value::from(0), &Value::from(0)));
}

#[test]
fn two_refreshes_at_once_end_well_and_leave_one_whole_library() {
    let (site, folder) = (site(), tempfile::tempdir().unwrap());
    let library = folder.path();
    let both = [spawn(library, &site), spawn(library, &site)];
    let ends: Vec<Output> = both.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    for end in &ends {
        match end.status.code() {
            Some(0) => assert_shape(&document(end), REFRESH),
            Some(3) => {
                assert_eq!(document(end)["error"]["code"], "busy_elsewhere");
                let line = text(&end.stderr);
                assert_eq!(line.lines().filter(|line| line.starts_with("together: ")).count(), 1, "{line}");
            }
            other => panic!("{other:?}: {}", text(&end.stderr)),
        }
    }
    assert!(ends.iter().any(|end| end.status.code() == Some(0)), "neither was done");
    assert_whole(library, &site);
}

#[test]
fn a_killed_refresh_keeps_nobody_out() {
    let (site, folder) = (site(), tempfile::tempdir().unwrap());
    let library = folder.path();
    site.faults(|faults| faults.always(Place::Path(BUS_FILE.into()), Fault::SlowBody { piece_bytes: 1, pause_ms: 50 }));
    let mut killed = spawn(library, &site);
    let asked = |path: &str| site.requests().iter().any(|request| request.path_and_query.starts_with(path));
    wait_until("the slow file is asked for", || asked(BUS_FILE));
    killed.kill().unwrap();
    killed.wait().unwrap();
    site.faults(|faults| faults.clear());
    let report = json(library, &["refresh", "--quiet", "--site", &site.address()], 0);
    assert_ne!(report["outcome"], "stopped", "{report:#}");
    assert_whole(library, &site);
}

#[cfg(unix)]
#[test]
fn an_interrupt_during_a_slow_file_keeps_what_is_whole() {
    let (site, folder) = (site(), tempfile::tempdir().unwrap());
    let library = folder.path();
    site.faults(|faults| {
        faults.always(Place::Path(BUS_FILE.into()), Fault::SlowBody { piece_bytes: 1, pause_ms: 500 })
    });
    let slow = spawn(library, &site);
    let here = || json(library, &["status"], 0)["attachments"]["here"].as_u64().unwrap();
    wait_until("other files come meanwhile", || here() > 5);
    interrupt(&slow);
    let asked = Instant::now();
    let end = slow.wait_with_output().unwrap();
    assert_eq!(end.status.code(), Some(130), "{}", text(&end.stderr));
    // At this pace the file would have taken hours.
    assert!(asked.elapsed() < Duration::from_secs(20), "it took {:?} to stop", asked.elapsed());
    assert_eq!(document(&end)["code"], "cancelled");
    assert!(here() > 5);
    assert_eq!(json(library, &["verify"], 0)["ok"], true);

    site.faults(|faults| faults.clear());
    site.clear_requests();
    let report = json(library, &["refresh", "--quiet", "--site", &site.address()], 0);
    assert_eq!(report["outcome"], "updated", "{report:#}");
    assert_whole(library, &site);
    let sent = |request: &&demo_site::Request| {
        request.path_and_query.starts_with("/uploads/") && matches!(request.status, 200 | 206)
    };
    let files: usize = site.expected().iter().map(|resource| resource.files.len()).sum();
    assert!(site.requests().iter().filter(sent).count() < files - 5, "what was here was sent again");
}

#[test]
fn a_site_that_lost_much_is_refused_and_what_would_go_is_named_until_somebody_agrees() {
    let (site, folder) = (site(), tempfile::tempdir().unwrap());
    let library = folder.path();
    let refresh = ["refresh", "--quiet", "--site", &site.address()];
    json(library, &refresh, 0);
    let before = current(library);
    let gone: Vec<String> = site.change(|content| {
        let kept = content.entries.split_off(24);
        std::mem::replace(&mut content.entries, kept).into_iter().map(|entry| entry.title).collect()
    });

    let report = json(library, &refresh, 6);
    assert_shape(&report, REFRESH);
    assert_eq!((report["outcome"].as_str(), report["code"].as_str()), (Some("stopped"), Some("site_changed")));
    let losses = report["losses"].as_array().unwrap();
    assert_eq!(losses.len(), gone.len(), "{losses:#?}");
    assert!(losses.iter().all(|loss| gone.iter().any(|title| loss["title"] == title.as_str())));
    let told = run(library, &refresh);
    assert_eq!(told.status.code(), Some(6));
    let words = text(&told.stdout);
    assert_eq!(gone.iter().filter(|title| words.contains(title.as_str())).count(), 20, "{words}");
    assert!(words.contains("and 4 more") && words.contains("--accept-losses"), "{words}");
    assert_eq!(text(&told.stderr).lines().count(), 1, "{}", text(&told.stderr));
    assert_eq!(current(library), before, "the library was changed");

    let report = json(library, &[&refresh[..], &["--accept-losses"]].concat(), 0);
    assert_eq!((report["outcome"].as_str(), report["resources"]["withdrawn"].as_u64()), (Some("updated"), Some(24)));
    assert_whole(library, &site);
    assert_eq!(current(library).len(), before.len() - 24);
    let id = id_of(library, &gone[0]);
    assert_eq!(json(library, &["show", &id], 0)["changes"][0]["kind"], "withdrawn");
}

#[test]
fn every_file_is_asked_for_again_where_that_is_wanted() {
    let (site, folder) = (site(), tempfile::tempdir().unwrap());
    let library = folder.path();
    let all = site.change(|content| {
        for number in 0..80 {
            let path = format!("/uploads/more/{number}.pdf");
            content.files.insert(path.clone(), SiteFile::made("More", &[word(1_000 + number)], 0));
            content.entries.push(SiteEntry::new(&format!("Leaflet number {number}")).link("Download", &path));
        }
        content.files.len()
    });
    let refresh = ["refresh", "--quiet", "--site", &site.address()];
    json(library, &refresh, 0);
    let files_asked_for = |arguments: &[&str]| {
        site.clear_requests();
        assert_eq!(json(library, arguments, 0)["outcome"], "unchanged");
        site.requests().iter().filter(|request| request.path_and_query.starts_with("/uploads/")).count()
    };
    let by_turns = files_asked_for(&refresh);
    let every = files_asked_for(&[&refresh[..], &["--every-file"]].concat());
    assert!(by_turns < every && every > all - 10, "{by_turns}, then {every} of {all}");
}

#[test]
fn show_and_changes_tell_what_the_editors_did() {
    let (site, folder) = (site(), tempfile::tempdir().unwrap());
    let library = folder.path();
    let refresh = |edit: &dyn Fn(&mut SiteContent)| {
        site.change(edit);
        json(library, &["refresh", "--quiet", "--site", &site.address()], 0);
    };
    let never = json(library, &["changes", "--keep"], 0);
    assert_shape(&never, WHATS_NEW);
    assert_eq!(never["since"], Value::Null);
    assert!(text(&run(library, &["changes", "--keep"]).stdout).starts_with("You have not looked before"));
    refresh(&|_| {});
    assert_eq!(json(library, &["changes"], 0)["since"], Value::Null, "the first look of all");

    refresh(&|content| {
        content.entry(BUS).paragraphs[0] = "Trams, bus stops, and the way to the door.".into();
        content.entries.insert(0, SiteEntry::new("A new leaflet").paragraph("Its words."));
    });
    let news = json(library, &["changes", "--keep"], 0);
    assert_shape(&news, WHATS_NEW);
    let titles: BTreeSet<&str> =
        news["resources"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(titles, BTreeSet::from([BUS, "A new leaflet"]));
    assert!(news["resources"].as_array().unwrap().iter().all(|one| one["changes"][0]["is_new"] == true));
    assert_eq!(json(library, &["changes", "--keep"], 0), news, "kept");

    let id = id_of(library, BUS);
    let shown = run(library, &["show", &id]);
    let words = text(&shown.stdout);
    assert!(words.contains("NEW  The summary has changed.") && words.contains("now: Trams, bus stops,"), "{words}");
    let again = json(library, &["show", &id], 0);
    assert_shape(&again["resource"], RESOURCE);
    assert_shape(&again["changes"], &[("[].kind", "string")]);
    for change in again["changes"].as_array().unwrap() {
        assert_shape(change, CHANGE);
        assert_eq!(change["is_new"], false, "it was looked at");
    }

    let words = text(&run(library, &["changes"]).stdout);
    assert!(words.contains("1 resource has changed since") && words.contains("A new leaflet"), "{words}");
    assert!(text(&run(library, &["changes"]).stdout).starts_with("Nothing has changed since"));
    let since = json(library, &["changes", "--since", "2000-01-01"], 0);
    assert!(since["resources"].as_array().unwrap().len() > 30, "everything came after that");

    let refreshes = json(library, &["refreshes"], 0);
    assert_shape(&refreshes, REFRESHES);
    assert_eq!(refreshes["refreshes"].as_array().unwrap().len(), 2);
    assert_eq!(json(library, &["refreshes", "--limit", "1"], 0)["refreshes"].as_array().unwrap().len(), 1);
    assert!(text(&run(library, &["refreshes"]).stdout).contains("updated, took"));
}

/// A real pseudo-terminal, lent by `script`.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_a_bar_that_goes_away_and_problems_that_stay() {
    let (site, folder) = (site(), tempfile::tempdir().unwrap());
    site.faults(|faults| {
        faults.always(Place::Path(BUS_FILE.into()), Fault::NotFound);
        faults.always(Place::Files, Fault::Late { delay_ms: 100 });
    });
    let mut on_terminal = Command::new("script");
    for name in ["HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"] {
        on_terminal.env_remove(name);
    }
    let program = env!("CARGO_BIN_EXE_together");
    let command =
        format!("'{program}' refresh --json --site '{}' >'{}'", site.address(), folder.path().join("out").display());
    on_terminal.args(["--quiet", "--return", "--command", &command, "/dev/null"]);
    on_terminal.env("TOGETHER_LIBRARY", folder.path().join("library")).env("TERM", "xterm").stdin(Stdio::null());
    let output = on_terminal.output().unwrap();
    let seen = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(5), "{seen}");
    assert!(seen.contains("Reading the site") && seen.contains("Fetching files: "), "{seen}");
    assert!(seen.contains("Press Ctrl+C to stop"), "{seen}");
    assert!(seen.contains("[==") || seen.contains("[>"), "no bar was drawn: {seen}");
    let problem = seen.lines().find(|line| line.contains("Problem: ")).unwrap_or_else(|| panic!("{seen}"));
    assert!(problem.contains(BUS_FILE), "{problem}");
    // What is left on the screen: the bar is wiped away before the last line.
    let after_the_bar = seen.rsplit("Press Ctrl+C to stop").next().unwrap();
    assert!(after_the_bar.contains("\u{1b}[2K") || after_the_bar.contains("\u{1b}[J"), "{after_the_bar:?}");
    let document: Value = serde_json::from_slice(&std::fs::read(folder.path().join("out")).unwrap()).unwrap();
    assert_eq!(document["outcome"], "partial");
}
