//! What wording tells: buttons, notes on files, labels of details, boxes that belong to no entry. English, since the
//! sites are; a page in another language is read by structure alone.

use catalogue::{find_printed_date, fold_title, tidy_spaces};

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

fn tokens(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '\'' && c != '’')
        .map(|token| token.trim_matches(['.', '\'', '’']).to_owned())
        .filter(|token| !token.is_empty())
        .collect()
}

const ACTIONS: &[&str] = &[
    "download",
    "downloads",
    "read",
    "view",
    "open",
    "click",
    "here",
    "more",
    "find",
    "learn",
    "see",
    "watch",
    "play",
    "get",
    "save",
    "continue",
    "reading",
    "visit",
    "show",
    "access",
    "launch",
    "go",
    "listen",
    "print",
    "details",
    "link",
    "learn",
];
/// Words that go with an action and name nothing.
const FILLERS: &[&str] = &[
    "the",
    "this",
    "a",
    "an",
    "now",
    "full",
    "out",
    "about",
    "it",
    "to",
    "for",
    "as",
    "in",
    "and",
    "file",
    "files",
    "document",
    "documents",
    "attachment",
    "resource",
    "version",
    "copy",
    "video",
    "film",
    "online",
    "page",
    "website",
    "site",
    "information",
    "info",
    "leaflet",
    "report",
    "booklet",
    "poster",
    "below",
    "format",
    "less",
    "your",
    "or",
    "post",
    "article",
    "story",
    "item",
    "entry",
    "on",
    "from",
    "by",
];
const FILE_TYPES: &[&str] = &[
    "pdf",
    "doc",
    "docx",
    "word",
    "ppt",
    "pptx",
    "powerpoint",
    "xls",
    "xlsx",
    "excel",
    "csv",
    "rtf",
    "odt",
    "txt",
    "zip",
    "epub",
    "mp4",
    "mp3",
    "webm",
    "jpg",
    "jpeg",
    "png",
    "adobe",
    "acrobat",
    "microsoft",
    "ms",
    "mpeg",
    "mov",
    "wav",
];
const UNITS: &[&str] = &["kb", "mb", "gb", "kib", "mib", "bytes", "byte", "k", "m"];
const NOTE_WORDS: &[&str] = &[
    "document",
    "file",
    "size",
    "type",
    "format",
    "page",
    "pages",
    "opens",
    "open",
    "in",
    "a",
    "an",
    "new",
    "tab",
    "window",
    "external",
    "link",
    "accessible",
    "slides",
    "filesize",
];

fn is_size(token: &str) -> bool {
    let digits = token.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    digits.len() < token.len() && (digits.is_empty() || UNITS.contains(&digits))
}

