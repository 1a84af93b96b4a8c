//! What kind of page was answered: the one that was asked for, or something in its place.

use url::Url;

use crate::page::{Page, Picked};
use crate::parse::parse;
use crate::words::{among, phrases};

/// What a page is, by what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageNature {
    /// A page of a site.
    Content,
    /// The network's own page: it wants someone to sign in or to accept its terms.
    CaptivePortal,
    /// A gate that wants proof of a person ("Just a moment...").
    Challenge,
    /// An error or block page, whatever status it came with.
    ErrorPage,
    /// Nothing to read.
    Empty,
}

/// Tells an honest page from what networks, gates and servers put in its place. In doubt it is content.
pub fn diagnose(html: &str, _url: &Url) -> PageNature {
    let parsed = parse(html);
    nature_of(&Page::of(&parsed, &Picked::default()))
}

/// Letters of the longest page that is looked at with suspicion: pages in a page's place are short.
const SHORT: usize = 2_500;

pub(crate) fn nature_of(page: &Page<'_>) -> PageNature {
    let all = 0..page.len();
    let letters = page.letters_in(&all);
    let title = page
        .elements(all.clone())
        .find(|(_, element)| element.name() == "title")
        .map(|(at, _)| page.text(page.range(at)))
        .unwrap_or_default();
    let title_letters = title.chars().filter(|c| c.is_alphanumeric()).count();
    let media = page.elements(all.clone()).any(|(at, element)| {
        matches!(element.name(), "a" | "iframe" | "video" | "input")
            || element.name() == "img" && page.attr(at, "alt").is_some_and(|alt| !alt.is_empty())
    });
    let redirect = redirect(page);
    if letters <= title_letters && !media && redirect.is_none() {
        return PageNature::Empty;
    }
    if letters > SHORT {
        return PageNature::Content;
    }
    let title = title.to_lowercase();
    let text = page.text(all.clone()).to_lowercase().replace('’', "'");
    let heading = page.heading_in(&all).map(|at| page.text(page.range(at)).to_lowercase()).unwrap_or_default();
    // Pages of a site link to it from many places; what stands in their place does not.
    let links = page
        .elements(all)
        .filter(|(at, element)| {
            element.name() == "a" && page.attr(*at, "href").is_some_and(|href| !href.starts_with('#'))
        })
        .take(13)
        .count();
    if is_challenge(&title, &text) && links <= 12 {
        return PageNature::Challenge;
    }
    if links <= 12 && is_portal(page, &title, &text, redirect.as_deref()) {
        return PageNature::CaptivePortal;
    }
    if is_error(&title, &heading, &text, links) {
        return PageNature::ErrorPage;
    }
    PageNature::Content
}

