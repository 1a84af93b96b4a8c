//! From a request to an answer: which page or file, validators, conditional and range requests, and what the faults
//! make of it. No socket here.

use std::collections::HashMap;
use std::io::Write;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use hyper::HeaderMap;
use hyper::header::{ACCEPT_ENCODING, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, RANGE};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use crate::conditions::{part, unchanged};
use crate::delivery::Delivery;
use crate::expected::sha256_hex;
use crate::fault::Target;
use crate::list::{Asked, ListView};
use crate::{
    Fault, Faults, Packing, RangeLie, SiteOptions, Template, VISION_PATH, VisionWording, frame, instead, pages,
    template,
};

/// 1 January 2024, 10:00 UTC: when everything was last changed that nobody has changed since.
const FIRST_DAY_S: u64 = 1_704_103_200;

/// The site as it stands, and what it remembers of what it sent.
pub struct Site {
    pub options: SiteOptions,
    pub faults: Faults,
    /// Host and port, as they stand in addresses.
    pub host: String,
    /// How often the content was edited: the site's only clock.
    pub edits: u64,
    /// Digest and time (seconds of the epoch) of what was last sent for an address.
    sent: HashMap<String, (String, u64)>,
    tokens: u64,
}

/// A request, as far as the site reads it.
pub struct Asking<'a> {
    pub method: &'a str,
    /// As it came, percent-encoded.
    pub path: &'a str,
    pub query: &'a str,
    pub headers: &'a HeaderMap,
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    pub delivery: Delivery,
    pub delay: Duration,
}

/// What stands at an address before anything goes wrong.
struct Found {
    status: u16,
    media_type: String,
    disposition: Option<String>,
    body: Vec<u8>,
    /// Carries validators and may be asked for in ranges.
    lasting: bool,
    /// The body is packed so.
    encoding: Option<Packing>,
}

impl Site {
    pub fn new(options: SiteOptions, host: String) -> Self {
        Self { options, faults: Faults::default(), host, edits: 0, sent: HashMap::new(), tokens: 0 }
    }

    pub fn answer(&mut self, asking: &Asking<'_>) -> Answer {
        let path = percent_decode_str(asking.path).decode_utf8_lossy().into_owned();
        let asked = self.options.paging.asked(&path, asking.query, self.options.per_page);
        let target = self.target(&path, asked);
        let faults = self.faults.strike(target, &path);

        let mut answer = match faults.iter().find_map(|fault| instead::of(fault, asking)) {
            Some(answer) => answer,
            None => self.normal(asking, &path, asked, &faults),
        };
        for fault in &faults {
            let length = answer.body.len();
            match fault {
                Fault::CutAfter { bytes } if length > *bytes => answer.delivery = Delivery::CutAfter(*bytes),
                Fault::ResetAfter { bytes } if length > *bytes => answer.delivery = Delivery::ResetAfter(*bytes),
                Fault::StallAfter { bytes } if length > *bytes => answer.delivery = Delivery::StallAfter(*bytes),
                Fault::LessDeclared { by } if length > *by => {
                    answer.delivery = Delivery::Followed(answer.body.split_off(length - by));
                }
                Fault::NonsenseAfter { bytes } => answer.delivery = Delivery::Followed(vec![b'~'; *bytes]),
                Fault::SlowBody { piece_bytes, pause_ms } => {
                    let (piece_bytes, pause) = ((*piece_bytes).max(1), Duration::from_millis(*pause_ms));
                    answer.delivery = Delivery::Pieces { piece_bytes, pause };
                }
                Fault::Late { delay_ms } => answer.delay = Duration::from_millis(*delay_ms),
                Fault::LongHeader { bytes } => answer.headers.push(("x-long", "x".repeat(*bytes))),
                _ => {}
            }
        }
        if let (Target::ListPage(page), 200) = (target, answer.status) {
            for shift in self.faults.due_shifts(page) {
                shift.apply(&mut self.options.content.entries);
                self.edits += 1;
            }
        }
        answer
    }

    fn target(&self, path: &str, asked: Option<Asked>) -> Target {
        match asked {
            Some(Asked::Page(page)) => Target::ListPage(page),
            Some(Asked::NotFound) => Target::Other,
            None if self.options.content.files.contains_key(path) => Target::File,
            None if self.options.content.pages.contains_key(path) || path.starts_with("/resources/") => Target::Page,
            None => Target::Other,
        }
    }

