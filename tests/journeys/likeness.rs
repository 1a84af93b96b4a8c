//! What a reader sees of a library, without what only its own past can tell (ids, dates, what left the site), so that
//! two libraries of one site can be compared.

use std::collections::BTreeMap;

use serde_json::{Value, json};

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

/// What a command of the console answers with.
type Ask<'a> = &'a dyn Fn(&[&str]) -> Result<Value, String>;

/// Facts by name.
#[derive(Debug, Default, PartialEq)]
pub struct Likeness {
    facts: BTreeMap<String, Value>,
}

impl Likeness {
    /// What the list and the page about the partnership show.
    pub fn at_a_glance(ask: Ask<'_>) -> Result<Self, String> {
        let mut likeness = Self::default();
        likeness.look_at_list(ask)?;
        let mut about = ask(&["about"])?;
        for own in ["last_confirmed", "last_changed"] {
            about[own] = Value::Null;
        }
        likeness.facts.insert("about".to_owned(), about);
        Ok(likeness)
    }

    /// Everything: every text and a handful of searches besides.
    pub fn of(ask: Ask<'_>) -> Result<Self, String> {
        let mut likeness = Self::at_a_glance(ask)?;
        for attachment in likeness.look_at_list(ask)? {
            let text = ask(&["text", attachment["id"].as_str().unwrap_or_default()])?;
            likeness.facts.insert(format!("text of {}", attachment["url"]), text["pages"].clone());
        }
        for query in QUERIES {
            let answer = ask(&["search", query, "--limit", "500"])?;
            // What is only about the same subject depends on how rare words are, and withdrawn resources, which a fresh
            // library never saw, count in that.
            let hits = answer["hits"].as_array().into_iter().flatten().filter(|hit| hit["related"] == false);
            let mut titles: Vec<&str> = hits.filter_map(|hit| hit["title"].as_str()).collect();
            titles.sort_unstable();
            let found = json!({"total": answer["total"], "complete": answer["complete"], "titles": titles});
            likeness.facts.insert(format!("search for “{query}”"), found);
        }
        Ok(likeness)
    }

    /// Gives the attachments that are there.
    fn look_at_list(&mut self, ask: Ask<'_>) -> Result<Vec<Value>, String> {
        let list = ask(&["list"])?;
        let mut order: Vec<&str> = Vec::new();
        let mut attachments = Vec::new();
        for resource in list["resources"].as_array().ok_or("a list without resources")? {
            let title = resource["title"].as_str().unwrap_or_default();
            let nth = order.iter().filter(|known| **known == title).count();
            order.push(title);
            let name = if nth == 0 { format!("“{title}”") } else { format!("“{title}” once more ({nth})") };
            self.facts.insert(name, seen(resource));
            attachments.extend(live_attachments(resource).cloned());
        }
        self.facts.insert("order of the list".to_owned(), json!(order));
        Ok(attachments)
    }

    /// The same with other words for this address, so that libraries of one site at two addresses can be compared.
    pub fn without_address(self, address: &str) -> Self {
        let facts = self.facts.into_iter().map(|(name, fact)| {
            let fact = serde_json::from_str(&fact.to_string().replace(address, "{site}")).unwrap_or(fact);
            (name.replace(address, "{site}"), fact)
        });
        Self { facts: facts.collect() }
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
