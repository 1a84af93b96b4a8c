//! What both benches stand on: the engines side by side, clocks, seeded numbers, misspellings.

#![allow(dead_code, reason = "shared by two programs, each of which uses a part of it")]

pub mod clock;
pub mod collection;
pub mod engines;
pub mod figures;
pub mod numbers;
pub mod typos;

pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// A document as every engine gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    pub id: String,
    pub title: String,
    pub text: String,
}

impl Text {
    pub fn bytes(&self) -> usize {
        self.title.len() + self.text.len()
    }
}
