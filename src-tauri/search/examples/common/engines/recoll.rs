//! Recoll, the desktop search of many Linux systems, asked by its own programs as from a terminal. Each document is a web
//! page with its title. Nothing is set but where the files are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::{Answered, Engine};
use crate::common::{Outcome, Text};

pub struct Recoll {
    place: PathBuf,
}

/// Whether it is installed: the Debian package is `recollcmd`.
pub fn is_there() -> bool {
    Command::new("recollq").arg("-h").output().is_ok()
}

pub fn build(place: &Path, texts: &[Text]) -> Outcome<()> {
    let files = place.join("files");
    fs::create_dir(&files)?;
    texts.iter().try_for_each(|text| write(&files, text))?;
    fs::write(place.join("recoll.conf"), format!("topdirs = {}\nloglevel = 1\n", files.display()))?;
    index(place, &[])
}

fn write(files: &Path, text: &Text) -> Outcome<()> {
    let plain = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>{}</title></head><body><p>{}</p></body></html>",
        plain(&text.title),
        plain(&text.text)
    );
    Ok(fs::write(files.join(format!("{}.html", text.id)), page)?)
}

fn index(place: &Path, files: &[&Path]) -> Outcome<()> {
    let mut command = Command::new("recollindex");
    command.arg("-c").arg(place);
    if !files.is_empty() {
        command.arg("-i").args(files);
    }
    said(&mut command).map(|_| ())
}

fn said(command: &mut Command) -> Outcome<String> {
    let Output { status, stdout, stderr } = command.output()?;
    if !status.success() {
        return Err(format!("{command:?}: {status} {}", String::from_utf8_lossy(&stderr)).into());
    }
    Ok(String::from_utf8_lossy(&stdout).into_owned())
}

impl Recoll {
    pub fn open(place: &Path) -> Outcome<Self> {
        Ok(Self { place: place.to_owned() })
    }

    /// What its query program prints for words as they are typed, passages among it.
    fn asked(&self, words: &str, limit: usize, options: &[&str]) -> Outcome<String> {
        let mut command = Command::new("recollq");
        command.arg("-c").arg(&self.place).arg("-n").arg(limit.to_string()).args(options).arg(words);
        // It takes words that it cannot read as a query for a mistake of whoever calls it.
        Ok(said(&mut command).unwrap_or_default())
    }
}

impl Engine for Recoll {
    fn ranked(&self, words: &str, _typing: bool, limit: usize) -> Outcome<Vec<(String, f64)>> {
        let printed = self.asked(words, limit, &["-b"])?;
        let id = |line: &str| Some(line.strip_prefix("file://")?.rsplit('/').next()?.strip_suffix(".html")?.to_owned());
        Ok(printed.lines().filter_map(id).zip((0..).map(|rank| -f64::from(rank))).collect())
    }

    fn answer(&self, words: &str, _typing: bool) -> Outcome<Answered> {
        let printed = self.asked(words, 10, &["-A"])?;
        let number = |line: &str| line.split(' ').next().and_then(|number| number.parse().ok());
        let shown = printed.lines().filter(|line| line.contains("\t[file://")).count();
        Ok(Answered { total: printed.lines().nth(1).and_then(number).unwrap_or(0), shown, cited: printed.len() })
    }

    fn change(&mut self, text: &Text) -> Outcome<()> {
        let files = self.place.join("files");
        write(&files, text)?;
        index(&self.place, &[&files.join(format!("{}.html", text.id))])
    }
}
