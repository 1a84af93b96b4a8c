//! What changed and when: questions to what every revision and every file left behind.

use std::collections::HashSet;

use catalogue::{Attachment, Resource, ResourceId, Timestamp};
use jiff::SignedDuration;
use rusqlite::{Transaction, params};

use crate::columns::Json;
use crate::error::StoreError;
use crate::{AttachmentFile, ResourceRevision, Store, attachments, resources};

/// Revisions and files are dated before they are written, and files are written in batches, so that rows may stand out
/// of order by seconds. Looking back ends only where rows are older by far more than that.
const OUT_OF_ORDER: SignedDuration = SignedDuration::from_hours(1);

/// A resource with what it was and had before.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourcePast {
    pub resource: Resource,
    /// Its states, newest first. The last is the first ever, or the one that stood at the moment asked for.
    pub states: Vec<ResourceRevision>,
    pub replaced: Vec<ReplacedFile>,
}

/// A file that took the place of another.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplacedFile {
    pub attachment: Attachment,
    pub before: AttachmentFile,
    pub after: AttachmentFile,
}

impl Store {
    /// The moment of the newest change that is here; `None` in an empty library.
    pub fn newest_change(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|view| {
            let resources = "SELECT at FROM resource_revisions ORDER BY revision DESC LIMIT 1";
            let about = "SELECT at FROM about_revisions ORDER BY revision DESC LIMIT 1";
            let files = "SELECT at FROM attachment_files ORDER BY number DESC LIMIT 200";
            let newest = [resources, about, files].map(|sql| latest(view, sql));
            newest.into_iter().try_fold(None, |newest, at| Ok(newest.max(at?)))
        })
    }

    /// The resources that were written, or that had a file replaced, after this moment; those of the newest revision
    /// first. What was written need not be what a reader calls a change.
    pub fn changed_after(&self, since: Timestamp) -> Result<Vec<ResourceId>, StoreError> {
        self.read(|view| {
            let mut seen = HashSet::new();
            let mut found = written_after(view, since)?;
            found.extend(replaced_after(view, since)?);
            found.retain(|id| seen.insert(id.clone()));
            Ok(found)
        })
    }

    /// A resource with its past, as far back as this moment; `None` where there is no such resource.
    pub fn past(&self, id: &ResourceId, since: Option<Timestamp>) -> Result<Option<ResourcePast>, StoreError> {
        self.read(|view| {
            let Some(resource) = resources::one(view, id)? else { return Ok(None) };
            let states = states(view, id, since)?;
            let mut replaced = Vec::new();
            for attachment in &resource.attachments {
                let files = attachments::files_of(view, &attachment.id)?;
                for pair in files.windows(2).filter(|pair| since.is_none_or(|since| pair[0].at > since)) {
                    let (after, before) = (pair[0].clone(), pair[1].clone());
                    replaced.push(ReplacedFile { attachment: attachment.clone(), before, after });
                }
            }
            Ok(Some(ResourcePast { resource, states, replaced }))
        })
    }
}

/// Newest first.
fn written_after(view: &Transaction<'_>, since: Timestamp) -> Result<Vec<ResourceId>, StoreError> {
    let mut found = Vec::new();
    let mut below = i64::MAX;
    loop {
        // By way of the index from one revision to the next, and one row of each: the rows themselves are long.
        let sql = "SELECT revision, at FROM resource_revisions WHERE revision < ?1 ORDER BY revision DESC LIMIT 1";
        let next = view.prepare_cached(sql)?.query_row([below], |row| Ok((row.get(0)?, row.get::<_, Timestamp>(1)?)));
        let (revision, at) = match next {
            Ok(next) => next,
            Err(rusqlite::Error::QueryReturnedNoRows) => return Ok(found),
            Err(error) => return Err(error.into()),
        };
        if at.duration_until(since) > OUT_OF_ORDER {
            return Ok(found);
        }
        if at > since {
            let sql = "SELECT resource FROM resource_revisions WHERE revision = ?1";
            let mut statement = view.prepare_cached(sql)?;
            for resource in statement.query_map([revision], |row| row.get(0))? {
                found.push(ResourceId(resource?));
            }
        }
        below = revision;
    }
}

/// The resources of files that took another's place, newest first.
fn replaced_after(view: &Transaction<'_>, since: Timestamp) -> Result<Vec<ResourceId>, StoreError> {
    let mut found = Vec::new();
    let mut files = view.prepare_cached("SELECT number, attachment, at FROM attachment_files ORDER BY number DESC")?;
    let mut owner = view.prepare_cached(
        "SELECT resource FROM attachments
         WHERE id = ?1 AND EXISTS (SELECT 1 FROM attachment_files WHERE attachment = ?1 AND number < ?2)",
    )?;
    let mut rows = files.query([])?;
    while let Some(row) = rows.next()? {
        let (number, attachment, at): (u64, String, Timestamp) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if at.duration_until(since) > OUT_OF_ORDER {
            break;
        }
        if at > since {
            for resource in owner.query_map(params![attachment, number], |row| row.get(0))? {
                found.push(ResourceId(resource?));
            }
        }
    }
    Ok(found)
}

fn states(
    view: &Transaction<'_>,
    id: &ResourceId,
    since: Option<Timestamp>,
) -> Result<Vec<ResourceRevision>, StoreError> {
    let sql = "SELECT revision, at, content FROM resource_revisions WHERE resource = ?1 ORDER BY revision DESC";
    let mut statement = view.prepare_cached(sql)?;
    let mut rows = statement.query([id.as_str()])?;
    let mut states = Vec::new();
    while let Some(row) = rows.next()? {
        let at = row.get(1)?;
        states.push(ResourceRevision { revision: row.get(0)?, at, resource: row.get::<_, Json<_>>(2)?.0 });
        if since.is_some_and(|since| at <= since) {
            break;
        }
    }
    Ok(states)
}

