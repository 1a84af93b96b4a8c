//! What all resources are filed under: what filters count, and what the search's index does not know of them. Kept in
//! memory; after a change only what changed is read again.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::PoisonError;

use catalogue::{
    AttachmentState, Kind, PrintedDate, Resource, ResourceId, ResourceState, SourceId, TextQuality, Titled,
    title_without_language, translations,
};
use store::Store;

use crate::error::Error;
use crate::{Library, recovery};

pub(crate) struct Filing {
    of: State,
    /// In the order of the list.
    filed: Vec<Filed>,
    /// By the number that the index has for a resource.
    places: HashMap<u64, usize>,
    translations: HashMap<usize, Vec<usize>>,
}

/// A state of the store.
#[derive(Clone, PartialEq, Eq)]
struct State {
    recovered: Option<String>,
    revision: u64,
    serial: u64,
}

pub(super) struct Filed {
    pub id: ResourceId,
    pub title: String,
    pub kind: Kind,
    pub language: String,
    pub topics: Vec<String>,
    pub years: Option<RangeInclusive<i16>>,
    pub with_text: bool,
    pub here: bool,
    pub files_missing: bool,
    pub withdrawn: bool,
    pub from_starter: bool,
    source: SourceId,
    /// The title without the name of its language: translations have it too.
    about: String,
}

impl Filed {
    fn of(resource: &Resource) -> Self {
        let files = &resource.attachments;
        Self {
            id: resource.id.clone(),
            title: resource.title.clone(),
            kind: resource.kind,
            language: resource.language.clone(),
            topics: resource.topics.clone(),
            years: resource.date.as_ref().and_then(PrintedDate::years),
            with_text: files.iter().any(|file| file.text != TextQuality::None),
            here: files.iter().any(|file| file.sha256.is_some()),
            files_missing: files.iter().any(|file| file.state == AttachmentState::Pending),
            withdrawn: resource.state == ResourceState::Withdrawn,
            from_starter: resource.from_starter,
            source: resource.source.clone(),
            about: title_without_language(&resource.title, &resource.language),
        }
    }
}

impl Filing {
    /// Every resource, in the order of the list.
    pub(super) fn all(&self) -> &[Filed] {
        &self.filed
    }

    pub(super) fn by_key(&self, key: u64) -> Option<&Filed> {
        self.places.get(&key).map(|place| &self.filed[*place])
    }

    pub(super) fn translations(&self, id: &ResourceId) -> impl Iterator<Item = &Filed> {
        let place = self.places.get(&search::key_of(id));
        let others = place.and_then(|place| self.translations.get(place)).map_or(&[][..], Vec::as_slice);
        others.iter().map(|place| &self.filed[*place])
    }

    fn read(library: &Library, of: State) -> Result<Self, Error> {
        let resources = library.read(Store::all_resources)?;
        let filed: Vec<Filed> = resources.iter().map(Filed::of).collect();
        let places = filed.iter().enumerate().map(|(place, filed)| (search::key_of(&filed.id), place)).collect();
        let mut filing = Self { of, filed, places, translations: HashMap::new() };
        filing.translate();
        Ok(filing)
    }

    /// Takes over what changed since; `false` where the list itself is another one.
    fn catch_up(&mut self, library: &Library, now: &State) -> Result<bool, Error> {
        if (&self.of.recovered, self.of.revision) != (&now.recovered, now.revision) || now.serial < self.of.serial {
            return Ok(false);
        }
        for resource in library.read(|store| store.changed_since(self.of.serial))? {
            let filed = Filed::of(&resource);
            match self.places.get(&search::key_of(&resource.id)) {
                Some(place) if self.filed[*place].withdrawn == filed.withdrawn => self.filed[*place] = filed,
                _ => return Ok(false),
            }
        }
        self.of = now.clone();
        self.translate();
        Ok(true)
    }

    fn translate(&mut self) {
        let current = self.filed.iter().enumerate().filter(|(_, filed)| !filed.withdrawn);
        self.translations = translations(current.map(|(place, filed)| {
            let Filed { source, about, language, .. } = filed;
            (place, Titled { source: source.as_str(), about, language })
        }));
    }
}

/// Looks something up in the filing as the store is now.
pub(super) fn look<T>(library: &Library, up: impl FnOnce(&Filing) -> T) -> Result<T, Error> {
    let mut kept = library.inner.filing.lock().unwrap_or_else(PoisonError::into_inner);
    // Noted before anything is read: what changes meanwhile is met again.
    let store = library.store();
    let now = State { recovered: recovery::last(store)?, revision: store.revision()?, serial: store.serial()? };
    let followed = match kept.take() {
        Some(mut filing) => (filing.of == now || filing.catch_up(library, &now)?).then_some(filing),
        None => None,
    };
    let filing = followed.map_or_else(|| Filing::read(library, now), Ok)?;
    Ok(up(kept.insert(filing)))
}
