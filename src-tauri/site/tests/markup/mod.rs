//! One list of entries, written in the markup of many systems, within the pages of several kinds of site.
#![allow(dead_code)]

use catalogue::Profile;
use url::Url;

pub const LIST: &str = "https://www.towerhamletstogether.com/resource-library?page=4";

/// The profile of the real site, without selectors.
pub fn profile() -> Profile {
    serde_json::from_value(serde_json::json!({
        "id": "tower-hamlets-together",
        "name": "Tower Hamlets Together",
        "site": "https://www.towerhamletstogether.com",
        "host_aliases": ["towerhamletstogether.com"],
        "list_path": "/resource-library",
        "about_path": "/about/our-vision-and-purpose"
    }))
    .expect("a profile")
}

pub fn url(address: &str) -> Url {
    Url::parse(address).expect("an address")
}

#[derive(Debug, Clone, Copy)]
pub struct Sample {
    pub title: &'static str,
    pub paragraphs: &'static [&'static str],
    pub points: &'static [&'static str],
    /// Words of the last paragraph that are a link, and where it leads.
    pub inline: Option<(&'static str, &'static str)>,
    /// Buttons: address and label.
    pub files: &'static [(&'static str, &'static str)],
    pub video: Option<&'static str>,
}

/// The entries that are known of the real list, in its wording; addresses made up.
pub const SAMPLES: [Sample; 9] = [
    Sample {
        title: "OCEAN - Offering Compassionate & Emotional Support for Those Living Through Birth Trauma and Loss",
        paragraphs: &["Download the FULL Q&A for Health Professionals"],
        points: &[],
        inline: Some((
            "Download the FULL Q&A for Health Professionals",
            "/uploads/OCEAN-Q-and-A.pdf?mtime=20211118101530",
        )),
        files: &[],
        video: None,
    },
    Sample {
        title: "Tower Hamlets Together: Health and Social Care Workforce Strategy 2021-2024",
        paragraphs: &[
            "This Workforce Strategy sets out our approach to ensuring we have a health and social care workforce that delivers care at the right time; in the right way; in the right place; by the right person, with the right skills and values. It will act as a guiding framework for THT and the organisations within it to support and develop the health and social care workforce in Tower Hamlets. This strategy is not designed to replace or supersede the inter-organisational strategies of THT partner organisations, but instead to support their direction setting so that organisational workforce strategies demonstrate alignment with THT integrated workforce priorities.",
        ],
        points: &[],
        inline: None,
        files: &[(
            "https://www.towerhamletstogether.com/uploads/documents/THT%20Workforce%20Strategy.PDF",
            "Download (PDF 5.27 MB)",
        )],
        video: None,
    },
    Sample {
        title: "Tower Hamlets Together - Shared Outcomes Framework",
        paragraphs: &[
            "Download our FULL Shared Outcomes Framework which includes case studies showing how this was applied in practice.",
        ],
        points: &[],
        inline: Some(("Download our FULL Shared Outcomes Framework", "uploads/Shared-Outcomes-Framework.pdf")),
        files: &[],
        video: None,
    },
    Sample {
        title: "Let’s keep young people and children safe and healthy",
        paragraphs: &[
            "With the pandemic impacting our everyday lives we want to make sure that parents and young people are aware that we are still here to support them. During the national lockdown we are still here to care for babies, children and young people. The lockdown allows you to leave home to get medical care or treatment and we have created safe environments for you to access the care you need when you need it. If your child needs ongoing care, gets unwell and you don’t know what to do or you need urgent and emergency care please don’t hesitate to contact us. Call your GP or call 111 to get advice on what to do next. Can’t decide what care you need for your child. Read our parents’ guide to accessing services or call 111",
        ],
        points: &[],
        inline: Some((
            "Read our parents’ guide to accessing services",
            "//files.example.org/parents%E2%80%99%20guide.pdf",
        )),
        files: &[],
        video: None,
    },
    Sample {
        title: "Health and Wellbeing Board - 17 November 2020",
        paragraphs: &["Independent Chair's Progress Report on Tower Hamlets Together"],
        points: &[
            "Our mission, vision, objectives and priorities for action",
            "How the partnership responded to COVID -good practice and lessons learned",
            "How we used this experience to refocus our governance structure and impact",
            "The revised borough plan, priorities, winter interventions and financial pressures",
            "Delivering on our Outcomes Framework",
            "Citizen voice and service user engagement",
        ],
        inline: None,
        files: &[("/uploads/Chair's report.docx", "Download")],
        video: None,
    },
    Sample {
        title: "Hestia & ELFT launch the Together Café Service in Tower Hamlets – May 2020",
        paragraphs: &[
            "The Together Cafés provide a welcoming, safe and therapeutic space as alternative to other crisis service such as A&E. The service aims to equip people with the skills they need to reduce their immediate anxiety, formulate individual self-directed support plans and provide information / advice around the local services and resources that may help them moving forward.",
        ],
        points: &[],
        inline: None,
        files: &[],
        video: None,
    },
    Sample {
        title: "Covid-19 THT Partnership success stories and case studies",
        paragraphs: &[
            "At our most recent THT Board meeting on the 7th May, partners discussed numerous examples of how strong partnership working, innovation and commitment across the borough have contributed strongly to our local Covid-19 response.",
        ],
        points: &[],
        inline: None,
        files: &[],
        video: Some("https://www.youtube-nocookie.com/embed/a1B2c3D4e5F?rel=0"),
    },
    Sample {
        title: "What Would You Do? - HealthWatch Tower Hamlets Part 2",
        paragraphs: &[
            "Healthwatch Tower Hamlets talked face to face with 346 local residents in local street markets in the borough over four days in early May 2019. Key themes included prevention, personalisation, primary care and on improving neighbourhoods as healthier spaces. Download detailed results for each of the 4 localities.",
        ],
        points: &[],
        inline: None,
        files: &[
            ("https://cdn.example.com/assets/locality-1.pdf", "North East locality"),
            ("https://cdn.example.com/assets/locality-2.pdf", "North West locality"),
            (
                "https://www.healthwatch.example.org/download.cfm?doc=docm93jijm4n21261.pdf&ver=40076",
                "South East locality",
            ),
            ("/download/locality-4", "South West locality"),
        ],
        video: None,
    },
    Sample {
        title: "Tower Hamlets Urgent Treatment Centre - Opening 14 August 2019",
        paragraphs: &[
            "When it comes to accessing medical care that’s urgent but not life-threatening, people in Tower Hamlets now only need to do one thing; call NHS 111 who will direct callers to the most appropriate service.",
            "This may now be an appointment at the newly launched Urgent Treatment Centre (UTC), run by the Tower Hamlets GP Care Group in collaboration with Barts Health NHS Trust and East London NHS Foundation Trust (ELFT). DOWNLOAD the official leaflet now.",
        ],
        points: &[],
        inline: Some(("DOWNLOAD", "/uploads/utc-leaflet.pdf")),
        files: &[],
        video: None,
    },
];

