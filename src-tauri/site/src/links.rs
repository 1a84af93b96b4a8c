//! Addresses: which site they belong to, and what they promise.

use catalogue::{Link, LinkNature, Profile, url_key};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use url::Url;

use crate::lines;
use crate::page::{At, Page};
use crate::words;

/// Folders into which the makers of a site put uploaded files.
const UPLOAD_SEGMENTS: &[&str] =
    &["uploads", "upload", "files", "documents", "docs", "assets", "media", "downloads", "wp-content"];

/// Endings of files. Web pages are not among them.
const FILE_ENDINGS: &[&str] = &[
    "pdf", "doc", "docx", "docm", "dot", "dotx", "ppt", "pptx", "pptm", "pps", "ppsx", "xls", "xlsx", "xlsm", "xlsb",
    "csv", "odt", "ods", "odp", "rtf", "txt", "epub", "eml", "msg", "zip", "pages", "numbers", "key", "pub", "mp4",
    "m4v", "webm", "mov", "avi", "wmv", "mpg", "mpeg", "ogv", "mp3", "m4a", "wav", "ogg", "oga", "aac", "wma", "ics",
];
/// Words that are nothing but a file's name ("Shared-Outcomes_2021.pdf").
pub(crate) fn is_file_name(text: &str) -> bool {
    text.rsplit_once('.').is_some_and(|(name, ending)| {
        !name.is_empty() && FILE_ENDINGS.contains(&ending.trim_end().to_lowercase().as_str())
    })
}

/// Endings of pictures: files only where words link to them (a picture that opens larger is no document).
const PICTURE_ENDINGS: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "tif", "tiff", "bmp", "svg"];
const DOWNLOAD_SEGMENTS: &[&str] =
    &["download", "downloads", "getfile", "getmedia", "downloadfile", "download-file", "file-download", "get-file"];
/// Where the words "share this" lead.
const SHARING: &[&str] = &[
    "facebook.com/sharer",
    "facebook.com/share",
    "twitter.com/intent",
    "twitter.com/share",
    "twitter.com/home",
    "x.com/intent",
    "x.com/share",
    "linkedin.com/share",
    "linkedin.com/cws",
    "wa.me/",
    "whatsapp.com/send",
    "pinterest.com/pin/create",
    "reddit.com/submit",
    "tumblr.com/share",
    "t.me/share",
    "addtoany.com/",
    "addthis.com/",
    "getpocket.com/",
    "bsky.app/intent",
    "plus.google.com/share",
    "threads.net/intent",
    "facebook.com/dialog",
];
const PLAYERS: &[&str] = &[
    "youtube.com",
    "youtu.be",
    "youtube-nocookie.com",
    "vimeo.com",
    "dailymotion.com",
    "dai.ly",
    "wistia.com",
    "wistia.net",
];

/// Where a page stands and which hosts are its own.
pub(crate) struct Place {
    pub page: Url,
    base: Url,
    pub hosts: Vec<String>,
}

impl Place {
    pub fn new(page: &Url, profile: &Profile, whole: &Page<'_>) -> Self {
        let mut hosts: Vec<String> =
            Url::parse(&profile.site).ok().and_then(|site| site.host_str().map(str::to_owned)).into_iter().collect();
        hosts.extend(profile.host_aliases.iter().cloned());
        hosts.extend(page.host_str().map(str::to_owned));
        let base = whole.elements(0..whole.len()).find(|(_, element)| element.name() == "base");
        let base = base.and_then(|(at, _)| whole.attr(at, "href")).and_then(|href| page.join(href.trim()).ok());
        let base = base.filter(|base| matches!(base.scheme(), "http" | "https"));
        Place { page: page.clone(), base: base.unwrap_or_else(|| page.clone()), hosts }
    }

    /// The address that an attribute names; only those that can be fetched.
    pub fn resolve(&self, href: &str) -> Option<Url> {
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') || href.len() > 4_000 {
            return None;
        }
        let url = self.base.join(href).ok()?;
        (matches!(url.scheme(), "http" | "https") && url.host_str().is_some()).then_some(url)
    }

    pub fn is_own(&self, url: &Url) -> bool {
        let bare = |host: &str| host.trim_start_matches("www.").to_lowercase();
        url.host_str().is_some_and(|host| self.hosts.iter().any(|own| bare(own) == bare(host)))
    }

    pub fn key(&self, url: &Url) -> String {
        url_key(url.as_str(), &self.hosts)
    }

    /// The address of the page itself, whatever its query and fragment.
    pub fn is_this_path(&self, url: &Url) -> bool {
        self.is_own(url) && url.path().trim_end_matches('/') == self.page.path().trim_end_matches('/')
    }
}

/// What an `<a>` promises. `has_words` is false for a link around a picture alone.
pub(crate) fn nature(place: &Place, url: &Url, page: &Page<'_>, at: At, has_words: bool) -> LinkNature {
    let declared = page.attr(at, "type").is_some_and(|kind| {
        let kind = kind.to_lowercase();
        kind.starts_with("application/") && !kind.contains("html")
            || kind.starts_with("video/")
            || kind.starts_with("audio/")
    });
    if declared || page.attr(at, "download").is_some() || is_file(url, has_words) {
        LinkNature::Document
    } else {
        nature_of_address(place, url)
    }
}

