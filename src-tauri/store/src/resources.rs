//! Resources: one row each, with the order of the source's list and the serial of the last searchable change.

use std::collections::{HashMap, HashSet};

use catalogue::{ListFilter, Resource, ResourceId, Timestamp};
use rusqlite::{Row, ToSql, Transaction, params};

use crate::columns::{Json, Name};
use crate::error::StoreError;
use crate::{Store, attachments, seals};

pub(crate) const TABLES_1: &str = "
    CREATE TABLE resources (
        id             TEXT PRIMARY KEY,
        place          INTEGER NOT NULL, -- in the list of its source
        serial         INTEGER NOT NULL, -- of the last change of anything searchable
        title          TEXT NOT NULL,
        summary        TEXT NOT NULL,
        kind           TEXT NOT NULL,
        kind_is_guess  INTEGER NOT NULL,
        topics         TEXT NOT NULL,    -- JSON
        language       TEXT NOT NULL,
        source         TEXT NOT NULL,
        page_url       TEXT NOT NULL,
        date           TEXT,             -- JSON
        state          TEXT NOT NULL CHECK (state IN ('current', 'withdrawn')),
        first_seen     TEXT NOT NULL,
        last_confirmed TEXT,
        last_changed   TEXT NOT NULL,
        withdrawn_on   TEXT,
        from_starter   INTEGER NOT NULL,
        links          TEXT NOT NULL,    -- JSON
        seal INTEGER NOT NULL AS (checksum(id, place, serial, title, summary, kind, kind_is_guess, topics, language,
            source, page_url, date, state, first_seen, last_confirmed, last_changed, withdrawn_on, from_starter,
            links)) STORED,
        CHECK ((state = 'withdrawn') = (withdrawn_on IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX resources_by_serial ON resources (serial);

    -- Every resource as it was after each revision that wrote it: what changed since a reader last looked.
    CREATE TABLE resource_revisions (
        resource TEXT NOT NULL REFERENCES resources (id),
        revision INTEGER NOT NULL,
        at       TEXT NOT NULL,
        content  TEXT NOT NULL, -- JSON of the resource
        seal INTEGER NOT NULL AS (checksum(resource, revision, at, content)) STORED,
        PRIMARY KEY (resource, revision)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX resource_revisions_by_revision ON resource_revisions (revision);
";

/// A resource as it stood from one revision on.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceRevision {
    pub revision: u64,
    pub at: Timestamp,
    pub resource: Resource,
}

impl Store {
    /// The resources that pass the filter, in the order of the source's list, withdrawn ones last.
    ///
    /// A language passes with its regional forms: `en` finds `en-GB` too.
    pub fn resources(&self, filter: &ListFilter) -> Result<Vec<Resource>, StoreError> {
        let kind = filter.kind.map(Name);
        let language = filter.language.as_deref().map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_lowercase);
        self.read(|view| {
            read(
                view,
                "(?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR lower(language) = ?2
                 OR substr(lower(language), 1, length(?2) + 1) = ?2 || '-') AND (?3 OR state = 'current')",
                &[&kind, &language, &filter.withdrawn],
            )
        })
    }

    /// Every resource, withdrawn ones last.
    pub fn all_resources(&self) -> Result<Vec<Resource>, StoreError> {
        self.read(|view| read(view, "true", &[]))
    }

    /// One resource; `None` where there is none with this id.
    pub fn resource(&self, id: &ResourceId) -> Result<Option<Resource>, StoreError> {
        self.read(|view| one(view, id))
    }

    /// Those with these ids, in this order; ids of none are left out.
    pub fn resources_of(&self, ids: &[&ResourceId]) -> Result<Vec<Resource>, StoreError> {
        self.read(|view| ids.iter().filter_map(|id| one(view, id).transpose()).collect())
    }

    /// The resource as each revision that wrote it left it, newest first.
    pub fn history(&self, id: &ResourceId) -> Result<Vec<ResourceRevision>, StoreError> {
        self.read(|view| {
            let mut statement = view.prepare_cached(
                "SELECT revision, at, content FROM resource_revisions WHERE resource = ?1 ORDER BY revision DESC",
            )?;
            let found = statement.query_map([id.as_str()], |row| {
                let resource = row.get::<_, Json<_>>(2)?.0;
                Ok(ResourceRevision { revision: row.get(0)?, at: row.get(1)?, resource })
            })?;
            Ok(found.collect::<Result<_, _>>()?)
        })
    }

    /// Every resource in which something searchable changed after this serial, withdrawn ones too: what an indexer has
    /// to do. See [`Store::serial`].
    pub fn changed_since(&self, serial: u64) -> Result<Vec<Resource>, StoreError> {
        self.read(|view| read(view, "serial > ?1", &[&serial]))
    }
}

/// The resources for which the SQL condition holds, with their attachments.
pub(crate) fn read(
    view: &Transaction<'_>,
    condition: &'static str,
    values: &[&dyn ToSql],
) -> Result<Vec<Resource>, StoreError> {
    let mut lists = attachments::read_by_resource(view, condition, values)?;
    let sql = format!("SELECT * FROM resources WHERE {condition} ORDER BY state = 'withdrawn', source, place, id");
    let mut statement = view.prepare_cached(&sql)?;
    let mut rows = statement.query(values)?;
    let mut resources = Vec::new();
    while let Some(row) = rows.next()? {
        let mut resource = resource_of(row)?;
        resource.attachments = lists.remove(&resource.id).unwrap_or_default();
        resources.push(resource);
    }
    Ok(resources)
}

pub(crate) fn one(view: &Transaction<'_>, id: &ResourceId) -> Result<Option<Resource>, StoreError> {
    Ok(read(view, "id = ?1", &[&id.as_str()])?.pop())
}

/// The resource of a row, its attachments still missing.
fn resource_of(row: &Row<'_>) -> rusqlite::Result<Resource> {
    seals::whole(row)?;
    Ok(Resource {
        id: ResourceId(row.get("id")?),
        title: row.get("title")?,
        summary: row.get("summary")?,
        kind: row.get::<_, Name<_>>("kind")?.0,
        kind_is_guess: row.get("kind_is_guess")?,
        topics: row.get::<_, Json<_>>("topics")?.0,
        language: row.get("language")?,
        source: catalogue::SourceId(row.get("source")?),
        page_url: row.get("page_url")?,
        date: row.get::<_, Option<Json<_>>>("date")?.map(|date| date.0),
        state: row.get::<_, Name<_>>("state")?.0,
        first_seen: row.get("first_seen")?,
        last_confirmed: row.get("last_confirmed")?,
        last_changed: row.get("last_changed")?,
        withdrawn_on: row.get("withdrawn_on")?,
        from_starter: row.get("from_starter")?,
        trust: None,
        attachments: Vec::new(),
        links: row.get::<_, Json<_>>("links")?.0,
    })
}

/// Writes the row of a resource, new or known. A new one gets the given place in its list; a known one keeps its own.
pub(crate) fn upsert(change: &Transaction<'_>, resource: &Resource, serial: u64, place: u64) -> Result<(), StoreError> {
    let mut statement = change.prepare_cached(
        "INSERT INTO resources (id, place, serial, title, summary, kind, kind_is_guess, topics, language, source,
             page_url, date, state, first_seen, last_confirmed, last_changed, withdrawn_on, from_starter, links)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
         ON CONFLICT (id) DO UPDATE SET serial = excluded.serial, title = excluded.title, summary = excluded.summary,
             kind = excluded.kind, kind_is_guess = excluded.kind_is_guess, topics = excluded.topics,
             language = excluded.language, source = excluded.source, page_url = excluded.page_url,
             date = excluded.date, state = excluded.state, first_seen = excluded.first_seen,
             last_confirmed = excluded.last_confirmed, last_changed = excluded.last_changed,
             withdrawn_on = excluded.withdrawn_on, from_starter = excluded.from_starter, links = excluded.links",
    )?;
    statement.execute(params![
        resource.id.as_str(),
        place,
        serial,
        resource.title,
        resource.summary,
        Name(resource.kind),
        resource.kind_is_guess,
        Json(&resource.topics),
        resource.language,
        resource.source.as_str(),
        resource.page_url,
        resource.date.as_ref().map(Json),
        Name(resource.state),
        resource.first_seen,
        resource.last_confirmed,
        resource.last_changed,
        resource.withdrawn_on,
        resource.from_starter,
        Json(&resource.links),
    ])?;
    Ok(())
}

