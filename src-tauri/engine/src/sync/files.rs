//! Bringing in the files: each asked for once per address, kept when it is whole, and named in its row only then.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use catalogue::{Attachment, AttachmentState, ListFilter, ProgressPhase, Resource, Timestamp};
use fetch::{Answer, Destination, Failure, FailureCode, FileOnDisk, Validators};
use futures_util::stream::{FuturesUnordered, StreamExt};
use store::{Arrived, Snapshot};

use super::arrivals::{self, Came};
use super::judging::judge;
use super::part_file::PartFile;
use super::turns::{Known, whose_turn};
use super::{Refresh, RunError, Stop, folders, texts};
use crate::Library;
use crate::address::file_name;
use crate::error::Error;

/// Where the server gives no validators, asking for a file means fetching it: small ones are when their turn comes,
/// large ones when they are as old as this.
const UNVALIDATED_AGE: Duration = Duration::from_secs(7 * 24 * 60 * 60);
const SMALL_BYTES: u64 = 2_000_000;
/// How long a file that seems to be cut off is not believed.
const DISBELIEF: Duration = Duration::from_secs(20 * 60 * 60);
/// Files that are here and are asked for again in one refresh, at least.
const FILES_AT_LEAST: usize = 48;
/// Files under way at once; how many of them are asked for at the same moment is the fetcher's to say.
const UNDER_WAY: usize = 8;
/// After so many failures in a row to reach anything, the line is down: what is left stays pending.
const UNREACHABLE_IN_A_ROW: u32 = 4;

/// One address and the attachments that it serves (two resources may name one file).
struct Job {
    url: String,
    title: String,
    attachments: Vec<Attachment>,
    validators: Validators,
    /// The file is here: it is only asked whether it is still the same.
    is_here: bool,
}

/// What came of one job.
enum Arrival {
    Unchanged,
    /// Whole and judged to be a document; in the part file.
    New {
        file: FileOnDisk,
        part: Arc<PartFile>,
        media_type: String,
    },
    Failed {
        code: &'static str,
        message: String,
    },
    /// Seems to be cut off. If the site still sends the very same another day, that is how the file is.
    CutOff {
        file: FileOnDisk,
        message: &'static str,
    },
}

/// Why no more files are asked for.
enum Halt {
    LineDown,
    SignIn,
    Full,
}

/// Fetches what is new or changed, and reads its text meanwhile.
pub(super) async fn fetch_all(refresh: &mut Refresh<'_>) -> Result<(), RunError> {
    let (jobs, resting) = jobs(refresh)?;
    let (to_read, reading) = texts::start(refresh)?;
    let (came, writing) = arrivals::start(refresh.library, to_read);
    let mut ended = bring_all(refresh, jobs, &came).await;
    match &ended {
        // Files change under their addresses here: those whose turn had not come are looked at too.
        Ok(true) => ended = bring_all(refresh, resting, &came).await,
        _ => refresh.attachments.unchanged += resting.iter().map(Job::count).sum::<u32>(),
    }
    // What is whole is written down, read and made searchable, also where the fetching ended early.
    drop(came);
    let written = writing.await.expect("the writing thread does not panic");
    texts::finish(refresh, reading).await?;
    written?;
    ended?;
    if refresh.cancel.is_cancelled() { Err(Stop::cancelled().into()) } else { Ok(()) }
}

/// Asks for these files. Says whether one whose turn had come was found replaced, although nothing on the site said so.
async fn bring_all(refresh: &mut Refresh<'_>, jobs: Vec<Job>, came: &mpsc::Sender<Came>) -> Result<bool, RunError> {
    // The jobs borrow what they need, not the refresh itself, so that their arrivals can be written down meanwhile.
    let fetcher = refresh.fetcher.clone();
    let library = refresh.library.clone();
    let total = jobs.len();
    // Not begun before its turn comes: each one that is under way has a part file.
    let folder = refresh.profile.folder.as_deref();
    let mut waiting: VecDeque<_> = jobs.iter().map(|job| bring(&fetcher, &library, folder, job)).collect();
    let mut under_way: FuturesUnordered<_> = waiting.drain(..waiting.len().min(UNDER_WAY)).collect();
    let mut done = 0;
    let mut unreachable = 0;
    let mut replaced = false;
    refresh.report(ProgressPhase::Fetching, 0, Some(total), "");
    while let Some((job, arrival)) = under_way.next().await {
        if refresh.cancel.is_cancelled() {
            break;
        }
        under_way.extend(waiting.pop_front());
        done += 1;
        unreachable = match &arrival {
            Err(failure) if failure.code == FailureCode::Unreachable => unreachable + 1,
            _ => 0,
        };
        let halt = match &arrival {
            Err(failure) if failure.code == FailureCode::DiskFull => return Err(Stop::from_failure(failure).into()),
            Err(failure) if failure.code == FailureCode::NoRoom => Some(Halt::Full),
            Err(failure) if failure.code == FailureCode::SignIn => Some(Halt::SignIn),
            Ok(Arrival::Failed { code: "captive_portal", .. }) => Some(Halt::SignIn),
            Err(_) if unreachable >= UNREACHABLE_IN_A_ROW => Some(Halt::LineDown),
            _ => None,
        };
        if let Some(halt) = halt {
            refresh.problem(halt.code(), &job.url, halt.message());
            break;
        }
        let arrival = arrival.unwrap_or_else(|failure| Arrival::Failed {
            code: failure.code.as_str(),
            message: format!("This file could not be fetched: {failure}."),
        });
        replaced |= settle(refresh, job, arrival, came);
        refresh.report(ProgressPhase::Fetching, done, Some(total), &job.title);
    }
    Ok(replaced)
}

