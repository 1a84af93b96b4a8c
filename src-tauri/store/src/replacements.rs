//! What took the place of a withdrawn resource, where that is plain from its files.

use std::collections::{BTreeMap, HashMap, HashSet};

use catalogue::{Replacement, ResourceId};
use rusqlite::Transaction;

use crate::Store;
use crate::error::StoreError;

impl Store {
    /// The current resources that have every file of a withdrawn one, by the withdrawn one's id. Where two could be
    /// meant, none is told.
    pub fn replacements(&self) -> Result<HashMap<ResourceId, Replacement>, StoreError> {
        self.read(|view| {
            let mut taken_over = candidates(view, SAME_FILE)?;
            for (withdrawn, others) in candidates(view, MOVED)? {
                taken_over.entry(withdrawn).or_default().extend(others);
            }
            let wanted = files_of_withdrawn(view)?;
            let mut replacements = HashMap::new();
            for (withdrawn, others) in taken_over {
                let count = wanted.get(&withdrawn).copied().unwrap_or_default();
                let mut whole = others.into_values().filter(|(_, files)| count > 0 && files.len() == count);
                if let (Some((replacement, _)), None) = (whole.next(), whole.next()) {
                    replacements.insert(ResourceId(withdrawn), replacement);
                }
            }
            Ok(replacements)
        })
    }
}

/// By withdrawn resource and by current one: which attachments of the one are with the other.
type Candidates = HashMap<String, BTreeMap<String, (Replacement, HashSet<String>)>>;

/// The very same bytes stand in a current resource.
const SAME_FILE: &str = "SELECT w.resource, w.id, c.resource, r.title FROM resources AS x
    JOIN attachments AS w ON w.resource = x.id AND w.sha256 IS NOT NULL
    JOIN attachments AS c ON c.sha256 = w.sha256 AND c.resource <> x.id AND c.state = 'here'
    JOIN resources AS r ON r.id = c.resource AND r.state = 'current'
    WHERE x.state = 'withdrawn'";

/// The attachment itself went over to a current resource: only the history says whose it was.
const MOVED: &str = "SELECT x.id, a.id, a.resource, r.title FROM resources AS x
    JOIN resource_revisions AS h ON h.resource = x.id AND h.revision =
        (SELECT max(revision) FROM resource_revisions WHERE resource = x.id)
    JOIN json_each(h.content, '$.attachments') AS j
    JOIN attachments AS a ON a.id = j.value ->> 'id' AND a.resource <> x.id AND a.sha256 IS NOT NULL
        AND a.state <> 'withdrawn'
    JOIN resources AS r ON r.id = a.resource AND r.state = 'current'
    WHERE x.state = 'withdrawn'";

fn candidates(view: &Transaction<'_>, sql: &str) -> Result<Candidates, StoreError> {
    let mut found = Candidates::new();
    let mut statement = view.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (withdrawn, file, resource, title): (String, String, String, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let others = found.entry(withdrawn).or_default();
        let replacement = Replacement { resource: ResourceId(resource.clone()), title };
        others.entry(resource).or_insert_with(|| (replacement, HashSet::new())).1.insert(file);
    }
    Ok(found)
}

/// How many files each withdrawn resource had in the end: those it still has, and those that went over to another.
fn files_of_withdrawn(view: &Transaction<'_>) -> Result<HashMap<String, usize>, StoreError> {
    let mut statement = view.prepare_cached(
        "SELECT x.id, count(DISTINCT f.id) FROM resources AS x JOIN (
             SELECT resource, id FROM attachments WHERE sha256 IS NOT NULL
             UNION SELECT h.resource, j.value ->> 'id' FROM resource_revisions AS h,
                 json_each(h.content, '$.attachments') AS j
             WHERE h.revision = (SELECT max(revision) FROM resource_revisions WHERE resource = h.resource)
         ) AS f ON f.resource = x.id WHERE x.state = 'withdrawn' GROUP BY x.id",
    )?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use catalogue::{Resource, ResourceState};

    use super::*;
    use crate::testing::{arrive, at, library, resource_with, revision_of};

    fn withdrawn(resource: &Resource) -> Resource {
        Resource { state: ResourceState::Withdrawn, withdrawn_on: Some(at(9)), ..resource.clone() }
    }

    #[test]
    fn the_same_files_in_a_current_resource() {
        let (_folder, store) = library();
        let old = resource_with("old", &["1.pdf", "2.pdf"]);
        let half = resource_with("half", &["half.pdf"]);
        let new = resource_with("new", &["3.pdf", "4.pdf", "5.pdf"]);
        store.apply(&revision_of(&[old.clone(), half.clone(), new.clone()])).unwrap();
        for (attachment, bytes) in old.attachments.iter().chain(&half.attachments).zip([b"a", b"b", b"a"]) {
            arrive(&store, attachment, bytes, 1);
        }
        assert_eq!(store.replacements().unwrap(), HashMap::new(), "nothing is withdrawn");
        let gone = [store.resource(&old.id).unwrap().unwrap()].map(|old| withdrawn(&old));
        store.apply(&revision_of(&gone)).unwrap();
        assert_eq!(store.replacements().unwrap(), HashMap::new(), "one of its two files is in another");
        for (attachment, bytes) in new.attachments.iter().zip([b"b", b"a", b"c"]) {
            arrive(&store, attachment, bytes, 2);
        }
        let found = store.replacements().unwrap();
        let replacement = Replacement { resource: new.id.clone(), title: new.title };
        assert_eq!(found, HashMap::from([(old.id, replacement)]));
        let twin = resource_with("twin", &["6.pdf", "7.pdf"]);
        store.apply(&revision_of(std::slice::from_ref(&twin))).unwrap();
        for (attachment, bytes) in twin.attachments.iter().zip([b"b", b"a"]) {
            arrive(&store, attachment, bytes, 3);
        }
        assert_eq!(store.replacements().unwrap(), HashMap::new(), "two could be meant");
    }
}
