//! Words from pictures of pages, when somebody asks for them: our worker draws each page, a program that the computer
//! has (Tesseract) reads it, and what it says is kept with the file's text, marked as what it is. Nothing for it is
//! shipped, and the readers of Windows and macOS are not used: neither could be tried.

mod tesseract;
mod tsv;

use std::path::Path;
use std::time::Duration;

use catalogue::{AttachmentId, Hit, OcrOutcome, OcrProgress, PageText, Passage, TextQuality, TextSource};
use store::{StoredText, WriteLock};
use tokio_util::sync::CancellationToken;

use crate::Library;
use crate::error::{Error, ErrorCode};
use tesseract::{Reader, Unread};

/// Pages of one file that are read at most.
const MOST_PAGES: usize = 500;

/// While some pages are still to be read; and when all were.
const PARTLY: (&str, &str) = (
    "picture_only",
    "Some of these pages are pictures. The words that are here were read from them by a computer, and may be wrong.",
);
const WHOLLY: (&str, &str) =
    ("read_by_machine", "A computer read these words from pictures of the pages, so some may be wrong.");

/// The pages of a file, from 1, that are pictures and have no words yet; one without a number for a file that is itself
/// a picture.
pub(crate) fn pictures(text: &StoredText) -> Vec<Option<u32>> {
    if !matches!(text.problem_code.as_deref(), Some("picture_only" | "no_words")) {
        return Vec::new();
    }
    let all: Vec<Option<u32>> = match text.media_type.as_str() {
        "application/pdf" => (1..=text.page_count.unwrap_or(0)).map(Some).collect(),
        "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/bmp" => vec![None],
        _ => Vec::new(),
    };
    all.into_iter().filter(|page| !text.pages.iter().any(|has| has.page == *page)).take(MOST_PAGES).collect()
}

/// Marks passages from pages that were read from pictures.
pub(crate) fn mark(library: &Library, hits: &mut [Hit]) -> Result<(), Error> {
    let mut passages: Vec<&mut Passage> = hits.iter_mut().flat_map(|hit| &mut hit.passages).collect();
    let pages = passages.iter().filter_map(|passage| Some((passage.attachment.as_ref()?, passage.page)));
    let are = library.store().are_of_pictures(&pages.collect::<Vec<_>>())?;
    let of_files = passages.iter_mut().filter(|passage| passage.attachment.is_some());
    of_files.zip(are).for_each(|(passage, is)| passage.from_picture = is);
    Ok(())
}

/// See [`Library::read_pictures`].
pub(crate) fn read_pictures(
    library: &Library,
    id: &AttachmentId,
    tell: &mut dyn FnMut(OcrProgress),
    cancel: &CancellationToken,
) -> Result<OcrOutcome, Error> {
    let (resource, attachment) = library.attachment(id)?;
    let file = library.file(id)?;
    let sha256 = attachment.sha256.clone().unwrap_or_default();
    let stored = library.read(|store| store.text(&sha256))?;
    let pages = stored.as_ref().map(pictures).unwrap_or_default();
    if pages.is_empty() {
        return Err(Error::new(
            ErrorCode::BadRequest,
            "this file has no pages of pictures whose words are still to be read",
            "Open it to see what it holds",
        ));
    }
    let language = attachment.language.as_deref().unwrap_or(&resource.language);
    let reader = Reader::find(library, language)?;
    let _lock = WriteLock::acquire(&library.inner.paths.folder, Duration::ZERO)?;
    let mut work = Work { library, reader, sha256, cancel, outcome: OcrOutcome::default() };
    let done = work.through(&pages, &file.path, &file.name, tell);
    // What was read until then is kept, and can be found.
    library.bring_index_up_to_date()?;
    done.map(|()| work.outcome)
}

struct Work<'a> {
    library: &'a Library,
    reader: Reader,
    sha256: String,
    cancel: &'a CancellationToken,
    outcome: OcrOutcome,
}

