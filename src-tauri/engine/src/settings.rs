//! What the person chose, under what the administrator holds.
//!
//! The file keeps only what was chosen, so that a default that a later version improves reaches everybody else; and it
//! keeps what it does not know, so that an older program does not undo a newer one's settings.

use std::path::PathBuf;

use catalogue::{Settings, SettingsInForce, Unfit};
use serde::{Deserialize, Serialize};
use toml::Table;

use crate::error::{Error, ErrorCode};
use crate::{Library, left_open};

const FILE: &str = "settings.toml";
/// Where the policy does not say; in millions of bytes.
const LARGEST_FILE_MB: u64 = 200;
const BYTES_PER_MB: u64 = 1_000_000;

/// The settings that somebody chose; `None` where nobody did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Choice {
    pub refresh_every_hours: Option<u32>,
    pub pause_on_metered: Option<bool>,
    pub pause_on_battery: Option<bool>,
    pub library_limit_mb: Option<u64>,
    pub remember_recents: Option<bool>,
    pub note_gaps: Option<bool>,
    pub stay_in_tray: Option<bool>,
    pub start_at_login: Option<bool>,
    pub language: Option<String>,
}

/// How much a refresh may bring in, and whom it trusts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// Largest single file.
    pub file_bytes: u64,
    /// All files of the library together.
    pub library_bytes: u64,
    /// PEM files of authorities that are trusted besides those of the operating system.
    pub extra_certificates: Vec<PathBuf>,
}

impl Choice {
    pub fn check(&self) -> Result<(), Unfit> {
        in_force(self, &Self::default()).settings.check()
    }
}

/// The policy before the person before the default.
fn in_force(person: &Choice, policy: &Choice) -> SettingsInForce {
    fn choose<T>(name: &str, policy: Option<T>, person: Option<T>, otherwise: T, held: &mut Vec<String>) -> T {
        if policy.is_some() {
            held.push(name.to_owned());
        }
        policy.or(person).unwrap_or(otherwise)
    }
    let (mut held, otherwise) = (Vec::new(), Settings::default());
    let settings = Settings {
        refresh_every_hours: choose(
            "refresh_every_hours",
            policy.refresh_every_hours,
            person.refresh_every_hours,
            otherwise.refresh_every_hours,
            &mut held,
        ),
        pause_on_metered: choose(
            "pause_on_metered",
            policy.pause_on_metered,
            person.pause_on_metered,
            otherwise.pause_on_metered,
            &mut held,
        ),
        pause_on_battery: choose(
            "pause_on_battery",
            policy.pause_on_battery,
            person.pause_on_battery,
            otherwise.pause_on_battery,
            &mut held,
        ),
        library_limit_mb: choose(
            "library_limit_mb",
            policy.library_limit_mb,
            person.library_limit_mb,
            otherwise.library_limit_mb,
            &mut held,
        ),
        remember_recents: choose(
            "remember_recents",
            policy.remember_recents,
            person.remember_recents,
            otherwise.remember_recents,
            &mut held,
        ),
        note_gaps: choose("note_gaps", policy.note_gaps, person.note_gaps, otherwise.note_gaps, &mut held),
        stay_in_tray: choose(
            "stay_in_tray",
            policy.stay_in_tray,
            person.stay_in_tray,
            otherwise.stay_in_tray,
            &mut held,
        ),
        start_at_login: choose(
            "start_at_login",
            policy.start_at_login,
            person.start_at_login,
            otherwise.start_at_login,
            &mut held,
        ),
        language: choose("language", policy.language.clone(), person.language.clone(), otherwise.language, &mut held),
    };
    SettingsInForce { settings, held }
}

/// What the file says, or why it makes no sense.
fn understand(text: &str) -> Result<(Table, Choice), String> {
    let table: Table = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    let choice = Choice::deserialize(table.clone()).map_err(|error| error.message().to_owned())?;
    choice.check().map_err(|wrong| wrong.to_string())?;
    Ok((table, choice))
}

pub(crate) fn get(library: &Library) -> SettingsInForce {
    // Whoever cannot read the file has made no choice, as far as this program can tell; it stays for the day that it
    // can be read again.
    let text = library.person().read(FILE).ok().flatten().unwrap_or_default();
    let choice = understand(&text).map(|(_, choice)| choice).unwrap_or_else(|_| {
        // Tried again next time where it cannot be moved now; the defaults are in force either way.
        let _ = library.person().set_aside(FILE, library.now());
        Choice::default()
    });
    in_force(&choice, &library.policy().choice())
}

