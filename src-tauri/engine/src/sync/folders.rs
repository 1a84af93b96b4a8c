//! Reading a folder as a source: see [`crate::sources::walk`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use catalogue::{Problem, ProgressPhase};
use fetch::{Answer, Destination, Failure, FailureCode, Fetcher, FileOnDisk, Validators};

use super::reading::SiteReading;
use super::{Refresh, RunError, Stop};
use crate::sources;

/// What is in the folder now. A folder that is not there stops the reading, so that nothing is withdrawn for its sake.
pub(super) async fn read(refresh: &mut Refresh<'_>, folder: &str) -> Result<SiteReading, RunError> {
    refresh.report(ProgressPhase::Reading, 0, None, folder);
    let (path, language) = (PathBuf::from(folder), refresh.profile.language.clone());
    let walked = tokio::task::spawn_blocking(move || sources::walk(&path, &language));
    let walk = tokio::select! {
        // A drive that hangs is not waited for.
        () = refresh.cancel.cancelled() => return Err(Stop::cancelled().into()),
        walked = walked => walked.expect("walking through a folder does not panic"),
    };
    let walk = walk.map_err(|_| Stop::no_folder(folder))?;
    // Where a stick was pulled, its place in the file system often stays, empty.
    let had_some = || refresh.library.store().resources_by_source().map(|has| has.contains_key(&refresh.profile.id));
    if walk.resources.is_empty() && had_some()? {
        return Err(Stop::no_folder(folder).into());
    }
    refresh.problems.extend(walk.problems.iter().map(|(path, why)| folder_problem(path, why)));
    Ok(SiteReading { complete: walk.problems.is_empty(), resources: walk.resources, ..SiteReading::default() })
}

/// A part of a folder that could not be read.
pub(crate) fn folder_problem(path: &Path, why: &str) -> Problem {
    Problem {
        code: "unreadable_folder".to_owned(),
        url: sources::address_of(path).unwrap_or_default(),
        message: format!("A part of the folder could not be read ({why}), so nothing was taken away."),
    }
}

/// A file of the folder, at the address that [`read`] gave it.
pub(super) async fn copy(
    fetcher: &Fetcher,
    folder: &str,
    url: &str,
    validators: &Validators,
    destination: Arc<dyn Destination>,
) -> Result<Answer<FileOnDisk>, Failure> {
    let folder = Path::new(folder);
    match sources::path_of(folder, url) {
        Some(path) => fetcher.copy(&path, url, validators, destination).await,
        None if folder.is_dir() => Ok(Answer::Gone),
        None => Err(Failure {
            code: FailureCode::Unreachable,
            message: "its folder is not there any more".to_owned(),
            retry_after: None,
        }),
    }
}
