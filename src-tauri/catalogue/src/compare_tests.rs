use super::*;
use crate::{AttachmentId, ExternalLink, ExternalLinkKind, Kind, ResourceId, TextQuality, find_printed_date};

fn moment() -> Moment {
    Moment { at: "2026-11-22T05:25:45Z".parse().unwrap(), revision: 7 }
}

fn same() -> SameAddresses {
    SameAddresses {
        hosts: vec!["www.site.org".into(), "old.site.org".into()],
        list: Some("https://www.site.org/resource-library".into()),
    }
}

fn file(name: &str) -> Attachment {
    Attachment {
        id: AttachmentId::from(name),
        url: format!("https://www.site.org/uploads/{name}"),
        label: format!("Download {name}"),
        media_type: "application/pdf".into(),
        size_bytes: 1,
        sha256: None,
        state: AttachmentState::Pending,
        pages: None,
        text: TextQuality::None,
        language: None,
        problem: None,
    }
}

fn resource() -> Resource {
    let at = moment().at;
    Resource {
        id: ResourceId::from("r"),
        title: "Urgent Treatment Centre".into(),
        summary: "For minor injuries.\nCall NHS 111 first.".into(),
        kind: Kind::Leaflet,
        kind_is_guess: true,
        topics: vec!["urgent care".into(), "hospitals".into()],
        language: "en".into(),
        source: "s".into(),
        page_url: "https://www.site.org/resource-library".into(),
        date: find_printed_date("14 August 2019"),
        state: ResourceState::Current,
        first_seen: at,
        last_confirmed: Some(at),
        last_changed: at,
        withdrawn_on: None,
        from_starter: false,
        trust: None,
        attachments: vec![file("a.pdf")],
        links: Vec::new(),
    }
}

/// `kind what: from -> to [removed|added]…`, one for each change.
fn told(changes: &[Change]) -> Vec<String> {
    changes
        .iter()
        .map(|change| {
            assert_eq!((change.at, change.revision, change.is_new), (moment().at, 7, false));
            let kind = serde_json::to_value(change.kind).unwrap();
            let mut line = format!("{} {}", kind.as_str().unwrap(), change.what).trim_end().to_owned();
            if change.from.is_some() || change.to.is_some() {
                let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".into());
                line += &format!(": {} -> {}", value(&change.from), value(&change.to));
            }
            for words in &change.words {
                line += &format!(" [{}|{}]", words.removed, words.added);
            }
            line
        })
        .collect()
}

type Edit = fn(&mut Resource);

#[track_caller]
fn check(case: &str, before: Edit, after: Edit, expected: &[&str]) {
    let (mut old, mut new) = (resource(), resource());
    before(&mut old);
    after(&mut new);
    assert_eq!(told(&compare_resource(Some(&old), &new, moment(), &same())), expected, "{case}");
}

const AS_IT_IS: Edit = |_| {};

