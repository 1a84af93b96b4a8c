//! One question and its answer: where it may go, when its turn is, and where it is sent on to.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant, SystemTime};

use reqwest::header::{
    CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH, LOCATION, RETRY_AFTER,
};
use reqwest::{Response, StatusCode};
use tokio::sync::OwnedSemaphorePermit;
use url::Url;

use crate::body::{self, Body};
use crate::client::Fetcher;
use crate::failure::{Failure, FailureCode};
use crate::proxy::Proxy;
use crate::retry::wait_asked_for;
use crate::sign_in::is_sign_in;
use crate::{Validators, ranges};

/// Redirects followed.
const REDIRECTS: usize = 5;

/// An answer of which the body is still to be read.
pub(crate) struct Got {
    pub response: Response,
    /// Where redirects ended.
    pub url: Url,
    /// When the last request was sent.
    pub asked_at: Instant,
    /// Held until the body is read.
    place: OwnedSemaphorePermit,
    proxy: Option<Proxy>,
}

/// An answer by what it means.
pub(crate) enum Meaning {
    Body(Box<Got>),
    NotModified,
    Gone,
}

impl Fetcher {
    /// Asks, following redirects: each step is checked, waits for its turn with its host, and counts as a request.
    pub(crate) async fn ask(&self, url: &str, headers: HeaderMap) -> Result<Got, Failure> {
        let asked = Url::parse(url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            .ok_or_else(|| Failure::new(FailureCode::BadAddress, "it is not a web address"))?;
        self.may_ask(&asked)?;
        let mut url = asked.clone();
        // An address of the site was sent on, for now only, to a page on another host that looks like a sign-in page.
        let mut sign_in = false;
        for _ in 0..=REDIRECTS {
            let got = self.ask_once(url.clone(), headers.clone()).await?;
            let Some(next) = redirect(&got)? else {
                let is_page = got.response.headers().get(CONTENT_TYPE).is_none_or(|kind| {
                    let kind = String::from_utf8_lossy(kind.as_bytes()).to_ascii_lowercase();
                    kind.contains("html")
                });
                return if sign_in && is_page { Err(Failure::sign_in()) } else { Ok(got) };
            };
            let lasting = matches!(got.response.status().as_u16(), 301 | 308);
            drop(got);
            sign_in |= !lasting && self.is_own(&url) && !self.is_own(&next) && is_sign_in(&asked, &next);
            if let Err(failure) = self.may_ask(&next) {
                return Err(if sign_in { Failure::sign_in() } else { sent_on(failure) });
            }
            url = next;
        }
        Err(Failure::new(FailureCode::BadRedirect, "the site sends from address to address without end"))
    }

    fn may_ask(&self, url: &Url) -> Result<(), Failure> {
        if !self.reach.allows(url) {
            Err(Failure::not_allowed())
        } else if self.robots(url).is_some_and(|robots| !robots.allows(url)) {
            Err(Failure::new(FailureCode::RobotsDisallow, "the site asks programs not to read it (robots.txt)"))
        } else {
            Ok(())
        }
    }

    fn is_own(&self, url: &Url) -> bool {
        url.host_str().is_some_and(|host| self.reach.is_own(&host.to_lowercase()))
    }

    async fn ask_once(&self, url: Url, headers: HeaderMap) -> Result<Got, Failure> {
        let place = self.hosts.place(&url, &self.cancel).await?;
        let proxy = self.proxies.of(&url);
        if let Some(proxy) = &proxy {
            self.proxy_hosts.add(&proxy.host);
        }
        self.requests.fetch_add(1, Ordering::Relaxed);
        let asked_at = Instant::now();
        let response = tokio::select! {
            response = self.client.get(url.clone()).headers(headers).send() => {
                response.map_err(|error| Failure::from_http(&error, proxy.as_ref()))?
            }
            () = self.cancel.cancelled() => return Err(Failure::cancelled()),
        };
        self.answered.store(true, Ordering::Relaxed);
        if let Some(wait) = retry_after(&response) {
            self.hosts.close(&url, wait);
        }
        Ok(Got { response, url, asked_at, place, proxy })
    }
}

impl Got {
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// `conditional`: validators were sent, so "not modified" is an answer.
    pub fn meaning(self, conditional: bool) -> Result<Meaning, Failure> {
        let status = self.status();
        match status.as_u16() {
            304 if conditional => return Ok(Meaning::NotModified),
            404 | 410 => return Ok(Meaning::Gone),
            // Nobody asked for a part: it cannot be taken for the whole.
            206 => {}
            200..=299 => return Ok(Meaning::Body(Box::new(self))),
            _ => {}
        }
        let retry_after = retry_after(&self.response);
        let (code, message) = match status.as_u16() {
            304 => (FailureCode::Refused, "the site says “not modified” (304) of what it never sent".to_owned()),
            // What is left of a redirect that leads nowhere.
            300..=399 => {
                (FailureCode::BadRedirect, format!("the site sends elsewhere, but not to a web address ({status})"))
            }
            408 => (FailureCode::TimedOut, "the site says that it was asked too slowly (408)".to_owned()),
            407 => return Err(Failure::proxy_wants_password(self.proxy.as_ref())),
            429 => (FailureCode::Busy, "the site asks to come back later (429)".to_owned()),
            503 if retry_after.is_some() => (FailureCode::Busy, "the site asks to come back later (503)".to_owned()),
            511 => return Err(Failure::sign_in()),
            code @ (206 | 500..=599) => (FailureCode::ServerError, format!("the site answered with an error ({code})")),
            code => {
                let asked_by_proxy = self.proxy.as_ref().filter(|_| self.url.scheme() == "http");
                return Err(Failure::refused(code, asked_by_proxy));
            }
        };
        Err(Failure { code, message, retry_after })
    }

