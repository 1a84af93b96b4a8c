//! What fonts claim, looked at before an engine believes it: a dozen bytes can claim widths for thousands of millions of
//! letters, and an engine that sets aside room for each ends with its process.

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::object::dict::keys::{
    DESCENDANT_FONTS, FIRST_CHAR, FONT, RESOURCES, SUBTYPE, W, W2, XOBJECT,
};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, Stream};

/// No font has more letters: their numbers are of two bytes.
const MOST_LETTERS: u32 = 0x1_0000;
/// Forms within forms, deeper than which nobody looks.
const DEEPEST: u32 = 12;

/// The fonts and forms of a document that were found honest.
#[derive(Default)]
pub(super) struct Claims {
    seen: HashSet<ObjectIdentifier>,
}

impl Claims {
    /// Whether all fonts that these resources name keep to what a font can have. Each is looked at once.
    pub(super) fn are_honest(&mut self, fonts: &Dict<'_>, forms: &Dict<'_>) -> bool {
        self.of(fonts, forms, 0)
    }

    fn of(&mut self, fonts: &Dict<'_>, forms: &Dict<'_>, depth: u32) -> bool {
        let is_honest = fonts.keys().all(|name| {
            !self.is_new(fonts, &name)
                || fonts.get::<Dict<'_>>(&name).is_none_or(|font| is_honest(&font) && self.below(&font, depth))
        });
        is_honest
            && forms.keys().all(|name| {
                !self.is_new(forms, &name)
                    || forms.get::<Stream<'_>>(&name).is_none_or(|form| {
                        let is_form = form.dict().get::<Name<'_>>(SUBTYPE).is_some_and(|kind| kind.as_ref() == b"Form");
                        !is_form || self.below(form.dict(), depth)
                    })
            })
    }

    /// What a form, or a font whose letters are drawings, draws with.
    fn below(&mut self, owner: &Dict<'_>, depth: u32) -> bool {
        let Some(resources) = owner.get::<Dict<'_>>(RESOURCES) else { return true };
        let part = |key: &[u8]| resources.get::<Dict<'_>>(key).unwrap_or_default();
        depth >= DEEPEST || self.of(&part(FONT), &part(XOBJECT), depth + 1)
    }

    fn is_new(&mut self, owner: &Dict<'_>, name: &Name<'_>) -> bool {
        owner.get_ref(name).is_none_or(|place| self.seen.insert(place.into()))
    }
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
