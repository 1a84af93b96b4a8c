//! One person's way through the real window, on a display that nobody sees: what came with the program, the vision, a
//! refresh, a setting, a word typed, its page opened with the word marked. On every screen axe looks for barriers.

use std::fs;
use std::path::Path;

use demo_site::{DemoSite, SiteOptions};

use super::driver::{Answer, Window};

/// Stands on the seventh page of a twelve-page handbook, and nowhere else.
const HANDBOOK: &str = "/uploads/Working-together-handbook.pdf";
const PAGE: usize = 7;

#[test]
fn a_person_refreshes_searches_and_reads_in_the_real_window() {
    if !must_skip() {
        journey().unwrap();
    }
}

/// Whether there is no window to be had here; a failure where there must be one.
pub(super) fn must_skip() -> bool {
    let Some(why) = why_not_here() else { return false };
    assert_ne!(std::env::var("WINDOW_JOURNEY").as_deref(), Ok("required"), "{why}");
    eprintln!("skipped: {why}");
    true
}

fn why_not_here() -> Option<&'static str> {
    let is_there = |program: &str| {
        std::env::var_os("PATH")
            .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
    };
    (!cfg!(target_os = "linux") || !is_there("Xvfb") || !is_there("WebKitWebDriver"))
        .then_some("the window's journey needs Xvfb and WebKitWebDriver")
}

fn journey() -> Answer<()> {
    let site = DemoSite::start_blocking(SiteOptions::default()).map_err(|error| error.to_string())?;
    let files = site.expected().into_iter().flat_map(|resource| resource.files);
    let handbook = files.into_iter().find(|file| file.path == HANDBOOK).ok_or("the demo site has no handbook")?;
    let word = &handbook.unique_word_by_page[PAGE - 1];
    let library = tempfile::tempdir().map_err(|error| error.to_string())?;
    let folder = library.path().display().to_string();
    let program = Path::new(env!("CARGO_BIN_EXE_together-library"));
    let window = Window::start(program, &["--library", &folder, "--site", &site.address()], &[])?;

    // What came with the program is there before any network.
    window.wait_for_text("9 resources")?;
    window.wait_for_text("OCEAN - Offering Compassionate & Emotional Support")?;
    look_for_barriers(&window, "the library at first start")?;
    let complaint = window.script("return document.querySelector('.toast')?.textContent ?? ''")?;
    assert_eq!(complaint, "", "the window may ask for all that it asks for at its start");

    // Nothing is found yet inside files that are not here.
    search(&window, word)?;
    window.wait_for_text("Nothing found")?;

    go(&window, "vision")?;
    window.wait_for_text("Transform people's health and lives in Tower Hamlets")?;
    look_for_barriers(&window, "the vision")?;

    go(&window, "status")?;
    window.click(&window.find_path("//main//button[normalize-space()='Refresh']")?)?;
    window.wait_for_text("The library is up to date")?;
    window.wait_for_text("The last refreshes")?;
    look_for_barriers(&window, "the status after a refresh")?;

    go(&window, "settings")?;
    window.wait_for_script("return document.querySelector('option[value=\"24\"]') !== null")?;
    look_for_barriers(&window, "the settings")?;
    window.script(
        "const every = document.querySelector('option[value=\"24\"]').closest('select');
         every.value = '24';
         return every.dispatchEvent(new Event('change', { bubbles: true }))",
    )?;
    window.wait_for_text("Saved")?;
    let kept = fs::read_to_string(library.path().join("person/settings.toml")).map_err(|error| error.to_string())?;
    assert_eq!(kept.trim(), "refresh_every_hours = 24");

    add_and_remove_a_site(&window, library.path())?;

    // Nobody has looked yet, so nothing is called new; leaving draws the line.
    go(&window, "new")?;
    window.wait_for_text("From now on this page shows what is new")?;
    look_for_barriers(&window, "what is new")?;

    // The word typed finds its page, and a click opens it there, the word marked.
    go(&window, "library")?;
    search(&window, word)?;
    window.wait_for_text(&format!("Page {PAGE}"))?;
    window.find_path(&format!(
        "//li//mark[contains(translate(., 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), '{}')]",
        word.to_lowercase()
    ))?;
    // The worker draws its first page, and it comes over the window's own protocol.
    window.wait_for_script("return document.querySelector('li .sheet img')?.naturalWidth > 100")?;
    look_for_barriers(&window, "the results")?;
    window
        .click(&window.find_path(&format!("//li//a[contains(@class, 'page') and normalize-space()='Page {PAGE}']"))?)?;
    let marked = window.wait_for_script(&format!(
        "const mark = document.querySelector('.pdfViewer .page[data-page-number=\"{PAGE}\"] .textLayer .highlight');
         return mark && mark.textContent"
    ))?;
    assert_eq!(marked.as_str().map(str::to_lowercase), Some(word.to_lowercase()));
    let in_sight = window.wait_for_script(
        "const box = document.querySelector('.pdfViewer .textLayer .highlight').getBoundingClientRect();
         return box.width > 0 && box.top >= 0 && box.bottom <= innerHeight",
    );
    assert!(in_sight.is_ok(), "the marked word is not in sight");
    let drawn = window.wait_for_script(&format!(
        "const canvas = document.querySelector('.pdfViewer .page[data-page-number=\"{PAGE}\"] canvas');
         if (!canvas) return false;
         const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
         for (let at = 0; at < pixels.length; at += 4) if (pixels[at + 3] > 0 && pixels[at] < 128) return true;
         return false"
    ));
    assert!(drawn.is_ok(), "the page is blank");
    look_for_barriers(&window, "the reader")?;

    // Closed there, the next window opens there: at the page, without the word.
    let kept = library.path().join("person/left-open.json");
    let noted = format!("\"page\":{PAGE}");
    window.wait("the page to be noted", || Ok(fs::read_to_string(&kept).ok().filter(|text| text.contains(&noted))))?;
    drop(window);
    let window = Window::start(program, &["--library", &folder, "--offline"], &[])?;
    window.wait_for_script(&format!(
        "return document.querySelector('.pdfViewer .page[data-page-number=\"{PAGE}\"] .textLayer')?.textContent.includes('{word}')"
    ))?;
    Ok(())
}

