//! From scored entries to ranked resources: grouped before anything is cut, all words before some of them.

use std::collections::{HashMap, HashSet};

use catalogue::is_in_language;
use rustc_hash::FxBuildHasher;
use tantivy::TERMINATED;
use tantivy::schema::{IndexRecordOption, Term};

use crate::Error;
use crate::feedback::{self, BELIEVED};
use crate::plan::{Group, Plan};
use crate::score::{ABOUT_SHIFT, Board, Parts, anywhere};
use crate::sheet::{Bits, Sheet};
use crate::snapshot::{Entry, NONE, Snapshot};

/// Fewer resources than these with all words, and those with some of them are shown too.
const FEW: usize = 10;
/// Of the weight of all words of a short query, what a resource must have of them to be shown with some of them only.
/// Long queries have no such bar: to cut there cost a quarter of what there is to be found.
const ENOUGH: f32 = 0.1;
/// Titles that begin with what is being typed are put on top only while they are so few.
const FEW_TITLES: usize = 50;

/// What was found.
#[derive(Debug, Default)]
pub struct Chosen {
    /// Best first by score; equals are in no order yet. Cut so that at least the wanted number is left. Those with
    /// none of the words, which are only about the same subject, come last and do not count among the total.
    pub resources: Vec<ChosenResource>,
    /// All of them, in no order.
    pub found: Vec<u32>,
    /// How many of them have all words.
    pub whole: u32,
    /// Resources with only some of the words are among them.
    pub relaxed: bool,
    /// Numbers of the groups that are nowhere in the library.
    pub nowhere: Vec<usize>,
    /// What each group is worth.
    pub weights: Vec<f32>,
}

#[derive(Debug)]
pub struct ChosenResource {
    pub resource: u32,
    pub score: f32,
    /// None of the words is in it.
    pub related: bool,
    pub steps: u8,
    pub parts: Parts,
    /// The page of the best score, where one has any of the words.
    pub page: Option<u32>,
    /// Best first.
    pub places: Vec<ChosenPlace>,
}

/// A page, or the card where more than the title was found.
#[derive(Debug, Clone, Copy)]
pub struct ChosenPlace {
    pub entry: u32,
    pub card: bool,
    weight: f32,
    /// Of the weight, what is of words that stand there just as typed.
    exact: f32,
    score: f32,
}

/// A resource while the entries are gathered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing {
    seen: bool,
    found: u32,
    card_found: u32,
    card_score: f32,
    page_score: f32,
    /// The entry of that score.
    page: u32,
    /// What words of the subject add; of a resource without any of the words, what they add to its best entry.
    subject: f32,
    /// All words on one page (or on it and in what is said about the resource).
    together: bool,
    steps: u8,
}

/// Steps of rank above the mere score.
pub const EXACT_TITLE: u8 = 4;
pub const NEAR_TITLE: u8 = 3;
pub const TOGETHER: u8 = 2;
pub const WHOLE: u8 = 1;

/// Resources at the top whose order words of the subject settle.
const SETTLED: usize = 200;
/// Of what the believed resources gain by words of the subject, on average, what one with none of the words must gain
/// to be shown as related.
const RELATED: f32 = 0.5;
/// What the newest resource is worth against one of twenty years before: enough to settle a tie.
const FRESHNESS: f32 = 0.02;

/// What is asked for beside the words.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// Resources to be ranked; with none, what is found is told and nothing else.
    pub resources: usize,
    pub withdrawn: bool,
    /// The patient's language.
    pub prefer: Option<&'a str>,
    /// Only these, by key.
    pub among: Option<&'a HashSet<u64>>,
}

