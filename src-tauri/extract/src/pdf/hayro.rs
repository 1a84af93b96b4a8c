//! The engine: hayro's interpreter, drawing on our [`TextDevice`].

mod annotations;
mod destinations;
mod outline;
mod tags;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};

use self::destinations::Destinations;
use super::claims::Claims;
use super::device::{PageIsFull, TextDevice};
use super::letters::Letters;
use super::{Drawn, Engine, Headed, Opened, Reader, Unreadable, strings};
use crate::Limits;

pub(super) struct Hayro;

impl Engine for Hayro {
    fn read(&self, bytes: Arc<Vec<u8>>, limits: &Limits, reader: &mut dyn Reader) -> Result<(), Unreadable> {
        let pdf = catch_unwind(AssertUnwindSafe(|| open(bytes))).map_err(|_| Unreadable::Damaged)??;
        let pages = pdf.pages();
        let title = pdf.metadata().title.as_deref().map(strings::decode);
        let destinations = Destinations::of(&pdf);
        // What cannot be read of these is missed, and nothing else.
        let bookmarks = catch_unwind(AssertUnwindSafe(|| outline::read(&destinations, limits.max_bookmarks)));
        let tags = catch_unwind(AssertUnwindSafe(|| tags::read(&destinations, limits.max_structure_elements)));
        let (bookmarks, tags) = (bookmarks.unwrap_or_default(), tags.unwrap_or_default());
        reader.opened(Opened {
            pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
            title,
            has_headings: !tags.is_empty(),
            bookmarks,
        });
        let mut cache = InterpreterCache::new();
        let (mut letters, mut claims) = (Letters::default(), Claims::default());
        let none = HashMap::new();
        for (page, number) in pages.iter().zip(1..).take(limits.max_pages as usize) {
            let resources = page.resources();
            let honest = || claims.are_honest(&resources.fonts, &resources.x_objects);
            if !catch_unwind(AssertUnwindSafe(honest)).unwrap_or(false) {
                reader.page(Drawn { is_broken: true, ..Drawn::default() });
                continue;
            }
            let headings = tags
                .get(&number)
                .filter(|_| !catch_unwind(AssertUnwindSafe(|| tags::has_marks_of_forms(page))).unwrap_or(true));
            let (mut drawn, clean) = draw(page, &mut letters, headings.unwrap_or(&none), limits, &cache);
            let links = || annotations::links(page, &destinations, limits.max_links_per_page);
            drawn.links = catch_unwind(AssertUnwindSafe(links)).unwrap_or_default();
            if !clean {
                // Whatever the failure left half done must not reach the next page.
                cache = InterpreterCache::new();
            }
            reader.page(drawn);
        }
        Ok(())
    }
}

fn open(bytes: Arc<Vec<u8>>) -> Result<Pdf, Unreadable> {
    Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            Unreadable::Locked
        }
        _ => Unreadable::Damaged,
    })
}

/// What the page draws, and whether the interpreter came to its end by itself.
fn draw<'a>(
    page: &Page<'a>,
    letters: &mut Letters,
    headings: &HashMap<i32, Headed>,
    limits: &Limits,
    cache: &InterpreterCache<'a>,
) -> (Drawn, bool) {
    let (width, height) = page.render_dimensions();
    let mut device = TextDevice::new(letters, headings, limits, (f64::from(width), f64::from(height)));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let upright = Affine::new(page.initial_transform(true).as_coeffs());
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(upright, area, cache, page.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut device);
    }));
    let mut drawn = device.into_drawn();
    if let Err(thrown) = &outcome {
        drawn.is_cut = thrown.is::<PageIsFull>();
        drawn.is_broken = !drawn.is_cut;
    } else if drawn.glyphs.is_empty() && !drawn.has_picture {
        // A page that has content and draws nothing at all: its content could not be read.
        drawn.is_broken = page.page_stream().is_none() && has_content(page.raw());
    }
    (drawn, outcome.is_ok())
}

fn has_content(page: &Dict<'_>) -> bool {
    page.contains_key(b"Contents".as_slice())
}
