//! The commands of the web side: each is one call of the library, off the main thread. Their names stand in three
//! places (here, in the permissions, in `ui/src/host`); a test holds them together.

use std::path::PathBuf;
use std::sync::Arc;

use catalogue::{
    About, Accepted, AttachmentFacts, AttachmentId, AttachmentText, Change, Choices, EarlierAbout, Feedback, Found,
    Holdings, Listed, Printed, Progress, RefreshRecord, RefreshReport, Resource, ResourceId, SearchQuery, Settings,
    SettingsInForce, Status, Suggestion, Timestamp, WhatsNew,
};
use engine::{Library, RefreshOptions, Reporter};
use tauri::async_runtime::{block_on, spawn_blocking};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager, State, Url};
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::contract::IpcError;
use crate::copies::Copies;
use crate::link::{Link, WaitingLink};
use crate::login::Login;
use crate::mail::{self, Mail};
use crate::menu;
use crate::packs::ShownPack;
use crate::printing;
use crate::schedule::{Pictures, Refreshing};
use crate::tray;
use crate::turns::Turns;
use crate::words::{Words, messages};

/// The library that the window shows.
pub struct OpenLibrary {
    library: Library,
    copies: Arc<Copies>,
    refreshing: Arc<Refreshing>,
    shown_pack: Arc<ShownPack>,
    pressing: Arc<Turns>,
    looking: Arc<Turns>,
}

impl OpenLibrary {
    pub fn new(library: Library) -> std::io::Result<Self> {
        Ok(Self {
            library,
            copies: Arc::new(Copies::new()?),
            refreshing: Arc::default(),
            shown_pack: Arc::default(),
            pressing: Arc::default(),
            looking: Arc::default(),
        })
    }

    pub fn library(&self) -> &Library {
        &self.library
    }

    pub fn copies(&self) -> &Arc<Copies> {
        &self.copies
    }

    /// Print packs in the making.
    pub fn pressing(&self) -> &Arc<Turns> {
        &self.pressing
    }

    /// Pictures whose words are being read.
    pub fn looking(&self) -> &Arc<Turns> {
        &self.looking
    }

    pub fn shown_pack(&self) -> &Arc<ShownPack> {
        &self.shown_pack
    }

    pub fn refreshing(&self) -> &Arc<Refreshing> {
        &self.refreshing
    }
}

/// Runs a call that may wait for the disk where it holds up nobody.
pub(crate) async fn call<T, E>(
    library: &Library,
    work: impl FnOnce(&Library) -> Result<T, E> + Send + 'static,
) -> Result<T, IpcError>
where
    T: Send + 'static,
    E: Into<IpcError> + Send + 'static,
{
    let library = library.clone();
    spawn_blocking(move || work(&library)).await.map_err(|_| fault())?.map_err(Into::into)
}

fn fault() -> IpcError {
    IpcError::failed("Something went wrong inside the program.", "Try again; if it comes back, start the program anew.")
}

/// What the words find; without words, the first of the list.
#[tauri::command]
pub async fn search(open: State<'_, OpenLibrary>, query: SearchQuery) -> Result<Found, IpcError> {
    call(&open.library, move |library| library.find(&query)).await
}

#[tauri::command]
pub async fn choices(open: State<'_, OpenLibrary>, query: SearchQuery) -> Result<Choices, IpcError> {
    call(&open.library, move |library| library.choices(&query)).await
}

#[tauri::command]
pub async fn holdings(open: State<'_, OpenLibrary>) -> Result<Holdings, IpcError> {
    call(&open.library, Library::holdings).await
}

/// Those of them that are in the library.
#[tauri::command]
pub async fn listed(open: State<'_, OpenLibrary>, ids: Vec<ResourceId>) -> Result<Vec<Listed>, IpcError> {
    call(&open.library, move |library| library.listed(&ids)).await
}

#[tauri::command]
pub async fn suggest(open: State<'_, OpenLibrary>, words: String, limit: u32) -> Result<Vec<Suggestion>, IpcError> {
    call(&open.library, move |library| library.suggest(&words, limit)).await
}

#[tauri::command]
pub async fn show(open: State<'_, OpenLibrary>, id: ResourceId) -> Result<Resource, IpcError> {
    call(&open.library, move |library| library.resource(&id)).await
}

/// What the texts of its files tell about a resource.
#[tauri::command]
pub async fn facts(open: State<'_, OpenLibrary>, id: ResourceId) -> Result<Vec<AttachmentFacts>, IpcError> {
    call(&open.library, move |library| library.facts(&id)).await
}

