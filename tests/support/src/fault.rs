//! What goes wrong on real sites and networks, each with a name.

use crate::SiteEntry;

/// One thing that goes wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    // Instead of the answer:
    /// The connection is closed without a word.
    Dropped,
    /// "Too many requests", 429, with `Retry-After` in seconds.
    TooManyRequests { retry_after_s: u32 },
    /// "Service unavailable", 503, with `Retry-After` where given.
    Unavailable { retry_after_s: Option<u32> },
    /// "Internal server error", 500, with a page that says so.
    ServerError,
    /// "Not found", 404.
    NotFound,
    /// "Gone", 410.
    Gone,
    /// A page that wants a browser to prove itself, 403, as Cloudflare sends it.
    Challenge,
    /// A guest network's sign-in page, 200, whatever was asked for.
    CaptivePortal,
    /// "Network authentication required", 511, with the same sign-in page.
    SignInRequired,
    /// A web filter's "this page is blocked", with this status (200 and 403 are both seen).
    BlockPage { status: u16 },
    /// The domain was sold: a page that offers it, 200, whatever was asked for.
    ParkedDomain,
    /// A page that only a browser with scripts can fill, 200.
    NeedsScript,
    /// This status, with a page that says nothing more.
    Status(u16),
    /// "Service unavailable", 503, with a date as `Retry-After`.
    ComeBackAt { in_s: u32 },
    /// "Not modified", 304, whether or not anything was known.
    NotModifiedUnasked,
    /// A redirect to the same address with a counter, without end.
    RedirectLoop,
    /// So many redirects on the same site, then the answer.
    RedirectChain { hops: u32 },
    /// A lasting redirect, 301, to the same path and query on this other site (`http://localhost:8080`).
    MovedTo(String),
    /// A redirect to this address.
    RedirectTo(String),
    /// A PDF's first bytes, then zeros up to this length; with `Content-Length` or without.
    Huge { bytes: u64, declared: bool },

    // To the body:
    /// A page that says "Sorry, an error" with status 200 under this media type (a server that lies says
    /// `application/pdf`, an honest one `text/html`).
    ErrorPageAs { media_type: String },
    /// Status 200 and no byte of body.
    EmptyBody,
    /// `Content-Length` is true, but the connection ends after this many bytes.
    CutAfter { bytes: usize },
    /// The same, and the connection is not closed but reset.
    ResetAfter { bytes: usize },
    /// The connection stays open after this many bytes, and no more come.
    StallAfter { bytes: usize },
    /// `Content-Length` is smaller than the body by so much. The rest of the body comes all the same.
    LessDeclared { by: usize },
    /// So many bytes of nonsense follow after the end that `Content-Length` tells.
    NonsenseAfter { bytes: usize },
    /// The body comes in pieces with a pause after each.
    SlowBody { piece_bytes: usize, pause_ms: u64 },
    /// The answer begins only after this time.
    Late { delay_ms: u64 },
    /// Sent with gzip to those who take it. `ETag` becomes weak, ranges are not served.
    Gzip,
    /// `Content-Encoding` says gzip, and it is not.
    FalseEncoding,
    /// The body, followed by spaces up to this length, packed so that almost nothing is sent.
    Bomb { bytes: usize, packing: Packing },
    /// A hidden form token differs with every answer, so that the bytes and the validators of an unchanged page differ.
    FreshToken,

    // To the headers:
    /// Neither `ETag` nor `Last-Modified`.
    NoValidators,
    /// No `Last-Modified`, and `ETag` is weak, as Cloudflare rewrites it.
    WeakEtag,
    /// This media type, whatever the body is.
    MediaType(String),
    /// `ETag` is another one with every answer, and there is no `Last-Modified`, as several servers behind one address
    /// send it.
    FreshEtag,
    /// `Last-Modified` stays what it was, whatever an editor does; `ETag` is right.
    OldDate,
    /// `Range` is not understood: always the whole body.
    NoRanges,
    /// `If-Range` is not understood: a part of the body as it is now, whatever the visitor has.
    NoIfRange,
    /// A part that was asked for is described wrongly.
    WrongRange(RangeLie),
    /// The first so many bytes, with 206, though the whole was asked for.
    PartialUnasked { bytes: usize },
    /// `Repr-Digest` with the SHA-256 of the body, or of something else.
    Digest { right: bool },
    /// A header that is so long.
    LongHeader { bytes: usize },
}

/// How a body is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    Gzip,
    Deflate,
}

/// What is wrong about `Content-Range`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeLie {
    /// It is not there.
    Missing,
    /// It tells another first byte than was asked for, and the part begins there.
    OtherStart,
    /// It tells another length of the whole.
    OtherTotal,
}

