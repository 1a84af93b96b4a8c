//! The same program again, as a worker that handles documents: a hostile file takes down the worker, never the window.

use std::process::ExitCode;

/// Serves over standard input and output if the program was started for that, and says how it ended. To be asked
/// before anything else is done.
pub fn serve_if_asked() -> Option<ExitCode> {
    let asked = std::env::args_os().nth(1)?;
    let served = match asked.to_str()? {
        extract::worker::ARGUMENT => extract::worker::serve(),
        press::worker::ARGUMENT => press::worker::serve(),
        confine::ERRAND_ARGUMENT => confine::serve_errand(),
        _ => return None,
    };
    Some(if served.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
