//! An editor who works on the site while nobody looks: a chain of edits that is the same for the same seed.
//!
//! It does what real editors do, and never takes away so much at once that a careful reader would have to doubt it: at
//! most [`MOST_LOSSES`] resources between two readings ([`SiteEditor::was_read`]).

use std::collections::{BTreeMap, HashMap};

use fastrand::Rng;

use crate::expected::{links_of_page, path_of};
use crate::made::word;
use crate::{SiteContent, SiteEntry, SiteFile, SiteLink, VISION_PATH};

/// A reader may lose as many without doubting the site.
const MOST_LOSSES: u32 = 3;
/// The list does not shrink below this.
const FEWEST_ENTRIES: usize = 24;
const LARGEST_FILE: usize = 160 * 1024;
/// Tries to find an edit that is possible at this moment; adding always is.
const TRIES: usize = 20;

/// Edits a site's content, one thing at a time.
#[derive(Debug, Clone)]
pub struct SiteEditor {
    chance: Rng,
    /// Numbers given to titles, words and paths so far.
    given: u64,
    losses: u32,
    /// What was done since the last reading to how an entry is known, by its present title. A reader who sees an entry
    /// with another title and another file takes it for another one.
    known_by: HashMap<String, KnownBy>,
    /// Entries that were taken away, with their files.
    drawer: Vec<(SiteEntry, BTreeMap<String, SiteFile>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KnownBy {
    FileOnly,
    TitleOnly,
}

#[derive(Debug, Clone, Copy)]
enum Edit {
    Add,
    Remove,
    BringBack,
    Retitle,
    Resummarise,
    ReplaceFile,
    MoveFile,
    AddFile,
    DropFile,
    MoveEntry,
    RewritePage,
    RewriteFurniture,
}

const EDITS: [Edit; 12] = [
    Edit::Add,
    Edit::Remove,
    Edit::BringBack,
    Edit::Retitle,
    Edit::Resummarise,
    Edit::ReplaceFile,
    Edit::MoveFile,
    Edit::AddFile,
    Edit::DropFile,
    Edit::MoveEntry,
    Edit::RewritePage,
    Edit::RewriteFurniture,
];

impl SiteEditor {
    pub fn new(seed: u64) -> Self {
        let chance = Rng::with_seed(seed);
        Self { chance, given: 0, losses: 0, known_by: HashMap::new(), drawer: Vec::new() }
    }

    /// The site was read whole, and what was read was believed: what goes from now on is counted anew.
    pub fn was_read(&mut self) {
        self.losses = 0;
        self.known_by.clear();
    }

    /// Makes one edit and says in words what it was.
    pub fn edit(&mut self, content: &mut SiteContent) -> String {
        for _ in 0..TRIES {
            let edit = EDITS[self.chance.usize(..EDITS.len())];
            if let Some(done) = self.make(edit, content) {
                return done;
            }
        }
        self.add(content)
    }

    fn make(&mut self, edit: Edit, content: &mut SiteContent) -> Option<String> {
        match edit {
            Edit::Add => Some(self.add(content)),
            Edit::Remove => self.remove(content),
            Edit::BringBack => self.bring_back(content),
            Edit::Retitle => self.retitle(content),
            Edit::Resummarise => Some(self.resummarise(content)),
            Edit::ReplaceFile => self.replace_file(content),
            Edit::MoveFile => self.move_file(content),
            Edit::AddFile => Some(self.add_file(content)),
            Edit::DropFile => self.drop_file(content),
            Edit::MoveEntry => Some(self.move_entry(content)),
            Edit::RewritePage => Some(self.rewrite_page(content)),
            Edit::RewriteFurniture => Some(self.rewrite_furniture(content)),
        }
    }

    fn add(&mut self, content: &mut SiteContent) -> String {
        let number = self.number();
        let title = format!("Sample leaflet {number}: {}", self.word());
        let (path, file) = self.new_file(&title);
        let entry = SiteEntry::new(&title)
            .paragraph(&format!("A sample leaflet about {}.", self.word()))
            .link("Download the leaflet", &path);
        content.files.insert(path, file);
        let at = self.somewhere(content);
        content.entries.insert(at, entry);
        format!("added “{title}”")
    }

    fn remove(&mut self, content: &mut SiteContent) -> Option<String> {
        if content.entries.len() <= FEWEST_ENTRIES {
            return None;
        }
        let at = self.any_entry(content);
        self.may_lose()?;
        let entry = content.entries.remove(at);
        self.known_by.remove(&entry.title);
        let own: Vec<String> = files_of(content, &entry).into_iter().filter(|path| !is_linked(content, path)).collect();
        let files = own.into_iter().filter_map(|path| content.files.remove_entry(&path)).collect();
        let done = format!("removed “{}”", entry.title);
        self.drawer.push((entry, files));
        Some(done)
    }

    fn bring_back(&mut self, content: &mut SiteContent) -> Option<String> {
        if self.drawer.is_empty() {
            return None;
        }
        let (entry, files) = self.drawer.swap_remove(self.chance.usize(..self.drawer.len()));
        content.files.extend(files);
        let done = format!("brought back “{}”", entry.title);
        let at = self.somewhere(content);
        content.entries.insert(at, entry);
        Some(done)
    }

    fn retitle(&mut self, content: &mut SiteContent) -> Option<String> {
        let at = self.any_entry(content);
        let old = content.entries[at].title.clone();
        if self.known_by.get(&old) == Some(&KnownBy::TitleOnly) || files_of(content, &content.entries[at]).is_empty() {
            self.may_lose()?;
        }
        self.known_by.remove(&old);
        let number = self.number();
        let stem = old.split(" (edition").next().unwrap_or_default();
        let new = format!("{stem} (edition {number}, {})", self.word());
        content.entries[at].title.clone_from(&new);
        self.known_by.insert(new.clone(), KnownBy::FileOnly);
        Some(format!("retitled “{old}” to “{new}”"))
    }

    fn resummarise(&mut self, content: &mut SiteContent) -> String {
        let at = self.any_entry(content);
        let words = format!("Changed words: {}.", self.word());
        let entry = &mut content.entries[at];
        match entry.paragraphs.last_mut() {
            Some(last) if last.starts_with("Changed words") => *last = words,
            _ => entry.paragraphs.push(words),
        }
        format!("changed the summary of “{}”", entry.title)
    }

    /// Other bytes at the same address.
    fn replace_file(&mut self, content: &mut SiteContent) -> Option<String> {
        let path = self.any_pdf(content)?;
        let (_, file) = self.new_file("Sample leaflet, replaced");
        content.files.insert(path.clone(), file);
        Some(format!("replaced {path}"))
    }

    /// The same bytes under another name, in the same folder: some folders tell readers that what is in them is a file.
    fn move_file(&mut self, content: &mut SiteContent) -> Option<String> {
        let at = self.any_entry(content);
        let title = content.entries[at].title.clone();
        let old = self.any_of(files_of(content, &content.entries[at]))?;
        if self.known_by.get(&title) == Some(&KnownBy::FileOnly) || is_linked_by_others(content, at, &old) {
            return None;
        }
        let number = self.number();
        let (folder, name) = old.rsplit_once('/')?;
        let stem = name.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
        let new =
            if stem.is_empty() { format!("{folder}/{}", 5000 + number) } else { format!("{folder}/{number}-{stem}") };
        let file = content.files.remove(&old)?;
        content.files.insert(new.clone(), file);
        let href = encoded(&new);
        point_to(&mut content.entries[at], &|own| (path_of(own) == old).then(|| href.clone()));
        self.known_by.insert(title, KnownBy::TitleOnly);
        Some(format!("moved {old} to {new}"))
    }

    fn add_file(&mut self, content: &mut SiteContent) -> String {
        let at = self.any_entry(content);
        let title = content.entries[at].title.clone();
        let (path, file) = self.new_file(&title);
        content.files.insert(path.clone(), file);
        content.entries[at].links.push(SiteLink::new("One more file", &path));
        format!("added {path} to “{title}”")
    }

    fn drop_file(&mut self, content: &mut SiteContent) -> Option<String> {
        let able: Vec<usize> = (0..content.entries.len())
            .filter(|at| {
                let entry = &content.entries[*at];
                files_of(content, entry).len() > 1 && entry.links.len() > 1
            })
            .collect();
        let at = self.any_of(able)?;
        let entry = &content.entries[at];
        if self.known_by.contains_key(&entry.title) {
            return None;
        }
        let title = entry.title.clone();
        let link = content.entries[at].links.pop()?;
        let path = path_of(&link.href);
        if !is_linked(content, &path) {
            content.files.remove(&path);
        }
        self.known_by.insert(title.clone(), KnownBy::TitleOnly);
        Some(format!("took {path} from “{title}”"))
    }

    fn move_entry(&mut self, content: &mut SiteContent) -> String {
        let at = self.any_entry(content);
        let entry = content.entries.remove(at);
        let to = self.somewhere(content);
        let done = format!("moved “{}” from place {at} to {to}", entry.title);
        content.entries.insert(to, entry);
        done
    }

    fn rewrite_page(&mut self, content: &mut SiteContent) -> String {
        const MARK: &str = "<p class=\"changed\">";
        let paths: Vec<String> = crate::CONTENT_PATHS.iter().chain([&VISION_PATH]).map(|path| (*path).into()).collect();
        let path = paths[self.chance.usize(..paths.len())].clone();
        let words = format!("{MARK}Changed words on this page: {}.</p>", self.word());
        let page = content.page(&path);
        let kept = page.body.split(MARK).next().unwrap_or_default().len();
        page.body.truncate(kept);
        page.body.push_str(&words);
        format!("changed the page {path}")
    }

    /// What stands around every page and is no part of what the page says.
    fn rewrite_furniture(&mut self, content: &mut SiteContent) -> String {
        let words = self.word();
        if self.chance.bool() {
            content.footer = format!("Sample text at the foot of the page, {words}.");
            "changed the footer".to_owned()
        } else {
            content.newsletter = format!("Sign up to our {words} newsletter");
            "changed the newsletter's form".to_owned()
        }
    }

    /// Counts a loss, unless there were too many since the last reading.
    fn may_lose(&mut self) -> Option<()> {
        self.losses = (self.losses < MOST_LOSSES).then_some(self.losses + 1)?;
        Some(())
    }

    fn new_file(&mut self, title: &str) -> (String, SiteFile) {
        let pages = self.chance.usize(1..=3);
        let words: Vec<String> = (0..pages).map(|_| self.word()).collect();
        let size_bytes = self.chance.usize(..LARGEST_FILE);
        let number = self.number();
        (format!("/uploads/sample-{number}.pdf"), SiteFile::made(title, &words, size_bytes))
    }

    fn word(&mut self) -> String {
        word(self.number())
    }

    fn number(&mut self) -> u64 {
        self.given += 1;
        self.given
    }

    fn any_entry(&mut self, content: &SiteContent) -> usize {
        self.chance.usize(..content.entries.len())
    }

    /// A place to insert at, the top more often than any other.
    fn somewhere(&mut self, content: &SiteContent) -> usize {
        if self.chance.bool() { 0 } else { self.chance.usize(..=content.entries.len()) }
    }

    fn any_pdf(&mut self, content: &SiteContent) -> Option<String> {
        let is_pdf = |file: &SiteFile| file.media_type == "application/pdf";
        let all = content.files.iter().filter(|(path, file)| is_pdf(file) && is_linked(content, path));
        self.any_of(all.map(|(path, _)| path.clone()).collect())
    }

    fn any_of<T>(&mut self, mut all: Vec<T>) -> Option<T> {
        (!all.is_empty()).then(|| all.swap_remove(self.chance.usize(..all.len())))
    }
}

/// Paths of the files that an entry links to.
fn files_of(content: &SiteContent, entry: &SiteEntry) -> Vec<String> {
    let paths = entry.hrefs().into_iter().map(|href| path_of(&href));
    let mut files: Vec<String> = paths.filter(|path| content.files.contains_key(path)).collect();
    files.dedup();
    files
}

/// Any entry or page links to it.
fn is_linked(content: &SiteContent, path: &str) -> bool {
    content.entries.iter().any(|entry| links_to(entry, path)) || is_linked_by_pages(content, path)
}

/// An entry other than this one, or a page, links to it.
fn is_linked_by_others(content: &SiteContent, entry: usize, path: &str) -> bool {
    let mut others = content.entries.iter().enumerate().filter(|(at, _)| *at != entry);
    others.any(|(_, other)| links_to(other, path)) || is_linked_by_pages(content, path)
}

fn links_to(entry: &SiteEntry, path: &str) -> bool {
    entry.hrefs().iter().any(|href| path_of(href) == path)
}

fn is_linked_by_pages(content: &SiteContent, path: &str) -> bool {
    content.pages.values().flat_map(links_of_page).any(|(href, _)| path_of(&href) == path)
}

/// Changes the entry's addresses where there is another one to say.
fn point_to(entry: &mut SiteEntry, other: &dyn Fn(&str) -> Option<String>) {
    for href in entry.title_href.iter_mut().chain(&mut entry.cover_href) {
        if let Some(new) = other(href) {
            *href = new;
        }
    }
    for link in &mut entry.links {
        if let Some(new) = other(&link.href) {
            link.href = new;
        }
    }
    for paragraph in &mut entry.paragraphs {
        for href in crate::markup::hrefs(paragraph) {
            if let Some(new) = other(&href) {
                *paragraph = paragraph.replace(&format!("]({href})"), &format!("]({new})"));
            }
        }
    }
}

/// As an address is written in HTML and Markdown: what would end it early is percent-encoded.
fn encoded(path: &str) -> String {
    const SPECIAL: &percent_encoding::AsciiSet =
        &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'#').add(b'?').add(b'%').add(b'(').add(b')').add(b'&');
    percent_encoding::utf8_percent_encode(path, SPECIAL).to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_edits_and_another_seed_others() {
        let run = |seed| {
            let (mut content, mut editor) = (SiteContent::standard(), SiteEditor::new(seed));
            let said: Vec<String> = (0..40).map(|_| editor.edit(&mut content)).collect();
            (said, content)
        };
        assert_eq!(run(7), run(7));
        assert_ne!(run(7).0, run(8).0);
    }

    /// Every file that is linked is there, no title and no word stands twice, and no reading loses more than it may.
    #[test]
    fn the_site_stays_whole_and_loses_little_at_a_time() {
        for seed in 0..6 {
            let (mut content, mut editor) = (SiteContent::standard(), SiteEditor::new(seed));
            let mut said = Vec::new();
            for round in 0..12 {
                let before = content.expected();
                said.extend((0..8).map(|_| editor.edit(&mut content)));
                let after = content.expected();
                let lost = before
                    .iter()
                    .filter(|old| {
                        !after.iter().any(|new| {
                            new.title == old.title
                                || new.files.iter().any(|file| old.files.iter().any(|other| other.path == file.path))
                        })
                    })
                    .count();
                assert!(lost <= MOST_LOSSES as usize, "seed {seed}, round {round}: {lost} lost; {said:#?}");
                editor.was_read();

                let titles: HashSet<&str> = content.entries.iter().map(|entry| entry.title.as_str()).collect();
                assert_eq!(titles.len(), content.entries.len(), "seed {seed}: a title twice; {said:#?}");
                for entry in &content.entries {
                    for href in entry.hrefs().iter().filter(|href| href.contains("uploads/")) {
                        let path = path_of(href);
                        assert!(content.files.contains_key(&path), "seed {seed}: {href} leads nowhere; {said:#?}");
                    }
                }
                let mut words = HashSet::new();
                for word in content.files.values().flat_map(|file| &file.words).filter(|word| !word.is_empty()) {
                    assert!(words.insert(word.clone()), "seed {seed}: “{word}” twice");
                }
            }
            for kind in ["added “", "removed", "retitled", "replaced", "moved /", "moved “", "changed the summary"]
            {
                assert!(said.iter().any(|done| done.starts_with(kind)), "seed {seed} never {kind}");
            }
        }
    }
}
