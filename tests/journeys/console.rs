//! The real console program against the demo site, as an administrator's script meets it: names, shapes, exit statuses
//! and what goes to which stream.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use demo_site::{DemoSite, Fault, Place, Request, SiteOptions};
use serde_json::Value;

use super::shape::{ABOUT, DATE, REFRESH, RESOURCE, SEARCH, STATUS, VERIFY, assert_shape};

/// The program, with a library of its own and nothing of this machine's settings.
pub(super) fn together(library: &Path, arguments: &[&str]) -> Command {
    let mut together = Command::new(env!("CARGO_BIN_EXE_together"));
    together.args(arguments).env("TOGETHER_LIBRARY", library).stdin(Stdio::null());
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
        together.env_remove(name);
    }
    together
}

pub(super) fn run(library: &Path, arguments: &[&str]) -> Output {
    together(library, arguments).output().unwrap()
}

/// The one JSON document of a call that has to end with this status.
#[track_caller]
pub(super) fn json(library: &Path, arguments: &[&str], status: i32) -> Value {
    let output = run(library, &[arguments, &["--json"]].concat());
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", text(&output.stderr));
    document(&output)
}

#[track_caller]
pub(super) fn document(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error} in “{}”", text(&output.stdout)))
}

pub(super) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The site and a library that was refreshed from it twice. Tests only read it.
struct Demo {
    site: DemoSite,
    library: PathBuf,
    first: Output,
    second: Output,
    /// What the second refresh asked the site for.
    asked_again: Vec<Request>,
}

static DEMO: LazyLock<Demo> = LazyLock::new(|| {
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join("console-journey");
    let _ = fs::remove_dir_all(&library);
    let site = DemoSite::start_blocking(SiteOptions::default()).unwrap();
    let refresh = ["refresh", "--site", &site.address(), "--json"];
    let first = run(&library, &refresh);
    site.clear_requests();
    let second = run(&library, &refresh);
    let asked_again = site.requests();
    Demo { library, first, second, asked_again, site }
});

