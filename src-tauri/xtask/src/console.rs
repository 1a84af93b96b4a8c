//! The window's job where there is no display: refresh, search, the page found, and a picture of the real window
//! where a virtual display can be had.

use std::process::Command;

use serde_json::Value;

use crate::pictures;
use crate::run::Place;
use crate::{step, system};

/// Words that stand in a document of the demo site, and in what comes with the program.
const WORDS_OF_DEMO: &str = "wheelchair";
const WORDS_OF_STARTER: &str = "urgent treatment centre";

pub fn same_job(place: &Place) -> Result<(), String> {
    refresh(place)?;
    let words = if place.site.is_some() { WORDS_OF_DEMO } else { WORDS_OF_STARTER };
    println!("\n$ together search {words} --limit 3");
    print!("{}", answer(together(place)?.args(["search", words, "--limit", "3"]))?);
    show_page(place, words)?;
    picture(place, words);
    Ok(())
}

fn together(place: &Place) -> Result<Command, String> {
    let mut together = step::command(step::built("together")?, &[]);
    together.args(place.options());
    Ok(together)
}

/// A site that cannot be reached is no failure of ours: what came with the program is there all the same.
fn refresh(place: &Place) -> Result<(), String> {
    println!("\n$ together refresh {}", place.site_options().join(" "));
    let status =
        together(place)?.arg("refresh").args(place.site_options()).status().map_err(|error| error.to_string())?;
    match status.code() {
        Some(0 | 5) => Ok(()),
        Some(4) => {
            println!("The search goes on in what is here already.");
            Ok(())
        }
        _ => Err(format!("the refresh failed ({status})")),
    }
}

/// The page that the search found, in full.
fn show_page(place: &Place, words: &str) -> Result<(), String> {
    let document = answer(together(place)?.args(["search", words, "--limit", "1", "--json"]))?;
    let document: Value = serde_json::from_str(&document).map_err(|error| format!("the answer is no JSON: {error}"))?;
    let hit = document["hits"].get(0).ok_or(format!("nothing was found for “{words}”"))?;
    let passages = hit["passages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let in_file = passages.iter().find_map(|passage| Some((passage["attachment"].as_str()?, passage["page"].as_u64())));
    match in_file {
        Some((attachment, page)) => {
            let mut text = together(place)?;
            text.args(["text", attachment]);
            if let Some(page) = page {
                text.args(["--page", &page.to_string()]);
            }
            println!("\nThe page found, in “{}”:\n", hit["title"].as_str().unwrap_or_default());
            print!("{}", answer(&mut text)?);
        }
        None => {
            let id = hit["resource"].as_str().unwrap_or_default();
            println!("\nThe resource found; its files come with the first refresh that reaches the site:\n");
            print!("{}", answer(together(place)?.args(["show", id]))?);
        }
    }
    Ok(())
}

fn picture(place: &Place, words: &str) {
    if !system::has_virtual_display() {
        println!("\nNo picture of the window: it needs Xvfb and WebKitWebDriver, which are not here.");
        return;
    }
    println!("\nTaking a picture of the real window on a display that nobody sees …");
    match pictures::picture_of_search(place, words) {
        Ok(file) => println!("The picture is {}", file.display()),
        // The job itself is done.
        Err(why) => println!("No picture could be taken: {why}"),
    }
}

fn answer(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("“together” could not be started: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}
