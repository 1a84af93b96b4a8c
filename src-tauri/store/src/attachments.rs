//! Attachments, and every file that an attachment ever had.

use std::collections::HashMap;

use catalogue::{Attachment, AttachmentId, AttachmentState, Resource, ResourceId, TextQuality, Timestamp};
use rusqlite::{OptionalExtension, Row, ToSql, Transaction, params};

use crate::columns::Name;
use crate::error::StoreError;
use crate::files::Files;
use crate::{Store, meta, resources, seals, snapshots, texts};

pub(crate) const TABLES_1: &str = "
    CREATE TABLE attachments (
        id         TEXT PRIMARY KEY,
        resource   TEXT NOT NULL REFERENCES resources (id),
        place      INTEGER NOT NULL, -- in its resource
        arrived    INTEGER NOT NULL, -- the serial at which its file came; 0 where none did
        url        TEXT NOT NULL,
        label      TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        sha256     TEXT CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
        state      TEXT NOT NULL CHECK (state IN ('here', 'pending', 'failed', 'withdrawn')),
        pages      INTEGER,
        text       TEXT NOT NULL,    -- quality
        language   TEXT,
        problem    TEXT,
        seal INTEGER NOT NULL AS (checksum(id, resource, place, arrived, url, label, media_type, size_bytes, sha256,
            state, pages, text, language, problem)) STORED,
        CHECK (state <> 'here' OR sha256 IS NOT NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attachments_by_resource ON attachments (resource, place);
    CREATE INDEX attachments_by_sha256 ON attachments (sha256);

    -- Every file that an attachment ever had: a replaced leaflet can be told, and found, later.
    CREATE TABLE attachment_files (
        number     INTEGER PRIMARY KEY,
        attachment TEXT NOT NULL REFERENCES attachments (id),
        sha256     TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        media_type TEXT NOT NULL,
        at         TEXT NOT NULL,
        revision   INTEGER NOT NULL,
        seal INTEGER NOT NULL AS (checksum(attachment, sha256, size_bytes, media_type, at, revision)) STORED
    ) STRICT;
    CREATE INDEX attachment_files_by_attachment ON attachment_files (attachment, number);
";

/// A file that an attachment has or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentFile {
    pub sha256: String,
    pub size_bytes: u64,
    pub media_type: String,
    /// When it came.
    pub at: Timestamp,
    /// The library's revision at that time.
    pub revision: u64,
}

impl Store {
    /// One attachment with the resource that it belongs to.
    pub fn attachment(&self, id: &AttachmentId) -> Result<Option<(Resource, Attachment)>, StoreError> {
        self.read(|view| {
            let condition = "id = (SELECT resource FROM attachments WHERE attachments.id = ?1)";
            let found = resources::read(view, condition, &[&id.as_str()])?.pop();
            Ok(found.and_then(|resource| {
                let attachment = resource.attachments.iter().find(|attachment| attachment.id == *id)?.clone();
                Some((resource, attachment))
            }))
        })
    }

    /// Every file that the attachment ever had, newest first. They may all still be here.
    pub fn files_of(&self, id: &AttachmentId) -> Result<Vec<AttachmentFile>, StoreError> {
        self.read(|view| files_of(view, id))
    }

    /// The attachment's file could not be had; `problem` says why in words for a reader. A file that is here from
    /// before stays, and so does the attachment's state: old is better than none.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where there is no such attachment.
    pub fn attachment_failed(&self, id: &AttachmentId, problem: &str) -> Result<(), StoreError> {
        self.write(|change| {
            one(change, id)?;
            change.execute(
                "UPDATE attachments SET state = CASE WHEN sha256 IS NULL THEN 'failed' ELSE 'here' END,
                     problem = CASE WHEN sha256 IS NULL THEN ?2 ELSE problem END
                 WHERE id = ?1 AND state <> 'withdrawn'",
                params![id.as_str(), problem],
            )?;
            Ok(())
        })
    }

    /// The file with this hash is no longer whole on the disk, and was set aside: every attachment that had it is
    /// pending again, and what would make the site answer "not modified" is forgotten. The text, read while the file
    /// was whole, comes back with it.
    ///
    /// What has left the source cannot be fetched again. There the hash stays, and with it the text, which is all that
    /// is left; the attachment is marked as withdrawn.
    pub fn file_lost(&self, sha256: &str) -> Result<(), StoreError> {
        self.write(|change| {
            let owners = owners(change, sha256)?;
            snapshots::forget_file(change, sha256)?;
            if owners.is_empty() {
                return Ok(());
            }
            change.execute(
                "UPDATE attachments SET state = 'withdrawn'
                 WHERE sha256 = ?1 AND resource IN (SELECT id FROM resources WHERE state = 'withdrawn')",
                [sha256],
            )?;
            change.execute(
                "UPDATE attachments SET sha256 = NULL, size_bytes = 0, media_type = '', arrived = 0, pages = NULL,
                     text = ?2, language = NULL, problem = NULL, state = 'pending'
                 WHERE sha256 = ?1 AND state <> 'withdrawn'",
                params![sha256, Name(TextQuality::None)],
            )?;
            let serial = meta::next_serial(change)?;
            owners.iter().try_for_each(|owner| resources::touch(change, owner, serial))
        })
    }
}

/// The attachment's file is in place, new or replaced. Text that was already read from the same bytes is the
/// attachment's at once.
pub(crate) fn arrived(
    change: &Transaction<'_>,
    id: &AttachmentId,
    file: &AttachmentFile,
    serial: &mut Option<u64>,
) -> Result<(), StoreError> {
    let known = one(change, id)?;
    let sha256 = file.sha256.as_str();
    if known.sha256.as_deref() == Some(sha256) && matches!(known.state.as_str(), "here" | "withdrawn") {
        return Ok(());
    }
    let serial = meta::serial_of_this_change(change, serial)?;
    change
        .prepare_cached(
            "UPDATE attachments SET sha256 = ?2, size_bytes = ?3, media_type = ?4, arrived = ?5, pages = NULL,
                 text = ?6, language = NULL, problem = NULL,
                 state = CASE state WHEN 'withdrawn' THEN 'withdrawn' ELSE 'here' END
             WHERE id = ?1",
        )?
        .execute(params![id.as_str(), sha256, file.size_bytes, file.media_type, serial, Name(TextQuality::None)])?;
    texts::describe_attachments(change, sha256)?;
    keep_file(change, id, sha256, file.size_bytes, &file.media_type, file.at, file.revision)?;
    resources::touch(change, &known.resource, serial)?;
    if known.sha256.is_some_and(|old| old != sha256) {
        change
            .prepare_cached("UPDATE resources SET last_changed = ?2 WHERE id = ?1")?
            .execute(params![known.resource, file.at])?;
    }
    Ok(())
}

pub(crate) fn files_of(view: &Transaction<'_>, id: &AttachmentId) -> Result<Vec<AttachmentFile>, StoreError> {
    let mut statement = view.prepare_cached(
        "SELECT sha256, size_bytes, media_type, at, revision FROM attachment_files
         WHERE attachment = ?1 ORDER BY number DESC",
    )?;
    let found = statement.query_map([id.as_str()], |row| {
        Ok(AttachmentFile {
            sha256: row.get(0)?,
            size_bytes: row.get(1)?,
            media_type: row.get(2)?,
            at: row.get(3)?,
            revision: row.get(4)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

struct AttachmentRow {
    resource: String,
    sha256: Option<String>,
    state: String,
}

fn one(view: &Transaction<'_>, id: &AttachmentId) -> Result<AttachmentRow, StoreError> {
    view.query_row("SELECT resource, sha256, state FROM attachments WHERE id = ?1", [id.as_str()], |row| {
        Ok(AttachmentRow { resource: row.get(0)?, sha256: row.get(1)?, state: row.get(2)? })
    })
    .optional()?
    .ok_or_else(|| StoreError::Unknown(format!("the attachment {id}")))
}

/// The resources with an attachment of this file.
pub(crate) fn owners(view: &Transaction<'_>, sha256: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = view.prepare_cached("SELECT DISTINCT resource FROM attachments WHERE sha256 = ?1")?;
    Ok(statement.query_map([sha256], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The attachments of the resources for which the SQL condition holds, each list in its order.
pub(crate) fn read_by_resource(
    view: &Transaction<'_>,
    condition: &'static str,
    values: &[&dyn ToSql],
) -> Result<HashMap<ResourceId, Vec<Attachment>>, StoreError> {
    let sql = format!(
        "SELECT * FROM attachments WHERE resource IN (SELECT id FROM resources WHERE {condition})
         ORDER BY resource, place, id"
    );
    let mut statement = view.prepare_cached(&sql)?;
    let mut rows = statement.query(values)?;
    let mut lists: HashMap<ResourceId, Vec<Attachment>> = HashMap::new();
    while let Some(row) = rows.next()? {
        lists.entry(ResourceId(row.get("resource")?)).or_default().push(attachment_of(row)?);
    }
    Ok(lists)
}

fn attachment_of(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    seals::whole(row)?;
    Ok(Attachment {
        id: AttachmentId(row.get("id")?),
        url: row.get("url")?,
        label: row.get("label")?,
        media_type: row.get("media_type")?,
        size_bytes: row.get("size_bytes")?,
        sha256: row.get("sha256")?,
        state: row.get::<_, Name<_>>("state")?.0,
        pages: row.get("pages")?,
        text: row.get::<_, Name<_>>("text")?.0,
        language: row.get("language")?,
        problem: row.get("problem")?,
    })
}

/// Writes the attachments of a resource as the resource has them.
pub(crate) fn upsert_all(
    change: &Transaction<'_>,
    resource: &Resource,
    serial: u64,
    at: Timestamp,
    revision: u64,
) -> Result<(), StoreError> {
    // An attachment that comes over from another resource changes that one too.
    let mut former = change.prepare_cached(
        "UPDATE resources SET serial = ?2 WHERE id <> ?3 AND id = (SELECT resource FROM attachments WHERE id = ?1)",
    )?;
    let mut statement = change.prepare_cached(
        "INSERT INTO attachments (id, resource, place, arrived, url, label, media_type, size_bytes, sha256, state,
             pages, text, language, problem)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
         ON CONFLICT (id) DO UPDATE SET resource = excluded.resource, place = excluded.place,
             arrived = CASE WHEN sha256 IS excluded.sha256 THEN arrived ELSE excluded.arrived END,
             url = excluded.url, label = excluded.label, media_type = excluded.media_type,
             size_bytes = excluded.size_bytes, sha256 = excluded.sha256, state = excluded.state,
             pages = excluded.pages, text = excluded.text, language = excluded.language, problem = excluded.problem",
    )?;
    for (place, attachment) in resource.attachments.iter().enumerate() {
        former.execute(params![attachment.id.as_str(), serial, resource.id.as_str()])?;
        statement.execute(params![
            attachment.id.as_str(),
            resource.id.as_str(),
            place,
            if attachment.sha256.is_some() { serial } else { 0 },
            attachment.url,
            attachment.label,
            attachment.media_type,
            attachment.size_bytes,
            attachment.sha256,
            Name(attachment.state),
            attachment.pages,
            Name(attachment.text),
            attachment.language,
            attachment.problem,
        ])?;
        if let Some(sha256) = &attachment.sha256 {
            let (size_bytes, media_type) = (attachment.size_bytes, attachment.media_type.as_str());
            keep_file(change, &attachment.id, sha256, size_bytes, media_type, at, revision)?;
        }
    }
    Ok(())
}

/// What a resource no longer lists: deleted where no file of it ever came, else kept and marked.
pub(crate) fn settle_unlisted(change: &Transaction<'_>, resource: &Resource) -> Result<(), StoreError> {
    let known: Vec<(String, bool)> = change
        .prepare_cached(
            "SELECT id, EXISTS (SELECT 1 FROM attachment_files WHERE attachment = attachments.id)
             FROM attachments WHERE resource = ?1 ORDER BY place, id",
        )?
        .query_map([resource.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let listed = |id: &str| resource.attachments.iter().any(|attachment| attachment.id.as_str() == id);
    let mut place = resource.attachments.len();
    for (id, had_a_file) in known.iter().filter(|(id, _)| !listed(id)) {
        if *had_a_file {
            change
                .prepare_cached("UPDATE attachments SET state = 'withdrawn', place = ?2 WHERE id = ?1")?
                .execute(params![id, place])?;
            place += 1;
        } else {
            change.prepare_cached("DELETE FROM attachments WHERE id = ?1")?.execute([id])?;
        }
    }
    Ok(())
}

/// Deletes what the resource does not list and no file of which ever came: an older state brought it back.
pub(crate) fn drop_unlisted(change: &Transaction<'_>, resource: &Resource) -> Result<(), StoreError> {
    let never_came: Vec<String> = change
        .prepare_cached(
            "SELECT id FROM attachments WHERE resource = ?1 AND sha256 IS NULL
             AND NOT EXISTS (SELECT 1 FROM attachment_files WHERE attachment = attachments.id)",
        )?
        .query_map([resource.id.as_str()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for id in never_came.iter().filter(|id| resource.attachments.iter().all(|listed| listed.id.as_str() != *id)) {
        change.prepare_cached("DELETE FROM attachments WHERE id = ?1")?.execute([id])?;
    }
    Ok(())
}

/// Writes an attachment that is lost, as an earlier revision had it, with the file that came last.
pub(crate) fn rebuild(
    change: &Transaction<'_>,
    resource: &ResourceId,
    place: usize,
    listed: &Attachment,
    files: &Files,
    serial: u64,
) -> Result<(), StoreError> {
    let last = change
        .prepare_cached(
            "SELECT sha256, size_bytes, media_type FROM attachment_files
             WHERE attachment = ?1 ORDER BY number DESC LIMIT 1",
        )?
        .query_row([listed.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?
        .filter(|(sha256, ..): &(String, u64, String)| files.path(sha256).is_some());
    let state = match (listed.state, &last) {
        (AttachmentState::Withdrawn, _) => AttachmentState::Withdrawn,
        (_, Some(_)) => AttachmentState::Here,
        (_, None) => AttachmentState::Pending,
    };
    let arrived = if last.is_some() { serial } else { 0 };
    let (sha256, size_bytes, media_type) = last.map_or((None, 0, String::new()), |(a, b, c)| (Some(a), b, c));
    change.execute(
        "INSERT INTO attachments (id, resource, place, arrived, url, label, media_type, size_bytes, sha256, state, text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            listed.id.as_str(),
            resource.as_str(),
            place,
            arrived,
            listed.url,
            listed.label,
            media_type,
            size_bytes,
            sha256,
            Name(state),
            Name(TextQuality::None),
        ],
    )?;
    Ok(())
}

/// Notes a file in the attachment's history, unless it is the one noted last.
fn keep_file(
    change: &Transaction<'_>,
    id: &AttachmentId,
    sha256: &str,
    size_bytes: u64,
    media_type: &str,
    at: Timestamp,
    revision: u64,
) -> Result<(), StoreError> {
    change
        .prepare_cached(
            "INSERT INTO attachment_files (attachment, sha256, size_bytes, media_type, at, revision)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?2 IS NOT
                 (SELECT sha256 FROM attachment_files WHERE attachment = ?1 ORDER BY number DESC LIMIT 1)",
        )?
        .execute(params![id.as_str(), sha256, size_bytes, media_type, at, revision])?;
    Ok(())
}

#[cfg(test)]
#[path = "attachments_tests.rs"]
mod tests;
