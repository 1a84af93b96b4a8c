//! Those that read the files: ours as the program runs it, and the programs of others that it is measured beside.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use extract::worker::Worker;

use crate::Outcome;
use crate::cost::{self, Cost};

/// Programs of others get as long for a file as our worker does.
const PATIENCE: Duration = Duration::from_secs(120);
/// And a whole folder of them.
const PATIENCE_FOR_ALL: Duration = Duration::from_secs(3_600);

/// What came of one file.
#[derive(Debug, Default)]
pub struct Found {
    /// The text of its pages; none of what was not read, and empty for pages without words.
    pub pages: Vec<String>,
    pub failure: Option<String>,
}

impl Found {
    pub fn text(&self) -> String {
        self.pages.join("\n")
    }

    fn failed(why: impl Into<String>) -> Self {
        Found { pages: Vec::new(), failure: Some(why.into()) }
    }
}

/// One engine over all files, in their order.
pub struct Run {
    pub name: &'static str,
    pub found: Vec<Found>,
    pub cost: Cost,
}

impl Run {
    /// How many files ended how.
    pub fn failures(&self) -> String {
        let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
        for failure in self.found.iter().filter_map(|found| found.failure.as_deref()) {
            *kinds.entry(failure).or_default() += 1;
        }
        let kinds: Vec<_> = kinds.into_iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        if kinds.is_empty() { "none".to_owned() } else { kinds.join(", ") }
    }
}

/// This program, started as the worker.
pub fn ours(files: &[PathBuf]) -> Outcome<Run> {
    let program = std::env::current_exe()?;
    let (found, cost) = cost::of(|| -> Outcome<_> {
        let mut worker = Worker::start(&program)?;
        Ok(files.iter().map(|file| by_worker(&mut worker, file)).collect())
    });
    Ok(Run { name: "together", found: found?, cost })
}

fn by_worker(worker: &mut Worker, file: &Path) -> Found {
    let read = worker.extract(file, &file.file_name().unwrap_or_default().to_string_lossy());
    let most = read.pages.iter().filter_map(|page| page.page).max().unwrap_or(0);
    let count = read.page_count.unwrap_or(1).min(most.max(20_000)).max(most);
    let mut pages = vec![String::new(); count as usize];
    for page in read.pages {
        match page.page {
            Some(number) => pages[number as usize - 1] = page.text,
            None => pages = vec![page.text],
        }
    }
    Found { pages, failure: read.problem_code }
}

/// A process for each file, as anybody would call it.
pub fn pdftotext(files: &[PathBuf]) -> Outcome<Run> {
    let folder = tempfile::tempdir()?;
    let (found, cost) = cost::of(|| files.iter().map(|file| by_pdftotext(file, folder.path())).collect());
    Ok(Run { name: "pdftotext", found, cost })
}

fn by_pdftotext(file: &Path, folder: &Path) -> Found {
    let output = folder.join("text");
    let mut command = bounded("pdftotext");
    command.args(["-enc", "UTF-8"]).arg(file).arg(&output);
    let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().map(|child| wait(child, PATIENCE));
    let text = String::from_utf8_lossy(&fs::read(&output).unwrap_or_default()).into_owned();
    // Else the next file that fails would have the words of this one.
    let _ = fs::remove_file(&output);
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    // A form feed ends each page.
    pages.pop();
    let failure = match ended {
        Ok(Some(status)) if status.success() => None,
        Ok(Some(status)) => Some(status.code().map_or("crashed".to_owned(), |code| format!("status {code}"))),
        Ok(None) => Some("timed_out".to_owned()),
        Err(_) => Some("unopened".to_owned()),
    };
    Found { pages, failure }
}

/// Within 4 GiB, where a shell can say so.
fn bounded(program: &str) -> Command {
    if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -v 4194304; exec \"$0\" \"$@\"", program]);
        return shell;
    }
    Command::new(program)
}

