//! A page of a source's list.

use catalogue::{Listing, Profile, fold_title};
use url::Url;

use crate::diagnose::{PageNature, nature_of};
use crate::entry::{self, PickedParts};
use crate::furniture::{Reading, main_content};
use crate::groups;
use crate::links::Place;
use crate::page::{Page, Picked};
use crate::pager;
use crate::parse::parse;
use crate::titles::Banners;

/// One page of the list: its entries with titles, summaries and links, the further pages, the pages of the menu.
///
/// Entries are found by structure, unless the profile has selectors; a selector that cannot be read, or that picks
/// nothing, counts as not given. Nothing is invented: an entry has a title that the page shows as one.
pub fn read_list(html: &str, url: &Url, profile: &Profile) -> Listing {
    let parsed = parse(html);
    let selectors = &profile.selectors;
    let whole = Page::of(&parsed, &Picked::by(&parsed, &selectors.ignore));
    let place = Place::new(url, profile, &whole);
    let nature = nature_of(&whole);
    let content = main_content(&whole, &place, &Picked::by(&parsed, &selectors.main), Reading::List);

    let site_pages = pager::site_pages(&whole, &place, profile);
    let mut pieces =
        entry::picked_pieces(&content, &Picked::by(&parsed, &selectors.entry), &Picked::by(&parsed, &selectors.title));
    if pieces.is_empty() && nature == PageNature::Content {
        pieces = groups::entries(&content, &place, &banners(&whole, &place, profile), &site_pages);
    }
    let parts = PickedParts {
        summary: Picked::by(&parsed, &selectors.summary),
        date: Picked::by(&parsed, &selectors.date),
        kind: Picked::by(&parsed, &selectors.kind),
    };
    let entries = pieces.iter().map(|piece| entry::read(&content, &place, profile, &parts, piece)).collect();
    let entries = entry::without_repeats(&place, entries);
    let further_pages = pager::further_pages(&whole, &place, &Picked::by(&parsed, &selectors.next));
    let is_a_list = nature == PageNature::Content
        && (!entries.is_empty() || has_marks_of_a_list(&whole, &content, &place, &site_pages));
    Listing { entries, further_pages, site_pages, is_a_list }
}

/// What the page calls itself: the words of its `<title>`, its only first-level heading, its address, the site's name.
fn banners(page: &Page<'_>, place: &Place, profile: &Profile) -> Banners {
    let mut names = vec![fold_title(&profile.name)];
    let title = page
        .elements(0..page.len())
        .find(|(_, element)| element.name() == "title")
        .map(|(at, _)| page.text(page.range(at)));
    if let Some(title) = title {
        names.push(fold_title(&title));
        for separator in [" | ", " - ", " – ", " — ", " · ", " : ", " » ", " « ", " :: "] {
            names.extend(title.split(separator).map(fold_title));
        }
    }
    let firsts: Vec<_> = page.headings_in(0..page.len()).filter(|at| page.level(*at) == 1).take(2).collect();
    if let [only] = firsts[..] {
        names.push(fold_title(&page.text(page.range(only))));
    }
    if let Some(slug) =
        place.page.path_segments().and_then(|mut segments| segments.rfind(|segment| !segment.is_empty()))
    {
        names.push(fold_title(&slug.replace(['-', '_', '+'], " ")));
    }
    if let Some(path) = &profile.list_path {
        names.extend(path.rsplit('/').next().map(|slug| fold_title(&slug.replace(['-', '_'], " "))));
    }
    names.retain(|name| !name.is_empty());
    Banners(names)
}

/// An empty list still has a heading, and the site's own menu or main content around it; a block page has neither.
fn has_marks_of_a_list(whole: &Page<'_>, content: &Page<'_>, place: &Place, site_pages: &[String]) -> bool {
    let heading = content.heading_in(&(0..content.len())).or_else(|| whole.heading_in(&(0..whole.len()))).is_some();
    let main = whole
        .elements(0..whole.len())
        .any(|(at, element)| element.name() == "main" || whole.attr(at, "role") == Some("main"));
    let own = whole.elements(0..whole.len()).filter(|(at, element)| {
        element.name() == "a"
            && whole.attr(*at, "href").and_then(|href| place.resolve(href)).is_some_and(|url| place.is_own(&url))
    });
    heading && (main || !site_pages.is_empty() || own.take(3).count() == 3)
}
