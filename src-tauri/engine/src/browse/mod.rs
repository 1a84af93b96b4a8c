//! What the window's list shows, so that the window itself holds no more of the library than is on the screen: the
//! resources that a question finds, page by page, and what each filter would leave of them.

mod choices;
mod filing;

use std::collections::{BTreeSet, HashSet};

use catalogue::{Choices, Found, Holdings, Listed, Resource, ResourceId, SearchQuery, Translation, is_in_language};

use store::Filed;

use crate::error::Error;
use crate::{DEFAULT_HITS, Library, trust};
pub(crate) use filing::Filing;

/// What a query finds; where it has no words, the first of the list that pass its filters.
pub(crate) fn find(library: &Library, query: &SearchQuery) -> Result<Found, Error> {
    if query.words.trim().is_empty() {
        return first_of_list(library, query);
    }
    let answer = library.search(query)?;
    let ids = answer.hits.iter().flat_map(|hit| std::iter::once(&hit.resource).chain(&hit.same_as));
    let resources = listed(library, ids)?;
    Ok(Found { total: answer.total, answer: Some(answer), resources })
}

fn first_of_list(library: &Library, query: &SearchQuery) -> Result<Found, Error> {
    let limit = if query.limit == 0 { DEFAULT_HITS } else { query.limit };
    let (total, ids) = filing::look(library, |filing| {
        let mut fitting: Vec<&Filed> =
            offered(filing.all(), query).filter(|filed| choices::passes(filed, query)).collect();
        if let Some(preferred) = &query.prefer {
            fitting.sort_by_cached_key(|filed| !is_in_language(preferred, &filed.language));
        }
        let first: Vec<ResourceId> = fitting.iter().take(limit as usize).map(|filed| filed.id.clone()).collect();
        (fitting.len() as u32, first)
    })?;
    Ok(Found { answer: None, total, resources: listed(library, &ids)? })
}

/// These resources as a list shows them, in this order; those that are not there are left out.
pub(crate) fn listed<'a>(
    library: &Library,
    ids: impl IntoIterator<Item = &'a ResourceId>,
) -> Result<Vec<Listed>, Error> {
    let ids: Vec<&ResourceId> = ids.into_iter().collect();
    let mut resources = library.read(|store| store.resources_of(&ids))?;
    trust::tell(library, &mut resources)?;
    filing::look(library, |filing| {
        let with = |resource: Resource| Listed {
            translations: filing.translations(&resource.id).map(translation).collect(),
            resource,
        };
        resources.into_iter().map(with).collect()
    })
}

fn translation(filed: &Filed) -> Translation {
    Translation { id: filed.id.clone(), title: filed.title.clone(), language: filed.language.clone() }
}

/// What the filters of a query offer: of all that has its words, or of the whole list where it has none.
pub(crate) fn choices(library: &Library, query: &SearchQuery) -> Result<Choices, Error> {
    let keys = if query.words.trim().is_empty() { None } else { Some(library.inner.index.found(query)?) };
    filing::look(library, |filing| {
        let offered: Vec<&Filed> = offered(filing.all(), query).collect();
        let found: Option<Vec<&Filed>> = keys.map(|keys| keys.iter().filter_map(|key| filing.by_key(*key)).collect());
        choices::choices(query, found.as_deref().unwrap_or(&offered), &offered)
    })
}

/// The library as a whole.
pub(crate) fn holdings(library: &Library) -> Result<Holdings, Error> {
    filing::look(library, |filing| {
        let all = filing.all();
        let current = || all.iter().filter(|filed| !filed.withdrawn);
        let languages: BTreeSet<&String> = current().map(|filed| &filed.language).collect();
        Holdings {
            resources: current().count() as u32,
            withdrawn: all.iter().filter(|filed| filed.withdrawn).count() as u32,
            only_starter: !all.is_empty() && all.iter().all(|filed| filed.from_starter),
            files_missing: current().any(|filed| filed.files.missing),
            languages: languages.into_iter().filter(|language| !language.is_empty()).cloned().collect(),
        }
    })
}

/// The resources that pass those filters of a query of which the index knows nothing, by the numbers that it has for
/// them; none where there is no such filter.
pub(crate) fn among(library: &Library, query: &SearchQuery) -> Result<Option<HashSet<u64>>, Error> {
    if query.topic.is_none() && !query.with_text && !query.here {
        return Ok(None);
    }
    filing::look(library, |filing| {
        Some(
            filing
                .all()
                .iter()
                .filter(|filed| choices::passes(filed, query))
                .map(|filed| search::key_of(&filed.id))
                .collect(),
        )
    })
}

fn offered<'a>(all: &'a [Filed], query: &SearchQuery) -> impl Iterator<Item = &'a Filed> {
    let withdrawn = query.withdrawn;
    all.iter().filter(move |filed| withdrawn || !filed.withdrawn)
}

#[cfg(test)]
mod tests;
