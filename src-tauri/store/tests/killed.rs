//! A writer killed at any moment leaves a whole revision behind.
//!
//! The test starts itself a second time as a process that writes without end, kills that, and looks at what is left.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use catalogue::{Kind, Resource, ResourceId, ResourceState, Timestamp};
use store::{NewRevision, Store, WriteLock};

const FOLDER: &str = "STORE_TEST_WRITE_WITHOUT_END";

/// Each revision writes every resource anew, with the number of the round as its summary.
const RESOURCES: usize = 40;

fn resources(round: u64) -> Vec<Resource> {
    (0..RESOURCES)
        .map(|number| Resource {
            id: ResourceId::mint(&"example".into(), &number.to_string(), 0),
            title: format!("Resource {number}"),
            summary: round.to_string(),
            kind: Kind::Other,
            kind_is_guess: true,
            topics: Vec::new(),
            language: "en".into(),
            source: "example".into(),
            page_url: "https://example.org/".into(),
            date: None,
            state: ResourceState::Current,
            first_seen: Timestamp::UNIX_EPOCH,
            last_confirmed: None,
            last_changed: Timestamp::UNIX_EPOCH,
            withdrawn_on: None,
            from_starter: false,
            attachments: Vec::new(),
            links: Vec::new(),
        })
        .collect()
}

/// The process that is killed. Without its variable it is a test of nothing and passes at once.
#[test]
fn write_without_end() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let _lock = WriteLock::acquire(&folder, Duration::from_secs(5)).unwrap();
    let store = Store::open(&folder).unwrap();
    loop {
        let round = store.revision().unwrap() + 1;
        store.apply(&NewRevision { upserts: &resources(round), ..NewRevision::default() }).unwrap();
    }
}

#[test]
fn a_killed_writer_leaves_a_whole_revision_and_no_lock() {
    let folder = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let mut last = 0;
    // The last few only where a busy machine was too slow to write anything before.
    for kill_after_ms in [0, 20, 45, 70, 110, 150, 230, 310, 1_000, 5_000, 20_000] {
        if kill_after_ms >= 1_000 && last > 0 {
            break;
        }
        let mut writer = Command::new(&program)
            .args(["--exact", "write_without_end"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(kill_after_ms));
        assert!(writer.try_wait().unwrap().is_none(), "the writer ended by itself");
        writer.kill().unwrap();
        writer.wait().unwrap();

        let _lock = WriteLock::acquire(folder.path(), Duration::from_secs(1)).expect("a dead owner keeps nobody out");
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(store.check().unwrap().problems, []);
        let revision = store.revision().unwrap();
        assert!(revision >= last, "revision {revision} after {last}");
        assert_eq!(store.serial().unwrap(), revision);
        let found = store.all_resources().unwrap();
        let expected = if revision == 0 { Vec::new() } else { resources(revision) };
        assert_eq!(sorted(found), sorted(expected), "revision {revision}");
        last = revision;
    }
    println!("{last} revisions were written between the kills");
    assert!(last > 0, "the writer was never quick enough to write");
}

fn sorted(mut resources: Vec<Resource>) -> Vec<Resource> {
    resources.sort_by(|one, other| one.id.cmp(&other.id));
    resources
}
