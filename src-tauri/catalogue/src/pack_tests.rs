use super::*;
use crate::{Kind, ResourceId};

const HOSTS: [&str; 1] = ["site.org"];

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// `1.pdf=a`: the address, and the hash (64 times this letter) where a file is here.
fn resource(id: &str, title: &str, confirmed: Option<i64>, files: &[&str]) -> Resource {
    let attachments = files
        .iter()
        .map(|file| {
            let (name, letter) = file.split_once('=').unwrap_or((file, ""));
            let here = !letter.is_empty();
            Attachment {
                id: AttachmentId(format!("{id}-{}", name.replace('.', "-"))),
                url: format!("https://site.org/{name}"),
                label: name.to_owned(),
                media_type: String::new(),
                size_bytes: u64::from(here) * 10,
                sha256: here.then(|| hash(letter)),
                state: if here { AttachmentState::Here } else { AttachmentState::Pending },
                pages: None,
                text: TextQuality::None,
                language: None,
                problem: None,
            }
        })
        .collect();
    Resource {
        id: ResourceId::from(id),
        title: title.to_owned(),
        summary: String::new(),
        kind: Kind::Leaflet,
        kind_is_guess: false,
        topics: vec![],
        language: "en".into(),
        source: SourceId::from("s"),
        page_url: "https://site.org/list".into(),
        date: None,
        state: ResourceState::Current,
        first_seen: at(1),
        last_confirmed: confirmed.map(at),
        last_changed: at(1),
        withdrawn_on: None,
        from_starter: confirmed.is_none(),
        trust: None,
        attachments,
        links: vec![],
    }
}

fn hash(letter: &str) -> String {
    letter.repeat(64)
}

fn withdrawn(resource: Resource, second: i64) -> Resource {
    Resource { state: ResourceState::Withdrawn, withdrawn_on: Some(at(second)), ..resource }
}

fn plan(known: &[Resource], brought: &[Resource]) -> PackPlan {
    let brought = PackCatalogue { resources: brought.to_vec(), about: None };
    let hashes = ["a", "b", "c"].map(hash);
    let files = hashes.iter().map(|sha256| (sha256.as_str(), 10)).collect();
    plan_pack(known, None, &brought, &files, &HOSTS.map(str::to_owned), at(100))
}

/// For each resource that is written: id, title, files with the letter of their hash, and its state.
fn written(plan: &PackPlan) -> Vec<String> {
    let file = |one: &Attachment| format!("{}={}", one.label, one.sha256.as_deref().map_or("", |sha256| &sha256[..1]));
    plan.upserts
        .iter()
        .map(|one| {
            let files: Vec<String> = one.attachments.iter().map(file).collect();
            let state = if one.state == ResourceState::Withdrawn { " withdrawn" } else { "" };
            format!("{} {} [{}]{state}", one.id, one.title, files.join(","))
        })
        .collect()
}

#[test]
fn what_a_pack_brings() {
    let r = resource;
    for (case, known, brought, expected) in [
        ("to an empty library", vec![], vec![r("x", "New", Some(5), &["1=a"])], vec!["x New [1=a]"]),
        ("the same", vec![r("x", "T", Some(5), &["1=a"])], vec![r("x", "T", Some(5), &["1=a"])], vec![]),
        (
            "newer words",
            vec![r("x", "Old", Some(5), &["1=a"])],
            vec![r("x", "New", Some(6), &["1=a"])],
            vec!["x New [1=a]"],
        ),
        ("older words", vec![r("x", "New", Some(6), &["1=a"])], vec![r("x", "Old", Some(5), &["1=b"])], vec![]),
        (
            "as old, other words",
            vec![r("x", "Ours", Some(5), &["1=a"])],
            vec![r("x", "Theirs", Some(5), &["1=b"])],
            vec![],
        ),
        ("a newer file", vec![r("x", "T", Some(5), &["1=a"])], vec![r("x", "T", Some(6), &["1=b"])], vec!["x T [1=b]"]),
        (
            "a file that was missing, of an older pack",
            vec![r("x", "New", Some(6), &["1", "2=b"])],
            vec![r("x", "Old", Some(5), &["1=a", "2=c"])],
            vec!["x New [1=a,2=b]"],
        ),
        (
            "newer words without the file",
            vec![r("x", "T", Some(5), &["1=a"])],
            vec![r("x", "New", Some(6), &["1"])],
            vec!["x New [1=a]"],
        ),
        (
            "a file that only we have stays",
            vec![r("x", "T", Some(5), &["1=a", "2=b"])],
            vec![r("x", "T", Some(6), &["1=a"])],
            vec!["x T [1=a,2=b]"],
        ),
        (
            "starter content is confirmed",
            vec![r("x", "T", None, &["1"])],
            vec![r("x", "T", Some(1), &["1=a"])],
            vec!["x T [1=a]"],
        ),
        (
            "starter content confirms nothing",
            vec![r("x", "T", Some(1), &["1=a"])],
            vec![r("x", "T", None, &["1"])],
            vec![],
        ),
        (
            "it never withdraws",
            vec![r("x", "T", Some(5), &["1=a"])],
            vec![withdrawn(r("x", "T", Some(6), &["1=a"]), 7)],
            vec![],
        ),
        (
            "what only the pack knows may be withdrawn",
            vec![],
            vec![withdrawn(r("x", "T", Some(6), &["1=a"]), 7)],
            vec!["x T [1=a] withdrawn"],
        ),
        (
            "what was withdrawn here and stood on the site later comes back",
            vec![withdrawn(r("x", "T", Some(5), &["1=a"]), 6)],
            vec![r("x", "T", Some(9), &["1=a"])],
            vec!["x T [1=a]"],
        ),
        (
            "the same under another id",
            vec![r("x", "T", Some(5), &["1=a"])],
            vec![r("y", "Retitled", Some(6), &["1=b"])],
            vec!["x Retitled [1=b]"],
        ),
        (
            "the same title without a common file",
            vec![r("x", "T", Some(5), &[])],
            vec![r("y", "t.", Some(4), &["1=a"])],
            vec![],
        ),
        ("what is only here stays", vec![r("x", "T", Some(5), &["1=a"])], vec![], vec![]),
        (
            "a moment after the making is not believed",
            vec![r("x", "Ours", Some(100), &[])],
            vec![r("x", "Theirs", Some(9_999), &[])],
            vec![],
        ),
    ] {
        assert_eq!(written(&plan(&known, &brought)), expected, "{case}");
    }
}

