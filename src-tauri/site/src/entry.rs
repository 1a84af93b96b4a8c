//! One piece of a list -> one entry.

use catalogue::{Entry, LinkNature, Profile, fold_title, guess_language_from_words, is_language_tag};
use std::collections::HashMap;

use crate::groups::Piece;
use crate::links::{Found, Place, links_in};
use crate::page::{At, Page, Picked};
use crate::pager;
use crate::summary::{self, Told};
use crate::words;

/// What a profile's selectors pick inside entries.
#[derive(Default)]
pub(crate) struct PickedParts {
    pub summary: Picked,
    pub date: Picked,
    pub kind: Picked,
}

pub(crate) fn read(page: &Page<'_>, place: &Place, profile: &Profile, parts: &PickedParts, piece: &Piece) -> Entry {
    let range = piece.range.clone();
    let told = summary::read(page, place, range.clone(), &piece.title.range, &piece.title.text);
    let links: Vec<Found> = links_in(page, place, range.clone())
        .into_iter()
        .filter(|found| is_own_link(page, place, &told, found))
        .collect();
    let picked = |picked: &Picked| {
        picked.first(page, range.clone()).map(|at| page.text(page.range(at))).filter(|text| !text.is_empty())
    };
    let summary = match parts.summary.first(page, range.clone()) {
        Some(at) => summary::read(page, place, page.range(at), &(0..0), "").paragraphs.join("\n"),
        None => told.paragraphs.join("\n"),
    };
    let links: Vec<catalogue::Link> = links.into_iter().map(|found| found.link).collect();
    Entry {
        language: language(page, profile, piece, &links, told.language.as_deref()),
        title: piece.title.text.clone(),
        summary,
        links,
        printed_date: picked(&parts.date)
            .map(|text| catalogue::find_printed_date(&text).map_or(text, |date| date.printed))
            .or(told.date),
        printed_kind: picked(&parts.kind).or(told.kind),
        topics: told.topics,
    }
}

/// Not a topic, an author, a page of the list, a place for comments.
fn is_own_link(page: &Page<'_>, place: &Place, told: &Told, found: &Found) -> bool {
    if told.spent.contains(&found.at)
        || page.ancestors(found.at).take(12).any(|above| page.name(above) == "td" && told.spent.contains(&above))
    {
        return false;
    }
    if matches!(found.link.nature, LinkNature::Document | LinkNature::EmbeddedVideo) {
        return true;
    }
    let rel = page.attr(found.at, "rel").unwrap_or_default().to_lowercase();
    let aside = rel.split_whitespace().any(|word| matches!(word, "tag" | "category" | "author" | "next" | "prev"));
    let comments =
        found.url.fragment().is_some_and(|fragment| fragment.starts_with("comment") || fragment == "respond");
    let pager = pager::is_page_of_list(place, &found.url) || words::is_count_or_pager(&found.link.label);
    !(aside || comments || pager)
}

/// What the entry says of its language: an attribute on its own words, a name in its title, in its details, or in the
/// label of its only file.
fn language(
    page: &Page<'_>,
    profile: &Profile,
    piece: &Piece,
    links: &[catalogue::Link],
    told: Option<&str>,
) -> Option<String> {
    let words = guess_language_from_words(&piece.title.text).map(str::to_owned);
    let detail = || told.and_then(|told| guess_language_from_words(&format!("Language: {told}"))).map(str::to_owned);
    let files: Vec<&catalogue::Link> = links.iter().filter(|link| link.nature == LinkNature::Document).collect();
    let label = || match files[..] {
        [only] => guess_language_from_words(&only.label).map(str::to_owned),
        _ => None,
    };
    words.or_else(|| attribute(page, profile, piece)).or_else(detail).or_else(label)
}

fn attribute(page: &Page<'_>, profile: &Profile, piece: &Piece) -> Option<String> {
    let start = piece.title.range.start;
    let inside = (piece.title.range.clone()).find_map(|at| page.attr(at, "lang"));
    let around = || {
        std::iter::once(start).chain(page.ancestors(start)).find_map(|at| page.attr(at, "lang").map(|tag| (at, tag)))
    };
    let (of_page, tag) = match inside {
        Some(tag) => (false, tag),
        None => around().map(|(at, tag)| (matches!(page.name(at), "html" | "body" | "main") || at == 0, tag))?,
    };
    let tag = language_tag(tag)?;
    // The page's own language says nothing of an entry's, unless it differs from what the source's pages are in.
    (!of_page || !profile.language.to_lowercase().starts_with(tag.split('-').next().unwrap_or_default())).then_some(tag)
}

