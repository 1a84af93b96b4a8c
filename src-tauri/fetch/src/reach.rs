//! Which addresses may be asked at all. A page can link to anything; a link must not turn the library into a way to
//! reach what stands inside the network that the laptop is on.
//!
//! Three looks are taken. A link, and every step of a redirect, is judged by its name or literal address before it is
//! asked ([`Reach::allows`]). A name that passes is judged again by the addresses it resolves to ([`crate::resolve`]):
//! those inside a network are not connected to, so that a public name cannot lead into it. The source's own hosts are
//! exempt from both: a source may stand on this computer or in this network. So is the host of a proxy in force, which
//! as a rule is inside. Behind a proxy the program resolves no names but the proxy's: there it is for the proxy to
//! refuse a public name that leads into its network.

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
        if self.is_own(&name) {
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

impl Reach {
    /// `host`: a name or a literal address, in small letters.
    pub(crate) fn is_own(&self, host: &str) -> bool {
        self.own_hosts.iter().any(|own| bare(&own.to_lowercase()) == bare(host))
    }
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// Not one of the ranges set aside for a computer itself, its neighbours and private networks (IANA's registries of
/// special-purpose addresses).
pub(crate) fn is_public(address: IpAddr) -> bool {
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
    let [a, b, c, d, e, f, g, h] = address.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match (a, b) {
        // What a network that speaks IPv6 only makes of IPv4 addresses (NAT64), and 6to4: judged by what is inside.
        (0x64, 0xff9b) if [c, d, e, f] == [0; 4] => is_public_v4(v4(g, h)),
        (0x2002, _) => is_public_v4(v4(b, c)),
        // Documentation, and Teredo with its benchmarking neighbours.
        (0x2001, 0xdb8 | 0..0x200) | (0x3fff, 0..0x1000) => false,
        // Only this block is given out for use on the internet.
        _ => (0x2000..0x4000).contains(&a),
    }
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
            "https://[64:ff9b::93.184.215.14]/",
            "https://[2002:5db8:d70e::1]/",
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
            "http://[::10.0.0.1]/",
            "http://[64:ff9b::10.0.0.1]/",
            "http://[2002:0a00:0001::1]/",
            "http://[2001:db8::1]/",
            "http://[fec0::1]/",
            "http://[ff02::1]/",
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
