//! The partnership's page, in its own order and words.

use std::fmt::Write;

use catalogue::{About, EarlierAbout};

use super::changes::change_lines;
use super::{moment, on_one_line, paragraph, point};

pub fn about(about: &About) -> String {
    let mut out = sections(about);
    if out.is_empty() {
        out.push_str("The page is not here yet; “together refresh” fetches it.\n");
    }
    if !about.source_url.is_empty() {
        let _ = writeln!(out, "From {}", on_one_line(&about.source_url));
    }
    match about.last_confirmed {
        Some(at) => {
            let _ = writeln!(out, "Last confirmed {}", moment(at));
        }
        None => out.push_str("As it came with the program; not yet confirmed with the site.\n"),
    }
    out
}

fn sections(about: &About) -> String {
    let mut out = String::new();
    for section in &about.sections {
        if !section.heading.is_empty() {
            let _ = writeln!(out, "{}\n", on_one_line(&section.heading));
        }
        for text in &section.paragraphs {
            out += &paragraph(text, 2);
            out.push('\n');
        }
        for list in &section.lists {
            for text in list {
                out += &point("•", text);
            }
            out.push('\n');
        }
    }
    out
}

/// What the page said before, the latest first: which words changed, then the whole.
pub fn earlier_about(earlier: &[EarlierAbout]) -> String {
    if earlier.is_empty() {
        return "The page has not changed since it is kept here.\n".to_owned();
    }
    let mut out = String::new();
    for wording in earlier {
        let _ = writeln!(out, "From {} to {}", moment(wording.from), moment(wording.until));
        let _ = writeln!(out, "\nWhat changed then\n{}", change_lines(&wording.changes));
        let _ = writeln!(out, "What it said\n\n{}", sections(&wording.about));
    }
    out
}

#[cfg(test)]
mod tests {
    use catalogue::AboutSection;

    use super::*;

    #[test]
    fn sections_stand_in_the_pages_order() {
        let page = About {
            sections: vec![
                AboutSection {
                    heading: "Our Vision".into(),
                    paragraphs: vec!["To work together.".into()],
                    lists: vec![],
                },
                AboutSection {
                    heading: "Our Aims".into(),
                    paragraphs: vec![],
                    lists: vec![vec!["First ".repeat(20), "Second".into()]],
                },
            ],
            source_url: "https://example.org/about".into(),
            last_confirmed: Some("2026-11-22T05:25:45Z".parse().unwrap()),
            ..About::default()
        };
        insta::assert_snapshot!(about(&page), @r"
        Our Vision

          To work together.

        Our Aims

          • First First First First First First First First First First First First
            First First First First First First First First
          • Second

        From https://example.org/about
        Last confirmed 2026-11-22 05:25 UTC
        ");
    }

    #[test]
    fn a_page_that_is_not_here_is_not_invented() {
        insta::assert_snapshot!(about(&About::default()), @r"
        The page is not here yet; “together refresh” fetches it.
        As it came with the program; not yet confirmed with the site.
        ");
    }
}
