//! Where things are on this computer. The only place that decides folders.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::error::{Error, ErrorCode};

/// The parts of a library's folder.
#[derive(Debug, Clone)]
pub struct LibraryPaths {
    pub folder: PathBuf,
    person: PathBuf,
}

impl LibraryPaths {
    /// The folder that is named, else the one of the policy, else the platform's place for data that must not travel
    /// with a roaming profile: a library is large.
    ///
    /// What a person made stays with a library that was named for the occasion. A folder of the policy may be shared
    /// by all who use the computer, so there, as in the platform's place, it goes where the account's own settings are.
    pub fn resolve(named: Option<&Path>, policy: Option<&Path>) -> Result<Self, Error> {
        let folder = match named.or(policy) {
            Some(folder) => std::path::absolute(folder)
                .map_err(|error| Error::from_disk("the library's folder cannot be used", &error))?,
            None => platform_folders()?.data_local_dir().join("library"),
        };
        let person = match named {
            Some(_) => folder.join("person"),
            None => platform_folders()?.config_dir().to_path_buf(),
        };
        Ok(Self { folder, person })
    }

    /// What a person made or set, and nothing that was fetched. Made when the first of it is written.
    pub fn person(&self) -> &Path {
        &self.person
    }

    /// Profiles of the sources that were added.
    pub fn sources(&self) -> PathBuf {
        self.folder.join("sources")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_own_things_go_with_a_named_library_and_else_with_the_account() {
        let named = LibraryPaths::resolve(Some(Path::new("/named")), Some(Path::new("/policy"))).unwrap();
        let absolute = |path: &str| std::path::absolute(path).unwrap();
        assert_eq!((named.folder.clone(), named.person()), (absolute("/named"), absolute("/named/person").as_path()));
        let account = platform_folders().unwrap().config_dir().to_path_buf();
        let shared = LibraryPaths::resolve(None, Some(Path::new("/policy"))).unwrap();
        assert_eq!((shared.folder.clone(), shared.person()), (absolute("/policy"), account.as_path()));
        let usual = LibraryPaths::resolve(None, None).unwrap();
        assert_eq!(usual.person(), account);
        assert!(!usual.person().starts_with(&usual.folder), "a library that is thrown away leaves the person's things");
    }
}
