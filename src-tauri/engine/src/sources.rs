//! Where resources come from: the built-in profile, and trying out another one without writing anything.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use catalogue::{Kind, Observed, Problem, Profile, SourceId, guess_kind};
use search::Thesaurus;
use serde::Serialize;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::Library;
use crate::error::{Error, ErrorCode};
use crate::sync::{Refresh, RefreshOptions, Reporter, RunError, Stop, fetcher, read_site};

const BUILT_IN: &str = include_str!("../profiles/tower-hamlets-together.toml");

/// A source as `together source list` shows it.
#[derive(Debug, Clone, Serialize)]
pub struct SourceSummary {
    pub id: SourceId,
    pub name: String,
    pub site: String,
    pub attribution: String,
}

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

/// The built-in profile, with another base address where one is given.
pub(crate) fn built_in(site: Option<&str>) -> Result<Profile, Error> {
    let profile: Profile = toml::from_str(BUILT_IN).map_err(|error| {
        Error::new(
            ErrorCode::Failed,
            format!("the profile inside the program cannot be read ({})", error.message()),
            "Install Together Library again",
        )
    })?;
    match site {
        None => Ok(profile),
        Some(site) => {
            let base = web_address(site)?;
            Ok(Profile { site: base.as_str().trim_end_matches('/').to_owned(), host_aliases: Vec::new(), ..profile })
        }
    }
}

/// The words that mean the same: the program's, the source's, and those of the policy's files.
pub(crate) fn thesaurus(profile: &Profile, files: &[PathBuf]) -> Result<Thesaurus, Error> {
    let mut thesaurus = Thesaurus::built_in();
    let refuse = |what: String, why: String| {
        Error::new(
            ErrorCode::BadRequest,
            format!("the words that mean the same in {what} cannot be used ({why})"),
            "Write one set a line, such as: heart attack = myocardial infarction",
        )
    };
    let of_profile = || format!("the profile {}", profile.id);
    thesaurus.add(&profile.thesaurus).map_err(|bad| refuse(of_profile(), bad.to_string()))?;
    for file in files {
        let name = || file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|error| refuse(name(), error.to_string()))?;
        thesaurus.add(&text).map_err(|bad| refuse(name(), bad.to_string()))?;
    }
    Ok(thesaurus)
}

fn web_address(site: &str) -> Result<Url, Error> {
    Url::parse(site).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()).ok_or_else(|| {
        Error::new(
            ErrorCode::BadRequest,
            format!("“{site}” is not a web address"),
            "Write it in full, for example https://www.towerhamletstogether.com",
        )
    })
}

pub(crate) fn list(library: &Library) -> Result<Vec<SourceSummary>, Error> {
    Ok(vec![summary(library.profile())])
}

fn summary(profile: &Profile) -> SourceSummary {
    SourceSummary {
        id: profile.id.clone(),
        name: profile.name.clone(),
        site: profile.site.clone(),
        attribution: profile.attribution.clone(),
    }
}