pub(crate) fn nature_of_address(place: &Place, url: &Url) -> LinkNature {
    if is_file(url, true) {
        LinkNature::Document
    } else if is_player(url) {
        LinkNature::EmbeddedVideo
    } else if place.is_own(url) {
        LinkNature::SitePage
    } else {
        LinkNature::OtherSite
    }
}

fn ending(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    (!stem.is_empty() || !ending.is_empty()).then(|| ending.trim().to_lowercase())
}

fn is_file(url: &Url, has_words: bool) -> bool {
    let known = |name: &str| {
        ending(name)
            .is_some_and(|ending| FILE_ENDINGS.contains(&&*ending) || has_words && PICTURE_ENDINGS.contains(&&*ending))
    };
    let segments: Vec<&str> = url.path().split('/').filter(|segment| !segment.is_empty()).collect();
    let Some(last) = segments.last() else { return url.query_pairs().any(|(_, value)| known(&value)) };
    if known(last) || url.query_pairs().any(|(_, value)| !value.contains("//") && known(&value)) {
        return true;
    }
    let stem = last.split('.').next().unwrap_or(last).to_lowercase();
    if last.contains('.') && DOWNLOAD_SEGMENTS.contains(&&*stem) && url.query().is_some() {
        return true;
    }
    // A web page among the uploaded files is a leaflet, not a page of the site.
    if last.contains('.') && ending(last).is_some_and(|ending| matches!(&*ending, "html" | "htm" | "xhtml")) {
        return segments.iter().any(|segment| UPLOAD_SEGMENTS.contains(&&*segment.to_lowercase()));
    }
    let marked = |segment: &str| DOWNLOAD_SEGMENTS.contains(&&*segment.to_lowercase());
    // "/downloads" alone is a page of downloads; "/downloads/12" and "/media/12/download" are files.
    (segments.len() > 1 && segments.iter().any(|segment| marked(segment)))
        || (segments.iter().any(|segment| marked(segment))
            && url.query_pairs().any(|(name, _)| matches!(&*name, "id" | "file" | "doc" | "f" | "attachment")))
        || url
            .query_pairs()
            .any(|(name, _)| matches!(&*name.to_lowercase(), "wpdmdl" | "download" | "attachment" | "dl"))
}

fn is_player(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    if !PLAYERS.iter().any(|player| host == *player || host.ends_with(&format!(".{player}"))) {
        return false;
    }
    // A channel or a profile is a page; a player shows one film.
    let path = url.path();
    let first = path.split('/').find(|segment| !segment.is_empty()).unwrap_or_default();
    if host.contains("youtube") {
        url.query_pairs().any(|(name, _)| name == "v")
            || matches!(first, "embed" | "shorts" | "live" | "v" | "playlist")
    } else {
        path.bytes().any(|byte| byte.is_ascii_digit())
            || host.contains("youtu.be")
            || !host.contains("vimeo") && first.len() > 1
    }
}

pub(crate) fn is_sharing(url: &Url) -> bool {
    let bare =
        format!("{}{}", url.host_str().unwrap_or_default().trim_start_matches("www."), url.path()).to_lowercase();
    SHARING.iter().any(|share| bare.starts_with(share) || bare.contains(&format!(".{share}")))
}

/// A link with its place in the page.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub at: At,
    pub url: Url,
    pub link: Link,
}

/// Every link, player and media file in a part of the page, in order, without repeats and without what leads nowhere:
/// mail and telephone addresses, scripts, places on the same page, sharing.
pub(crate) fn links_in(page: &Page<'_>, place: &Place, range: Range<At>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut push = |at: At, url: Url, label: String, nature: LinkNature, found: &mut Vec<Found>| {
        let next = found.len();
        let index = *seen.entry(place.key(&url)).or_insert(next);
        if index == next {
            found.push(Found { at, link: Link { url: url.to_string(), label, nature }, url });
        } else if let Some(earlier) = found.get_mut(index) {
            // A linked picture before the linked words: the words are the label.
            if earlier.link.label.is_empty() {
                earlier.link.label = label;
            }
            if nature == LinkNature::Document {
                earlier.link.nature = nature;
            }
        }
    };
    for (at, element) in page.elements(range) {
        match element.name() {
            "a" | "area" => {
                let Some(url) = page.attr(at, "href").and_then(|href| place.resolve(href)) else { continue };
                if is_sharing(&url) || url.path().starts_with("/cdn-cgi/") {
                    continue;
                }
                let (label, has_words) = label(page, at);
                let nature = nature(place, &url, page, at, has_words);
                let to_itself =
                    place.is_this_path(&url) && (url.query() == place.page.query() || url.query().is_none());
                if nature != LinkNature::Document && to_itself {
                    continue;
                }
                push(at, url, label, nature, &mut found);
            }
            "iframe" | "embed" | "object" | "video" | "audio" | "source" => {
                let address = ["src", "data-src", "data-lazy-src", "data-url", "data"].iter().find_map(|name| {
                    page.attr(at, name)
                        .filter(|value| !value.trim().is_empty() && !value.starts_with("about:"))
                        .and_then(|value| place.resolve(value))
                });
                let Some(url) = address else { continue };
                let media = matches!(element.name(), "video" | "audio")
                    || element.name() == "source" && (page.is_within(at, "video") || page.is_within(at, "audio"));
                let nature = if media { LinkNature::Document } else { nature_of_address(place, &url) };
                // Frames of other kinds are maps, forms, counters.
                if media
                    || matches!(nature, LinkNature::Document | LinkNature::EmbeddedVideo) && element.name() != "source"
                {
                    let label =
                        ["title", "aria-label"].iter().find_map(|name| page.attr(at, name)).map(catalogue::tidy_spaces);
                    push(at, url, label.unwrap_or_default(), nature, &mut found);
                }
            }
            _ => {}
        }
    }
    one_file_of_each_medium(page, found)
}

