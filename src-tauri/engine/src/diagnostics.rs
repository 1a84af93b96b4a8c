//! What a help desk needs to know, in one text that a person can read before sending it.

use catalogue::{AttachmentState, ListFilter, RefreshRecord, SettingsInForce, Status, Timestamp};
use serde::Serialize;

use crate::error::Error;
use crate::{Library, Limits};

/// Versions, folders, network settings and the last refreshes. No search words, nothing about a person.
#[derive(Debug, Clone, Serialize)]
pub struct Diagnostics {
    pub version: String,
    pub system: String,
    pub made_at: Timestamp,
    pub offline: bool,
    /// Names of the proxy settings that the environment has; their values may hold passwords and are not told.
    pub proxy_settings: Vec<String>,
    pub settings: SettingsInForce,
    pub limits: Limits,
    pub status: Status,
    pub last_refreshes: Vec<RefreshRecord>,
    /// Files that could not be fetched, with the reason.
    pub failed_files: Vec<FailedFile>,
}

#[derive(Debug, Clone, Serialize)]
pub struct FailedFile {
    pub url: String,
    pub problem: String,
}

/// Refreshes told, newest first.
const REFRESHES: u32 = 5;

pub(crate) fn collect(library: &Library) -> Result<Diagnostics, Error> {
    let resources = library.list(&ListFilter { withdrawn: true, ..ListFilter::default() })?;
    let failed = resources
        .into_iter()
        .flat_map(|resource| resource.attachments)
        .filter(|attachment| attachment.state == AttachmentState::Failed);
    let last_refreshes = library.store().last_refreshes(REFRESHES)?;
    Ok(Diagnostics {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        made_at: library.now(),
        offline: library.is_offline(),
        proxy_settings: proxy_settings(),
        settings: library.settings(),
        limits: library.limits(),
        status: library.status()?,
        last_refreshes,
        failed_files: failed
            .map(|attachment| FailedFile { url: attachment.url, problem: attachment.problem.unwrap_or_default() })
            .collect(),
    })
}

fn proxy_settings() -> Vec<String> {
    ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"]
        .into_iter()
        .filter(|name| std::env::var_os(name).is_some() || std::env::var_os(name.to_lowercase()).is_some())
        .map(str::to_owned)
        .collect()
}

impl Diagnostics {
    fn settings_line(&self) -> String {
        let SettingsInForce { settings, held } = &self.settings;
        format!(
            "Refreshes every {} hours (0: by hand only), pauses on a metered connection: {}, on battery: {}; held by policy: {}",
            settings.refresh_every_hours,
            settings.pause_on_metered,
            settings.pause_on_battery,
            if held.is_empty() { "nothing".to_owned() } else { held.join(", ") }
        )
    }

    /// For reading and for an e-mail.
    pub fn to_text(&self) -> String {
        let status = &self.status;
        let moment = |moment: Option<Timestamp>| moment.map_or_else(|| "never".to_owned(), |moment| moment.to_string());
        let mut lines = vec![
            format!("Together Library {} on {}", self.version, self.system),
            format!("Made at {}", self.made_at),
            format!("Site: {}{}", status.site, if self.offline { " (set to work without the internet)" } else { "" }),
            format!("Folder: {}", status.folder),
            format!(
                "Proxy settings: {}",
                if self.proxy_settings.is_empty() {
                    "none in the environment".to_owned()
                } else {
                    self.proxy_settings.join(", ")
                }
            ),
            self.settings_line(),
            format!(
                "Largest file {} MB, all files {} MB; extra certificates: {}",
                self.limits.file_bytes / 1_000_000,
                self.limits.library_bytes / 1_000_000,
                self.limits.extra_certificates.len()
            ),
            format!("Revision {}, index shows {}", status.revision, status.index_revision),
            format!("Resources: {}, withdrawn: {}", status.resources, status.withdrawn),
            format!(
                "Files: {} here, {} pending, {} failed",
                status.attachments.here, status.attachments.pending, status.attachments.failed
            ),
            format!(
                "Texts: {} good, {} poor, {} none, {} waiting",
                status.text.searchable, status.text.poor, status.text.none, status.text.waiting
            ),
            format!(
                "Last attempt: {}; last success: {}; code: {}",
                moment(status.last_attempt),
                moment(status.last_success),
                status.last_code.as_deref().unwrap_or("none")
            ),
            format!(
                "Next attempt: {}{}",
                moment(status.next_attempt),
                status.waiting_for.as_ref().map(|hold| format!(", waiting: {hold}")).unwrap_or_default()
            ),
        ];
        for record in &self.last_refreshes {
            let report = &record.report;
            lines.push(format!(
                "Refresh {}: {:?}{}, {} requests, {} bytes, {} problems",
                record.finished,
                report.outcome,
                report.code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default(),
                report.requests,
                report.bytes_received,
                report.problems.len()
            ));
        }
        for file in &self.failed_files {
            lines.push(format!("Failed: {} — {}", file.url, file.problem));
        }
        lines.push(String::new());
        lines.join("\n")
    }
}
