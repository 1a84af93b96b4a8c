use catalogue::ResourceState;

use super::*;
use crate::StoredText;
use crate::testing::{arrive, at, library, resource_with, revision_of, snapshot};

fn only(store: &Store, resource: &Resource) -> Attachment {
    store.attachment(&resource.attachments[0].id).unwrap().unwrap().1
}

fn changed_at(store: &Store, resource: &Resource) -> Timestamp {
    store.resource(&resource.id).unwrap().unwrap().last_changed
}

#[test]
fn a_file_arrives_comes_again_and_is_replaced() {
    let (_folder, store) = library();
    let resource = resource_with("a", &["1.pdf"]);
    store.apply(&revision_of(std::slice::from_ref(&resource))).unwrap();
    let first = arrive(&store, &resource.attachments[0], b"first", 1);
    let found = only(&store, &resource);
    assert_eq!(
        (found.state, found.sha256, found.size_bytes, found.media_type.as_str()),
        (AttachmentState::Here, Some(first.clone()), 5, "application/pdf")
    );
    assert_eq!(changed_at(&store, &resource), at(0), "a file that was missing is no change of the resource");
    let serial = store.serial().unwrap();
    assert_eq!(serial, 2);

    arrive(&store, &resource.attachments[0], b"first", 5);
    assert_eq!(store.serial().unwrap(), serial, "the same file once more");
    let url = &resource.attachments[0].url;
    assert_eq!(store.snapshot(url).unwrap().unwrap().fetched_at, at(5));

    let second = arrive(&store, &resource.attachments[0], b"second", 9);
    assert_eq!(only(&store, &resource).sha256, Some(second));
    assert_eq!(changed_at(&store, &resource), at(9));
    assert_eq!(store.changed_since(serial).unwrap().len(), 1);
    let files = store.files_of(&resource.attachments[0].id).unwrap();
    assert_eq!(files.iter().map(|file| (file.at, file.size_bytes)).collect::<Vec<_>>(), [(at(9), 6), (at(1), 5)]);
    assert_eq!(files[1].sha256, first);
    assert!(store.files().path(&first).is_some(), "the earlier file stays");
}

#[test]
fn no_row_names_a_file_that_is_not_there() {
    let (_folder, store) = library();
    let resource = resource_with("a", &["1.pdf"]);
    store.apply(&revision_of(std::slice::from_ref(&resource))).unwrap();
    let id = &resource.attachments[0].id;
    for sha256 in ["f".repeat(64), "../../write.lock".into(), String::new()] {
        let said = store.attachment_arrived(id, &sha256, 1, "application/pdf", &snapshot("https://a", 'f'));
        assert!(matches!(said, Err(StoreError::Unknown(_))), "{sha256}");
    }
    assert_eq!(only(&store, &resource).state, AttachmentState::Pending);
    assert_eq!(store.snapshot("https://a").unwrap(), None);
}

#[test]
fn an_unknown_attachment_is_told() {
    let (_folder, store) = library();
    let sha256 = crate::testing::put_file(&store, b"bytes");
    let id = AttachmentId::from("nothing");
    assert_eq!(store.attachment(&id).unwrap(), None);
    assert!(matches!(store.attachment_failed(&id, "why"), Err(StoreError::Unknown(_))));
    let said = store.attachment_arrived(&id, &sha256, 5, "text/plain", &snapshot("https://a", 'a'));
    assert!(matches!(said, Err(StoreError::Unknown(_))));
    assert_eq!(store.snapshot("https://a").unwrap(), None, "nothing of it was kept");
}

#[test]
fn a_failure_marks_what_is_missing_and_spares_what_is_here() {
    let (_folder, store) = library();
    let resource = resource_with("a", &["1.pdf"]);
    store.apply(&revision_of(std::slice::from_ref(&resource))).unwrap();
    let id = &resource.attachments[0].id;
    store.attachment_failed(id, "The site said: not found").unwrap();
    let found = only(&store, &resource);
    assert_eq!(found.state, AttachmentState::Failed);
    assert_eq!(found.problem.as_deref(), Some("The site said: not found"));
    arrive(&store, &resource.attachments[0], b"now", 1);
    let here = only(&store, &resource);
    assert_eq!((here.state, here.problem.as_deref()), (AttachmentState::Here, None));
    store.attachment_failed(id, "The site said: not found").unwrap();
    assert_eq!(only(&store, &resource), here);
}