#[test]
fn every_command_works_before_the_first_refresh_and_without_a_network() {
    let library = tempfile::tempdir().unwrap();
    let library = library.path();
    let resources = json(library, &["list", "--offline"], 0);
    let resources = resources["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 9);
    for resource in resources {
        assert_shape(resource, RESOURCE);
        assert_eq!(resource["last_confirmed"], Value::Null);
    }
    let about = json(library, &["about", "--offline"], 0);
    assert_shape(&about, ABOUT);
    assert!(about["vision"].as_str().unwrap().contains("health and wellbeing"));
    assert_eq!(about["values"].as_array().unwrap().len(), 4);
    assert_eq!(about["objectives"].as_array().unwrap().len(), 3);
    let found = json(library, &["search", "birth", "trauma", "--offline"], 0);
    assert_shape(&found, SEARCH);
    assert!(found["hits"][0]["title"].as_str().unwrap().starts_with("OCEAN"));
    let id = resources[0]["id"].as_str().unwrap();
    assert_shape(&json(library, &["show", id, "--offline"], 0)["resource"], RESOURCE);
    assert_shape(&json(library, &["status", "--offline"], 0), STATUS);
    assert_shape(&json(library, &["verify", "--offline"], 0), VERIFY);
    assert_eq!(json(library, &["reindex", "--offline", "--quiet"], 0)["resources"], 9);
    assert_eq!(json(library, &["source", "list", "--offline"], 0)["sources"].as_array().unwrap().len(), 1);
    assert!(json(library, &["diagnostics", "--offline"], 0).is_object());
}

#[test]
fn the_first_refresh_brings_everything_and_the_second_nothing() {
    let demo = &*DEMO;
    let first = document(&demo.first);
    assert_eq!(demo.first.status.code(), Some(0), "{first:#} {}", text(&demo.first.stderr));
    assert_shape(&first, REFRESH);
    assert_eq!(first["outcome"], "updated");
    let files: usize = demo.site.expected().iter().map(|resource| resource.files.len()).sum();
    assert_eq!(first["attachments"]["fetched"], files);
    assert!(text(&demo.first.stderr).lines().any(|line| line.starts_with("Fetching files")), "no progress was shown");

    let second = document(&demo.second);
    assert_eq!(demo.second.status.code(), Some(0));
    assert_shape(&second, REFRESH);
    assert_eq!(second["outcome"], "unchanged", "{second:#}");
    assert_eq!(second["revision"], first["revision"]);
    let fetched: Vec<_> = demo
        .asked_again
        .iter()
        .filter(|request| request.path_and_query.starts_with("/uploads/") && request.status == 200)
        .collect();
    assert!(fetched.is_empty(), "fetched again: {fetched:#?}");
}

#[test]
fn documents_keep_their_promised_shapes() {
    let library = &DEMO.library;
    let list = json(library, &["list"], 0);
    let resources = list["resources"].as_array().unwrap();
    for expected in DEMO.site.expected().iter().filter(|expected| expected.listed) {
        assert!(resources.iter().any(|resource| resource["title"] == expected.title), "{} is missing", expected.title);
    }
    for resource in resources {
        assert_shape(resource, RESOURCE);
        if resource["date"].is_object() {
            assert_shape(&resource["date"], DATE);
        }
    }
    assert!(resources.iter().any(|resource| resource["date"].is_object()));
    let with_file =
        resources.iter().find(|resource| resource["attachments"][0]["media_type"] == "application/pdf").unwrap();
    let shown = json(library, &["show", with_file["id"].as_str().unwrap()], 0);
    assert_eq!(&shown["resource"], with_file);

    let attachment = &with_file["attachments"][0];
    assert_eq!(attachment["state"], "here");
    assert_eq!(attachment["sha256"].as_str().unwrap().len(), 64);
    let attachment = attachment["id"].as_str().unwrap();
    let all = json(library, &["text", attachment], 0);
    assert_shape(&all, &[("attachment", "string"), ("pages[].page", "whole|null"), ("pages[].text", "string")]);
    let one = json(library, &["text", attachment, "--page", "1"], 0);
    assert_eq!(one["pages"].as_array().unwrap().len(), 1);
    assert_eq!(one["pages"][0], all["pages"][0]);

    let status = json(library, &["status"], 0);
    assert_shape(&status, STATUS);
    assert_eq!(status["resources"], resources.len());
    assert_eq!(status["revision"], status["index_revision"]);
    let about = json(library, &["about"], 0);
    assert_shape(&about, ABOUT);
    assert!(about["last_confirmed"].is_string());
    let verified = json(library, &["verify"], 0);
    assert_shape(&verified, VERIFY);
    assert_eq!(verified["ok"], true, "{verified:#}");

    let narrowed = json(library, &["list", "--language", "bn"], 0);
    let narrowed = narrowed["resources"].as_array().unwrap();
    assert!(!narrowed.is_empty() && narrowed.iter().all(|resource| resource["language"] == "bn"));
}

/// In every language that the demo site has, and one line for each query, in order.
#[test]
fn every_word_that_stands_on_one_page_finds_that_page() {
    let words: Vec<(String, usize)> = DEMO
        .site
        .expected()
        .into_iter()
        .flat_map(|resource| resource.files)
        .flat_map(|file| file.unique_word_by_page.into_iter().enumerate().map(|(index, word)| (word, index + 1)))
        .filter(|(word, _)| !word.is_empty())
        .collect();
    for script in ['a'..='z', '\u{980}'..='\u{9FF}', '\u{600}'..='\u{6FF}'] {
        assert!(words.iter().any(|(word, _)| word.to_lowercase().chars().all(|c| script.contains(&c))), "{script:?}");
    }
    let batch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("words.tsv");
    let lines: String = words.iter().enumerate().map(|(number, (word, _))| format!("q{number}\t{word}\n")).collect();
    fs::write(&batch, lines).unwrap();
    let output = run(&DEMO.library, &["search", "--batch", batch.to_str().unwrap(), "--json", "--limit", "5"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let answers: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), words.len());
    let mut missed = Vec::new();
    for (number, (answer, (word, page))) in answers.iter().zip(&words).enumerate() {
        assert_eq!(answer["query_id"], format!("q{number}"));
        assert_shape(answer, SEARCH);
        let passages = answer["hits"][0]["passages"].as_array().cloned().unwrap_or_default();
        // Text without pages of its own (a DOCX, a text file) has no number to be right or wrong.
        let found = passages.iter().any(|passage| {
            passage["page"] == *page || (passage["page"].is_null() && passage["attachment"].is_string())
        });
        if !found {
            missed.push(format!("{word} on page {page}: {}", answer["hits"]));
        }
    }
    assert!(missed.is_empty(), "{} of {} words missed: {missed:#?}", missed.len(), words.len());
}

#[test]
fn a_search_says_what_it_did_and_why_and_words_are_suggested() {
    let answer = json(&DEMO.library, &["search", "workforse strategy", "--explain"], 0);
    assert_eq!(answer["corrected"], "workforce strategy");
    assert!(answer["understood_as"].as_str().unwrap().starts_with("showing results for “workforce strategy”"));
    assert!(answer["documents"].as_u64().unwrap() > 20 && answer["searchable"] == answer["documents"]);
    let first = &answer["hits"][0];
    assert!(first["title"].as_str().unwrap().contains("Workforce Strategy"), "{first}");
    assert!(
        first["why"].as_array().unwrap().iter().any(|why| why.as_str().unwrap().contains("in the title")),
        "{first}"
    );

    let exact = json(&DEMO.library, &["search", "workforse strategy", "--as-typed"], 0);
    assert_eq!(exact["corrected"], Value::Null);
    assert!(exact["understood_as"].as_str().unwrap().contains("nothing was found for “workforse”"));

    let of_year = json(&DEMO.library, &["search", "board", "--year", "2020", "--limit", "100"], 0);
    let hits = of_year["hits"].as_array().unwrap();
    assert!(!hits.is_empty());
    for hit in hits {
        let resource = json(&DEMO.library, &["show", hit["resource"].as_str().unwrap()], 0);
        let date = &resource["resource"]["date"];
        let year = |end: &str| date[end].as_str().unwrap()[..4].parse::<i32>().unwrap();
        assert!(year("from") <= 2020 && 2020 <= year("to"), "{date}");
    }

    let suggested = json(&DEMO.library, &["suggest", "workf"], 0);
    let suggestions = suggested["suggestions"].as_array().unwrap();
    assert_eq!(suggestions[0]["kind"], "title");
    assert!(suggestions[0]["words"].as_str().unwrap().to_lowercase().contains("workforce"));
    assert!(suggestions.iter().any(|suggestion| suggestion["kind"] == "word" && suggestion["words"] == "workforce"));
}

#[test]
fn a_search_is_narrowed_by_what_only_the_catalogue_knows() {
    let resources = json(&DEMO.library, &["list"], 0)["resources"].as_array().unwrap().clone();
    let is_here =
        |resource: &Value| resource["attachments"].as_array().unwrap().iter().any(|file| !file["sha256"].is_null());
    let elsewhere = resources.iter().find(|resource| !is_here(resource)).expect("one that is a link alone");
    let (id, title) = (&elsewhere["id"], elsewhere["title"].as_str().unwrap());
    let found = |narrowed: &[&str]| {
        let answer = json(&DEMO.library, &[&["search", title, "--limit", "1000"], narrowed].concat(), 0);
        let ids = answer["hits"].as_array().unwrap().iter().map(|hit| hit["resource"].clone());
        ids.collect::<Vec<Value>>()
    };
    assert!(found(&[]).contains(id));
    let here = found(&["--here"]);
    assert!(!here.contains(id) && !here.is_empty());
    assert!(here.iter().all(|id| resources.iter().any(|resource| resource["id"] == *id && is_here(resource))));
    assert!(!found(&["--with-text"]).contains(id));
    assert!(found(&["--topic", "Balloons"]).is_empty());
}

#[test]
fn a_bad_thesaurus_of_a_policy_is_named_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let (policy, words) = (folder.path().join("policy.toml"), folder.path().join("words.txt"));
    fs::write(&policy, "thesaurus = \"words.txt\"\n").unwrap();
    fs::write(&words, "borough blueprint = borough plan\n").unwrap();
    let config = ["--config", policy.to_str().unwrap()];
    let answer = json(&DEMO.library, &[&["search", "borough blueprint"], &config[..]].concat(), 0);
    assert!(answer["understood_as"].as_str().unwrap().contains("also searched for “borough plan”"), "{answer}");
    fs::write(&words, "# remark\nalone\n").unwrap();
    let output = run(&DEMO.library, &[&["list"], &config[..]].concat());
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(told.contains("words.txt cannot be used (line 2: ") && told.trim().lines().count() == 1, "{told}");
}

