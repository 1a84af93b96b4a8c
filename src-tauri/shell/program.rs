//! What the program says about itself, to the person and through them to a help desk.

use catalogue::Versions;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use crate::commands::{OpenLibrary, call};
use crate::contract::IpcError;
use crate::personal::chosen;
use crate::words::{Words, messages};

/// Far more than the details ever are.
const LONGEST: usize = 4 << 20;

#[tauri::command]
pub async fn versions(open: State<'_, OpenLibrary>) -> Result<Versions, IpcError> {
    call(open.library(), |library| Ok::<_, IpcError>(library.versions(web_view()))).await
}

/// As text: no search words, nothing personal.
#[tauri::command]
pub async fn diagnostics(open: State<'_, OpenLibrary>) -> Result<String, IpcError> {
    call(open.library(), |library| Ok::<_, engine::Error>(library.diagnostics(web_view())?.to_text())).await
}

/// Saves what was shown, not what could have been collected since. The path written; none where the person chose none.
#[tauri::command]
pub async fn save_diagnostics(
    app: AppHandle,
    open: State<'_, OpenLibrary>,
    text: String,
) -> Result<Option<String>, IpcError> {
    if text.len() > LONGEST {
        return Err(IpcError::new("bad_request", "This is too much to save.", ""));
    }
    call(open.library(), move |library| {
        let words = Words::in_force(library);
        let dialog = app.dialog().file().set_title(words.say(messages::DIALOG_DETAILS_SAVE, []));
        let dialog = dialog.set_file_name(words.say(messages::DIALOG_DETAILS_NAME, []) + ".txt");
        let kind = words.say(messages::DIALOG_DETAILS_KIND, []);
        let Some(to) = chosen(dialog.add_filter(kind, &["txt"]).blocking_save_file())? else { return Ok(None) };
        std::fs::write(&to, text)
            .map_err(|error| IpcError::failed(format!("It could not be saved: {error}."), "Choose another folder."))?;
        Ok::<_, IpcError>(Some(to.display().to_string()))
    })
    .await
}

/// What draws the window, with its version.
fn web_view() -> Option<String> {
    let name = if cfg!(windows) {
        "WebView2"
    } else if cfg!(target_os = "macos") {
        "WebKit"
    } else {
        "WebKitGTK"
    };
    tauri::webview_version().ok().map(|version| format!("{name} {version}"))
}
