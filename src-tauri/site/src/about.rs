//! The partnership's own page: vision, mission, values, objectives, aims and principles.
//!
//! The wording of the headings tells the parts; how the page marks them up is left open: a label may be a heading, a
//! bold beginning of a paragraph, or words before a colon; objectives may be points of one list, a list each, or
//! headings. Every paragraph of the page stands in `sections`, whatever part it is of.

use catalogue::{About, AboutSection, Objective, Profile, fold_title};
use std::ops::Range;
use url::Url;

use crate::diagnose::{PageNature, nature_of};
use crate::furniture::{Reading, main_content};
use crate::lines::{self, Line};
use crate::links::Place;
use crate::page::{At, Page, Picked, TERM};
use crate::parse::parse;
use crate::words;

/// The page's parts; none where it has neither vision, mission, values nor objectives (a block page, another page).
/// What the page does not have is empty. `last_confirmed` and `last_changed` are for the caller to know.
pub fn read_about(html: &str, url: &Url, profile: &Profile) -> Option<About> {
    let parsed = parse(html);
    let whole = Page::of(&parsed, &Picked::by(&parsed, &profile.selectors.ignore));
    if nature_of(&whole) != PageNature::Content {
        return None;
    }
    let place = Place::new(url, profile, &whole);
    let content = main_content(&whole, &place, &Picked::by(&parsed, &profile.selectors.main), Reading::Vision);
    let blocks = without_boxes(blocks(&content));
    let (vision, vision_points) = vision(&blocks);
    let about = About {
        vision,
        vision_points,
        mission: statement(&blocks, Part::Mission),
        values: values(&blocks),
        objectives: objectives(&blocks),
        sections: sections(&blocks),
        source_url: url.to_string(),
        last_confirmed: None,
        last_changed: None,
    };
    let told =
        about.vision.is_some() || about.mission.is_some() || about.values.len() > 1 && !about.objectives.is_empty();
    told.then_some(about)
}

#[derive(Debug, Clone, PartialEq)]
enum Block {
    Heading { level: u8, text: String },
    Paragraph { text: String, strong: bool },
    List(Vec<Point>),
}

/// A list's point: its lines, and how many of them are its title where it marks one.
#[derive(Debug, Clone, PartialEq)]
struct Point {
    lines: Vec<String>,
    titled: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Vision,
    Mission,
    Values,
    Objectives,
    /// Any other labelled part: it ends the one before.
    Other,
}

/// Which part a label begins: "Our Vision", "Vision", "Our Mission Statement".
fn part(label: &str) -> Option<Part> {
    let label = fold_title(label);
    let label = label.trim_start_matches(|c: char| !c.is_alphabetic()).trim_end_matches(|c: char| !c.is_alphanumeric());
    let bare = label.strip_prefix("our ").or_else(|| label.strip_prefix("the ")).unwrap_or(label);
    let bare = bare.strip_suffix(" statement").unwrap_or(bare);
    match bare {
        "vision" | "shared vision" => Some(Part::Vision),
        "mission" | "shared mission" => Some(Part::Mission),
        "values" | "shared values" | "core values" | "values and behaviours" => Some(Part::Values),
        "objectives" | "shared objectives" | "strategic objectives" | "key objectives" => Some(Part::Objectives),
        "aims and principles" | "aims" | "principles" | "purpose" | "aims & principles" | "priorities" => {
            Some(Part::Other)
        }
        _ => None,
    }
}

/// "Our Vision: To work together …" -> the part and the words after it.
fn labelled(text: &str) -> Option<(Part, &str)> {
    let (at, mark) = text.char_indices().find(|(_, c)| matches!(c, ':' | '–' | '—'))?;
    let part = part(&text[..at])?;
    let rest = text[at + mark.len_utf8()..].trim();
    (!rest.is_empty()).then_some((part, rest))
}

fn blocks(page: &Page<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while at < page.len() {
        let heading = page.level(at) > 0 && (page.level(at) < TERM || names_parts(page, at));
        let list = matches!(page.name(at), "ul" | "ol") && is_list(page, at);
        if !heading && !list {
            at += 1;
            continue;
        }
        paragraphs(page, from..at, &mut blocks);
        if heading {
            let text = lines::one_line(page, page.range(at));
            if !text.is_empty() {
                blocks.push(Block::Heading { level: page.level(at), text });
            }
        } else {
            blocks.push(Block::List(points(page, at)));
        }
        at = page.end(at);
        from = at;
    }
    paragraphs(page, from..page.len(), &mut blocks);
    blocks.retain(|block| !matches!(block, Block::List(points) if points.is_empty()));
    with_typed_lists(blocks)
}

