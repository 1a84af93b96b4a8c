//! Reading a pack from front to back. Every length is bounded before a byte is kept, and every hash is seen to.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use catalogue::{MOST_RESOURCES, PackCatalogue, PackFile, PackManifest, PackProgress, PackStep, pack_fault};
use sha2::{Digest, Sha256};
use zip::CompressionMethod;
use zip::read::{ZipFile, read_zipfile_from_stream};

use super::{CATALOGUE, FILES, FORMAT, IS_PACK, MANIFEST, Watched};
use crate::error::Error;

/// In bytes.
const LARGEST_MANIFEST: u64 = 32 << 20;
const LARGEST_CATALOGUE: u64 = 128 << 20;
const MOST_FILES: usize = 200_000;

type Reader = BufReader<File>;

/// Why a pack is not taken; nothing of it was kept.
#[derive(Debug)]
pub(super) enum Unfit {
    /// In words for a reader, without a full stop.
    Pack(&'static str),
    /// Somebody stopped it, or the disk is full.
    Stopped(Error),
}

impl From<Error> for Unfit {
    fn from(error: Error) -> Self {
        Self::Stopped(error)
    }
}

/// A pack whose beginning was read and makes sense; its files follow.
pub(super) struct OpenPack {
    pub manifest: PackManifest,
    pub catalogue: PackCatalogue,
    reader: Reader,
}

impl OpenPack {
    /// Reads manifest and catalogue.
    pub fn open(path: &Path, largest_file: u64) -> Result<Self, Unfit> {
        let file = File::open(path)
            .and_then(|file| if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::NotFound.into()) })
            .map_err(|error| Error::from_disk(&format!("the pack “{}” cannot be read", path.display()), &error))?;
        let mut reader = BufReader::with_capacity(256 << 10, file);
        let manifest = text_entry(&mut reader, MANIFEST, LARGEST_MANIFEST)?;
        let manifest = manifest_of(&manifest)?;
        check_manifest(&manifest, largest_file)?;
        let text = text_entry(&mut reader, CATALOGUE, manifest.catalogue.size_bytes)?;
        if text.len() as u64 != manifest.catalogue.size_bytes
            || crate::hash::sha256_hex(&text) != manifest.catalogue.sha256
        {
            return Err(Unfit::Pack("its list of resources was changed or damaged"));
        }
        let catalogue: PackCatalogue =
            serde_json::from_slice(&text).map_err(|_| Unfit::Pack("its list of resources makes no sense"))?;
        if catalogue.resources.len() != manifest.resources as usize {
            return Err(Unfit::Pack("it does not have as many resources as it says"));
        }
        let files: HashSet<&str> = manifest.files.iter().map(|file| file.sha256.as_str()).collect();
        match pack_fault(&catalogue, &manifest.source, &files) {
            Some(fault) => Err(Unfit::Pack(fault)),
            None => Ok(Self { manifest, catalogue, reader }),
        }
    }

    pub fn bytes(&self) -> u64 {
        self.manifest.files.iter().map(|file| file.size_bytes).sum()
    }

    /// Reads all files, in their order, and sees that each is what it is said to be. `take` opens a place for those
    /// that are wanted, and `keep` is given it back when the file in it is whole.
    pub fn files<T: Write>(
        &mut self,
        watched: &Watched,
        mut take: impl FnMut(&PackFile) -> Result<Option<T>, Error>,
        mut keep: impl FnMut(&PackFile, T) -> Result<(), Error>,
    ) -> Result<(), Unfit> {
        let total = self.bytes();
        let (mut done, mut buffer) = (0, vec![0; 256 << 10]);
        for file in &self.manifest.files {
            let mut entry = entry(&mut self.reader)?;
            if !is_named(&entry, &format!("{FILES}{}", file.sha256)) {
                return Err(Unfit::Pack("a file in it is missing, or is one that does not belong there"));
            }
            if entry.compression() != CompressionMethod::Stored || entry.size() != file.size_bytes {
                return Err(Unfit::Pack("a file in it is not as long as it should be"));
            }
            let mut place = take(file)?;
            let (mut hash, mut length) = (Sha256::new(), 0);
            loop {
                watched.go_on(PackProgress { step: PackStep::Checking, done: done + length, total })?;
                let read = entry.read(&mut buffer).map_err(|_| Unfit::Pack("a file in it is damaged or cut off"))?;
                if read == 0 {
                    break;
                }
                length += read as u64;
                if length > file.size_bytes {
                    return Err(Unfit::Pack("a file in it is longer than it says"));
                }
                hash.update(&buffer[..read]);
                if let Some(place) = &mut place {
                    place
                        .write_all(&buffer[..read])
                        .map_err(|error| Error::from_disk("a file of the pack cannot be kept", &error))?;
                }
            }
            if length != file.size_bytes || crate::hash::hex(&hash.finalize()) != file.sha256 {
                return Err(Unfit::Pack("a file in it was changed or damaged"));
            }
            done += length;
            if let Some(place) = place {
                keep(file, place)?;
            }
        }
        // What follows is the table of contents, and nothing else.
        match read_zipfile_from_stream(&mut self.reader) {
            Ok(None) => Ok(()),
            Ok(Some(_)) => Err(Unfit::Pack("there is a file in it that does not belong there")),
            Err(_) => Err(Unfit::Pack("its end is missing")),
        }
    }
}

