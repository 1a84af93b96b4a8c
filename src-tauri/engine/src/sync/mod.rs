//! A refresh, from the site to the index.
//!
//! Read the list and the pages, compare, write the new revision in one transaction, then bring in the files, their
//! text, and the index, each of which can stop at any moment and go on next time: a file is kept when it is whole, a
//! text when it is read, the index when it is committed.

mod arrivals;
mod files;
mod judging;
mod pace;
mod pages;
mod paging;
mod part_file;
mod reading;
mod stop;
mod texts;
mod turns;

use std::collections::HashSet;
use std::sync::Arc;

use catalogue::{
    Accepted, AttachmentCounts, AttachmentState, Observation, Outcome, Plan, Problem, Profile, Progress, ProgressPhase,
    RefreshReport, ResourceCounts, SourceId, Timestamp,
};
use fetch::{Fetcher, Limits, Reach, Trust};
use store::StoreError;
use tokio_util::sync::CancellationToken;

use crate::Library;
use crate::error::{Error, ErrorCode};

pub(crate) use reading::{SiteReading, hosts, read_site};
pub(crate) use stop::Stop;
pub(crate) use texts::read_unread as read_unread_texts;

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

/// The program's name, as the site's robots.txt may call it.
const AGENT: &str = "TogetherLibrary";
/// Identifies the program to the site's owners.
const USER_AGENT: &str =
    concat!("TogetherLibrary/", env!("CARGO_PKG_VERSION"), " (offline resource library of Tower Hamlets Together)");

pub(crate) fn fetcher(library: &Library, profile: &Profile, cancel: CancellationToken) -> Result<Fetcher, Stop> {
    let reach = Reach { own_hosts: reading::hosts(profile), file_hosts: profile.file_hosts.clone() };
    let set = crate::settings::limits(library);
    let limits = Limits { file_bytes: set.file_bytes, ..Limits::default() };
    let trust = Trust { extra_certificates: set.extra_certificates };
    let fetcher =
        Fetcher::new(USER_AGENT, limits, reach, &trust, cancel).map_err(|failure| Stop::from_failure(&failure))?;
    let taken = library.store().files().bytes().unwrap_or_default();
    fetcher.set_room(set.library_bytes.saturating_sub(taken));
    Ok(fetcher)
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
    pub resources: ResourceCounts,
    pub attachments: AttachmentCounts,
}

impl<'a> Refresh<'a> {
    pub(crate) fn new(
        library: &'a Library,
        profile: &'a Profile,
        options: &'a RefreshOptions,
        fetcher: Arc<Fetcher>,
        reporter: Arc<dyn Reporter>,
        cancel: CancellationToken,
    ) -> Self {
        let reporter = Arc::new(pace::Paced::new(reporter, fetcher.clone()));
        let (resources, attachments) = Default::default();
        Self { library, profile, options, fetcher, reporter, cancel, problems: Vec::new(), resources, attachments }
    }

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
        return finish(library, None, started, Some(Stop::offline()));
    }
    let fetcher = match fetcher(library, &profile, cancel.clone()) {
        Ok(fetcher) => Arc::new(fetcher),
        Err(stop) => return finish(library, None, started, Some(stop)),
    };
    let mut refresh = Refresh::new(library, &profile, options, fetcher, reporter, cancel);
    let stop = match run(&mut refresh).await {
        Ok(()) => None,
        Err(RunError::Stop(stop)) => Some(stop),
        Err(RunError::Error(error)) if error.code == ErrorCode::DiskFull => Some(Stop::disk_full()),
        Err(RunError::Error(error)) => {
            // What was brought in before the error is whole; the report of the attempt is kept with it.
            finish(library, Some(&refresh), started, Some(Stop::failed(&error)))?;
            return Err(error);
        }
    };
    finish(library, Some(&refresh), started, stop)
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

async fn run(refresh: &mut Refresh<'_>) -> Result<(), RunError> {
    // What killed refreshes left half fetched and nobody will go on with.
    refresh.library.store().sweep_parts(refresh.now())?;
    let mut reading = read_site(refresh).await?;
    refuse_an_empty_beginning(refresh, &reading)?;
    let mut plan = compare(refresh, &reading)?;
    if plan.counts.withdrawn > 0 {
        reading = confirm_losses(refresh, reading).await?;
        plan = compare(refresh, &reading)?;
    }
    write(refresh, &reading, &plan)?;
    refresh.resources = plan.counts;
    drop(reading);
    files::fetch_all(refresh).await
}

