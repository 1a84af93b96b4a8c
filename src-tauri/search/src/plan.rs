//! From typed words to what is looked up: one group per word, with all the terms that stand for it.

use catalogue::{Kind, SearchQuery};

use crate::Error;
use crate::analyser::{self, Joint, english, units};
use crate::correct;
use crate::parse::{Piece, parse};
use crate::schema::Place;
use crate::snapshot::Snapshot;
use crate::thesaurus::Thesaurus;
use crate::widen;

/// More words than these are not all looked up: the rarest are.
pub const MOST_GROUPS: usize = 32;
/// More characters than these are not read.
const LONGEST_QUERY: usize = 4_000;
/// Of so many telling words at most, what has all of them comes first; more are a question or a message.
const SHORT: usize = 3;
/// From so many words on, words of asking ("please", "what") are left out.
const LONG: usize = 7;

/// Weight of other forms of a word (stems) beside the word itself.
pub const STEM: f32 = 0.8;
/// What an occurrence is worth more that has the accents as typed.
const ACCENTS: f32 = 0.3;
/// The same for what would be a stem if the word were Somali.
const SOMALI: f32 = 0.6;

/// A word of the query, or a phrase.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// As typed.
    pub typed: String,
    /// The folded word; empty for a phrase.
    pub term: String,
    pub terms: Vec<Alternative>,
    /// Runs of words, each at its offset, any of which stands for the word; or the phrase itself.
    pub phrases: Vec<Phrase>,
    /// Any word that begins so stands for it, for marking.
    pub beginning: Option<String>,
    /// Titles, as [`analyser::key`], of which the word may be the initials, and what each is worth.
    pub titles: Vec<(String, f32)>,
    /// What the word was taken for, where it is not in the library.
    pub corrected: Option<String>,
    /// Nearest words of the library, looked up because the word is not there and is no slip of another.
    pub near: Vec<String>,
    /// Too common to be asked for: it only adds to the score of titles.
    pub common: bool,
}

#[derive(Debug, Clone)]
pub struct Phrase {
    /// Exact words with their offsets from the first.
    pub words: Vec<(usize, String)>,
    pub weight: f32,
    pub origin: Origin,
}

/// Why a term or a phrase stands for a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It is what was typed.
    Typed,
    /// Another form of the word.
    Inflected,
    /// Begins with what is being typed.
    Ending,
    /// Written together or apart.
    Joined,
    /// Another spelling of the same word: British or American, figure or numeral.
    Spelling,
    /// Means the same.
    Synonym,
    /// What a misspelt word was taken for.
    Correction,
    /// Shares its beginning or its end with a word that is nowhere.
    Near,
}

/// One term that stands for a word.
#[derive(Debug, Clone)]
pub struct Alternative {
    pub term: String,
    pub form: Form,
    /// Of each occurrence, against 1 for the word itself.
    pub weight: f32,
    /// The one place in which it is looked up, or all.
    pub place: Option<Place>,
    pub origin: Origin,
}

impl Alternative {
    /// The word as it was typed, not another form, an ending or a correction of it.
    pub fn is_the_word(&self) -> bool {
        self.form != Form::Stem && self.origin == Origin::Typed
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// This very word.
    Word,
    /// This very word, whose occurrences in English text are counted among those of its stem too.
    WordWithStem,
    /// The same of a script whose words have stems in text of any language.
    WordWithScriptStem,
    /// All words with this stem but the stem itself.
    Stem,
}

/// What is looked up.
#[derive(Debug, Default)]
pub struct Plan {
    pub groups: Vec<Group>,
    pub without: Vec<Group>,
    pub kind: Option<Kind>,
    pub language: Option<String>,
    /// First and last year.
    pub years: Option<(i16, i16)>,
    /// All words as a title would be compared.
    pub key: String,
    /// The same with misspelt words corrected; empty where none was.
    pub corrected_key: String,
    /// The last word is still being typed.
    pub typing: bool,
    /// A question or a message: ranked by weight, no matter whether all words are there.
    pub long: bool,
    /// The words themselves ask for a kind or a language.
    pub filters_by_words: bool,
    /// Words as typed that were left out, because there are too many.
    pub left_out: Vec<String>,
    /// Phrases in quotation marks that are nowhere; their words were looked up one by one.
    pub nowhere: Vec<String>,
}

impl Group {
    /// A word and its English forms.
    pub fn of_word(typed: &str, term: &str) -> Self {
        let mut group = Self { typed: typed.to_owned(), term: term.to_owned(), ..Self::default() };
        group.add_word(term, 1.0, Origin::Typed);
        group
    }