pub(crate) async fn try_source(
    library: &Library,
    what: &str,
    reporter: Arc<dyn Reporter>,
) -> Result<SourceTrial, Error> {
    let path = Path::new(what);
    if path.is_dir() {
        return try_folder(path);
    }
    let profile = if path.is_file() { read_profile(path)? } else { profile_for(what)? };
    if library.is_offline() {
        return Err(Error::new(
            ErrorCode::Offline,
            "this computer is set to work without the internet",
            "Leave out --offline",
        ));
    }
    let cancel = CancellationToken::new();
    let fetcher = Arc::new(
        fetcher(library, &profile, cancel.clone())
            .map_err(|stop| Error::new(ErrorCode::Failed, stop.message, "Try again"))?,
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
        message: stop.map(|stop| stop.message),
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

fn read_profile(path: &Path) -> Result<Profile, Error> {
    let refuse = |why: String| {
        Error::new(
            ErrorCode::BadRequest,
            format!("the profile {} cannot be used ({why})", path.display()),
            "Mend the file and try again",
        )
    };
    let text = std::fs::read_to_string(path).map_err(|error| refuse(error.to_string()))?;
    let profile: Profile = toml::from_str(&text).map_err(|error| refuse(error.message().to_owned()))?;
    web_address(&profile.site)?;
    Ok(profile)
}

/// An address alone: a bare host is read like the built-in site; with a path, that page is the list.
fn profile_for(address: &str) -> Result<Profile, Error> {
    let url = web_address(address)?;
    if url.path() == "/" && url.query().is_none() {
        return built_in(Some(address));
    }
    let mut base = url.clone();
    base.set_path("/");
    base.set_query(None);
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let profile = built_in(Some(base.as_str()))?;
    Ok(Profile {
        list_path: Some(path),
        about_path: None,
        content_paths: Vec::new(),
        follow_navigation: false,
        ..profile
    })
}

/// The files of a folder, one resource each, named after the file.
fn try_folder(folder: &Path) -> Result<SourceTrial, Error> {
    let unreadable =
        |error: std::io::Error| Error::from_disk(&format!("the folder {} cannot be read", folder.display()), &error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().map_err(unreadable)?.is_file() && !name.starts_with('.') {
            files.push((name, entry.path()));
        }
    }
    files.sort();
    let resources = files
        .into_iter()
        .map(|(name, path)| {
            let title = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).replace(['_', '-'], " ");
            let title = catalogue::tidy_spaces(&title);
            TriedResource {
                kind: guess_kind(&title, &[], ""),
                language: catalogue::guess_language_from_words(&title).unwrap_or("en").to_owned(),
                summary: String::new(),
                page_url: String::new(),
                files: vec![path.display().to_string()],
                links: Vec::new(),
                title,
            }
        })
        .collect();
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
    let source = SourceSummary {
        id: SourceId::from("folder"),
        name,
        site: folder.display().to_string(),
        attribution: String::new(),
    };
    Ok(SourceTrial {
        source,
        resources,
        about_found: false,
        complete: true,
        requests: 0,
        problems: Vec::new(),
        code: None,
        message: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_profile_is_read_and_can_be_sent_elsewhere() {
        let profile = built_in(None).unwrap();
        assert_eq!(profile.list_path.as_deref(), Some("/resource-library"));
        assert_eq!(built_in(Some("http://127.0.0.1:8080/")).unwrap().site, "http://127.0.0.1:8080");
        for wrong in ["ftp://x.org", "not an address", "file:///etc"] {
            assert_eq!(built_in(Some(wrong)).unwrap_err().code, ErrorCode::BadRequest, "{wrong}");
        }
    }

    #[test]
    fn words_that_mean_the_same_come_from_profile_and_policy_and_a_bad_line_is_named() {
        let profile = built_in(None).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("words.txt");
        std::fs::write(&file, "red book = personal child health record\n").unwrap();
        let thesaurus = super::thesaurus(&profile, std::slice::from_ref(&file)).unwrap();
        for words in [&["red", "book"][..], &["elft"]] {
            assert_eq!(thesaurus.longest(words).map(|(length, _)| length), Some(words.len()), "{words:?}");
        }
        std::fs::write(&file, "red book = personal child health record\nalone\n").unwrap();
        for (files, named) in
            [(file, "words.txt cannot be used (line 2: "), (folder.path().join("none.txt"), "none.txt")]
        {
            let error = super::thesaurus(&profile, &[files]).unwrap_err();
            assert_eq!(error.code, ErrorCode::BadRequest);
            assert!(error.message.contains(named), "{error}");
        }
    }

    #[test]
    fn an_address_with_a_path_is_the_list() {
        let profile = profile_for("https://site.org/leaflets?page=1").unwrap();
        assert_eq!(
            (profile.site.as_str(), profile.list_path.as_deref()),
            ("https://site.org", Some("/leaflets?page=1"))
        );
    }
}