/// A place behind all others.
pub(crate) fn last_place(view: &Transaction<'_>) -> Result<u64, StoreError> {
    Ok(view.query_row("SELECT coalesce(max(place) + 1, 0) FROM resources", [], |row| row.get(0))?)
}

/// Keeps the resource as it now stands under this revision.
pub(crate) fn keep_revision(
    change: &Transaction<'_>,
    resource: &Resource,
    revision: u64,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO resource_revisions (resource, revision, at, content) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (resource, revision) DO UPDATE SET content = excluded.content";
    change.prepare_cached(sql)?.execute(params![resource.id.as_str(), revision, at, Json(resource)])?;
    Ok(())
}

/// The source listed these again, unchanged. What is confirmed is no longer known from the starter content only.
pub(crate) fn confirm(change: &Transaction<'_>, ids: &[ResourceId], at: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE resources SET last_confirmed = ?2, from_starter = 0 WHERE id = ?1 AND state = 'current'";
    let mut statement = change.prepare_cached(sql)?;
    for id in ids {
        statement.execute(params![id.as_str(), at])?;
    }
    Ok(())
}

/// Puts the listed resources first, in this order; the others of the same sources follow as they stood.
pub(crate) fn reorder(change: &Transaction<'_>, order: &[ResourceId]) -> Result<(), StoreError> {
    let mut statement = change.prepare_cached("UPDATE resources SET place = ?2 WHERE id = ?1")?;
    for (place, (id, old)) in in_order(change, order)?.iter().enumerate() {
        if place != *old {
            statement.execute(params![id, place])?;
        }
    }
    Ok(())
}

