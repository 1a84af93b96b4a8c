//! What tests of whole stores share: small disks, old catalogues, damage.
#![allow(dead_code, reason = "each test program uses some of it")]

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use catalogue::{
    About, Attachment, AttachmentCounts, AttachmentId, AttachmentState, Kind, Outcome, PageText, RefreshRecord,
    RefreshReport, Resource, ResourceCounts, ResourceId, ResourceState, TextQuality, Timestamp,
};
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};
use store::{AboutRevision, Arrived, AttachmentFile, NewRevision, ResourceRevision, Snapshot, Store, StoredText};

const DISK: &str = "STORE_TEST_SMALL_DISK";

/// The folder of a small disk; `None` in the process that only starts the other one, and where none can be had.
pub fn small_disk(test: &str, megabytes: u32) -> Option<PathBuf> {
    if let Some(disk) = std::env::var_os(DISK) {
        return Some(disk.into());
    }
    let mount = |size: &str| format!("mount -t tmpfs -o size={size} tmpfs \"${DISK}\"");
    let folder = tempfile::tempdir().unwrap();
    let inside = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["-rm", "sh", "-c", script, "sh"]).env(DISK, folder.path());
        command
    };
    if !inside(&mount("1m")).output().is_ok_and(|tried| tried.status.success()) {
        eprintln!("SKIPPED {test}: this system lets nobody mount a small disk");
        return None;
    }
    let script = format!("{} && exec \"$@\"", mount(&format!("{megabytes}m")));
    let program = std::env::current_exe().unwrap();
    let ran = inside(&script).arg(program).args(["--exact", test, "--nocapture"]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
    None
}

/// Takes all room of the disk but for so many bytes.
pub fn fill(disk: &Path, leave: usize) -> PathBuf {
    let path = disk.join("filler");
    let mut file = File::create(&path).unwrap();
    let page = [0; 4096];
    let mut bytes = 0;
    while let Ok(wrote) = file.write(&page) {
        bytes += wrote;
    }
    file.set_len(bytes.saturating_sub(leave) as u64).unwrap();
    path
}

/// SHA-256, in lower-case hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A catalogue of format 1 with rows in every table. What seals are computed by is written here a second time, as it
/// stood then.
pub fn first_format(file: &Path) {
    let older = rusqlite::Connection::open(file).unwrap();
    let flags = FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    let seal = |values: &rusqlite::functions::Context<'_>| {
        let mut all = Vec::new();
        for at in 0..values.len() {
            let (kind, bytes) = match values.get_raw(at) {
                ValueRef::Null => (0, Vec::new()),
                ValueRef::Integer(number) => (1, number.to_le_bytes().to_vec()),
                ValueRef::Real(number) => (2, number.to_le_bytes().to_vec()),
                ValueRef::Text(bytes) => (3, bytes.to_vec()),
                ValueRef::Blob(bytes) => (4, bytes.to_vec()),
            };
            all.push(kind);
            all.extend((bytes.len() as u64).to_le_bytes());
            all.extend(bytes);
        }
        Ok(i64::from_le_bytes(Sha256::digest(all)[..8].try_into().unwrap()))
    };
    older.create_scalar_function("checksum", -1, flags, seal).unwrap();
    older.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(())).unwrap();
    older.execute_batch(include_str!("../fixtures/format-1.sql")).unwrap();
}

/// Xorshift: the same in every run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(0x2545_f491_4f6c_dd1d ^ seed)
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        if most == 0 { 0 } else { (self.0 >> 11) as usize % most }
    }
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

