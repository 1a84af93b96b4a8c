//! The starter content is read by the code that reads the site, word for word.

mod markup;

use markup::{LIST, SAMPLES, profile, url};

const LIBRARY: &str = include_str!("../../../assets/starter/resource-library.html");
const VISION: &str = include_str!("../../../assets/starter/our-vision-and-purpose.html");

#[test]
fn the_nine_resources() {
    let listing = site::read_list(LIBRARY, &url(LIST), &profile());
    let found: Vec<_> = listing.entries.iter().map(|entry| (entry.title.clone(), entry.summary.clone())).collect();
    let expected: Vec<_> = SAMPLES.iter().map(|sample| (sample.title.to_owned(), sample.summary())).collect();
    assert_eq!(found, expected);
    assert!(listing.entries.iter().all(|entry| entry.links.is_empty()));
    assert!(listing.is_a_list && listing.further_pages.is_empty() && listing.site_pages.is_empty());
}

#[test]
fn the_whole_vision() {
    let about =
        site::read_about(VISION, &url("https://www.towerhamletstogether.com/about/our-vision-and-purpose"), &profile());
    let about = about.expect("a vision");
    assert_eq!(
        about.vision.as_deref(),
        Some("To work together to improve the health and wellbeing of the people of Tower Hamlets.")
    );
    assert_eq!(about.vision_points.len(), 3);
    assert_eq!(
        about.mission.as_deref(),
        Some(
            "Transform people's health and lives in Tower Hamlets, reducing inequalities and reorganising services to match people's needs."
        )
    );
    assert_eq!(about.values, ["We are compassionate", "We collaborate", "We are inclusive", "We are accountable"]);
    let titles: Vec<_> = about.objectives.iter().map(|objective| objective.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Transform health and tackle inequalities",
            "Improve quality of care",
            "Commission and deliver high value services"
        ]
    );
    assert_eq!(
        about.objectives[2].text,
        "Commission resiliant and sustainable services, tackling variation and waste, and ensure the Tower Hamlets pound is spent wisely."
    );
    let lists: Vec<usize> = about.sections.iter().flat_map(|section| section.lists.iter().map(Vec::len)).collect();
    assert_eq!(lists, [3, 4, 3, 9, 6]);
    assert_eq!(about.last_confirmed, None);
    insta::assert_json_snapshot!(about);
}

/// Every word of the page stands in the sections, once and in order.
#[test]
fn nothing_of_the_vision_is_lost() {
    let about =
        site::read_about(VISION, &url("https://www.towerhamletstogether.com/about/our-vision-and-purpose"), &profile())
            .expect("a vision");
    let mut told: Vec<String> = Vec::new();
    for section in &about.sections {
        told.push(section.heading.clone());
        told.extend(section.paragraphs.iter().cloned());
        told.extend(section.lists.iter().flatten().cloned());
    }
    let page =
        site::read_page(VISION, &url("https://www.towerhamletstogether.com/about/our-vision-and-purpose"), &profile());
    let words = |text: &str| text.split_whitespace().filter(|word| *word != "•").map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&told.join(" ")), words(&page.text));
    assert_eq!(page.title, "Our Vision and Objectives");
}
