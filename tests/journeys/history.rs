//! What changed, as a reader is told it: the library in this process against the demo site, whose editors work between
//! two refreshes.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use catalogue::{Change, ChangeKind, ListFilter, Outcome, RefreshReport, Resource, ResourceState, Timestamp, WhatsNew};
use demo_site::{DemoSite, SiteContent, SiteEntry, SiteFile, SiteOptions, VISION_PATH, VisionWording, word};
use engine::{ErrorCode, Library, OpenOptions, RefreshOptions, Silent};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

struct World {
    site: DemoSite,
    folder: TempDir,
    library: Library,
}

const BUS: &str = "Sample guide: Getting here by bus";
const BUS_FILE: &str = "/uploads/Getting-here-by-bus.pdf";
const ROOM: &str = "Sample form: Booking a community room";
const POSTER: &str = "Sample poster: Please ask our staff";
const URGENT: &str = "Tower Hamlets Urgent Treatment Centre - Opening 14 August 2019";

impl World {
    fn new() -> Self {
        let site = DemoSite::start_blocking(SiteOptions::default()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let library = open(folder.path(), &site);
        Self { site, folder, library }
    }

    /// Refreshed once, and everything was looked at.
    async fn looked_at() -> Self {
        let world = Self::new();
        assert_eq!(world.refresh().await.outcome, Outcome::Updated);
        world.library.looked_at_all(Timestamp::now()).unwrap();
        world
    }

    async fn refresh(&self) -> RefreshReport {
        self.library.refresh(RefreshOptions::default(), Arc::new(Silent), CancellationToken::new()).await.unwrap()
    }

    async fn after(&self, edit: impl FnOnce(&mut SiteContent)) -> RefreshReport {
        self.site.change(edit);
        self.refresh().await
    }

    fn all(&self) -> Vec<Resource> {
        self.library.list(&ListFilter { withdrawn: true, ..ListFilter::default() }).unwrap()
    }

    fn titled(&self, title: &str) -> Resource {
        self.all().into_iter().find(|one| one.title == title).unwrap_or_else(|| panic!("no resource “{title}”"))
    }

    fn new_since_last_look(&self) -> WhatsNew {
        self.library.whats_new(None).unwrap()
    }
}

fn open(folder: &Path, site: &DemoSite) -> Library {
    let options = OpenOptions { folder: Some(folder.to_owned()), site: Some(site.address()), ..OpenOptions::default() };
    Library::open(options).unwrap()
}

/// `title: kind what [removed|added]…`, a line for each change.
fn told(news: &WhatsNew) -> Vec<String> {
    let about = news.about.iter().map(|change| line("about", change));
    news.resources
        .iter()
        .flat_map(|one| one.changes.iter().map(|change| line(&one.title, change)))
        .chain(about)
        .collect()
}

fn line(title: &str, change: &Change) -> String {
    let kind = serde_json::to_value(change.kind).unwrap();
    let words: String = change.words.iter().map(|words| format!(" [{}|{}]", words.removed, words.added)).collect();
    format!("{title}: {} {}", kind.as_str().unwrap(), change.what).trim_end().to_owned() + &words
}

fn kinds(changes: &[Change]) -> Vec<ChangeKind> {
    changes.iter().map(|change| change.kind).collect()
}

#[tokio::test]
async fn every_edit_is_told_once_with_its_words() {
    let world = World::looked_at().await;
    assert_eq!(told(&world.new_since_last_look()), [""; 0]);
    let report = world
        .after(|content| {
            content.entry(BUS).title = "Sample guide: Getting here by tram".into();
            content.entry(ROOM).paragraphs[0] = "Fill it in on the computer or on paper.".into();
            content.entry(POSTER).links.pop();
            content.files.insert("/uploads/new.pdf".into(), SiteFile::made("New", &[word(1)], 0));
            content.entry(URGENT).links.push(demo_site::SiteLink::new("One more", "/uploads/new.pdf"));
            content.entries.insert(0, SiteEntry::new("A new leaflet").paragraph("Its words."));
            content.entries.retain(|entry| !entry.title.contains("Large print"));
            content.page(VISION_PATH).body.push_str("<h2>Our promise</h2><p>We keep our word.</p>");
        })
        .await;
    assert_eq!(report.outcome, Outcome::Updated, "{report:#?}");
    let mut found = told(&world.new_since_last_look());
    found.sort();
    assert_eq!(
        found,
        [
            "A new leaflet: added",
            "Sample form: Booking a community room: text_revised summary [by hand.|on paper.]",
            "Sample guide: Getting here by tram: text_revised title [bus|tram]",
            "Sample leaflet: Large print and other formats: withdrawn",
            "Sample poster: Please ask our staff: file_removed বাংলা",
            "Tower Hamlets Urgent Treatment Centre - Opening 14 August 2019: file_added One more",
            "about: text_revised Our promise [|Our promise We keep our word.]",
        ]
    );
    // The same is told of a resource by itself, after everything that came before.
    let history = world.library.history(&world.titled("Sample guide: Getting here by tram").id).unwrap();
    assert_eq!(kinds(&history), [ChangeKind::TextRevised, ChangeKind::Added]);
    assert_eq!(history.iter().map(|change| change.is_new).collect::<Vec<_>>(), [true, false]);
    assert!(history[0].at > history[1].at && history[0].revision > history[1].revision);

    // Nothing more came: nothing more is told, until it is looked at, and then nothing.
    assert_eq!(world.refresh().await.outcome, Outcome::Unchanged);
    assert_eq!(told(&world.new_since_last_look()).len(), 7);
    world.library.looked_at_all(Timestamp::now()).unwrap();
    assert_eq!(told(&world.new_since_last_look()), [""; 0]);
    assert_eq!(world.library.refreshes(10).unwrap().len(), 3);
}

#[tokio::test]
async fn a_file_replaced_in_place_tells_its_words_and_their_page() {
    let world = World::looked_at().await;
    let path = "/uploads/sample.pdf";
    let file = |words: [u64; 3]| SiteFile::made("A sample", &words.map(word), 0);
    world
        .after(|content| {
            content.files.insert(path.into(), file([1, 2, 3]));
            content.entries.insert(0, SiteEntry::new("A leaflet").paragraph("Short.").link("Download it", path));
        })
        .await;
    world.library.looked_at_all(Timestamp::now()).unwrap();
    world.after(|content| drop(content.files.insert(path.into(), file([1, 9, 3])))).await;
    let news = world.new_since_last_look();
    assert_eq!(told(&news), [format!("A leaflet: file_replaced Download it [{}|{}]", word(2), word(9))]);
    let change = &news.resources[0].changes[0];
    assert_eq!(change.words[0].page, Some(2));
    assert!(change.words[0].before.ends_with("Word for this page:"), "{change:#?}");
    assert!(!change.more_words);
    assert!(world.titled("A leaflet").last_changed >= change.at);
}

/// Footer and newsletter box stand on every page, the vision page and pages that are kept as files among them.
#[tokio::test]
async fn what_stands_around_every_page_is_no_change() {
    let site = DemoSite::start_blocking(SiteOptions::default()).unwrap();
    site.change(|content| {
        let entry = SiteEntry::new("A page that is kept").paragraph("It stands elsewhere.");
        content.entries.insert(0, entry.link("Our page on contacts", "/mecc"));
    });
    let folder = tempfile::tempdir().unwrap();
    let library = open(folder.path(), &site);
    let world = World { site, folder, library };
    assert_eq!(world.refresh().await.outcome, Outcome::Updated);
    let kept = world.titled("A page that is kept");
    assert_eq!(kept.attachments[0].media_type, "text/html", "{kept:#?}");
    world.library.looked_at_all(Timestamp::now()).unwrap();

    let revision = world.library.status().unwrap().revision;
    let report = world
        .after(|content| {
            content.footer = "Other words at the foot of every page.".into();
            content.newsletter = "Hear from us every month".into();
        })
        .await;
    assert_eq!((report.resources.added, report.resources.revised, report.resources.withdrawn), (0, 0, 0));
    assert_eq!(report.revision, revision, "nothing was written");
    assert_eq!(report.attachments.fetched, 1, "the kept page came with its new footer");
    assert_eq!(told(&world.new_since_last_look()), [""; 0]);
    for resource in world.all() {
        let history = world.library.history(&resource.id).unwrap();
        assert_eq!(kinds(&history), [ChangeKind::Added], "{}: {history:#?}", resource.title);
    }
    // A change of what the page itself says is one.
    world.after(|content| content.page("/mecc").body.push_str("<p>These words are new.</p>")).await;
    assert_eq!(
        told(&world.new_since_last_look()),
        ["A page that is kept: file_replaced Our page on contacts [|These words are new.]"]
    );
    assert!(world.folder.path().is_dir());
}

#[tokio::test]
async fn what_goes_and_comes_back_is_one_resource() {
    let world = World::looked_at().await;
    let mut entry = None;
    world.after(|content| entry = take(content, BUS)).await;
    assert_eq!(told(&world.new_since_last_look()), [format!("{BUS}: withdrawn")]);
    assert_eq!(world.new_since_last_look().resources[0].state, ResourceState::Withdrawn);
    world.after(|content| content.entries.push(entry.unwrap())).await;
    assert_eq!(told(&world.new_since_last_look()), [format!("{BUS}: came_back"), format!("{BUS}: withdrawn")]);
    let history = world.library.history(&world.titled(BUS).id).unwrap();
    assert_eq!(kinds(&history), [ChangeKind::CameBack, ChangeKind::Withdrawn, ChangeKind::Added]);
}

fn take(content: &mut SiteContent, title: &str) -> Option<SiteEntry> {
    let at = content.entries.iter().position(|entry| entry.title == title)?;
    Some(content.entries.remove(at))
}

#[tokio::test]
async fn addresses_that_only_look_different_are_no_move() {
    let world = World::looked_at().await;
    let report = world
        .after(|content| {
            for link in content.entries.iter_mut().flat_map(|entry| &mut entry.links) {
                if link.href.ends_with(".pdf") {
                    link.href += "?mtime=20301231000000";
                }
            }
            // All later entries slide down, some to the next page of the list.
            content.entries.insert(0, SiteEntry::new("A new leaflet").paragraph("Its words."));
        })
        .await;
    assert!(report.resources.revised > 5, "the addresses are written as they are now: {report:#?}");
    assert_eq!(told(&world.new_since_last_look()), ["A new leaflet: added"]);

    world
        .after(|content| {
            let file = content.files.remove(BUS_FILE).unwrap();
            content.files.insert("/uploads/guides/bus.pdf".into(), file);
            content.entry(BUS).links[0].href = "/uploads/guides/bus.pdf".into();
        })
        .await;
    let news = world.new_since_last_look();
    let moved = &news.resources[0].changes[0];
    assert_eq!((news.resources[0].title.as_str(), moved.kind), (BUS, ChangeKind::Moved));
    assert_eq!(moved.what, "Read the guide");
    assert!(moved.from.as_ref().unwrap().contains(BUS_FILE) && moved.to.as_ref().unwrap().ends_with("/guides/bus.pdf"));
    assert_eq!(news.resources[0].changes.len(), 1, "the same bytes at another address are no other file");
}

#[tokio::test]
async fn what_came_with_the_program_is_never_new() {
    let world = World::new();
    assert_eq!(world.new_since_last_look(), WhatsNew::default(), "nobody looked yet");
    let starter = world.titled(URGENT);
    assert!(world.library.history(&starter.id).unwrap().iter().all(|change| !change.is_new));
    world.library.looked_at(&starter.id).unwrap();
    world.refresh().await;
    let news = world.new_since_last_look();
    assert!(news.since.is_some());
    assert!(news.resources.iter().all(|one| kinds(&one.changes) == [ChangeKind::Added]), "{:#?}", told(&news));
    assert!(!news.resources.iter().any(|one| one.resource == starter.id));
    assert_eq!(news.about, []);
    assert_eq!(kinds(&world.library.history(&starter.id).unwrap()), [ChangeKind::Added]);
    assert_eq!(news.resources.len(), world.all().len() - 9, "all but the nine that came with the program");

    // Another wording of the partnership's page is a change from then on.
    world.library.looked_at_all(Timestamp::now()).unwrap();
    world.site.switch(|options| options.vision = VisionWording::Older);
    world.refresh().await;
    let news = world.new_since_last_look();
    assert!(!news.about.is_empty() && news.resources.is_empty(), "{:#?}", told(&news));
}

#[tokio::test]
async fn a_look_at_one_resource_is_a_look_at_that_one() {
    let world = World::looked_at().await;
    world
        .after(|content| {
            content.entry(BUS).paragraphs[0] = "Other words.".into();
            content.entry(ROOM).paragraphs[0] = "Other words.".into();
        })
        .await;
    let (bus, room) = (world.titled(BUS).id, world.titled(ROOM).id);
    world.library.looked_at(&bus).unwrap();
    let named = |news: &WhatsNew| news.resources.iter().map(|one| one.resource.clone()).collect::<Vec<_>>();
    assert_eq!(named(&world.new_since_last_look()), std::slice::from_ref(&room));
    assert!(!world.library.history(&bus).unwrap()[0].is_new && world.library.history(&room).unwrap()[0].is_new);

    // What changed since a moment that is named is told whether it was looked at or not, and marked.
    let since = world.library.refreshes(1).unwrap()[0].started;
    let mut news = world.library.whats_new(Some(since)).unwrap();
    news.resources.sort_by_key(|one| one.resource != bus);
    assert_eq!(named(&news), [bus.clone(), room]);
    assert_eq!(news.resources.iter().map(|one| one.changes[0].is_new).collect::<Vec<_>>(), [false, true]);
    assert_eq!(named(&world.library.whats_new(Some(Timestamp::now())).unwrap()), []);

    // A later change of what was looked at is new again.
    world.after(|content| content.entry(BUS).paragraphs[0] = "Words once more.".into()).await;
    assert!(named(&world.new_since_last_look()).contains(&bus));
    assert_eq!(world.library.looked_at(&"nothing".into()).unwrap_err().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn looks_that_cannot_be_read_are_set_aside_and_start_anew() {
    let world = World::looked_at().await;
    world.after(|content| content.entry(BUS).paragraphs[0] = "Other words.".into()).await;
    let person = world.folder.path().join("person");
    fs::write(person.join("looks.json"), b"{\"all\": \xff\xfe").unwrap();
    assert_eq!(world.new_since_last_look(), WhatsNew::default(), "as if nobody had looked");
    assert_eq!(world.library.history(&world.titled(BUS).id).unwrap().len(), 2, "history is told all the same");
    world.library.looked_at_all(Timestamp::now()).unwrap();
    assert!(world.new_since_last_look().since.is_some());
    let aside: Vec<_> = fs::read_dir(&person)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("looks-set-aside-"))
        .collect();
    assert_eq!(aside.len(), 1, "{aside:?}");
    assert_eq!(fs::read(person.join(&aside[0])).unwrap(), b"{\"all\": \xff\xfe");
}
