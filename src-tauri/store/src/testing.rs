//! What the tests of this crate share.

use catalogue::{
    Attachment, AttachmentId, AttachmentState, Kind, Resource, ResourceId, ResourceState, TextQuality, Timestamp,
};
use sha2::{Digest, Sha256};

use crate::{NewRevision, Snapshot, Store, hex};

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

pub(crate) fn library() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    (folder, store)
}

pub(crate) fn resource(title: &str) -> Resource {
    Resource {
        id: ResourceId::mint(&"example".into(), title, 0),
        title: title.to_owned(),
        summary: String::new(),
        kind: Kind::Leaflet,
        kind_is_guess: true,
        topics: Vec::new(),
        language: "en".into(),
        source: "example".into(),
        page_url: "https://example.org/list".into(),
        date: None,
        state: ResourceState::Current,
        first_seen: at(0),
        last_confirmed: None,
        last_changed: at(0),
        withdrawn_on: None,
        from_starter: true,
        trust: None,
        attachments: Vec::new(),
        links: Vec::new(),
    }
}

/// A resource with pending attachments of these names.
pub(crate) fn resource_with(title: &str, files: &[&str]) -> Resource {
    let mut resource = resource(title);
    resource.attachments = files.iter().map(|name| attachment(&resource, name)).collect();
    resource
}

pub(crate) fn attachment(resource: &Resource, name: &str) -> Attachment {
    Attachment {
        id: AttachmentId::mint(&resource.id, name),
        url: format!("https://example.org/{name}"),
        label: format!("Download {name}"),
        media_type: String::new(),
        size_bytes: 0,
        sha256: None,
        state: AttachmentState::Pending,
        pages: None,
        text: TextQuality::None,
        language: None,
        problem: None,
    }
}

pub(crate) fn revision_of(upserts: &[Resource]) -> NewRevision<'_> {
    NewRevision { at: at(0), upserts, ..NewRevision::default() }
}

/// A snapshot without body whose hash is this digit 64 times.
pub(crate) fn snapshot(url: &str, digit: char) -> Snapshot {
    Snapshot {
        url: url.to_owned(),
        etag: Some("W/\"1\"".into()),
        last_modified: None,
        sha256: digit.to_string().repeat(64),
        fetched_at: at(0),
        body: None,
        content_type: Some("text/html; charset=utf-8".into()),
        final_url: url.to_owned(),
    }
}

/// Puts a file of these bytes in place and gives its hash.
pub(crate) fn put_file(store: &Store, bytes: &[u8]) -> String {
    let part = store.files().temporary().unwrap();
    std::fs::write(&part, bytes).unwrap();
    let sha256 = hex(&Sha256::digest(bytes));
    store.files().keep(&part, &sha256).unwrap();
    sha256
}

/// What a refresh does when a file is whole.
pub(crate) fn arrive(store: &Store, attachment: &Attachment, bytes: &[u8], second: i64) -> String {
    let sha256 = put_file(store, bytes);
    let snapshot = Snapshot { sha256: sha256.clone(), fetched_at: at(second), ..snapshot(&attachment.url, '0') };
    store.attachment_arrived(&attachment.id, &sha256, bytes.len() as u64, "application/pdf", &snapshot).unwrap();
    sha256
}
