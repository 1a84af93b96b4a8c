//! What rows from several states need to be one library again: each its owner, no text without its end, and counters
//! that have never been before.

use std::collections::HashSet;

use catalogue::{Resource, TextQuality, Timestamp};
use rusqlite::{Transaction, params};

use super::merge::{Source, Taken};
use crate::columns::{Json, Name};
use crate::error::StoreError;
use crate::files::Files;
use crate::{attachments, resources, texts};

/// More serials than may have been given since the last one that is known.
const LEAP: u64 = 1 << 20;

/// What was done.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// Rows made again from what the history says.
    pub rebuilt: u32,
    /// Rows that went because what they belong to is lost.
    pub dropped: u32,
    /// Texts that are to be read again from their files.
    pub texts_to_read: u32,
}

pub(super) fn settle(
    change: &Transaction<'_>,
    taken: &Taken,
    sources: &[Source],
    files: &Files,
    at: Timestamp,
) -> Result<Settled, StoreError> {
    let serial = count_on(change, sources)?;
    let mut settled = Settled::default();
    if !taken.settled.contains("resources") || !taken.settled.contains("attachments") {
        settled.rebuilt = rebuild_from_history(change, files, serial)?;
    }
    for orphans in [
        "attachments WHERE resource NOT IN (SELECT id FROM resources)",
        "resource_revisions WHERE resource NOT IN (SELECT id FROM resources)",
        "attachment_files WHERE attachment NOT IN (SELECT id FROM attachments)",
        "text_pages WHERE sha256 NOT IN (SELECT sha256 FROM texts)",
        "text_facts WHERE sha256 NOT IN (SELECT sha256 FROM texts)",
    ] {
        settled.dropped += change.execute(&format!("DELETE FROM {orphans}"), [])? as u32;
    }
    settled.texts_to_read = forget_unsure_texts(change, &taken.whole_texts, files)?;
    texts::read_those_without_facts_again(change)?;
    describe_attachments(change)?;
    // Everything is to be indexed again: what the index shows may be of rows that are gone.
    change.execute("UPDATE resources SET serial = ?1", [serial])?;
    change.execute(
        "INSERT INTO settings (key, value) VALUES ('recovered_at', ?1)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [at.to_string()],
    )?;
    Ok(settled)
}

/// Sets the library's id and counters, and gives the serial: all that was ever given is less.
fn count_on(change: &Transaction<'_>, sources: &[Source]) -> Result<u64, StoreError> {
    let known = sources.iter().filter_map(|source| source.counters.library.as_ref());
    let id = known.clone().map(|(id, ..)| id.clone()).next();
    let (mut revision, mut serial) = (0, 0);
    for (_, one, other) in known {
        (revision, serial) = (revision.max(*one), serial.max(*other));
    }
    let (noted, noted_serial): (u64, u64) = change.query_row(
        "SELECT max(coalesce((SELECT max(revision) FROM resource_revisions), 0),
                    coalesce((SELECT max(revision) FROM about_revisions), 0),
                    coalesce((SELECT max(revision) FROM attachment_files), 0)),
                max(coalesce((SELECT max(serial) FROM resources), 0),
                    coalesce((SELECT max(arrived) FROM attachments), 0))",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    (revision, serial) = (revision.max(noted), serial.max(noted_serial) + LEAP);
    let catalogue = sources.iter().find(|source| source.is_catalogue);
    if catalogue.is_none_or(|catalogue| catalogue.counters.library.is_none()) && revision > 0 {
        revision += 1;
    }
    let changes = sources.iter().filter_map(|source| source.counters.changes).max().unwrap_or_default();
    change.execute(
        "UPDATE library SET id = coalesce(?1, id), revision = ?2, serial = ?3",
        params![id, revision, serial],
    )?;
    change.execute("UPDATE changes SET count = ?1", [changes + LEAP])?;
    Ok(serial)
}

/// Makes resources and attachments again that are lost in every state, from the last revision that the history has of
/// them. Gives their number.
fn rebuild_from_history(change: &Transaction<'_>, files: &Files, serial: u64) -> Result<u32, StoreError> {
    let mut rebuilt = 0;
    for last in last_revisions(change)? {
        if resources::one(change, &last.id)?.is_none() {
            let place = resources::last_place(change)?;
            resources::upsert(change, &last, serial, place)?;
            rebuilt += 1;
        }
        attachments::drop_unlisted(change, &last)?;
        for (place, listed) in last.attachments.iter().enumerate() {
            let known: bool = change
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM attachments WHERE id = ?1)")?
                .query_row([listed.id.as_str()], |row| row.get(0))?;
            if !known {
                attachments::rebuild(change, &last.id, place, listed, files, serial)?;
                rebuilt += 1;
            }
        }
    }
    Ok(rebuilt)
}

/// Each resource as its last revision that is left has it.
fn last_revisions(change: &Transaction<'_>) -> Result<Vec<Resource>, StoreError> {
    let mut statement = change.prepare(
        "SELECT content FROM resource_revisions AS r WHERE revision =
             (SELECT max(revision) FROM resource_revisions WHERE resource = r.resource)
         ORDER BY resource",
    )?;
    let found = statement.query_map([], |row| Ok(row.get::<_, Json<Resource>>(0)?.0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Where the last pages of a text may be missing it is read again from its file. Where its file is not here, what there
/// is stays.
fn forget_unsure_texts(change: &Transaction<'_>, sure: &HashSet<String>, files: &Files) -> Result<u32, StoreError> {
    let all: Vec<String> =
        change.prepare("SELECT sha256 FROM texts")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut forgotten = 0;
    for sha256 in all.iter().filter(|sha256| !sure.contains(*sha256) && files.path(sha256).is_some()) {
        change.prepare_cached("DELETE FROM text_facts WHERE sha256 = ?1")?.execute([sha256])?;
        change.prepare_cached("DELETE FROM text_pages WHERE sha256 = ?1")?.execute([sha256])?;
        change.prepare_cached("DELETE FROM texts WHERE sha256 = ?1")?.execute([sha256])?;
        forgotten += 1;
    }
    Ok(forgotten)
}

/// Attachments say of their texts what the texts say.
fn describe_attachments(change: &Transaction<'_>) -> Result<(), StoreError> {
    change.execute(
        "UPDATE attachments SET pages = NULL, text = ?1, language = NULL, problem = NULL
         WHERE sha256 IS NOT NULL AND sha256 NOT IN (SELECT sha256 FROM texts)",
        [Name(TextQuality::None)],
    )?;
    texts::describe_all_attachments(change)
}
