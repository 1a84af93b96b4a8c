//! The list of resources and how it is spread over pages ([`Paging`]).

use crate::frame;
use crate::markup::escape;
use crate::{LIST_PATH, SiteEntry, Template};

/// How the list is spread over pages. Forms that say "no pager" show no links to other pages: a reader has to count
/// up and to know when to stop.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paging {
    /// `?page=N` from 1; a pager; past the end a list without entries.
    #[default]
    OneBased,
    /// `?page=N` from 0; a pager; past the end a list without entries.
    ZeroBased,
    /// `?page=N` from 1; no pager; past the end the last page again.
    Clamped,
    /// Everything stands on one page, and every page number shows it; no pager.
    Ignored,
    /// `?page=N` from 1; no pager; past the end a list without entries.
    EmptyPastEnd,
    /// `?page=N` from 1; no pager; past the end "not found".
    NotFoundPastEnd,
    /// `/p2` after the list's path, from 1; a pager; past the end "not found"; `?page=N` does nothing.
    PathStyle,
    /// Only a link to the next page, `?from=9`; `?page=N` does nothing.
    NextLinkOnly,
    /// `?page=N` shows pages 1 to N together; a "Load more" link.
    LoadMoreCumulative,
}

/// What a request for the list asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The page of this number, from 1, in whatever way the site numbers them.
    Page(usize),
    NotFound,
}

impl Paging {
    /// Reads path and query. `None` if this is not an address of the list.
    pub fn asked(self, path: &str, query: &str, per_page: usize) -> Option<Asked> {
        let below = path.strip_prefix(LIST_PATH)?;
        let number = |name: &str| {
            query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .find(|(key, _)| *key == name)?
                .1
                .parse::<usize>()
                .ok()
        };
        match (self, below) {
            (Self::PathStyle, "") => Some(Asked::Page(1)),
            (Self::PathStyle, below) => match below.strip_prefix("/p")?.parse::<usize>() {
                Ok(page) if page > 0 => Some(Asked::Page(page)),
                _ => Some(Asked::NotFound),
            },
            (_, below) if !below.is_empty() => None,
            (Self::Ignored, _) => Some(Asked::Page(1)),
            (Self::ZeroBased, _) => Some(Asked::Page(number("page").unwrap_or(0).saturating_add(1))),
            (Self::NextLinkOnly, _) => Some(Asked::Page(number("from").unwrap_or(0) / per_page.max(1) + 1)),
            _ => Some(Asked::Page(number("page").unwrap_or(1).max(1))),
        }
    }

    fn address(self, page: usize, per_page: usize) -> String {
        match self {
            _ if page <= 1 => LIST_PATH.to_owned(),
            Self::ZeroBased => format!("{LIST_PATH}?page={}", page - 1),
            Self::PathStyle => format!("{LIST_PATH}/p{page}"),
            Self::NextLinkOnly => format!("{LIST_PATH}?from={}", (page - 1) * per_page),
            _ => format!("{LIST_PATH}?page={page}"),
        }
    }
}

/// The list page and the number of the page that it shows in fact, or nothing where the answer is "not found".
pub struct ListView<'a> {
    pub entries: &'a [SiteEntry],
    pub template: Template,
    pub paging: Paging,
    /// 0: everything on one page.
    pub per_page: usize,
    /// The entries stand in the page twice, for wide and for narrow screens.
    pub responsive_duplicates: bool,
    pub token: &'a str,
}

