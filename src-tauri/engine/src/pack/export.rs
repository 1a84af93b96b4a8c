//! Writing a pack.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use catalogue::{
    AttachmentState, PackCatalogue, PackFile, PackManifest, PackProgress, PackStep, PackWritten, Resource, ResourceId,
};
use store::FileCheck;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{CATALOGUE, FILES, FORMAT, IS_PACK, MANIFEST, Watched};
use crate::brought::NewFile;
use crate::error::{Error, ErrorCode};
use crate::{Library, hash, is_here};

pub(super) fn export(
    library: &Library,
    to: &Path,
    ids: &[ResourceId],
    replace: bool,
    watched: &Watched,
) -> Result<PackWritten, Error> {
    let (mut resources, other_sources) = chosen(library, ids)?;
    // Before anything is read: whether it may be written at all.
    let mut new = NewFile::at(to, replace)?;
    let (files, left_out) = whole_files(library, &mut resources, watched)?;
    let catalogue = PackCatalogue { resources, about: library.about().ok() };
    let catalogue_text = serde_json::to_vec(&catalogue).expect("a catalogue is JSON");
    let manifest = PackManifest {
        together_library: IS_PACK.into(),
        format: FORMAT,
        made: library.now(),
        program: env!("CARGO_PKG_VERSION").into(),
        source: library.profile().id.clone(),
        resources: catalogue.resources.len() as u32,
        catalogue: PackFile { sha256: hash::sha256_hex(&catalogue_text), size_bytes: catalogue_text.len() as u64 },
        files,
    };
    let written = write(library, &mut new.file, &manifest, &catalogue_text, watched);
    let bytes = match written {
        Ok(bytes) => bytes,
        Err(Failed::Stopped(error)) => return Err(error),
        Err(Failed::Disk(error)) => return Err(new.failed(&error)),
    };
    new.finish()?;
    let (resources, files) = (manifest.resources, manifest.files.len() as u32);
    Ok(PackWritten { file: to.display().to_string(), resources, files, bytes, left_out, other_sources })
}

/// In the library's order, all where none is named; and how many of them came from another source than the pack's.
fn chosen(library: &Library, ids: &[ResourceId]) -> Result<(Vec<Resource>, u32), Error> {
    let all = library.store().all_resources()?;
    if let Some(unknown) = ids.iter().find(|id| all.iter().all(|resource| resource.id != **id)) {
        return Err(Error::no_resource(unknown));
    }
    let meant = all.into_iter().filter(|resource| ids.is_empty() || ids.contains(&resource.id));
    let (own, others): (Vec<_>, Vec<_>) = meant.partition(|resource| resource.source == library.profile().id);
    if own.is_empty() && !others.is_empty() {
        return Err(Error::new(
            ErrorCode::BadRequest,
            "all of this came from sources that were added, and a pack carries what came with the program's own",
            "Save the files into a folder; on the other computer that folder can be added as a source",
        ));
    }
    Ok((own, others.len() as u32))
}

/// The files of these resources, each once. One that is not whole here is no longer named by its resource.
fn whole_files(
    library: &Library,
    resources: &mut [Resource],
    watched: &Watched,
) -> Result<(Vec<PackFile>, Vec<String>), Error> {
    let total = resources.iter().flat_map(|resource| &resource.attachments).map(|one| one.size_bytes).sum();
    let (mut done, mut files, mut left_out) = (0, Vec::new(), Vec::new());
    let (mut whole, mut broken): (HashSet<String>, HashSet<String>) = Default::default();
    for resource in resources {
        let mut lacks = false;
        for attachment in &mut resource.attachments {
            watched.go_on(PackProgress { step: PackStep::Checking, done, total })?;
            done += attachment.size_bytes;
            let Some(sha256) = attachment.sha256.clone().filter(|_| is_here(attachment)) else {
                (attachment.sha256, attachment.size_bytes) = (None, 0);
                continue;
            };
            if !whole.contains(&sha256) && !broken.contains(&sha256) {
                if library.store().files().check(&sha256) == FileCheck::Whole {
                    files.push(PackFile { sha256: sha256.clone(), size_bytes: attachment.size_bytes });
                    whole.insert(sha256.clone());
                } else {
                    broken.insert(sha256.clone());
                }
            }
            if broken.contains(&sha256) {
                (attachment.sha256, attachment.size_bytes, lacks) = (None, 0, true);
                if attachment.state != AttachmentState::Withdrawn {
                    attachment.state = AttachmentState::Pending;
                }
            }
        }
        if lacks {
            left_out.push(resource.title.clone());
        }
    }
    Ok((files, left_out))
}

enum Failed {
    Stopped(Error),
    Disk(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<zip::result::ZipError> for Failed {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Disk(error.into())
    }
}

fn write(
    library: &Library,
    file: &mut File,
    manifest: &PackManifest,
    catalogue: &[u8],
    watched: &Watched,
) -> Result<u64, Failed> {
    let text = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(BufWriter::with_capacity(1 << 20, file));
    zip.start_file(MANIFEST, text)?;
    zip.write_all(&serde_json::to_vec_pretty(manifest).expect("a manifest is JSON"))?;
    zip.start_file(CATALOGUE, text)?;
    zip.write_all(catalogue)?;
    let total = manifest.files.iter().map(|file| file.size_bytes).sum();
    let (mut done, mut buffer) = (0, vec![0; 256 << 10]);
    for PackFile { sha256, size_bytes } in &manifest.files {
        // Documents are packed in themselves.
        let stored = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(*size_bytes > u64::from(u32::MAX) / 2);
        zip.start_file(format!("{FILES}{sha256}"), stored)?;
        let path = library.store().files().path(sha256).ok_or(io::Error::from(io::ErrorKind::NotFound))?;
        let mut from = File::open(path)?;
        loop {
            watched.go_on(PackProgress { step: PackStep::Copying, done, total }).map_err(Failed::Stopped)?;
            let read = from.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            zip.write_all(&buffer[..read])?;
            done += read as u64;
        }
    }
    let mut file = zip.finish()?;
    file.flush()?;
    Ok(file.get_ref().metadata()?.len())
}
