//! `cargo xtask run`: the window; and where nobody could see one, the same job on the console.

use std::fs;
use std::path::PathBuf;

use crate::setup::{self, Purpose};
use crate::step::{self, cargo};
use crate::{console, demo, system};

/// Which library and which site the programs are to use.
pub struct Place {
    /// A library of its own; the person's own where there is none.
    pub library: Option<PathBuf>,
    /// In place of the built-in site.
    pub site: Option<String>,
}

impl Place {
    /// Both as options that the programs share.
    pub fn options(&self) -> Vec<String> {
        self.library.iter().flat_map(|folder| ["--library".to_owned(), folder.display().to_string()]).collect()
    }

    pub fn site_options(&self) -> Vec<String> {
        self.site.iter().flat_map(|site| ["--site".to_owned(), site.clone()]).collect()
    }
}

pub fn run(with_demo: bool) -> Result<(), String> {
    let seen = system::has_display();
    for lacking in setup::prepare(if seen { Purpose::Window } else { Purpose::HiddenWindow })? {
        println!("Going on without: {lacking}.");
    }
    setup::interface_packages()?;
    step::run(&mut cargo(&["build", "--package", "together-library", "--bins"]))?;

    let site = if with_demo { Some(demo::start(0)?) } else { None };
    let place = Place {
        library: if with_demo { Some(fresh_library("demo-library")?) } else { None },
        site: site.as_ref().map(|site| site.address()),
    };
    if let Some(address) = &place.site {
        println!("\nThe demo site is at {address}; everything on it is a sample and no health advice.");
    }
    if seen {
        println!("\nOpening the window. “Status”, then “Refresh”, fetches what the site has.");
        let mut window = step::command(step::built("together-library")?, &[]);
        step::run(window.args(place.options()).args(place.site_options()))
    } else {
        println!("\nThere is no display here, so no window can be opened. The same job follows on the console.");
        console::same_job(&place)
    }
}

/// An empty folder below the build's own.
fn fresh_library(name: &str) -> Result<PathBuf, String> {
    emptied(step::built("xtask")?.with_file_name(name))
}

/// The folder, with nothing left in it.
pub fn emptied(folder: PathBuf) -> Result<PathBuf, String> {
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("the folder {} cannot be emptied: {error}", folder.display()))
        }
        _ => Ok(folder),
    }
}