/// A library that has nothing of the site yet has no losses to be suspicious of. It takes no list that offers not one
/// file: a parked domain's links look like entries too.
fn refuse_an_empty_beginning(refresh: &Refresh<'_>, reading: &SiteReading) -> Result<(), RunError> {
    let offers_nothing = reading.resources.iter().all(|observed| observed.files.is_empty());
    if !reading.resources.is_empty() && offers_nothing {
        let known = refresh.library.store().all_resources()?;
        if known.iter().all(|resource| resource.from_starter) {
            return Err(Stop::not_the_site(&refresh.profile.site).into());
        }
    }
    Ok(())
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
    let hosts = reading::hosts(refresh.profile);
    let missing = catalogue::only_in_first(first.resources, &second.resources, &hosts);
    second.resources.extend(missing);
    second.renewed_files.extend(first.renewed_files);
    let again: HashSet<String> = second.snapshots.iter().map(|snapshot| snapshot.url.clone()).collect();
    second.snapshots.extend(first.snapshots.into_iter().filter(|snapshot| !again.contains(&snapshot.url)));
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
    // Before the pages are written down: should this refresh end here, the next one finds the pages unchanged and must
    // still ask for the files on them.
    let renewed: Vec<String> = reading.renewed_files.iter().cloned().collect();
    store.addresses_checked(&renewed, Timestamp::UNIX_EPOCH)?;
    let about_known = store.about()?;
    let about_changed =
        reading.about.as_ref().filter(|about| !about_known.as_ref().is_some_and(|known| same_about(known, about)));
    if plan.changes_nothing() && about_changed.is_none() {
        if reading.complete {
            store.put_in_order(&plan.order)?;
        }
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

/// Puts what happened into a report and keeps it with the library. `refresh` is `None` where none could begin.
fn finish(
    library: &Library,
    refresh: Option<&Refresh<'_>>,
    started: Timestamp,
    stop: Option<Stop>,
) -> Result<RefreshReport, Error> {
    let store = library.store();
    if stop.as_ref().is_some_and(|stop| stop.code == "disk_full") {
        // Half-fetched files are the only room that can be made without losing anything.
        store.drop_parts()?;
    }
    let mut report = RefreshReport {
        outcome: Outcome::Stopped,
        revision: store.revision()?,
        resources: refresh.map(|refresh| refresh.resources).unwrap_or_default(),
        attachments: refresh.map(|refresh| refresh.attachments).unwrap_or_default(),
        requests: refresh.map_or(0, |refresh| refresh.fetcher.requests()),
        bytes_received: refresh.map_or(0, |refresh| refresh.fetcher.bytes_received()),
        problems: refresh.map(|refresh| refresh.problems.clone()).unwrap_or_default(),
        next_attempt: None,
        code: None,
        message: None,
        losses: Vec::new(),
    };
    report.attachments.pending = pending(library)?;
    match stop {
        Some(stop) => {
            (report.code, report.message, report.losses) =
                (Some(stop.code.to_owned()), Some(stop.message), stop.losses);
        }
        None => report.outcome = outcome(&report),
    }
    let finished = library.now();
    report.next_attempt = crate::schedule::next_attempt(library, &report, finished)?;
    match note(library, &report, started, finished) {
        // The report is told all the same.
        Err(StoreError::Full) => {}
        noted => noted?,
    }
    if report.code.as_deref() != Some("cancelled") && report.code.as_deref() != Some("disk_full") {
        match store.back_up() {
            Err(StoreError::Full) => report.problems.push(Problem {
                code: "disk_full".to_owned(),
                url: String::new(),
                message: "There is no room on the disk for the safety copy of the catalogue.".to_owned(),
            }),
            // The copy that was there stays. What is wrong with the catalogue itself is for `verify` to tell.
            Err(StoreError::Damaged(_)) => report.problems.push(Problem {
                code: "damaged".to_owned(),
                url: String::new(),
                message: "A part of the catalogue cannot be read. Run `together verify --repair` to mend it."
                    .to_owned(),
            }),
            copied => drop(copied?),
        }
    }
    Ok(report)
}

fn outcome(report: &RefreshReport) -> Outcome {
    let (resources, attachments) = (report.resources, report.attachments);
    if !report.problems.is_empty() || attachments.failed > 0 || attachments.pending > 0 {
        Outcome::Partial
    } else if resources.added + resources.revised + resources.withdrawn + attachments.fetched > 0 {
        Outcome::Updated
    } else {
        Outcome::Unchanged
    }
}

fn note(library: &Library, report: &RefreshReport, started: Timestamp, finished: Timestamp) -> Result<(), StoreError> {
    let store = library.store();
    store.set_setting("last_attempt", Some(&finished.to_string()))?;
    let code = report.code.clone().or_else(|| report.problems.first().map(|problem| problem.code.clone()));
    store.set_setting("last_code", code.as_deref())?;
    if report.outcome != Outcome::Stopped {
        store.set_setting("last_success", Some(&finished.to_string()))?;
    }
    if matches!(report.outcome, Outcome::Updated | Outcome::Unchanged) {
        crate::recovery::is_over(store)?;
    }
    store.record_refresh(report, started, finished)
}

fn pending(library: &Library) -> Result<u32, Error> {
    let resources = library.store().resources(&catalogue::ListFilter::default())?;
    let attachments = resources.iter().flat_map(|resource| &resource.attachments);
    Ok(attachments.filter(|attachment| attachment.state == AttachmentState::Pending).count() as u32)
}