    /// The answer with the faults that change what is said, not how it is sent.
    fn normal(&mut self, asking: &Asking<'_>, path: &str, asked: Option<Asked>, faults: &[Fault]) -> Answer {
        if !matches!(asking.method, "GET" | "HEAD") {
            return Answer {
                headers: vec![("allow", "GET, HEAD".to_owned())],
                ..Answer::page(405, "Method not allowed")
            };
        }
        let content = &self.options.content;
        if let Some(bare) = path.strip_suffix('/')
            && !content.pages.contains_key(path)
            && (content.pages.contains_key(bare) || bare == crate::LIST_PATH)
        {
            return Answer { headers: vec![("location", bare.to_owned())], ..Answer::page(301, "Moved") };
        }
        if faults.contains(&Fault::FreshToken) {
            self.tokens += 1;
        }
        let token = format!("sample-token-{}", self.tokens);
        let mut found = self.find(path, asked, &token);
        for fault in faults {
            match fault {
                Fault::ErrorPageAs { media_type } => {
                    found.body = instead::ERROR_PAGE.into();
                    found.media_type = media_type.clone();
                    found.disposition = None;
                }
                Fault::EmptyBody => found.body.clear(),
                Fault::Bomb { bytes, packing } => {
                    let length = found.body.len().max(*bytes);
                    found.body.resize(length, b' ');
                    found.body = packed(&found.body, *packing);
                    found.encoding = Some(*packing);
                    found.lasting = false;
                }
                Fault::MediaType(media_type) => found.media_type = media_type.clone(),
                _ => {}
            }
        }
        self.validated(asking, found, faults)
    }

    fn find(&self, path: &str, asked: Option<Asked>, token: &str) -> Found {
        let content = &self.options.content;
        let page = |html: String| Found::page(self.finished(path, &html));
        match asked {
            Some(Asked::Page(number)) => {
                if let Some(html) = self.list(token).html(number) {
                    return page(html);
                }
            }
            Some(Asked::NotFound) => {}
            None => {
                if let Some(file) = content.files.get(path) {
                    return Found {
                        status: 200,
                        media_type: file.media_type.clone(),
                        disposition: file.disposition.clone(),
                        body: file.body.clone(),
                        lasting: true,
                        encoding: None,
                    };
                }
                if path == VISION_PATH && self.options.vision == VisionWording::Older {
                    return page(frame::page(path, &pages::vision(false), token));
                }
                if let Some(found) = content.pages.get(path) {
                    return page(frame::page(path, found, token));
                }
                let detailed = self.options.template == Template::WordPressLoop;
                if let Some(entry) =
                    content.entries.iter().find(|entry| detailed && template::detail_path(entry) == path)
                {
                    return page(template::detail(entry, token));
                }
                if let Some(found) = self.fixed(path) {
                    return found;
                }
            }
        }
        Found { status: 404, lasting: false, ..page(frame::not_found(token)) }
    }

    fn fixed(&self, path: &str) -> Option<Found> {
        let (media_type, text) = match path {
            "/robots.txt" => ("text/plain; charset=utf-8", self.options.content.robots.clone()),
            "/assets/site.css" => ("text/css; charset=utf-8", frame::STYLE.to_owned()),
            path => ("image/svg+xml", frame::icon(path.strip_prefix("/assets/icons/")?.strip_suffix(".svg")?)),
        };
        Some(Found {
            status: 200,
            media_type: media_type.to_owned(),
            disposition: None,
            body: text.into(),
            lasting: true,
            encoding: None,
        })
    }

    fn list<'a>(&'a self, token: &'a str) -> ListView<'a> {
        ListView {
            entries: &self.options.content.entries,
            template: self.options.template,
            paging: self.options.paging,
            per_page: self.options.per_page,
            responsive_duplicates: self.options.responsive_duplicates,
            token,
        }
    }

    /// Addresses that depend on where the page stands. A relative address is right on a page at the root only.
    fn finished(&self, path: &str, html: &str) -> String {
        let html = frame::furnished(html, &self.options.content).replace("{host}", &self.host);
        if path.matches('/').count() > 1 { html.replace("href=\"uploads/", "href=\"/uploads/") } else { html }
    }

    /// With validators, and answered by "not modified", by a part, or whole.
    fn validated(&mut self, asking: &Asking<'_>, mut found: Found, faults: &[Fault]) -> Answer {
        let header = |name: HeaderName| asking.headers.get(name).and_then(|value| value.to_str().ok());
        let has = |fault: Fault| faults.contains(&fault);
        let digest = sha256_hex(&found.body);
        let modified_s = match has(Fault::OldDate) {
            true => FIRST_DAY_S,
            false => self.modified_s(&format!("{}?{}", asking.path, asking.query), &digest),
        };
        let mut headers = vec![("content-type", found.media_type)];
        headers.extend(found.disposition.map(|disposition| ("content-disposition", disposition)));

        if has(Fault::Digest { right: true }) {
            headers.push(("repr-digest", repr_digest(&found.body)));
        } else if has(Fault::Digest { right: false }) {
            headers.push(("repr-digest", repr_digest(b"something else")));
        }
        if has(Fault::Gzip) && header(ACCEPT_ENCODING).is_some_and(|takes| takes.contains("gzip")) {
            found.body = packed(&found.body, Packing::Gzip);
            found.encoding = Some(Packing::Gzip);
            headers.push(("vary", "accept-encoding".to_owned()));
        }
        let encoding = found.encoding.or(has(Fault::FalseEncoding).then_some(Packing::Gzip));
        headers.extend(encoding.map(|packing| match packing {
            Packing::Gzip => ("content-encoding", "gzip".to_owned()),
            Packing::Deflate => ("content-encoding", "deflate".to_owned()),
        }));
        let weak = found.encoding.is_some() || has(Fault::WeakEtag);
        let has_validators = found.lasting && !has(Fault::NoValidators);
        let fresh = if has(Fault::FreshEtag) {
            self.tokens += 1;
            format!("-{}", self.tokens)
        } else {
            String::new()
        };
        let etag = has_validators.then(|| format!("{}\"{}{fresh}\"", if weak { "W/" } else { "" }, &digest[..20]));
        let modified = (has_validators && !has(Fault::WeakEtag) && !has(Fault::FreshEtag))
            .then(|| httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(modified_s)));
        headers.extend(etag.clone().map(|etag| ("etag", etag)));
        headers.extend(modified.clone().map(|modified| ("last-modified", modified)));