/// A `<video>` offers one film in several formats: the first that is offered stands for all.
fn one_file_of_each_medium(page: &Page<'_>, found: Vec<Found>) -> Vec<Found> {
    let medium = |at: At| {
        std::iter::once(at).chain(page.ancestors(at)).find(|above| matches!(page.name(*above), "video" | "audio"))
    };
    let mut media = HashSet::new();
    found
        .into_iter()
        .filter(|link| page.name(link.at) == "a" || medium(link.at).is_none_or(|medium| media.insert(medium)))
        .collect()
}

/// The words of a link, and whether it has any of its own (pictures and labels for screen readers do not count).
pub(crate) fn label(page: &Page<'_>, at: At) -> (String, bool) {
    let range = page.range(at);
    // A link around a whole card is known by the card's heading.
    if let Some(heading) = page.heading_in(&range) {
        return (lines::one_line(page, page.range(heading)), true);
    }
    let lines = lines::read(page, range.clone());
    let words = if page.letters_in(&range) > 150 && lines.len() > 1 {
        lines[0].text()
    } else {
        lines::one_line(page, range.clone())
    };
    let words = words::without_new_tab(&words);
    if words.chars().any(char::is_alphanumeric) {
        return (words, true);
    }
    let said = ["aria-label", "title"].iter().find_map(|name| page.attr(at, name));
    let said = said.or_else(|| {
        page.elements(range).find(|(_, element)| element.name() == "img").and_then(|(at, _)| page.attr(at, "alt"))
    });
    (said.map(catalogue::tidy_spaces).unwrap_or_default(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        let page = Url::parse("https://www.example.org/library?page=2").unwrap();
        Place { base: page.clone(), page, hosts: vec!["www.example.org".into(), "example.org".into()] }
    }

    #[test]
    fn what_an_address_promises() {
        use LinkNature::*;
        let place = place();
        for (href, nature) in [
            ("/uploads/a.pdf", Document),
            ("//cdn.example.com/A%20b.PDF?mtime=20210504101530", Document),
            ("https://elsewhere.nhs.uk/download.cfm?doc=docm93jijm4n21261.pdf&ver=40076", Document),
            ("/download/123", Document),
            ("/media/77/download", Document),
            ("/media/77/download?inline", Document),
            ("?wpdmdl=55", Document),
            ("/download?id=5", Document),
            ("film.mp4", Document),
            ("/pictures/poster.jpg", Document),
            ("/downloads", SitePage),
            ("/downloads/", SitePage),
            ("http://example.org/care-confident", SitePage),
            ("/version-2.0", SitePage),
            ("https://www.youtube.com/watch?v=abc", EmbeddedVideo),
            ("https://www.youtube-nocookie.com/embed/abc?rel=0", EmbeddedVideo),
            ("https://youtu.be/abc", EmbeddedVideo),
            ("https://player.vimeo.com/video/123", EmbeddedVideo),
            ("https://vimeo.com/123", EmbeddedVideo),
            ("https://vimeo.com/someone", OtherSite),
            ("https://www.youtube.com/channel/abc", OtherSite),
            ("https://www.youtube.com/@trust", OtherSite),
            ("https://www.nhs.uk/conditions", OtherSite),
            ("https://notyoutube.com/embed/abc", OtherSite),
        ] {
            let url = place.resolve(href).unwrap();
            assert_eq!(nature_of_address(&place, &url), nature, "{href}");
        }
    }

    #[test]
    fn what_leads_nowhere() {
        for href in ["", "#top", "mailto:a@b.org", "tel:111", "javascript:void(0)", "data:text/plain,x", "http://"] {
            assert!(place().resolve(href).is_none(), "{href}");
        }
        for href in [
            "https://www.facebook.com/sharer/sharer.php?u=x",
            "https://twitter.com/intent/tweet?text=x",
            "https://m.facebook.com/sharer.php",
        ] {
            assert!(is_sharing(&Url::parse(href).unwrap()), "{href}");
        }
        assert!(!is_sharing(&Url::parse("https://www.facebook.com/towerhamlets").unwrap()));
    }
}