#[test]
fn what_changed_in_a_resource() {
    let cases: &[(&str, Edit, &[&str])] = &[
        ("another title", |r| r.title = "Urgent Care Centre".into(), &["text_revised title [Treatment|Care]"]),
        (
            "another summary",
            |r| r.summary = "For minor injuries.\nCall NHS 999 first.".into(),
            &["text_revised summary [111|999]"],
        ),
        (
            "the summary went",
            |r| r.summary.clear(),
            &["text_revised summary [For minor injuries. Call NHS 111 first.|]"],
        ),
        (
            "a printed kind",
            |r| (r.kind, r.kind_is_guess) = (Kind::Guide, false),
            &["details_revised kind: leaflet -> guide"],
        ),
        ("another language", |r| r.language = "bn".into(), &["details_revised language: en -> bn"]),
        (
            "another topic",
            |r| r.topics[0] = "walk-in".into(),
            &["details_revised topics: urgent care, hospitals -> walk-in, hospitals"],
        ),
        ("topics went", |r| r.topics.clear(), &["details_revised topics: urgent care, hospitals -> nothing"]),
        (
            "another date",
            |r| r.date = find_printed_date("May 2020"),
            &["details_revised date: 14 August 2019 -> May 2020"],
        ),
        ("the date went", |r| r.date = None, &["details_revised date: 14 August 2019 -> nothing"]),
        (
            "a film",
            |r| {
                let (url, label) = ("https://youtu.be/x".into(), "A film".into());
                r.links.push(ExternalLink { url, label, kind: ExternalLinkKind::Video });
            },
            &["details_revised links: nothing -> A film"],
        ),
        ("a file more", |r| r.attachments.push(file("b.pdf")), &["file_added Download b.pdf"]),
        ("a file less", |r| r.attachments.clear(), &["file_removed Download a.pdf"]),
        ("a file marked", |r| r.attachments[0].state = AttachmentState::Withdrawn, &["file_removed Download a.pdf"]),
        (
            "a file at another address",
            |r| r.attachments[0].url = "https://www.site.org/new/a.pdf".into(),
            &["moved Download a.pdf: https://www.site.org/uploads/a.pdf -> https://www.site.org/new/a.pdf"],
        ),
        (
            "a page of its own",
            |r| r.page_url = "https://www.site.org/urgent-care".into(),
            &["moved: https://www.site.org/resource-library -> https://www.site.org/urgent-care"],
        ),
        (
            "a page below the list",
            |r| r.page_url = "https://www.site.org/resource-library/urgent-care".into(),
            &["moved: https://www.site.org/resource-library -> https://www.site.org/resource-library/urgent-care"],
        ),
        ("withdrawn", |r| r.state = ResourceState::Withdrawn, &["withdrawn"]),
        (
            "several at once",
            |r| {
                r.title = "Urgent Care".into();
                r.language = "so".into();
                r.attachments = vec![file("c.pdf")];
            },
            &[
                "text_revised title [Treatment Centre|Care]",
                "details_revised language: en -> so",
                "file_added Download c.pdf",
                "file_removed Download a.pdf",
            ],
        ),
    ];
    for (case, after, expected) in cases {
        check(case, AS_IT_IS, *after, expected);
    }
    check("came back", |r| r.state = ResourceState::Withdrawn, AS_IT_IS, &["came_back"]);
    let with_new_name: Edit = |r| r.title = "Urgent Care Centre".into();
    check(
        "came back with another name",
        |r| r.state = ResourceState::Withdrawn,
        with_new_name,
        &["came_back", "text_revised title [Treatment|Care]"],
    );
    check(
        "a file came back",
        |r| r.attachments[0].state = AttachmentState::Withdrawn,
        AS_IT_IS,
        &["file_added Download a.pdf"],
    );
    assert_eq!(told(&compare_resource(None, &resource(), moment(), &same())), ["added"]);
}

#[test]
fn what_is_equal_to_a_reader_is_no_change() {
    let cases: &[(&str, Edit)] = &[
        ("nothing", AS_IT_IS),
        ("case and white space of the title", |r| r.title = "URGENT  treatment centre.".into()),
        ("line ends of the summary", |r| r.summary = "For minor injuries. Call\u{a0}NHS 111 first. ".into()),
        ("another guess at its kind", |r| r.kind = Kind::Report),
        ("topics in another order", |r| r.topics.reverse()),
        ("topics in capitals", |r| r.topics[0] = "Urgent Care".into()),
        ("the date in other words", |r| r.date = find_printed_date("14/08/2019")),
        ("moments", |r| r.last_confirmed = None),
        ("a file's version parameter", |r| r.attachments[0].url += "?mtime=20260101"),
        ("an alias of the host", |r| r.attachments[0].url = "http://old.site.org/uploads/a.pdf".into()),
        ("a file that came", |r| {
            r.attachments[0].state = AttachmentState::Here;
            r.attachments[0].sha256 = Some("ab".repeat(32));
        }),
        ("a file that failed", |r| r.attachments[0].state = AttachmentState::Failed),
        ("the words of a file's link", |r| r.attachments[0].label = "Click here".into()),
        ("another page of the list", |r| r.page_url += "?page=3"),
        ("another page of the list, by path", |r| r.page_url += "/p12"),
        ("the page on an alias", |r| r.page_url = "https://old.site.org/resource-library/".into()),
    ];
    for (case, after) in cases {
        check(case, AS_IT_IS, *after, &[]);
        check(case, *after, AS_IT_IS, &[]);
    }
}

#[test]
fn what_the_site_first_shows_of_the_starter_content_is_no_news() {
    let from_starter: Edit = |r| {
        r.from_starter = true;
        r.last_confirmed = None;
        r.title = "Urgent Treatment Centre – Opening".into();
        r.summary.clear();
        r.attachments.clear();
    };
    check("met on the site", from_starter, AS_IT_IS, &[]);
    check("never listed there", from_starter, |r| r.state = ResourceState::Withdrawn, &["withdrawn"]);
}

