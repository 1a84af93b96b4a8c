//! What a reader sees of a library, without what only its own past can tell (ids, dates, what left the site), so that
//! two libraries of one site can be compared.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::console::Console;

/// Asked of every library that is compared; each stands in a document or an entry that no editor takes away.
const QUERIES: [&str; 10] = [
    "sample leaflet",
    "health",
    "interpreter",
    "download the leaflet",
    "library works",
    "care",
    "newsletter",
    "chairs",
    "strategy",
    "video",
];

/// Facts by name.
#[derive(Debug, Default, PartialEq)]
pub struct Likeness {
    facts: BTreeMap<String, Value>,
}

impl Likeness {
    /// Looks at everything: the list, every text, the vision, and a handful of searches.
    pub fn of(console: &Console) -> Result<Self, String> {
        let mut likeness = Self::default();
        let list = console.document(&["list"], &[0])?;
        let resources = list["resources"].as_array().ok_or("a list without resources")?;
        let mut order = Vec::new();
        for resource in resources {
            let title = resource["title"].as_str().unwrap_or_default();
            let nth = order.iter().filter(|known| **known == title).count();
            order.push(title);
            let name = if nth == 0 { format!("“{title}”") } else { format!("“{title}” once more ({nth})") };
            for attachment in live_attachments(resource) {
                let id = attachment["id"].as_str().unwrap_or_default();
                let text = console.document(&["text", id], &[0])?;
                likeness.facts.insert(format!("text of {}", attachment["url"]), text["pages"].clone());
            }
            likeness.facts.insert(name, seen(resource));
        }
        likeness.facts.insert("order of the list".to_owned(), json!(order));
        let mut about = console.document(&["about"], &[0])?;
        for own in ["last_confirmed", "last_changed"] {
            about[own] = Value::Null;
        }
        likeness.facts.insert("about".to_owned(), about);
        for query in QUERIES {
            let answer = console.document(&["search", query, "--limit", "500"], &[0])?;
            let hits = answer["hits"].as_array().into_iter().flatten();
            let mut titles: Vec<&str> = hits.filter_map(|hit| hit["title"].as_str()).collect();
            titles.sort_unstable();
            let found = json!({"total": answer["total"], "complete": answer["complete"], "titles": titles});
            likeness.facts.insert(format!("search for “{query}”"), found);
        }
        Ok(likeness)
    }

    /// What is not the same in the other, in words.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let names: std::collections::BTreeSet<&String> = self.facts.keys().chain(other.facts.keys()).collect();
        names
            .into_iter()
            .filter_map(|name| {
                let (ours, theirs) = (self.facts.get(name), other.facts.get(name));
                (ours != theirs).then(|| format!("{name}: {}", difference(ours, theirs)))
            })
            .collect()
    }
}

fn live_attachments(resource: &Value) -> impl Iterator<Item = &Value> {
    resource["attachments"].as_array().into_iter().flatten().filter(|attachment| attachment["state"] != "withdrawn")
}

fn seen(resource: &Value) -> Value {
    let attachments: Vec<Value> = live_attachments(resource)
        .map(|attachment| {
            picked(
                attachment,
                &["url", "label", "media_type", "size_bytes", "sha256", "state", "pages", "text", "problem"],
            )
        })
        .collect();
    let mut seen = picked(
        resource,
        &[
            "title",
            "summary",
            "kind",
            "kind_is_guess",
            "topics",
            "language",
            "source",
            "page_url",
            "date",
            "state",
            "links",
        ],
    );
    seen["attachments"] = Value::Array(attachments);
    seen
}

fn picked(value: &Value, names: &[&str]) -> Value {
    Value::Object(names.iter().map(|name| ((*name).to_owned(), value[*name].clone())).collect())
}

/// The innermost place where two values part.
fn difference(ours: Option<&Value>, theirs: Option<&Value>) -> String {
    match (ours, theirs) {
        (None, Some(_)) => "only in the second".to_owned(),
        (Some(_), None) => "only in the first".to_owned(),
        (Some(Value::Object(ours)), Some(Value::Object(theirs))) => {
            let parted = ours.iter().find(|(name, value)| theirs.get(*name) != Some(value));
            parted.map_or_else(
                || "names differ".to_owned(),
                |(name, value)| format!("{name}: {}", difference(Some(value), theirs.get(name))),
            )
        }
        (Some(Value::Array(ours)), Some(Value::Array(theirs))) => {
            let at = (0..ours.len().max(theirs.len())).find(|at| ours.get(*at) != theirs.get(*at)).unwrap_or(0);
            format!("[{at}]: {}", difference(ours.get(at), theirs.get(at)))
        }
        (Some(ours), Some(theirs)) => format!("{ours} ≠ {theirs}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_named_where_it_is() {
        let likeness = |value: Value| Likeness {
            facts: BTreeMap::from([("one".to_owned(), value), ("two".to_owned(), json!(1))]),
        };
        let same = likeness(json!({"a": [1, {"b": "x"}]}));
        assert!(same.differences(&likeness(json!({"a": [1, {"b": "x"}]}))).is_empty());
        assert_eq!(same.differences(&likeness(json!({"a": [1, {"b": "y"}]}))), ["one: a: [1]: b: \"x\" ≠ \"y\""]);
        assert_eq!(same.differences(&likeness(json!({"a": [1]}))), ["one: a: [1]: only in the first"]);
        assert_eq!(Likeness::default().differences(&likeness(json!(0))).len(), 2);
    }

    #[test]
    fn what_left_the_site_does_not_count() {
        let resource = |attachments: Value| json!({"title": "t", "id": "1", "attachments": attachments});
        let gone = json!({"state": "withdrawn", "url": "u", "sha256": "0"});
        assert_eq!(seen(&resource(json!([gone]))), seen(&resource(json!([]))));
        assert_ne!(seen(&resource(json!([{"state": "here", "url": "u"}]))), seen(&resource(json!([]))));
    }
}