/// "(PDF, 1.2 MB)", "[pdf] 301KB", "PDF | 3 pages", "opens in a new tab": words on a file, not of the text.
pub(crate) fn is_file_note(text: &str) -> bool {
    let tokens = tokens(text);
    let told = tokens.iter().any(|token| {
        FILE_TYPES.contains(&token.as_str())
            || UNITS.contains(&token.as_str()) && token.len() > 1
            || token.len() > 2 && is_size(token) && !is_number(token)
    }) || tokens.windows(2).any(|pair| pair[0] == "new" && matches!(pair[1].as_str(), "tab" | "window"))
        || tokens.len() == 2 && is_number(&tokens[0]) && matches!(tokens[1].as_str(), "page" | "pages");
    told && tokens.len() <= 12
        && tokens.iter().all(|token| {
            FILE_TYPES.contains(&token.as_str())
                || UNITS.contains(&token.as_str())
                || NOTE_WORDS.contains(&token.as_str())
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
        ACTIONS.contains(&token)
            || FILLERS.contains(&token)
            || FILE_TYPES.contains(&token)
            || UNITS.contains(&token)
            || NOTE_WORDS.contains(&token)
            || is_size(token)
    };
    tokens.iter().all(known)
        && tokens.iter().any(|token| ACTIONS.contains(&token.as_str()) || FILE_TYPES.contains(&token.as_str()))
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
        ACTIONS.contains(&token)
            || FILLERS.contains(&token)
            || FILE_TYPES.contains(&token)
            || NOTE_WORDS.contains(&token)
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

/// Where a label of a detail leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    Date,
    Kind,
    Topics,
    Language,
    /// The label goes, what follows is links or text of the entry.
    LabelOnly,
    /// Of no use here.
    Nothing,
}

const LABELS: &[(Detail, &[&str])] = &[
    (
        Detail::Date,
        &[
            "posted on",
            "posted",
            "published",
            "published on",
            "publication date",
            "date",
            "date published",
            "date posted",
            "last updated",
            "last updated on",
            "updated",
            "updated on",
            "last modified",
            "date added",
            "added",
            "added on",
            "uploaded",
            "uploaded on",
            "created",
            "date uploaded",
            "publish date",
            "issued",
            "date of publication",
            "release date",
        ],
    ),
    (
        Detail::Kind,
        &[
            "type",
            "resource type",
            "document type",
            "kind",
            "content type",
            "type of resource",
            "resource kind",
            "kind of resource",
        ],
    ),
    (
        Detail::Topics,
        &[
            "category",
            "categories",
            "topic",
            "topics",
            "tag",
            "tags",
            "tagged",
            "filed under",
            "posted in",
            "subject",
            "subjects",
            "theme",
            "themes",
            "tagged with",
            "tagged as",
            "keywords",
            "area",
            "areas",
        ],
    ),
    (Detail::Language, &["language", "languages", "lang"]),
    (
        Detail::LabelOnly,
        &[
            "file",
            "files",
            "download",
            "downloads",
            "document",
            "documents",
            "attachment",
            "attachments",
            "link",
            "links",
            "summary",
            "description",
            "resource",
            "resources",
            "overview",
        ],
    ),
    (
        Detail::Nothing,
        &[
            "by",
            "author",
            "authors",
            "posted by",
            "file size",
            "size",
            "file type",
            "format",
            "file format",
            "pages",
            "share",
            "share this",
            "share this page",
            "share on",
            "reading time",
            "views",
            "number of pages",
            "file name",
            "filename",
            "version",
            "reference",
            "hits",
            "like this",
            "print",
            "filesize",
        ],
    ),
];

/// The detail that a label names; `label` may end in a colon.
pub(crate) fn detail(label: &str) -> Option<Detail> {
    let label = fold(label);
    LABELS.iter().find(|(_, words)| words.contains(&label.as_str())).map(|(detail, _)| *detail)
}

/// A line that states a detail: which, and its value. "Posted on: 3 May 2021", "Type: Leaflet", "Published 3 May 2021 by admin".
pub(crate) fn stated_detail(line: &str) -> Option<(Detail, &str)> {
    if let Some((label, value)) = line.split_once(':')
        && label.len() < 30
        && let Some(detail) = detail(label)
        // "Download: the full report, in five parts, …" is a sentence.
        && (value.len() < 120 || detail == Detail::Topics || detail == Detail::LabelOnly)
    {
        return Some((detail, value.trim()));
    }
    let lower = line.to_lowercase();
    let dated = LABELS[0]
        .1
        .iter()
        .filter_map(|label| lower.strip_prefix(label).map(|rest| (label.len(), rest)))
        .max_by_key(|(length, _)| *length);
    if let Some((length, rest)) = dated
        && rest.starts_with(char::is_whitespace)
        && line.is_char_boundary(length)
        && rest.split_whitespace().count() <= 8
        && let Some(date) = find_printed_date(rest.trim())
        && rest.trim().starts_with(&date.printed.to_lowercase())
    {
        return Some((Detail::Date, line[length..].trim()));
    }
    let topics = ["posted in ", "filed under ", "tagged with ", "tagged as ", "tagged "];
    if let Some(label) = topics.iter().find(|label| lower.starts_with(**label))
        && line.is_char_boundary(label.len())
        && line.len() < 200
        && !line.ends_with('.')
    {
        return Some((Detail::Topics, line[label.len()..].trim()));
    }
    let minutes = lower.split_whitespace().collect::<Vec<_>>();
    if let [number, "min" | "mins" | "minute" | "minutes", "read"] = minutes[..]
        && is_number(number)
    {
        return Some((Detail::Nothing, ""));
    }
    if matches!(
        lower.as_str(),
        "leave a comment"
            | "no comments"
            | "comments off"
            | "share"
            | "share this"
            | "share:"
            | "new"
            | "new!"
            | "featured"
            | "updated"
    ) || matches!(minutes[..], [number, "comment" | "comments" | "views" | "downloads"] if is_number(number))
    {
        return Some((Detail::Nothing, ""));
    }
    None
}

/// A line that is a date and nothing else; the date as printed.
pub(crate) fn is_date(line: &str) -> Option<String> {
    let line = line.trim();
    if line.len() > 60 {
        return None;
    }
    let date = find_printed_date(line)?;
    let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let rest = line.replace(&date.printed, " ");
    let only = tokens(&rest).iter().all(|token| {
        weekdays.iter().any(|day| token.starts_with(day) && token.ends_with("day") || token == day)
            || matches!(token.as_str(), "at" | "am" | "pm" | "on")
            || token.chars().all(|c| c.is_ascii_digit())
    });
    only.then_some(date.printed)
}

/// Words that stand beside a date: "Posted on", "Updated:", "by Admin".
pub(crate) fn goes_with_a_date(text: &str) -> bool {
    let tokens = tokens(text);
    let by = tokens.first().is_some_and(|token| token == "by") && tokens.len() <= 5;
    by || tokens.iter().all(|token| {
        matches!(
            token.as_str(),
            "posted"
                | "published"
                | "updated"
                | "on"
                | "at"
                | "added"
                | "last"
                | "date"
                | "uploaded"
                | "modified"
                | "issued"
        ) || is_number(token)
    })
}

/// The names of kinds that stand alone as a badge.
pub(crate) fn is_kind_name(text: &str) -> bool {
    matches!(
        fold(text).as_str(),
        "leaflet"
            | "leaflets"
            | "guide"
            | "guides"
            | "guidance"
            | "report"
            | "reports"
            | "strategy"
            | "strategies"
            | "framework"
            | "toolkit"
            | "toolkits"
            | "video"
            | "videos"
            | "form"
            | "forms"
            | "case study"
            | "case studies"
            | "booklet"
            | "poster"
            | "factsheet"
            | "fact sheet"
            | "policy"
            | "q&a"
            | "faq"
            | "presentation"
            | "minutes"
            | "agenda"
            | "board paper"
            | "board papers"
            | "newsletter"
            | "animation"
            | "flyer"
            | "easy read"
            | "resource"
            | "document"
            | "plan"
            | "evaluation"
            | "research"
            | "service"
    )
}

/// Headings of boxes that hold no entries. Whole headings, and beginnings that no leaflet has for its title.
pub(crate) fn is_box_heading(text: &str) -> bool {
    let text = fold(text);
    const WHOLE: &[&str] = &[
        "newsletter",
        "newsletter sign up",
        "newsletter signup",
        "subscribe",
        "sign up",
        "search",
        "search results",
        "search resources",
        "search the library",
        "search our resources",
        "search the resource library",
        "filter",
        "filters",
        "filter results",
        "filter by",
        "filter resources",
        "filter the list",
        "refine",
        "refine results",
        "refine your search",
        "refine by",
        "sort",
        "sort by",
        "browse",
        "browse by topic",
        "browse by category",
        "categories",
        "tags",
        "topics",
        "archives",
        "archive",
        "menu",
        "main menu",
        "navigation",
        "main navigation",
        "site navigation",
        "breadcrumb",
        "breadcrumbs",
        "pagination",
        "pages",
        "pager",
        "posts navigation",
        "post navigation",
        "page navigation",
        "contact",
        "contact us",
        "get in touch",
        "follow us",
        "share",
        "share this",
        "share this page",
        "connect with us",
        "related",
        "see also",
        "quick links",
        "useful links",
        "in this section",
        "on this page",
        "more in this section",
        "recent posts",
        "recent comments",
        "latest news",
        "latest posts",
        "latest tweets",
        "recent news",
        "news and events",
        "popular",
        "most popular",
        "most viewed",
        "most read",
        "most downloaded",
        "comments",
        "leave a reply",
        "leave a comment",
        "cookies",
        "cookie policy",
        "cookie settings",
        "cookie preferences",
        "cookies on this site",
        "this site uses cookies",
        "cookies on this website",
        "meta",
        "sidebar",
        "skip to content",
        "you are here",
        "stay in touch",
        "keep in touch",
        "stay up to date",
        "stay connected",
        "privacy",
        "accessibility",
        "your privacy",
        "language",
        "languages",
        "translate this page",
        "results",
        "thank you",
        "thank you for signing up",
        "join our mailing list",
        "mailing list",
        "footer",
        "site map",
        "sitemap",
        "social media",
        "our partners",
        "partners",
    ];
    const BEGINNINGS: &[&str] = &[
        "related resources",
        "related documents",
        "related pages",
        "related content",
        "related links",
        "related downloads",
        "related articles",
        "related posts",
        "related news",
        "related items",
        "related information",
        "related topics",
        "related reading",
        "you may also",
        "you might also",
        "others also",
        "people also",
        "sign up to our",
        "sign up for our",
        "sign up to the newsletter",
        "sign up for the newsletter",
        "subscribe to our",
        "subscribe to the newsletter",
        "join our newsletter",
        "we use cookies",
        "this website uses cookies",
        "this site uses cookies",
        "we value your privacy",
        "manage your cookie",
        "no results",
        "nothing found",
        "no resources",
        "no documents found",
        "no items found",
        "no entries",
        "there are no",
        "sorry, no",
        "sorry, we",
        "you are using an outdated",
        "your browser is",
        "more from",
        "can't find what you",
        "can't find it",
        "didn't find what",
        "page not found",
        "filter by ",
        "sort by ",
        "refine by ",
        "search our ",
        "search for ",
        "latest from",
        "was this page",
        "is this page useful",
        "help us improve this",
        "share this on",
        "follow us on",
        "skip to ",
        "latest tweets",
        "back to top",
    ];
    WHOLE.contains(&text.as_str())
        || BEGINNINGS.iter().any(|beginning| text.starts_with(beginning))
        || is_resident_heading(&text)
}

/// "Are you a Tower Hamlets resident?": the footer of most pages of the real site.
pub(crate) fn is_resident_heading(text: &str) -> bool {
    let text = fold(text);
    text.starts_with("are you a ") && text.contains("resident") && text.find("resident").is_some_and(|at| at < 60)
}

/// Beginnings of notices that stand on a page but say nothing of its subject.
pub(crate) fn is_notice(text: &str) -> bool {
    let text = fold(text);
    const NOTICES: &[&str] = &[
        "we use cookies",
        "this site uses cookies",
        "this website uses cookies",
        "our website uses cookies",
        "our site uses cookies",
        "you are using an outdated",
        "you are using an unsupported",
        "you're using an old",
        "you are using an old",
        "your browser is",
        "your browser does",
        "it looks like you are using an old",
        "it looks like you're using an old",
        "please upgrade your browser",
        "please enable javascript",
        "javascript is disabled",
        "this site requires javascript",
        "skip to main",
        "skip to content",
        "thank you for subscribing",
        "thank you for signing up",
        "thanks for signing up",
        "thanks for subscribing",
        "sign up to our newsletter",
        "sign up for our newsletter",
        "subscribe to our newsletter",
        "by continuing to use this site",
        "we've placed cookies",
        "you have successfully subscribed",
        "you have been subscribed",
    ];
    NOTICES.iter().any(|notice| text.starts_with(notice))
}

/// Lines between and around entries: "Showing 1 to 9 of 37", "Page 2 of 4", "1 2 3 Next", "37 results".
pub(crate) fn is_count_or_pager(text: &str) -> bool {
    let tokens = tokens(text);
    const WORDS: &[&str] = &[
        "page",
        "pages",
        "of",
        "next",
        "previous",
        "prev",
        "first",
        "last",
        "older",
        "newer",
        "posts",
        "showing",
        "results",
        "result",
        "to",
        "items",
        "item",
        "resources",
        "resource",
        "entries",
        "entry",
        "load",
        "more",
        "show",
        "displaying",
        "back",
        "current",
        "go",
        "you're",
        "on",
        "found",
        "documents",
        "total",
        "per",
        "all",
        "the",
    ];
    let numbers = tokens.iter().any(|token| is_number(token));
    let turns =
        tokens.iter().any(|token| matches!(token.as_str(), "next" | "previous" | "prev" | "older" | "newer" | "load"));
    let marks_only =
        tokens.is_empty() && text.chars().any(|c| matches!(c, '‹' | '›' | '«' | '»' | '<' | '>' | '…' | '←' | '→'));
    marks_only
        || (!tokens.is_empty()
            && tokens.len() <= 14
            && (numbers || turns)
            && tokens.iter().all(|token| is_number(token) || WORDS.contains(&token.as_str())))
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

    #[test]
    fn details_in_their_own_place() {
        for (line, expected) in [
            ("Posted on: 3 May 2021", Some((Detail::Date, "3 May 2021"))),
            ("Posted on 3 May 2021 by admin", Some((Detail::Date, "3 May 2021 by admin"))),
            ("Published 3 May 2021", Some((Detail::Date, "3 May 2021"))),
            ("Type: Leaflet", Some((Detail::Kind, "Leaflet"))),
            ("Categories: Health, Care", Some((Detail::Topics, "Health, Care"))),
            ("Posted in Health", Some((Detail::Topics, "Health"))),
            ("5 min read", Some((Detail::Nothing, ""))),
            ("Published in 2020, this report shows how services changed.", None),
            ("Date night ideas: how to", None),
            ("Updated guidance for parents", None),
            ("Download our FULL framework which includes: case studies", None),
        ] {
            assert_eq!(stated_detail(line), expected, "{line}");
        }
        for (line, date) in [
            ("17 November 2020", true),
            ("Tuesday 17 November 2020 at 10:30", true),
            ("Board - 17 November 2020", false),
            ("On the 7th May", false),
        ] {
            assert_eq!(is_date(line).is_some(), date, "{line}");
        }
    }

    #[test]
    fn boxes_that_hold_no_entries() {
        for text in [
            "Related resources",
            "Are you a Tower Hamlets resident? We would love to hear from you!",
            "Newsletter",
            "Search",
            "You may also like",
            "No results found",
        ] {
            assert!(is_box_heading(text), "{text}");
        }
        for text in [
            "Newsletter – May 2020",
            "Search and rescue",
            "Related conditions of diabetes",
            "Sign up to safety",
            "Contact us card",
            "Popular myths about vaccines",
            "Are you a carer?",
        ] {
            assert!(!is_box_heading(text), "{text}");
        }
    }

    #[test]
    fn counts_and_pagers() {
        for text in
            ["Showing 1 to 9 of 37 results", "Page 2 of 4", "1 2 3 … 7 Next ›", "»", "Older posts", "37 resources"]
        {
            assert!(is_count_or_pager(text), "{text}");
        }
        for text in ["What next?", "Call 111", "17 November 2020", "346 local residents", "All"] {
            assert!(!is_count_or_pager(text), "{text}");
        }
    }
}
