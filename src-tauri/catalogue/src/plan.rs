//! Comparing what was seen with what is known. Pure: the same two sides always give the same plan, so that every case
//! can stand in a table.
//!
//! **Identity.** A resource keeps its id through retitling, moving and re-dashing. What was seen is matched with what
//! is known in three passes, each pair once: (1) same folded title and a file in common; (2) a file in common;
//! (3) same folded title. Within a pass the order of the list decides. What matches nothing is new.
//!
//! **Loss.** What is known, current, and was not seen is withdrawn, but only after a complete reading. Where that
//! would withdraw more than a fifth of a source's resources and more than three, the plan is refused: a redesign, a block page
//! or a captive portal is likelier than a mass deletion. Starter content that the site never listed does not count.

use std::collections::{HashMap, HashSet};

use crate::matching::{KnownBy, pairs};
use crate::{
    Attachment, AttachmentId, AttachmentState, Loss, Observed, ObservedFile, Origin, Resource, ResourceCounts,
    ResourceId, ResourceState, SourceId, TextQuality, Timestamp, fold_title, url_key,
};

/// One reading of a source.
#[derive(Debug, Clone)]
pub struct Observation {
    pub source: SourceId,
    /// The source's own hosts, for [`url_key`].
    pub hosts: Vec<String>,
    /// In the source's order, the list before the content pages.
    pub resources: Vec<Observed>,
    /// Every page that should be read was read whole. Otherwise nothing is withdrawn.
    pub complete: bool,
    pub at: Timestamp,
    /// The starter content is being read, not the site.
    pub from_starter: bool,
}

/// What is to be written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// New, revised and withdrawn resources, whole.
    pub upserts: Vec<Resource>,
    /// Seen again as they are known, on pages that were asked for.
    pub confirmed: Vec<ResourceId>,
    /// Everything that was seen, in the source's order.
    pub order: Vec<ResourceId>,
    pub counts: ResourceCounts,
}

impl Plan {
    pub fn changes_nothing(&self) -> bool {
        self.upserts.is_empty()
    }
}

/// Why a plan was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{gone} of {known} resources are no longer on the site")]
pub struct Suspicion {
    pub known: u32,
    pub gone: u32,
    /// What would go, in the library's order.
    pub losses: Vec<Loss>,
}

/// Losses that a person was shown and agreed to, so that they are no suspicion any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Accepted {
    #[default]
    None,
    /// These, and no others: what was shown is what was agreed to.
    These(HashSet<ResourceId>),
    All,
}

impl Accepted {
    fn covers(&self, gone: &[&&Resource]) -> bool {
        match self {
            Self::None => false,
            Self::These(ids) => gone.iter().all(|resource| ids.contains(&resource.id)),
            Self::All => true,
        }
    }
}

/// Compares. `known` holds all resources of all sources, withdrawn ones too.
pub fn plan(known: &[Resource], observation: &Observation, accepted: &Accepted) -> Result<Plan, Suspicion> {
    let key = |url: &str| url_key(url, &observation.hosts);
    let seen = without_repeats(&observation.resources, &key);
    let ours: Vec<&Resource> = known.iter().filter(|resource| resource.source == observation.source).collect();
    let known_by: Vec<KnownBy> = ours.iter().map(|resource| KnownBy::resource(resource, &key)).collect();
    let seen_by: Vec<KnownBy> = seen.iter().map(|observed| KnownBy::observed(observed, &key)).collect();
    let matches = pairs(&known_by, &seen_by);

    let mut ids: HashSet<ResourceId> = known.iter().map(|resource| resource.id.clone()).collect();
    let mut plan = Plan::default();
    for (observed, matched) in seen.iter().zip(&matches) {
        let resource = match matched {
            Some(index) => renewed(ours[*index], observed, observation, &key),
            None => added(observed, observation, &mut ids, &key),
        };
        plan.order.push(resource.id.clone());
        match matched {
            Some(index) if same_content(ours[*index], &resource) => {
                plan.counts.kept += 1;
                if observed.asked {
                    plan.confirmed.push(resource.id);
                }
            }
            Some(_) => {
                plan.counts.revised += 1;
                plan.upserts.push(resource);
            }
            None => {
                plan.counts.added += 1;
                plan.upserts.push(resource);
            }
        }
    }
    if observation.complete {
        let found: HashSet<usize> = matches.into_iter().flatten().collect();
        withdraw(&ours, &found, observation, accepted, &mut plan)?;
    }
    Ok(plan)
}

