//! Asking for pages: now, or from memory where their turn has not come; and telling a page of the site from what is
//! none, by its content.

use std::collections::{HashMap, HashSet};

use catalogue::{ContentPage, DocumentLink, Link, LinkNature};
use fetch::{Answer, Failure, FailureCode, Validators};
use futures_util::future::join_all;
use site::PageNature;
use store::Snapshot;
use url::Url;

use super::RunError;
use super::reading::Reader;
use super::turns::{Known, whose_turn};

/// Pages beside the list that are asked for again in one refresh, at least.
const PAGES_AT_LEAST: usize = 32;
/// Pages that were not there last time and are looked for again in one refresh, at least.
const ABSENT_AT_LEAST: usize = 4;

/// A page beside the list.
#[derive(Clone)]
pub(super) struct ReadPage {
    pub content: ContentPage,
    /// Now, not remembered.
    pub asked: bool,
    /// Not as it was.
    pub renewed: bool,
    /// No page at all but a file, whatever the link to it looks like.
    pub is_file: bool,
}

impl ReadPage {
    pub fn new(content: ContentPage, asked: bool, renewed: bool) -> Self {
        Self { content, asked, renewed, is_file: false }
    }

    /// A page that says nothing but that there is a file at this address.
    fn of_file(url: &str) -> Self {
        let link = Link { url: url.to_owned(), label: String::new(), nature: LinkNature::Document };
        let documents = vec![DocumentLink { link, title: String::new(), context: String::new() }];
        let content = ContentPage { documents, ..ContentPage::default() };
        Self { content, asked: true, renewed: false, is_file: true }
    }
}

/// What an address on the site turned out to be.
pub(super) enum Got {
    Html {
        html: String,
        url: Url,
        snapshot: Box<Snapshot>,
        /// Its bytes are not those that were remembered.
        renewed: bool,
    },
    /// No page but a file: the link to it is one to a document, whatever it looks like.
    File,
    Gone,
    /// No page of this site: a sign-in page, an error page, another site.
    Strange(PageNature, String),
}

impl Reader<'_, '_> {
    /// Pages by address, those that were read now or are remembered. The others are problems already, or are honestly
    /// not there.
    pub(super) async fn get_all(
        &mut self,
        addresses: &[String],
        at_once: &HashSet<&str>,
    ) -> Result<HashMap<String, ReadPage>, RunError> {
        let mut pages = HashMap::new();
        let mut unknown: Vec<&String> = Vec::new();
        for url in addresses {
            // What is a file of the library is asked for with the files.
            let known = self.refresh.library.store().snapshot(url)?;
            if known.is_some_and(|snapshot| snapshot.body.is_none()) {
                pages.insert(url.clone(), ReadPage::of_file(url));
            } else {
                unknown.push(url);
            }
        }
        let asked: Vec<&String> = {
            let turns = self.turns(&unknown, at_once)?;
            unknown.iter().copied().filter(|url| turns.contains(url.as_str())).collect()
        };
        let got = {
            let this = &*self;
            join_all(asked.iter().map(|url| this.get(url))).await
        };
        self.stop_if_cancelled()?;
        for (url, got) in asked.iter().copied().zip(got) {
            self.progress(url);
            self.reading.asked.insert(url.clone());
            match got {
                Ok(Got::Html { html, url: at, snapshot, renewed }) => {
                    let content = site::read_page(&html, &at, self.refresh.profile);
                    pages.insert(url.clone(), ReadPage::new(content, true, renewed));
                    self.reading.snapshots.push(*snapshot);
                }
                Ok(Got::File) => {
                    pages.insert(url.clone(), ReadPage::of_file(url));
                }
                Ok(Got::Gone) => {
                    let absent = self.absent(url);
                    self.reading.snapshots.push(absent);
                }
                Ok(Got::Strange(..)) => {
                    self.unread.insert(url.clone());
                    self.incomplete("not_a_page", url, "What came from this address is no page of the site.");
                }
                // Left alone because the site asks for it; what is remembered of it stays.
                Err(failure) if failure.code == FailureCode::RobotsDisallow => {}
                Err(failure) => {
                    self.unread.insert(url.clone());
                    self.incomplete(failure.code.as_str(), url, format!("This page could not be read: {failure}."));
                }
            }
        }
        for url in addresses {
            if !pages.contains_key(url)
                && let Some(snapshot) = self.remember(url)?
                && let Got::Html { html, url: at, .. } = self.judge(snapshot, false)
            {
                let content = site::read_page(&html, &at, self.refresh.profile);
                pages.insert(url.clone(), ReadPage::new(content, false, false));
            }
        }
        Ok(pages)
    }

