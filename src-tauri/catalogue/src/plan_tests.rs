//! The table of cases: one test a case, named after what happened on the site.

use super::*;
use crate::Kind;

fn source() -> SourceId {
    SourceId::from("site")
}

fn at(day: u32) -> Timestamp {
    format!("2026-01-{day:02}T09:00:00Z").parse().unwrap()
}

fn seen(title: &str, files: &[&str]) -> Observed {
    Observed {
        origin: Origin::List,
        title: title.to_owned(),
        summary: String::new(),
        page_url: "https://site.org/resource-library".to_owned(),
        kind: Kind::Other,
        kind_is_guess: true,
        topics: Vec::new(),
        language: "en".to_owned(),
        date: None,
        files: files
            .iter()
            .map(|path| ObservedFile { url: format!("https://site.org{path}"), label: "Download".to_owned() })
            .collect(),
        links: Vec::new(),
        files_complete: true,
        asked: true,
    }
}

fn on_page(title: &str, files: &[&str]) -> Observed {
    Observed { origin: Origin::Page, page_url: "https://site.org/our-work".to_owned(), ..seen(title, files) }
}

fn reading(day: u32, resources: Vec<Observed>) -> Observation {
    Observation {
        source: source(),
        hosts: vec!["site.org".to_owned()],
        resources,
        complete: true,
        at: at(day),
        from_starter: false,
    }
}

/// The library after applying a plan to it.
fn applied(mut known: Vec<Resource>, plan: &Plan) -> Vec<Resource> {
    for resource in &plan.upserts {
        match known.iter_mut().find(|one| one.id == resource.id) {
            Some(one) => *one = resource.clone(),
            None => known.push(resource.clone()),
        }
    }
    known
}

fn library(resources: Vec<Observed>) -> Vec<Resource> {
    applied(Vec::new(), &plan(&[], &reading(1, resources)).unwrap())
}

fn here(mut resources: Vec<Resource>) -> Vec<Resource> {
    for attachment in resources.iter_mut().flat_map(|resource| &mut resource.attachments) {
        attachment.state = AttachmentState::Here;
        attachment.sha256 = Some("ab".repeat(32));
    }
    resources
}

fn counts(added: u32, revised: u32, kept: u32, withdrawn: u32) -> ResourceCounts {
    ResourceCounts { added, revised, kept, withdrawn }
}

fn plan(known: &[Resource], observation: &Observation) -> Result<Plan, Suspicion> {
    super::plan(known, observation, &Accepted::None)
}

#[test]
fn nothing_happened() {
    let known = library(vec![seen("A", &["/a.pdf"]), seen("B", &[])]);
    let plan = plan(&known, &reading(2, vec![seen("A", &["/a.pdf"]), seen("B", &[])])).unwrap();
    assert!(plan.changes_nothing());
    assert_eq!(plan.counts, counts(0, 0, 2, 0));
    assert_eq!(plan.confirmed.len(), 2);
}

#[test]
fn an_entry_was_added_and_one_left() {
    let known = library(vec![seen("A", &["/a.pdf"]), seen("B", &[])]);
    let plan = plan(&known, &reading(2, vec![seen("C", &[]), seen("A", &["/a.pdf"])])).unwrap();
    assert_eq!(plan.counts, counts(1, 0, 1, 1));
    let gone = plan.upserts.iter().find(|resource| resource.title == "B").unwrap();
    assert_eq!((gone.state, gone.withdrawn_on), (ResourceState::Withdrawn, Some(at(2))));
}

#[test]
fn retitled_keeps_its_id_by_its_file() {
    let known = library(vec![seen("Old name", &["/a.pdf"])]);
    let plan = plan(&known, &reading(2, vec![seen("New name", &["/a.pdf?mtime=2"])])).unwrap();
    assert_eq!(plan.counts, counts(0, 1, 0, 0));
    assert_eq!(plan.upserts[0].id, known[0].id);
    assert_eq!(plan.upserts[0].first_seen, at(1));
    assert_eq!(plan.upserts[0].last_changed, at(2));
}

#[test]
fn re_dashed_and_re_quoted_keeps_its_id_by_its_title() {
    let known = library(vec![seen("Centre – Let’s open", &[])]);
    let plan = plan(&known, &reading(2, vec![seen("Centre - Let's open", &[])])).unwrap();
    assert_eq!(plan.counts, counts(0, 1, 0, 0));
    assert_eq!(plan.upserts[0].id, known[0].id);
}