pub(crate) fn set(library: &Library, wanted: &Settings) -> Result<SettingsInForce, Error> {
    wanted.check().map_err(|wrong| {
        Error::new(ErrorCode::BadRequest, format!("this cannot be set: {wrong}"), "Choose something else")
    })?;
    // Sets aside a file that makes no sense.
    let now = get(library);
    let changes = changes(&now, wanted)?;
    if changes.is_empty() {
        return Ok(now);
    }
    library.person().change(FILE, |text| {
        let mut table = understand(&text.unwrap_or_default()).map(|(table, _)| table).unwrap_or_default();
        table.extend(changes);
        toml::to_string(&table).map_err(|error| {
            Error::new(ErrorCode::Failed, format!("the settings cannot be written ({error})"), "Try again")
        })
    })?;
    let now = get(library);
    if !now.settings.remember_recents {
        left_open::forget(library)?;
    }
    Ok(now)
}

/// What is to be written: only what differs from what is in force. What the administrator holds cannot be changed.
fn changes(now: &SettingsInForce, wanted: &Settings) -> Result<Table, Error> {
    let all = |settings: &Settings| {
        Table::from_iter([
            ("refresh_every_hours".to_owned(), i64::from(settings.refresh_every_hours).into()),
            ("pause_on_metered".to_owned(), settings.pause_on_metered.into()),
            ("pause_on_battery".to_owned(), settings.pause_on_battery.into()),
            // Checked before, so it fits.
            ("library_limit_mb".to_owned(), i64::try_from(settings.library_limit_mb).unwrap_or(i64::MAX).into()),
            ("remember_recents".to_owned(), settings.remember_recents.into()),
            ("note_gaps".to_owned(), settings.note_gaps.into()),
            ("stay_in_tray".to_owned(), settings.stay_in_tray.into()),
            ("start_at_login".to_owned(), settings.start_at_login.into()),
            ("language".to_owned(), settings.language.clone().into()),
        ])
    };
    let (now_set, mut changed) = (all(&now.settings), all(wanted));
    changed.retain(|name, value| now_set.get(name) != Some(value));
    match changed.keys().find(|name| now.held.contains(name)) {
        Some(name) => Err(Error::new(
            ErrorCode::BadRequest,
            format!("your organisation has set “{name}” for this computer, so it cannot be changed here"),
            "Ask your IT help desk if it should be different",
        )),
        None => Ok(changed),
    }
}

