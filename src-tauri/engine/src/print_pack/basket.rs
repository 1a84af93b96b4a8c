//! What a person has put together for printing and not printed yet. It is theirs, so it lies with their other things,
//! apart from the library, and outlives the window; but not where what was opened is not to be remembered (on shared
//! log-ins, say), for it tells as much.

use catalogue::{PrintBasket, PrintPackItem, print_pack_fault};

use crate::Library;
use crate::error::{Error, ErrorCode};

const FILE: &str = "print-pack.json";

/// Empty where nothing was ever put there. A file that makes no sense counts as none; it is set aside when the next
/// one is written.
pub(crate) fn basket(library: &Library) -> Result<PrintBasket, Error> {
    let is_kept = library.settings().settings.remember_recents;
    let text = library.person().read(FILE)?;
    if !is_kept {
        if text.is_some_and(|text| text.trim() != "[]") {
            write(library, &[])?;
        }
        return Ok(PrintBasket { items: Vec::new(), is_kept });
    }
    let items = text.and_then(|text| understand(&text)).unwrap_or_default();
    Ok(PrintBasket { items, is_kept })
}

pub(crate) fn set_basket(library: &Library, items: &[PrintPackItem]) -> Result<(), Error> {
    if let Some(fault) = print_pack_fault(items) {
        return Err(Error::new(ErrorCode::BadRequest, fault, "Print this one first, or take something out"));
    }
    if library.settings().settings.remember_recents { write(library, items) } else { basket(library).map(|_| ()) }
}

fn understand(text: &str) -> Option<Vec<PrintPackItem>> {
    let items: Vec<PrintPackItem> = serde_json::from_str(text).ok()?;
    print_pack_fault(&items).is_none().then_some(items)
}

fn write(library: &Library, items: &[PrintPackItem]) -> Result<(), Error> {
    let person = library.person();
    person.change(FILE, |old| {
        if old.is_some_and(|old| understand(&old).is_none()) {
            person.set_aside(FILE, library.now())?;
        }
        Ok(serde_json::to_string_pretty(items).expect("ids and numbers are JSON"))
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use catalogue::{ResourceId, Settings};

    use super::*;
    use crate::testing::library;

    fn item(id: &str) -> PrintPackItem {
        PrintPackItem { resource: ResourceId::from(id), attachment: None, pages: Some(vec![2]) }
    }

    fn remember(library: &Library, remember_recents: bool) {
        let settings = Settings { remember_recents, ..library.settings().settings };
        library.set_settings(&settings).unwrap();
    }

    #[test]
    fn it_outlives_the_window() {
        let folder = tempfile::tempdir().unwrap();
        let open = library(folder.path(), "");
        remember(&open, true);
        assert_eq!(open.print_basket().unwrap(), PrintBasket { items: Vec::new(), is_kept: true });
        let items = vec![item("one"), item("other")];
        open.set_print_basket(&items).unwrap();
        drop(open);
        let again = library(folder.path(), "");
        assert_eq!(again.print_basket().unwrap().items, items);
        assert_eq!(again.set_print_basket(&vec![item("x"); 101]).unwrap_err().code, ErrorCode::BadRequest);
        assert_eq!(again.print_basket().unwrap().items, items, "what is refused changes nothing");
    }

    #[test]
    fn nothing_of_it_stays_where_what_was_opened_is_not_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let open = library(folder.path(), "");
        let file = open.inner.paths.person().join(FILE);
        remember(&open, true);
        open.set_print_basket(&[item("one")]).unwrap();
        remember(&open, false);
        assert_eq!(open.print_basket().unwrap(), PrintBasket { items: Vec::new(), is_kept: false });
        assert_eq!(fs::read_to_string(&file).unwrap(), "[]");
        open.set_print_basket(&[item("one")]).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "[]");
    }

    #[test]
    fn damage_is_set_aside_and_not_written_over() {
        for damage in ["", "{", r#"[{"resource":"a","pages":[0]}]"#] {
            let folder = tempfile::tempdir().unwrap();
            let open = library(folder.path(), "");
            remember(&open, true);
            open.set_print_basket(&[item("one")]).unwrap();
            let file = open.inner.paths.person().join(FILE);
            fs::write(&file, damage).unwrap();
            assert_eq!(open.print_basket().unwrap().items, []);
            open.set_print_basket(&[item("other")]).unwrap();
            assert_eq!(open.print_basket().unwrap().items, [item("other")]);
            let aside = open.person().aside(FILE);
            assert_eq!(fs::read_to_string(file.with_file_name(&aside[0])).unwrap(), damage);
        }
    }
}
