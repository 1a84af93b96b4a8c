//! The part file of one transfer: bytes on the disk, their hash, and what the ledger knows of them.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::Validators;
use crate::ranges;

/// Bytes of a file that are handed on to tell its format.
const HEAD_BYTES: usize = 8 * 1024;
/// So much, or what came in so much time, is lost at most when the program is killed.
const CHECKPOINT_BYTES: u64 = 4 * 1024 * 1024;
const CHECKPOINT_TIME: Duration = Duration::from_secs(1);

/// What an earlier attempt left of a body: the first `bytes` bytes of the part file have this hash, and are on the
/// disk. What stands behind them in the file does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub path: PathBuf,
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
    /// As given to [`Destination::begin`].
    pub validators: Validators,
}

/// Where a file's body is written, and who remembers how far it came. All calls may block: they are made off the
/// async threads, one at a time. An error that says that the disk is full ends the file with
/// [`crate::FailureCode::DiskFull`], any other with [`crate::FailureCode::Disk`].
pub trait Destination: Send + Sync {
    /// What an earlier attempt left, in this run or in an earlier one.
    fn left(&self) -> io::Result<Option<Left>>;

    /// A new body is to be written from its first byte to the path that is given back; an earlier part is dropped.
    /// `validators` are those with which it can be gone on with later: none where it cannot.
    fn begin(&self, validators: &Validators) -> io::Result<PathBuf>;

    /// The first `bytes` bytes of the part file, of this hash (lower-case hexadecimal), are flushed to the disk.
    fn checkpoint(&self, bytes: u64, sha256: &str) -> io::Result<()>;
}

/// A part file being written. Its functions block.
pub(crate) struct PartFile {
    destination: Arc<dyn Destination>,
    path: PathBuf,
    file: File,
    hash: Sha256,
    head: Vec<u8>,
    bytes: u64,
    /// Checkpoints make sense.
    resumable: bool,
    saved_bytes: u64,
    saved_at: Instant,
}

/// A part file whose body is whole.
pub(crate) struct Whole {
    pub path: PathBuf,
    pub bytes: u64,
    pub sha256: [u8; 32],
    pub head: Vec<u8>,
}

impl PartFile {
    /// From the first byte.
    pub fn begin(destination: Arc<dyn Destination>, validators: &Validators) -> io::Result<Self> {
        let path = destination.begin(validators)?;
        let file = File::create(&path)?;
        let resumable = ranges::if_range(validators).is_some();
        Ok(Self::new(destination, path, file, resumable))
    }

    /// From where an earlier attempt stopped, and what to send as `If-Range`; `None` where nothing was left, where it
    /// cannot be gone on with, or where the disk no longer has what was written.
    pub fn go_on(destination: &Arc<dyn Destination>) -> io::Result<Option<(Self, Left)>> {
        let Some(left) = destination.left()? else { return Ok(None) };
        if left.bytes == 0 || ranges::if_range(&left.validators).is_none() {
            return Ok(None);
        }
        let file = match OpenOptions::new().read(true).write(true).open(&left.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        let mut part = Self::new(destination.clone(), left.path.clone(), file, true);
        let mut buffer = vec![0; 128 * 1024];
        while part.bytes < left.bytes {
            let most = usize::try_from(left.bytes - part.bytes).unwrap_or(usize::MAX).min(buffer.len());
            let read = part.file.read(&mut buffer[..most])?;
            if read == 0 {
                return Ok(None);
            }
            part.count(&buffer[..read]);
        }
        if part.sha256() != left.sha256 {
            return Ok(None);
        }
        part.file.set_len(left.bytes)?;
        part.file.seek(SeekFrom::Start(left.bytes))?;
        part.saved_bytes = left.bytes;
        part.saved_at = Instant::now();
        Ok(Some((part, left)))
    }

    fn new(destination: Arc<dyn Destination>, path: PathBuf, file: File, resumable: bool) -> Self {
        Self {
            destination,
            path,
            file,
            hash: Sha256::new(),
            head: Vec::new(),
            bytes: 0,
            resumable,
            saved_bytes: 0,
            saved_at: Instant::now(),
        }
    }

    /// Appends, with a checkpoint where one is due.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.count(bytes);
        if self.bytes - self.saved_bytes >= CHECKPOINT_BYTES || Instant::now() >= self.due() {
            self.checkpoint()?;
        }
        Ok(())
    }

    fn count(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        let missing = HEAD_BYTES.saturating_sub(self.head.len());
        self.head.extend_from_slice(&bytes[..bytes.len().min(missing)]);
    }

    /// Flushes what is here to the disk and notes it.
    pub fn checkpoint(&mut self) -> io::Result<()> {
        self.saved_at = Instant::now();
        if !self.resumable || self.bytes == self.saved_bytes {
            return Ok(());
        }
        self.file.sync_data()?;
        self.destination.checkpoint(self.bytes, &self.sha256())?;
        self.saved_bytes = self.bytes;
        Ok(())
    }

    /// When the next checkpoint should be made, if anything comes until then.
    pub fn due(&self) -> Instant {
        self.saved_at + CHECKPOINT_TIME
    }

    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Bytes that need not be asked for again, whatever happens.
    pub fn saved_bytes(&self) -> u64 {
        self.saved_bytes
    }

    pub fn destination(&self) -> Arc<dyn Destination> {
        self.destination.clone()
    }

    pub fn whole(self) -> Whole {
        Whole { path: self.path, bytes: self.bytes, sha256: self.hash.finalize().into(), head: self.head }
    }

    fn sha256(&self) -> String {
        hex(&self.hash.clone().finalize())
    }
}

/// Lower-case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
