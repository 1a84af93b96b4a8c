use std::sync::Arc;
use std::time::{Duration, Instant};

use catalogue::{AttachmentState, Outcome};
use demo_site::{Fault, Faults, Place, Request, Shift, SiteContent, SiteEntry, SiteFile, SiteOptions};
use engine::{RefreshOptions, Silent};
use tokio_util::sync::CancellationToken;

use super::world::{World, path_of};

/// The decoded path and the length of the largest PDF of the demo site.
fn largest_file() -> (String, u64) {
    let files = SiteContent::standard().files.into_iter();
    let sizes = files.filter(|(path, _)| path.ends_with(".pdf")).map(|(path, file)| (path, file.body.len() as u64));
    sizes.max_by_key(|(_, size)| *size).unwrap()
}

fn of(requests: &[Request], path: &str) -> Vec<Request> {
    requests.iter().filter(|request| path_of(&format!("http://site{}", request.path())) == path).cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_cut_off_goes_on_where_it_broke() {
    let (path, size) = largest_file();
    let world = World::new(SiteOptions::default()).await;
    world.site.faults(|faults| {
        faults.always(Place::Path(path.clone()), Fault::CutAfter { bytes: size as usize / 4 });
    });
    let report = world.refresh().await;
    assert_eq!(report.outcome, Outcome::Partial, "{report:#?}");
    assert_eq!(report.problems[0].code, "truncated", "{report:#?}");
    let first = of(&world.site.requests(), &path);
    assert!(first.iter().skip(1).all(|request| request.status == 206), "tried again from where it broke: {first:#?}");

    world.site.faults(Faults::clear);
    world.site.clear_requests();
    let report = world.refresh().await;
    assert_eq!((report.outcome, report.attachments.fetched), (Outcome::Updated, 1), "{report:#?}");
    let again = of(&world.site.requests(), &path);
    assert_eq!(again.len(), 1, "{again:#?}");
    assert_eq!(again[0].status, 206);
    assert!(again[0].if_range.is_some() && again[0].bytes_sent <= size * 3 / 4, "{again:#?}");
    assert!(world.library.verify(false).unwrap().ok);
    assert_eq!(std::fs::read_dir(world.folder.path().join("parts")).unwrap().count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_changed_while_it_was_cut_off_starts_afresh() {
    let world = World::new(SiteOptions::default()).await;
    let (path, size) = largest_file();
    world.site.faults(|faults| {
        faults.always(Place::Path(path.clone()), Fault::CutAfter { bytes: size as usize / 4 });
    });
    world.refresh().await;
    world.site.faults(Faults::clear);
    let words = ["quite", "another", "leaflet"].map(str::to_owned);
    world.site.change(|content| *content.file(&path) = SiteFile::made("Quite another leaflet", &words, 4_000));
    let report = world.refresh().await;
    assert_eq!(report.outcome, Outcome::Updated, "{report:#?}");
    let attachments = || world.current().into_iter().flat_map(|resource| resource.attachments);
    let attachment = attachments().find(|one| path_of(&one.url) == path).unwrap();
    assert_eq!(attachment.state, AttachmentState::Here);
    let text = world.library.text(&attachment.id, None).unwrap();
    assert!(text.pages[0].text.contains("Quite another leaflet"), "{text:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_site_costs_small_conditional_requests_and_no_bodies() {
    let world = World::refreshed(SiteOptions::default()).await;
    world.site.clear_requests();
    let report = world.refresh().await;
    assert_eq!((report.outcome, report.bytes_received), (Outcome::Unchanged, 0), "{report:#?}");
    let requests = world.site.requests();
    assert!(
        requests.iter().all(|request| matches!(request.status, 304 | 404)),
        "{:#?}",
        requests.iter().filter(|request| request.status == 200).collect::<Vec<_>>()
    );
    assert!(requests.iter().filter(|request| request.status == 304).all(|request| request.conditional));
    assert!(world.site.most_at_once() <= 4, "{} at once", world.site.most_at_once());
    let agents: Vec<_> = requests.iter().filter_map(|request| request.user_agent.as_deref()).collect();
    assert!(agents.len() == requests.len() && agents.iter().all(|agent| agent.starts_with("TogetherLibrary/")));
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_that_slide_to_the_next_page_of_the_list_did_not_change() {
    let world = World::refreshed(SiteOptions::default()).await;
    let count = world.current().len();
    let entry = SiteEntry::new("A new leaflet at the top").paragraph("Sample words.");
    world.site.change(|content| content.entries.insert(0, entry));
    let report = world.refresh().await;
    assert_eq!(
        (report.resources.added, report.resources.revised, report.resources.withdrawn),
        (1, 0, 0),
        "{report:#?}"
    );
    assert_eq!(world.current().len(), count + 1);

    // The same while the list is being read: an editor puts one on top after the first page was sent.
    world.site.change(|content| content.entries[1].title.push_str(" (2026)"));
    let entry = SiteEntry::new("A second new leaflet at the top").paragraph("Sample words.");
    world.site.faults(|faults| faults.after_list_page(1, Shift::InsertAtTop(Box::new(entry))));
    let report = world.refresh().await;
    assert_eq!((report.resources.revised, report.resources.withdrawn), (1, 0), "{report:#?}");
    let report = world.refresh().await;
    assert_eq!((report.resources.added, world.current().len()), (1, count + 2), "{report:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_takes_no_longer_than_a_second_or_so() {
    let world = World::new(SiteOptions::default()).await;
    world.site.faults(|faults| faults.always(Place::Files, Fault::SlowBody { piece_bytes: 500, pause_ms: 200 }));
    let cancel = CancellationToken::new();
    let (library, token) = (world.library.clone(), cancel.clone());
    let refreshing =
        tokio::spawn(async move { library.refresh(RefreshOptions::default(), Arc::new(Silent), token).await });
    while world.site.requests().iter().filter(|request| request.path().starts_with("/uploads/")).count() < 2 {
        assert!(!refreshing.is_finished(), "ended early: {:#?}", refreshing.await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let asked = Instant::now();
    cancel.cancel();
    let report = refreshing.await.unwrap().unwrap();
    // A second is the promise; this machine may be busy with other things.
    assert!(asked.elapsed() < Duration::from_secs(10));
    assert_eq!(report.code.as_deref(), Some("cancelled"));
    assert!(report.resources.added + report.resources.kept + report.resources.revised > 0, "what was done is told");
    assert!(report.attachments.pending > 0, "{report:#?}");
}
