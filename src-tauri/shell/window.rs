//! The window: opens the library, puts the web side before the reader, and keeps it inside its own pages.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use catalogue::{Progress, RefreshReport};
use serde::Serialize;
use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Emitter, Manager, RunEvent, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::absence::{self, complain};
use crate::commands::{self, OpenLibrary};
use crate::contract::IpcError;
use crate::document;
use crate::link::{Link, WaitingLink};
use crate::login::{IN_BACKGROUND, Login};
use crate::menu;
use crate::opening::LibraryOptions;
use crate::packs;
use crate::personal;
use crate::pictures;
use crate::platform;
use crate::print_packs;
use crate::program;
use crate::schedule::{self, Audience, Pace};
use crate::sources;
use crate::tray::{self, Tray};
use crate::words::{Words, messages as m};

pub(crate) const WINDOW: &str = "main";
pub(crate) const TITLE: &str = "Together Library";
/// Longest time that a refresh, or a print pack, has to end when the window was closed.
const TO_END: Duration = Duration::from_secs(3);

/// How the program was started.
#[derive(Debug, Default)]
pub struct Start {
    pub library: LibraryOptions,
    /// A base address in place of the built-in one.
    pub site: Option<String>,
    /// Without a window, where the desktop has a place for that.
    pub in_background: bool,
    pub link: Option<Link>,
}

/// A library that is being opened.
type Opening = std::thread::JoinHandle<Result<engine::Library, engine::Error>>;

/// Runs the window until it is closed.
pub fn run(mut start: Start) -> ExitCode {
    platform::choose_drawing();
    let waiting = WaitingLink::default();
    if let Some(link) = start.link.take() {
        waiting.put(link);
    }
    // Those of the computer: what was chosen stands in a library, and none is open yet.
    let words = Words::of("");
    if let Some(why) = absence::reason(&words) {
        complain(&why);
        absence::tell(&why);
        return ExitCode::FAILURE;
    }
    // The library is opened while the desktop's own parts start.
    let opening = {
        let (options, site) = (start.library.clone(), start.site.clone());
        std::thread::spawn(move || options.open(site))
    };
    platform::prepare();
    // Under test each window is alone with its library: no bus to meet another on, no place remembered.
    let automated = std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some();
    let mut builder = tauri::Builder::default();
    if !automated {
        builder = builder
            .plugin(tauri_plugin_single_instance::init(|app, arguments, _folder| {
                if let Some(link) = Link::among(&arguments) {
                    follow(app, link);
                }
                // At log-in it is enough that one of us is there.
                if !arguments.iter().any(|argument| argument == IN_BACKGROUND) {
                    bring_forward(app);
                }
            }))
            .plugin(tauri_plugin_window_state::Builder::default().build());
    }
    // Without its Edit menu, copy and paste would not work on macOS.
    #[cfg(target_os = "macos")]
    {
        builder = builder.menu(|app| menu::make(app, &Words::of("")));
    }
    let app = builder
        .on_menu_event(|app, event| {
            menu::obey(app, event.id().as_ref());
            tray::obey(app, event.id().as_ref());
        })
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .register_asynchronous_uri_scheme_protocol("doc", |context, request, responder| {
            let app = context.app_handle().clone();
            let from_window = context.webview_label() == WINDOW;
            tauri::async_runtime::spawn_blocking(move || {
                let library = app.try_state::<OpenLibrary>().filter(|_| from_window);
                responder.respond(document::answer(&request, |id, part| match (library, part) {
                    (Some(open), document::Part::File) => open.library().file(id),
                    (Some(open), document::Part::Picture) => open.library().picture(id),
                    (None, _) => Err(engine::Error::new(engine::ErrorCode::NotFound, "no library is open here", "")),
                }));
            });
        })
        .invoke_handler(tauri::generate_handler![
            commands::search,
            commands::choices,
            commands::holdings,
            commands::listed,
            commands::show,
            commands::facts,
            commands::text,
            commands::about,
            commands::earlier_about,
            commands::feedback,
            commands::set_feedback,
            commands::status,
            commands::suggest,
            commands::whats_new,
            commands::history,
            commands::looked_at,
            commands::looked_at_all,
            commands::refreshes,
            program::versions,
            program::diagnostics,
            program::save_diagnostics,
            commands::settings,
            commands::set_settings,
            commands::refresh,
            commands::cancel_refresh,
            commands::open_attachment,
            commands::show_in_folder,
            commands::save_copy,
            commands::open_link,
            commands::waiting_link,
            platform::full_screen,
            platform::computer_languages,
            packs::export_pack,
            packs::choose_pack,
            packs::add_pack,
            personal::shelf,
            personal::change_shelf,
            personal::export_shelf,
            personal::import_shelf,
            personal::note_gap,
            personal::gaps,
            personal::clear_gaps,
            personal::export_gaps,
            personal::left_open,
            personal::set_left_open,
            commands::print_attachment,
            commands::send_mail,
            print_packs::print_basket,
            print_packs::set_print_basket,
            print_packs::make_print_pack,
            print_packs::cancel_print_pack,
            pictures::read_pictures,
            pictures::cancel_read_pictures,
            sources::add_site,
            sources::add_folder,
            sources::remove_source,
        ])
        .manage(waiting)
        .manage(Tray::default())
        .setup(move |app| {
            if let Err(why) = open(app, start, opening, automated) {
                tell_and_leave(app.handle(), &why);
            }
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            let status = app.run_return(|app, event| {
                // Elsewhere a link comes as an argument of the program. Not tested on macOS.
                #[cfg(target_os = "macos")]
                if let RunEvent::Opened { urls } = &event
                    && let Some(link) = Link::among(urls)
                {
                    follow(app, link);
                    bring_forward(app);
                }
                // The icon in the Dock was clicked. Not tested on macOS.
                #[cfg(target_os = "macos")]
                if let RunEvent::Reopen { .. } = event {
                    bring_forward(app);
                }
                match event {
                    // The last window was closed; whoever quits says so with a code.
                    RunEvent::ExitRequested { code: None, api, .. } if app.state::<Tray>().is_there() => {
                        api.prevent_exit();
                    }
                    RunEvent::Exit => {
                        if let Some(open) = app.try_state::<OpenLibrary>() {
                            open.pressing().close(TO_END);
                            open.looking().close(TO_END);
                            // What it has not ended by then is as safe as after a power cut.
                            open.refreshing().close(TO_END);
                        }
                    }
                    _ => {}
                }
            });
            u8::try_from(status).map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            let why = words.say(m::CANNOT_OPEN, [&error.to_string()]);
            complain(&why);
            absence::tell(&why);
            ExitCode::FAILURE
        }
    }
}

