//! What changed between two successive states of a resource, or of the partnership's page, as a reader would say it.
//!
//! What is equal to a reader is no change: white space, the forms of dashes and quotes, another spelling of the same
//! address, the page of the list that an entry has slid to. Nor is what the program itself decided: a guessed kind
//! changes with the rules of guessing, and the first state that the site shows of something known from the starter
//! content is no news.

use crate::{
    About, AboutSection, Attachment, AttachmentState, Change, ChangeKind, PageText, Resource, ResourceState, Timestamp,
    WordChanges, changed_words, changed_words_of_pages, fold_title, url_key,
};

/// Which addresses are one and the same.
#[derive(Debug, Clone, Default)]
pub struct SameAddresses {
    /// The source's own hosts, for [`url_key`].
    pub hosts: Vec<String>,
    /// The address of the source's list, where it has one: its pages count as one page.
    pub list: Option<String>,
}

/// When a state came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub at: Timestamp,
    pub revision: u64,
}

impl Moment {
    fn change(self, kind: ChangeKind, what: impl Into<String>) -> Change {
        Change {
            at: self.at,
            revision: self.revision,
            kind,
            what: what.into(),
            from: None,
            to: None,
            words: Vec::new(),
            more_words: false,
            is_new: false,
        }
    }

    fn value(self, kind: ChangeKind, what: &str, from: Option<String>, to: Option<String>) -> Change {
        Change { from, to, ..self.change(kind, what) }
    }

    fn text(self, what: &str, words: WordChanges) -> Change {
        Change { words: words.words, more_words: words.more, ..self.change(ChangeKind::TextRevised, what) }
    }
}

/// What a resource's state says after the one before it; `None` where it is the first.
pub fn compare_resource(
    before: Option<&Resource>,
    after: &Resource,
    moment: Moment,
    same: &SameAddresses,
) -> Vec<Change> {
    let Some(before) = before else { return vec![moment.change(ChangeKind::Added, "")] };
    let mut changes = Vec::new();
    match (before.state, after.state) {
        (ResourceState::Current, ResourceState::Withdrawn) => {
            changes.push(moment.change(ChangeKind::Withdrawn, ""));
        }
        (ResourceState::Withdrawn, ResourceState::Current) => changes.push(moment.change(ChangeKind::CameBack, "")),
        _ => {}
    }
    if before.from_starter && !after.from_starter {
        return changes;
    }
    if fold_title(&before.title) != fold_title(&after.title) {
        changes.push(moment.text("title", changed_words(&before.title, &after.title)));
    }
    let summary = changed_words(&before.summary, &after.summary);
    if !summary.is_empty() {
        changes.push(moment.text("summary", summary));
    }
    details(before, after, moment, same, &mut changes);
    if same.page_key(&before.page_url) != same.page_key(&after.page_url) {
        changes.push(moved("", &before.page_url, &after.page_url, moment));
    }
    files(before, after, moment, same, &mut changes);
    changes
}