/// How it ended; killed where it takes too long.
fn wait(mut child: Child, patience: Duration) -> Option<ExitStatus> {
    let end = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < end => std::thread::sleep(Duration::from_millis(2)),
            _ => {
                // It may have ended this moment, and then there is nothing to kill.
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
}

/// One process of Python with pypdfium2, started anew where a file brings it down.
pub fn pdfium(python: &str, files: &[PathBuf]) -> Outcome<Run> {
    let (found, cost) = cost::of(|| -> Outcome<_> {
        let mut process: Option<Pdfium> = None;
        let mut found = Vec::new();
        for file in files {
            let running = match &mut process {
                Some(running) => running,
                none => none.insert(Pdfium::start(python)?),
            };
            found.push(match running.read(file) {
                Ok(read) => read,
                Err(failure) => {
                    process = None;
                    Found::failed(failure)
                }
            });
        }
        Ok(found)
    });
    Ok(Run { name: "pdfium", found: found?, cost })
}

pub fn has_pdfium(python: &str) -> bool {
    Command::new(python).args(["-c", "import pypdfium2"]).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

struct Pdfium {
    child: Child,
    paths: ChildStdin,
    answers: Receiver<String>,
}

impl Pdfium {
    fn start(python: &str) -> Outcome<Self> {
        let mut command = bounded(python);
        command.args(["-c", include_str!("pdfium.py")]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let (Some(paths), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("Python has no pipes".into());
        };
        let (sender, answers) = sync_channel(1);
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Pdfium { child, paths, answers })
    }

    fn read(&mut self, file: &Path) -> Result<Found, &'static str> {
        writeln!(self.paths, "{}", file.display()).map_err(|_| "crashed")?;
        let answer = self.answers.recv_timeout(PATIENCE).map_err(|error| match error {
            std::sync::mpsc::RecvTimeoutError::Timeout => "timed_out",
            std::sync::mpsc::RecvTimeoutError::Disconnected => "crashed",
        })?;
        let pages: Option<Vec<String>> = serde_json::from_str(&answer).map_err(|_| "crashed")?;
        Ok(pages.map_or_else(|| Found::failed("unopened"), |pages| Found { pages, failure: None }))
    }
}

impl Drop for Pdfium {
    fn drop(&mut self) {
        // As with our worker: dead already, or to be ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Recoll's indexer as it comes, over copies of the files in a folder of their own. Its text cannot be had from outside,
/// so only what it cost is told, and how many of the files it says that it knows.
pub fn recollindex(files: &[PathBuf]) -> Outcome<(Cost, usize)> {
    let place = tempfile::tempdir()?;
    let (documents, own) = (place.path().join("documents"), place.path().join("recoll"));
    fs::create_dir(&documents)?;
    fs::create_dir(&own)?;
    for (number, file) in files.iter().enumerate() {
        let ending = file.extension().unwrap_or_default().to_string_lossy();
        fs::copy(file, documents.join(format!("{number}.{ending}")))?;
    }
    fs::write(own.join("recoll.conf"), format!("topdirs = {}\nloglevel = 2\n", documents.display()))?;
    let (ended, cost) = cost::of(|| -> Outcome<_> {
        let mut command = Command::new("recollindex");
        command.arg("-c").arg(&own).env("HOME", place.path()).stdout(Stdio::null()).stderr(Stdio::null());
        cost::count_orphans();
        let ended = wait(command.spawn()?, PATIENCE_FOR_ALL);
        cost::wait_for_orphans();
        Ok(ended)
    });
    if ended?.is_none() {
        return Err("recollindex took longer than an hour".into());
    }
    let mut asked = Command::new("recollq");
    asked.arg("-c").arg(&own).args(["-b", "-n", "1000000", "dir:/"]).env("HOME", place.path());
    let known = asked.stderr(Stdio::null()).output().map_or(0, |output| {
        String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.starts_with("file:")).count()
    });
    Ok((cost, known))
}

pub fn is_there(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}
