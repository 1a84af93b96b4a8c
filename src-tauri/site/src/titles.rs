//! The title of what may be an entry, and how sure it is.

use std::ops::Range;

use crate::lines::{self, Line, Span};
use crate::page::{At, Page, TERM};
use crate::words;

/// Letters that may stand before a heading: a date, a kind, a number.
const EYEBROW: usize = 80;
/// Letters of the longest entry that is known by its first line only.
const MOST_LETTERS: usize = 20_000;

#[derive(Debug, Clone)]
pub(crate) struct Title {
    /// The nodes that are the title.
    pub range: Range<At>,
    pub text: String,
    pub sort: Sort,
}

/// What makes a title of it, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    Heading(u8),
    /// The named cell of a table's row.
    Cell,
    /// A piece that the page itself calls a title (`itemprop`, class).
    Named,
    /// A line, or the beginning of one, that is linked or bold.
    Marked,
    /// The first of several lines.
    Plain,
}

impl Sort {
    pub fn worth(self) -> f64 {
        match self {
            Sort::Heading(_) | Sort::Cell => 1.0,
            Sort::Named => 0.9,
            Sort::Marked => 0.7,
            Sort::Plain => 0.4,
        }
    }
}

/// What the page calls itself, folded: no entry's title.
pub(crate) struct Banners(pub Vec<String>);

impl Banners {
    pub fn has(&self, text: &str) -> bool {
        let folded = catalogue::fold_title(text);
        self.0.contains(&folded)
    }
}

pub(crate) fn of_heading(page: &Page<'_>, banners: &Banners, heading: At) -> Option<Title> {
    let level = page.level(heading);
    let spans: Vec<Span> = lines::read(page, page.range(heading))
        .into_iter()
        .flat_map(|mut line| {
            if let Some(last) = line.spans.last_mut() {
                last.text.push(' ');
            }
            line.spans
        })
        .collect();
    // A date, a badge, a button beside the words are not part of them.
    let own: Vec<Span> =
        spans.iter().filter(|span| span.time.is_none() && !is_beside(page, heading, span)).cloned().collect();
    let text = if own.is_empty() { lines::text_of(&spans) } else { lines::text_of(&own) };
    let text = tidy(&text);
    let usable =
        words::can_be_title(&text) && !banners.has(&text) && !(level == TERM && words::detail(&text).is_some());
    usable.then(|| Title { range: page.range(heading), text, sort: Sort::Heading(level) })
}

/// A badge or a button in a heading.
fn is_beside(page: &Page<'_>, heading: At, span: &Span) -> bool {
    let badge = page.ancestors(span.at).take_while(|above| *above > heading).any(|above| {
        page.hints(above)
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| matches!(word, "badge" | "pill" | "tag" | "label"))
    });
    let button = span.link.is_some_and(|link| link > heading && words::is_bare_action(&page.text(page.range(link))));
    badge || button
}

/// The title of a container, or none where it does not begin with one.
pub(crate) fn of_container(page: &Page<'_>, banners: &Banners, at: At) -> Option<Title> {
    let range = page.range(at);
    if page.name(at) == "tr" && page.heading_in(&range).is_none() {
        return of_row(page, banners, at);
    }
    let heading = page
        .headings_in(range.clone())
        .take(4)
        .find(|heading| page.level(*heading) < TERM || !is_detail_term(page, *heading));
    if let Some(heading) = heading
        && heading != at
        && page.letters_in(&(at..heading)) <= EYEBROW
    {
        // What begins with the page's own name is the list, not an entry.
        return of_heading(page, banners, heading);
    }
    without_headings(page, banners, range)
}

/// The title of a container by its first words, whatever headings stand further down.
pub(crate) fn without_headings(page: &Page<'_>, banners: &Banners, range: Range<At>) -> Option<Title> {
    if page.letters_in(&range) > MOST_LETTERS {
        return None;
    }
    named(page, banners, range.clone()).or_else(|| of_first_line(page, banners, range))
}

