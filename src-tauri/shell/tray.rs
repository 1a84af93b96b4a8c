//! The small icon beside the clock: with it the program goes on without a window, refreshes, and opens one again.
//! Only where the person or a policy wants it, and only where the desktop has a place for it: without the icon, closing
//! the window ends the program.
//!
//! Its words are in the language that is set for the window. Tried on Linux alone.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use catalogue::Settings;
use tauri::menu::{Menu, MenuBuilder, MenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager, Wry};

use crate::commands::OpenLibrary;
use crate::schedule;
use crate::window::{self, Shown, TITLE};
use crate::words::Words;
use crate::words::messages::{self as m, Message};

/// A bus that says nothing for so long is none.
#[cfg(target_os = "linux")]
const TO_ANSWER: Duration = Duration::from_secs(2);
/// At log-in the desktop's own parts start beside us: so long, and so often, its place for icons is waited for.
const TO_START: u32 = 20;
const BETWEEN_LOOKS: Duration = Duration::from_secs(3);

/// What its menu tells of. The menu bar's names of the same thing must be others: every choice reaches both.
const OPEN: &str = "tray-open";
const REFRESH: &str = "tray-refresh";
const QUIT: &str = "tray-quit";

/// The icon, while it is there, and the language that was set for its words.
#[derive(Default)]
pub struct Tray(Mutex<Option<(TrayIcon, String)>>);

impl Tray {
    pub fn is_there(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

/// Shows the icon, in the words of the language, or takes it away. Only on the main thread.
pub fn follow(app: &AppHandle, Settings { stay_in_tray, language, .. }: &Settings) {
    let tray = app.state::<Tray>();
    let mut shown = tray.0.lock().unwrap_or_else(PoisonError::into_inner);
    match shown.as_mut() {
        _ if !stay_in_tray => *shown = None,
        Some((_, said)) if said == language => {}
        Some((icon, said)) => {
            // Its old words do as well as ever where it gets no others.
            let given = menu(app, &Words::of(language)).and_then(|menu| icon.set_menu(Some(menu)));
            if given.is_ok() {
                language.clone_into(said);
            }
        }
        // Without it the program is as it was; nothing else depends on it.
        None => *shown = has_place().then(|| make(app, &Words::of(language))).flatten().zip(Some(language.clone())),
    }
}

/// Waits, without holding up anything, until the desktop has a place for the icon, and shows it; where it gets none,
/// does what is to be done instead.
pub fn follow_soon(app: &AppHandle, otherwise: impl FnOnce(&AppHandle) + Send + 'static) {
    let app = app.clone();
    let wait = move || {
        for _ in 0..TO_START {
            if has_place() {
                let main = app.clone();
                let as_set = move || follow(&main, &main.state::<OpenLibrary>().library().settings().settings);
                if app.run_on_main_thread(as_set).is_ok() {
                    // Made there meanwhile, or never.
                    std::thread::sleep(BETWEEN_LOOKS);
                }
                break;
            }
            std::thread::sleep(BETWEEN_LOOKS);
        }
        if !app.state::<Tray>().is_there() {
            otherwise(&app);
        }
    };
    // Without a thread there is no background to wait in.
    let _ = std::thread::Builder::new().name("tray".to_owned()).spawn(wait);
}

/// On Linux the library that draws the icon is loaded when it is needed, and panics where it is missing.
fn make(app: &AppHandle, words: &Words) -> Option<TrayIcon> {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| build(app, words)));
    std::panic::set_hook(usual);
    made.ok()?.ok()
}

fn menu(app: &AppHandle, words: &Words) -> tauri::Result<Menu<Wry>> {
    let item = |id: &str, message: Message<0>| MenuItem::with_id(app, id, words.say(message, []), true, None::<&str>);
    let (open, refresh, quit) = (item(OPEN, m::TRAY_OPEN)?, item(REFRESH, m::TRAY_REFRESH)?, item(QUIT, m::TRAY_QUIT)?);
    MenuBuilder::new(app).item(&open).item(&refresh).separator().item(&quit).build()
}

fn build(app: &AppHandle, words: &Words) -> tauri::Result<TrayIcon> {
    let menu = menu(app, words)?;
    let mut builder = TrayIconBuilder::with_id("library").tooltip(TITLE).menu(&menu).show_menu_on_left_click(false);
    if let Some(icon) = app.default_window_icon() {
        builder = builder.icon(icon.clone());
    }
    builder
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
                window::bring_forward(icon.app_handle());
            }
        })
        .build(app)
}

/// What was chosen in its menu; what is chosen elsewhere (in the menu bar) is not its own.
pub fn obey(app: &AppHandle, id: &str) {
    match id {
        OPEN => window::bring_forward(app),
        REFRESH => refresh_now(app),
        QUIT => app.exit(0),
        _ => {}
    }
}

/// As the schedule would, now. What came of it stands in the window, whenever that is opened.
fn refresh_now(app: &AppHandle) {
    let open = app.state::<OpenLibrary>();
    let shown = Arc::new(Shown(app.clone()));
    let _ = schedule::once(open.library().clone(), open.refreshing().clone(), shown);
}

/// Whether the desktop has a place for such icons: an icon that nobody sees would leave a program that nobody can end.
fn has_place() -> bool {
    #[cfg(target_os = "linux")]
    return zbus::blocking::connection::Builder::session()
        .and_then(|bus| bus.method_timeout(TO_ANSWER).build())
        .and_then(|bus| {
            let names = zbus::blocking::fdo::DBusProxy::new(&bus)?;
            Ok(names.name_has_owner("org.kde.StatusNotifierWatcher".try_into()?)?)
        })
        .unwrap_or(false);
    #[cfg(not(target_os = "linux"))]
    true
}
