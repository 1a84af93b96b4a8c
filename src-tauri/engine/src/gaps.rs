//! Searches that found nothing, noted on this computer alone and only where the settings say so.

use std::path::Path;

use catalogue::{Gap, gaps_as_table, gaps_in_order, note_gap};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::{Library, brought};

const FILE: &str = "gaps.json";

#[derive(Default, Serialize, Deserialize)]
struct GapsFile {
    gaps: Vec<Gap>,
}

/// Says whether the words were noted: not where it is switched off, and not where they may belong to a person.
pub(crate) fn note(library: &Library, words: &str) -> Result<bool, Error> {
    if !library.settings().settings.note_gaps || catalogue::gap_words(words).is_none() {
        return Ok(false);
    }
    let mut noted = false;
    change(library, |gaps| noted = note_gap(gaps, words, library.now()))?;
    Ok(noted)
}

/// The newest month first, in it what was asked for most.
pub(crate) fn list(library: &Library) -> Result<Vec<Gap>, Error> {
    let text = library.person().read(FILE)?;
    let file = text.and_then(|text| serde_json::from_str::<GapsFile>(&text).ok()).unwrap_or_default();
    Ok(gaps_in_order(file.gaps))
}

pub(crate) fn clear(library: &Library) -> Result<(), Error> {
    change(library, Vec::clear)
}

/// Writes the list as a table, and says how long it is.
pub(crate) fn export(library: &Library, to: &Path, replace: bool) -> Result<u32, Error> {
    let gaps = list(library)?;
    brought::write(to, gaps_as_table(&gaps).as_bytes(), replace)?;
    Ok(gaps.len() as u32)
}

fn change(library: &Library, work: impl FnOnce(&mut Vec<Gap>)) -> Result<(), Error> {
    let person = library.person();
    person.change(FILE, |text| {
        let mut file = match text.map(|text| serde_json::from_str::<GapsFile>(&text)) {
            None => GapsFile::default(),
            Some(Ok(file)) => file,
            Some(Err(_)) => {
                person.set_aside(FILE, library.now())?;
                GapsFile::default()
            }
        };
        work(&mut file.gaps);
        Ok(serde_json::to_string_pretty(&file).expect("words and numbers are JSON"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::library;

    #[test]
    fn nothing_is_noted_unless_it_is_switched_on() {
        let folder = tempfile::tempdir().unwrap();
        let open = library(folder.path(), "");
        assert!(!open.note_gap("lymphoedema").unwrap());
        assert!(!open.inner.paths.person().join(FILE).exists());
        let mut settings = open.settings().settings;
        settings.note_gaps = true;
        open.set_settings(&settings).unwrap();
        assert!(open.note_gap("Lymphoedema").unwrap());
        assert!(!open.note_gap("485 777 3456").unwrap());
        assert_eq!(open.gaps().unwrap()[0].words, "lymphoedema");
        let table = folder.path().join("gaps.csv");
        assert_eq!(open.export_gaps(&table, false).unwrap(), 1);
        assert!(std::fs::read_to_string(&table).unwrap().contains("\"lymphoedema\""));
        assert!(open.export_gaps(&table, false).is_err(), "another file is not written over");
        open.clear_gaps().unwrap();
        assert!(open.gaps().unwrap().is_empty());
    }

    #[test]
    fn policy_holds_it_either_way() {
        for (policy, noted) in [("note_gaps = true", true), ("note_gaps = false", false)] {
            let folder = tempfile::tempdir().unwrap();
            let open = library(folder.path(), policy);
            assert_eq!(open.note_gap("hoists").unwrap(), noted);
            assert_eq!(open.settings().held, ["note_gaps"]);
            let mut other = open.settings().settings;
            other.note_gaps = !noted;
            assert!(open.set_settings(&other).is_err());
        }
    }

    #[test]
    fn a_damaged_list_is_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let open = library(folder.path(), "note_gaps = true");
        open.note_gap("hoists").unwrap();
        std::fs::write(open.inner.paths.person().join(FILE), "{").unwrap();
        assert!(open.gaps().unwrap().is_empty());
        assert!(open.note_gap("ramps").unwrap());
        assert_eq!(open.gaps().unwrap().len(), 1);
        assert_eq!(open.person().aside(FILE).len(), 1);
    }
}
