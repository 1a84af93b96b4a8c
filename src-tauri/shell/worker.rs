//! The same program again, as the worker that reads documents: a hostile file takes down the worker, never the window.

use std::process::ExitCode;

/// Serves extraction over standard input and output if the program was started for that, and says how it ended.
/// To be asked before anything else is done.
pub fn serve_if_asked() -> Option<ExitCode> {
    let asked = std::env::args_os().nth(1).is_some_and(|argument| argument == extract::worker::ARGUMENT);
    asked.then(|| match extract::worker::serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    })
}
