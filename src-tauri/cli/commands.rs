//! Each command: one call of the library, and its answer as words or JSON.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use catalogue::{SearchAnswer, SearchQuery, SourceId};
use engine::{Library, RefreshOptions, Reporter, Silent};
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::arguments::{self, Arguments, Command, Filter, Search, Source};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::{batch, output, progress};

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

    fn reporter(self) -> Arc<dyn Reporter> {
        if self.quiet { Arc::new(Silent) } else { Arc::new(progress::Lines::default()) }
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
        Command::Refresh { site, source } => return refresh(&open(site)?, source, voice),
        Command::Search(Search { batch: Some(file), limit, filter, .. }) => {
            let queries = batch::read(&file)?;
            search_batch(&open(None)?, queries, limit, &filter, voice)?;
        }
        Command::Search(Search { words, limit, filter, .. }) => {
            let answer = open(None)?.search(&query(words.join(" "), limit, &filter))?;
            voice.answer(&answer, || output::search_answer(&answer));
        }
        Command::List(filter) => {
            let resources = open(None)?.list(&filter.into())?;
            voice.answer(&serde_json::json!({ "resources": resources }), || output::resource_list(&resources));
        }
        Command::Show { id } => {
            let resource = open(None)?.resource(&arguments::resource(&id))?;
            voice.answer(&serde_json::json!({ "resource": resource }), || output::resource(&resource));
        }
        Command::Text { attachment, page } => {
            let text = open(None)?.text(&arguments::attachment(&attachment), page)?;
            voice.answer(&text, || output::text(&text));
        }
        Command::Save { id, to } => {
            let saved = open(None)?.save(&arguments::resource(&id), &to)?;
            voice.answer(&serde_json::json!({ "saved": saved }), || output::saved(&saved));
        }
        Command::About => {
            let about = open(None)?.about()?;
            voice.answer(&about, || output::about(&about));
        }
        Command::Status => {
            let status = open(None)?.status()?;
            voice.answer(&status, || output::status(&status));
        }
        Command::Verify { repair } => {
            let verification = open(None)?.verify(repair)?;
            voice.answer(&verification, || output::verification(&verification));
            return Ok(Exit::from(&verification));
        }
        Command::Reindex => {
            let resources = open(None)?.reindex(&*voice.reporter())?;
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
            let trial = until_interrupted(async |cancel| {
                tokio::select! {
                    trial = library.try_source(&what, voice.reporter()) => trial.map_err(Failure::from),
                    () = cancel.cancelled() => Err(Failure::interrupted()),
                }
            })??;
            voice.answer(&trial, || output::source_trial(&trial));
            if let Some(message) = &trial.message {
                output::complain(message);
            }
            return Ok(Exit::from(&trial));
        }
        Command::Diagnostics { to } => diagnostics(&open(None)?, to.as_deref(), voice)?,
        Command::Pack(_) | Command::Source(Source::Add(_) | Source::Remove(_)) => {
            return Err(Failure::wrong_use(
                "this command is not in this version yet",
                "See “together --help” for those that are",
            ));
        }
    }
    Ok(Exit::Done)
}

fn query(words: String, limit: u32, filter: &Filter) -> SearchQuery {
    SearchQuery {
        words,
        limit,
        kind: filter.kind,
        language: filter.language.clone(),
        withdrawn: filter.withdrawn,
        typing: false,
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
    limit: u32,
    filter: &Filter,
    voice: Voice,
) -> Result<(), Failure> {
    for batch::BatchQuery { query_id, words } in queries {
        let answer = library.search(&query(words, limit, filter))?;
        let line = BatchLine { query_id: &query_id, answer: &answer };
        voice.answer(&line, || output::batch_answer(&query_id, &answer));
    }
    Ok(())
}

fn refresh(library: &Library, source: Option<String>, voice: Voice) -> Result<Exit, Failure> {
    let options = RefreshOptions { source: source.as_deref().map(SourceId::from), ..RefreshOptions::default() };
    let report = until_interrupted(|cancel| library.refresh(options, voice.reporter(), cancel))??;
    if let Some(line) = output::stop_line(&report) {
        output::complain(&line);
    }
    voice.answer(&report, || output::refresh_report(&report));
    Ok(Exit::from(&report))
}

fn diagnostics(library: &Library, to: Option<&Path>, voice: Voice) -> Result<(), Failure> {
    let diagnostics = library.diagnostics()?;
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
    voice.answer(&serde_json::json!({ "written": file }), || format!("Written to {}\n", file.display()));
    Ok(())
}

/// Runs a task to its end. The first interrupt (Ctrl+C, or a request to end) cancels it; the second leaves at once.
fn until_interrupted<T>(task: impl AsyncFnOnce(CancellationToken) -> T) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::failed(format!("the work cannot be started: {error}"), "Try again in a moment"))?;
    let cancel = CancellationToken::new();
    let answer = runtime.block_on(async {
        let on_interrupt = cancel.clone();
        tokio::spawn(async move {
            interrupt().await;
            output::tell("Stopping; what is whole is kept. Press Ctrl+C again to leave at once.");
            on_interrupt.cancel();
            interrupt().await;
            std::process::exit(Exit::Interrupted as i32);
        });
        task(cancel).await
    });
    // A task of the engine that still blocks on the disk must not hold the program.
    runtime.shutdown_background();
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
