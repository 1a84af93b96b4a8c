//! A pack is the library, or a part of it, as one file. What is in one is compared with what is here, and what is to be
//! written is planned. Pure.
//!
//! Of two states of a resource the one counts that the source confirmed later. A pack never withdraws, never replaces
//! newer by older, and takes no file away: it brings what is missing and what is newer, and nothing else. It is no
//! signed thing, so it is believed only what a file can say of itself, and never a moment later than its own making.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::matching::{KnownBy, pairs};
use crate::{
    About, Attachment, AttachmentId, AttachmentState, Resource, ResourceState, SourceId, TextQuality, Timestamp,
    is_language_tag, url_key,
};

/// Most of each; beyond it, it is no library of leaflets.
pub const MOST_RESOURCES: usize = 100_000;
pub const MOST_ATTACHMENTS: usize = 2_000;
/// In bytes.
const LONGEST_LINE: usize = 4_000;
const LONGEST_TEXT: usize = 200_000;

/// What stands at the beginning of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackManifest {
    /// `pack`: tells it from any other file.
    pub together_library: String,
    pub format: u32,
    pub made: Timestamp,
    /// Version of the program that made it.
    pub program: String,
    pub source: SourceId,
    pub resources: u32,
    /// The file with the resources and the partnership's page.
    pub catalogue: PackFile,
    /// Documents, each once, in the order in which they follow.
    pub files: Vec<PackFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackFile {
    /// Lower-case hexadecimal.
    pub sha256: String,
    pub size_bytes: u64,
}

/// The resources of a pack, as the library that made it had them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PackCatalogue {
    pub resources: Vec<Resource>,
    pub about: Option<About>,
}

/// What a pack is, and whether it is whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PackCheck {
    pub ok: bool,
    /// Null where it does not say.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub made: Option<Timestamp>,
    pub resources: u32,
    pub files: u32,
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// Why it is not whole, in words for a reader; null where it is.
    pub problem: Option<String>,
}

/// What a pack brings, or would bring.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PackCounts {
    /// Resources that are not here yet.
    pub added: u32,
    /// Newer than here.
    pub newer: u32,
    /// As here, with files that were missing.
    pub completed: u32,
    /// As here, or older: these stay as they are.
    pub kept: u32,
    /// Files that come.
    pub files: u32,
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
}

/// A pack that a person chose, and what it would bring.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PackOffer {
    /// The file's name.
    pub name: String,
    pub counts: PackCounts,
}

/// What a pack that was written holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PackWritten {
    pub file: String,
    pub resources: u32,
    pub files: u32,
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// Titles of resources whose file was damaged here and is not in the pack.
    pub left_out: Vec<String>,
    /// Resources that are not in the pack because they came from a source that was added: a pack is of one source.
    #[serde(default)]
    pub other_sources: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum PackStep {
    /// Files are compared with their hashes.
    Checking,
    Copying,
    /// Text is taken out of files that came; counted in files.
    Reading,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PackProgress {
    pub step: PackStep,
    /// In bytes, or files.
    #[cfg_attr(test, ts(type = "number"))]
    pub done: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub total: u64,
}

/// What is to be written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PackPlan {
    /// Whole; files of the pack that they name are to be in place first.
    pub upserts: Vec<Resource>,
    /// Hashes of the files that are to come, each once.
    pub files: HashSet<String>,
    pub about: Option<About>,
    pub counts: PackCounts,
}

/// What is wrong with a pack's resources; `None` where they could all have come from a library.
pub fn pack_fault(catalogue: &PackCatalogue, source: &SourceId, files: &HashSet<&str>) -> Option<&'static str> {
    let mut ids = HashSet::new();
    let mut attachments = HashSet::new();
    if catalogue.resources.len() > MOST_RESOURCES {
        return Some("it lists too many resources");
    }
    for resource in &catalogue.resources {
        if !is_id(resource.id.as_str()) || !ids.insert(&resource.id) {
            return Some("the name of a resource in it makes no sense");
        }
        if resource.source != *source {
            return Some("a resource in it comes from another source than the pack");
        }
        let lines = [&resource.title, &resource.page_url, &resource.language];
        let short = |text: &str, most: usize| text.len() <= most && !text.contains('\0');
        let said = resource.date.as_ref().is_none_or(|date| short(&date.printed, LONGEST_LINE));
        if resource.title.trim().is_empty()
            || !lines.iter().chain(&resource.topics.iter().collect::<Vec<_>>()).all(|text| short(text, LONGEST_LINE))
            || !short(&resource.summary, LONGEST_TEXT)
            || !said
            || resource.topics.len() > 200
            || resource.links.len() > MOST_ATTACHMENTS
            || resource.attachments.len() > MOST_ATTACHMENTS
        {
            return Some("a resource in it has no title, or far too many words");
        }
        if !resource.language.is_empty() && !is_language_tag(&resource.language) {
            return Some("the language of a resource in it makes no sense");
        }
        if (resource.state == ResourceState::Withdrawn) != resource.withdrawn_on.is_some() {
            return Some("the state of a resource in it makes no sense");
        }
        let addresses =
            resource.links.iter().map(|link| &link.url).chain(resource.attachments.iter().map(|one| &one.url));
        if !is_web(&resource.page_url) && !resource.page_url.is_empty() || !addresses.into_iter().all(|url| is_web(url))
        {
            return Some("an address in it is not one of the web");
        }
        for attachment in &resource.attachments {
            if !is_id(attachment.id.as_str()) || !attachments.insert(&attachment.id) {
                return Some("the name of a file in it makes no sense");
            }
            if !short(&attachment.label, LONGEST_LINE) {
                return Some("the words of a link in it are far too many");
            }
            if attachment.sha256.as_deref().is_some_and(|sha256| !files.contains(sha256)) {
                return Some("a file is missing in it");
            }
        }
    }
    let about = catalogue.about.as_ref();
    if about.is_some_and(|about| !about.source_url.is_empty() && !is_web(&about.source_url)) {
        return Some("an address in it is not one of the web");
    }
    None
}

