//! How far the text can be trusted, by page and as a whole.

mod plausible;

use catalogue::TextQuality;

use crate::problem::Problem;

/// So much text is kept to tell the language and to look for noise, in bytes.
const SAMPLE_BYTES: usize = 16 << 10;

/// What was seen while reading, for the judgement at the end.
#[derive(Debug, Default)]
pub(crate) struct Gauge {
    sample: String,
    letters: u64,
    seen: Seen,
    pub(crate) pages_with_text: u32,
    /// Pages with a picture or drawing and hardly a word.
    pub(crate) picture_pages: u32,
    /// Letters on pages that read wrongly.
    poor_letters: u64,
}

/// The glyphs drawn in a PDF, without spaces.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen {
    pub(crate) glyphs: u64,
    /// Those of which nobody knows the letter.
    pub(crate) unknown: u64,
    /// Those in fonts that draw Bengali where the file says Latin.
    pub(crate) misnamed: u64,
}

impl Seen {
    fn is_poor(self) -> bool {
        self.misnamed * 10 > self.glyphs || self.unknown * 20 > self.glyphs
    }
}

/// How far the text of one page can be trusted; `seen` where it was put together from glyphs.
pub(crate) fn of_page(text: &str, seen: Seen) -> TextQuality {
    if !text.contains(char::is_alphanumeric) {
        return TextQuality::None;
    }
    let lost = text.chars().filter(|c| *c == '\u{fffd}').count() * 20 > text.chars().count();
    if lost || seen.is_poor() || (seen.glyphs > 0 && is_noise(text)) || plausible::reads_wrongly(text) {
        TextQuality::Poor
    } else {
        TextQuality::Good
    }
}

impl Gauge {
    pub(crate) fn add_seen(&mut self, seen: Seen) {
        self.seen.glyphs += seen.glyphs;
        self.seen.unknown += seen.unknown;
        self.seen.misnamed += seen.misnamed;
    }

    pub(crate) fn add_text(&mut self, text: &str, quality: TextQuality) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count() as u64;
        self.letters += letters;
        if quality == TextQuality::Poor {
            self.poor_letters += letters;
        }
        let room = SAMPLE_BYTES.saturating_sub(self.sample.len());
        if room > 0 {
            self.sample.push_str(&text[..text.floor_char_boundary(room.min(text.len()))]);
            self.sample.push('\n');
        }
    }

    pub(crate) fn sample(&self) -> &str {
        &self.sample
    }

    pub(crate) fn judge(&self) -> (TextQuality, Option<Problem>) {
        if self.letters == 0 {
            let problem = if self.picture_pages > 0 { Some(Problem::PictureOnly) } else { self.unread() };
            return (TextQuality::None, problem);
        }
        // A page number and a stray heading do not make a scan searchable.
        if self.picture_pages > 0 && self.pages_with_text == 0 {
            return (TextQuality::None, Some(Problem::PictureOnly));
        }
        if let Some(problem) = self.unread() {
            return (TextQuality::Poor, Some(problem));
        }
        if self.picture_pages > self.pages_with_text {
            return (TextQuality::Poor, Some(Problem::PartlyPictures));
        }
        (TextQuality::Good, None)
    }

    fn unread(&self) -> Option<Problem> {
        let by_glyphs = self.seen.glyphs > 0 && (self.seen.is_poor() || is_noise(&self.sample));
        (by_glyphs || self.poor_letters * 5 > self.letters).then_some(Problem::UnknownLetters)
    }
}

/// Letters whose codes were shifted or scrambled come out as a storm of signs. Needs some text to say so.
fn is_noise(sample: &str) -> bool {
    let (mut seen, mut signs) = (0_u32, 0_u32);
    for c in sample.chars().filter(|c| !c.is_whitespace()) {
        seen += 1;
        // Dot leaders and rules of dashes are common in honest documents.
        let harmless = matches!(c, '.' | '-' | '_' | '…' | '·' | '–' | '—' | '•');
        signs += u32::from(c.is_ascii_punctuation() && !harmless || c == '\u{fffd}');
    }
    seen > 200 && signs * 100 > seen * 45
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gauge(text: &str, change: impl FnOnce(&mut Gauge)) -> (TextQuality, Option<Problem>) {
        let seen = Seen { glyphs: text.len() as u64, ..Seen::default() };
        let mut gauge = Gauge { seen, pages_with_text: 1, ..Gauge::default() };
        gauge.add_text(text, TextQuality::Good);
        change(&mut gauge);
        gauge.judge()
    }

    #[test]
    fn judgements() {
        let honest = "Wash your hands often. ".repeat(20);
        let poor = (TextQuality::Poor, Some(Problem::UnknownLetters));
        assert_eq!(gauge(&honest, |_| ()), (TextQuality::Good, None));
        assert_eq!(gauge(&honest, |g| g.seen.unknown = g.seen.glyphs / 4), poor);
        assert_eq!(gauge(&honest, |g| g.seen.unknown = g.seen.glyphs / 40), (TextQuality::Good, None));
        assert_eq!(gauge(&honest, |g| g.seen.misnamed = g.seen.glyphs), poor);
        assert_eq!(gauge(&honest, |g| g.picture_pages = 9), (TextQuality::Poor, Some(Problem::PartlyPictures)));
        assert_eq!(gauge(&honest, |g| g.picture_pages = 1), (TextQuality::Good, None));
        assert_eq!(gauge("", |g| g.picture_pages = 1), (TextQuality::None, Some(Problem::PictureOnly)));
        assert_eq!(gauge("", |_| ()), (TextQuality::None, None));
        assert_eq!(gauge(&"%$#@!^&*(".repeat(50), |_| ()).0, TextQuality::None, "no letter at all");
        assert_eq!(gauge(&"%a$#b@!^&*(".repeat(50), |_| ()), poor);
        assert_eq!(gauge(&"Contents ........ 4 ".repeat(50), |_| ()), (TextQuality::Good, None));
        assert_eq!(gauge(&honest, |g| g.add_text(&honest, TextQuality::Poor)), poor, "half of the pages");
        assert_eq!(gauge(&honest.repeat(9), |g| g.add_text(&honest, TextQuality::Poor)), (TextQuality::Good, None));
    }

    #[test]
    fn judgements_of_a_page() {
        let honest = "Wash your hands often. ".repeat(20);
        let seen = |unknown, misnamed| Seen { glyphs: 400, unknown, misnamed };
        for (text, seen, quality) in [
            (honest.as_str(), Seen::default(), TextQuality::Good),
            (&honest, seen(10, 0), TextQuality::Good),
            (&honest, seen(30, 0), TextQuality::Poor),
            (&honest, seen(0, 100), TextQuality::Poor),
            ("W\u{fffd}sh your h\u{fffd}nds", Seen::default(), TextQuality::Poor),
            ("• – •", Seen::default(), TextQuality::None),
            ("4", Seen::default(), TextQuality::Good),
        ] {
            assert_eq!(of_page(text, seen), quality, "{text}");
        }
    }
}