    /// Where redirects ended, without a name and password.
    pub fn final_url(&self) -> String {
        let mut url = self.url.clone();
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.to_string()
    }

    pub fn content_type(&self) -> Option<String> {
        ranges::text(self.response.headers(), &CONTENT_TYPE)
    }

    /// Bytes of the whole body, where they are those of the page or file itself and their number is known.
    pub fn plain_length(&self) -> Option<u64> {
        let headers = self.response.headers();
        let length = ranges::text(headers, &CONTENT_LENGTH).filter(|_| body::is_plain(headers));
        length.and_then(|length| length.parse().ok())
    }

    /// The body, and the place in the host's queue to be held while it is read.
    pub fn into_body(self, fetcher: &Fetcher) -> Result<(Body, OwnedSemaphorePermit), Failure> {
        Ok((Body::new(self.response, fetcher.bytes_received.clone())?, self.place))
    }
}

/// The next step, if the answer is one that is followed.
fn redirect(got: &Got) -> Result<Option<Url>, Failure> {
    if !matches!(got.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = got.response.headers().get(LOCATION);
    let next = location.and_then(|value| got.url.join(std::str::from_utf8(value.as_bytes()).ok()?).ok());
    let next = next.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let status = got.status();
    next.map(Some).ok_or_else(|| {
        Failure::new(FailureCode::BadRedirect, format!("the site sends elsewhere, but not to a web address ({status})"))
    })
}

fn sent_on(failure: Failure) -> Failure {
    match failure.code {
        FailureCode::NotAllowed => {
            Failure { message: "the request was sent on to a host that the library may not ask".to_owned(), ..failure }
        }
        _ => failure,
    }
}

fn retry_after(response: &Response) -> Option<Duration> {
    if !matches!(response.status().as_u16(), 429 | 503) {
        return None;
    }
    wait_asked_for(response.headers().get(RETRY_AFTER)?.to_str().ok()?, SystemTime::now())
}

/// The headers that ask "still the same?". A validator that cannot be sent is not.
pub(crate) fn conditions(validators: &Validators) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in [(IF_NONE_MATCH, &validators.etag), (IF_MODIFIED_SINCE, &validators.last_modified)] {
        if let Some(value) = value.as_ref().and_then(|value| value.parse().ok()) {
            headers.insert(name, value);
        }
    }
    headers
}
