//! Packs: the library, or a part of it, as one file for a USB stick.
//!
//! A pack is a ZIP file with its entries in this order: `manifest.json`, `catalogue.json` (its hash stands in the
//! manifest), then every document as `files/<SHA-256>`, stored as it is. It is read from front to back, entry by entry,
//! and its own table of contents is never looked at: nothing that it says of itself can make the reading long or large.
//! No name in it is ever part of a path.

mod export;
mod import;
mod reading;

use std::path::Path;
use std::sync::Arc;

use catalogue::{PackCheck, PackCounts, PackProgress, PackWritten, ResourceId};
use tokio_util::sync::CancellationToken;

use crate::Library;
use crate::error::{Error, ErrorCode};

const IS_PACK: &str = "pack";
const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
const CATALOGUE: &str = "catalogue.json";
const FILES: &str = "files/";

/// Whoever is shown how far it is; called often.
pub trait PackReporter: Send + Sync {
    fn progress(&self, progress: &PackProgress);
}

/// Shows nothing.
pub struct NobodyLooks;

impl PackReporter for NobodyLooks {
    fn progress(&self, _: &PackProgress) {}
}

/// Who is told, and whether to go on.
pub(crate) struct Watched {
    pub reporter: Arc<dyn PackReporter>,
    pub cancel: CancellationToken,
}

impl Watched {
    /// # Errors
    /// `cancelled` where somebody stopped it.
    fn go_on(&self, progress: PackProgress) -> Result<(), Error> {
        self.reporter.progress(&progress);
        if self.cancel.is_cancelled() {
            return Err(Error::new(ErrorCode::Cancelled, "it was stopped", "Start it again when you like"));
        }
        Ok(())
    }
}

impl Library {
    /// Writes a pack of these resources, or of all where none is named; over another file only with `replace`. Files
    /// that are damaged here are left out and named.
    pub fn export_pack(
        &self,
        to: &Path,
        resources: &[ResourceId],
        replace: bool,
        reporter: Arc<dyn PackReporter>,
        cancel: CancellationToken,
    ) -> Result<PackWritten, Error> {
        export::export(self, to, resources, replace, &Watched { reporter, cancel })
    }

    /// Reads a pack from end to end and says whether it is whole, and of this library's source. Writes nothing.
    pub fn check_pack(
        &self,
        file: &Path,
        reporter: Arc<dyn PackReporter>,
        cancel: CancellationToken,
    ) -> Result<PackCheck, Error> {
        import::check(self, file, &Watched { reporter, cancel })
    }

    /// What the pack would bring here now, after a check. Writes nothing.
    ///
    /// # Errors
    /// `refused` where the pack does not check.
    pub fn plan_pack(
        &self,
        file: &Path,
        reporter: Arc<dyn PackReporter>,
        cancel: CancellationToken,
    ) -> Result<PackCounts, Error> {
        import::plan(self, file, &Watched { reporter, cancel })
    }

    /// Brings in what is new or newer in the pack; see [`catalogue::plan_pack`]. The catalogue changes in one
    /// transaction, after all files are in place, or not at all.
    ///
    /// # Errors
    /// `refused` where the pack does not check.
    pub fn import_pack(
        &self,
        file: &Path,
        reporter: Arc<dyn PackReporter>,
        cancel: CancellationToken,
    ) -> Result<PackCounts, Error> {
        import::import(self, file, &Watched { reporter, cancel })
    }
}

#[cfg(test)]
mod tests;
