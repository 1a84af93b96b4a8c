//! An entry's words -> its summary and its details.

use std::collections::HashSet;
use std::ops::Range;

use catalogue::tidy_spaces;

use crate::lines::{self, Line, Span};
use crate::links::{self, Place};
use crate::page::{At, Page};
use crate::words::{self, Detail};

#[derive(Debug, Default)]
pub(crate) struct Told {
    pub paragraphs: Vec<String>,
    pub date: Option<String>,
    pub kind: Option<String>,
    pub topics: Vec<String>,
    /// What a detail says of the language, in words.
    pub language: Option<String>,
    /// Links that are topics or authors, not the entry's own.
    pub spent: HashSet<At>,
}

/// Reads the lines of an entry, its title left out.
pub(crate) fn read(page: &Page<'_>, place: &Place, range: Range<At>, title: &Range<At>, title_text: &str) -> Told {
    let mut told = Told::default();
    details_of_table(page, &range, title, &mut told);
    let mut aside: Vec<(bool, String)> = Vec::new();
    let mut label: Option<Detail> = None;
    let before_title = |line: &Line| line.spans.first().is_some_and(|span| span.at < title.start);
    let mut lines = lines::read(page, range.clone()).into_iter().peekable();
    while let Some(mut line) = lines.next() {
        let part_of_title = line.spans.iter().any(|span| title.contains(&span.at));
        line.spans.retain(|span| !title.contains(&span.at) && !told.is_spent_cell(page, span.at));
        if part_of_title {
            unhook(&mut line);
        }
        drop_buttons(&mut line);
        let text = line.text();
        if !text.chars().any(char::is_alphanumeric) && !text.contains('@') {
            continue;
        }
        if words::same(&text, title_text)
            || (part_of_title || before_title(&line)) && words::is_kind_name(&text) && told.kind.is_some()
        {
            continue;
        }
        if lines.peek().is_some_and(|next| labels(&text, next)) {
            label = words::detail(&text);
            continue;
        }
        let label_before = label.take();
        if told.take_detail(page, place, &line, &text, label_before, before_title(&line), &mut label) {
            continue;
        }
        if line.is_all_linked() {
            if told.take_topic_links(page, place, &line, title_text)
                || words::is_action_on(&text, title_text)
                || words::is_count_or_pager(&text)
            {
                continue;
            }
            let kept = is_sentence(page, &line, &text);
            if kept {
                told.push(&line, text);
            } else {
                aside.push((can_stand_alone(page, &line, &text, title_text), text));
            }
            continue;
        }
        if words::is_file_note(&text)
            || words::is_count_or_pager(&text)
            || words::is_notice(&text)
            || words::is_bare_action(&text) && text.split_whitespace().count() <= 4
        {
            continue;
        }
        cut_buttons(page, &mut line, title_text);
        let text = line.text();
        if !text.is_empty() && !words::same(&text, title_text) {
            told.push(&line, text);
        }
    }
    if told.paragraphs.is_empty() {
        told.paragraphs = aside.into_iter().filter(|(alone, _)| *alone).map(|(_, text)| text).take(1).collect();
    }
    told
}

impl Told {
    fn push(&mut self, line: &Line, text: String) {
        let text = text.trim().to_owned();
        let bulleted = text.strip_prefix(['•', '·', '▪', '●', '‣']).map(|rest| format!("• {}", rest.trim_start()));
        let text = match bulleted {
            Some(text) => text,
            None if line.point => format!("• {text}"),
            None => text,
        };
        // The same words twice in one entry: once for small screens, once for large ones.
        if text.len() < 20 || !self.paragraphs.contains(&text) {
            self.paragraphs.push(text);
        }
    }

    fn is_spent_cell(&self, page: &Page<'_>, at: At) -> bool {
        !self.spent.is_empty()
            && page.ancestors(at).take(12).any(|above| page.name(above) == "td" && self.spent.contains(&above))
    }

