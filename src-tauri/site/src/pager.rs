//! Addresses that a list page names: further pages of the list, other pages of the site.

use std::collections::HashSet;

use catalogue::{LinkNature, Profile, tidy_spaces};
use url::Url;

use crate::links::{Place, nature_of_address};
use crate::page::{At, Page, Picked};

/// The path without "/p2", "/page/2", "/page2", and without a slash at the end.
fn base_path(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let Some((before, last)) = path.rsplit_once('/') else { return path };
    let numbered = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if last
        .strip_prefix("page")
        .or_else(|| last.strip_prefix('p'))
        .map(|rest| rest.trim_start_matches(['-', ':', '=']))
        .is_some_and(numbered)
    {
        return before;
    }
    if numbered(last)
        && let Some(before) = before.strip_suffix("/page")
    {
        return before;
    }
    path
}

/// Names of query parameters that turn a page.
fn turns(name: &str) -> bool {
    let name = name.to_lowercase();
    matches!(
        name.as_str(),
        "page"
            | "p"
            | "pg"
            | "paged"
            | "pagenumber"
            | "page_number"
            | "pageno"
            | "start"
            | "offset"
            | "pageindex"
            | "pagenum"
            | "cpage"
            | "pn"
    ) || name.ends_with("page")
        || name.ends_with("_page")
        || name.contains("gotopage")
        || name.starts_with("page")
}

/// The address is another page of the list that `place` stands on.
pub(crate) fn is_page_of_list(place: &Place, url: &Url) -> bool {
    if !place.is_own(url) || base_path(url.path()) != base_path(place.page.path()) {
        return false;
    }
    let by_path = url.path().trim_end_matches('/') != place.page.path().trim_end_matches('/');
    let numbered = |value: &str| {
        !value.is_empty()
            && value.split(',').all(|part| part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty())
    };
    by_path || url.query_pairs().any(|(name, value)| turns(&name) && numbered(&value))
}

/// Further pages of the list, the "next" link first, then numbers in order, then what else turns pages.
pub(crate) fn further_pages(page: &Page<'_>, place: &Place, next: &Picked) -> Vec<String> {
    let mut found: Vec<(u8, String)> = Vec::new();
    let mut seen: HashSet<String> = HashSet::from([place.key(&place.page)]);
    let mut add = |rank: u8, url: Url| {
        if seen.insert(place.key(&url)) {
            let mut url = url;
            url.set_fragment(None);
            found.push((rank, url.to_string()));
        }
    };
    if let Some(url) = next.first(page, 0..page.len()).and_then(|at| address(page, place, at)) {
        add(0, url);
    }
    let mut candidates: Vec<(u8, Url)> = Vec::new();
    for (at, element) in page.elements(0..page.len()) {
        if !matches!(element.name(), "a" | "link" | "button") {
            continue;
        }
        let Some(url) = address(page, place, at) else { continue };
        let rank = rank(page, at);
        let same = place.is_own(&url) && base_path(url.path()) == base_path(place.page.path());
        // A "next" link may write the list's page as it likes; a number or an unnamed link has to look like one.
        if same
            && (is_page_of_list(place, &url) || rank == 1 && url.query() != place.page.query() && url.query().is_some())
        {
            candidates.push((rank, url));
        }
    }
    candidates.sort_by_key(|(rank, _)| *rank);
    for (rank, url) in candidates {
        add(rank, url);
    }
    found.into_iter().map(|(_, url)| url).collect()
}

fn address(page: &Page<'_>, place: &Place, at: At) -> Option<Url> {
    ["href", "data-href", "data-url", "data-next", "data-next-url", "data-next-page", "data-next-page-url"]
        .iter()
        .find_map(|name| page.attr(at, name).and_then(|value| place.resolve(value)))
}

