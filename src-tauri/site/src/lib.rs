//! A page's text and address -> listing, content page, vision.
//!
//! Pure functions: no I/O, no clock, no panic on any input, time and memory linear in the page. The markup of a site
//! is not known in advance and changes without notice, so nothing here relies on class names: a page is read by what
//! repeats in its main content (see [`groups`](crate)), and words that belong to no entry (menus, pagers, boxes) are
//! told by their place and their wording. What a page does not say is left empty.

mod about;
mod content;
mod decode;
mod diagnose;
mod entry;
mod furniture;
mod groups;
mod lines;
mod links;
mod list;
mod page;
mod pager;
mod parse;
mod summary;
mod titles;
mod words;

pub use about::read_about;
pub use content::read_page;
pub use decode::decode;
pub use diagnose::{PageNature, diagnose};
pub use list::read_list;
