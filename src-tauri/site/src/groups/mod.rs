//! Which parts of the main content are the entries of a list.
//!
//! Two shapes are looked for. A *container* is an element with a title at its beginning; containers at the same path
//! of element names make a group, whatever their parents (a grid has several rows). A *flat* group is a run of titles
//! among their siblings, each with what follows it. All groups are scored: sure titles, many alike, much of the
//! content's text and files covered, no second title inside. The best one is the list; what lies beside it with the
//! same shape and with files joins it.

mod candidates;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use catalogue::LinkNature;

use crate::links::{Place, links_in};
use crate::page::{At, Page};
use crate::titles::{Banners, Sort, Title};
use crate::words;

/// What may be an entry.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub range: Range<At>,
    pub title: Title,
}

#[derive(Debug, Clone)]
struct Group {
    pieces: Vec<Piece>,
    /// Members of the same shape with words but no title.
    missed: usize,
    /// The container's element; empty for a flat group.
    name: String,
    score: f64,
    text_share: f64,
}

/// Groups looked at closely.
const MOST_GROUPS: usize = 60;
/// The entries of a list, in reading order. `menu` holds the addresses in the site's menus: what only leads there is a
/// menu too.
pub(crate) fn entries(page: &Page<'_>, place: &Place, banners: &Banners, menu: &[String]) -> Vec<Piece> {
    let sums = Sums::of(page, place, banners, menu);
    let mut groups = candidates::containers(page, banners, &sums);
    groups.extend(candidates::flat_by_headings(page, banners, &sums));
    groups.extend(candidates::flat_by_marks(page, banners));
    for group in &mut groups {
        sums.score(page, group);
    }
    let mut groups: Vec<Group> = groups.into_iter().filter(|group| group.score > 0.0).collect();
    groups.sort_by(|one, other| other.score.total_cmp(&one.score));
    groups.truncate(MOST_GROUPS);
    let singles = best_singles(page, &sums, &groups);
    groups.retain(|group| group.pieces.len() > 1);
    let all = groups.clone();
    groups.retain(|outer| !all.iter().any(|inner| is_split_by(page, &sums, outer, inner)));
    groups.extend(singles);
    groups.sort_by(|one, other| other.score.total_cmp(&one.score));
    let Some(best) = groups.first().cloned() else { return Vec::new() };
    let mut pieces = best.pieces.clone();
    for mate in groups.iter().skip(1).filter(|mate| is_mate(&sums, &best, mate)) {
        let apart = mate.pieces.iter().all(|one| {
            pieces.iter().all(|other| one.range.end <= other.range.start || other.range.end <= one.range.start)
        });
        if apart {
            pieces.extend(mate.pieces.iter().cloned());
        }
    }
    if !best.name.is_empty() {
        pieces.extend(candidates::beside(page, banners, &pieces));
    }
    pieces.sort_by_key(|piece| piece.range.start);
    pieces
}

/// Running sums over the content, so that a part's share of it is a subtraction.
struct Sums {
    files: Vec<usize>,
    links: Vec<usize>,
    letters: usize,
    repeated_banner: Option<At>,
    /// The page says itself which part is its main content.
    in_main: bool,
}

impl Sums {
    fn of(page: &Page<'_>, place: &Place, banners: &Banners, menu: &[String]) -> Self {
        let menu: HashSet<&str> = menu.iter().map(String::as_str).collect();
        let mut is_file = vec![false; page.len()];
        let mut is_link = vec![false; page.len()];
        for found in links_in(page, place, 0..page.len()) {
            is_file[found.at] = matches!(found.link.nature, LinkNature::Document | LinkNature::EmbeddedVideo);
            // The same list with other parameters: filters, sorting, pages.
            is_link[found.at] =
                is_file[found.at] || !place.is_this_path(&found.url) && !menu.contains(found.link.url.as_str());
        }
        let sum = |flags: &[bool]| {
            std::iter::once(0)
                .chain(flags.iter().scan(0, |sum, flag| {
                    *sum += usize::from(*flag);
                    Some(*sum)
                }))
                .collect::<Vec<usize>>()
        };
        let named: Vec<At> =
            page.headings_in(0..page.len()).filter(|at| banners.has(&page.text(page.range(*at)))).collect();
        let banner_letters: usize = named.iter().map(|at| page.letters_in(&page.range(*at))).sum();
        Sums {
            files: sum(&is_file),
            links: sum(&is_link),
            letters: page.letters_in(&(0..page.len())).saturating_sub(banner_letters),
            repeated_banner: named.get(1).copied(),
            in_main: page.name(0) == "main" || page.attr(0, "role") == Some("main"),
        }
    }

    fn files(&self, range: &Range<At>) -> usize {
        self.files[range.end] - self.files[range.start]
    }

    fn links(&self, range: &Range<At>) -> usize {
        self.links[range.end] - self.links[range.start]
    }

    fn all_files(&self) -> usize {
        self.files.last().copied().unwrap_or(0)
    }

