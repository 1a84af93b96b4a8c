//! Files by the SHA-256 of their bytes: `files/ab/abcd…`, and half-fetched ones in `parts/`.
//!
//! No name from the network is ever part of a path: a path is made of 64 hexadecimal digits or of our own count.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use catalogue::Timestamp;
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::{hex, schema};

/// The folders of a library's files.
#[derive(Debug)]
pub struct Files {
    files: PathBuf,
    parts: PathBuf,
    aside: PathBuf,
}

/// What a look at a stored file's bytes found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileCheck {
    /// The bytes have the hash that they are stored under.
    Whole,
    Missing,
    /// Other bytes, or bytes that the disk does not give back.
    Damaged,
}

impl Files {
    pub(crate) fn at(folder: &Path) -> Self {
        Self { files: folder.join("files"), parts: folder.join("parts"), aside: folder.join("set-aside") }
    }

    pub(crate) fn make_folders(&self) -> Result<(), StoreError> {
        let folders = [&self.files, &self.parts];
        folders.iter().try_for_each(|folder| fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error)))
    }

    /// A new, empty part file with a name that no other has. It ends in [`Files::keep`], or is swept up later.
    pub fn temporary(&self) -> Result<PathBuf, StoreError> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        loop {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = self.parts.join(format!("{:x}-{:x}-{count:x}.part", since.as_nanos(), std::process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(_) => return Ok(path),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(StoreError::io(&path, error)),
            }
        }
    }

    /// Makes a whole part file, whose bytes have this hash, a file of the library, and gives its path. When this
    /// returns, the file outlives a power cut. It takes the place of one that is there already: the bytes that just
    /// came are known to be whole, those on the disk may have suffered.
    pub fn keep(&self, part: &Path, sha256: &str) -> Result<PathBuf, StoreError> {
        self.keep_all(&[(part, sha256)])?;
        self.place(sha256).ok_or_else(|| not_a_hash(sha256))
    }

    /// [`Files::keep`] for many, each file and each folder flushed once. A part that is gone because its file is in
    /// place already, from a batch that was cut short, is passed over.
    pub(crate) fn keep_all(&self, parts: &[(&Path, &str)]) -> Result<(), StoreError> {
        let mut moves: Vec<(&Path, PathBuf)> = Vec::with_capacity(parts.len());
        for (part, sha256) in parts {
            let place = self.place(sha256).ok_or_else(|| not_a_hash(sha256))?;
            match (part.is_file(), place.is_file()) {
                (true, _) => moves.push((part, place)),
                (false, true) => {}
                (false, false) => return Err(StoreError::Unknown(format!("the file {sha256}"))),
            }
        }
        // The bytes first: a name must never stand for bytes that a power cut could still take.
        flush_each(&moves.iter().map(|(part, _)| *part).collect::<Vec<_>>(), |part| {
            // Windows flushes only through handles that may write.
            OpenOptions::new().write(true).open(part).and_then(|file| file.sync_all())
        })?;
        let folders: BTreeSet<&Path> = moves.iter().filter_map(|(_, place)| place.parent()).collect();
        let folders: Vec<&Path> = folders.into_iter().collect();
        let mut new_folders = false;
        for folder in folders.iter().filter(|folder| !folder.is_dir()) {
            fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error))?;
            new_folders = true;
        }
        if new_folders {
            flush_folder(&self.files)?;
        }
        for (part, place) in &moves {
            match fs::rename(part, place) {
                Ok(()) => {}
                // Windows: another program has the file open. What it shows is this file.
                Err(_) if place.is_file() && schema::length(place) == schema::length(part) => {
                    fs::remove_file(part).map_err(|error| StoreError::io(part, error))?;
                }
                Err(error) => return Err(StoreError::io(place, error)),
            }
        }
        if cfg!(unix) { flush_each(&folders, |folder| File::open(folder)?.sync_all()) } else { Ok(()) }
    }

    /// Where the file with this hash is; `None` where it is not here, or the text is no hash (64 hexadecimal digits in
    /// lower case).
    pub fn path(&self, sha256: &str) -> Option<PathBuf> {
        self.place(sha256).filter(|path| path.is_file())
    }

    fn place(&self, sha256: &str) -> Option<PathBuf> {
        let is_a_hash = sha256.len() == 64 && sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_a_hash.then(|| self.files.join(&sha256[..2]).join(sha256))
    }

    /// The bytes that all files take, half-fetched ones included.
    pub fn bytes(&self) -> Result<u64, StoreError> {
        let mut bytes = 0;
        for (_, path) in self.all()? {
            bytes += schema::length(&path);
        }
        for path in entries(&self.parts)? {
            bytes += schema::length(&path);
        }
        Ok(bytes)
    }

    /// Every stored file with its hash, in the order of the hashes. What else lies in the folder is passed over.
    pub fn all(&self) -> Result<impl Iterator<Item = (String, PathBuf)> + use<>, StoreError> {
        let mut found = Vec::new();
        for folder in entries(&self.files)? {
            if !folder.is_dir() {
                continue;
            }
            for path in entries(&folder)? {
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                if self.path(name).as_deref() == Some(&path) {
                    found.push((name.to_owned(), path));
                }
            }
        }
        found.sort();
        Ok(found.into_iter())
    }

    /// Reads the file with this hash and says whether it is whole. Takes as long as reading it does.
    pub fn check(&self, sha256: &str) -> FileCheck {
        let Some(path) = self.path(sha256) else { return FileCheck::Missing };
        match hash_of(&path) {
            Ok(found) if found == sha256 => FileCheck::Whole,
            Err(error) if error.kind() == io::ErrorKind::NotFound => FileCheck::Missing,
            _ => FileCheck::Damaged,
        }
    }

    /// Takes a damaged file out of the library, without deleting it: it is moved to `set-aside/` under a dated name,
    /// which is given back. `None` where there is no such file.
    pub fn set_aside(&self, sha256: &str, at: Timestamp) -> Result<Option<PathBuf>, StoreError> {
        self.path(sha256).map(|path| self.move_aside(&path, sha256, at)).transpose()
    }

    /// Moves a file to `set-aside/` under this name with the date before it, over nothing that is there already.
    pub(crate) fn move_aside(&self, path: &Path, name: &str, at: Timestamp) -> Result<PathBuf, StoreError> {
        let moved = self.move_aside_together(&[(path, name)], at)?.pop();
        moved.ok_or_else(|| StoreError::io(path, io::ErrorKind::NotFound.into()))
    }

    /// Moves those of these files that are there, in this order, under one date.
    pub(crate) fn move_aside_together(
        &self,
        files: &[(&Path, &str)],
        at: Timestamp,
    ) -> Result<Vec<PathBuf>, StoreError> {
        let there: Vec<_> = files.iter().filter(|(path, _)| path.exists()).collect();
        if there.is_empty() {
            return Ok(Vec::new());
        }
        fs::create_dir_all(&self.aside).map_err(|error| StoreError::io(&self.aside, error))?;
        // Colons are not allowed in Windows names.
        let day = at.strftime("%Y%m%dT%H%M%SZ").to_string();
        let name = |count: u32, name: &str| match count {
            0 => self.aside.join(format!("{day}-{name}")),
            _ => self.aside.join(format!("{day}-{count}-{name}")),
        };
        let is_free = |count: &u32| files.iter().all(|(_, file)| !name(*count, file).exists());
        let count = (0..u32::MAX).find(is_free).unwrap_or(u32::MAX);
        let mut moved = Vec::new();
        for (path, file) in there {
            let to = name(count, file);
            fs::rename(path, &to).map_err(|error| StoreError::io(&to, error))?;
            moved.push(to);
        }
        flush_folder(&self.aside)?;
        Ok(moved)
    }

    pub(crate) fn parts_folder(&self) -> &Path {
        &self.parts
    }
}

