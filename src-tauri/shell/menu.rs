//! The menu bar of macOS. Elsewhere the window has none: its own buttons and keys say the same.
//!
//! Its words are English in every language of the window. Compiled everywhere, shown on macOS alone, and not tested
//! there.

use tauri::menu::{AboutMetadata, Menu, MenuBuilder, MenuItem, MenuItemBuilder, SubmenuBuilder};
use tauri::{AppHandle, Emitter, Wry};

use crate::window::{TITLE, WINDOW};

/// What the web side is ordered, as its keys would: the names are those of `Order` in `ui/src/keys.ts`.
const ORDERS: [(&str, &str, &str); 12] = [
    ("settings", "Settings…", "Cmd+,"),
    ("open", "Open in Another Program", "Cmd+O"),
    ("save", "Save a Copy…", "Cmd+S"),
    ("print", "Print…", "Cmd+P"),
    ("find", "Find", "Cmd+F"),
    ("find_next", "Find Next", "Cmd+G"),
    ("find_previous", "Find Previous", "Cmd+Shift+G"),
    ("search", "Search the Library", "Cmd+K"),
    ("zoom_in", "Bigger", "Cmd+="),
    ("zoom_out", "Smaller", "Cmd+-"),
    ("zoom_fit", "Fit Width", "Cmd+0"),
    ("help", "Keys", "F1"),
];

#[cfg_attr(not(target_os = "macos"), allow(dead_code, reason = "shown on macOS alone"))]
pub fn make(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let item = |name: &str| -> tauri::Result<MenuItem<Wry>> {
        let (id, words, key) = ORDERS.into_iter().find(|(id, ..)| *id == name).unwrap_or((name, name, ""));
        MenuItemBuilder::with_id(id, words).accelerator(key).build(app)
    };
    let program = SubmenuBuilder::new(app, TITLE)
        .about(Some(AboutMetadata::default()))
        .separator()
        .item(&item("settings")?)
        .separator()
        .services()
        .separator()
        .hide()
        .hide_others()
        .show_all()
        .separator()
        .quit()
        .build()?;
    let file = SubmenuBuilder::new(app, "File")
        .item(&item("open")?)
        .item(&item("save")?)
        .item(&item("print")?)
        .separator()
        .close_window()
        .build()?;
    let edit = SubmenuBuilder::new(app, "Edit")
        .undo()
        .redo()
        .separator()
        .cut()
        .copy()
        .paste()
        .select_all()
        .separator()
        .item(&item("search")?)
        .item(&item("find")?)
        .item(&item("find_next")?)
        .item(&item("find_previous")?)
        .build()?;
    let view = SubmenuBuilder::new(app, "View")
        .item(&item("zoom_in")?)
        .item(&item("zoom_out")?)
        .item(&item("zoom_fit")?)
        .separator()
        .fullscreen()
        .build()?;
    let window = SubmenuBuilder::new(app, "Window").minimize().maximize().build()?;
    let help = SubmenuBuilder::new(app, "Help").item(&item("help")?).build()?;
    MenuBuilder::new(app).items(&[&program, &file, &edit, &view, &window, &help]).build()
}

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
        }
    }
}
