//! Which library is opened, and with what: the options that the window and the console share, so that both always
//! mean the same library.

use std::path::PathBuf;

use engine::{Error, Library, OpenOptions};

/// The environment variable that names the library's folder where `--library` does not.
pub const LIBRARY_VARIABLE: &str = "TOGETHER_LIBRARY";

/// Options of both programs; on the console they stand before or after the command.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub struct LibraryOptions {
    /// The library's folder, in place of TOGETHER_LIBRARY and of the usual place
    #[arg(long, value_name = "DIR", global = true)]
    pub library: Option<PathBuf>,

    /// An administrator's policy file, in place of the machine-wide one
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    /// Touch no network at all
    #[arg(long, global = true)]
    pub offline: bool,
}

impl LibraryOptions {
    /// Opens the library that is meant. `site` is a base address in place of the built-in one.
    pub fn open(&self, site: Option<String>) -> Result<Library, Error> {
        Library::open(self.open_options(site, std::env::var_os(LIBRARY_VARIABLE).map(PathBuf::from)))
    }

    fn open_options(&self, site: Option<String>, from_environment: Option<PathBuf>) -> OpenOptions {
        OpenOptions {
            // An empty variable says nothing; it does not mean the current folder.
            folder: self.library.clone().or(from_environment.filter(|folder| !folder.as_os_str().is_empty())),
            config: self.config.clone(),
            site,
            offline: self.offline,
            worker: std::env::current_exe().ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_goes_before_the_variable_and_an_empty_variable_says_nothing() {
        for (option, variable, folder) in [
            (None, None, None),
            (None, Some(""), None),
            (None, Some("/from/variable"), Some("/from/variable")),
            (Some("/from/option"), Some("/from/variable"), Some("/from/option")),
            (Some("/from/option"), None, Some("/from/option")),
        ] {
            let options = LibraryOptions { library: option.map(PathBuf::from), ..LibraryOptions::default() };
            let opened = options.open_options(None, variable.map(PathBuf::from));
            assert_eq!(opened.folder, folder.map(PathBuf::from), "{option:?} {variable:?}");
        }
    }
}
