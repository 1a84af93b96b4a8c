//! Copying files out under names that a person can read and every system can store.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

use catalogue::{Attachment, Resource};

use crate::address::file_name;
use crate::error::{Error, ErrorCode};
use crate::{Library, is_here};

/// Longest name without its ending, in characters: leaves room for folders where paths are short.
const NAME_CHARS: usize = 120;
/// Longest share of it for the title where the link's words follow: enough to keep "Part 1" and "Part 2" apart.
const TITLE_CHARS: usize = 80;

pub(crate) fn save(library: &Library, resource: &Resource, to: &Path) -> Result<Vec<PathBuf>, Error> {
    let here: Vec<&Attachment> = resource.attachments.iter().filter(|attachment| is_here(attachment)).collect();
    if here.is_empty() {
        return Err(Error::new(
            ErrorCode::NotHere,
            "no file of this resource is on this device yet",
            "Refresh the library when there is a network",
        ));
    }
    std::fs::create_dir_all(to).map_err(|error| Error::from_disk("the folder cannot be made", &error))?;
    let mut saved = Vec::new();
    for attachment in here {
        let file = library.file(&attachment.id)?;
        let path = copy_without_overwriting(&file.path, to, &file.name)
            .map_err(|error| Error::from_disk(&format!("“{}” could not be copied", file.name), &error))?;
        saved.push(path);
    }
    Ok(saved)
}

fn copy_without_overwriting(from: &Path, folder: &Path, name: &str) -> io::Result<PathBuf> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    for number in 1..1000 {
        let name = if number == 1 { name.to_owned() } else { format!("{stem} ({number}).{ending}") };
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut to) => {
                let copied = std::fs::File::open(from).and_then(|mut from| io::copy(&mut from, &mut to));
                return match copied {
                    Ok(_) => Ok(path),
                    Err(error) => {
                        let _ = std::fs::remove_file(&path);
                        Err(error)
                    }
                };
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "too many files of this name"))
}

/// The resource's title, the link's words where there are several files, and the ending of the format.
pub(crate) fn readable_name(resource: &Resource, attachment: &Attachment) -> String {
    let several = resource.attachments.iter().filter(|other| is_here(other)).count() > 1;
    let mut stem = resource.title.clone();
    if several && !attachment.label.is_empty() && attachment.label != resource.title {
        stem = format!("{} - {}", shortened(&stem, TITLE_CHARS), attachment.label);
    }
    let stem = shortened(&stem, NAME_CHARS);
    let options = sanitize_filename::Options { windows: true, truncate: false, replacement: " " };
    let stem = sanitize_filename::sanitize_with_options(stem.trim(), options.clone());
    let stem = stem.split_whitespace().collect::<Vec<_>>().join(" ");
    let stem = stem.trim_matches(['.', ' ', '-']);
    let stem = if stem.is_empty() { "Resource" } else { stem };
    sanitize_filename::sanitize_with_options(format!("{stem}.{}", ending(attachment)), options)
}

fn shortened(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    let cut: String = text.chars().take(chars).collect();
    cut.rsplit_once(' ').map_or(cut.clone(), |(words, _)| words.to_owned())
}

/// The usual ending of the format; for a format without one here, the ending that the file had on the site.
fn ending(attachment: &Attachment) -> String {
    if let Some(known) = catalogue::usual_ending(&attachment.media_type) {
        return known.to_owned();
    }
    let name = file_name(&attachment.url);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    let plain = !ending.is_empty() && ending.len() <= 5 && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain { ending.to_lowercase() } else { "bin".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(title: &str, labels: &[&str], media_type: &str, url: &str) -> String {
        let attachment = |label: &&str| -> Attachment {
            serde_json::from_value(serde_json::json!({
                "id": "a", "url": url, "label": label, "media_type": media_type, "size_bytes": 1, "sha256": "ab",
                "state": "here", "pages": null, "text": "none", "language": null, "problem": null
            }))
            .unwrap()
        };
        let attachments: Vec<Attachment> = labels.iter().map(attachment).collect();
        let resource: Resource = serde_json::from_value(serde_json::json!({
            "id": "r", "title": title, "summary": "", "kind": "leaflet", "kind_is_guess": true, "topics": [],
            "language": "en", "source": "s", "page_url": "", "date": null, "state": "current",
            "first_seen": "2026-01-01T00:00:00Z", "last_confirmed": null, "last_changed": "2026-01-01T00:00:00Z",
            "withdrawn_on": null, "from_starter": false, "attachments": attachments, "links": []
        }))
        .unwrap();
        readable_name(&resource, &resource.attachments[0])
    }

    #[test]
    fn names_that_people_read_and_systems_store() {
        for (title, labels, media_type, url, expected) in [
            ("Flu leaflet", &["Download"][..], "application/pdf", "https://s/x", "Flu leaflet.pdf"),
            ("Results", &["North", "South"], "application/pdf", "https://s/x", "Results - North.pdf"),
            (
                "What Would You Do? - HealthWatch Tower Hamlets Part 2",
                &["North", "South"],
                "application/pdf",
                "https://s/x",
                "What Would You Do - HealthWatch Tower Hamlets Part 2 - North.pdf",
            ),
            ("What Would You Do? - Part 2", &[""], "application/pdf", "https://s/x", "What Would You Do - Part 2.pdf"),
            ("../../etc/passwd", &[""], "text/plain", "https://s/x", "etc passwd.txt"),
            ("স্বাস্থ্য", &[""], "application/pdf", "https://s/x", "স্বাস্থ্য.pdf"),
            ("...", &[""], "application/x-odd", "https://s/file.ODT", "Resource.odt"),
            ("Odd", &[""], "application/x-odd", "https://s/file.a/b", "Odd.bin"),
        ] {
            assert_eq!(name(title, labels, media_type, url), expected);
        }
        assert!(!name("CON", &[""], "text/plain", "https://s/x").eq_ignore_ascii_case("con.txt"));
        assert!(name(&"long ".repeat(100), &[""], "application/pdf", "https://s/x").chars().count() <= NAME_CHARS + 4);
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let from = folder.path().join("from");
        std::fs::write(&from, "new").unwrap();
        std::fs::write(folder.path().join("a.txt"), "old").unwrap();
        let path = copy_without_overwriting(&from, folder.path(), "a.txt").unwrap();
        assert_eq!(path, folder.path().join("a (2).txt"));
        assert_eq!(std::fs::read_to_string(folder.path().join("a.txt")).unwrap(), "old");
    }
}
