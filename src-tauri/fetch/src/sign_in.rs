//! A network's sign-in page, told by where a request was sent on to.

use url::Url;

/// In the names of hosts and paths of such pages.
const WORDS: [&str; 14] = [
    "login",
    "logon",
    "signin",
    "captive",
    "captiveportal",
    "portal",
    "hotspot",
    "guest",
    "guests",
    "splash",
    "wifi",
    "wlan",
    "authenticate",
    "walledgarden",
];
/// Sign-in pages of services, not of networks: a site may put its own files behind them.
const SERVICES: [&str; 4] = ["login.microsoftonline.com", "login.live.com", "accounts.google.com", "login.windows.net"];

/// Whether an address of the site that is sent on to another host leads to the page on which this network wants people
/// to sign in: it is called so, or carries the address that was asked for, to lead back there.
pub(crate) fn is_sign_in(asked: &Url, sent_to: &Url) -> bool {
    let host = sent_to.host_str().unwrap_or_default().to_lowercase();
    if SERVICES.contains(&host.as_str()) {
        return false;
    }
    let place = format!("{host}{}", sent_to.path().to_lowercase());
    let mut words = place.split(|letter: char| !letter.is_alphanumeric());
    let leads_back = || {
        let asked = asked.host_str().unwrap_or_default();
        sent_to.query_pairs().any(|(_, value)| Url::parse(&value).is_ok_and(|url| url.host_str() == Some(asked)))
    };
    words.any(|word| WORDS.contains(&word)) || leads_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_in_pages_and_others() {
        for (sent_to, expected) in [
            ("http://10.0.0.1/login", true),
            ("https://wifi.trust.example/", true),
            ("https://portal.cloud.example/splash.html?mac=1", true),
            ("http://192.168.1.1/index.html?orig=http%3A%2F%2Fsite.org%2Fresource-library", true),
            ("https://gateway.example:8443/p?url=https://site.org/", true),
            ("http://169.254.169.254/latest", false),
            ("https://cdn.example.com/a.pdf", false),
            ("https://cdn.example.com/a.pdf?from=https://other.org/", false),
            ("https://assets.example.com/wifi-leaflets.pdf", true),
            ("https://assets.example.com/loginless.pdf", false),
            ("https://login.microsoftonline.com/common/oauth2?redirect=https://site.org/", false),
        ] {
            let asked = Url::parse("https://site.org/resource-library").unwrap();
            assert_eq!(is_sign_in(&asked, &Url::parse(sent_to).unwrap()), expected, "{sent_to}");
        }
    }
}
