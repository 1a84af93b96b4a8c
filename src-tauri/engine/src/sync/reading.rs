//! Reading the site: its list, the entries' own pages, the content pages, and the partnership's page.
//!
//! What comes out is an observation and the snapshots that made it; nothing is written. A page that cannot be read
//! makes the reading incomplete, so that nothing is withdrawn for its sake; only the first page of the list stops it.

use std::collections::{HashMap, HashSet};

use catalogue::{
    About, ContentPage, DocumentLink, Entry, Link, LinkNature, LinkedPage, Observed, Profile, ProgressPhase,
    observe_document, observe_entry, url_key,
};
use fetch::{Answer, Failure, FailureCode, Validators};
use futures_util::future::join_all;
use site::PageNature;
use store::Snapshot;
use url::Url;

use super::paging::PageQueue;
use super::{Refresh, RunError, Stop};

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
}

/// Hosts that are the source's own.
pub(crate) fn hosts(profile: &Profile) -> Vec<String> {
    let own = Url::parse(&profile.site).ok().and_then(|url| url.host_str().map(str::to_lowercase));
    own.into_iter().chain(profile.host_aliases.iter().map(|host| host.to_lowercase())).collect()
}

/// Reads the site, asking with the validators of the last time.
pub(crate) async fn read_site(refresh: &mut Refresh<'_>) -> Result<SiteReading, RunError> {
    read(refresh, HashMap::new()).await
}

/// Reads the site once more, asking with the validators of the reading that was just made.
pub(crate) async fn read_again(refresh: &mut Refresh<'_>, before: &SiteReading) -> Result<SiteReading, RunError> {
    let remembered = before.snapshots.iter().map(|snapshot| (snapshot.url.clone(), snapshot.clone())).collect();
    read(refresh, remembered).await
}

async fn read(refresh: &mut Refresh<'_>, remembered: HashMap<String, Snapshot>) -> Result<SiteReading, RunError> {
    let mut reader = Reader {
        hosts: hosts(refresh.profile),
        refresh,
        remembered,
        reading: SiteReading { complete: true, ..SiteReading::default() },
        done: 0,
        unread: HashSet::new(),
    };
    let base =
        Url::parse(&reader.refresh.profile.site).map_err(|_| Stop::not_the_site(&reader.refresh.profile.site))?;
    let mut site_pages = Vec::new();
    let mut taken = HashSet::new();
    if let Some(path) = reader.refresh.profile.list_path.clone() {
        let list = base.join(&path).map_err(|_| Stop::not_the_site(&path))?;
        taken.insert(url_key(list.as_str(), &reader.hosts));
        let entries = reader.read_list(&list, &mut site_pages).await?;
        reader.read_entries(&entries, &mut site_pages, &mut taken).await?;
    }
    reader.read_content_pages(&base, site_pages, taken).await?;
    Ok(reader.reading)
}

struct Reader<'a, 'b> {
    refresh: &'a mut Refresh<'b>,
    hosts: Vec<String>,
    remembered: HashMap<String, Snapshot>,
    reading: SiteReading,
    done: usize,
    /// Pages that should have been read and could not be.
    unread: HashSet<String>,
}

/// What an address on the site turned out to be.
enum Got {
    Html {
        html: String,
        url: Url,
        snapshot: Box<Snapshot>,
    },
    /// No page but a file: the link to it is one to a document, whatever it looks like.
    File,
    Gone,
    /// No page of this site: a sign-in page, an error page, another site.
    Strange(PageNature, String),
}

