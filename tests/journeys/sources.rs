//! Several sources in one library: sites beside each other, one of them in trouble, folders, adding and removing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use catalogue::{
    Accepted, AttachmentState, ListFilter, Outcome, RefreshReport, Resource, ResourceState, SourceId, SourceReport,
};
use demo_site::{DemoSite, Fault, LIST_PATH, Place, SiteContent, SiteEntry, SiteFile, SiteOptions, word};
use engine::{ErrorCode, Library, NewSource, OpenOptions, RefreshOptions, Silent};
use serde_json::Value;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::console::{json, run, text};
use super::shape::{REFRESH, RESOURCE, STATUS, assert_shape};
use super::world::{World, words};

const OTHER: &str = "other-site";
/// Stands on the first page of each file of the second site, with a number of its own.
const LEAFLETS: u64 = 12;

fn leaflet(number: u64) -> String {
    format!("Second site’s leaflet number {number}")
}

fn unique_word(number: u64) -> String {
    word(50_000 + number)
}

/// A site with leaflets of its own and nothing else.
fn second_site() -> DemoSite {
    let mut content = SiteContent { robots: "User-agent: *\nDisallow:\n".to_owned(), ..SiteContent::default() };
    for number in 0..LEAFLETS {
        let path = format!("/uploads/second/{number}.pdf");
        content.files.insert(path.clone(), SiteFile::made(&leaflet(number), &[unique_word(number)], 0));
        let entry = SiteEntry::new(&leaflet(number)).paragraph("What it is about.").link("Download", &path);
        content.entries.push(entry);
    }
    DemoSite::start_blocking(SiteOptions { content, ..SiteOptions::default() }).unwrap()
}

/// The demo site is the built-in source; the second one was added.
struct Two {
    world: World,
    second: DemoSite,
}

impl Two {
    async fn added() -> Self {
        let world = World::refreshed(SiteOptions::default()).await;
        let second = second_site();
        let two = Self { world, second };
        two.add();
        two
    }

    async fn refreshed() -> Self {
        let two = Self::added().await;
        let report = two.refresh().await;
        assert_eq!(report.outcome, Outcome::Updated, "{report:#?}");
        two
    }

    fn library(&self) -> &Library {
        &self.world.library
    }

    fn add(&self) {
        let what = format!("{}{LIST_PATH}", self.second.address());
        let (id, name) = (Some(OTHER.to_owned()), Some("Other site".to_owned()));
        let source = self.library().add_source(&NewSource { what, id, name }).unwrap();
        assert_eq!((source.id.as_str(), source.name.as_str(), source.built_in), (OTHER, "Other site", false));
    }

    async fn refresh(&self) -> RefreshReport {
        self.refresh_with(RefreshOptions::default()).await
    }

    async fn refresh_with(&self, options: RefreshOptions) -> RefreshReport {
        self.library().refresh(options, Arc::new(Silent), CancellationToken::new()).await.unwrap()
    }

    /// All resources of one source, withdrawn ones too.
    fn of(&self, source: &str) -> Vec<Resource> {
        let all = self.library().list(&ListFilter { withdrawn: true, ..ListFilter::default() }).unwrap();
        all.into_iter().filter(|resource| resource.source.as_str() == source).collect()
    }

    fn built_in(&self) -> Vec<Resource> {
        self.of("tower-hamlets-together")
    }

    /// Current resources that a search for this word finds.
    fn found(&self, word: &str) -> Vec<String> {
        let hits = self.library().search(&words(word)).unwrap().hits;
        hits.into_iter().filter(|hit| !hit.related).map(|hit| hit.title).collect()
    }

    fn files_asked(&self) -> usize {
        [&self.world.site, &self.second]
            .iter()
            .flat_map(|site| site.requests())
            .filter(|request| request.status == 200 && request.path().starts_with("/uploads"))
            .count()
    }
}

fn source<'a>(report: &'a RefreshReport, id: &str) -> &'a SourceReport {
    report.sources.iter().find(|source| source.source.as_str() == id).unwrap()
}

fn only(id: &str) -> RefreshOptions {
    RefreshOptions { source: Some(SourceId::from(id)), ..RefreshOptions::default() }
}

