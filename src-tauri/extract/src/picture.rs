//! A small picture of what a document looks like: page one of a PDF, or a picture made small.
//!
//! Drawing takes whatever a file asks for, so like reading it belongs in a [`crate::worker`].

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Rgb, RgbImage};

use crate::{Limits, sniff};

/// In pixels: twice what a list shows, for screens with two to a point.
pub const WIDTH: u16 = 240;
/// What is longer is cut at the foot.
pub const MOST_HEIGHT: u16 = 340;
/// Of 100. A page of text is a twelfth of what it would be as PNG, and the letters are too small to be read either way.
const QUALITY: u8 = 80;
/// Pictures of more pixels on a side, or that want more memory in bytes, are not opened.
const MOST_PIXELS: u32 = 20_000;
const MOST_MEMORY: u64 = 300 << 20;

/// A small JPEG of the first page; nothing where the format has no pages to be drawn, or the file is damaged or locked.
pub(crate) fn first_page(bytes: Vec<u8>, name_hint: &str, limits: &Limits) -> Option<Vec<u8>> {
    to_jpeg(&drawn(bytes, name_hint, limits, page_one, scaled)?)
}

/// What is drawn of a PDF or of a picture; nothing of anything else, of what is too large, or where drawing panics.
pub(crate) fn drawn<T>(
    bytes: Vec<u8>,
    name_hint: &str,
    limits: &Limits,
    of_pdf: impl FnOnce(Vec<u8>) -> Option<T>,
    of_picture: impl FnOnce(&[u8]) -> Option<T>,
) -> Option<T> {
    if bytes.len() as u64 > limits.max_file_bytes {
        return None;
    }
    let media_type = sniff(&bytes, name_hint);
    let drawn = catch_unwind(AssertUnwindSafe(|| match media_type.as_str() {
        sniff::PDF => of_pdf(bytes),
        picture if picture.starts_with("image/") => of_picture(&bytes),
        _ => None,
    }));
    drawn.ok()?
}

fn page_one(bytes: Vec<u8>) -> Option<RgbImage> {
    let pdf = Pdf::new(Arc::new(bytes)).ok()?;
    let page = pdf.pages().first()?;
    let (width, height) = page.render_dimensions();
    let scale = f64::from(WIDTH) / f64::from(width);
    let tall = (f64::from(height) * scale).round();
    if !(scale.is_finite() && tall >= 1.0 && width > 0.0) {
        return None;
    }
    on_paper(page, scale, (WIDTH, tall.min(f64::from(MOST_HEIGHT)) as u16))
}

/// A page drawn on white, so large, cut to that size.
pub(crate) fn on_paper(page: &Page<'_>, scale: f64, (width, height): (u16, u16)) -> Option<RgbImage> {
    let mut drawing = RenderContext::new(width, height);
    let transform = Affine::scale(scale) * page.initial_transform(true).to_kurbo();
    let settings = RenderSettings { hinting: false, ..RenderSettings::default() };
    render_into(page, &RenderCache::new(), &InterpreterSettings::default(), &settings, &mut drawing, transform);
    drawing.flush();
    let mut pixels = Pixmap::new(width, height);
    let white = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
    drawing.render_with(&mut pixels, &mut Resources::default(), white);
    // On white nothing shines through: the colours are as they are.
    let rgb = pixels.data_as_u8_slice().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    RgbImage::from_raw(u32::from(width), u32::from(height), rgb)
}

fn scaled(bytes: &[u8]) -> Option<RgbImage> {
    let picture = opened(bytes)?;
    let (width, height) = (picture.width().max(1), picture.height().max(1));
    // Small pictures are not blown up.
    let scale = (f64::from(WIDTH) / f64::from(width)).min(f64::from(MOST_HEIGHT) / f64::from(height)).min(1.0);
    let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    let small = picture.thumbnail_exact(side(width), side(height)).into_rgba8();
    let mut paper = RgbImage::from_pixel(small.width(), small.height(), Rgb([255, 255, 255]));
    for (on_paper, pixel) in paper.pixels_mut().zip(small.pixels()) {
        let [red, green, blue, opacity] = pixel.0.map(u32::from);
        let over = |colour: u32| ((colour * opacity + 255 * (255 - opacity)) / 255) as u8;
        *on_paper = Rgb([over(red), over(green), over(blue)]);
    }
    Some(paper)
}

/// A picture as it is meant to be looked at.
pub(crate) fn opened(bytes: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut bounds = image::Limits::default();
    bounds.max_image_width = Some(MOST_PIXELS);
    bounds.max_image_height = Some(MOST_PIXELS);
    bounds.max_alloc = Some(MOST_MEMORY);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().ok()?;
    if decoder.total_bytes() > MOST_MEMORY {
        return None;
    }
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Some(picture)
}

fn to_jpeg(picture: &RgbImage) -> Option<Vec<u8>> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(picture).ok()?;
    Some(jpeg)
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba, RgbaImage};

    use super::*;

    fn picture(bytes: &[u8]) -> Option<RgbImage> {
        let jpeg = first_page(bytes.to_vec(), "", &Limits::default())?;
        assert!(jpeg.len() < 60_000, "{} bytes", jpeg.len());
        Some(image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg).unwrap().into_rgb8())
    }

    fn fixture(name: &str) -> Vec<u8> {
        std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        RgbaImage::from_pixel(width, height, Rgba([255, 0, 0, 128])).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn page_one_of_a_leaflet() {
        for name in ["leaflet-chromium.pdf", "leaflet-libreoffice.pdf", "columns-typst.pdf"] {
            let drawn = picture(&fixture(name)).unwrap();
            assert_eq!(drawn.width(), 240, "{name}");
            assert!((150..=340).contains(&drawn.height()), "{name}: {}", drawn.height());
            let dark = drawn.pixels().filter(|pixel| pixel.0.iter().all(|colour| *colour < 140)).count();
            let white = drawn.pixels().filter(|pixel| pixel.0.iter().all(|colour| *colour > 240)).count();
            assert!(dark > 100 && white > 10_000, "{name}: {dark} dark and {white} white pixels");
        }
    }

    #[test]
    fn pictures_are_made_small_and_never_large() {
        for (width, height, size) in
            [(480, 240, (240, 120)), (100, 3_400, (10, 340)), (60, 40, (60, 40)), (1, 1, (1, 1))]
        {
            let small = picture(&png(width, height)).unwrap();
            assert_eq!((small.width(), small.height()), size);
            let [red, green, blue] = small.get_pixel(0, 0).0;
            assert!(red > 240 && (110..145).contains(&green) && (110..145).contains(&blue), "half red on white");
        }
    }

    #[test]
    fn what_has_no_picture_and_what_claims_too_much() {
        let mut huge = png(8, 8);
        // The width and height in the header of a PNG: a claim of 4 billion pixels a side.
        huge[16..24].fill(0xff);
        for bytes in [&b""[..], b"words", b"%PDF-1.4 and nothing else", &huge, &png(480, 240)[..60]] {
            assert!(picture(bytes).is_none());
        }
        let leaflet = fixture("leaflet-chromium.pdf");
        for at in (0..leaflet.len()).step_by(leaflet.len() / 40) {
            let mut damaged = leaflet.clone();
            damaged[at] ^= 0x55;
            first_page(damaged, "", &Limits::default());
            first_page(leaflet[..at].to_vec(), "", &Limits::default());
        }
    }
}
