//! Which addresses may be asked at all. A page can link to anything; a link must not turn the library into a way to
//! reach what stands inside the network that the laptop is on.
//!
//! Names are judged by what they are, not by what they resolve to: behind a proxy the program does not resolve names
//! itself, and the proxy may well have a private address.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// The hosts of a source.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// The source's own: asked wherever they are, also on this computer.
    pub own_hosts: Vec<String>,
    /// Other hosts from which linked files may come; empty means any that is public.
    pub file_hosts: Vec<String>,
}

impl Reach {
    pub(crate) fn allows(&self, url: &Url) -> bool {
        let Some(host) = url.host() else { return false };
        if !matches!(url.scheme(), "http" | "https") {
            return false;
        }
        let name = host.to_string().to_lowercase();
        if self.own_hosts.iter().any(|own| bare(own) == bare(&name)) {
            return true;
        }
        if !self.file_hosts.is_empty() {
            return self.file_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(&name));
        }
        match host {
            Host::Ipv4(address) => is_public(IpAddr::V4(address)),
            Host::Ipv6(address) => is_public(IpAddr::V6(address)),
            Host::Domain(name) => {
                let name = name.trim_end_matches('.').to_lowercase();
                // A name without a dot is one of the local network.
                name.contains('.')
                    && !["localhost", "local", "internal", "localdomain"]
                        .iter()
                        .any(|end| name.ends_with(&format!(".{end}")))
            }
        }
    }
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// Not one of the ranges set aside for a computer itself, its neighbours and private networks (IANA's registries of
/// special-purpose addresses).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    !(address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
        || (a == 192 && b == 0))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    !(address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(reach: &Reach, url: &str) -> bool {
        reach.allows(&Url::parse(url).unwrap())
    }

    #[test]
    fn public_hosts_and_the_sources_own_are_asked() {
        let reach =
            Reach { own_hosts: vec!["127.0.0.1".to_owned(), "www.site.org".to_owned()], file_hosts: Vec::new() };
        for url in [
            "http://127.0.0.1:8080/a.pdf",
            "https://site.org/",
            "https://cdn.example.com/a.pdf",
            "http://93.184.215.14/",
            "https://[2606:2800::1]/",
        ] {
            assert!(allows(&reach, url), "{url}");
        }
    }

    #[test]
    fn what_stands_inside_a_network_is_not() {
        let reach = Reach::default();
        for url in [
            "http://127.0.0.1/",
            "http://localhost/",
            "http://printer/",
            "http://nas.local/",
            "http://db.internal./",
            "http://10.1.2.3/",
            "http://192.168.1.1/",
            "http://172.16.0.1/",
            "http://169.254.169.254/latest/meta-data",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://0x7f000001/",
            "http://2130706433/",
            "http://[::1]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://[::ffff:10.0.0.1]/",
            "ftp://site.org/",
        ] {
            assert!(!allows(&reach, url), "{url}");
        }
    }

    #[test]
    fn a_profile_can_name_the_only_other_hosts() {
        let reach = Reach { own_hosts: vec!["site.org".to_owned()], file_hosts: vec!["files.site.org".to_owned()] };
        assert!(allows(&reach, "https://files.site.org/a.pdf"));
        assert!(!allows(&reach, "https://cdn.example.com/a.pdf"));
    }
}