    /// Takes a line that states a detail; what remains of it is no summary.
    #[allow(clippy::too_many_arguments)]
    fn take_detail(
        &mut self,
        page: &Page<'_>,
        place: &Place,
        line: &Line,
        text: &str,
        before: Option<Detail>,
        above: bool,
        label: &mut Option<Detail>,
    ) -> bool {
        if let Some(detail) = before {
            // "Posted on:" stood on a line of its own, or in a <dt>.
            self.set(detail, text, line);
            if detail != Detail::LabelOnly {
                return true;
            }
        }
        let heading =
            page.level(line.block) > 0 || page.ancestors(line.block).take(3).any(|above| page.level(above) > 0);
        let term = heading || text.ends_with(':');
        if term && let Some(detail) = words::detail(text) {
            *label = Some(detail);
            return true;
        }
        if let Some(printed) = words::is_date(text) {
            let value = if line.spans.iter().any(|span| span.time.is_some()) { tidy_spaces(text) } else { printed };
            self.date.get_or_insert(value);
            return true;
        }
        if let Some((detail, value)) = words::stated_detail(text) {
            if detail == Detail::LabelOnly {
                // "Download: the strategy (PDF)": the links say it.
                return line
                    .spans
                    .iter()
                    .skip_while(|span| !span.text.contains(':'))
                    .skip(1)
                    .all(|span| span.link.is_some() || !span.text.chars().any(char::is_alphabetic))
                    && !line.links().is_empty();
            }
            self.set(detail, value, line);
            return true;
        }
        // "Updated <time>3 May 2021</time> by <a>Admin</a>"
        let (timed, rest): (Vec<Span>, Vec<Span>) = line.spans.iter().cloned().partition(|span| span.time.is_some());
        let rest = lines::text_of(&rest);
        if timed.iter().any(|span| span.text.chars().any(char::is_alphanumeric))
            && (words::goes_with_a_date(&rest) || author_only(page, line, &rest))
        {
            // WordPress writes two: published and updated.
            let first =
                timed.iter().find(|span| span.text.chars().any(char::is_alphanumeric)).and_then(|span| span.time);
            let first: Vec<Span> = timed.into_iter().filter(|span| span.time == first).collect();
            self.date.get_or_insert(lines::text_of(&first));
            self.spent.extend(line.spans.iter().filter(|span| span.time.is_none()).filter_map(|span| span.link));
            return true;
        }
        let author = !line.links().is_empty() && line.links().iter().all(|link| is_author(page, *link));
        if author && text.split_whitespace().count() <= 6 {
            self.spent.extend(line.links());
            return true;
        }
        let badge = text.split_whitespace().count() <= 3;
        if badge && words::is_kind_name(text) && !line.point {
            self.kind.get_or_insert(text.to_owned());
            return true;
        }
        if above && text.split_whitespace().count() <= 5 && !text.ends_with('.') {
            // Above the title: the topic, often linked to the list of its kind.
            if !self.take_topic_links(page, place, line, "") {
                self.spent.extend(line.links());
                self.add_topic(text);
            }
            return true;
        }
        false
    }

    fn set(&mut self, detail: Detail, value: &str, line: &Line) {
        match detail {
            Detail::Date => {
                let printed = catalogue::find_printed_date(value).map(|date| date.printed);
                if let Some(printed) = printed {
                    self.date.get_or_insert(printed);
                }
            }
            Detail::Kind => {
                self.spent.extend(line.links());
                if !value.is_empty() {
                    self.kind.get_or_insert(value.to_owned());
                }
            }
            Detail::Topics => {
                let links = line.links();
                self.spent.extend(links.iter().copied());
                let linked = line.spans.iter().filter(|span| span.link.is_some());
                let mut by_link: Vec<(At, String)> = Vec::new();
                for span in linked {
                    match by_link.last_mut() {
                        Some((link, text)) if Some(*link) == span.link => text.push_str(&span.text),
                        _ => by_link.push((span.link.unwrap_or_default(), span.text.clone())),
                    }
                }
                if by_link.is_empty() {
                    value.split([',', ';', '|']).for_each(|topic| self.add_topic(topic));
                } else {
                    by_link.iter().for_each(|(_, topic)| self.add_topic(topic));
                }
            }
            Detail::Language => {
                self.language.get_or_insert(value.to_owned());
            }
            Detail::LabelOnly | Detail::Nothing => {}
        }
    }