pub fn resource(number: usize, summary: &str) -> Resource {
    let id = ResourceId::mint(&"example".into(), &number.to_string(), 0);
    let attachment = |name: &str| Attachment {
        id: AttachmentId::mint(&id, name),
        url: format!("https://example.org/{number}/{name}"),
        label: format!("Download {name}"),
        media_type: String::new(),
        size_bytes: 0,
        sha256: None,
        state: AttachmentState::Pending,
        pages: None,
        text: TextQuality::None,
        language: None,
        problem: None,
    };
    let attachments = vec![attachment("1.pdf"), attachment("2.pdf")];
    Resource {
        id,
        title: format!("Resource {number}"),
        summary: summary.to_owned(),
        kind: Kind::Leaflet,
        kind_is_guess: true,
        topics: vec!["Care".into()],
        language: "en".into(),
        source: "example".into(),
        page_url: "https://example.org/list".into(),
        date: None,
        state: ResourceState::Current,
        first_seen: at(0),
        last_confirmed: None,
        last_changed: at(0),
        withdrawn_on: None,
        from_starter: false,
        trust: None,
        attachments,
        links: Vec::new(),
    }
}

pub fn snapshot(url: &str, sha256: String, body: Option<Vec<u8>>) -> Snapshot {
    Snapshot {
        url: url.to_owned(),
        etag: Some("\"v1\"".into()),
        last_modified: None,
        sha256,
        fetched_at: at(2),
        body,
        content_type: None,
        final_url: url.to_owned(),
    }
}

pub fn text(words: &[String]) -> StoredText {
    let pages = words.iter().zip(1..).map(|(words, page)| PageText::new(Some(page), words.clone())).collect();
    StoredText {
        media_type: "application/pdf".into(),
        pages,
        page_count: Some(words.len() as u32),
        quality: TextQuality::Good,
        language: Some("en".into()),
        problem: None,
        problem_code: None,
        title: Some("The title of the text".into()),
        facts: catalogue::Facts {
            review: catalogue::find_printed_date("May 2024").map(|date| catalogue::ReviewDate {
                date,
                words: "Review date: May 2024".into(),
                page: Some(1),
            }),
            ..catalogue::Facts::default()
        },
        bookmarks: vec![catalogue::Bookmark { title: "The first page".into(), level: 1, page: 1 }],
    }
}

/// What a text tells may be lost while the text is not: then it is to be read again, and stays until that is done.
#[allow(dead_code, reason = "not every test damages")]
pub fn is_same_but_for_lost_facts(found: &StoredText, expected: &StoredText) -> bool {
    let lost = StoredText { facts: catalogue::Facts::default(), bookmarks: Vec::new(), ..expected.clone() };
    found == expected || *found == lost
}

/// A file for this attachment, in place, named, and read.
pub fn bring(store: &Store, attachment: &Attachment, bytes: &[u8], pages: usize) {
    let part = store.begin_part(&attachment.url, None, None, at(1)).unwrap().path;
    std::fs::write(&part, bytes).unwrap();
    let sha256 = hash(bytes);
    let arrived = Arrived {
        ids: vec![attachment.id.clone()],
        part,
        sha256: sha256.clone(),
        size_bytes: bytes.len() as u64,
        media_type: "application/pdf".into(),
        snapshot: snapshot(&attachment.url, sha256.clone(), None),
    };
    store.files_arrived(&[arrived]).unwrap();
    let words: Vec<String> = (0..pages).map(|page| format!("{sha256} page {page} ").repeat(page * 20)).collect();
    store.put_text(&sha256, 1, &text(&words)).unwrap();
}