#[test]
fn files_are_saved_under_readable_names_and_never_over_others() {
    let found = json(&DEMO.library, &["search", "wheelchair", "--limit", "1"], 0);
    let id = found["hits"][0]["resource"].as_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().to_str().unwrap();
    let saved = json(&DEMO.library, &["save", id, "--to", to], 0);
    let saved_again = json(&DEMO.library, &["save", id, "--to", to], 0);
    let path = |document: &Value| PathBuf::from(document["saved"][0].as_str().unwrap());
    assert_ne!(path(&saved), path(&saved_again));
    assert_eq!(fs::read(path(&saved)).unwrap(), fs::read(path(&saved_again)).unwrap());
    assert!(fs::read(path(&saved)).unwrap().starts_with(b"%PDF"));
}

/// Status, then what the line on standard error has to say.
#[test]
fn failures_have_their_status_and_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path();
    let bad_batch = library.join("bad.tsv");
    fs::write(&bad_batch, "q1\tone\nno tab\n").unwrap();
    let bad_batch = bad_batch.to_str().unwrap();
    for (arguments, status, says) in [
        (&["show", "zzzzzzzzzz"][..], 1, "zzzzzzzzzz"),
        (&["text", "zzzzzzzzzzzz"], 1, "zzzzzzzzzzzz"),
        (&["save", "zzzzzzzzzz", "--to", "x"], 1, "zzzzzzzzzz"),
        (&["frobnicate"], 2, "frobnicate"),
        (&[], 2, "command"),
        (&["status", "--frobnicate"], 2, "--frobnicate"),
        (&["search"], 2, "WORDS"),
        (&["search", "--batch", bad_batch], 2, "line 2"),
        (&["search", "--batch", "/no/such/file"], 2, "/no/such/file"),
        (&["refresh", "--site", "not an address"], 2, "not an address"),
        (&["source", "add", "nonsense"], 2, "not a web address"),
        (&["source", "add", "https://example.org", "--x"], 2, "--x"),
        (&["source", "remove", "one"], 1, "there is no source “one”"),
        (&["refresh", "--offline"], 4, "."),
        (&["refresh", "--site", "http://127.0.0.1:9"], 4, "."),
    ] {
        let output = run(library, arguments);
        let line = text(&output.stderr);
        let told: Vec<&str> = line.lines().filter(|line| line.starts_with("together: ")).collect();
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {line}");
        assert_eq!(told.len(), 1, "{arguments:?}: {line}");
        assert!(told[0].contains(says), "{arguments:?}: {line}");
        assert!(!line.contains("panicked") && !line.contains("backtrace"), "{line}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
    }
}

