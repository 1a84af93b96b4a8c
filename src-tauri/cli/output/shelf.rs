//! What a person keeps at hand, and what was not found.

use std::fmt::Write;

use catalogue::{Gap, Kept, ShelfMerge, ShelfNow};

use super::{count, on_one_line, paragraph};

pub fn shelf(now: &ShelfNow) -> String {
    let shelf = &now.shelf;
    let mut out = String::new();
    list(&mut out, "Favourites", &shelf.favourites);
    for pack in &shelf.packs {
        list(&mut out, &format!("Pack: {}", pack.name), &pack.resources);
    }
    for note in &shelf.notes {
        let _ = writeln!(out, "Note on {} ({})", named(&note.title), note.resource);
        out += &paragraph(&note.text, 2);
        out.push('\n');
    }
    list(&mut out, "Opened last", &shelf.recents);
    for name in &now.set_aside {
        let _ = writeln!(out, "A shelf that could not be read was set aside as {}", on_one_line(name));
    }
    if out.is_empty() { "There is nothing on your shelf yet.\n".to_owned() } else { out }
}

fn list(out: &mut String, title: &str, kept: &[Kept]) {
    if kept.is_empty() {
        return;
    }
    let _ = writeln!(out, "{}", on_one_line(title));
    for one in kept {
        let _ = writeln!(out, "  {}  {}", one.resource, named(&one.title));
    }
    out.push('\n');
}

fn named(title: &str) -> String {
    if title.is_empty() { "(no title)".to_owned() } else { on_one_line(title) }
}

pub fn shelf_merge(came: &ShelfMerge) -> String {
    let parts = [
        (came.favourites, "favourite", "favourites"),
        (came.packs, "pack", "packs"),
        (came.into_packs, "resource into packs that were here", "resources into packs that were here"),
        (came.notes, "note", "notes"),
        (came.joined_notes, "note was joined to yours", "notes were joined to yours"),
        (came.left_out, "was left out", "were left out"),
    ];
    let told: Vec<String> = parts
        .iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| count(u64::from(*number), one, many))
        .collect();
    if told.is_empty() {
        "Everything in it was on your shelf already.\n".to_owned()
    } else {
        format!("Brought in: {}.\n", told.join(", "))
    }
}

pub fn gaps(gaps: &[Gap], noted: bool) -> String {
    let mut out = String::new();
    if !noted {
        out += "Nothing is noted now: see “together settings --note-gaps yes”.\n";
    }
    for gap in gaps {
        let _ = writeln!(out, "{}  {:>4}  {}", on_one_line(&gap.month), gap.times, on_one_line(&gap.words));
    }
    if gaps.is_empty() && noted {
        out += "Every search found something.\n";
    }
    out
}

#[cfg(test)]
mod tests {
    use catalogue::{Note, ResourceId, Shelf, ShelfPack};

    use super::*;

    #[test]
    fn a_shelf_reads_as_lists() {
        let kept = |id: &str, title: &str| Kept {
            resource: ResourceId::from(id),
            title: title.into(),
            at: Default::default(),
        };
        let note = Note {
            resource: ResourceId::from("a"),
            title: "Asthma".into(),
            text: "Ask\nfirst".into(),
            at: Default::default(),
        };
        let shelf_of = Shelf {
            favourites: vec![kept("a", "Asthma")],
            packs: vec![ShelfPack { id: "p".into(), name: "Visits".into(), resources: vec![kept("b", "")] }],
            recents: vec![],
            notes: vec![note],
        };
        let now = ShelfNow { shelf: shelf_of, remembers: true, set_aside: vec!["shelf-set-aside-1.json".into()] };
        assert_eq!(
            shelf(&now),
            "Favourites\n  a  Asthma\n\nPack: Visits\n  b  (no title)\n\nNote on Asthma (a)\n  Ask\n  first\n\n\
             A shelf that could not be read was set aside as shelf-set-aside-1.json\n"
        );
        let empty = ShelfNow { shelf: Shelf::default(), remembers: true, set_aside: vec![] };
        assert_eq!(shelf(&empty), "There is nothing on your shelf yet.\n");
    }

    #[test]
    fn what_came_is_counted() {
        let came = ShelfMerge { favourites: 1, packs: 2, left_out: 1, ..ShelfMerge::default() };
        assert_eq!(shelf_merge(&came), "Brought in: 1 favourite, 2 packs, 1 was left out.\n");
        assert_eq!(shelf_merge(&ShelfMerge::default()), "Everything in it was on your shelf already.\n");
    }
}
