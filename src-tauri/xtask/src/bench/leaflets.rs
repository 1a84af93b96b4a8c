//! A site of any size as files on the disk: a list over many pages, one leaflet (PDF) for each entry. Words and bytes
//! come from a counter, so that every run serves the same site.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use demo_site::SiteFile;

const WORDS: [&str; 48] = [
    "health",
    "care",
    "home",
    "clinic",
    "nurse",
    "visit",
    "family",
    "carer",
    "child",
    "adult",
    "older",
    "people",
    "support",
    "plan",
    "advice",
    "phone",
    "number",
    "borough",
    "partner",
    "council",
    "service",
    "group",
    "walk",
    "food",
    "sleep",
    "mind",
    "body",
    "heart",
    "breath",
    "feet",
    "eyes",
    "ears",
    "teeth",
    "skin",
    "pain",
    "rest",
    "exercise",
    "medicine",
    "dose",
    "morning",
    "evening",
    "week",
    "month",
    "appointment",
    "letter",
    "form",
    "help",
    "talk",
];
const LEAFLET_BYTES: usize = 44_000;
const WORDS_PER_PAGE: usize = 300;

/// Small and even; nothing here needs good chance.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| WORDS[(self.next() % WORDS.len() as u64) as usize]).collect();
        words.join(" ")
    }
}

/// Writes the site: `list/page-N.html` and `files/leaflet-N.pdf`.
pub fn write_site(folder: &Path, resources: usize, per_page: usize) -> io::Result<()> {
    let (lists, files) = (folder.join("list"), folder.join("files"));
    fs::create_dir_all(&lists)?;
    fs::create_dir_all(&files)?;
    let pages = resources.div_ceil(per_page);
    for page in 1..=pages {
        let numbers = (page - 1) * per_page + 1..=(page * per_page).min(resources);
        fs::write(lists.join(format!("page-{page}.html")), list_page(numbers, page, pages))?;
    }
    for number in 1..=resources {
        let mut chance = Chance(number as u64 + 1);
        let pages = [chance.words(WORDS_PER_PAGE), chance.words(WORDS_PER_PAGE)];
        let leaflet = SiteFile::made(&format!("Leaflet {number}"), &pages, LEAFLET_BYTES);
        fs::write(files.join(format!("leaflet-{number}.pdf")), leaflet.body)?;
    }
    fs::write(folder.join("robots.txt"), "User-agent: *\nAllow: /\n")
}

fn list_page(numbers: impl Iterator<Item = usize>, page: usize, pages: usize) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Resource library</title></head>\
         <body><header><a href=\"/resource-library\">Resources</a></header><main><h1>Resource library</h1>\n",
    );
    for number in numbers {
        let mut chance = Chance(number as u64 * 7919 + 1);
        let _ = writeln!(
            html,
            "<article><h3>Leaflet {number}: {}</h3><p>{}.</p><p><a href=\"/files/leaflet-{number}.pdf\">Download</a></p></article>",
            chance.words(4),
            chance.words(20),
        );
    }
    html.push_str("<nav aria-label=\"Pages\">");
    if page < pages {
        let _ = write!(html, "<a rel=\"next\" href=\"/resource-library?page={}\">Next</a>", page + 1);
    }
    html.push_str("</nav></main><footer><p>A made-up site.</p></footer></body></html>\n");
    html
}
