//! What fonts claim, looked at before an engine believes it: a dozen bytes can claim widths for thousands of millions of
//! letters, and an engine that sets aside room for each ends with its process.

use std::collections::{HashMap, HashSet};

use hayro_interpret::hayro_syntax::object::dict::keys::{
    DESCENDANT_FONTS, FIRST_CHAR, FONT, RESOURCES, SUBTYPE, W, W2, XOBJECT,
};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream};

/// No font has more letters: their numbers are of two bytes.
const MOST_LETTERS: u32 = 0x1_0000;
/// Forms within forms, deeper than which nobody looks.
const DEEPEST: u32 = 12;

/// What is known of a document's fonts.
#[derive(Default)]
pub(super) struct Claims {
    honest: HashMap<ObjectIdentifier, bool>,
    /// Not forms: some producers name all pictures of a document on every page.
    pictures: HashSet<ObjectIdentifier>,
}

impl Claims {
    /// Whether all fonts that the resources of a page lead to keep to what a font can have.
    pub(super) fn are_honest(&mut self, fonts: &Dict<'_>, forms: &Dict<'_>) -> bool {
        self.of(fonts, forms, &mut HashSet::new(), 0)
    }

    /// `seen` is what this page led to before: what names itself comes to an end.
    fn of(&mut self, fonts: &Dict<'_>, forms: &Dict<'_>, seen: &mut HashSet<ObjectIdentifier>, depth: u32) -> bool {
        let fonts_are = fonts.keys().all(|name| {
            let Some(font) = fonts.get::<Dict<'_>>(&name) else { return true };
            let place = place_of(fonts, &name);
            // Looked at once for all pages: a list of widths is long.
            let honest = match place {
                Some(place) => *self.honest.entry(place).or_insert_with(|| is_honest(&font)),
                None => is_honest(&font),
            };
            honest && (place.is_some_and(|place| !seen.insert(place)) || self.below(&font, seen, depth))
        });
        fonts_are
            && forms.keys().all(|name| {
                let place = place_of(forms, &name);
                if place.is_some_and(|place| self.pictures.contains(&place)) {
                    return true;
                }
                let Some(form) = forms.get::<Stream<'_>>(&name) else { return true };
                if form.dict().get::<Name<'_>>(SUBTYPE).is_none_or(|kind| kind.as_ref() != b"Form") {
                    self.pictures.extend(place);
                    return true;
                }
                place.is_some_and(|place| !seen.insert(place)) || self.below(form.dict(), seen, depth)
            })
    }

    /// What a form, or a font whose letters are drawings, draws with.
    fn below(&mut self, owner: &Dict<'_>, seen: &mut HashSet<ObjectIdentifier>, depth: u32) -> bool {
        let Some(resources) = owner.get::<Dict<'_>>(RESOURCES) else { return true };
        let part = |key: &[u8]| resources.get::<Dict<'_>>(key).unwrap_or_default();
        depth >= DEEPEST || self.of(&part(FONT), &part(XOBJECT), seen, depth + 1)
    }
}

fn place_of(owner: &Dict<'_>, name: &Name<'_>) -> Option<ObjectIdentifier> {
    owner.get_ref(name).map(ObjectIdentifier::from)
}

fn is_honest(font: &Dict<'_>) -> bool {
    let first = font.get::<u32>(FIRST_CHAR).unwrap_or(0);
    let descendants = font.get::<Array<'_>>(DESCENDANT_FONTS);
    let descendant = descendants.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    first < MOST_LETTERS
        && descendant.is_none_or(|font| {
            let of = |key: &[u8]| font.get::<Array<'_>>(key);
            of(W).is_none_or(|widths| ranges_are_honest(&widths, 1))
                && of(W2).is_none_or(|widths| ranges_are_honest(&widths, 3))
        })
}

/// `first [numbers…]` or `first last number…`, with so many numbers for each letter.
fn ranges_are_honest(widths: &Array<'_>, numbers: usize) -> bool {
    let mut rest = widths.flex_iter();
    loop {
        if rest.next::<(u32, Array<'_>)>().is_some() {
            continue;
        }
        let Some((first, last)) = rest.next::<(u32, u32)>() else { return true };
        if last.saturating_sub(first) >= MOST_LETTERS {
            return false;
        }
        for _ in 0..numbers {
            if rest.next::<f32>().is_none() {
                return true;
            }
        }
    }
}
