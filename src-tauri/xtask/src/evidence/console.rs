//! The console program over one library, as a script calls it, with a bound on its time.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::likeness::Likeness;
use crate::step;

/// No command takes as long on an honest machine. What does hangs.
const LONGEST: Duration = Duration::from_secs(180);
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// The program, a library and the site that it is refreshed from.
#[derive(Debug, Clone)]
pub struct Console {
    program: PathBuf,
    pub library: PathBuf,
    pub site: String,
    /// Where the program's words go; beside the library, so that a full disk there does not swallow them.
    words: PathBuf,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    /// `None`: it was killed.
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Console {
    /// `words` is a folder for what the program prints.
    pub fn new(library: PathBuf, site: String, words: PathBuf) -> Result<Self, String> {
        fs::create_dir_all(&words).map_err(|error| format!("{}: {error}", words.display()))?;
        Ok(Self { program: step::built("together")?, library, site, words })
    }

    /// The same program and site over another library.
    pub fn over(&self, library: &Path) -> Self {
        Self { library: library.to_owned(), ..self.clone() }
    }

    pub fn refresh(&self) -> [String; 3] {
        ["refresh".to_owned(), "--site".to_owned(), self.site.clone()]
    }

    /// The refresh that leaves nothing for another time.
    pub fn refresh_every_file(&self) -> [String; 4] {
        let [refresh, option, site] = self.refresh();
        [refresh, option, site, "--every-file".to_owned()]
    }

    /// Starts a command that answers with JSON.
    pub fn start<A: AsRef<str>>(&self, arguments: &[A]) -> Result<Running, String> {
        let name = arguments.first().map_or("", |name| name.as_ref());
        let name = format!("{name}-{:?}", std::thread::current().id()).replace(['(', ')'], "-");
        let paths = ["out", "err"].map(|ending| self.words.join(format!("{name}.{ending}")));
        let file = |path: &Path| File::create(path).map_err(|error| format!("{}: {error}", path.display()));
        let mut command = Command::new(&self.program);
        command.args(arguments.iter().map(AsRef::as_ref)).arg("--json").arg("--library").arg(&self.library);
        command.stdin(Stdio::null()).stdout(file(&paths[0])?).stderr(file(&paths[1])?);
        for proxy in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(proxy);
        }
        let child = command.spawn().map_err(|error| format!("“together” could not be started: {error}"))?;
        Ok(Running { child, began: Instant::now(), paths })
    }

    /// Runs a command to its end. Errors: it hangs, panicked, or could not be started.
    pub fn run<A: AsRef<str>>(&self, arguments: &[A]) -> Result<Ended, String> {
        let mut running = self.start(arguments)?;
        let ended = running.wait()?;
        let said = arguments.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" ");
        if ended.err.contains("panicked at") {
            return Err(format!("“together {said}” panicked: {}", ended.err.trim()));
        }
        if ended.status.is_none() {
            return Err(format!("“together {said}” was ended by a signal: {}", ended.err.trim()));
        }
        Ok(ended)
    }

    /// Every resource, what left the site too.
    pub fn resources(&self) -> Result<Vec<Value>, String> {
        let mut list = self.document(&["list", "--withdrawn"], &[0])?;
        match list["resources"].take() {
            Value::Array(resources) => Ok(resources),
            _ => Err("a list without resources".to_owned()),
        }
    }

    pub fn likeness(&self) -> Result<Likeness, String> {
        Likeness::of(&|arguments| self.document(arguments, &[0]))
    }

    /// The document that a command answers with, where its exit status is one of these.
    pub fn document<A: AsRef<str>>(&self, arguments: &[A], statuses: &[i32]) -> Result<Value, String> {
        let ended = self.run(arguments)?;
        let said = arguments.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" ");
        if !ended.status.is_some_and(|status| statuses.contains(&status)) {
            return Err(format!(
                "“together {said}” ended with {:?}: {}{}",
                ended.status,
                ended.err.trim(),
                ended.out.trim()
            ));
        }
        ended.document().map_err(|why| format!("“together {said}”: {why}"))
    }
}

impl Ended {
    pub fn document(&self) -> Result<Value, String> {
        serde_json::from_str(&self.out).map_err(|error| format!("no JSON ({error}) in “{}”", self.out.trim()))
    }
}

/// A command under way. Ended when it is dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
    pub began: Instant,
    paths: [PathBuf; 2],
}

impl Running {
    /// Whether it has ended by itself.
    pub fn is_over(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Ends it at once, as a power cut ends a program: it is not asked.
    pub fn kill(&mut self) -> Result<(), String> {
        self.child.kill().and_then(|()| self.child.wait()).map(drop).map_err(|error| format!("kill: {error}"))
    }

    pub fn wait(&mut self) -> Result<Ended, String> {
        while !self.is_over() {
            if self.began.elapsed() > LONGEST {
                self.kill()?;
                return Err(format!("it did not end within {} s", LONGEST.as_secs()));
            }
            std::thread::sleep(LOOK_EVERY);
        }
        let status = self.child.wait().map_err(|error| error.to_string())?;
        let [out, err] =
            [0, 1].map(|at| fs::read(&self.paths[at]).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
        let words = |read: std::io::Result<String>| read.map_err(|error| format!("its words are lost: {error}"));
        Ok(Ended { status: status.code(), out: words(out)?, err: words(err)? })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Over already in most cases.
        let _ = self.kill();
    }
}
