//! Links into the library from other programs: `togetherlibrary://resource/ID?page=3&q=words`. Anybody can write one
//! anywhere, so it is taken to pieces strictly: what is not just so leads nowhere.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tauri::Url;

pub const SCHEME: &str = "togetherlibrary";
const LONGEST: usize = 2_000;
const LONGEST_ID: usize = 64;
/// In characters.
const MOST_WORDS: usize = 200;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    pub resource: String,
    /// From 1.
    pub page: Option<u32>,
    /// Words to mark; may be empty.
    pub q: String,
}

impl Link {
    /// `None` where it is none of ours, or not just so.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return None;
        }
        let url = Url::parse(text).ok()?;
        let plain = url.username().is_empty() && url.password().is_none() && url.port().is_none();
        if url.scheme() != SCHEME || url.host_str() != Some("resource") || !plain || url.fragment().is_some() {
            return None;
        }
        let resource = url.path().strip_prefix('/')?;
        let resource = resource.strip_suffix('/').unwrap_or(resource);
        let is_id = (1..=LONGEST_ID).contains(&resource.len())
            && resource.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'-'));
        if !is_id {
            return None;
        }
        let mut link = Self { resource: resource.to_owned(), page: None, q: String::new() };
        let mut pages = 0;
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "page" => {
                    pages += 1;
                    link.page = Some(value.parse().ok().filter(|page| (1..1_000_000).contains(page))?);
                }
                "q" if link.q.is_empty() => {
                    let words = value.chars().filter(|c| !c.is_control()).take(MOST_WORDS).collect::<String>();
                    link.q = words.split_whitespace().collect::<Vec<_>>().join(" ");
                }
                _ => return None,
            }
        }
        (pages <= 1).then_some(link)
    }

    /// The first link among a program's arguments.
    pub fn among(arguments: impl IntoIterator<Item = impl AsRef<str>>) -> Option<Self> {
        arguments.into_iter().find_map(|argument| Self::read(argument.as_ref()))
    }
}

/// The link that waits until the window asks for it. A newer one takes its place.
#[derive(Default)]
pub struct WaitingLink(Mutex<Option<Link>>);

impl WaitingLink {
    pub fn put(&self, link: Link) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(link);
    }

    pub fn take(&self) -> Option<Link> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_are_just_so_are_understood() {
        for (text, resource, page, q) in [
            ("togetherlibrary://resource/abc123defg", "abc123defg", None, ""),
            ("togetherlibrary://resource/abc123defg/", "abc123defg", None, ""),
            ("TogetherLibrary://resource/abc?page=3&q=blood%20pressure", "abc", Some(3), "blood pressure"),
            ("togetherlibrary://resource/abc?q=a+b&page=1", "abc", Some(1), "a b"),
            ("togetherlibrary://resource/abc?q=%E0%A6%B0%E0%A6%95%E0%A7%8D%E0%A6%A4", "abc", None, "রক্ত"),
            ("togetherlibrary://resource/abc?q=%3Cscript%3E", "abc", None, "<script>"),
            ("togetherlibrary://resource/abc?q=%1B%5B2Jx", "abc", None, "[2Jx"),
        ] {
            let link = Link { resource: resource.into(), page, q: q.into() };
            assert_eq!(Link::read(text), Some(link), "{text}");
        }
        let long = format!("togetherlibrary://resource/abc?q={}", "x".repeat(900));
        assert_eq!(Link::read(&long).unwrap().q.len(), MOST_WORDS);
    }

    #[test]
    fn everything_else_leads_nowhere() {
        for text in [
            "",
            "abc",
            "-h",
            "--library=/etc",
            "https://resource/abc",
            "file:///etc/passwd",
            "togetherlibrary:resource/abc",
            "togetherlibrary://",
            "togetherlibrary://resource",
            "togetherlibrary://resource/",
            "togetherlibrary://resource//",
            "togetherlibrary://RESOURCE/abc",
            "togetherlibrary://resources/abc",
            "togetherlibrary://settings/abc",
            "togetherlibrary://resource/abc/def",
            "togetherlibrary://resource/../abc/..",
            "togetherlibrary://resource/%2e%2e%2fabc",
            "togetherlibrary://resource/ABC",
            "togetherlibrary://resource/a b",
            "togetherlibrary://resource/ä",
            "togetherlibrary://me@resource/abc",
            "togetherlibrary://me:secret@resource/abc",
            "togetherlibrary://resource:80/abc",
            "togetherlibrary://resource/abc#page=3",
            "togetherlibrary://resource/abc?page=0",
            "togetherlibrary://resource/abc?page=-1",
            "togetherlibrary://resource/abc?page=1.5",
            "togetherlibrary://resource/abc?page=9999999999",
            "togetherlibrary://resource/abc?page=",
            "togetherlibrary://resource/abc?page=1&page=2",
            "togetherlibrary://resource/abc?q=a&q=b",
            "togetherlibrary://resource/abc?open=calc.exe",
            "togetherlibrary://resource/abc\n",
            "togetherlibrary://resource/abc\" --library=/tmp",
        ] {
            assert_eq!(Link::read(text), None, "{text}");
        }
        let (long_id, long) = (format!("togetherlibrary://resource/{}", "a".repeat(65)), "x".repeat(5_000));
        assert_eq!(Link::read(&long_id), None);
        assert_eq!(Link::read(&format!("togetherlibrary://resource/abc?q={long}")), None);
    }

    #[test]
    fn a_link_is_found_among_arguments_and_waits_once() {
        let arguments =
            ["together-library", "--offline", "togetherlibrary://resource/abc", "togetherlibrary://resource/b"];
        let link = Link::among(arguments).unwrap();
        assert_eq!(link.resource, "abc");
        let waiting = WaitingLink::default();
        assert_eq!(waiting.take(), None);
        waiting.put(link.clone());
        assert_eq!((waiting.take(), waiting.take()), (Some(link), None));
    }
}
