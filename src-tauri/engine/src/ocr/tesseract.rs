//! Tesseract, where the computer has it: found, asked for its languages, and run confined on one picture at a time.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use confine::{Errand, Failure};
use tokio_util::sync::CancellationToken;

use super::tsv;
use crate::Library;
use crate::error::{Error, ErrorCode};

/// For one page, of a processor: dense pages take five seconds, in a script of many letters twenty.
const PAGE: Duration = Duration::from_secs(120);
const LANGUAGES: Duration = Duration::from_secs(10);
/// A page of the smallest print has some 5,000 words, of at most 100 bytes each in the table.
const MOST_OUTPUT: usize = 8 << 20;
/// Pixels to an inch, as the worker draws pages.
const DOTS: &str = "300";

/// What it calls a language, by BCP 47. Not those of all the world: those that the partnership's leaflets come in, and
/// that it can read. For Somali it has nothing.
const NAMES: [(&str, &str); 24] = [
    ("ar", "ara"),
    ("bg", "bul"),
    ("bn", "ben"),
    ("de", "deu"),
    ("en", "eng"),
    ("es", "spa"),
    ("fa", "fas"),
    ("fr", "fra"),
    ("gu", "guj"),
    ("hi", "hin"),
    ("it", "ita"),
    ("lt", "lit"),
    ("pa", "pan"),
    ("pl", "pol"),
    ("ps", "pus"),
    ("pt", "por"),
    ("ro", "ron"),
    ("sq", "sqi"),
    ("ta", "tam"),
    ("tr", "tur"),
    ("uk", "ukr"),
    ("ur", "urd"),
    ("vi", "vie"),
    ("zh", "chi_sim"),
];
const ENGLISH: &str = "eng";
/// What tells it which side of a picture is up.
const SIDES: &str = "osd";

/// Why a page has no words.
pub enum Unread {
    Cancelled,
    Failed,
}

/// Ready to read pictures of pages in one language.
pub struct Reader {
    program: PathBuf,
    /// Our own, which confines itself before it becomes the other.
    ours: PathBuf,
    languages: String,
    turns: bool,
    /// BCP 47.
    pub language: String,
}

impl Reader {
    /// # Errors
    /// Where there is no such program, or none that knows the language.
    pub fn find(library: &Library, language: &str) -> Result<Self, Error> {
        let program = match &library.policy().ocr {
            Some(none) if none.as_os_str().is_empty() => return Err(switched_off()),
            Some(named) if named.is_file() => named.clone(),
            Some(named) => return Err(not_there(named)),
            None => usual_places().into_iter().find(|place| place.is_file()).ok_or_else(none_found)?,
        };
        let ours = library.inner.worker.clone().ok_or_else(none_found)?;
        let errand = Errand {
            program: &program,
            arguments: vec!["--list-langs".into()],
            patience: LANGUAGES,
            most_output: MOST_OUTPUT,
        };
        let told = errand.run(&ours, b"", &|| true).map_err(|_| does_not_run(&program))?;
        let told = String::from_utf8_lossy(&told).into_owned();
        let known: Vec<&str> = told.lines().map(str::trim).collect();
        let languages = choose(&known, language)?;
        let turns = known.contains(&SIDES);
        Ok(Self { languages, turns, language: language.to_owned(), program, ours })
    }

    /// The words of a picture in PNG; of a page if it was drawn by us, and so with known dots to the inch. May be none.
    pub fn read(&self, picture: &[u8], drawn: bool, cancel: &CancellationToken) -> Result<String, Unread> {
        let mut arguments = vec!["stdin", "stdout", "-l", &self.languages, "--psm", if self.turns { "1" } else { "3" }];
        if drawn {
            arguments.extend(["--dpi", DOTS]);
        }
        arguments.extend(["-c", "tessedit_create_tsv=1"]);
        let arguments = arguments.into_iter().map(OsString::from).collect();
        let errand = Errand { program: &self.program, arguments, patience: PAGE, most_output: MOST_OUTPUT };
        match errand.run(&self.ours, picture, &|| !cancel.is_cancelled()) {
            Ok(table) => Ok(tsv::text(&String::from_utf8_lossy(&table))),
            Err(Failure::Cancelled) => Err(Unread::Cancelled),
            Err(_) => Err(Unread::Failed),
        }
    }
}

