//! Snapshots: what an address answered last, so that the next refresh can ask "changed since?".

use catalogue::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::error::StoreError;
use crate::{Store, seals};

pub(crate) const TABLES_1: &str = "
    CREATE TABLE snapshots (
        number        INTEGER PRIMARY KEY,
        url           TEXT NOT NULL UNIQUE,
        final_url     TEXT NOT NULL,
        etag          TEXT,
        last_modified TEXT,
        content_type  TEXT,
        sha256        TEXT NOT NULL,
        fetched_at    TEXT NOT NULL,
        body          BLOB, -- null where the body is a file of the library
        seal INTEGER NOT NULL AS (checksum(url, final_url, etag, last_modified, content_type, sha256, fetched_at,
            body)) STORED
    ) STRICT;
    CREATE INDEX snapshots_by_sha256 ON snapshots (sha256);
";

/// One address as it answered last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// As asked for.
    pub url: String,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Of the body; lower-case hexadecimal.
    pub sha256: String,
    pub fetched_at: Timestamp,
    /// Pages keep theirs, so that "not modified" can be read again; `None` for files, which stand by their hash.
    pub body: Option<Vec<u8>>,
    pub content_type: Option<String>,
    /// After redirects.
    pub final_url: String,
}

impl Store {
    /// What the address answered last; `None` where it never did.
    pub fn snapshot(&self, url: &str) -> Result<Option<Snapshot>, StoreError> {
        self.read(|view| {
            let mut statement = view.prepare_cached("SELECT * FROM snapshots WHERE url = ?1")?;
            let found = statement.query_row([url], |row| {
                seals::whole(row)?;
                Ok(Snapshot {
                    url: row.get("url")?,
                    etag: row.get("etag")?,
                    last_modified: row.get("last_modified")?,
                    sha256: row.get("sha256")?,
                    fetched_at: row.get("fetched_at")?,
                    body: row.get("body")?,
                    content_type: row.get("content_type")?,
                    final_url: row.get("final_url")?,
                })
            });
            Ok(found.optional()?)
        })
    }

    /// Keeps a snapshot in place of the address's earlier one. One without a body leaves the earlier body where the
    /// hash is the same.
    pub fn put_snapshot(&self, snapshot: &Snapshot) -> Result<(), StoreError> {
        self.write(|change| put(change, snapshot))
    }

    /// These addresses answered "not modified" at this moment. Those without a snapshot are passed over.
    pub fn addresses_checked(&self, urls: &[String], at: Timestamp) -> Result<(), StoreError> {
        self.write(|change| {
            let mut statement = change.prepare_cached("UPDATE snapshots SET fetched_at = ?2 WHERE url = ?1")?;
            for url in urls {
                statement.execute(params![url, at])?;
            }
            Ok(())
        })
    }
}

pub(crate) fn put(change: &Transaction<'_>, snapshot: &Snapshot) -> Result<(), StoreError> {
    change
        .prepare_cached(
            "INSERT INTO snapshots (url, final_url, etag, last_modified, content_type, sha256, fetched_at, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (url) DO UPDATE SET final_url = excluded.final_url, etag = excluded.etag,
                 last_modified = excluded.last_modified, content_type = excluded.content_type,
                 fetched_at = excluded.fetched_at, sha256 = excluded.sha256,
                 body = CASE WHEN excluded.body IS NULL AND sha256 = excluded.sha256 THEN body
                             ELSE excluded.body END",
        )?
        .execute(params![
            snapshot.url,
            snapshot.final_url,
            snapshot.etag,
            snapshot.last_modified,
            snapshot.content_type,
            snapshot.sha256,
            snapshot.fetched_at,
            snapshot.body,
        ])?;
    Ok(())
}

pub(crate) fn put_all(change: &Transaction<'_>, snapshots: &[Snapshot]) -> Result<(), StoreError> {
    snapshots.iter().try_for_each(|snapshot| put(change, snapshot))
}

/// Forgets every address that answered with this file: the next refresh asks for it without conditions.
pub(crate) fn forget_file(change: &Transaction<'_>, sha256: &str) -> Result<(), StoreError> {
    change.execute("DELETE FROM snapshots WHERE sha256 = ?1 AND body IS NULL", [sha256])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Snapshot;
    use crate::testing::{at, library, snapshot};

    #[test]
    fn a_snapshot_is_read_back_and_replaced() {
        let (_folder, store) = library();
        let first = Snapshot {
            body: Some(vec![0, 255, b'<']),
            last_modified: Some("Tue, 17 Nov 2020 10:00:00 GMT".into()),
            final_url: "https://www.example.org/list?page=1".into(),
            ..snapshot("https://example.org/list", 'a')
        };
        assert_eq!(store.snapshot(&first.url).unwrap(), None);
        store.put_snapshot(&first).unwrap();
        assert_eq!(store.snapshot(&first.url).unwrap(), Some(first.clone()));
        let second = Snapshot { etag: None, sha256: "b".repeat(64), body: Some(Vec::new()), ..first.clone() };
        store.put_snapshot(&second).unwrap();
        assert_eq!(store.snapshot(&first.url).unwrap(), Some(second));
        assert_eq!(store.snapshot("https://example.org/other").unwrap(), None);
    }

    #[test]
    fn a_body_is_kept_while_its_hash_is_and_never_beside_another() {
        let (_folder, store) = library();
        let page = Snapshot { body: Some(b"page".into()), ..snapshot("https://example.org/list", 'a') };
        store.put_snapshot(&page).unwrap();
        let again = Snapshot { body: None, fetched_at: at(8), ..page.clone() };
        store.put_snapshot(&again).unwrap();
        let kept = store.snapshot(&page.url).unwrap().unwrap();
        assert_eq!((kept.body.as_deref(), kept.fetched_at), (Some(b"page".as_slice()), at(8)));
        store.put_snapshot(&snapshot(&page.url, 'c')).unwrap();
        assert_eq!(store.snapshot(&page.url).unwrap().unwrap().body, None);
    }

    #[test]
    fn an_address_that_answers_not_modified_is_dated_and_nothing_else() {
        let (_folder, store) = library();
        let one = Snapshot { body: Some(b"page".into()), ..snapshot("https://example.org/1", 'a') };
        let other = snapshot("https://example.org/2", 'b');
        store.confirm(at(1), &[], false, &[one.clone(), other.clone()]).unwrap();
        store.addresses_checked(&[one.url.clone(), "https://example.org/unknown".into()], at(7)).unwrap();
        assert_eq!(store.snapshot(&one.url).unwrap(), Some(Snapshot { fetched_at: at(7), ..one }));
        assert_eq!(store.snapshot(&other.url).unwrap(), Some(other));
        assert_eq!(store.snapshot("https://example.org/unknown").unwrap(), None);
    }

    #[test]
    fn an_unchanged_refresh_confirms_many_at_once() {
        let (_folder, store) = library();
        let many: Vec<_> = (0..50).map(|n| snapshot(&format!("https://example.org/{n}"), 'd')).collect();
        store.confirm(at(5), &[], false, &many).unwrap();
        assert_eq!(store.snapshot("https://example.org/49").unwrap().as_ref(), many.last());
        assert_eq!((store.revision().unwrap(), store.serial().unwrap()), (0, 0));
    }
}
