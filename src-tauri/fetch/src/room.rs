//! How much the files may still take, all together.

use std::sync::Mutex;

use crate::failure::{Failure, FailureCode};

/// Bytes that files may still take; shared by all transfers.
pub(crate) struct Room(Mutex<u64>);

impl Default for Room {
    fn default() -> Self {
        Self(Mutex::new(u64::MAX))
    }
}

impl Room {
    pub fn set(&self, bytes: u64) {
        *self.left() = bytes;
    }

    pub fn give_back(&self, bytes: u64) {
        let mut left = self.left();
        *left = left.saturating_add(bytes);
    }

    /// Fails where so much would not fit, without taking it.
    pub fn check(&self, bytes: u64) -> Result<(), Failure> {
        if bytes > *self.left() { Err(no_room()) } else { Ok(()) }
    }

    fn left(&self) -> std::sync::MutexGuard<'_, u64> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn no_room() -> Failure {
    Failure::new(FailureCode::NoRoom, "the library has reached the size that it may have")
}

/// What one transfer took; given back unless the file became whole.
pub(crate) struct Taken<'a> {
    room: &'a Room,
    bytes: u64,
}

impl<'a> Taken<'a> {
    pub fn nothing(room: &'a Room) -> Self {
        Self { room, bytes: 0 }
    }

    pub fn take(&mut self, bytes: u64) -> Result<(), Failure> {
        let mut left = self.room.left();
        *left = left.checked_sub(bytes).ok_or_else(no_room)?;
        self.bytes += bytes;
        Ok(())
    }

    /// The file is whole: what it took stays taken.
    pub fn keep(mut self) {
        self.bytes = 0;
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.room.give_back(self.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_failed_file_took_is_given_back() {
        let room = Room::default();
        room.set(10);
        let mut kept = Taken::nothing(&room);
        kept.take(4).unwrap();
        kept.keep();
        let mut failed = Taken::nothing(&room);
        failed.take(6).unwrap();
        assert_eq!(failed.take(1).unwrap_err().code, FailureCode::NoRoom);
        assert!(room.check(1).is_err());
        drop(failed);
        assert!(room.check(6).is_ok() && room.check(7).is_err());
        room.give_back(4);
        assert!(room.check(10).is_ok());
    }
}
