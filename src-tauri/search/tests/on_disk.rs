//! The index as a folder: other processes, crashes, damage.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use catalogue::{AttachmentId, Kind, ResourceId, SearchQuery};
use search::{Document, Error, IndexState, IndexedPage, SearchIndex, Stamp};

fn document(id: &str, text: &str) -> Document {
    Document {
        resource: ResourceId(id.into()),
        title: format!("Title of {id}"),
        summary: String::new(),
        kind: Kind::Other,
        language: "en".into(),
        topics: Vec::new(),
        withdrawn: false,
        file_words: Vec::new(),
        pages: vec![IndexedPage {
            attachment: AttachmentId(id.into()),
            page: Some(1),
            language: None,
            text: text.into(),
            headings: Vec::new(),
        }],
        ..Document::default()
    }
}

fn stamp(revision: u64) -> Stamp {
    Stamp { revision, serial: 7, library: "lib".into() }
}

fn total(index: &SearchIndex, words: &str) -> u32 {
    index.search(&SearchQuery { words: words.into(), ..SearchQuery::default() }).unwrap().total
}

#[test]
fn a_second_reader_sees_what_the_first_writes() {
    let folder = tempfile::tempdir().unwrap();
    let window = SearchIndex::open(folder.path()).unwrap().index;
    let console = SearchIndex::open(folder.path()).unwrap().index;
    for revision in 1..=12 {
        console.update([document(&format!("r{revision}"), "asthma")], &[], &stamp(revision)).unwrap();
        assert_eq!(total(&window, "asthma"), revision as u32);
        assert_eq!(window.stamp().unwrap(), Some(stamp(revision)));
    }
    assert_eq!(window.resources(), 12);
    assert!(window.size_bytes() > 1000);
    window.verify().unwrap();
    drop((window, console));
    let again = SearchIndex::open(folder.path()).unwrap();
    assert_eq!(again.state, IndexState::Usable(stamp(12)));
    assert_eq!(total(&again.index, "asthma"), 12);
}

#[test]
fn a_second_writer_is_told_so_at_once_and_readers_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let one = SearchIndex::open(folder.path()).unwrap().index;
    one.update([document("old", "asthma")], &[], &stamp(1)).unwrap();
    let two = SearchIndex::open(folder.path()).unwrap().index;
    let (started, is_started) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel();
    let first = &one;
    std::thread::scope(|threads| {
        let writing = threads.spawn(move || {
            let documents = (0..200).map(|n| {
                if n == 100 {
                    started.send(()).unwrap();
                    may_go_on.recv_timeout(Duration::from_secs(60)).unwrap();
                }
                document(&format!("n{n}"), "asthma inhaler")
            });
            first.update(documents, &[], &stamp(2))
        });
        is_started.recv_timeout(Duration::from_secs(60)).unwrap();
        assert!(matches!(two.update([document("x", "x")], &[], &stamp(9)), Err(Error::Busy)));
        assert!(matches!(two.clear(), Err(Error::Busy)));
        assert_eq!(total(&two, "asthma"), 1);
        go_on.send(()).unwrap();
        writing.join().unwrap().unwrap();
    });
    assert_eq!(total(&two, "asthma"), 201);
    two.update([document("x", "asthma")], &[], &stamp(3)).unwrap();
    assert_eq!(total(&one, "asthma"), 202);
}

#[test]
fn an_update_that_is_cut_short_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path()).unwrap().index;
    index.update([document("old", "asthma")], &[], &stamp(1)).unwrap();
    let cut_short = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let documents =
            (0..10).map(|n| if n == 5 { panic!("cut short on purpose") } else { document("old", "inhaler") });
        index.update(documents, &[], &stamp(2))
    }));
    assert!(cut_short.is_err());
    assert_eq!((total(&index, "asthma"), total(&index, "inhaler")), (1, 0));
    assert_eq!(index.stamp().unwrap(), Some(stamp(1)));
    index.update([document("old", "inhaler")], &[], &stamp(2)).unwrap();
    assert_eq!((total(&index, "asthma"), total(&index, "inhaler")), (0, 1));
}

