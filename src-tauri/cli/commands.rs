//! Each command: one call of the library, and its answer as words or JSON.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use catalogue::{
    Accepted, AttachmentId, ListFilter, OcrOutcome, OcrProgress, PrintPackItem, PrintPackOptions, SearchAnswer,
    SearchQuery, SourceId, Timestamp,
};
use engine::{Library, NewSource, RefreshOptions};
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::arguments::{self, Arguments, Command, Gaps, Pack, Part, Search, SettingsChange, Shelf, Source};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::progress::{Display, PackLines};
use crate::{batch, output};

/// How answers are given.
#[derive(Clone, Copy)]
struct Voice {
    json: bool,
    quiet: bool,
}

impl Voice {
    fn answer<T: Serialize>(self, document: &T, words: impl FnOnce() -> String) {
        if self.json {
            output::print_line(&in_json(document));
        } else {
            output::print(&words());
        }
    }

    fn display(self) -> Arc<Display> {
        Arc::new(if self.quiet { Display::Nothing } else { Display::fitting() })
    }

    /// The answer was given; that a look could not be noted takes nothing from it.
    fn note(self, look: Result<(), engine::Error>) {
        if let Err(error) = look
            && !self.quiet
        {
            output::tell(&format!("What you have seen could not be noted: {error}."));
        }
    }
}

/// Our documents hold nothing that JSON cannot say: names are strings and numbers are finite or become null.
fn in_json<T: Serialize>(document: &T) -> String {
    serde_json::to_string(document).expect("a document of plain names and values")
}

pub fn run(arguments: Arguments) -> Exit {
    let voice = Voice { json: arguments.json, quiet: arguments.quiet };
    obey(arguments, voice).unwrap_or_else(|failure| {
        output::complain(&failure.line());
        if voice.json {
            output::print_line(&in_json(&serde_json::json!({ "error": failure })));
        }
        failure.exit
    })
}

