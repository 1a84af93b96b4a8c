//! A device that remembers letters in place of drawing them.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph as HayroGlyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::hayro_syntax::object::dict::keys::ACTUAL_TEXT;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, Point};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use super::letters::{Font, Letter, Letters, clean};
use super::{Drawn, Glyph, Headed, strings};
use crate::Limits;

/// What ends a page that goes over the limits: the interpreter has no other way to be told that it is enough.
pub(super) struct PageIsFull;

/// Pages with more shapes than this, and hardly a letter, have their letters drawn as shapes.
const MANY_SHAPES: u32 = 30;
/// Pictures over more than this part of the page.
const LARGE_PICTURE: f64 = 0.1;

pub(super) struct TextDevice<'l> {
    letters: &'l mut Letters,
    drawn: Drawn,
    page: (f64, f64),
    steps_left: u64,
    glyphs_left: usize,
    text_left: usize,
    shapes: u32,
    picture_area: f64,
    /// How many marked-content sequences are open.
    marks: u32,
    replacement: Option<Replacement>,
    /// Which marks of the page are headings; and the open one, with the number of its sequence.
    headings: &'l HashMap<i32, Headed>,
    headed: Option<(u32, Headed)>,
}

/// Glyphs that stand under one `ActualText`: the text is told in their place.
struct Replacement {
    /// The number of the mark that opened it.
    mark: u32,
    text: String,
    place: Option<Glyph>,
}

impl<'l> TextDevice<'l> {
    /// `page` is the visible size, in points.
    pub(super) fn new(
        letters: &'l mut Letters,
        headings: &'l HashMap<i32, Headed>,
        limits: &Limits,
        page: (f64, f64),
    ) -> Self {
        TextDevice {
            letters,
            drawn: Drawn::default(),
            page,
            steps_left: limits.max_steps_per_page,
            glyphs_left: limits.max_glyphs_per_page,
            text_left: limits.max_text_bytes_per_page,
            shapes: 0,
            picture_area: 0.0,
            marks: 0,
            replacement: None,
            headings,
            headed: None,
        }
    }

    pub(super) fn into_drawn(mut self) -> Drawn {
        if let Some(replacement) = self.replacement.take() {
            self.drawn.glyphs.extend(replacement.place);
        }
        self.drawn.has_picture =
            self.shapes > MANY_SHAPES || self.picture_area > self.page.0 * self.page.1 * LARGE_PICTURE;
        self.drawn
    }

    fn step(&mut self) {
        self.steps(1);
    }

    fn steps(&mut self, count: u64) {
        match self.steps_left.checked_sub(count) {
            Some(left) => self.steps_left = left,
            None => stop(),
        }
    }

    fn glyph(&mut self, glyph: &PositionedGlyph<'_>, font: Font, to_page: Affine, mode: WritingMode) {
        let Some(left) = self.glyphs_left.checked_sub(1) else { stop() };
        self.glyphs_left = left;
        let place = to_page * glyph.transform();
        let Some(mut placed) = place_of(glyph, place, mode) else { return };
        if !self.is_on_page(&placed) {
            return;
        }
        placed.headed = self.headed.map(|(_, headed)| headed);
        let letter = self.letters.letter(glyph, font);
        let is_space = matches!(&letter, Letter::Known(text) if text.chars().all(char::is_whitespace));
        if !is_space {
            self.drawn.seen.glyphs += 1;
            self.drawn.seen.misnamed += u64::from(font.is_misnamed);
        }
        if let Some(replacement) = &mut self.replacement {
            replacement.cover(placed);
            return;
        }
        placed.text = match letter {
            Letter::Known(text) => text,
            Letter::Unknown => {
                self.drawn.seen.unknown += 1;
                "\u{fffd}".to_owned()
            }
        };
        self.push(placed);
    }

    fn push(&mut self, glyph: Glyph) {
        if glyph.text.is_empty() {
            return;
        }
        let Some(left) = self.text_left.checked_sub(glyph.text.len()) else { stop() };
        self.text_left = left;
        self.drawn.glyphs.push(glyph);
    }