/// Where a fault is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Everywhere,
    /// All pages of the list.
    List,
    /// This page of the list, from 1 in whatever way the site numbers them.
    ListPage(usize),
    /// Content pages, the pages of entries and the vision page among them.
    Pages,
    Files,
    /// This decoded path, whatever the query.
    Path(String),
}

/// What an editor does to the list while somebody reads it.
#[derive(Debug, Clone, PartialEq)]
pub enum Shift {
    /// A new entry at the top: every later one moves down, and the first of the next page is one already seen.
    InsertAtTop(Box<SiteEntry>),
    /// The entry at this index (from 0) goes: every later one moves up, and one is never seen.
    Remove(usize),
    /// The entry at this index moves to the top.
    MoveToTop(usize),
}

/// What is asked for, as far as places care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    ListPage(usize),
    Page,
    File,
    Other,
}

/// The faults in force. Without any the site is well.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    rules: Vec<Rule>,
    shifts: Vec<(usize, Shift)>,
    /// Nobody listens: connections are refused.
    pub down: bool,
}

#[derive(Debug, Clone)]
struct Rule {
    place: Place,
    fault: Fault,
    /// Answers that it still spoils; without end where there is none.
    left: Option<u32>,
}

impl Faults {
    /// From now on.
    pub fn always(&mut self, place: Place, fault: Fault) {
        self.rules.push(Rule { place, fault, left: None });
    }

    /// For the next `times` answers there, then never again.
    pub fn times(&mut self, times: u32, place: Place, fault: Fault) {
        self.rules.push(Rule { place, fault, left: Some(times) });
    }

    /// Once, right after this page of the list (from 1) was next sent.
    pub fn after_list_page(&mut self, page: usize, shift: Shift) {
        self.shifts.push((page, shift));
    }

    /// All is well again. What a shift did to the list stays done.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The faults of this answer, counted down.
    pub(crate) fn strike(&mut self, target: Target, path: &str) -> Vec<Fault> {
        let mut struck = Vec::new();
        for rule in self.rules.iter_mut().filter(|rule| rule.left != Some(0) && rule.place.holds(target, path)) {
            if let Some(left) = &mut rule.left {
                *left -= 1;
            }
            struck.push(rule.fault.clone());
        }
        struck
    }

    /// Shifts that are due after this page of the list.
    pub(crate) fn due_shifts(&mut self, page: usize) -> Vec<Shift> {
        let (due, later) = std::mem::take(&mut self.shifts).into_iter().partition(|(after, _)| *after == page);
        self.shifts = later;
        let due: Vec<(usize, Shift)> = due;
        due.into_iter().map(|(_, shift)| shift).collect()
    }
}

impl Place {
    fn holds(&self, target: Target, path: &str) -> bool {
        match self {
            Self::Everywhere => true,
            Self::List => matches!(target, Target::ListPage(_)),
            Self::ListPage(page) => target == Target::ListPage(*page),
            Self::Pages => target == Target::Page,
            Self::Files => target == Target::File,
            Self::Path(own) => own == path,
        }
    }
}

impl Shift {
    pub(crate) fn apply(self, entries: &mut Vec<SiteEntry>) {
        match self {
            Self::InsertAtTop(entry) => entries.insert(0, *entry),
            Self::Remove(index) if index < entries.len() => drop(entries.remove(index)),
            Self::MoveToTop(index) if index < entries.len() => {
                let entry = entries.remove(index);
                entries.insert(0, entry);
            }
            Self::Remove(_) | Self::MoveToTop(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_hold_what_they_name() {
        for (place, target, path, holds) in [
            (Place::Everywhere, Target::Other, "/robots.txt", true),
            (Place::List, Target::ListPage(3), "/resource-library", true),
            (Place::List, Target::Page, "/about", false),
            (Place::ListPage(2), Target::ListPage(2), "/resource-library", true),
            (Place::ListPage(2), Target::ListPage(3), "/resource-library", false),
            (Place::Files, Target::File, "/uploads/a.pdf", true),
            (Place::Path("/uploads/a.pdf".into()), Target::File, "/uploads/a.pdf", true),
            (Place::Path("/uploads/a.pdf".into()), Target::File, "/uploads/b.pdf", false),
        ] {
            assert_eq!(place.holds(target, path), holds, "{place:?} {target:?}");
        }
    }

    #[test]
    fn a_counted_fault_ends() {
        let mut faults = Faults::default();
        faults.times(2, Place::Files, Fault::EmptyBody);
        let struck: Vec<usize> = (0..3).map(|_| faults.strike(Target::File, "/a").len()).collect();
        assert_eq!(struck, [1, 1, 0]);
    }
}
