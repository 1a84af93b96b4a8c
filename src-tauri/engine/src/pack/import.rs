//! Taking a pack in: looked at from end to end, planned, then applied in one change.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use catalogue::{PackCheck, PackCounts, PackPlan, PackProgress, PackStep, Progress, Resource, plan_pack};
use store::NewRevision;

use super::reading::{OpenPack, Unfit};
use super::{PackReporter, Watched};
use crate::address::file_name;
use crate::error::{Error, ErrorCode};
use crate::sync::{Reporter, hosts, read_unread_texts};
use crate::{Library, settings};

/// So much of a file is enough to tell what it is, unless it is a ZIP container.
const HEAD: u64 = 64 << 10;

pub(super) fn check(library: &Library, file: &Path, watched: &Watched) -> Result<PackCheck, Error> {
    let mut check = PackCheck::default();
    let looked = look(library, file, |pack| {
        check.made = Some(pack.manifest.made);
        check.resources = pack.manifest.resources;
        check.files = pack.manifest.files.len() as u32;
        check.bytes = pack.bytes();
        pack.files(watched, |_| Ok(None::<File>), |_, _| Ok(()))
    });
    match looked {
        Ok(()) => check.ok = true,
        Err(Unfit::Pack(problem)) => check.problem = Some(problem.to_owned()),
        Err(Unfit::Stopped(error)) => return Err(error),
    }
    Ok(check)
}

pub(super) fn plan(library: &Library, file: &Path, watched: &Watched) -> Result<PackCounts, Error> {
    let mut counts = PackCounts::default();
    look(library, file, |pack| {
        pack.files(watched, |_| Ok(None::<File>), |_, _| Ok(()))?;
        counts = compare(library, pack)?.counts;
        Ok(())
    })
    .map_err(|unfit| told(file, unfit))?;
    Ok(counts)
}

pub(super) fn import(library: &Library, file: &Path, watched: &Watched) -> Result<PackCounts, Error> {
    // From here to the end nobody else writes, so that what was planned is what is applied.
    let _lock = library.lock_for_writing()?;
    let mut staged = Staged(HashMap::new());
    let mut plan = PackPlan::default();
    look(library, file, |pack| {
        plan = compare(library, pack)?;
        see_to_room(library, &plan)?;
        let files = library.store().files();
        pack.files(
            watched,
            |file| {
                if !plan.files.contains(&file.sha256) || files.path(&file.sha256).is_some() {
                    return Ok(None);
                }
                let part = files.temporary()?;
                let place = OpenOptions::new().write(true).open(&part);
                let place = place.map_err(|error| Error::from_disk("a file of the pack cannot be kept", &error))?;
                staged.0.insert(file.sha256.clone(), part);
                Ok(Some(place))
            },
            |_, _| Ok(()),
        )
    })
    .map_err(|unfit| told(file, unfit))?;
    apply(library, &mut plan, &mut staged)?;
    read_texts(library, watched)?;
    Ok(plan.counts)
}

/// Opens the pack, where it is of this library's source, and does something with it.
fn look(library: &Library, file: &Path, work: impl FnOnce(&mut OpenPack) -> Result<(), Unfit>) -> Result<(), Unfit> {
    let mut pack = OpenPack::open(file, settings::limits(library).file_bytes)?;
    if pack.manifest.source != library.profile().id {
        return Err(Unfit::Pack("it is of another library than this one"));
    }
    work(&mut pack)
}

fn told(file: &Path, unfit: Unfit) -> Error {
    match unfit {
        Unfit::Stopped(error) => error,
        Unfit::Pack(problem) => Error::new(
            ErrorCode::Refused,
            format!("the pack “{}” was not taken: {problem}", file.display()),
            "Copy it from where it was made once more. Nothing was changed here",
        ),
    }
}

fn compare(library: &Library, pack: &OpenPack) -> Result<PackPlan, Error> {
    let files = pack.manifest.files.iter().map(|file| (file.sha256.as_str(), file.size_bytes)).collect();
    // A clock that was wrong there makes nothing newer here.
    let made = pack.manifest.made.min(library.now());
    let (known, about) = (library.store().all_resources()?, library.about()?);
    Ok(plan_pack(&known, Some(&about), &pack.catalogue, &files, &hosts(library.profile()), made))
}

fn see_to_room(library: &Library, plan: &PackPlan) -> Result<(), Error> {
    let room = settings::limits(library).library_bytes;
    if library.store().files().bytes()?.saturating_add(plan.counts.bytes) > room {
        return Err(Error::new(
            ErrorCode::BadRequest,
            "the pack needs more room than the library may take on this computer",
            "Give the library more room in the settings, or ask for a smaller pack. Nothing was changed",
        ));
    }
    Ok(())
}

/// Files first, each whole and flushed; then every row in one transaction.
fn apply(library: &Library, plan: &mut PackPlan, staged: &mut Staged) -> Result<(), Error> {
    if plan.upserts.is_empty() && plan.about.is_none() {
        return Ok(());
    }
    let store = library.store();
    for resource in &mut plan.upserts {
        describe(library, resource, staged)?;
    }
    let parts: Vec<(String, PathBuf)> = staged.0.drain().collect();
    for (sha256, part) in &parts {
        store.files().keep(part, sha256)?;
    }
    let new =
        NewRevision { at: library.now(), upserts: &plan.upserts, about: plan.about.as_ref(), ..NewRevision::default() };
    store.apply(&new)?;
    Ok(())
}

/// What each file is, told from its bytes, and what is known of its text already.
fn describe(library: &Library, resource: &mut Resource, staged: &Staged) -> Result<(), Error> {
    for attachment in &mut resource.attachments {
        let Some(sha256) = attachment.sha256.clone().filter(|_| attachment.media_type.is_empty()) else { continue };
        if let Some(text) = library.store().text(&sha256)? {
            attachment.media_type = text.media_type;
            attachment.pages = text.page_count;
            attachment.text = text.quality;
            attachment.language = text.language;
            attachment.problem = text.problem;
            continue;
        }
        let path = staged.0.get(&sha256).cloned().or_else(|| library.store().files().path(&sha256));
        let failed = |error: &io::Error| Error::from_disk("a file of the pack cannot be read back", error);
        let path = path.ok_or_else(|| failed(&io::ErrorKind::NotFound.into()))?;
        let mut bytes = Vec::new();
        let mut from = File::open(path).map_err(|error| failed(&error))?;
        from.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        if bytes.starts_with(b"PK") {
            from.read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        }
        attachment.media_type = extract::sniff(&bytes, &file_name(&attachment.url));
    }
    Ok(())
}

/// Half of a pack that was not taken leaves nothing behind.
struct Staged(HashMap<String, PathBuf>);

impl Drop for Staged {
    fn drop(&mut self) {
        for part in self.0.values() {
            let _ = fs::remove_file(part);
        }
    }
}

/// What came is made searchable. Stopped here, the next refresh goes on with it.
fn read_texts(library: &Library, watched: &Watched) -> Result<(), Error> {
    let total = library.store().without_text(extract::VERSION)?.len() as u64;
    let reporter = Arc::new(Counted { reporter: watched.reporter.clone(), total });
    read_unread_texts(library, reporter, watched.cancel.clone())
}

struct Counted {
    reporter: Arc<dyn PackReporter>,
    total: u64,
}

impl Reporter for Counted {
    fn progress(&self, progress: &Progress) {
        let done = u64::from(progress.done).min(self.total);
        self.reporter.progress(&PackProgress { step: PackStep::Reading, done, total: self.total });
    }
}
