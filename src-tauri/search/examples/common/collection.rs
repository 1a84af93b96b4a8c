//! Judged collections: `docs.jsonl` (id, title, text), `queries*.tsv` (id, tab, words) and `qrels*.tsv` (query 0
//! document gain).

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Outcome, Text};

/// Documents and their gains by query.
pub type Judged = HashMap<String, HashMap<String, f64>>;

/// Of documents of the same name, the last.
pub fn documents(file: &Path) -> Outcome<Vec<Text>> {
    let mut documents: Vec<Text> = Vec::new();
    let mut places = HashMap::new();
    for line in read(file)?.lines().filter(|line| !line.trim().is_empty()) {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        let document = Text { id: field("id"), title: field("title"), text: field("text") };
        match places.entry(document.id.clone()) {
            Entry::Occupied(place) => documents[*place.get()] = document,
            Entry::Vacant(place) => {
                place.insert(documents.len());
                documents.push(document);
            }
        }
    }
    Ok(documents)
}

/// A file of queries with what is right for each.
pub struct Asked {
    /// `queries_synonym`
    pub name: String,
    /// Only those for which something is right.
    pub queries: Vec<(String, String)>,
    pub judged: Judged,
}

impl Asked {
    /// Whether it is the words of others' making, misspelt already.
    pub fn is_misspelt(&self) -> bool {
        self.name.ends_with("_typo")
    }

    /// Whether each query is the title of a document that is right for it.
    pub fn is_of_titles(&self, documents: &[Text]) -> bool {
        let titles: HashMap<&str, String> =
            documents.iter().map(|document| (document.id.as_str(), document.title.to_lowercase())).collect();
        self.queries.iter().all(|(id, words)| {
            let words = words.trim().to_lowercase();
            let right =
                |(document, gain): (&String, &f64)| *gain > 0.0 && titles.get(document.as_str()) == Some(&words);
            self.judged[id].iter().any(right)
        })
    }
}

pub fn asked(folder: &Path) -> Outcome<Vec<Asked>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut asked = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !name.starts_with("queries") {
            continue;
        }
        let judgements = name.replace("queries", "qrels").replace("_typo", "");
        let judged = judgements_of(&read(&folder.join(format!("{judgements}.tsv")))?)?;
        let queries = read(&file)?
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter(|(id, _)| judged.get(*id).is_some_and(|gains| gains.values().any(|gain| *gain > 0.0)))
            .map(|(id, words)| (id.to_owned(), words.to_owned()))
            .collect();
        asked.push(Asked { name, queries, judged });
    }
    Ok(asked)
}

fn judgements_of(text: &str) -> Outcome<Judged> {
    let mut judged = Judged::new();
    for line in text.lines() {
        if let [query, _, document, gain] = line.split_whitespace().collect::<Vec<_>>()[..] {
            judged.entry(query.to_owned()).or_default().insert(document.to_owned(), gain.parse()?);
        }
    }
    Ok(judged)
}

fn read(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write(
            "docs.jsonl",
            "{\"id\": \"a\", \"title\": \"Old\"}\n{\"id\": \"b\", \"title\": \"Flu Jab\", \"text\": \"x\"}\n\
             {\"id\": \"a\", \"title\": \"Asthma\"}\n",
        );
        write("queries.tsv", "q1\tasthma\nq2\tflu jab\nq3\tnothing right\n");
        write("queries_typo.tsv", "q1\tastma\n");
        write("queries_other.tsv", "q1\tbreathing\n");
        write("qrels.tsv", "q1 0 a 2\nq2 0 b 1\nq3 0 a 0\n");
        write("qrels_other.tsv", "q1 0 a 1\n");
        let documents = documents(&folder.path().join("docs.jsonl")).unwrap();
        assert_eq!(documents.iter().map(|text| text.title.as_str()).collect::<Vec<_>>(), ["Asthma", "Flu Jab"]);
        let asked = asked(folder.path()).unwrap();
        let told: Vec<_> = asked
            .iter()
            .map(|one| (one.name.as_str(), one.queries.len(), one.is_misspelt(), one.is_of_titles(&documents)))
            .collect();
        assert_eq!(
            told,
            [("queries", 2, false, true), ("queries_other", 1, false, false), ("queries_typo", 1, true, false)]
        );
        assert_eq!(asked[0].judged["q1"]["a"], 2.0);
    }
}
