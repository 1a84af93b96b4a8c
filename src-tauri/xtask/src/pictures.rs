//! Pictures of the real window, from a display that nobody sees.

use std::fs;
use std::path::{Path, PathBuf};

use crate::driver::{FOR_PICTURES, Window};
use crate::run::{self, Place};
use crate::setup::{self, Purpose};
use crate::step::{self, cargo};
use crate::{demo, system};

/// Found on pages inside several documents of the demo site.
const WORDS: &str = "meeting room";

/// Beside the library and its reader.
const PLACES: [&str; 6] = ["shelf", "print_pack", "new", "vision", "status", "settings"];

/// Pictures of every place, light and dark.
pub fn pictures() -> Result<(), String> {
    for lacking in setup::prepare(Purpose::HiddenWindow)? {
        println!("Going on without: {lacking}.");
    }
    if !system::has_virtual_display() {
        return Err(
            "pictures need Xvfb and WebKitWebDriver (Debian: apt-get install xvfb webkit2gtk-driver)".to_owned()
        );
    }
    setup::interface_packages()?;
    step::run(&mut cargo(&["build", "--package", "together-library", "--bins"]))?;
    let site = demo::start(0)?;
    // The folder stands in a picture: it must not tell whose computer this is.
    let library = run::emptied(std::env::temp_dir().join("together-library"))?;
    let place = Place { library: Some(library), site: Some(site.address()) };
    let mut refresh = step::command(step::built("together")?, &[]);
    step::run(refresh.args(place.options()).args(["refresh", "--quiet"]).args(place.site_options()))?;

    let folder = step::root().join("assets/pictures");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let take = |name: &str, window: &Window| {
        println!("assets/pictures/{name}.png");
        save(&folder.join(format!("{name}.png")), window)
    };
    for (ending, environment) in [("", None), ("-dark", Some(("GTK_THEME", "Adwaita:dark")))] {
        let window = open(&place, environment.as_slice())?;
        // What was open the last time comes back.
        window.click(&window.find("nav a[href^='#/library']")?)?;
        window.find("a[data-row]")?;
        if environment.is_none() {
            put_aside(&window)?;
        }
        take(&format!("library{ending}"), &window)?;
        search(&window, WORDS)?;
        take(&format!("results{ending}"), &window)?;
        open_page(&window)?;
        take(&format!("reader{ending}"), &window)?;
        for place in PLACES {
            go(&window, place)?;
            take(&format!("{}{ending}", place.replace('_', "-")), &window)?;
        }
    }
    Ok(())
}

/// One picture of what the window finds for these words, at the page found where there is one.
pub fn picture_of_search(place: &Place, words: &str) -> Result<PathBuf, String> {
    let window = open(place, &[])?;
    search(&window, words)?;
    if place.site.is_some() {
        open_page(&window)?;
    }
    let file = step::built("xtask")?.with_file_name("together-library.png");
    save(&file, &window)?;
    Ok(file)
}

/// Puts the first rows on the shelf and into the print pack, so that these places are not empty.
fn put_aside(window: &Window) -> Result<(), String> {
    window
        .script(
            "for (const row of [...document.querySelectorAll('main li.card')].slice(0, 3))
               for (const button of row.querySelectorAll('button[aria-pressed=false]')) button.click();
             return true",
        )
        .map(drop)?;
    // What is said of it would lie above the rows.
    window.click(&window.find(".toast button:last-child")?)?;
    window.wait_for_script("return document.querySelector('.toast') === null").map(drop)
}

fn open(place: &Place, environment: &[(&str, &str)]) -> Result<Window, String> {
    let options = [place.options(), place.site_options()].concat();
    let options: Vec<&str> = options.iter().map(String::as_str).collect();
    Window::start(&step::built("together-library")?, &options, &[&[FOR_PICTURES], environment].concat())
}

fn search(window: &Window, words: &str) -> Result<(), String> {
    // What was open the last time comes back.
    window.click(&window.find("nav a[href^='#/library']")?)?;
    window.type_into(&window.find("#search")?, words)?;
    // The answer is there when words are marked in it.
    window.find("li mark").map(drop)
}

/// Opens the first hit at its page and waits until words are marked on it.
fn open_page(window: &Window) -> Result<(), String> {
    window.click(&window.find("li a.page")?)?;
    window.find(".pdfViewer .page canvas")?;
    window.find(".pdfViewer .textLayer .highlight").map(drop)
}

fn go(window: &Window, place: &str) -> Result<(), String> {
    window.click(&window.find(&format!("nav a[href='#/{place}']"))?)?;
    window.find(&format!("nav a[href='#/{place}'][aria-current='page']"))?;
    window.find("main:not([aria-busy='true'])").map(drop)
}

fn save(file: &Path, window: &Window) -> Result<(), String> {
    fs::write(file, window.picture()?).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}
