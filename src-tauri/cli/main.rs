//! `together`: the library on the console, for administrators and scripts. Arguments in, words or JSON out; every
//! decision is the engine's.

use std::path::Path;
use std::process::ExitCode;

use crate::exit::Exit;

mod arguments;
mod batch;
mod commands;
mod exit;
mod failure;
mod output;
mod progress;

// Documents are read by this same program as a worker; there, memory has a limit.
#[global_allocator]
static ALLOCATOR: confine::CappedAllocator = confine::CappedAllocator;

fn main() -> ExitCode {
    if let Some(exit) = together_shell::worker::serve_if_asked() {
        return exit;
    }
    std::panic::set_hook(Box::new(|fault| {
        let what = fault.payload_as_str().unwrap_or("no words were given");
        let place = fault.location().map_or(String::new(), |place| {
            let file = Path::new(place.file()).file_name().unwrap_or_default();
            format!(" ({}, line {})", file.display(), place.line())
        });
        output::complain(&format!(
            "a fault inside the program: {what}{place}. Try again; if it comes back, report it with what “together diagnostics” prints."
        ));
    }));
    std::panic::catch_unwind(run).unwrap_or(Exit::Failed).into()
}

fn run() -> Exit {
    match arguments::read(std::env::args_os()) {
        Ok(arguments) => commands::run(arguments),
        Err(arguments::Stop::Asked(text)) => {
            output::print(&text);
            Exit::Done
        }
        Err(arguments::Stop::Wrong(what)) => {
            output::complain(&what);
            Exit::WrongUse
        }
    }
}
