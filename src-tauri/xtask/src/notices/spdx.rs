//! Licence expressions, as far as packages use them.

/// Licences that we ship code under, those that we rather choose first.
pub const ALLOWED: [&str; 10] = [
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "BSD-2-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "Unicode-3.0",
    "MPL-2.0",
    // Lists of public certificates: data.
    "CDLA-Permissive-2.0",
];

/// The licences to follow, all of them, chosen where the expression leaves a choice.
///
/// # Errors
/// Where the expression is not understood, or allows nothing that we allow.
pub fn choose(expression: &str) -> Result<Vec<&'static str>, String> {
    // Before SPDX a stroke meant "or".
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let found = any_of(&mut rest).filter(|_| rest.is_empty());
    found.ok_or_else(|| format!("no licence that we allow: {expression}"))
}

type Choice = Option<Vec<&'static str>>;

/// How late we would choose it.
fn rank(choice: &[&'static str]) -> usize {
    choice.iter().filter_map(|one| ALLOWED.iter().position(|allowed| allowed == one)).max().unwrap_or(0)
}

fn any_of(words: &mut &[&str]) -> Choice {
    let mut best = all_of(words);
    while take(words, "OR") {
        let other = all_of(words);
        best = match (best, other) {
            (Some(one), Some(other)) if rank(&other) < rank(&one) => Some(other),
            (Some(one), _) => Some(one),
            (None, other) => other,
        };
    }
    best
}

fn all_of(words: &mut &[&str]) -> Choice {
    let mut all = one(words);
    while take(words, "AND") {
        let more = one(words);
        all = all.zip(more).map(|(mut all, more)| {
            all.extend(more);
            all
        });
    }
    all
}

fn one(words: &mut &[&str]) -> Choice {
    if take(words, "(") {
        let inside = any_of(words);
        return if take(words, ")") { inside } else { None };
    }
    let (name, rest) = words.split_first()?;
    *words = rest;
    // An exception only allows more.
    if take(words, "WITH") {
        *words = words.split_first()?.1;
    }
    ALLOWED.iter().find(|allowed| *allowed == name).map(|allowed| vec![*allowed])
}

fn take(words: &mut &[&str], wanted: &str) -> bool {
    let found = words.first() == Some(&wanted);
    if found {
        *words = &words[1..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_we_like_is_chosen_and_all_that_bind_are_kept() {
        for (expression, chosen) in [
            ("MIT", vec!["MIT"]),
            ("Apache-2.0 OR MIT", vec!["MIT"]),
            ("Apache-2.0/MIT", vec!["MIT"]),
            ("Apache-2.0 WITH LLVM-exception OR Apache-2.0", vec!["Apache-2.0"]),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", vec!["MIT", "Unicode-3.0"]),
            ("MIT OR Apache-2.0 OR LGPL-2.1-or-later", vec!["MIT"]),
            ("GPL-3.0 OR MPL-2.0", vec!["MPL-2.0"]),
            ("zlib-acknowledgement OR MIT", vec!["MIT"]),
        ] {
            assert_eq!(choose(expression), Ok(chosen), "{expression}");
        }
    }

    #[test]
    fn what_we_do_not_allow_is_refused() {
        for expression in ["GPL-3.0-only", "MIT AND AGPL-3.0", "", "(MIT", "MIT MIT", "LGPL-2.1 OR GPL-2.0"] {
            assert!(choose(expression).is_err(), "{expression}");
        }
    }
}
