//! A content page of the site: its title, its text, the files that it links to.

use catalogue::{ContentPage, DocumentLink, LinkNature, Profile};
use url::Url;

use crate::entry::language_tag;
use crate::furniture::{Reading, main_content};
use crate::lines::{self, Line};
use crate::links::{Place, links_in};
use crate::page::{At, Page, Picked};
use crate::parse::parse;
use crate::titles;
use crate::words;

/// One content page: title, language, text of the main content, and the files linked there and in side blocks.
pub fn read_page(html: &str, url: &Url, profile: &Profile) -> ContentPage {
    let parsed = parse(html);
    let whole = Page::of(&parsed, &Picked::by(&parsed, &profile.selectors.ignore));
    let place = Place::new(url, profile, &whole);
    let main = Picked::by(&parsed, &profile.selectors.main);
    let content = main_content(&whole, &place, &main, Reading::Text);
    let title = title(&whole, &content, profile);
    ContentPage {
        language: language(&whole, &content),
        documents: documents(&whole, &place, &main, &title),
        text: lines::read(&content, 0..content.len()).iter().map(line_text).collect::<Vec<_>>().join("\n"),
        title,
    }
}

fn line_text(line: &Line) -> String {
    if line.point { format!("• {}", line.text()) } else { line.text() }
}

fn title(whole: &Page<'_>, content: &Page<'_>, profile: &Profile) -> String {
    let first = |page: &Page<'_>, most: u8| {
        let heading = page.headings_in(0..page.len()).find(|at| page.level(*at) <= most)?;
        Some(lines::one_line(page, page.range(heading)))
    };
    first(content, 1).or_else(|| first(whole, 1)).or_else(|| first(content, 2)).unwrap_or_else(|| {
        let title = whole
            .elements(0..whole.len())
            .find(|(_, element)| element.name() == "title")
            .map(|(at, _)| whole.text(whole.range(at)));
        without_site_name(&title.unwrap_or_default(), &profile.name)
    })
}

/// "Care Confident | Tower Hamlets Together" without the site's name.
fn without_site_name(title: &str, name: &str) -> String {
    for separator in [" | ", " - ", " – ", " — ", " · ", " » ", " :: "] {
        let parts: Vec<&str> = title.split(separator).collect();
        if parts.len() < 2 {
            continue;
        }
        let kept: Vec<&str> = parts.iter().copied().filter(|part| !words::same(part, name)).collect();
        if !kept.is_empty() && kept.len() < parts.len() {
            return kept.join(separator);
        }
    }
    title.to_owned()
}

fn language(whole: &Page<'_>, content: &Page<'_>) -> Option<String> {
    let of_content = content.attr(0, "lang");
    let around = || whole.elements(0..whole.len().min(3)).find_map(|(at, _)| whole.attr(at, "lang"));
    of_content.or_else(around).and_then(language_tag)
}

fn documents(whole: &Page<'_>, place: &Place, main: &Picked, page_title: &str) -> Vec<DocumentLink> {
    let mut found: Vec<DocumentLink> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let content = main_content(whole, place, main, Reading::Documents);
    collect(&content, place, page_title, &mut seen, &mut found);
    // Side blocks stand beside <main> as often as in it.
    let asides: Vec<At> = whole
        .elements(0..whole.len())
        .map(|(at, _)| at)
        .filter(|at| whole.name(*at) == "aside" || whole.attr(*at, "role") == Some("complementary"))
        .filter(|at| {
            !whole.ancestors(*at).any(|above| matches!(whole.name(above), "header" | "footer" | "nav" | "aside"))
        })
        .collect();
    for aside in asides {
        let mut dropped = vec![false; whole.len()];
        for (at, element) in whole.elements(whole.range(aside)) {
            dropped[at] = matches!(element.name(), "nav" | "form");
        }
        collect(&whole.without(aside, &dropped), place, page_title, &mut seen, &mut found);
    }
    found
}

