//! What wording tells: buttons, notes on files, labels of details, boxes that belong to no entry. English, since the
//! sites are; a page in another language is read by structure alone.

mod boxes;
mod details;

use catalogue::{fold_title, tidy_spaces};

pub(crate) use boxes::{is_box_heading, is_count_or_pager, is_notice, is_resident_heading};
pub(crate) use details::{Detail, detail, goes_with_a_date, is_date, is_kind_name, stated_detail};

/// Elements that do not begin a new line.
pub(crate) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "audio"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "button"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "embed"
            | "font"
            | "i"
            | "iframe"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "object"
            | "output"
            | "picture"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "source"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "track"
            | "tt"
            | "u"
            | "var"
            | "video"
            | "wbr"
    )
}

/// Lower case, plain quotes and dashes, no marks at the ends.
fn fold(text: &str) -> String {
    let folded = fold_title(text);
    folded.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// The phrases of a list that is written as one text.
pub(crate) fn phrases(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(';').map(str::trim)
}

pub(crate) fn among(list: &'static str, word: &str) -> bool {
    phrases(list).any(|phrase| phrase == word)
}

fn tokens(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'' && c != '’')
        .map(|token| token.trim_matches(['.', '\'', '’']).to_owned())
        .filter(|token| !token.is_empty())
        .collect()
}

const ACTIONS: &str = "download; downloads; read; view; open; click; here; more; find; learn; see; watch; play; get; save; \
    continue; reading; visit; show; access; launch; go; listen; print; details; link; learn";
/// Words that go with an action and name nothing.
const FILLERS: &str = "the; this; a; an; now; full; out; about; it; to; for; as; in; and; file; files; document; documents; \
    attachment; resource; version; copy; video; film; online; page; website; site; information; info; leaflet; \
    report; booklet; poster; below; format; less; your; or; post; article; story; item; entry; on; from; by";
const FILE_TYPES: &str = "pdf; doc; docx; word; ppt; pptx; powerpoint; xls; xlsx; excel; csv; rtf; odt; txt; zip; epub; mp4; mp3; \
    webm; jpg; jpeg; png; adobe; acrobat; microsoft; ms; mpeg; mov; wav";
const UNITS: &[&str] = &["kb", "mb", "gb", "kib", "mib", "bytes", "byte", "k", "m"];
const NOTE_WORDS: &str = "document; file; size; type; format; page; pages; opens; open; in; a; an; new; tab; window; external; link; \
    accessible; slides; filesize";

fn is_size(token: &str) -> bool {
    let digits = token.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    digits.len() < token.len() && (digits.is_empty() || UNITS.contains(&digits))
}

/// "(PDF, 1.2 MB)", "[pdf] 301KB", "PDF | 3 pages", "opens in a new tab": words on a file, not of the text.
pub(crate) fn is_file_note(text: &str) -> bool {
    let tokens = tokens(text);
    let told = tokens.iter().any(|token| {
        among(FILE_TYPES, token.as_str())
            || UNITS.contains(&token.as_str()) && token.len() > 1
            || token.len() > 2 && is_size(token) && !is_number(token)
    }) || tokens.windows(2).any(|pair| pair[0] == "new" && matches!(pair[1].as_str(), "tab" | "window"))
        || tokens.len() == 2 && is_number(&tokens[0]) && matches!(tokens[1].as_str(), "page" | "pages");
    told && tokens.len() <= 12
        && tokens.iter().all(|token| {
            among(FILE_TYPES, token.as_str())
                || UNITS.contains(&token.as_str())
                || among(NOTE_WORDS, token.as_str())
                || is_size(token)
        })
}

fn is_number(token: &str) -> bool {
    token.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Text without a note on a file in brackets, or after a dash or bar, at its end.
pub(crate) fn without_file_note(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some((open, close)) = text.chars().next_back().and_then(|last| match last {
        ')' => Some(('(', ')')),
        ']' => Some(('[', ']')),
        _ => None,
    }) {
        match text.rfind(open) {
            Some(at) if is_file_note(&text[at + 1..text.len() - close.len_utf8()]) => text = text[..at].trim_end(),
            _ => break,
        }
    }
    for separator in [" - ", " – ", " — ", " | ", " · ", ", "] {
        if let Some((before, after)) = text.rsplit_once(separator)
            && is_file_note(after)
        {
            return before.trim_end();
        }
    }
    // "… [pdf] 301KB"
    for (at, _) in text.match_indices(['[', '(']) {
        if at > 0 && is_file_note(&text[at..]) {
            return text[..at].trim_end();
        }
    }
    text
}

/// A link's words without "(opens in a new tab)".
pub(crate) fn without_new_tab(text: &str) -> String {
    let lower = text.to_lowercase();
    for note in [
        "(opens in a new tab)",
        "(opens in new tab)",
        "(opens in a new window)",
        "(opens in new window)",
        "(opens new window)",
        "(external link)",
        "opens in a new tab",
        "opens in a new window",
        "opens in new tab",
        "opens in new window",
    ] {
        if let Some(cut) = lower.strip_suffix(note)
            && text.is_char_boundary(cut.len())
        {
            return text[..cut.len()]
                .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '–'))
                .to_owned();
        }
    }
    text.to_owned()
}