/// Language and script of a tag; the region ("en-GB") tells no two leaflets apart.
pub(crate) fn language_tag(tag: &str) -> Option<String> {
    let tag = tag.trim();
    let mut parts = tag.split(['-', '_']);
    let language = parts.next()?.to_lowercase();
    let script = parts.next().filter(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let short = script.map_or(language.clone(), |script| format!("{language}-{script}"));
    is_language_tag(&short).then_some(short)
}

/// Entries that stand twice on the page (for small and for large screens, in a teaser and in the list): once.
pub(crate) fn without_repeats(place: &Place, entries: Vec<Entry>) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::new();
    let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
    for entry in entries {
        let earlier = by_title.entry(fold_title(&entry.title)).or_default();
        // Entries of one title by the hundred are no list of a person's; the first few are compared.
        let same = earlier.iter().copied().take(50).find(|index| is_same(place, &kept[*index], &entry));
        match same {
            Some(index) => fill_up(place, &mut kept[index], entry),
            None => {
                earlier.push(kept.len());
                kept.push(entry);
            }
        }
    }
    kept
}

fn keys(place: &Place, entry: &Entry) -> Vec<String> {
    entry
        .links
        .iter()
        .filter(|link| link.nature != LinkNature::OtherSite)
        .map(|link| catalogue::url_key(&link.url, &place.hosts))
        .collect()
}

fn is_same(place: &Place, one: &Entry, other: &Entry) -> bool {
    let (keys_one, keys_other) = (keys(place, one), keys(place, other));
    let within = |some: &[String], all: &[String]| some.iter().all(|key| all.contains(key));
    let words = |entry: &Entry| fold_title(entry.summary.trim_end_matches(['…', '.']));
    let (words_one, words_other) = (words(one), words(other));
    let alike = words_one.starts_with(&words_other) || words_other.starts_with(&words_one);
    alike && (within(&keys_one, &keys_other) || within(&keys_other, &keys_one))
}

fn fill_up(place: &Place, kept: &mut Entry, other: Entry) {
    if other.summary.len() > kept.summary.len() {
        kept.summary = other.summary;
    }
    let mut have: Vec<String> = kept.links.iter().map(|link| catalogue::url_key(&link.url, &place.hosts)).collect();
    for link in other.links {
        let key = catalogue::url_key(&link.url, &place.hosts);
        if !have.contains(&key) {
            have.push(key);
            kept.links.push(link);
        }
    }
    kept.language = kept.language.take().or(other.language);
    kept.printed_date = kept.printed_date.take().or(other.printed_date);
    kept.printed_kind = kept.printed_kind.take().or(other.printed_kind);
    for topic in other.topics {
        if !kept.topics.contains(&topic) {
            kept.topics.push(topic);
        }
    }
}

/// Where a selector names the entries, their titles: by selector, by structure, or the first words.
pub(crate) fn picked_pieces(page: &Page<'_>, entry: &Picked, title: &Picked) -> Vec<Piece> {
    use crate::titles::{self, Banners, Sort, Title};
    let mut pieces: Vec<Piece> = Vec::new();
    let found: Vec<At> =
        page.elements(0..page.len()).filter(|(_, element)| entry.has(element)).map(|(at, _)| at).collect();
    for at in found {
        let range = page.range(at);
        if pieces.last().is_some_and(|piece| piece.range.end >= range.end) {
            continue;
        }
        let picked = title.first(page, range.clone()).map(|at| Title {
            range: page.range(at),
            text: titles::tidy(&page.text(page.range(at))),
            sort: Sort::Named,
        });
        let title = picked
            .filter(|title| !title.text.is_empty())
            .or_else(|| titles::of_container(page, &Banners(Vec::new()), at))
            .or_else(|| {
                let line = crate::lines::read_up_to(page, range.clone(), 1).into_iter().next()?;
                Some(Title {
                    range: line.spans.first()?.at..line.spans.last()?.at + 1,
                    text: titles::tidy(&line.text()),
                    sort: Sort::Plain,
                })
            });
        pieces.extend(title.map(|title| Piece { range, title }));
    }
    pieces
}
