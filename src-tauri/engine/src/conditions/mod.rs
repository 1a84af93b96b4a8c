//! What the computer says of its connection and its power. Each answer may be "not known", and what is not known
//! never holds anything up: a library that is kept fresh is worth more than a guess.

#[cfg(target_os = "linux")]
#[path = "linux.rs"]
mod system;
#[cfg(target_os = "macos")]
#[path = "macos.rs"]
mod system;
#[cfg(windows)]
#[path = "windows.rs"]
mod system;

mod question;

use catalogue::Settings;

use question::Question;

/// Why a refresh that is due does not begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// The connection is paid for by what it carries.
    Metered,
    /// The computer runs on its battery.
    Battery,
}

impl Hold {
    /// Stable, for scripts and for the window.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Metered => "metered",
            Self::Battery => "battery",
        }
    }
}

static METERED: Question = Question::new(system::is_metered);
static ON_BATTERY: Question = Question::new(system::is_on_battery);

/// What holds a refresh up, as far as the settings ask. Takes a few milliseconds, or two seconds where a part of the
/// system does not answer.
pub(crate) fn hold(settings: &Settings) -> Option<Hold> {
    judge(settings, || METERED.answer(), || ON_BATTERY.answer())
}

/// False where that is not known.
pub(crate) fn is_on_battery() -> bool {
    ON_BATTERY.answer() == Some(true)
}

fn judge(
    settings: &Settings,
    is_metered: impl FnOnce() -> Option<bool>,
    is_on_battery: impl FnOnce() -> Option<bool>,
) -> Option<Hold> {
    if settings.pause_on_metered && is_metered() == Some(true) {
        Some(Hold::Metered)
    } else if settings.pause_on_battery && is_on_battery() == Some(true) {
        Some(Hold::Battery)
    } else {
        None
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
mod system {
    pub(super) fn is_metered() -> Option<bool> {
        None
    }

    pub(super) fn is_on_battery() -> Option<bool> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_that_a_setting_asks_for_holds_up() {
        let (yes, no, not_known) = (Some(true), Some(false), None);
        for (pause_on_metered, pause_on_battery, metered, battery, held) in [
            (true, true, no, no, None),
            (true, true, not_known, not_known, None),
            (true, true, yes, yes, Some(Hold::Metered)),
            (true, true, no, yes, Some(Hold::Battery)),
            (true, true, not_known, yes, Some(Hold::Battery)),
            (true, false, yes, yes, Some(Hold::Metered)),
            (true, false, no, yes, None),
            (false, true, yes, no, None),
            (false, true, yes, yes, Some(Hold::Battery)),
            (false, false, yes, yes, None),
        ] {
            let settings = Settings { pause_on_metered, pause_on_battery, ..Settings::default() };
            assert_eq!(judge(&settings, || metered, || battery), held, "{settings:?}, {metered:?}, {battery:?}");
        }
    }

    #[test]
    fn what_no_setting_asks_for_is_not_looked_at() {
        let settings = Settings { pause_on_metered: false, pause_on_battery: false, ..Settings::default() };
        assert_eq!(judge(&settings, || panic!("asked"), || panic!("asked")), None);
    }
}