fn obey(arguments: Arguments, voice: Voice) -> Result<Exit, Failure> {
    let open = |site| arguments.library.open(site).map_err(Failure::from);
    match arguments.command {
        Command::Refresh { site, source, accept_losses, every_file } => {
            let accept = if accept_losses { Accepted::All } else { Accepted::None };
            let options = RefreshOptions { source: source.as_deref().map(SourceId::from), accept, every_file };
            return refresh(&open(site)?, options, voice);
        }
        Command::Refreshes { limit } => {
            let records = open(None)?.refreshes(limit)?;
            voice.answer(&serde_json::json!({ "refreshes": records }), || output::refreshes(&records));
        }
        Command::Changes { since, keep } => changes(&open(None)?, since, keep, voice)?,
        Command::Search(search) => match &search.batch {
            Some(file) => {
                let queries = batch::read(file)?;
                search_batch(&open(None)?, queries, &search, voice)?;
            }
            None => {
                let library = open(None)?;
                let mut answer = library.search(&query(search.words.join(" "), &search))?;
                for hit in &mut answer.hits {
                    // One that went between the two questions stands as it was found.
                    hit.trust = library.resource(&hit.resource).ok().and_then(|resource| resource.trust);
                }
                voice.answer(&answer, || output::search_answer(&answer));
            }
        },
        Command::Suggest { words, limit } => {
            let suggestions = open(None)?.suggest(&words.join(" "), limit)?;
            voice.answer(&serde_json::json!({ "suggestions": suggestions }), || output::suggestions(&suggestions));
        }
        Command::List(filter) => {
            let resources = open(None)?.list(&filter.into())?;
            voice.answer(&serde_json::json!({ "resources": resources }), || output::resource_list(&resources));
        }
        Command::Show { id } => {
            let (library, id) = (open(None)?, arguments::resource(&id));
            let (resource, facts, changes) = (library.resource(&id)?, library.facts(&id)?, library.history(&id)?);
            voice.answer(&serde_json::json!({ "resource": resource, "facts": facts, "changes": changes }), || {
                output::resource(&resource) + &output::facts(&resource, &facts) + &output::history(&changes)
            });
            voice.note(library.looked_at(&id));
        }
        Command::Text { attachment, page, ocr } => {
            let (library, attachment) = (open(None)?, arguments::attachment(&attachment));
            // What has no pictures left to read is printed as it is.
            let failed = if ocr && library.text(&attachment, None)?.pictures > 0 {
                read_pictures(&library, &attachment, voice)?.failed
            } else {
                0
            };
            let text = library.text(&attachment, page)?;
            voice.answer(&text, || output::text(&text));
            if failed > 0 {
                output::complain(&output::pictures_not_read(failed));
                return Ok(Exit::Problems);
            }
        }
        Command::Save { id, to } => {
            let saved = open(None)?.save(&arguments::resource(&id), &to)?;
            voice.answer(&serde_json::json!({ "saved": saved }), || output::saved(&saved));
        }
        Command::PrintPack { file, parts, large_print } => {
            return print_pack(&open(None)?, &parts, file, PrintPackOptions { large_print }, voice);
        }
        Command::About { earlier: true } => {
            let earlier = open(None)?.earlier_about()?;
            voice.answer(&serde_json::json!({ "earlier": earlier }), || output::earlier_about(&earlier));
        }
        Command::About { earlier: false } => {
            let about = open(None)?.about()?;
            voice.answer(&about, || output::about(&about));
        }
        Command::Status => {
            let status = open(None)?.status()?;
            voice.answer(&status, || output::status(&status));
        }
        Command::Settings(change) => {
            let library = open(None)?;
            let mut settings = library.settings();
            if change != SettingsChange::default() {
                settings = library.set_settings(&change.apply_to(settings.settings))?;
            }
            voice.answer(&settings, || output::settings(&settings));
        }
        Command::Verify { repair } => {
            let verification = open(None)?.verify(repair)?;
            voice.answer(&verification, || output::verification(&verification));
            return Ok(Exit::from(&verification));
        }
        Command::Reindex => {
            let display = voice.display();
            let resources = open(None)?.reindex(&*display);
            display.end();
            let resources = resources?;
            voice.answer(&serde_json::json!({ "resources": resources }), || {
                format!(
                    "The index was built again: {}.\n",
                    output::count(u64::from(resources), "resource", "resources")
                )
            });
        }
        Command::Source(Source::List) => {
            let sources = open(None)?.sources()?;
            voice.answer(&serde_json::json!({ "sources": sources }), || output::source_list(&sources));
        }
        Command::Source(Source::Try { what }) => {
            let library = open(None)?;
            let display = voice.display();
            let trial = until_interrupted(&display, async |cancel| {
                tokio::select! {
                    trial = library.try_source(&what, display.clone()) => trial.map_err(Failure::from),
                    () = cancel.cancelled() => Err(Failure::interrupted()),
                }
            })??;
            voice.answer(&trial, || output::source_trial(&trial));
            if let Some(message) = &trial.message {
                output::complain(message);
            }
            return Ok(Exit::from(&trial));
        }
        Command::Shelf(what) => shelf(&open(None)?, what, voice)?,
        Command::Gaps(what) => gaps(&open(None)?, what, voice)?,
        Command::Pack(what) => return pack(&open(None)?, what, voice),
        Command::Diagnostics { to } => diagnostics(&open(None)?, to.as_deref(), voice)?,
        Command::Source(Source::Add { what, id, name }) => {
            let source = open(None)?.add_source(&NewSource { what, id, name })?;
            voice.answer(&source, || output::source_added(&source));
        }
        Command::Source(Source::Remove { id }) => {
            let removed = open(None)?.remove_source(&SourceId::from(id.as_str()))?;
            voice.answer(&removed, || output::source_removed(&removed));
        }
    }
    Ok(Exit::Done)
}

fn query(words: String, search: &Search) -> SearchQuery {
    SearchQuery {
        words,
        limit: search.limit,
        kind: search.filter.kind,
        language: search.filter.language.clone(),
        withdrawn: search.filter.withdrawn,
        typing: false,
        year: search.year,
        topic: search.topic.clone(),
        with_text: search.with_text,
        here: search.here,
        prefer: search.prefer.clone(),
        as_typed: search.as_typed,
        explain: search.explain,
    }
}

/// One line of a batch: the answer, with the id of its query.
#[derive(Serialize)]
struct BatchLine<'a> {
    query_id: &'a str,
    #[serde(flatten)]
    answer: &'a SearchAnswer,
}

fn search_batch(
    library: &Library,
    queries: Vec<batch::BatchQuery>,
    search: &Search,
    voice: Voice,
) -> Result<(), Failure> {
    for batch::BatchQuery { query_id, words } in queries {
        let answer = library.search(&query(words, search))?;
        let line = BatchLine { query_id: &query_id, answer: &answer };
        voice.answer(&line, || output::batch_answer(&query_id, &answer));
    }
    Ok(())
}

