//! What stands around the main content of every page: header, navigation, breadcrumb, newsletter form, footer.

use crate::markup::escape;
use crate::{SiteContent, SiteLink, SitePage};

pub const SITE_NAME: &str = "Tower Hamlets Together";

type Path = &'static str;
/// Words, path, and the same of the pages below.
type NavigationItem = (&'static str, Path, &'static [(&'static str, Path)]);

const NAVIGATION: &[NavigationItem] = &[
    (
        "About",
        "/about",
        &[
            ("Our Vision and Purpose", "/about/our-vision-and-purpose"),
            ("The Partnership", "/about/the-partnership"),
            ("Organisational Structure", "/about/organisational-structure"),
            ("Working With You", "/about/working-with-you"),
        ],
    ),
    (
        "The Challenge",
        "/the-challenge",
        &[
            ("Borough Plan", "/the-challenge/tht-borough-plan-2021"),
            ("Children and Families", "/the-challenge/children-and-families-executive"),
            ("Living Well", "/the-challenge/living-well"),
        ],
    ),
    (
        "Our Work",
        "/our-work",
        &[
            ("Transforming Children's Services", "/our-work/transforming-childrens-services"),
            ("Vanguard Legacy Work", "/our-work/vanguard-legacy-work"),
            ("Improving Population Health", "/our-work/improving-population-health"),
            ("Population Health Toolkit", "/our-work/population-health-toolkit"),
            ("Social Prescribing Service", "/our-work/social-prescribing-service"),
            ("Health and Social Care Together", "/our-work/improving-how-health-and-social-care-work-together"),
            ("Workforce", "/our-work/workforce"),
            ("Communities Keeping Well", "/our-work/communities-keeping-well"),
            ("Care Confident", "/care-confident"),
        ],
    ),
    ("News", "/news", &[("Monthly briefing", "/amys-monthly-briefing-october-2022")]),
    ("Resource Library", "/resource-library", &[]),
    ("Contact", "/contact", &[]),
];

const RESIDENT_FOOTER: &str = r#"<aside class="resident"><h2>Are you a Tower Hamlets resident? We would love to hear from you!</h2>
<p>If you have any feedback regarding our services, or suggestions of ideas and initiatives that may improve the healthcare and wellbeing of people in Tower Hamlets, please get in touch. We look forward to hearing from you.</p></aside>"#;

const NEWER_RESIDENT_FOOTER: &str = r#"<aside class="resident"><h2>Are you a Tower Hamlets resident?</h2>
<p>If you have any feedback regarding our services, or suggestions of ideas and initiatives, we would like to know.</p>
<p>Please get in touch, we would love to hear from you!</p></aside>"#;

const BROWSER_NOTICE: &str = r#"<div class="browser-notice" aria-hidden="true"><p>Your browser is very old. Some parts of this site may not work in it.</p></div>"#;

const NEWSLETTER: &str = r#"<section class="newsletter"><div class="inner"><h2>{newsletter}</h2>
<form action="/newsletter" method="post"><input type="hidden" name="CSRF_TOKEN" value="{token}">
<label for="newsletter-email">Email address</label> <input id="newsletter-email" type="email" name="email"> <button type="submit">Sign up</button>
<p class="form-success" style="display:none">Thank you for signing up! Please look at your inbox to confirm your address.</p></form></div></section>"#;

/// A whole page. `token` stands in the newsletter's form, as such systems write one; `{footer}` and `{newsletter}` are
/// left for [`furnished`].
pub fn whole(title: &str, breadcrumb: &str, main: &str, token: &str) -> String {
    let home = if title.is_empty() { SITE_NAME.to_owned() } else { format!("{} | {SITE_NAME}", escape(title)) };
    let newsletter = NEWSLETTER.replace("{token}", token);
    let navigation = navigation();
    let mail = cloudflare_mail("hello@example.org");
    format!(
        r##"<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{home}</title>
<link rel="stylesheet" href="/assets/site.css">
<link rel="icon" href="/assets/icons/mark.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="site-header">
<div class="demo">Demonstration copy of the site with sample content</div>
<div class="inner"><a class="logo" href="/"><img src="/assets/icons/mark.svg" alt="" width="44" height="44"><span>Tower Hamlets <b>Together</b></span></a>
<nav class="main-nav" aria-label="Main">{navigation}</nav></div>
</header>
{breadcrumb}
<main id="content">
{main}
</main>
{newsletter}
<footer class="site-footer"><div class="inner">
<p>© {SITE_NAME}. {{footer}}</p>
<p><a href="/privacy-policy">Read our Privacy Policy</a> · {mail}</p>
</div></footer>
</body>
</html>
"##
    )
}

/// The page with the site's own words around it.
pub fn furnished(html: &str, content: &SiteContent) -> String {
    html.replace("{footer}", &escape(&content.footer)).replace("{newsletter}", &escape(&content.newsletter))
}

/// A content page.
pub fn page(path: &str, page: &SitePage, token: &str) -> String {
    let mut main = String::new();
    if page.redesign {
        main.push_str(BROWSER_NOTICE);
    }
    let heading = page.heading.as_ref().map(|heading| format!("<h1>{}</h1>", escape(heading))).unwrap_or_default();
    let eyebrow = page.eyebrow.as_ref().map(|eyebrow| format!("<p class=\"eyebrow\">{}</p>", escape(eyebrow)));
    main.push_str(&format!(
        "<div class=\"banner\"><div class=\"inner\">{}{heading}</div></div>",
        eyebrow.unwrap_or_default()
    ));
    let body = page.body.replace("{cfemail}", &hidden_mail("hello@example.org"));
    let side = page.side.as_ref().map(|side| {
        let links: String = side.links.iter().map(|link| format!("<li>{}</li>", anchor(link))).collect();
        format!("<aside class=\"related\"><h2>{}</h2><ul>{links}</ul></aside>", escape(&side.heading))
    });
    let class = if side.is_some() { "inner with-side" } else { "inner" };
    main.push_str(&format!(
        "<div class=\"{class}\"><div class=\"rich-text\">{body}</div>{}</div>",
        side.unwrap_or_default()
    ));
    if page.resident_footer {
        main.push_str(if page.redesign { NEWER_RESIDENT_FOOTER } else { RESIDENT_FOOTER });
    }
    let here = page.heading.as_deref().unwrap_or(&page.title);
    let breadcrumb = if path == "/" { String::new() } else { breadcrumb(&page.parents, here) };
    whole(&page.title, &breadcrumb, &main, token)
}

/// The page for what is not there.
pub fn not_found(token: &str) -> String {
    let main = "<div class=\"banner\"><div class=\"inner\"><h1>Page not found</h1></div></div><div class=\"inner\"><div class=\"rich-text\">\
        <p>We cannot find the page that you asked for. It may have moved. <a href=\"/\">Go to the home page</a>.</p></div></div>";
    whole("Page not found", &breadcrumb(&[], "Page not found"), main, token)
}

pub fn breadcrumb(parents: &[SiteLink], here: &str) -> String {
    let parents: String = parents.iter().map(|link| format!("<li>{}</li>", anchor(link))).collect();
    format!(
        "<nav class=\"breadcrumb\" aria-label=\"Breadcrumb\"><ol class=\"inner\"><li><a href=\"/\">Home</a></li>{parents}<li aria-current=\"page\">{}</li></ol></nav>",
        escape(here)
    )
}

pub fn anchor(link: &SiteLink) -> String {
    format!("<a href=\"{}\">{}</a>", escape(&link.href), escape(&link.label))
}

fn navigation() -> String {
    let mut out = String::from("<ul>");
    for (label, path, children) in NAVIGATION {
        out.push_str(&format!("<li><a href=\"{path}\">{}</a>", escape(label)));
        if !children.is_empty() {
            out.push_str("<ul class=\"sub\">");
            for (label, path) in *children {
                out.push_str(&format!("<li><a href=\"{path}\">{}</a></li>", escape(label)));
            }
            out.push_str("</ul>");
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
    out
}

fn cloudflare_mail(address: &str) -> String {
    format!(
        "<a href=\"/cdn-cgi/l/email-protection\" class=\"__cf_email__\" data-cfemail=\"{}\">[email&#160;protected]</a>",
        hidden_mail(address)
    )
}

/// An address as Cloudflare hides it: a key, then each byte with the key laid over it, in hexadecimal.
fn hidden_mail(address: &str) -> String {
    const KEY: u8 = 0x5a;
    std::iter::once(KEY).chain(address.bytes().map(|byte| byte ^ KEY)).map(|byte| format!("{byte:02x}")).collect()
}

/// Pictures of the site: a coloured disc with a sign in it, one for each name.
pub fn icon(name: &str) -> String {
    let colours = ["#0b5c6b", "#7a3b69", "#2f5d3a", "#8a4b14", "#2d4a86"];
    let sum: usize = name.bytes().map(usize::from).sum();
    let colour = colours[sum % colours.len()];
    let sign = match name {
        "mark" => {
            "<path d=\"M14 27a7 7 0 0 1 10-6 7 7 0 0 1 10 6\" fill=\"none\" stroke=\"#fff\" stroke-width=\"3\"/><circle cx=\"18\" cy=\"16\" r=\"4\" fill=\"#fff\"/><circle cx=\"30\" cy=\"16\" r=\"4\" fill=\"#fff\"/>"
        }
        _ => "<path d=\"M16 24h16M24 16v16\" stroke=\"#fff\" stroke-width=\"4\" stroke-linecap=\"round\"/>",
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\"><circle cx=\"24\" cy=\"24\" r=\"22\" fill=\"{colour}\"/>{sign}</svg>"
    )
}

pub const STYLE: &str = include_str!("../look/site.css");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_address_is_read_back_with_its_key() {
        let hidden = hidden_mail("a@b.org");
        let bytes: Vec<u8> =
            (0..hidden.len()).step_by(2).map(|at| u8::from_str_radix(&hidden[at..at + 2], 16).unwrap()).collect();
        let address: Vec<u8> = bytes[1..].iter().map(|byte| byte ^ bytes[0]).collect();
        assert_eq!(address, b"a@b.org");
    }

    #[test]
    fn every_page_of_the_navigation_is_there() {
        let pages = crate::pages::all();
        for (_, path, children) in NAVIGATION {
            for path in children.iter().map(|(_, path)| path).chain([path]) {
                assert!(pages.contains_key(*path) || *path == crate::LIST_PATH, "{path}");
            }
        }
    }
}
