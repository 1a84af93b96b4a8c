//! The vision page in markups that differ in what marks the parts.

mod markup;

use catalogue::About;
use markup::{profile, url};

fn read(body: &str) -> Option<About> {
    let html = format!(
        "<!doctype html><html lang=en><head><title>Our Vision and Objectives | Tower Hamlets Together</title></head><body><header><nav><a href=/>Home</a></nav></header>{body}<footer><h3>Newsletter</h3><form><input></form><p>Footer words</p></footer></body></html>"
    );
    site::read_about(&html, &url("https://www.towerhamletstogether.com/about/our-vision-and-purpose"), &profile())
}

const VISION: &str = "To work together to improve the health and wellbeing of the people of Tower Hamlets.";
const POINTS: [&str; 2] = ["Residents are supported to thrive.", "Services are good value."];
const OBJECTIVES: [(&str, &str); 2] = [
    ("Improve quality of care", "Continue to strengthen service quality."),
    ("Commission high value services", "Commission resiliant services."),
];

fn check(name: &str, body: &str) {
    let about = read(body).unwrap_or_else(|| panic!("{name}: nothing read"));
    assert_eq!(about.vision.as_deref(), Some(VISION), "{name}");
    assert_eq!(about.vision_points, POINTS, "{name}");
    assert_eq!(about.mission.as_deref(), Some("Transform people's health."), "{name}");
    assert_eq!(about.values, ["We are compassionate", "We collaborate"], "{name}");
    let objectives: Vec<_> =
        about.objectives.iter().map(|objective| (objective.title.as_str(), objective.text.as_str())).collect();
    assert_eq!(objectives, OBJECTIVES, "{name}");
    let all: String = about
        .sections
        .iter()
        .map(|section| {
            format!("{} {} {} ", section.heading, section.paragraphs.join(" "), section.lists.concat().join(" "))
        })
        .collect();
    for words in [
        VISION,
        POINTS[0],
        POINTS[1],
        "Transform people's health.",
        "We collaborate",
        OBJECTIVES[0].0,
        OBJECTIVES[0].1,
        OBJECTIVES[1].1,
        "Every penny counts",
        "please get in touch",
    ] {
        assert_eq!(all.matches(words).count(), 1, "{name}: {words} in {all}");
    }
    assert!(!all.contains("Footer words") && !all.contains("Home"), "{name}");
}

const REST: &str = "<h2>Our Aims and Principles</h2><ol><li>Empower people</ol><ol><li>Every penny counts</ol><h2>Are you a Tower Hamlets resident? We would love to hear from you!</h2><p>If you have any feedback, please get in touch.</p><a class=btn href=/contact>Get in touch</a>";