fn details(before: &Resource, after: &Resource, moment: Moment, same: &SameAddresses, changes: &mut Vec<Change>) {
    let mut revised = |what: &str, from: Option<String>, to: Option<String>| {
        changes.push(moment.value(ChangeKind::DetailsRevised, what, from, to));
    };
    let guessed = before.kind_is_guess && after.kind_is_guess;
    if before.kind != after.kind && !guessed {
        revised("kind", Some(before.kind.name().to_owned()), Some(after.kind.name().to_owned()));
    }
    if !before.language.eq_ignore_ascii_case(&after.language) {
        revised("language", Some(before.language.clone()), Some(after.language.clone()));
    }
    let folded = |resource: &Resource| {
        let mut topics: Vec<String> = resource.topics.iter().map(|topic| fold_title(topic)).collect();
        topics.sort();
        topics.dedup();
        topics
    };
    if folded(before) != folded(after) {
        let joined = |resource: &Resource| Some(resource.topics.join(", ")).filter(|topics| !topics.is_empty());
        revised("topics", joined(before), joined(after));
    }
    let days = |resource: &Resource| resource.date.as_ref().map(|date| (date.from, date.to, date.precision));
    if days(before) != days(after) {
        let printed = |resource: &Resource| resource.date.as_ref().map(|date| date.printed.clone());
        revised("date", printed(before), printed(after));
    }
    let keys = |resource: &Resource| resource.links.iter().map(|link| same.key(&link.url)).collect::<Vec<_>>();
    let (old, new) = (keys(before), keys(after));
    let only = |resource: &Resource, own: &[String], others: &[String]| -> Option<String> {
        let links = resource.links.iter().zip(own).filter(|(_, key)| !others.contains(key));
        let names: Vec<&str> =
            links.map(|(link, _)| if link.label.is_empty() { link.url.as_str() } else { &link.label }).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let (gone, came) = (only(before, &old, &new), only(after, &new, &old));
    if gone.is_some() || came.is_some() {
        revised("links", gone, came);
    }
}

fn files(before: &Resource, after: &Resource, moment: Moment, same: &SameAddresses, changes: &mut Vec<Change>) {
    fn listed(resource: &Resource) -> impl Iterator<Item = &Attachment> {
        resource.attachments.iter().filter(|attachment| attachment.state != AttachmentState::Withdrawn)
    }
    for now in listed(after) {
        match listed(before).find(|then| then.id == now.id) {
            None => changes.push(moment.change(ChangeKind::FileAdded, file_label(now))),
            Some(then) if same.key(&then.url) != same.key(&now.url) => {
                changes.push(moved(&file_label(now), &then.url, &now.url, moment));
            }
            Some(_) => {}
        }
    }
    for then in listed(before).filter(|then| !listed(after).any(|now| now.id == then.id)) {
        changes.push(moment.change(ChangeKind::FileRemoved, file_label(then)));
    }
}

fn moved(what: &str, from: &str, to: &str, moment: Moment) -> Change {
    moment.value(ChangeKind::Moved, what, Some(from.to_owned()), Some(to.to_owned()))
}

/// What a file is called where its changes are told: the words of its link, else the name in its address.
pub fn file_label(attachment: &Attachment) -> String {
    if !attachment.label.is_empty() {
        return attachment.label.clone();
    }
    let address = attachment.url.split(['?', '#']).next().unwrap_or_default();
    address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
}

/// Another file took the place of one under the same attachment. `texts` are those of the old and of the new file, as
/// far as they were read; `None` where they are too large, or too many, to be compared now.
///
/// `None` comes back for a web page whose text is the same to a reader: what changed is what stands around it.
pub fn replaced_file(
    attachment: &Attachment,
    moment: Moment,
    texts: Option<(&[PageText], &[PageText])>,
) -> Option<Change> {
    let replaced = moment.change(ChangeKind::FileReplaced, file_label(attachment));
    let Some((before, after)) = texts else { return Some(Change { more_words: true, ..replaced }) };
    let is_page = matches!(attachment.media_type.as_str(), "text/html" | "application/xhtml+xml");
    let readable = !before.is_empty() && !after.is_empty();
    // A scan has no text; that its words came or went says how it was read, not what changed.
    let words = if readable { changed_words_of_pages(before, after) } else { WordChanges::default() };
    if is_page && readable && words.is_empty() {
        return None;
    }
    Some(Change { words: words.words, more_words: words.more, ..replaced })
}

/// What changed on the partnership's page, by its parts.
pub fn compare_about(before: &About, after: &About, moment: Moment, same: &SameAddresses) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.last_confirmed.is_none() && after.last_confirmed.is_some() {
        return changes;
    }
    if same.key(&before.source_url) != same.key(&after.source_url) {
        changes.push(moved("", &before.source_url, &after.source_url, moment));
    }
    for (old, new) in paired_sections(&before.sections, &after.sections) {
        let heading = |section: Option<&AboutSection>| fold_title(section.map_or("", |section| &section.heading));
        let with_heading = heading(old) != heading(new);
        let text =
            |section: Option<&AboutSection>| section.map(|one| section_text(one, with_heading)).unwrap_or_default();
        let words = changed_words(&text(old), &text(new));
        if !words.is_empty() {
            let heading = new.or(old).map(|section| section.heading.as_str()).unwrap_or_default();
            changes.push(moment.text(heading, words));
        }
    }
    changes
}

/// Sections under the same heading, the first with the first; one that got another heading and kept its words; and the
/// rest alone. In the later page's order, those that went at the end.
fn paired_sections<'a>(
    before: &'a [AboutSection],
    after: &'a [AboutSection],
) -> Vec<(Option<&'a AboutSection>, Option<&'a AboutSection>)> {
    let mut left: Vec<Option<&AboutSection>> = before.iter().map(Some).collect();
    let mut take = |fits: &dyn Fn(&AboutSection) -> bool| -> Option<&'a AboutSection> {
        left.iter_mut().find(|section| section.is_some_and(fits))?.take()
    };
    let mut pairs: Vec<_> = after
        .iter()
        .map(|new| (take(&|old| fold_title(&old.heading) == fold_title(&new.heading)), Some(new)))
        .collect();
    for (old, new) in pairs.iter_mut().filter(|(old, _)| old.is_none()) {
        let Some(new) = new else { continue };
        *old = take(&|old| old.paragraphs == new.paragraphs && old.lists == new.lists);
    }
    pairs.extend(left.into_iter().flatten().map(|gone| (Some(gone), None)));
    pairs
}

fn section_text(section: &AboutSection, with_heading: bool) -> String {
    let heading = with_heading.then_some(&section.heading);
    let points = section.lists.iter().flatten();
    let lines: Vec<&str> = heading.into_iter().chain(&section.paragraphs).chain(points).map(String::as_str).collect();
    lines.join("\n")
}

impl SameAddresses {
    fn key(&self, url: &str) -> String {
        url_key(url, &self.hosts)
    }

    /// As [`url_key`]; a numbered page of the list is the list.
    fn page_key(&self, url: &str) -> String {
        let key = self.key(url);
        let Some(list) = &self.list else { return key };
        let list = self.key(list);
        let list = list.split('?').next().unwrap_or_default().to_owned();
        let Some(rest) = key.strip_prefix(&list) else { return key };
        let is_numbered =
            rest.starts_with(['?', '/']) && rest.ends_with(|c: char| c.is_ascii_digit()) && rest.len() <= 20;
        if is_numbered { list } else { key }
    }
}

#[cfg(test)]
#[path = "compare_tests.rs"]
mod tests;
