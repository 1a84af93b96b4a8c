//! What a person, or an administrator by policy, sets.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::language::is_language_tag;

/// Hours between refreshes that make sense: up to a month.
pub const REFRESH_EVERY_HOURS: RangeInclusive<u64> = 0..=720;
/// Room for files that makes sense, in millions of bytes: from a handful of leaflets to a shelf of disks.
pub const LIBRARY_LIMIT_MB: RangeInclusive<u64> = 100..=10_000_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Hours between refreshes; 0: by hand only.
    pub refresh_every_hours: u32,
    /// No refresh by the schedule while the connection is paid for by what it carries.
    pub pause_on_metered: bool,
    /// No refresh by the schedule while the computer runs on its battery.
    pub pause_on_battery: bool,
    /// Room that files may take, in millions of bytes.
    #[cfg_attr(test, ts(type = "number"))]
    pub library_limit_mb: u64,
    /// Keep a list of what was opened last.
    pub remember_recents: bool,
    /// Note, on this computer, words that found nothing.
    pub note_gaps: bool,
    /// Go on beside the clock when the window is closed, where the desktop has a place for that.
    pub stay_in_tray: bool,
    /// Start, without a window, when the person logs in.
    pub start_at_login: bool,
    /// Language of the interface, by BCP 47; empty: as the computer. One that is not spoken counts as empty.
    pub language: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            refresh_every_hours: 12,
            pause_on_metered: true,
            pause_on_battery: false,
            library_limit_mb: 20_000,
            remember_recents: true,
            note_gaps: false,
            stay_in_tray: false,
            start_at_login: false,
            language: String::new(),
        }
    }
}

/// What a setting cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// A number that makes no sense.
    OutOfRange {
        /// The setting's name in files.
        name: &'static str,
        value: u64,
        allowed: RangeInclusive<u64>,
    },
    /// Not the form of a language tag.
    NoLanguage(String),
}

impl Unfit {
    /// # Errors
    /// Where the value is outside of what is allowed.
    pub fn check_range(name: &'static str, value: u64, allowed: RangeInclusive<u64>) -> Result<(), Self> {
        if allowed.contains(&value) { Ok(()) } else { Err(Self::OutOfRange { name, value, allowed }) }
    }
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OutOfRange { name, value, allowed } => {
                let (start, end) = (allowed.start(), allowed.end());
                write!(out, "{name} is {value}, but it can only be a number from {start} to {end}")
            }
            Self::NoLanguage(value) => {
                let value: String = value.chars().take(40).collect();
                write!(out, "language is “{value}”, but it can only be a tag such as “en”, or empty")
            }
        }
    }
}

impl Settings {
    /// # Errors
    /// The first setting that is outside of what makes sense.
    pub fn check(&self) -> Result<(), Unfit> {
        Unfit::check_range("refresh_every_hours", self.refresh_every_hours.into(), REFRESH_EVERY_HOURS)?;
        Unfit::check_range("library_limit_mb", self.library_limit_mb, LIBRARY_LIMIT_MB)?;
        let is_language = self.language.is_empty() || (self.language.len() <= 35 && is_language_tag(&self.language));
        if is_language { Ok(()) } else { Err(Unfit::NoLanguage(self.language.clone())) }
    }
}

/// The settings in force, and which of them the administrator holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct SettingsInForce {
    pub settings: Settings,
    /// Names of fields of `Settings` that policy holds.
    pub held: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_make_no_sense_are_named() {
        let settings = |hours, megabytes| Settings {
            refresh_every_hours: hours,
            library_limit_mb: megabytes,
            ..Settings::default()
        };
        for (hours, megabytes, refused) in [
            (0, 100, None),
            (1, 20_000, None),
            (720, 10_000_000, None),
            (721, 20_000, Some("refresh_every_hours is 721, but it can only be a number from 0 to 720")),
            (12, 99, Some("library_limit_mb is 99, but it can only be a number from 100 to 10000000")),
            (
                12,
                u64::MAX,
                Some("library_limit_mb is 18446744073709551615, but it can only be a number from 100 to 10000000"),
            ),
        ] {
            let told = settings(hours, megabytes).check().err().map(|wrong| wrong.to_string());
            assert_eq!(told.as_deref(), refused, "{hours} h, {megabytes} MB");
        }
        assert_eq!(Settings::default().check(), Ok(()));
    }

    #[test]
    fn a_language_is_a_tag_or_nothing() {
        for (language, fits) in
            [("", true), ("bn", true), ("en-GB", true), ("Bengali", false), ("en_GB", false), ("../x", false)]
        {
            let settings = Settings { language: language.to_owned(), ..Settings::default() };
            assert_eq!(settings.check().is_ok(), fits, "{language}");
        }
        let long = Settings { language: format!("en{}", "-a".repeat(50)), ..Settings::default() };
        assert!(long.check().unwrap_err().to_string().starts_with("language is “en-a"));
    }
}
