//! The links that lie over a page.

use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Rect};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Point};

use super::destinations::Destinations;
use crate::pdf::links::{Link, Place};

/// Lines that one link runs over.
const MOST_PLACES: usize = 64;
/// Hidden, or not to be seen on a screen.
const UNSEEN: i32 = 1 << 1 | 1 << 5;

pub(super) fn links<'a>(page: &Page<'a>, destinations: &Destinations<'a>, most: usize) -> Vec<Link> {
    let upright = Affine::new(page.initial_transform(true).as_coeffs());
    let all = page.raw().get::<Array<'_>>(b"Annots");
    all.iter()
        .flat_map(|all| all.iter::<Dict<'_>>().take(most))
        .filter(|one| one.get::<Name<'_>>(b"Subtype").is_some_and(|kind| kind.as_ref() == b"Link"))
        .filter(|one| one.get::<i32>(b"F").is_none_or(|flags| flags & UNSEEN == 0))
        .filter_map(|one| {
            let places = places(&one, upright)?;
            Some(Link { places, target: destinations.target(&one)? })
        })
        .collect()
}

/// Where it lies. A link that runs over several lines has a place for each.
fn places(link: &Dict<'_>, upright: Affine) -> Option<Vec<Place>> {
    let Rect { x0, y0, x1, y1 } = link.get::<Rect>(b"Rect")?;
    let whole = place(&[(x0, y0), (x1, y1)], upright)?;
    let corners: Vec<f64> = link
        .get::<Array<'_>>(b"QuadPoints")
        .iter()
        .flat_map(|corners| corners.iter::<f32>().take(MOST_PLACES * 8))
        .map(f64::from)
        .collect();
    let parts: Vec<Place> = corners
        .chunks_exact(8)
        .filter_map(|quad| place(&quad.chunks_exact(2).map(|at| (at[0], at[1])).collect::<Vec<_>>(), upright))
        .collect();
    // Corners that reach beyond the link are not to be believed.
    let is_honest =
        !parts.is_empty() && corners.len().is_multiple_of(8) && parts.iter().all(|part| part.is_within(&whole));
    Some(if is_honest { parts } else { vec![whole] })
}

fn place(corners: &[(f64, f64)], upright: Affine) -> Option<Place> {
    let points = || corners.iter().map(|(x, y)| upright * Point::new(*x, *y));
    let place = Place {
        left: points().map(|at| at.x).reduce(f64::min)?,
        right: points().map(|at| at.x).reduce(f64::max)?,
        top: points().map(|at| at.y).reduce(f64::min)?,
        bottom: points().map(|at| at.y).reduce(f64::max)?,
    };
    let sizes = [place.right - place.left, place.bottom - place.top];
    sizes.iter().all(|size| size.is_finite() && *size > 0.0).then_some(place)
}
