//! What a person keeps at hand: favourites, packs, what was opened last, and notes. Pure: each change of a shelf is a
//! function of the shelf, so that two programs that change it one after the other lose nothing of each other.
//!
//! A shelf names resources by id and remembers their titles, so that it can still say what it holds where a library
//! does not have them.

use serde::{Deserialize, Serialize};

use crate::title::tidy_spaces;
use crate::{ResourceId, Timestamp};

mod merge;
pub use merge::ShelfMerge;

/// Most of each. A shelf is what somebody put there by hand, one by one.
pub const MOST_FAVOURITES: usize = 2_000;
pub const MOST_PACKS: usize = 200;
pub const MOST_IN_A_PACK: usize = 500;
pub const MOST_RECENTS: usize = 50;
pub const MOST_NOTES: usize = 2_000;
/// In characters.
const LONGEST_NOTE: usize = 4_000;
const LONGEST_NAME: usize = 100;
const LONGEST_TITLE: usize = 300;
const LONGEST_ID: usize = 64;

/// What a person keeps at hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(default)]
pub struct Shelf {
    /// The newest first.
    pub favourites: Vec<Kept>,
    /// In the order in which they were made.
    pub packs: Vec<ShelfPack>,
    /// What was opened, the last first.
    pub recents: Vec<Kept>,
    /// The newest first; one a resource.
    pub notes: Vec<Note>,
}

/// The shelf as it is, and what is to be known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct ShelfNow {
    pub shelf: Shelf,
    /// What is opened is put on the list of recents.
    pub remembers: bool,
    /// Files of former shelves that could not be read and were set aside, in the person's folder.
    pub set_aside: Vec<String>,
}

/// A resource on a shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Kept {
    pub resource: ResourceId,
    /// As it was called then.
    #[serde(default)]
    pub title: String,
    /// When it was put there.
    #[cfg_attr(test, ts(type = "string"))]
    pub at: Timestamp,
}

/// Resources that belong together for a person, under a name of that person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct ShelfPack {
    /// Stays through renaming.
    pub id: String,
    pub name: String,
    /// In the person's order; each once.
    #[serde(default)]
    pub resources: Vec<Kept>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Note {
    pub resource: ResourceId,
    #[serde(default)]
    pub title: String,
    pub text: String,
    /// When it was last written.
    #[cfg_attr(test, ts(type = "string"))]
    pub at: Timestamp,
}

/// One change of a shelf, as a person means it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ShelfChange {
    Star {
        resource: ResourceId,
    },
    Unstar {
        resource: ResourceId,
    },
    /// Undoes an `unstar`.
    RestoreFavourite {
        kept: Kept,
    },
    MakePack {
        name: String,
        resources: Vec<ResourceId>,
    },
    RenamePack {
        pack: String,
        name: String,
    },
    DeletePack {
        pack: String,
    },
    /// Undoes a `delete_pack`; `place` counts from 0.
    RestorePack {
        pack: ShelfPack,
        place: u32,
    },
    AddToPack {
        pack: String,
        resource: ResourceId,
    },
    RemoveFromPack {
        pack: String,
        resource: ResourceId,
    },
    /// Undoes a `remove_from_pack`.
    RestoreToPack {
        pack: String,
        kept: Kept,
        place: u32,
    },
    /// What is not named keeps its order and comes last.
    OrderPack {
        pack: String,
        resources: Vec<ResourceId>,
    },
    /// The resource was opened.
    Opened {
        resource: ResourceId,
    },
    ForgetRecent {
        resource: ResourceId,
    },
    ClearRecents,
    /// Without words the note goes.
    Write {
        resource: ResourceId,
        text: String,
    },
}

/// Why a shelf does not change so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShelfRefusal {
    #[error("the shelf is full")]
    Full,
    #[error("a pack needs a name")]
    NoName,
    #[error("you have a pack with this name already")]
    NameTaken,
    #[error("this pack is no longer on your shelf")]
    NoPack,
    #[error("a note can have 4,000 letters at most")]
    NoteTooLong,
    #[error("this is no resource")]
    NoResource,
}

/// What the world knows of resources, and what time it is.
pub struct ShelfWorld<'a> {
    pub at: Timestamp,
    /// The title of a resource of the library; `None` where the library does not have it.
    pub title_of: &'a dyn Fn(&ResourceId) -> Option<String>,
}

