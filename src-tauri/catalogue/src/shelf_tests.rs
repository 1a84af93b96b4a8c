use super::*;

fn id(name: &str) -> ResourceId {
    ResourceId::from(name)
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// A library with everything but "gone".
fn change(shelf: &mut Shelf, second: i64, change: ShelfChange) -> Result<(), ShelfRefusal> {
    let title_of = |id: &ResourceId| (id.as_str() != "gone").then(|| format!("Title of {id}"));
    shelf.change(&change, &ShelfWorld { at: at(second), title_of: &title_of })
}

fn ids(list: &[Kept]) -> Vec<&str> {
    list.iter().map(|kept| kept.resource.as_str()).collect()
}

fn star(name: &str) -> ShelfChange {
    ShelfChange::Star { resource: id(name) }
}

fn with_pack(names: &[&str]) -> (Shelf, String) {
    let mut shelf = Shelf::default();
    let make =
        ShelfChange::MakePack { name: " Home  visits ".into(), resources: names.iter().map(|one| id(one)).collect() };
    change(&mut shelf, 1, make).unwrap();
    let pack = shelf.packs[0].id.clone();
    (shelf, pack)
}

#[test]
fn favourites_are_kept_once_newest_first_and_come_back_where_they_were() {
    let mut shelf = Shelf::default();
    for (second, name) in [(1, "a"), (2, "b"), (3, "c"), (4, "b")] {
        change(&mut shelf, second, star(name)).unwrap();
    }
    assert_eq!(ids(&shelf.favourites), ["c", "b", "a"]);
    assert_eq!(shelf.favourites[0].title, "Title of c");
    let before = shelf.clone();
    let kept = shelf.favourites[1].clone();
    change(&mut shelf, 5, ShelfChange::Unstar { resource: id("b") }).unwrap();
    change(&mut shelf, 5, ShelfChange::Unstar { resource: id("b") }).unwrap();
    assert_eq!(ids(&shelf.favourites), ["c", "a"]);
    change(&mut shelf, 6, ShelfChange::RestoreFavourite { kept }).unwrap();
    assert_eq!(shelf, before);
}

#[test]
fn what_the_library_does_not_have_keeps_the_title_that_is_remembered() {
    let mut shelf = Shelf::default();
    shelf.favourites.push(Kept { resource: id("gone"), title: "An old leaflet".into(), at: at(0) });
    let write = ShelfChange::Write { resource: id("gone"), text: "Ask for the new one".into() };
    change(&mut shelf, 1, write).unwrap();
    assert_eq!(shelf.notes[0].title, "An old leaflet");
}

#[test]
fn packs_are_made_named_ordered_and_brought_back() {
    let (mut shelf, pack) = with_pack(&["a", "b", "a"]);
    assert_eq!((shelf.packs[0].name.as_str(), ids(&shelf.packs[0].resources)), ("Home visits", vec!["a", "b"]));
    for name in ["c", "d", "c"] {
        change(&mut shelf, 2, ShelfChange::AddToPack { pack: pack.clone(), resource: id(name) }).unwrap();
    }
    let order = |names: &[&str]| ShelfChange::OrderPack {
        pack: pack.clone(),
        resources: names.iter().map(|name| id(name)).collect(),
    };
    change(&mut shelf, 3, order(&["d", "b", "unknown"])).unwrap();
    assert_eq!(ids(&shelf.packs[0].resources), ["d", "b", "a", "c"], "what is not named keeps its order");

    let kept = shelf.packs[0].resources[1].clone();
    let before = shelf.clone();
    change(&mut shelf, 4, ShelfChange::RemoveFromPack { pack: pack.clone(), resource: id("b") }).unwrap();
    assert_eq!(ids(&shelf.packs[0].resources), ["d", "a", "c"]);
    change(&mut shelf, 5, ShelfChange::RestoreToPack { pack: pack.clone(), kept, place: 1 }).unwrap();
    assert_eq!(shelf, before);

    change(&mut shelf, 6, ShelfChange::MakePack { name: "Second".into(), resources: vec![] }).unwrap();
    let (whole, first) = (shelf.clone(), shelf.packs[0].clone());
    change(&mut shelf, 7, ShelfChange::DeletePack { pack: pack.clone() }).unwrap();
    assert_eq!(shelf.packs.len(), 1);
    change(&mut shelf, 8, ShelfChange::RestorePack { pack: first, place: 0 }).unwrap();
    assert_eq!(shelf, whole);
}

#[test]
fn names_of_packs_differ() {
    let (mut shelf, pack) = with_pack(&[]);
    let make = |name: &str| ShelfChange::MakePack { name: name.into(), resources: vec![] };
    assert_eq!(change(&mut shelf, 2, make("HOME visits")), Err(ShelfRefusal::NameTaken));
    assert_eq!(change(&mut shelf, 2, make(" \n\u{202e} ")), Err(ShelfRefusal::NoName));
    change(&mut shelf, 2, make("Clinic")).unwrap();
    let rename = |pack: &str, name: &str| ShelfChange::RenamePack { pack: pack.into(), name: name.into() };
    assert_eq!(change(&mut shelf, 3, rename(&pack, "clinic")), Err(ShelfRefusal::NameTaken));
    assert_eq!(change(&mut shelf, 3, rename("none", "New")), Err(ShelfRefusal::NoPack));
    change(&mut shelf, 3, rename(&pack, "home Visits")).unwrap();
    assert_eq!(shelf.packs[0].name, "home Visits", "its own name is no other's");
    let deleted = shelf.packs[0].clone();
    change(&mut shelf, 4, ShelfChange::DeletePack { pack: pack.clone() }).unwrap();
    change(&mut shelf, 5, make("Home visits")).unwrap();
    change(&mut shelf, 6, ShelfChange::RestorePack { pack: deleted, place: 9 }).unwrap();
    assert_eq!(shelf.packs[2].name, "home Visits (2)");
}

#[test]
fn recents_are_few_each_once_and_can_be_forgotten() {
    let mut shelf = Shelf::default();
    for number in 0..60 {
        change(&mut shelf, number, ShelfChange::Opened { resource: id(&format!("r{number}")) }).unwrap();
    }
    change(&mut shelf, 61, ShelfChange::Opened { resource: id("r30") }).unwrap();
    change(&mut shelf, 61, ShelfChange::Opened { resource: id("gone") }).unwrap();
    assert_eq!(shelf.recents.len(), MOST_RECENTS);
    assert_eq!(ids(&shelf.recents)[..3], ["r30", "r59", "r58"]);
    change(&mut shelf, 62, ShelfChange::ForgetRecent { resource: id("r59") }).unwrap();
    assert_eq!(ids(&shelf.recents)[..2], ["r30", "r58"]);
    change(&mut shelf, 63, ShelfChange::ClearRecents).unwrap();
    assert!(shelf.recents.is_empty());
}

#[test]
fn one_note_a_resource_and_none_without_words() {
    let mut shelf = Shelf::default();
    let write = |text: &str| ShelfChange::Write { resource: id("a"), text: text.into() };
    change(&mut shelf, 1, write(" one\r\ntwo\u{1b}[2J\u{202e} ")).unwrap();
    assert_eq!(shelf.notes[0].text, "one\ntwo[2J");
    assert_eq!(change(&mut shelf, 2, write(&"x".repeat(4_001))), Err(ShelfRefusal::NoteTooLong));
    change(&mut shelf, 2, write(&"é".repeat(4_000))).unwrap();
    assert_eq!((shelf.notes.len(), shelf.notes[0].at), (1, at(2)));
    change(&mut shelf, 3, write("  \n ")).unwrap();
    assert_eq!(shelf, Shelf::default());
}

#[test]
fn what_is_no_resource_is_refused() {
    for name in ["", "../etc", "A", "a b", "ä", &"a".repeat(65)] {
        let mut shelf = Shelf::default();
        assert_eq!(change(&mut shelf, 1, star(name)), Err(ShelfRefusal::NoResource), "{name}");
        assert_eq!(change(&mut shelf, 1, ShelfChange::Opened { resource: id(name) }), Err(ShelfRefusal::NoResource));
        assert_eq!(shelf, Shelf::default());
    }
}

#[test]
fn a_full_shelf_says_so_and_stays_as_it_is() {
    let mut shelf = Shelf::default();
    for number in 0..MOST_FAVOURITES {
        shelf.favourites.push(Kept { resource: id(&format!("r{number}")), title: String::new(), at: at(0) });
    }
    assert_eq!(change(&mut shelf, 1, star("one-more")), Err(ShelfRefusal::Full));
    assert_eq!(change(&mut shelf, 1, star("r7")), Ok(()), "it is there already");
    let (mut shelf, pack) = with_pack(&[]);
    for number in 0..MOST_IN_A_PACK {
        change(&mut shelf, 1, ShelfChange::AddToPack { pack: pack.clone(), resource: id(&format!("r{number}")) })
            .unwrap();
    }
    assert_eq!(change(&mut shelf, 1, ShelfChange::AddToPack { pack, resource: id("more") }), Err(ShelfRefusal::Full));
}

#[test]
fn merging_keeps_everything_of_both_and_twice_is_once() {
    let (mut mine, pack) = with_pack(&["a", "b"]);
    change(&mut mine, 2, star("a")).unwrap();
    change(&mut mine, 3, ShelfChange::Write { resource: id("a"), text: "mine".into() }).unwrap();
    change(&mut mine, 4, ShelfChange::Write { resource: id("b"), text: "the same".into() }).unwrap();
    let mut theirs = mine.clone();
    change(&mut theirs, 5, ShelfChange::RenamePack { pack: pack.clone(), name: "Visits".into() }).unwrap();
    change(&mut theirs, 5, ShelfChange::AddToPack { pack: pack.clone(), resource: id("c") }).unwrap();
    change(&mut theirs, 6, ShelfChange::MakePack { name: "home VISITS".into(), resources: vec![id("d")] }).unwrap();
    change(&mut theirs, 7, star("e")).unwrap();
    change(&mut theirs, 8, ShelfChange::Write { resource: id("a"), text: "theirs".into() }).unwrap();
    change(&mut theirs, 8, ShelfChange::Write { resource: id("f"), text: "new".into() }).unwrap();
    change(&mut theirs, 9, ShelfChange::Opened { resource: id("secret") }).unwrap();

    let expected = ShelfMerge { favourites: 1, packs: 1, into_packs: 1, notes: 1, joined_notes: 1, left_out: 0 };
    assert_eq!(mine.merge(&theirs), expected);
    assert_eq!(ids(&mine.favourites), ["e", "a"]);
    assert_eq!((mine.packs[0].name.as_str(), ids(&mine.packs[0].resources)), ("Home visits", vec!["a", "b", "c"]));
    assert_eq!(mine.packs[1].name, "home VISITS (2)");
    let text = |name: &str| mine.notes.iter().find(|note| note.resource == id(name)).unwrap().text.as_str();
    assert_eq!((text("a"), text("b"), text("f")), ("mine\n\ntheirs", "the same", "new"));
    assert!(mine.recents.is_empty());

    let before = mine.clone();
    assert_eq!(mine.merge(&theirs), ShelfMerge::default());
    assert_eq!(mine, before);
}

#[test]
fn a_hostile_shelf_brings_only_what_makes_sense() {
    let kept = |name: &str| Kept { resource: id(name), title: "x\u{1b}]0;evil\u{7} \u{202e}".repeat(200), at: at(1) };
    let other = Shelf {
        favourites: vec![kept("../../etc/passwd"), kept("ok"), kept("ok"), kept("")],
        packs: vec![
            ShelfPack { id: "UP/../".into(), name: "n".into(), resources: vec![] },
            ShelfPack { id: "fine".into(), name: " ".into(), resources: vec![] },
            ShelfPack {
                id: "big".into(),
                name: "Big".into(),
                resources: (0..600).map(|n| kept(&n.to_string())).collect(),
            },
            ShelfPack { id: "good".into(), name: "G\n\u{202e}ood".into(), resources: vec![kept("ok"), kept("<b>")] },
        ],
        recents: vec![kept("ok")],
        notes: vec![
            Note { resource: id("ok"), title: String::new(), text: "y".repeat(5_000), at: at(1) },
            Note { resource: id("/"), title: String::new(), text: "z".into(), at: at(1) },
        ],
    };
    let mut shelf = Shelf::default();
    let came = shelf.merge(&other);
    assert_eq!(came, ShelfMerge { favourites: 1, packs: 1, left_out: 7, ..ShelfMerge::default() });
    assert_eq!(ids(&shelf.favourites), ["ok"]);
    assert!(shelf.favourites[0].title.chars().count() <= 300);
    assert!(!shelf.favourites[0].title.contains(['\u{1b}', '\u{7}', '\u{202e}']));
    assert_eq!((shelf.packs[0].name.as_str(), ids(&shelf.packs[0].resources)), ("G ood", vec!["ok"]));
    assert!(shelf.notes.is_empty());
}

#[test]
fn the_shape_of_a_change_is_fixed() {
    let change: ShelfChange = serde_json::from_str(r#"{"kind":"add_to_pack","pack":"p","resource":"r"}"#).unwrap();
    assert_eq!(change, ShelfChange::AddToPack { pack: "p".into(), resource: id("r") });
    let shelf: Shelf =
        serde_json::from_str(r#"{"favourites":[{"resource":"r","at":"2026-11-22T05:25:45Z"}]}"#).unwrap();
    assert_eq!((ids(&shelf.favourites), shelf.favourites[0].title.as_str()), (vec!["r"], ""));
}
