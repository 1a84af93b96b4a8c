//! Where resources come from: the source that is built in, those that somebody added, and trying one out.
//!
//! What came from a source that is removed is withdrawn, not deleted; the same source added again finds its resources
//! under their ids.

mod folder;
mod kept;
mod profiles;
mod trying;

use std::path::Path;

use catalogue::{Profile, Resource, ResourceState, SourceId, SourceSummary, withdrawn};
use serde::Serialize;
use store::NewRevision;

use crate::Library;
use crate::error::{Error, ErrorCode};

pub(crate) use folder::{address_of, path_of, walk};
pub(crate) use kept::Unreadable;
pub(crate) use profiles::{built_in, thesaurus};
pub(crate) use trying::try_source;
pub use trying::{SourceTrial, TriedResource};

/// A source to add, and what to call it where it should not be called what it calls itself.
#[derive(Debug, Clone, Default)]
pub struct NewSource {
    /// A web address, the path of a profile (a TOML file), or that of a folder.
    pub what: String,
    pub id: Option<String>,
    pub name: Option<String>,
}

/// What to try where a source is not the one that was meant.
const LOOK: &str = "`together source list`, or the settings in the window, show the sources";

/// What was done with the resources of a source that was removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceRemoved {
    pub id: SourceId,
    /// Resources that are marked as withdrawn now.
    pub withdrawn: u32,
}

/// Every source, in the order in which they are read: the one that is built in, then the others by their ids.
pub(crate) struct Sources {
    pub profiles: Vec<Profile>,
    pub unreadable: Vec<Unreadable>,
}

impl Sources {
    pub fn of(library: &Library) -> Result<Self, Error> {
        let kept = kept::read(&library.inner.paths.sources())?;
        // A file under the built-in name is somebody's slip; the built-in one is read.
        let added = kept.profiles.into_iter().filter(|profile| profile.id != library.profile().id);
        let profiles = std::iter::once(library.profile().clone()).chain(added).collect();
        Ok(Self { profiles, unreadable: kept.unreadable })
    }

    /// Only this one, where one is meant.
    ///
    /// # Errors
    /// `not_found` where there is none; `bad_request` where it cannot be read.
    pub fn only(mut self, id: Option<&SourceId>) -> Result<Self, Error> {
        let Some(id) = id else { return Ok(self) };
        self.profiles.retain(|profile| profile.id == *id);
        self.unreadable.retain(|source| source.id == *id);
        match (self.profiles.first(), self.unreadable.first()) {
            (Some(_), _) => Ok(self),
            (None, Some(unreadable)) => Err(unreadable.error()),
            (None, None) => Err(no_source(id)),
        }
    }
}

pub(crate) fn list(library: &Library) -> Result<Vec<SourceSummary>, Error> {
    let Sources { profiles, unreadable } = Sources::of(library)?;
    let counts = library.store().resources_by_source()?;
    let count = |id: &SourceId| counts.get(id).copied().unwrap_or_default();
    let mut sources: Vec<SourceSummary> = profiles
        .iter()
        .map(|profile| SourceSummary {
            built_in: profile.id == library.profile().id,
            resources: count(&profile.id),
            ..summary(profile)
        })
        .collect();
    sources.extend(unreadable.into_iter().map(|source| SourceSummary {
        name: source.id.to_string(),
        site: String::new(),
        attribution: String::new(),
        built_in: false,
        is_folder: false,
        resources: count(&source.id),
        problem: Some(source.problem()),
        id: source.id,
    }));
    Ok(sources)
}

fn summary(profile: &Profile) -> SourceSummary {
    SourceSummary {
        id: profile.id.clone(),
        name: profile.name.clone(),
        site: profile.place(),
        attribution: profile.attribution.clone(),
        built_in: false,
        is_folder: profile.folder.is_some(),
        resources: 0,
        problem: None,
    }
}