/// Compares. `known` holds all resources, withdrawn ones too; `hosts` are the source's own; `made` is when the pack was
/// made, and not later than now.
pub fn plan_pack(
    known: &[Resource],
    known_about: Option<&About>,
    brought: &PackCatalogue,
    files: &HashMap<&str, u64>,
    hosts: &[String],
    made: Timestamp,
) -> PackPlan {
    let key = |url: &str| url_key(url, hosts);
    let mut plan = PackPlan::default();
    let mut taken: HashSet<AttachmentId> =
        known.iter().flat_map(|resource| &resource.attachments).map(|attachment| attachment.id.clone()).collect();
    for (resource, matched) in brought.resources.iter().zip(same(known, &brought.resources, &key)) {
        let theirs = believed(resource, files, made);
        let Some(ours) = matched.map(|index| &known[index]) else {
            let mut added = Resource { attachments: Vec::new(), ..theirs.clone() };
            for attachment in &theirs.attachments {
                added.attachments.extend(fresh(attachment, &added, &mut taken, &key));
            }
            plan.counts.added += 1;
            plan.take(added, None);
            continue;
        };
        let newer = theirs.state == ResourceState::Current && theirs.last_confirmed > ours.last_confirmed;
        let merged = if newer { renewed(ours, &theirs, &mut taken, &key) } else { completed(ours, &theirs, &key) };
        if merged == *ours {
            plan.counts.kept += 1;
        } else if newer {
            plan.counts.newer += 1;
            plan.take(merged, Some(ours));
        } else {
            plan.counts.completed += 1;
            plan.take(merged, Some(ours));
        }
    }
    plan.counts.files = plan.files.len() as u32;
    plan.counts.bytes = plan.files.iter().filter_map(|sha256| files.get(sha256.as_str())).sum();
    plan.about = brought
        .about
        .as_ref()
        .map(|about| About { last_confirmed: about.last_confirmed.map(|at| at.min(made)), ..about.clone() })
        .filter(|about| about.last_confirmed > known_about.and_then(|known| known.last_confirmed));
    plan
}

impl PackPlan {
    fn take(&mut self, resource: Resource, ours: Option<&Resource>) {
        let had = |sha256: &str| {
            ours.is_some_and(|ours| ours.attachments.iter().any(|one| one.sha256.as_deref() == Some(sha256)))
        };
        let came = resource.attachments.iter().filter_map(|attachment| attachment.sha256.as_deref());
        self.files.extend(came.filter(|sha256| !had(sha256)).map(str::to_owned));
        self.upserts.push(resource);
    }
}

/// By id; else by the rule of identity that a refresh has.
fn same(known: &[Resource], brought: &[Resource], key: &dyn Fn(&str) -> String) -> Vec<Option<usize>> {
    let by_id: HashMap<_, _> = known.iter().enumerate().map(|(index, resource)| (&resource.id, index)).collect();
    let mut matches: Vec<Option<usize>> = brought.iter().map(|resource| by_id.get(&resource.id).copied()).collect();
    let taken: HashSet<usize> = matches.iter().flatten().copied().collect();
    let left: Vec<usize> = (0..known.len()).filter(|index| !taken.contains(index)).collect();
    let open: Vec<usize> = (0..brought.len()).filter(|index| matches[*index].is_none()).collect();
    let of_source = |index: &&usize| brought.first().is_some_and(|one| one.source == known[**index].source);
    let left: Vec<usize> = left.iter().filter(of_source).copied().collect();
    let known_by: Vec<KnownBy> = left.iter().map(|index| KnownBy::resource(&known[*index], key)).collect();
    let seen_by: Vec<KnownBy> = open.iter().map(|index| KnownBy::resource(&brought[*index], key)).collect();
    for (index, matched) in open.iter().zip(pairs(&known_by, &seen_by)) {
        matches[*index] = matched.map(|at| left[at]);
    }
    matches
}