fn refresh(library: &Library, options: RefreshOptions, voice: Voice) -> Result<Exit, Failure> {
    let display = voice.display();
    let report = until_interrupted(&display, |cancel| library.refresh(options, display.clone(), cancel))??;
    if let Some(line) = output::stop_line(&report) {
        output::complain(&line);
    }
    voice.answer(&report, || output::refresh_report(&report));
    Ok(Exit::from(&report))
}

/// A look back to an earlier moment than the last look sees all that came since then; one to a later moment does not,
/// and is not noted.
fn changes(library: &Library, since: Option<Timestamp>, keep: bool, voice: Voice) -> Result<(), Failure> {
    let now = Timestamp::now();
    let last = library.last_look()?;
    let news = library.whats_new(since)?;
    let sees_all = since.is_none_or(|since| last.is_none_or(|last| since <= last));
    let noted = sees_all && !keep;
    voice.answer(&news, || output::whats_new(&news, noted));
    if noted {
        voice.note(library.looked_at_all(now));
    }
    Ok(())
}

fn shelf(library: &Library, what: Shelf, voice: Voice) -> Result<(), Failure> {
    match what {
        Shelf::List => {
            let now = library.shelf()?;
            voice.answer(&now, || output::shelf(&now));
        }
        Shelf::Export { file } => {
            let shelf = library.export_shelf(&file, false)?;
            voice.answer(&serde_json::json!({ "written": file, "shelf": shelf }), || written(&file));
        }
        Shelf::Import { file } => {
            let came = library.import_shelf(&file)?;
            voice.answer(&serde_json::json!({ "came": came }), || output::shelf_merge(&came));
        }
    }
    Ok(())
}

fn gaps(library: &Library, what: Gaps, voice: Voice) -> Result<(), Failure> {
    match what {
        Gaps::List => {
            let (gaps, noted) = (library.gaps()?, library.settings().settings.note_gaps);
            voice.answer(&serde_json::json!({ "gaps": gaps, "noted": noted }), || output::gaps(&gaps, noted));
        }
        Gaps::Export { file } => {
            let count = library.export_gaps(&file, false)?;
            voice.answer(&serde_json::json!({ "written": file, "gaps": count }), || written(&file));
        }
        Gaps::Clear => {
            library.clear_gaps()?;
            voice.answer(&serde_json::json!({ "gaps": [] }), || "The list is empty now.\n".to_owned());
        }
    }
    Ok(())
}

fn pack(library: &Library, what: Pack, voice: Voice) -> Result<Exit, Failure> {
    let display = voice.display();
    let reporter = || -> Arc<dyn engine::PackReporter> {
        if voice.quiet { Arc::new(engine::NobodyLooks) } else { Arc::new(PackLines::default()) }
    };
    match what {
        Pack::Export { file, resources } => {
            let ids: Vec<_> = resources.iter().map(|id| arguments::resource(id)).collect();
            let (library, reporter) = (library.clone(), reporter());
            let written = until_interrupted(&display, async move |cancel| {
                on_a_thread(move || library.export_pack(&file, &ids, false, reporter, cancel)).await
            })??;
            voice.answer(&written, || output::pack_written(&written));
            Ok(if written.left_out.is_empty() { Exit::Done } else { Exit::Problems })
        }
        Pack::Import { file, plan } => {
            let (library, reporter) = (library.clone(), reporter());
            let came = until_interrupted(&display, async move |cancel| {
                on_a_thread(move || match plan {
                    true => library.plan_pack(&file, reporter, cancel),
                    false => library.import_pack(&file, reporter, cancel),
                })
                .await
            })??;
            voice.answer(&serde_json::json!({ "came": came, "planned_only": plan }), || {
                output::pack_counts(&came, plan)
            });
            Ok(Exit::Done)
        }
        Pack::Check { file } => {
            let (library, reporter) = (library.clone(), reporter());
            let check = until_interrupted(&display, async move |cancel| {
                on_a_thread(move || library.check_pack(&file, reporter, cancel)).await
            })??;
            voice.answer(&check, || output::pack_check(&check));
            if let Some(problem) = &check.problem {
                output::complain(&format!(
                    "the pack does not check: {problem}. Copy it from where it was made once more."
                ));
            }
            Ok(if check.ok { Exit::Done } else { Exit::Refused })
        }
    }
}

