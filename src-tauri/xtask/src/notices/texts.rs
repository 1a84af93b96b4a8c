//! The wording of a licence, and the lines in it that name makers: nearly all texts of one licence are the same but for those.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Part, spdx};

/// What is found in the text of each licence and in no other's.
const SIGNS: [(&str, &[&str]); 10] = [
    (
        "MIT",
        &[
            "permission is hereby granted, free of charge, to any person obtaining a copy",
            "the above copyright notice and this permission notice",
        ],
    ),
    ("Apache-2.0", &["apache license", "version 2.0, january 2004"]),
    ("BSD-3-Clause", &["redistribution and use in source and binary forms", "endorse or promote products"]),
    ("BSD-2-Clause", &["redistribution and use in source and binary forms"]),
    (
        "ISC",
        &[
            "permission to use, copy, modify, and",
            "the above copyright notice and this permission notice appear in all copies",
        ],
    ),
    ("Zlib", &["the origin of this software must not be misrepresented"]),
    ("0BSD", &["permission to use, copy, modify, and", "for any purpose with or without fee is hereby granted"]),
    ("Unicode-3.0", &["unicode license v3"]),
    ("MPL-2.0", &["mozilla public license"]),
    ("CDLA-Permissive-2.0", &["community data license agreement"]),
];

/// Texts that are the same whoever uses them: one is kept.
const ALWAYS_THE_SAME: [&str; 3] = ["Apache-2.0", "MPL-2.0", "CDLA-Permissive-2.0"];
/// A notice is not read beyond this.
const MOST_LINES: usize = 40;

#[derive(Default)]
pub struct Wordings {
    /// The first text seen of each licence, for those who name a licence and bring no text.
    standard: BTreeMap<&'static str, String>,
}

impl Wordings {
    /// Licence, wording and makers, for each licence that a part is under.
    ///
    /// # Errors
    /// Where its licence is not one that we allow.
    pub fn of(&mut self, part: &Part) -> Result<Vec<(String, String, Vec<String>)>, String> {
        // One file of its own with its own licence.
        if part.folder.is_file() {
            let (text, makers) = parted(&head(&part.folder, &part.licence)?);
            return Ok(vec![(part.licence.clone(), text, makers)]);
        }
        let chosen = spdx::choose(&part.licence).map_err(|why| format!("{} {}: {why}", part.name, part.version))?;
        let files = licence_files(&part.folder);
        let mut found = Vec::new();
        for licence in chosen {
            let own = files.iter().find(|text| is(text, licence));
            let (mut text, mut makers) = own.map(|text| parted(text)).unwrap_or_default();
            if own.is_none() || ALWAYS_THE_SAME.contains(&licence) {
                text = self.standard(licence, &text);
            } else {
                self.standard(licence, &text);
            }
            if licence == "Apache-2.0" {
                makers.extend(notice(&part.folder));
            }
            if makers.is_empty() {
                makers.clone_from(&part.authors);
            }
            found.push((licence.to_owned(), text, makers));
        }
        Ok(found)
    }

    fn standard(&mut self, licence: &'static str, text: &str) -> String {
        if text.is_empty() {
            return self.standard.get(licence).cloned().unwrap_or_default();
        }
        self.standard.entry(licence).or_insert_with(|| text.to_owned()).clone()
    }
}

/// What the Apache licence wants to be handed on.
fn notice(folder: &Path) -> Vec<String> {
    let Ok(text) = fs::read_to_string(folder.join("NOTICE")) else { return Vec::new() };
    text.lines().map(str::trim).filter(|line| !line.is_empty()).take(MOST_LINES).map(str::to_owned).collect()
}

/// Small words and no spaces: what two wordings have to share to be one.
pub fn key(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn is(text: &str, licence: &str) -> bool {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let signs = SIGNS.iter().find(|(name, _)| *name == licence).map_or(&[] as &[&str], |(_, signs)| signs);
    !signs.is_empty() && signs.iter().all(|sign| flat.contains(sign))
}

/// The files of a package that speak of its licence, in the order of their names.
fn licence_files(folder: &Path) -> Vec<String> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for place in [folder.to_owned(), folder.join("LICENSES"), folder.join("licenses")] {
        let entries = fs::read_dir(place).into_iter().flatten().flatten().map(|entry| entry.path());
        paths.extend(entries.filter(|path| path.is_file() && speaks_of_licence(path)));
    }
    paths.sort();
    paths.dedup();
    paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}

fn speaks_of_licence(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    path.parent().is_some_and(|folder| folder.ends_with("LICENSES") || folder.ends_with("licenses"))
        || ["license", "licence", "copying", "unlicense"].iter().any(|beginning| name.starts_with(beginning))
}

/// The text of a licence that stands in a file of its own, or at the top of a list.
fn head(path: &Path, licence: &str) -> Result<String, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if licence != "SCOWL" {
        return Ok(text);
    }
    let lines =
        text.lines().map_while(|line| line.strip_prefix('#')).map(|line| line.strip_prefix(' ').unwrap_or(line));
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// The wording, and the lines that say whose it is. Marks of comments are taken off.
fn parted(text: &str) -> (String, Vec<String>) {
    let mut wording: Vec<&str> = Vec::new();
    let mut makers: Vec<String> = Vec::new();
    for line in text.lines() {
        let bare = line.trim_start_matches("%%Copyright:").trim().trim_matches(['/', '*']).trim();
        let lower = bare.to_lowercase();
        let names_maker = (lower.starts_with("copyright") || lower.starts_with("(c)") || lower.starts_with('©'))
            && !lower.starts_with("copyright notice")
            && !lower.contains("[yyyy]")
            && bare.chars().any(|letter| letter.is_ascii_digit() || letter.is_uppercase())
            && bare.len() < 200
            && !lower.starts_with("copyright and ")
            && !lower.starts_with("copyright license")
            && !lower.starts_with("copyright holder")
            && !lower.starts_with("copyright owner")
            && !lower.starts_with("copyright statement");
        let title =
            ["mit license", "the mit license", "the mit license (mit)", "mit license (mit)", "all rights reserved."]
                .contains(&lower.as_str());
        if names_maker && makers.len() < MOST_LINES {
            if !makers.iter().any(|known| known == bare) {
                makers.push(bare.to_owned());
            }
        } else if !title && !bare.starts_with("-----") {
            wording.push(bare);
        }
    }
    let text = wording.join("\n");
    // Runs of empty lines become one.
    let paragraphs: Vec<&str> = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect();
    (paragraphs.join("\n\n"), makers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makers_are_parted_from_the_wording() {
        let text = "MIT License\n\nCopyright (c) 2020 Someone\n\n\nPermission is hereby granted.\nThe above copyright notice\n";
        let (wording, makers) = parted(text);
        assert_eq!(wording, "Permission is hereby granted.\nThe above copyright notice");
        assert_eq!(makers, ["Copyright (c) 2020 Someone"]);
        assert_eq!(key(&wording), key("permission  is hereby granted. The above\ncopyright notice"));
    }

    #[test]
    fn comments_are_read_as_text() {
        let (wording, makers) = parted("/*\n * Copyright 2014 Some Authors\n *\n * Redistribution and use\n */\n");
        assert_eq!(
            (wording.as_str(), makers.as_slice()),
            ("Redistribution and use", &["Copyright 2014 Some Authors".to_owned()][..])
        );
    }
}