    fn of_phrase(typed: &str) -> Option<Self> {
        let mut words = Vec::new();
        let mut offset = 0;
        units(typed, |unit| {
            for word in unit.words {
                words.push((offset, word.term));
                offset += 1;
            }
        });
        let mut group = Self { typed: typed.trim().to_owned(), ..Self::default() };
        match words.len() {
            0 => return None,
            1 => {
                let term = words.remove(0).1;
                group.terms.push(Alternative {
                    term,
                    form: Form::Word,
                    weight: 1.0,
                    place: None,
                    origin: Origin::Typed,
                });
            }
            _ => group.phrases.push(Phrase { words, weight: 1.0, origin: Origin::Typed }),
        }
        Some(group)
    }

    /// The word, or what it was taken for; empty for a phrase.
    pub fn said(&self) -> &str {
        self.corrected.as_deref().unwrap_or(&self.term)
    }

    /// Adds a word with its other forms, each occurrence weighing so much.
    pub fn add_word(&mut self, term: &str, weight: f32, origin: Origin) {
        let mut add = |term: &str, form: Form, weight: f32, origin: Origin| {
            self.terms.push(Alternative { term: term.to_owned(), form, weight, place: None, origin });
        };
        let (stem, form) = match analyser::stem_of_script(term) {
            Some(stem) => (Some(stem), Form::WordWithScriptStem),
            None => (english::stem(term), Form::WordWithStem),
        };
        add(term, if stem.is_some() { form } else { Form::Word }, weight, origin);
        let root = stem.as_deref().unwrap_or(term);
        let latin = root.bytes().all(|byte| byte.is_ascii_lowercase());
        if root.len() < 3 || root.is_ascii() && !latin {
            return;
        }
        add(root, Form::Stem, weight * STEM, Origin::Inflected);
        if stem.is_some() && analyser::stem_of_script(root).or_else(|| english::stem(root)).is_none() {
            add(root, Form::Word, weight * STEM, Origin::Inflected);
        }
        // A query does not say what language it is in.
        if let Some(somali) = analyser::stem_of_somali(term) {
            add(somali, Form::Stem, weight * SOMALI, Origin::Inflected);
            add(somali, Form::Word, weight * SOMALI, Origin::Inflected);
        }
    }
}

/// Makes the plan for a query.
pub fn plan(query: &SearchQuery, snapshot: &Snapshot, thesaurus: &Thesaurus) -> Result<Plan, Error> {
    let words = match query.words.char_indices().nth(LONGEST_QUERY) {
        Some((end, _)) => &query.words[..end],
        None => &query.words,
    };
    let mut plan = Plan {
        kind: query.kind,
        language: query.language.clone(),
        years: query.year.map(|year| (year, year)),
        ..Plan::default()
    };
    let mut key = Vec::new();
    let mut last_is_open = false;
    for piece in parse(words) {
        last_is_open = false;
        match piece {
            Piece::Text(text) => {
                key.push(text);
                add_text(text, snapshot, &mut plan.groups)?;
                last_is_open = query.typing && text.ends_with(char::is_alphanumeric) | text.ends_with(is_mark);
            }
            Piece::Phrase(text) => {
                key.push(text);
                add_phrase(text, snapshot, &mut plan)?;
            }
            Piece::Without(text) => plan.without.extend(Group::of_phrase(text)),
            Piece::Kind(kind) => (plan.kind, plan.filters_by_words) = (Some(kind), true),
            Piece::Years(from, to) => (plan.years, plan.filters_by_words) = (Some((from, to)), true),
            Piece::Language(language) => (plan.language, plan.filters_by_words) = (Some(language), true),
        }
    }
    plan.key = analyser::key(&key.join(" "));
    plan.typing = last_is_open;
    if last_is_open && let Some(last) = plan.groups.last_mut() {
        widen::by_endings(last, snapshot)?;
    }
    settle_common_words(&mut plan);
    drop_repeated(&mut plan.groups);
    keep_rarest(&mut plan, snapshot)?;
    widen::widen(&mut plan.groups, thesaurus, snapshot, |group| group.corrected.is_none())?;
    if !query.as_typed {
        correct::by_initials(&mut plan.groups, true, snapshot)?;
        correct::by_correcting(&mut plan, thesaurus, snapshot)?;
        correct::by_initials(&mut plan.groups, false, snapshot)?;
        if !plan.corrected_key.is_empty() {
            widen::widen(&mut plan.groups, thesaurus, snapshot, |group| group.corrected.is_some())?;
        }
        correct::by_likeness(&mut plan.groups, thesaurus, snapshot)?;
    }
    Ok(plan)
}

/// A phrase that is nowhere falls back to its words: an answer that says so is better than none.
fn add_phrase(text: &str, snapshot: &Snapshot, plan: &mut Plan) -> Result<(), Error> {
    let Some(group) = Group::of_phrase(text) else { return Ok(()) };
    let mut there = false;
    for phrase in &group.phrases {
        there |= snapshot.has_phrase(phrase)?;
    }
    for term in &group.terms {
        there |= snapshot.entries_with_word(&term.term)? > 0;
    }
    if there {
        plan.groups.push(group);
        return Ok(());
    }
    plan.nowhere.push(text.trim().to_owned());
    add_text(text, snapshot, &mut plan.groups)
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{200C}' | '\u{200D}')
}

/// The groups of a stretch of plain words.
fn add_text(text: &str, snapshot: &Snapshot, groups: &mut Vec<Group>) -> Result<(), Error> {
    let mut failed = None;
    units(text, |unit| {
        if failed.is_none() {
            failed = add_unit(text, unit, snapshot, groups).err();
        }
    });
    failed.map_or(Ok(()), Err)
}

fn add_unit(text: &str, unit: analyser::Unit, snapshot: &Snapshot, groups: &mut Vec<Group>) -> Result<(), Error> {
    let (from, to) = (unit.words[0].from, unit.words[unit.words.len() - 1].to);
    let typed = text.get(from..to).unwrap_or_default();
    match (unit.joint, &unit.joined) {
        (Joint::Letters, _) => {
            for pair in unit.words.windows(2) {
                let typed = text.get(pair[0].from..pair[1].to).unwrap_or_default();
                let mut group = Group::of_word(typed, &format!("{}{}", pair[0].term, pair[1].term));
                group.typed = typed.to_owned();
                groups.push(group);
            }
        }
        (Joint::Ampersand, Some(joined)) if snapshot.entries_with_word(joined)? > 0 => {
            groups.push(Group::of_word(typed, joined));
        }
        _ => {
            for word in &unit.words {
                let typed = text.get(word.from..word.to).unwrap_or_default();
                if !word.parts.is_empty() && snapshot.entries_with_word(&word.term)? == 0 && unit.joined.is_none() {
                    // Nobody wrote it with these inner signs: then what stands around them counts.
                    groups.extend(word.parts.iter().map(|part| Group::of_word(part, part)));
                    continue;
                }
                let mut group = Group::of_word(typed, &word.term);
                if let [part] = &word.parts[..]
                    && word.term.strip_suffix('s') == Some(part)
                {
                    group.add_word(part, 0.9, Origin::Inflected);
                }
                group.terms.extend(word.accented.iter().map(|accented| Alternative {
                    term: accented.clone(),
                    form: Form::Word,
                    weight: ACCENTS,
                    place: None,
                    origin: Origin::Typed,
                }));
                if let (Joint::Compound, Some(joined)) = (unit.joint, &unit.joined) {
                    group.add_word(joined, 1.0, Origin::Joined);
                }
                groups.push(group);
            }
        }
    }
    Ok(())
}

/// Common words are not asked for unless there are no others; in long queries words of asking are common too.
fn settle_common_words(plan: &mut Plan) {
    let words = plan.groups.len();
    let is_common = |group: &Group| english::is_common(&group.term) && group.beginning.is_none();
    let is_asking = |group: &Group| english::is_asking(&group.term) && group.beginning.is_none();
    let rare = plan.groups.iter().filter(|group| !is_common(group)).count();
    let telling = plan.groups.iter().filter(|group| !is_common(group) && !is_asking(group)).count();
    if rare > 0 {
        plan.groups.iter_mut().filter(|group| is_common(group)).for_each(|group| group.common = true);
        if words >= LONG && telling >= 2 {
            plan.groups.iter_mut().filter(|group| is_asking(group)).for_each(|group| group.common = true);
        }
    }
}

fn drop_repeated(groups: &mut Vec<Group>) {
    let mut seen: Vec<(String, String)> = Vec::new();
    groups.retain(|group| {
        let typed = if group.term.is_empty() { group.typed.clone() } else { String::new() };
        let key = (group.term.clone(), typed);
        let new = !seen.contains(&key);
        if new {
            seen.push(key);
        }
        new
    });
}

/// A pasted page is searched by its rarest words.
fn keep_rarest(plan: &mut Plan, snapshot: &Snapshot) -> Result<(), Error> {
    plan.long = plan.groups.iter().filter(|group| !group.common).count() > SHORT;
    if plan.groups.len() <= MOST_GROUPS {
        return Ok(());
    }
    plan.groups.retain(|group| !group.common);
    let mut by_rarity = Vec::new();
    for (at, group) in plan.groups.iter().enumerate() {
        let entries = snapshot.entries_with_word(&group.term)?;
        // Words that are nowhere may be misspelt, but not all of them.
        by_rarity.push((if entries == 0 { u32::MAX } else { entries }, at));
    }
    by_rarity.sort_unstable();
    let kept: Vec<usize> = by_rarity.into_iter().take(MOST_GROUPS).map(|(_, at)| at).collect();
    let mut at = 0;
    let left_out = &mut plan.left_out;
    plan.groups.retain(|group| {
        let keep = kept.contains(&at);
        at += 1;
        if !keep {
            left_out.push(group.typed.clone());
        }
        keep
    });
    Ok(())
}
