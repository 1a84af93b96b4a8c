//! Reading the site: its list, the entries' own pages, the content pages, and the partnership's page.
//!
//! What comes out is an observation and the snapshots that made it; nothing is written. A page that cannot be read
//! makes the reading incomplete, so that nothing is withdrawn for its sake; only the first page of the list stops it.
//!
//! The pages of the list are asked for every time. Other pages take turns (see `turns`); one whose turn has not come
//! is read as it was remembered, and what stands on it counts as seen but not as confirmed.

use std::collections::{HashMap, HashSet};

use catalogue::{
    About, DocumentLink, Entry, Link, LinkNature, LinkedPage, Observed, ObservedFile, Profile, ProgressPhase,
    observe_document, observe_entry, url_key,
};
use fetch::{Answer, Robots, Validators};
use site::PageNature;
use store::Snapshot;
use url::Url;

use super::pages::{Got, ReadPage, validators_of};
use super::paging::PageQueue;
use super::{AGENT, Refresh, RunError, Stop};

/// Content pages read in one refresh, at most: a navigation that never ends must.
const MOST_CONTENT_PAGES: usize = 150;
/// Pages of the site followed from one entry of the list.
const PAGES_PER_ENTRY: usize = 3;
/// What one reading of the whole site brought.
#[derive(Debug, Default)]
pub(crate) struct SiteReading {
    /// The list before the content pages.
    pub resources: Vec<Observed>,
    pub about: Option<About>,
    /// Every page that should be read was read whole.
    pub complete: bool,
    pub snapshots: Vec<Snapshot>,
    /// Addresses of files that stand on pages which are not as they were.
    pub renewed_files: HashSet<String>,
    /// Pages that were asked for, not remembered.
    pub(super) asked: HashSet<String>,
}

/// Hosts that are the source's own.
pub(crate) fn hosts(profile: &Profile) -> Vec<String> {
    let own = Url::parse(&profile.site).ok().and_then(|url| url.host_str().map(str::to_lowercase));
    own.into_iter().chain(profile.host_aliases.iter().map(|host| host.to_lowercase())).collect()
}

/// Reads the site, asking with the validators of the last time.
pub(crate) async fn read_site(refresh: &mut Refresh<'_>) -> Result<SiteReading, RunError> {
    read(refresh, None).await
}

/// Reads the site once more, asking for what the reading that was just made asked for, with its validators.
pub(crate) async fn read_again(refresh: &mut Refresh<'_>, before: &SiteReading) -> Result<SiteReading, RunError> {
    read(refresh, Some(before)).await
}

async fn read(refresh: &mut Refresh<'_>, before: Option<&SiteReading>) -> Result<SiteReading, RunError> {
    let remembered = before.iter().flat_map(|before| &before.snapshots);
    let mut reader = Reader {
        hosts: hosts(refresh.profile),
        refresh,
        before,
        remembered: remembered.map(|snapshot| (snapshot.url.as_str(), snapshot)).collect(),
        reading: SiteReading { complete: true, ..SiteReading::default() },
        done: 0,
        unread: HashSet::new(),
        beside_files: HashMap::new(),
    };
    let base =
        Url::parse(&reader.refresh.profile.site).map_err(|_| Stop::not_the_site(&reader.refresh.profile.site))?;
    if before.is_none() {
        reader.read_robots(&base).await?;
    }
    let mut site_pages = Vec::new();
    let mut taken = HashSet::new();
    if let Some(path) = reader.refresh.profile.list_path.clone() {
        let list = base.join(&path).map_err(|_| Stop::not_the_site(&path))?;
        taken.insert(url_key(list.as_str(), &reader.hosts));
        let entries = reader.read_list(&list, &mut site_pages).await?;
        reader.read_entries(&list, &entries, &mut site_pages, &mut taken).await?;
    }
    reader.read_content_pages(&base, site_pages, taken).await?;
    Ok(reader.reading)
}

