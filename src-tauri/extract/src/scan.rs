//! A page as large and plain as a program needs it to read the letters in it.

use std::sync::Arc;

use hayro::hayro_syntax::Pdf;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, GrayImage, imageops};

use crate::Limits;
use crate::picture::{drawn, on_paper, opened};

/// Pixels to a point of a PDF, of which an inch has 72: 300 to an inch, for which such programs are made.
const PIXELS_TO_POINT: f64 = 300.0 / 72.0;
/// Of a page that is larger than half a metre, or a picture of more pixels, less is seen.
const MOST_PIXELS: f64 = 12e6;
/// Of a side: what is longer is no page.
const MOST_SIDE: f64 = 12_000.0;

/// A grey PNG of a page, from 1, or of a picture; nothing where there is no such page, or it cannot be drawn.
pub(crate) fn page(bytes: Vec<u8>, name_hint: &str, page: u32, limits: &Limits) -> Option<Vec<u8>> {
    let drawn = drawn(bytes, name_hint, limits, |bytes| of_pdf(bytes, page), of_picture)?;
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive);
    drawn.write_with_encoder(encoder).ok()?;
    Some(png)
}

fn of_pdf(bytes: Vec<u8>, page: u32) -> Option<GrayImage> {
    let pdf = Pdf::new(Arc::new(bytes)).ok()?;
    let page = pdf.pages().get(page.checked_sub(1)? as usize)?;
    let (width, height) = page.render_dimensions();
    let scale = PIXELS_TO_POINT * less(f64::from(width) * PIXELS_TO_POINT, f64::from(height) * PIXELS_TO_POINT)?;
    let side = |length: f32| (f64::from(length) * scale).round().max(1.0) as u16;
    let drawn = on_paper(page, scale, (side(width), side(height)))?;
    Some(imageops::grayscale(&drawn))
}

fn of_picture(bytes: &[u8]) -> Option<GrayImage> {
    let picture = opened(bytes)?;
    let (width, height) = (picture.width(), picture.height());
    let scale = less(f64::from(width), f64::from(height))?;
    let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    let picture = if scale < 1.0 { picture.thumbnail_exact(side(width), side(height)) } else { picture };
    // What shines through is paper.
    let mut paper = image::RgbaImage::from_pixel(picture.width(), picture.height(), image::Rgba([255; 4]));
    imageops::overlay(&mut paper, &picture.into_rgba8(), 0, 0);
    Some(DynamicImage::ImageRgba8(paper).into_luma8())
}

/// How much smaller something of so many pixels must be; `None` where it has no size.
fn less(width: f64, height: f64) -> Option<f64> {
    let sized = width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0;
    let fits = (MOST_PIXELS / (width * height)).sqrt().min(MOST_SIDE / width.max(height));
    sized.then(|| fits.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(bytes: &[u8], name: &str, number: u32) -> Option<DynamicImage> {
        let png = page(bytes.to_vec(), name, number, &Limits::default())?;
        Some(image::load_from_memory_with_format(&png, image::ImageFormat::Png).unwrap())
    }

    #[test]
    fn pages_are_large_and_grey_and_those_that_are_not_there_are_none() {
        let file = std::fs::read("tests/fixtures/columns-typst.pdf").unwrap();
        let drawn = scanned(&file, "a.pdf", 1).unwrap();
        assert!(drawn.width() > 1_500 && drawn.height() > 1_500, "{} x {}", drawn.width(), drawn.height());
        let grey = drawn.as_luma8().expect("grey");
        assert!(grey.pixels().any(|pixel| pixel.0[0] < 60) && grey.pixels().any(|pixel| pixel.0[0] == 255));
        for number in [0, 99, u32::MAX] {
            assert!(scanned(&file, "a.pdf", number).is_none(), "{number}");
        }
        assert!(scanned(b"Words of a sample.", "a.txt", 1).is_none());
    }

    #[test]
    fn sizes_have_a_bound() {
        assert_eq!(less(2_480.0, 3_508.0), Some(1.0));
        let (width, height) = (40_000.0, 30_000.0);
        let scale = less(width, height).unwrap();
        assert!((width * scale * height * scale - MOST_PIXELS).abs() < 1.0);
        assert!(60_000.0 * less(60_000.0, 10.0).unwrap() <= MOST_SIDE);
        assert_eq!((less(0.0, 5.0), less(f64::NAN, 5.0), less(f64::INFINITY, 5.0)), (None, None, None));
        let mut wide = Vec::new();
        let picture = DynamicImage::new_luma8(6_000, 4_000);
        picture.write_to(&mut std::io::Cursor::new(&mut wide), image::ImageFormat::Png).unwrap();
        let drawn = scanned(&wide, "a.png", 1).unwrap();
        assert!(drawn.width() * drawn.height() <= 12_010_000 && drawn.width() > 4_000);
    }
}
