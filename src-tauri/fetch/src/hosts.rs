//! Politeness, host by host: how many requests at once, and not before when.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::failure::{Failure, FailureCode};

pub(crate) struct Hosts {
    known: Mutex<HashMap<String, Arc<Host>>>,
    /// Requests under way at once to one host.
    at_once: usize,
    /// The longest wait that a host may ask for.
    longest: Duration,
}

impl Hosts {
    pub fn new(at_once: usize, longest: Duration) -> Self {
        Self { known: Mutex::default(), at_once, longest }
    }

    /// A place in the host's queue, when it is free and the host wants to be asked again; held until the answer is
    /// read.
    pub async fn place(&self, url: &Url, cancel: &CancellationToken) -> Result<OwnedSemaphorePermit, Failure> {
        let host = self.host(url);
        let turn = async {
            let place = host.places.clone().acquire_owned().await.map_err(|_| Failure::cancelled())?;
            while let Some(wait) = host.closed_for() {
                if wait > self.longest {
                    return Err(Failure {
                        code: FailureCode::Busy,
                        message: "the site asked to come back later".to_owned(),
                        retry_after: Some(wait),
                    });
                }
                tokio::time::sleep(wait).await;
            }
            Ok(place)
        };
        tokio::select! {
            biased;
            () = cancel.cancelled() => Err(Failure::cancelled()),
            place = turn => place,
        }
    }

    /// The host asked not to be asked for a while: that holds for every address of it.
    pub fn close(&self, url: &Url, wait: Duration) {
        if let Some(until) = Instant::now().checked_add(wait) {
            let host = self.host(url);
            let mut closed_until = host.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
            *closed_until = Some(closed_until.map_or(until, |earlier| earlier.max(until)));
        }
    }

    fn host(&self, url: &Url) -> Arc<Host> {
        let name = url.host_str().unwrap_or_default().to_lowercase();
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Host { places: Arc::new(Semaphore::new(self.at_once)), closed_until: Mutex::default() });
        known.entry(name).or_insert_with(new).clone()
    }
}

struct Host {
    places: Arc<Semaphore>,
    closed_until: Mutex<Option<Instant>>,
}

impl Host {
    /// How long it still does not want to be asked.
    fn closed_for(&self) -> Option<Duration> {
        let until = (*self.closed_until.lock().unwrap_or_else(PoisonError::into_inner))?;
        Some(until.saturating_duration_since(Instant::now())).filter(|wait| !wait.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(host: &str) -> Url {
        Url::parse(&format!("http://{host}/")).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn each_host_has_its_own_queue() {
        let cancel = CancellationToken::new();
        let hosts = Hosts::new(2, Duration::from_secs(30));
        let first = hosts.place(&url("a.org"), &cancel).await.unwrap();
        let _second = hosts.place(&url("A.org:8080"), &cancel).await.unwrap();
        let _other = hosts.place(&url("b.org"), &cancel).await.unwrap();
        let third = |wait| {
            let (hosts, cancel) = (&hosts, &cancel);
            async move { tokio::time::timeout(Duration::from_secs(wait), hosts.place(&url("a.org"), cancel)).await }
        };
        assert!(third(60).await.is_err(), "two are under way");
        drop(first);
        assert!(third(60).await.unwrap().is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_that_wants_to_be_left_alone_is() {
        let cancel = CancellationToken::new();
        let hosts = Hosts::new(4, Duration::from_secs(30));
        hosts.close(&url("a.org"), Duration::from_secs(20));
        let before = Instant::now();
        drop(hosts.place(&url("b.org"), &cancel).await.unwrap());
        assert_eq!(before.elapsed(), Duration::ZERO);
        drop(hosts.place(&url("a.org"), &cancel).await.unwrap());
        assert!(before.elapsed() >= Duration::from_secs(20));
        hosts.close(&url("a.org"), Duration::from_secs(3600));
        hosts.close(&url("a.org"), Duration::from_secs(1));
        let failure = hosts.place(&url("a.org"), &cancel).await.unwrap_err();
        assert_eq!(failure.code, FailureCode::Busy);
        hosts.close(&url("b.org"), Duration::MAX);
    }
}