pub fn choose(plan: &Plan, snapshot: &Snapshot, wish: Wish<'_>) -> Result<Chosen, Error> {
    let mut board = Board::new(snapshot);
    let allowed = allowed(plan, snapshot, wish, &mut board)?;
    for (bit, group) in plan.groups.iter().enumerate() {
        board.add(group, (!group.common).then_some(bit))?;
    }
    let shown = |entry: u32| {
        let known = snapshot.entries[entry as usize];
        known.resource != NONE && allowed.has_entry(known, snapshot)
    };
    let asked = groups_asked(plan);
    let nowhere = (0..plan.groups.len()).filter(|bit| asked & !board.everywhere & 1 << bit != 0).collect();
    let asked = asked & board.everywhere;

    let mut standings = snapshot.standings.take_or(|| Sheet::of(snapshot.resources.len()));
    for entry in board.touched.iter().filter(|entry| shown(**entry)) {
        let resource = snapshot.entries[*entry as usize].resource;
        let card = snapshot.resources[resource as usize].card;
        let mark = board.slate.marks[*entry];
        let on_card = board.slate.marks[card];
        let (found, card_found) = (anywhere(mark.found), anywhere(on_card.found));
        let standing = standings.write(resource);
        if !standing.seen && card_found != 0 {
            (standing.card_found, standing.card_score) = (card_found, on_card.score);
        }
        standing.seen = true;
        standing.found |= found;
        standing.together |= (found | card_found) & asked == asked;
        if *entry != card && mark.score > standing.page_score {
            (standing.page_score, standing.page) = (mark.score, *entry);
        }
    }
    // Resources with what was found of each.
    let mut seen: Vec<(u32, u32)> =
        standings.written().map(|(resource, standing)| (resource, standing.found)).collect();
    if plan.groups.is_empty() && plan.lists_all() {
        let all = 0..snapshot.resources.len() as u32;
        seen = all.filter(|resource| allowed.has(*resource, snapshot)).map(|resource| (resource, 0)).collect();
    }

    let weights = weights(&seen, plan.groups.len());
    let (kept, whole) = keep(plan, &seen, asked, &weights);
    let relaxed = !plan.long && kept.len() > whole;
    raise_titles(plan, snapshot, &mut standings)?;
    let order = Order::new(plan, snapshot, wish.prefer, asked);
    let score = |resource: u32, standings: &Sheet<Standing>| order.score(resource, standings[resource], snapshot);
    let mut ranked: Vec<(u32, f32)> = match wish.resources {
        0 => Vec::new(),
        _ => kept.iter().map(|resource| (*resource, score(*resource, &standings))).collect(),
    };
    if wish.resources > 0 && plan.takes_feedback() {
        // So little weight moves none from far down to the top.
        cut(&mut ranked, wish.resources.max(SETTLED));
        let is_few = kept.len() < FEW && plan.groups.iter().all(|group| !group.is_quoted());
        let related = add_subject(&ranked, plan, &mut board, &mut standings, &allowed, is_few)?;
        ranked.iter_mut().for_each(|(resource, ranked)| *ranked = score(*resource, &standings));
        ranked.extend(related.iter().map(|(resource, fit)| (*resource, fit / (fit + 20.0) / 100.0)));
    }
    cut(&mut ranked, wish.resources);
    let mut resources: Vec<ChosenResource> = Vec::with_capacity(ranked.len());
    for (resource, score) in ranked {
        let standing = standings[resource];
        let related = !plan.groups.is_empty() && !standing.seen;
        let (steps, page, parts) = if related {
            (0, None, Parts { subject: standing.subject, ..Parts::default() })
        } else {
            let card = snapshot.resources[resource as usize].card;
            let page = (standing.page_score > 0.0).then_some(standing.page);
            let parts = Parts {
                card: standing.card_score,
                page: standing.page_score,
                subject: standing.subject,
                preferred: order.prefers(resource, snapshot),
                withdrawn: snapshot.facts_of(card).facts.withdrawn,
                on_card: board.slate.marks[card].found,
                on_page: page.map_or(0, |page| board.slate.marks[page].found),
                page_number: None,
                elsewhere: standing.found & !standing.card_found,
            };
            (standing.steps(plan.long, asked), page, parts)
        };
        resources.push(ChosenResource { resource, score, related, steps, parts, page, places: Vec::new() });
    }
    add_places(&mut resources, &board, snapshot, &weights, shown);
    board.give_back();
    standings.wipe();
    snapshot.standings.give_back(standings);
    Ok(Chosen { resources, found: kept, whole: whole as u32, relaxed, nowhere, weights })
}