impl Sample {
    pub fn summary(&self) -> String {
        let points = self.points.iter().map(|point| format!("• {point}"));
        self.paragraphs.iter().map(|text| (*text).to_owned()).chain(points).collect::<Vec<_>>().join("\n")
    }

    /// Addresses of files and players, sorted.
    pub fn addresses(&self) -> Vec<String> {
        let base = url(LIST);
        let all =
            self.inline.iter().map(|(_, href)| *href).chain(self.files.iter().map(|(href, _)| *href)).chain(self.video);
        let mut all: Vec<String> = all.map(|href| base.join(href).expect("an address").to_string()).collect();
        all.sort();
        all
    }

    pub fn title_html(&self) -> String {
        escape(self.title)
    }

    fn paragraphs_html(&self) -> Vec<String> {
        let last = self.paragraphs.len().saturating_sub(1);
        let link = |(at, text): (usize, &&str)| match self.inline {
            Some((words, href)) if at == last => escape(text).replacen(
                &escape(words),
                &format!("<a href=\"{}\" target=\"_blank\">{}</a>", escape(href), escape(words)),
                1,
            ),
            _ => escape(text),
        };
        self.paragraphs.iter().enumerate().map(link).collect()
    }

    fn video_html(&self) -> String {
        self.video
            .map(|address| {
                format!(
                    "<div class=\"embed\"><iframe data-src=\"{address}\" loading=lazy allowfullscreen></iframe></div>"
                )
            })
            .unwrap_or_default()
    }