/// The paths in a folder; none where the folder is gone.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let found = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        found => found.map_err(|error| StoreError::io(folder, error))?,
    };
    found.map(|entry| entry.map(|entry| entry.path()).map_err(|error| StoreError::io(folder, error))).collect()
}

fn hash_of(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(hex(&hash.finalize())),
            Ok(read) => hash.update(&buffer[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// After a rename: the folder's list of names outlives a power cut too. Windows has no such call and needs none.
pub(crate) fn flush_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| StoreError::io(folder, error))?;
    }
    Ok(())
}

/// Waiting for the disk is most of a flush, and a file system takes the flushes of several files in one go.
const FLUSHES_AT_ONCE: usize = 8;

fn flush_each(paths: &[&Path], flush: impl Fn(&Path) -> io::Result<()> + Sync) -> Result<(), StoreError> {
    let one_after_another =
        |paths: &[&Path]| paths.iter().try_for_each(|path| flush(path).map_err(|error| StoreError::io(path, error)));
    if paths.len() < 2 {
        return one_after_another(paths);
    }
    let share = paths.len().div_ceil(FLUSHES_AT_ONCE);
    std::thread::scope(|scope| {
        let flushing: Vec<_> = paths.chunks(share).map(|paths| scope.spawn(|| one_after_another(paths))).collect();
        flushing.into_iter().try_for_each(|thread| thread.join().expect("flushing does not panic"))
    })
}

