//! `together-library`: the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use clap::Parser;
use together_shell::link::Link;
use together_shell::opening::LibraryOptions;
use together_shell::window::Start;

// Documents are read by this same program as a worker; there, memory has a limit.
#[global_allocator]
static ALLOCATOR: confine::CappedAllocator = confine::CappedAllocator;

/// The window of the resource library of Tower Hamlets Together.
#[derive(Debug, Parser)]
#[command(name = "together-library", version, args_override_self = true)]
struct Arguments {
    #[command(flatten)]
    library: LibraryOptions,

    /// The site's base address, in place of the built-in one
    #[arg(long, value_name = "URL")]
    site: Option<String>,

    /// Start without a window, beside the clock where the desktop has a place for that
    #[arg(long)]
    in_background: bool,

    /// A link into the library: togetherlibrary://resource/ID?page=3&q=words
    #[arg(value_name = "LINK")]
    link: Option<String>,
}

fn main() -> ExitCode {
    if let Some(exit) = together_shell::worker::serve_if_asked() {
        return exit;
    }
    let arguments = Arguments::parse();
    let Arguments { library, site, in_background, link } = arguments;
    together_shell::window::run(Start { library, site, in_background, link: link.as_deref().and_then(Link::read) })
}
