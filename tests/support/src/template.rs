//! The markup of the list: five ways in which sites like this one write it.

use crate::frame;
use crate::markup::{self, escape};
use crate::{LIST_PATH, SiteEntry, SiteLink, SitePage};

/// The markup of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Template {
    /// Cards in a grid, as an agency builds them on Craft CMS.
    #[default]
    CraftCards,
    /// A Drupal view: rows of fields, and dates where the entries have them.
    DrupalView,
    /// A WordPress loop: titles lead to a page of the site for each entry, and only that page links to the files.
    WordPressLoop,
    /// One `<ul>`, titles in bold, nothing else.
    PlainList,
    /// Headings and paragraphs one after the other, with nothing around an entry.
    FlatHeadings,
}

impl Template {
    /// The entries as the template writes them, without anything around the list.
    pub(crate) fn html(self, entries: &[SiteEntry]) -> String {
        match self {
            Self::CraftCards => cards(entries),
            Self::DrupalView => drupal(entries),
            Self::WordPressLoop => word_press(entries),
            Self::PlainList => plain(entries),
            Self::FlatHeadings => flat(entries),
        }
    }
}

/// Path of an entry's own page.
pub fn detail_path(entry: &SiteEntry) -> String {
    format!("/resources/{}", entry.slug())
}

/// An entry's own page.
pub fn detail(entry: &SiteEntry, token: &str) -> String {
    let date = entry.printed_date.as_ref().map(|date| format!("<p>Posted on: <time>{}</time></p>", escape(date)));
    let title_link = entry.title_href.as_ref().map(|href| format!("<p>{}</p>", anchor("Download", href)));
    let page = SitePage {
        title: entry.title.clone(),
        heading: Some(entry.title.clone()),
        parents: vec![SiteLink::new("Resource Library", LIST_PATH)],
        body: format!(
            "<article{}>{}{}{}{}{}</article>",
            lang(entry),
            date.unwrap_or_default(),
            cover(entry),
            paragraphs(entry),
            title_link.unwrap_or_default(),
            buttons(entry)
        ),
        ..SitePage::default()
    };
    frame::page(&detail_path(entry), &page, token)
}

fn cards(entries: &[SiteEntry]) -> String {
    let cards: String = entries
        .iter()
        .map(|entry| {
            format!(
                "<article class=\"card\"{}>{}<h3 class=\"card__title\">{}</h3>{}{}</article>\n",
                lang(entry),
                cover(entry),
                title(entry),
                paragraphs(entry),
                buttons(entry)
            )
        })
        .collect();
    format!("<div class=\"cards\">\n{cards}</div>")
}

fn drupal(entries: &[SiteEntry]) -> String {
    let rows: String = entries
        .iter()
        .map(|entry| {
            let files: String = entry
                .links
                .iter()
                .map(|link| format!("<span class=\"file file--general\">{}</span> ", anchor(&link.label, &link.href)))
                .collect();
            let date = entry.printed_date.as_ref().map(|date| {
                format!("<div class=\"views-field views-field-created\"><span class=\"field-content\"><time class=\"datetime\">{}</time></span></div>", escape(date))
            });
            format!(
                "<div class=\"views-row\"{}><div class=\"views-field views-field-title\"><h3 class=\"field-content\">{}</h3></div>{}<div class=\"views-field views-field-body\"><div class=\"field-content\">{}{}</div></div><div class=\"views-field views-field-field-file\"><div class=\"field-content\">{files}</div></div>{}</div>\n",
                lang(entry),
                title(entry),
                date.unwrap_or_default(),
                cover(entry),
                paragraphs(entry),
                player(entry),
            )
        })
        .collect();
    format!(
        "<div class=\"views-element-container\"><div class=\"view view-resources\"><div class=\"view-content\">\n{rows}</div></div></div>"
    )
}

