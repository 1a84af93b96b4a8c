//! Scanned leaflets: their words are read from the pictures when somebody asks, kept with a mark, and found. With the
//! real Tesseract; where a machine has none, only what is said then is seen.

use std::cell::Cell;
use std::path::Path;

use catalogue::{AttachmentId, TextQuality, TextSource};
use demo_site::SiteOptions;
use engine::{Library, OpenOptions};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::console::{json, run, text};
use super::world::{World, words};

/// Of the notice that was scanned, two pages.
fn scanned(world: &World) -> AttachmentId {
    let all = world.current().into_iter().flat_map(|resource| resource.attachments);
    all.into_iter().find(|file| file.url.ends_with("Scan0001.pdf")).expect("the scanned notice").id
}

fn has_tesseract() -> bool {
    let has = Path::new("/usr/bin/tesseract").is_file();
    if !has {
        println!("left out: this machine has no Tesseract");
    }
    has
}

/// The library of a world, with the program that reads documents.
fn with_worker(world: &World) -> Library {
    let folder = Some(world.folder.path().to_owned());
    let (site, worker) = (Some(world.site.address()), Some(env!("CARGO_BIN_EXE_together").into()));
    Library::open(OpenOptions { folder, site, worker, ..OpenOptions::default() }).unwrap()
}

fn finds(library: &Path, words: &str) -> Vec<Value> {
    let answer = json(library, &["search", words], 0);
    let hits = answer["hits"].as_array().unwrap().iter();
    let passages = hits.flat_map(|hit| hit["passages"].as_array().unwrap().clone());
    passages.filter(|passage| passage["snippet"].as_str().unwrap().contains(words)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scanned_notice_is_read_when_somebody_asks() {
    let world = World::refreshed(SiteOptions::default()).await;
    let (library, id) = (world.folder.path(), scanned(&world));
    let before = json(library, &["text", id.as_str()], 0);
    assert_eq!((before["quality"].as_str(), before["pictures"].as_u64()), (Some("none"), Some(2)));
    assert!(text(&run(library, &["text", id.as_str()]).stdout).contains("(2 pages are pictures. With --ocr"));
    assert_eq!(finds(library, "photocopier"), [] as [Value; 0]);
    if !has_tesseract() {
        return;
    }

    let read = json(library, &["text", id.as_str(), "--ocr"], 0);
    assert_eq!((read["quality"].as_str(), read["pictures"].as_u64()), (Some("poor"), Some(0)));
    let pages = read["pages"].as_array().unwrap();
    assert_eq!(pages.len(), 2);
    for (page, has) in pages.iter().zip(["nine to five", "shake your umbrella"]) {
        assert_eq!((page["source"].as_str(), page["quality"].as_str()), (Some("ocr"), Some("poor")));
        assert!(page["text"].as_str().unwrap().contains(has), "{page}");
    }
    let found = finds(library, "photocopier");
    assert_eq!((found[0]["page"].as_u64(), found[0]["from_picture"].as_bool()), (Some(2), Some(true)));
    let printed = text(&run(library, &["text", id.as_str()]).stdout);
    assert!(printed.contains("--- page 2, read from a picture ---") && printed.contains("may be wrong"), "{printed}");

    // Whatever comes later, it stays; and nothing is read a second time.
    let again = json(library, &["text", id.as_str(), "--ocr"], 0);
    assert_eq!(again, read);
    json(library, &["reindex"], 0);
    world.refresh().await;
    assert_eq!(json(library, &["text", id.as_str()], 0), read);
    assert_eq!(finds(library, "photocopier").len(), 1);
    assert_eq!(json(library, &["verify"], 0)["ok"], true);
    let other = world
        .current()
        .iter()
        .flat_map(|one| &one.attachments)
        .find(|one| one.text == TextQuality::Good)
        .unwrap()
        .id
        .clone();
    let honest = json(library, &["text", other.as_str(), "--ocr"], 0);
    assert!(honest["pages"].as_array().unwrap().iter().all(|page| page["source"] == "file"), "{honest}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_until_somebody_stopped_it_is_kept() {
    if !has_tesseract() {
        return;
    }
    let world = World::refreshed(SiteOptions::default()).await;
    let (library, id) = (with_worker(&world), scanned(&world));
    let cancel = CancellationToken::new();
    let stopping = cancel.clone();
    let stopped = library.read_pictures(
        &id,
        &mut |progress| {
            if progress.done == 1 {
                stopping.cancel()
            }
        },
        &cancel,
    );
    assert_eq!(stopped.unwrap_err().code.as_str(), "cancelled");
    let half = library.text(&id, None).unwrap();
    assert_eq!((half.pages.len(), half.pictures, half.pages[0].source), (1, 1, TextSource::Ocr));
    let is_found = |what: &str| {
        library.search(&words(what)).unwrap().hits.iter().any(|hit| hit.passages.iter().any(|one| one.from_picture))
    };
    assert!(is_found("\"nine to five\"") && !is_found("umbrella"));

    let asked = Cell::new(0);
    let told = &mut |progress: catalogue::OcrProgress| asked.set(progress.total);
    let done = library.read_pictures(&id, told, &CancellationToken::new()).unwrap();
    assert_eq!((asked.get(), done.with_words, done.failed), (1, 1, 0), "only the page that was left");
    assert!(is_found("umbrella"));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_it_cannot_be_done_that_is_said_with_what_to_try() {
    let world = World::refreshed(SiteOptions::default()).await;
    let (library, id) = (world.folder.path(), scanned(&world));
    let policy = library.join("policy.toml");
    let refused = |ocr: &str, status: i32| {
        std::fs::write(&policy, format!("ocr = '{ocr}'\n")).unwrap();
        let error = json(library, &["--config", policy.to_str().unwrap(), "text", id.as_str(), "--ocr"], status);
        format!("{} {}", error["error"]["message"].as_str().unwrap(), error["error"]["hint"].as_str().unwrap())
    };
    assert!(refused("", 1).contains("switched off on this computer"));
    let missing = refused("/no/such/tesseract", 1);
    assert!(missing.contains("/no/such/tesseract") && missing.contains("install Tesseract"), "{missing}");
    assert!(refused("/bin/false", 1).contains("does not run"));
    assert!(refused("/bin/true", 1).contains("cannot read this language (en)"));
    let without = json(library, &["text", id.as_str()], 0);
    assert_eq!(without["quality"], "none", "the library is as it was");
}
