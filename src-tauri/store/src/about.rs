//! The partnership's page: the text as it is, and every text that it ever had.

use catalogue::{About, Timestamp};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::columns::Json;
use crate::error::StoreError;
use crate::{Store, seals};

pub(crate) const TABLES_1: &str = "
    CREATE TABLE about_revisions (
        revision       INTEGER PRIMARY KEY,
        at             TEXT NOT NULL,
        last_confirmed TEXT,
        content        TEXT NOT NULL, -- JSON
        seal INTEGER NOT NULL AS (checksum(revision, at, last_confirmed, content)) STORED
    ) STRICT;
";

/// The partnership's page as it stood from one revision on.
#[derive(Debug, Clone, PartialEq)]
pub struct AboutRevision {
    pub revision: u64,
    /// When it was first read in this wording.
    pub at: Timestamp,
    pub about: About,
}

impl Store {
    /// The partnership's page; `None` where it was never read.
    pub fn about(&self) -> Result<Option<About>, StoreError> {
        Ok(self.read(|view| read(view, 1))?.pop().map(|latest| latest.about))
    }

    /// Every wording that the partnership's page ever had, newest first.
    pub fn about_revisions(&self) -> Result<Vec<AboutRevision>, StoreError> {
        self.read(|view| read(view, u32::MAX))
    }
}

pub(crate) fn read(view: &Transaction<'_>, limit: u32) -> Result<Vec<AboutRevision>, StoreError> {
    let sql = "SELECT * FROM about_revisions ORDER BY revision DESC LIMIT ?1";
    let mut statement = view.prepare_cached(sql)?;
    let found = statement.query_map([limit], |row| {
        seals::whole(row)?;
        let about = About { last_confirmed: row.get("last_confirmed")?, ..row.get::<_, Json<About>>("content")?.0 };
        Ok(AboutRevision { revision: row.get("revision")?, at: row.get("at")?, about })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

pub(crate) fn put(change: &Transaction<'_>, about: &About, revision: u64, at: Timestamp) -> Result<(), StoreError> {
    change.execute(
        "INSERT INTO about_revisions (revision, at, last_confirmed, content) VALUES (?1, ?2, ?3, ?4)",
        params![revision, at, about.last_confirmed, Json(about)],
    )?;
    Ok(())
}

/// The site still shows the latest text.
pub(crate) fn confirm(change: &Transaction<'_>, at: Timestamp) -> Result<(), StoreError> {
    let latest: Option<u64> =
        change.query_row("SELECT max(revision) FROM about_revisions", [], |row| row.get(0)).optional()?.flatten();
    change.execute("UPDATE about_revisions SET last_confirmed = ?2 WHERE revision = ?1", params![latest, at])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use catalogue::{About, AboutSection, Objective};

    use crate::NewRevision;
    use crate::testing::{at, library, revision_of};

    fn about(vision: &str) -> About {
        About {
            vision: Some(vision.into()),
            values: vec!["kind \"words\"".into()],
            objectives: vec![Objective { title: "One".into(), text: "অভিজ্ঞতা".into() }],
            sections: vec![AboutSection { lists: vec![vec![], vec!["a".into()]], ..AboutSection::default() }],
            last_changed: Some(at(1)),
            ..About::default()
        }
    }

    #[test]
    fn every_wording_is_kept_and_the_latest_confirmed() {
        let (_folder, store) = library();
        assert_eq!(store.about().unwrap(), None);
        store.confirm(at(1), &[], true, &[]).unwrap();
        assert_eq!(store.about().unwrap(), None, "confirming nothing makes nothing");

        let (old, new) = (about("Old"), about("New"));
        store.apply(&NewRevision { about: Some(&old), ..revision_of(&[]) }).unwrap();
        assert_eq!(store.about().unwrap().as_ref(), Some(&old));
        store.apply(&NewRevision { about: Some(&new), ..revision_of(&[]) }).unwrap();
        store.confirm(at(7), &[], true, &[]).unwrap();
        assert_eq!(store.about().unwrap(), Some(About { last_confirmed: Some(at(7)), ..new.clone() }));
        store.apply(&NewRevision { at: at(8), about_confirmed: true, ..NewRevision::default() }).unwrap();
        assert_eq!(store.about().unwrap().unwrap().last_confirmed, Some(at(8)));

        let wordings = store.about_revisions().unwrap();
        assert_eq!(wordings.iter().map(|wording| wording.revision).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(wordings[1].about, old, "an earlier wording is not confirmed by a later one");
    }
}