#[test]
fn a_failure_is_a_document_too() {
    let library = tempfile::tempdir().unwrap();
    let told = json(library.path(), &["show", "zzzzzzzzzz"], 1);
    assert_eq!(told["error"]["code"], "not_found");
    let told = json(library.path(), &["refresh", "--offline", "--quiet"], 4);
    assert_shape(&told, REFRESH);
    assert_eq!((told["outcome"].as_str(), told["code"].as_str()), (Some("stopped"), Some("offline")));
    let told = json(library.path(), &["refresh", "--site", "http://127.0.0.1:9"], 4);
    assert_eq!((told["outcome"].as_str(), told["code"].as_str()), (Some("stopped"), Some("unreachable")));
    assert_eq!(json(library.path(), &["list"], 0)["resources"].as_array().unwrap().len(), 9, "the library was changed");
}

#[test]
fn a_refresh_with_problems_says_so_and_another_site_is_refused() {
    let library = tempfile::tempdir().unwrap();
    let site = DemoSite::start_blocking(SiteOptions::default()).unwrap();
    let refresh = ["refresh", "--quiet", "--site", &site.address()];
    let broken = "/uploads/Getting-here-by-bus.pdf";
    site.faults(|faults| {
        faults.always(Place::Path(broken.into()), Fault::ErrorPageAs { media_type: "application/pdf".into() })
    });
    let report = json(library.path(), &refresh, 5);
    assert_eq!(report["outcome"], "partial");
    let problems = report["problems"].as_array().unwrap();
    assert!(problems.iter().any(|problem| problem["url"].as_str().unwrap().contains(broken)), "{report:#}");

    // A resource whose file did not come is there all the same.
    let before = json(library.path(), &["list"], 0);
    site.faults(|faults| {
        faults.clear();
        faults.always(Place::Everywhere, Fault::ErrorPageAs { media_type: "text/html".into() });
    });
    let report = json(library.path(), &refresh, 6);
    assert_eq!(report["outcome"], "stopped");
    assert_eq!(json(library.path(), &["list"], 0), before);
}

