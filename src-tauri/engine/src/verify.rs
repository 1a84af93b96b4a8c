//! Is the library whole? Every stored file against its hash, the rows against each other, the index against the store.

use std::collections::HashMap;

use catalogue::{AttachmentState, Resource, Verification, VerificationProblem};
use store::{FileCheck, StoreCheck, StoreError, WriteLock};

use crate::Library;
use crate::error::Error;

/// Mending is tried so often: the catalogue, then what it names, then what is left.
const ROUNDS: u32 = 3;

/// Looks; with `repair`, mends what can be mended here and looks once more. The problems told are those of the first
/// look; `ok` says that nothing is left of them.
pub(crate) fn verify(library: &Library, repair: bool) -> Result<Verification, Error> {
    if !repair {
        return Ok(look(library)?.verification);
    }
    let lock = library.lock_for_writing()?;
    let mut findings = look(library)?;
    let first = findings.verification.clone();
    let mut repaired = 0;
    // What the catalogue says of files can be looked at only once it can be read itself.
    for _ in 0..ROUNDS {
        if findings.verification.ok {
            break;
        }
        repaired += mend(library, &findings, &lock)?;
        findings = look(library)?;
    }
    Ok(Verification { ok: findings.verification.ok, repaired, ..first })
}

struct Findings {
    verification: Verification,
    /// What is wrong with the catalogue and its copy.
    catalogue: StoreCheck,
    /// Files that are not what their name says, by hash.
    files: Vec<String>,
    index: bool,
}

fn look(library: &Library) -> Result<Findings, Error> {
    let store = library.store();
    let catalogue = store.check()?;
    let mut problems = catalogue.problems.clone();

    // A catalogue that cannot be read is told already; what it says of files cannot be known.
    let resources = match store.all_resources() {
        Ok(resources) => resources,
        Err(StoreError::Damaged(_) | StoreError::Sql(_)) if !problems.is_empty() => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    let mut checks: HashMap<String, FileCheck> = HashMap::new();
    let mut attachments = 0;
    for resource in &resources {
        for attachment in &resource.attachments {
            let Some(sha256) = &attachment.sha256 else { continue };
            attachments += 1;
            let check = *checks.entry(sha256.clone()).or_insert_with(|| store.files().check(sha256));
            if check != FileCheck::Whole {
                let withdrawn = attachment.state == AttachmentState::Withdrawn;
                problems.push(damaged_file(resource, attachment.id.as_str(), check, withdrawn));
            }
        }
    }
    let damaged_index = !library.inner.index.is_whole();
    if damaged_index {
        problems.push(problem("damaged_index", "index", "A part of the search index is damaged.".to_owned()));
    }
    let stale_index = !library.inner.index.is_current(store).unwrap_or(false)
        || library.inner.index.resources() != resources.len() as u32;
    if stale_index {
        problems.push(problem(
            "stale_index",
            "index",
            "The search index does not show the library as it is.".to_owned(),
        ));
    }
    let mut verification = Verification { ok: problems.is_empty(), problems, ..Verification::default() };
    verification.checked.attachments = attachments;
    verification.checked.rows = catalogue.rows;
    let files = checks.into_iter().filter(|(_, check)| *check != FileCheck::Whole).map(|(sha256, _)| sha256).collect();
    Ok(Findings { verification, catalogue, files, index: damaged_index || stale_index })
}

/// Damaged rows are mended in place where the copy has them or the site can be asked again; else the catalogue is set aside
/// and made again from what is whole. Files are set aside, never deleted, and fetched again by the next refresh; the
/// index is made again now. Gives the number of things mended.
fn mend(library: &Library, findings: &Findings, lock: &WriteLock) -> Result<u32, Error> {
    let store = library.store();
    let mut repaired = 0;
    if !findings.catalogue.problems.is_empty() {
        let mended = store.mend(&findings.catalogue)?;
        repaired += mended.mended;
        if mended.needs_recovery {
            store.recover_open(lock, library.now())?;
            store.back_up()?;
            repaired += 1;
        }
    }
    for sha256 in &findings.files {
        store.files().set_aside(sha256, library.now())?;
        store.file_lost(sha256)?;
        repaired += 1;
    }
    library.inner.index.rebuild(store, &crate::Silent)?;
    crate::recovery::index_was_made(store)?;
    Ok(repaired + u32::from(findings.index))
}

fn damaged_file(resource: &Resource, attachment: &str, check: FileCheck, withdrawn: bool) -> VerificationProblem {
    let how = if check == FileCheck::Missing { "is missing" } else { "is damaged" };
    let gone = if withdrawn { " It has left the site and cannot be fetched again." } else { "" };
    problem("damaged_file", attachment, format!("A file of “{}” {how}.{gone}", resource.title))
}

fn problem(code: &str, what: &str, message: String) -> VerificationProblem {
    VerificationProblem { code: code.to_owned(), what: what.to_owned(), message }
}
