//! How a refresh ended: what came of each source, put together into one report that is kept with the library.

use std::collections::HashMap;

use catalogue::{
    Attachment, AttachmentCounts, AttachmentState, Outcome, Problem, Profile, RefreshReport, ResourceCounts, SourceId,
    SourceReport, Timestamp,
};
use store::StoreError;

use super::Stop;
use crate::Library;
use crate::error::Error;

/// What came of one source.
#[derive(Debug, Clone)]
pub(super) struct SourceEnd {
    pub source: SourceId,
    pub name: String,
    /// Its address, for the problems list.
    pub place: String,
    pub stop: Option<Stop>,
    pub resources: ResourceCounts,
    pub attachments: AttachmentCounts,
    pub problems: Vec<Problem>,
}

impl SourceEnd {
    pub fn new(profile: &Profile, stop: Option<Stop>) -> Self {
        Self {
            source: profile.id.clone(),
            name: profile.name.clone(),
            place: profile.site.clone(),
            stop,
            resources: ResourceCounts::default(),
            attachments: AttachmentCounts::default(),
            problems: Vec::new(),
        }
    }

    fn outcome(&self) -> Outcome {
        let (resources, attachments) = (self.resources, self.attachments);
        if self.stop.is_some() {
            Outcome::Stopped
        } else if !self.problems.is_empty() || attachments.failed > 0 || attachments.pending > 0 {
            Outcome::Partial
        } else if resources.added + resources.revised + resources.withdrawn + attachments.fetched > 0 {
            Outcome::Updated
        } else {
            Outcome::Unchanged
        }
    }
}

/// What a refresh did, before it is told.
#[derive(Debug, Default)]
pub(super) struct Ended {
    /// In the order of reading.
    pub sources: Vec<SourceEnd>,
    /// Why no source was read, or the rest was not.
    pub stop: Option<Stop>,
    /// What concerns no source that was read.
    pub problems: Vec<Problem>,
    /// Every source of the library was to be read.
    pub all: bool,
    pub requests: u32,
    pub bytes_received: u64,
}

impl Ended {
    pub fn problems_so_far(&self) -> usize {
        self.problems.len() + self.sources.iter().map(|end| end.problems.len()).sum::<usize>()
    }
}

/// The report, without what only the library knows. One source that stops stops a refresh of one source; of several, it
/// is a problem, unless none went through.
fn report(ended: &Ended) -> RefreshReport {
    let mut report = RefreshReport {
        outcome: Outcome::Stopped,
        code: None,
        message: None,
        revision: 0,
        resources: ResourceCounts::default(),
        attachments: AttachmentCounts::default(),
        requests: ended.requests,
        bytes_received: ended.bytes_received,
        problems: Vec::new(),
        losses: Vec::new(),
        sources: Vec::new(),
        next_attempt: None,
    };
    let ended_by = ended
        .stop
        .as_ref()
        .or_else(|| ended.sources.iter().find_map(|end| end.stop.as_ref().filter(|stop| stop.ends_all())));
    // The stop that is the whole refresh's own.
    let own = match ended_by {
        Some(stop) => Some(stop),
        None if ended.sources.iter().all(|end| end.stop.is_some()) => {
            ended.sources.first().and_then(|end| end.stop.as_ref())
        }
        None => None,
    };
    let is_own = |stop: &Stop| own.is_some_and(|own| std::ptr::eq(own, stop));
    for end in &ended.sources {
        report.resources.add(end.resources);
        report.attachments.add(end.attachments);
        report.problems.extend(end.problems.iter().cloned());
        if let Some(stop) = &end.stop {
            report.losses.extend(stop.losses.iter().cloned());
            if !is_own(stop) {
                let (code, url) = (stop.code.to_owned(), end.place.clone());
                report.problems.push(Problem { code, url, message: stop.message_of(&end.name) });
            }
        }
        report.sources.push(SourceReport {
            source: end.source.clone(),
            name: end.name.clone(),
            outcome: end.outcome(),
            code: end.stop.as_ref().map(|stop| stop.code.to_owned()),
            message: end.stop.as_ref().map(Stop::message),
        });
    }
    report.problems.extend(ended.problems.iter().cloned());
    report.outcome = match own {
        Some(stop) => {
            (report.code, report.message) = (Some(stop.code.to_owned()), Some(stop.message()));
            Outcome::Stopped
        }
        None => {
            let any = |outcome| report.sources.iter().any(|source| source.outcome == outcome);
            if any(Outcome::Stopped) || any(Outcome::Partial) || !ended.problems.is_empty() {
                Outcome::Partial
            } else if any(Outcome::Updated) {
                Outcome::Updated
            } else {
                Outcome::Unchanged
            }
        }
    };
    report
}

