//! Who reads documents: a worker process where a program for it was named, else this process.

use std::path::{Path, PathBuf};

use extract::Extraction;
use extract::worker::Worker;

use crate::error::{Error, ErrorCode};

pub(crate) enum Extractor {
    Worker(Box<Worker>),
    Here,
}

impl Extractor {
    pub fn start(program: Option<&PathBuf>) -> Result<Self, Error> {
        let Some(program) = program else { return Ok(Self::Here) };
        let worker = Worker::start(program).map_err(|error| {
            Error::new(
                ErrorCode::Failed,
                format!("the program that reads documents could not be started ({error})"),
                "Install Together Library again",
            )
        })?;
        Ok(Self::Worker(Box::new(worker)))
    }

    /// A small picture of a file's first page, as JPEG.
    pub fn picture(&mut self, path: &Path, name: &str) -> Option<Vec<u8>> {
        match self {
            Self::Worker(worker) => worker.picture(path, name),
            Self::Here => extract::picture(std::fs::read(path).ok()?, name),
        }
    }

    /// A page, from 1, as a PNG for a program that reads pictures.
    pub fn scan(&mut self, path: &Path, name: &str, page: u32) -> Option<Vec<u8>> {
        match self {
            Self::Worker(worker) => worker.scan(path, name, page),
            Self::Here => extract::scan(std::fs::read(path).ok()?, name, page),
        }
    }

    /// The text of a file. A file that cannot be read is an answer too, with its problem.
    pub fn extract(&mut self, path: &Path, name: &str) -> Extraction {
        match self {
            Self::Worker(worker) => worker.extract(path, name),
            Self::Here => match std::fs::read(path) {
                Ok(bytes) => extract::extract(&bytes, name, &extract::Limits::default()),
                Err(_) => extract::extract(&[], name, &extract::Limits::default()),
            },
        }
    }
}