fn word_press(entries: &[SiteEntry]) -> String {
    entries
        .iter()
        .enumerate()
        .map(|(index, entry)| {
            let path = detail_path(entry);
            let date = entry.printed_date.as_ref().map(|date| format!("<span class=\"posted-on\">Posted on: <time class=\"entry-date\">{}</time></span>", escape(date)));
            let excerpt: String = entry.paragraphs.iter().map(|text| format!("<p>{}</p>", lines(&escape(&markup::words(text))))).collect();
            format!(
                "<article id=\"post-{}\" class=\"post-{0} resource type-resource hentry\"{}><header class=\"entry-header\"><h2 class=\"entry-title\"><a href=\"{path}\" rel=\"bookmark\">{}</a></h2>{}</header><div class=\"entry-summary\">{excerpt}</div><a class=\"more-link\" href=\"{path}\">Read more</a></article>\n",
                1000 + index,
                lang(entry),
                escape(&entry.title),
                date.unwrap_or_default(),
            )
        })
        .collect()
}

fn plain(entries: &[SiteEntry]) -> String {
    let items: String = entries
        .iter()
        .map(|entry| {
            let summary: Vec<String> = entry.paragraphs.iter().map(|text| lines(&markup::html(text))).collect();
            let links: Vec<String> = entry.links.iter().map(|link| anchor(&link.label, &link.href)).collect();
            format!(
                "<li{}><b>{}</b><br>{}{}<br>{}{}</li>\n",
                lang(entry),
                title(entry),
                cover(entry),
                summary.join("<br>"),
                links.join(" | "),
                player(entry)
            )
        })
        .collect();
    format!("<ul class=\"plain\">\n{items}</ul>")
}

fn flat(entries: &[SiteEntry]) -> String {
    entries
        .iter()
        .map(|entry| {
            let links: String =
                entry.links.iter().map(|link| format!("<p>{}</p>", anchor(&link.label, &link.href))).collect();
            format!(
                "<h3{}>{}</h3>{}{}{links}{}\n",
                lang(entry),
                title(entry),
                cover(entry),
                paragraphs(entry),
                player(entry)
            )
        })
        .collect()
}

fn title(entry: &SiteEntry) -> String {
    match &entry.title_href {
        Some(href) => anchor(&entry.title, href),
        None => escape(&entry.title),
    }
}

fn lang(entry: &SiteEntry) -> String {
    match entry.language.as_deref() {
        Some(tag @ ("ar" | "ur")) => format!(" lang=\"{tag}\" dir=\"auto\""),
        Some(tag) => format!(" lang=\"{tag}\""),
        None => String::new(),
    }
}

fn paragraphs(entry: &SiteEntry) -> String {
    entry.paragraphs.iter().map(|text| format!("<p>{}</p>", lines(&markup::html(text)))).collect()
}

fn lines(html: &str) -> String {
    html.replace('\n', "<br>")
}

fn buttons(entry: &SiteEntry) -> String {
    let buttons: String = entry
        .links
        .iter()
        .map(|link| {
            format!(
                "<a class=\"button\" href=\"{}\" target=\"_blank\" rel=\"noopener\">{}</a>",
                escape(&link.href),
                escape(&link.label)
            )
        })
        .collect();
    let buttons = if buttons.is_empty() { buttons } else { format!("<p class=\"buttons\">{buttons}</p>") };
    buttons + &player(entry)
}

fn cover(entry: &SiteEntry) -> String {
    let href = entry.cover_href.as_deref().map(escape);
    href.map(|href| format!("<a class=\"cover\" href=\"{href}\"><img src=\"/assets/icons/cover.svg\" alt=\"\"></a>"))
        .unwrap_or_default()
}

fn player(entry: &SiteEntry) -> String {
    let player = entry.player.as_deref().map(escape);
    player
        .map(|src| {
            format!(
                "<div class=\"video\"><iframe src=\"{src}\" title=\"\" allowfullscreen loading=\"lazy\"></iframe></div>"
            )
        })
        .unwrap_or_default()
}

fn anchor(label: &str, href: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(href), escape(label))
}