impl Reader<'_, '_> {
    /// All pages of the list, in order, each with its entries.
    async fn read_list(&mut self, list: &Url, site_pages: &mut Vec<String>) -> Result<Vec<(String, Entry)>, RunError> {
        let paging = self.refresh.profile.paging.clone();
        let mut queue = PageQueue::new(list, &paging);
        let mut entries: Vec<(String, Entry)> = Vec::new();
        let mut first = true;
        while let Some(step) = queue.next() {
            self.progress(&step.url);
            let got = self.get(&step.url).await;
            self.stop_if_cancelled()?;
            match got {
                Ok(Got::Html { html, url, snapshot }) => {
                    let listing = site::read_list(&html, &url, self.refresh.profile);
                    if first && listing.entries.is_empty() && !listing.is_a_list {
                        return Err(Stop::not_the_site(&step.url).into());
                    }
                    let before = entries.len();
                    for entry in listing.entries {
                        if !entries.iter().any(|(_, known)| *known == entry) {
                            entries.push((url.to_string(), entry));
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
        Ok(entries)
    }

    /// The entries as resources. Entries that name no file of their own are followed to the pages they link to; those
    /// pages that are not the entry's own are content pages like any other.
    async fn read_entries(
        &mut self,
        entries: &[(String, Entry)],
        site_pages: &mut Vec<String>,
        taken: &mut HashSet<String>,
    ) -> Result<(), RunError> {
        let followed: Vec<Vec<&Link>> = entries.iter().map(|(_, entry)| page_links(entry)).collect();
        let mut unique = HashSet::new();
        let addresses: Vec<String> =
            followed.iter().flatten().map(|link| link.url.clone()).filter(|url| unique.insert(url.clone())).collect();
        let pages = self.get_all(&addresses).await?;
        for ((list_page, entry), links) in entries.iter().zip(&followed) {
            let linked: Vec<LinkedPage> = links
                .iter()
                .filter_map(|link| {
                    let content = pages.get(&link.url)?.clone();
                    Some(LinkedPage { url: link.url.clone(), label: link.label.clone(), content })
                })
                .collect();
            let mut observed = observe_entry(entry, list_page, &linked, &self.refresh.profile.language);
            observed.files_complete = !links.iter().any(|link| self.unread.contains(&link.url));
            for link in entry.links.iter().filter(|link| link.nature == LinkNature::SitePage) {
                if observed.page_url == link.url {
                    taken.insert(url_key(&link.url, &self.hosts));
                } else {
                    site_pages.push(link.url.clone());
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
        let pages = self.get_all(&addresses).await?;
        for url in &addresses {
            if let Some(page) = pages.get(url) {
                self.observe_documents(url, page);
            }
        }
        Ok(())
    }

    async fn read_about(&mut self, url: &Url) -> Result<(), RunError> {
        self.progress(url.as_str());
        let got = self.get(url.as_str()).await;
        self.stop_if_cancelled()?;
        match got {
            Ok(Got::Html { html, url: at, snapshot }) => {
                match site::read_about(&html, &at, self.refresh.profile) {
                    Some(about) => self.reading.about = Some(About { source_url: url.to_string(), ..about }),
                    None => self.refresh.problem(
                        "not_a_page",
                        url.as_str(),
                        "The page with the partnership's vision was not recognised; the earlier text was kept.",
                    ),
                }
                let page = site::read_page(&html, &at, self.refresh.profile);
                self.observe_documents(url.as_str(), &page);
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

    fn observe_documents(&mut self, url: &str, page: &ContentPage) {
        let language = &self.refresh.profile.language;
        self.reading.resources.extend(
            page.documents
                .iter()
                .filter(|document| is_kept(document))
                .map(|document| observe_document(document, url, page, language)),
        );
    }

    /// Pages by address, those that were read. The others are problems already, or are honestly not there.
    async fn get_all(&mut self, addresses: &[String]) -> Result<HashMap<String, ContentPage>, RunError> {
        let got = {
            let this = &*self;
            join_all(addresses.iter().map(|url| this.get(url))).await
        };
        self.stop_if_cancelled()?;
        let mut pages = HashMap::new();
        for (url, got) in addresses.iter().zip(got) {
            self.progress(url);
            match got {
                Ok(Got::Html { html, url: at, snapshot }) => {
                    pages.insert(url.clone(), site::read_page(&html, &at, self.refresh.profile));
                    self.reading.snapshots.push(*snapshot);
                }
                Ok(Got::File) => {
                    let link = Link { url: url.clone(), label: String::new(), nature: LinkNature::Document };
                    let documents = vec![DocumentLink { link, title: String::new(), context: String::new() }];
                    pages.insert(url.clone(), ContentPage { documents, ..ContentPage::default() });
                }
                Ok(Got::Gone) => {}
                Ok(Got::Strange(..)) => {
                    self.unread.insert(url.clone());
                    self.incomplete("not_a_page", url, "What came from this address is no page of the site.");
                }
                Err(failure) => {
                    self.unread.insert(url.clone());
                    self.incomplete(failure.code.as_str(), url, format!("This page could not be read: {failure}."));
                }
            }
        }
        Ok(pages)
    }

    async fn get(&self, url: &str) -> Result<Got, Failure> {
        let remembered = match self.remembered.get(url) {
            Some(snapshot) => Some(snapshot.clone()),
            None => self.refresh.library.store().snapshot(url).ok().flatten(),
        };
        let remembered = remembered.filter(|snapshot| snapshot.body.is_some());
        let validators = remembered.as_ref().map_or_else(Validators::none, |snapshot| Validators {
            etag: snapshot.etag.clone(),
            last_modified: snapshot.last_modified.clone(),
        });
        let snapshot = match self.refresh.fetcher.page(url, &validators).await {
            Ok(Answer::Gone) => return Ok(Got::Gone),
            Ok(Answer::NotModified) => match remembered {
                Some(snapshot) => Snapshot { fetched_at: self.refresh.now(), ..snapshot },
                // Unasked for: the server's fault.
                None => return Ok(Got::Strange(PageNature::Empty, url.to_owned())),
            },
            Ok(Answer::Modified(page)) => Snapshot {
                url: url.to_owned(),
                etag: page.validators.etag,
                last_modified: page.validators.last_modified,
                sha256: crate::hash::sha256_hex(&page.body),
                fetched_at: self.refresh.now(),
                body: Some(page.body),
                content_type: page.content_type,
                final_url: page.final_url,
            },
            // Larger than any page: a file behind a link that looks like a page.
            Err(failure) if failure.code == FailureCode::TooLarge => return Ok(Got::File),
            Err(failure) => return Err(failure),
        };
        Ok(self.judge(snapshot))
    }

    fn judge(&self, snapshot: Snapshot) -> Got {
        let Ok(url) = Url::parse(&snapshot.final_url) else {
            return Got::Strange(PageNature::ErrorPage, snapshot.final_url);
        };
        let host = url.host_str().unwrap_or_default().to_lowercase();
        let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
        let own = self.hosts.iter().any(|own| bare(own) == bare(&host));
        let body = snapshot.body.as_deref().unwrap_or_default();
        if body.is_empty() {
            return Got::Strange(PageNature::Empty, snapshot.final_url);
        }
        let kind = extract::sniff(body, "");
        if kind != "text/html" && kind != "application/xhtml+xml" && kind != "text/plain" {
            return Got::File;
        }
        let html = site::decode(body, snapshot.content_type.as_deref());
        match site::diagnose(&html, &url) {
            PageNature::Content if own => Got::Html { html, url, snapshot: Box::new(snapshot) },
            nature => Got::Strange(nature, snapshot.final_url),
        }
    }

    fn progress(&mut self, url: &str) {
        self.done += 1;
        self.refresh.report(ProgressPhase::Reading, self.done, None, url);
    }

    fn incomplete(&mut self, code: &str, url: &str, message: impl Into<String>) {
        self.reading.complete = false;
        self.refresh.problem(code, url, message);
    }

    fn stop_if_cancelled(&self) -> Result<(), RunError> {
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