#[test]
fn a_rebuild_replaces_all_at_once_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path()).unwrap().index;
    index.update((0..30).map(|n| document(&format!("r{n}"), "asthma")), &[], &stamp(1)).unwrap();
    let other = SearchIndex::open(folder.path()).unwrap().index;
    let documents = (0..5).map(|n| {
        // While it is being made, the old state is found, here and elsewhere.
        assert_eq!((total(&other, "asthma"), total(&index, "asthma")), (30, 30));
        document(&format!("r{n}"), "inhaler")
    });
    index.rebuild(documents, &stamp(2)).unwrap();
    assert_eq!((total(&other, "asthma"), total(&other, "inhaler"), other.resources()), (0, 5, 5));
    assert_eq!(other.stamp().unwrap(), Some(stamp(2)));
    let cut_short = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let documents = (0..5).map(|n| if n == 2 { panic!("cut short on purpose") } else { document("x", "flu") });
        index.rebuild(documents, &stamp(3))
    }));
    assert!(cut_short.is_err());
    assert_eq!((total(&other, "inhaler"), total(&index, "inhaler"), index.stamp().unwrap()), (5, 5, Some(stamp(2))));
    index.update([document("y", "flu")], &[], &stamp(4)).unwrap();
    assert_eq!((total(&other, "inhaler"), total(&other, "flu")), (5, 1));
}

/// A writer that was killed after it wrote what is new and before it named it leaves files that no state has. Those of
/// the same commit, done once more, have the same names.
#[test]
fn what_a_killed_writer_left_is_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path()).unwrap().index;
    index.update((0..30).map(|n| document(&format!("r{n}"), "asthma")), &[], &stamp(1)).unwrap();
    let own = own_folder(folder.path());
    let before: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(&own)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    let open_before = SearchIndex::open(folder.path()).unwrap().index;
    index.update([document("r3", "inhaler")], &[], &stamp(2)).unwrap();
    drop(index);
    let lists = |own: &Path| {
        let names = fs::read_dir(own).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.ends_with(".del")).collect::<Vec<_>>()
    };
    assert_eq!(lists(&own).len(), 1, "the update marks an entry as deleted");
    for (path, bytes) in before {
        fs::write(path, bytes).unwrap();
    }
    fs::write(own.join("left-behind.store"), "half").unwrap();

    for index in [SearchIndex::open(folder.path()).unwrap().index, open_before] {
        assert_eq!(index.stamp().unwrap(), Some(stamp(1)));
        assert_eq!((total(&index, "asthma"), total(&index, "inhaler")), (30, 0));
    }
    let index = SearchIndex::open(folder.path()).unwrap().index;
    index.update([document("r3", "inhaler")], &[], &stamp(2)).unwrap();
    assert_eq!((total(&index, "asthma"), total(&index, "inhaler")), (29, 1));
    assert!(!own.join("left-behind.store").exists());
    index.verify().unwrap();
}

fn own_folder(folder: &Path) -> PathBuf {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).find(|path| path.is_dir()).unwrap()
}

#[test]
fn any_file_cut_short_or_zeroed_is_seen_at_the_next_start() {
    let made = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(made.path()).unwrap().index;
    let text = "asthma inhaler words that repeat themselves ".repeat(50);
    index.update((0..50).map(|n| document(&format!("r{n}"), &text)), &[], &stamp(1)).unwrap();
    index.update([], &[ResourceId::from("r1")], &stamp(2)).unwrap();
    drop(index);
    let files: Vec<PathBuf> =
        fs::read_dir(own_folder(made.path())).unwrap().map(|entry| entry.unwrap().path()).collect();
    let mut seen = 0;
    for file in &files {
        let name = file.file_name().unwrap().to_str().unwrap();
        if name.starts_with('.') {
            continue;
        }
        let length = fs::metadata(file).unwrap().len() as usize;
        // Cut to a length; zeroed from there to there.
        let zeroed = (0..10).map(|at| (1.0, f64::from(at) / 10.0, f64::from(at + 1) / 10.0));
        for (keep, from, to) in [(0.0, 0.0, 0.0), (0.5, 0.5, 0.5), (0.99, 0.99, 0.99)].into_iter().chain(zeroed) {
            let folder = tempfile::tempdir().unwrap();
            let own = folder.path().join(own_folder(made.path()).file_name().unwrap());
            fs::create_dir(&own).unwrap();
            for file in &files {
                fs::copy(file, own.join(file.file_name().unwrap())).unwrap();
            }
            let mut bytes = fs::read(file).unwrap();
            bytes[(length as f64 * from) as usize..(length as f64 * to) as usize].fill(0);
            if keep == 1.0 && bytes == fs::read(file).unwrap() {
                continue;
            }
            bytes.truncate((length as f64 * keep) as usize);
            fs::write(own.join(name), bytes).unwrap();
            let opened = SearchIndex::open(folder.path());
            let opened =
                opened.unwrap_or_else(|error| panic!("{name} cut to {keep}, zeroed from {from} to {to}: {error}"));
            let state = &opened.state;
            assert!(
                matches!(state, IndexState::Damaged(_)),
                "{name} cut to {keep}, zeroed from {from} to {to}: {state:?}"
            );
            assert_eq!((opened.index.resources(), total(&opened.index, "asthma")), (0, 0));
            opened.index.update([document("new", "asthma")], &[], &stamp(3)).unwrap();
            assert_eq!(total(&opened.index, "asthma"), 1);
            drop(opened);
            assert_eq!(SearchIndex::open(folder.path()).unwrap().state, IndexState::Usable(stamp(3)));
            seen += 1;
        }
    }
    assert!(seen >= 15, "only {seen} files were tried");
}

