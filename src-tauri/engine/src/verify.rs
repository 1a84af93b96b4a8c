//! Is the library whole? Every stored file against its hash, the rows against each other, the index against the store.

use std::collections::HashMap;

use catalogue::{AttachmentState, Verification, VerificationProblem};
use store::FileCheck;

use crate::Library;
use crate::error::Error;

pub(crate) fn verify(library: &Library, repair: bool) -> Result<Verification, Error> {
    let _lock = if repair { Some(library.lock_for_writing()?) } else { None };
    let store = library.store();
    let mut verification = Verification::default();
    let mut found = |code: &str, what: &str, message: String| {
        verification.problems.push(VerificationProblem { code: code.to_owned(), what: what.to_owned(), message });
    };

    let checked = store.check()?;
    for problem in checked.problems {
        found(&problem.code, &problem.what, problem.message);
    }

    let resources = store.all_resources()?;
    let mut attachments = 0;
    let mut damaged: HashMap<String, FileCheck> = HashMap::new();
    let mut seen: HashMap<String, bool> = HashMap::new();
    for resource in &resources {
        for attachment in &resource.attachments {
            let Some(sha256) = &attachment.sha256 else { continue };
            attachments += 1;
            let whole = *seen.entry(sha256.clone()).or_insert_with(|| match store.files().check(sha256) {
                FileCheck::Whole => true,
                check => {
                    damaged.insert(sha256.clone(), check);
                    false
                }
            });
            if !whole {
                let how = if damaged.get(sha256) == Some(&FileCheck::Missing) { "is missing" } else { "is damaged" };
                let gone = if attachment.state == AttachmentState::Withdrawn {
                    " It has left the site and cannot be fetched again."
                } else {
                    ""
                };
                found("damaged_file", attachment.id.as_str(), format!("A file of “{}” {how}.{gone}", resource.title));
            }
        }
    }
    let index_is_current =
        library.inner.index.is_current(store)? && library.inner.index.resources() == resources.len() as u32;
    if !index_is_current {
        found("stale_index", "index", "The search index does not show the library as it is.".to_owned());
    }
    verification.checked.attachments = attachments;
    verification.checked.rows = checked.rows;

    if repair {
        for sha256 in damaged.keys() {
            // Set aside, never deleted; the next refresh fetches it again.
            store.files().set_aside(sha256, library.now())?;
            store.file_lost(sha256)?;
            verification.repaired += 1;
        }
        if !index_is_current || !damaged.is_empty() {
            library.inner.index.rebuild(store, &crate::Silent)?;
            verification.repaired += u32::from(!index_is_current);
        }
    }
    verification.ok = verification.problems.is_empty();
    Ok(verification)
}