fn not_a_hash(text: &str) -> StoreError {
    StoreError::Unknown(format!("a file named by “{}”", text.chars().take(80).collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::at;

    fn files() -> (tempfile::TempDir, Files) {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::at(folder.path());
        files.make_folders().unwrap();
        (folder, files)
    }

    fn keep(files: &Files, bytes: &[u8]) -> (String, PathBuf) {
        let part = files.temporary().unwrap();
        fs::write(&part, bytes).unwrap();
        let sha256 = hex(&Sha256::digest(bytes));
        let path = files.keep(&part, &sha256).unwrap();
        assert!(!part.exists());
        (sha256, path)
    }

    #[test]
    fn a_kept_file_stands_under_its_hash_once() {
        let (folder, files) = files();
        let (sha256, path) = keep(&files, b"leaflet");
        assert_eq!(path, folder.path().join("files").join(&sha256[..2]).join(&sha256));
        assert_eq!(files.path(&sha256), Some(path.clone()));
        assert_eq!(keep(&files, b"leaflet"), (sha256.clone(), path.clone()));
        let (empty, empty_path) = keep(&files, b"");
        let mut expected = vec![(sha256.clone(), path.clone()), (empty, empty_path)];
        expected.sort();
        assert_eq!(files.all().unwrap().collect::<Vec<_>>(), expected);
        assert_eq!(files.bytes().unwrap(), 7);
        assert_eq!(files.check(&sha256), FileCheck::Whole);
    }

    #[test]
    fn half_fetched_files_count_as_room_and_not_as_files() {
        let (_folder, files) = files();
        let (one, other) = (files.temporary().unwrap(), files.temporary().unwrap());
        assert_ne!(one, other);
        fs::write(one, b"half").unwrap();
        assert_eq!(files.bytes().unwrap(), 4);
        assert_eq!(files.all().unwrap().count(), 0);
    }

    #[test]
    fn only_a_hash_names_a_file() {
        let (folder, files) = files();
        fs::write(folder.path().join("secret"), "secret").unwrap();
        let part = files.temporary().unwrap();
        let long = "a".repeat(63);
        let bad_names = [
            "",
            "../secret",
            "..",
            "/etc/hostname",
            "ab",
            &long,
            &format!("{long}G"),
            &format!("{long}A"),
            &format!("{}é", &long[..62]),
            &format!("{long}/"),
            &format!("{long}\\"),
            &format!("{long}aa"),
        ]
        .map(str::to_owned);
        for name in bad_names {
            assert_eq!(files.path(&name), None, "{name}");
            assert_eq!(files.check(&name), FileCheck::Missing, "{name}");
            assert!(matches!(files.keep(&part, &name), Err(StoreError::Unknown(_))), "{name}");
            assert_eq!(files.set_aside(&name, at(0)).unwrap(), None);
        }
        assert!(part.exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "files, parts and the secret");
    }

    #[test]
    fn damage_is_seen_set_aside_and_healed() {
        let (folder, files) = files();
        let (sha256, path) = keep(&files, b"leaflet");
        for damage in [b"leaflef".as_slice(), b"leaf", b""] {
            fs::write(&path, damage).unwrap();
            assert_eq!(files.check(&sha256), FileCheck::Damaged);
            let aside = files.set_aside(&sha256, at(0)).unwrap().unwrap();
            assert!(aside.starts_with(folder.path().join("set-aside")));
            assert_eq!(fs::read(aside).unwrap(), damage);
            assert_eq!(files.check(&sha256), FileCheck::Missing);
            assert_eq!(files.set_aside(&sha256, at(0)).unwrap(), None);
            keep(&files, b"leaflet");
            assert_eq!(files.check(&sha256), FileCheck::Whole);
        }
        assert_eq!(fs::read_dir(folder.path().join("set-aside")).unwrap().count(), 3, "nothing was written over");
        // Without anyone having looked: a damaged file is replaced by the whole one that comes.
        for damage in ["leaf", "leaflef"] {
            fs::write(&path, damage).unwrap();
            keep(&files, b"leaflet");
            assert_eq!(files.check(&sha256), FileCheck::Whole);
        }
    }

    #[test]
    fn what_does_not_belong_there_is_passed_over() {
        let (folder, files) = files();
        let (sha256, _) = keep(&files, b"leaflet");
        let root = folder.path().join("files");
        fs::write(root.join("Thumbs.db"), "x").unwrap();
        fs::write(root.join(&sha256[..2]).join("desktop.ini"), "x").unwrap();
        fs::create_dir_all(root.join("zz")).unwrap();
        fs::write(root.join("zz").join(&sha256), "in the wrong folder").unwrap();
        assert_eq!(files.all().unwrap().map(|(name, _)| name).collect::<Vec<_>>(), [sha256]);
    }
}
