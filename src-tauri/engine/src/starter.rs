//! The first content: the client's own pages, inside the program, read by the code that reads the site.

use catalogue::{About, Observation, observe_entry};
use url::Url;

use crate::Library;
use crate::error::{Error, ErrorCode};

const LIST: &str = include_str!("../../../assets/starter/resource-library.html");
const ABOUT: &str = include_str!("../../../assets/starter/our-vision-and-purpose.html");

/// Fills a fresh library. The caller holds the write lock.
pub(crate) fn fill(library: &Library) -> Result<(), Error> {
    let profile = library.profile();
    let page = |path: &Option<String>| -> Result<Url, Error> {
        let base = Url::parse(&profile.site).map_err(|_| broken("the site's address"))?;
        base.join(path.as_deref().unwrap_or("/")).map_err(|_| broken("the page's address"))
    };
    let list = page(&profile.list_path)?;
    let listing = site::read_list(LIST, &list, profile);
    let resources =
        listing.entries.iter().map(|entry| observe_entry(entry, list.as_str(), &[], &profile.language)).collect();
    let observation = Observation {
        source: profile.id.clone(),
        hosts: Vec::new(),
        resources,
        complete: false,
        at: library.now(),
        from_starter: true,
    };
    let plan = catalogue::plan(&[], &observation, &catalogue::Accepted::None).map_err(|_| broken("its list"))?;
    let about_page = page(&profile.about_path)?;
    let about = site::read_about(ABOUT, &about_page, profile).ok_or_else(|| broken("its first page"))?;
    let about = About { source_url: about_page.to_string(), last_confirmed: None, last_changed: None, ..about };
    library.store().apply(&store::NewRevision {
        at: observation.at,
        upserts: &plan.upserts,
        order: &plan.order,
        about: Some(&about),
        ..store::NewRevision::default()
    })?;
    Ok(())
}

fn broken(what: &str) -> Error {
    Error::new(
        ErrorCode::Failed,
        format!("the content inside the program cannot be read ({what})"),
        "Install Together Library again",
    )
}
