//! Printing through the operating system, with the stored file itself and never with a picture of the window: a web
//! view's own printing is empty on macOS and prints what is on the screen elsewhere.
//!
//! Linux asks the desktop's print portal, which shows the desktop's own dialog. Windows has the file's program print
//! it. Where neither is there, and on macOS, the file is opened in the program that the computer has for it, and the
//! person prints from there. Only Linux was tried.

#[cfg(target_os = "linux")]
mod portal;
#[cfg(windows)]
mod verb;

use std::path::Path;

use catalogue::Printed;
use tauri::AppHandle;
#[cfg(target_os = "linux")]
use tauri::async_runtime::spawn_blocking;
use tauri_plugin_opener::OpenerExt;

use crate::contract::IpcError;

/// Has a file printed; returns when the person has answered the system's question.
pub async fn print(app: &AppHandle, path: &Path, title: &str) -> Result<Printed, IpcError> {
    if let Some(printed) = by_the_system(path, title).await? {
        return Ok(printed);
    }
    // On macOS a PDF is best printed from Preview, whatever else opens PDFs.
    let program = (cfg!(target_os = "macos") && is_pdf(path)).then_some("Preview");
    app.opener().open_path(path.to_string_lossy(), program).map_err(|error| {
        IpcError::failed(
            format!("No program opened the file for printing: {error}."),
            "Save a copy, open it in another program and print it from there.",
        )
    })?;
    Ok(Printed::Opened)
}

/// `None` where the system does not print files of this kind by itself.
#[cfg(target_os = "linux")]
async fn by_the_system(path: &Path, title: &str) -> Result<Option<Printed>, IpcError> {
    // Print systems take PDF as it is; other formats are their programs' to lay out.
    if !is_pdf(path) {
        return Ok(None);
    }
    let (path, title) = (path.to_owned(), title.to_owned());
    spawn_blocking(move || portal::print(&path, &title))
        .await
        .unwrap_or_else(|_| Err(IpcError::failed("Printing broke down inside the program.", "Try again.")))
}

#[cfg(windows)]
async fn by_the_system(path: &Path, _title: &str) -> Result<Option<Printed>, IpcError> {
    Ok(verb::print(path).then_some(Printed::Sent))
}

#[cfg(not(any(target_os = "linux", windows)))]
async fn by_the_system(_path: &Path, _title: &str) -> Result<Option<Printed>, IpcError> {
    Ok(None)
}

fn is_pdf(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}
