//! A site and a library that was filled from it, ready for something to go wrong. Filling takes its time, so stages are
//! used again: the library is a copy, and the site gets its first content back.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

use demo_site::{DemoSite, Faults, SiteContent, SiteEntry, SiteFile, SiteOptions, word};
use serde_json::Value;

use super::{Expected, codes};
use crate::journeys::likeness::Likeness;

/// Of the whole site these entries are enough: every kind of file and link, on four pages of the list.
const ENTRIES: [&str; 15] = [
    "Sample leaflet: How this library works (Bengali)",
    "Sample poster: Please ask our staff",
    "Sample guide: Getting here by bus",
    "Sample leaflet: Asking for an interpreter",
    "Sample form: Booking a community room",
    "Sample text: Words that meetings use",
    "Sample leaflet: Large print and other formats",
    "Sample notice: Help desk closed on bank holidays",
    "Sample checklist: Planning an accessible event",
    "Sample Q&A: Lost property & cloakroom",
    "Sample flyer: Community café opening – June 2024",
    "Sample agenda: Neighbourhood forum, 3 March 2025",
    "OCEAN - Offering Compassionate & Emotional Support for Those Living Through Birth Trauma and Loss",
    "What Would You Do? - HealthWatch Tower Hamlets Part 2",
    "Tower Hamlets Urgent Treatment Centre - Opening 14 August 2019",
];
const PAGES: [&str; 5] = [
    "/about",
    "/about/our-vision-and-purpose",
    "/about/working-with-you",
    "/care-confident",
    "/news/tower-hamlets-urgent-treatment-centre-opening-14-august-2019",
];

/// The file that a new edition replaces in place, and the one that it adds.
pub const REPLACED: &str = "/uploads/Getting-here-by-bus.pdf";
pub const ADDED: &str = "/uploads/new-this-week.pdf";
/// The content page that says something new.
pub const CHANGED_PAGE: &str = "/care-confident";
/// The entry that leaves the list, and the one that comes.
pub const REMOVED_ENTRY: &str = "Sample text: Words that meetings use";
const ADDED_ENTRY: &str = "Sample leaflet: New this week";
/// On each of the four pages of the list.
const PER_PAGE: usize = 4;

static IDLE: Mutex<Vec<Stage>> = Mutex::new(Vec::new());

/// What a library of the new edition is like that met no fault.
static UNHARMED: LazyLock<Likeness> = LazyLock::new(|| {
    let stage = Stage::new();
    stage.fresh("unharmed")
});

pub struct Stage {
    pub site: DemoSite,
    folder: PathBuf,
    /// The copy that is in use.
    library: PathBuf,
}

/// What a refresh left behind.
pub struct After<'a> {
    pub stage: &'a Stage,
    pub report: Value,
    output: Output,
    before: Value,
    pub after: Value,
}

pub fn first_edition() -> SiteContent {
    let mut content = SiteContent::standard();
    content.entries.retain(|entry| ENTRIES.contains(&entry.title.as_str()));
    assert_eq!(content.entries.len(), ENTRIES.len());
    content.pages.retain(|path, _| PAGES.contains(&path.as_str()));
    content
}

pub fn second_edition() -> SiteContent {
    let mut content = first_edition();
    new_edition(&mut content);
    content
}

/// What an editor did since: every kind of work for a refresh.
fn new_edition(content: &mut SiteContent) {
    let made = |number: u64| SiteFile::made("Sample", &[word(800_000 + number), word(810_000 + number)], 60_000);
    content.files.insert(ADDED.to_owned(), made(1));
    content.files.insert(REPLACED.to_owned(), made(2));
    content.entries.retain(|entry| entry.title != REMOVED_ENTRY);
    let added = SiteEntry::new(ADDED_ENTRY).paragraph("It came this week.").link("Download the leaflet", ADDED);
    content.entries.insert(0, added);
    content.entry("Sample form: Booking a community room").title = "Sample form: Booking a hall".to_owned();
    content.page(CHANGED_PAGE).body.push_str("<p>Something new on this page.</p>");
    content.entry("Sample Q&A: Lost property & cloakroom").paragraphs = vec!["What to do about a lost hat.".to_owned()];
}