/// Whether [`reorder`] would change nothing.
pub(crate) fn stands_in(view: &Transaction<'_>, order: &[ResourceId]) -> Result<bool, StoreError> {
    Ok(in_order(view, order)?.iter().enumerate().all(|(place, (_, old))| place == *old))
}

/// The resources of the sources that are listed, in this order, each with its place.
fn in_order(view: &Transaction<'_>, order: &[ResourceId]) -> Result<Vec<(String, usize)>, StoreError> {
    let listed: HashMap<&str, usize> = order.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
    let mut rows: Vec<(String, String, usize)> = view
        .prepare_cached("SELECT id, source, place FROM resources ORDER BY place, id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let sources: HashSet<String> =
        rows.iter().filter(|(id, ..)| listed.contains_key(id.as_str())).map(|(_, source, _)| source.clone()).collect();
    rows.retain(|(_, source, _)| sources.contains(source));
    // Stable: those that are not listed keep their order among themselves.
    rows.sort_by_key(|(id, ..)| listed.get(id.as_str()).copied().unwrap_or(usize::MAX));
    Ok(rows.into_iter().map(|(id, _, place)| (id, place)).collect())
}

/// Something searchable of this resource changed.
pub(crate) fn touch(change: &Transaction<'_>, id: &str, serial: u64) -> Result<(), StoreError> {
    change.prepare_cached("UPDATE resources SET serial = ?2 WHERE id = ?1")?.execute(params![id, serial])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use catalogue::{Kind, ListFilter, ResourceState};

    use crate::testing::{at, library, resource, revision_of};

    fn titles(resources: &[catalogue::Resource]) -> Vec<&str> {
        resources.iter().map(|resource| resource.title.as_str()).collect()
    }

    #[test]
    fn a_resource_is_read_back_as_it_was_written() {
        let (_folder, store) = library();
        let mut odd = resource("odd");
        odd.title = "  'quotes' \"; DROP TABLE resources; -- % _ \u{0} স্বাস্থ্য 🩺".into();
        odd.summary = "line\nfeed".into();
        odd.topics = vec!["[\"".into(), String::new()];
        odd.date = catalogue::find_printed_date("Board, 17 November 2020");
        odd.links = vec![catalogue::ExternalLink {
            url: "https://video.example/1".into(),
            label: "A film".into(),
            kind: catalogue::ExternalLinkKind::Video,
        }];
        store.apply(&revision_of(&[odd.clone()])).unwrap();
        assert_eq!(store.resource(&odd.id).unwrap(), Some(odd.clone()));
        assert_eq!(store.all_resources().unwrap(), [odd]);
        assert_eq!(store.resource(&"' OR 1=1 --".into()).unwrap(), None);
    }

    #[test]
    fn the_list_is_filtered() {
        let (_folder, store) = library();
        let mut all: Vec<_> = ["en", "en-GB", "bn", "eng"].map(resource).into();
        for resource in &mut all {
            resource.language = resource.title.clone();
        }
        all[2].kind = Kind::Video;
        all[3].state = ResourceState::Withdrawn;
        all[3].withdrawn_on = Some(at(9));
        store.apply(&revision_of(&all)).unwrap();
        for (kind, language, withdrawn, expected) in [
            (None, None, false, vec!["en", "en-GB", "bn"]),
            (None, None, true, vec!["en", "en-GB", "bn", "eng"]),
            (None, Some("EN"), true, vec!["en", "en-GB"]),
            (None, Some("en-gb"), true, vec!["en-GB"]),
            (None, Some("%"), true, vec![]),
            (None, Some(" "), false, vec!["en", "en-GB", "bn"]),
            (Some(Kind::Video), None, false, vec!["bn"]),
            (Some(Kind::Video), Some("en"), true, vec![]),
        ] {
            let filter = ListFilter { kind, language: language.map(str::to_owned), withdrawn };
            assert_eq!(titles(&store.resources(&filter).unwrap()), expected, "{filter:?}");
        }
    }

    #[test]
    fn the_list_keeps_the_sources_order_and_each_source_its_own() {
        let (_folder, store) = library();
        let mut all: Vec<_> = ["a", "b", "c", "d"].map(resource).into();
        let mut other = resource("other");
        other.source = "zz-other".into();
        all.insert(1, other);
        store.apply(&revision_of(&all)).unwrap();
        assert_eq!(titles(&store.all_resources().unwrap()), ["a", "b", "c", "d", "other"]);

        let order = ["c", "never seen", "a"].map(|title| resource(title).id);
        let unchanged = crate::NewRevision { order: &order, ..revision_of(&[]) };
        let serial = store.serial().unwrap();
        store.apply(&unchanged).unwrap();
        assert_eq!(titles(&store.all_resources().unwrap()), ["c", "a", "b", "d", "other"]);
        assert_eq!(store.serial().unwrap(), serial, "order is not searched");
    }

    #[test]
    fn what_changed_since_is_told_by_serial() {
        let (_folder, store) = library();
        store.apply(&revision_of(&["a", "b"].map(resource))).unwrap();
        let before = store.serial().unwrap();
        assert_eq!(titles(&store.changed_since(0).unwrap()), ["a", "b"]);
        assert!(store.changed_since(before).unwrap().is_empty());
        let mut b = resource("b");
        b.summary = "New words".into();
        store.apply(&revision_of(&[b])).unwrap();
        assert_eq!(titles(&store.changed_since(before).unwrap()), ["b"]);
        assert!(store.changed_since(u64::from(u32::MAX)).unwrap().is_empty());
    }
}
