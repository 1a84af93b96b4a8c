//! What a text tells about its document: review date, version, reference, publisher, telephone numbers, reading age.
//!
//! Every rule here would rather find nothing than something wrong: a leaflet that is called out of date although it is
//! not will be thrown away, and a number that is said to be the ward's will be rung. So words must stand where
//! publishers put them, and what a document says twice in two ways is not told at all.

mod dates;
mod lines;
mod organisation;
mod reading_age;
mod reference;
mod review;
mod telephones;
mod version;

use catalogue::Facts;

/// Reads the pages of one document as they come.
#[derive(Debug, Default)]
pub(crate) struct Gatherer {
    reviews: review::Reviews,
    versions: version::Versions,
    references: reference::References,
    organisations: organisation::Organisations,
    telephones: telephones::Telephones,
    reading: reading_age::Counts,
}

impl Gatherer {
    pub(crate) fn page(&mut self, page: Option<u32>, text: &str) {
        // Labels are looked for without regard to case; ASCII alone keeps every place in the text.
        let folded = text.to_ascii_lowercase();
        let lines: Vec<lines::Line<'_>> = lines::of(text, &folded);
        for at in 0..lines.len() {
            self.reviews.look(&lines, at, page);
            self.versions.look(lines[at], page);
            self.references.look(lines[at], page);
            self.organisations.look(lines[at], page);
            self.telephones.look(&lines, at, page);
        }
        self.reading.count(text);
    }

    /// `language` is that of the document; the formula for the reading age holds for English alone.
    pub(crate) fn finish(self, language: Option<&str>) -> Facts {
        Facts {
            review: self.reviews.the_one(),
            version: self.versions.the_one(),
            reference: self.references.the_one(),
            organisation: self.organisations.the_one(),
            telephones: self.telephones.all(),
            reading_age: language.filter(|tag| *tag == "en").and_then(|_| self.reading.age()),
        }
    }
}

#[cfg(test)]
mod tests;