    /// Which of these pages are asked for now.
    fn turns<'u>(&self, addresses: &[&'u String], at_once: &HashSet<&str>) -> Result<HashSet<&'u str>, RunError> {
        let mut here = Vec::new();
        let mut absent = Vec::new();
        for url in addresses.iter().copied() {
            let snapshot = self.remember(url)?;
            let was_absent = snapshot.as_ref().is_some_and(is_absent);
            let ask = match self.before {
                Some(before) => before.asked.contains(url.as_str()),
                None => self.refresh.options.every_file || at_once.contains(url.as_str()),
            };
            let known = match snapshot {
                Some(snapshot) if !ask => Known::Here(snapshot.fetched_at),
                _ => Known::Nothing,
            };
            if was_absent { absent.push((url.as_str(), known)) } else { here.push((url.as_str(), known)) }
        }
        let (pages, absences) = if self.before.is_some() { (0, 0) } else { (PAGES_AT_LEAST, ABSENT_AT_LEAST) };
        let mut turns = whose_turn(&here, pages);
        turns.extend(whose_turn(&absent, absences));
        Ok(turns)
    }

    /// How the page answered last, in this refresh or an earlier one; also that it was not there.
    fn remember(&self, url: &str) -> Result<Option<Snapshot>, store::StoreError> {
        let found = match self.remembered.get(url) {
            Some(snapshot) => Some((*snapshot).clone()),
            None => self.refresh.library.store().snapshot(url)?,
        };
        // One without a body is that of a file.
        Ok(found.filter(|snapshot| snapshot.body.is_some()))
    }

    pub(super) fn snapshot_of(&self, url: &str, page: fetch::Page) -> Snapshot {
        Snapshot {
            url: url.to_owned(),
            etag: page.validators.etag,
            last_modified: page.validators.last_modified,
            sha256: crate::hash::sha256_hex(&page.body),
            fetched_at: self.refresh.now(),
            body: Some(page.body),
            content_type: page.content_type,
            final_url: page.final_url,
        }
    }

    /// The note that there is no such page: an empty body, which no page has.
    pub(super) fn absent(&self, url: &str) -> Snapshot {
        Snapshot {
            url: url.to_owned(),
            etag: None,
            last_modified: None,
            sha256: crate::hash::sha256_hex(&[]),
            fetched_at: self.refresh.now(),
            body: Some(Vec::new()),
            content_type: None,
            final_url: url.to_owned(),
        }
    }

    pub(super) async fn get(&self, url: &str) -> Result<Got, Failure> {
        let remembered = self.remember(url).ok().flatten().filter(|snapshot| !is_absent(snapshot));
        let validators = remembered.as_ref().map_or_else(Validators::none, validators_of);
        let (snapshot, renewed) = match self.refresh.fetcher.page(url, &validators).await {
            Ok(Answer::Gone) => return Ok(Got::Gone),
            Ok(Answer::NotModified) => match remembered {
                Some(snapshot) => (Snapshot { fetched_at: self.refresh.now(), ..snapshot }, false),
                // Unasked for: the server's fault.
                None => return Ok(Got::Strange(PageNature::Empty, url.to_owned())),
            },
            Ok(Answer::Modified(page)) => {
                let snapshot = self.snapshot_of(url, page);
                // A length that fits says nothing of a page that broke off while the site was making it.
                if remembered.as_ref().is_some_and(has_end) && !has_end(&snapshot) {
                    let message = "it broke off before its end".to_owned();
                    return Err(Failure { code: FailureCode::Truncated, message, retry_after: None });
                }
                let renewed = remembered.is_none_or(|known| known.sha256 != snapshot.sha256);
                (snapshot, renewed)
            }
            // Larger than any page: a file behind a link that looks like a page.
            Err(failure) if failure.code == FailureCode::TooLarge => return Ok(Got::File),
            Err(failure) => return Err(failure),
        };
        Ok(self.judge(snapshot, renewed))
    }

    fn judge(&self, snapshot: Snapshot, renewed: bool) -> Got {
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
            PageNature::Content if own => Got::Html { html, url, snapshot: Box::new(snapshot), renewed },
            nature => Got::Strange(nature, snapshot.final_url),
        }
    }
}

fn is_absent(snapshot: &Snapshot) -> bool {
    snapshot.body.as_ref().is_some_and(Vec::is_empty)
}

pub(super) fn validators_of(snapshot: &Snapshot) -> Validators {
    if is_absent(snapshot) {
        return Validators::none();
    }
    Validators { etag: snapshot.etag.clone(), last_modified: snapshot.last_modified.clone() }
}

/// The page says where it ends. Many a page may do without; one that always did and does no more was cut off.
fn has_end(snapshot: &Snapshot) -> bool {
    const END: &[u8] = b"</html";
    let body = snapshot.body.as_deref().unwrap_or_default();
    body.windows(END.len()).rev().any(|window| window.eq_ignore_ascii_case(END))
}
