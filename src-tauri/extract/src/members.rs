//! Documents within a document: in a container, or attached to an e-mail.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use catalogue::{Heading, LinkTarget, PageText, TextQuality};

use crate::problem::Problem;
use crate::{Limits, Reading, Told, read, sniff, tidy};

/// How far the reading of members has come.
#[derive(Debug, Default)]
pub(crate) struct Members {
    /// How deep the present document lies in others.
    depth: u32,
    pages: u32,
    some_unread: bool,
}

impl Reading<'_> {
    /// One level only: what lies in a member is not opened.
    pub(crate) fn may_open_members(&self) -> bool {
        self.members.depth == 0
    }

    /// The first page is the document's own.
    pub(crate) fn skip_member_page(&mut self) {
        self.members.pages += 1;
    }

    pub(crate) fn some_unread(&mut self) {
        self.members.some_unread = true;
    }

    /// The text of a document within this one, under its name.
    pub(crate) fn member(&mut self, name: &str, bytes: &[u8]) {
        let name = tidy::tidy(&name.replace(['\n', '\r'], " "));
        let mut pages = if bytes.is_empty() { Vec::new() } else { self.pages_of(&name, bytes) };
        if pages.is_empty() {
            pages.push(PageText::default());
        }
        let mut heading = Some(name).filter(|name| !name.is_empty());
        for mut page in pages {
            if let Some(name) = heading.take() {
                page.text = format!("{name}\n{}", page.text).trim_end().to_owned();
                for heading in &mut page.headings {
                    heading.line += 1;
                }
                page.headings.insert(0, Heading { line: 0, level: 1 });
                for link in &mut page.links {
                    link.line += 1;
                }
            }
            // Pages have other numbers here, and those without words are left out.
            page.links.retain(|link| !matches!(link.target, LinkTarget::Page(_)));
            self.members.pages += 1;
            self.put(PageText { page: Some(self.members.pages), ..page });
        }
    }

    fn pages_of(&mut self, name: &str, bytes: &[u8]) -> Vec<PageText> {
        let left = self.limits.max_text_bytes.saturating_sub(self.text_bytes);
        let limits = Limits { max_text_bytes: left, ..self.limits.clone() };
        let depth = self.members.depth + 1;
        let mut pages = Vec::new();
        let mut tell = |told| {
            if let Told::Page(page) = told {
                pages.push(page);
            }
        };
        // A member that brings its reader down leaves the others readable.
        let read = std::panic::catch_unwind(AssertUnwindSafe(|| {
            let mut member = Reading::new(&limits, &mut tell);
            member.members.depth = depth;
            read(Arc::new(bytes.to_vec()), &sniff(bytes, name), &mut member);
            let (quality, found) = member.gauge.judge();
            (quality, member.problem.or(found))
        }));
        let is_read = match read {
            // Nothing to read is no fault of a picture or of a film.
            Ok((_, None | Some(Problem::IsPicture | Problem::UnknownFormat | Problem::NoWords))) => true,
            Ok((quality, Some(Problem::PartlyPictures | Problem::UnknownLetters))) => quality == TextQuality::Good,
            Ok(_) | Err(_) => false,
        };
        self.members.some_unread |= !is_read;
        pages
    }

    /// After the last member.
    pub(crate) fn end_members(&mut self) {
        self.page_count(self.members.pages);
        if self.members.some_unread {
            self.problem(Problem::MembersUnread);
        }
    }
}
