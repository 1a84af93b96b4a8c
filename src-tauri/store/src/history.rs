//! What changed and when: questions to what every revision and every file left behind.

use catalogue::Timestamp;
use rusqlite::Transaction;

use crate::Store;
use crate::error::StoreError;

/// Files are noted in batches, whose moments may be out of order by seconds: so many of the last are asked.
const LAST_FILES: &str = "SELECT at FROM attachment_files ORDER BY number DESC LIMIT 200";

impl Store {
    /// The moment of the newest change that is here; `None` in an empty library.
    pub fn newest_change(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|view| {
            let resources = "SELECT at FROM resource_revisions ORDER BY revision DESC LIMIT 1";
            let about = "SELECT at FROM about_revisions ORDER BY revision DESC LIMIT 1";
            let newest = [resources, about, LAST_FILES].map(|sql| latest(view, sql));
            newest.into_iter().try_fold(None, |newest, at| Ok(newest.max(at?)))
        })
    }
}

/// Compared here, not by SQLite: as text, a moment with parts of a second would sort before the whole second.
fn latest(view: &Transaction<'_>, sql: &str) -> Result<Option<Timestamp>, StoreError> {
    let mut statement = view.prepare_cached(sql)?;
    let moments: Vec<Timestamp> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(moments.into_iter().max())
}

#[cfg(test)]
mod tests {
    use crate::NewRevision;
    use crate::testing::{arrive, at, library, resource_with, revision_of};

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
}