impl ListView<'_> {
    pub fn html(&self, page: usize) -> Option<String> {
        let per_page = if self.per_page == 0 || self.paging == Paging::Ignored { usize::MAX } else { self.per_page };
        let last = self.entries.len().div_ceil(per_page).max(1);
        let page = match self.paging {
            Paging::Clamped => page.min(last),
            Paging::NotFoundPastEnd | Paging::PathStyle if page > last => return None,
            _ => page,
        };
        let from = (page - 1).saturating_mul(per_page).min(self.entries.len());
        let to = from.saturating_add(per_page).min(self.entries.len());
        let from = if self.paging == Paging::LoadMoreCumulative { 0 } else { from };
        let pager = self.pager(page, last, per_page);
        Some(self.page(&self.entries[from..to], &pager))
    }

    fn page(&self, entries: &[SiteEntry], pager: &str) -> String {
        let mut list = self.template.html(entries);
        if entries.is_empty() {
            list = "<p>There are no resources to show.</p>".to_owned();
        } else if self.responsive_duplicates {
            list = format!("<div class=\"show-for-large\">{list}</div><div class=\"hide-for-large\">{list}</div>");
        }
        let main = format!(
            "<div class=\"banner\"><div class=\"inner\"><h1>Resource Library</h1><p>Explore our extensive resource library for a range of insightful information, including case studies, forms and video assets. All Tower Hamlets Together health and social care resources are easily searchable and available for download.</p></div></div>\
            <div class=\"inner\"><h2>Resource Library</h2><form class=\"search\" action=\"{LIST_PATH}\"><input type=\"search\" name=\"q\" aria-label=\"Search resources\"> <button aria-label=\"Search\">⌕</button></form>\n{list}\n{pager}</div>"
        );
        frame::whole("Resource Library", &frame::breadcrumb(&[], "Resource Library"), &main, self.token)
    }

    fn pager(&self, page: usize, last: usize, per_page: usize) -> String {
        let address = |page| escape(&self.paging.address(page, per_page));
        match self.paging {
            Paging::Clamped | Paging::Ignored | Paging::EmptyPastEnd | Paging::NotFoundPastEnd => String::new(),
            _ if last <= 1 => String::new(),
            Paging::NextLinkOnly if page < last => {
                format!("<div class=\"pager\"><a rel=\"next\" href=\"{}\">Next</a></div>", address(page + 1))
            }
            Paging::LoadMoreCumulative if page < last => {
                format!(
                    "<div class=\"pager\"><a class=\"load-more\" href=\"{}\">Load more</a></div>",
                    address(page + 1)
                )
            }
            Paging::NextLinkOnly | Paging::LoadMoreCumulative => String::new(),
            _ => {
                let mut items = String::new();
                if page > 1 {
                    items.push_str(&format!(
                        "<li><a rel=\"prev\" href=\"{}\" aria-label=\"Previous page\">‹</a></li>",
                        address(page - 1)
                    ));
                }
                for number in 1..=last {
                    items.push_str(&if number == page {
                        format!("<li><span aria-current=\"page\">{number}</span></li>")
                    } else {
                        format!("<li><a href=\"{}\">{number}</a></li>", address(number))
                    });
                }
                if page < last {
                    items.push_str(&format!(
                        "<li><a rel=\"next\" href=\"{}\" aria-label=\"Next page\">›</a></li>",
                        address(page + 1)
                    ));
                }
                format!("<nav class=\"pager\" aria-label=\"Pages\"><ul>{items}</ul></nav>")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_of_every_form() {
        for (paging, path, query, asked) in [
            (Paging::OneBased, "/resource-library", "", Some(Asked::Page(1))),
            (Paging::OneBased, "/resource-library", "page=4", Some(Asked::Page(4))),
            (Paging::OneBased, "/resource-library", "q=x&page=0", Some(Asked::Page(1))),
            (Paging::OneBased, "/resource-library", "page=many", Some(Asked::Page(1))),
            (Paging::OneBased, "/resource-library/p2", "", None),
            (Paging::OneBased, "/resource-libraryx", "", None),
            (Paging::ZeroBased, "/resource-library", "page=1", Some(Asked::Page(2))),
            (Paging::Ignored, "/resource-library", "page=7", Some(Asked::Page(1))),
            (Paging::PathStyle, "/resource-library", "page=2", Some(Asked::Page(1))),
            (Paging::PathStyle, "/resource-library/p2", "", Some(Asked::Page(2))),
            (Paging::PathStyle, "/resource-library/p0", "", Some(Asked::NotFound)),
            (Paging::NextLinkOnly, "/resource-library", "page=2", Some(Asked::Page(1))),
            (Paging::NextLinkOnly, "/resource-library", "from=18", Some(Asked::Page(3))),
            (Paging::Clamped, "/about", "", None),
        ] {
            assert_eq!(paging.asked(path, query, 9), asked, "{paging:?} {path}?{query}");
        }
    }

    #[test]
    fn entries_of_every_page_and_the_end_of_every_form() {
        let entries: Vec<SiteEntry> = (1..=5).map(|number| SiteEntry::new(&format!("Entry {number}"))).collect();
        // Numbers of the entries shown on pages 1, 3 and 9, two to a page; nothing where the answer is "not found".
        for (paging, first, third, ninth) in [
            (Paging::OneBased, "12", "5", Some("")),
            (Paging::ZeroBased, "12", "5", Some("")),
            (Paging::Clamped, "12", "5", Some("5")),
            (Paging::Ignored, "12345", "12345", Some("12345")),
            (Paging::EmptyPastEnd, "12", "5", Some("")),
            (Paging::NotFoundPastEnd, "12", "5", None),
            (Paging::PathStyle, "12", "5", None),
            (Paging::NextLinkOnly, "12", "5", Some("")),
            (Paging::LoadMoreCumulative, "12", "12345", Some("12345")),
        ] {
            let list = ListView {
                entries: &entries,
                template: Template::PlainList,
                paging,
                per_page: 2,
                responsive_duplicates: false,
                token: "",
            };
            let shown = |page| {
                list.html(if paging == Paging::Ignored { 1 } else { page }).map(|html| {
                    (1..=5).filter(|n| html.contains(&format!("Entry {n}<"))).map(|n| n.to_string()).collect::<String>()
                })
            };
            assert_eq!(shown(1).as_deref(), Some(first), "{paging:?}");
            assert_eq!(shown(3).as_deref(), Some(third), "{paging:?}");
            assert_eq!(shown(9).as_deref(), ninth, "{paging:?}");
        }
    }

    #[test]
    fn a_list_of_nothing_is_a_list() {
        let list = ListView {
            entries: &[],
            template: Template::CraftCards,
            paging: Paging::OneBased,
            per_page: 9,
            responsive_duplicates: false,
            token: "",
        };
        assert!(
            list.html(1)
                .is_some_and(|html| html.contains("<h1>Resource Library</h1>") && html.contains("no resources"))
        );
    }
}