/// Lets words of the subject speak: adds what they are worth to the standings, and gives resources without any of the
/// words that are about the same, with how well they fit, where `is_few` was found.
fn add_subject(
    ranked: &[(u32, f32)],
    plan: &Plan,
    board: &mut Board<'_>,
    standings: &mut Sheet<Standing>,
    allowed: &Allowed,
    is_few: bool,
) -> Result<Vec<(u32, f32)>, Error> {
    let snapshot = board.snapshot;
    let best = &ranked[..ranked.len().min(BELIEVED)];
    let believed: Vec<(u32, f32)> = best
        .iter()
        .map(|(resource, _)| standings[*resource])
        .filter(|standing| standing.page_score > 0.0)
        .map(|standing| (standing.page, standing.card_score + standing.page_score))
        .collect();
    if believed.is_empty() {
        return Ok(Vec::new());
    }
    // Of a resource without the words the best page counts, of one with them the page with them.
    let mut among = Bits::of(snapshot.entries.len());
    for (resource, _) in ranked {
        among.insert(snapshot.resources[*resource as usize].card);
        among.insert(standings[*resource].page);
    }
    for (group, share) in feedback::subject(&believed, plan, snapshot)? {
        board.add_subject(&group, share, Some(&among).filter(|_| !is_few))?;
    }
    let gain = |entry: u32| board.slate.subject[entry];
    for (resource, _) in ranked {
        let standing = standings.write(*resource);
        let card = snapshot.resources[*resource as usize].card;
        standing.subject = gain(card);
        if standing.page_score > 0.0 && standing.page != card {
            standing.subject += gain(standing.page);
        }
    }
    let mut related = Vec::new();
    for (entry, gain) in board.slate.subject.written().filter(|_| is_few) {
        let resource = snapshot.entries[entry as usize].resource;
        let standing = standings[resource];
        if !standing.seen && gain > standing.subject && allowed.has(resource, snapshot) {
            if standing.subject == 0.0 {
                related.push(resource);
            }
            standings.write(resource).subject = gain;
        }
    }
    let mean = best.iter().map(|(resource, _)| standings[*resource].subject).sum::<f32>() / best.len() as f32;
    let related = related.into_iter().map(|resource| (resource, standings[resource].subject));
    Ok(related.filter(|(_, fit)| *fit >= RELATED * mean).collect())
}

impl Plan {
    /// Nothing is asked for but a filter: then all that pass it are the answer.
    fn lists_all(&self) -> bool {
        self.filters_by_words || !self.without.is_empty()
    }

    /// Not while typing: what is on screen would change its order with every letter.
    fn takes_feedback(&self) -> bool {
        !self.typing && !self.groups.is_empty()
    }
}

impl Standing {
    fn steps(self, long: bool, asked: u32) -> u8 {
        let words = match () {
            () if long || self.found & asked != asked => 0,
            () if self.together => TOGETHER,
            () => WHOLE,
        };
        self.steps.max(words)
    }
}

/// What decides between resources.
struct Order {
    long: bool,
    asked: u32,
    /// By facts: the resource is in the patient's language.
    preferred: Vec<bool>,
    /// The latest year of any printed date.
    newest: i16,
}

impl Order {
    fn new(plan: &Plan, snapshot: &Snapshot, prefer: Option<&str>, asked: u32) -> Self {
        let in_it = |there: &str| prefer.is_some_and(|prefer| is_in_language(prefer, there));
        let preferred = snapshot.facts.iter().map(|known| in_it(&known.facts.language)).collect();
        let years = snapshot.facts.iter().filter_map(|known| known.facts.years);
        Self { long: plan.long, asked, preferred, newest: years.map(|(_, to)| to).max().unwrap_or_default() }
    }

    fn prefers(&self, resource: u32, snapshot: &Snapshot) -> bool {
        self.preferred[usize::from(snapshot.resources[resource as usize].facts)]
    }

    /// One number by which all resources are ordered: the steps before the decimal point, behind it first the
    /// patient's language, then the fit; withdrawn resources below all current ones.
    fn score(&self, resource: u32, standing: Standing, snapshot: &Snapshot) -> f32 {
        let preferred = self.prefers(resource, snapshot);
        let facts = &snapshot.facts[usize::from(snapshot.resources[resource as usize].facts)].facts;
        let age = facts.years.map_or(20.0, |(_, to)| f32::from(self.newest.saturating_sub(to)).clamp(0.0, 20.0));
        let fit = standing.card_score + standing.page_score + standing.subject;
        let fit = fit * (1.0 + FRESHNESS * (1.0 - age / 20.0));
        let behind = fit / (fit + 20.0) / 2.0 + if preferred { 0.5 } else { 0.0 };
        let score = 1.0 + f32::from(standing.steps(self.long, self.asked)) + behind;
        if facts.withdrawn { score / 10.0 } else { score }
    }
}

/// Bits of the groups that are asked for.
fn groups_asked(plan: &Plan) -> u32 {
    plan.groups.iter().enumerate().filter(|(_, group)| !group.common).fold(0, |bits, (bit, _)| bits | 1 << bit)
}

/// Which resources may be shown.
struct Allowed {
    of_facts: Vec<bool>,
    /// By facts of an entry: it is a card, or in the language that is asked for.
    entries_of_facts: Vec<bool>,
    /// By resource, where that does not say it all.
    barred: Vec<bool>,
}

