//! What the window asks of the system that shows it: scroll bars that stay in sight, the whole screen, the languages
//! that the person reads, and a page that comes back where the process that draws it has died.

use tauri::WebviewWindow;

use crate::contract::IpcError;

/// Before anything else: what is set here is set for the processes of the web view too.
pub fn choose_drawing() {
    // Without a graphics card WebKit has one imitated, which took a second of the start and 120 MB; it can draw by itself.
    // `false`: what was set by hand stays.
    #[cfg(target_os = "linux")]
    if !has_graphics_card() {
        let _ = gtk::glib::setenv("WEBKIT_DISABLE_DMABUF_RENDERER", "1", false);
    }
}

/// Linux names those that can draw `renderD128`, `renderD129` …
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    let Ok(devices) = std::fs::read_dir("/dev/dri") else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

/// Before there is a window.
pub fn prepare() {
    // Bars that hide leave one guessing whether there is more; and without a graphics card it took all of a processor
    // for four seconds to fade one out.
    #[cfg(target_os = "linux")]
    {
        use gtk::prelude::ObjectExt;
        const HIDING: &str = "gtk-overlay-scrolling";
        // A name, since GTK has it only from 3.24.9 on.
        if let Some(settings) = gtk::Settings::default().filter(|settings| settings.has_property(HIDING, None)) {
            settings.set_property(HIDING, false);
        }
    }
}

/// Until the page is there, the window has the colour that the desktop gives to windows: the web view would be white, also
/// on a dark desktop.
#[cfg(target_os = "linux")]
pub fn colour(window: &WebviewWindow) -> tauri::Result<()> {
    use gtk::prelude::{StyleContextExt, WidgetExt};
    use webkit2gtk::WebViewExt;

    window.with_webview(|view| {
        let view = view.inner();
        if let Some(colour) = view.style_context().lookup_color("theme_bg_color") {
            view.set_background_color(&colour);
        }
    })
}

#[cfg(not(target_os = "linux"))]
pub fn colour(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// The process that draws the page is another one than ours, and may die alone: of too little memory, or of a fault of
/// the system's web view. The page is loaded anew then, at the same place; a page that dies again and again is left.
///
/// On Windows and macOS the page is not watched: Tauri has no door to what these systems say of it.
#[cfg(target_os = "linux")]
pub fn watch(window: &WebviewWindow) -> tauri::Result<()> {
    use std::cell::RefCell;
    use std::time::{Duration, Instant};

    use webkit2gtk::WebViewExt;

    const OFTEN: usize = 3;
    const SHORTLY: Duration = Duration::from_secs(60);
    window.with_webview(|view| {
        let ends = RefCell::new(Vec::<Instant>::new());
        view.inner().connect_web_process_terminated(move |view, _| {
            let mut ends = ends.borrow_mut();
            ends.retain(|end| end.elapsed() < SHORTLY);
            ends.push(Instant::now());
            if ends.len() <= OFTEN {
                view.reload();
            }
        });
    })
}

#[cfg(not(target_os = "linux"))]
pub fn watch(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// The whole screen for the window, or no longer.
#[tauri::command]
pub async fn full_screen(window: WebviewWindow) -> Result<(), IpcError> {
    window.is_fullscreen().and_then(|is_full| window.set_fullscreen(!is_full)).map_err(|_| {
        IpcError::failed("The window cannot fill the screen here.", "Make it larger with its own buttons.")
    })
}

/// The languages that the person reads, by BCP 47, the best first, as this computer has them. Web views have ideas of
/// their own: WebKitGTK knows only a language whose locale is installed. So page and shell ask here, and never differ.
#[tauri::command]
pub fn computer_languages() -> Vec<String> {
    sys_locale::get_locales().collect()
}