/// A library with something in every table, written over several times.
pub fn filled(folder: &Path) -> Store {
    let store = Store::open(folder).unwrap();
    let mut all: Vec<_> = (0..60).map(|number| resource(number, "The first words. ")).collect();
    let about = |words: &str| About { vision: Some(words.repeat(300)), ..About::default() };
    let page = |number: usize| {
        let body = format!("<html>{number}</html>").repeat(number * 40).into_bytes();
        snapshot(&format!("https://example.org/list?page={number}"), hash(&body), Some(body))
    };
    let pages: Vec<_> = (0..8).map(page).collect();
    let apply = |resources: &[Resource], words: &str| {
        let about = about(words);
        let new =
            NewRevision { at: at(3), upserts: resources, about: Some(&about), pages: &pages, ..NewRevision::default() };
        store.apply(&new).unwrap();
    };
    apply(&all, "Well. ");
    for (number, resource) in all.iter().enumerate().take(24) {
        bring(&store, &resource.attachments[0], &[number as u8; 3], number % 7);
        if number % 5 == 0 {
            bring(&store, &resource.attachments[0], &[number as u8; 4], 3);
        }
    }
    for resource in &mut all[20..40] {
        let as_it_stands = store.resource(&resource.id).unwrap().unwrap();
        *resource = Resource { summary: "Other words. ".repeat(8), ..as_it_stands };
    }
    apply(&all[20..40], "Better. ");
    let ids: Vec<_> = all.iter().map(|resource| resource.id.clone()).collect();
    store.confirm(at(9), &ids[..50], true, &[]).unwrap();
    store.attachment_failed(&all[50].attachments[1].id, "The site said: not found").unwrap();
    for revision in 0..3 {
        let report = RefreshReport {
            outcome: Outcome::Updated,
            code: None,
            message: None,
            revision,
            resources: ResourceCounts::default(),
            attachments: AttachmentCounts::default(),
            requests: 9,
            bytes_received: 10,
            problems: Vec::new(),
            losses: Vec::new(),
            sources: Vec::new(),
            next_attempt: None,
        };
        store.record_refresh(&report, at(revision as i64), at(revision as i64 + 1)).unwrap();
    }
    store.set_setting("last_attempt", Some("2023-11-14T22:13:26Z")).unwrap();
    store.set_setting("last_code", Some("offline")).unwrap();
    store.begin_part("https://example.org/half.pdf", Some("\"v1\""), None, at(1)).unwrap();
    store
}

/// All that a library shows.
#[derive(Debug, PartialEq)]
pub struct Everything {
    pub library: String,
    pub revision: u64,
    pub serial: u64,
    pub resources: Vec<Resource>,
    pub histories: Vec<ResourceRevision>,
    pub files: Vec<AttachmentFile>,
    pub texts: Vec<Option<StoredText>>,
    pub about: Vec<AboutRevision>,
    pub refreshes: Vec<RefreshRecord>,
    pub snapshots: Vec<Option<Snapshot>>,
    pub settings: Vec<Option<String>>,
}

pub fn everything(store: &Store) -> Everything {
    let resources = store.all_resources().unwrap();
    let attachments: Vec<&Attachment> = resources.iter().flat_map(|resource| &resource.attachments).collect();
    let files: Vec<_> = attachments.iter().flat_map(|one| store.files_of(&one.id).unwrap()).collect();
    let pages = (0..8).map(|number| format!("https://example.org/list?page={number}"));
    let urls = attachments.iter().map(|one| one.url.clone()).chain(pages);
    Everything {
        library: store.library_id().unwrap(),
        revision: store.revision().unwrap(),
        serial: store.serial().unwrap(),
        histories: resources.iter().flat_map(|resource| store.history(&resource.id).unwrap()).collect(),
        texts: files.iter().map(|file| store.text(&file.sha256).unwrap()).collect(),
        snapshots: urls.map(|url| store.snapshot(&url).unwrap()).collect(),
        about: store.about_revisions().unwrap(),
        refreshes: store.last_refreshes(100).unwrap(),
        settings: ["last_attempt", "last_code"].map(|key| store.setting(key).unwrap()).into(),
        files,
        resources,
    }
}

/// Changes a letter of every place where these words stand in a file that nobody has open, as no one that writes would.
pub fn damage(file: &Path, words: &str) {
    let mut bytes = std::fs::read(file).unwrap();
    let mut places = 0;
    for at in 0..bytes.len() - words.len() {
        if &bytes[at..at + words.len()] == words.as_bytes() {
            bytes[at] ^= 1;
            places += 1;
        }
    }
    assert!(places > 0, "“{words}” does not stand in the file");
    std::fs::write(file, bytes).unwrap();
}

/// A copy of a library's folder, but for the memory that processes share. Only what is written may be looked at there.
pub fn copy_of(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    copy_all(from, to.path());
    to
}

fn copy_all(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&to).unwrap();
            copy_all(&entry.path(), &to);
        } else if !entry.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}