/// A term of a `<dl>` that lays out the page's parts: one of its terms names one.
fn names_parts(page: &Page<'_>, term: At) -> bool {
    let Some(list) = page.ancestors(term).take(3).find(|above| page.name(*above) == "dl") else { return false };
    page.headings_in(page.range(list))
        .take(40)
        .any(|at| page.level(at) == TERM && part(&page.text(page.range(at))).is_some())
}

/// A list of points, not a list that lays out the page's sections.
fn is_list(page: &Page<'_>, at: At) -> bool {
    !page.headings_in(page.range(at)).any(|heading| {
        part(&page.text(page.range(heading))).is_some() || labelled(&page.text(page.range(heading))).is_some()
    })
}

fn points(page: &Page<'_>, list: At) -> Vec<Point> {
    page.children(list)
        .filter(|child| page.element(*child).is_some())
        .filter_map(|child| {
            let range = page.range(child);
            let found = lines::read(page, range.clone());
            // The point's own mark is the list's; the marks of points below it stay.
            let texts: Vec<String> = found
                .iter()
                .enumerate()
                .map(|(index, line)| if line.point && index > 0 { format!("• {}", line.text()) } else { line.text() })
                .filter(|text| !text.is_empty())
                .collect();
            let headed = page.heading_in(&range).is_some_and(|heading| page.letters_in(&(child..heading)) == 0);
            let strong = found.first().is_some_and(is_strong);
            (!texts.is_empty())
                .then_some(Point { lines: split_title(page, range, texts, headed || strong), titled: headed || strong })
        })
        .collect()
}

/// `<li><strong>Title</strong> text</li>`: the bold beginning is a line of its own.
fn split_title(page: &Page<'_>, range: Range<At>, texts: Vec<String>, titled: bool) -> Vec<String> {
    if titled || texts.len() != 1 {
        return texts;
    }
    let Some(line) = lines::read(page, range).into_iter().next() else { return texts };
    let bold = lines::text_of(
        &line.spans.iter().take_while(|span| span.strong || span.text.trim().is_empty()).cloned().collect::<Vec<_>>(),
    );
    let Some(rest) = texts[0].strip_prefix(&bold).filter(|rest| !bold.is_empty() && !rest.is_empty()) else {
        return texts;
    };
    let ends = bold.ends_with([':', '.', '-', '–'])
        || rest.trim_start().starts_with([':', '-', '–'])
        || rest.trim_start().starts_with(char::is_uppercase);
    if ends { vec![bold, rest.trim_start_matches([' ', ':', '-', '–']).to_owned()] } else { texts }
}

fn is_strong(line: &Line) -> bool {
    line.spans.iter().all(|span| span.strong || !span.text.chars().any(char::is_alphanumeric))
}

fn paragraphs(page: &Page<'_>, range: Range<At>, blocks: &mut Vec<Block>) {
    if range.is_empty() || page.letters_in(&range) == 0 {
        return;
    }
    for line in lines::read(page, range) {
        let text = line.text();
        let styled = line.links().iter().any(|link| {
            page.hints(*link).contains("btn")
                || page.hints(*link).contains("button")
                || page.attr(*link, "role") == Some("button")
        });
        let button = line.spans.iter().all(|span| span.button || span.text.trim().is_empty())
            || line.is_all_linked() && (styled || words::is_bare_action(&text));
        if !button && text.chars().any(char::is_alphanumeric) {
            blocks.push(Block::Paragraph { strong: is_strong(&line), text });
        }
    }
}

/// Lists that were typed: lines that begin with "•", or with 1., 2., 3. in order.
fn with_typed_lists(blocks: Vec<Block>) -> Vec<Block> {
    let mut read = Vec::new();
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let Block::Paragraph { text, .. } = &block else {
            read.push(block);
            continue;
        };
        let Some((mark, first)) = typed_point(text, 1) else {
            read.push(block);
            continue;
        };
        let mut points = vec![Point { lines: vec![first], titled: false }];
        while let Some(Block::Paragraph { text, .. }) = blocks.peek() {
            match typed_point(text, points.len() + 1) {
                Some((next, words)) if next == mark => points.push(Point { lines: vec![words], titled: false }),
                _ => break,
            }
            blocks.next();
        }
        // One line alone is a paragraph that begins with a mark.
        read.push(if points.len() > 1 { Block::List(points) } else { block });
    }
    read
}

