//! The text of an attachment, by page.

use serde::{Deserialize, Serialize};

use crate::AttachmentId;

/// How far the text of a file can be trusted for searching and reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum TextQuality {
    #[default]
    Good,
    /// Some of it could not be read, or it reads like noise.
    Poor,
    /// A picture, a video, an unknown format, or a file that is not here.
    None,
}

/// Where words come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum TextSource {
    /// From the file, which holds them as letters.
    #[default]
    File,
    /// From a picture of the page, by a program that guesses which letters it sees.
    Ocr,
}

/// One page (or, where the format has no pages, the whole text as one).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct PageText {
    /// From 1: a printed page, or a slide, sheet, chapter or member of an archive; null where the format has none.
    pub page: Option<u32>,
    /// Paragraphs parted by a line feed.
    pub text: String,
    /// Which of the paragraphs are headings, in their order. Empty where the format, or the writer, has none.
    #[serde(default)]
    pub headings: Vec<Heading>,
    /// Which words of the page lead somewhere, in their order. Empty where the format has no links, or they are not read.
    #[serde(default)]
    pub links: Vec<TextLink>,
    /// How far the text of this page can be trusted.
    #[serde(default)]
    pub quality: TextQuality,
    /// BCP 47, told from the text of this page; null where it is too short or not clear enough.
    #[serde(default)]
    pub language: Option<String>,
    #[serde(default)]
    pub source: TextSource,
}

/// A paragraph that is a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Heading {
    /// The number of the paragraph in the page's text, from 0.
    pub line: u32,
    /// From 1, the highest, to 6.
    pub level: u8,
}

/// Words that lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct TextLink {
    /// The number of the paragraph in the page's text, from 0.
    pub line: u32,
    /// Where the words begin in the paragraph and where they end (exclusive), in Unicode scalar values.
    pub from: u32,
    pub to: u32,
    pub target: LinkTarget,
}

/// Where words lead.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
#[serde(rename_all = "snake_case")]
pub enum LinkTarget {
    /// An address that begins with `http:`, `https:`, `mailto:` or `tel:`.
    Url(String),
    /// A page of the same document, from 1.
    Page(u32),
}

/// An entry of a document's own table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Bookmark {
    pub title: String,
    /// From 1, the highest, to 6.
    pub level: u8,
    /// From 1.
    pub page: u32,
}

impl PageText {
    /// A page without headings, as good as any.
    pub fn new(page: Option<u32>, text: impl Into<String>) -> Self {
        PageText { page, text: text.into(), ..PageText::default() }
    }

    /// The words that lead somewhere.
    pub fn link_words(&self, link: &TextLink) -> String {
        let line = self.text.split('\n').nth(link.line as usize).unwrap_or_default();
        line.chars().skip(link.from as usize).take(link.to.saturating_sub(link.from) as usize).collect()
    }

    /// The words of each heading, in their order.
    pub fn heading_words(&self) -> impl Iterator<Item = &str> {
        let lines: Vec<&str> = self.text.split('\n').collect();
        self.headings.iter().filter_map(move |heading| lines.get(heading.line as usize).copied())
    }
}

/// What `together text` prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct AttachmentText {
    pub attachment: AttachmentId,
    pub quality: TextQuality,
    pub language: Option<String>,
    pub pages: Vec<PageText>,
    /// The document's own table of contents, in its order. Empty where it has none.
    #[serde(default)]
    pub bookmarks: Vec<Bookmark>,
    /// Pages, of the whole file, that are pictures, and whose words a program could try to read.
    #[serde(default)]
    pub pictures: u32,
}

/// How far reading words from the pictures of a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct OcrProgress {
    /// Pages that are done.
    pub done: u32,
    pub total: u32,
}

/// What came of it, in pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct OcrOutcome {
    /// Words were found on them.
    pub with_words: u32,
    pub without_words: u32,
    /// They could not be drawn, or reading them failed or took too long.
    pub failed: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_paragraphs_of_the_text() {
        let heading = |line| Heading { line, level: 1 };
        let headings = vec![heading(0), heading(2), heading(9)];
        let page = PageText { headings, ..PageText::new(None, "Feet\nLook at them.\nShoes") };
        assert_eq!(page.heading_words().collect::<Vec<_>>(), ["Feet", "Shoes"]);
    }
}