fn withdraw(
    ours: &[&Resource],
    found: &HashSet<usize>,
    observation: &Observation,
    accepted: &Accepted,
    plan: &mut Plan,
) -> Result<(), Suspicion> {
    let current = || ours.iter().enumerate().filter(|(_, resource)| resource.state == ResourceState::Current);
    let gone: Vec<&Resource> =
        current().filter(|(index, _)| !found.contains(index)).map(|(_, resource)| *resource).collect();
    let confirmed_gone: Vec<&&Resource> = gone.iter().filter(|resource| !resource.from_starter).collect();
    let confirmed = current().filter(|(_, resource)| !resource.from_starter).count();
    let too_many = confirmed_gone.len() > 3 && confirmed_gone.len() * 5 > confirmed;
    if too_many && !accepted.covers(&confirmed_gone) {
        return Err(Suspicion {
            known: confirmed as u32,
            gone: confirmed_gone.len() as u32,
            losses: confirmed_gone
                .iter()
                .map(|resource| Loss { resource: resource.id.clone(), title: resource.title.clone() })
                .collect(),
        });
    }
    for resource in gone {
        plan.counts.withdrawn += 1;
        plan.upserts.push(withdrawn(resource, observation.at));
    }
    Ok(())
}

/// The resource as it stands once it has left its source, or its source the library.
pub fn withdrawn(resource: &Resource, at: Timestamp) -> Resource {
    Resource { state: ResourceState::Withdrawn, withdrawn_on: Some(at), last_changed: at, ..resource.clone() }
}

/// The same thing seen twice counts once: an entry that slipped across a page border while the list was read, a
/// document of the list that a content page links to as well. Files and links of the later sight are kept.
fn without_repeats(seen: &[Observed], key: &dyn Fn(&str) -> String) -> Vec<Observed> {
    let mut kept: Vec<Observed> = Vec::new();
    let mut titles: HashMap<String, Vec<usize>> = HashMap::new();
    let mut owner_of_file: HashMap<String, usize> = HashMap::new();
    for observed in seen {
        let title = fold_title(&observed.title);
        let keys: Vec<String> = observed.files.iter().map(|file| key(&file.url)).collect();
        let same_title = titles.get(&title).and_then(|indices| {
            indices.iter().copied().find(|index| {
                let theirs: HashSet<String> = kept[*index].files.iter().map(|file| key(&file.url)).collect();
                theirs.is_empty()
                    || keys.is_empty()
                    || keys.iter().any(|key| theirs.contains(key))
                    || (observed.origin == Origin::Page
                        && (kept[*index].origin == Origin::List || kept[*index].page_url == observed.page_url))
            })
        });
        let owned = keys.iter().find_map(|key| owner_of_file.get(key).copied());
        let repeat_of = match observed.origin {
            Origin::List => same_title,
            Origin::Page => owned.or(same_title),
        };
        let index = match repeat_of {
            Some(index) => {
                merge(&mut kept[index], observed, key);
                index
            }
            None => {
                kept.push(observed.clone());
                titles.entry(title).or_default().push(kept.len() - 1);
                let last = kept.len() - 1;
                let mut once = HashSet::new();
                kept[last].files.retain(|file| once.insert(key(&file.url)));
                last
            }
        };
        for key in keys {
            owner_of_file.entry(key).or_insert(index);
        }
    }
    kept
}

fn merge(into: &mut Observed, other: &Observed, key: &dyn Fn(&str) -> String) {
    into.asked |= other.asked;
    // A page that merely links to one of the files adds nothing to the entry beside what it links to.
    for file in &other.files {
        if !into.files.iter().any(|known| key(&known.url) == key(&file.url)) {
            into.files.push(file.clone());
        }
    }
    for link in &other.links {
        if !into.links.iter().any(|known| known.url == link.url) {
            into.links.push(link.clone());
        }
    }
    if into.summary.is_empty() && other.origin == Origin::List {
        into.summary = other.summary.clone();
    }
}

