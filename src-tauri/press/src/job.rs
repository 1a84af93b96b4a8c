//! What is asked of the press, and what came of it.

use std::ffi::OsString;

use catalogue::PageText;
use serde::{Deserialize, Serialize};

/// One PDF that is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    pub cover: Cover,
    /// In order.
    pub items: Vec<Item>,
}

/// The sheet in front.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    pub title: String,
    /// Lines below the title: when and from what it was made.
    pub made: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub title: String,
    /// What is known of it, a line each.
    pub facts: Vec<String>,
    /// What to know before it is relied on: that it was withdrawn, say.
    pub warnings: Vec<String>,
    /// How it was taken into the pack, where that needs words.
    pub notes: Vec<String>,
    /// The public page; empty where there is none.
    pub url: String,
    pub content: Content,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    Pages(Pages),
    /// The words of a document, set by us; where that cannot be, its pages if it has any.
    Text(Text, Option<Pages>),
    /// It cannot be printed from here: why, in words for a reader.
    LeftOut(String),
}

/// Pages of a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pages {
    /// Of the file; not every path is text.
    pub path: OsString,
    /// From 1, in this order; all where none are named.
    pub pages: Option<Vec<u32>>,
}

/// Words of a document, by page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Text {
    pub pages: Vec<PageText>,
    pub size: TextSize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextSize {
    /// 12 points.
    Plain,
    /// 18 points: large print begins at 16.
    Large,
}

/// What is about to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// The item with this place, from 0, is looked at.
    Item(usize),
    Writing,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pressed {
    /// Of the whole, with the cover.
    pub pages: usize,
    /// One for each item of the job.
    pub items: Vec<PressedItem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PressedItem {
    pub title: String,
    /// Where it begins in the pack, from 1; 0 where it is left out.
    pub first_page: usize,
    pub pages: usize,
    pub notes: Vec<String>,
    pub left_out: Option<String>,
}

/// Why there is no PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// Every item had to be left out.
    Nothing(Vec<PressedItem>),
    TooManyPages,
    /// Our own pages could not be made.
    Unwritable,
    /// It took too long, or more memory than is allowed.
    GaveUp,
    Cancelled,
    /// There is no room for it.
    DiskFull,
    /// The program that does this could not be started, or nothing could be written.
    Failed(String),
}