/// Compared here, not by SQLite: as text, a moment with parts of a second would sort before the whole second.
fn latest(view: &Transaction<'_>, sql: &str) -> Result<Option<Timestamp>, StoreError> {
    let mut statement = view.prepare_cached(sql)?;
    let moments: Vec<Timestamp> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(moments.into_iter().max())
}

#[cfg(test)]
mod tests {
    use catalogue::ResourceId;

    use crate::testing::{arrive, at, library, resource, resource_with, revision_of};
    use crate::{NewRevision, Store};

    #[test]
    fn the_newest_change_is_that_of_a_resource_a_file_or_the_partnerships_page() {
        let (_folder, store) = library();
        assert_eq!(store.newest_change().unwrap(), None);
        let resource = resource_with("a", &["1.pdf"]);
        store.apply(&NewRevision { at: at(3), ..revision_of(std::slice::from_ref(&resource)) }).unwrap();
        assert_eq!(store.newest_change().unwrap(), Some(at(3)));
        arrive(&store, &resource.attachments[0], b"one", 9);
        arrive(&store, &resource.attachments[0], b"two", 8);
        assert_eq!(store.newest_change().unwrap(), Some(at(9)), "out of order by a second");
        let about = catalogue::About::default();
        let half_later = at(9) + jiff::SignedDuration::from_millis(500);
        store.apply(&NewRevision { at: half_later, about: Some(&about), ..NewRevision::default() }).unwrap();
        assert_eq!(store.newest_change().unwrap(), Some(half_later));
    }

    fn ids(titles: &[&str]) -> Vec<ResourceId> {
        titles.iter().map(|title| resource(title).id).collect()
    }

    /// Four resources with a file each, all written at 0 and their files come at 1; `a` retitled at 100,000 and `b`'s
    /// file replaced at 200,000 seconds.
    fn with_a_past() -> (tempfile::TempDir, Store) {
        let (folder, store) = library();
        let mut all = ["a", "b", "c", "d"].map(|title| resource_with(title, &["1.pdf"]));
        store.apply(&revision_of(&all)).unwrap();
        for (number, resource) in all.iter().enumerate() {
            arrive(&store, &resource.attachments[0], &[number as u8], 1);
        }
        all[0] = store.resource(&all[0].id).unwrap().unwrap();
        all[0].title = "A new name".into();
        store.apply(&NewRevision { at: at(100_000), ..revision_of(&all[..1]) }).unwrap();
        arrive(&store, &all[1].attachments[0], b"another", 200_000);
        (folder, store)
    }

    #[test]
    fn what_changed_after_a_moment_is_named_newest_first_and_once() {
        let (_folder, store) = with_a_past();
        for (since, expected) in [
            (200_000, &[][..]),
            (199_999, &["b"]),
            (100_000, &["b"]),
            (99_999, &["a", "b"]),
            (0, &["a", "b"]),
            (-1, &["a", "b", "c", "d"]),
            (-1_000_000, &["a", "b", "c", "d"]),
        ] {
            let mut found = store.changed_after(at(since)).unwrap();
            if since < 0 {
                assert_eq!(found[0], ids(&["a"])[0]);
                found.sort_by_key(|id| ids(&["a", "b", "c", "d"]).iter().position(|known| known == id));
            }
            assert_eq!(found, ids(expected), "since {since}");
        }
    }

    #[test]
    fn rows_out_of_order_by_seconds_are_found() {
        let (_folder, store) = library();
        let all = ["a", "b"].map(|title| resource_with(title, &["1.pdf"]));
        store.apply(&revision_of(&all)).unwrap();
        for (number, second) in [(0, 1), (1, 1), (0, 20), (1, 17)] {
            arrive(&store, &all[number].attachments[0], &[number as u8, second as u8], second);
        }
        assert_eq!(store.changed_after(at(18)).unwrap(), ids(&["a"]), "the newer file was written first");
        store.apply(&NewRevision { at: at(40), ..revision_of(&all[..1]) }).unwrap();
        store.apply(&NewRevision { at: at(38), ..revision_of(&all[1..]) }).unwrap();
        assert_eq!(store.changed_after(at(39)).unwrap(), ids(&["a"]));
    }

    #[test]
    fn a_past_goes_back_to_the_state_that_stood_at_the_moment() {
        let (_folder, store) = with_a_past();
        let [a, b] = ["a", "b"].map(|title| resource(title).id);
        let seen = |id: &ResourceId, since: Option<i64>| {
            let past = store.past(id, since.map(at)).unwrap().unwrap();
            let states: Vec<u64> = past.states.iter().map(|state| state.revision).collect();
            (states, past.replaced.len())
        };
        assert_eq!(seen(&a, None), (vec![2, 1], 0));
        assert_eq!(seen(&a, Some(100_000)), (vec![2], 0));
        assert_eq!(seen(&a, Some(99_999)), (vec![2, 1], 0));
        assert_eq!(seen(&b, None), (vec![1], 1));
        assert_eq!(seen(&b, Some(200_000)), (vec![1], 0));
        let past = store.past(&b, Some(at(100))).unwrap().unwrap();
        let (before, after) = (&past.replaced[0].before, &past.replaced[0].after);
        assert_eq!((before.size_bytes, before.at, after.size_bytes, after.at), (1, at(1), 7, at(200_000)));
        assert_eq!(past.replaced[0].attachment, past.resource.attachments[0]);
        assert!(store.past(&"none".into(), None).unwrap().is_none());
    }
}
