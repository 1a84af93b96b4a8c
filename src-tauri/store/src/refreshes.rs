//! The record of refreshes: when, how long, what came of it.

use catalogue::{RefreshRecord, RefreshReport, Timestamp};
use rusqlite::params;

use crate::Store;
use crate::columns::{Json, Name};
use crate::error::StoreError;

pub(crate) const TABLES_1: &str = "
    CREATE TABLE refreshes (
        number   INTEGER PRIMARY KEY,
        started  TEXT NOT NULL,
        finished TEXT NOT NULL,
        outcome  TEXT NOT NULL,
        code     TEXT,
        report   TEXT NOT NULL, -- JSON
        seal INTEGER NOT NULL AS (checksum(started, finished, outcome, code, report)) STORED
    ) STRICT;
";

impl Store {
    pub fn record_refresh(
        &self,
        report: &RefreshReport,
        started: Timestamp,
        finished: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|change| {
            change.execute(
                "INSERT INTO refreshes (started, finished, outcome, code, report) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![started, finished, Name(report.outcome), report.code, Json(report)],
            )?;
            Ok(())
        })
    }

    /// The refreshes that ended last, `most` of them, newest first.
    pub fn last_refreshes(&self, most: u32) -> Result<Vec<RefreshRecord>, StoreError> {
        self.read(|view| {
            let sql = "SELECT started, finished, report FROM refreshes ORDER BY number DESC LIMIT ?1";
            let mut statement = view.prepare_cached(sql)?;
            let found = statement.query_map([most], |row| {
                Ok(RefreshRecord { started: row.get(0)?, finished: row.get(1)?, report: row.get::<_, Json<_>>(2)?.0 })
            })?;
            Ok(found.collect::<Result<_, _>>()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use catalogue::{AttachmentCounts, Outcome, Problem, RefreshReport, ResourceCounts};

    use crate::testing::{at, library};

    #[test]
    fn refreshes_are_read_back_newest_first() {
        let (_folder, store) = library();
        let report = |revision, outcome| RefreshReport {
            outcome,
            code: (outcome == Outcome::Stopped).then(|| "offline".into()),
            message: None,
            revision,
            resources: ResourceCounts { added: 3, ..ResourceCounts::default() },
            attachments: AttachmentCounts::default(),
            requests: 7,
            bytes_received: 1 << 40,
            problems: vec![Problem { code: "too_large".into(), url: "https://a".into(), message: "…".into() }],
            losses: vec![],
            sources: vec![],
            next_attempt: None,
        };
        assert!(store.last_refreshes(5).unwrap().is_empty());
        for (second, outcome) in [(1, Outcome::Updated), (2, Outcome::Partial), (3, Outcome::Stopped)] {
            store.record_refresh(&report(second, outcome), at(second as i64), at(second as i64 + 1)).unwrap();
        }
        let last = store.last_refreshes(2).unwrap();
        assert_eq!(last.len(), 2);
        assert_eq!((last[0].started, last[0].finished), (at(3), at(4)));
        assert_eq!(last[0].report, report(3, Outcome::Stopped));
        assert_eq!(last[1].report, report(2, Outcome::Partial));
    }
}