fn added(
    observed: &Observed,
    observation: &Observation,
    ids: &mut HashSet<ResourceId>,
    key: &dyn Fn(&str) -> String,
) -> Resource {
    let title = fold_title(&observed.title);
    let id = (0..)
        .map(|clash| ResourceId::mint(&observation.source, &title, clash))
        .find(|id| !ids.contains(id))
        .expect("ids do not run out");
    ids.insert(id.clone());
    let attachments = observed.files.iter().map(|file| new_attachment(&id, file, key)).collect();
    Resource {
        id,
        title: observed.title.clone(),
        summary: observed.summary.clone(),
        kind: observed.kind,
        kind_is_guess: observed.kind_is_guess,
        topics: observed.topics.clone(),
        language: observed.language.clone(),
        source: observation.source.clone(),
        page_url: observed.page_url.clone(),
        date: observed.date.clone(),
        state: ResourceState::Current,
        first_seen: observation.at,
        last_confirmed: (!observation.from_starter).then_some(observation.at),
        last_changed: observation.at,
        withdrawn_on: None,
        from_starter: observation.from_starter,
        trust: None,
        attachments,
        links: observed.links.clone(),
    }
}

fn renewed(known: &Resource, observed: &Observed, observation: &Observation, key: &dyn Fn(&str) -> String) -> Resource {
    let mut renewed = Resource {
        id: known.id.clone(),
        first_seen: known.first_seen,
        attachments: renewed_attachments(known, &observed.files, key),
        ..added(observed, observation, &mut HashSet::new(), key)
    };
    if !observed.files_complete {
        renewed.attachments = known.attachments.clone();
        renewed.links = known.links.clone();
        renewed.page_url = known.page_url.clone();
    }
    renewed
}

/// Attachments keep their ids and files by address; where exactly one went and one came, that one was moved and keeps
/// its id and, until the new file is here, its old file. What left is marked where its file is here, dropped where
/// there never was one.
fn renewed_attachments(known: &Resource, files: &[ObservedFile], key: &dyn Fn(&str) -> String) -> Vec<Attachment> {
    let mut left: Vec<&Attachment> = known.attachments.iter().collect();
    let mut paired: Vec<Option<&Attachment>> = files
        .iter()
        .map(|file| {
            let at = left.iter().position(|attachment| key(&attachment.url) == key(&file.url))?;
            Some(left.remove(at))
        })
        .collect();
    let live: Vec<usize> = (0..left.len()).filter(|at| left[*at].state != AttachmentState::Withdrawn).collect();
    let unpaired: Vec<usize> = (0..files.len()).filter(|at| paired[*at].is_none()).collect();
    if let ([gone], [came]) = (&live[..], &unpaired[..]) {
        paired[*came] = Some(left.remove(*gone));
    }
    let mut ids: HashSet<&AttachmentId> = known.attachments.iter().map(|attachment| &attachment.id).collect();
    let mut attachments: Vec<Attachment> = Vec::new();
    for (file, attachment) in files.iter().zip(&paired) {
        attachments.push(match attachment {
            Some(attachment) => {
                let state = match attachment.state {
                    AttachmentState::Withdrawn if attachment.sha256.is_some() => AttachmentState::Here,
                    AttachmentState::Withdrawn => AttachmentState::Pending,
                    state => state,
                };
                Attachment { url: file.url.clone(), label: file.label.clone(), state, ..(*attachment).clone() }
            }
            None => new_attachment(&known.id, file, key),
        });
    }
    ids.retain(|id| !attachments.iter().any(|attachment| attachment.id == **id));
    attachments.extend(
        left.into_iter()
            .filter(|attachment| attachment.sha256.is_some() && ids.contains(&attachment.id))
            .map(|attachment| Attachment { state: AttachmentState::Withdrawn, ..attachment.clone() }),
    );
    attachments
}

fn new_attachment(resource: &ResourceId, file: &ObservedFile, key: &dyn Fn(&str) -> String) -> Attachment {
    Attachment {
        id: AttachmentId::mint(resource, &key(&file.url)),
        url: file.url.clone(),
        label: file.label.clone(),
        media_type: String::new(),
        size_bytes: 0,
        sha256: None,
        state: AttachmentState::Pending,
        pages: None,
        text: TextQuality::None,
        language: None,
        problem: None,
    }
}

/// Equal to a reader: the moments at which it was seen do not count.
fn same_content(known: &Resource, renewed: &Resource) -> bool {
    let timeless = Resource {
        first_seen: known.first_seen,
        last_confirmed: known.last_confirmed,
        last_changed: known.last_changed,
        ..renewed.clone()
    };
    *known == timeless
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
