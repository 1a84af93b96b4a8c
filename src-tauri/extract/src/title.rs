//! Is the title that a document gives itself worth showing?

/// The title tidied, or nothing when it is what a program wrote by itself (a file name, "Untitled", "Document1").
pub(crate) fn worthy(title: &str) -> Option<String> {
    let title = crate::tidy::tidy(&title.replace(['\n', '\r'], " "));
    let title =
        title.strip_prefix("Microsoft Word - ").or(title.strip_prefix("Microsoft PowerPoint - ")).unwrap_or(&title);
    let folded = title.to_lowercase();
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let is_name_of_file = ENDINGS.iter().any(|ending| folded.ends_with(ending)) || folded.contains('\\');
    let is_one_code = !title.contains(' ') && title.contains(|c: char| c.is_ascii_digit() || c == '_');
    let is_made_up = MADE_UP.iter().any(|made_up| {
        folded.strip_prefix(made_up).is_some_and(|rest| rest.trim().chars().all(|c| c.is_ascii_digit() || c == '.'))
    });
    let is_broken = title.contains('\u{fffd}') || title.starts_with("þÿ") || title.starts_with("http");
    let length = title.chars().count();
    let bad = letters < 3 || letters * 2 < length || length > 200;
    (!bad && !is_name_of_file && !is_one_code && !is_made_up && !is_broken).then(|| title.to_owned())
}

const ENDINGS: &[&str] = &[
    ".doc", ".docx", ".dot", ".dotx", ".rtf", ".odt", ".pdf", ".indd", ".qxd", ".qxp", ".ai", ".pub", ".ppt", ".pptx",
    ".xls", ".xlsx", ".cdr", ".eps", ".htm", ".html", ".txt", ".tex", ".dvi", ".ps", ".jpg", ".jpeg", ".png", ".tif",
    ".tiff", ".md", ".typ",
];

/// Followed by nothing or a number, these are no titles.
const MADE_UP: &[&str] = &[
    "untitled",
    "untitled document",
    "untitled-",
    "document",
    "doc",
    "new document",
    "title",
    "no title",
    "slide",
    "powerpoint presentation",
    "presentation",
    "layout",
    "page",
    "print",
    "scan",
    "scanned document",
    "blank page",
    "image",
    "img",
    "a4",
    "template",
    "microsoft word",
    "pdf",
    "test",
    "none",
    "unknown",
    "index",
    "home",
];

#[cfg(test)]
mod tests {
    use super::worthy;

    #[test]
    fn titles_that_help_a_reader_and_titles_that_do_not() {
        for (title, kept) in [
            ("Looking after your feet", Some("Looking after your feet")),
            ("  Looking\nafter  your feet ", Some("Looking after your feet")),
            ("Microsoft Word - Eating well in winter", Some("Eating well in winter")),
            ("Microsoft Word - leaflet_v3 FINAL.doc", None),
            ("ফ্লু টিকা", Some("ফ্লু টিকা")),
            ("Diabetes", Some("Diabetes")),
            ("Untitled", None),
            ("untitled document 2", None),
            ("Untitled-1", None),
            ("PowerPoint Presentation", None),
            ("TH_Leaflet_A5_v12", None),
            ("NHS12345", None),
            ("C:\\Users\\x\\leaflet", None),
            ("final.indd", None),
            ("12/2020 (3)", None),
            ("http://example.org/leaflet", None),
            ("", None),
        ] {
            assert_eq!(worthy(title).as_deref(), kept, "{title:?}");
        }
    }
}
