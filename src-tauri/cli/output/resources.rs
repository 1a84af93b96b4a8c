//! Resources, their files and their text.

use std::fmt::Write;
use std::path::PathBuf;

use catalogue::{
    Attachment, AttachmentState, AttachmentText, Kind, OcrProgress, Resource, ResourceState, TextQuality, TextSource,
    TrustState,
};

use super::{count, fields, moment, on_one_line, paragraph, size};

/// The kind as words: "questions and answers".
pub fn kind_words(kind: Kind) -> String {
    kind.name().replace('_', " ")
}

pub fn resource_list(resources: &[Resource]) -> String {
    let mut out = String::new();
    for resource in resources {
        let stands = match &resource.trust {
            Some(trust) if trust.state != TrustState::Current => format!(" ({})", super::trust::state(trust)),
            None if resource.state == ResourceState::Withdrawn => " (withdrawn)".to_owned(),
            _ => String::new(),
        };
        let _ = writeln!(
            out,
            "{:10}  {:21}  {:3}  {}{stands}",
            resource.id.as_str(),
            kind_words(resource.kind),
            on_one_line(&resource.language),
            on_one_line(&resource.title),
        );
    }
    if !resources.is_empty() {
        out.push('\n');
    }
    out + &count(resources.len() as u64, "resource", "resources") + "\n"
}

pub fn resource(resource: &Resource) -> String {
    let mut out = format!("{}\n\n", on_one_line(&resource.title));
    if !resource.summary.is_empty() {
        out += &paragraph(&resource.summary, 2);
        out.push('\n');
    }
    out += &fields(&resource_fields(resource));
    if !resource.attachments.is_empty() {
        let _ = writeln!(out, "\nFiles");
        for attachment in &resource.attachments {
            out += &attachment_lines(attachment);
        }
    }
    if !resource.links.is_empty() {
        let _ = writeln!(out, "\nLinks (need the internet)");
        for link in &resource.links {
            let _ = writeln!(out, "  {}\n    {}", on_one_line(&link.label), on_one_line(&link.url));
        }
    }
    out
}

fn resource_fields(resource: &Resource) -> Vec<(&'static str, String)> {
    let guess = if resource.kind_is_guess { " (guessed from its words)" } else { "" };
    let mut rows = vec![
        ("Id", resource.id.to_string()),
        ("Kind", format!("{}{guess}", kind_words(resource.kind))),
        ("Language", resource.language.clone()),
    ];
    if !resource.topics.is_empty() {
        rows.push(("Topics", resource.topics.join(", ")));
    }
    if let Some(date) = &resource.date {
        rows.push(("Date printed", date.printed.clone()));
    }
    rows.push(("Source", resource.source.to_string()));
    if !resource.page_url.is_empty() {
        rows.push(("Page", resource.page_url.clone()));
    }
    rows.push(("State", resource.trust.as_ref().map_or_else(String::new, super::trust::state)));
    rows.push(("First seen", moment(resource.first_seen)));
    rows.push((
        "Last confirmed",
        match resource.last_confirmed {
            Some(at) => moment(at),
            None => "not yet: known from what came with the program".to_owned(),
        },
    ));
    rows.push(("Last changed", moment(resource.last_changed)));
    rows
}

fn attachment_lines(attachment: &Attachment) -> String {
    let mut facts = vec![attachment.id.to_string()];
    facts.push(match attachment.state {
        AttachmentState::Here => "here".to_owned(),
        AttachmentState::Pending => "not fetched yet".to_owned(),
        AttachmentState::Failed => "could not be fetched".to_owned(),
        AttachmentState::Withdrawn => "withdrawn".to_owned(),
    });
    if !attachment.media_type.is_empty() {
        facts.push(attachment.media_type.clone());
    }
    if attachment.state == AttachmentState::Here {
        facts.push(size(attachment.size_bytes));
        facts.push(match attachment.text {
            TextQuality::Good => "text is searchable".to_owned(),
            TextQuality::Poor => "text is partly readable".to_owned(),
            TextQuality::None => "without text".to_owned(),
        });
    }
    if let Some(pages) = attachment.pages {
        facts.push(count(u64::from(pages), "page", "pages"));
    }
    let label = if attachment.label.trim().is_empty() { "(no words)" } else { attachment.label.as_str() };
    let mut out = format!("  {}\n    {}\n", on_one_line(label), on_one_line(&facts.join(" · ")));
    if let Some(problem) = &attachment.problem {
        out += &paragraph(problem, 4);
    }
    let _ = writeln!(out, "    {}", on_one_line(&attachment.url));
    out
}

pub fn text(text: &AttachmentText) -> String {
    let mut out = String::new();
    for page in &text.pages {
        if let Some(number) = page.page {
            let how = if page.source == TextSource::Ocr { ", read from a picture" } else { "" };
            let _ = writeln!(out, "--- page {number}{how} ---\n");
        }
        let _ = writeln!(out, "{}\n", page.text.trim_end());
    }
    match text.quality {
        TextQuality::Good => {}
        TextQuality::Poor if text.pages.iter().any(|page| page.source == TextSource::Ocr) => {
            out.push_str(
                "(Words that were read from pictures by a computer may be wrong. Check them against the pages.)\n",
            );
        }
        TextQuality::Poor => out.push_str("(Some of this text could not be read well.)\n"),
        TextQuality::None => out.push_str("(This file has no text that can be read.)\n"),
    }
    if text.pictures > 0 {
        let pages = count(u64::from(text.pictures), "page is a picture", "pages are pictures");
        let _ = writeln!(out, "({pages}. With --ocr their words are read, where this computer has Tesseract.)");
    }
    out
}