#[test]
fn files_are_counted_once_and_only_those_that_come() {
    let known = [resource("x", "T", Some(5), &["1=a"])];
    let brought = [resource("x", "T", Some(6), &["1=a", "2=b"]), resource("y", "U", Some(6), &["3=b", "4"])];
    let plan = plan(&known, &brought);
    assert_eq!(plan.files, HashSet::from([hash("b")]));
    assert_eq!(plan.counts, PackCounts { added: 1, newer: 1, files: 1, bytes: 10, ..PackCounts::default() });
    let pending: Vec<_> = plan.upserts[1].attachments.iter().map(|one| one.state).collect();
    assert_eq!(pending, [AttachmentState::Here, AttachmentState::Pending]);
}

#[test]
fn a_pack_cannot_take_a_file_from_a_resource_that_is_here() {
    let known = [resource("x", "T", Some(5), &["1=a"])];
    let mut thief = resource("y", "U", Some(6), &["9=b"]);
    thief.attachments[0].id = known[0].attachments[0].id.clone();
    let plan = plan(&known, &[thief]);
    assert_ne!(plan.upserts[0].attachments[0].id, known[0].attachments[0].id);
    assert_eq!(plan.upserts[0].attachments[0].sha256, Some(hash("b")));
}

#[test]
fn what_is_read_out_of_a_file_is_not_believed() {
    let mut brought = resource("x", "T", Some(5), &["1=a"]);
    brought.attachments[0].media_type = "text/html".into();
    brought.attachments[0].pages = Some(7);
    brought.attachments[0].text = TextQuality::Good;
    let plan = plan(&[], &[brought]);
    let one = &plan.upserts[0].attachments[0];
    assert_eq!((one.media_type.as_str(), one.pages, one.text), ("", None, TextQuality::None));
}

#[test]
fn the_partnerships_page_comes_where_it_is_newer() {
    let about = |confirmed: Option<i64>| About { last_confirmed: confirmed.map(at), ..About::default() };
    for (ours, theirs, comes) in [
        (None, Some(5), true),
        (Some(5), Some(6), true),
        (Some(6), Some(5), false),
        (Some(5), None, false),
        (Some(100), Some(999), false),
    ] {
        let brought = PackCatalogue { resources: vec![], about: Some(about(theirs)) };
        let plan = plan_pack(&[], Some(&about(ours)), &brought, &HashMap::new(), &[], at(100));
        assert_eq!(plan.about.is_some(), comes, "{ours:?} {theirs:?}");
    }
}

#[test]
fn what_no_library_could_have_written_is_refused() {
    let good = resource("x", "T", Some(5), &["1=a"]);
    let (a, source) = (hash("a"), SourceId::from("s"));
    let files = HashSet::from([a.as_str()]);
    let fault = |change: &dyn Fn(&mut Resource)| {
        let mut resource = good.clone();
        change(&mut resource);
        pack_fault(&PackCatalogue { resources: vec![resource], about: None }, &source, &files)
    };
    assert_eq!(fault(&|_| {}), None);
    type Fault<'a> = (&'a str, &'a dyn Fn(&mut Resource));
    let cases: [Fault<'_>; 13] = [
        ("id", &|one| one.id = ResourceId::from("../x")),
        ("source", &|one| one.source = SourceId::from("other")),
        ("title", &|one| one.title = " ".into()),
        ("long title", &|one| one.title = "x".repeat(5_000)),
        ("long summary", &|one| one.summary = "x".repeat(300_000)),
        ("language", &|one| one.language = "<b>".into()),
        ("state", &|one| one.state = ResourceState::Withdrawn),
        ("page", &|one| one.page_url = "javascript:alert(1)".into()),
        ("file's address", &|one| one.attachments[0].url = "file:///etc/passwd".into()),
        ("name in the address", &|one| one.attachments[0].url = "https://me:secret@site.org/x".into()),
        ("file's id", &|one| one.attachments[0].id = AttachmentId::from("A B")),
        ("twice the same file", &|one| one.attachments.push(one.attachments[0].clone())),
        ("no such file", &|one| one.attachments[0].sha256 = Some(hash("b"))),
    ];
    for (case, change) in cases {
        assert!(fault(change).is_some(), "{case}");
    }
    let twice = PackCatalogue { resources: vec![good.clone(), good.clone()], about: None };
    assert!(pack_fault(&twice, &source, &files).is_some());
}
