//! How far the text can be trusted.

use catalogue::TextQuality;

use crate::problem::Problem;

/// So much text is kept to tell the language and to look for noise, in bytes.
const SAMPLE_BYTES: usize = 16 << 10;

/// What was seen while reading, for the judgement at the end.
#[derive(Debug, Default)]
pub(crate) struct Gauge {
    sample: String,
    letters: u64,
    /// Glyphs drawn in a PDF, without spaces.
    pub(crate) glyphs: u64,
    /// Those of which nobody knows the letter.
    pub(crate) unknown_glyphs: u64,
    /// Those in fonts that draw Bengali where the file says Latin.
    pub(crate) misnamed_glyphs: u64,
    pub(crate) pages_with_text: u32,
    /// Pages with a picture or drawing and hardly a word.
    pub(crate) picture_pages: u32,
}

impl Gauge {
    pub(crate) fn add_text(&mut self, text: &str) {
        self.letters += text.chars().filter(|c| c.is_alphanumeric()).count() as u64;
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
        let misnamed = self.misnamed_glyphs * 10 > self.glyphs;
        let unknown = self.unknown_glyphs * 20 > self.glyphs;
        ((misnamed || unknown || is_noise(&self.sample)) && self.glyphs > 0).then_some(Problem::UnknownLetters)
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
        let mut gauge = Gauge { glyphs: text.len() as u64, pages_with_text: 1, ..Gauge::default() };
        gauge.add_text(text);
        change(&mut gauge);
        gauge.judge()
    }

    #[test]
    fn judgements() {
        let honest = "Wash your hands often. ".repeat(20);
        assert_eq!(gauge(&honest, |_| ()), (TextQuality::Good, None));
        assert_eq!(
            gauge(&honest, |g| g.unknown_glyphs = g.glyphs / 4),
            (TextQuality::Poor, Some(Problem::UnknownLetters))
        );
        assert_eq!(gauge(&honest, |g| g.unknown_glyphs = g.glyphs / 40), (TextQuality::Good, None));
        assert_eq!(
            gauge(&honest, |g| g.misnamed_glyphs = g.glyphs),
            (TextQuality::Poor, Some(Problem::UnknownLetters))
        );
        assert_eq!(gauge(&honest, |g| g.picture_pages = 9), (TextQuality::Poor, Some(Problem::PartlyPictures)));
        assert_eq!(gauge(&honest, |g| g.picture_pages = 1), (TextQuality::Good, None));
        assert_eq!(gauge("", |g| g.picture_pages = 1), (TextQuality::None, Some(Problem::PictureOnly)));
        assert_eq!(gauge("", |_| ()), (TextQuality::None, None));
        assert_eq!(gauge(&"%$#@!^&*(".repeat(50), |_| ()).0, TextQuality::None, "no letter at all");
        assert_eq!(gauge(&"%a$#b@!^&*(".repeat(50), |_| ()), (TextQuality::Poor, Some(Problem::UnknownLetters)));
        assert_eq!(gauge(&"Contents ........ 4 ".repeat(50), |_| ()), (TextQuality::Good, None));
    }
}
