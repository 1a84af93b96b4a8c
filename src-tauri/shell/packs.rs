//! The commands for packs: the library as one file, out and in. The web side never names a file: the person chooses one
//! in the computer's own dialog, and it is remembered here until it is added.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use catalogue::{PackCounts, PackOffer, PackProgress, PackStep, PackWritten, ResourceId};
use engine::PackReporter;
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use crate::commands::{OpenLibrary, call};
use crate::contract::IpcError;
use crate::personal::chosen;
use crate::schedule::{Refreshing, Turn};
use crate::window::TITLE;
use crate::words::{Words, messages};

/// Between two pictures of progress.
const BETWEEN: Duration = Duration::from_millis(100);

/// The pack that the person chose and was shown the content of.
#[derive(Default)]
pub struct ShownPack(Mutex<Option<PathBuf>>);

impl ShownPack {
    fn put(&self, file: Option<PathBuf>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = file;
    }

    fn get(&self) -> Option<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Neither a refresh nor another such change runs at the same time. `cancel_refresh` stops whichever runs.
pub(crate) fn turn(refreshing: &Arc<Refreshing>) -> Result<Turn, IpcError> {
    refreshing.begin().ok_or_else(|| {
        IpcError::new("busy_elsewhere", "The library is being refreshed.", "Wait until that has ended, or stop it.")
    })
}

/// All resources where none is named. Nothing where the person chose no place.
#[tauri::command]
pub async fn export_pack(
    app: AppHandle,
    open: State<'_, OpenLibrary>,
    resources: Vec<ResourceId>,
    on_progress: Channel<PackProgress>,
) -> Result<Option<PackWritten>, IpcError> {
    let turn = turn(open.refreshing())?;
    call(open.library(), move |library| {
        let title = Words::in_force(library).say(messages::DIALOG_PACK_SAVE, []);
        let dialog = app.dialog().file().set_title(title).set_file_name(format!("{TITLE}.pack"));
        let Some(to) = chosen(dialog.blocking_save_file())? else { return Ok(None) };
        let reporter = Arc::new(ToWindow::new(on_progress));
        Ok::<_, IpcError>(Some(library.export_pack(&to, &resources, true, reporter, turn.cancel.clone())?))
    })
    .await
}

/// What the pack that the person chose would bring. Nothing where none was chosen.
#[tauri::command]
pub async fn choose_pack(
    app: AppHandle,
    open: State<'_, OpenLibrary>,
    on_progress: Channel<PackProgress>,
) -> Result<Option<PackOffer>, IpcError> {
    let turn = turn(open.refreshing())?;
    let shown = open.shown_pack().clone();
    shown.put(None);
    call(open.library(), move |library| {
        let words = Words::in_force(library);
        let dialog = app.dialog().file().set_title(words.say(messages::DIALOG_PACK_CHOOSE, []));
        let dialog = dialog.add_filter(words.say(messages::DIALOG_PACK_KIND, []), &["pack", "zip"]);
        let Some(file) = chosen(dialog.blocking_pick_file())? else {
            return Ok(None);
        };
        let counts = library.plan_pack(&file, Arc::new(ToWindow::new(on_progress)), turn.cancel.clone())?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        shown.put(Some(file));
        Ok::<_, IpcError>(Some(PackOffer { name, counts }))
    })
    .await
}

/// Brings in the pack that was chosen.
#[tauri::command]
pub async fn add_pack(
    open: State<'_, OpenLibrary>,
    on_progress: Channel<PackProgress>,
) -> Result<PackCounts, IpcError> {
    let turn = turn(open.refreshing())?;
    let file = open.shown_pack().get();
    let file = file.ok_or_else(|| IpcError::new("bad_request", "No pack was chosen.", "Choose one first."))?;
    call(open.library(), move |library| {
        library.import_pack(&file, Arc::new(ToWindow::new(on_progress)), turn.cancel.clone())
    })
    .await
}

struct ToWindow {
    channel: Channel<PackProgress>,
    last: Mutex<Option<(PackStep, Instant)>>,
}

impl ToWindow {
    fn new(channel: Channel<PackProgress>) -> Self {
        Self { channel, last: Mutex::default() }
    }
}

impl PackReporter for ToWindow {
    fn progress(&self, progress: &PackProgress) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_none_or(|(step, at)| step != progress.step || at.elapsed() >= BETWEEN) {
            *last = Some((progress.step, Instant::now()));
            // A window that has gone needs no progress.
            let _ = self.channel.send(*progress);
        }
    }
}
