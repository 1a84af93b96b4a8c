//! Everything that could be a list, before it is judged.

use std::collections::HashMap;

use super::{Group, Piece, Sums};
use crate::page::{At, Page, TERM};
use crate::titles::{self, Banners, Sort, Title};
use crate::words;

/// Members of one path; a list of more is no page for people.
const MOST_MEMBERS: usize = 20_000;

/// Elements that can hold an entry.
fn can_contain(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "li"
            | "div"
            | "section"
            | "tr"
            | "td"
            | "details"
            | "a"
            | "p"
            | "figure"
            | "blockquote"
            | "center"
            | "aside"
    ) || name.contains('-')
}

pub(super) fn containers(page: &Page<'_>, banners: &Banners, sums: &Sums) -> Vec<Group> {
    let mut paths: HashMap<(usize, &str), usize> = HashMap::new();
    let mut path_of: HashMap<At, usize> = HashMap::new();
    let mut members: Vec<Vec<At>> = vec![Vec::new()];
    path_of.insert(0, 0);
    let mut heading_end = 0;
    for (at, element) in page.elements(1..page.len()) {
        let above = page.parent(at).and_then(|parent| path_of.get(&parent)).copied().unwrap_or(0);
        let next = members.len();
        let path = *paths.entry((above, element.name())).or_insert(next);
        if path == next {
            members.push(Vec::new());
        }
        path_of.insert(at, path);
        if page.level(at) > 0 {
            heading_end = heading_end.max(page.end(at));
        }
        let in_heading = at < heading_end;
        if can_contain(element.name())
            && !in_heading
            && page.letters_in(&page.range(at)) > 0
            && members[path].len() < MOST_MEMBERS
        {
            members[path].push(at);
        }
    }
    members
        .into_iter()
        .filter(|members| !members.is_empty())
        .map(|members| {
            let name = page.name(members[0]).to_owned();
            let mut pieces: Vec<Piece> = members.iter().filter_map(|at| container(page, banners, *at)).collect();
            title_alike(page, banners, sums, &mut pieces);
            Group { missed: members.len() - pieces.len(), pieces, name, score: 0.0, text_share: 0.0 }
        })
        .filter(|group| !group.pieces.is_empty())
        .collect()
}

fn container(page: &Page<'_>, banners: &Banners, at: At) -> Option<Piece> {
    let range = page.range(at);
    let name = page.name(at);
    let title = titles::of_container(page, banners, at)?;
    // A link is a container only around more than its title; a paragraph only with a marked beginning.
    let more = page.letters_in(&range) > page.letters_in(&title.range);
    let fits = match name {
        "a" => more || matches!(title.sort, Sort::Heading(_)),
        "p" => title.sort == Sort::Marked,
        _ => true,
    };
    fits.then_some(Piece { range, title })
}

/// Entries between or beside those of the list in an element of another name: a card that is a link where it has a
/// file, and a plain box where it has none. It must have a title of the same level, something more to say, and the
/// look (the classes) of its neighbours; where nothing has a class, stand between two of them.
pub(super) fn beside(page: &Page<'_>, banners: &Banners, pieces: &[Piece]) -> Vec<Piece> {
    let mut rows: Vec<(At, Vec<&Piece>)> = Vec::new();
    let mut row_of: HashMap<At, usize> = HashMap::new();
    for piece in pieces {
        let Some(parent) = page.parent(piece.range.start) else { continue };
        let row = *row_of.entry(parent).or_insert_with(|| {
            rows.push((parent, Vec::new()));
            rows.len() - 1
        });
        rows[row].1.push(piece);
    }
    let mut found = Vec::new();
    for (parent, mut row) in rows.into_iter().filter(|(_, row)| row.len() > 1) {
        row.sort_by_key(|piece| piece.range.start);
        let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
        let look = classes(page, first.range.start);
        let (start, end) = (first.range.start, last.range.end);
        for child in page.children(parent) {
            if row.binary_search_by_key(&child, |piece| piece.range.start).is_ok() || !can_contain(page.name(child)) {
                continue;
            }
            let own = classes(page, child);
            let alike = if look.is_empty() && own.is_empty() {
                start < child && child < end
            } else {
                own.iter().any(|class| look.contains(class))
            };
            if !alike {
                continue;
            }
            let Some(piece) = container(page, banners, child) else { continue };
            let more = page.letters_in(&piece.range) > page.letters_in(&piece.title.range) + 10;
            if matches!(piece.title.sort, Sort::Heading(_)) && piece.title.sort == first.title.sort && more {
                found.push(piece);
            }
        }
    }
    found
}

fn classes<'a>(page: &Page<'a>, at: At) -> Vec<&'a str> {
    page.attr(at, "class").unwrap_or_default().split_whitespace().collect()
}

/// Where most entries of a group have titles that are no headings, a heading further down in one of them is part of
/// its summary ("Who is it for?").
fn title_alike(page: &Page<'_>, banners: &Banners, sums: &Sums, pieces: &mut [Piece]) {
    let headed = |piece: &Piece| matches!(piece.title.sort, Sort::Heading(_));
    let other = pieces
        .iter()
        .filter(|piece| !headed(piece) && (piece.title.sort != Sort::Plain || sums.files(&piece.range) > 0))
        .count();
    if other * 2 <= pieces.len() {
        return;
    }
    for piece in pieces.iter_mut().filter(|piece| headed(piece)) {
        if page.letters_in(&(piece.range.start..piece.title.range.start)) > 0
            && let Some(title) = titles::without_headings(page, banners, piece.range.clone())
        {
            piece.title = title;
        }
    }
}