impl Shelf {
    /// Makes the change. What is there already, or gone already, is no error: somebody meant it to be so.
    ///
    /// # Errors
    /// The shelf is as it was.
    pub fn change(&mut self, change: &ShelfChange, world: &ShelfWorld<'_>) -> Result<(), ShelfRefusal> {
        match change {
            ShelfChange::Star { resource } => {
                let kept = self.kept(resource, world)?;
                self.add_favourite(kept)
            }
            ShelfChange::RestoreFavourite { kept } => self.add_favourite(tidy_kept(kept)?),
            ShelfChange::Unstar { resource } => {
                self.favourites.retain(|kept| kept.resource != *resource);
                Ok(())
            }
            ShelfChange::MakePack { name, resources } => self.make_pack(name, resources, world),
            ShelfChange::RenamePack { pack, name } => {
                let name = self.free_name(name, Some(pack))?;
                self.pack(pack)?.name = name;
                Ok(())
            }
            ShelfChange::DeletePack { pack } => {
                self.packs.retain(|known| known.id != *pack);
                Ok(())
            }
            ShelfChange::RestorePack { pack, place } => self.restore_pack(pack, *place),
            ShelfChange::AddToPack { pack, resource } => {
                let kept = self.kept(resource, world)?;
                let pack = self.pack(pack)?;
                let end = pack.resources.len();
                put_into(pack, kept, end)
            }
            ShelfChange::RestoreToPack { pack, kept, place } => {
                let kept = tidy_kept(kept)?;
                put_into(self.pack(pack)?, kept, *place as usize)
            }
            ShelfChange::RemoveFromPack { pack, resource } => {
                self.pack(pack)?.resources.retain(|kept| kept.resource != *resource);
                Ok(())
            }
            ShelfChange::OrderPack { pack, resources } => {
                let place = |kept: &Kept| resources.iter().position(|id| *id == kept.resource).unwrap_or(usize::MAX);
                // Stable: what is not named keeps its order.
                self.pack(pack)?.resources.sort_by_key(place);
                Ok(())
            }
            // An address that leads nowhere was not read.
            ShelfChange::Opened { resource } if (world.title_of)(resource).is_none() => Ok(()),
            ShelfChange::Opened { resource } => {
                let kept = self.kept(resource, world)?;
                self.recents.retain(|known| known.resource != *resource);
                self.recents.insert(0, kept);
                self.recents.truncate(MOST_RECENTS);
                Ok(())
            }
            ShelfChange::ForgetRecent { resource } => {
                self.recents.retain(|kept| kept.resource != *resource);
                Ok(())
            }
            ShelfChange::ClearRecents => {
                self.recents.clear();
                Ok(())
            }
            ShelfChange::Write { resource, text } => self.write(resource, text, world),
        }
    }

    fn kept(&self, resource: &ResourceId, world: &ShelfWorld<'_>) -> Result<Kept, ShelfRefusal> {
        let remembered = || self.every().find(|kept| kept.0 == resource).map(|kept| kept.1.to_owned());
        let title = (world.title_of)(resource).or_else(remembered).unwrap_or_default();
        tidy_kept(&Kept { resource: resource.clone(), title, at: world.at })
    }

    /// Every resource on the shelf with the title that it remembers.
    fn every(&self) -> impl Iterator<Item = (&ResourceId, &str)> {
        let in_packs = self.packs.iter().flat_map(|pack| &pack.resources);
        let kept = self.favourites.iter().chain(in_packs).chain(&self.recents);
        let noted = self.notes.iter().map(|note| (&note.resource, note.title.as_str()));
        kept.map(|kept| (&kept.resource, kept.title.as_str())).chain(noted)
    }

    fn add_favourite(&mut self, kept: Kept) -> Result<(), ShelfRefusal> {
        if self.favourites.iter().any(|known| known.resource == kept.resource) {
            return Ok(());
        }
        if self.favourites.len() >= MOST_FAVOURITES {
            return Err(ShelfRefusal::Full);
        }
        let place = self.favourites.iter().position(|known| known.at <= kept.at).unwrap_or(self.favourites.len());
        self.favourites.insert(place, kept);
        Ok(())
    }

    fn pack(&mut self, id: &str) -> Result<&mut ShelfPack, ShelfRefusal> {
        self.packs.iter_mut().find(|pack| pack.id == id).ok_or(ShelfRefusal::NoPack)
    }

    /// The name, tidied, where no other pack has it.
    fn free_name(&self, name: &str, own: Option<&str>) -> Result<String, ShelfRefusal> {
        let name = tidy_name(name);
        if name.is_empty() {
            return Err(ShelfRefusal::NoName);
        }
        let same = |pack: &&ShelfPack| pack.name.to_lowercase() == name.to_lowercase() && Some(pack.id.as_str()) != own;
        if self.packs.iter().find(same).is_some() { Err(ShelfRefusal::NameTaken) } else { Ok(name) }
    }

