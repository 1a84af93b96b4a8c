use std::fs;

use super::*;
use crate::testing::library;

fn star(library: &Library, at: usize) -> ResourceId {
    let resource = library.list(&Default::default()).unwrap()[at].id.clone();
    library.change_shelf(&ShelfChange::Star { resource: resource.clone() }).unwrap();
    resource
}

fn file(library: &Library) -> std::path::PathBuf {
    library.inner.paths.person().join(FILE)
}

#[test]
fn the_shelf_stays_with_the_person_and_two_programs_lose_nothing_of_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let (window, console) = (library(folder.path(), ""), library(folder.path(), ""));
    assert_eq!(window.shelf().unwrap().shelf, Shelf::default());
    assert!(!file(&window).exists(), "looking writes nothing");
    let (one, other) = (star(&window, 0), star(&console, 1));
    drop((window, console));
    let shelf = library(folder.path(), "").shelf().unwrap();
    assert_eq!(shelf.shelf.favourites.iter().map(|kept| &kept.resource).collect::<Vec<_>>(), [&other, &one]);
    assert!(!shelf.shelf.favourites[0].title.is_empty() && shelf.set_aside.is_empty());
}

#[test]
fn what_cannot_be_read_is_set_aside_and_told() {
    for damage in [
        "",
        "{",
        "[]",
        "\0\0\0",
        r#"{"together_library":"pack","format":1}"#,
        r#"{"together_library":"shelf","format":1,"favourites":7}"#,
    ] {
        let folder = tempfile::tempdir().unwrap();
        let open = library(folder.path(), "");
        star(&open, 0);
        fs::write(file(&open), damage).unwrap();
        let now = open.shelf().unwrap();
        assert_eq!((now.shelf, now.set_aside.len()), (Shelf::default(), 1), "{damage:?}");
        assert_eq!(fs::read_to_string(file(&open).with_file_name(&now.set_aside[0])).unwrap(), damage);
        star(&open, 1);
        assert_eq!(open.shelf().unwrap().shelf.favourites.len(), 1, "{damage:?}");
    }
}

#[test]
fn what_a_newer_program_wrote_stays() {
    let folder = tempfile::tempdir().unwrap();
    let open = library(folder.path(), "");
    star(&open, 0);
    let newer = r#"{"together_library":"shelf","format":2,"favourites":{"of":"another shape"}}"#;
    fs::write(file(&open), newer).unwrap();
    assert_eq!(open.shelf().unwrap_err().code, ErrorCode::NewerLibrary);
    assert_eq!(open.change_shelf(&ShelfChange::ClearRecents).unwrap_err().code, ErrorCode::NewerLibrary);
    assert_eq!(fs::read_to_string(file(&open)).unwrap(), newer);
    fs::write(file(&open), r#"{"together_library":"shelf","format":1,"later":{"x":[1]}}"#).unwrap();
    star(&open, 1);
    let kept: Value = serde_json::from_str(&fs::read_to_string(file(&open)).unwrap()).unwrap();
    assert_eq!((kept["later"]["x"][0].as_i64(), kept["favourites"].as_array().map(Vec::len)), (Some(1), Some(1)));
}

#[test]
fn recents_are_kept_only_where_they_may_be() {
    let folder = tempfile::tempdir().unwrap();
    let open = library(folder.path(), "");
    let resource = open.list(&Default::default()).unwrap()[0].id.clone();
    let opened = ShelfChange::Opened { resource };
    assert_eq!(open.change_shelf(&opened).unwrap().shelf.recents.len(), 1);
    let mut settings = open.settings().settings;
    settings.remember_recents = false;
    open.set_settings(&settings).unwrap();
    let now = open.shelf().unwrap();
    assert!(now.shelf.recents.is_empty() && !now.remembers);
    assert!(!fs::read_to_string(file(&open)).unwrap().contains("\"resource\""), "off means gone");
    assert!(open.change_shelf(&opened).unwrap().shelf.recents.is_empty());

    let shared = tempfile::tempdir().unwrap();
    library(shared.path(), "").change_shelf(&opened).unwrap();
    let held = library(shared.path(), "remember_recents = false");
    assert!(held.shelf().unwrap().shelf.recents.is_empty());
    assert_eq!(held.settings().held, ["remember_recents"]);
}

#[test]
fn a_shelf_goes_to_another_computer_without_its_recents() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let open = library(here.path(), "");
    let resource = star(&open, 0);
    open.change_shelf(&ShelfChange::Write { resource: resource.clone(), text: "for Mondays".into() }).unwrap();
    open.change_shelf(&ShelfChange::Opened { resource: resource.clone() }).unwrap();
    let to = here.path().join("shelf.json");
    open.export_shelf(&to, false).unwrap();
    assert_eq!(open.export_shelf(&to, false).unwrap_err().code, ErrorCode::BadRequest);
    open.export_shelf(&to, true).unwrap();

    let other = library(there.path(), "");
    let came = other.import_shelf(&to).unwrap();
    assert_eq!(came, ShelfMerge { favourites: 1, notes: 1, ..ShelfMerge::default() });
    let shelf = other.shelf().unwrap().shelf;
    assert_eq!((&shelf.favourites[0].resource, shelf.recents.len()), (&resource, 0));
    assert_eq!(other.import_shelf(&to).unwrap(), ShelfMerge::default());
}

#[test]
fn a_file_that_is_no_shelf_is_refused_and_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let open = library(folder.path(), "");
    star(&open, 0);
    let before = fs::read(file(&open)).unwrap();
    let from = folder.path().join("hostile");
    let deep =
        format!("{{\"together_library\":\"shelf\",\"format\":1,\"x\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let large = vec![b' '; MOST_BYTES + 1];
    for bytes in [
        &b""[..],
        b"%PDF-1.7",
        b"\xff\xfe",
        b"{}",
        br#"{"together_library":"shelf","format":9}"#,
        deep.as_bytes(),
        &large,
    ] {
        fs::write(&from, bytes).unwrap();
        assert_eq!(
            open.import_shelf(&from).unwrap_err().code,
            ErrorCode::Refused,
            "{:?}",
            &bytes[..bytes.len().min(40)]
        );
    }
    assert_eq!(open.import_shelf(&folder.path().join("none")).unwrap_err().code, ErrorCode::Failed);
    assert_eq!(open.import_shelf(folder.path()).unwrap_err().code, ErrorCode::BadRequest);
    assert_eq!(fs::read(file(&open)).unwrap(), before);
}