fn collect(
    page: &Page<'_>,
    place: &Place,
    page_title: &str,
    seen: &mut std::collections::HashSet<String>,
    found: &mut Vec<DocumentLink>,
) {
    let lines = lines::read(page, 0..page.len());
    let mut line_of = std::collections::HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        for link in line.links() {
            line_of.entry(link).or_insert(index);
        }
    }
    let headings: Vec<At> = page.headings_in(0..page.len()).collect();
    for link in links_in(page, place, 0..page.len()) {
        let is_kept = matches!(link.link.nature, LinkNature::Document | LinkNature::EmbeddedVideo);
        if !is_kept || !seen.insert(place.key(&link.url)) {
            continue;
        }
        let line = line_of.get(&link.at).map(|index| &lines[*index]);
        let context = line.filter(|line| !line.is_all_linked()).map(Line::text).unwrap_or_default();
        let context = if words::same(&context, &link.link.label)
            || words::is_file_note(&context.replacen(&link.link.label, "", 1))
        {
            String::new()
        } else {
            context
        };
        let named = without_call(&link.link.label);
        let title = if names_a_thing(&named) {
            named
        } else {
            let above = headings[..headings.partition_point(|at| *at < link.at)]
                .iter()
                .rev()
                .map(|at| lines::one_line(page, page.range(*at)));
            above.take(1).find(|text| !words::is_box_heading(text)).unwrap_or_else(|| page_title.to_owned())
        };
        found.push(DocumentLink { link: link.link, title, context });
    }
}

/// A link's words without a leading call to action ("Download the …", "Click here to read our …") and without a note
/// on the file.
fn without_call(label: &str) -> String {
    let label = titles::tidy(label);
    let words: Vec<&str> = label.split_whitespace().collect();
    let lower: Vec<String> =
        words.iter().map(|word| word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect();
    let mut at = 0;
    let is = |at: usize, list: &[&str]| lower.get(at).is_some_and(|word| list.contains(&word.as_str()));
    if is(at, &["please"]) {
        at += 1;
    }
    if is(at, &["click"]) && is(at + 1, &["here"]) && is(at + 2, &["to", "for"]) {
        at += 3;
    }
    let determiners = ["the", "our", "a", "an", "this", "your"];
    if is(at, &["download", "downloads"]) {
        at += 1;
        at += usize::from(is(at, &determiners));
    } else if is(at, &["read", "view", "open", "see", "watch", "get", "access"]) && is(at + 1, &determiners) {
        at += 2;
    } else if at > 0 && is(at, &["read", "view", "open", "see", "watch", "get", "access"]) {
        at += 1;
    }
    let rest = words.get(at..).unwrap_or_default().join(" ");
    rest.trim_start_matches([':', '-', '–', ' ']).to_owned()
}

/// Two words or more, one of them a name of something: "Full evaluation", not "toolkit", "here", "the PDF".
fn names_a_thing(words: &str) -> bool {
    let little = ["the", "this", "a", "an", "our", "your", "here", "for", "of", "in", "to"];
    let words_that_count =
        words.split_whitespace().filter(|word| !little.contains(&word.to_lowercase().as_str())).count();
    words_that_count >= 2 && words::naming_words(words) >= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_to_action_are_cut() {
        for (label, rest) in [
            (
                "download the Children and Young People’s Vanguard Programme report",
                "Children and Young People’s Vanguard Programme report",
            ),
            ("Click here to download the toolkit", "toolkit"),
            ("Download (PDF 5.27 MB)", ""),
            ("Download: Workforce Strategy (PDF)", "Workforce Strategy"),
            ("Read Well Centre leaflet", "Read Well Centre leaflet"),
            ("Read our parents’ guide to accessing services", "parents’ guide to accessing services"),
        ] {
            assert_eq!(without_call(label), rest, "{label}");
        }
        assert!(names_a_thing("Workforce Strategy"));
        assert!(!names_a_thing("toolkit"));
        assert!(!names_a_thing("here"));
    }

    #[test]
    fn the_sites_name_is_no_title() {
        assert_eq!(
            without_site_name("Care Confident | Tower Hamlets Together", "Tower Hamlets Together"),
            "Care Confident"
        );
        assert_eq!(without_site_name("Tower Hamlets Together", "Tower Hamlets Together"), "Tower Hamlets Together");
        assert_eq!(without_site_name("A - B", "C"), "A - B");
    }
}
