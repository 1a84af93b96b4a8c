//! A shelf from elsewhere into one that is here: everything of both stays, and nothing here is written over.

use serde::{Deserialize, Serialize};

use super::{
    Kept, LONGEST_NOTE, MOST_NOTES, MOST_PACKS, Note, Shelf, ShelfPack, put_into, tidy_kept, tidy_note, tidy_pack,
};

/// What of another shelf came, by number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, export_to = "../../../ui/src/bindings/"))]
pub struct ShelfMerge {
    pub favourites: u32,
    /// New ones.
    pub packs: u32,
    /// Resources that came into packs that were here.
    pub into_packs: u32,
    pub notes: u32,
    /// Notes that were here and have the words of the other behind theirs now.
    pub joined_notes: u32,
    /// What is no resource, or has no room.
    pub left_out: u32,
}

impl Shelf {
    /// Brings in what the other shelf has. What is here already stays as it is; two notes on one resource become one
    /// that has the words of both. Recents are nobody else's business and do not come over.
    pub fn merge(&mut self, other: &Shelf) -> ShelfMerge {
        let mut came = ShelfMerge::default();
        for kept in &other.favourites {
            count(self.merge_favourite(kept), &mut came, |came| &mut came.favourites);
        }
        for pack in &other.packs {
            self.merge_pack(pack, &mut came);
        }
        for note in &other.notes {
            self.merge_note(note, &mut came);
        }
        came
    }

    /// Whether it came; `None` where it cannot.
    fn merge_favourite(&mut self, kept: &Kept) -> Option<bool> {
        let (kept, before) = (tidy_kept(kept).ok()?, self.favourites.len());
        self.add_favourite(kept).ok()?;
        Some(self.favourites.len() > before)
    }

    fn merge_pack(&mut self, pack: &ShelfPack, came: &mut ShelfMerge) {
        let Some(mut pack) = tidy_pack(pack) else {
            came.left_out += 1;
            return;
        };
        if let Some(known) = self.packs.iter_mut().find(|known| known.id == pack.id) {
            for kept in pack.resources {
                let before = known.resources.len();
                let put = put_into(known, kept, before).ok().map(|()| known.resources.len() > before);
                count(put, came, |came| &mut came.into_packs);
            }
        } else if self.packs.len() < MOST_PACKS {
            pack.name = self.name_beside(&pack.name);
            self.packs.push(pack);
            came.packs += 1;
        } else {
            came.left_out += 1;
        }
    }

    fn merge_note(&mut self, note: &Note, came: &mut ShelfMerge) {
        let kept = tidy_kept(&Kept { resource: note.resource.clone(), title: note.title.clone(), at: note.at });
        let text = tidy_note(&note.text);
        let Ok(kept) = kept else {
            came.left_out += 1;
            return;
        };
        if text.is_empty() {
            return;
        }
        let full = self.notes.len() >= MOST_NOTES;
        match self.notes.iter_mut().find(|known| known.resource == kept.resource) {
            Some(known) if known.text.contains(&text) => {}
            Some(known) => {
                let joined = format!("{}\n\n{text}", known.text);
                if joined.chars().count() > LONGEST_NOTE {
                    came.left_out += 1;
                } else {
                    known.text = joined;
                    known.at = known.at.max(note.at);
                    came.joined_notes += 1;
                }
            }
            None if full || text.chars().count() > LONGEST_NOTE => came.left_out += 1,
            None => {
                self.notes.push(Note { resource: kept.resource, title: kept.title, text, at: note.at });
                came.notes += 1;
            }
        }
        self.notes.sort_by_key(|note| std::cmp::Reverse(note.at));
    }
}

fn count(put: Option<bool>, came: &mut ShelfMerge, of: impl Fn(&mut ShelfMerge) -> &mut u32) {
    match put {
        Some(true) => *of(came) += 1,
        Some(false) => {}
        None => came.left_out += 1,
    }
}
