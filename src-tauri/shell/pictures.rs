//! Commands for pages that are pictures: their words are read where somebody asks for it, one file at a time.

use catalogue::{AttachmentId, OcrOutcome, OcrProgress};
use tauri::State;
use tauri::ipc::Channel;

use crate::commands::{OpenLibrary, call};
use crate::contract::IpcError;

/// Returns when all pages were tried; rejects with `cancelled` where it was stopped, and keeps what was read.
#[tauri::command]
pub async fn read_pictures(
    open: State<'_, OpenLibrary>,
    attachment: AttachmentId,
    on_progress: Channel<OcrProgress>,
) -> Result<OcrOutcome, IpcError> {
    let turn = open.looking().begin("The words of another file are being read.")?;
    call(open.library(), move |library| {
        let mut tell = |progress: OcrProgress| {
            // A window that has gone needs no progress.
            let _ = on_progress.send(progress);
        };
        library.read_pictures(&attachment, &mut tell, &turn.cancel)
    })
    .await
}

#[tauri::command]
pub fn cancel_read_pictures(open: State<'_, OpenLibrary>) {
    open.looking().cancel();
}
