//! The same entries come out of every markup, whatever page is around them.

mod markup;

use catalogue::{Entry, LinkNature};
use markup::{LIST, SAMPLES, SKELETONS, Sample, TEMPLATES, profile, url};

/// What is wrong with the entries read, in words.
fn faults(entries: &[Entry], expected: &[Sample]) -> Vec<String> {
    let mut faults = Vec::new();
    let titles = |list: Vec<&str>| list.join(" ¦ ");
    let found = titles(entries.iter().map(|entry| entry.title.as_str()).collect());
    let wanted = titles(expected.iter().map(|sample| sample.title).collect());
    if found != wanted {
        return vec![format!("titles\n      found {found}\n     wanted {wanted}")];
    }
    for (entry, sample) in entries.iter().zip(expected) {
        if entry.summary != sample.summary() {
            faults.push(format!(
                "summary of {:.30}\n      found {:?}\n     wanted {:?}",
                entry.title,
                entry.summary,
                sample.summary()
            ));
        }
        let files =
            entry.links.iter().filter(|link| matches!(link.nature, LinkNature::Document | LinkNature::EmbeddedVideo));
        let mut files: Vec<String> = files.map(|link| link.url.clone()).collect();
        files.sort();
        if files != sample.addresses() {
            faults.push(format!(
                "files of {:.30}\n      found {files:?}\n     wanted {:?}",
                entry.title,
                sample.addresses()
            ));
        }
        if let Some(other) = entry.links.iter().find(|link| link.nature == LinkNature::OtherSite) {
            faults.push(format!("{:.30} has a link elsewhere: {}", entry.title, other.url));
        }
    }
    faults
}

fn check(choices: &[&[Sample]]) {
    let mut failures = String::new();
    for template in TEMPLATES {
        for skeleton in SKELETONS {
            for samples in choices {
                let html = (skeleton.write)(&(template.write)(samples));
                let listing = site::read_list(&html, &url(LIST), &profile());
                let mut faults = faults(&listing.entries, samples);
                if !listing.is_a_list {
                    faults.push("not taken for a list".to_owned());
                }
                for fault in faults {
                    failures.push_str(&format!(
                        "\n{} | {} | {} entries\n    {fault}\n",
                        template.name,
                        skeleton.name,
                        samples.len()
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn nine_entries() {
    check(&[&SAMPLES]);
}

#[test]
fn two_entries() {
    check(&[&SAMPLES[..2], &SAMPLES[2..4], &SAMPLES[7..]]);
}

/// Entries with many files, with one, with none, in every neighbourhood.
#[test]
fn a_few_entries() {
    let windows: Vec<&[Sample]> = SAMPLES.windows(2).chain(SAMPLES.windows(3)).collect();
    check(&windows);
}

#[test]
fn the_last_page_has_one_entry() {
    let alone: Vec<&[Sample]> = SAMPLES.chunks(1).collect();
    // An entry without any link, alone on a page that marks it with nothing but a heading, could be anything.
    let linked: Vec<&[Sample]> = alone.into_iter().filter(|samples| !samples[0].addresses().is_empty()).collect();
    check(&linked);
}

#[test]
fn an_empty_list_is_a_list_without_entries() {
    check(&[&[]]);
    for words in ["<p>There are no resources to show.</p>", "<h3>No results found</h3><p>Try other words.</p>"] {
        for skeleton in SKELETONS {
            let listing = site::read_list(&(skeleton.write)(words), &url(LIST), &profile());
            assert!(listing.entries.is_empty() && listing.is_a_list, "{} {:?}", skeleton.name, listing.entries);
        }
    }
}

#[test]
fn pager_and_menu() {
    for skeleton in SKELETONS {
        let listing = site::read_list(&(skeleton.write)(&(TEMPLATES[0].write)(&SAMPLES)), &url(LIST), &profile());
        let site = "https://www.towerhamletstogether.com";
        assert_eq!(listing.further_pages[0], format!("{site}/resource-library?page=5"), "{}", skeleton.name);
        assert!(listing.further_pages.contains(&format!("{site}/resource-library?page=3")), "{}", skeleton.name);
        assert!(
            listing.further_pages.iter().all(|page| page.contains("resource-library?page=")),
            "{:?}",
            listing.further_pages
        );
        let expected = ["/", "/about", "/about/our-vision-and-purpose", "/our-work/social-prescribing-service"]
            .map(|path| format!("{site}{path}"));
        assert_eq!(listing.site_pages[..4], expected, "{}", skeleton.name);
        assert!(
            !listing.site_pages.iter().any(|page| page.contains("resource-library") || page.ends_with(".pdf")),
            "{:?}",
            listing.site_pages
        );
    }
}