/// Where a `<meta http-equiv=refresh>` leads at once.
fn redirect(page: &Page<'_>) -> Option<String> {
    page.elements(0..page.len())
        .filter(|(at, element)| {
            element.name() == "meta"
                && page.attr(*at, "http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
        })
        .filter_map(|(at, _)| page.attr(at, "content"))
        .find_map(|content| {
            let lower = content.to_lowercase();
            lower.split_once("url=").map(|(_, address)| address.trim_matches(['\'', '"', ' ']).to_owned())
        })
}

fn is_challenge(title: &str, text: &str) -> bool {
    const TITLES: &str = "just a moment; attention required! | cloudflare; please wait... | cloudflare; ddos-guard; access denied | ; \
        pardon our interruption; one moment, please; security check; verifying you are human; human verification; \
        are you a robot; checking your browser; bot verification; robot check";
    const TEXTS: &str = "checking your browser before accessing; verify you are human; verifying you are human; needs to review the \
        security of your connection; enable javascript and cookies to continue; checking if the site connection is \
        secure; please complete the security check to access; ddos protection by; request unsuccessful. incapsula; \
        performance & security by cloudflare; complete the captcha; please stand by, while we are checking your \
        browser; prove you are human; confirm you are human; i'm not a robot";
    phrases(TITLES).any(|words| title.starts_with(words)) || phrases(TEXTS).any(|words| text.contains(words))
}

fn is_portal(page: &Page<'_>, title: &str, text: &str, redirect: Option<&str>) -> bool {
    const NETWORK: &str = "wi-fi; wifi; hotspot; guest network; guest access; captive portal; network login; network log in; sign in to \
        the network; log in to the network; sign in to network; internet access; connect to the internet; access the \
        internet; wireless network; network access; get online; public network; guest internet";
    let network = phrases(NETWORK).any(|words| text.contains(words) || title.contains(words));
    let fields = page.elements(0..page.len()).any(|(at, element)| {
        element.name() == "input"
            && page.attr(at, "type").is_some_and(|kind| matches!(kind.to_lowercase().as_str(), "password" | "checkbox"))
            || element.name() == "form"
                && page.attr(at, "method").is_some_and(|method| method.eq_ignore_ascii_case("post"))
    });
    const GATES: &str = "accept the terms; accept terms; i accept; i agree; agree to the terms; terms and conditions; terms of use; \
        acceptable use; log in; login; sign in; connect; voucher; access code; continue to the internet; username";
    let gate = phrases(GATES).any(|words| text.contains(words));
    let sent_on = redirect.is_some_and(|address| {
        ["login", "portal", "hotspot", "captive", "guest", "splash", "wifi", "authenticate"]
            .iter()
            .any(|word| address.contains(word))
    });
    let nearly_bare = page.letters_in(&(0..page.len())) < 600;
    let wispr = text.contains("wispaccessgatewayparam");
    // An article about guest Wi-Fi has headings, and no form that sends something.
    let headings = page.headings_in(0..page.len()).take(4).count();
    wispr || sent_on && nearly_bare || network && gate && fields && headings <= 3
}

fn is_error(title: &str, heading: &str, text: &str, links: usize) -> bool {
    const PHRASES: &str = "page not found; not found; 404 not found; 404; error 404; 404 error; 403 forbidden; forbidden; 403; 500; \
        internal server error; server error; 500 internal server error; 502 bad gateway; bad gateway; 503 service \
        unavailable; service unavailable; 503 service temporarily unavailable; service temporarily unavailable; 504 \
        gateway time-out; 504 gateway timeout; gateway time-out; gateway timeout; access denied; error; bad request; \
        400 bad request; 410 gone; 429 too many requests; too many requests; site maintenance; under maintenance; \
        down for maintenance; we'll be back soon; temporarily unavailable; page can't be found; that page can't be \
        found; oops! that page can't be found; the page you requested could not be found; page cannot be found; the \
        requested url was not found; site not found; web page blocked; web page blocked!; website blocked; blocked; \
        site blocked; page blocked; this site has been blocked; url blocked; web filter violation; access blocked; \
        this page isn't available; domain suspended; account suspended; an error occurred; an error has occurred; \
        something went wrong; sorry, something went wrong";
    let plain = |part: &str| part.trim().trim_matches(|c: char| !c.is_alphanumeric() && c != ')').replace('’', "'");
    let is_phrase = |part: &str| {
        let part = plain(part);
        let after_code = part.split_once([' ', '-', '–', ':']).filter(|(code, _)| {
            code.len() == 3 && code.starts_with(['4', '5']) && code.bytes().all(|byte| byte.is_ascii_digit())
        });
        among(PHRASES, &part) || after_code.is_some_and(|(_, rest)| among(PHRASES, &plain(rest)))
    };
    let titled =
        [" | ", " - ", " – ", " — "].iter().any(|separator| title.split(separator).next().is_some_and(is_phrase))
            || is_phrase(title);
    const BLOCKED: &str = "fortiguard; zscaler; smoothwall; websense; forcepoint; blocked by your administrator; blocked by your \
        organisation; has been blocked in accordance; blocked by policy; blocked by the web filter; access to this \
        site is blocked; access to this website has been blocked; category is blocked; category:";
    let blocked = (text.contains("blocked") || text.contains("access denied"))
        && phrases(BLOCKED).any(|words| text.contains(words))
        && links <= 6;
    is_phrase(heading) || titled && (heading.is_empty() || is_phrase(heading) || links <= 6) || blocked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nature(html: &str) -> PageNature {
        diagnose(html, &Url::parse("https://www.example.org/library").unwrap())
    }

    #[test]
    fn what_stands_in_a_pages_place() {
        use PageNature::*;
        for (html, expected) in [
            ("", Empty),
            ("<html><head><title>Library</title></head><body> </body></html>", Empty),
            (
                "<!doctype html><title>Just a moment...</title><p>www.example.org needs to review the security of your connection before proceeding.",
                Challenge,
            ),
            ("<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>", Challenge),
            (
                "<title>example.org</title><h1>example.org</h1><h2>Verifying you are human. This may take a few seconds.</h2>",
                Challenge,
            ),
            (
                "<title>Welcome</title><h1>Guest Wi-Fi</h1><form method=post><p>Please accept the terms and conditions to get online<input type=checkbox><button>Connect</button></form>",
                CaptivePortal,
            ),
            (
                "<html><head><meta http-equiv='refresh' content=\"0; URL='http://10.0.0.1/portal/login?from=x'\"></head><body>Redirecting</body></html>",
                CaptivePortal,
            ),
            (
                "<title>404 Not Found</title><center><h1>404 Not Found</h1></center><hr><center>nginx</center>",
                ErrorPage,
            ),
            (
                "<title>Page not found | Together</title><nav><a href=/>Home</a></nav><main><h1>Page not found</h1><p>Sorry</main>",
                ErrorPage,
            ),
            (
                "<title>503 Service Temporarily Unavailable</title><h1>503 Service Temporarily Unavailable</h1>",
                ErrorPage,
            ),
            (
                "<title>Blocked</title><h1>Web Page Blocked!</h1><p>Category: Health. URL: example.org. FortiGuard",
                ErrorPage,
            ),
        ] {
            assert_eq!(nature(html), expected, "{html}");
        }
    }

    #[test]
    fn honest_pages_are_content() {
        for html in [
            "<title>Library</title><main><h1>Resource Library</h1><p>No resources at the moment.</main>",
            "<title>Leaflet</title><h1>How to use the guest Wi-Fi</h1><p>Connect to the network and accept the terms. Then sign in.",
            "<title>Library</title><form method=post><input type=checkbox>Agree to the terms</form><h1>Library</h1><p>Leaflets on health.",
            "<h1>Errors in medicines</h1><p>What to do",
            "<title>Access denied: women and health care</title><h1>Access denied: women and health care</h1><p>A report.",
            "<h1>Library</h1><ul><li><a href=a.pdf>Stop smoking in 404 days</a></ul>",
            "<title>Library</title><video src=a.mp4></video>",
        ] {
            assert_eq!(nature(html), PageNature::Content, "{html}");
        }
    }
}
