//! What all resources are filed under: what filters count, and what the search's index does not know of them. Kept in
//! memory; after a change only what changed is read again.

use std::collections::HashMap;
use std::sync::PoisonError;

use catalogue::{ResourceId, Titled, title_without_language, translations};
use store::Filed;

use crate::error::Error;
use crate::{Library, recovery};

pub(crate) struct Filing {
    of: State,
    /// In the order of the list.
    filed: Vec<Filed>,
    /// In the same order: the title without the name of its language, which translations have too.
    about: Vec<String>,
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
        let filed = library.read(|store| store.filed(0))?;
        let about = filed.iter().map(about).collect();
        let places = filed.iter().enumerate().map(|(place, filed)| (search::key_of(&filed.id), place)).collect();
        let mut filing = Self { of, filed, about, places, translations: HashMap::new() };
        filing.translate();
        Ok(filing)
    }

    /// Takes over what changed since; `false` where the list itself is another one.
    fn catch_up(&mut self, library: &Library, now: &State) -> Result<bool, Error> {
        if (&self.of.recovered, self.of.revision) != (&now.recovered, now.revision) || now.serial < self.of.serial {
            return Ok(false);
        }
        for changed in library.read(|store| store.filed(self.of.serial))? {
            match self.places.get(&search::key_of(&changed.id)) {
                Some(place) if self.filed[*place].withdrawn == changed.withdrawn => {
                    self.about[*place] = about(&changed);
                    self.filed[*place] = changed;
                }
                _ => return Ok(false),
            }
        }
        self.of = now.clone();
        self.translate();
        Ok(true)
    }

    fn translate(&mut self) {
        let all = self.filed.iter().zip(&self.about).enumerate();
        let current = all.filter(|(_, (filed, _))| !filed.withdrawn);
        self.translations = translations(current.map(|(place, (filed, about))| {
            (place, Titled { source: filed.source.as_str(), about, language: &filed.language })
        }));
    }
}

fn about(filed: &Filed) -> String {
    title_without_language(&filed.title, &filed.language)
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
