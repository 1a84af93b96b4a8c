//! Prints the text of files by page, and what is known of each.
//!
//! `extract FILE…` reads in this process; `extract --worker FILE…` in a worker process; `extract --json FILE…` prints
//! one line of JSON for each file, read in a worker.

use std::path::Path;
use std::time::Instant;

use extract::{Extraction, Limits, extract, worker};

#[global_allocator]
static ALLOCATOR: confine::CappedAllocator = confine::CappedAllocator;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|argument| argument == worker::ARGUMENT) {
        return worker::serve();
    }
    let (options, files): (Vec<_>, Vec<_>) = arguments.into_iter().partition(|argument| argument.starts_with("--"));
    let has = |option: &str| options.iter().any(|given| given == option);
    let mut process =
        if has("--worker") || has("--json") { Some(worker::Worker::start(&std::env::current_exe()?)?) } else { None };
    for file in files {
        let path = Path::new(&file);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let start = Instant::now();
        let extraction = match &mut process {
            Some(process) => process.extract(path, &name),
            None => extract(&std::fs::read(path)?, &name, &Limits::default()),
        };
        if has("--json") {
            println!(
                "{}",
                serde_json::json!({ "file": name, "ms": start.elapsed().as_millis() as u64, "extraction": extraction })
            );
        } else {
            print(&file, &extraction);
        }
    }
    Ok(())
}

fn print(file: &str, extraction: &Extraction) {
    let Extraction { media_type, pages, page_count, quality, language, title, problem, problem_code, facts, bookmarks } =
        extraction;
    println!("=== {file}: {media_type}, {quality:?}, pages {page_count:?}, language {language:?}, title {title:?}");
    if let (Some(code), Some(problem)) = (problem_code, problem) {
        println!("=== {code}: {problem}");
    }
    println!("=== {facts:?}");
    for bookmark in bookmarks {
        println!("=== {:?}", bookmark);
    }
    for page in pages {
        match page.page {
            Some(number) => println!("--- page {number}"),
            None => println!("--- text"),
        }
        for (line, text) in (0..).zip(page.text.split('\n')) {
            let level = page.headings.iter().find(|heading| heading.line == line).map_or(0, |heading| heading.level);
            println!("{}{text}", "#".repeat(usize::from(level)));
            for link in page.links.iter().filter(|link| link.line == line) {
                println!("    [{}] {:?}", page.link_words(link), link.target);
            }
        }
    }
}
