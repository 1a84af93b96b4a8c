//! The partnership's own page: vision, mission, values, objectives, aims and principles.

use serde::{Deserialize, Serialize};

use crate::{Change, Timestamp};

/// What `together about` prints. A part that the page does not have is empty or null, never invented.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct About {
    pub vision: Option<String>,
    /// The points below the vision.
    pub vision_points: Vec<String>,
    pub mission: Option<String>,
    pub values: Vec<String>,
    pub objectives: Vec<Objective>,
    /// The whole page in its own order; every paragraph of it stands here, once.
    pub sections: Vec<AboutSection>,
    pub source_url: String,
    /// When the site last showed this text; null while it is known from the starter content only.
    #[cfg_attr(test, ts(type = "string | null"))]
    pub last_confirmed: Option<Timestamp>,
    #[cfg_attr(test, ts(type = "string | null"))]
    pub last_changed: Option<Timestamp>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct Objective {
    pub title: String,
    pub text: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct AboutSection {
    pub heading: String,
    pub paragraphs: Vec<String>,
    /// Each list with its points, in order.
    pub lists: Vec<Vec<String>>,
}

/// A wording that the partnership's page had before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct EarlierAbout {
    /// When the site was first seen with it.
    #[cfg_attr(test, ts(type = "string"))]
    pub from: Timestamp,
    /// When the site was first seen with the next one.
    #[cfg_attr(test, ts(type = "string"))]
    pub until: Timestamp,
    pub about: About,
    /// What the next wording changed in it.
    pub changes: Vec<Change>,
}