impl Allowed {
    fn has(&self, resource: u32, snapshot: &Snapshot) -> bool {
        self.of_facts[usize::from(snapshot.resources[resource as usize].facts)]
            && !self.barred.get(resource as usize).is_some_and(|barred| *barred)
    }

    fn has_entry(&self, entry: Entry, snapshot: &Snapshot) -> bool {
        self.entries_of_facts[usize::from(entry.facts)] && self.has(entry.resource, snapshot)
    }
}

fn allowed(plan: &Plan, snapshot: &Snapshot, wish: Wish<'_>, board: &mut Board<'_>) -> Result<Allowed, Error> {
    let kind = plan.kind.map(|kind| kind.name());
    let of_facts: Vec<bool> = snapshot
        .facts
        .iter()
        .map(|known| {
            let facts = &known.facts;
            let of_years = |(from, to)| facts.years.is_some_and(|(first, last)| first <= to && from <= last);
            (wish.withdrawn || !facts.withdrawn)
                && kind.is_none_or(|kind| kind == facts.kind)
                && plan.years.is_none_or(of_years)
        })
        .collect();
    let languages = languages(plan, snapshot);
    let mut barred = Vec::new();
    if plan.language.is_some() {
        barred.resize(snapshot.resources.len(), true);
        for entry in snapshot.entries.iter().filter(|entry| entry.resource != NONE) {
            barred[entry.resource as usize] &= !languages[usize::from(entry.facts)];
        }
    }
    if let Some(among) = wish.among {
        barred.resize(snapshot.resources.len(), false);
        for (barred, resource) in barred.iter_mut().zip(&snapshot.resources) {
            *barred |= !among.contains(&resource.key);
        }
    }
    for group in &plan.without {
        barred.resize(snapshot.resources.len(), false);
        for resource in board.resources_with(group)? {
            barred[resource as usize] = true;
        }
    }
    let cards = snapshot.facts.iter().map(|known| known.facts.card);
    let entries_of_facts = cards.zip(languages).map(|(card, language)| card || language).collect();
    Ok(Allowed { of_facts, entries_of_facts, barred })
}

/// By facts, whether their language is asked for.
fn languages(plan: &Plan, snapshot: &Snapshot) -> Vec<bool> {
    let fits = |there: &str| plan.language.as_deref().is_none_or(|asked| is_in_language(asked, there));
    snapshot.facts.iter().map(|known| fits(&known.facts.language)).collect()
}

/// What each word is worth: the rarer among what was found, the more.
fn weights(seen: &[(u32, u32)], groups: usize) -> Vec<f32> {
    let mut with = vec![0_u32; groups];
    for (_, found) in seen {
        let mut found = *found;
        while found != 0 {
            with[found.trailing_zeros() as usize] += 1;
            found &= found - 1;
        }
    }
    with.into_iter().map(|with| (1.0 + seen.len() as f32 / (1.0 + with as f32)).ln()).collect()
}

fn weight_of(found: u32, weights: &[f32]) -> f32 {
    weights.iter().enumerate().filter(|(bit, _)| found & 1 << bit != 0).map(|(_, weight)| weight).sum()
}

/// Which resources are shown, and how many of them have all words.
fn keep(plan: &Plan, seen: &[(u32, u32)], asked: u32, weights: &[f32]) -> (Vec<u32>, usize) {
    let phrases = plan.groups.iter().enumerate().filter(|(_, group)| group.is_quoted());
    let demanded = asked & phrases.fold(0, |bits, (bit, _)| bits | 1 << bit);
    let whole: Vec<u32> =
        seen.iter().filter(|(_, found)| found & asked == asked).map(|(resource, _)| *resource).collect();
    let number = whole.len();
    if !plan.long && (number >= FEW || asked.count_ones() <= 1) {
        return (whole, number);
    }
    let enough = if plan.long { 0.0 } else { ENOUGH * weight_of(asked, weights) };
    let kept = seen.iter().filter(|(_, found)| {
        found & demanded == demanded && (found & asked == asked || weight_of(found & asked, weights) >= enough)
    });
    (kept.map(|(resource, _)| *resource).collect(), number)
}

impl Group {
    /// A phrase, or one word, in quotation marks.
    fn is_quoted(&self) -> bool {
        self.term.is_empty()
    }
}

