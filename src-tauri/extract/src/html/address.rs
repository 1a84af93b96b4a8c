//! Where the links of a page lead.

use scraper::{Html, Selector};
use url::Url;

use crate::links::{self, LONGEST_ADDRESS};

/// What addresses that are cut short belong to, where the page says so itself. Where a page came from is not known here:
/// the same file may stand at many places.
pub(super) struct Base {
    url: Option<Url>,
    is_huge: bool,
}

pub(super) fn base(page: &Html) -> Base {
    let said = Selector::parse("base[href]").ok().and_then(|base| page.select(&base).next()?.attr("href"));
    let is_huge = said.is_some_and(|said| said.len() > LONGEST_ADDRESS);
    let url = said.filter(|_| !is_huge).and_then(|said| Url::parse(said).ok());
    Base { url: url.filter(|url| matches!(url.scheme(), "http" | "https")), is_huge }
}

impl Base {
    /// Whoever puts it before every link of the page would take memory without end.
    pub(super) fn is_huge(&self) -> bool {
        self.is_huge
    }

    /// The whole address, if it may be followed.
    pub(super) fn absolute(&self, href: &str) -> Option<String> {
        links::address(href).or_else(|| links::address(self.url.as_ref()?.join(href).ok()?.as_str()))
    }
}

/// An address without line ends, as browsers read it (WHATWG URL, 4.4); nothing where it is too long to be kept.
pub(super) fn written(href: &str) -> Option<String> {
    (href.len() <= LONGEST_ADDRESS).then(|| href.replace(['\t', '\n', '\r'], ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_with_and_without_a_base() {
        for (href, alone, based) in [
            ("https://nhs.uk/a", Some("https://nhs.uk/a"), Some("https://nhs.uk/a")),
            (" mailto:a@example.org\n", Some("mailto:a@example.org"), Some("mailto:a@example.org")),
            ("https://nhs.uk/\n  b", Some("https://nhs.uk/%20%20b"), Some("https://nhs.uk/%20%20b")),
            ("c d.html#e", None, Some("https://example.org/a/c%20d.html#e")),
            ("../f", None, Some("https://example.org/f")),
            ("//nhs.uk/g", None, Some("https://nhs.uk/g")),
            ("#h", None, Some("https://example.org/a/b#h")),
            ("javascript:alert(1)", None, None),
            (" java\nscript:alert(1)", None, None),
            ("file:///etc/passwd", None, None),
            ("data:text/html,x", None, None),
            ("https:", None, Some("https://example.org/a/b")),
        ] {
            let with = |head: &str| base(&Html::parse_document(head)).absolute(&written(href).unwrap());
            assert_eq!(with("<p>").as_deref(), alone, "{href}");
            assert_eq!(
                with("<base href='https://example.org/a/b'><base href='https://x.org'>").as_deref(),
                based,
                "{href}"
            );
            for useless in ["b/", "file:///a/b", "javascript:", "data:text/html,x"] {
                assert_eq!(with(&format!("<base href='{useless}'>")).as_deref(), alone, "{href} on {useless}");
            }
        }
        let huge = base(&Html::parse_document(&format!("<base href='https://example.org/{}'>", "a".repeat(5_000))));
        assert!(huge.is_huge() && huge.absolute("b").is_none());
        assert_eq!(written(&"a".repeat(3_000)), None);
    }
}
