//! Where things are on this computer. The only place that decides folders.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::error::{Error, ErrorCode};

/// The parts of a library's folder.
#[derive(Debug, Clone)]
pub struct LibraryPaths {
    pub folder: PathBuf,
}

impl LibraryPaths {
    /// `given`, else the platform's place for data that must not travel with a roaming profile: a library is large.
    pub fn resolve(given: Option<&Path>) -> Result<Self, Error> {
        let folder = match given {
            Some(folder) => std::path::absolute(folder)
                .map_err(|error| Error::from_disk("the library's folder cannot be used", &error))?,
            None => platform_folders()?.data_local_dir().join("library"),
        };
        Ok(Self { folder })
    }

    /// The search index: disposable.
    pub fn index(&self) -> PathBuf {
        self.folder.join("index")
    }
}

/// The machine-wide policy file, where an administrator has put one.
pub fn policy_file() -> Option<PathBuf> {
    let candidates: Vec<PathBuf> = if cfg!(windows) {
        std::env::var_os("PROGRAMDATA")
            .map(|root| PathBuf::from(root).join("Together Library").join("policy.toml"))
            .into_iter()
            .collect()
    } else if cfg!(target_os = "macos") {
        vec![PathBuf::from("/Library/Application Support/org.together-library/policy.toml")]
    } else {
        vec![PathBuf::from("/etc/together-library/policy.toml")]
    };
    candidates.into_iter().find(|path| path.is_file())
}

fn platform_folders() -> Result<ProjectDirs, Error> {
    ProjectDirs::from("org", "Together Library", "together-library").ok_or_else(|| {
        Error::new(ErrorCode::Failed, "this account has no home folder", "Name a folder for the library with --library")
    })
}
