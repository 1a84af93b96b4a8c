//! The messages that the shell shows. They stand in the window's own files, `ui/src/messages`; one that is named here
//! and never said does not compile without a warning.

/// One message, with the names of the values that it asks for.
#[derive(Debug, Clone, Copy)]
pub struct Message<const VALUES: usize> {
    pub(super) id: &'static str,
    pub(super) values: [&'static str; VALUES],
}

macro_rules! messages {
    ($($(#[$note:meta])* $name:ident = $id:literal $([$value:literal])?;)*) => {
        $($(#[$note])* pub const $name: Message<{ <[&str]>::len(&[$($value)?]) }> = Message { id: $id, values: [$($value)?] };)*
        #[cfg(test)]
        pub const ALL: &[(&str, &[&str])] = &[$(($id, &[$($value)?])),*];
    };
}

messages! {
    TRAY_OPEN = "tray-open";
    TRAY_REFRESH = "tray-refresh";
    TRAY_QUIT = "tray-quit";

    MENU_FILE = "menu-file";
    MENU_EDIT = "menu-edit";
    MENU_VIEW = "menu-view";
    MENU_WINDOW = "menu-window";
    MENU_HELP = "menu-help";
    MENU_ABOUT = "menu-about" ["program"];
    MENU_SETTINGS = "menu-settings";
    MENU_SERVICES = "menu-services";
    MENU_HIDE = "menu-hide" ["program"];
    MENU_HIDE_OTHERS = "menu-hide_others";
    MENU_SHOW_ALL = "menu-show_all";
    MENU_QUIT = "menu-quit" ["program"];
    MENU_OPEN = "menu-open";
    MENU_SAVE = "menu-save";
    MENU_PRINT = "menu-print";
    MENU_CLOSE = "menu-close";
    MENU_UNDO = "menu-undo";
    MENU_REDO = "menu-redo";
    MENU_CUT = "menu-cut";
    MENU_COPY = "menu-copy";
    MENU_PASTE = "menu-paste";
    MENU_SELECT_ALL = "menu-select_all";
    MENU_SEARCH = "menu-search";
    MENU_FIND = "menu-find";
    MENU_FIND_NEXT = "menu-find_next";
    MENU_FIND_PREVIOUS = "menu-find_previous";
    MENU_ZOOM_IN = "menu-zoom_in";
    MENU_ZOOM_OUT = "menu-zoom_out";
    MENU_ZOOM_FIT = "menu-zoom_fit";
    MENU_FULL_SCREEN = "menu-full_screen";
    MENU_MINIMISE = "menu-minimise";
    MENU_MAXIMISE = "menu-maximise";
    MENU_KEYS = "menu-keys";

    DIALOG_COPY = "dialog-copy";
    DIALOG_PACK_SAVE = "dialog-pack-save";
    DIALOG_PACK_CHOOSE = "dialog-pack-choose";
    DIALOG_PACK_KIND = "dialog-pack-kind";
    DIALOG_SHELF_SAVE = "dialog-shelf-save";
    DIALOG_SHELF_CHOOSE = "dialog-shelf-choose";
    DIALOG_SHELF_KIND = "dialog-shelf-kind";
    DIALOG_SHELF_NAME = "dialog-shelf-name";
    DIALOG_GAPS_SAVE = "dialog-gaps-save";
    DIALOG_GAPS_KIND = "dialog-gaps-kind";
    DIALOG_GAPS_NAME = "dialog-gaps-name";
    DIALOG_PRINT_PACK_SAVE = "dialog-print_pack-save";
    DIALOG_PRINT_PACK_NAME = "dialog-print_pack-name";
    DIALOG_SOURCE_CHOOSE = "dialog-source-choose";
    DIALOG_DETAILS_SAVE = "dialog-details-save";
    DIALOG_DETAILS_KIND = "dialog-details-kind";
    DIALOG_DETAILS_NAME = "dialog-details-name";

    #[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "Linux alone may have none"))]
    CANNOT_NO_DISPLAY = "cannot-no_display";
    #[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "Linux alone may refuse it"))]
    CANNOT_USE_DISPLAY = "cannot-use_display";
    #[cfg_attr(not(windows), allow(dead_code, reason = "elsewhere it is a part of the system or of the package"))]
    CANNOT_NO_WEB_VIEW = "cannot-no_web_view";
    CANNOT_OPEN = "cannot-open" ["why"];
    CANNOT_MAKE_COPIES = "cannot-make_copies" ["why"];
    CANNOT_FIND_ITSELF = "cannot-find_itself" ["why"];
    CANNOT_FOLLOW_SCHEDULE = "cannot-follow_schedule" ["why"];
}