    fn make_pack(&mut self, name: &str, resources: &[ResourceId], world: &ShelfWorld<'_>) -> Result<(), ShelfRefusal> {
        let name = self.free_name(name, None)?;
        if self.packs.len() >= MOST_PACKS {
            return Err(ShelfRefusal::Full);
        }
        // Of the moment and the name: two laptops do not make the same by chance.
        let id = ResourceId::mint(&crate::SourceId::from("shelf-pack"), &format!("{} {name}", world.at), 0).0;
        let mut pack = ShelfPack { id, name, resources: Vec::new() };
        for resource in resources {
            let end = pack.resources.len();
            put_into(&mut pack, self.kept(resource, world)?, end)?;
        }
        self.packs.push(pack);
        Ok(())
    }

    fn restore_pack(&mut self, pack: &ShelfPack, place: u32) -> Result<(), ShelfRefusal> {
        if self.packs.iter().any(|known| known.id == pack.id) {
            return Ok(());
        }
        if self.packs.len() >= MOST_PACKS {
            return Err(ShelfRefusal::Full);
        }
        let mut pack = tidy_pack(pack).ok_or(ShelfRefusal::NoPack)?;
        pack.name = self.name_beside(&pack.name);
        self.packs.insert((place as usize).min(self.packs.len()), pack);
        Ok(())
    }

    /// The name, with a number where another pack has it already.
    fn name_beside(&self, name: &str) -> String {
        let numbered = (2..).map(|count| format!("{name} ({count})"));
        std::iter::once(name.to_owned())
            .chain(numbered)
            .find(|name| self.free_name(name, None).is_ok())
            .expect("numbers do not run out")
    }

    fn write(&mut self, resource: &ResourceId, text: &str, world: &ShelfWorld<'_>) -> Result<(), ShelfRefusal> {
        let text = tidy_note(text);
        if text.chars().count() > LONGEST_NOTE {
            return Err(ShelfRefusal::NoteTooLong);
        }
        let Kept { resource, title, at } = self.kept(resource, world)?;
        let is_new = !self.notes.iter().any(|note| note.resource == resource);
        if !text.is_empty() && is_new && self.notes.len() >= MOST_NOTES {
            return Err(ShelfRefusal::Full);
        }
        self.notes.retain(|note| note.resource != resource);
        if !text.is_empty() {
            self.notes.insert(0, Note { resource, title, text, at });
        }
        Ok(())
    }
}

fn put_into(pack: &mut ShelfPack, kept: Kept, place: usize) -> Result<(), ShelfRefusal> {
    if pack.resources.iter().any(|known| known.resource == kept.resource) {
        return Ok(());
    }
    if pack.resources.len() >= MOST_IN_A_PACK {
        return Err(ShelfRefusal::Full);
    }
    pack.resources.insert(place.min(pack.resources.len()), kept);
    Ok(())
}

fn is_id(text: &str) -> bool {
    (1..=LONGEST_ID).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'-'))
}

fn tidy_kept(kept: &Kept) -> Result<Kept, ShelfRefusal> {
    if !is_id(kept.resource.as_str()) {
        return Err(ShelfRefusal::NoResource);
    }
    Ok(Kept { title: tidy_line(&kept.title, LONGEST_TITLE), ..kept.clone() })
}

fn tidy_pack(pack: &ShelfPack) -> Option<ShelfPack> {
    let name = tidy_name(&pack.name);
    if !is_id(&pack.id) || name.is_empty() {
        return None;
    }
    let mut tidied = ShelfPack { id: pack.id.clone(), name, resources: Vec::new() };
    for kept in pack.resources.iter().filter_map(|kept| tidy_kept(kept).ok()) {
        let end = tidied.resources.len();
        put_into(&mut tidied, kept, end).ok()?;
    }
    Some(tidied)
}

fn tidy_name(name: &str) -> String {
    tidy_line(name, LONGEST_NAME)
}

/// One line, without what a screen would obey, no longer than this.
fn tidy_line(text: &str, most: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_shown(*c)).collect();
    tidy_spaces(&line).chars().take(most).collect::<String>().trim_end().to_owned()
}

fn tidy_note(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|c| *c == '\n' || *c == '\t' || is_shown(*c)).collect::<String>().trim().to_owned()
}

/// Neither obeyed by a terminal nor able to turn the order of what stands beside it.
fn is_shown(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
#[path = "shelf_tests.rs"]
mod tests;
