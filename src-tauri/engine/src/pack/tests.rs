use std::fs;
use std::io::{Cursor, Write};

use catalogue::{ListFilter, Resource, ResourceState, Verification};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::testing::{WORDS, confirmed, library};

fn silent() -> Arc<dyn PackReporter> {
    Arc::new(NobodyLooks)
}

fn export(from: &Library, to: &Path) -> PackWritten {
    from.export_pack(to, &[], true, silent(), CancellationToken::new()).unwrap()
}

fn import(into: &Library, pack: &Path) -> Result<PackCounts, Error> {
    into.import_pack(pack, silent(), CancellationToken::new())
}

fn all(library: &Library) -> Vec<Resource> {
    library.list(&ListFilter { withdrawn: true, ..ListFilter::default() }).unwrap()
}

fn is_whole(library: &Library) {
    let Verification { ok, problems, .. } = library.verify(false).unwrap();
    assert!(ok, "{problems:?}");
}

#[test]
fn a_pack_makes_a_fresh_library_like_the_one_that_it_came_from() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let from = confirmed(here.path());
    let file = here.path().join("library.pack");
    let written = export(&from, &file);
    assert_eq!((written.files, written.left_out.len()), (1, 0));
    assert_eq!(written.bytes, fs::metadata(&file).unwrap().len());

    let into = library(there.path(), "");
    let check = into.check_pack(&file, silent(), CancellationToken::new()).unwrap();
    assert_eq!((check.ok, check.problem.clone(), check.files), (true, None, 1));
    let planned = into.plan_pack(&file, silent(), CancellationToken::new()).unwrap();
    assert_eq!((planned.newer, planned.files, planned.bytes), (1, 1, WORDS.len() as u64));
    assert!(all(&into).iter().all(|one| one.title != "Sample leaflet of the test"), "planning writes nothing");

    assert_eq!(import(&into, &file).unwrap(), planned);
    let came = all(&into).into_iter().find(|one| one.title == "Sample leaflet of the test").unwrap();
    assert_eq!(came.attachments[0].media_type, "text/html");
    assert_eq!(
        into.search(&catalogue::SearchQuery { words: "zeppelins".into(), ..Default::default() }).unwrap().total,
        1
    );
    is_whole(&into);

    let revision = into.status().unwrap().revision;
    let again = import(&into, &file).unwrap();
    assert_eq!((again.added, again.newer, again.completed, again.files), (0, 0, 0, 0));
    assert_eq!(into.status().unwrap().revision, revision, "nothing new makes no revision");
}

#[test]
fn a_part_of_the_library_is_a_pack_too_and_no_file_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let from = confirmed(folder.path());
    let id = all(&from).into_iter().find(|one| one.title.starts_with("Sample")).unwrap().id;
    let file = folder.path().join("part.pack");
    let part = |ids: &[ResourceId]| from.export_pack(&file, ids, false, silent(), CancellationToken::new());
    assert_eq!(part(&[ResourceId::from("none")]).unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(part(std::slice::from_ref(&id)).unwrap().resources, 1);
    assert_eq!(part(&[id]).unwrap_err().code, ErrorCode::BadRequest);
    assert_eq!(
        fs::read_dir(folder.path())
            .unwrap()
            .filter(|one| one.as_ref().unwrap().path().extension().is_some_and(|end| end == "incomplete"))
            .count(),
        0
    );
}

#[test]
fn a_damaged_file_is_left_out_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let from = confirmed(folder.path());
    let path = from.store().files().path(&crate::hash::sha256_hex(WORDS)).unwrap();
    fs::write(path, "other").unwrap();
    let written = export(&from, &folder.path().join("p"));
    assert_eq!((written.files, written.left_out), (0, vec!["Sample leaflet of the test".to_owned()]));
    assert!(from.check_pack(&folder.path().join("p"), silent(), CancellationToken::new()).unwrap().ok);
}

#[test]
fn nothing_here_is_withdrawn_or_made_older() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let from = confirmed(here.path());
    let file = here.path().join("p");
    export(&from, &file);
    let into = library(there.path(), "");
    import(&into, &file).unwrap();
    let mut newer = all(&into).into_iter().find(|one| one.title.starts_with("Sample")).unwrap();
    newer.title = "Newer words".into();
    newer.last_confirmed = Some(into.now());
    into.store().apply(&store::NewRevision { at: into.now(), upserts: &[newer], ..Default::default() }).unwrap();
    let before = all(&into);
    import(&into, &file).unwrap();
    assert_eq!(all(&into), before);
    assert!(before.iter().all(|one| one.state == ResourceState::Current));
}

#[test]
fn stopping_leaves_everything_as_it_was() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let from = confirmed(here.path());
    let file = here.path().join("p");
    export(&from, &file);
    let into = library(there.path(), "");
    let before = all(&into);
    let stopped = CancellationToken::new();
    stopped.cancel();
    assert_eq!(into.import_pack(&file, silent(), stopped.clone()).unwrap_err().code, ErrorCode::Cancelled);
    assert_eq!(
        from.export_pack(&here.path().join("q"), &[], true, silent(), stopped).unwrap_err().code,
        ErrorCode::Cancelled
    );
    assert!(!here.path().join("q").exists());
    assert_eq!((all(&into), into.store().files().bytes().unwrap()), (before, 0), "no half of a file is left");
}