#[test]
fn parts_however_they_are_marked() {
    check(
        "headings",
        &format!(
            "<main><h1>Our Vision and Objectives</h1><h2>Our Vision: {VISION}</h2><ul><li>{}</li><li><p>{}</p></li></ul><h2>Our Mission</h2><p>Transform people's health.</p><h2>Our Values</h2><ol><li>We are compassionate</li><li>We collaborate</li></ol>\
         <h2>Our Objectives</h2><ol><li><strong>{}</strong><br>{}</li><li><strong>{}</strong><br>{}</li></ol>{REST}</main>",
            POINTS[0], POINTS[1], OBJECTIVES[0].0, OBJECTIVES[0].1, OBJECTIVES[1].0, OBJECTIVES[1].1
        ),
    );
    check(
        "bold labels in paragraphs",
        &format!(
            "<div><h1>Our Vision and Objectives</h1><p><b>Our Vision</b></p><p>{VISION}</p><ul><li>{}<li>{}</ul><p><strong>Our Mission</strong></p><p>Transform people's&nbsp;health.</p><p><strong>Our Values:</strong></p><p>• We are compassionate<br>• We collaborate</p>\
         <p><strong>Our Objectives</strong></p><ol><li>{}</li></ol><p>{}</p><ol start=2><li>{}</li></ol><p>{}</p>{REST}</div>",
            POINTS[0], POINTS[1], OBJECTIVES[0].0, OBJECTIVES[0].1, OBJECTIVES[1].0, OBJECTIVES[1].1
        ),
    );
    check(
        "sections with sub-headings",
        &format!(
            "<main><div class=banner><h1>Our Vision and Objectives</h1></div><h2>Our Vision and Objectives</h2><section><h3>Our Vision</h3><p>{VISION}</p><ul><li>{}</li><li>{}</li></ul></section><section><h3>Our mission:</h3><p>Transform people's health.</p></section>\
         <section><h3>Our values</h3><div><h4>We are compassionate</h4></div><div><h4>We collaborate</h4></div></section><section><h3>Our objectives</h3><h4>1. {}</h4><p>{}</p><h4>2. {}</h4><p>{}</p></section>{REST}</main>",
            POINTS[0], POINTS[1], OBJECTIVES[0].0, OBJECTIVES[0].1, OBJECTIVES[1].0, OBJECTIVES[1].1
        ),
    );
    check(
        "terms and what they mean",
        &format!(
            "<main><h1>Our Vision and Objectives</h1><dl><dt>Our Vision</dt><dd>{VISION}<ul><li>{}</li><li>{}</li></ul></dd><dt>Our Mission</dt><dd>Transform people's health.</dd>\
         <dt>Our Values</dt><dd>We are compassionate</dd><dd>We collaborate</dd><dt>Our Objectives</dt><dd><strong>{}</strong><br>{}</dd><dd><strong>{}</strong><br>{}</dd></dl>{REST}</main>",
            POINTS[0], POINTS[1], OBJECTIVES[0].0, OBJECTIVES[0].1, OBJECTIVES[1].0, OBJECTIVES[1].1
        ),
    );
}

#[test]
fn the_older_page_has_a_purpose_and_no_objectives() {
    let about = read("<main><h1>Our Vision and Purpose</h1><h2>Our Vision</h2><p>To work together.</p><h2>Our Mission</h2><p>To improve health.</p><h2>Our Values</h2><ul><li>We are collaborative<li>We are inclusive</ul><h2>Our Purpose</h2><p>One.</p><p>Two.</p></main>").unwrap();
    assert_eq!(about.vision.as_deref(), Some("To work together."));
    assert_eq!(about.mission.as_deref(), Some("To improve health."));
    assert!(about.objectives.is_empty() && about.vision_points.is_empty());
    assert_eq!(about.sections.last().unwrap().heading, "Our Purpose");
    assert_eq!(about.sections.last().unwrap().paragraphs, ["One.", "Two."]);
}

#[test]
fn pages_without_a_vision() {
    for body in [
        "",
        "<main><h1>Resource Library</h1><p>Leaflets</p></main>",
        "<title>Just a moment...</title><p>Verifying you are human.",
        "<main><h1>News</h1><p>Our vision service moved.</p></main>",
    ] {
        assert_eq!(read(body), None, "{body}");
    }
}

#[test]
fn the_block_for_residents_is_part_of_the_page_where_it_stands_in_it() {
    let html = "<main><h1>Our Vision and Objectives</h1><h2>Our Vision: To work together.</h2><h2>Our Mission</h2>\
        <p>Transform lives.</p><aside><h2>Are you a Tower Hamlets resident? We would love to hear from you!</h2>\
        <p>Please get in touch.</p></aside></main><footer><h2>Are you a resident?</h2><p>Call us.</p></footer>";
    let about = site::read_about(html, &url(markup::LIST), &profile()).unwrap();
    let last = about.sections.last().unwrap();
    assert_eq!(last.heading, "Are you a Tower Hamlets resident? We would love to hear from you!");
    assert_eq!(last.paragraphs, ["Please get in touch."]);
}
