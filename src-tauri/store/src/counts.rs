//! What is here, in numbers.

use std::collections::HashMap;

use catalogue::{AttachmentTotals, SourceId, TextTotals};

use crate::error::StoreError;
use crate::{Store, meta};

/// The store's share of `catalogue::Status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreCounts {
    pub revision: u64,
    /// Current resources.
    pub resources: u32,
    pub withdrawn: u32,
    /// Of current resources.
    pub attachments: AttachmentTotals,
    /// Of the attachments that are here.
    pub text: TextTotals,
    /// Room that the catalogue file takes with what SQLite keeps beside it, in bytes.
    pub store_bytes: u64,
}

impl Store {
    /// All counts as of one moment.
    /// Documents of current resources on this device that have text, or may have and were not read yet; and how many of
    /// them were read before the given serial, so that an index of that serial has their text.
    pub fn searchable(&self, serial: u64) -> Result<(u32, u32), StoreError> {
        self.read(|view| {
            let mut statement = view.prepare_cached(
                "SELECT count(*) FILTER (WHERE t.quality IS NOT NULL AND r.serial <= ?1), count(*)
                 FROM attachments AS a
                 JOIN resources AS r ON r.id = a.resource AND r.state = 'current'
                 LEFT JOIN texts AS t ON t.sha256 = a.sha256
                 WHERE a.state = 'here' AND t.quality IS NOT 'none'",
            )?;
            Ok(statement.query_row([serial as i64], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
    }

    /// Current resources of each source that has any.
    pub fn resources_by_source(&self) -> Result<HashMap<SourceId, u32>, StoreError> {
        self.read(|view| {
            let sql = "SELECT source, count(*) FROM resources WHERE state = 'current' GROUP BY source";
            let mut statement = view.prepare_cached(sql)?;
            let counted = statement.query_map([], |row| Ok((SourceId(row.get(0)?), row.get(1)?)))?;
            Ok(counted.collect::<Result<_, _>>()?)
        })
    }

    pub fn status_counts(&self) -> Result<StoreCounts, StoreError> {
        let store_bytes = self.bytes();
        self.read(|view| {
            let (resources, withdrawn) = view.query_row(
                "SELECT count(*) FILTER (WHERE state = 'current'), count(*) FILTER (WHERE state = 'withdrawn')
                 FROM resources",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            let (attachments, text) = view.query_row(
                "SELECT count(*) FILTER (WHERE a.state = 'here'),
                        count(*) FILTER (WHERE a.state = 'pending'),
                        count(*) FILTER (WHERE a.state = 'failed'),
                        count(*) FILTER (WHERE a.state = 'here' AND t.quality = 'good'),
                        count(*) FILTER (WHERE a.state = 'here' AND t.quality = 'poor'),
                        count(*) FILTER (WHERE a.state = 'here' AND t.quality = 'none'),
                        count(*) FILTER (WHERE a.state = 'here' AND t.quality IS NULL)
                 FROM attachments AS a
                 JOIN resources AS r ON r.id = a.resource AND r.state = 'current'
                 LEFT JOIN texts AS t ON t.sha256 = a.sha256",
                [],
                |row| {
                    let attachments = AttachmentTotals { here: row.get(0)?, pending: row.get(1)?, failed: row.get(2)? };
                    let text = TextTotals {
                        searchable: row.get(3)?,
                        poor: row.get(4)?,
                        none: row.get(5)?,
                        waiting: row.get(6)?,
                    };
                    Ok((attachments, text))
                },
            )?;
            let revision = meta::revision(view)?;
            Ok(StoreCounts { revision, resources, withdrawn, attachments, text, store_bytes })
        })
    }
}

#[cfg(test)]
mod tests {
    use catalogue::{AttachmentTotals, ResourceState, TextQuality, TextTotals};

    use crate::StoredText;
    use crate::testing::{arrive, at, library, resource_with, revision_of};

    #[test]
    fn counts_are_of_current_resources() {
        let (_folder, store) = library();
        let empty = store.status_counts().unwrap();
        assert_eq!((empty.revision, empty.resources, empty.withdrawn), (0, 0, 0));
        assert!(empty.store_bytes > 0);

        let names = ["good", "poor", "none", "waiting", "pending", "failed"];
        let here = resource_with("here", &names);
        let mut gone = resource_with("gone", &["1.pdf"]);
        gone.state = ResourceState::Withdrawn;
        gone.withdrawn_on = Some(at(1));
        store.apply(&revision_of(&[here.clone(), gone.clone()])).unwrap();
        arrive(&store, &gone.attachments[0], b"gone", 1);
        for (attachment, name) in here.attachments.iter().zip(names) {
            let quality = match name {
                "good" => Some(TextQuality::Good),
                "poor" => Some(TextQuality::Poor),
                "none" => Some(TextQuality::None),
                _ => None,
            };
            match name {
                "pending" => {}
                "failed" => store.attachment_failed(&attachment.id, "why").unwrap(),
                _ => {
                    let sha256 = arrive(&store, attachment, name.as_bytes(), 1);
                    let Some(quality) = quality else { continue };
                    let text = StoredText {
                        media_type: String::new(),
                        pages: Vec::new(),
                        page_count: None,
                        quality,
                        language: None,
                        problem: None,
                        problem_code: None,
                        title: None,
                        facts: catalogue::Facts::default(),
                        bookmarks: Vec::new(),
                    };
                    store.put_text(&sha256, 1, &text).unwrap();
                }
            }
        }
        let counts = store.status_counts().unwrap();
        assert_eq!((counts.revision, counts.resources, counts.withdrawn), (1, 1, 1));
        assert_eq!(counts.attachments, AttachmentTotals { here: 4, pending: 1, failed: 1 });
        assert_eq!(counts.text, TextTotals { searchable: 1, poor: 1, none: 1, waiting: 1 });
    }
}