/// The content of resources without the moments at which they were seen.
fn content(resources: &[Resource]) -> BTreeMap<String, (String, ResourceState, Vec<Option<String>>)> {
    let one = |resource: &Resource| {
        let files = resource.attachments.iter().map(|attachment| attachment.sha256.clone()).collect();
        (resource.id.to_string(), (resource.title.clone(), resource.state, files))
    };
    resources.iter().map(one).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_is_added_comes_with_the_next_refresh_and_both_are_found() {
    let two = Two::added().await;
    let before = content(&two.built_in());
    assert!(two.of(OTHER).is_empty() && two.second.asked() == 0, "adding asks nobody");
    let revision = two.library().status().unwrap().revision;

    let report = two.refresh().await;
    assert_eq!(report.outcome, Outcome::Updated, "{report:#?}");
    assert_eq!(report.resources.added as u64, LEAFLETS, "{report:#?}");
    assert_eq!(report.revision, revision + 1);
    assert_eq!(source(&report, OTHER).outcome, Outcome::Updated);
    assert_eq!(source(&report, "tower-hamlets-together").outcome, Outcome::Unchanged);
    assert_eq!(content(&two.built_in()), before);
    assert_eq!(two.found(&unique_word(3)), [leaflet(3)]);
    assert!(!two.found("wheelchair").is_empty());
    for resource in two.of(OTHER) {
        assert!(resource.page_url.starts_with(&two.second.address()), "{}", resource.page_url);
        assert!(resource.attachments.iter().all(|attachment| attachment.state == AttachmentState::Here));
    }
    let listed: Vec<(String, bool, u32)> = two
        .library()
        .sources()
        .unwrap()
        .into_iter()
        .map(|source| (source.id.to_string(), source.built_in, source.resources))
        .collect();
    let own = before.len() as u32;
    assert_eq!(listed, [("tower-hamlets-together".into(), true, own), (OTHER.into(), false, LEAFLETS as u32)]);
    assert_eq!(
        two.library().about().unwrap().source_url,
        format!("{}/about/our-vision-and-purpose", two.world.site.address())
    );

    two.world.site.clear_requests();
    two.second.clear_requests();
    let again = two.refresh().await;
    assert_eq!(again.outcome, Outcome::Unchanged, "{again:#?}");
    assert_eq!((again.resources.kept as usize, again.revision), (before.len() + LEAFLETS as usize, report.revision));
    assert_eq!(two.files_asked(), 0, "nothing is sent twice");
    assert!(
        two.second.requests().iter().all(|request| !request.path().starts_with("/about")),
        "it has no vision to ask for"
    );
    assert!(two.library().verify(false).unwrap().ok);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_cannot_be_reached_harms_no_other() {
    let two = Two::refreshed().await;
    let (own, other) = (content(&two.built_in()), content(&two.of(OTHER)));
    two.second.faults(|faults| faults.down = true);
    two.world.site.change(|content| content.entries.insert(0, SiteEntry::new("A new leaflet").paragraph("Its words.")));
    let report = two.refresh().await;
    assert_eq!((report.outcome, report.code.as_deref()), (Outcome::Partial, None), "{report:#?}");
    assert_eq!(report.resources.added, 1);
    let [problem] = &report.problems[..] else { panic!("{:#?}", report.problems) };
    assert_eq!((problem.code.as_str(), problem.url.as_str()), ("unreachable", two.second.address().as_str()));
    assert!(
        problem.message.starts_with("Other site: ") && !problem.message.contains("Nothing was changed"),
        "{problem:?}"
    );
    assert_eq!(content(&two.of(OTHER)), other, "nothing of it was touched");
    assert_eq!(two.built_in().len(), own.len() + 1);
    let status = two.library().status().unwrap();
    assert_eq!(status.last_code.as_deref(), Some("unreachable"));
    assert_eq!(status.last_success, status.last_attempt, "the built-in site was read");
    let wait = status.next_attempt.unwrap().duration_since(status.last_attempt.unwrap());
    assert!(wait.as_secs() < 60 * 60, "it is tried again soon: {wait}");

    // The other way round: the built-in site is away.
    two.second.faults(|faults| faults.clear());
    two.world.site.faults(|faults| faults.down = true);
    two.second.change(|content| content.entries.insert(0, SiteEntry::new("Another leaflet").paragraph("Its words.")));
    let (own, success) = (content(&two.built_in()), status.last_success);
    let report = two.refresh().await;
    assert_eq!((report.outcome, report.resources.added), (Outcome::Partial, 1), "{report:#?}");
    assert_eq!(source(&report, "tower-hamlets-together").code.as_deref(), Some("unreachable"));
    assert_eq!(content(&two.built_in()), own);
    assert_eq!(two.library().status().unwrap().last_success, success, "the library’s age is that of its own site");

    // Both.
    two.second.faults(|faults| faults.down = true);
    let before = (content(&two.built_in()), content(&two.of(OTHER)));
    let report = two.refresh().await;
    assert_eq!((report.outcome, report.code.as_deref()), (Outcome::Stopped, Some("unreachable")), "{report:#?}");
    assert!(report.message.unwrap().contains("Nothing was changed"));
    assert_eq!((content(&two.built_in()), content(&two.of(OTHER))), before);

    two.world.site.faults(|faults| faults.clear());
    two.second.faults(|faults| faults.clear());
    let report = two.refresh().await;
    assert_eq!(report.outcome, Outcome::Unchanged, "{report:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loss_of_more_than_a_fifth_stops_only_the_source_that_lost() {
    let two = Two::refreshed().await;
    let other = content(&two.of(OTHER));
    two.second.change(|content| content.entries.truncate(LEAFLETS as usize - 5));
    two.world.site.change(|content| content.entries.insert(0, SiteEntry::new("A new leaflet").paragraph("Its words.")));
    let report = two.refresh().await;
    assert_eq!(
        (report.outcome, report.resources.added, report.resources.withdrawn),
        (Outcome::Partial, 1, 0),
        "{report:#?}"
    );
    assert_eq!(source(&report, OTHER).code.as_deref(), Some("site_changed"));
    let lost: Vec<&str> = report.losses.iter().map(|loss| loss.title.as_str()).collect();
    let expected: Vec<String> = (LEAFLETS - 5..LEAFLETS).map(leaflet).collect();
    assert_eq!(lost, expected);
    assert_eq!(content(&two.of(OTHER)), other);

    // Five of twelve are few beside what both have together, and still too many; and a few of the built-in one's are
    // not counted with them.
    let gone = two.world.site.change(|content| content.entries.pop().unwrap().title);
    let accept = Accepted::These(report.losses.iter().map(|loss| loss.resource.clone()).collect());
    let report = two.refresh_with(RefreshOptions { accept, ..RefreshOptions::default() }).await;
    assert_eq!((report.outcome, report.resources.withdrawn), (Outcome::Updated, 6), "{report:#?}");
    let withdrawn = |source: &str| two.of(source).iter().filter(|one| one.state == ResourceState::Withdrawn).count();
    assert_eq!((withdrawn(OTHER), withdrawn("tower-hamlets-together")), (5, 1));
    assert_eq!(two.world.titled(&gone).state, ResourceState::Withdrawn);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_from_a_source_that_is_removed_is_withdrawn_and_comes_back_under_its_ids() {
    let two = Two::refreshed().await;
    let (own, other) = (content(&two.built_in()), content(&two.of(OTHER)));
    let removed = two.library().remove_source(&OTHER.into()).unwrap();
    assert_eq!(u64::from(removed.withdrawn), LEAFLETS);
    assert_eq!(two.library().sources().unwrap().len(), 1);
    assert_eq!(content(&two.built_in()), own);
    for resource in two.of(OTHER) {
        assert_eq!(resource.state, ResourceState::Withdrawn);
        assert!(resource.withdrawn_on.is_some());
        let text = two.library().text(&resource.attachments[0].id, None).unwrap();
        assert!(!text.pages.is_empty(), "still readable");
        assert!(two.library().file(&resource.attachments[0].id).unwrap().path.is_file());
    }
    assert!(two.found(&unique_word(3)).is_empty());
    let withdrawn = catalogue::SearchQuery { withdrawn: true, ..words(&unique_word(3)) };
    assert_eq!(two.library().search(&withdrawn).unwrap().hits[0].title, leaflet(3));
    two.second.clear_requests();
    let report = two.refresh().await;
    assert_eq!((report.outcome, two.second.asked()), (Outcome::Unchanged, 0), "{report:#?}");
    let again = two.library().remove_source(&OTHER.into()).unwrap_err();
    assert_eq!(again.code, ErrorCode::NotFound, "{again}");

    two.add();
    two.second.clear_requests();
    two.world.site.clear_requests();
    let report = two.refresh().await;
    assert_eq!(report.outcome, Outcome::Updated, "{report:#?}");
    assert_eq!((u64::from(report.resources.revised), report.resources.added), (LEAFLETS, 0));
    assert_eq!(content(&two.of(OTHER)), other, "the same ids, current, with their files");
    assert_eq!(two.files_asked(), 0, "what is here is not sent again");
    assert_eq!(two.found(&unique_word(3)), [leaflet(3)]);
    assert!(two.library().verify(false).unwrap().ok);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_source_can_be_refreshed_alone() {
    let two = Two::added().await;
    let before = two.library().status().unwrap();
    two.world.site.clear_requests();
    let report = two.refresh_with(only(OTHER)).await;
    assert_eq!((report.outcome, report.sources.len()), (Outcome::Updated, 1), "{report:#?}");
    assert_eq!(two.world.site.asked(), 0);
    assert_eq!(two.of(OTHER).len() as u64, LEAFLETS);
    let after = two.library().status().unwrap();
    assert_eq!((after.last_success, after.next_attempt), (before.last_success, before.next_attempt), "one schedule");

    two.second.faults(|faults| faults.always(Place::Everywhere, Fault::ServerError));
    two.second.clear_requests();
    let report = two.refresh_with(only("tower-hamlets-together")).await;
    assert_eq!((report.outcome, two.second.asked()), (Outcome::Unchanged, 0), "{report:#?}");
    let report = two.refresh_with(only(OTHER)).await;
    assert_eq!((report.outcome, report.code.as_deref()), (Outcome::Stopped, Some("unreachable")), "{report:#?}");
    let unknown = two.library().refresh(only("nobody"), Arc::new(Silent), CancellationToken::new()).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_outlive_a_damaged_catalogue_and_a_damaged_profile_is_told() {
    let two = Two::refreshed().await;
    let (own, other) = (content(&two.built_in()), content(&two.of(OTHER)));
    let Two { world, second } = two;
    let (folder, site) = (world.folder.path().to_owned(), world.site.address());
    drop(world.library);
    let catalogue = folder.join("catalogue.sqlite");
    let length = fs::metadata(&catalogue).unwrap().len() as usize;
    fs::write(&catalogue, vec![0xA5; length]).unwrap();
    let library = super::world::open(&folder, &site);
    let two = Two { world: World { library, ..world }, second };
    assert_eq!(two.library().sources().unwrap().len(), 2);
    assert_eq!((content(&two.built_in()).len(), content(&two.of(OTHER)).len()), (own.len(), other.len()));
    let report = two.refresh().await;
    assert_ne!(report.outcome, Outcome::Stopped, "{report:#?}");
    assert_eq!((content(&two.built_in()), content(&two.of(OTHER))), (own, other.clone()));

    let profile = folder.join("sources").join(format!("{OTHER}.toml"));
    let whole = fs::read_to_string(&profile).unwrap();
    fs::write(&profile, "id = \"other").unwrap();
    two.second.clear_requests();
    let report = two.refresh().await;
    assert_eq!((report.outcome, two.second.asked()), (Outcome::Partial, 0), "{report:#?}");
    assert_eq!(report.problems[0].code, "bad_profile");
    assert_eq!(content(&two.of(OTHER)), other);
    let listed = two.library().sources().unwrap();
    assert!(listed[1].problem.as_ref().unwrap().contains(OTHER), "{listed:?}");
    fs::write(&profile, whole).unwrap();
    assert_eq!(two.refresh().await.outcome, Outcome::Unchanged);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_carries_what_came_from_the_built_in_source_and_says_so() {
    let two = Two::refreshed().await;
    let pack = two.world.folder.path().join("all.pack");
    let nobody = || (Arc::new(engine::NobodyLooks), CancellationToken::new());
    let (reporter, cancel) = nobody();
    let written = two.library().export_pack(&pack, &[], false, reporter, cancel).unwrap();
    assert_eq!((written.resources as usize, u64::from(written.other_sources)), (two.built_in().len(), LEAFLETS));
    let (reporter, cancel) = nobody();
    assert!(two.library().check_pack(&pack, reporter, cancel).unwrap().ok);
    let (reporter, cancel) = nobody();
    let counts = two.library().import_pack(&pack, reporter, cancel).unwrap();
    assert_eq!((counts.added, counts.newer), (0, 0), "{counts:?}");
    let (reporter, cancel) = nobody();
    let ids = [two.of(OTHER)[0].id.clone()];
    let refused = two.library().export_pack(&pack, &ids, true, reporter, cancel).unwrap_err();
    assert_eq!(refused.code, ErrorCode::BadRequest, "{refused}");
}

/// A folder of documents beside a library with a site.
struct WithFolder {
    two: World,
    folder: TempDir,
}

impl WithFolder {
    async fn new(policy: &str) -> Self {
        let site = DemoSite::start_blocking(SiteOptions::default()).unwrap();
        let place = tempfile::tempdir().unwrap();
        let config = place.path().join("policy.toml");
        fs::write(&config, policy).unwrap();
        let library = Library::open(OpenOptions {
            folder: Some(place.path().join("library")),
            config: Some(config),
            site: Some(site.address()),
            ..OpenOptions::default()
        })
        .unwrap();
        let folder = tempfile::tempdir().unwrap();
        for number in 0..6 {
            fs::write(
                folder.path().join(format!("Ward_leaflet-{number}.txt")),
                format!("About {}.", unique_word(number)),
            )
            .unwrap();
        }
        fs::create_dir(folder.path().join("forms")).unwrap();
        let form = SiteFile::made("A form", &[unique_word(100)], 0);
        fs::write(folder.path().join("forms").join("A form.pdf"), &form.body).unwrap();
        let what = folder.path().to_str().unwrap().to_owned();
        let (id, name) = (Some("ward".to_owned()), Some("Ward folder".to_owned()));
        library.add_source(&NewSource { what, id, name }).unwrap();
        Self { two: World { site, folder: place, library }, folder }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn ward(&self) -> Vec<Resource> {
        let all = self.two.library.list(&ListFilter { withdrawn: true, ..ListFilter::default() }).unwrap();
        all.into_iter().filter(|resource| resource.source.as_str() == "ward").collect()
    }

    fn found(&self, number: u64) -> Vec<String> {
        let hits = self.two.library.search(&words(&unique_word(number))).unwrap().hits;
        hits.into_iter().filter(|hit| !hit.related).map(|hit| hit.title).collect()
    }

    async fn refresh(&self) -> RefreshReport {
        self.two.refresh().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_is_a_source_and_its_files_are_resources() {
    let world = WithFolder::new("").await;
    let report = world.refresh().await;
    assert_eq!(report.outcome, Outcome::Updated, "{report:#?}");
    assert_eq!(world.ward().len(), 7);
    assert_eq!(world.found(2), ["Ward leaflet 2"]);
    assert_eq!(world.found(100), ["A form"]);
    for resource in world.ward() {
        assert!(resource.attachments[0].url.starts_with("file:///"), "{resource:?}");
        assert_eq!(resource.attachments[0].state, AttachmentState::Here);
        assert!(resource.last_confirmed.is_some());
    }
    let form = world.ward().into_iter().find(|resource| resource.title == "A form").unwrap();
    assert_eq!(form.attachments[0].media_type, "application/pdf", "told by its content");
    assert_eq!(world.refresh().await.outcome, Outcome::Unchanged);
    assert!(world.two.library.verify(false).unwrap().ok);

    let id = |title: &str| world.ward().into_iter().find(|one| one.title == title).map(|one| one.id);
    let before = id("Ward leaflet 2");
    fs::write(world.path("Ward_leaflet-2.txt"), format!("Now about {}, at more length.", unique_word(200))).unwrap();
    fs::remove_file(world.path("Ward_leaflet-5.txt")).unwrap();
    let report = world.refresh().await;
    assert_eq!((report.outcome, report.attachments.fetched), (Outcome::Updated, 1), "{report:#?}");
    assert_eq!((report.resources.withdrawn, report.resources.added), (1, 0));
    assert_eq!(world.found(200), ["Ward leaflet 2"]);
    assert!(world.found(2).is_empty() && world.found(5).is_empty());
    assert_eq!(id("Ward leaflet 2"), before);
    let gone = world.ward().into_iter().find(|one| one.title == "Ward leaflet 5").unwrap();
    assert_eq!(gone.state, ResourceState::Withdrawn);
    assert!(world.two.library.file(&gone.attachments[0].id).is_ok(), "it stays readable without its folder");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_not_there_withdraws_nothing_and_comes_back() {
    let world = WithFolder::new("").await;
    world.refresh().await;
    let before = content(&world.ward());
    let away = world.folder.path().with_extension("away");
    fs::rename(world.folder.path(), &away).unwrap();
    let report = world.refresh().await;
    assert_eq!(report.outcome, Outcome::Partial, "{report:#?}");
    assert_eq!(report.problems[0].code, "unreachable", "{report:#?}");
    assert!(report.problems[0].message.contains("stick"), "{report:#?}");
    assert_eq!(content(&world.ward()), before);
    // The place where it was plugged in is there, and empty.
    fs::create_dir(world.folder.path()).unwrap();
    assert_eq!(world.refresh().await.outcome, Outcome::Partial);
    assert_eq!(content(&world.ward()), before);
    // Another stick.
    for number in 0..9 {
        fs::write(world.path(&format!("photo {number}.txt")), format!("Photo {number}")).unwrap();
    }
    let report = world.refresh().await;
    assert_eq!(source(&report, "ward").code.as_deref(), Some("site_changed"), "{report:#?}");
    assert_eq!(content(&world.ward()), before);
    fs::remove_dir_all(world.folder.path()).unwrap();
    fs::rename(&away, world.folder.path()).unwrap();
    assert_eq!(world.refresh().await.outcome, Outcome::Unchanged);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folders_files_have_the_limits_that_a_sites_have() {
    let world = WithFolder::new("largest_file_mb = 1\n").await;
    fs::write(world.path("large.txt"), vec![b'a'; 1_200_000]).unwrap();
    fs::write(world.path("empty.pdf"), b"").unwrap();
    fs::write(world.path("cut.pdf"), b"%PDF-1.4 and no end").unwrap();
    fs::write(world.path(".hidden.txt"), b"hidden").unwrap();
    #[cfg(unix)]
    {
        let outside = world.two.folder.path().join("secret.txt");
        fs::write(&outside, b"secret").unwrap();
        std::os::unix::fs::symlink(&outside, world.path("link.txt")).unwrap();
    }
    let report = world.refresh().await;
    assert_eq!(report.outcome, Outcome::Partial, "{report:#?}");
    let mut codes: Vec<&str> = report.problems.iter().map(|problem| problem.code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["not_a_document", "too_large", "truncated"], "{report:#?}");
    let titles: Vec<String> = world.ward().into_iter().map(|resource| resource.title).collect();
    assert!(!titles.iter().any(|title| ["link", "hidden", ".hidden"].contains(&title.as_str())), "{titles:?}");
    assert_eq!(world.found(2), ["Ward leaflet 2"]);
}

/// Names, shapes, words and exit statuses of the console program.
#[test]
fn the_console_adds_lists_refreshes_and_removes() {
    let (site, second, folder) =
        (DemoSite::start_blocking(SiteOptions::default()).unwrap(), second_site(), tempfile::tempdir().unwrap());
    let library = &folder.path().join("library");
    let list = format!("{}{LIST_PATH}", second.address());
    let site = site.address();
    const SUMMARY: &[(&str, &str)] = &[
        ("id", "string"),
        ("name", "string"),
        ("site", "string"),
        ("attribution", "string"),
        ("built_in", "bool"),
        ("is_folder", "bool"),
        ("resources", "whole"),
        ("problem", "string|null"),
    ];
    let trial = json(library, &["source", "try", &list, "--quiet"], 0);
    assert_eq!(trial["resources"].as_array().unwrap().len() as u64, LEAFLETS, "{trial:#}");
    let added = json(library, &["source", "add", &list], 0);
    assert_shape(&added, SUMMARY);
    let id = added["id"].as_str().unwrap().to_owned();
    assert!(id.starts_with("127-0-0-1-"), "{id}");
    let words = text(&run(library, &["source", "list"]).stdout);
    assert!(words.contains("with the program") && words.contains(&id) && words.contains(&second.address()), "{words}");
    for source in json(library, &["source", "list"], 0)["sources"].as_array().unwrap() {
        assert_shape(source, SUMMARY);
    }

    let report = json(library, &["refresh", "--quiet", "--site", &site], 0);
    assert_shape(&report, REFRESH);
    assert_eq!(report["sources"].as_array().unwrap().len(), 2, "{report:#}");
    assert_shape(&json(library, &["status"], 0), STATUS);
    let all = json(library, &["list"], 0);
    let all = all["resources"].as_array().unwrap();
    all.iter().for_each(|resource| assert_shape(resource, RESOURCE));
    let of = |id: &str| all.iter().filter(|resource| resource["source"] == id).count() as u64;
    assert_eq!((of(&id), of("tower-hamlets-together") > 30), (LEAFLETS, true));

    second.faults(|faults| faults.down = true);
    assert_eq!(json(library, &["refresh", "--quiet", "--site", &site], 5)["outcome"], "partial");
    let alone = json(library, &["refresh", "--quiet", "--source", &id], 4);
    assert_eq!((alone["outcome"].as_str(), alone["code"].as_str()), (Some("stopped"), Some("unreachable")));

    let removed = json(library, &["source", "remove", &id], 0);
    assert_eq!((removed["id"].as_str(), removed["withdrawn"].as_u64()), (Some(id.as_str()), Some(LEAFLETS)));
    assert_eq!(json(library, &["status"], 0)["withdrawn"], LEAFLETS);
}

#[test]
fn what_cannot_be_added_or_removed_is_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let library = &folder.path().join("library");
    json(library, &["status"], 0);
    let before = everything(library);
    let profile = folder.path().join("profile.toml");
    fs::write(&profile, "id = \"one\"\nname = \"One\"\nsite = \"https://one.org\"\ncolour = 1\n").unwrap();
    let policy = folder.path().join("policy.toml");
    fs::write(&policy, "sources = \"locked\"\n").unwrap();
    let (profile, policy) = (profile.to_str().unwrap(), policy.to_str().unwrap());
    let good = "https://one.org/list";
    for (arguments, status, code, says) in [
        (&["source", "add", "nonsense"][..], 2, "bad_request", "not a web address"),
        (&["source", "add", profile], 2, "bad_request", "colour"),
        (&["source", "add", "/no/such/folder"], 2, "bad_request", "neither a file nor a folder"),
        (&["source", "add", good, "--id", "Not Good"], 2, "bad_request", "--id"),
        (&["source", "add", good, "--id", "tower-hamlets-together"], 2, "bad_request", "--id"),
        (&["source", "add", "https://www.towerhamletstogether.com/resource-library"], 2, "bad_request", "already"),
        (&["source", "add", good, "--config", policy], 2, "bad_request", "organisation"),
        (&["source", "remove", "tower-hamlets-together"], 2, "bad_request", "came with the program"),
        (&["source", "remove", "nobody"], 1, "not_found", "source list"),
        (&["source", "remove", "../settings"], 1, "not_found", "source list"),
        (&["refresh", "--source", "nobody"], 1, "not_found", "source list"),
    ] {
        let told = json(library, arguments, status);
        assert_eq!(told["error"]["code"], code, "{arguments:?}");
        let line = text(&run(library, arguments).stderr);
        assert!(line.lines().count() == 1 && line.contains(says), "{arguments:?}: {line}");
        assert_eq!(everything(library), before, "{arguments:?} wrote something");
    }
    let added = json(library, &["source", "add", good, "--id", "one", "--name", "One"], 0);
    assert_eq!((added["id"].as_str(), added["name"].as_str()), (Some("one"), Some("One")));
    for arguments in [&["source", "add", good][..], &["source", "add", "https://other.org/l", "--id", "one"]] {
        let told = json(library, arguments, 2);
        assert_eq!(told["error"]["code"], "bad_request", "{told}");
    }
    // Nobody named these: each gets an id of its own.
    for (address, id) in [("https://a.org/leaflets", "a-org"), ("https://a.org/videos", "a-org-2")] {
        assert_eq!(json(library, &["source", "add", address], 0)["id"], id);
    }
    assert_eq!(json(library, &["source", "add", "https://a.org/videos"], 2)["error"]["code"], "bad_request");
    assert_eq!(json(library, &["status", "--config", policy], 0)["sources_locked"], true);
    assert_eq!(json(library, &["status"], 0)["sources_locked"], false);
    let locked = json(library, &["source", "remove", "one", "--config", policy], 2);
    assert_eq!(locked["error"]["code"], "bad_request");
    let offline = json(library, &["refresh", "--offline", "--quiet"], 4);
    assert_eq!(offline["code"], Value::from("offline"));
}

/// Names of all that lies in the library's folder, but for what SQLite puts beside its own file.
fn everything(library: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(library)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
        .collect();
    names.sort();
    names
}