pub(super) struct Reader<'a, 'b> {
    pub(super) refresh: &'a mut Refresh<'b>,
    pub(super) hosts: Vec<String>,
    /// The reading that this one confirms.
    pub(super) before: Option<&'a SiteReading>,
    pub(super) remembered: HashMap<&'a str, &'a Snapshot>,
    pub(super) reading: SiteReading,
    pub(super) done: usize,
    /// Pages that should have been read and could not be.
    pub(super) unread: HashSet<String>,
    /// Links of entries to what looks like a page of the site: the resource that it stands with, and its words.
    beside_files: HashMap<String, (usize, String)>,
}

/// An entry, and whether the page of the list that it stands on is as it was.
struct Listed {
    entry: Entry,
    renewed: bool,
}

impl Reader<'_, '_> {
    /// What the site asks programs to leave alone. Where that cannot be told (no such file, a web page in its place, no
    /// answer), nothing is: the list itself will show whether the site answers.
    async fn read_robots(&mut self, base: &Url) -> Result<(), RunError> {
        let Ok(address) = base.join("/robots.txt") else { return Ok(()) };
        let remembered = self.refresh.library.store().snapshot(address.as_str())?;
        let validators = remembered.as_ref().map_or_else(Validators::none, validators_of);
        let answer = self.refresh.fetcher.page(address.as_str(), &validators).await;
        self.stop_if_cancelled()?;
        let snapshot = match answer {
            Ok(Answer::Modified(page)) if extract::sniff(&page.body, "robots.txt") == "text/plain" => {
                self.snapshot_of(address.as_str(), page)
            }
            Ok(Answer::NotModified) => match remembered {
                Some(snapshot) => Snapshot { fetched_at: self.refresh.now(), ..snapshot },
                None => return Ok(()),
            },
            // The rules that were given last still hold while the site is in trouble.
            Err(_) => match remembered {
                Some(snapshot) => snapshot,
                None => return Ok(()),
            },
            Ok(Answer::Modified(_) | Answer::Gone) => self.absent(address.as_str()),
        };
        let rules = snapshot.body.as_deref().unwrap_or_default();
        self.refresh.fetcher.obey(base, Robots::parse(rules, AGENT));
        self.reading.snapshots.push(snapshot);
        Ok(())
    }

    /// All pages of the list, in order, each with its entries.
    async fn read_list(&mut self, list: &Url, site_pages: &mut Vec<String>) -> Result<Vec<Listed>, RunError> {
        let paging = self.refresh.profile.paging.clone();
        let mut queue = PageQueue::new(list, &paging);
        let mut entries: Vec<Listed> = Vec::new();
        let mut first = true;
        while let Some(step) = queue.next() {
            if !first {
                self.refresh.fetcher.pause().await;
            }
            self.progress(&step.url);
            self.reading.asked.insert(step.url.clone());
            let got = self.get(&step.url).await;
            self.stop_if_cancelled()?;
            match got {
                Ok(Got::Html { html, url, snapshot, renewed }) => {
                    let listing = site::read_list(&html, &url, self.refresh.profile);
                    if first && listing.entries.is_empty() && !listing.is_a_list {
                        return Err(Stop::not_the_site(&step.url).into());
                    }
                    let before = entries.len();
                    for entry in listing.entries {
                        if !entries.iter().any(|known| known.entry == entry) {
                            entries.push(Listed { entry, renewed });
                        }
                    }
                    queue.read(&step, &listing.further_pages, entries.len() > before, &paging);
                    site_pages.extend(listing.site_pages);
                    self.reading.snapshots.push(*snapshot);
                }
                Ok(Got::Gone) if !first => queue.not_found(&step),
                Ok(Got::Gone | Got::File) if first => return Err(Stop::not_the_site(&step.url).into()),
                Ok(Got::Strange(nature, at)) if first => {
                    return Err(if nature == PageNature::Content {
                        Stop::elsewhere(&at)
                    } else {
                        Stop::from_nature(nature, &at)
                    }
                    .into());
                }
                Err(failure) if first => return Err(Stop::from_failure(&failure).into()),
                Ok(Got::File | Got::Gone | Got::Strange(..)) => {
                    queue.not_found(&step);
                    self.incomplete(
                        "not_a_page",
                        &step.url,
                        "This page of the list could not be read, so nothing was taken away.",
                    );
                }
                Err(failure) => {
                    queue.not_found(&step);
                    self.incomplete(
                        failure.code.as_str(),
                        &step.url,
                        format!("This page of the list could not be read: {failure}."),
                    );
                }
            }
            first = false;
        }
        // A parked domain, or another site's front page: lists of links to elsewhere, and nothing to read here.
        let leads_elsewhere = |entry: &Entry| entry.links.iter().all(|link| link.nature == LinkNature::OtherSite);
        if !entries.is_empty() && entries.iter().all(|listed| leads_elsewhere(&listed.entry)) {
            return Err(Stop::not_the_site(list.as_str()).into());
        }
        Ok(entries)
    }