fn typed_point(text: &str, number: usize) -> Option<(char, String)> {
    if let Some(rest) = text.strip_prefix(['•', '·', '▪', '●', '‣', '◦']) {
        return Some(('•', rest.trim_start().to_owned()));
    }
    let rest = text.strip_prefix(&number.to_string())?;
    rest.strip_prefix(['.', ')']).filter(|rest| rest.starts_with(' ')).map(|rest| ('1', rest.trim_start().to_owned()))
}

/// Newsletter, related pages and their like, with what follows up to the next heading.
fn without_boxes(blocks: Vec<Block>) -> Vec<Block> {
    let mut inside = false;
    blocks
        .into_iter()
        .filter(|block| {
            if let Block::Heading { text, .. } = block {
                inside = words::is_box_heading(text) && !words::is_resident_heading(text);
            }
            !inside
        })
        .collect()
}

/// The words of a labelled part: after the label in the same block, or in the paragraphs that follow, up to the next
/// heading; with the place of what follows.
fn part_at(blocks: &[Block], wanted: Part) -> Option<(Vec<String>, usize)> {
    for (index, block) in blocks.iter().enumerate() {
        let (text, label) = match block {
            Block::Heading { text, .. } => (text, true),
            // A paragraph is a label where nothing else is in it, and it is bold or ends in a colon.
            Block::Paragraph { text, strong } => (text, *strong || text.ends_with(':')),
            Block::List(_) => continue,
        };
        if let Some((found, rest)) = labelled(text)
            && found == wanted
        {
            return Some((vec![rest.to_owned()], index + 1));
        }
        if label && part(text) == Some(wanted) {
            let following = blocks[index + 1..].iter().map_while(|block| match block {
                Block::Paragraph { text, strong } if !(part(text).is_some() && *strong) && labelled(text).is_none() => {
                    Some(text.clone())
                }
                _ => None,
            });
            let following: Vec<String> = following.collect();
            let next = index + 1 + following.len();
            return Some((following, next));
        }
    }
    None
}

fn statement(blocks: &[Block], wanted: Part) -> Option<String> {
    let (paragraphs, next) = part_at(blocks, wanted)?;
    if paragraphs.is_empty() {
        // A mission in a list of one point, or under a heading of its own.
        return match blocks.get(next) {
            Some(Block::List(points)) if points.len() == 1 => Some(points[0].lines.join("\n")),
            Some(Block::Heading { text, .. })
                if part(text).is_none() && wanted == Part::Vision && text.split_whitespace().count() > 5 =>
            {
                Some(text.clone())
            }
            _ => None,
        };
    }
    Some(paragraphs.join("\n"))
}

fn vision(blocks: &[Block]) -> (Option<String>, Vec<String>) {
    let Some((_, next)) = part_at(blocks, Part::Vision) else {
        // "Our Vision and Purpose" as the page's heading, the vision as its first paragraph.
        let heading = blocks.iter().position(
            |block| matches!(block, Block::Heading { text, .. } if fold_title(text).starts_with("our vision and ")),
        );
        let first = heading.and_then(|at| blocks.get(at + 1));
        return match first {
            Some(Block::Paragraph { text, .. }) if labelled(text).is_none() && part(text).is_none() => {
                (Some(text.clone()), points_after(blocks, heading.unwrap_or(0) + 2))
            }
            _ => (None, Vec::new()),
        };
    };
    (statement(blocks, Part::Vision), points_after(blocks, next))
}

/// The first list before the next part.
fn points_after(blocks: &[Block], from: usize) -> Vec<String> {
    for block in blocks.get(from..).unwrap_or_default() {
        match block {
            Block::List(points) => return points.iter().map(|point| point.lines.join("\n")).collect(),
            Block::Paragraph { text, .. } if labelled(text).is_some() || part(text).is_some() => break,
            Block::Heading { .. } => break,
            Block::Paragraph { .. } => {}
        }
    }
    Vec::new()
}

