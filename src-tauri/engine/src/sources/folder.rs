//! A folder as a source: a shared drive, a stick. Each document in it is a resource, named after its file.
//!
//! Nothing outside the folder is ever read: symbolic links are passed over, and so is what is hidden. Subfolders are
//! looked into to a fixed depth, and a folder of far too many files is not read to its end.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use catalogue::{
    Observed, ObservedFile, Origin, find_printed_date, guess_kind, guess_language_from_words, is_shown_elsewhere,
    promises_a_document, tidy_spaces,
};
use url::Url;

/// Folders within folders that are looked into.
const DEEPEST: usize = 4;
/// Documents of one folder source.
const MOST_FILES: usize = 5_000;
/// Names looked at, documents or not.
const MOST_NAMES: usize = 100_000;

/// What a walk through a folder found.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// In the order of their paths.
    pub resources: Vec<Observed>,
    /// Parts of it that could not be read, each with the reason in words.
    pub problems: Vec<(PathBuf, String)>,
}

/// Walks through the folder.
///
/// # Errors
/// Where the folder itself is not there or cannot be read.
pub(crate) fn walk(folder: &Path, language: &str) -> io::Result<Walk> {
    let mut walk = Walk::default();
    let mut names = 0;
    let mut files: Vec<PathBuf> = Vec::new();
    let mut open = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if depth == 0 => return Err(error),
            Err(error) => {
                walk.problems.push((folder, error.to_string()));
                continue;
            }
            Ok(entries) => entries,
        };
        for entry in entries {
            let entry = match entry {
                Err(error) if depth == 0 => return Err(error),
                Err(error) => {
                    walk.problems.push((folder.clone(), error.to_string()));
                    break;
                }
                Ok(entry) => entry,
            };
            names += 1;
            // Of the link itself, not of what it leads to.
            let Ok(kind) = entry.file_type() else { continue };
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                walk.problems.push((entry.path(), "its name is no text".to_owned()));
                continue;
            };
            if is_hidden(&entry, &name) {
                continue;
            }
            if kind.is_dir() && depth < DEEPEST {
                open.push((entry.path(), depth + 1));
            } else if kind.is_file() && is_document(&name) {
                files.push(entry.path());
            }
            if files.len() > MOST_FILES || names > MOST_NAMES {
                walk.problems
                    .push((folder, format!("it holds more than {MOST_FILES} documents, or far too many files")));
                files.truncate(MOST_FILES);
                open.clear();
                break;
            }
        }
    }
    files.sort();
    walk.resources = files.iter().filter_map(|file| observed(file, language)).collect();
    Ok(walk)
}

/// Programs keep their own files beside documents: names that begin with a dot, and the locks of word processors.
fn is_hidden(entry: &fs::DirEntry, name: &str) -> bool {
    #[cfg(windows)]
    {
        use std::os::windows::fs::MetadataExt;
        const HIDDEN_OR_SYSTEM: u32 = 0x2 | 0x4;
        if entry.metadata().is_ok_and(|metadata| metadata.file_attributes() & HIDDEN_OR_SYSTEM != 0) {
            return true;
        }
    }
    let _ = entry;
    name.starts_with('.') || name.starts_with("~$")
}

fn is_document(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    promises_a_document(&ending) || is_shown_elsewhere(&ending) || matches!(ending.as_str(), "html" | "htm")
}

/// A file as the source shows it: its name is all that is known.
fn observed(file: &Path, default_language: &str) -> Option<Observed> {
    let name = file.file_name()?.to_str()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['_', '-'], " ");
    let title = tidy_spaces(&stem);
    let title = if title.is_empty() { name.to_owned() } else { title };
    Some(Observed {
        origin: Origin::List,
        summary: String::new(),
        page_url: String::new(),
        kind: guess_kind(&title, &[], ""),
        kind_is_guess: true,
        topics: Vec::new(),
        language: guess_language_from_words(&title).unwrap_or(default_language).to_owned(),
        date: find_printed_date(&title),
        files: vec![ObservedFile { url: address_of(file)?, label: name.to_owned() }],
        links: Vec::new(),
        files_complete: true,
        asked: true,
        title,
    })
}

/// `file:///…`; `None` where the path is not whole.
pub(crate) fn address_of(file: &Path) -> Option<String> {
    Url::from_file_path(file).ok().map(String::from)
}

/// The path of a file that [`walk`] named, where it is still a plain file inside the folder.
pub(crate) fn path_of(folder: &Path, address: &str) -> Option<PathBuf> {
    let path = Url::parse(address).ok().filter(|url| url.scheme() == "file")?.to_file_path().ok()?;
    let (folder, whole) = (folder.canonicalize().ok()?, path.canonicalize().ok()?);
    let plain = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file());
    (plain && whole.starts_with(folder)).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(folder: &Path) -> Vec<String> {
        walk(folder, "en").unwrap().resources.into_iter().map(|one| one.title).collect()
    }

    #[test]
    fn documents_are_found_in_order_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b/c/d");
        fs::create_dir_all(deep.join("e")).unwrap();
        for name in ["Flu_jab-2024.pdf", "b.txt", ".hidden.pdf", "~$b.docx", "program.exe", "Thumbs.db", "noending"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::write(deep.join("Deep.pdf"), "x").unwrap();
        fs::write(deep.join("e").join("Too deep.pdf"), "x").unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        fs::write(folder.path().join(".git").join("x.pdf"), "x").unwrap();
        assert_eq!(titles(folder.path()), ["Flu jab 2024", "Deep", "b"]);
        assert!(walk(&folder.path().join("none"), "en").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let secret = outside.path().join("secret.pdf");
        fs::write(&secret, "x").unwrap();
        std::os::unix::fs::symlink(&secret, folder.path().join("link.pdf")).unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("way out")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("round")).unwrap();
        fs::write(folder.path().join("own.pdf"), "x").unwrap();
        assert_eq!(titles(folder.path()), ["own"]);
        let of = |path: &Path| path_of(folder.path(), &address_of(path).unwrap());
        assert!(of(&folder.path().join("own.pdf")).is_some());
        for path in ["link.pdf", "way out/secret.pdf", "../own.pdf", "none.pdf"] {
            assert_eq!(of(&folder.path().join(path)), None, "{path}");
        }
        assert_eq!(path_of(folder.path(), "https://site.org/own.pdf"), None);
    }
}