pub(crate) fn limits(library: &Library) -> Limits {
    let policy = library.policy();
    Limits {
        file_bytes: policy.largest_file_mb.unwrap_or(LARGEST_FILE_MB).saturating_mul(BYTES_PER_MB),
        library_bytes: get(library).settings.library_limit_mb.saturating_mul(BYTES_PER_MB),
        extra_certificates: policy.extra_certificates.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::testing::library;

    fn file(folder: &Path) -> std::path::PathBuf {
        folder.join("library/person/settings.toml")
    }

    #[test]
    fn policy_goes_before_the_person_and_the_person_before_the_default() {
        let choice =
            |hours, metered| Choice { refresh_every_hours: hours, pause_on_metered: metered, ..Choice::default() };
        for (person, policy, hours, metered, held) in [
            (choice(None, None), choice(None, None), 12, true, vec![]),
            (choice(Some(6), Some(false)), choice(None, None), 6, false, vec![]),
            (choice(Some(6), None), choice(Some(24), None), 24, true, vec!["refresh_every_hours"]),
            (
                choice(None, Some(false)),
                choice(Some(0), Some(true)),
                0,
                true,
                vec!["refresh_every_hours", "pause_on_metered"],
            ),
        ] {
            let now = in_force(&person, &policy);
            assert_eq!((now.settings.refresh_every_hours, now.settings.pause_on_metered), (hours, metered));
            assert_eq!(now.held, held);
        }
    }

    #[test]
    fn what_is_set_is_kept_and_nothing_else_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let open = library(folder.path(), "");
        assert_eq!(open.settings(), SettingsInForce { settings: Settings::default(), held: vec![] });
        assert_eq!(open.set_settings(&Settings::default()).unwrap().settings, Settings::default());
        assert!(!file(folder.path()).exists(), "nothing was chosen");

        let wanted = Settings { refresh_every_hours: 24, pause_on_battery: true, ..Settings::default() };
        assert_eq!(open.set_settings(&wanted).unwrap().settings, wanted);
        drop(open);
        assert_eq!(library(folder.path(), "").settings().settings, wanted);
        let text = fs::read_to_string(file(folder.path())).unwrap();
        assert_eq!(text, "pause_on_battery = true\nrefresh_every_hours = 24\n");
    }

    #[test]
    fn a_setting_of_a_newer_version_outlives_a_change_by_this_one() {
        let folder = tempfile::tempdir().unwrap();
        let open = library(folder.path(), "");
        fs::create_dir_all(file(folder.path()).parent().unwrap()).unwrap();
        fs::write(file(folder.path()), "refresh_every_hours = 8\nreading_voice = \"calm\"\n[later]\nx = [1, 2]\n")
            .unwrap();
        assert_eq!(open.settings().settings.refresh_every_hours, 8);
        open.set_settings(&Settings { refresh_every_hours: 0, ..Settings::default() }).unwrap();
        let kept: Table = fs::read_to_string(file(folder.path())).unwrap().parse().unwrap();
        assert_eq!(kept["reading_voice"].as_str(), Some("calm"));
        assert_eq!(kept["later"]["x"].as_array().map(Vec::len), Some(2));
        assert_eq!(open.settings().settings.refresh_every_hours, 0);
    }

    #[test]
    fn a_file_that_makes_no_sense_is_set_aside_and_the_defaults_are_in_force() {
        for damaged in [
            "\0\0\0\0",
            "refresh_every_hours = ",
            "refresh_every_hours = \"often\"",
            "library_limit_mb = 3",
            "language = \"../x\"",
            "= = =",
        ] {
            let folder = tempfile::tempdir().unwrap();
            let open = library(folder.path(), "");
            let path = file(folder.path());
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, damaged).unwrap();
            assert_eq!(open.settings().settings, Settings::default(), "{damaged:?}");
            assert!(!path.exists(), "{damaged:?}");
            let aside: Vec<_> = fs::read_dir(path.parent().unwrap())
                .unwrap()
                .map(|entry| entry.unwrap())
                .filter(|entry| entry.file_name().to_string_lossy().starts_with("settings-set-aside-"))
                .collect();
            assert_eq!(aside.len(), 1, "{damaged:?}");
            assert_eq!(fs::read_to_string(aside[0].path()).unwrap(), damaged);
            let wanted = Settings { refresh_every_hours: 1, ..Settings::default() };
            assert_eq!(open.set_settings(&wanted).unwrap().settings, wanted, "{damaged:?}");
        }
    }

    #[test]
    fn a_language_is_kept_and_policy_holds_one() {
        let folder = tempfile::tempdir().unwrap();
        let wanted = Settings { language: "bn".to_owned(), ..Settings::default() };
        assert_eq!(library(folder.path(), "").set_settings(&wanted).unwrap().settings, wanted);
        assert_eq!(fs::read_to_string(file(folder.path())).unwrap(), "language = \"bn\"\n");
        let open = library(folder.path(), "");
        assert_eq!(open.settings().settings.language, "bn");
        assert_eq!(open.set_settings(&Settings::default()).unwrap().settings.language, "", "as the computer again");
        let held = library(folder.path(), "language = \"en\"\n").settings();
        assert_eq!((held.settings.language.as_str(), held.held), ("en", vec!["language".to_owned()]));
        let refused = open.set_settings(&Settings { language: "<b>".to_owned(), ..wanted }).unwrap_err();
        assert_eq!(refused.code, ErrorCode::BadRequest);
    }

    #[test]
    fn what_the_organisation_holds_cannot_be_changed_and_the_rest_can() {
        let folder = tempfile::tempdir().unwrap();
        let open = library(folder.path(), "refresh_every_hours = 4\npause_on_metered = false\n");
        let now = open.settings();
        assert_eq!(now.held, ["refresh_every_hours", "pause_on_metered"]);
        let refused = open.set_settings(&Settings { refresh_every_hours: 5, ..now.settings.clone() }).unwrap_err();
        assert_eq!(refused.code, ErrorCode::BadRequest);
        assert!(refused.message.contains("refresh_every_hours"), "{refused}");
        assert!(!file(folder.path()).exists());
        let wanted = Settings { library_limit_mb: 1000, ..now.settings };
        assert_eq!(open.set_settings(&wanted).unwrap(), SettingsInForce { settings: wanted, held: now.held });
        let text = fs::read_to_string(file(folder.path())).unwrap();
        assert_eq!(text, "library_limit_mb = 1000\n", "what is held was not the person's choice");
    }

    #[test]
    fn a_number_that_makes_no_sense_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let open = library(folder.path(), "");
        let refused = open.set_settings(&Settings { library_limit_mb: u64::MAX, ..Settings::default() }).unwrap_err();
        assert_eq!(refused.code, ErrorCode::BadRequest);
        assert!(refused.message.contains("library_limit_mb"), "{refused}");
        assert_eq!(open.settings().settings, Settings::default());
    }

    #[test]
    fn limits_come_from_policy_and_settings() {
        let folder = tempfile::tempdir().unwrap();
        let open = library(folder.path(), "");
        let limits = open.limits();
        assert_eq!((limits.file_bytes, limits.library_bytes), (200_000_000, 20_000_000_000));
        assert!(limits.extra_certificates.is_empty());
        let open = library(
            folder.path(),
            "largest_file_mb = 5\nlibrary_limit_mb = 700\nextra_certificates = \"organisation.pem\"\n",
        );
        assert_eq!(
            open.limits(),
            Limits {
                file_bytes: 5_000_000,
                library_bytes: 700_000_000,
                extra_certificates: vec![folder.path().join("organisation.pem")],
            }
        );
    }
}
