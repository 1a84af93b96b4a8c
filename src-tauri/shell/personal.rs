//! The commands for what a person makes: the shelf, and words that found nothing.

use std::path::PathBuf;

use catalogue::{Gap, LeftOpen, ShelfChange, ShelfMerge, ShelfNow};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt, FilePath};

use crate::commands::{OpenLibrary, call};
use crate::contract::IpcError;
use crate::words::{Words, messages};

#[tauri::command]
pub async fn shelf(open: State<'_, OpenLibrary>) -> Result<ShelfNow, IpcError> {
    call(open.library(), engine::Library::shelf).await
}

#[tauri::command]
pub async fn change_shelf(open: State<'_, OpenLibrary>, change: ShelfChange) -> Result<ShelfNow, IpcError> {
    call(open.library(), move |library| library.change_shelf(&change)).await
}

/// The path written; none where the person chose none.
#[tauri::command]
pub async fn export_shelf(app: AppHandle, open: State<'_, OpenLibrary>) -> Result<Option<String>, IpcError> {
    call(open.library(), move |library| {
        let words = Words::in_force(library);
        let dialog = app.dialog().file().set_title(words.say(messages::DIALOG_SHELF_SAVE, []));
        let dialog = dialog.set_file_name(words.say(messages::DIALOG_SHELF_NAME, []) + ".json");
        let kind = words.say(messages::DIALOG_SHELF_KIND, []);
        let Some(to) = chosen(dialog.add_filter(kind, &["json"]).blocking_save_file())? else { return Ok(None) };
        // The dialog asked before it let another file be chosen.
        library.export_shelf(&to, true)?;
        Ok::<_, IpcError>(Some(to.display().to_string()))
    })
    .await
}

/// What came; none where the person chose no file.
#[tauri::command]
pub async fn import_shelf(app: AppHandle, open: State<'_, OpenLibrary>) -> Result<Option<ShelfMerge>, IpcError> {
    call(open.library(), move |library| {
        let words = Words::in_force(library);
        let dialog = app.dialog().file().set_title(words.say(messages::DIALOG_SHELF_CHOOSE, []));
        let kind = words.say(messages::DIALOG_SHELF_KIND, []);
        let Some(from) = chosen(dialog.add_filter(kind, &["json"]).blocking_pick_file())? else { return Ok(None) };
        Ok::<_, IpcError>(Some(library.import_shelf(&from)?))
    })
    .await
}

/// What was open to be read when the window was closed.
#[tauri::command]
pub async fn left_open(open: State<'_, OpenLibrary>) -> Result<Option<LeftOpen>, IpcError> {
    call(open.library(), engine::Library::left_open).await
}

#[tauri::command]
pub async fn set_left_open(open: State<'_, OpenLibrary>, reading: Option<LeftOpen>) -> Result<(), IpcError> {
    call(open.library(), move |library| library.set_left_open(reading.as_ref())).await
}

/// Whether it was noted.
#[tauri::command]
pub async fn note_gap(open: State<'_, OpenLibrary>, words: String) -> Result<bool, IpcError> {
    call(open.library(), move |library| library.note_gap(&words)).await
}

#[tauri::command]
pub async fn gaps(open: State<'_, OpenLibrary>) -> Result<Vec<Gap>, IpcError> {
    call(open.library(), engine::Library::gaps).await
}

#[tauri::command]
pub async fn clear_gaps(open: State<'_, OpenLibrary>) -> Result<(), IpcError> {
    call(open.library(), engine::Library::clear_gaps).await
}

/// The path written; none where the person chose none.
#[tauri::command]
pub async fn export_gaps(app: AppHandle, open: State<'_, OpenLibrary>) -> Result<Option<String>, IpcError> {
    call(open.library(), move |library| {
        let words = Words::in_force(library);
        let dialog = app.dialog().file().set_title(words.say(messages::DIALOG_GAPS_SAVE, []));
        let dialog = dialog.set_file_name(words.say(messages::DIALOG_GAPS_NAME, []) + ".csv");
        let kind = words.say(messages::DIALOG_GAPS_KIND, []);
        let Some(to) = chosen(dialog.add_filter(kind, &["csv"]).blocking_save_file())? else { return Ok(None) };
        library.export_gaps(&to, true)?;
        Ok::<_, IpcError>(Some(to.display().to_string()))
    })
    .await
}

/// A file of this computer, where one was chosen.
pub(crate) fn chosen(answer: Option<FilePath>) -> Result<Option<PathBuf>, IpcError> {
    let path = answer.map(FilePath::into_path).transpose();
    path.map_err(|_| IpcError::new("bad_request", "This place cannot be used.", "Choose a file of this computer."))
}
