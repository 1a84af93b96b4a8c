//! Pages of our own, put on paper.

use std::collections::HashMap;
use std::sync::Arc;

use hayro_write::hayro_syntax::Pdf;
use krilla::Document;
use krilla::color::luma;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::page::{Page as Sheet, PageSettings};
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::page::{A4, Page, Piece};
use crate::setting::Set;

/// Our pages as a PDF of their own. `None` where that cannot be made.
pub fn pdf(pages: &[Page]) -> Option<Pdf> {
    let mut document = Document::new();
    let mut fonts = Fonts::default();
    for one in pages {
        let mut sheet = document.start_page_with(PageSettings::from_wh(A4.width, A4.height)?);
        page(one, &mut sheet, &mut fonts);
        sheet.finish();
    }
    Pdf::new(Arc::new(document.finish().ok()?)).ok()
}

/// Fonts that are in the document already, by parley's number for their bytes and their place in them.
#[derive(Default)]
struct Fonts(HashMap<(u64, u32), Option<Font>>);

fn page(page: &Page, sheet: &mut Sheet<'_>, fonts: &mut Fonts) {
    let mut surface = sheet.surface();
    for piece in &page.pieces {
        match piece {
            Piece::Lines { set, lines, left, top } => self::lines(set, lines.clone(), *left, *top, &mut surface, fonts),
            Piece::Rule { left, top, width, height, grey } => {
                surface.set_fill(Some(fill(*grey)));
                rectangles([(*left, *top, *width, *height)], &mut surface);
            }
            Piece::Code { code, left, top, side } => {
                surface.set_fill(Some(fill(0)));
                let square = side / code.side as f32;
                let squares = code
                    .dark
                    .iter()
                    .map(|(x, y)| (left + *x as f32 * square, top + *y as f32 * square, square, square));
                rectangles(squares, &mut surface);
            }
        }
    }
    surface.finish();
}

fn fill(grey: u8) -> Fill {
    Fill { paint: luma::Color::new(grey).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn rectangles(rectangles: impl IntoIterator<Item = (f32, f32, f32, f32)>, surface: &mut Surface<'_>) {
    let mut path = PathBuilder::new();
    for (left, top, width, height) in rectangles {
        if let Some(rectangle) = Rect::from_xywh(left, top, width, height) {
            path.push_rect(rectangle);
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn lines(set: &Set, range: std::ops::Range<usize>, left: f32, top: f32, surface: &mut Surface<'_>, fonts: &mut Fonts) {
    let Some(first) = set.layout.get(range.start) else { return };
    // The layout measures from its own first line.
    let above = first.metrics().block_min_coord;
    surface.set_fill(Some(fill(set.grey)));
    for line in range.filter_map(|at| set.layout.get(at)) {
        let y = top + line.metrics().baseline - above;
        let mut x = left + line.metrics().offset;
        for run in line.runs() {
            let start = x;
            let size = run.font_size();
            let mut glyphs = Vec::new();
            for cluster in run.visual_clusters() {
                // The letters after the first of a ligature have no glyph of their own.
                if cluster.is_ligature_continuation()
                    && let Some(last) = glyphs.last_mut()
                {
                    let last: &mut KrillaGlyph = last;
                    let whole = &mut last.text_range;
                    whole.start = whole.start.min(cluster.text_range().start);
                    whole.end = whole.end.max(cluster.text_range().end);
                }
                for glyph in cluster.glyphs() {
                    x += glyph.advance;
                    glyphs.push(KrillaGlyph::new(
                        GlyphId::new(glyph.id),
                        glyph.advance / size,
                        glyph.x / size,
                        -glyph.y / size,
                        0.0,
                        cluster.text_range(),
                        None,
                    ));
                }
            }
            let data = run.font();
            let font = fonts
                .0
                .entry((data.data.id(), data.index))
                .or_insert_with(|| Font::new(data.data.clone().into_raw_parts().0.into(), data.index));
            if let (Some(font), false) = (font, glyphs.is_empty()) {
                surface.draw_glyphs(Point::from_xy(start, y), &glyphs, font.clone(), &set.text, size, false);
            }
        }
    }
}