/// Opens the library and its window; says in words what stands in the way.
fn open(app: &mut App, start: Start, opening: Opening, automated: bool) -> Result<(), String> {
    let Start { library: options, in_background, .. } = start;
    let opened = opening.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    let library = opened.map_err(IpcError::from).map_err(|error| format!("{}\n\n{}", error.message, error.hint))?;
    let now = library.settings();
    let words = Words::of(&now.settings.language);
    let open = OpenLibrary::new(library).map_err(|error| words.say(m::CANNOT_MAKE_COPIES, [&error.to_string()]))?;
    let (library, refreshing) = (open.library().clone(), open.refreshing().clone());
    app.manage(open);
    // What the window asks for first is read while the window is being made.
    let first = library.clone();
    tauri::async_runtime::spawn_blocking(move || first.holdings());
    let login = Login::new(&options).map_err(|error| words.say(m::CANNOT_FIND_ITSELF, [&error.to_string()]))?;
    login.check(&now);
    app.manage(login);
    menu::follow(app.handle(), &now.settings.language);
    let failed = |error: tauri::Error| words.say(m::CANNOT_OPEN, [&error.to_string()]);
    if in_background && now.settings.stay_in_tray {
        tray::follow_soon(app.handle(), |app| {
            let _ = make_window(app).and_then(|window| window.minimize());
        });
    } else {
        tray::follow(app.handle(), &now.settings);
        let window = make_window(app.handle()).map_err(failed)?;
        if in_background {
            window.minimize().map_err(failed)?;
        }
    }
    // Under test nothing happens that was not asked for.
    if !automated {
        let shown = Arc::new(Shown(app.handle().clone()));
        schedule::start(library, refreshing, shown, Pace::default())
            .map_err(|error| words.say(m::CANNOT_FOLLOW_SCHEDULE, [&error.to_string()]))?;
    }
    Ok(())
}

fn make_window(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let window = WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::default())
        .title(TITLE)
        .inner_size(1180.0, 760.0)
        .min_inner_size(360.0, 480.0)
        .center()
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    platform::colour(&window)?;
    platform::watch(&window)?;
    Ok(window)
}

/// Refreshes of the schedule, as events: `refresh_started`, then `refresh_progress`, at last `refresh_report`.
pub(crate) struct Shown(pub AppHandle);

impl Shown {
    fn tell<T: Serialize + Clone>(&self, event: &str, what: T) {
        // A window that has gone needs to know nothing.
        let _ = self.0.emit_to(WINDOW, event, what);
    }
}

impl Audience for Shown {
    fn started(&self) {
        self.tell("refresh_started", ());
    }

    fn progress(&self, progress: &Progress) {
        self.tell("refresh_progress", progress.clone());
    }

    fn report(&self, report: &RefreshReport) {
        self.tell("refresh_report", report.clone());
    }
}

/// The window never leaves its own pages, whatever a document or a link says.
fn is_own_page(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) => true,
        ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("127.0.0.1")) => tauri::is_dev() && url.port() == Some(5173),
        _ => false,
    }
}

/// The window asks for the link when it hears that there is one; one that does not listen yet asks when it starts.
fn follow(app: &AppHandle, link: Link) {
    app.state::<WaitingLink>().put(link);
    let _ = app.emit_to(WINDOW, "link_arrived", ());
}

/// The window, made anew where it was closed and the program went on.
pub(crate) fn bring_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        // A window manager that refuses leaves it where it is; there is nothing else to do.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    } else if let Some(open) = app.try_state::<OpenLibrary>() {
        let library = open.library().clone();
        // Not within the event that asks for it: on Windows that would wait for itself.
        let app = app.clone();
        std::thread::spawn(move || {
            if let Err(error) = make_window(&app) {
                let why = Words::in_force(&library).say(m::CANNOT_OPEN, [&error.to_string()]);
                tell_and_leave(&app, &why);
            }
        });
    }
}

/// A native message, and the same on standard error for whoever started the program there.
fn tell_and_leave(app: &AppHandle, why: &str) {
    complain(why);
    let leave = app.clone();
    app.dialog().message(why).title(TITLE).kind(MessageDialogKind::Error).show(move |_| leave.exit(1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_in_its_own_pages() {
        for (address, own) in [
            ("tauri://localhost/", true),
            ("tauri://localhost/index.html#/status", true),
            ("http://tauri.localhost/", true),
            ("tauri://elsewhere/", false),
            ("https://www.example.org/", false),
            ("doc://localhost/a1b2c3d4e5f6", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
            ("about:blank", false),
        ] {
            assert_eq!(is_own_page(&Url::parse(address).unwrap()), own, "{address}");
        }
    }
}