#[test]
fn a_moved_file_keeps_attachment_and_old_file_until_the_new_one_is_here() {
    let known = here(library(vec![seen("A", &["/a.pdf"])]));
    let plan = plan(&known, &reading(2, vec![seen("A", &["/new/a.pdf"])])).unwrap();
    let attachments = &plan.upserts[0].attachments;
    assert_eq!(attachments.len(), 1);
    assert_eq!(attachments[0].id, known[0].attachments[0].id);
    assert_eq!(attachments[0].url, "https://site.org/new/a.pdf");
    assert_eq!(attachments[0].state, AttachmentState::Here);
}

#[test]
fn a_file_that_left_is_marked_and_comes_back_with_its_bytes() {
    let known = here(library(vec![seen("A", &["/a.pdf", "/b.pdf"])]));
    let without = applied(known.clone(), &plan(&known, &reading(2, vec![seen("A", &["/a.pdf"])])).unwrap());
    assert_eq!(without[0].attachments[1].state, AttachmentState::Withdrawn);
    let back = plan(&without, &reading(3, vec![seen("A", &["/a.pdf", "/b.pdf"])])).unwrap();
    assert_eq!(back.upserts[0].attachments, known[0].attachments);
}

#[test]
fn a_file_that_never_came_is_dropped() {
    let known = library(vec![seen("A", &["/a.pdf", "/b.pdf"])]);
    let plan = plan(&known, &reading(2, vec![seen("A", &["/a.pdf"])])).unwrap();
    assert_eq!(plan.upserts[0].attachments.len(), 1);
}

#[test]
fn two_entries_of_one_title_with_different_files_are_two() {
    let entries = vec![seen("Minutes", &["/jan.pdf"]), seen("Minutes", &["/feb.pdf"])];
    let known = library(entries.clone());
    assert_eq!(known.len(), 2);
    assert_ne!(known[0].id, known[1].id);
    // Swapped on the site: each keeps its own id.
    let swapped = plan(&known, &reading(2, entries.into_iter().rev().collect())).unwrap();
    assert!(swapped.changes_nothing());
    assert_eq!(swapped.order, vec![known[1].id.clone(), known[0].id.clone()]);
}

#[test]
fn two_titles_with_one_file_are_two() {
    let known = library(vec![seen("For parents", &["/a.pdf"]), seen("For carers", &["/a.pdf"])]);
    assert_eq!(known.len(), 2);
    let again =
        plan(&known, &reading(2, vec![seen("For parents", &["/a.pdf"]), seen("For carers", &["/a.pdf"])])).unwrap();
    assert!(again.changes_nothing());
}

#[test]
fn an_entry_that_slipped_across_a_page_border_counts_once() {
    let known = library(vec![seen("A", &["/a.pdf"]), seen("A", &["/a.pdf"]), seen("B", &[]), seen("B", &[])]);
    assert_eq!(known.len(), 2);
}

#[test]
fn a_content_page_that_links_to_a_listed_file_adds_nothing() {
    let known = library(vec![
        seen("Urgent Treatment Centre - Opening", &["/utc.pdf"]),
        on_page("Read the leaflet", &["/utc.pdf"]),
    ]);
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].title, "Urgent Treatment Centre - Opening");
}

#[test]
fn the_news_twin_of_an_entry_is_the_same_resource() {
    let known = library(vec![
        seen("Centre - Opening 14 August", &["/utc.pdf"]),
        on_page("Centre – Opening 14 August", &["/utc-2.pdf"]),
    ]);
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].attachments.len(), 2);
}

#[test]
fn documents_of_content_pages_are_resources() {
    let known = library(vec![seen("A", &["/a.pdf"]), on_page("Population health toolkit", &["/toolkit.pdf"])]);
    assert_eq!(known.len(), 2);
}

#[test]
fn an_incomplete_reading_withdraws_nothing() {
    let known = library(vec![seen("A", &[]), seen("B", &[])]);
    let half = Observation { complete: false, ..reading(2, vec![seen("C", &[])]) };
    assert_eq!(plan(&known, &half).unwrap().counts, counts(1, 0, 0, 0));
}

