//! When the person last looked: one moment for everything, and later ones for single resources.

use std::collections::BTreeMap;

use catalogue::{ResourceId, Timestamp};
use serde::{Deserialize, Serialize};

pub(super) const FILE: &str = "looks.json";

/// One look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Look {
    /// When it was.
    pub at: Timestamp,
    /// Changes up to this moment were there to be seen.
    pub seen: Timestamp,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Looks {
    /// The library that was looked at; what was seen in another says nothing about this one.
    #[serde(default)]
    library: String,
    all: Option<Look>,
    /// Only those later than `all`.
    #[serde(default)]
    resources: BTreeMap<ResourceId, Look>,
}

impl Looks {
    /// `None` where the text is damaged.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).expect("moments and ids are JSON")
    }

    /// Forgets looks at another library.
    pub fn belong_to(&mut self, library: &str) {
        if self.library != library {
            *self = Self { library: library.to_owned(), ..Self::default() };
        }
    }

    /// The last look at everything; `None` where the person never looked at anything.
    pub fn at_everything(&self) -> Option<Look> {
        self.all
    }

    /// Changes of this resource up to this moment were seen.
    pub fn seen(&self, id: &ResourceId) -> Option<Timestamp> {
        let one = self.resources.get(id).map(|look| look.seen);
        self.all.map(|all| one.map_or(all.seen, |one| one.max(all.seen)))
    }

    /// The first look ever is the line that all later changes are told from, whatever was looked at.
    pub fn at_one(&mut self, id: &ResourceId, look: Look) {
        match self.all {
            None => self.all = Some(look),
            Some(all) if look.seen > all.seen => {
                let known = self.resources.entry(id.clone()).or_insert(look);
                *known = later(*known, look);
            }
            Some(_) => {}
        }
    }

    pub fn at_all(&mut self, look: Look) {
        let all = self.all.map_or(look, |known| later(known, look));
        self.all = Some(all);
        self.resources.retain(|_, known| known.seen > all.seen);
    }
}

/// A look never takes an earlier one back, whatever the clock says.
fn later(known: Look, new: Look) -> Look {
    Look { at: known.at.max(new.at), seen: known.seen.max(new.seen) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(second: i64) -> Look {
        let at = Timestamp::from_second(second).unwrap();
        Look { at, seen: at }
    }

    fn id(name: &str) -> ResourceId {
        ResourceId::from(name)
    }

    #[test]
    fn looks_are_kept_as_far_as_they_say_more_than_the_one_at_everything() {
        let mut looks = Looks::default();
        assert_eq!(looks.seen(&id("a")), None);
        looks.at_one(&id("a"), look(10));
        assert_eq!((looks.all, looks.resources.len()), (Some(look(10)), 0), "the first look is the line for all");
        looks.at_one(&id("a"), look(20));
        looks.at_one(&id("b"), look(40));
        looks.at_one(&id("a"), look(15));
        assert_eq!(looks.resources, BTreeMap::from([(id("a"), look(20)), (id("b"), look(40))]));
        assert_eq!((looks.seen(&id("a")), looks.seen(&id("c"))), (Some(look(20).seen), Some(look(10).seen)));
        looks.at_all(look(30));
        assert_eq!((looks.all, &looks.resources), (Some(look(30)), &BTreeMap::from([(id("b"), look(40))])));
        looks.at_all(look(5));
        assert_eq!(looks.all, Some(look(30)), "a clock that was set back takes nothing back");
        assert_eq!(Looks::parse(&looks.to_text()), Some(looks));
    }

    #[test]
    fn looks_at_another_library_are_forgotten() {
        let mut looks = Looks::default();
        looks.belong_to("one");
        looks.at_all(look(1));
        let kept = looks.clone();
        looks.belong_to("one");
        assert_eq!(looks, kept);
        looks.belong_to("other");
        assert_eq!(looks.all, None);
    }

    #[test]
    fn damage_is_noticed() {
        for text in ["", "{", "[]", r#"{"all": 7}"#, r#"{"all": {"at": "yesterday"}}"#, "\u{fffd}\u{fffd}"] {
            assert_eq!(Looks::parse(text), None, "{text}");
        }
        assert_eq!(Looks::parse(r#"{"all": null, "more": "from a newer program"}"#), Some(Looks::default()));
    }
}
