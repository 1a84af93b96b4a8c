//! What a source would bring: read as a refresh reads it, without writing anything.

use std::path::Path;
use std::sync::Arc;

use catalogue::{Kind, Observed, Problem, SourceSummary};
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use super::profiles::{Given, of_folder};
use super::{summary, walk};
use crate::Library;
use crate::error::{Error, ErrorCode};
use crate::sync::{Refresh, RefreshOptions, Reporter, RunError, Stop, fetcher, read_site};

/// What a source would bring.
#[derive(Debug, Clone, Serialize)]
pub struct SourceTrial {
    pub source: SourceSummary,
    pub resources: Vec<TriedResource>,
    /// A page with vision, mission and values was found.
    pub about_found: bool,
    /// Every page was read whole.
    pub complete: bool,
    pub requests: u32,
    pub problems: Vec<Problem>,
    /// Why nothing could be read; null where it could.
    pub code: Option<String>,
    pub message: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TriedResource {
    pub title: String,
    pub summary: String,
    pub kind: Kind,
    pub language: String,
    pub page_url: String,
    pub files: Vec<String>,
    pub links: Vec<String>,
}

pub(crate) async fn try_source(
    library: &Library,
    what: &str,
    reporter: Arc<dyn Reporter>,
) -> Result<SourceTrial, Error> {
    let profile = match Given::read(what)? {
        Given::Folder(folder) => return try_folder(&folder),
        Given::File(profile) | Given::Address(profile) => profile,
    };
    if let Some(folder) = &profile.folder {
        return try_folder(Path::new(folder));
    }
    if library.is_offline() {
        return Err(Error::new(
            ErrorCode::Offline,
            "this computer is set to work without the internet",
            "Leave out --offline",
        ));
    }
    let cancel = CancellationToken::new();
    let fetcher = Arc::new(
        fetcher(library, &profile, None, cancel.clone())
            .map_err(|stop| Error::new(ErrorCode::Failed, stop.message(), "Try again"))?,
    );
    let options = RefreshOptions::default();
    let mut refresh = Refresh::new(library, &profile, &options, fetcher.clone(), reporter, cancel);
    let (reading, stop): (_, Option<Stop>) = match read_site(&mut refresh).await {
        Ok(reading) => (Some(reading), None),
        Err(RunError::Stop(stop)) => (None, Some(stop)),
        Err(RunError::Error(error)) => return Err(error),
    };
    let problems = refresh.problems;
    let reading = reading.unwrap_or_default();
    Ok(SourceTrial {
        source: summary(&profile),
        about_found: reading.about.is_some(),
        complete: reading.complete,
        resources: reading.resources.into_iter().map(tried).collect(),
        requests: fetcher.requests(),
        problems,
        code: stop.as_ref().map(|stop| stop.code.to_owned()),
        message: stop.map(|stop| stop.message()),
    })
}

fn tried(observed: Observed) -> TriedResource {
    TriedResource {
        title: observed.title,
        summary: observed.summary,
        kind: observed.kind,
        language: observed.language,
        page_url: observed.page_url,
        files: observed.files.into_iter().map(|file| file.url).collect(),
        links: observed.links.into_iter().map(|link| link.url).collect(),
    }
}

fn try_folder(folder: &Path) -> Result<SourceTrial, Error> {
    let profile = of_folder(folder)?;
    let whole = profile.place();
    let walk = walk(Path::new(&whole), &profile.language)
        .map_err(|error| Error::from_disk(&format!("the folder {whole} cannot be read"), &error))?;
    Ok(SourceTrial {
        source: summary(&profile),
        about_found: false,
        complete: walk.problems.is_empty(),
        resources: walk.resources.into_iter().map(tried).collect(),
        requests: 0,
        problems: walk.problems.iter().map(|(path, why)| crate::sync::folder_problem(path, why)).collect(),
        code: None,
        message: None,
    })
}
