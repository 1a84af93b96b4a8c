//! What an administrator decides for a machine: a small TOML file. Unknown names are refused, so that a slip of the
//! pen in a policy is noticed.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use catalogue::Unfit;
use serde::{Deserialize, Deserializer};

use crate::error::{Error, ErrorCode};
use crate::paths;
use crate::settings::Choice;

/// Sizes of a single file that make sense, in millions of bytes.
const LARGEST_FILE_MB: RangeInclusive<u64> = 1..=100_000;

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The library's folder, where nothing names another.
    pub library: Option<PathBuf>,
    /// The site's base address in place of the built-in one.
    pub site: Option<String>,
    /// Touch no network at all.
    pub offline: bool,
    /// Hours between refreshes; 0: by hand only. This and the next eight take the choice from the person.
    pub refresh_every_hours: Option<u32>,
    pub pause_on_metered: Option<bool>,
    pub pause_on_battery: Option<bool>,
    /// Room that all files may take, in millions of bytes.
    pub library_limit_mb: Option<u64>,
    /// Keep a list of what was opened last; `false` on log-ins that people share.
    pub remember_recents: Option<bool>,
    /// Note, on the computer, words that found nothing.
    pub note_gaps: Option<bool>,
    /// Go on beside the clock when the window is closed.
    pub stay_in_tray: Option<bool>,
    /// Start, without a window, when the person logs in.
    pub start_at_login: Option<bool>,
    /// Language of the interface; empty: as the computer.
    pub language: Option<String>,
    /// Largest single file, in millions of bytes.
    pub largest_file_mb: Option<u64>,
    /// PEM files of authorities that are trusted besides those of the operating system. In the file one path or a
    /// list, each from the policy's own folder where it is not whole.
    #[serde(deserialize_with = "one_or_many")]
    pub extra_certificates: Vec<PathBuf>,
    /// Files of words that mean the same, for searching, besides those of the program and of the source; form and place
    /// as of the certificates.
    #[serde(deserialize_with = "one_or_many")]
    pub thesaurus: Vec<PathBuf>,
    /// Whether sources may be added and removed.
    pub sources: SourcesPolicy,
    /// Tesseract, which reads words in pictures, where it is not where it is looked for; empty: it is not to be used.
    pub ocr: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourcesPolicy {
    #[default]
    Open,
    /// Those that there are stay.
    Locked,
}

impl SourcesPolicy {
    pub fn is_locked(self) -> bool {
        self == Self::Locked
    }
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
        let mut policy: Self = toml::from_str(&text).map_err(|error| refuse(in_its_line(&error, &text)))?;
        policy.check().map_err(|wrong| refuse(wrong.to_string()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for file in policy.extra_certificates.iter_mut().chain(&mut policy.thesaurus) {
            *file = std::path::absolute(folder.join(&*file)).map_err(|error| refuse(error.to_string()))?;
        }
        if let Some(program) = policy.ocr.as_mut().filter(|program| !program.as_os_str().is_empty()) {
            *program = std::path::absolute(folder.join(&*program)).map_err(|error| refuse(error.to_string()))?;
        }
        Ok(policy)
    }

    fn check(&self) -> Result<(), Unfit> {
        self.choice().check()?;
        self.largest_file_mb.map_or(Ok(()), |value| Unfit::check_range("largest_file_mb", value, LARGEST_FILE_MB))
    }

    /// What it takes from the person to choose.
    pub fn choice(&self) -> Choice {
        Choice {
            refresh_every_hours: self.refresh_every_hours,
            pause_on_metered: self.pause_on_metered,
            pause_on_battery: self.pause_on_battery,
            library_limit_mb: self.library_limit_mb,
            remember_recents: self.remember_recents,
            note_gaps: self.note_gaps,
            stay_in_tray: self.stay_in_tray,
            start_at_login: self.start_at_login,
            language: self.language.clone(),
        }
    }
}

/// What is wrong, with the line where it stands: the words of the parser do not name the setting.
fn in_its_line(error: &toml::de::Error, text: &str) -> String {
    let line = error.span().and_then(|span| {
        let before = text.get(..span.start)?.matches('\n').count();
        Some((before + 1, text.lines().nth(before)?.trim()))
    });
    match line {
        Some((number, line)) => format!("{}, in line {number}: {line}", error.message()),
        None => error.message().to_owned(),
    }
}

fn one_or_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<PathBuf>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "here goes the path of a file, or a list of such paths")]
    enum OneOrMany {
        One(PathBuf),
        Many(Vec<PathBuf>),
    }
    Ok(match OneOrMany::deserialize(from)? {
        OneOrMany::One(path) => vec![path],
        OneOrMany::Many(paths) => paths,
    })
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
        assert_eq!(policy.choice(), Choice::default());
        assert!(policy.extra_certificates.is_empty());
    }

    #[test]
    fn what_it_holds_is_read() {
        let policy = read(concat!(
            "refresh_every_hours = 0\npause_on_metered = false\npause_on_battery = true\n",
            "library_limit_mb = 500\nlargest_file_mb = 50\nsources = \"locked\"\n"
        ))
        .unwrap();
        assert_eq!(policy.refresh_every_hours, Some(0));
        assert_eq!(policy.pause_on_metered, Some(false));
        assert_eq!(policy.pause_on_battery, Some(true));
        assert_eq!((policy.library_limit_mb, policy.largest_file_mb), (Some(500), Some(50)));
        assert!(policy.sources.is_locked() && !read("").unwrap().sources.is_locked());
    }

    #[test]
    fn certificates_are_one_or_many_and_found_beside_the_policy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        let whole = folder.path().join("elsewhere").join("root.pem");
        for (text, expected) in [
            ("extra_certificates = \"root.pem\"".to_owned(), vec![folder.path().join("root.pem")]),
            (
                format!("extra_certificates = [\"a.pem\", {:?}]", whole.to_str().unwrap()),
                vec![folder.path().join("a.pem"), whole],
            ),
            ("extra_certificates = []".to_owned(), vec![]),
        ] {
            std::fs::write(&path, &text).unwrap();
            assert_eq!(Policy::read(Some(&path)).unwrap().extra_certificates, expected, "{text}");
        }
    }

    #[test]
    fn a_program_for_pictures_is_named_or_switched_off() {
        assert_eq!(read("").unwrap().ocr, None);
        assert_eq!(read("ocr = ''").unwrap().ocr, Some(PathBuf::new()));
        assert!(read("ocr = 'tools/tesseract'").unwrap().ocr.unwrap().is_absolute());
    }

    #[test]
    fn a_slip_of_the_pen_is_refused_with_its_name() {
        for (text, named) in [
            ("ofline = true\n", "ofline"),
            ("offline = false\nrefresh_every_hours = \"often\"\n", "in line 2: refresh_every_hours = \"often\""),
            ("refresh_every_hours = -1\n", "refresh_every_hours"),
            ("refresh_every_hours = 5000", "refresh_every_hours is 5000, but it can only be a number from 0 to 720"),
            ("library_limit_mb = 1", "library_limit_mb is 1,"),
            ("largest_file_mb = 0", "largest_file_mb is 0,"),
            ("pause_on_metered = \"yes\"", "in line 1: pause_on_metered = \"yes\""),
            ("extra_certificates = 7", "here goes the path of a file, or a list of such paths"),
            ("site = \n", "in line 1: site ="),
            ("sources = \"mine\"", "in line 1: sources = \"mine\""),
        ] {
            let error = read(text).unwrap_err();
            assert_eq!(error.code, ErrorCode::BadRequest);
            assert!(error.message.contains(named), "{text}: {error}");
        }
    }
}
