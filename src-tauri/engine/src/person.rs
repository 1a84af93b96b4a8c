//! What a person made or set: small files in a folder of their own, apart from everything that was fetched, so that a
//! library can be thrown away and made again without losing them.
//!
//! Each file is written whole: flushed beside its place and renamed into it. A file that cannot be read is set aside
//! under a dated name, never overwritten.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use catalogue::Timestamp;

use crate::error::Error;

/// More than any of these files grows to; a larger one is something else.
const MOST_BYTES: u64 = 16 << 20;
/// How long a change waits for another program's change, which takes milliseconds.
const WAIT: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(20);

/// The folder of a person's own things.
#[derive(Debug, Clone)]
pub(crate) struct PersonFolder {
    folder: PathBuf,
}

impl PersonFolder {
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf() }
    }

    /// The text of a file; `None` where it was never written. Bytes that are no text come back as replacement
    /// characters, for the reader of the format to refuse.
    pub fn read(&self, name: &str) -> Result<Option<String>, Error> {
        match self.read_bounded(name) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::from_disk(&format!("your own file “{name}” cannot be read"), &error)),
        }
    }

    fn read_bounded(&self, name: &str) -> io::Result<Vec<u8>> {
        let path = self.folder.join(name);
        if fs::metadata(&path)?.len() > MOST_BYTES {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is too large"));
        }
        fs::read(path)
    }

    /// Writes a file from what it was, with no change of another program in between. When this returns, the new
    /// content outlives a power cut; before, the old one stands.
    pub fn change(&self, name: &str, new: impl FnOnce(Option<String>) -> Result<String, Error>) -> Result<(), Error> {
        let failed = |error: io::Error| Error::from_disk(&format!("your own file “{name}” cannot be written"), &error);
        make_private(&self.folder).map_err(failed)?;
        let _turn = self.turn().map_err(failed)?;
        let text = new(self.read(name)?)?;
        self.write(name, text.as_bytes()).map_err(failed)
    }

    /// Deletes a file; there need not be one.
    pub fn forget(&self, name: &str) -> Result<(), Error> {
        match fs::remove_file(self.folder.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::from_disk(&format!("your own file “{name}” cannot be deleted"), &error))
            }
            _ => Ok(()),
        }
    }

    /// Takes a file that makes no sense out of the way under a dated name.
    pub fn set_aside(&self, name: &str, at: Timestamp) -> Result<(), Error> {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "old"));
        // Colons are not allowed in Windows names.
        let day = at.strftime("%Y%m%dT%H%M%SZ");
        let free = (1..1000).map(|count| match count {
            1 => self.folder.join(format!("{stem}-set-aside-{day}.{ending}")),
            _ => self.folder.join(format!("{stem}-set-aside-{day}-{count}.{ending}")),
        });
        let Some(to) = free.into_iter().find(|path| !path.exists()) else { return Ok(()) };
        match fs::rename(self.folder.join(name), to) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::from_disk(&format!("your own file “{name}” cannot be set aside"), &error))
            }
            _ => Ok(()),
        }
    }

    /// Names of the files of this name that were set aside, the newest first.
    pub fn aside(&self, name: &str) -> Vec<String> {
        let stem = format!("{}-set-aside-", name.rsplit_once('.').unwrap_or((name, "")).0);
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let mut found: Vec<String> = names.filter(|name| name.starts_with(&stem)).collect();
        found.sort_by(|one, other| other.cmp(one));
        found
    }

    /// One change at a time, among programs too. The lock goes with the value, or with its process.
    fn turn(&self) -> io::Result<File> {
        let lock = private().create(true).truncate(false).write(true).open(self.folder.join("person.lock"))?;
        let until = Instant::now() + WAIT;
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(lock),
                Err(fs::TryLockError::Error(error)) => return Err(error),
                Err(fs::TryLockError::WouldBlock) if Instant::now() >= until => {
                    return Err(io::Error::new(io::ErrorKind::TimedOut, "another program is writing there"));
                }
                Err(fs::TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            }
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        // What a killed writer left has the same name, and is written over.
        let new = self.folder.join(format!("{name}.new"));
        let mut file = private().create(true).truncate(true).write(true).open(&new)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        drop(file);
        if let Err(error) = written.and_then(|()| fs::rename(&new, self.folder.join(name))) {
            let _ = fs::remove_file(&new);
            return Err(error);
        }
        if cfg!(unix) {
            File::open(&self.folder)?.sync_all()?;
        }
        Ok(())
    }
}

/// What somebody reads is nobody else's business: the account's alone, where the system can say so.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person() -> (tempfile::TempDir, PersonFolder) {
        let folder = tempfile::tempdir().unwrap();
        let person = PersonFolder::new(&folder.path().join("made/when/needed"));
        (folder, person)
    }

    fn names(person: &PersonFolder) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&person.folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_read_as_it_was_written_and_nothing_is_left_beside_it() {
        let (_folder, person) = person();
        assert_eq!(person.read("a.json").unwrap(), None);
        person.change("a.json", |old| Ok(format!("{old:?}"))).unwrap();
        person.change("a.json", |old| Ok(format!("{} again", old.unwrap()))).unwrap();
        assert_eq!(person.read("a.json").unwrap().as_deref(), Some("None again"));
        assert_eq!(names(&person), ["a.json", "person.lock"]);
    }

    #[test]
    fn what_a_killed_writer_left_does_no_harm_and_a_change_that_fails_changes_nothing() {
        let (_folder, person) = person();
        person.change("a.json", |_| Ok("whole".into())).unwrap();
        fs::write(person.folder.join("a.json.new"), "ha").unwrap();
        assert_eq!(person.read("a.json").unwrap().as_deref(), Some("whole"));
        let refused = person.change("a.json", |_| Err(Error::busy()));
        assert_eq!(refused, Err(Error::busy()));
        assert_eq!(person.read("a.json").unwrap().as_deref(), Some("whole"));
        person.change("a.json", |_| Ok("new".into())).unwrap();
        assert_eq!(names(&person), ["a.json", "person.lock"]);
    }

    #[test]
    fn changes_at_the_same_time_follow_each_other() {
        let (_folder, person) = person();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| person.change("n", |old| Ok(format!("{}x", old.unwrap_or_default()))).unwrap());
            }
        });
        assert_eq!(person.read("n").unwrap().unwrap(), "xxxxxxxx");
    }

    #[test]
    fn what_makes_no_sense_is_set_aside_under_dated_names() {
        let (_folder, person) = person();
        let at: Timestamp = "2026-11-22T05:25:45Z".parse().unwrap();
        for text in ["first", "second"] {
            person.change("a.json", |_| Ok(text.into())).unwrap();
            person.set_aside("a.json", at).unwrap();
        }
        person.set_aside("a.json", at).unwrap();
        assert_eq!(
            names(&person),
            ["a-set-aside-20261122T052545Z-2.json", "a-set-aside-20261122T052545Z.json", "person.lock"]
        );
        let aside = fs::read_to_string(person.folder.join("a-set-aside-20261122T052545Z.json")).unwrap();
        assert_eq!(aside, "first");
        let aside = person.aside("a.json");
        assert_eq!(aside, ["a-set-aside-20261122T052545Z.json", "a-set-aside-20261122T052545Z-2.json"]);
        assert!(person.aside("b.json").is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn no_other_account_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, person) = person();
        person.change("a.json", |_| Ok("mine".into())).unwrap();
        for (path, mode) in [(person.folder.clone(), 0o700), (person.folder.join("a.json"), 0o600)] {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, mode);
        }
    }
}
