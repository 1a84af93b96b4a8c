//! Words set in lines: scripts of every direction, our own fonts first, then those of the computer.

use std::borrow::Cow;
use std::sync::Arc;

use fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::style::{FontFamily, FontFamilyName, FontWeight, LineHeight, OverflowWrap, StyleProperty};
use parley::{Alignment, FontContext, Layout, LayoutContext};

/// Ours by names of our own: a computer's font of the same name may be another one.
const LATIN: &str = "Together Latin";
const BENGALI: &str = "Together Bengali";
const ARABIC: &str = "Together Arabic";

const FONTS: [(&str, &[u8]); 6] = [
    (LATIN, include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf")),
    (LATIN, include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf")),
    (BENGALI, include_bytes!("../../../assets/fonts/NotoSansBengali-Regular.ttf")),
    (BENGALI, include_bytes!("../../../assets/fonts/NotoSansBengali-Bold.ttf")),
    (ARABIC, include_bytes!("../../../assets/fonts/NotoNaskhArabic-Regular.ttf")),
    (ARABIC, include_bytes!("../../../assets/fonts/NotoNaskhArabic-Bold.ttf")),
];

#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// In points.
    pub size: f32,
    pub bold: bool,
    /// Of a line, in sizes.
    pub height: f32,
    /// 0 is black.
    pub grey: u8,
}

/// A stretch of words in lines.
pub struct Set {
    pub text: String,
    pub layout: Layout<()>,
    pub grey: u8,
}

impl Set {
    /// Characters for which no font here has a letter.
    pub fn missing(&self) -> usize {
        let runs = self.layout.lines().flat_map(|line| line.runs().collect::<Vec<_>>());
        runs.flat_map(|run| run.clusters().collect::<Vec<_>>())
            .filter(|cluster| {
                let drawn = self.text.get(cluster.text_range()).unwrap_or_default();
                drawn.chars().any(|c| !c.is_whitespace() && !c.is_control())
                    && cluster.glyphs().any(|glyph| glyph.id == 0)
            })
            .count()
    }

    pub fn height(&self) -> f32 {
        self.layout.height()
    }
}

/// Sets words. Made once for a job: fonts are read only then.
pub struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
}

impl Setter {
    pub fn new() -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: true });
        for (family, bytes) in FONTS {
            let name = FontInfoOverride { family_name: Some(family), ..FontInfoOverride::default() };
            collection.register_fonts(Blob::new(Arc::new(bytes)), Some(name));
        }
        Self { fonts: FontContext { collection, source_cache: SourceCache::default() }, layouts: LayoutContext::new() }
    }

    /// Sets a text in lines of this width, from the side where its script begins.
    pub fn set(&mut self, text: &str, style: Style, width: f32) -> Set {
        let text = printable(text);
        let families = [LATIN, BENGALI, ARABIC].map(|name| FontFamilyName::Named(Cow::Borrowed(name)));
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(&families))));
        builder.push_default(StyleProperty::FontSize(style.size));
        builder.push_default(StyleProperty::FontWeight(if style.bold { FontWeight::BOLD } else { FontWeight::NORMAL }));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(style.height)));
        // An address or a table's dots must not run off the paper.
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        let mut layout = builder.build(&text);
        layout.break_all_lines(Some(width));
        layout.align(Alignment::Start, Default::default());
        Set { text, layout, grey: style.grey }
    }
}

/// Without what no font draws and what a layout would take for an order.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| *c == '\n' || !c.is_control())
        .filter(|c| !matches!(c, '\u{FFFC}' | '\u{FEFF}'))
        .collect()
}
