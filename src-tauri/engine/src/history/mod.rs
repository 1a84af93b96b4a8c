//! What happened in the library, and what of it came since the person last looked.

mod looks;

use catalogue::{ResourceId, Timestamp};

use crate::Library;
use crate::error::Error;
use crate::person::PersonFolder;
use looks::{Look, Looks};

/// Notes that the person saw the changes of one resource.
pub(crate) fn looked_at(library: &Library, id: &ResourceId) -> Result<(), Error> {
    library.resource(id)?;
    let look = look_now(library, library.now())?;
    change_looks(library, |looks| looks.at_one(id, look))
}

/// Notes that the person saw all changes that were there at this moment.
pub(crate) fn looked_at_all(library: &Library, at: Timestamp) -> Result<(), Error> {
    let look = look_now(library, at)?;
    change_looks(library, |looks| looks.at_all(look))
}

/// A change is dated when it is found and is in the library a moment later; a look in between has not seen it. So a
/// look counts up to the newest change that was there to be seen.
fn look_now(library: &Library, at: Timestamp) -> Result<Look, Error> {
    let newest = library.store().newest_change()?;
    Ok(Look { at, seen: newest.map_or(at, |newest| newest.min(at)) })
}

fn change_looks(library: &Library, note: impl FnOnce(&mut Looks)) -> Result<(), Error> {
    let person = PersonFolder::new(library.inner.paths.person());
    let store_id = library.store().library_id()?;
    person.change(looks::FILE, |text| {
        let mut looks = match text.as_deref().map(Looks::parse) {
            None => Looks::default(),
            Some(Some(looks)) => looks,
            Some(None) => {
                person.set_aside(looks::FILE, library.now())?;
                Looks::default()
            }
        };
        looks.belong_to(&store_id);
        note(&mut looks);
        Ok(looks.to_text())
    })
}