    /// The entries as resources. Entries that name no file of their own are followed to the pages they link to; those
    /// pages that are not the entry's own are content pages like any other.
    async fn read_entries(
        &mut self,
        list: &Url,
        entries: &[Listed],
        site_pages: &mut Vec<String>,
        taken: &mut HashSet<String>,
    ) -> Result<(), RunError> {
        let followed: Vec<Vec<&Link>> = entries.iter().map(|listed| page_links(&listed.entry)).collect();
        let mut unique = HashSet::new();
        let addresses: Vec<String> =
            followed.iter().flatten().map(|link| link.url.clone()).filter(|url| unique.insert(url.clone())).collect();
        // The own page of an entry that changed, or moved to another page of the list, is asked for at once.
        let renewed = entries.iter().zip(&followed).filter(|(listed, _)| listed.renewed);
        let at_once: HashSet<&str> = renewed.flat_map(|(_, links)| links).map(|link| link.url.as_str()).collect();
        let pages = self.get_all(&addresses, &at_once).await?;
        for (Listed { entry, renewed }, links) in entries.iter().zip(&followed) {
            let read = || links.iter().filter_map(|link| Some((link, pages.get(&link.url)?)));
            let linked: Vec<LinkedPage> = read()
                .map(|(link, page)| LinkedPage {
                    url: link.url.clone(),
                    label: link.label.clone(),
                    content: page.content.clone(),
                })
                .collect();
            // The list's own address, not that of the page of it where the entry stands today: entries slide from page
            // to page as others come and go, and that is no change of theirs.
            let mut observed = observe_entry(entry, list.as_str(), &linked, &self.refresh.profile.language);
            observed.files_complete = !links.iter().any(|link| self.unread.contains(&link.url));
            if *renewed || read().any(|(_, page)| page.renewed) {
                self.reading.renewed_files.extend(observed.files.iter().map(|file| file.url.clone()));
            }
            for link in entry.links.iter().filter(|link| link.nature == LinkNature::SitePage) {
                if observed.page_url == link.url {
                    taken.insert(url_key(&link.url, &self.hosts));
                } else {
                    site_pages.push(link.url.clone());
                    let place = (self.reading.resources.len(), link.label.clone());
                    self.beside_files.entry(link.url.clone()).or_insert(place);
                }
            }
            self.reading.resources.push(observed);
        }
        Ok(())
    }