fn entry(reader: &mut Reader) -> Result<ZipFile<'_, Reader>, Unfit> {
    match read_zipfile_from_stream(reader) {
        Ok(Some(entry)) => Ok(entry),
        Ok(None) => Err(Unfit::Pack("a part of it is missing")),
        Err(_) => Err(Unfit::Pack("it is no pack, or is damaged or cut off")),
    }
}

fn is_named(entry: &ZipFile<'_, Reader>, name: &str) -> bool {
    entry.name().is_ok_and(|found| found == name)
}

fn text_entry(reader: &mut Reader, name: &str, most_bytes: u64) -> Result<Vec<u8>, Unfit> {
    let entry = entry(reader)?;
    if !is_named(&entry, name) {
        return Err(Unfit::Pack("it is no pack of Together Library"));
    }
    let mut text = Vec::new();
    entry.take(most_bytes + 1).read_to_end(&mut text).map_err(|_| Unfit::Pack("it is damaged or cut off"))?;
    if text.len() as u64 > most_bytes { Err(Unfit::Pack("a part of it is far too large")) } else { Ok(text) }
}

fn manifest_of(text: &[u8]) -> Result<PackManifest, Unfit> {
    /// What is looked at first: a newer format may have any shape.
    #[derive(serde::Deserialize)]
    struct Head {
        together_library: String,
        format: u32,
    }
    let head: Head = serde_json::from_slice(text).map_err(|_| Unfit::Pack("it is no pack of Together Library"))?;
    if head.together_library != IS_PACK {
        return Err(Unfit::Pack("it is no pack of Together Library"));
    }
    if head.format > FORMAT {
        return Err(Unfit::Pack("it was made by a newer version of Together Library, which is needed here too"));
    }
    serde_json::from_slice(text).map_err(|_| Unfit::Pack("what it says of itself makes no sense"))
}

fn check_manifest(manifest: &PackManifest, largest_file: u64) -> Result<(), Unfit> {
    let is_hash = |text: &str| text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if manifest.files.len() > MOST_FILES || manifest.resources as usize > MOST_RESOURCES {
        return Err(Unfit::Pack("it says that it holds far too much"));
    }
    if manifest.catalogue.size_bytes > LARGEST_CATALOGUE {
        return Err(Unfit::Pack("its list of resources is far too large"));
    }
    let mut once = HashSet::new();
    let all = manifest.files.iter().all(|file| is_hash(&file.sha256) && once.insert(&file.sha256));
    if !all || !is_hash(&manifest.catalogue.sha256) {
        return Err(Unfit::Pack("what it says of its files makes no sense"));
    }
    if manifest.files.iter().any(|file| file.size_bytes > largest_file) {
        return Err(Unfit::Pack("a file in it is larger than this library may take"));
    }
    let mut sum: u64 = 0;
    if manifest.files.iter().any(|file| {
        sum = sum.saturating_add(file.size_bytes);
        sum == u64::MAX
    }) {
        return Err(Unfit::Pack("it says that it holds far too much"));
    }
    Ok(())
}
