//! Looking over the whole catalogue file, for `verify`.

use catalogue::{Resource, VerificationProblem};
use rusqlite::Transaction;

use crate::error::StoreError;
use crate::{Store, about, copy, meta, resources, schema, seals, texts};

/// What a look over the catalogue found. No problems means: whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoreCheck {
    /// Rows looked at.
    pub rows: u32,
    pub problems: Vec<VerificationProblem>,
}

/// SQLite lists at most so many problems: a catalogue in ruins need not be described in full.
const MOST_PROBLEMS: u32 = 100;

impl Store {
    /// Looks over every page of the catalogue file and every row in it, and over its copy. Damage that is found is in the answer; an error
    /// means that no look could be had (busy, disk trouble).
    pub fn check(&self) -> Result<StoreCheck, StoreError> {
        let mut found = StoreCheck::default();
        self.look(&mut found, "pages", |view, problems| pages(view, MOST_PROBLEMS, problems).map(|()| 0))?;
        self.look(&mut found, "references", |view, problems| references(view, problems).map(|()| 0))?;
        self.look(&mut found, "rows", |view, _| count_rows(view))?;
        self.look(&mut found, "seals", |view, problems| {
            problems.extend(seals::check(view, MOST_PROBLEMS)?);
            Ok(0)
        })?;
        self.look(&mut found, "resources", |view, problems| {
            for resource in resources::read(view, "true", &[])? {
                check_resource(&resource, problems);
            }
            Ok(0)
        })?;
        self.look(&mut found, "texts", |view, _| texts::read_all(view).map(|()| 0))?;
        self.look(&mut found, "about", |view, _| about::read(view, u32::MAX).map(|_| 0))?;
        self.look(&mut found, "library", |view, _| meta::library(view).map(|_| 0))?;
        let copy = copy::beside(&self.catalogue);
        if copy.is_file() {
            match copy::look_over(&copy) {
                Ok(()) => {}
                Err(StoreError::Damaged(words)) => {
                    found.problems.push(problem("copy_damaged", "catalogue.copy.sqlite", &words));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    /// One look, in a view of its own: damage that stops one look does not stop the others.
    fn look(
        &self,
        found: &mut StoreCheck,
        what: &str,
        work: impl FnOnce(&Transaction<'_>, &mut Vec<VerificationProblem>) -> Result<u32, StoreError>,
    ) -> Result<(), StoreError> {
        let problems = &mut found.problems;
        match self.read(|view| work(view, problems)) {
            Ok(rows) => found.rows += rows,
            // Told already, row by row, by the look at the seals.
            Err(StoreError::Damaged(words)) if words.contains(seals::NOT_AS_WRITTEN) => {}
            Err(StoreError::Damaged(words) | StoreError::Sql(words)) => {
                found.problems.push(problem("store_damaged", what, &words));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// The first thing found that is not whole, in whatever file it is.
pub(crate) fn first_problem(view: &Transaction<'_>) -> Result<Option<VerificationProblem>, StoreError> {
    let mut problems: Vec<_> = first_damaged_page(view)?.into_iter().collect();
    references(view, &mut problems)?;
    if problems.is_empty() {
        problems = seals::check(view, 1)?;
    }
    Ok(problems.into_iter().next())
}

pub(crate) fn first_damaged_page(view: &Transaction<'_>) -> Result<Option<VerificationProblem>, StoreError> {
    let mut problems = Vec::new();
    pages(view, 1, &mut problems)?;
    Ok(problems.into_iter().next())
}

/// Whether SQLite finds nothing wrong with a sealed table and every seal in it fits.
pub(crate) fn is_whole(view: &Transaction<'_>, table: &str) -> bool {
    let sql = format!("PRAGMA integrity_check({table})");
    let said = view.query_row(&sql, [], |row| row.get::<_, String>(0));
    said.is_ok_and(|words| words == "ok") && seals::check_table(view, table, 1).is_ok_and(|found| found.is_empty())
}

fn pages(view: &Transaction<'_>, most: u32, problems: &mut Vec<VerificationProblem>) -> Result<(), StoreError> {
    let mut statement = view.prepare(&format!("PRAGMA integrity_check({most})"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let words: String = row.get(0)?;
        if words != "ok" {
            problems.push(problem("store_damaged", "catalogue.sqlite", &words));
        }
    }
    // A rule of a table that is another by damage would refuse what is right, or take what is wrong.
    if schema::format_of(view)? == schema::known(schema::STEPS) && schema::tables_of(view)? != schema::tables()? {
        problems.push(problem("store_damaged", "catalogue.sqlite", "the tables are not as they were made"));
    }
    Ok(())
}

fn references(view: &Transaction<'_>, problems: &mut Vec<VerificationProblem>) -> Result<(), StoreError> {
    let mut statement = view.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (from, to): (String, String) = (row.get(0)?, row.get(2)?);
        problems.push(problem("row_orphaned", &from, &format!("a row names one in {to} that is not there")));
    }
    Ok(())
}

pub(crate) fn count_rows(view: &Transaction<'_>) -> Result<u32, StoreError> {
    let mut tables =
        view.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
    let names: Vec<String> = tables.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut rows = 0;
    for name in names {
        let sql = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
        rows += view.query_row(&sql, [], |row| row.get::<_, u32>(0))?;
    }
    Ok(rows)
}

/// What the types cannot say and the rules of the catalogue demand.
fn check_resource(resource: &Resource, problems: &mut Vec<VerificationProblem>) {
    if resource.title.trim().is_empty() {
        problems.push(problem("row_unreadable", resource.id.as_str(), "the resource has no title"));
    }
    for attachment in &resource.attachments {
        if attachment.url.is_empty() {
            problems.push(problem("row_unreadable", attachment.id.as_str(), "the attachment has no address"));
        }
    }
}

fn problem(code: &str, what: &str, message: &str) -> VerificationProblem {
    VerificationProblem { code: code.into(), what: what.into(), message: message.into() }
}

#[cfg(test)]
mod tests {
    use crate::testing::{arrive, library, resource_with, revision_of};

    #[test]
    fn a_whole_catalogue_has_no_problems() {
        let (_folder, store) = library();
        let resources = [resource_with("a", &["1.pdf", "2.pdf"]), resource_with("b", &["1.pdf"])];
        let empty = store.check().unwrap();
        assert_eq!((empty.rows, empty.problems), (2, vec![]));
        store.apply(&revision_of(&resources)).unwrap();
        arrive(&store, &resources[0].attachments[0], b"file", 1);
        let check = store.check().unwrap();
        // The library and its count of changes; two resources and their history; three attachments; a file's history; its snapshot.
        assert_eq!((check.rows, check.problems), (2 + 2 + 2 + 3 + 1 + 1, vec![]));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        for (sql, code, what) in [
            (
                "PRAGMA ignore_check_constraints = 1; UPDATE resources SET kind = 'nonsense'",
                "store_damaged",
                "resources",
            ),
            ("UPDATE resources SET topics = '{'", "store_damaged", "resources"),
            ("UPDATE resources SET first_seen = 'yesterday'", "store_damaged", "resources"),
            ("UPDATE attachments SET size_bytes = -1", "store_damaged", "resources"),
            ("PRAGMA foreign_keys = 0; DELETE FROM resources", "row_orphaned", "attachments"),
            ("UPDATE resources SET title = ' '", "row_unreadable", ""),
            ("DROP TABLE settings; DROP TABLE library", "store_damaged", "library"),
            ("INSERT INTO about_revisions (revision, at, content) VALUES (1, '', '[]')", "store_damaged", "about"),
        ] {
            let (_folder, store) = library();
            let resources = [resource_with("a", &["1.pdf"])];
            store.apply(&revision_of(&resources)).unwrap();
            store.writer.lock().unwrap().as_ref().unwrap().execute_batch(sql).unwrap();
            let problems = store.check().unwrap().problems;
            assert!(
                problems.iter().any(|one| one.code == code && (what.is_empty() || one.what == what)),
                "{sql}: {problems:?}"
            );
        }
    }
}
