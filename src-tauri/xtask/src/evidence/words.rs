//! Which words stand on which page of which file: what a search has to find.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use demo_site::DemoSite;
use serde_json::Value;

use super::console::Console;

/// The words of every file that the site ever had, by the file's SHA-256.
#[derive(Debug, Default)]
pub struct KnownWords {
    by_file: HashMap<String, Vec<String>>,
}

/// One word to be searched for, and where it must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sought {
    word: String,
    page: usize,
    attachment: String,
    resource: String,
}

impl KnownWords {
    /// Learns the files that the site has now.
    pub fn learn(&mut self, site: &DemoSite) {
        for file in site.expected().into_iter().flat_map(|resource| resource.files) {
            self.by_file.insert(file.sha256, file.unique_word_by_page);
        }
    }

    /// Every word of every file whose text the library says it has, searched for in one go. Gives the number of words,
    /// and those that were not found on their page.
    pub fn search(&self, console: &Console, resources: &[Value], batch: &Path) -> Result<(usize, Vec<String>), String> {
        let sought = self.sought(resources);
        let lines: String = sought.iter().enumerate().map(|(at, one)| format!("{at}\t{}\n", one.word)).collect();
        fs::write(batch, lines).map_err(|error| format!("{}: {error}", batch.display()))?;
        let ended = console.run(&["search", "--batch", &batch.display().to_string(), "--limit", "5"])?;
        if ended.status != Some(0) {
            return Err(format!("the search ended with {:?}: {}", ended.status, ended.err.trim()));
        }
        let mut answers: HashMap<usize, Value> = HashMap::new();
        for line in ended.out.lines() {
            let answer: Value = serde_json::from_str(line).map_err(|error| format!("{error} in “{line}”"))?;
            let at = answer["query_id"].as_str().and_then(|id| id.parse().ok()).ok_or("a search without its number")?;
            answers.insert(at, answer);
        }
        let missed =
            sought.iter().enumerate().filter(|(at, one)| !answers.get(at).is_some_and(|found| one.is_in(found)));
        let missed = missed.map(|(_, one)| format!("“{}” on page {} of {}", one.word, one.page, one.attachment));
        Ok((sought.len(), missed.collect()))
    }

    fn sought(&self, resources: &[Value]) -> Vec<Sought> {
        let mut once = HashSet::new();
        let mut sought = Vec::new();
        for resource in resources.iter().filter(|resource| resource["state"] == "current") {
            for attachment in resource["attachments"].as_array().into_iter().flatten() {
                let words = attachment["sha256"].as_str().and_then(|sha256| self.by_file.get(sha256));
                if attachment["state"] != "here" || attachment["text"] != "good" {
                    continue;
                }
                for (page, word) in words.into_iter().flatten().enumerate().filter(|(_, word)| !word.is_empty()) {
                    if once.insert(word.clone()) {
                        sought.push(Sought {
                            word: word.clone(),
                            page: page + 1,
                            attachment: text_of(&attachment["id"]),
                            resource: text_of(&resource["id"]),
                        });
                    }
                }
            }
        }
        sought
    }
}

impl Sought {
    /// Text without pages of its own (a DOCX, a text file) has no number to be right or wrong.
    fn is_in(&self, answer: &Value) -> bool {
        let hits = answer["hits"].as_array().into_iter().flatten();
        hits.filter(|hit| hit["resource"] == self.resource.as_str()).any(|hit| {
            hit["passages"].as_array().into_iter().flatten().any(|passage| {
                passage["attachment"] == self.attachment.as_str()
                    && (passage["page"].is_null() || passage["page"] == self.page)
            })
        })
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
