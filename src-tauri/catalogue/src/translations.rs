//! Which resources are the same document in other languages. Only what is sure: one that is not is no translation.

use std::collections::{HashMap, HashSet};

use crate::language::is_name_of;
use crate::title::fold_title;

/// What tells a resource from its translations.
#[derive(Debug, Clone, Copy)]
pub struct Titled<'a> {
    pub source: &'a str,
    /// See [`title_without_language`].
    pub about: &'a str,
    pub language: &'a str,
}

/// For each of these its translations, by their places. Two of one language under one title leave it open which is
/// meant: then none of that title has any.
pub fn translations<'a>(all: impl IntoIterator<Item = (usize, Titled<'a>)>) -> HashMap<usize, Vec<usize>> {
    let mut groups: HashMap<(&str, &str), Vec<(usize, &str)>> = HashMap::new();
    for (place, Titled { source, about, language }) in all {
        if !language.is_empty() {
            groups.entry((source, about)).or_default().push((place, language));
        }
    }
    let mut found = HashMap::new();
    for group in groups.values().filter(|group| group.len() > 1) {
        let languages: HashSet<&str> = group.iter().map(|(_, language)| *language).collect();
        if languages.len() < group.len() {
            continue;
        }
        for (one, _) in group {
            found.insert(*one, group.iter().map(|(place, _)| *place).filter(|place| place != one).collect());
        }
    }
    found
}

/// The folded title without the name of its own language at the end: "Flu jab (Somali)", "Flu jab – Somali", "Flu jab in
/// Somali". A name that is not the resource's language is a part of the title.
pub fn title_without_language(title: &str, language: &str) -> String {
    let whole = title.trim();
    let rest = match named_at_the_end(whole) {
        Some((rest, name)) if !rest.is_empty() && is_named(name, language) => rest,
        _ => whole,
    };
    fold_title(rest)
}

fn is_named(name: &str, language: &str) -> bool {
    let name = name.trim().to_lowercase();
    let name = name.strip_prefix("in ").unwrap_or(&name);
    let name = [" version", " translation"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    is_name_of(name.trim(), language)
}

/// What stands in brackets, after a dash, comma or colon, or after "in", at the end of a title; and what stands before.
fn named_at_the_end(title: &str) -> Option<(&str, &str)> {
    if let Some(inside) = title.strip_suffix([')', ']']) {
        let (rest, name) = inside.rsplit_once(['(', '['])?;
        return (!name.contains([')', ']'])).then_some((rest.trim_end(), name));
    }
    let (before, name) = title.rsplit_once(char::is_whitespace)?;
    let before = before.trim_end();
    if let Some(rest) = before.strip_suffix([',', ':']) {
        return Some((rest.trim_end(), name));
    }
    let (rest, link) = before.rsplit_once(char::is_whitespace)?;
    (matches!(link, "-" | "–" | "—") || link.eq_ignore_ascii_case("in")).then_some((rest.trim_end(), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_its_own_language_is_no_part_of_a_title() {
        for (title, language, about) in [
            ("Flu jab (Somali)", "so", "Flu jab"),
            ("Flu jab [Somali]", "so", "Flu jab"),
            ("Flu jab (Soomaali)", "so", "Flu jab"),
            ("Flu jab (in Somali)", "so", "Flu jab"),
            ("Flu jab (Bengali version)", "bn", "Flu jab"),
            ("Flu jab (Bangla)", "bn", "Flu jab"),
            ("Flu jab (বাংলা)", "bn", "Flu jab"),
            ("Flu jab – Arabic", "ar", "Flu jab"),
            ("Flu jab - العربية", "ar", "Flu jab"),
            ("Flu jab, Polish", "pl", "Flu jab"),
            ("Flu jab: Urdu", "ur", "Flu jab"),
            ("Flu jab in Turkish", "tr", "Flu jab"),
            ("Flu jab (Hindi)", "hi", "Flu jab"),
            ("Flu jab (English)", "en-GB", "Flu jab"),
            ("  Flu   JAB ", "en", "Flu jab"),
            // Not its own language, no language, or nothing but the language: all of it is the title.
            ("Flu jab (Somali)", "en", "Flu jab (Somali)"),
            ("Flu jab (easy read)", "so", "Flu jab (easy read)"),
            ("Learning English", "en", "Learning English"),
            ("Help for families in Poplar", "en", "Help for families in Poplar"),
            ("(Somali)", "so", "(Somali)"),
            ("in Somali", "so", "in Somali"),
            ("(", "so", "("),
            ("", "en", ""),
        ] {
            assert_eq!(title_without_language(title, language), fold_title(about), "{title} in {language}");
        }
    }

    fn ways(all: &[(&str, &str, &str)]) -> Vec<(usize, Vec<usize>)> {
        let titles: Vec<String> =
            all.iter().map(|(_, title, language)| title_without_language(title, language)).collect();
        let titled = all.iter().zip(&titles).map(|((source, _, language), about)| Titled { source, about, language });
        let mut found: Vec<_> = translations(titled.enumerate()).into_iter().collect();
        found.sort();
        found
    }

    #[test]
    fn the_same_title_in_other_languages_leads_each_way() {
        let all = [
            ("one", "Flu jab", "en"),
            ("one", "Flu jab (Somali)", "so"),
            ("one", "Flu jab – Bengali", "bn"),
            ("one", "Sleep", "en"),
        ];
        assert_eq!(ways(&all), [(0, vec![1, 2]), (1, vec![0, 2]), (2, vec![0, 1])]);
    }

    #[test]
    fn what_is_not_sure_is_no_translation() {
        for (why, all) in [
            ("another source", vec![("one", "Flu jab", "en"), ("two", "Flu jab (Somali)", "so")]),
            (
                "two of one language",
                vec![("one", "Flu jab", "en"), ("one", "Flu jab", "en"), ("one", "Flu jab (Somali)", "so")],
            ),
            ("another document", vec![("one", "Flu jab for children", "en"), ("one", "Flu jab (Somali)", "so")]),
            ("a language that is not known", vec![("one", "Flu jab", "en"), ("one", "Flu jab", "")]),
        ] {
            assert_eq!(ways(&all), [], "{why}");
        }
    }
}
