//! What a site's robots.txt asks of programs (RFC 9309).

use std::time::Duration;

use url::Url;

/// The longest `Crawl-delay` that is kept: with a longer one a list of twenty pages would never be read.
const LONGEST_DELAY: Duration = Duration::from_secs(10);

/// The rules for one program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robots(robotxt::Robots);

impl Robots {
    /// The rules that robots.txt has for `agent`, or those for all. `agent` is the product's name; what follows it in
    /// a user agent's string is no part of it. Bytes that make no sense make no rules.
    pub fn parse(bytes: &[u8], agent: &str) -> Self {
        let end = agent.find(|letter: char| !(letter.is_ascii_alphabetic() || matches!(letter, '_' | '-')));
        Self(robotxt::Robots::parse(bytes, &agent[..end.unwrap_or(agent.len())]))
    }

    pub(crate) fn allows(&self, url: &Url) -> bool {
        self.0.is_url_allowed(url)
    }

    /// How long to wait between two pages, where the site says so.
    pub(crate) fn delay(&self) -> Option<Duration> {
        self.0.crawl_delay().map(|delay| delay.min(LONGEST_DELAY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed() {
        for (text, path, allowed) in [
            ("", "/a", true),
            ("User-agent: *\nDisallow:", "/a", true),
            ("User-agent: *\nDisallow: /", "/a", false),
            ("User-agent: *\nDisallow: /", "/robots.txt", true),
            ("User-agent: *\r\nDisallow: /a\r\n", "/abc", false),
            ("User-agent: *\nDisallow: /a/", "/abc", true),
            // The longest rule wins, and of two that are as long the one that allows.
            ("User-agent: *\nDisallow: /files\nAllow: /files/public", "/files/public/a.pdf", true),
            ("User-agent: *\nAllow: /files\nDisallow: /files/private", "/files/private/a.pdf", false),
            ("User-agent: *\nDisallow: /page\nAllow: /page", "/page", true),
            ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", false),
            ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?v=1", true),
            ("User-agent: *\nDisallow: /*?page=", "/list?page=2", false),
            ("User-agent: *\nDisallow: /list$", "/list", false),
            ("User-agent: *\nDisallow: /list$", "/list?page=2", true),
            ("User-agent: *\nDisallow: /caf%C3%A9", "/café", false),
            ("User-agent: *\nDisallow: /%61", "/a", false),
            // Our own group goes before the one for all, whichever comes first, and two of ours are one.
            ("User-agent: *\nDisallow: /\n\nUser-agent: togetherlibrary\nDisallow: /x", "/a", true),
            ("User-agent: TogetherLibrary\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", true),
            ("User-agent: TogetherLibrary\nDisallow: /x\nUser-agent: TogetherLibrary\nDisallow: /y", "/y", false),
            ("User-agent: one\nUser-agent: TogetherLibrary\nDisallow: /x", "/x", false),
            ("User-agent: Together\nDisallow: /", "/a", true),
            ("Disallow: /", "/a", true),
            ("# User-agent: *\nDisallow: /\nUser-agent: * # all\nDisallow: /x # not this", "/x", false),
            ("\u{feff}User-agent: *\nDisallow: /x", "/x", false),
            ("<html><body>Not found</body></html>", "/a", true),
        ] {
            let robots = Robots::parse(text.as_bytes(), "TogetherLibrary/0.1 (an offline library)");
            let url = Url::parse("https://site.org").unwrap().join(path).unwrap();
            assert_eq!(robots.allows(&url), allowed, "{text:?} {path}");
        }
    }

    #[test]
    fn how_long_to_wait_between_pages() {
        for (text, delay) in [
            ("User-agent: *\nDisallow: /x", None),
            ("User-agent: *\nCrawl-delay: 2", Some(2_000)),
            ("User-agent: *\nCrawl-delay: 0.5", Some(500)),
            ("User-agent: *\nCrawl-delay: 86400", Some(10_000)),
            ("User-agent: *\nCrawl-delay: soon", None),
            ("User-agent: *\nCrawl-delay: -1", None),
            ("User-agent: *\nCrawl-delay: 5\nUser-agent: TogetherLibrary\nDisallow: /x", None),
        ] {
            let robots = Robots::parse(text.as_bytes(), "TogetherLibrary");
            assert_eq!(robots.delay(), delay.map(Duration::from_millis), "{text:?}");
        }
    }
}
