//! The pages around the list. What the real site says is in its words; all else is short and says that it is sample
//! text.

use std::collections::BTreeMap;

use crate::{SideBlock, SiteLink, SitePage, VISION_PATH};

macro_rules! body {
    ($name:literal) => {
        include_str!(concat!("../pages/", $name, ".html"))
    };
}

/// Pages by path.
pub fn all() -> BTreeMap<String, SitePage> {
    let about = || vec![SiteLink::new("About", "/about")];
    let challenge = || vec![SiteLink::new("The Challenge", "/the-challenge")];
    let work = || vec![SiteLink::new("Our Work", "/our-work")];
    let news = || vec![SiteLink::new("News", "/news")];
    let transforming = || {
        let mut parents = work();
        parents.push(SiteLink::new("Transforming Children's Services", "/our-work/transforming-childrens-services"));
        parents
    };
    // (path, main heading, parents, body): pages of the middle generation.
    let plain = [
        ("/", "Working together for a healthier borough", vec![], body!("home")),
        ("/about", "What is Tower Hamlets Together?", vec![], body!("about")),
        ("/about/organisational-structure", "Organisational Structure", about(), body!("organisational-structure")),
        ("/about/working-with-you", "Working With You", about(), body!("working-with-you")),
        ("/the-challenge", "The Challenge", vec![], body!("hub")),
        (
            "/the-challenge/tht-borough-plan-2021",
            "Tower Hamlets Together Borough Plan",
            challenge(),
            body!("borough-plan"),
        ),
        ("/our-work", "Our Work", vec![], body!("hub")),
        (
            "/our-work/transforming-childrens-services",
            "Transforming Children's Services",
            work(),
            body!("transforming-childrens-services"),
        ),
        (
            "/our-work/vanguard-legacy-work",
            "Tower Hamlets Together Vanguard Legacy Work",
            transforming(),
            body!("vanguard-legacy-work"),
        ),
        ("/our-work/minor-illness", "Minor Illness", transforming(), body!("placeholder")),
        (
            "/our-work/improving-population-health",
            "Improving Population Health",
            work(),
            body!("improving-population-health"),
        ),
        (
            "/our-work/population-health-toolkit",
            "What is population health?",
            work(),
            body!("population-health-toolkit"),
        ),
        (
            "/our-work/social-prescribing-service",
            "Social Prescribing Service",
            work(),
            body!("social-prescribing-service"),
        ),
        (
            "/our-work/improving-how-health-and-social-care-work-together",
            "Improving How Health and Social Care Work Together",
            work(),
            body!("health-and-social-care-together"),
        ),
        ("/care-confident", "Care Confident", vec![], body!("care-confident")),
        ("/mecc", "What is Making Every Contact Count (MECC)?", vec![], body!("mecc")),
        ("/mecc/", "What is Making Every Contact Count (MECC)?", vec![], body!("mecc-older")),
        ("/news", "News", vec![], body!("news")),
        (
            "/news/tower-hamlets-urgent-treatment-centre-opening-14-august-2019",
            "Tower Hamlets Urgent Treatment Centre – Opening 14 August 2019",
            news(),
            body!("news-urgent-treatment-centre"),
        ),
        (
            "/news/tower-hamlets-making-every-contact-count-for-local-residents",
            "Tower Hamlets \"Making Every Contact Count\" for local residents",
            news(),
            body!("news-mecc"),
        ),
        ("/our-priorities", "Our priorities", vec![], body!("our-priorities")),
        ("/contact", "Contact", vec![], body!("contact")),
        ("/privacy-policy", "Privacy Policy", vec![], body!("privacy-policy")),
    ];
    let mut pages: BTreeMap<String, SitePage> = plain
        .into_iter()
        .map(|(path, heading, parents, body)| {
            let page = SitePage {
                title: heading.to_owned(),
                heading: Some(heading.to_owned()),
                parents,
                body: body.to_owned(),
                resident_footer: true,
                ..SitePage::default()
            };
            (path.to_owned(), page)
        })
        .collect();

    // Pages of the redesign: a small line above the heading, and a word to readers of old browsers.
    for (path, eyebrow, heading, parents, body) in [
        (
            "/the-challenge/children-and-families-executive",
            "The Solution",
            "Children and Families Executive",
            challenge(),
            body!("children-and-families-executive"),
        ),
        ("/the-challenge/living-well", "The Solution", "Living Well", challenge(), body!("living-well")),
        ("/our-work/workforce", "Our Work", "Workforce", work(), body!("workforce")),
        (
            "/our-work/communities-keeping-well",
            "Our Work",
            "Supporting you to live a healthier life",
            work(),
            body!("communities-keeping-well"),
        ),
        ("/south-east", "Where are we working?", "South East", vec![], body!("south-east")),
    ] {
        pages.insert(
            path.to_owned(),
            SitePage {
                title: heading.to_owned(),
                heading: Some(heading.to_owned()),
                eyebrow: Some(eyebrow.to_owned()),
                parents,
                body: body.to_owned(),
                resident_footer: true,
                redesign: true,
                ..SitePage::default()
            },
        );
    }

    // Pages without a heading in their text.
    for (path, title, parents, body) in [
        ("/about/the-partnership", "The Partnership", about(), body!("the-partnership")),
        (
            "/amys-monthly-briefing-october-2022",
            "Monthly briefing, October 2022",
            vec![],
            body!("monthly-briefing-october-2022"),
        ),
    ] {
        let page = SitePage { title: title.to_owned(), parents, body: body.to_owned(), ..SitePage::default() };
        pages.insert(path.to_owned(), page);
    }

    pages.insert(VISION_PATH.to_owned(), vision(true));
    if let Some(page) = pages.get_mut("/our-work/social-prescribing-service") {
        page.side = Some(SideBlock {
            heading: "Related Resources".to_owned(),
            links: vec![
                SiteLink::new(
                    "Social prescribing: full evaluation",
                    "/uploads/2017/Social-prescribing-full-evaluation.pdf",
                ),
                SiteLink::new(
                    "Social prescribing: executive summary",
                    "/uploads/2017/Social-prescribing-executive-summary.pdf",
                ),
                SiteLink::new(
                    "Shared Outcomes Framework",
                    "/uploads/Shared-Outcomes-Framework.pdf?mtime=20190401090000",
                ),
            ],
        });
    }
    pages
}

/// The vision page in the wording of 2019 and later, or in the one before.
pub fn vision(newer: bool) -> SitePage {
    let (heading, body) = if newer {
        ("Our Vision and Objectives", body!("vision-newer"))
    } else {
        ("Our Vision and Purpose", body!("vision-older"))
    };
    SitePage {
        title: heading.to_owned(),
        heading: Some(heading.to_owned()),
        parents: vec![SiteLink::new("About", "/about")],
        body: body.to_owned(),
        resident_footer: true,
        ..SitePage::default()
    }
}
