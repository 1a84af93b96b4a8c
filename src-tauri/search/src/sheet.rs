//! Room for a value of each entry or resource, of which a search writes some: kept from one search to the next, since to
//! get and clear so much memory takes as long as the search.

use std::ops::Index;
use std::sync::{Mutex, PoisonError};

/// A value for each number; the default where none was written. The values lie close together, so that to go through
/// many of them takes few steps through memory.
#[derive(Debug)]
pub struct Sheet<T> {
    /// By number, where its value lies, counted from one; 0 where none was written.
    at: Vec<u32>,
    values: Vec<(u32, T)>,
    none: T,
}

impl<T: Copy + Default> Sheet<T> {
    pub fn of(numbers: usize) -> Self {
        Self { at: vec![0; numbers], values: Vec::new(), none: T::default() }
    }

    /// The value, to be changed.
    #[inline]
    pub fn write(&mut self, number: u32) -> &mut T {
        let at = &mut self.at[number as usize];
        if *at == 0 {
            self.values.push((number, T::default()));
            *at = self.values.len() as u32;
        }
        &mut self.values[*at as usize - 1].1
    }

    /// What was written, with its numbers, in the order in which each was written first.
    pub fn written(&self) -> impl Iterator<Item = (u32, T)> {
        self.values.iter().copied()
    }

    pub fn wipe(&mut self) {
        for (number, _) in self.values.drain(..) {
            self.at[number as usize] = 0;
        }
    }
}

impl<T> Index<u32> for Sheet<T> {
    type Output = T;

    #[inline]
    fn index(&self, number: u32) -> &T {
        match self.at[number as usize] {
            0 => &self.none,
            at => &self.values[at as usize - 1].1,
        }
    }
}

/// A set of numbers.
#[derive(Debug, Clone)]
pub struct Bits(Vec<u64>);

impl Bits {
    pub fn of(numbers: usize) -> Self {
        Self(vec![0; numbers.div_ceil(64)])
    }

    pub fn insert(&mut self, number: u32) {
        self.0[number as usize / 64] |= 1 << (number % 64);
    }

    #[inline]
    pub fn has(&self, number: u32) -> bool {
        self.0[number as usize / 64] & 1 << (number % 64) != 0
    }

    pub fn count(&self) -> usize {
        self.0.iter().map(|bits| bits.count_ones() as usize).sum()
    }
}

/// What searches have given back clean: as many as were in use at once.
#[derive(Debug)]
pub struct Kept<T>(Mutex<Vec<T>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Kept<T> {
    pub fn take_or(&self, make: impl FnOnce() -> T) -> T {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.unwrap_or_else(make)
    }

    pub fn give_back(&self, clean: T) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(clean);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_clean_again() {
        let kept = Kept::default();
        let mut sheet = kept.take_or(|| Sheet::<u32>::of(3));
        *sheet.write(2) += 5;
        *sheet.write(2) += 5;
        *sheet.write(0) += 1;
        assert_eq!((sheet[2], sheet[1]), (10, 0));
        assert_eq!(sheet.written().collect::<Vec<_>>(), [(2, 10), (0, 1)]);
        sheet.wipe();
        kept.give_back(sheet);
        let again = kept.take_or(|| unreachable!());
        assert_eq!((again[2], again.written().count()), (0, 0));
    }

    #[test]
    fn bits_are_told_apart() {
        let mut bits = Bits::of(65);
        bits.insert(64);
        bits.insert(64);
        bits.insert(3);
        assert_eq!((bits.has(64), bits.has(3), bits.has(0), bits.count()), (true, true, false, 2));
    }
}
