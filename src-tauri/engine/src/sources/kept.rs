//! The sources that somebody added: one profile each, as `sources/ID.toml` in the library's folder.
//!
//! Files of their own, not rows: a catalogue that is damaged, made again or put back from its copy keeps its sources
//! either way, a pack cannot bring one, and a person can read what is asked.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use catalogue::{Profile, SourceId};

use super::profiles;
use crate::error::{Error, ErrorCode};

/// What is kept, each list in the order of the ids.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub profiles: Vec<Profile>,
    pub unreadable: Vec<Unreadable>,
}

/// A file that is there and makes no sense. What came from its source stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub id: SourceId,
    why: String,
}

impl Unreadable {
    pub fn problem(&self) -> String {
        format!("The profile of the source “{}” cannot be used ({}).", self.id, self.why)
    }

    pub fn error(&self) -> Error {
        Error::new(
            ErrorCode::BadRequest,
            format!("the profile of the source “{}” cannot be used ({})", self.id, self.why),
            format!("Remove it in the settings, or with `together source remove {}`, and add it again", self.id),
        )
    }
}

/// Reads them. The partnership's page is that of the built-in source, so an added one has none.
pub(crate) fn read(folder: &Path) -> Result<Kept, Error> {
    let failed = |error: &io::Error| Error::from_disk("the library's sources cannot be read", error);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Kept::default()),
        entries => entries.map_err(|error| failed(&error))?,
    };
    let mut ids: Vec<SourceId> = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| failed(&error))?.file_name();
        let id = name.to_str().and_then(|name| name.strip_suffix(".toml"));
        ids.extend(id.filter(|id| profiles::is_id(id)).map(SourceId::from));
    }
    ids.sort();
    let mut kept = Kept::default();
    for id in ids {
        match read_one(folder, &id) {
            Ok(profile) => kept.profiles.push(Profile { about_path: None, ..profile }),
            Err(why) => kept.unreadable.push(Unreadable { id, why }),
        }
    }
    Ok(kept)
}

fn read_one(folder: &Path, id: &SourceId) -> Result<Profile, String> {
    let profile = profiles::read_file(&place(folder, id))?;
    if profile.id == *id { Ok(profile) } else { Err(format!("it says that it is “{}”", profile.id)) }
}

pub(crate) fn is_kept(folder: &Path, id: &SourceId) -> bool {
    profiles::is_id(id.as_str()) && place(folder, id).exists()
}

/// When this returns, the profile outlives a power cut; before, there is none.
pub(crate) fn write(folder: &Path, profile: &Profile) -> Result<(), Error> {
    let text = toml::to_string(profile).map_err(|error| {
        Error::new(ErrorCode::Failed, format!("the source cannot be written down ({error})"), "Try again")
    })?;
    let place = place(folder, &profile.id);
    // What a killed writer left has the same name, and is written over.
    let new = place.with_extension("new");
    let written = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut file = File::create(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        drop(file);
        fs::rename(&new, &place)?;
        if cfg!(unix) {
            File::open(folder)?.sync_all()?;
            folder.parent().map_or(Ok(()), |library| File::open(library)?.sync_all())?;
        }
        Ok(())
    };
    written().map_err(|error| {
        let _ = fs::remove_file(&new);
        Error::from_disk("the source cannot be kept", &error)
    })
}

pub(crate) fn delete(folder: &Path, id: &SourceId) -> Result<(), Error> {
    if !profiles::is_id(id.as_str()) {
        return Ok(());
    }
    match fs::remove_file(place(folder, id)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Error::from_disk("the source cannot be taken out", &error))
        }
        _ => Ok(()),
    }
}

/// Only for ids that [`profiles::is_id`] lets pass.
fn place(folder: &Path, id: &SourceId) -> PathBuf {
    folder.join(format!("{id}.toml"))
}

/// A small text, or why there is none.
pub(super) fn small_text(path: &Path, most_bytes: u64) -> Result<String, String> {
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(most_bytes + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| error.to_string())?;
    if bytes.len() as u64 > most_bytes {
        return Err("it is far too large".to_owned());
    }
    String::from_utf8(bytes).map_err(|_| "it is no text".to_owned())
}