/// The entries of a whole pack, to be tampered with.
fn entries(pack: &Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(fs::File::open(pack).unwrap()).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut entry = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn zipped(entries: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The pack with another manifest and catalogue, whose hash is put right where `honest`.
fn with(entries: &[(String, Vec<u8>)], from: &str, to: &str, honest: bool) -> Vec<(String, Vec<u8>)> {
    let mut changed = entries.to_vec();
    let replace = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace(from, to).into_bytes();
    changed[1].1 = replace(&changed[1].1);
    let mut manifest: serde_json::Value = serde_json::from_slice(&replace(&changed[0].1)).unwrap();
    if honest {
        manifest["catalogue"]["sha256"] = crate::hash::sha256_hex(&changed[1].1).into();
        manifest["catalogue"]["size_bytes"] = changed[1].1.len().into();
    }
    changed[0].1 = serde_json::to_vec(&manifest).unwrap();
    changed
}

#[test]
fn hostile_packs_are_refused_and_nothing_changes() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let from = confirmed(here.path());
    let file = here.path().join("p");
    export(&from, &file);
    let good = entries(&file);
    let whole = fs::read(&file).unwrap();
    let sha256 = crate::hash::sha256_hex(WORDS);
    let stored = |entries: &[(String, Vec<u8>)]| zipped(entries, CompressionMethod::Stored);
    let manifest = |from: &str, to: &str| {
        stored(
            &[
                vec![(
                    MANIFEST.to_owned(),
                    String::from_utf8(good[0].1.clone()).unwrap().replacen(from, to, 1).into_bytes(),
                )],
                good[1..].to_vec(),
            ]
            .concat(),
        )
    };
    let renamed = |name: &str| stored(&[good[..2].to_vec(), vec![(name.to_owned(), WORDS.to_vec())]].concat());
    let size = format!("\"size_bytes\": {}", WORDS.len());
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", vec![]),
        ("a PDF", b"%PDF-1.7".to_vec()),
        ("another ZIP", stored(&[("word/document.xml".into(), vec![1])])),
        ("cut off", whole[..whole.len() / 2].to_vec()),
        ("without its end", whole[..whole.len() - 300].to_vec()),
        ("traversal", renamed("files/../../../../etc/passwd")),
        ("an absolute path", renamed("/etc/passwd")),
        ("another file's name", renamed(&format!("files/{}", "0".repeat(64)))),
        (
            "changed bytes",
            stored(&[good[..2].to_vec(), vec![(good[2].0.clone(), WORDS.to_ascii_uppercase())]].concat()),
        ),
        ("a longer file", stored(&[good[..2].to_vec(), vec![(good[2].0.clone(), [WORDS, WORDS].concat())]].concat())),
        ("no file", stored(&good[..2])),
        ("one file more", stored(&[good.clone(), vec![("files/more".into(), vec![1])]].concat())),
        ("the other order", stored(&[good[1].clone(), good[0].clone(), good[2].clone()])),
        ("a packed document (a bomb's way)", zipped(&good, CompressionMethod::Deflated)),
        ("a bomb for a manifest", zipped(&[(MANIFEST.into(), vec![b' '; 40 << 20])], CompressionMethod::Deflated)),
        ("a newer format", manifest("\"format\": 1", "\"format\": 2")),
        ("a lying number of resources", manifest("\"resources\": ", "\"resources\": 9")),
        ("a huge number of resources", manifest("\"resources\": ", "\"resources\": 4000000000, \"x\": ")),
        ("a lying size", manifest(&size, "\"size_bytes\": 7")),
        ("a huge size", manifest(&size, "\"size_bytes\": 18446744073709551615")),
        ("a hash that is a path", manifest(&sha256, "../../../etc/passwd")),
        ("a lying hash of the catalogue", stored(&with(&good, "Sample leaflet", "Another leaflet", false))),
        ("another source", stored(&with(&good, "\"tower-hamlets-together\"", "\"elsewhere\"", true))),
        (
            "a script for an address",
            stored(&with(&good, "https://www.towerhamletstogether.com/sample.html", "javascript:alert(1)", true)),
        ),
        ("an id that is a path", stored(&with(&good, all(&from)[0].id.as_str(), "../../x", true))),
    ];
    let into = library(there.path(), "");
    let (before, revision) = (all(&into), into.status().unwrap().revision);
    for (case, bytes) in cases {
        let bad = here.path().join("bad");
        fs::write(&bad, bytes).unwrap();
        let check = into.check_pack(&bad, silent(), CancellationToken::new()).unwrap();
        assert!(!check.ok && check.problem.is_some(), "{case}");
        let error = import(&into, &bad).unwrap_err();
        assert_eq!(error.code, ErrorCode::Refused, "{case}: {error}");
        assert_eq!((all(&into), into.status().unwrap().revision), (before.clone(), revision), "{case}");
        assert_eq!(into.store().files().bytes().unwrap(), 0, "{case}");
    }
    assert!(import(&into, &here.path().join("none")).is_err());
    assert_eq!(import(&into, &file).unwrap().files, 1, "the whole one is taken after all of these");
}
