//! A part of a page as the lines that a reader sees, with what is linked, bold or a button in them.

use std::ops::Range;

use catalogue::tidy_spaces;

use crate::page::{At, Page, What};
use crate::words;

/// A run of text that is alike in all that matters.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    /// As it stands, white space included.
    pub text: String,
    /// The text node.
    pub at: At,
    /// The link around it, unless the link is around more than a line (a whole card).
    pub link: Option<At>,
    pub strong: bool,
    pub button: bool,
    pub time: Option<At>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub spans: Vec<Span>,
    /// The innermost element that is a block, around the line.
    pub block: At,
    /// The line begins a list point.
    pub point: bool,
}

impl Line {
    pub fn text(&self) -> String {
        text_of(&self.spans)
    }

    fn has_words(&self) -> bool {
        self.spans.iter().any(|span| !span.text.trim().is_empty())
    }

    /// All its words stand in links or buttons.
    pub fn is_all_linked(&self) -> bool {
        self.spans
            .iter()
            .all(|span| span.link.is_some() || span.button || !span.text.chars().any(char::is_alphanumeric))
    }

    pub fn links(&self) -> Vec<At> {
        let mut links: Vec<At> = self.spans.iter().filter_map(|span| span.link).collect();
        links.dedup();
        links
    }
}

pub(crate) fn text_of(spans: &[Span]) -> String {
    tidy_spaces(&spans.iter().map(|span| span.text.as_str()).collect::<String>())
}

/// The lines of a part of the page, empty ones left out.
pub(crate) fn read(page: &Page<'_>, range: Range<At>) -> Vec<Line> {
    read_up_to(page, range, usize::MAX)
}

/// The first lines only.
pub(crate) fn read_up_to(page: &Page<'_>, range: Range<At>, most: usize) -> Vec<Line> {
    let mut reader = Reader { lines: Vec::new(), line: Line::default(), point: false, most };
    let mut open: Vec<Context> = vec![Context::around(page, range.start)];
    let mut at = range.start;
    while at < range.end && reader.lines.len() < most {
        while let Some(closed) = open.pop_if(|context| context.end <= at) {
            if closed.breaks {
                reader.finish();
            }
        }
        let Some(around) = open.last().copied() else { break };
        match &page.nodes[at].what {
            What::Text(text) => reader.add(text, at, &around),
            What::Element(element) => {
                let name = element.name();
                if matches!(name, "iframe" | "video" | "audio" | "object" | "embed" | "input" | "title") {
                    at = page.end(at);
                    continue;
                }
                if name == "br" || name == "hr" {
                    reader.finish();
                }
                let context = around.inside(page, at);
                if context.breaks {
                    reader.finish();
                    reader.point |= name == "li";
                }
                if page.end(at) > at + 1 {
                    open.push(context);
                } else if context.breaks {
                    reader.finish();
                }
            }
        }
        at += 1;
    }
    reader.finish();
    reader.lines
}

/// The words of a part of the page in one line.
pub(crate) fn one_line(page: &Page<'_>, range: Range<At>) -> String {
    let lines = read(page, range);
    tidy_spaces(&lines.iter().map(Line::text).collect::<Vec<_>>().join(" "))
}

struct Reader {
    lines: Vec<Line>,
    line: Line,
    point: bool,
    most: usize,
}

impl Reader {
    fn add(&mut self, text: &str, at: At, context: &Context) {
        if text.trim().is_empty() && self.line.spans.is_empty() {
            return;
        }
        if self.line.spans.is_empty() {
            self.line.block = context.block;
            self.line.point = std::mem::take(&mut self.point);
        }
        self.line.spans.push(Span {
            text: text.to_owned(),
            at,
            link: context.link,
            strong: context.strong,
            button: context.button,
            time: context.time,
        });
    }