#[test]
fn a_great_loss_is_refused() {
    let many = |n: usize| (0..n).map(|i| seen(&format!("Leaflet {i}"), &[])).collect::<Vec<_>>();
    let known = library(many(10));
    for (left, refused) in [(10, false), (8, false), (7, false), (6, true), (0, true)] {
        let result = plan(&known, &reading(2, many(left)));
        assert_eq!(result.is_err(), refused, "{left} of 10 left");
    }
    let suspicion = plan(&known, &reading(2, many(2))).unwrap_err();
    assert_eq!((suspicion.known, suspicion.gone, suspicion.losses.len()), (10, 8, 8));
    // A fifth of many may go.
    let shown: HashSet<ResourceId> = suspicion.losses.iter().map(|loss| loss.resource.clone()).collect();
    let known = library(many(10));
    let after = |accepted: &Accepted, left| super::plan(&known, &reading(2, many(left)), accepted).is_ok();
    assert!(after(&Accepted::All, 2) && after(&Accepted::These(shown.clone()), 2));
    assert!(!after(&Accepted::These(shown), 1), "one more has gone since it was shown");
    assert!(plan(&library(many(100)), &reading(2, many(80))).is_ok());
    assert!(plan(&library(many(100)), &reading(2, many(79))).is_err());
}

#[test]
fn starter_content_becomes_the_sites_own() {
    let starter =
        Observation { from_starter: true, ..reading(1, (0..9).map(|i| seen(&format!("Entry {i}"), &[])).collect()) };
    let known = applied(Vec::new(), &plan(&[], &starter).unwrap());
    assert!(known.iter().all(|resource| resource.from_starter && resource.last_confirmed.is_none()));
    // The site lists two of the nine with files, and one more.
    let site = reading(2, vec![seen("New", &[]), seen("Entry 3", &["/3.pdf"]), seen("Entry 4", &[])]);
    let plan = plan(&known, &site).unwrap();
    assert_eq!(plan.counts, counts(1, 2, 0, 7));
    let third = plan.upserts.iter().find(|resource| resource.title == "Entry 3").unwrap();
    assert_eq!(third.id, known[3].id);
    assert!(!third.from_starter && third.last_confirmed == Some(at(2)));
}

#[test]
fn what_was_withdrawn_comes_back_under_its_old_id() {
    let known = library(vec![seen("A", &[]), seen("B", &[])]);
    let without = applied(known.clone(), &plan(&known, &reading(2, vec![seen("A", &[])])).unwrap());
    let back = plan(&without, &reading(3, vec![seen("A", &[]), seen("B", &[])])).unwrap();
    assert_eq!(back.counts, counts(0, 1, 1, 0));
    assert_eq!((&back.upserts[0].id, back.upserts[0].state), (&known[1].id, ResourceState::Current));
}

#[test]
fn other_sources_are_left_alone() {
    let mut known = library(vec![seen("A", &[])]);
    known[0].source = SourceId::from("other");
    assert_eq!(plan(&known, &reading(2, vec![])).unwrap().counts, counts(0, 0, 0, 0));
}

#[test]
fn files_that_could_not_be_looked_for_are_kept() {
    let known = here(library(vec![seen("A", &["/a.pdf", "/b.pdf"])]));
    let unread = Observed { files_complete: false, ..seen("A", &[]) };
    assert!(plan(&known, &reading(2, vec![unread])).unwrap().changes_nothing());
}

#[test]
fn what_was_remembered_is_kept_and_not_confirmed() {
    let known = library(vec![seen("A", &["/a.pdf"]), on_page("B", &["/b.pdf"]), on_page("C", &["/c.pdf"])]);
    let remembered = |title, files| Observed { asked: false, ..on_page(title, files) };
    let site = vec![
        seen("A", &["/a.pdf"]),
        remembered("B", &["/b.pdf"]),
        remembered("C", &["/c.pdf"]),
        on_page("C", &["/c.pdf"]),
    ];
    let plan = plan(&known, &reading(2, site)).unwrap();
    assert_eq!(plan.counts, counts(0, 0, 3, 0));
    assert_eq!(plan.confirmed, [known[0].id.clone(), known[2].id.clone()]);
}
