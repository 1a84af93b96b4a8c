//! The client: one connection pool, one place where requests are counted, limited and tried again.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::{ACCEPT_ENCODING, HeaderValue};
use reqwest::{Client, redirect};
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::asking::{Meaning, conditions};
use crate::body::CODINGS;
use crate::failure::{Failure, FailureCode};
use crate::hosts::Hosts;
use crate::proxy::Proxies;
use crate::resolve::{ProxyHosts, Resolver};
use crate::retry::{self, Patience};
use crate::room::Room;
use crate::{Answer, FileOnDisk, Limits, Page, Reach, Robots, Trust, Validators, ranges};

/// The shortest and the longest pause between two pages of a site that does not ask for one.
const PAUSES: (Duration, Duration) = (Duration::from_millis(20), Duration::from_secs(1));

/// Asks servers. Cheap to share; counts what it costs.
pub struct Fetcher {
    pub(crate) client: Client,
    pub(crate) limits: Limits,
    pub(crate) reach: Reach,
    pub(crate) hosts: Arc<Hosts>,
    pub(crate) proxies: Proxies,
    pub(crate) proxy_hosts: Arc<ProxyHosts>,
    pub(crate) room: Arc<Room>,
    pub(crate) requests: Arc<AtomicU32>,
    pub(crate) bytes_received: Arc<AtomicU64>,
    pub(crate) answered: AtomicBool,
    pub(crate) cancel: CancellationToken,
    /// By origin.
    robots: Arc<Mutex<HashMap<String, Arc<Robots>>>>,
    /// The origin of the last page, and how long it took.
    last_page: Mutex<Option<(String, Duration)>>,
}

impl Fetcher {
    /// `user_agent` identifies the program to the site's owners. Cancelling the token ends every request under way.
    /// Proxies are those of the system's settings or the environment.
    pub fn new(
        user_agent: &str,
        limits: Limits,
        reach: Reach,
        trust: &Trust,
        cancel: CancellationToken,
    ) -> Result<Self, Failure> {
        let proxy_hosts = Arc::new(ProxyHosts::default());
        Ok(Self {
            client: client(user_agent, &limits, &reach, trust, &proxy_hosts)?,
            hosts: Arc::new(Hosts::new(limits.at_once, limits.retry_after)),
            limits,
            reach,
            proxies: Proxies::of_the_system(),
            proxy_hosts,
            room: Arc::default(),
            requests: Arc::default(),
            bytes_received: Arc::default(),
            answered: AtomicBool::new(false),
            cancel,
            robots: Arc::default(),
            last_page: Mutex::default(),
        })
    }

    /// Another one, for another source: it may reach other hosts, and keeps to the same manners. What a host asked for,
    /// what was counted and the room that is left are shared; what one source may reach is closed to the other.
    pub fn beside(&self, user_agent: &str, reach: Reach, trust: &Trust) -> Result<Self, Failure> {
        Ok(Self {
            client: client(user_agent, &self.limits, &reach, trust, &self.proxy_hosts)?,
            hosts: self.hosts.clone(),
            limits: self.limits.clone(),
            reach,
            proxies: Proxies::of_the_system(),
            proxy_hosts: self.proxy_hosts.clone(),
            room: self.room.clone(),
            requests: self.requests.clone(),
            bytes_received: self.bytes_received.clone(),
            answered: AtomicBool::new(false),
            cancel: self.cancel.clone(),
            robots: self.robots.clone(),
            last_page: Mutex::default(),
        })
    }

    /// Requests sent so far, repeated ones and those that a redirect led to included.
    pub fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Bytes of bodies received so far, as they came over the network.
    pub fn bytes_received(&self) -> u64 {
        self.bytes_received.load(Ordering::Relaxed)
    }

    /// Whether any answer came so far, so that there is a line.
    pub(crate) fn was_answered(&self) -> bool {
        self.answered.load(Ordering::Relaxed)
    }

    /// From now on what this site's robots.txt forbids is not asked for.
    pub fn obey(&self, origin: &Url, robots: Robots) {
        let mut known = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(origin.origin().ascii_serialization(), Arc::new(robots));
    }