#[test]
fn a_changed_byte_is_found_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path()).unwrap().index;
    index.update((0..20).map(|n| document(&format!("r{n}"), "asthma inhaler")), &[], &stamp(1)).unwrap();
    index.verify().unwrap();
    drop(index);
    let own = own_folder(folder.path());
    let file = fs::read_dir(&own)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|end| end == "store"));
    let file = file.unwrap();
    let mut bytes = fs::read(&file).unwrap();
    bytes[10] ^= 1;
    fs::write(&file, bytes).unwrap();
    assert!(matches!(SearchIndex::open_whole(folder.path()), Err(Error::Damaged(what)) if what.contains(".store")));
    assert!(file.is_file(), "who may not write leaves it as it is");
    let opened = SearchIndex::open(folder.path()).unwrap();
    assert!(matches!(opened.state, IndexState::Damaged(what) if what.contains(".store")));
    let aside = fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap());
    assert_eq!(aside.filter(|name| name.contains("-damaged-")).count(), 1);
}

#[test]
fn a_changed_byte_is_found_while_the_index_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path()).unwrap().index;
    index.update((0..20).map(|n| document(&format!("r{n}"), "asthma inhaler")), &[], &stamp(1)).unwrap();
    let entries = fs::read_dir(own_folder(folder.path())).unwrap().map(|entry| entry.unwrap().path());
    for file in entries.filter(|path| path.extension().is_some_and(|end| end == "store" || end == "idx")) {
        let mut bytes = fs::read(&file).unwrap();
        bytes[10] ^= 1;
        fs::write(&file, bytes).unwrap();
    }
    // Whatever searching makes of it, it does not take the program down.
    let _ = index.search(&SearchQuery { words: "asthma".into(), ..SearchQuery::default() });
    assert!(matches!(index.verify(), Err(Error::Damaged(_))));
}

#[test]
fn an_index_of_another_form_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("v0")).unwrap();
    fs::write(folder.path().join("v0/meta.json"), "{}").unwrap();
    let opened = SearchIndex::open(folder.path()).unwrap();
    assert_eq!(opened.state, IndexState::OtherFormat);
    assert!(!folder.path().join("v0").exists());
    assert_eq!(opened.index.stamp().unwrap(), None);
}

#[test]
fn a_start_that_was_cut_short_leaves_nothing_in_the_way() {
    for (name, content) in [(".managed.json", ""), ("meta.json.tmp", "x"), (".tantivy-writer.lock", "")] {
        let folder = tempfile::tempdir().unwrap();
        // Where the index of this form lies.
        drop(SearchIndex::open(folder.path()).unwrap());
        let own = fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
        fs::remove_dir_all(&own).unwrap();
        fs::create_dir_all(&own).unwrap();
        fs::write(own.join(name), content).unwrap();
        let opened = SearchIndex::open(folder.path()).unwrap();
        assert_eq!(opened.state, IndexState::Missing, "{name}");
        opened.index.update([document("a", "asthma")], &[], &stamp(1)).unwrap();
        assert_eq!(total(&opened.index, "asthma"), 1);
    }
}
