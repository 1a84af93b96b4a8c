//! The person's shelf: a file of its own among the person's things, changed one change at a time, whichever program
//! makes it.
//!
//! The file is JSON and the same as the one that is exported, but for what was opened last, which is never exported:
//! `together_library` is `"shelf"`, `format` is 1, then `favourites`, `packs` and `notes` (see [`catalogue::Shelf`]).
//! Names that this version does not know stay in the file. One of a newer format is left alone.

use std::path::Path;

use catalogue::{ResourceId, Shelf, ShelfChange, ShelfMerge, ShelfNow, ShelfRefusal, ShelfWorld, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Error, ErrorCode};
use crate::person::PersonFolder;
use crate::{Library, brought};

const FILE: &str = "shelf.json";
const IS_SHELF: &str = "shelf";
const FORMAT: u32 = 1;
/// A shelf is refused what would make it larger, in bytes, so that it can always be read again.
const MOST_BYTES: usize = 12 << 20;

#[derive(Serialize, Deserialize)]
struct ShelfFile {
    together_library: String,
    format: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exported: Option<Timestamp>,
    #[serde(flatten)]
    shelf: Shelf,
    /// What a newer program of this format put there.
    #[serde(flatten)]
    other: Map<String, Value>,
}

impl Default for ShelfFile {
    fn default() -> Self {
        let (shelf, other) = (Shelf::default(), Map::new());
        Self { together_library: IS_SHELF.into(), format: FORMAT, exported: None, shelf, other }
    }
}

enum Wrong {
    Newer,
    NoShelf,
}

fn understand(text: &str) -> Result<ShelfFile, Wrong> {
    /// What is looked at first: a newer format may have any shape.
    #[derive(Deserialize)]
    struct Head {
        together_library: String,
        format: u32,
    }
    let head: Head = serde_json::from_str(text).map_err(|_| Wrong::NoShelf)?;
    match head {
        Head { together_library, .. } if together_library != IS_SHELF => Err(Wrong::NoShelf),
        Head { format, .. } if format > FORMAT => Err(Wrong::Newer),
        _ => serde_json::from_str(text).map_err(|_| Wrong::NoShelf),
    }
}

pub(crate) fn get(library: &Library) -> Result<ShelfNow, Error> {
    let person = library.person();
    let remembers = library.settings().settings.remember_recents;
    let file = match person.read(FILE)?.as_deref().map(understand) {
        None => ShelfFile::default(),
        Some(Ok(file)) if remembers || file.shelf.recents.is_empty() => file,
        Some(Err(Wrong::Newer)) => return Err(newer()),
        // Damaged, or with a list that may no longer be kept.
        Some(_) => write(library, |_| Ok(()))?,
    };
    Ok(now(&person, file.shelf, remembers))
}

fn now(person: &PersonFolder, shelf: Shelf, remembers: bool) -> ShelfNow {
    ShelfNow { shelf, remembers, set_aside: person.aside(FILE) }
}

pub(crate) fn change(library: &Library, change: &ShelfChange) -> Result<ShelfNow, Error> {
    let remembers = library.settings().settings.remember_recents;
    if matches!(change, ShelfChange::Opened { .. }) && !remembers {
        return get(library);
    }
    let title_of = |id: &ResourceId| library.resource(id).ok().map(|resource| resource.title);
    let world = ShelfWorld { at: library.now(), title_of: &title_of };
    let file = write(library, |shelf| shelf.change(change, &world).map_err(refused))?;
    Ok(now(&library.person(), file.shelf, remembers))
}

/// Writes the shelf as a file for another computer.
pub(crate) fn export(library: &Library, to: &Path, replace: bool) -> Result<Shelf, Error> {
    let shelf = Shelf { recents: Vec::new(), ..get(library)?.shelf };
    let file = ShelfFile { exported: Some(library.now()), shelf, ..ShelfFile::default() };
    brought::write(to, to_text(&file)?.as_bytes(), replace)?;
    Ok(file.shelf)
}

/// Brings in a shelf from elsewhere beside what is here.
pub(crate) fn import(library: &Library, from: &Path) -> Result<ShelfMerge, Error> {
    let bytes = brought::read(from, MOST_BYTES as u64)?;
    let told = |message: &str, hint: &str| {
        Error::new(
            ErrorCode::Refused,
            format!("“{}” {message}", from.display()),
            format!("{hint}. Nothing was changed"),
        )
    };
    let text = String::from_utf8(bytes);
    let file = text.map_err(|_| Wrong::NoShelf).and_then(|text| understand(&text)).map_err(|wrong| match wrong {
        Wrong::Newer => told("was written by a newer version of Together Library", "Install that version here too"),
        Wrong::NoShelf => told("is no shelf of Together Library, or is damaged", "Export the shelf again"),
    })?;
    let mut came = ShelfMerge::default();
    write(library, |shelf| {
        came = shelf.merge(&file.shelf);
        Ok(())
    })?;
    Ok(came)
}

/// Changes what is in the file now, whoever wrote it last. A file that makes no sense is set aside first.
fn write(library: &Library, work: impl FnOnce(&mut Shelf) -> Result<(), Error>) -> Result<ShelfFile, Error> {
    let person = library.person();
    let remembers = library.settings().settings.remember_recents;
    let mut written = ShelfFile::default();
    person.change(FILE, |text| {
        written = match text.as_deref().map(understand) {
            None => ShelfFile::default(),
            Some(Ok(file)) => file,
            Some(Err(Wrong::Newer)) => return Err(newer()),
            Some(Err(Wrong::NoShelf)) => {
                person.set_aside(FILE, library.now())?;
                ShelfFile::default()
            }
        };
        work(&mut written.shelf)?;
        if !remembers {
            written.shelf.recents.clear();
        }
        to_text(&written)
    })?;
    Ok(written)
}

fn to_text(file: &ShelfFile) -> Result<String, Error> {
    let text = serde_json::to_string_pretty(file).expect("names, moments and words are JSON");
    if text.len() > MOST_BYTES { Err(refused(ShelfRefusal::Full)) } else { Ok(text + "\n") }
}

fn refused(refusal: ShelfRefusal) -> Error {
    let hint = match refusal {
        ShelfRefusal::Full => "Take something off it first",
        ShelfRefusal::NoName => "Write a name",
        ShelfRefusal::NameTaken => "Choose another name",
        ShelfRefusal::NoPack => "It may have been deleted in another window",
        ShelfRefusal::NoteTooLong => "Make it shorter",
        ShelfRefusal::NoResource => "Open it in the library again",
    };
    Error::new(ErrorCode::BadRequest, refusal.to_string(), hint)
}

fn newer() -> Error {
    Error::new(
        ErrorCode::NewerLibrary,
        "your shelf was written by a newer version of Together Library",
        "Install that version here too. The shelf was not touched",
    )
}

#[cfg(test)]
#[path = "shelf_tests.rs"]
mod tests;
