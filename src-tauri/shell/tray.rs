//! The small icon beside the clock: with it the program goes on without a window, refreshes, and opens one again.
//! Only where the person or a policy wants it, and only where the desktop has a place for it: without the icon, closing
//! the window ends the program.
//!
//! Its words are English in every language of the window. Tried on Linux alone.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tauri::menu::{MenuBuilder, MenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager};

use crate::commands::OpenLibrary;
use crate::schedule;
use crate::window::{self, Shown, TITLE};

/// A bus that says nothing for so long is none.
#[cfg(target_os = "linux")]
const TO_ANSWER: Duration = Duration::from_secs(2);
/// At log-in the desktop's own parts start beside us: so long, and so often, its place for icons is waited for.
const TO_START: u32 = 20;
const BETWEEN_LOOKS: Duration = Duration::from_secs(3);

/// The icon, while it is there.
#[derive(Default)]
pub struct Tray(Mutex<Option<TrayIcon>>);

impl Tray {
    pub fn is_there(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

/// Shows the icon or takes it away. Only on the main thread.
pub fn follow(app: &AppHandle, wanted: bool) {
    let tray = app.state::<Tray>();
    let mut icon = tray.0.lock().unwrap_or_else(PoisonError::into_inner);
    if !wanted {
        *icon = None;
    } else if icon.is_none() {
        // Without it the program is as it was; nothing else depends on it.
        *icon = has_place().then(|| make(app)).flatten();
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
                if app.run_on_main_thread(move || follow(&main, true)).is_ok() {
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
fn make(app: &AppHandle) -> Option<TrayIcon> {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| build(app)));
    std::panic::set_hook(usual);
    made.ok()?.ok()
}

fn build(app: &AppHandle) -> tauri::Result<TrayIcon> {
    let item = |id: &str, words: &str| MenuItem::with_id(app, id, words, true, None::<&str>);
    let (open, refresh, quit) =
        (item("open", "Open the library")?, item("refresh", "Refresh now")?, item("quit", "Quit")?);
    let menu = MenuBuilder::new(app).item(&open).item(&refresh).separator().item(&quit).build()?;
    let mut builder = TrayIconBuilder::with_id("library").tooltip(TITLE).menu(&menu).show_menu_on_left_click(false);
    if let Some(icon) = app.default_window_icon() {
        builder = builder.icon(icon.clone());
    }
    builder
        .on_menu_event(|app, event| match event.id().as_ref() {
            "open" => window::bring_forward(app),
            "refresh" => refresh_now(app),
            "quit" => app.exit(0),
            _ => {}
        })
        .on_tray_icon_event(|icon, event| {
            if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event {
                window::bring_forward(icon.app_handle());
            }
        })
        .build(app)
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
