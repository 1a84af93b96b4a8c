//! What stands on a page but belongs to no entry and to no text: menus, banners, boxes, hidden things.
//!
//! Told by elements and roles first, by place second, by wording third; class names are hints that may only take away
//! small blocks without any file. When in doubt, a thing stays: the reading of entries copes with more than it needs.

use std::collections::HashSet;
use std::ops::Range;

use crate::links::{Place, links_in};
use crate::page::{At, OPENER, Page, Picked, What};
use crate::words;
use catalogue::LinkNature;

/// Headers looked at to tell whether one is a card's; boxes taken away. Bounds for hostile pages.
const MOST_HEADERS: usize = 200;

/// What the page is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Entries of a list: boxes with other headings ("Related resources") go.
    List,
    /// Files that the page links to: side blocks stay.
    Documents,
    /// The page's own text.
    Text,
    /// The same of the partnership's page, where the block for residents is part of what the partnership says.
    Vision,
}

/// The main content of a page.
pub(crate) fn main_content<'a>(page: &Page<'a>, place: &Place, main: &Picked, reading: Reading) -> Page<'a> {
    let mut dropped = vec![false; page.len()];
    drop_hidden(page, &mut dropped);
    let picked = main.first(page, 0..page.len());
    let root = picked.or_else(|| main_element(page, &dropped)).unwrap_or(0);
    drop_elements(page, place, root, reading, &mut dropped);
    let content = page.without(root, &dropped);

    let mut dropped = vec![false; content.len()];
    drop_notices(&content, place, &mut dropped);
    drop_hinted(&content, place, &mut dropped);
    if reading == Reading::List {
        drop_boxes(&content, place, &mut dropped);
    }
    content.without(0, &dropped)
}

/// `<main>`, where it holds what the page is about.
fn main_element(page: &Page<'_>, dropped: &[bool]) -> Option<At> {
    let is_main = |at: At| page.name(at) == "main" || page.attr(at, "role") == Some("main");
    let mains: Vec<At> =
        page.elements(0..page.len()).map(|(at, _)| at).filter(|at| is_main(*at) && !dropped[*at]).collect();
    let main = *mains.iter().max_by_key(|at| page.letters_in(&page.range(**at)))?;
    let letters = |at: At| page.letters_in(&page.range(at));
    // Several mains, or an empty shell: the body is read instead.
    let outside: usize =
        mains.iter().filter(|at| **at != main && !page.range(main).contains(at)).map(|at| letters(*at)).sum();
    (letters(main) > 0 && outside * 3 < letters(main)).then_some(main)
}

fn drop_hidden(page: &Page<'_>, dropped: &mut [bool]) {
    let mut opened: HashSet<&str> = HashSet::new();
    for (at, _) in page.elements(0..page.len()) {
        for name in ["aria-controls", "data-target", "data-bs-target", "href"] {
            if let Some(value) = page.attr(at, name) {
                let by_button = name != "href"
                    || page.attr(at, "aria-expanded").is_some()
                    || page.attr(at, "data-toggle").is_some();
                opened.extend(
                    value
                        .split_whitespace()
                        .map(|id| id.trim_start_matches('#'))
                        .filter(|id| by_button && !id.is_empty()),
                );
            }
        }
    }
    let mut at = 0;
    while at < page.len() {
        if is_hidden(page, at) && !is_panel(page, at, &opened) {
            dropped[at] = true;
            at = page.end(at);
        } else {
            at += 1;
        }
    }
}