    fn score(&self, page: &Page<'_>, group: &mut Group) {
        self.drop_strangers(page, group);
        let count = group.pieces.len();
        if count == 0 || self.letters == 0 {
            return;
        }
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        // Beside entries with files, a bold line with text below it is an entry without one.
        let filed = group.pieces.iter().any(|piece| self.files(&piece.range) > 0);
        let bold = |piece: &&Piece| {
            filed
                && piece.title.sort == Sort::Marked
                && page.letters_in(&piece.range) > page.letters_in(&piece.title.range) + 40
        };
        let enough = group.pieces.iter().filter(|piece| self.is_evidence(page, piece) || bold(piece)).count();
        if enough * 2 < count {
            return;
        }
        let worth = group.pieces.iter().map(|piece| piece.title.sort.worth()).sum::<f64>() / count as f64;
        let titles: HashSet<String> =
            group.pieces.iter().map(|piece| catalogue::fold_title(&piece.title.text)).collect();
        let distinct = share(titles.len(), count);
        // A list written twice, once for small screens, has each title twice; sub-headings repeat more often.
        let distinct = if distinct >= 0.5 { 0.5 + distinct / 2.0 } else { distinct };
        let apart = matches!(group.name.as_str(), "article" | "li" | "details");
        let pure: f64 = group
            .pieces
            .iter()
            .map(|piece| {
                if is_pure(page, piece) {
                    1.0
                } else if apart {
                    0.5
                } else {
                    0.0
                }
            })
            .sum();
        // Headings inside few entries whose titles are no headings are parts of their summaries.
        let unheaded = group.pieces.iter().all(|piece| !matches!(piece.title.sort, Sort::Heading(_)));
        let pure = if unheaded && pure * 2.0 > count as f64 { count as f64 } else { pure };
        let letters: usize = group.pieces.iter().map(|piece| page.letters_in(&piece.range)).sum();
        let files: usize = group.pieces.iter().map(|piece| self.files(&piece.range)).sum();
        group.text_share = share(letters, self.letters).min(1.0);
        let covered = if self.all_files() > 0 {
            0.4 * group.text_share + 0.6 * share(files, self.all_files())
        } else {
            group.text_share
        };
        let hit = 0.5 + 0.5 * share(count, count + group.missed);
        let evident = 0.5 + 0.5 * share(enough, count);
        group.score = worth * distinct * (pure / count as f64) * covered * hit * evident;
        if apart {
            group.score *= 1.01;
        }
        if group.name.is_empty() {
            // Where containers and a flat reading agree, the containers' borders are the surer ones.
            group.score *= 0.97;
        }
    }

    /// Pieces that happen to stand at the same path: menu points among entries, paragraphs among cards.
    fn drop_strangers(&self, page: &Page<'_>, group: &mut Group) {
        let headed = group.pieces.iter().any(|piece| matches!(piece.title.sort, Sort::Heading(_)));
        let filed = group.pieces.iter().any(|piece| self.files(&piece.range) > 0);
        // Filters of the list and points of the menu: all their links lead there. They say nothing against the rest.
        let is_menu = |piece: &Piece| {
            !matches!(piece.title.sort, Sort::Heading(_) | Sort::Cell)
                && self.links(&piece.range) == 0
                && page.is_within(piece.title.range.end - 1, "a")
        };
        let menu = group.pieces.iter().filter(|piece| is_menu(piece)).count();
        let before = group.pieces.len();
        group.pieces.retain(|piece| {
            let more = page.letters_in(&piece.range) > page.letters_in(&piece.title.range) + 10;
            match piece.title.sort {
                Sort::Heading(_) | Sort::Cell => true,
                Sort::Plain if headed => false,
                _ if is_menu(piece) => false,
                _ => !filed || more || self.is_evidence(page, piece),
            }
        });
        group.missed += before - group.pieces.len() - menu;
    }

    /// Whether a piece has what an entry has, for the sort of its title.
    fn is_evidence(&self, page: &Page<'_>, piece: &Piece) -> bool {
        let files = self.files(&piece.range) > 0;
        let links = self.links(&piece.range) > 0;
        let more = page.letters_in(&piece.range) > page.letters_in(&piece.title.range) + 10;
        match piece.title.sort {
            Sort::Heading(_) => files || links || more,
            Sort::Cell => files || links || more,
            Sort::Named => files || links,
            Sort::Marked => {
                files || links && (more || self.in_main && piece.title.text.split_whitespace().count() >= 4)
            }
            Sort::Plain => files,
        }
    }
}

/// No second title in it.
fn is_pure(page: &Page<'_>, piece: &Piece) -> bool {
    let level = match piece.title.sort {
        Sort::Heading(level) => level,
        _ => 6,
    };
    !page.headings_in(piece.range.clone()).any(|at| !piece.title.range.contains(&at) && page.level(at) <= level)
}

