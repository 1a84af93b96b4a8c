//! The commands for print packs: one is made at a time, and each can be stopped. Where it goes, the person says to the
//! system, not to the web side.

use std::path::{Path, PathBuf};

use catalogue::{PrintBasket, PrintPackItem, PrintPackMade, PrintPackOptions, PrintPackProgress, PrintPackTo, Printed};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::commands::{OpenLibrary, call};
use crate::contract::IpcError;
use crate::personal::chosen;
use crate::printing;
use crate::words::{Words, messages};

#[tauri::command]
pub async fn print_basket(open: State<'_, OpenLibrary>) -> Result<PrintBasket, IpcError> {
    call(open.library(), engine::Library::print_basket).await
}

#[tauri::command]
pub async fn set_print_basket(open: State<'_, OpenLibrary>, items: Vec<PrintPackItem>) -> Result<(), IpcError> {
    call(open.library(), move |library| library.set_print_basket(&items)).await
}

/// Null where the person chose no place for it. Returns when the system has taken it.
#[tauri::command]
pub async fn make_print_pack(
    app: AppHandle,
    open: State<'_, OpenLibrary>,
    items: Vec<PrintPackItem>,
    options: PrintPackOptions,
    to: PrintPackTo,
    on_progress: Channel<PrintPackProgress>,
) -> Result<Option<PrintPackMade>, IpcError> {
    let (turn, copies, asking) =
        (open.pressing().begin("A print pack is being made already.")?, open.copies().clone(), app.clone());
    let name = Words::in_force(open.library()).say(messages::DIALOG_PRINT_PACK_NAME, []);
    let title = name.clone();
    let pack = call(open.library(), move |library| {
        let name = name + ".pdf";
        let place = match to {
            PrintPackTo::File => ask_where(&asking, &Words::in_force(library), &name)?,
            PrintPackTo::Printer | PrintPackTo::Program => Some(copies.place(&name)?),
        };
        let Some(place) = place else { return Ok(None) };
        let mut tell = |progress: &PrintPackProgress| {
            // A window that has gone needs no progress.
            let _ = on_progress.send(progress.clone());
        };
        // The dialog asked before it let another file be chosen.
        Ok::<_, IpcError>(Some(library.print_pack(&items, options, &place, true, &mut tell, &turn.cancel)?))
    });
    let Some(pack) = pack.await? else { return Ok(None) };
    let printed = match to {
        PrintPackTo::File => None,
        PrintPackTo::Printer => Some(printing::print(&app, Path::new(&pack.file), &title).await?),
        PrintPackTo::Program => Some(show(&app, &pack.file)?),
    };
    Ok(Some(PrintPackMade { pack, printed }))
}

#[tauri::command]
pub fn cancel_print_pack(open: State<'_, OpenLibrary>) {
    open.pressing().cancel();
}

fn show(app: &AppHandle, file: &str) -> Result<Printed, IpcError> {
    app.opener().open_path(file, None::<&str>).map_err(|error| {
        IpcError::failed(format!("No program opened the print pack: {error}."), "Save it as a PDF instead.")
    })?;
    Ok(Printed::Opened)
}

fn ask_where(app: &AppHandle, words: &Words, name: &str) -> Result<Option<PathBuf>, IpcError> {
    let dialog = app.dialog().file().set_title(words.say(messages::DIALOG_PRINT_PACK_SAVE, [])).set_file_name(name);
    chosen(dialog.add_filter("PDF", &["pdf"]).blocking_save_file())
}