fn is_detail_term(page: &Page<'_>, at: At) -> bool {
    words::detail(&page.text(page.range(at))).is_some()
}

fn named(page: &Page<'_>, banners: &Banners, range: Range<At>) -> Option<Title> {
    let start = range.start;
    let within = start + 1..range.end.min(start + 80);
    let (at, _) = page.elements(within).find(|(at, _)| {
        let said = page
            .attr(*at, "itemprop")
            .is_some_and(|names| names.split_whitespace().any(|name| matches!(name, "name" | "headline")));
        let class = page.attr(*at, "class").is_some_and(|classes| {
            classes.to_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "title")
        });
        (said || class)
            && page.letters_in(&page.range(*at)) > 0
            && page.element(*at).is_some_and(|element| element.name() != "body")
    })?;
    // A title has one line; a block of that name with more in it is something else.
    let lines = lines::read_up_to(page, page.range(at), 2);
    let text = tidy(&lines.first()?.text());
    (lines.len() == 1 && page.letters_in(&(start..at)) <= EYEBROW && words::can_be_title(&text) && !banners.has(&text))
        .then(|| Title { range: page.range(at), text, sort: Sort::Named })
}

fn of_first_line(page: &Page<'_>, banners: &Banners, range: Range<At>) -> Option<Title> {
    let lines = lines::read_up_to(page, range, 5);
    let first = lines.iter().position(|line| !is_detail(line))?;
    let line = &lines[first];
    let marked = |span: &&Span| (span.link.is_some() || span.strong) && !span.button;
    let lead: Vec<Span> = line
        .spans
        .iter()
        .skip_while(|span| span.text.trim().is_empty())
        .take_while(|span| marked(span) || span.text.trim().is_empty())
        .cloned()
        .collect();
    let lead: Vec<Span> = one_lead(lead);
    let (spans, sort) = if !lead.is_empty() {
        (lead, Sort::Marked)
    } else if let Some(words) = before_buttons(line) {
        (words, Sort::Plain)
    } else if lines.len() > first + 1
        && !line.point
        && line.text().chars().count() <= 160
        && !line.text().ends_with(['.', ':', ';'])
    {
        (line.spans.clone(), Sort::Plain)
    } else {
        return None;
    };
    let text = tidy(&lines::text_of(&spans));
    let range = spans.first()?.at..spans.last()?.at + 1;
    // A bold or linked beginning of a sentence, and a call to action, are poor titles: others are better.
    let rest =
        line.spans.iter().skip_while(|span| span.at < range.end).map(|span| span.text.as_str()).collect::<String>();
    let goes_on = rest.trim_start().starts_with(|c: char| c.is_lowercase()) && !rest.trim_start().starts_with("by ");
    let sort = if goes_on || words::is_call(&text) { Sort::Plain } else { sort };
    (words::can_be_title(&text) && !banners.has(&text)).then_some(Title { range, text, sort })
}

/// "Title <a>Download</a>": the words before the buttons of a line that has nothing else.
fn before_buttons(line: &Line) -> Option<Vec<Span>> {
    let words: Vec<Span> = line.spans.iter().take_while(|span| span.link.is_none()).cloned().collect();
    let rest = &line.spans[words.len()..];
    let text = lines::text_of(&words);
    let buttons = !rest.is_empty() && words::is_bare_action(&lines::text_of(rest));
    (buttons && !text.ends_with('.') && text.chars().count() <= 200).then_some(words).filter(|words| !words.is_empty())
}

/// Where a bold part and a link stand side by side, the title is the first of them only.
fn one_lead(lead: Vec<Span>) -> Vec<Span> {
    let Some(first) = lead.first().cloned() else { return lead };
    let kept = lead.into_iter().take_while(|span| {
        span.link == first.link
            || first.link.is_none() && first.strong && span.strong && span.link.is_none()
            || span.text.trim().is_empty()
    });
    let mut kept: Vec<Span> = kept.collect();
    while kept.last().is_some_and(|span| span.text.trim().is_empty()) {
        kept.pop();
    }
    kept
}