/// In the settings: a site is kept as a profile, and forgotten again.
fn add_and_remove_a_site(window: &Window, library: &Path) -> Answer<()> {
    let profile = library.join("sources/example-org.toml");
    window.click(&window.find_path("//button[normalize-space()='Add a site']")?)?;
    window.type_into(&window.find("dialog[open] input[inputmode=url]")?, "www.example.org/leaflets")?;
    look_for_barriers(window, "the form for a site")?;
    window.click(&window.find_path("//dialog[@open]//button[normalize-space()='Add it']")?)?;
    window.wait_for_text("Added: example.org.")?;
    let kept = fs::read_to_string(&profile).map_err(|error| error.to_string())?;
    assert!(kept.contains("https://www.example.org"), "{kept}");
    window.click(&window.find("button[aria-label='Remove: example.org']")?)?;
    window.click(&window.find_path("//dialog[@open]//button[normalize-space()='Remove it']")?)?;
    window.wait_for_text("Removed: example.org")?;
    assert!(!profile.exists());
    Ok(())
}

fn go(window: &Window, place: &str) -> Answer<()> {
    let link = format!("nav a[href^='#/{place}']");
    window.click(&window.find(&link)?)
}

fn search(window: &Window, words: &str) -> Answer<()> {
    let input = window.find("#search")?;
    window.clear(&input)?;
    window.type_into(&input, words)
}

/// axe, injected by the driver: the page's own policy does not let it in otherwise.
fn look_for_barriers(window: &Window, place: &str) -> Answer<()> {
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&axe).map_err(|error| format!("{}: {error}", axe.display()))?;
    window.script(&format!("if (!window.axe) {{ {axe}\n}} return true"))?;
    let found = window.script_later(
        "const done = arguments[arguments.length - 1];
         axe.run(document, { resultTypes: ['violations'] }).then(
           ({ violations, passes }) => done({
             violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')),
             passes: passes.length,
           }),
           (error) => done({ violations: [String(error)], passes: 0 }),
         )",
    )?;
    assert_eq!(found["violations"], serde_json::json!([]), "axe found barriers in {place}");
    assert!(found["passes"].as_u64() > Some(0), "axe looked at nothing in {place}");
    Ok(())
}