/// 1 for "next", 2 for a number, 3 for anything else, 4 for "previous".
fn rank(page: &Page<'_>, at: At) -> u8 {
    let rel = page.attr(at, "rel").unwrap_or_default().to_lowercase();
    if rel.split_whitespace().any(|word| word == "next") {
        return 1;
    }
    if rel.split_whitespace().any(|word| matches!(word, "prev" | "previous")) {
        return 4;
    }
    let words = |text: &str| tidy_spaces(text).to_lowercase();
    let text = words(&page.text(page.range(at)));
    let said = ["aria-label", "title"].iter().find_map(|name| page.attr(at, name)).map(words).unwrap_or_default();
    let marks = text.trim();
    // "Older people" is a topic, "Older posts" is not.
    let all_of = |text: &str, telling: &[&str]| {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        const GO_WITH: &[&str] =
            &["page", "posts", "entries", "items", "results", "resources", "show", "go", "to", "the", "of", "set"];
        words.iter().any(|word| telling.contains(word))
            && words.iter().all(|word| {
                telling.contains(word) || GO_WITH.contains(word) || word.bytes().all(|byte| byte.is_ascii_digit())
            })
    };
    let back = ["previous", "prev", "newer", "back"];
    let on = ["next", "older", "load", "more"];
    if all_of(&text, &back) || all_of(&said, &back) || matches!(marks, "‹" | "«" | "<" | "<<" | "←") {
        return 4;
    }
    if all_of(&text, &on) || all_of(&said, &on) || matches!(marks, "›" | "»" | ">" | ">>" | "→" | "⟩") {
        return 1;
    }
    if marks.bytes().all(|byte| byte.is_ascii_digit()) && !marks.is_empty() { 2 } else { 3 }
}

/// Pages of the site in its menus, without files, pages of the list and places on a page; each once.
pub(crate) fn site_pages(page: &Page<'_>, place: &Place, profile: &Profile) -> Vec<String> {
    let is_menu = |at: At| {
        matches!(page.name(at), "nav" | "menu")
            || matches!(page.attr(at, "role"), Some("navigation" | "menu" | "menubar" | "banner"))
    };
    let is_header = |at: At| {
        page.name(at) == "header"
            && !page.ancestors(at).any(|above| matches!(page.name(above), "main" | "article" | "section" | "li"))
    };
    let mut menus: Vec<At> =
        page.elements(0..page.len()).map(|(at, _)| at).filter(|at| is_menu(*at) || is_header(*at)).collect();
    if menus.is_empty() {
        // A site without <nav> has its menu in lists before its first heading.
        let heading = page.heading_in(&(0..page.len())).unwrap_or(page.len());
        menus =
            page.elements(0..heading).map(|(at, _)| at).filter(|at| matches!(page.name(*at), "ul" | "ol")).collect();
    }
    let list = profile.list_path.as_deref().map(|path| base_path(path).trim_start_matches('/').to_owned());
    let mut seen: HashSet<String> = HashSet::from([place.key(&place.page)]);
    let mut pages = Vec::new();
    let mut read_to = 0;
    for menu in menus {
        if page.end(menu) <= read_to {
            continue;
        }
        read_to = page.end(menu);
        for (at, element) in page.elements(page.range(menu)) {
            let href = if element.name() == "a" { page.attr(at, "href") } else { None };
            let Some(mut url) = href.and_then(|href| place.resolve(href)) else { continue };
            url.set_fragment(None);
            let path = base_path(url.path()).trim_start_matches('/').to_lowercase();
            let of_list = list.as_deref().is_some_and(|list| path == list)
                || path == base_path(place.page.path()).trim_start_matches('/').to_lowercase();
            let technical = [
                "cdn-cgi",
                "wp-admin",
                "wp-login.php",
                "wp-json",
                "feed",
                "login",
                "logout",
                "user/login",
                "search",
                "admin",
                "rss",
            ];
            let technical = technical
                .iter()
                .any(|word| path == *word || path.starts_with(&format!("{word}/")) || path.ends_with("/feed"));
            let page_of_site = place.is_own(&url) && nature_of_address(place, &url) == LinkNature::SitePage;
            if page_of_site && !of_list && !technical && seen.insert(place.key(&url)) {
                pages.push(url.to_string());
            }
        }
    }
    pages
}