    fn finish(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.has_words() && self.lines.len() < self.most {
            self.lines.push(line);
        } else {
            self.point |= line.point;
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Context {
    end: At,
    breaks: bool,
    block: At,
    /// Its children stand on lines of their own although they are inline.
    stacks: bool,
    link: Option<At>,
    strong: bool,
    button: bool,
    time: Option<At>,
}

impl Context {
    fn around(page: &Page<'_>, at: At) -> Self {
        let mut context = Context {
            end: page.len(),
            breaks: true,
            block: at,
            stacks: false,
            link: None,
            strong: false,
            button: false,
            time: None,
        };
        let above: Vec<At> = page.ancestors(at).collect();
        for at in above.into_iter().rev() {
            context = context.marked(page, at);
        }
        context
    }

    fn inside(mut self, page: &Page<'_>, at: At) -> Self {
        let name = page.name(at);
        self.end = page.end(at);
        self.breaks = !words::is_inline(name) || self.stacks;
        if !words::is_inline(name) {
            self.block = at;
        }
        self.stacks = stacks(page, at, name);
        self.marked(page, at)
    }

    fn marked(mut self, page: &Page<'_>, at: At) -> Self {
        match page.name(at) {
            "a" if !is_card(page, at) => self.link = Some(at),
            "strong" | "b" => self.strong = true,
            // A button in a heading is the heading's words; an opener is a heading itself.
            "button" => self.button = page.level(at) == 0 && !page.ancestors(at).any(|above| page.level(above) > 0),
            "time" => self.time = Some(at),
            _ => {}
        }
        self
    }
}

/// A link around more than a line: blocks of text, a heading with text.
fn is_card(page: &Page<'_>, at: At) -> bool {
    let range = at + 1..page.end(at);
    let blocks = page.elements(range.clone()).filter(|(inner, element)| {
        (!words::is_inline(element.name())) && page.letters_in(&page.range(*inner)) > 0 && element.name() != "br"
    });
    let mut ends: At = 0;
    let separate = blocks.filter(|(inner, _)| {
        let beside = *inner >= ends;
        ends = ends.max(page.end(*inner));
        beside
    });
    separate.take(2).count() > 1 || stacks(page, at, page.name(at))
}

/// Whether the children are spans and links set beside each other with no text between: what they show are separate
/// words (a title, a badge, a button), each a line, not a sentence.
fn stacks(page: &Page<'_>, at: At, name: &str) -> bool {
    if !matches!(
        name,
        "a" | "li" | "div" | "article" | "section" | "td" | "header" | "footer" | "span" | "dd" | "figure"
    ) {
        return false;
    }
    let mut pieces = 0;
    let mut words = 0;
    for child in page.children(at) {
        match &page.nodes[child].what {
            What::Text(text) if text.trim().is_empty() => {}
            What::Text(_) => return false,
            What::Element(element)
                if matches!(
                    element.name(),
                    "span" | "a" | "small" | "time" | "button" | "strong" | "b" | "img" | "picture" | "i"
                ) =>
            {
                let letters = page.letters_in(&page.range(child));
                if letters > 0 {
                    // "Posted on: <time>": a label and its value are one line.
                    if page.text(page.range(child)).ends_with(':') {
                        return false;
                    }
                    pieces += 1;
                    words += usize::from(letters > 1);
                }
            }
            // Blocks break lines by themselves; among them, inline pieces still stack.
            What::Element(element) if !words::is_inline(element.name()) => {}
            What::Element(_) => return false,
        }
        if pieces > 60 {
            return true;
        }
    }
    pieces > 1 && words == pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Picked;

    fn texts(html: &str) -> Vec<String> {
        let html = crate::parse::parse(html);
        let page = Page::of(&html, &Picked::default());
        let lines = read(&page, 0..page.len());
        lines.iter().map(|line| if line.point { format!("• {}", line.text()) } else { line.text() }).collect()
    }

    #[test]
    fn lines_as_a_reader_sees_them() {
        for (html, lines) in [
            ("<p>one <b>two</b>three<p>four", &["one twothree", "four"][..]),
            ("a<br>b<br><br>c", &["a", "b", "c"]),
            ("<ul><li>a<li><p>b</p><p>c</p></ul>d", &["• a", "• b", "c", "d"]),
            ("<div>Text&nbsp;&nbsp;here\n and  there </div>", &["Text here and there"]),
            ("<a href=x><span>Title</span><span>What it says</span></a>", &["Title", "What it says"]),
            ("<div><span>Posted on:</span> <time>3 May</time></div>", &["Posted on: 3 May"]),
            ("<p><span>in</span> <span>prose</span></p>", &["in prose"]),
            ("<ul><li><div><ul><li>deep</ul></div></ul>", &["• deep"]),
            ("<table><tr><td>a<td>b</table>", &["a", "b"]),
            ("<h3>Title<button>x</button></h3>", &["Titlex"]),
        ] {
            assert_eq!(texts(html), lines, "{html}");
        }
    }

    #[test]
    fn what_is_linked() {
        let html = crate::parse::parse(
            "<p><a href=x>Download</a> now</p><p><a href=y>Read</a>.</p><a href=z><h3>T</h3><p>text</p></a>",
        );
        let page = Page::of(&html, &Picked::default());
        let lines = read(&page, 0..page.len());
        let linked: Vec<_> = lines.iter().map(Line::is_all_linked).collect();
        assert_eq!(linked, [false, true, false, false]);
    }
}