    /// What lies wholly outside the visible page (printers' marks, file names in the margin) nobody reads.
    fn is_on_page(&self, glyph: &Glyph) -> bool {
        let reach = glyph.size;
        let within = |at: f64, most: f64| (-reach..=most + reach).contains(&at);
        within(glyph.start.0, self.page.0) && within(glyph.start.1, self.page.1)
    }
}

/// Unwinds without a panic's message. Caught around the page.
fn stop() -> ! {
    std::panic::resume_unwind(Box::new(PageIsFull))
}

/// The baseline of a glyph on the page; nothing for a place that is no place (not finite, or of no size).
fn place_of(glyph: &HayroGlyph<'_>, place: Affine, mode: WritingMode) -> Option<Glyph> {
    const EM: f64 = 1000.0;
    let origin = place * Point::ZERO;
    let (forward, upward) = (place * Point::new(EM, 0.0) - origin, place * Point::new(0.0, EM) - origin);
    let (along, size, length) = match mode {
        WritingMode::Horizontal => {
            let advance = match glyph {
                HayroGlyph::Outline(outline) => outline.advance_width(),
                HayroGlyph::Type3(type3) => type3.advance_width(),
            };
            (forward, upward.hypot(), forward.hypot() * f64::from(advance.unwrap_or(500.0)) / EM)
        }
        WritingMode::Vertical => (-upward, forward.hypot(), upward.hypot()),
    };
    let direction = along / along.hypot();
    let end = origin + direction * length;
    let finite = [origin.x, origin.y, end.x, end.y, size].iter().all(|number| number.is_finite());
    // Fonts of size 1 that are scaled up have sizes of their own, but nobody reads what is smaller than this.
    (finite && size > 0.01 && size < 10_000.0).then(|| Glyph {
        text: String::new(),
        start: (origin.x, origin.y),
        end: (end.x, end.y),
        direction: (direction.x, direction.y),
        size,
        headed: None,
        link: None,
    })
}

impl Replacement {
    /// One more glyph stands under the text: the place grows along its baseline.
    fn cover(&mut self, glyph: Glyph) {
        let Some(place) = &mut self.place else {
            self.place = Some(Glyph { text: self.text.clone(), ..glyph });
            return;
        };
        let along =
            |at: (f64, f64)| (at.0 - place.start.0) * place.direction.0 + (at.1 - place.start.1) * place.direction.1;
        let across =
            (glyph.start.0 - place.start.0) * -place.direction.1 + (glyph.start.1 - place.start.1) * place.direction.0;
        if across.abs() > place.size {
            // The text runs over several lines. It ends where the last one does.
            place.end = glyph.end;
            return;
        }
        let (before, after) = (along(glyph.start) < 0.0, along(glyph.end) > along(place.end));
        if after {
            place.end = glyph.end;
        }
        if before {
            place.start = glyph.start;
        }
    }
}

impl<'a> Device<'a> for TextDevice<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.step();
        let Some(first) = run.glyphs().first() else { return };
        let font = self.letters.font(first);
        for glyph in run.glyphs() {
            self.glyph(glyph, font, props.transform, run.writing_mode());
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.step();
        self.marks += 1;
        if self.replacement.is_none()
            && let Some(text) = properties.and_then(|properties| properties.get::<PdfString<'_>>(ACTUAL_TEXT))
        {
            // A long text may be named again and again, at no cost to the file.
            self.steps(text.as_bytes().len() as u64 / 16);
            let text = clean(&strings::decode(text.as_bytes()));
            self.replacement = Some(Replacement { mark: self.marks, text, place: None });
        }
        if self.headed.is_none()
            && !self.headings.is_empty()
            && let Some(mark) = properties.and_then(|properties| properties.get::<i32>(b"MCID"))
        {
            self.headed = self.headings.get(&mark).map(|headed| (self.marks, *headed));
        }
    }

    fn end_marked_content(&mut self) {
        if let Some(replacement) = self.replacement.take_if(|replacement| replacement.mark == self.marks)
            && let Some(place) = replacement.place
        {
            self.push(place);
        }
        self.headed.take_if(|(mark, _)| *mark == self.marks);
        self.marks = self.marks.saturating_sub(1);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.step();
        self.shapes += 1;
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.step();
        let area = props.transform.determinant().abs() * f64::from(image.width()) * f64::from(image.height());
        if area.is_finite() {
            self.picture_area += area;
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.step();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
