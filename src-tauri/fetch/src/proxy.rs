//! The proxy that the system or the environment names for an address.

use hyper_util::client::proxy::matcher::Matcher;
use url::Url;

/// The same rules that the HTTP library goes by, asked beforehand.
pub(crate) struct Proxies(Matcher);

/// A proxy that an address is asked through. No password is in here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proxy {
    pub host: String,
    /// Host and port, for a reader.
    pub name: String,
    /// It is sent a name and a password.
    pub has_password: bool,
}

impl Proxies {
    pub fn of_the_system() -> Self {
        Self(Matcher::from_system())
    }

    pub fn of(&self, url: &Url) -> Option<Proxy> {
        let origin = url.origin().ascii_serialization();
        let found = self.0.intercept(&origin.parse().ok()?)?;
        let host = found.uri().host()?.trim_matches(['[', ']']).to_lowercase();
        let name = match found.uri().port() {
            Some(port) => format!("{host}:{port}"),
            None => host.clone(),
        };
        Some(Proxy { host, name, has_password: found.basic_auth().is_some() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_named_without_its_password() {
        let proxies = Proxies(
            Matcher::builder()
                .http("http://filter.trust.example:8080")
                .https("http://ann:secret@Proxy.example:3128/")
                .no("site.org, 127.0.0.0/8")
                .build(),
        );
        let of = |url: &str| proxies.of(&Url::parse(url).unwrap());
        let https = of("https://example.org/a").unwrap();
        assert_eq!((https.host.as_str(), https.has_password), ("proxy.example", true));
        assert!(!format!("{https:?}").contains("secret"));
        assert_eq!(of("http://example.org/").unwrap().name, "filter.trust.example:8080");
        assert_eq!(of("https://www.site.org/"), None);
        assert_eq!(of("http://127.0.0.1:80/"), None);
    }
}
