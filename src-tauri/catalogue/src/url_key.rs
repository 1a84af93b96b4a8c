//! The identity of an address: two addresses with one key are taken for one file.

use url::Url;

/// Query parameters that say which version of a file is meant, not which file, as Craft, WordPress and VerseOne write
/// them: a cache-breaker must not make a second attachment of the same file.
const VERSION_PARAMETERS: &[&str] =
    &["mtime", "v", "ver", "version", "focal", "_", "cb", "t", "ts", "timestamp", "rev"];

/// Address folded for comparison: scheme, `www.`, default port, fragment, trailing slash and version parameters do not
/// count; path and other parameters do, case included (the paths of most servers tell upper from lower case).
/// `hosts` are the source's own hosts: all of them count as one. An address that cannot be read is its own key.
pub fn url_key(address: &str, hosts: &[String]) -> String {
    let Ok(mut url) = Url::parse(address) else {
        return address.trim().to_owned();
    };
    url.set_fragment(None);
    let host = url.host_str().unwrap_or_default().to_lowercase();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    let own = hosts.iter().any(|own| own.strip_prefix("www.").unwrap_or(own).eq_ignore_ascii_case(&host));
    let authority = if own { "~".to_owned() } else { format!("{host}{port}") };
    let kept: Vec<String> = url
        .query_pairs()
        .filter(|(name, _)| !VERSION_PARAMETERS.contains(&name.to_lowercase().as_str()))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let path = percent_folded(url.path().trim_end_matches('/'));
    if kept.is_empty() { format!("{authority}{path}") } else { format!("{authority}{path}?{}", kept.join("&")) }
}

/// `%e2`, `%E2` and, for characters that need no escape, the character itself: one spelling.
fn percent_folded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let raw = path.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        let pair = raw.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (raw[at], pair.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) if byte != b'/' => {
                bytes.push(byte);
                at += 3;
            }
            (byte, _) => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Vec<String> {
        vec!["www.example.org".into(), "example.org".into()]
    }

    #[test]
    fn one_file_under_several_addresses() {
        for other in [
            "http://example.org/uploads/A%20leaflet.pdf",
            "https://www.example.org/uploads/A leaflet.pdf?mtime=20210504101530",
            "https://www.example.org/uploads/A%20leaflet.pdf#page=2",
            "https://example.org/uploads/A%20leaflet.pdf?v=3&focal=none",
            "https://example.org/uploads/A%20leaflet.pdf/",
        ] {
            assert_eq!(
                url_key("https://www.example.org/uploads/A%20leaflet.pdf", &hosts()),
                url_key(other, &hosts()),
                "{other}"
            );
        }
    }

    #[test]
    fn different_files_stay_different() {
        for other in [
            "https://www.example.org/uploads/a%20leaflet.pdf",
            "https://cdn.example.com/uploads/A%20leaflet.pdf",
            "https://www.example.org/download.cfm?doc=1.pdf",
        ] {
            assert_ne!(
                url_key("https://www.example.org/uploads/A%20leaflet.pdf", &hosts()),
                url_key(other, &hosts()),
                "{other}"
            );
        }
        assert_ne!(
            url_key("https://x.org/download.cfm?doc=docm93.pdf&ver=40076", &[]),
            url_key("https://x.org/download.cfm?doc=docm94.pdf&ver=40076", &[]),
        );
        assert_eq!(
            url_key("https://x.org/download.cfm?doc=docm93.pdf&ver=40076", &[]),
            url_key("https://x.org/download.cfm?doc=docm93.pdf&ver=40077", &[]),
        );
    }

    #[test]
    fn an_address_that_cannot_be_read_is_its_own_key() {
        assert_eq!(url_key(" not an address ", &[]), "not an address");
    }
}