#[tauri::command]
pub async fn text(
    open: State<'_, OpenLibrary>,
    attachment: AttachmentId,
    page: Option<u32>,
) -> Result<AttachmentText, IpcError> {
    call(&open.library, move |library| library.text(&attachment, page)).await
}

#[tauri::command]
pub async fn about(open: State<'_, OpenLibrary>) -> Result<About, IpcError> {
    call(&open.library, Library::about).await
}

#[tauri::command]
pub async fn earlier_about(open: State<'_, OpenLibrary>) -> Result<Vec<EarlierAbout>, IpcError> {
    call(&open.library, Library::earlier_about).await
}

#[tauri::command]
pub async fn feedback(open: State<'_, OpenLibrary>) -> Result<Vec<Feedback>, IpcError> {
    call(&open.library, Library::feedback).await
}

#[tauri::command]
pub async fn set_feedback(open: State<'_, OpenLibrary>, messages: Vec<Feedback>) -> Result<(), IpcError> {
    call(&open.library, move |library| library.set_feedback(&messages)).await
}

/// What changed since a moment; since the person last looked, where none is given.
#[tauri::command]
pub async fn whats_new(open: State<'_, OpenLibrary>, since: Option<Timestamp>) -> Result<WhatsNew, IpcError> {
    call(&open.library, move |library| library.whats_new(since)).await
}

#[tauri::command]
pub async fn history(open: State<'_, OpenLibrary>, id: ResourceId) -> Result<Vec<Change>, IpcError> {
    call(&open.library, move |library| library.history(&id)).await
}

#[tauri::command]
pub async fn looked_at(open: State<'_, OpenLibrary>, id: ResourceId) -> Result<(), IpcError> {
    call(&open.library, move |library| library.looked_at(&id)).await
}

#[tauri::command]
pub async fn looked_at_all(open: State<'_, OpenLibrary>, at: Timestamp) -> Result<(), IpcError> {
    call(&open.library, move |library| library.looked_at_all(at)).await
}

#[tauri::command]
pub async fn refreshes(open: State<'_, OpenLibrary>, most: u32) -> Result<Vec<RefreshRecord>, IpcError> {
    call(&open.library, move |library| library.refreshes(most)).await
}

#[tauri::command]
pub async fn status(open: State<'_, OpenLibrary>) -> Result<Status, IpcError> {
    call(&open.library, Library::status).await
}

#[tauri::command]
pub async fn settings(open: State<'_, OpenLibrary>) -> Result<SettingsInForce, IpcError> {
    call(&open.library, |library| Ok::<_, IpcError>(library.settings())).await
}

#[tauri::command]
pub async fn set_settings(
    app: AppHandle,
    open: State<'_, OpenLibrary>,
    settings: Settings,
) -> Result<SettingsInForce, IpcError> {
    let login = app.state::<Login>().inner().clone();
    let now = call(&open.library, move |library| {
        let (before, wanted) = (library.settings().settings.start_at_login, settings.start_at_login);
        let now = library.set_settings(&settings)?;
        if now.settings.start_at_login == before {
            return Ok(now);
        }
        // A setting that says what is not so is taken back.
        login.set(wanted).map_err(|error| {
            let _ = library.set_settings(&Settings { start_at_login: before, ..settings });
            let message = format!("The computer’s list of programs to start could not be changed: {error}.");
            IpcError::failed(message, "Ask your IT team if programs may be started at log-in.")
        })?;
        Ok::<_, IpcError>(now)
    })
    .await?;
    let (main, settings) = (app.clone(), now.settings.clone());
    // Where it cannot run there the program ends; nobody sees an icon or a menu any more.
    let _ = app.run_on_main_thread(move || {
        tray::follow(&main, &settings);
        menu::follow(&main, &settings.language);
    });
    Ok(now)
}

/// `accept` names the resources whose loss the person was shown and agreed to.
#[tauri::command]
pub async fn refresh(
    open: State<'_, OpenLibrary>,
    accept: Vec<ResourceId>,
    on_progress: Channel<Progress>,
) -> Result<RefreshReport, IpcError> {
    let Some(turn) = open.refreshing.begin() else {
        return Err(IpcError::new("busy_elsewhere", "A refresh is running already.", "Wait until it has ended."));
    };
    let reporter = Arc::new(ToWindow { channel: on_progress, pictures: Pictures::default() });
    let accept = if accept.is_empty() { Accepted::None } else { Accepted::These(accept.into_iter().collect()) };
    let options = RefreshOptions { accept, ..RefreshOptions::default() };
    // On a thread of its own: between two waits for the network a refresh works on the disk.
    call(&open.library, move |library| block_on(library.refresh(options, reporter, turn.cancel.clone()))).await
}

