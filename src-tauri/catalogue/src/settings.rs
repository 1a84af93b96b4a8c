//! What a person, or an administrator by policy, sets.

use serde::{Deserialize, Serialize};

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
}

impl Default for Settings {
    fn default() -> Self {
        Self { refresh_every_hours: 12, pause_on_metered: true, pause_on_battery: false, library_limit_mb: 20_000 }
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
