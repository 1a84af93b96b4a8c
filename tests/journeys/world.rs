//! A library in this process, beside a demo site of its own.

use std::path::Path;
use std::sync::Arc;

use catalogue::{ListFilter, Outcome, RefreshReport, Resource, SearchQuery};
use demo_site::{DemoSite, SiteOptions};
use engine::{Library, OpenOptions, RefreshOptions, Silent};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// A library of its own beside a site of its own.
pub struct World {
    pub site: DemoSite,
    pub folder: TempDir,
    pub library: Library,
}

impl World {
    pub async fn new(options: SiteOptions) -> Self {
        let site = DemoSite::start(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let library = open(folder.path(), &site.address());
        Self { site, folder, library }
    }

    pub async fn refreshed(options: SiteOptions) -> Self {
        let world = Self::new(options).await;
        let report = world.refresh().await;
        assert_eq!(report.outcome, Outcome::Updated, "{report:#?}");
        world
    }

    pub async fn refresh(&self) -> RefreshReport {
        self.library.refresh(RefreshOptions::default(), Arc::new(Silent), CancellationToken::new()).await.unwrap()
    }

    pub fn current(&self) -> Vec<Resource> {
        self.library.list(&ListFilter::default()).unwrap()
    }

    pub fn titled(&self, title: &str) -> Resource {
        let all = self.library.list(&ListFilter { withdrawn: true, ..ListFilter::default() }).unwrap();
        all.into_iter().find(|resource| resource.title == title).unwrap_or_else(|| panic!("no resource “{title}”"))
    }

    /// Requests for files that were answered with a body.
    pub fn files_sent(&self) -> usize {
        let requests = self.site.requests();
        requests
            .iter()
            .filter(|request| request.path().starts_with("/uploads/") && matches!(request.status, 200 | 206))
            .count()
    }
}

pub fn open(folder: &Path, site: &str) -> Library {
    Library::open(OpenOptions {
        folder: Some(folder.to_owned()),
        site: Some(site.to_owned()),
        ..OpenOptions::default()
    })
    .unwrap()
}

pub fn words(words: &str) -> SearchQuery {
    SearchQuery { words: words.to_owned(), ..SearchQuery::default() }
}

/// The decoded path of an address, without host and query.
pub fn path_of(url: &str) -> String {
    let path = url.splitn(4, '/').nth(3).unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    format!("/{}", percent_decoded(path))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let code = (byte == b'%')
            .then(|| [rest.next(), rest.next()].into_iter().flatten().map(char::from).collect::<String>());
        bytes.push(code.map_or(byte, |hex| u8::from_str_radix(&hex, 16).unwrap()));
    }
    String::from_utf8(bytes).unwrap()
}