/// As much of it as a pack can know: files that it holds, no moment after its making, nothing of their text.
fn believed(resource: &Resource, files: &HashMap<&str, u64>, made: Timestamp) -> Resource {
    let attachments = resource.attachments.iter().map(|attachment| {
        let held = attachment.sha256.as_deref().and_then(|sha256| Some((sha256.to_owned(), *files.get(sha256)?)));
        let state = match (attachment.state, &held) {
            (AttachmentState::Withdrawn, _) => AttachmentState::Withdrawn,
            (_, Some(_)) => AttachmentState::Here,
            (_, None) => AttachmentState::Pending,
        };
        let size_bytes = held.as_ref().map_or(0, |(_, size)| *size);
        without_text(Attachment { state, sha256: held.map(|(sha256, _)| sha256), size_bytes, ..attachment.clone() })
    });
    Resource {
        attachments: attachments
            .filter(|one| one.state != AttachmentState::Withdrawn || one.sha256.is_some())
            .collect(),
        first_seen: resource.first_seen.min(made),
        last_changed: resource.last_changed.min(made),
        last_confirmed: resource.last_confirmed.map(|at| at.min(made)),
        withdrawn_on: resource.withdrawn_on.map(|at| at.min(made)),
        ..resource.clone()
    }
}

/// What is read out of a file is found out here, not believed.
fn without_text(attachment: Attachment) -> Attachment {
    let media_type = String::new();
    Attachment { media_type, pages: None, text: TextQuality::None, language: None, problem: None, ..attachment }
}

/// A file's place in a resource that is not here; under another id where a resource here has this one.
fn fresh(
    attachment: &Attachment,
    resource: &Resource,
    taken: &mut HashSet<AttachmentId>,
    key: &dyn Fn(&str) -> String,
) -> Option<Attachment> {
    let minted = AttachmentId::mint(&resource.id, &key(&attachment.url));
    let id = [attachment.id.clone(), minted].into_iter().find(|id| !taken.contains(id))?;
    taken.insert(id.clone());
    Some(Attachment { id, ..attachment.clone() })
}

/// Theirs is newer: their words, and their files where they have one; what only we have stays.
fn renewed(
    ours: &Resource,
    theirs: &Resource,
    taken: &mut HashSet<AttachmentId>,
    key: &dyn Fn(&str) -> String,
) -> Resource {
    let mut left: Vec<&Attachment> = ours.attachments.iter().collect();
    let mut attachments = Vec::new();
    for attachment in &theirs.attachments {
        let known = left.iter().position(|known| key(&known.url) == key(&attachment.url)).map(|at| left.remove(at));
        match known {
            Some(known) if attachment.sha256.is_none() || attachment.sha256 == known.sha256 => {
                let (url, label) = (attachment.url.clone(), attachment.label.clone());
                attachments.push(Attachment { url, label, ..known.clone() });
            }
            Some(known) => attachments.push(Attachment { id: known.id.clone(), ..attachment.clone() }),
            None => attachments.extend(fresh(attachment, ours, taken, key)),
        }
    }
    attachments.extend(left.into_iter().cloned());
    Resource {
        id: ours.id.clone(),
        first_seen: ours.first_seen.min(theirs.first_seen),
        attachments,
        from_starter: ours.from_starter && theirs.from_starter,
        trust: None,
        ..theirs.clone()
    }
}

/// Ours is as new, or newer: only files that never came are taken.
fn completed(ours: &Resource, theirs: &Resource, key: &dyn Fn(&str) -> String) -> Resource {
    let mut completed = ours.clone();
    for attachment in completed.attachments.iter_mut().filter(|attachment| attachment.sha256.is_none()) {
        let brought =
            theirs.attachments.iter().find(|one| key(&one.url) == key(&attachment.url) && one.sha256.is_some());
        if let Some(brought) = brought {
            let state = match attachment.state {
                AttachmentState::Withdrawn => AttachmentState::Withdrawn,
                _ => AttachmentState::Here,
            };
            let (sha256, size_bytes) = (brought.sha256.clone(), brought.size_bytes);
            *attachment = without_text(Attachment { state, sha256, size_bytes, ..attachment.clone() });
        }
    }
    completed
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'-'))
}

fn is_web(address: &str) -> bool {
    address.len() <= LONGEST_LINE
        && url::Url::parse(address).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.host_str().is_some_and(|host| !host.is_empty())
                && url.username().is_empty()
                && url.password().is_none()
        })
}

#[cfg(test)]
#[path = "pack_tests.rs"]
mod tests;