fn pages(text: &str) -> Vec<PageText> {
    if text.is_empty() { Vec::new() } else { vec![PageText::new(Some(1), text)] }
}

#[test]
fn a_replaced_file_tells_its_words() {
    for (media_type, before, after, expected) in [
        ("application/pdf", "Open from 8am.", "Open from 9am.", Some("file_replaced Download a.pdf [8am.|9am.]")),
        ("application/pdf", "The same.", "The same.", Some("file_replaced Download a.pdf")),
        ("application/pdf", "", "Now with text.", Some("file_replaced Download a.pdf")),
        ("video/mp4", "", "", Some("file_replaced Download a.pdf")),
        ("text/html", "Open from 8am.", "Open from 9am.", Some("file_replaced Download a.pdf [8am.|9am.]")),
        ("text/html", "The same.", "The  same.", None),
        ("text/html", "", "", Some("file_replaced Download a.pdf")),
    ] {
        let attachment = Attachment { media_type: media_type.into(), ..file("a.pdf") };
        let (before, after) = (pages(before), pages(after));
        let change = replaced_file(&attachment, moment(), Some((&before, &after)));
        assert_eq!(told(change.as_slice()), expected.as_slice(), "{media_type} {before:?} {after:?}");
    }
    let unread = replaced_file(&file("a.pdf"), moment(), None).unwrap();
    assert!(unread.words.is_empty() && unread.more_words);
}

#[test]
fn a_file_without_words_in_its_link_goes_by_its_name() {
    for (label, url, expected) in [
        ("Download", "https://s.org/a.pdf", "Download"),
        ("", "https://s.org/x/a.pdf?v=1#page=2", "a.pdf"),
        ("", "https://s.org/x/", "x"),
        ("", "", ""),
    ] {
        assert_eq!(file_label(&Attachment { label: label.into(), url: url.into(), ..file("a") }), expected, "{url}");
    }
}

fn section(heading: &str, words: &str) -> AboutSection {
    AboutSection { heading: heading.into(), paragraphs: vec![words.into()], lists: vec![vec!["One point".into()]] }
}

fn about(sections: Vec<AboutSection>) -> About {
    let source_url = "https://www.site.org/our-vision".into();
    About { sections, source_url, last_confirmed: Some(moment().at), ..About::default() }
}

#[test]
fn what_changed_on_the_partnerships_page() {
    let known = || vec![section("Our Vision", "Live well."), section("Our Values", "We are kind.")];
    for (case, after, expected) in [
        ("nothing", known(), &[][..]),
        (
            "white space and dashes",
            vec![section("OUR VISION", "Live  well."), section("Our Values", "We are kind.\n")],
            &[],
        ),
        (
            "one part",
            vec![section("Our Vision", "Live long."), section("Our Values", "We are kind.")],
            &["text_revised Our Vision [well.|long.]"],
        ),
        (
            "a point of a list",
            vec![known()[0].clone(), AboutSection { lists: vec![vec!["Two points".into()]], ..known()[1].clone() }],
            &["text_revised Our Values [One point|Two points]"],
        ),
        (
            "a part more",
            vec![known()[0].clone(), section("Our Aims", "To help."), known()[1].clone()],
            &["text_revised Our Aims [|Our Aims To help. One point]"],
        ),
        ("a part less", vec![known()[1].clone()], &["text_revised Our Vision [Our Vision Live well. One point|]"]),
        (
            "another heading",
            vec![section("Our Dream", "Live well."), known()[1].clone()],
            &["text_revised Our Dream [Vision|Dream]"],
        ),
        ("another order", vec![known()[1].clone(), known()[0].clone()], &[]),
    ] {
        let changes = compare_about(&about(known()), &about(after), moment(), &same());
        assert_eq!(told(&changes), expected, "{case}");
    }
    let moved = About { source_url: "https://www.site.org/about".into(), ..about(known()) };
    assert_eq!(
        told(&compare_about(&about(known()), &moved, moment(), &same())),
        ["moved: https://www.site.org/our-vision -> https://www.site.org/about"]
    );
    let from_starter = About { last_confirmed: None, ..about(vec![section("Our Vision", "Old words.")]) };
    assert_eq!(told(&compare_about(&from_starter, &about(known()), moment(), &same())), [""; 0]);
}
