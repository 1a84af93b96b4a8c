//! The pages of a catalogue as of its last whole change, read by hand: its log is laid over its file.
//!
//! How a file and its log are made is fixed by SQLite (<https://sqlite.org/fileformat2.html>). Our catalogues all have
//! pages of 4,096 bytes with nothing reserved. Whatever cannot be read is passed over: nothing here fails on damage.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::schema;

pub(super) const PAGE: usize = 4096;

const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

pub(super) type Page = [u8; PAGE];

pub(super) struct Pages {
    file: Option<File>,
    log: Option<File>,
    /// Where in the log a page stands.
    logged: HashMap<u32, u64>,
    /// The same for what stands behind the place where the log is damaged: perhaps later, perhaps never finished.
    beyond: HashMap<u32, u64>,
    count: u32,
    free: HashSet<u32>,
    /// How many pages were read that records seemed to go on in.
    gone_on: u64,
}

impl Pages {
    /// The file may be missing, and so may its log.
    pub fn open(file: &Path) -> Self {
        let log = schema::log_beside(file);
        let mut pages = Self {
            file: File::open(file).ok(),
            log: File::open(&log).ok(),
            logged: HashMap::new(),
            beyond: HashMap::new(),
            count: (schema::length(file).div_ceil(PAGE as u64)).try_into().unwrap_or(u32::MAX),
            free: HashSet::new(),
            gone_on: 0,
        };
        if let Some(found) = pages.log.as_mut().and_then(frames) {
            pages.count = found.count.unwrap_or(pages.count);
            (pages.logged, pages.beyond) = (found.whole, found.beyond);
        }
        pages.free = pages.free_pages().unwrap_or_default();
        pages
    }

    /// The numbers of the pages that are in use, or may be.
    pub fn in_use(&self) -> impl Iterator<Item = u32> + use<'_> {
        (1..=self.count).filter(|number| !self.free.contains(number))
    }

    /// Of all pages.
    pub fn bytes(&self) -> u64 {
        u64::from(self.count) * PAGE as u64
    }

    /// Whether a record may be read further in another page; so often that all that is whole can be read, and not for
    /// ever.
    pub fn may_go_on(&mut self) -> bool {
        self.gone_on += 1;
        self.gone_on <= u64::from(self.count) * 8
    }

    /// From now on pages are read as they stand behind the place where the log is damaged. Gives their numbers.
    pub fn look_beyond_damage(&mut self) -> Vec<u32> {
        let numbers: Vec<u32> = self.beyond.keys().copied().collect();
        self.count = numbers.iter().copied().max().unwrap_or_default().max(self.count);
        self.logged.extend(self.beyond.drain());
        numbers
    }

    /// `None` where there is no such page, or the disk does not give it back.
    pub fn read(&mut self, number: u32) -> Option<Page> {
        if number == 0 || number > self.count {
            return None;
        }
        match self.logged.get(&number) {
            Some(at) => read_at(self.log.as_mut()?, *at).ok(),
            None => read_at(self.file.as_mut()?, u64::from(number - 1) * PAGE as u64).ok(),
        }
    }

    /// What free pages hold is of earlier states. `None` where the list of them does not add up.
    fn free_pages(&mut self) -> Option<HashSet<u32>> {
        let header = self.read(1).filter(|page| page.starts_with(b"SQLite format 3\0"))?;
        let (mut trunk, total) = (number_at(&header, 32)?, number_at(&header, 36)?);
        let mut free = HashSet::new();
        while trunk != 0 {
            let page = self.read(trunk)?;
            let leaves = number_at(&page, 4)? as usize;
            let named = (0..leaves).map(|leaf| number_at(&page, 8 + leaf * 4));
            for number in named.chain([Some(trunk)]) {
                let number = number.filter(|number| (2..=self.count).contains(number))?;
                if !free.insert(number) {
                    return None;
                }
            }
            trunk = number_at(&page, 0)?;
        }
        (free.len() == total as usize).then_some(free)
    }
}

/// Big-endian, as all numbers in a catalogue file are.
pub(super) fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// A page that the file's end cuts short is filled up with zeros.
fn read_at(file: &mut File, at: u64) -> io::Result<Page> {
    let mut page = [0; PAGE];
    file.seek(SeekFrom::Start(at))?;
    let mut read = 0;
    while read < PAGE {
        match file.read(&mut page[read..]) {
            Ok(0) if read == 0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(0) => break,
            Ok(bytes) => read += bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(page)
}

/// Where the log has each page.
struct Frames {
    /// As of its last whole change. Like SQLite, this stops at the first frame that is not what was written.
    whole: HashMap<u32, u64>,
    /// The number of pages after that change, where there is one.
    count: Option<u32>,
    /// Behind that.
    beyond: HashMap<u32, u64>,
}

fn frames(log: &mut File) -> Option<Frames> {
    let mut header = [0; LOG_HEADER];
    log.read_exact(&mut header).ok()?;
    let mut sum = Sum { big_endian: header[3] & 1 == 1, words: (0, 0) };
    sum.add(&header[..24]);
    let mut is_whole =
        header.starts_with(&[0x37, 0x7f, 0x06]) && number_at(&header, 8) == Some(PAGE as u32) && sum.is(&header[24..]);
    // What an earlier round of the log left behind has other salts.
    let mut salts = is_whole.then(|| header[16..24].to_vec());
    let mut found = Frames { whole: HashMap::new(), count: None, beyond: HashMap::new() };
    let mut at = LOG_HEADER as u64;
    let mut frame = [0; FRAME_HEADER + PAGE];
    while log.read_exact(&mut frame).is_ok() {
        let (head, page) = frame.split_at(FRAME_HEADER);
        sum.add(&head[..8]);
        sum.add(page);
        let salts = salts.get_or_insert_with(|| head[8..16].to_vec());
        is_whole &= head[8..16] == salts[..] && sum.is(&head[16..]);
        if head[8..16] == salts[..] {
            found.beyond.insert(number_at(head, 0).unwrap_or_default(), at + FRAME_HEADER as u64);
        }
        if let Some(pages) = number_at(head, 4).filter(|pages| *pages > 0 && is_whole) {
            found.whole.extend(found.beyond.drain());
            found.count = Some(pages);
        }
        at += frame.len() as u64;
    }
    Some(found)
}

/// Whether a log that SQLite reads nothing from holds the end of a change.
pub(crate) fn holds_a_change(log: &Path) -> bool {
    let Ok(mut log) = File::open(log) else { return false };
    let starts = (LOG_HEADER as u64..).step_by(FRAME_HEADER + PAGE);
    let mut heads = starts.map_while(|at| {
        let mut head = [0; FRAME_HEADER];
        log.seek(SeekFrom::Start(at)).and_then(|_| log.read_exact(&mut head)).is_ok().then_some(head)
    });
    heads.any(|head| number_at(&head, 4).is_some_and(|pages| pages > 0))
}

/// The log's running checksum.
struct Sum {
    big_endian: bool,
    words: (u32, u32),
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        let word = |bytes: &[u8]| {
            let bytes = bytes.try_into().unwrap_or_default();
            if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
        };
        for pair in bytes.chunks_exact(8) {
            let (first, second) = &mut self.words;
            *first = first.wrapping_add(word(&pair[..4])).wrapping_add(*second);
            *second = second.wrapping_add(word(&pair[4..])).wrapping_add(*first);
        }
    }

    fn is(&self, noted: &[u8]) -> bool {
        (number_at(noted, 0), number_at(noted, 4)) == (Some(self.words.0), Some(self.words.1))
    }
}