/// Words of a button that name nothing: "Download", "Read more", "Download PDF (5.27 MB)", "View", "Click here".
pub(crate) fn is_bare_action(text: &str) -> bool {
    let tokens = tokens(text);
    if tokens.is_empty() || tokens.len() > 12 {
        return tokens.is_empty();
    }
    let known = |token: &String| {
        let token = token.as_str();
        among(ACTIONS, token)
            || among(FILLERS, token)
            || among(FILE_TYPES, token)
            || UNITS.contains(&token)
            || among(NOTE_WORDS, token)
            || is_size(token)
    };
    tokens.iter().all(known)
        && tokens.iter().any(|token| among(ACTIONS, token.as_str()) || among(FILE_TYPES, token.as_str()))
}

/// "Download the …", "Click here to …", "Read our …": a call to action, not a name.
pub(crate) fn is_call(text: &str) -> bool {
    let tokens = tokens(text);
    let is = |at: usize, list: &[&str]| tokens.get(at).is_some_and(|token| list.contains(&token.as_str()));
    is(0, &["download", "read", "view", "open", "see", "watch", "get", "access"])
        && is(1, &["the", "our", "a", "an", "this", "your", "full", "here"])
        || is(0, &["click"]) && is(1, &["here"])
}

/// How many words name something: neither a button's, nor a file's, nor general.
pub(crate) fn naming_words(text: &str) -> usize {
    let general = |token: &str| {
        among(ACTIONS, token) || among(FILLERS, token) || among(FILE_TYPES, token) || among(NOTE_WORDS, token)
    };
    tokens(text).iter().filter(|token| !general(token) && !is_size(token)).count()
}

/// "Read more about TITLE", "Continue reading TITLE", "Download TITLE": a button that repeats the title.
pub(crate) fn is_action_on(text: &str, title: &str) -> bool {
    if is_bare_action(text) {
        return true;
    }
    let (text, title) = (fold(without_file_note(text)), fold(title));
    if text == title {
        return true;
    }
    match text.find(&title).filter(|_| title.len() > 3) {
        Some(at) => is_bare_action_or_empty(&text[..at]) && is_bare_action_or_empty(&text[at + title.len()..]),
        None => false,
    }
}

fn is_bare_action_or_empty(text: &str) -> bool {
    tokens(text).is_empty() || is_bare_action(text) || is_file_note(text)
}

/// Not a title: no letters, a button's words, a date, a count, a detail's label.
pub(crate) fn can_be_title(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && text.chars().count() <= 400
        && !is_count_or_pager(text)
        && !is_file_note(text)
        && !(is_bare_action(text) && tokens(text).len() <= 4)
        && detail(text).is_none()
}

/// Text cut to what a person would call the same line.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (tidy_spaces(one), tidy_spaces(other));
    one == other || fold_title(&one) == fold_title(&other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_buttons() {
        for text in [
            "Download",
            "Read more",
            "Read more…",
            "Download (PDF 5.27 MB)",
            "Download PDF",
            "View",
            "Click here",
            "Continue reading →",
            "PDF",
            "Find out more",
            "Download the leaflet",
            "Watch the video",
            "»",
            "Download (PDF, 301KB, opens in a new tab)",
            "Download file (docx)",
        ] {
            assert!(is_bare_action(text), "{text}");
        }
        for text in [
            "Download the FULL Q&A for Health Professionals",
            "DOWNLOAD the official leaflet now",
            "Our vision",
            "Report on falls",
            "A guide to the service",
            "Leaflet",
            "Workforce Strategy",
        ] {
            assert!(!is_bare_action(text), "{text}");
        }
        assert!(is_action_on("Read more about Workforce Strategy", "Workforce Strategy"));
        assert!(is_action_on("Download Workforce Strategy (PDF)", "Workforce strategy"));
        assert!(!is_action_on("Download the Workforce Strategy appendix", "Workforce Strategy"));
    }

    #[test]
    fn notes_on_files() {
        for (text, rest) in [
            ("Strategy (PDF 5.27 MB)", "Strategy"),
            ("Strategy [pdf] 301KB", "Strategy"),
            ("Strategy (PDF, 1.2MB) (opens in a new tab)", "Strategy"),
            ("Strategy - PDF", "Strategy"),
            ("Strategy | PDF | 3 pages", "Strategy"),
            ("Strategy (2021)", "Strategy (2021)"),
            ("What is a PDF?", "What is a PDF?"),
            ("Board - 17 November 2020", "Board - 17 November 2020"),
            ("Urgent Treatment Centre (UTC)", "Urgent Treatment Centre (UTC)"),
            ("Café – May 2020", "Café – May 2020"),
        ] {
            let mut cut = without_file_note(text);
            while without_file_note(cut) != cut {
                cut = without_file_note(cut);
            }
            assert_eq!(cut, rest, "{text}");
        }
        for text in ["PDF 138 KB", "1.2 MB", "(PDF)", "pdf, 3 pages", "Opens in a new tab"] {
            assert!(is_file_note(text), "{text}");
        }
        for text in ["2021", "17 November 2020", "Call 111", "Word of mouth", "3"] {
            assert!(!is_file_note(text), "{text}");
        }
    }
}