/// The profiles of sources that were added, for a library that is being opened; none where they cannot be read, which
/// the next refresh tells.
pub(crate) fn added(folder: &Path) -> Vec<Profile> {
    kept::read(folder).map(|kept| kept.profiles).unwrap_or_default()
}

/// What readers know the source as; its id where that cannot be told.
pub(crate) fn name_of(library: &Library, id: &SourceId) -> String {
    let known = readable(library).into_iter().find(|profile| profile.id == *id);
    known.map_or_else(|| id.to_string(), |profile| profile.name)
}

/// Every source whose profile can be read; none where not even that can be told.
pub(crate) fn readable(library: &Library) -> Vec<Profile> {
    Sources::of(library).map(|sources| sources.profiles).unwrap_or_default()
}

/// Checks a source and keeps it. Nothing is read from it: the next refresh does that.
pub(crate) fn add(library: &Library, new: &NewSource) -> Result<SourceSummary, Error> {
    may_change(library)?;
    let mut profile = profiles::to_add(new)?;
    let _lock = library.lock_for_writing()?;
    let sources = Sources::of(library)?;
    if let Some(same) = sources.profiles.iter().find(|known| profiles::read_the_same(known, &profile)) {
        return Err(Error::new(
            ErrorCode::BadRequest,
            format!("this place is read already, as the source “{}”", same.name),
            LOOK,
        ));
    }
    let is_taken = |id: &SourceId| {
        let known = sources.profiles.iter().map(|known| &known.id);
        known.chain(sources.unreadable.iter().map(|one| &one.id)).any(|known| known == id)
    };
    if is_taken(&profile.id) {
        if profiles::is_named(new) {
            return Err(Error::new(
                ErrorCode::BadRequest,
                format!("there is already a source “{}”", profile.id),
                "Give this one another name with --id, or remove the other one first",
            ));
        }
        // Nobody chose it: another list of the same host, or another folder of the same name.
        profile.id = (2..)
            .map(|number| profiles::numbered(&profile.id, number))
            .find(|id| !is_taken(id))
            .expect("a free number");
    }
    kept::write(&library.inner.paths.sources(), &profile)?;
    Ok(summary(&profile))
}

/// Withdraws what came from a source, then forgets the source: cut off between the two, it is as if nothing had been
/// asked for, since the next refresh finds everything again.
pub(crate) fn remove(library: &Library, id: &SourceId) -> Result<SourceRemoved, Error> {
    may_change(library)?;
    if library.profile().id == *id {
        return Err(Error::new(
            ErrorCode::BadRequest,
            "the source that came with the program cannot be removed",
            "Its address can be changed with `refresh --site` or in the policy file",
        ));
    }
    let _lock = library.lock_for_writing()?;
    let known = library.store().all_resources()?;
    let ours: Vec<&Resource> = known.iter().filter(|resource| resource.source == *id).collect();
    // What a file that somebody deleted by hand left behind can be withdrawn too.
    let current: Vec<&&Resource> = ours.iter().filter(|resource| resource.state == ResourceState::Current).collect();
    if current.is_empty() && !kept::is_kept(&library.inner.paths.sources(), id) {
        return Err(no_source(id));
    }
    let at = library.now();
    let gone: Vec<Resource> = current.iter().map(|resource| withdrawn(resource, at)).collect();
    if !gone.is_empty() {
        library.store().apply(&NewRevision { at, upserts: &gone, ..NewRevision::default() })?;
    }
    kept::delete(&library.inner.paths.sources(), id)?;
    if !gone.is_empty() {
        library.bring_index_up_to_date()?;
    }
    Ok(SourceRemoved { id: id.clone(), withdrawn: gone.len() as u32 })
}

fn may_change(library: &Library) -> Result<(), Error> {
    if library.policy().sources.is_locked() {
        return Err(Error::new(
            ErrorCode::BadRequest,
            "your organisation decides which sources this library has",
            "Ask your IT help desk",
        ));
    }
    Ok(())
}

fn no_source(id: &SourceId) -> Error {
    Error::new(ErrorCode::NotFound, format!("there is no source “{id}”"), LOOK)
}