/// Headings among their siblings, each with what follows it up to the next of its level or above.
pub(super) fn flat_by_headings(page: &Page<'_>, banners: &Banners, sums: &Sums) -> Vec<Group> {
    let headings: Vec<At> = page.headings_in(0..page.len()).collect();
    let mut by_parent: HashMap<At, Vec<(At, At)>> = HashMap::new();
    let mut order: Vec<At> = Vec::new();
    for &heading in &headings {
        let child = widest_wrapper(page, heading);
        if let Some(parent) = page.parent(child) {
            let starters = by_parent.entry(parent).or_default();
            if starters.is_empty() {
                order.push(parent);
            }
            starters.push((child, heading));
        }
    }
    let mut groups: HashMap<(Vec<&str>, u8), Vec<Vec<Piece>>> = HashMap::new();
    let mut mixed: Vec<Group> = Vec::new();
    for parent in order {
        let starters = &by_parent[&parent];
        let path: Vec<&str> = page.ancestors(parent).chain([parent]).map(|at| page.name(at)).collect();
        let mut levels: Vec<u8> = starters.iter().map(|(_, heading)| page.level(*heading)).collect();
        levels.sort_unstable();
        levels.dedup();
        let is_starter = |heading: At| starters.binary_search_by_key(&heading, |(_, starter)| *starter).is_ok();
        let segment = |child: At, heading: At, level: u8| {
            let end = headings[headings.partition_point(|at| *at <= heading)..]
                .iter()
                .take_while(|next| **next < page.end(parent))
                // A heading inside the words for a term is part of them.
                .find(|next| page.level(**next) <= level && (level != TERM || is_starter(**next)))
                .map_or(page.end(parent), |next| child_of(page, parent, *next));
            titles::of_heading(page, banners, heading).map(|title| Piece { range: child..end, title })
        };
        for &level in &levels {
            let pieces: Vec<Piece> = starters
                .iter()
                .filter(|(_, heading)| page.level(*heading) == level)
                .filter_map(|(child, heading)| segment(*child, *heading, level))
                .collect();
            if !pieces.is_empty() {
                groups.entry((path.clone(), level)).or_default().push(pieces);
            }
        }
        if levels.len() > 1 {
            // Headings of several levels, each with a file of its own: the levels were chosen for their looks.
            let pieces: Vec<Piece> =
                starters.iter().filter_map(|(child, heading)| segment(*child, *heading, 6)).collect();
            if pieces.len() > 1 && pieces.iter().all(|piece| sums.files(&piece.range) > 0) {
                mixed.push(flat(pieces));
            }
        }
    }
    let mut flat_groups: Vec<Group> = groups
        .into_values()
        .map(|parts| {
            // One heading in each of several parents is the business of containers.
            let alone = parts.len() > 1 && parts.iter().any(|part| part.len() < 2);
            let mut group = flat(parts.into_iter().flatten().collect());
            group.missed = if alone { group.pieces.len() * 4 } else { 0 };
            group
        })
        .collect();
    flat_groups.extend(mixed);
    flat_groups
}

fn flat(mut pieces: Vec<Piece>) -> Group {
    pieces.sort_by_key(|piece| piece.range.start);
    Group { pieces, missed: 0, name: String::new(), score: 0.0, text_share: 0.0 }
}

/// The outermost element that holds the heading and no other word.
fn widest_wrapper(page: &Page<'_>, heading: At) -> At {
    let letters = page.letters_in(&page.range(heading));
    let mut child = heading;
    for above in page.ancestors(heading) {
        let media = page
            .elements(page.range(above))
            .take(80)
            .any(|(_, element)| matches!(element.name(), "iframe" | "video" | "audio"));
        if above == 0
            || page.letters_in(&page.range(above)) != letters
            || media
            || matches!(page.name(above), "article" | "li" | "details" | "tr" | "td" | "a")
        {
            break;
        }
        child = above;
    }
    child
}

fn child_of(page: &Page<'_>, parent: At, at: At) -> At {
    std::iter::once(at).chain(page.ancestors(at)).find(|above| page.parent(*above) == Some(parent)).unwrap_or(at)
}

/// Paragraphs that are bold or linked as a whole, as headings among their siblings.
pub(super) fn flat_by_marks(page: &Page<'_>, banners: &Banners) -> Vec<Group> {
    let mut groups: HashMap<(At, &str, bool), Vec<Piece>> = HashMap::new();
    for (at, element) in page.elements(1..page.len()) {
        let range = page.range(at);
        let letters = page.letters_in(&range);
        if !matches!(element.name(), "p" | "div")
            || letters == 0
            || letters > 300
            || page.heading_in(&range).is_some()
            || range.len() > 40
        {
            continue;
        }
        let whole = page.elements(range.clone()).find(|(inner, element)| {
            matches!(element.name(), "strong" | "b" | "a") && page.letters_in(&page.range(*inner)) == letters
        });
        let Some((mark, marked)) = whole else { continue };
        let text = titles::tidy(&page.text(range.clone()));
        let Some(parent) = page.parent(at) else { continue };
        if !words::can_be_title(&text) || words::is_bare_action(&text) || banners.has(&text) || text.ends_with(':') {
            continue;
        }
        let sort = if words::is_call(&text) { Sort::Plain } else { Sort::Marked };
        let title = Title { range: mark..page.end(mark), text, sort };
        groups.entry((parent, element.name(), marked.name() == "a")).or_default().push(Piece { range, title });
    }
    groups
        .into_iter()
        .map(|((parent, _, _), mut pieces)| {
            let mut end = page.end(parent);
            for piece in pieces.iter_mut().rev() {
                let heading =
                    page.heading_in(&(piece.range.end..end)).map_or(end, |heading| child_of(page, parent, heading));
                let start = piece.range.start;
                piece.range.end = heading.min(end);
                end = start;
            }
            flat(pieces)
        })
        .collect()
}