    pub(crate) fn robots(&self, url: &Url) -> Option<Arc<Robots>> {
        let known = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&url.origin().ascii_serialization()).cloned()
    }

    /// Between two pages of a list: waits as long as the last page took, within bounds, or as long as the site's
    /// robots.txt asks; less where all is cancelled.
    pub async fn pause(&self) {
        let last = self.last_page.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some((origin, took)) = last else { return };
        let asked = Url::parse(&origin).ok().and_then(|origin| self.robots(&origin)?.delay());
        // Whoever is cancelled learns it from the next request.
        let _ = retry::sleep(asked.unwrap_or(took.clamp(PAUSES.0, PAUSES.1)), &self.cancel).await;
    }

    /// What files may still take from now on, all together, in bytes; without bounds at first. A file beyond it fails
    /// with [`FailureCode::NoRoom`]; what a failed one took is given back.
    pub fn set_room(&self, bytes: u64) {
        self.room.set(bytes);
    }

    /// A file that came whole takes no room after all: it is not kept, or its bytes are here already.
    pub fn give_back(&self, file: &FileOnDisk) {
        self.room.give_back(file.size_bytes);
    }

    /// A page, whole. `validators` may be empty.
    pub async fn page(&self, url: &str, validators: &Validators) -> Result<Answer<Page>, Failure> {
        let mut patience = Patience::new(self.limits.retry_after);
        loop {
            match self.page_once(url, validators).await {
                Err(failure) => patience.wait_after(self, failure, 0).await?,
                answer => return answer,
            }
        }
    }

    async fn page_once(&self, url: &str, validators: &Validators) -> Result<Answer<Page>, Failure> {
        let mut headers = conditions(validators);
        let conditional = !headers.is_empty();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(CODINGS));
        let got = self.ask(url, headers).await?;
        let (asked_at, origin) = (got.asked_at, got.url.origin().ascii_serialization());
        let answer = match got.meaning(conditional)? {
            Meaning::NotModified => Answer::NotModified,
            Meaning::Gone => Answer::Gone,
            Meaning::Body(got) => {
                let mut page = Page {
                    final_url: got.final_url(),
                    content_type: got.content_type(),
                    validators: ranges::validators(got.response.headers()),
                    body: Vec::new(),
                };
                if got.plain_length().is_some_and(|length| length > self.limits.page_bytes) {
                    return Err(Failure::too_large(self.limits.page_bytes));
                }
                let until = tokio::time::Instant::from_std(asked_at + self.limits.page_time);
                let (mut body, _place) = got.into_body(self)?;
                loop {
                    let piece = tokio::select! {
                        piece = body.next() => piece?,
                        () = self.cancel.cancelled() => return Err(Failure::cancelled()),
                        () = tokio::time::sleep_until(until) => {
                            return Err(Failure::new(FailureCode::TimedOut, "the answer came too slowly"));
                        }
                    };
                    let Some(piece) = piece else { break };
                    let unpacked = (page.body.len() + piece.len()) as u64;
                    if unpacked.max(body.packed_bytes()) > self.limits.page_bytes {
                        return Err(Failure::too_large(self.limits.page_bytes));
                    }
                    page.body.extend_from_slice(&piece);
                }
                Answer::Modified(page)
            }
        };
        *self.last_page.lock().unwrap_or_else(PoisonError::into_inner) = Some((origin, asked_at.elapsed()));
        Ok(answer)
    }
}

fn client(
    user_agent: &str,
    limits: &Limits,
    reach: &Reach,
    trust: &Trust,
    proxy_hosts: &Arc<ProxyHosts>,
) -> Result<Client, Failure> {
    Client::builder()
        .user_agent(user_agent)
        .tls_backend_preconfigured(trust.tls()?)
        .dns_resolver(Resolver::new(reach.clone(), proxy_hosts.clone()))
        .connect_timeout(limits.connect)
        .read_timeout(limits.silence)
        .pool_max_idle_per_host(limits.at_once)
        // Followed and unpacked here, where each step is checked and each byte counted.
        .redirect(redirect::Policy::none())
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .build()
        .map_err(|error| {
            let error = error.without_url();
            Failure::new(FailureCode::Unreachable, format!("the network could not be set up ({error})"))
        })
}