/// What is to be asked for now, and the files that are here and whose turn has not come.
fn jobs(refresh: &Refresh<'_>) -> Result<(Vec<Job>, Vec<Job>), Error> {
    let store = refresh.library.store();
    let mut jobs: Vec<Job> = Vec::new();
    let mut at: HashMap<String, usize> = HashMap::new();
    // Looked at in a folder costs nobody anything: all have their turn.
    let every_file = refresh.options.every_file || refresh.profile.folder.is_some();
    let ours = |resource: &Resource| resource.source == refresh.profile.id;
    for resource in store.resources(&ListFilter::default())?.into_iter().filter(ours) {
        for attachment in resource.attachments {
            if attachment.state == AttachmentState::Withdrawn {
                continue;
            }
            match at.get(&attachment.url) {
                Some(index) => jobs[*index].attachments.push(attachment),
                None => {
                    at.insert(attachment.url.clone(), jobs.len());
                    jobs.push(Job {
                        url: attachment.url.clone(),
                        title: resource.title.clone(),
                        attachments: vec![attachment],
                        validators: Validators::none(),
                        is_here: false,
                    });
                }
            }
        }
    }
    let mut known = Vec::new();
    let mut fresh = vec![false; jobs.len()];
    for (index, job) in jobs.iter_mut().enumerate() {
        let snapshot =
            store.snapshot(&job.url)?.filter(|snapshot| all_here(&refresh.library.clone(), job, &snapshot.sha256));
        let Some(snapshot) = snapshot else {
            known.push(Known::Nothing);
            continue;
        };
        job.is_here = true;
        job.validators = Validators { etag: snapshot.etag, last_modified: snapshot.last_modified };
        let age = Duration::try_from(refresh.now().duration_since(snapshot.fetched_at)).unwrap_or_default();
        let is_large = job.attachments.iter().any(|attachment| attachment.size_bytes > SMALL_BYTES);
        fresh[index] = job.validators == Validators::none() && is_large && age < UNVALIDATED_AGE;
        known.push(if every_file { Known::Nothing } else { Known::Here(snapshot.fetched_at) });
    }
    let addresses: Vec<(&str, Known)> = jobs
        .iter()
        .zip(&known)
        .zip(&fresh)
        .filter(|(_, fresh)| !**fresh || every_file)
        .map(|((job, known), _)| (job.url.as_str(), *known))
        .collect();
    let turns: Vec<bool> = {
        let turns = whose_turn(&addresses, FILES_AT_LEAST);
        jobs.iter().map(|job| turns.contains(job.url.as_str())).collect()
    };
    let (mut now, mut resting) = (Vec::new(), Vec::new());
    for (job, turn) in jobs.into_iter().zip(turns) {
        if turn { now.push(job) } else { resting.push(job) }
    }
    Ok((now, resting))
}

/// The file is in its place, with the length that it should have, and is that of all these attachments.
fn all_here(library: &Library, job: &Job, sha256: &str) -> bool {
    let length = library.store().files().path(sha256).and_then(|path| path.metadata().ok()).map(|found| found.len());
    job.attachments
        .iter()
        .all(|attachment| attachment.sha256.as_deref() == Some(sha256) && length == Some(attachment.size_bytes))
}

/// The job with what came of it.
async fn bring<'a>(
    fetcher: &fetch::Fetcher,
    library: &Library,
    folder: Option<&str>,
    job: &'a Job,
) -> (&'a Job, Result<Arrival, Failure>) {
    (job, ask_for(fetcher, library, folder, job).await)
}

