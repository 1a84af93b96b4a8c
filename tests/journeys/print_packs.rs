//! Print packs from a refreshed library: what is in them, what is left out and why, and what is never written over.

use std::path::Path;

use catalogue::{Attachment, PrintPack, PrintPackItem, PrintPackOptions, Resource};
use demo_site::SiteOptions;
use engine::ErrorCode;
use tokio_util::sync::CancellationToken;

use super::console;
use super::world::World;

const PDF: &str = "application/pdf";

fn item(resource: &Resource, attachment: Option<&Attachment>, pages: Option<&[u32]>) -> PrintPackItem {
    PrintPackItem {
        resource: resource.id.clone(),
        attachment: attachment.map(|one| one.id.clone()),
        pages: pages.map(<[u32]>::to_vec),
    }
}

/// The first resource with a file like this, and the file.
fn with(world: &World, fits: impl Fn(&Attachment) -> bool) -> (Resource, Attachment) {
    let found = world.current().into_iter().find_map(|resource| {
        let attachment = resource.attachments.iter().find(|one| fits(one))?.clone();
        Some((resource, attachment))
    });
    found.expect("the demo site has such a file")
}

fn make(world: &World, items: &[PrintPackItem], options: PrintPackOptions, to: &Path) -> PrintPack {
    world.library.print_pack(items, options, to, false, &mut |_| {}, &CancellationToken::new()).unwrap()
}

/// The text of each page.
fn read(path: impl AsRef<Path>) -> Vec<String> {
    let extraction = extract::extract(&std::fs::read(path).unwrap(), "pack.pdf", &extract::Limits::default());
    let mut pages = vec![String::new(); extraction.page_count.unwrap() as usize];
    for page in extraction.pages {
        pages[page.page.unwrap() as usize - 1] = page.text;
    }
    pages
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<String>().replace(['-', '\u{ad}'], "")
}

#[tokio::test]
async fn a_print_pack_holds_what_can_be_printed_and_names_the_rest() {
    let world = World::refreshed(SiteOptions::default()).await;
    let folder = tempfile::tempdir().unwrap();
    let (long, handbook) = with(&world, |one| one.media_type == PDF && one.pages > Some(5));
    let (written, docx) = with(&world, |one| one.media_type.contains("wordprocessingml"));
    let (film, video) = with(&world, |one| one.media_type.starts_with("video/"));
    let items = [
        item(&long, Some(&handbook), Some(&[4, 3])),
        item(&written, Some(&docx), None),
        item(&film, Some(&video), None),
    ];
    let mut told = Vec::new();
    let to = folder.path().join("pack.pdf");
    let pack = world
        .library
        .print_pack(
            &items,
            PrintPackOptions::default(),
            &to,
            false,
            &mut |one| told.push(one.done),
            &CancellationToken::new(),
        )
        .unwrap();
    assert_eq!(told, [0, 1, 2, 3]);
    let text = read(&pack.file);
    assert_eq!(pack.pages as usize, text.len());
    let cover = text[0].split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "Pages 2 to 3 of this pack",
        "Confirmed with the site on",
        "Source: Tower Hamlets Together",
        "It has no pages of its own for printing, so its words are set here as text.",
        "Not in this pack. It is a recording.",
    ] {
        assert!(cover.contains(words), "“{words}” in {cover}");
    }
    for resource in [&long, &written, &film] {
        assert!(squeezed(&cover).contains(&squeezed(&resource.title)), "{} in {cover}", resource.title);
        assert!(squeezed(&cover).contains(&squeezed(&resource.page_url)), "{} in {cover}", resource.page_url);
    }
    for (at, page) in [(1, 4), (2, 3)] {
        assert_eq!(text[at], world.library.text(&handbook.id, Some(page)).unwrap().pages.remove(0).text);
    }
    assert!(text[3].contains("Text version, made from the words of the document."), "{}", text[3]);
    assert_eq!(pack.entries[2].left_out.as_deref(), Some("It is a recording."));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

#[tokio::test]
async fn large_print_holds_every_word_in_every_script_and_says_what_it_is_made_from() {
    let world = World::refreshed(SiteOptions::default()).await;
    let folder = tempfile::tempdir().unwrap();
    for language in ["en", "bn", "ar", "so"] {
        let (resource, attachment) =
            with(&world, |one| one.media_type == PDF && one.language.as_deref() == Some(language));
        let to = folder.path().join(format!("{language}.pdf"));
        let pack =
            make(&world, &[item(&resource, Some(&attachment), None)], PrintPackOptions { large_print: true }, &to);
        assert_eq!(pack.entries[0].notes, [""; 0], "{language}");
        let set = read(&pack.file)[1..].join("\n");
        assert!(set.contains("Large print, made from"), "{set}");
        let set = squeezed(&set);
        let pages = world.library.text(&attachment.id, None).unwrap().pages;
        let words: Vec<String> = pages.iter().flat_map(|page| page.text.split_whitespace()).map(squeezed).collect();
        for word in &words {
            assert!(set.contains(word), "“{word}” is missing in {language}");
        }
        assert!(words.len() > 50, "{} words in {language}", words.len());
    }
}

