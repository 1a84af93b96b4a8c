//! What staff of a ward or a practice type, in their own words, and the leaflet that they want: asked of the sample
//! documents, and of the starter content with the samples that stand for its files.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use catalogue::{AttachmentId, Kind, ResourceId, SearchQuery};
use search::{Document, IndexedPage, SearchIndex, Stamp};

const INTERPRETER: &str = "Asking for an interpreter";
const LETTER: &str = "Your appointment letter explained";
const BUS: &str = "Getting here by bus";
const FORMATS: &str = "Large print and other formats";
const BIRTH: &str = "OCEAN - Offering Compassionate & Emotional Support for Those Living Through Birth Trauma and Loss";
const URGENT: &str = "Tower Hamlets Urgent Treatment Centre - Opening 14 August 2019";
const CRISIS: &str = "Hestia & ELFT launch the Together Café Service in Tower Hamlets – May 2020";
const CHILDREN: &str = "Let’s keep young people and children safe and healthy";
const WORKFORCE: &str = "Tower Hamlets Together: Health and Social Care Workforce Strategy 2021-2024";
const OUTCOMES: &str = "Tower Hamlets Together - Shared Outcomes Framework";
const HEALTHWATCH: &str = "What Would You Do? - HealthWatch Tower Hamlets Part 2";
const ROOM: &str = "Booking a community room";
const BENGALI: &str = "এই লাইব্রেরি কীভাবে কাজ করে";
const SOMALI: &str = "Sida maktabaddani u shaqayso";
const ARABIC: &str = "كيف تعمل هذه المكتبة";

/// What is typed, and what must come first.
const QUESTIONS: &[(&str, &str)] = &[
    ("interpreter", INTERPRETER),
    ("interpeter", INTERPRETER),
    ("how do i get somebody to translate for my patient", INTERPRETER),
    ("sign language", INTERPRETER),
    ("BSL", INTERPRETER),
    ("does an interpreter cost anything", INTERPRETER),
    ("appointment letter", LETTER),
    ("apointment leter", LETTER),
    ("what does this letter from the hospital mean", LETTER),
    ("large print", FORMATS),
    ("how does she get here by bus", BUS),
    ("wheelchair ramp", BUS),
    ("wheel chair", BUS),
    ("birth trauma", BIRTH),
    ("traumatic birth", BIRTH),
    ("urgent treatment", URGENT),
    ("urgent treatmnet centre", URGENT),
    ("UTC", URGENT),
    ("where to go when it is urgent but not life threatening", URGENT),
    ("alternative to A&E", CRISIS),
    ("instead of a and e in a crisis", CRISIS),
    ("crisis café", CRISIS),
    ("anxiety", CRISIS),
    ("my child is unwell, who do I call?", CHILDREN),
    ("parents guide", CHILDREN),
    ("poorly baby", CHILDREN),
    ("workforce strategy", WORKFORCE),
    ("staffing strategy 2021", WORKFORCE),
    ("outcomes framework", OUTCOMES),
    ("healthwatch", HEALTHWATCH),
    ("what did local people say in the markets about prevention", HEALTHWATCH),
    ("book a room for our group", ROOM),
    ("hearing loop", ROOM),
    ("covid success stories", "Covid-19 THT Partnership success stories and case studies"),
    ("winter pressures board report", "Health and Wellbeing Board - 17 November 2020"),
    ("accessible event checklist", "Planning an accessible event"),
    ("how can a patient tell us what they think", "Saying what you think (easy read)"),
    ("লাইব্রেরি কীভাবে কাজ করে", BENGALI),
    ("ইন্টারনেট ছাড়া পড়তে", BENGALI),
    ("কর্মীদের জিজ্ঞাসা", "অনুগ্রহ করে আমাদের কর্মীদের জিজ্ঞাসা করুন"),
    ("maktabadda", SOMALI),
    ("internet laaan", SOMALI),
    ("weydiin caawimo", SOMALI),
    ("كيف تعمل المكتبه", ARABIC),
    ("طباعة نشرة", ARABIC),
    ("مكتبة", ARABIC),
];