    fn add_topic(&mut self, topic: &str) {
        let topic =
            tidy_spaces(topic.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '·' | '|' | '#' | '•')));
        if topic.chars().any(char::is_alphabetic) && !self.topics.contains(&topic) {
            self.topics.push(topic);
        }
    }

    /// Links to lists of a category or tag.
    fn take_topic_links(&mut self, page: &Page<'_>, place: &Place, line: &Line, title: &str) -> bool {
        let links = line.links();
        let is_topic = |link: &At| {
            let rel = page
                .attr(*link, "rel")
                .is_some_and(|rel| rel.split_whitespace().any(|word| word == "tag" || word == "category"));
            let address = page.attr(*link, "href").and_then(|href| place.resolve(href)).is_some_and(|url| {
                let segments = || url.path().split('/');
                place.is_own(&url)
                    && (segments().any(|segment| {
                        matches!(segment, "category" | "categories" | "tag" | "tags" | "topic" | "topics" | "taxonomy")
                    }) || place.is_this_path(&url)
                        && url.query_pairs().any(|(name, _)| {
                            ["cat", "tag", "topic", "type", "kind", "theme", "filter"]
                                .iter()
                                .any(|word| name.to_lowercase().contains(word))
                        }))
            });
            // Drupal marks its "Read more" links with rel=tag too.
            (rel || address)
                && !words::is_bare_action(&page.text(page.range(*link)))
                && !words::is_action_on(&page.text(page.range(*link)), title)
        };
        if links.is_empty() || !links.iter().all(is_topic) {
            return false;
        }
        for link in links {
            let text = page.text(page.range(link));
            if words::is_kind_name(&text) && self.kind.is_none() {
                self.kind = Some(text);
            } else {
                self.add_topic(&text);
            }
            self.spent.insert(link);
        }
        true
    }
}

/// "Posted on" without a colon, right above what can only be its value.
fn labels(text: &str, next: &Line) -> bool {
    let value = next.text();
    match words::detail(text) {
        Some(Detail::Date) => words::is_date(&value).is_some() || next.spans.iter().all(|span| span.time.is_some()),
        Some(Detail::Kind) => words::is_kind_name(&value),
        _ => false,
    }
}

fn is_author(page: &Page<'_>, link: At) -> bool {
    page.attr(link, "rel").is_some_and(|rel| rel.contains("author"))
        || page.attr(link, "href").is_some_and(|href| href.contains("/author/"))
}

fn author_only(page: &Page<'_>, line: &Line, rest: &str) -> bool {
    rest.split_whitespace().count() <= 8 && line.links().iter().any(|link| is_author(page, *link))
}

/// The cells of a table's row that stand below "Date", "Type", "Category", "Size".
fn details_of_table(page: &Page<'_>, range: &Range<At>, title: &Range<At>, told: &mut Told) {
    if page.name(range.start) != "tr" {
        return;
    }
    let columns = crate::titles::column_names(page, range.start);
    let cells: Vec<At> = page.children(range.start).filter(|cell| matches!(page.name(*cell), "td" | "th")).collect();
    for (cell, name) in cells.into_iter().zip(columns) {
        let Some(detail) = words::detail(&name) else { continue };
        if detail == Detail::LabelOnly || page.range(cell).contains(&title.start) {
            continue;
        }
        for line in lines::read(page, page.range(cell)) {
            told.set(detail, &line.text(), &line);
        }
        told.spent.insert(cell);
    }
}

/// The line went on after the title: " - summary", ": summary".
fn unhook(line: &mut Line) {
    line.point = false;
    let full_stop = line.spans.iter().map(|span| span.text.as_str()).collect::<String>();
    if let Some(first) = line.spans.first_mut().filter(|_| full_stop.starts_with(". ")) {
        first.text = first.text.trim_start_matches('.').to_owned();
    }
    for span in &mut line.spans {
        let cut = span
            .text
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '|' | ',' | '·'));
        let empty = cut.is_empty();
        span.text = cut.to_owned();
        if !empty {
            break;
        }
    }
    // "(PDF, 1.2 MB) - summary"
    let text = line.text();
    if let Some(close) = text.find([')', ']'])
        && text.starts_with(['(', '['])
        && words::is_file_note(&text[1..close])
        && let Some(first) = line.spans.first().cloned()
    {
        let rest = text[close + 1..]
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '|' | ','))
            .to_owned();
        let linked: Vec<Span> = line.spans.iter().skip_while(|span| span.link.is_none()).cloned().collect();
        if linked.is_empty() {
            line.spans = vec![Span { text: rest, ..first }];
        }
    }
}

