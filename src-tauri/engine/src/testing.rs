//! A library for the tests of what a person makes.

use std::fs;
use std::path::Path;

use crate::{Library, OpenOptions};

/// A library of its own in this folder, filled from the starter content, with a policy where one is given.
pub(crate) fn library(folder: &Path, policy: &str) -> Library {
    let config = folder.join("policy.toml");
    fs::write(&config, policy).unwrap();
    let (folder, config) = (Some(folder.join("library")), Some(config));
    Library::open(OpenOptions { folder, config, offline: true, ..OpenOptions::default() }).unwrap()
}
