//! What a help desk needs to know, in one text that a person can read before sending it.

use std::path::PathBuf;

use catalogue::{AttachmentState, ListFilter, RefreshRecord, SettingsInForce, Status, Timestamp, Versions};
use serde::Serialize;
use url::Url;

use crate::error::Error;
use crate::home::Home;
use crate::versions::versions;
use crate::{Library, Limits};

/// Versions, folders, network settings and the last refreshes. No search words, nothing about a person: their own
/// folder, which is mostly called like them, is written as `~` wherever it stands.
#[derive(Debug, Clone, Serialize)]
pub struct Diagnostics {
    #[serde(flatten)]
    pub versions: Versions,
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

pub(crate) fn collect(library: &Library, web_view: Option<String>) -> Result<Diagnostics, Error> {
    let resources = library.list(&ListFilter { withdrawn: true, ..ListFilter::default() })?;
    let failed = resources
        .into_iter()
        .flat_map(|resource| resource.attachments)
        .filter(|attachment| attachment.state == AttachmentState::Failed);
    let last_refreshes = library.store().last_refreshes(REFRESHES)?;
    let collected = Diagnostics {
        versions: versions(web_view),
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
    };
    Ok(collected.shortened(&Home::of_this_account()))
}

/// The address of a file on this computer as its path, which is where a name can stand in it.
fn in_words(address: &mut String) -> &mut String {
    let file = Url::parse(address).ok().filter(|url| url.scheme() == "file");
    if let Some(path) = file.and_then(|url| url.to_file_path().ok()) {
        *address = path.display().to_string();
    }
    address
}

fn proxy_settings() -> Vec<String> {
    ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"]
        .into_iter()
        .filter(|name| std::env::var_os(name).is_some() || std::env::var_os(name.to_lowercase()).is_some())
        .map(str::to_owned)
        .collect()
}

impl Diagnostics {
    /// Without the name of the person's folder.
    fn shortened(mut self, home: &Home) -> Self {
        let shorten = |text: &mut String| *text = home.shorten(text);
        shorten(&mut self.status.folder);
        self.status.sources.iter_mut().for_each(|source| shorten(&mut source.site));
        for file in &mut self.limits.extra_certificates {
            *file = PathBuf::from(home.shorten(&file.to_string_lossy()));
        }
        for file in &mut self.failed_files {
            shorten(&mut file.problem);
            shorten(in_words(&mut file.url));
        }
        for report in self.last_refreshes.iter_mut().map(|record| &mut record.report) {
            report.message.iter_mut().for_each(shorten);
            report.sources.iter_mut().flat_map(|source| &mut source.message).for_each(shorten);
            for problem in &mut report.problems {
                shorten(&mut problem.message);
                shorten(in_words(&mut problem.url));
            }
        }
        self.status.notices.iter_mut().for_each(|notice| shorten(&mut notice.message));
        self
    }

    fn formats_line(&self) -> String {
        let Versions { library_format, text_reader, index_format, web_view, .. } = &self.versions;
        let drawn = web_view.as_ref().map(|version| format!(", window drawn by {version}")).unwrap_or_default();
        format!("Library format {library_format}, text reader {text_reader}, index format {index_format}{drawn}")
    }

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
        let added = status.sources.iter().filter(|source| !source.built_in);
        let added: Vec<String> = added.map(|source| format!("{} ({})", source.id, source.site)).collect();
        let moment = |moment: Option<Timestamp>| moment.map_or_else(|| "never".to_owned(), |moment| moment.to_string());
        let mut lines = vec![
            format!("Together Library {} ({}) on {}", self.versions.version, self.versions.build, self.versions.system),
            self.formats_line(),
            format!("Made at {}", self.made_at),
            format!("Site: {}{}", status.site, if self.offline { " (set to work without the internet)" } else { "" }),
            format!("Added sources: {}", if added.is_empty() { "none".to_owned() } else { added.join(", ") }),
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

#[cfg(test)]
mod tests {
    use catalogue::{ResourceId, Settings, ShelfChange};

    use super::*;
    use crate::testing::library;

    #[test]
    fn nothing_that_a_person_wrote_searched_or_opened_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let library = library(folder.path(), "");
        library.set_settings(&Settings { note_gaps: true, ..Settings::default() }).unwrap();
        let resource = library.list(&ListFilter::default()).unwrap().remove(0).id;
        let write = ShelfChange::Write { resource: resource.clone(), text: "quokka".into() };
        library.change_shelf(&write).unwrap();
        library.change_shelf(&ShelfChange::Opened { resource: ResourceId::from(resource.as_str()) }).unwrap();
        assert!(library.note_gap("wombat lessons").unwrap());
        let told = library.diagnostics(Some("WebView 1".into())).unwrap();
        let json = serde_json::to_string(&told).unwrap();
        for text in [told.to_text(), json] {
            for personal in ["quokka", "wombat", resource.as_str()] {
                assert!(!text.contains(personal), "{personal} in {text}");
            }
            assert!(text.contains("WebView 1") && text.contains(&library.versions(None).version));
        }
    }

    #[test]
    fn the_persons_folder_is_shortened_wherever_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let library = library(folder.path(), "");
        let mut told = library.diagnostics(None).unwrap();
        let at_home = format!("{}/library", folder.path().display());
        told.status.folder.clone_from(&at_home);
        told.limits.extra_certificates = vec![PathBuf::from(&at_home)];
        let of_folder = Url::from_file_path(folder.path().join("a leaflet.pdf")).unwrap().to_string();
        told.failed_files = vec![
            FailedFile { url: "https://www.example.org/a.pdf".into(), problem: at_home },
            FailedFile { url: of_folder, problem: String::new() },
        ];
        let text = told.shortened(&Home::at(Some(folder.path().display().to_string())));
        let text = serde_json::to_string(&text).unwrap();
        assert!(!text.contains(&folder.path().display().to_string()), "{text}");
        assert_eq!(text.matches("~/library").count(), 3, "{text}");
        assert!(text.contains("a leaflet.pdf") && text.contains("https://www.example.org/a.pdf"), "{text}");
    }
}