/// Puts what happened into a report and keeps it with the library.
pub(super) fn finish(library: &Library, mut ended: Ended, started: Timestamp) -> Result<RefreshReport, Error> {
    let store = library.store();
    let pending = pending(library)?;
    let pending_of = |source: &SourceId| pending.get(source).copied().unwrap_or_default();
    for end in &mut ended.sources {
        end.attachments.pending = pending_of(&end.source);
    }
    let mut report = report(&ended);
    report.revision = store.revision()?;
    if report.code.as_deref() == Some("disk_full") {
        // Half-fetched files are the only room that can be made without losing anything.
        store.drop_parts()?;
    }
    if ended.sources.is_empty() {
        report.attachments.pending = pending_of(&library.profile().id);
    }
    let finished = library.now();
    report.next_attempt = crate::schedule::next_attempt(library, &report, finished)?;
    match note(library, &report, ended.all, started, finished) {
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

/// The last success is that of the built-in site: it is what a reader takes the library's age from, and no other source
/// makes it look younger.
fn note(
    library: &Library,
    report: &RefreshReport,
    all: bool,
    started: Timestamp,
    finished: Timestamp,
) -> Result<(), StoreError> {
    let store = library.store();
    store.set_setting("last_attempt", Some(&finished.to_string()))?;
    let code = report.code.clone().or_else(|| report.problems.first().map(|problem| problem.code.clone()));
    store.set_setting("last_code", code.as_deref())?;
    let site = report.sources.iter().find(|source| source.source == library.profile().id);
    if report.outcome != Outcome::Stopped && site.is_some_and(|site| site.outcome != Outcome::Stopped) {
        store.set_setting("last_success", Some(&finished.to_string()))?;
    }
    if all && matches!(report.outcome, Outcome::Updated | Outcome::Unchanged) {
        crate::recovery::is_over(store)?;
    }
    store.record_refresh(report, started, finished)
}

/// Files that are still to come, by source.
fn pending(library: &Library) -> Result<HashMap<SourceId, u32>, Error> {
    let mut pending = HashMap::new();
    for resource in library.store().resources(&catalogue::ListFilter::default())? {
        let is_pending = |attachment: &&Attachment| attachment.state == AttachmentState::Pending;
        let count = resource.attachments.iter().filter(is_pending).count() as u32;
        *pending.entry(resource.source).or_default() += count;
    }
    Ok(pending)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(id: &str, stop: Option<Stop>) -> SourceEnd {
        SourceEnd {
            source: id.into(),
            name: id.to_uppercase(),
            place: format!("https://{id}.org"),
            stop,
            resources: ResourceCounts::default(),
            attachments: AttachmentCounts::default(),
            problems: Vec::new(),
        }
    }

    fn of(sources: Vec<SourceEnd>) -> RefreshReport {
        report(&Ended { sources, ..Ended::default() })
    }

    #[test]
    fn several_sources_make_one_outcome_the_worst_that_is_honest() {
        let same = || end("same", None);
        let new = || SourceEnd { resources: ResourceCounts { added: 1, ..Default::default() }, ..end("new", None) };
        let lacks =
            || SourceEnd { attachments: AttachmentCounts { failed: 1, ..Default::default() }, ..end("lacks", None) };
        let down = || end("down", Some(Stop::no_folder("/x")));
        let portal = || end("portal", Some(Stop::sign_in()));
        let cancelled = || end("cancelled", Some(Stop::cancelled()));
        for (sources, outcome, code, problems) in [
            (vec![same()], Outcome::Unchanged, None, &[][..]),
            (vec![new()], Outcome::Updated, None, &[]),
            (vec![lacks()], Outcome::Partial, None, &[]),
            (vec![down()], Outcome::Stopped, Some("unreachable"), &[]),
            (vec![same(), same()], Outcome::Unchanged, None, &[]),
            (vec![same(), new()], Outcome::Updated, None, &[]),
            (vec![new(), lacks()], Outcome::Partial, None, &[]),
            (vec![new(), down()], Outcome::Partial, None, &["unreachable"]),
            (vec![down(), same()], Outcome::Partial, None, &["unreachable"]),
            (vec![portal(), down()], Outcome::Stopped, Some("captive_portal"), &["unreachable"]),
            (vec![new(), cancelled()], Outcome::Stopped, Some("cancelled"), &[]),
            (vec![down(), cancelled()], Outcome::Stopped, Some("cancelled"), &["unreachable"]),
        ] {
            let names: Vec<&str> = sources.iter().map(|end| end.source.as_str()).collect();
            let report = of(sources.clone());
            assert_eq!((report.outcome, report.code.as_deref()), (outcome, code), "{names:?}");
            let told: Vec<&str> = report.problems.iter().map(|problem| problem.code.as_str()).collect();
            assert_eq!(told, problems, "{names:?}");
            assert_eq!(report.sources.len(), sources.len());
        }
    }

    #[test]
    fn what_is_told_of_one_source_claims_nothing_of_the_others() {
        let report = of(vec![end("one", None), end("two", Some(Stop::no_folder("/x")))]);
        let [problem] = &report.problems[..] else { panic!("{report:?}") };
        assert!(problem.message.starts_with("TWO: The folder /x is not there now"), "{}", problem.message);
        assert!(problem.message.contains("What is here from it stays as it is."), "{}", problem.message);
        assert!(!problem.message.contains("Nothing was changed"), "{}", problem.message);
        assert_eq!(report.message, None);
        let alone = of(vec![end("two", Some(Stop::no_folder("/x")))]);
        assert!(alone.message.unwrap().contains("Nothing was changed"));
        assert!(alone.problems.is_empty());
    }
}
