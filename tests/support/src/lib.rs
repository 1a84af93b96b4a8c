//! A faithful fake of the partnership's site on loopback, with a switch for each fault.
//!
//! It has the nine resources that are known of the real site, in their exact odd wording, 27 samples before them, the
//! pages around the list, and the documents of `tests/fixtures/documents`. How it is built is unknown of the real site,
//! so the list comes in several kinds of markup ([`Template`]) and is spread over pages in several ways ([`Paging`]).
//! What goes wrong on real networks is a [`Fault`]; what editors do between two visits is [`DemoSite::change`].
//!
//! Everything is deterministic: same options, same requests, same answers (but for the `Date` header).
//!
//! ```no_run
//! use demo_site::{DemoSite, Fault, Place, SiteOptions, Template};
//!
//! let site = DemoSite::start_blocking(SiteOptions { template: Template::DrupalView, ..Default::default() })?;
//! site.faults(|faults| faults.times(2, Place::List, Fault::TooManyRequests { retry_after_s: 1 }));
//! println!("{}{}", site.address(), demo_site::LIST_PATH);
//! # std::io::Result::Ok(())
//! ```

mod answer;
mod conditions;
mod content;
mod delivery;
mod documents;
mod editor;
mod entries;
mod expected;
mod fault;
mod frame;
mod instead;
mod line;
mod list;
mod log;
mod made;
mod markup;
mod oddities;
mod pages;
mod server;
mod template;

pub use content::{SideBlock, SiteContent, SiteEntry, SiteFile, SiteLink, SitePage};
pub use editor::SiteEditor;
pub use expected::{ExpectedFile, ExpectedResource};
pub use fault::{Fault, Faults, Packing, Place, RangeLie, Shift};
pub use list::Paging;
pub use log::Request;
pub use made::word;
pub use server::{DemoSite, SiteOptions, VisionWording};
pub use template::Template;

/// Path of the list of resources.
pub const LIST_PATH: &str = "/resource-library";
/// Path of the page with vision, mission, values, objectives, aims and principles.
pub const VISION_PATH: &str = "/about/our-vision-and-purpose";
/// Content pages that link to documents.
pub const CONTENT_PATHS: [&str; 8] = [
    "/about/working-with-you",
    "/our-work/vanguard-legacy-work",
    "/our-work/population-health-toolkit",
    "/our-work/social-prescribing-service",
    "/our-work/communities-keeping-well",
    "/care-confident",
    "/amys-monthly-briefing-october-2022",
    "/news/tower-hamlets-urgent-treatment-centre-opening-14-august-2019",
];