    /// Paragraphs and a real list.
    pub fn rich(&self) -> String {
        let mut html: String = self.paragraphs_html().iter().map(|text| format!("<p>{text}</p>\n")).collect();
        if !self.points.is_empty() {
            let points: String = self.points.iter().map(|point| format!("<li>{}</li>", escape(point))).collect();
            html.push_str(&format!("<ul>{points}</ul>"));
        }
        html + &self.video_html()
    }

    /// Paragraphs, with a list faked by bullets and `<br>`.
    pub fn broken(&self, between: &str) -> String {
        let points = self.points.iter().map(|point| format!("• {}", escape(point)));
        self.paragraphs_html().into_iter().chain(points).collect::<Vec<_>>().join(between) + &self.video_html()
    }

    pub fn buttons(&self, class: &str) -> String {
        self.files
            .iter()
            .map(|(href, label)| {
                format!("<a class=\"{class}\" href=\"{}\" target=\"_blank\">{}</a>\n", escape(href), escape(label))
            })
            .collect()
    }

    pub fn slug(&self) -> String {
        self.title
            .to_lowercase()
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(6)
            .collect::<Vec<_>>()
            .join("-")
    }
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// How a system writes the list. The first name is what a failing test prints.
pub struct Template {
    pub name: &'static str,
    pub write: fn(&[Sample]) -> String,
}

macro_rules! each {
    ($samples:expr, $sample:ident => $($format:tt)*) => {
        $samples.iter().map(|$sample| format!($($format)*)).collect::<String>()
    };
}

pub const TEMPLATES: &[Template] = &[
    Template {
        name: "cards: article, h3, rich text, links",
        write: |s| {
            format!(
                "<div class=\"grid\">{}</div>",
                each!(s, e => "<article class=\"card\"><h3 class=\"card__t\">{}</h3><div class=\"rte\">{}</div><div class=\"links\">{}</div></article>\n", e.title_html(), e.rich(), e.buttons("btn"))
            )
        },
    },
    Template {
        name: "list of cards, two columns, rows of two",
        write: |s| {
            s.chunks(2).map(|row| format!("<div class=row>{}</div>", each!(row, e => "<div class=\"col-md-6\"><div class=\"x9\"><img src=/icon.svg alt=\"\"><h2>{}</h2>{}<p>{}</p></div></div>", e.title_html(), e.rich(), e.buttons("b")))).collect()
        },
    },
    Template {
        name: "list of cards, levels of headings chosen for looks",
        write: |s| {
            let items: String = s
                .iter()
                .enumerate()
                .map(|(n, e)| {
                    format!(
                        "<li><h{0}>{1}</h{0}>{2}{3}</li>",
                        2 + n % 3,
                        e.title_html(),
                        e.rich(),
                        e.buttons("download")
                    )
                })
                .collect();
            format!("<ul class=list>{items}</ul>")
        },
    },
    Template {
        name: "Drupal view",
        write: |s| {
            let files = |e: &Sample| {
                if e.files.is_empty() {
                    String::new()
                } else {
                    let items: String = e.files.iter().map(|(href, label)| format!("<span class=\"file file--mime-application-pdf\"><a href=\"{}\" type=\"application/pdf; length=5527\" title=\"x.pdf\">{}</a></span> ", escape(href), escape(label))).collect();
                    format!(
                        "<div class=\"views-field views-field-field-file\"><div class=\"field-content\">{items}</div></div>"
                    )
                }
            };
            format!(
                "<div class=\"views-element-container\"><div class=\"view view-resources\"><div class=\"view-content\">{}</div></div></div>",
                each!(s, e => "<div class=\"views-row\"><div class=\"views-field views-field-title\"><span class=\"field-content\"><a href=\"/resources/{}\" hreflang=\"en\">{}</a></span></div><div class=\"views-field views-field-body\"><div class=\"field-content\">{}</div></div>{}</div>\n", e.slug(), e.title_html(), e.rich(), files(e))
            )
        },
    },
    Template {
        name: "WordPress loop",
        write: |s| {
            each!(s, e => "<article id=\"post-{n}\" class=\"post type-post hentry\"><header class=\"entry-header\"><h2 class=\"entry-title\"><a href=\"https://www.towerhamletstogether.com/{slug}/\" rel=\"bookmark\">{title}</a></h2><div class=\"entry-meta\"><span class=\"posted-on\">Posted on <a href=\"https://www.towerhamletstogether.com/{slug}/\"><time class=\"entry-date\" datetime=\"2020-11-17T10:00:00+00:00\">November 17, 2020</time></a></span><span class=\"byline\"> by <a href=\"/author/admin/\">admin</a></span></div></header><div class=\"entry-content\">{rich}{buttons}<p><a class=\"more-link\" href=\"https://www.towerhamletstogether.com/{slug}/\">Continue reading <span class=\"screen-reader-text\">“{title}”</span> <span class=\"meta-nav\">→</span></a></p></div><footer class=\"entry-footer\"><span class=\"cat-links\">Categories: <a href=\"/category/partners/\" rel=\"category tag\">Partners</a>, <a href=\"/category/board/\" rel=\"category tag\">Board</a></span><span class=\"comments-link\"><a href=\"https://www.towerhamletstogether.com/{slug}/#respond\">Leave a comment</a></span></footer></article>\n",
            n = e.title.len(), slug = e.slug(), title = e.title_html(), rich = e.rich(), buttons = e.buttons("wp-block-file__button"))
        },
    },
    Template {
        name: "plain ul, linked or bold title, dash",
        write: |s| {
            let items: String = s
                .iter()
                .map(|e| {
                    // The first file is linked by the title, the others follow.
                    let (title, rest) = match e.files {
                        [(href, _), rest @ ..] => {
                            (format!("<a href=\"{}\">{}</a>", escape(href), e.title_html()), rest)
                        }
                        [] => (format!("<strong>{}</strong>", e.title_html()), e.files),
                    };
                    let rest = Sample { files: rest, ..*e };
                    format!("<li>{title} - {} {}</li>\n", e.broken("<br>\n"), rest.buttons(""))
                })
                .collect();
            format!("<ul>{items}</ul>")
        },
    },
    Template {
        name: "plain ul, bold title, br, text, link",
        write: |s| {
            format!(
                "<ul>{}</ul>",
                each!(s, e => "<li><strong>{}</strong><br />{} {}</li>\n", e.title_html(), e.broken("<br>"), e.buttons(""))
            )
        },
    },
    Template {
        name: "flat h3 and paragraphs",
        write: |s| each!(s, e => "<h3>{}</h3>\n<p>{}</p>\n<p>{}</p>\n", e.title_html(), e.broken("<br>"), e.buttons("")),
    },
    Template {
        name: "flat h2 in wrappers of their own",
        write: |s| {
            format!(
                "<div class=content>{}</div>",
                each!(s, e => "<div class=head><h2>{}</h2></div><div class=body>{}</div><div class=foot>{}</div>", e.title_html(), e.rich(), e.buttons(""))
            )
        },
    },
    Template {
        name: "table with head",
        write: |s| {
            format!(
                "<table class=\"tablesaw\"><thead><tr><th>Title</th><th>Description</th><th>Date</th><th>Download</th></tr></thead><tbody>{}</tbody></table>",
                each!(s, e => "<tr><td>{}</td><td>{}</td><td>17 November 2020</td><td>{}</td></tr>", e.title_html(), e.rich(), e.buttons(""))
            )
        },
    },
    Template {
        name: "table of layout, heading in each cell",
        write: |s| {
            let rows: String = s
                .chunks(3)
                .map(|row| {
                    format!(
                        "<tr>{}</tr>",
                        each!(row, e => "<td valign=top><h4>{}</h4>{}{}</td>", e.title_html(), e.rich(), e.buttons(""))
                    )
                })
                .collect();
            format!("<table border=0 cellpadding=4>{rows}</table>")
        },
    },
    Template {
        name: "dl",
        write: |s| {
            format!(
                "<dl>{}</dl>",
                each!(s, e => "<dt>{}</dt><dd>{}</dd><dd>{}</dd>", e.title_html(), e.rich(), e.buttons(""))
            )
        },
    },
    Template {
        name: "accordion with panels hidden",
        write: |s| {
            let items: String = s.iter().enumerate().map(|(n, e)| format!("<div class=\"accordion-item\"><h2 class=\"accordion-header\" id=\"h{n}\"><button class=\"accordion-button collapsed\" type=\"button\" data-bs-toggle=\"collapse\" data-bs-target=\"#c{n}\" aria-expanded=\"false\" aria-controls=\"c{n}\">{}</button></h2><div id=\"c{n}\" class=\"accordion-collapse collapse\" aria-labelledby=\"h{n}\" aria-hidden=\"true\" hidden><div class=\"accordion-body\">{}{}</div></div></div>", e.title_html(), e.rich(), e.buttons(""))).collect();
            format!("<div class=\"accordion\" id=\"acc\">{items}</div>")
        },
    },
    Template {
        name: "details and summary",
        write: |s| each!(s, e => "<details><summary>{}</summary>{}{}</details>", e.title_html(), e.rich(), e.buttons("")),
    },
    Template {
        name: "sections with social links and icons",
        write: |s| {
            each!(s, e => "<section class=\"res\"><svg aria-hidden=true><title>File icon</title><path d=\"M0 0\"/></svg><span class=tag>Partnership</span><h3>{t}</h3>{}<ul class=files>{}</ul><div class=\"share\">Share this: <a href=\"https://www.facebook.com/sharer/sharer.php?u=x\">Facebook</a> <a href=\"https://twitter.com/intent/tweet?url=x\">Twitter</a> <a href=\"mailto:?subject=x\">E-mail</a></div></section>", e.rich(),
            e.files.iter().map(|(href, label)| format!("<li><a href=\"{}\">{}</a> <small>(PDF, 301 KB)</small></li>", escape(href), escape(label))).collect::<String>(), t = e.title_html())
        },
    },
    Template {
        name: "every entry twice, for small and for large screens",
        write: |s| {
            let cards =
                each!(s, e => "<div class=\"card\"><h3>{}</h3>{}{}</div>", e.title_html(), e.rich(), e.buttons(""));
            let items = each!(s, e => "<li><h4>{}</h4>{}{}</li>", e.title_html(), e.rich(), e.buttons(""));
            format!("<div class=\"d-none d-md-block\">{cards}</div><div class=\"d-md-none\"><ul>{items}</ul></div>")
        },
    },
    Template {
        name: "flat bold paragraphs",
        write: |s| each!(s, e => "<p><strong>{}</strong></p><p>{}</p>{}", e.title_html(), e.broken("</p><p>"), if e.files.is_empty() { String::new() } else { format!("<p>{}</p>", e.buttons("").replace("</a>", "</a><br>")) }),
    },
    Template {
        name: "headings inside the summary",
        write: |s| each!(s, e => "<article><h3>{}</h3><div class=body>{}</div><h4>Downloads</h4><p>{}</p></article>", e.title_html(), e.rich(), e.buttons("")),
    },
    Template {
        name: "first-level headings for entries",
        write: |s| each!(s, e => "<div class=\"item\"><h1>{}</h1>{}{}<hr></div>", e.title_html(), e.rich(), e.buttons("")),
    },
];

/// The page around a list.
pub struct Skeleton {
    pub name: &'static str,
    pub write: fn(&str) -> String,
}

const INTRO: &str = "Explore our extensive resource library for a range of insightful information, including case studies, forms and video assets. All Tower Hamlets Together health and social care resources are easily searchable and available for download.";

const MENU: &str = "<ul><li><a href=\"/\">Home</a></li><li><a href=\"/about\">About us</a><ul><li><a href=\"/about/our-vision-and-purpose\">Our Vision and Objectives</a></li></ul></li><li><a href=\"/our-work/social-prescribing-service#top\">Social Prescribing Service</a></li><li><a href=\"/resource-library\">Resource Library</a></li><li><a href=\"/uploads/annual-report.pdf\">Annual report</a></li><li><a href=\"/about\">About</a></li></ul>";

const PAGER: &str = "<ul class=\"p\"><li><a href=\"/resource-library?page=3\">‹ Previous</a></li><li><a href=\"/resource-library\">1</a></li><li><a href=\"/resource-library?page=2\">2</a></li><li><a href=\"?page=3\">3</a></li><li><span>4</span></li><li><a href=\"?page=5\">5</a></li><li><a href=\"?page=5\" rel=\"next\">Next ›</a></li></ul>";

const RESIDENT: &str = "Are you a Tower Hamlets resident? We would love to hear from you!";
const FEEDBACK: &str = "If you have any feedback regarding our services, or suggestions of ideas and initiatives that may improve the healthcare and wellbeing of people in Tower Hamlets, please get in touch. We look forward to hearing from you.";

pub const SKELETONS: &[Skeleton] = &[
    Skeleton {
        name: "main, nav, footer",
        write: |list| {
            format!(
                "<!doctype html><html lang=\"en-GB\"><head><meta charset=utf-8><title>Resource Library | Tower Hamlets Together</title></head><body>\
<a class=\"skip-link\" href=\"#content\">Skip to content</a><div class=\"cookie-bar\"><h2>Cookies</h2><p>We use cookies to make this site work. <a href=\"/privacy\">Privacy policy</a></p><button>Accept</button></div>\
<header><a href=\"/\"><img src=/logo.svg alt=\"Tower Hamlets Together\"></a><nav aria-label=Main>{MENU}</nav><form role=search action=/search><label for=q>Search</label><input id=q name=q></form></header>\
<main id=content><div class=\"hero\"><h1>Resource Library</h1></div><nav aria-label=Breadcrumb><ol><li><a href=/>Home</a></li><li>Resource Library</li></ol></nav><p>{INTRO}</p><h2>Resource Library</h2>\
<form action=\"/resource-library\"><label>Topic<select name=topic><option>All topics<option>Children</select></label><h3>Filter by</h3><input type=checkbox name=kind> Leaflets <button>Apply</button></form>\
<p class=count>Showing 28 to 36 of 36 resources</p>{list}<nav aria-label=Pagination>{PAGER}</nav>\
<section><h2>{RESIDENT}</h2><p>{FEEDBACK}</p><a class=btn href=/contact>Get in touch</a></section></main>\
<aside><h2>Related Resources</h2><ul><li><a href=\"/uploads/other.pdf\">Another leaflet that belongs to no list</a></li></ul></aside>\
<section class=newsletter><h2>Newsletter</h2><form><p>Sign up to our newsletter</p><input type=email></form><p class=success style=\"display: none\">Thank you for signing up. Please check your inbox.</p></section>\
<footer><h3>Contact</h3><p>Write to <span class=\"__cf_email__\" data-cfemail=\"543560143a3c277a213f\">[email&#160;protected]</span></p><p>© Tower Hamlets Together</p><ul><li><a href=/privacy>Read our Privacy Policy</a></li></ul></footer></body></html>"
            )
        },
    },
    Skeleton {
        name: "divs only, menu in a list",
        write: |list| {
            format!(
                "<html><head><title>Tower Hamlets Together - Resource Library</title></head><body><!--[if lt IE 9]><p>You are using an outdated browser.</p><![endif]--><p class=x1>You are using an outdated browser. Please upgrade your browser to improve your experience.</p>\
<div id=top><div class=menu>{MENU}</div></div><div id=wrap><div id=crumbs><a href=/>Home</a> &gt; Resource Library</div><h1>Resource Library</h1><div class=intro><p>{INTRO}</p></div>\
<div class=filters><h4>Filter by</h4><ul><li><a href=\"?topic=children\">Children</a></li><li><a href=\"?topic=older\">Older people</a></li><li><a href=\"?topic=carers\">Carers and their families in the borough</a></li></ul></div>\
<h2>Resource Library</h2><div class=inner>{list}</div><div class=pages>{PAGER}</div>\
<div class=side><h3>You may also like</h3><ul><li><a href=\"/news/some-news-of-the-partnership\">Some news of the partnership that nobody asked for</a></li><li><a href=\"/uploads/more.pdf\">More to read</a></li></ul></div>\
<div class=box><h3>{RESIDENT}</h3><p>{FEEDBACK}</p></div></div><div id=foot><h4>Quick links</h4><ul><li><a href=/privacy>Privacy</a></li><li><a href=/accessibility>Accessibility statement of this site</a></li></ul><p>© 2022</p></div></body></html>"
            )
        },
    },
    Skeleton {
        name: "list beside everything else in one block",
        write: |list| {
            format!(
                "<!doctype html><html lang=en><head><title>Resource Library</title><base href=\"https://www.towerhamletstogether.com/\"></head><body><form id=aspnetForm method=post action=\"./resource-library?page=4\"><div role=banner><h2 class=strap>Working together</h2><div role=navigation>{MENU}</div></div>\
<div role=main><h1>Resource Library</h1><p>{INTRO}</p>{list}<p><a href=\"/resource-library?page=3\">« Newer</a> | <a href=\"/resource-library?page=5\">Older »</a></p><h3>{RESIDENT}</h3><p>{FEEDBACK}</p></div><div role=contentinfo><p>Address</p></div></form></body></html>"
            )
        },
    },
];
