//! A refresh, from the site to the index.
//!
//! Read the list and the pages, compare, write the new revision in one transaction, then bring in the files, their
//! text, and the index, each of which can stop at any moment and go on next time: a file is kept when it is whole, a
//! text when it is read, the index when it is committed.

mod files;
mod paging;
mod reading;
mod stop;
mod texts;

use std::sync::Arc;

use catalogue::{
    Accepted, AttachmentCounts, AttachmentState, Observation, Outcome, Plan, Problem, Profile, Progress, ProgressPhase,
    RefreshReport, ResourceCounts, SourceId, Timestamp,
};
use fetch::{Fetcher, Limits, Reach, Trust};
use tokio_util::sync::CancellationToken;

use crate::Library;
use crate::error::Error;

pub(crate) use reading::{SiteReading, hosts, read_site};
pub(crate) use stop::Stop;

/// What to refresh, and how; everything, and with care, by default.
#[derive(Debug, Clone, Default)]
pub struct RefreshOptions {
    pub source: Option<SourceId>,
    /// Losses that a person was shown and agreed to.
    pub accept: Accepted,
    /// Ask for every page and file again, also for those whose turn has not come.
    pub every_file: bool,
}

/// Draws progress. Called often and from several threads; must return at once.
pub trait Reporter: Send + Sync {
    fn progress(&self, progress: &Progress);
}

/// Draws nothing.
pub struct Silent;

impl Reporter for Silent {
    fn progress(&self, _: &Progress) {}
}

/// Identifies the program to the site's owners.
const USER_AGENT: &str =
    concat!("TogetherLibrary/", env!("CARGO_PKG_VERSION"), " (offline resource library of Tower Hamlets Together)");

pub(crate) fn fetcher(profile: &Profile, cancel: CancellationToken) -> Result<Fetcher, Stop> {
    let reach = Reach { own_hosts: reading::hosts(profile), file_hosts: profile.file_hosts.clone() };
    Fetcher::new(USER_AGENT, Limits::default(), reach, &Trust::default(), cancel)
        .map_err(|failure| Stop::from_failure(&failure))
}

/// One refresh under way: everything that its steps share.
pub(crate) struct Refresh<'a> {
    pub library: &'a Library,
    pub profile: &'a Profile,
    pub options: &'a RefreshOptions,
    pub fetcher: Arc<Fetcher>,
    pub reporter: Arc<dyn Reporter>,
    pub cancel: CancellationToken,
    pub problems: Vec<Problem>,
}

impl Refresh<'_> {
    pub(crate) fn now(&self) -> Timestamp {
        self.library.now()
    }

    pub(crate) fn report(&self, phase: ProgressPhase, done: usize, total: Option<usize>, current: &str) {
        self.reporter.progress(&Progress {
            phase,
            done: done as u32,
            total: total.map(|total| total as u32),
            bytes_received: self.fetcher.bytes_received(),
            bytes_per_second: None,
            seconds_left: None,
            current: current.to_owned(),
            problems: self.problems.len() as u32,
            latest_problem: self.problems.last().cloned(),
        });
    }

    pub(crate) fn problem(&mut self, code: &str, url: &str, message: impl Into<String>) {
        self.problems.push(Problem { code: code.to_owned(), url: url.to_owned(), message: message.into() });
    }
}

/// Runs one refresh to its report. Only what the caller must act on before anything can be done is an error (the
/// library is busy, the disk is broken); a site that cannot be read is a report that says "stopped".
pub(crate) async fn refresh(
    library: &Library,
    options: &RefreshOptions,
    reporter: Arc<dyn Reporter>,
    cancel: CancellationToken,
) -> Result<RefreshReport, Error> {
    let _lock = library.lock_for_writing()?;
    let started = library.now();
    let profile = library.profile().clone();
    if library.is_offline() {
        return finish(library, None, started, Ending::Stopped(Stop::offline()), Vec::new());
    }
    let fetcher = match fetcher(&profile, cancel.clone()) {
        Ok(fetcher) => Arc::new(fetcher),
        Err(stop) => return finish(library, None, started, Ending::Stopped(stop), Vec::new()),
    };
    let mut refresh = Refresh {
        library,
        profile: &profile,
        options,
        fetcher: fetcher.clone(),
        reporter,
        cancel,
        problems: Vec::new(),
    };
    let ending = match run(&mut refresh).await {
        Ok((resources, attachments)) => Ending::Done(resources, attachments),
        Err(RunError::Stop(stop)) => Ending::Stopped(stop),
        Err(RunError::Error(error)) => {
            // What was brought in before the error is whole; the report of the attempt is kept with it.
            finish(library, Some(&fetcher), started, Ending::Stopped(Stop::failed(&error)), refresh.problems)?;
            return Err(error);
        }
    };
    finish(library, Some(&fetcher), started, ending, refresh.problems)
}

enum Ending {
    Done(ResourceCounts, AttachmentCounts),
    Stopped(Stop),
}

pub(crate) enum RunError {
    Stop(Stop),
    Error(Error),
}