/// The blocks of a labelled part, up to the next heading of its level or above, or the next label.
fn blocks_of(blocks: &[Block], wanted: Part) -> &[Block] {
    let label = |block: &Block| match block {
        Block::Heading { text, .. } => part(text),
        Block::Paragraph { text, strong } if *strong || text.ends_with(':') => part(text),
        _ => None,
    };
    let Some(at) = blocks.iter().position(|block| label(block) == Some(wanted)) else { return &[] };
    let level = match blocks[at] {
        Block::Heading { level, .. } => level,
        _ => u8::MAX,
    };
    let rest = &blocks[at + 1..];
    let end = rest.iter().position(|block| {
        label(block).is_some() || matches!(block, Block::Heading { level: next, .. } if *next <= level)
    });
    &rest[..end.unwrap_or(rest.len())]
}

fn values(blocks: &[Block]) -> Vec<String> {
    if let Some((paragraphs, _)) = part_at(blocks, Part::Values).filter(|_| blocks_of(blocks, Part::Values).is_empty())
    {
        return paragraphs;
    }
    let own = blocks_of(blocks, Part::Values);
    let of_lists: Vec<String> = own
        .iter()
        .filter_map(|block| match block {
            Block::List(points) => Some(points.iter().map(|point| point.lines.join("\n"))),
            _ => None,
        })
        .flatten()
        .collect();
    if !of_lists.is_empty() {
        return of_lists;
    }
    let of_headings: Vec<String> = own
        .iter()
        .filter_map(|block| match block {
            Block::Heading { text, .. } => Some(text.clone()),
            _ => None,
        })
        .collect();
    if !of_headings.is_empty() {
        return of_headings;
    }
    own.iter()
        .filter_map(|block| match block {
            Block::Paragraph { text, .. } => Some(text.clone()),
            _ => None,
        })
        .collect()
}

fn objectives(blocks: &[Block]) -> Vec<Objective> {
    let own = blocks_of(blocks, Part::Objectives);
    let lists = own.iter().filter(|block| matches!(block, Block::List(_))).count();
    let headings = own.iter().filter(|block| matches!(block, Block::Heading { .. })).count();
    let mut objectives: Vec<Objective> = Vec::new();
    let add_text = |objectives: &mut Vec<Objective>, text: &str| {
        if let Some(last) = objectives.last_mut() {
            if !last.text.is_empty() {
                last.text.push('\n');
            }
            last.text.push_str(text);
        }
    };
    for block in own {
        match block {
            Block::Heading { text, .. } => {
                objectives.push(Objective { title: without_number(text), text: String::new() })
            }
            // Points below an objective that has a heading are its text.
            Block::List(points) if headings > 0 && !objectives.is_empty() => {
                points.iter().for_each(|point| add_text(&mut objectives, &format!("• {}", point.lines.join("\n"))));
            }
            Block::List(points) => {
                objectives.extend(points.iter().map(|point| Objective {
                    title: without_number(&point.lines[0]),
                    text: point.lines[1..].join("\n"),
                }))
            }
            Block::Paragraph { text, strong } if lists == 0 && headings == 0 && (*strong || typed_number(text)) => {
                objectives.push(Objective { title: without_number(text), text: String::new() });
            }
            Block::Paragraph { text, .. } => add_text(&mut objectives, text),
        }
    }
    objectives
}

fn typed_number(text: &str) -> bool {
    without_number(text).len() < text.len()
}

/// "1. Improve quality of care" without its number.
fn without_number(text: &str) -> String {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    match rest.strip_prefix(['.', ')', ':']) {
        Some(rest) if (1..=2).contains(&digits) => rest.trim_start().to_owned(),
        _ => text.to_owned(),
    }
}

/// The page in its own order. A heading that is only repeated (banner, then title) counts once.
fn sections(blocks: &[Block]) -> Vec<AboutSection> {
    let mut sections: Vec<AboutSection> = Vec::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } => {
                let repeated = sections.last().is_some_and(|last| {
                    last.paragraphs.is_empty() && last.lists.is_empty() && words::same(&last.heading, text)
                });
                if !repeated {
                    sections.push(AboutSection { heading: text.clone(), ..AboutSection::default() });
                }
            }
            Block::Paragraph { text, .. } => last_of(&mut sections).paragraphs.push(text.clone()),
            Block::List(points) => {
                last_of(&mut sections).lists.push(points.iter().map(|point| point.lines.join("\n")).collect())
            }
        }
    }
    sections
}

fn last_of(sections: &mut Vec<AboutSection>) -> &mut AboutSection {
    if sections.is_empty() {
        sections.push(AboutSection::default());
    }
    let last = sections.len() - 1;
    &mut sections[last]
}