#[tokio::test]
async fn what_is_not_current_says_so_on_the_cover_sheet() {
    let world = World::refreshed(SiteOptions::default()).await;
    let folder = tempfile::tempdir().unwrap();
    let (resource, _) = with(&world, |one| one.media_type == PDF);
    world.site.change(|content| content.entries.retain(|entry| entry.title != resource.title));
    world.refresh().await;
    let gone = world.titled(&resource.title);
    let pack = make(&world, &[item(&gone, None, None)], PrintPackOptions::default(), &folder.path().join("a.pdf"));
    let cover = squeezed(&read(&pack.file)[0]);
    assert!(cover.contains("Withdrawnfromthesite(noticedon") && cover.contains("Lastseenonthesiteon"), "{cover}");
}

#[tokio::test]
async fn nothing_is_written_over_and_a_stopped_print_pack_leaves_nothing() {
    let world = World::refreshed(SiteOptions::default()).await;
    let folder = tempfile::tempdir().unwrap();
    let (resource, attachment) = with(&world, |one| one.media_type == PDF);
    let items = [item(&resource, Some(&attachment), None)];
    let to = folder.path().join("mine.pdf");
    std::fs::write(&to, "mine").unwrap();
    let make = |items: &[PrintPackItem], replace, to: &Path, cancel: &CancellationToken| {
        world.library.print_pack(items, PrintPackOptions::default(), to, replace, &mut |_| {}, cancel)
    };
    let go = CancellationToken::new();
    let code = |items: &[PrintPackItem], replace, to: &Path, cancel| make(items, replace, to, cancel).unwrap_err().code;
    assert_eq!(code(&items, false, &to, &go), ErrorCode::BadRequest);
    assert_eq!(std::fs::read(&to).unwrap(), b"mine");
    make(&items, true, &to, &go).unwrap();
    assert!(std::fs::read(&to).unwrap().starts_with(b"%PDF"));
    assert_eq!(code(&items, false, &folder.path().join("no/such/folder/pack.pdf"), &go), ErrorCode::Failed);
    assert_eq!(code(&[], false, &folder.path().join("empty.pdf"), &go), ErrorCode::BadRequest);
    let stopped = CancellationToken::new();
    stopped.cancel();
    assert_eq!(code(&items, false, &folder.path().join("stopped.pdf"), &stopped), ErrorCode::Cancelled);
    let gone = PrintPackItem { resource: "zzzzzzzzzz".into(), attachment: None, pages: None };
    assert_eq!(code(&[gone], false, &folder.path().join("gone.pdf"), &go), ErrorCode::NotHere);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn the_console_makes_print_packs_in_the_worker() {
    let world = World::refreshed(SiteOptions::default()).await;
    let folder = tempfile::tempdir().unwrap();
    let (resource, attachment) = with(&world, |one| one.media_type == PDF && one.pages > Some(2));
    let (film, video) = with(&world, |one| one.media_type.starts_with("video/"));
    let library = world.folder.path();
    let out = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (first, pages) = (out("pack.pdf"), format!("{}:2-3", attachment.id));
    let pack = console::json(library, &["print-pack", &first, &pages], 0);
    assert_eq!(pack["file"], first.as_str());
    assert_eq!(pack["entries"][0]["resource"], resource.id.as_str());
    assert_eq!((pack["entries"][0]["first_page"].as_u64(), pack["pages"].as_u64()), (Some(2), Some(3)));
    assert_eq!(read(&first)[1], world.library.text(&attachment.id, Some(2)).unwrap().pages[0].text);
    console::json(library, &["print-pack", &first, &pages], 2);
    let partly = console::json(library, &["print-pack", &out("b.pdf"), &pages, video.id.as_str()], 5);
    assert_eq!(partly["entries"][1]["left_out"], "It is a recording.");
    console::json(library, &["print-pack", &out("large.pdf"), &pages, "--large-print"], 0);
    assert!(read(out("large.pdf"))[1].contains("Large print, made from"));
    let nothing = console::json(library, &["print-pack", &out("c.pdf"), video.id.as_str()], 1);
    assert!(nothing["error"]["message"].as_str().unwrap().contains(&film.title), "{nothing}");
    console::json(library, &["print-pack", &out("d.pdf"), "zzzzzzzzzz"], 1);
    let wrong = console::run(library, &["print-pack", &out("e.pdf"), &format!("{}:0", attachment.id)]);
    assert_eq!(wrong.status.code(), Some(2));
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}
