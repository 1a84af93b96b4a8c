//! What an administrator decides for a machine: a small TOML file. Unknown names are refused, so that a slip of the
//! pen in a policy is noticed.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, ErrorCode};
use crate::paths;

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The library's folder, where nothing names another.
    pub library: Option<PathBuf>,
    /// The site's base address in place of the built-in one.
    pub site: Option<String>,
    /// Touch no network at all.
    pub offline: bool,
}

impl Policy {
    /// From the file given, else from the machine's own place; without one, an empty policy.
    pub fn read(given: Option<&Path>) -> Result<Self, Error> {
        let Some(path) = given.map(Path::to_path_buf).or_else(paths::policy_file) else {
            return Ok(Self::default());
        };
        let refuse = |why: String| {
            Error::new(
                ErrorCode::BadRequest,
                format!("the policy file {} cannot be used ({why})", path.display()),
                "Mend the file or name another with --config",
            )
        };
        let text = std::fs::read_to_string(&path).map_err(|error| refuse(error.to_string()))?;
        toml::from_str(&text).map_err(|error| refuse(error.message().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Policy, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        std::fs::write(&path, text).unwrap();
        Policy::read(Some(&path))
    }

    #[test]
    fn a_policy_is_read() {
        let policy = read("site = \"http://127.0.0.1:8080\"\noffline = true\n").unwrap();
        assert_eq!(policy.site.as_deref(), Some("http://127.0.0.1:8080"));
        assert!(policy.offline);
    }

    #[test]
    fn a_slip_of_the_pen_is_refused_with_its_name() {
        let error = read("ofline = true\n").unwrap_err();
        assert_eq!(error.code, ErrorCode::BadRequest);
        assert!(error.message.contains("ofline"), "{error}");
    }
}
