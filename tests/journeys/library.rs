use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use catalogue::{AttachmentState, ListFilter, Outcome, Resource, ResourceState, SearchQuery, TextQuality};
use demo_site::{
    DemoSite, ExpectedResource, Fault, Paging, Place, Shift, SiteContent, SiteEntry, SiteFile, SiteOptions, Template,
    VisionWording,
};
use engine::{ErrorCode, Library, OpenOptions, RefreshOptions, Silent};
use tokio_util::sync::CancellationToken;

use super::world::{World, open, path_of, words};

/// What was found is what is on the site: every entry with its title, summary and files, nothing else, nothing twice.
fn assert_same(found: &[Resource], expected: &[ExpectedResource], case: &str) {
    let titles = |listed: Vec<&str>| -> BTreeMap<String, usize> {
        listed.into_iter().fold(BTreeMap::new(), |mut counts, title| {
            *counts.entry(title.to_owned()).or_default() += 1;
            counts
        })
    };
    let listed: Vec<&ExpectedResource> = expected.iter().filter(|resource| resource.listed).collect();
    let files_of_pages: BTreeSet<String> = expected
        .iter()
        .filter(|resource| !resource.listed)
        .flat_map(|resource| &resource.files)
        .map(|file| file.path.clone())
        .collect();
    let from_list: Vec<&Resource> = found
        .iter()
        .filter(|resource| {
            listed.iter().any(|expected| expected.title == resource.title)
                || resource.page_url.contains("resource-library")
        })
        .collect();
    assert_eq!(
        titles(from_list.iter().map(|resource| resource.title.as_str()).collect()),
        titles(listed.iter().map(|resource| resource.title.as_str()).collect()),
        "{case}: titles"
    );
    for expected in &listed {
        let resource = from_list.iter().find(|resource| resource.title == expected.title).unwrap();
        assert_eq!(resource.summary, expected.summary, "{case}: summary of “{}”", expected.title);
        let files: BTreeSet<String> = resource.attachments.iter().map(|attachment| path_of(&attachment.url)).collect();
        let wanted: BTreeSet<String> = expected.files.iter().map(|file| file.path.clone()).collect();
        assert_eq!(files, wanted, "{case}: files of “{}”", expected.title);
    }
    let elsewhere: Vec<String> = found
        .iter()
        .filter(|resource| !from_list.iter().any(|listed| listed.id == resource.id))
        .flat_map(|resource| &resource.attachments)
        .map(|attachment| path_of(&attachment.url))
        .collect();
    assert_eq!(elsewhere.len(), elsewhere.iter().collect::<BTreeSet<_>>().len(), "{case}: a file of the pages twice");
    assert_eq!(elsewhere.into_iter().collect::<BTreeSet<_>>(), files_of_pages, "{case}: files of content pages");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_start_needs_no_network() {
    let folder = tempfile::tempdir().unwrap();
    let options = OpenOptions { folder: Some(folder.path().to_owned()), offline: true, ..OpenOptions::default() };
    let library = Library::open(options).unwrap();

    let resources = library.list(&ListFilter::default()).unwrap();
    assert_eq!(resources.len(), 9);
    assert!(resources.iter().all(|resource| resource.from_starter && resource.last_confirmed.is_none()));
    let about = library.about().unwrap();
    assert_eq!(about.vision_points.len(), 3);
    assert!(about.mission.unwrap().starts_with("Transform people's health and lives"));
    assert_eq!(about.values, ["We are compassionate", "We collaborate", "We are inclusive", "We are accountable"]);
    assert_eq!(about.objectives.len(), 3);
    assert_eq!(about.last_confirmed, None);
    let answer = library.search(&words("birth trauma")).unwrap();
    assert_eq!(answer.total, 1, "{answer:#?}");
    assert!(answer.complete);

    let report = library.refresh(RefreshOptions::default(), Arc::new(Silent), CancellationToken::new()).await.unwrap();
    assert_eq!((report.outcome, report.code.as_deref(), report.requests), (Outcome::Stopped, Some("offline"), 0));
    assert_eq!(library.list(&ListFilter::default()).unwrap().len(), 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_entry_is_found_in_every_kind_of_markup() {
    for template in [
        Template::CraftCards,
        Template::DrupalView,
        Template::WordPressLoop,
        Template::PlainList,
        Template::FlatHeadings,
    ] {
        let world = World::new(SiteOptions { template, ..SiteOptions::default() }).await;
        let report = world.refresh().await;
        assert_eq!(report.outcome, Outcome::Updated, "{template:?}: {report:#?}");
        assert_same(&world.current(), &world.site.expected(), &format!("{template:?}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_entry_is_found_in_every_way_of_paging() {
    for paging in [
        Paging::ZeroBased,
        Paging::Clamped,
        Paging::Ignored,
        Paging::EmptyPastEnd,
        Paging::NotFoundPastEnd,
        Paging::PathStyle,
        Paging::NextLinkOnly,
        Paging::LoadMoreCumulative,
    ] {
        let world = World::new(SiteOptions { paging, ..SiteOptions::default() }).await;
        let report = world.refresh().await;
        assert_eq!(report.outcome, Outcome::Updated, "{paging:?}: {report:#?}");
        assert_same(&world.current(), &world.site.expected(), &format!("{paging:?}"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_site_is_not_fetched_again() {
    let world = World::refreshed(SiteOptions::default()).await;
    let before = world.library.status().unwrap();
    assert_eq!((before.attachments.pending, before.attachments.failed, before.text.waiting), (0, 0, 0));
    assert_eq!(before.index_revision, before.revision);

    world.site.clear_requests();
    let report = world.refresh().await;
    assert_eq!(report.outcome, Outcome::Unchanged, "{report:#?}");
    assert_eq!(
        (report.attachments.fetched, report.bytes_received, world.files_sent()),
        (0, 0, 0),
        "{:#?}",
        world.site.requests()
    );
    assert_eq!(report.resources.kept as usize, world.current().len());
    assert_eq!(world.library.status().unwrap().revision, before.revision);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_word_finds_its_page() {
    let world = World::refreshed(SiteOptions::default()).await;
    let mut looked_for = 0;
    for expected in world.site.expected() {
        for file in &expected.files {
            for (index, word) in file.unique_word_by_page.iter().enumerate() {
                let answer = world.library.search(&words(word)).unwrap();
                let found = answer.hits.iter().flat_map(|hit| &hit.passages).any(|passage| {
                    let Some(id) = &passage.attachment else { return false };
                    let page = passage.page.unwrap_or(1) as usize;
                    let marked = passage.highlights.iter().any(|(from, to)| from < to);
                    let resource = world
                        .current()
                        .into_iter()
                        .flat_map(|resource| resource.attachments)
                        .find(|attachment| attachment.id == *id);
                    page == index + 1
                        && marked
                        && resource.is_some_and(|attachment| path_of(&attachment.url) == file.path)
                });
                assert!(found, "“{word}” of page {} of {} was not found: {answer:#?}", index + 1, file.path);
                looked_for += 1;
            }
        }
    }
    assert!(looked_for > 40, "only {looked_for} words");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_starter_becomes_the_sites_own_and_what_the_site_lacks_is_withdrawn() {
    let world = World::new(SiteOptions::default()).await;
    let starter = world.current();
    let gone = "Covid-19 THT Partnership success stories and case studies";
    world.site.change(|content| content.entries.retain(|entry| entry.title != gone));
    let report = world.refresh().await;
    assert_eq!(report.outcome, Outcome::Updated, "{report:#?}");
    assert_eq!((report.resources.revised, report.resources.withdrawn), (8, 1));
    for before in starter {
        let after = world.library.resource(&before.id).unwrap();
        let state = if before.title == gone { ResourceState::Withdrawn } else { ResourceState::Current };
        assert_eq!((after.state, &after.title), (state, &before.title));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_in_place_is_seen_and_the_id_stays() {
    let world = World::refreshed(SiteOptions::default()).await;
    let old = "Tower Hamlets Together - Shared Outcomes Framework";
    let before = world.titled(old);
    world.site.change(|content| content.entry(old).title = "Shared Outcomes Framework, second edition".to_owned());
    let report = world.refresh().await;
    assert_eq!(
        (report.resources.added, report.resources.revised, report.resources.withdrawn),
        (0, 1, 0),
        "{report:#?}"
    );
    assert_eq!(world.titled("Shared Outcomes Framework, second edition").id, before.id);

    // The file is replaced at the same address: new words are found, old ones are not.
    let path = path_of(&before.attachments[0].url);
    let word = world
        .site
        .expected()
        .iter()
        .flat_map(|resource| resource.files.clone())
        .find(|file| file.path == path)
        .unwrap()
        .unique_word_by_page[0]
        .clone();
    assert_eq!(world.library.search(&words(&word)).unwrap().total, 1);
    world.site.change(|content| {
        let file = content.file(&path);
        file.body = b"Sample for demonstration. No health advice. Now with the word zephyranthes.".to_vec();
    });
    let report = world.refresh().await;
    assert_eq!((report.attachments.fetched, report.attachments.failed), (1, 0), "{report:#?}");
    let answer = world.library.search(&words("zephyranthes")).unwrap();
    assert_eq!(answer.hits[0].resource, before.id);
    let answer = world.library.search(&SearchQuery { words: format!("\"{word}\""), ..SearchQuery::default() }).unwrap();
    assert!(answer.hits.iter().all(|hit| hit.resource != before.id), "{answer:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_partnerships_page_follows_the_site() {
    let world = World::refreshed(SiteOptions::default()).await;
    let now = world.library.about().unwrap();
    assert!(now.last_confirmed.is_some());
    assert_eq!((now.vision_points.len(), now.values.len(), now.objectives.len()), (3, 4, 3));
    // The site's wording is the starter's: no change that anyone saw.
    assert_eq!(now.last_changed, None);

    world.site.switch(|options| options.vision = VisionWording::Older);
    assert_eq!(world.refresh().await.problems, []);
    let older = world.library.about().unwrap();
    assert!(older.mission.as_deref().unwrap().starts_with("To improve the health and wellbeing"), "{older:#?}");
    assert!(older.objectives.is_empty() && older.last_changed.is_some());

    // A page that cannot be read leaves the text that is here.
    world.site.faults(|faults| faults.always(Place::Path(demo_site::VISION_PATH.to_owned()), Fault::ServerError));
    assert_eq!(world.refresh().await.outcome, Outcome::Partial);
    assert_eq!(world.library.about().unwrap(), older);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_leaves_the_site_is_withdrawn_and_stays_readable() {
    let world = World::refreshed(SiteOptions::default()).await;
    let title = "Tower Hamlets Together: Health and Social Care Workforce Strategy 2021-2024";
    world.site.change(|content| content.entries.retain(|entry| entry.title != title));
    let report = world.refresh().await;
    assert_eq!(report.resources.withdrawn, 1, "{report:#?}");
    let resource = world.titled(title);
    assert!(resource.state == ResourceState::Withdrawn && resource.withdrawn_on.is_some());
    for attachment in &resource.attachments {
        assert!(world.library.file(&attachment.id).unwrap().path.is_file());
    }
    let found =
        |withdrawn| world.library.search(&SearchQuery { withdrawn, ..words("workforce strategy 2021-2024") }).unwrap();
    assert!(found(false).hits.iter().all(|hit| hit.resource != resource.id));
    assert!(found(true).hits.iter().any(|hit| hit.resource == resource.id && hit.state == ResourceState::Withdrawn));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_slips_through_while_the_list_is_read_is_not_lost() {
    for shift in
        [Shift::Remove(2), Shift::InsertAtTop(Box::new(SiteEntry::new("Sample: just added"))), Shift::MoveToTop(20)]
    {
        let world = World::refreshed(SiteOptions::default()).await;
        let before = world.current().len();
        world.site.faults(|faults| faults.after_list_page(1, shift.clone()));
        world.refresh().await;
        world.refresh().await;
        let after = world.current();
        assert_same(&after, &world.site.expected(), &format!("{shift:?}"));
        let withdrawn = world.library.status().unwrap().withdrawn;
        let removed = u32::from(matches!(shift, Shift::Remove(_)));
        assert!(withdrawn <= removed, "{shift:?}: {withdrawn} withdrawn of {before}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_looks_broken_changes_nothing() {
    type Break = fn(&DemoSite);
    let breaks: [(&str, Break); 7] = [
        ("captive_portal", |site| site.faults(|faults| faults.always(Place::Everywhere, Fault::CaptivePortal))),
        ("captive_portal", |site| {
            site.faults(|faults| {
                faults.always(Place::List, Fault::RedirectTo("http://localhost.localdomain:9/".to_owned()))
            })
        }),
        ("unreachable", |site| site.faults(|faults| faults.always(Place::List, Fault::Challenge))),
        ("unreachable", |site| site.faults(|faults| faults.always(Place::List, Fault::ServerError))),
        ("not_the_site", |site| site.faults(|faults| faults.always(Place::List, Fault::NotFound))),
        ("unreachable", |site| site.faults(|faults| faults.always(Place::List, Fault::RedirectLoop))),
        ("site_changed", |site| site.change(|content| content.entries.truncate(5))),
    ];
    let world = World::refreshed(SiteOptions::default()).await;
    let before = world.current();
    let content = SiteContent::standard();
    for (code, break_it) in breaks {
        break_it(&world.site);
        let report = world.refresh().await;
        assert_eq!((report.outcome, report.code.as_deref()), (Outcome::Stopped, Some(code)), "{report:#?}");
        assert!(report.message.unwrap().contains("Nothing was changed"), "{code}");
        assert_eq!(world.current(), before, "{code}");
        world.site.faults(demo_site::Faults::clear);
        world.site.change(|now| *now = content.clone());
    }
    assert_eq!(world.refresh().await.outcome, Outcome::Unchanged);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_the_list_that_fails_withdraws_nothing() {
    let world = World::refreshed(SiteOptions::default()).await;
    let before = world.current().len();
    world.site.faults(|faults| faults.always(Place::ListPage(2), Fault::ServerError));
    let report = world.refresh().await;
    assert_eq!((report.outcome, report.resources.withdrawn), (Outcome::Partial, 0), "{report:#?}");
    assert!(report.problems.iter().any(|problem| problem.code == "server_error"));
    assert_eq!(world.current().len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_document_is_never_kept() {
    for (code, fault) in [
        ("not_a_document", Fault::ErrorPageAs { media_type: "application/pdf".to_owned() }),
        ("not_a_document", Fault::EmptyBody),
        ("truncated", Fault::CutAfter { bytes: 700 }),
        ("gone", Fault::NotFound),
        ("refused", Fault::Challenge),
    ] {
        let world = World::new(SiteOptions::default()).await;
        let expected = world.site.expected();
        let path = expected
            .iter()
            .flat_map(|resource| &resource.files)
            .find(|file| file.media_type == "application/pdf")
            .unwrap()
            .path
            .clone();
        world.site.faults(|faults| faults.always(Place::Path(path.clone()), fault.clone()));
        let report = world.refresh().await;
        assert_eq!((report.outcome, report.attachments.failed), (Outcome::Partial, 1), "{fault:?}: {report:#?}");
        assert!(
            report.problems.iter().any(|problem| problem.code == code && path_of(&problem.url) == path),
            "{fault:?}: {report:#?}"
        );
        let attachment = world
            .current()
            .into_iter()
            .flat_map(|resource| resource.attachments)
            .find(|attachment| path_of(&attachment.url) == path)
            .unwrap();
        assert_eq!((attachment.state, attachment.sha256), (AttachmentState::Failed, None), "{fault:?}");
        assert_eq!(world.library.file(&attachment.id).unwrap_err().code, ErrorCode::NotHere);

        // All is well again: the next refresh goes on from there, and fetches nothing else.
        world.site.faults(demo_site::Faults::clear);
        world.site.clear_requests();
        let report = world.refresh().await;
        assert_eq!(
            (report.outcome, report.attachments.fetched, world.files_sent()),
            (Outcome::Updated, 1, 1),
            "{fault:?}: {report:#?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_whose_link_does_not_look_like_one_belongs_to_its_entry() {
    let world = World::new(SiteOptions::default()).await;
    let sample = |title: &str| SiteFile::made(title, &["sample".to_owned()], 3_000);
    world.site.change(|content| {
        content.files.insert("/leaflets/4711".to_owned(), sample("In Somali"));
        content.files.insert("/uploads/steady-feet.pdf".to_owned(), sample("In English"));
        let entry = SiteEntry::new("Steady feet").paragraph("Sample words.");
        let entry = entry.link("Download", "/uploads/steady-feet.pdf").link("Download in Somali", "/leaflets/4711");
        content.entries.insert(0, entry);
    });
    for outcome in [Outcome::Updated, Outcome::Unchanged] {
        let report = world.refresh().await;
        assert_eq!(report.outcome, outcome, "{report:#?}");
        let files: Vec<_> =
            world.titled("Steady feet").attachments.iter().map(|one| (path_of(&one.url), one.state)).collect();
        assert_eq!(
            files,
            [
                ("/uploads/steady-feet.pdf".to_owned(), AttachmentState::Here),
                ("/leaflets/4711".to_owned(), AttachmentState::Here)
            ]
        );
        world.site.clear_requests();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_wants_a_sign_in_half_way_is_asked_for_nothing_more() {
    let world = World::new(SiteOptions::default()).await;
    world.site.faults(|faults| faults.always(Place::Files, Fault::CaptivePortal));
    let report = world.refresh().await;
    assert_eq!((report.outcome, report.attachments.failed), (Outcome::Partial, 0), "{report:#?}");
    assert_eq!(report.problems.len(), 1, "{report:#?}");
    assert_eq!(report.problems[0].code, "captive_portal");
    let attachments = || world.current().into_iter().flat_map(|resource| resource.attachments);
    assert!(attachments().all(|attachment| attachment.state == AttachmentState::Pending));
    let files = world.site.requests().iter().filter(|request| request.path().starts_with("/uploads/")).count();
    assert!(files < attachments().count() / 2, "{files} files were asked for");

    world.site.faults(demo_site::Faults::clear);
    let report = world.refresh().await;
    assert_eq!((report.outcome, report.attachments.pending), (Outcome::Updated, 0), "{report:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_file_never_replaces_a_good_one() {
    let world = World::refreshed(SiteOptions::default()).await;
    let before = world.current();
    world.site.faults(|faults| {
        faults.always(Place::Files, Fault::NoValidators);
        faults.always(Place::Files, Fault::ErrorPageAs { media_type: "application/pdf".to_owned() });
    });
    let report = world.refresh().await;
    assert!(report.attachments.failed > 0, "{report:#?}");
    let files = |resources: &[Resource]| -> Vec<_> {
        resources
            .iter()
            .flat_map(|resource| &resource.attachments)
            .map(|attachment| (attachment.sha256.clone(), attachment.state))
            .collect()
    };
    for (after, before) in files(&world.current()).iter().zip(files(&before)) {
        assert_eq!(*after, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_keeps_what_is_whole_and_the_next_refresh_goes_on() {
    let world = World::new(SiteOptions::default()).await;
    world.site.faults(|faults| faults.always(Place::Files, Fault::SlowBody { piece_bytes: 2000, pause_ms: 50 }));
    let cancel = CancellationToken::new();
    let library = world.library.clone();
    let token = cancel.clone();
    let refreshing =
        tokio::spawn(async move { library.refresh(RefreshOptions::default(), Arc::new(Silent), token).await });
    while world.library.status().unwrap().attachments.here < 3 {
        assert!(!refreshing.is_finished(), "ended early: {:#?}", refreshing.await);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    cancel.cancel();
    let report = refreshing.await.unwrap().unwrap();
    assert_eq!((report.outcome, report.code.as_deref()), (Outcome::Stopped, Some("cancelled")));
    let kept = world.library.status().unwrap().attachments.here;
    assert!(kept >= 3);
    assert!(world.library.verify(false).unwrap().problems.iter().all(|problem| problem.code == "stale_index"));

    world.site.faults(demo_site::Faults::clear);
    world.site.clear_requests();
    let report = world.refresh().await;
    let total = world.library.status().unwrap().attachments.here;
    assert_eq!(report.outcome, Outcome::Updated, "{report:#?}");
    assert!(world.files_sent() < total as usize, "{} sent, {kept} were here of {total}", world.files_sent());
    assert_same(&world.current(), &world.site.expected(), "after cancelling");
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_is_found_and_mended() {
    let world = World::refreshed(SiteOptions::default()).await;
    assert!(world.library.verify(false).unwrap().ok);
    let resource = world.titled("Tower Hamlets Together - Shared Outcomes Framework");
    let file = world.library.file(&resource.attachments[0].id).unwrap();
    std::fs::write(&file.path, "damaged").unwrap();

    let found = world.library.verify(false).unwrap();
    assert!(
        !found.ok
            && found
                .problems
                .iter()
                .any(|problem| problem.code == "damaged_file" && problem.what == resource.attachments[0].id.as_str())
    );
    let repaired = world.library.verify(true).unwrap();
    assert!(repaired.repaired > 0);
    assert!(world.library.verify(false).unwrap().ok);
    // The damaged bytes are set aside, the next refresh fetches the file again.
    assert_eq!(world.library.resource(&resource.id).unwrap().attachments[0].state, AttachmentState::Pending);
    let report = world.refresh().await;
    assert_eq!(report.attachments.fetched, 1, "{report:#?}");
    assert!(world.library.verify(false).unwrap().ok);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_catalogue_is_put_together_again_when_the_library_is_opened() {
    for damage in [0_u64, 4096] {
        let world = World::refreshed(SiteOptions::default()).await;
        let (before, address) = (world.current(), world.site.address());
        let World { site, folder, library } = world;
        let found = library.search(&words("vision")).unwrap().total;
        drop(library);
        let catalogue = folder.path().join("catalogue.sqlite");
        let mut bytes = std::fs::read(&catalogue).unwrap();
        bytes[damage as usize..damage as usize + 512].fill(0);
        std::fs::write(&catalogue, bytes).unwrap();

        let library = open(folder.path(), &address);
        let world = World { site, folder, library };
        assert_eq!(world.current(), before, "{damage}");
        assert_eq!(world.library.search(&words("vision")).unwrap().total, found);
        assert!(world.library.verify(false).unwrap().ok, "{:#?}", world.library.verify(false));
        let notices = world.library.status().unwrap().notices;
        assert_eq!(notices.iter().map(|notice| notice.code.as_str()).collect::<Vec<_>>(), ["catalogue_rebuilt"]);
        assert!(
            std::fs::read_dir(world.folder.path().join("set-aside")).unwrap().count() > 0,
            "nothing is thrown away"
        );
        let report = world.refresh().await;
        assert!(matches!(report.outcome, Outcome::Updated | Outcome::Unchanged), "{report:#?}");
        assert!(world.library.status().unwrap().notices.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_index_is_made_again_from_the_store() {
    let world = World::refreshed(SiteOptions::default()).await;
    let answer = |library: &Library| {
        let answer = library.search(&words("outcomes framework")).unwrap();
        assert!(answer.complete);
        answer.hits
    };
    let before = answer(&world.library);
    assert!(!before.is_empty());
    let World { site, folder, library } = world;
    drop(library);
    std::fs::remove_dir_all(folder.path().join("index")).unwrap();
    let library = open(folder.path(), &site.address());
    assert_eq!(answer(&library), before);
    library.reindex(&Silent).unwrap();
    assert_eq!(answer(&library), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_writers_do_not_meet() {
    let world = World::new(SiteOptions::default()).await;
    world.site.faults(|faults| faults.always(Place::Files, Fault::SlowBody { piece_bytes: 3000, pause_ms: 300 }));
    let cancel = CancellationToken::new();
    let (library, token) = (world.library.clone(), cancel.clone());
    let first = tokio::spawn(async move { library.refresh(RefreshOptions::default(), Arc::new(Silent), token).await });
    while world.library.status().unwrap().revision < 2 {
        assert!(!first.is_finished(), "ended early: {:#?}", first.await);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // Another program on the same library: reads at once, and is told that the library is busy.
    let other = open(world.folder.path(), &world.site.address());
    assert!(!other.list(&ListFilter::default()).unwrap().is_empty());
    let refused =
        other.refresh(RefreshOptions::default(), Arc::new(Silent), CancellationToken::new()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::BusyElsewhere);
    cancel.cancel();
    first.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn formats_are_told_by_content_and_read_where_they_can_be() {
    let world = World::refreshed(SiteOptions::default()).await;
    let mut kinds: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for attachment in world.current().iter().flat_map(|resource| &resource.attachments) {
        let text = match attachment.text {
            TextQuality::None => "none",
            TextQuality::Good | TextQuality::Poor => "text",
        };
        kinds.entry(attachment.media_type.clone()).or_default().insert(text);
    }
    for (media_type, text) in [
        ("application/pdf", "text"),
        ("application/pdf", "none"), // the scanned one
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "text"),
        ("text/html", "text"),
        ("text/plain", "text"),
        ("video/mp4", "none"),
        ("video/webm", "none"),
    ] {
        assert!(
            kinds.get(media_type).is_some_and(|found| found.contains(text)),
            "no {media_type} with {text}: {kinds:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_saved_under_readable_names() {
    let world = World::refreshed(SiteOptions::default()).await;
    let to = tempfile::tempdir().unwrap();
    let resource = world.titled("What Would You Do? - HealthWatch Tower Hamlets Part 2");
    let saved = world.library.save(&resource.id, to.path()).unwrap();
    assert_eq!(saved.len(), resource.attachments.len());
    for (path, attachment) in saved.iter().zip(&resource.attachments) {
        assert_eq!(std::fs::metadata(path).unwrap().len(), attachment.size_bytes);
        assert!(path.file_name().unwrap().to_str().unwrap().starts_with("What Would You Do"), "{path:?}");
    }
    // Once more: beside the first copies, not over them.
    let again = world.library.save(&resource.id, to.path()).unwrap();
    assert!(again.iter().all(|path| !saved.contains(path)));
}
