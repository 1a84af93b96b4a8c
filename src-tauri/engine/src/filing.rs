//! What the catalogue knows of resources and the index does not: their topics, and whether text and files of them are here.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError};

use catalogue::{Resource, ResourceId, SearchQuery, TextQuality};

use crate::Library;
use crate::error::Error;

/// Read once for each state of the store.
pub(crate) struct Filing {
    serial: u64,
    /// By the number that the index has for a resource.
    filed: HashMap<u64, Filed>,
}

struct Filed {
    id: ResourceId,
    topics: Vec<String>,
    with_text: bool,
    here: bool,
}

impl Filing {
    pub fn id(&self, key: u64) -> Option<&ResourceId> {
        self.filed.get(&key).map(|filed| &filed.id)
    }
}

impl Filed {
    fn of(resource: Resource) -> Self {
        let files = &resource.attachments;
        Self {
            with_text: files.iter().any(|file| file.text != TextQuality::None),
            here: files.iter().any(|file| file.sha256.is_some()),
            id: resource.id,
            topics: resource.topics,
        }
    }

    fn fits(&self, query: &SearchQuery) -> bool {
        query.topic.as_ref().is_none_or(|topic| self.topics.contains(topic))
            && (!query.with_text || self.with_text)
            && (!query.here || self.here)
    }
}

/// The resources that pass those filters of a query of which the index knows nothing; none where there is no such filter.
pub(crate) fn among(library: &Library, query: &SearchQuery) -> Result<Option<HashSet<u64>>, Error> {
    if query.topic.is_none() && !query.with_text && !query.here {
        return Ok(None);
    }
    let filing = current(library)?;
    Ok(Some(filing.filed.iter().filter(|(_, filed)| filed.fits(query)).map(|(key, _)| *key).collect()))
}

pub(crate) fn current(library: &Library) -> Result<Arc<Filing>, Error> {
    let serial = library.store().serial()?;
    let mut kept = library.inner.filing.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(filing) = kept.as_ref().filter(|filing| filing.serial == serial) {
        return Ok(filing.clone());
    }
    let resources = library.read(store::Store::all_resources)?;
    let filed = resources.into_iter().map(|resource| (search::key_of(&resource.id), Filed::of(resource))).collect();
    Ok(kept.insert(Arc::new(Filing { serial, filed })).clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{confirmed, library};

    fn asked(words: &str) -> SearchQuery {
        SearchQuery { words: words.to_owned(), ..SearchQuery::default() }
    }

    #[test]
    fn filters_that_the_index_does_not_know_hold_for_search_and_not_for_what_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        let library = library(folder.path(), "");
        let all = library.search(&asked("health")).unwrap();
        assert!(all.total > 0, "the starter content speaks of health");
        let mut found = library.found(&asked("health")).unwrap();
        found.sort();
        let mut hits: Vec<ResourceId> =
            all.hits.iter().filter(|hit| !hit.related).map(|hit| hit.resource.clone()).collect();
        hits.sort();
        assert_eq!(found, hits);
        for narrow in [
            SearchQuery { here: true, ..asked("health") },
            SearchQuery { with_text: true, ..asked("health") },
            SearchQuery { topic: Some("no such topic".to_owned()), ..asked("health") },
        ] {
            let answer = library.search(&narrow).unwrap();
            assert_eq!((answer.total, answer.hits.len()), (0, 0), "of the starter content no file is here: {narrow:?}");
            assert_eq!(library.found(&narrow).unwrap().len(), found.len());
        }
    }

    #[test]
    fn what_has_its_file_here_is_found_with_that_filter() {
        let folder = tempfile::tempdir().unwrap();
        let library = confirmed(folder.path());
        library.bring_index_up_to_date().unwrap();
        let here = SearchQuery { here: true, ..asked("sample leaflet of the test") };
        assert_eq!(library.search(&here).unwrap().total, 1);
        // Its text was not read yet.
        assert_eq!(library.search(&SearchQuery { with_text: true, ..here }).unwrap().total, 0);
    }
}