impl Stage {
    /// An idle stage or a new one, with a filled library; the new edition is out.
    pub fn take(name: &str) -> Self {
        let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut stage = idle.unwrap_or_else(Self::new);
        stage.library = stage.folder.join(name);
        copy(&stage.folder.join("filled"), &stage.library);
        stage.site.change(new_edition);
        stage.site.clear_requests();
        stage
    }

    /// For the next row. Not called where a row failed: its stage and its library stay as they are.
    pub fn give_back(self) {
        fs::remove_dir_all(&self.library).unwrap();
        self.site.faults(Faults::clear);
        self.site.switch(|options| *options = Self::options());
        IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(self);
    }

    fn options() -> SiteOptions {
        SiteOptions { per_page: PER_PAGE, content: first_edition(), ..SiteOptions::default() }
    }

    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults");
        let folder = folder.join(COUNT.fetch_add(1, Ordering::Relaxed).to_string());
        let _ = fs::remove_dir_all(&folder);
        let site = DemoSite::start_blocking(Self::options()).unwrap();
        let stage = Self { site, library: folder.join("filled"), folder };
        stage.document(&stage.library, &stage.refresh_arguments(), 0);
        stage
    }

    fn refresh_arguments(&self) -> Vec<String> {
        vec!["refresh".to_owned(), "--quiet".to_owned(), "--site".to_owned(), self.site.address()]
    }

    pub fn run<A: AsRef<str>>(&self, library: &Path, arguments: &[A]) -> Output {
        let mut together = Command::new(env!("CARGO_BIN_EXE_together"));
        together.args(arguments.iter().map(AsRef::as_ref)).arg("--json").arg("--library").arg(library);
        for proxy in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
            together.env_remove(proxy);
        }
        together.stdin(Stdio::null()).output().unwrap()
    }

    fn document<A: AsRef<str>>(&self, library: &Path, arguments: &[A], status: i32) -> Value {
        let output = self.run(library, arguments);
        let said = || format!("{} {}", words(&output.stderr), words(&output.stdout));
        assert_eq!(output.status.code(), Some(status), "{}: {}", arguments[0].as_ref(), said());
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", said()))
    }

    pub fn ask(&self, arguments: &[&str]) -> Value {
        self.document(&self.library, arguments, 0)
    }

    /// Every resource, what left the site too.
    pub fn everything(&self) -> Value {
        self.ask(&["list", "--withdrawn"])
    }

    pub fn refresh(&self, before: Value) -> After<'_> {
        let output = self.run(&self.library, &self.refresh_arguments());
        let report = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            panic!("{error} in “{}”; {}", words(&output.stdout), words(&output.stderr));
        });
        After { stage: self, report, output, before, after: self.everything() }
    }

    pub fn assert_whole(&self, when: &str) {
        let verified = self.ask(&["verify"]);
        assert_eq!(verified["ok"], true, "{when}: {verified:#}");
    }

    /// The next refresh ends well, and then the library is like one that met no fault.
    pub fn assert_recovers(&self) {
        let report = self.document(&self.library, &self.refresh_arguments(), 0);
        assert!(codes(&report).is_empty(), "{report:#}");
        self.assert_whole("once the fault is over");
        let own = (self.site.content() != second_edition()).then(|| self.fresh("fresh"));
        let likeness = self.likeness(&self.library);
        let differences = likeness.differences(own.as_ref().unwrap_or(&UNHARMED));
        assert!(differences.is_empty(), "not like a library without faults: {differences:#?}");
        let parts = fs::read_dir(self.library.join("parts")).unwrap().count();
        assert_eq!(parts, 0, "half-fetched files were left");
    }

    /// A library that is fetched from the site as it is now; new if it is a stage of its own.
    fn fresh(&self, name: &str) -> Likeness {
        if name == "unharmed" {
            self.site.change(new_edition);
        }
        let library = self.folder.join(name);
        let _ = fs::remove_dir_all(&library);
        self.document(&library, &self.refresh_arguments(), 0);
        self.likeness(&library)
    }

    /// The exit status of the first refresh of a new library, and the titles that it has then.
    pub fn first_refresh(&self) -> (Option<i32>, Vec<String>) {
        let _ = fs::remove_dir_all(&self.library);
        let status = self.run(&self.library, &self.refresh_arguments()).status.code();
        (status, resources(&self.ask(&["list"])).iter().map(|resource| resource["title"].to_string()).collect())
    }

    fn likeness(&self, library: &Path) -> Likeness {
        let ask = |arguments: &[&str]| Ok(self.document(library, arguments, 0));
        Likeness::at_a_glance(&ask).unwrap().without_address(&self.site.address())
    }
}

