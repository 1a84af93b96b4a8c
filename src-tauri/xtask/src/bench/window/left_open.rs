//! A window begins in the document that was left open, which is another start than one in the library. So the note of
//! it is set aside for as long as is measured, and put back; the one that measuring itself leaves behind goes.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// The note as it was before; it is put back when this value ends.
pub struct LeftOpen {
    note: PathBuf,
    before: Option<Vec<u8>>,
}

impl LeftOpen {
    /// # Errors
    /// Where the note cannot be read or taken away: the window would begin where it leads.
    pub fn set_aside(library: &Path) -> io::Result<Self> {
        let note = library.join("person").join("left-open.json");
        let before = match fs::read(&note) {
            Ok(before) => Some(before),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let kept = Self { note, before };
        kept.take_away()?;
        Ok(kept)
    }

    fn take_away(&self) -> io::Result<()> {
        match fs::remove_file(&self.note) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

impl Drop for LeftOpen {
    fn drop(&mut self) {
        let put_back = match &self.before {
            Some(before) => fs::write(&self.note, before),
            None => self.take_away(),
        };
        if let Err(error) = put_back {
            eprintln!("{} is not as it was: {error}", self.note.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_is_away_while_it_is_measured_and_then_as_it_was() {
        let library = std::env::temp_dir().join(format!("together-left-open-{}", std::process::id()));
        fs::create_dir_all(library.join("person")).unwrap();
        let note = library.join("person/left-open.json");
        for before in [Some("{\"resource\":\"abc\"}"), None] {
            if let Some(before) = before {
                fs::write(&note, before).unwrap();
            }
            let kept = LeftOpen::set_aside(&library).unwrap();
            assert!(!note.exists());
            fs::write(&note, "what the measured window left").unwrap();
            drop(kept);
            assert_eq!(fs::read_to_string(&note).ok().as_deref(), before);
            let _ = fs::remove_file(&note);
        }
        fs::remove_dir_all(library).unwrap();
    }
}