impl Work<'_> {
    fn through(
        &mut self,
        pages: &[Option<u32>],
        path: &Path,
        name: &str,
        tell: &mut dyn FnMut(OcrProgress),
    ) -> Result<(), Error> {
        let mut extractor = self.library.extractor()?;
        let total = pages.len() as u32;
        for (done, page) in (0..).zip(pages) {
            tell(OcrProgress { done, total });
            self.look_whether_it_goes_on()?;
            let picture = extractor.scan(path, name, page.unwrap_or(1));
            self.look_whether_it_goes_on()?;
            let read =
                picture.map_or(Err(Unread::Failed), |picture| self.reader.read(&picture, page.is_some(), self.cancel));
            match read {
                Ok(text) if text.is_empty() => self.outcome.without_words += 1,
                Ok(text) => {
                    self.outcome.with_words += 1;
                    self.keep(&[self.page(*page, text)], PARTLY)?;
                }
                Err(Unread::Cancelled) => self.look_whether_it_goes_on()?,
                Err(Unread::Failed) => self.outcome.failed += 1,
            }
        }
        tell(OcrProgress { done: total, total });
        if self.outcome.failed == 0 && self.outcome.with_words > 0 {
            self.keep(&[], WHOLLY)?;
        }
        Ok(())
    }

    fn page(&self, page: Option<u32>, text: String) -> PageText {
        let language = Some(self.reader.language.clone());
        // How often it is wrong cannot be known here, so it is never called good.
        PageText { quality: TextQuality::Poor, source: TextSource::Ocr, language, ..PageText::new(page, text) }
    }

    /// Each page at once: what takes a computer minutes is not lost when somebody stops it.
    fn keep(&self, pages: &[PageText], told: (&str, &str)) -> Result<(), Error> {
        self.library.store().add_pages_of_pictures(&self.sha256, pages, told)?;
        Ok(())
    }

    fn look_whether_it_goes_on(&self) -> Result<(), Error> {
        if !self.cancel.is_cancelled() {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::Cancelled,
            "reading the pictures was stopped",
            "The pages that were read are kept. Start it again to go on",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(media_type: &str, code: Option<&str>, count: Option<u32>, with_words: &[u32]) -> StoredText {
        StoredText {
            media_type: media_type.into(),
            pages: with_words.iter().map(|page| PageText::new(Some(*page), "words")).collect(),
            page_count: count,
            quality: TextQuality::None,
            language: None,
            problem: None,
            problem_code: code.map(str::to_owned),
            title: None,
            facts: catalogue::Facts::default(),
            bookmarks: Vec::new(),
        }
    }

    #[test]
    fn only_pages_without_words_of_files_that_are_pictures() {
        let pdf = "application/pdf";
        for (given, expected) in [
            (text(pdf, Some("picture_only"), Some(3), &[]), vec![Some(1), Some(2), Some(3)]),
            (text(pdf, Some("picture_only"), Some(3), &[2]), vec![Some(1), Some(3)]),
            (text(pdf, Some("no_words"), Some(1), &[]), vec![Some(1)]),
            (text(pdf, Some("read_by_machine"), Some(3), &[2]), vec![]),
            (text(pdf, Some("locked"), None, &[]), vec![]),
            (text(pdf, None, Some(3), &[1]), vec![]),
            (text("image/jpeg", Some("picture_only"), None, &[]), vec![None]),
            (text("image/tiff", Some("picture_only"), None, &[]), vec![]),
            (text("text/plain", Some("no_words"), None, &[]), vec![]),
        ] {
            assert_eq!(pictures(&given), expected, "{given:?}");
        }
        assert_eq!(pictures(&text(pdf, Some("picture_only"), Some(9_000), &[])).len(), MOST_PAGES);
    }

    #[test]
    fn what_is_no_picture_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let library = crate::testing::confirmed(folder.path());
        library.read_again(&CancellationToken::new()).unwrap();
        let id = library.list(&catalogue::ListFilter::default()).unwrap()[0].attachments[0].id.clone();
        let refused = library.read_pictures(&id, &mut |_| {}, &CancellationToken::new()).unwrap_err();
        assert_eq!(refused.code, ErrorCode::BadRequest);
        assert_eq!(library.text(&id, None).unwrap().pictures, 0);
    }
}