fn is_detail(line: &Line) -> bool {
    let text = line.text();
    words::is_date(&text).is_some()
        || matches!(words::stated_detail(&text), Some((detail, _)) if detail != words::Detail::LabelOnly)
        || words::is_kind_name(&text)
        || words::is_file_note(&text)
        || line.spans.iter().all(|span| span.time.is_some() || span.text.trim().is_empty())
        || !text.chars().any(char::is_alphabetic)
}

/// The row of a table: its head cell; the column headed "Title" or the like; else the first cell with words that is
/// linked or bold, else the first with words.
fn of_row(page: &Page<'_>, banners: &Banners, row: At) -> Option<Title> {
    let cells: Vec<At> = page.children(row).filter(|cell| matches!(page.name(*cell), "td" | "th")).collect();
    if cells.iter().all(|cell| page.name(*cell) == "th") {
        return None;
    }
    // A row of column names that are not marked as such.
    const NAMES: &[&str] =
        &["title", "name", "description", "resource", "leaflet", "publication", "item", "link", "actions", ""];
    let names = cells
        .iter()
        .map(|cell| page.text(page.range(*cell)))
        .all(|text| NAMES.contains(&text.to_lowercase().as_str()) || words::detail(&text).is_some());
    if names {
        return None;
    }
    let columns = column_names(page, row);
    let titled = columns.iter().position(|name| {
        matches!(
            name.to_lowercase().trim(),
            "title"
                | "name"
                | "resource"
                | "document"
                | "resource name"
                | "document name"
                | "resource title"
                | "document title"
                | "leaflet"
                | "publication"
                | "item"
        )
    });
    let head = cells.iter().copied().find(|cell| page.name(*cell) == "th");
    let readable = |cell: At| {
        let lines = lines::read_up_to(page, page.range(cell), 2);
        let text = lines.first().map(Line::text).unwrap_or_default();
        words::can_be_title(&text) && words::is_date(&text).is_none() && !words::is_kind_name(&text)
    };
    let cell = head
        .or_else(|| titled.and_then(|column| cells.get(column).copied()))
        .filter(|cell| readable(*cell))
        .or_else(|| cells.iter().copied().find(|cell| readable(*cell)))?;
    let marked = of_first_line(page, banners, page.range(cell));
    let title = match marked {
        Some(title) => title,
        None => {
            let line = lines::read_up_to(page, page.range(cell), 1).into_iter().next()?;
            let text = tidy(&line.text());
            let range = line.spans.first()?.at..line.spans.last()?.at + 1;
            if !words::can_be_title(&text) || banners.has(&text) {
                return None;
            }
            Title { range, text, sort: Sort::Cell }
        }
    };
    let sort = if cells.len() > 1 && (head.is_some() || !columns.is_empty()) {
        Sort::Cell
    } else {
        title.sort.max(Sort::Marked)
    };
    Some(Title { sort, ..title })
}

/// The words of the head cells above a row's cells; empty where the table has none.
pub(crate) fn column_names(page: &Page<'_>, row: At) -> Vec<String> {
    let Some(table) = page.ancestors(row).find(|above| page.name(*above) == "table") else { return Vec::new() };
    let Some(first) = page.elements(page.range(table)).find(|(_, element)| element.name() == "tr").map(|(at, _)| at)
    else {
        return Vec::new();
    };
    let cells: Vec<At> = page.children(first).filter(|cell| matches!(page.name(*cell), "td" | "th")).collect();
    if first == row || !cells.iter().all(|cell| page.name(*cell) == "th") {
        return Vec::new();
    }
    cells.into_iter().map(|cell| page.text(page.range(cell))).collect()
}

/// A title without notes on its file and on new tabs.
pub(crate) fn tidy(text: &str) -> String {
    let mut text = words::without_new_tab(text).trim_end_matches([' ', ':', '-', '–', '—', '|']).to_owned();
    loop {
        let cut = words::without_file_note(&text);
        if cut.len() == text.len() || cut.is_empty() {
            return text;
        }
        text = cut.to_owned();
    }
}