/// The languages to read by: that of the leaflet, and English, which stands in leaflets of any language.
fn choose(known: &[&str], language: &str) -> Result<String, Error> {
    let short = language.split('-').next().unwrap_or_default().to_lowercase();
    let name = NAMES.iter().find(|(tag, _)| *tag == short).map(|(_, name)| *name);
    let has = |name: &str| known.contains(&name);
    match name {
        Some(ENGLISH) if has(ENGLISH) => Ok(ENGLISH.to_owned()),
        Some(name) if has(name) && has(ENGLISH) => Ok(format!("{name}+{ENGLISH}")),
        Some(name) if has(name) => Ok(name.to_owned()),
        name => Err(Error::new(
            ErrorCode::NotHere,
            format!(
                "Tesseract, which reads words in pictures, cannot read this language ({language}) on this computer"
            ),
            match name {
                Some(name) => format!("The people who look after this computer can add Tesseract's language “{name}”"),
                None => "Read the pages themselves".to_owned(),
            },
        )),
    }
}

/// Whole paths only: a program of that name in the folder that happens to be open is not meant.
fn usual_places() -> Vec<PathBuf> {
    let name = format!("tesseract{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places: Vec<PathBuf> = std::env::split_paths(&path).filter(|folder| folder.is_absolute()).collect();
    if cfg!(windows) {
        let roots = ["ProgramFiles", "LOCALAPPDATA"].into_iter().filter_map(std::env::var_os).map(PathBuf::from);
        places.extend(roots.flat_map(|root| [root.join("Tesseract-OCR"), root.join("Programs").join("Tesseract-OCR")]));
    } else {
        places.extend(["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin"].map(PathBuf::from));
    }
    places.into_iter().map(|folder| folder.join(&name)).collect()
}

const INSTALL: &str =
    "The people who look after this computer can install Tesseract, or name it in the policy file (ocr)";

fn none_found() -> Error {
    let message = "this computer has no program that reads words in pictures";
    Error::new(ErrorCode::NotHere, message, INSTALL)
}

fn switched_off() -> Error {
    let message = "reading words in pictures is switched off on this computer";
    Error::new(ErrorCode::NotHere, message, "Read the pages themselves, or ask the people who look after this computer")
}

fn not_there(named: &Path) -> Error {
    let message =
        format!("the program that the policy file names for reading pictures is not there ({})", named.display());
    Error::new(ErrorCode::NotHere, message, INSTALL)
}

fn does_not_run(program: &Path) -> Error {
    let message = format!("the program that reads words in pictures does not run ({})", program.display());
    Error::new(ErrorCode::Failed, message, "The people who look after this computer can install Tesseract again")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_those_of_the_leaflet_and_english() {
        let known = ["List of available languages (4):", "ben", "eng", "osd"];
        assert_eq!(choose(&known, "en").unwrap(), "eng");
        assert_eq!(choose(&known, "en-GB").unwrap(), "eng");
        assert_eq!(choose(&known, "bn").unwrap(), "ben+eng");
        assert_eq!(choose(&["ben"], "bn").unwrap(), "ben");
        let lacking = choose(&known, "ur").unwrap_err();
        assert!(lacking.hint.contains("“urd”"), "{lacking}");
        assert!(choose(&known, "so").unwrap_err().message.contains("(so)"));
        assert!(choose(&[], "en").is_err());
    }

    #[test]
    fn only_whole_paths_are_looked_at() {
        assert!(usual_places().iter().all(|place| place.is_absolute()));
    }
}