/// Words that other leaflets have too: what is wanted must be among the first three.
const VAGUE: &[(&str, &str)] = &[
    ("audio", FORMATS),
    ("support after losing a baby", BIRTH),
    ("প্রচারপত্র ছাপানো", BENGALI),
    ("patient left her scarf here", "Lost property & cloakroom"),
];

#[test]
fn the_leaflet_that_is_wanted_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(folder.path()).unwrap().index;
    index.rebuild(documents(), &Stamp { revision: 1, serial: 1, library: "test".into() }).unwrap();
    let mut missed = Vec::new();
    for (questions, within) in [(QUESTIONS, 1), (VAGUE, 3)] {
        for (typed, wanted) in questions {
            let words = (*typed).to_owned();
            let hits = index.search(&SearchQuery { words, ..SearchQuery::default() }).unwrap().hits;
            let first: Vec<&str> = hits.iter().map(|hit| hit.title.as_str()).take(within).collect();
            if !first.contains(wanted) {
                missed.push(format!("“{typed}” finds {first:?}, not “{wanted}”"));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Entries of the starter content by how they begin, and the sample that stands where their file stands.
const FILES: &[(&str, &str)] = &[
    ("OCEAN", "ocean-questions-and-answers"),
    ("Tower Hamlets Together: Health", "workforce-strategy-2021-2024"),
    ("Tower Hamlets Together - Shared", "shared-outcomes-framework"),
    ("Let’s keep", "parents-guide-to-services"),
    ("Health and Wellbeing", "board-progress-report"),
    ("Hestia", "together-cafe"),
    ("Covid-19", "success-stories"),
    ("What Would", "locality-results-north-east"),
    ("Tower Hamlets Urgent", "urgent-treatment-centre-leaflet"),
];

fn documents() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut samples: HashMap<String, Document> = HashMap::new();
    for entry in fs::read_dir(root.join("tests/fixtures/documents/sources")).unwrap() {
        let (name, document) = sample(&entry.unwrap().path());
        // Each locality's results read alike, and one stands for them.
        if !name.starts_with("locality") || FILES.iter().any(|(_, file)| *file == name) {
            samples.insert(name, document);
        }
    }
    let starter = fs::read_to_string(root.join("assets/starter/resource-library.html")).unwrap();
    let mut documents = Vec::new();
    for entry in starter.split("<article>").skip(1) {
        let (title, summary) = entry.split_once("</h3>").unwrap();
        let title = plain(title);
        let (_, file) = FILES.iter().find(|(begins, _)| title.starts_with(begins)).unwrap();
        let sample = samples.remove(*file).unwrap();
        documents.push(Document { title, summary: plain(summary), ..sample });
    }
    documents.extend(samples.into_values());
    assert!(documents.len() > 25, "{}", documents.len());
    documents
}

/// A sample's name, and its title, language and pages.
fn sample(file: &Path) -> (String, Document) {
    let text = fs::read_to_string(file).unwrap();
    let name = PathBuf::from(file.file_name().unwrap());
    let name = name.file_stem().unwrap().to_string_lossy().into_owned();
    let head = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).map(str::to_owned);
    let title = match text.split_once("<h1>").and_then(|(_, rest)| rest.split_once("</h1>")) {
        Some((title, _)) => title.to_owned(),
        None => head("title: ").unwrap_or_else(|| text.lines().next().unwrap_or_default().to_owned()),
    };
    let begins = text.find("\n===\n").map_or(0, |at| at + 5);
    let pages = text[begins..].split("\n===\n").zip(1..).map(|(page, number)| IndexedPage {
        attachment: AttachmentId(name.clone()),
        page: Some(number),
        language: None,
        text: plain(&page.replace("@word", "")),
        headings: Vec::new(),
    });
    let document = Document {
        resource: ResourceId(name.clone()),
        title,
        kind: Kind::Leaflet,
        language: head("language: ").unwrap_or_else(|| "en".to_owned()),
        pages: pages.collect(),
        ..Document::default()
    };
    (name, document)
}

/// Without the signs of markup.
fn plain(text: &str) -> String {
    let mut inside = false;
    let words = text.chars().filter(|c| {
        inside = (inside || *c == '<') && *c != '>';
        !inside && !matches!(c, '>' | '#')
    });
    words.collect::<String>().replace("&amp;", "&").trim().to_owned()
}
