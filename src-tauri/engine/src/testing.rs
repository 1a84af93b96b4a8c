//! Libraries for tests.

use std::fs;
use std::path::Path;

use catalogue::{Attachment, AttachmentId, AttachmentState, ListFilter, TextQuality};

use crate::{Library, OpenOptions};

/// A library of its own in this folder, filled from the starter content, with a policy where one is given.
pub(crate) fn library(folder: &Path, policy: &str) -> Library {
    let config = folder.join("policy.toml");
    fs::write(&config, policy).unwrap();
    let (folder, config) = (Some(folder.join("library")), Some(config));
    Library::open(OpenOptions { folder, config, offline: true, ..OpenOptions::default() }).unwrap()
}

/// What stands in the file of [`confirmed`].
pub(crate) const WORDS: &[u8] =
    b"<!doctype html><html><body><h1>Sample</h1><p>Wobbly zeppelins for the test, and more words.</p></body></html>";

/// A library whose first resource has a file and was confirmed by its site.
pub(crate) fn confirmed(folder: &Path) -> Library {
    let open = library(folder, "");
    let part = open.store().files().temporary().unwrap();
    fs::write(&part, WORDS).unwrap();
    let sha256 = crate::hash::sha256_hex(WORDS);
    open.store().files().keep(&part, &sha256).unwrap();
    let mut first = open.list(&ListFilter::default()).unwrap()[0].clone();
    first.title = "Sample leaflet of the test".into();
    first.last_confirmed = Some(open.now());
    first.from_starter = false;
    first.attachments = vec![Attachment {
        id: AttachmentId::mint(&first.id, "x"),
        url: "https://www.towerhamletstogether.com/sample.html".into(),
        label: "Sample".into(),
        media_type: "text/html".into(),
        size_bytes: WORDS.len() as u64,
        sha256: Some(sha256),
        state: AttachmentState::Here,
        pages: None,
        text: TextQuality::None,
        language: None,
        problem: None,
    }];
    open.store()
        .apply(&store::NewRevision { at: open.now(), upserts: &[first], ..store::NewRevision::default() })
        .unwrap();
    open
}