fn is_hidden(page: &Page<'_>, at: At) -> bool {
    if page.element(at).is_none() {
        return false;
    }
    let hidden = page.attr(at, "hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
    hidden
        || page.attr(at, "aria-hidden").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
        || page.attr(at, "style").is_some_and(|style| {
            let style: String = style.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
            style
                .split(';')
                .any(|rule| matches!(rule.trim_end_matches("!important"), "display:none" | "visibility:hidden"))
        })
}

/// The closed panel of an accordion or a tab: hidden only until someone opens it.
fn is_panel(page: &Page<'_>, at: At, opened: &HashSet<&str>) -> bool {
    let named = page.attr(at, "id").is_some_and(|id| opened.contains(id)) || page.attr(at, "role") == Some("tabpanel");
    named
        && !matches!(page.attr(at, "role"), Some("dialog" | "alertdialog" | "menu" | "navigation" | "search"))
        && page.name(at) != "nav"
}

fn drop_elements(page: &Page<'_>, place: &Place, root: At, reading: Reading, dropped: &mut [bool]) {
    let body = root..page.end(root);
    let all = page.letters_in(&body);
    let mut at = body.start + 1;
    while at < body.end {
        if !dropped[at] && page.element(at).is_some() && is_furniture(page, place, at, root, all, reading) {
            dropped[at] = true;
        }
        at = if dropped[at] { page.end(at) } else { at + 1 };
    }
}

fn is_furniture(page: &Page<'_>, place: &Place, at: At, root: At, all: usize, reading: Reading) -> bool {
    let range = page.range(at);
    // Old pages wrap everything in one form, and some wrap it in an <aside>: what holds most of the text stays.
    let most = page.letters_in(&range) * 2 > all;
    match page.attr(at, "role").unwrap_or_default() {
        "navigation" | "search" | "dialog" | "alertdialog" | "menu" | "menubar" | "tooltip" => return !most,
        "banner" | "contentinfo" => return true,
        "complementary" => return reading != Reading::Documents && !most,
        "form" => return !most,
        _ => {}
    }
    match page.name(at) {
        "nav" | "menu" => true,
        "form" | "dialog" => !most,
        "aside" => {
            let said = reading == Reading::Vision && is_for_residents(page, at);
            reading != Reading::Documents && !most && !said && !in_card(page, at, root)
        }
        "header" | "footer" => is_of_the_page(page, at, root),
        "select" | "option" | "label" | "fieldset" => page.name(at) != "fieldset" || !most,
        "ol" | "ul" | "p" | "div" => is_breadcrumb(page, place, at),
        _ => false,
    }
}

fn in_card(page: &Page<'_>, at: At, root: At) -> bool {
    page.ancestors(at)
        .take_while(|above| *above > root)
        .any(|above| matches!(page.name(above), "article" | "li" | "tr" | "td"))
}

/// A header or footer of the page, not of a card.
fn is_of_the_page(page: &Page<'_>, at: At, root: At) -> bool {
    if page.name(root) == "main"
        || page
            .ancestors(at)
            .any(|above| matches!(page.name(above), "article" | "section" | "li" | "tr" | "td" | "main"))
    {
        return false;
    }
    let name = page.name(at);
    // One of several at the same place, each around a heading below the first level, belongs to a card.
    let path = |at: At| page.ancestors(at).map(|above| page.name(above)).collect::<Vec<_>>();
    let mine = path(at);
    let named = page.elements(root..page.end(root)).filter(|(_, element)| element.name() == name).take(MOST_HEADERS);
    let alike = named.filter(|(other, _)| path(*other) == mine).take(2).count();
    let titles = page.headings_in(page.range(at)).any(|heading| page.level(heading) > 1);
    !(alike > 1
        || name == "header" && titles && !page.elements(page.range(at)).any(|(_, element)| element.name() == "nav"))
}

/// "Home > The Challenge > Living Well": short, all links but the last word, the first of them to the home page.
fn is_breadcrumb(page: &Page<'_>, place: &Place, at: At) -> bool {
    let range = page.range(at);
    let letters = page.letters_in(&range);
    if letters == 0 || letters > 150 || page.heading_in(&range).is_some() || range.len() > 120 {
        return false;
    }
    let mut links = page.elements(range.clone()).filter(|(_, element)| element.name() == "a");
    let Some((first, _)) = links.next() else { return false };
    let before = page.letters_in(&(range.start..first));
    let home = page.text(page.range(first)).to_lowercase() == "home"
        || page
            .attr(first, "href")
            .and_then(|href| place.resolve(href))
            .is_some_and(|url| place.is_own(&url) && url.path() == "/" && url.query().is_none());
    home && before <= 12
}

fn has_file(page: &Page<'_>, place: &Place, range: Range<At>) -> bool {
    links_in(page, place, range)
        .iter()
        .any(|found| matches!(found.link.nature, LinkNature::Document | LinkNature::EmbeddedVideo))
}

/// Cookie bars, notices of old browsers, success texts of forms, and (in lists) the block for residents.
fn drop_notices(page: &Page<'_>, place: &Place, dropped: &mut [bool]) {
    for at in 1..page.len() {
        let What::Text(text) = &page.nodes[at].what else { continue };
        if text.len() > 3_000 || !words::is_notice(text) {
            continue;
        }
        let mut block = at;
        for above in page.ancestors(at) {
            let range = page.range(above);
            let other_heading = page.headings_in(range.clone()).any(|heading| !page.range(heading).contains(&at));
            if above == 0 || page.letters_in(&range) > 400 || page.letters_in(&(above..at)) > 0 || other_heading {
                break;
            }
            block = above;
        }
        if !has_file(page, place, page.range(block)) {
            dropped[block] = true;
        }
    }
}

/// The block opens with the heading of the block for residents.
fn is_for_residents(page: &Page<'_>, at: At) -> bool {
    let heading = page.headings_in(page.range(at)).next();
    heading.is_some_and(|heading| words::is_resident_heading(&page.text(page.range(heading))))
}

/// Class names that mean the same on every site; they take away small blocks without files and headings of entries.
fn drop_hinted(page: &Page<'_>, place: &Place, dropped: &mut [bool]) {
    const HINTS: &[&str] = &[
        "cookie",
        "breadcrumb",
        "paginat",
        "newsletter",
        "browsehappy",
        "browserupgrade",
        "outdated-browser",
        "old-browser",
        "skip-link",
        "sharedaddy",
        "share-buttons",
        "social-share",
        "share-links",
        "addthis",
        "addtoany",
        "screen-reader-skip",
    ];
    let all = page.letters_in(&(0..page.len()));
    #[allow(clippy::needless_range_loop)] // the loop asks the page for more than the flag
    for at in 1..page.len() {
        if dropped[at] || page.attr(at, "class").is_none() && page.attr(at, "id").is_none() {
            continue;
        }
        let hints = page.hints(at);
        let range = page.range(at);
        let small = page.letters_in(&range) * 3 < all || page.letters_in(&range) < 60;
        let block = !words::is_inline(page.name(at))
            && !matches!(page.name(at), "article" | "li" | "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if block && small && HINTS.iter().any(|hint| hints.contains(hint)) && !has_file(page, place, range) {
            dropped[at] = true;
        }
    }
}

/// Boxes whose heading says that they hold no entries.
fn drop_boxes(page: &Page<'_>, place: &Place, dropped: &mut [bool]) {
    let all = page.letters_in(&(0..page.len()));
    let headings: Vec<At> = page.headings_in(0..page.len()).filter(|at| page.level(*at) <= OPENER).collect();
    let is_box: Vec<bool> = headings.iter().map(|at| words::is_box_heading(&page.text(page.range(*at)))).collect();
    for (index, &heading) in headings.iter().enumerate().filter(|(index, _)| is_box[*index]).take(MOST_HEADERS) {
        if page.ancestors(heading).any(|above| dropped[above]) {
            continue;
        }
        let text = page.text(page.range(heading));
        let mut block = heading;
        for above in page.ancestors(heading) {
            let range = page.range(above);
            let others =
                headings.iter().zip(&is_box).filter(|(at, is_box)| range.contains(at) && **at != heading && !**is_box);
            // Deeper headings belong to the box: "Related resources" with a heading for each.
            let foreign = others.filter(|(at, _)| **at < heading || page.level(**at) <= page.level(heading)).count();
            if above == 0 || foreign > 0 || page.letters_in(&(above..heading)) > 0 {
                break;
            }
            block = above;
        }
        // Flat: the heading and what follows, up to the next heading of its level or above.
        let next = headings[index + 1..].iter().copied().find(|at| page.level(*at) <= page.level(heading));
        let parent_end = page.parent(block).map_or(page.len(), |parent| page.end(parent));
        let until = if block == heading { next.unwrap_or(parent_end).min(parent_end) } else { page.end(block) };
        let lowered = text.to_lowercase();
        let sure = [
            "related",
            "you may",
            "you might",
            "see also",
            "latest",
            "recent",
            "popular",
            "most ",
            "more from",
            "others",
            "people also",
        ]
        .iter()
        .any(|word| lowered.starts_with(word));
        let files = has_file(page, place, block..until);
        let half = page.letters_in(&(block..until)) * 2 > all;
        if files && !sure
            || !sure && half && !words::is_resident_heading(&text) && page.letters_in(&(block..until)) > 600
        {
            dropped[heading] = true;
            continue;
        }
        let mut at = block;
        while at < until {
            dropped[at] = true;
            at = page.end(at);
        }
    }
    // The block for residents without a heading.
    for at in 1..page.len() {
        let What::Text(text) = &page.nodes[at].what else { continue };
        if text.len() > 300 || !words::is_resident_heading(text) || page.ancestors(at).any(|above| dropped[above]) {
            continue;
        }
        let mut block = at;
        for above in page.ancestors(at) {
            if above == 0
                || page.letters_in(&page.range(above)) > 700
                || page.letters_in(&(above..at)) > 0
                || page.heading_in(&page.range(above)).is_some()
            {
                break;
            }
            block = above;
        }
        dropped[block] = true;
    }
}