fn drop_buttons(line: &mut Line) {
    line.spans.retain(|span| !span.button);
}

/// Cuts words of buttons at the ends of a line of prose: "… Read more", "text Download".
fn cut_buttons(page: &Page<'_>, line: &mut Line, title: &str) {
    loop {
        while line.spans.last().is_some_and(|span| {
            !span.text.chars().any(char::is_alphanumeric)
                && line.spans.len() > 1
                && span.link.is_none()
                && !span.text.contains(['.', '!', '?'])
        }) {
            line.spans.pop();
        }
        let Some(last) = line.spans.last().cloned() else { return };
        if last.link.is_none() {
            // "Download (PDF, 1.2 MB)": the note after the link goes before the link does.
            let linked_before = line.spans.len() > 1 && line.spans[line.spans.len() - 2].link.is_some();
            if linked_before && words::is_file_note(&last.text) {
                line.spans.pop();
                continue;
            }
            return;
        }
        let start = line.spans.iter().rposition(|span| span.link != last.link).map_or(0, |at| at + 1);
        let words_of_link = lines::text_of(&line.spans[start..]);
        let before = lines::text_of(&line.spans[..start]);
        let ends = before.is_empty()
            || before.ends_with(['.', '!', '?', '…', ':', ')', '|', '-', '–', '—', '»', ']', '"', '”', '’']);
        let capital = words_of_link.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
            || is_styled_button(page, last.link);
        let here = matches!(words_of_link.to_lowercase().as_str(), "here" | "click here");
        let button = words::is_action_on(&words_of_link, title) && (ends || capital && !here);
        if words_of_link.is_empty() || !(button || is_file_after_prose(page, &line.spans, start, &words_of_link)) {
            return;
        }
        line.spans.truncate(start);
        if let Some(span) = line.spans.last_mut() {
            let trimmed = span
                .text
                .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '-' | '–' | '—' | '·' | '»' | '›'));
            span.text = trimmed.to_owned();
        }
    }
}

/// A label after the last sentence of a line: one of several in a row, or one outside a paragraph.
fn is_file_after_prose(page: &Page<'_>, spans: &[Span], start: usize, label: &str) -> bool {
    if label.ends_with(['.', '!', '?', ',']) {
        return false;
    }
    let mut before = spans[..start]
        .iter()
        .rev()
        .skip_while(|span| !span.text.chars().any(char::is_alphanumeric) && !span.text.contains(['.', '!', '?']));
    let Some(earlier) = before.next() else { return false };
    let row = earlier.link.is_some() && earlier.link != spans[start].link;
    let sentence_ended = earlier.text.trim_end().ends_with(['.', '!', '?', '…']);
    let prose = std::iter::once(spans[start].at)
        .chain(page.ancestors(spans[start].at))
        .take(6)
        .any(|above| page.name(above) == "p");
    row || sentence_ended && !prose && label.split_whitespace().count() <= 6
}

fn is_styled_button(page: &Page<'_>, link: Option<At>) -> bool {
    let Some(link) = link else { return false };
    page.attr(link, "role") == Some("button")
        || page
            .hints(link)
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| matches!(word, "btn" | "button" | "cta"))
}

/// A paragraph that is linked as a whole, yet a sentence: prose, not a button.
fn is_sentence(page: &Page<'_>, line: &Line, text: &str) -> bool {
    let prose = page.name(line.block) == "p" && !line.links().iter().any(|link| is_styled_button(page, Some(*link)));
    prose
        && !line.point
        && line.links().len() == 1
        && words::without_file_note(text) == text
        && (text.ends_with(['.', '!', '?']) || text.split_whitespace().count() >= 7)
}

/// Linked words that are the summary where there is no other: they say more than a button and other than the title.
fn can_stand_alone(page: &Page<'_>, line: &Line, text: &str, title: &str) -> bool {
    let button = line.links().iter().any(|link| is_styled_button(page, Some(*link)));
    let (folded, title) = (catalogue::fold_title(text), catalogue::fold_title(title));
    let paragraph = page.name(line.block) == "p" && !line.point && text.split_whitespace().count() >= 4;
    (paragraph || words::naming_words(text) >= 3)
        && !button
        && line.links().len() == 1
        && words::without_file_note(text) == text
        && !links::is_file_name(text)
        && !folded.contains(&title)
}