fn print_pack(
    library: &Library,
    parts: &[Part],
    file: PathBuf,
    options: PrintPackOptions,
    voice: Voice,
) -> Result<Exit, Failure> {
    let items = parts.iter().map(|part| print_pack_item(library, part)).collect::<Result<Vec<_>, _>>()?;
    let display = voice.display();
    let (library, telling) = (library.clone(), display.clone());
    let pack = until_interrupted(&display, async move |cancel| {
        on_a_thread(move || {
            let mut tell = |progress: &_| {
                if !voice.quiet {
                    telling.tell(&output::print_pack_step(progress));
                }
            };
            library.print_pack(&items, options, &file, false, &mut tell, &cancel)
        })
        .await
    })??;
    voice.answer(&pack, || output::print_pack(&pack));
    let whole = pack.entries.iter().all(|entry| entry.left_out.is_none());
    Ok(if whole { Exit::Done } else { Exit::Problems })
}

fn read_pictures(library: &Library, attachment: &AttachmentId, voice: Voice) -> Result<OcrOutcome, Failure> {
    let display = voice.display();
    let (library, attachment, telling) = (library.clone(), attachment.clone(), display.clone());
    until_interrupted(&display, async move |cancel| {
        on_a_thread(move || {
            let mut tell = |progress: OcrProgress| {
                if !voice.quiet && progress.done < progress.total {
                    telling.tell(&output::picture_step(progress));
                }
            };
            library.read_pictures(&attachment, &mut tell, &cancel)
        })
        .await
    })?
}

/// A resource by its id, else one of its files by the file's.
fn print_pack_item(library: &Library, part: &Part) -> Result<PrintPackItem, Failure> {
    let (resource, attachment) = (arguments::resource(&part.id), arguments::attachment(&part.id));
    let pages = part.pages.clone();
    let unknown = match library.resource(&resource) {
        Ok(_) => return Ok(PrintPackItem { resource, attachment: None, pages }),
        Err(error) => error,
    };
    let all = library.list(&ListFilter { withdrawn: true, ..ListFilter::default() })?;
    let owner = all.into_iter().find(|owner| owner.attachments.iter().any(|one| one.id == attachment));
    let owner = owner.ok_or(unknown)?;
    Ok(PrintPackItem { resource: owner.id, attachment: Some(attachment), pages })
}

/// Work on the disk, while interrupts are listened for.
async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, engine::Error> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Failure::failed("a fault inside the program", "Try again"))?.map_err(Failure::from)
}

fn written(file: &Path) -> String {
    format!("Written to {}\n", file.display())
}

fn diagnostics(library: &Library, to: Option<&Path>, voice: Voice) -> Result<(), Failure> {
    let diagnostics = library.diagnostics(None)?;
    let Some(file) = to else {
        voice.answer(&diagnostics, || diagnostics.to_text());
        return Ok(());
    };
    let text = if voice.json { in_json(&diagnostics) + "\n" } else { diagnostics.to_text() };
    fs::write(file, text).map_err(|error| {
        Failure::failed(
            format!("the file “{}” cannot be written: {error}", file.display()),
            "Choose another place with --to",
        )
    })?;
    voice.answer(&serde_json::json!({ "written": file }), || written(file));
    Ok(())
}

/// Runs a task to its end. The first interrupt (Ctrl+C, or a request to end) cancels it; the second leaves at once.
fn until_interrupted<T>(display: &Arc<Display>, task: impl AsyncFnOnce(CancellationToken) -> T) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::failed(format!("the work cannot be started: {error}"), "Try again in a moment"))?;
    let cancel = CancellationToken::new();
    let answer = runtime.block_on(async {
        let (on_interrupt, display) = (cancel.clone(), display.clone());
        tokio::spawn(async move {
            interrupt().await;
            display.tell("Stopping; what is whole is kept. Press Ctrl+C again to leave at once.");
            on_interrupt.cancel();
            interrupt().await;
            display.end();
            std::process::exit(Exit::Interrupted as i32);
        });
        task(cancel).await
    });
    // A task of the engine that still blocks on the disk must not hold the program.
    runtime.shutdown_background();
    display.end();
    Ok(answer)
}

#[cfg(unix)]
async fn interrupt() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => ignore_the_lack_of_signals(tokio::signal::ctrl_c().await).await,
    }
}

#[cfg(not(unix))]
async fn interrupt() {
    ignore_the_lack_of_signals(tokio::signal::ctrl_c().await).await;
}

/// Where the system gives no signals, there is no interrupt ever; it must not look like one.
async fn ignore_the_lack_of_signals(heard: std::io::Result<()>) {
    if heard.is_err() {
        std::future::pending::<()>().await;
    }
}
