//! The commands for sources: where resources come from besides the site that is built in. The web side names addresses
//! of the web, never a path: a folder, the person chooses in the computer's own dialog.

use catalogue::{SourceId, SourceSummary};
use engine::NewSource;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use crate::commands::{OpenLibrary, call, web_address};
use crate::contract::IpcError;
use crate::packs::turn;
use crate::personal::chosen;
use crate::words::{Words, messages};

/// Keeps a site; the next refresh reads it. An empty name: it is called like its host.
#[tauri::command]
pub async fn add_site(open: State<'_, OpenLibrary>, address: String, name: String) -> Result<SourceSummary, IpcError> {
    let address = web_address(address.trim()).ok_or_else(|| {
        let hint = "Write it in full, for example https://www.example.org/leaflets.";
        IpcError::new("bad_request", "This is not a web address.", hint)
    })?;
    let name = Some(name).filter(|name| !name.trim().is_empty());
    let turn = turn(open.refreshing())?;
    call(open.library(), move |library| {
        let _turn = turn;
        library.add_source(&NewSource { what: address.into(), id: None, name })
    })
    .await
}

/// Keeps a folder of documents; nothing where the person chose none.
#[tauri::command]
pub async fn add_folder(app: AppHandle, open: State<'_, OpenLibrary>) -> Result<Option<SourceSummary>, IpcError> {
    let refreshing = open.refreshing().clone();
    call(open.library(), move |library| {
        let title = Words::in_force(library).say(messages::DIALOG_SOURCE_CHOOSE, []);
        let Some(folder) = chosen(app.dialog().file().set_title(title).blocking_pick_folder())? else {
            return Ok(None);
        };
        let folder = folder.to_str().ok_or_else(|| {
            IpcError::new("bad_request", "The name of this folder is not text.", "Give it another name first.")
        })?;
        let _turn = turn(&refreshing)?;
        Ok::<_, IpcError>(Some(library.add_source(&NewSource { what: folder.to_owned(), id: None, name: None })?))
    })
    .await
}

/// How many resources are marked as withdrawn by it.
#[tauri::command]
pub async fn remove_source(open: State<'_, OpenLibrary>, id: SourceId) -> Result<u32, IpcError> {
    let turn = turn(open.refreshing())?;
    call(open.library(), move |library| {
        let _turn = turn;
        Ok::<_, IpcError>(library.remove_source(&id)?.withdrawn)
    })
    .await
}