        if found.status == 200
            && unchanged(header(IF_NONE_MATCH), header(IF_MODIFIED_SINCE), etag.as_deref(), modified_s, &modified)
        {
            headers.retain(|(name, _)| matches!(*name, "etag" | "last-modified" | "vary"));
            return Answer { status: 304, headers, ..Answer::default() };
        }
        let whole = Answer { status: found.status, headers, body: found.body, ..Answer::default() };
        if !found.lasting || found.status != 200 || encoding.is_some() || has(Fault::NoRanges) {
            return whole;
        }
        let is_the_same = header(IF_RANGE).is_none_or(|condition| {
            (!weak && etag.as_deref() == Some(condition))
                || modified.as_deref() == Some(condition)
                || has(Fault::NoIfRange)
        });
        let wanted = header(RANGE).filter(|_| is_the_same).and_then(|range| part(range, whole.body.len()));
        let whole = whole.with("accept-ranges", "bytes");
        match wanted {
            Some(wanted) => in_part(whole, wanted, faults),
            None => match faults.iter().find_map(|fault| match fault {
                Fault::PartialUnasked { bytes } => Some(*bytes),
                _ => None,
            }) {
                Some(bytes) if (1..whole.body.len()).contains(&bytes) => in_part(whole, Some((0, bytes - 1)), faults),
                _ => whole,
            },
        }
    }

    /// When this address's content last changed, in seconds of the epoch: an hour later with each edit of the site.
    fn modified_s(&mut self, address: &str, digest: &str) -> u64 {
        let now = FIRST_DAY_S + 3600 * self.edits;
        let sent = self.sent.entry(address.to_owned()).or_insert_with(|| (digest.to_owned(), FIRST_DAY_S));
        if sent.0 != digest {
            *sent = (digest.to_owned(), now.max(sent.1 + 1));
        }
        sent.1
    }
}

impl Default for Answer {
    fn default() -> Self {
        Self { status: 200, headers: Vec::new(), body: Vec::new(), delivery: Delivery::Whole, delay: Duration::ZERO }
    }
}

impl Answer {
    /// A bare page that says one thing.
    pub fn page(status: u16, words: &str) -> Self {
        let body = format!(
            "<!doctype html><html lang=\"en\"><head><title>{words}</title></head><body><h1>{words}</h1></body></html>"
        );
        Self { status, body: body.into(), ..Self::default() }.with("content-type", "text/html; charset=utf-8")
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

impl Found {
    fn page(html: String) -> Self {
        Self {
            status: 200,
            media_type: "text/html; charset=utf-8".to_owned(),
            disposition: None,
            body: html.into(),
            lasting: true,
            encoding: None,
        }
    }
}

/// The part of the answer that was asked for: first and last byte, or nothing where there is no such byte.
fn in_part(whole: Answer, wanted: Option<(usize, usize)>, faults: &[Fault]) -> Answer {
    let total = whole.body.len();
    let Some((mut from, to)) = wanted else {
        return Answer { status: 416, ..Answer::default() }.with("content-range", &format!("bytes */{total}"));
    };
    let lie = faults.iter().find_map(|fault| match fault {
        Fault::WrongRange(lie) => Some(*lie),
        _ => None,
    });
    if lie == Some(RangeLie::OtherStart) {
        from /= 2;
    }
    let told = if lie == Some(RangeLie::OtherTotal) { total + 1000 } else { total };
    let part = Answer { status: 206, body: whole.body[from..=to].to_vec(), ..whole };
    match lie {
        Some(RangeLie::Missing) => part,
        _ => part.with("content-range", &format!("bytes {from}-{to}/{told}")),
    }
}

/// Packed as the sender says it is.
fn packed(body: &[u8], packing: Packing) -> Vec<u8> {
    let level = flate2::Compression::default();
    match packing {
        Packing::Gzip => {
            let mut out = flate2::write::GzEncoder::new(Vec::new(), level);
            out.write_all(body).and_then(|()| out.finish())
        }
        Packing::Deflate => {
            let mut out = flate2::write::ZlibEncoder::new(Vec::new(), level);
            out.write_all(body).and_then(|()| out.finish())
        }
    }
    .expect("memory takes every byte")
}

/// `Repr-Digest` (RFC 9530) of these bytes.
fn repr_digest(bytes: &[u8]) -> String {
    format!("sha-256=:{}:", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(bytes)))
}