/// Titles that are what was typed.
fn raise_titles(plan: &Plan, snapshot: &Snapshot, standings: &mut Sheet<Standing>) -> Result<(), Error> {
    for (key, step) in [(&plan.corrected_key, NEAR_TITLE), (&plan.key, EXACT_TITLE)] {
        if !key.is_empty() {
            for resource in snapshot.with_title(key)? {
                standings.write(resource).steps = step;
            }
        }
    }
    if plan.typing && plan.key.len() >= 3 {
        let begun = snapshot.with_title_beginning(&plan.key, FEW_TITLES)?;
        for resource in begun {
            let steps = &mut standings.write(resource).steps;
            *steps = (*steps).max(NEAR_TITLE);
        }
    }
    Ok(())
}

impl Snapshot {
    pub fn with_title(&self, key: &str) -> Result<Vec<u32>, Error> {
        let field = self.schemed.title_key;
        let mut resources = Vec::new();
        for (segment, reader) in self.segments.iter().zip(self.searcher.segment_readers()) {
            let index = reader.inverted_index(field)?;
            let Some(mut postings) =
                index.read_postings(&Term::from_field_text(field, key), IndexRecordOption::Basic)?
            else {
                continue;
            };
            use tantivy::DocSet;
            while postings.doc() != TERMINATED {
                resources.push(self.entries[(segment.base + postings.doc()) as usize].resource);
                postings.advance();
            }
        }
        resources.retain(|resource| *resource != NONE);
        Ok(resources)
    }

    /// Resources whose title begins so; none where there are more than `most` such titles.
    fn with_title_beginning(&self, key: &str, most: usize) -> Result<Vec<u32>, Error> {
        let mut beyond = key.as_bytes().to_vec();
        beyond.push(0xFF);
        let mut titles = Vec::new();
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(self.schemed.title_key)?;
            let mut stream = index.terms().range().ge(key).lt(&beyond).into_stream()?;
            while stream.advance() {
                titles.push(String::from_utf8_lossy(stream.key()).into_owned());
                if titles.len() > most {
                    return Ok(Vec::new());
                }
            }
        }
        titles.sort_unstable();
        titles.dedup();
        let mut resources = Vec::new();
        for title in titles {
            resources.extend(self.with_title(&title)?);
        }
        Ok(resources)
    }
}

/// Leaves the best `wanted`, and all that equal the last of them, best first.
fn cut(ranked: &mut Vec<(u32, f32)>, wanted: usize) {
    if ranked.len() > wanted && wanted > 0 {
        let (_, (_, least), _) = ranked.select_nth_unstable_by(wanted - 1, |(_, a), (_, b)| b.total_cmp(a));
        let least = *least;
        ranked.retain(|(_, score)| *score >= least);
    }
    ranked.sort_by(|(a, a_score), (b, b_score)| b_score.total_cmp(a_score).then(a.cmp(b)));
}

/// Finds again the pages of the chosen resources on which something was found.
fn add_places(
    resources: &mut [ChosenResource],
    board: &Board<'_>,
    snapshot: &Snapshot,
    weights: &[f32],
    shown: impl Fn(u32) -> bool,
) {
    let mut wanted = Bits::of(snapshot.resources.len());
    resources.iter().for_each(|chosen| wanted.insert(chosen.resource));
    let numbers = resources.iter().enumerate().map(|(nth, chosen)| (chosen.resource, nth));
    let numbers: HashMap<u32, usize, FxBuildHasher> = numbers.collect();
    let resource_of = |entry: u32| snapshot.entries[entry as usize].resource;
    let among = board.touched.iter().filter(|entry| {
        // Replaced entries have none.
        resource_of(**entry) != NONE && wanted.has(resource_of(**entry))
    });
    for entry in among.filter(|entry| shown(**entry)) {
        let Some(nth) = numbers.get(&resource_of(*entry)) else { continue };
        let chosen = &mut resources[*nth];
        let found = board.slate.marks[*entry].found;
        let card = snapshot.facts_of(*entry).facts.card;
        let found = if card { (found >> ABOUT_SHIFT) as u32 } else { found as u32 };
        if found != 0 {
            let (weight, exact) =
                (weight_of(found, weights), weight_of(found & board.slate.marks[*entry].exact, weights));
            chosen.places.push(ChosenPlace {
                entry: *entry,
                card,
                weight,
                exact,
                score: board.slate.marks[*entry].score,
            });
        }
    }
    for resource in resources {
        // Most of the words first; of equals pages before the card, since a page can be opened at; then those that have
        // the words as typed, so that whoever types a word from a page finds that page; then the better fit.
        resource.places.sort_by(|a, b| {
            b.weight
                .total_cmp(&a.weight)
                .then(a.card.cmp(&b.card))
                .then(b.exact.total_cmp(&a.exact))
                .then(b.score.total_cmp(&a.score))
                .then(a.entry.cmp(&b.entry))
        });
    }
}
