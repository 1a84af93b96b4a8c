//! Which of two lists of things are the same things: the rule of identity, for the plan and for two readings of one
//! site.

use std::collections::{HashMap, HashSet};

use crate::{AttachmentState, Observed, Resource, ResourceState, fold_title, url_key};

/// What a thing is known by.
pub(crate) struct KnownBy {
    /// Folded.
    title: String,
    /// Keys of its files' addresses.
    files: Vec<String>,
    /// Taken only where nothing else will do.
    last: bool,
}

impl KnownBy {
    pub fn resource(resource: &Resource, key: &dyn Fn(&str) -> String) -> Self {
        let live = resource.attachments.iter().filter(|attachment| attachment.state != AttachmentState::Withdrawn);
        Self {
            title: fold_title(&resource.title),
            files: live.map(|attachment| key(&attachment.url)).collect(),
            last: resource.state == ResourceState::Withdrawn,
        }
    }

    pub fn observed(observed: &Observed, key: &dyn Fn(&str) -> String) -> Self {
        Self {
            title: fold_title(&observed.title),
            files: observed.files.iter().map(|file| key(&file.url)).collect(),
            last: false,
        }
    }
}

/// For each thing seen, the index of the known one that it is: in three passes, each pair once, as the plan tells.
pub(crate) fn pairs(known: &[KnownBy], seen: &[KnownBy]) -> Vec<Option<usize>> {
    let mut by_title: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_file: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, one) in known.iter().enumerate() {
        by_title.entry(&one.title).or_default().push(index);
        for file in one.files.iter().collect::<HashSet<_>>() {
            by_file.entry(file).or_default().push(index);
        }
    }
    let mut matches = vec![None; seen.len()];
    let mut taken = vec![false; known.len()];
    let best = |candidates: Vec<usize>, taken: &[bool]| {
        candidates.into_iter().filter(|index| !taken[*index]).min_by_key(|index| (known[*index].last, *index))
    };
    for pass in 0..3 {
        for (one, matched) in seen.iter().zip(&mut matches) {
            if matched.is_some() {
                continue;
            }
            let sharing = || one.files.iter().filter_map(|file| by_file.get(file.as_str())).flatten().copied();
            let titled = || by_title.get(one.title.as_str()).into_iter().flatten().copied();
            let candidates: Vec<usize> = match pass {
                0 => sharing().filter(|index| known[*index].title == one.title).collect(),
                1 => sharing().collect(),
                _ => titled().collect(),
            };
            if let Some(index) = best(candidates, &taken) {
                taken[index] = true;
                *matched = Some(index);
            }
        }
    }
    matches
}

/// What the first reading of a site saw and the second did not, whatever an editor did to the others between the two.
/// `hosts`: the source's own, for [`url_key`].
pub fn only_in_first(first: Vec<Observed>, second: &[Observed], hosts: &[String]) -> Vec<Observed> {
    let key = |url: &str| url_key(url, hosts);
    let known_by = |reading: &[Observed]| reading.iter().map(|one| KnownBy::observed(one, &key)).collect::<Vec<_>>();
    let matches = pairs(&known_by(second), &known_by(&first));
    first.into_iter().zip(matches).filter(|(_, matched)| matched.is_none()).map(|(one, _)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, ObservedFile, Origin};

    /// `title=file,file`
    fn reading(things: &[&str]) -> Vec<Observed> {
        things
            .iter()
            .map(|thing| {
                let (title, files) = thing.split_once('=').unwrap_or((thing, ""));
                let files = files.split(',').filter(|file| !file.is_empty());
                Observed {
                    origin: Origin::List,
                    title: title.to_owned(),
                    summary: String::new(),
                    page_url: "https://site.org/list".to_owned(),
                    kind: Kind::Other,
                    kind_is_guess: true,
                    topics: Vec::new(),
                    language: "en".to_owned(),
                    date: None,
                    files: files
                        .map(|file| ObservedFile { url: format!("https://site.org/{file}"), label: String::new() })
                        .collect(),
                    links: Vec::new(),
                    files_complete: true,
                    asked: true,
                }
            })
            .collect()
    }

    #[test]
    fn what_an_editor_did_between_two_readings() {
        for (case, first, second, only) in [
            ("nothing", &["A=1", "B=2"][..], &["A=1", "B=2"][..], &[][..]),
            ("one slipped from page to page", &["A=1", "B=2"], &["A=1"], &["B"]),
            ("one was retitled", &["A=1", "B=2"], &["A=1", "Another B=2"], &[]),
            ("a file was moved", &["A=1", "B=2"], &["A=1", "B=3"], &[]),
            ("one was retitled and another slipped", &["A=1", "B=2", "C=3"], &["A=1", "Another B=2"], &["C"]),
            ("two of one name, of which one slipped", &["News=1", "News=2"], &["News=1"], &["News"]),
            ("two of one name, of which one file was moved", &["News=1", "News=2"], &["News=3", "News=2"], &[]),
            ("one came", &["A=1"], &["New=9", "A=1"], &[]),
            ("one without a file slipped", &["A", "B"], &["B"], &["A"]),
            ("two pages link to one file", &["A=1", "Download=1"], &["A=1", "Download=1"], &[]),
        ] {
            let found = only_in_first(reading(first), &reading(second), &["site.org".to_owned()]);
            let titles: Vec<&str> = found.iter().map(|one| one.title.as_str()).collect();
            assert_eq!(titles, only, "{case}");
        }
    }
}