/// Whether the pieces of `outer` are sections or rows of the list whose entries are the pieces of `inner`.
fn is_split_by(page: &Page<'_>, sums: &Sums, outer: &Group, inner: &Group) -> bool {
    if inner.pieces.len() <= outer.pieces.len() {
        return false;
    }
    let mut around = outer.pieces.iter().peekable();
    let within = inner.pieces.iter().all(|piece| {
        while around.next_if(|outer| outer.range.end < piece.range.end).is_some() {}
        around.peek().is_some_and(|outer| outer.range.start <= piece.range.start && piece.range != outer.range)
    });
    if !within {
        return false;
    }
    let worth = |group: &Group| group.pieces.iter().map(|piece| piece.title.sort.worth()).fold(1.0, f64::min);
    let linked = inner.pieces.iter().filter(|piece| sums.links(&piece.range) > 0).count() * 5 >= inner.pieces.len() * 4;
    let filed = inner.pieces.iter().all(|piece| sums.files(&piece.range) > 0);
    let apart = matches!(outer.name.as_str(), "article" | "li" | "details");
    if worth(inner) >= worth(outer) {
        inner.text_share >= 0.8 * outer.text_share && (linked || !apart && sums.all_files() == 0)
    } else {
        // Sections by subject: nothing in them but a heading and the list, and the points have names of their own
        // ("English", "Bengali", "Part 1" are files of one entry).
        let letters = |group: &Group| group.pieces.iter().map(|piece| page.letters_in(&piece.range)).sum::<usize>();
        let headings: usize = outer.pieces.iter().map(|piece| page.letters_in(&piece.title.range)).sum();
        let nothing_else = letters(inner) * 20 >= letters(outer).saturating_sub(headings) * 19;
        let names: HashSet<String> =
            inner.pieces.iter().map(|piece| catalogue::fold_title(&piece.title.text)).collect();
        let named = inner.pieces.iter().filter(|piece| words::naming_words(&piece.title.text) >= 2).count() * 5
            >= inner.pieces.len() * 4;
        filed
            && nothing_else
            && named
            && names.len() * 10 >= inner.pieces.len() * 9
            && inner.pieces.len() >= 2 * outer.pieces.len()
    }
}

/// Groups of one piece, each title with its best borders.
fn best_singles(page: &Page<'_>, sums: &Sums, groups: &[Group]) -> Vec<Group> {
    let mut by_title: HashMap<At, Vec<&Group>> = HashMap::new();
    for group in groups.iter().filter(|group| group.pieces.len() == 1) {
        by_title.entry(group.pieces[0].title.range.start).or_default().push(group);
    }
    let mut singles = Vec::new();
    for (_, mut nested) in by_title {
        nested.sort_by_key(|group| group.pieces[0].range.len());
        let most = nested.iter().map(|group| sums.files(&group.pieces[0].range)).max().unwrap_or(0);
        let whole = |group: &&&Group| {
            let piece = &group.pieces[0];
            sums.files(&piece.range) == most
                && (most > 0 || page.letters_in(&piece.range) > page.letters_in(&piece.title.range))
        };
        let semantic = |group: &&&Group| matches!(group.name.as_str(), "article" | "li" | "details" | "tr");
        let chosen = nested
            .iter()
            .filter(whole)
            .find(semantic)
            .or_else(|| nested.iter().find(whole))
            .or(nested.iter().find(semantic));
        let Some(chosen) = chosen else { continue };
        if is_single_entry(page, sums, chosen) {
            let mut single = (*chosen).clone();
            single.score *= 0.75;
            singles.push(single);
        }
    }
    singles
}

/// One heading alone is easily something else: more is asked of it.
fn is_single_entry(page: &Page<'_>, sums: &Sums, group: &Group) -> bool {
    let piece = &group.pieces[0];
    let heading = matches!(piece.title.sort, Sort::Heading(_) | Sort::Cell | Sort::Named);
    let apart = matches!(group.name.as_str(), "article" | "li" | "details" | "tr");
    let next = page.heading_in(&(piece.title.range.end..piece.range.end));
    let own = piece.title.range.end..next.unwrap_or(piece.range.end);
    // A heading right above another is the heading of a list.
    if !apart && next.is_some() && page.letters_in(&own) == 0 && sums.links(&own) == 0 {
        return false;
    }
    if sums.files(&piece.range) > 0 {
        // A bold line among others: a title where it has the length of one.
        let bold = group.name.is_empty() && piece.title.text.split_whitespace().count() >= 3;
        return heading || apart || group.name == "div" || bold;
    }
    let title_linked = sums.links(&piece.title.range) > 0 || page.is_within(piece.title.range.start, "a");
    let after_list_heading =
        sums.repeated_banner.is_some_and(|banner| banner < piece.range.start) && page.letters_in(&own) >= 40;
    heading && (apart || title_linked || after_list_heading)
}

/// Whether a group beside the list belongs to it: the same sort of title in the same element, and files in each piece.
fn is_mate(sums: &Sums, best: &Group, mate: &Group) -> bool {
    let sort = |group: &Group| group.pieces[0].title.sort;
    let alike = match (sort(best), sort(mate)) {
        (Sort::Heading(one), Sort::Heading(other)) => {
            one.abs_diff(other) <= 1 || best.name == mate.name && best.name == "article"
        }
        (one, other) => one == other,
    };
    alike && best.name == mate.name && mate.pieces.iter().all(|piece| sums.files(&piece.range) > 0)
}
