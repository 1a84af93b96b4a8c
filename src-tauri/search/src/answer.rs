//! A query answered: plan, score, choose, and show why.

use std::collections::HashSet;

use catalogue::{AttachmentId, Hit, Kind, Passage, ResourceId, ResourceState, SearchAnswer, SearchQuery};
use tantivy::TantivyDocument;
use tantivy::schema::{Field, Value};

use crate::Error;
use crate::choose::{ChosenPlace, ChosenResource, Wish, choose};
use crate::explain::why;
use crate::plan::{Plan, plan};
use crate::schema::{Card, PageHead};
use crate::score::Parts;
use crate::snapshot::Snapshot;
use crate::snippet::Marker;
use crate::thesaurus::Thesaurus;
use crate::understood::{corrected, understood};

const USUAL_LIMIT: usize = 20;
const HIGHEST_LIMIT: usize = 1000;
const MOST_PASSAGES: usize = 3;
/// Resources chosen beyond the limit.
const SPARE: usize = 5;

/// Every resource that has the words, by key, whatever else the query asks for.
pub fn found(snapshot: &Snapshot, thesaurus: &Thesaurus, query: &SearchQuery) -> Result<Vec<u64>, Error> {
    let words = SearchQuery { kind: None, language: None, year: None, ..query.clone() };
    let plan = plan(&words, snapshot, thesaurus)?;
    let wish = Wish { resources: 0, withdrawn: query.withdrawn, prefer: None, among: None };
    let chosen = choose(&plan, snapshot, wish)?;
    Ok(chosen.found.iter().map(|resource| snapshot.resources[*resource as usize].key).collect())
}

pub fn answer(
    snapshot: &Snapshot,
    thesaurus: &Thesaurus,
    query: &SearchQuery,
    among: Option<&HashSet<u64>>,
) -> Result<SearchAnswer, Error> {
    let limit = match query.limit as usize {
        0 => USUAL_LIMIT,
        limit => limit.min(HIGHEST_LIMIT),
    };
    let plan = plan(query, snapshot, thesaurus)?;
    // A few more than are shown, for those that turn out to be the same file again.
    let prefer = query.prefer.as_deref();
    let wish = Wish { resources: limit + SPARE, withdrawn: query.withdrawn, prefer, among };
    let chosen = choose(&plan, snapshot, wish)?;
    let corrected = corrected(&query.words, &plan);
    let understood_as = understood(&query.words, &plan, &chosen, corrected.as_deref());
    let mut cards = Vec::with_capacity(chosen.resources.len());
    for resource in &chosen.resources {
        cards.push((resource, snapshot.card(resource.resource)?));
    }
    cards.sort_by(|(a, a_card), (b, b_card)| {
        let by_title = || a_card.title.to_lowercase().cmp(&b_card.title.to_lowercase());
        b.score.total_cmp(&a.score).then_with(by_title).then_with(|| a_card.id.cmp(&b_card.id))
    });
    let mut shown: Vec<(&ChosenResource, Card, Vec<ResourceId>)> = Vec::with_capacity(limit);
    for (resource, card) in cards {
        let same = shown.iter_mut().find(|(_, shown, _)| !card.same.is_empty() && shown.same == card.same);
        if let Some((_, _, same_as)) = same {
            same_as.push(ResourceId(card.id));
        } else if shown.len() < limit {
            shown.push((resource, card, Vec::new()));
        }
    }
    let marker = Marker::new(&plan.groups);
    let mut hits = Vec::with_capacity(shown.len());
    for (resource, card, same_as) in shown {
        let mut hit = hit(snapshot, &plan, &marker, &chosen.weights, resource, card)?;
        hit.same_as = same_as;
        if query.explain {
            let page_number = resource.page.map(|page| snapshot.page_number(page)).transpose()?.flatten();
            hit.why = why(&plan, resource, &Parts { page_number, ..resource.parts.clone() });
        }
        hits.push(hit);
    }
    let query = query.words.clone();
    Ok(SearchAnswer {
        query,
        understood_as,
        corrected,
        total: chosen.found.len() as u32,
        complete: true,
        hits,
        ..SearchAnswer::default()
    })
}

fn hit(
    snapshot: &Snapshot,
    plan: &Plan,
    marker: &Marker<'_>,
    weights: &[f32],
    chosen: &ChosenResource,
    card: Card,
) -> Result<Hit, Error> {
    let known = &snapshot.facts[usize::from(snapshot.resources[chosen.resource as usize].facts)];
    let mut passages: Vec<Passage> = Vec::new();
    for place in chosen.places.iter().filter(|_| !plan.groups.is_empty()) {
        if passages.len() == MOST_PASSAGES {
            break;
        }
        let passage = passage(snapshot, marker, weights, place, &card)?;
        // A long page lies in the index in several stretches; it is shown once.
        let again = |other: &Passage| {
            passage.page.is_some() && other.attachment == passage.attachment && other.page == passage.page
        };
        if !passages.iter().any(again) {
            passages.push(passage);
        }
    }
    Ok(Hit {
        resource: ResourceId(card.id),
        title: card.title,
        kind: known.facts.kind.parse().unwrap_or(Kind::Other),
        language: known.facts.language.clone(),
        state: if known.facts.withdrawn { ResourceState::Withdrawn } else { ResourceState::Current },
        score: chosen.score,
        passages,
        related: chosen.related,
        same_as: Vec::new(),
        trust: None,
        why: Vec::new(),
    })
}

fn passage(
    snapshot: &Snapshot,
    marker: &Marker<'_>,
    weights: &[f32],
    place: &ChosenPlace,
    card: &Card,
) -> Result<Passage, Error> {
    let spoken = snapshot.facts_of(place.entry).spoken;
    if place.card {
        let said = marker.snippet(&card.about, spoken, weights);
        let named = || marker.snippet(&card.files, spoken, weights);
        let (snippet, highlights) =
            if said.1.is_empty() { Some(named()).filter(|named| !named.1.is_empty()).unwrap_or(said) } else { said };
        return Ok(Passage { attachment: None, page: None, snippet, highlights, from_picture: false });
    }
    let stored = snapshot.stored(place.entry)?;
    let head: PageHead = read_head(&stored, snapshot.schemed.head)?;
    let text =
        stored.get_first(snapshot.schemed.text).and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default();
    let (snippet, highlights) = marker.snippet(&text, spoken, weights);
    Ok(Passage {
        attachment: Some(AttachmentId(head.attachment)),
        page: head.page,
        snippet,
        highlights,
        from_picture: false,
    })
}

impl Snapshot {
    pub fn card(&self, resource: u32) -> Result<Card, Error> {
        read_head(&self.stored(self.resources[resource as usize].card)?, self.schemed.head)
    }

    fn page_number(&self, entry: u32) -> Result<Option<u32>, Error> {
        let head: PageHead = read_head(&self.stored(entry)?, self.schemed.head)?;
        Ok(head.page)
    }

    pub fn stored(&self, entry: u32) -> Result<TantivyDocument, Error> {
        Ok(self.searcher.doc(self.address(entry))?)
    }
}

fn read_head<T: serde::de::DeserializeOwned>(stored: &TantivyDocument, field: Field) -> Result<T, Error> {
    let head = stored.get_first(field).and_then(|head| head.as_str().map(str::to_owned)).unwrap_or_default();
    serde_json::from_str(&head).map_err(|error| Error::Damaged(error.to_string()))
}