/// `folder`: where the source is one.
async fn ask_for(
    fetcher: &fetch::Fetcher,
    library: &Library,
    folder: Option<&str>,
    job: &Job,
) -> Result<Arrival, Failure> {
    let part = Arc::new(PartFile::new(library, &job.url));
    let destination = part.clone() as Arc<dyn Destination>;
    let answer = match folder {
        Some(folder) => folders::copy(fetcher, folder, &job.url, &job.validators, destination).await?,
        None => fetcher.file(&job.url, &job.validators, destination).await?,
    };
    match answer {
        Answer::NotModified => Ok(Arrival::Unchanged),
        Answer::Gone => Ok(Arrival::Failed {
            code: "gone",
            message: match folder {
                Some(_) => "This file is no longer in its folder.".to_owned(),
                None => "The site links to this file, but it is not there (404).".to_owned(),
            },
        }),
        Answer::Modified(file) => Ok(match judge(&file, &job.url) {
            Ok(media_type) => {
                if library.store().files().path(&file.sha256).is_some() {
                    fetcher.give_back(&file);
                }
                Arrival::New { file, part, media_type }
            }
            Err(no) if no.code == "truncated" && was_so_before(library, job, &file) => {
                let media_type = extract::sniff(&file.head, &file_name(&job.url));
                Arrival::New { file, part, media_type }
            }
            Err(no) => {
                fetcher.give_back(&file);
                // If the note about it stays, the next run only starts it afresh.
                let _ = part.discard();
                match no.code {
                    "truncated" => Arrival::CutOff { file, message: no.message },
                    code => Arrival::Failed { code, message: no.message.to_owned() },
                }
            }
        }),
    }
}

/// The same bytes came a day or more ago and were not believed either.
fn was_so_before(library: &Library, job: &Job, file: &FileOnDisk) -> bool {
    let before = library.store().snapshot(&job.url).ok().flatten();
    before.is_some_and(|before| {
        let age = Duration::try_from(library.now().duration_since(before.fetched_at)).unwrap_or_default();
        before.sha256 == file.sha256 && age >= DISBELIEF
    })
}

fn snapshot_of(job: &Job, file: &FileOnDisk, at: Timestamp) -> Snapshot {
    Snapshot {
        url: job.url.clone(),
        etag: file.validators.etag.clone(),
        last_modified: file.validators.last_modified.clone(),
        sha256: file.sha256.clone(),
        fetched_at: at,
        body: None,
        content_type: file.content_type.clone(),
        final_url: file.final_url.clone(),
    }
}

/// Counts the arrival and hands it on to be written down. Says whether a file that was here was found replaced.
fn settle(refresh: &mut Refresh<'_>, job: &Job, arrival: Arrival, came: &mpsc::Sender<Came>) -> bool {
    let at = refresh.now();
    let ids = || job.attachments.iter().map(|attachment| attachment.id.clone()).collect();
    let (came_of_it, replaced) = match arrival {
        Arrival::Unchanged => {
            refresh.attachments.unchanged += job.count();
            (Came::Unchanged { url: job.url.clone(), at }, false)
        }
        Arrival::Failed { code, message } => {
            refresh.attachments.failed += job.count();
            refresh.problem(code, &job.url, message.clone());
            (Came::Failed { attachments: ids(), message, seen: None }, false)
        }
        Arrival::CutOff { file, message } => {
            refresh.attachments.failed += job.count();
            refresh.problem("truncated", &job.url, message);
            // A file that is here stays, and so does what is known of it.
            let seen = (!job.is_here).then(|| snapshot_of(job, &file, at));
            (Came::Failed { attachments: ids(), message: message.to_owned(), seen }, false)
        }
        Arrival::New { file, part, media_type } => {
            let same = |attachment: &&Attachment| attachment.sha256.as_deref() == Some(file.sha256.as_str());
            let unchanged = job.attachments.iter().filter(same).count() as u32;
            refresh.attachments.unchanged += unchanged;
            refresh.attachments.fetched += job.count() - unchanged;
            let unread =
                texts::Unread { sha256: file.sha256.clone(), name: file_name(&job.url), title: job.title.clone() };
            let snapshot = snapshot_of(job, &file, at);
            let arrived = Arrived {
                ids: ids(),
                part: file.path,
                sha256: file.sha256,
                size_bytes: file.size_bytes,
                media_type,
                snapshot,
            };
            (Came::File { arrived: Box::new(arrived), part, unread }, job.is_here && unchanged < job.count())
        }
    };
    // The writing thread ends early only with an error, which is met when it is waited for.
    let _ = came.send(came_of_it);
    replaced
}

impl Job {
    fn count(&self) -> u32 {
        self.attachments.len() as u32
    }
}

impl Halt {
    fn code(&self) -> &'static str {
        match self {
            Self::LineDown => "unreachable",
            Self::SignIn => "captive_portal",
            Self::Full => "library_full",
        }
    }

    fn message(&self) -> &'static str {
        match self {
            Self::LineDown => {
                "The connection was lost. The files that are missing will be fetched by the next refresh."
            }
            Self::SignIn => {
                "This network wants you to sign in. Open a web browser, sign in, and refresh again: the files that are missing will be fetched then."
            }
            Self::Full => {
                "The library has reached the size that it may have. What is here stays; allow it more room in the settings to fetch the files that are missing."
            }
        }
    }
}