impl From<Stop> for RunError {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl<E: Into<Error>> From<E> for RunError {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

async fn run(refresh: &mut Refresh<'_>) -> Result<(ResourceCounts, AttachmentCounts), RunError> {
    // What a killed refresh left half fetched.
    refresh.library.store().sweep_parts(refresh.now())?;
    let mut reading = read_site(refresh).await?;
    let mut plan = compare(refresh, &reading)?;
    if plan.counts.withdrawn > 0 {
        reading = confirm_losses(refresh, reading).await?;
        plan = compare(refresh, &reading)?;
    }
    write(refresh, &reading, &plan)?;

    let mut attachments = files::fetch_all(refresh).await?;
    attachments.pending = pending(refresh)?;
    Ok((plan.counts, attachments))
}

/// Plans what the reading changes. A plan that loses too much stops the refresh.
fn compare(refresh: &Refresh<'_>, reading: &SiteReading) -> Result<Plan, RunError> {
    let known = refresh.library.store().all_resources()?;
    let observation = Observation {
        source: refresh.profile.id.clone(),
        hosts: reading::hosts(refresh.profile),
        resources: reading.resources.clone(),
        complete: reading.complete,
        at: refresh.now(),
        from_starter: false,
    };
    catalogue::plan(&known, &observation, &refresh.options.accept)
        .map_err(|suspicion| Stop::site_changed(suspicion).into())
}

/// Something seems to be gone. While a list is being read, an entry that leaves it shifts all later ones up, and one
/// can slip through between two pages; so before anything is withdrawn the site is read once more, and only what both
/// readings miss is gone. The second reading costs little: pages that did not change are not sent again.
async fn confirm_losses(refresh: &mut Refresh<'_>, first: SiteReading) -> Result<SiteReading, RunError> {
    let problems = std::mem::take(&mut refresh.problems);
    let mut second = reading::read_again(refresh, &first).await?;
    second.complete &= first.complete;
    let missing = first.resources.into_iter().filter(|observed| !second.resources.contains(observed));
    second.resources.extend(missing.collect::<Vec<_>>());
    for problem in problems {
        if !refresh.problems.contains(&problem) {
            refresh.problems.push(problem);
        }
    }
    Ok(second)
}

fn write(refresh: &Refresh<'_>, reading: &SiteReading, plan: &Plan) -> Result<(), RunError> {
    let store = refresh.library.store();
    let at = refresh.now();
    let about_known = store.about()?;
    let about_changed =
        reading.about.as_ref().filter(|about| !about_known.as_ref().is_some_and(|known| same_about(known, about)));
    if plan.changes_nothing() && about_changed.is_none() {
        store.confirm(at, &plan.confirmed, reading.about.is_some(), &reading.snapshots)?;
        return Ok(());
    }
    let about = reading.about.clone().map(|about| catalogue::About {
        last_confirmed: Some(at),
        last_changed: match &about_known {
            // The first text from the site is not a change that anyone saw.
            Some(known) if known.last_confirmed.is_none() && known.sections == about.sections => known.last_changed,
            _ => Some(at),
        },
        ..about
    });
    store.apply(&store::NewRevision {
        at,
        upserts: &plan.upserts,
        confirmed: &plan.confirmed,
        order: &plan.order,
        about: about.as_ref().filter(|_| about_changed.is_some()),
        about_confirmed: reading.about.is_some(),
        pages: &reading.snapshots,
    })?;
    // The catalogue is searchable at once, before the files come.
    refresh.library.bring_index_up_to_date()?;
    Ok(())
}

/// Equal to a reader.
fn same_about(known: &catalogue::About, seen: &catalogue::About) -> bool {
    known.sections == seen.sections
        && known.vision == seen.vision
        && known.source_url == seen.source_url
        && known.last_confirmed.is_some()
}

fn pending(refresh: &Refresh<'_>) -> Result<u32, Error> {
    let resources = refresh.library.store().resources(&catalogue::ListFilter::default())?;
    let attachments = resources.iter().flat_map(|resource| &resource.attachments);
    Ok(attachments.filter(|attachment| attachment.state == AttachmentState::Pending).count() as u32)
}

fn finish(
    library: &Library,
    fetcher: Option<&Fetcher>,
    started: Timestamp,
    ending: Ending,
    problems: Vec<Problem>,
) -> Result<RefreshReport, Error> {
    let store = library.store();
    let (outcome, stop, resources, attachments) = match ending {
        Ending::Done(resources, attachments) => {
            let changed = resources.added + resources.revised + resources.withdrawn + attachments.fetched > 0;
            let outcome = match (problems.is_empty() && attachments.failed == 0 && attachments.pending == 0, changed) {
                (false, _) => Outcome::Partial,
                (true, true) => Outcome::Updated,
                (true, false) => Outcome::Unchanged,
            };
            (outcome, None, resources, attachments)
        }
        Ending::Stopped(stop) => (Outcome::Stopped, Some(stop), ResourceCounts::default(), AttachmentCounts::default()),
    };
    let mut report = RefreshReport {
        outcome,
        code: stop.as_ref().map(|stop| stop.code.to_owned()),
        message: stop.as_ref().map(|stop| stop.message.clone()),
        revision: store.revision()?,
        resources,
        attachments,
        requests: fetcher.map_or(0, Fetcher::requests),
        bytes_received: fetcher.map_or(0, Fetcher::bytes_received),
        problems,
        losses: stop.map(|stop| stop.losses).unwrap_or_default(),
        next_attempt: None,
    };
    let finished = library.now();
    report.next_attempt = crate::schedule::next_attempt(library, &report, finished)?;
    store.set_setting("last_attempt", Some(&finished.to_string()))?;
    let code = report.code.clone().or_else(|| report.problems.first().map(|problem| problem.code.clone()));
    store.set_setting("last_code", code.as_deref())?;
    if report.outcome != Outcome::Stopped {
        store.set_setting("last_success", Some(&finished.to_string()))?;
    }
    store.record_refresh(&report, started, finished)?;
    Ok(report)
}
