//! What resources are filed under: the little of each that is counted, for all of them at once.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use catalogue::{Kind, PrintedDate, ResourceId, SourceId};

use crate::Store;
use crate::columns::{Json, Name};
use crate::error::StoreError;

/// What a resource is filed under. It is for counting, and read without a look at the seals: what is shown to a reader
/// is read as a [`catalogue::Resource`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    pub id: ResourceId,
    pub source: SourceId,
    pub title: String,
    pub kind: Kind,
    pub language: String,
    pub topics: Vec<String>,
    /// That the printed date reaches over.
    pub years: Option<RangeInclusive<i16>>,
    pub withdrawn: bool,
    pub from_starter: bool,
    pub files: FiledFiles,
}

/// Of the files of a resource, whether any …
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FiledFiles {
    /// … is on this device;
    pub here: bool,
    /// … has text that can be read and searched;
    pub with_text: bool,
    /// … is still to come.
    pub missing: bool,
}

impl Store {
    /// Every resource in which something searchable changed after this serial (0: every one), in the order of the list.
    pub fn filed(&self, since: u64) -> Result<Vec<Filed>, StoreError> {
        self.read(|view| {
            let mut statement = view.prepare_cached(
                "SELECT resource, max(sha256 IS NOT NULL), max(text <> 'none'), max(state = 'pending') FROM attachments
                 WHERE ?1 = 0 OR resource IN (SELECT id FROM resources WHERE serial > ?1) GROUP BY resource",
            )?;
            let rows = statement.query_map([since], |row| {
                let files = FiledFiles { here: row.get(1)?, with_text: row.get(2)?, missing: row.get(3)? };
                Ok((row.get::<_, String>(0)?, files))
            })?;
            let files: HashMap<String, FiledFiles> = rows.collect::<Result<_, _>>()?;
            let mut statement = view.prepare_cached(
                "SELECT id, source, title, kind, language, topics, date, state = 'withdrawn', from_starter FROM resources
                 WHERE serial > ?1 ORDER BY state = 'withdrawn', source, place, id",
            )?;
            let rows = statement.query_map([since], |row| {
                let id: String = row.get(0)?;
                Ok(Filed {
                    files: files.get(&id).copied().unwrap_or_default(),
                    id: ResourceId(id),
                    source: SourceId(row.get(1)?),
                    title: row.get(2)?,
                    kind: row.get::<_, Name<_>>(3)?.0,
                    language: row.get(4)?,
                    topics: row.get::<_, Json<_>>(5)?.0,
                    years: row.get::<_, Option<Json<PrintedDate>>>(6)?.and_then(|date| date.0.years()),
                    withdrawn: row.get(7)?,
                    from_starter: row.get(8)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use catalogue::{AttachmentState, ResourceState, TextQuality};

    use super::*;
    use crate::testing::{at, attachment, library, resource, revision_of};

    #[test]
    fn each_is_filed_under_what_it_is() {
        let (_folder, store) = library();
        let mut all = ["with", "without", "gone"].map(resource);
        let mut file = attachment(&all[0], "a.pdf");
        (file.sha256, file.state, file.text) = (Some("a".repeat(64)), AttachmentState::Here, TextQuality::Poor);
        all[0].attachments = vec![file, attachment(&all[0], "b.pdf")];
        all[0].topics = vec!["Heart".into()];
        all[0].date = catalogue::find_printed_date("2019-2021");
        (all[2].state, all[2].withdrawn_on) = (ResourceState::Withdrawn, Some(at(9)));
        store.apply(&revision_of(&all)).unwrap();
        let filed = store.filed(0).unwrap();
        assert_eq!(filed.iter().map(|filed| filed.title.as_str()).collect::<Vec<_>>(), ["with", "without", "gone"]);
        assert_eq!(filed[0].files, FiledFiles { here: true, with_text: true, missing: true });
        assert_eq!(
            (filed[0].topics.as_slice(), filed[0].years.clone()),
            (&["Heart".to_owned()][..], Some(2019..=2021))
        );
        assert_eq!(filed[1].files, FiledFiles::default());
        assert_eq!(filed.iter().map(|filed| filed.withdrawn).collect::<Vec<_>>(), [false, false, true]);
    }

    #[test]
    fn what_changed_is_filed_alone() {
        let (_folder, store) = library();
        let mut all = ["one", "other"].map(resource);
        store.apply(&revision_of(&all)).unwrap();
        let before = store.serial().unwrap();
        assert_eq!(store.filed(before).unwrap(), []);
        all[1].kind = Kind::Video;
        store.apply(&revision_of(&all[1..])).unwrap();
        let filed = store.filed(before).unwrap();
        assert_eq!(filed.iter().map(|filed| (&filed.id, filed.kind)).collect::<Vec<_>>(), [(&all[1].id, Kind::Video)]);
    }
}
