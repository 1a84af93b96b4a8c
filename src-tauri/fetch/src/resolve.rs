//! Names to addresses, and which of them may be used: see [`crate::reach`].

use std::collections::HashSet;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::oneshot;

use crate::reach::{self, Reach};

/// Gives only the public addresses of a name, except for the source's own hosts and the proxies in force.
pub(crate) struct Resolver {
    reach: Reach,
    proxies: Arc<ProxyHosts>,
}

/// Hosts of proxies that something was asked through.
#[derive(Default)]
pub(crate) struct ProxyHosts(Mutex<HashSet<String>>);

impl ProxyHosts {
    pub fn add(&self, host: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(host.to_owned());
    }

    fn has(&self, host: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(host)
    }
}

/// A name of which all addresses are inside a network.
#[derive(Debug, thiserror::Error)]
#[error("the name leads into a network")]
pub(crate) struct LeadsInside;

impl Resolver {
    pub fn new(reach: Reach, proxies: Arc<ProxyHosts>) -> Self {
        Self { reach, proxies }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_lowercase();
        let anywhere = self.reach.is_own(&name) || self.proxies.has(&name);
        let (answer, answered) = oneshot::channel();
        // The system's own resolver, for its hosts file and its search order. On a bad line it can take half a minute
        // and cannot be interrupted; a thread of the runtime would keep the program from ending so long.
        let looking = std::thread::Builder::new().name("resolve".to_owned()).spawn(move || {
            let _ = answer.send((name.as_str(), 0).to_socket_addrs().map(Vec::from_iter));
        });
        Box::pin(async move {
            looking?;
            let found = answered.await??;
            let usable = usable(found, anywhere)?;
            Ok(Box::new(usable.into_iter()) as Addrs)
        })
    }
}

fn usable(mut found: Vec<SocketAddr>, anywhere: bool) -> Result<Vec<SocketAddr>, LeadsInside> {
    let was_found = !found.is_empty();
    if !anywhere {
        found.retain(|address| reach::is_public(address.ip()));
    }
    if was_found && found.is_empty() { Err(LeadsInside) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Failure, FailureCode, Trust};

    fn addresses(texts: &[&str]) -> Vec<SocketAddr> {
        texts.iter().map(|text| SocketAddr::new(text.parse().unwrap(), 0)).collect()
    }

    #[test]
    fn only_public_addresses_are_used() {
        for (found, anywhere, used) in [
            (vec!["93.184.215.14"], false, Some(vec!["93.184.215.14"])),
            (vec!["10.0.0.1", "93.184.215.14", "::1"], false, Some(vec!["93.184.215.14"])),
            (vec!["127.0.0.1", "fe80::1"], false, None),
            (vec!["127.0.0.1", "10.0.0.1"], true, Some(vec!["127.0.0.1", "10.0.0.1"])),
            (vec![], false, Some(vec![])),
        ] {
            let expected = used.map(|used| addresses(&used));
            assert_eq!(usable(addresses(&found), anywhere).ok(), expected, "{found:?}");
        }
    }

    #[tokio::test]
    async fn what_is_refused_is_told_as_such() {
        let resolver = Resolver::new(Reach::default(), Arc::default());
        let client = reqwest::Client::builder().no_proxy().dns_resolver(resolver);
        let client = client.tls_backend_preconfigured(Trust::default().tls().unwrap()).build().unwrap();
        let error = client.get("http://localhost:9/").send().await.unwrap_err();
        assert_eq!(Failure::from_http(&error, None).code, FailureCode::NotAllowed);
    }

    #[tokio::test]
    async fn a_name_of_this_computer_is_refused_unless_it_is_the_sources_own_or_a_proxys() {
        let proxies = Arc::new(ProxyHosts::default());
        let reach = Reach { own_hosts: vec!["localhost".to_owned()], file_hosts: Vec::new() };
        let own = Resolver::new(reach, proxies.clone());
        assert!(own.resolve("localhost".parse().unwrap()).await.is_ok());
        let other = Resolver::new(Reach::default(), proxies.clone());
        let refused = other.resolve("localhost".parse().unwrap()).await.err().unwrap();
        assert!(refused.is::<LeadsInside>());
        proxies.add("localhost");
        assert!(other.resolve("LOCALHOST".parse().unwrap()).await.is_ok());
    }
}