#[tauri::command]
pub fn cancel_refresh(open: State<'_, OpenLibrary>) {
    open.refreshing.cancel();
}

/// A readably named copy of the attachment's file, for other programs.
async fn copy_of(open: &OpenLibrary, attachment: AttachmentId) -> Result<PathBuf, IpcError> {
    let copies = open.copies.clone();
    call(&open.library, move |library| copies.of(&attachment, &library.file(&attachment)?)).await
}

#[tauri::command]
pub async fn open_attachment(
    app: AppHandle,
    open: State<'_, OpenLibrary>,
    attachment: AttachmentId,
) -> Result<(), IpcError> {
    let copy = copy_of(&open, attachment).await?;
    app.opener().open_path(copy.to_string_lossy(), None::<&str>).map_err(|error| {
        IpcError::failed(format!("No program opened the file: {error}."), "Save a copy and open it from there.")
    })
}

#[tauri::command]
pub async fn show_in_folder(
    app: AppHandle,
    open: State<'_, OpenLibrary>,
    attachment: AttachmentId,
) -> Result<(), IpcError> {
    let copy = copy_of(&open, attachment).await?;
    app.opener()
        .reveal_item_in_dir(copy)
        .map_err(|error| IpcError::failed(format!("The folder could not be shown: {error}."), "Save a copy instead."))
}

/// Returns when the person has answered the system's question.
#[tauri::command]
pub async fn print_attachment(
    app: AppHandle,
    open: State<'_, OpenLibrary>,
    attachment: AttachmentId,
) -> Result<Printed, IpcError> {
    let copy = copy_of(&open, attachment).await?;
    let title = copy.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    printing::print(&app, &copy, &title).await
}

/// Begins a message; the person sends it, or does not.
#[tauri::command]
pub async fn send_mail(app: AppHandle, mail: Mail) -> Result<(), IpcError> {
    app.opener().open_url(mail::address(&mail)?, None::<&str>).map_err(|error| {
        IpcError::failed(
            format!("No program for e-mail opened: {error}."),
            "Copy the words and put them into a message of your own.",
        )
    })
}

/// The paths written; none where the person chose no folder.
#[tauri::command]
pub async fn save_copy(app: AppHandle, open: State<'_, OpenLibrary>, id: ResourceId) -> Result<Vec<String>, IpcError> {
    call(&open.library, move |library| {
        let dialog = app.dialog().file().set_title(Words::in_force(library).say(messages::DIALOG_COPY, []));
        let Some(folder) = dialog.blocking_pick_folder() else { return Ok(Vec::new()) };
        let folder = folder.into_path().map_err(|_| {
            IpcError::new("bad_request", "Copies cannot be put there.", "Choose a folder of this computer.")
        })?;
        let saved = library.save(&id, &folder)?;
        Ok::<_, IpcError>(saved.iter().map(|path| path.display().to_string()).collect())
    })
    .await
}

#[tauri::command]
pub async fn open_link(app: AppHandle, url: String) -> Result<(), IpcError> {
    let url =
        web_address(&url).ok_or_else(|| IpcError::new("bad_request", "This link does not lead to a web page.", ""))?;
    app.opener().open_url(url.as_str(), None::<&str>).map_err(|error| {
        IpcError::failed(format!("The browser did not open: {error}."), "Copy the address and open it yourself.")
    })
}

/// The link that the program was started with, or that came meanwhile; once.
#[tauri::command]
pub fn waiting_link(waiting: State<'_, WaitingLink>) -> Option<Link> {
    waiting.take()
}

/// An address that may be handed to the browser: http or https, with a host, without a name and password.
pub(crate) fn web_address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty());
    (is_web && url.username().is_empty() && url.password().is_none()).then_some(url)
}

/// Progress on its way to the window.
struct ToWindow {
    channel: Channel<Progress>,
    pictures: Pictures,
}

impl Reporter for ToWindow {
    fn progress(&self, progress: &Progress) {
        if self.pictures.is_due(progress) {
            // A window that has gone needs no progress.
            let _ = self.channel.send(progress.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_reach_the_browser() {
        for address in
            ["https://www.example.org/a?b#c", "http://example.org", "HTTPS://EXAMPLE.ORG/", "http://127.0.0.1:8000/"]
        {
            assert!(web_address(address).is_some(), "{address}");
        }
        for address in [
            "",
            "example.org",
            "//example.org",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "mailto:a@example.org",
            "smb://server/share",
            "https://",
            "https://user:pass@example.org",
            "ms-msdt:/id",
            "https://name@example.org",
            "-h",
            "tauri://localhost",
        ] {
            assert!(web_address(address).is_none(), "{address}");
        }
    }
}
