//! The kinds of file that a library holds: what they are called, and which of them a computer opens in a viewer. One
//! list for all who ask.

struct Format {
    media_type: &'static str,
    /// The usual one first.
    endings: &'static [&'static str],
    /// A program shows it. What may run (macros, scripts, web pages with either) is not among these: it can be saved,
    /// but is never started from the window.
    shown: bool,
}

const fn shown(media_type: &'static str, endings: &'static [&'static str]) -> Format {
    Format { media_type, endings, shown: true }
}

const fn saved(media_type: &'static str, endings: &'static [&'static str]) -> Format {
    Format { media_type, endings, shown: false }
}

const FORMATS: &[Format] = &[
    shown("application/pdf", &["pdf"]),
    shown("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    shown("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    shown("application/vnd.openxmlformats-officedocument.presentationml.slideshow", &["ppsx"]),
    shown("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    shown("application/msword", &["doc"]),
    shown("application/vnd.ms-powerpoint", &["ppt", "pps"]),
    shown("application/vnd.ms-excel", &["xls"]),
    shown("application/vnd.oasis.opendocument.text", &["odt"]),
    shown("application/vnd.oasis.opendocument.presentation", &["odp"]),
    shown("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    shown("application/rtf", &["rtf"]),
    shown("application/epub+zip", &["epub"]),
    shown("application/zip", &["zip"]),
    shown("message/rfc822", &["eml"]),
    shown("text/plain", &["txt"]),
    shown("text/csv", &["csv"]),
    shown("text/tab-separated-values", &["tsv"]),
    shown("text/markdown", &["md", "markdown"]),
    shown("image/avif", &["avif"]),
    shown("image/bmp", &["bmp"]),
    shown("image/gif", &["gif"]),
    shown("image/jpeg", &["jpg", "jpeg"]),
    shown("image/png", &["png"]),
    shown("image/tiff", &["tif", "tiff"]),
    shown("image/webp", &["webp"]),
    shown("audio/mp4", &["m4a"]),
    shown("audio/mpeg", &["mp3"]),
    shown("audio/ogg", &["ogg", "oga", "opus"]),
    shown("audio/wav", &["wav"]),
    shown("video/mp4", &["mp4", "m4v"]),
    shown("video/ogg", &["ogv"]),
    shown("video/quicktime", &["mov"]),
    shown("video/webm", &["webm"]),
    shown("video/x-matroska", &["mkv"]),
    saved("text/html", &["html", "htm"]),
    saved("application/xhtml+xml", &["xhtml"]),
    saved("image/svg+xml", &["svg"]),
    saved("application/vnd.ms-word.document.macroenabled.12", &["docm"]),
    saved("application/vnd.ms-powerpoint.presentation.macroenabled.12", &["pptm"]),
    saved("application/vnd.ms-excel.sheet.macroenabled.12", &["xlsm"]),
    saved("application/vnd.ms-excel.sheet.binary.macroenabled.12", &["xlsb"]),
];

fn of_ending(ending: &str) -> Option<&'static Format> {
    let ending = ending.to_lowercase();
    FORMATS.iter().find(|format| format.endings.contains(&ending.as_str()))
}

/// The usual ending of a name, without its dot.
pub fn usual_ending(media_type: &str) -> Option<&'static str> {
    FORMATS.iter().find(|format| format.media_type == media_type).map(|format| format.endings[0])
}

/// Whether a file whose name ends so is opened in a viewer, and does not run.
pub fn is_shown_elsewhere(ending: &str) -> bool {
    of_ending(ending).is_some_and(|format| format.shown)
}

/// Whether a name that ends so promises a file that is no text and no web page.
pub fn promises_a_document(ending: &str) -> bool {
    of_ending(ending)
        .is_some_and(|format| !format.media_type.starts_with("text/") && format.media_type != "application/xhtml+xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ending_belongs_to_one_format_and_is_written_small() {
        let mut endings: Vec<_> = FORMATS.iter().flat_map(|format| format.endings).collect();
        let mut kinds: Vec<_> = FORMATS.iter().map(|format| format.media_type).collect();
        for all in [&mut endings.iter().map(|ending| **ending).collect::<Vec<_>>(), &mut kinds] {
            let before = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), before);
            assert!(all.iter().all(|name| name.to_lowercase() == **name));
        }
        endings.retain(|ending| ending.contains('.'));
        assert!(endings.is_empty());
    }

    #[test]
    fn what_runs_is_never_shown() {
        for (ending, elsewhere, promises) in [
            ("pdf", true, true),
            ("XLS", true, true),
            ("eml", true, true),
            ("zip", true, true),
            ("txt", true, false),
            ("html", false, false),
            ("xhtml", false, false),
            ("svg", false, true),
            ("docm", false, true),
            ("xlsb", false, true),
            ("exe", false, false),
            ("lnk", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_shown_elsewhere(ending), promises_a_document(ending)), (elsewhere, promises), "{ending}");
        }
        assert_eq!(usual_ending("application/vnd.ms-excel"), Some("xls"));
        assert_eq!(usual_ending("application/octet-stream"), None);
    }
}
