//! A catalogue that cannot be read any more is made again from what is whole, when the library is opened or by hand
//! with `verify --repair`. Offline this library cannot be fetched again: whatever can be saved is.

use std::path::Path;
use std::time::Duration;

use catalogue::{Problem, Timestamp};
use store::{Store, StoreError, WriteLock};

use crate::error::Error;
use crate::{Library, WAIT_FOR_WRITER};

/// The store's note of its last recovery, until a whole refresh has brought the library up to date again.
const RECOVERED: &str = "recovered_at";
/// The recovery after which the index was made again.
const REINDEXED: &str = "reindexed_after";

/// Opens the store; where its catalogue is damaged, makes that again first.
pub(crate) fn open_store(folder: &Path, now: Timestamp) -> Result<Store, Error> {
    match Store::open(folder) {
        Err(StoreError::Damaged(_)) => {
            let lock = WriteLock::acquire(folder, WAIT_FOR_WRITER)?;
            Store::recover(folder, &lock, now)?;
            Ok(Store::open(folder)?)
        }
        opened => Ok(opened?),
    }
}

/// Makes the catalogue of an open library again, and the index after it.
///
/// # Errors
/// Where another process is at work: that one will meet the damage too, or has mended it.
pub(crate) fn heal(library: &Library) -> Result<(), Error> {
    let lock = WriteLock::acquire(&library.inner.paths.folder, Duration::ZERO)?;
    library.store().recover_open(&lock, library.now())?;
    library.inner.index.rebuild(library.store(), &crate::Silent)?;
    index_was_made(library.store())
}

/// The catalogue was made again and the index was not: it may show what is gone.
pub(crate) fn index_is_of_before(store: &Store) -> Result<bool, Error> {
    let recovered = last(store)?;
    Ok(recovered.is_some() && store.setting(REINDEXED)? != recovered)
}

/// The index was made again since the recovery.
pub(crate) fn index_was_made(store: &Store) -> Result<(), Error> {
    let recovered = last(store)?;
    Ok(store.set_setting(REINDEXED, recovered.as_deref())?)
}

/// When the catalogue was last made again; until a whole refresh.
pub(crate) fn last(store: &Store) -> Result<Option<String>, StoreError> {
    store.setting(RECOVERED)
}

/// A refresh went all the way through: the library is as the site has it.
pub(crate) fn is_over(store: &Store) -> Result<(), StoreError> {
    if last(store)?.is_some() {
        store.set_setting(RECOVERED, None)?;
        store.set_setting(REINDEXED, None)?;
    }
    Ok(())
}

/// What a reader should know of it.
pub(crate) fn notice(library: &Library) -> Result<Option<Problem>, Error> {
    let Some(at) = last(library.store())? else { return Ok(None) };
    let day = at.parse::<Timestamp>().map_or(at.clone(), |at| at.strftime("%-d %B %Y").to_string());
    Ok(Some(Problem {
        code: "catalogue_rebuilt".to_owned(),
        url: String::new(),
        message: format!(
            "A part of the library was damaged on the disk. It was put together again on {day} from what was whole; the damaged part was kept aside. Refresh to make sure that nothing is missing."
        ),
    }))
}
