//! The menu bar of macOS. Elsewhere the window has none: its own buttons and keys say the same.
//!
//! Compiled everywhere, shown on macOS alone, and not tested there.

use tauri::menu::{AboutMetadata, Menu, MenuBuilder, MenuItem, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Emitter, Wry};

use crate::window::{TITLE, WINDOW};
use crate::words::Words;
use crate::words::messages::{self as m, Message};

/// What the web side is ordered, as its keys would: the names are those of `Order` in `ui/src/keys.ts`.
const ORDERS: [(&str, Message<0>, &str); 12] = [
    ("settings", m::MENU_SETTINGS, "Cmd+,"),
    ("open", m::MENU_OPEN, "Cmd+O"),
    ("save", m::MENU_SAVE, "Cmd+S"),
    ("print", m::MENU_PRINT, "Cmd+P"),
    ("find", m::MENU_FIND, "Cmd+F"),
    ("find_next", m::MENU_FIND_NEXT, "Cmd+G"),
    ("find_previous", m::MENU_FIND_PREVIOUS, "Cmd+Shift+G"),
    ("search", m::MENU_SEARCH, "Cmd+K"),
    ("zoom_in", m::MENU_ZOOM_IN, "Cmd+="),
    ("zoom_out", m::MENU_ZOOM_OUT, "Cmd+-"),
    ("zoom_fit", m::MENU_ZOOM_FIT, "Cmd+0"),
    ("help", m::MENU_KEYS, "F1"),
];

#[cfg_attr(not(target_os = "macos"), allow(dead_code, reason = "shown on macOS alone"))]
pub fn make(app: &AppHandle, words: &Words) -> tauri::Result<Menu<Wry>> {
    let say = |message| words.say(message, []);
    let named = |message: Message<1>| words.say(message, [TITLE]);
    let item = |name: &str| -> tauri::Result<MenuItem<Wry>> {
        let order = ORDERS.into_iter().find(|(id, ..)| *id == name);
        let (id, words, key) = order.map_or((name, name.to_owned(), ""), |(id, message, key)| (id, say(message), key));
        MenuItemBuilder::with_id(id, words).accelerator(key).build(app)
    };
    let program = SubmenuBuilder::new(app, TITLE)
        .about_with_text(named(m::MENU_ABOUT), Some(AboutMetadata::default()))
        .separator()
        .item(&item("settings")?)
        .separator()
        .services_with_text(say(m::MENU_SERVICES))
        .separator()
        .hide_with_text(named(m::MENU_HIDE))
        .hide_others_with_text(say(m::MENU_HIDE_OTHERS))
        .show_all_with_text(say(m::MENU_SHOW_ALL))
        .separator()
        .quit_with_text(named(m::MENU_QUIT))
        .build()?;
    let file = SubmenuBuilder::new(app, say(m::MENU_FILE))
        .item(&item("open")?)
        .item(&item("save")?)
        .item(&item("print")?)
        .separator()
        .close_window_with_text(say(m::MENU_CLOSE))
        .build()?;
    let edit = SubmenuBuilder::new(app, say(m::MENU_EDIT))
        .undo_with_text(say(m::MENU_UNDO))
        .redo_with_text(say(m::MENU_REDO))
        .separator()
        .cut_with_text(say(m::MENU_CUT))
        .copy_with_text(say(m::MENU_COPY))
        .paste_with_text(say(m::MENU_PASTE))
        .select_all_with_text(say(m::MENU_SELECT_ALL))
        .separator()
        .item(&item("search")?)
        .item(&item("find")?)
        .item(&item("find_next")?)
        .item(&item("find_previous")?)
        .build()?;
    let view = SubmenuBuilder::new(app, say(m::MENU_VIEW))
        .item(&item("zoom_in")?)
        .item(&item("zoom_out")?)
        .item(&item("zoom_fit")?)
        .separator()
        .fullscreen_with_text(say(m::MENU_FULL_SCREEN))
        .build()?;
    let window = SubmenuBuilder::new(app, say(m::MENU_WINDOW))
        .minimize_with_text(say(m::MENU_MINIMISE))
        .maximize_with_text(say(m::MENU_MAXIMISE))
        .build()?;
    let help = SubmenuBuilder::new(app, say(m::MENU_HELP)).item(&item("help")?).build()?;
    MenuBuilder::new(app).items(&[&program, &file, &edit, &view, &window, &help]).build()
}

/// The menu bar in the words of this language. Only on the main thread.
#[cfg(target_os = "macos")]
pub fn follow(app: &AppHandle, language: &str) {
    // The one that was there stays where no other can be made.
    let _ = make(app, &Words::of(language)).and_then(|menu| app.set_menu(menu));
}

#[cfg(not(target_os = "macos"))]
pub fn follow(_: &AppHandle, _: &str) {}

/// Tells the window what was chosen in the menu bar; what is chosen elsewhere (beside the clock) is not its own.
pub fn obey(app: &AppHandle, id: &str) {
    if let Some((order, ..)) = ORDERS.into_iter().find(|(order, ..)| *order == id) {
        let _ = app.emit_to(WINDOW, "ordered", order);
    }
}

#[cfg(test)]
mod tests {
    use super::ORDERS;

    #[test]
    fn the_web_side_knows_every_order() {
        let keys = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/keys.ts");
        let keys = std::fs::read_to_string(keys).unwrap();
        let (_, list) = keys.split_once("export const ORDERS = [").unwrap();
        let (list, _) = list.split_once(']').unwrap();
        for (order, ..) in ORDERS {
            assert!(list.contains(&format!("\"{order}\"")), "{order}");
            assert!(!order.starts_with("tray-"), "{order} would be obeyed beside the clock too");
        }
    }
}