impl After<'_> {
    #[track_caller]
    pub fn assert_ended(&self, expected: &Expected) {
        let Expected { outcome, code, status } = *expected;
        let report = &self.report;
        assert_eq!((&report["outcome"], self.output.status.code()), (&outcome.into(), Some(status)), "{report:#}");
        match code {
            None => assert!(report["code"].is_null() && codes(report).is_empty(), "{report:#}"),
            Some(code) if outcome == "stopped" => assert_eq!(report["code"], code, "{report:#}"),
            Some(code) => assert!(codes(report).contains(&code), "no {code} in {report:#}"),
        }
        if outcome == "stopped" {
            assert_eq!(self.before, self.after, "a refresh that stopped changed the library");
            let told = words(&self.output.stderr);
            assert_eq!(told.lines().filter(|line| line.starts_with("together: ")).count(), 1, "{told}");
            assert!(report["message"].as_str().is_some_and(|message| message.len() > 40), "{report:#}");
        }
        for problem in report["problems"].as_array().unwrap() {
            assert!(problem["message"].as_str().unwrap().ends_with('.'), "no sentence: {problem}");
        }
        assert!(!words(&self.output.stderr).contains("panicked"), "{}", words(&self.output.stderr));
    }

    /// Every resource is there still, and every file that the site has not changed.
    #[track_caller]
    pub fn assert_nothing_lost(&self) {
        let ids = |list: &Value| -> BTreeSet<String> {
            resources(list).iter().map(|resource| resource["id"].to_string()).collect()
        };
        let lost: Vec<_> = ids(&self.before).difference(&ids(&self.after)).cloned().collect();
        assert!(lost.is_empty(), "lost: {lost:?}");
        let files = |list: &Value| -> BTreeMap<String, String> {
            let all = resources(list).iter().flat_map(|resource| resource["attachments"].as_array().unwrap());
            all.filter_map(|file| Some((file["sha256"].as_str()?.to_owned(), file["url"].to_string()))).collect()
        };
        let replaced = format!("{}{REPLACED}", self.stage.site.address());
        let (before, after) = (files(&self.before), files(&self.after));
        for (sha256, url) in before.iter().filter(|(sha256, _)| !after.contains_key(*sha256)) {
            let address = url.trim_matches('"').split('?').next();
            assert_eq!(address, Some(replaced.as_str()), "the file {sha256} is lost");
            let new = self.stage.site.content().files[REPLACED].sha256();
            assert!(after.contains_key(&new), "replaced by what is not on the site");
        }
    }

    /// Four at a time to one host at most, and the program says who it is.
    #[track_caller]
    pub fn assert_polite(&self) {
        let site = &self.stage.site;
        assert!(site.most_at_once() <= 4, "{} requests at once", site.most_at_once());
        for request in site.requests() {
            let agent = request.user_agent.unwrap_or_default();
            assert!(agent.starts_with("TogetherLibrary/"), "“{agent}” asked for {}", request.path_and_query);
        }
    }

    /// The resource with this title, as it is now.
    pub fn titled(&self, title: &str) -> Option<&Value> {
        resources(&self.after).iter().find(|resource| resource["title"] == title)
    }

    /// Everything that the program printed.
    pub fn printed(&self) -> String {
        words(&self.output.stdout) + &words(&self.output.stderr)
    }

    pub fn library(&self) -> &Path {
        &self.stage.library
    }
}

pub fn resources(list: &Value) -> &[Value] {
    list["resources"].as_array().unwrap()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target)
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