    /// Documents that stand on other pages of the site, and the partnership's page.
    async fn read_content_pages(
        &mut self,
        base: &Url,
        site_pages: Vec<String>,
        mut taken: HashSet<String>,
    ) -> Result<(), RunError> {
        let profile = self.refresh.profile;
        let about = profile.about_path.as_ref().and_then(|path| base.join(path).ok());
        if let Some(about) = &about {
            taken.insert(url_key(about.as_str(), &self.hosts));
            self.read_about(about).await?;
        }
        let known = profile.content_paths.iter().filter_map(|path| Some(base.join(path).ok()?.to_string()));
        let found = if profile.follow_navigation { site_pages } else { Vec::new() };
        let addresses: Vec<String> =
            known.chain(found).filter(|url| taken.insert(url_key(url, &self.hosts))).take(MOST_CONTENT_PAGES).collect();
        let pages = self.get_all(&addresses, &HashSet::new()).await?;
        for url in &addresses {
            let Some(page) = pages.get(url) else { continue };
            match self.beside_files.get(url) {
                // An entry's link that does not look like one to a file, and is.
                Some((resource, label)) if page.is_file => {
                    let observed = &mut self.reading.resources[*resource];
                    if !observed.files.iter().any(|file| file.url == *url) {
                        observed.links.retain(|link| link.url != *url);
                        observed.files.push(ObservedFile { url: url.clone(), label: label.clone() });
                    }
                }
                _ => self.observe_documents(url, page),
            }
        }
        Ok(())
    }

    async fn read_about(&mut self, url: &Url) -> Result<(), RunError> {
        self.progress(url.as_str());
        self.reading.asked.insert(url.to_string());
        let got = self.get(url.as_str()).await;
        self.stop_if_cancelled()?;
        match got {
            Ok(Got::Html { html, url: at, snapshot, renewed }) => {
                match site::read_about(&html, &at, self.refresh.profile) {
                    Some(about) => self.reading.about = Some(About { source_url: url.to_string(), ..about }),
                    None => self.refresh.problem(
                        "not_a_page",
                        url.as_str(),
                        "The page with the partnership's vision was not recognised; the earlier text was kept.",
                    ),
                }
                let content = site::read_page(&html, &at, self.refresh.profile);
                self.observe_documents(url.as_str(), &ReadPage::new(content, true, renewed));
                self.reading.snapshots.push(*snapshot);
            }
            Ok(_) => self.refresh.problem(
                "not_a_page",
                url.as_str(),
                "The page with the partnership's vision was not found; the earlier text was kept.",
            ),
            Err(failure) => {
                self.incomplete(failure.code.as_str(), url.as_str(), format!("The page with the partnership's vision could not be read: {failure}. The earlier text was kept."));
            }
        }
        Ok(())
    }

    fn observe_documents(&mut self, url: &str, page: &ReadPage) {
        let language = &self.refresh.profile.language;
        for document in page.content.documents.iter().filter(|document| is_kept(document)) {
            let observed = observe_document(document, url, &page.content, language);
            if page.renewed {
                self.reading.renewed_files.extend(observed.files.iter().map(|file| file.url.clone()));
            }
            self.reading.resources.push(Observed { asked: page.asked, ..observed });
        }
    }

    pub(super) fn progress(&mut self, url: &str) {
        self.done += 1;
        self.refresh.report(ProgressPhase::Reading, self.done, None, url);
    }

    pub(super) fn incomplete(&mut self, code: &str, url: &str, message: impl Into<String>) {
        self.reading.complete = false;
        self.refresh.problem(code, url, message);
    }

    pub(super) fn stop_if_cancelled(&self) -> Result<(), RunError> {
        if self.refresh.cancel.is_cancelled() { Err(Stop::cancelled().into()) } else { Ok(()) }
    }
}

/// A file that has a name. Players on content pages illustrate the page and are not resources.
fn is_kept(document: &DocumentLink) -> bool {
    !document.title.is_empty() && document.link.nature == LinkNature::Document
}

/// The pages of the site that may hold an entry's files: only asked for where the entry names no file itself.
fn page_links(entry: &Entry) -> Vec<&Link> {
    if entry.links.iter().any(|link| link.nature == LinkNature::Document) {
        return Vec::new();
    }
    entry.links.iter().filter(|link| link.nature == LinkNature::SitePage).take(PAGES_PER_ENTRY).collect()
}