#[test]
fn quiet_is_quiet_and_words_are_laid_out() {
    let output = run(&DEMO.library, &["--quiet", "reindex"]);
    assert_eq!(text(&output.stderr), "");
    for (arguments, says) in [
        (&["search", "wheelchair"][..], "Getting here by bus"),
        (&["list"], "Getting here by bus"),
        (&["about"], "Our Vision"),
        (&["status"], "Resources"),
        (&["verify"], "All is well."),
        (&["source", "list"], "Site"),
        (&["--help"], "Usage"),
    ] {
        let output = run(&DEMO.library, arguments);
        let words = text(&output.stdout);
        assert!(words.contains(says), "{arguments:?}: {words}");
        assert!(!words.contains('\u{1b}'), "{arguments:?}: a terminal's codes went to a file");
        assert_eq!(text(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn settings_are_shown_changed_and_held() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library");
    let shape = [
        ("settings.refresh_every_hours", "whole"),
        ("settings.pause_on_metered", "bool"),
        ("settings.pause_on_battery", "bool"),
        ("settings.library_limit_mb", "whole"),
        ("settings.remember_recents", "bool"),
        ("settings.note_gaps", "bool"),
        ("settings.stay_in_tray", "bool"),
        ("settings.start_at_login", "bool"),
        ("settings.language", "string"),
        ("held[]", "string"),
    ];
    assert_shape(&json(&library, &["settings"], 0), &shape);
    json(&library, &["settings", "--refresh-every-hours", "24", "--pause-on-battery", "yes", "--language", "bn"], 0);
    let kept = json(&library, &["settings"], 0);
    assert_eq!(
        (&kept["settings"]["refresh_every_hours"], &kept["settings"]["pause_on_battery"]),
        (&24.into(), &true.into())
    );
    assert_eq!(kept["settings"]["language"], "bn");
    json(&library, &["settings", "--language", "../x"], 2);
    let told = json(&library, &["settings", "--refresh-every-hours", "100000"], 2);
    assert_eq!(told["error"]["code"], "bad_request");
    let policy = folder.path().join("policy.toml");
    fs::write(&policy, "refresh_every_hours = 6\n").unwrap();
    let policy = policy.to_str().unwrap();
    let held = json(&library, &["settings", "--config", policy], 0);
    assert_eq!(
        (&held["settings"]["refresh_every_hours"], &held["held"][0]),
        (&6.into(), &"refresh_every_hours".into())
    );
    json(&library, &["settings", "--config", policy, "--refresh-every-hours", "1"], 2);
}

#[test]
fn the_option_goes_before_the_variable() {
    let folder = tempfile::tempdir().unwrap();
    let (named, variable) = (folder.path().join("named"), folder.path().join("variable"));
    json(&variable, &["status", "--library", named.to_str().unwrap()], 0);
    assert!(named.is_dir() && !variable.exists());
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child =
        together(&DEMO.library, &["list", "--json"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[cfg(unix)]
#[test]
fn an_interrupt_stops_a_refresh_and_a_second_program_finds_the_library_busy() {
    let library = tempfile::tempdir().unwrap();
    let site = DemoSite::start_blocking(SiteOptions::default()).unwrap();
    site.faults(|faults| faults.always(Place::Everywhere, Fault::Late { delay_ms: 60_000 }));
    let refresh = ["refresh", "--json", "--site", &site.address()];
    let mut slow = together(library.path(), &refresh);
    let slow = slow.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    while site.requests().is_empty() {
        assert!(start.elapsed() < Duration::from_secs(30), "the site was never asked");
        std::thread::sleep(Duration::from_millis(20));
    }

    let busy = run(library.path(), &refresh);
    assert_eq!(busy.status.code(), Some(3), "{}", text(&busy.stderr));
    assert_eq!(
        json(library.path(), &["list"], 0)["resources"].as_array().unwrap().len(),
        9,
        "reading waits for nobody"
    );

    let asked = Instant::now();
    assert!(Command::new("kill").args(["-INT", &slow.id().to_string()]).status().unwrap().success());
    let stopped = slow.wait_with_output().unwrap();
    assert_eq!(stopped.status.code(), Some(130), "{}", text(&stopped.stderr));
    assert!(asked.elapsed() < Duration::from_secs(5), "it took {:?} to stop", asked.elapsed());
    assert_eq!(document(&stopped)["code"], "cancelled");
}
