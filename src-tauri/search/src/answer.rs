//! A query answered: plan, score, choose, and show why.

use catalogue::{AttachmentId, Hit, Kind, Passage, ResourceId, ResourceState, SearchAnswer, SearchQuery};
use tantivy::TantivyDocument;
use tantivy::schema::{Field, Value};

use crate::Error;
use crate::choose::{ChosenPlace, ChosenResource, choose};
use crate::plan::{Plan, plan};
use crate::schema::{Card, PageHead};
use crate::snapshot::Snapshot;
use crate::snippet::Marker;
use crate::understood::understood;

const USUAL_LIMIT: usize = 20;
const HIGHEST_LIMIT: usize = 1000;
const MOST_PASSAGES: usize = 3;

pub fn answer(snapshot: &Snapshot, query: &SearchQuery) -> Result<SearchAnswer, Error> {
    let limit = match query.limit as usize {
        0 => USUAL_LIMIT,
        limit => limit.min(HIGHEST_LIMIT),
    };
    let plan = plan(query, snapshot)?;
    let chosen = choose(&plan, snapshot, limit, query.withdrawn)?;
    let understood_as = understood(&query.words, &plan, &chosen);
    let mut cards = Vec::with_capacity(chosen.resources.len());
    for resource in &chosen.resources {
        cards.push((resource, snapshot.card(resource.resource)?));
    }
    cards.sort_by(|(a, a_card), (b, b_card)| {
        let by_title = || a_card.title.to_lowercase().cmp(&b_card.title.to_lowercase());
        b.score.total_cmp(&a.score).then_with(by_title).then_with(|| a_card.id.cmp(&b_card.id))
    });
    cards.truncate(limit);
    let marker = Marker::new(&plan.groups);
    let mut hits = Vec::with_capacity(cards.len());
    for (resource, card) in cards {
        hits.push(hit(snapshot, &plan, &marker, &chosen.weights, resource, card)?);
    }
    let query = query.words.clone();
    Ok(SearchAnswer { query, understood_as, total: chosen.total, took_ms: 0.0, complete: true, hits })
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
    })
}

fn passage(
    snapshot: &Snapshot,
    marker: &Marker<'_>,
    weights: &[f32],
    place: &ChosenPlace,
    card: &Card,
) -> Result<Passage, Error> {
    let english = snapshot.facts_of(place.entry).english;
    if place.card {
        let said = marker.snippet(&card.about, english, weights);
        let named = || marker.snippet(&card.files, english, weights);
        let (snippet, highlights) =
            if said.1.is_empty() { Some(named()).filter(|named| !named.1.is_empty()).unwrap_or(said) } else { said };
        return Ok(Passage { attachment: None, page: None, snippet, highlights });
    }
    let stored = snapshot.stored(place.entry)?;
    let head: PageHead = read_head(&stored, snapshot.schemed.head)?;
    let text =
        stored.get_first(snapshot.schemed.text).and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default();
    let (snippet, highlights) = marker.snippet(&text, english, weights);
    Ok(Passage { attachment: Some(AttachmentId(head.attachment)), page: head.page, snippet, highlights })
}

impl Snapshot {
    fn card(&self, resource: u32) -> Result<Card, Error> {
        read_head(&self.stored(self.resources[resource as usize].card)?, self.schemed.head)
    }

    fn stored(&self, entry: u32) -> Result<TantivyDocument, Error> {
        Ok(self.searcher.doc(self.address(entry))?)
    }
}

fn read_head<T: serde::de::DeserializeOwned>(stored: &TantivyDocument, field: Field) -> Result<T, Error> {
    let head = stored.get_first(field).and_then(|head| head.as_str().map(str::to_owned)).unwrap_or_default();
    serde_json::from_str(&head).map_err(|error| Error::Damaged(error.to_string()))
}