#[test]
fn a_withdrawn_attachment_stays_withdrawn() {
    let (_folder, store) = library();
    let mut resource = resource_with("a", &["1.pdf"]);
    resource.attachments[0].state = AttachmentState::Withdrawn;
    store.apply(&revision_of(std::slice::from_ref(&resource))).unwrap();
    store.attachment_failed(&resource.attachments[0].id, "gone").unwrap();
    assert_eq!(only(&store, &resource).state, AttachmentState::Withdrawn);
    let sha256 = arrive(&store, &resource.attachments[0], b"late", 1);
    let found = only(&store, &resource);
    assert_eq!((found.state, found.sha256), (AttachmentState::Withdrawn, Some(sha256)));
}

#[test]
fn a_lost_file_is_pending_again_and_asked_for_without_conditions() {
    let (_folder, store) = library();
    let both = [resource_with("a", &["1.pdf"]), resource_with("b", &["1.pdf"])];
    store.apply(&revision_of(&both)).unwrap();
    let sha256 = arrive(&store, &both[0].attachments[0], b"same", 1);
    arrive(&store, &both[1].attachments[0], b"same", 2);
    let serial = store.serial().unwrap();
    store.file_lost(&sha256).unwrap();
    for resource in &both {
        let found = only(&store, resource);
        assert_eq!(found, resource.attachments[0], "as before its file came");
        assert_eq!(store.snapshot(&found.url).unwrap(), None);
    }
    assert_eq!(store.changed_since(serial).unwrap().len(), 2);
    let serial = store.serial().unwrap();
    store.file_lost(&sha256).unwrap();
    assert_eq!(store.serial().unwrap(), serial);
    // Now the bytes come again.
    arrive(&store, &both[0].attachments[0], b"same", 3);
    assert_eq!(only(&store, &both[0]).sha256, Some(sha256));
}

#[test]
fn of_a_lost_file_that_cannot_come_again_the_text_is_kept() {
    let (_folder, store) = library();
    let both = [resource_with("listed", &["1.pdf"]), resource_with("gone", &["1.pdf"])];
    store.apply(&revision_of(&both)).unwrap();
    let sha256 = arrive(&store, &both[0].attachments[0], b"same", 1);
    arrive(&store, &both[1].attachments[0], b"same", 1);
    let text = StoredText {
        media_type: "application/pdf".into(),
        pages: vec![catalogue::PageText::new(Some(1), "Words")],
        page_count: Some(1),
        quality: TextQuality::Good,
        language: None,
        problem: None,
        problem_code: None,
        title: None,
        facts: catalogue::Facts::default(),
        bookmarks: Vec::new(),
    };
    store.put_text(&sha256, 1, &text).unwrap();
    let mut gone = store.resource(&both[1].id).unwrap().unwrap();
    gone.state = ResourceState::Withdrawn;
    gone.withdrawn_on = Some(at(5));
    store.apply(&revision_of(&[gone])).unwrap();

    std::fs::write(store.files().path(&sha256).unwrap(), "torn").unwrap();
    store.files().set_aside(&sha256, at(6)).unwrap();
    store.file_lost(&sha256).unwrap();
    assert_eq!(only(&store, &both[0]), both[0].attachments[0]);
    let left = only(&store, &both[1]);
    assert_eq!((left.state, left.text, left.pages), (AttachmentState::Withdrawn, TextQuality::Good, Some(1)));
    assert_eq!(store.text(&left.sha256.unwrap()).unwrap(), Some(text));
    arrive(&store, &both[0].attachments[0], b"same", 7);
    assert_eq!(only(&store, &both[0]).text, TextQuality::Good, "the text came back with the file");
}
