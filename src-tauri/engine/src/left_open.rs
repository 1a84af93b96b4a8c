//! What was open when the window was closed comes back with the next one. It tells what somebody read, so it is kept
//! only where what was opened may be remembered at all.

use catalogue::LeftOpen;

use crate::Library;
use crate::error::Error;

const FILE: &str = "left-open.json";

/// `None` too where it makes no sense, or is no longer in the library: nothing is lost by that.
pub(crate) fn get(library: &Library) -> Result<Option<LeftOpen>, Error> {
    if !remembers(library) {
        // The policy may have come since.
        forget(library)?;
        return Ok(None);
    }
    let open: Option<LeftOpen> = library.person().read(FILE)?.and_then(|text| serde_json::from_str(&text).ok());
    Ok(open.filter(|open| library.plain_resource(&open.resource).is_ok()))
}

pub(crate) fn set(library: &Library, open: Option<&LeftOpen>) -> Result<(), Error> {
    match open {
        Some(open) if remembers(library) => {
            library.person().change(FILE, |_| Ok(serde_json::to_string(open).expect("names and numbers are JSON")))
        }
        _ => forget(library),
    }
}

pub(crate) fn forget(library: &Library) -> Result<(), Error> {
    library.person().forget(FILE)
}

fn remembers(library: &Library) -> bool {
    library.settings().settings.remember_recents
}

#[cfg(test)]
mod tests {
    use std::fs;

    use catalogue::{ListFilter, ResourceId, Settings};

    use super::*;
    use crate::testing::library;

    fn first(library: &Library) -> LeftOpen {
        let resource = library.list(&ListFilter::default()).unwrap().remove(0).id;
        LeftOpen { resource, attachment: Some("abc".into()), page: Some(3), beside: None, beside_file: None }
    }

    #[test]
    fn what_was_open_comes_back_until_it_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let open = first(&library(folder.path(), ""));
        assert_eq!(library(folder.path(), "").left_open().unwrap(), None);
        library(folder.path(), "").set_left_open(Some(&open)).unwrap();
        assert_eq!(library(folder.path(), "").left_open().unwrap(), Some(open));
        library(folder.path(), "").set_left_open(None).unwrap();
        assert_eq!(library(folder.path(), "").left_open().unwrap(), None);
    }

    #[test]
    fn where_recents_are_off_nothing_is_kept_and_what_was_kept_goes() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("library/person/left-open.json");
        let free = library(folder.path(), "");
        let open = first(&free);
        free.set_left_open(Some(&open)).unwrap();
        assert!(file.exists());
        free.set_settings(&Settings { remember_recents: false, ..Settings::default() }).unwrap();
        assert!(!file.exists(), "switched off, it is deleted");
        free.set_left_open(Some(&open)).unwrap();
        assert!(!file.exists());
        free.set_settings(&Settings::default()).unwrap();
        free.set_left_open(Some(&open)).unwrap();
        assert!(file.exists());
        assert_eq!(library(folder.path(), "remember_recents = false").left_open().unwrap(), None);
        assert!(!file.exists(), "the policy came later");
    }

    #[test]
    fn nonsense_and_what_the_library_does_not_have_lead_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let open = library(folder.path(), "");
        let gone = LeftOpen { resource: ResourceId::from("nowhere123"), ..first(&open) };
        open.set_left_open(Some(&gone)).unwrap();
        assert_eq!(open.left_open().unwrap(), None);
        fs::write(folder.path().join("library/person/left-open.json"), "{").unwrap();
        assert_eq!(open.left_open().unwrap(), None);
    }
}