/// Before each page that is read from its picture.
pub fn picture_step(progress: OcrProgress) -> String {
    format!("Reading picture {} of {}", progress.done + 1, progress.total)
}

pub fn pictures_not_read(failed: u32) -> String {
    let pages = count(u64::from(failed), "page", "pages");
    format!("{pages} could not be read from the picture. Try again, or read the pages themselves.")
}

pub fn saved(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| format!("{}\n", path.display())).collect()
}

#[cfg(test)]
pub mod tests {
    use catalogue::{
        AttachmentId, DatePrecision, ExternalLink, ExternalLinkKind, PageText, PrintedDate, ResourceId, SourceId,
        Trust, TrustState,
    };

    use super::*;

    pub fn example() -> Resource {
        let at: catalogue::Timestamp = "2026-11-22T05:25:45Z".parse().unwrap();
        Resource {
            id: ResourceId::from("k3m9qp2x7a"),
            title: "Urgent Treatment Centre".into(),
            summary: "For minor injuries.\nCall NHS 111 first.".into(),
            kind: Kind::Leaflet,
            kind_is_guess: true,
            topics: vec!["urgent care".into(), "hospitals".into()],
            language: "en".into(),
            source: SourceId::from("tower-hamlets-together"),
            page_url: "https://example.org/resource-library".into(),
            date: Some(PrintedDate {
                printed: "14 August 2019".into(),
                from: "2019-08-14".parse().unwrap(),
                to: "2019-08-14".parse().unwrap(),
                precision: DatePrecision::Day,
            }),
            state: ResourceState::Current,
            first_seen: at,
            last_confirmed: None,
            last_changed: at,
            withdrawn_on: None,
            from_starter: true,
            trust: Some(Trust {
                state: TrustState::Unknown,
                days_since_confirmed: None,
                is_unconfirmed: false,
                withdrawn_on: None,
                replaced_by: None,
                review: None,
            }),
            attachments: vec![Attachment {
                id: AttachmentId::from("a1b2c3d4e5f6"),
                url: "https://example.org/leaflet.pdf".into(),
                label: "DOWNLOAD the official leaflet now".into(),
                media_type: "application/pdf".into(),
                size_bytes: 123_456,
                sha256: Some("00".repeat(32)),
                state: AttachmentState::Here,
                pages: Some(2),
                text: TextQuality::Good,
                language: Some("en".into()),
                problem: None,
            }],
            links: vec![ExternalLink {
                url: "https://www.youtube.com/watch?v=x".into(),
                label: "Film".into(),
                kind: ExternalLinkKind::Video,
            }],
        }
    }

    #[test]
    fn a_resource_in_full() {
        insta::assert_snapshot!(resource(&example()), @r"
        Urgent Treatment Centre

          For minor injuries.
          Call NHS 111 first.

          Id              k3m9qp2x7a
          Kind            leaflet (guessed from its words)
          Language        en
          Topics          urgent care, hospitals
          Date printed    14 August 2019
          Source          tower-hamlets-together
          Page            https://example.org/resource-library
          State           not confirmed with the site yet
          First seen      2026-11-22 05:25 UTC
          Last confirmed  not yet: known from what came with the program
          Last changed    2026-11-22 05:25 UTC

        Files
          DOWNLOAD the official leaflet now
            a1b2c3d4e5f6 · here · application/pdf · 123.5 kB · text is searchable · 2 pages
            https://example.org/leaflet.pdf

        Links (need the internet)
          Film
            https://www.youtube.com/watch?v=x
        ");
    }

    #[test]
    fn a_list_has_one_line_each() {
        let stands = |state| example().trust.map(|trust| Trust { state, ..trust });
        let withdrawn = Resource { title: "Gone".into(), trust: stands(TrustState::Withdrawn), ..example() };
        let current = Resource { title: "Known".into(), trust: stands(TrustState::Current), ..example() };
        insta::assert_snapshot!(resource_list(&[example(), withdrawn, current]), @r"
        k3m9qp2x7a  leaflet                en   Urgent Treatment Centre (not confirmed with the site yet)
        k3m9qp2x7a  leaflet                en   Gone (withdrawn from the site)
        k3m9qp2x7a  leaflet                en   Known

        3 resources
        ");
        assert_eq!(resource_list(&[]), "0 resources\n");
    }

    #[test]
    fn text_keeps_its_pages_and_says_when_it_is_poor() {
        let page = |page, text: &str| PageText::new(page, text);
        let pages = AttachmentText {
            attachment: AttachmentId::from("a"),
            quality: TextQuality::Poor,
            language: None,
            pages: vec![page(Some(1), "One.\nTwo."), page(Some(2), "Three.")],
            bookmarks: Vec::new(),
            pictures: 0,
        };
        insta::assert_snapshot!(text(&pages), @r"
        --- page 1 ---

        One.
        Two.

        --- page 2 ---

        Three.

        (Some of this text could not be read well.)
        ");
        let whole = AttachmentText { quality: TextQuality::Good, pages: vec![page(None, "All.")], ..pages };
        assert_eq!(text(&whole), "All.\n\n");
    }
}
