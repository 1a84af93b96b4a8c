//! The names of commands and options. They are promised to administrators who write scripts: add, never rename.

use std::ffi::OsString;
use std::path::PathBuf;

use catalogue::{AttachmentId, Kind, ListFilter, ResourceId, Settings, Timestamp};
use clap::builder::BoolishValueParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand};
use together_shell::opening::LibraryOptions;

/// The resource library of Tower Hamlets Together on this machine, whole without a network.
#[derive(Debug, Parser)]
#[command(name = "together", version, args_override_self = true, max_term_width = 100)]
pub struct Arguments {
    #[command(flatten)]
    pub library: LibraryOptions,

    /// Print one JSON document on standard output, and nothing else there
    #[arg(long, global = true)]
    pub json: bool,

    /// Print no progress
    #[arg(long, global = true)]
    pub quiet: bool,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
#[command(args_override_self = true)]
pub enum Command {
    /// Bring the library up to date
    Refresh {
        /// The site's base address, in place of the built-in one
        #[arg(long, value_name = "URL")]
        site: Option<String>,
        /// Only the source with this id, as "source list" names it
        #[arg(long, value_name = "ID")]
        source: Option<String>,
        /// Withdraw what a stopped refresh said it would withdraw
        #[arg(long)]
        accept_losses: bool,
        /// Ask the site for every page and file again
        #[arg(long)]
        every_file: bool,
    },
    /// The refreshes that ended last
    Refreshes {
        /// How many to show
        #[arg(long, value_name = "N", default_value_t = 10)]
        limit: u32,
    },
    /// What changed since you last looked
    Changes {
        /// Since this day or moment instead: 2026-11-22, 2026-11-22T05:25Z (UTC)
        #[arg(long, value_name = "DATE|MOMENT", value_parser = moment)]
        since: Option<Timestamp>,
        /// Do not count this as a look: show the same again next time
        #[arg(long)]
        keep: bool,
    },
    /// Search titles, summaries and the text of every page
    Search(Search),
    /// What words may be meant to become: titles, topics and frequent words of the library
    Suggest {
        /// The beginning of a search, its last word whole or not
        #[arg(required = true)]
        words: Vec<String>,
        /// How many to show at most
        #[arg(long, value_name = "N", default_value_t = 8)]
        limit: u32,
    },
    /// List every resource
    List(Filter),
    /// Show all that is known of one resource, and what happened to it
    Show {
        /// The resource, as "list" and "search" name it
        #[arg(value_name = "ID", value_parser = id)]
        id: String,
    },
    /// Print the text of one attachment
    Text {
        /// The attachment, as "show" names it
        #[arg(value_name = "ATTACHMENT", value_parser = id)]
        attachment: String,
        /// Only this page, counted from 1
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        page: Option<u32>,
        /// Read pages that are pictures first, with the program that this computer has for it (Tesseract)
        #[arg(long)]
        ocr: bool,
    },
    /// Copy a resource's files out under readable names
    Save {
        #[arg(value_name = "ID", value_parser = id)]
        id: String,
        /// The folder to copy into
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Make one PDF for the printer of several resources, with a cover sheet
    PrintPack {
        /// The PDF to write
        #[arg(value_name = "OUT.pdf")]
        file: PathBuf,
        /// What goes in, in this order: resources or attachments, with pages after a colon if not all: abc:1-3,5
        #[arg(value_name = "ID[:PAGES]", required = true, value_parser = part)]
        parts: Vec<Part>,
        /// The words of each document in large print, in place of its pages
        #[arg(long)]
        large_print: bool,
    },
    /// The partnership's vision, mission, values, objectives, aims and principles
    About {
        /// What the page said before, and which words changed since
        #[arg(long)]
        earlier: bool,
    },
    /// What is here, how fresh it is, what is missing
    Status,
    /// The settings, and whether an administrator holds them; with options, changes them
    Settings(SettingsChange),
    /// Check every stored file, and the library's parts against each other
    Verify {
        /// Mend what can be mended
        #[arg(long)]
        repair: bool,
    },
    /// Build the search index again from what is stored; needs no network
    Reindex,
    /// Where resources come from
    #[command(subcommand)]
    Source(Source),
    /// Your favourites, packs and notes
    #[command(subcommand)]
    Shelf(Shelf),
    /// What was searched for in the window and not found, where the settings say that it is noted
    #[command(subcommand)]
    Gaps(Gaps),
    /// What a help desk needs; no search words, nothing personal
    Diagnostics {
        /// Write to this file
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// The library, or a part of it, as one file for a USB stick
    #[command(subcommand)]
    Pack(Pack),
}

#[derive(Debug, Args)]
pub struct Search {
    /// What to look for; more words find less
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    pub words: Vec<String>,
    /// How many resources to show (20 unless given)
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub limit: u32,
    /// Many searches at once: a file of lines "query-id<TAB>query"; with --json one line of JSON for each
    #[arg(long, value_name = "FILE.tsv")]
    pub batch: Option<PathBuf>,
    #[command(flatten)]
    pub filter: Filter,
    /// Only what has this year in its printed date
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i16).range(1000..=9999))]
    pub year: Option<i16>,
    /// Only this topic, as the site spells it
    #[arg(long)]
    pub topic: Option<String>,
    /// Only what has text that can be read
    #[arg(long)]
    pub with_text: bool,
    /// Only what has a file on this computer
    #[arg(long)]
    pub here: bool,
    /// What is in this language comes first
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub prefer: Option<String>,
    /// Take no word for a misspelling
    #[arg(long)]
    pub as_typed: bool,
    /// Say of each hit why it was found
    #[arg(long)]
    pub explain: bool,
}

#[derive(Debug, Clone, Default, Args)]
pub struct Filter {
    /// Only this kind: leaflet, guide, report …
    #[arg(long, value_name = "KIND")]
    pub kind: Option<Kind>,
    /// Only this language: en, bn, so, ar …
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub language: Option<String>,
    /// Resources that have left the site, too
    #[arg(long)]
    pub withdrawn: bool,
}

impl From<Filter> for ListFilter {
    fn from(filter: Filter) -> Self {
        ListFilter { kind: filter.kind, language: filter.language, withdrawn: filter.withdrawn }
    }
}

/// What is not named stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct SettingsChange {
    /// Hours between refreshes while the window is open; 0: only when asked for
    #[arg(long, value_name = "HOURS")]
    pub refresh_every_hours: Option<u32>,
    /// No refresh of its own while the connection is paid for by what it carries
    #[arg(long, value_name = "yes|no", value_parser = BoolishValueParser::new())]
    pub pause_on_metered: Option<bool>,
    /// No refresh of its own while the computer runs on its battery
    #[arg(long, value_name = "yes|no", value_parser = BoolishValueParser::new())]
    pub pause_on_battery: Option<bool>,
    /// Room that files may take, in millions of bytes
    #[arg(long, value_name = "MB")]
    pub library_limit_mb: Option<u64>,
    /// Keep a list of what was opened last in the window
    #[arg(long, value_name = "yes|no", value_parser = BoolishValueParser::new())]
    pub remember_recents: Option<bool>,
    /// Note on this computer what was searched for and not found, as a list for the library's owners
    #[arg(long, value_name = "yes|no", value_parser = BoolishValueParser::new())]
    pub note_gaps: Option<bool>,
    /// Go on beside the clock when the window is closed, where the desktop has a place for that
    #[arg(long, value_name = "yes|no", value_parser = BoolishValueParser::new())]
    pub stay_in_tray: Option<bool>,
    /// Language of the window, such as en or bn; empty: as the computer
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,
}

impl SettingsChange {
    /// The settings with what is named in place of what was.
    pub fn apply_to(&self, settings: Settings) -> Settings {
        Settings {
            refresh_every_hours: self.refresh_every_hours.unwrap_or(settings.refresh_every_hours),
            pause_on_metered: self.pause_on_metered.unwrap_or(settings.pause_on_metered),
            pause_on_battery: self.pause_on_battery.unwrap_or(settings.pause_on_battery),
            library_limit_mb: self.library_limit_mb.unwrap_or(settings.library_limit_mb),
            remember_recents: self.remember_recents.unwrap_or(settings.remember_recents),
            note_gaps: self.note_gaps.unwrap_or(settings.note_gaps),
            stay_in_tray: self.stay_in_tray.unwrap_or(settings.stay_in_tray),
            // The window alone can enter itself among what the computer starts.
            start_at_login: settings.start_at_login,
            language: self.language.clone().unwrap_or(settings.language),
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Source {
    /// The sources of this library
    List,
    /// Read a source and say what would be found; writes nothing
    Try {
        /// A web address, a profile (a .toml file) or a folder of documents
        #[arg(value_name = "URL|PROFILE.toml|FOLDER")]
        what: String,
    },
    /// Keep a source; the next refresh reads it
    Add {
        /// The address of a list of resources, a profile (a .toml file) or a folder of documents
        #[arg(value_name = "URL|PROFILE.toml|FOLDER")]
        what: String,
        /// What commands call it: small letters, digits and hyphens
        #[arg(long, value_name = "ID")]
        id: Option<String>,
        /// What readers see
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Forget a source; what came from it stays readable, marked as withdrawn
    Remove {
        /// The source, as "source list" names it
        #[arg(value_name = "ID", value_parser = id)]
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum Shelf {
    /// What is on it
    List,
    /// Write it as a file for another computer, without what was opened last
    Export {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Bring in a shelf from a file; nothing that is here is written over
    Import {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum Pack {
    /// Write a pack
    Export {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only these resources, as "list" and "search" name them
        #[arg(long, value_name = "ID,…", value_delimiter = ',', value_parser = id)]
        resources: Vec<String>,
    },
    /// Bring in what is new or newer in a pack; nothing is withdrawn or made older
    Import {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only say what it would bring
        #[arg(long)]
        plan: bool,
    },
    /// See whether a pack is whole and fits this library; writes nothing
    Check {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// One thing of a print pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Of a resource or an attachment.
    pub id: String,
    /// From 1; all where none are named.
    pub pages: Option<Vec<u32>>,
}

#[derive(Debug, Subcommand)]
pub enum Gaps {
    /// The words, how often, in which month
    List,
    /// Write them as a table that spreadsheets open
    Export {
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
    /// Forget them
    Clear,
}

fn id(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err("an id is needed".to_owned()) } else { Ok(text.to_lowercase()) }
}

fn part(text: &str) -> Result<Part, String> {
    let (of, pages) = match text.split_once(':') {
        Some((of, pages)) => (of, Some(catalogue::read_pages(pages)?)),
        None => (text, None),
    };
    Ok(Part { id: id(of)?, pages })
}

/// A day means its first moment; a moment without an offset is one in UTC, as moments are shown.
fn moment(text: &str) -> Result<Timestamp, String> {
    let text = text.trim();
    let written_out = text.trim_end_matches("UTC").trim().replacen(' ', "T", 1);
    let forms = [written_out.clone(), format!("{written_out}Z"), format!("{written_out}T00:00Z")];
    forms
        .iter()
        .find_map(|form| form.parse().ok())
        .ok_or_else(|| "write a day as 2026-11-22, a moment as 2026-11-22T05:25Z".to_owned())
}

fn language(tag: &str) -> Result<String, String> {
    if catalogue::is_language_tag(tag) { Ok(tag.to_owned()) } else { Err(format!("“{tag}” is no language tag")) }
}

pub fn resource(id: &str) -> ResourceId {
    ResourceId::from(id)
}

pub fn attachment(id: &str) -> AttachmentId {
    AttachmentId::from(id)
}

/// Why there is nothing to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Stop {
    /// Help or version was asked for: it goes to standard output and all is well.
    Asked(String),
    /// What is wrong, in one line.
    Wrong(String),
}

/// Reads the arguments; the first is the program's name.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, Stop> {
    Arguments::try_parse_from(arguments).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Stop::Asked(error.to_string()),
        _ => Stop::Wrong(in_one_line(&error)),
    })
}

/// clap's report is a paragraph with usage; ours is one line that says what is wrong and what to try.
fn in_one_line(error: &clap::Error) -> String {
    let words = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    };
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("there is no command “{}”", words(ContextKind::InvalidSubcommand).join(" "))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "a command is missing".to_owned()
        }
        ErrorKind::UnknownArgument => {
            format!("“{}” is not known here", words(ContextKind::InvalidArg).join(" "))
        }
        ErrorKind::MissingRequiredArgument => {
            format!("something is missing: {}", words(ContextKind::InvalidArg).join(", ").replace("...", ""))
        }
        // The rest of clap's own report is usage and advice; its first line says what is wrong.
        _ => {
            let report = error.to_string();
            let line = report.lines().next().unwrap_or_default();
            line.trim_start_matches("error: ").to_owned()
        }
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    match near.into_iter().flat_map(words).next() {
        Some(near) => format!("{what}. Did you mean “{near}”?"),
        None => format!("{what}. See “together --help”."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, Stop> {
        read(std::iter::once("together").chain(line.split_whitespace()).map(OsString::from))
    }

    #[test]
    fn the_definition_holds() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn global_options_stand_before_and_after_the_command() {
        for line in [
            "--json --quiet --offline --library /l --config /c status",
            "status --json --quiet --offline --library /l --config /c",
            "--json --library /l status --quiet --offline --config /c --json",
        ] {
            let arguments = parse(line).unwrap();
            assert!(arguments.json && arguments.quiet && arguments.library.offline, "{line}");
            assert_eq!(arguments.library.library, Some("/l".into()), "{line}");
            assert_eq!(arguments.library.config, Some("/c".into()), "{line}");
        }
    }

    #[test]
    fn every_promised_form_is_understood() {
        for line in [
            "refresh",
            "refresh --site http://127.0.0.1:8000 --source one",
            "refresh --accept-losses --every-file",
            "refreshes",
            "refreshes --limit 3",
            "changes",
            "changes --since 2026-11-22 --keep",
            "search asthma in children",
            "search asthma --limit 5 --kind leaflet --language bn --withdrawn",
            "search asthma --year 2020 --topic Children --with-text --here",
            "search --limit 3 asthma children",
            "search --kind questions-and-answers q",
            "search --batch queries.tsv --limit 10",
            "list --kind leaflet --language en --withdrawn",
            "show abcdefghjk",
            "text abcdefghjkmn --page 3",
            "save abcdefghjk --to out",
            "print-pack out.pdf abcdefghjk abcdefghjkmn:1-3,5 --large-print",
            "about",
            "about --earlier",
            "status",
            "settings",
            "settings --refresh-every-hours 24 --pause-on-metered no --pause-on-battery yes --library-limit-mb 5000",
            "verify",
            "verify --repair",
            "reindex",
            "source list",
            "source try https://example.org",
            "diagnostics --to file.txt",
            "pack export file --resources a,b",
            "pack import file",
            "pack import file --plan",
            "pack check file",
            "shelf list",
            "shelf export shelf.json",
            "shelf import shelf.json",
            "settings --remember-recents no --note-gaps yes",
            "gaps list",
            "gaps export gaps.csv",
            "gaps clear",
            "source add https://example.org --name x --id x",
            "source remove one",
        ] {
            assert!(parse(line).is_ok(), "{line}: {:?}", parse(line).err());
        }
    }

    #[test]
    fn wrong_use_is_told_in_one_line() {
        for (line, told) in [
            ("", "a command is missing. See “together --help”."),
            ("serach asthma", "there is no command “serach”. Did you mean “search”?"),
            ("status --jsn", "“--jsn” is not known here. Did you mean “--json”?"),
            ("status --xyzzy", "“--xyzzy” is not known here. See “together --help”."),
            ("show", "something is missing: <ID>. See “together --help”."),
            ("search", "something is missing: <WORDS>. See “together --help”."),
            ("save abc", "something is missing: --to <DIR>. See “together --help”."),
        ] {
            assert_eq!(parse(line).unwrap_err(), Stop::Wrong(told.to_owned()), "{line}");
        }
        for line in [
            "text abc --page 0",
            "text abc --page x",
            "search a --limit -1",
            "search a --kind recipe",
            "search a --language ???",
            "search a --batch file.tsv",
            "changes --since yesterday",
            "refreshes --limit -1",
            "settings --pause-on-battery perhaps",
            "source",
            "status extra",
            "print-pack out.pdf",
            "print-pack out.pdf a:0",
            "print-pack out.pdf a:3-1",
            "print-pack out.pdf :1",
        ] {
            let Err(Stop::Wrong(told)) = parse(line) else { panic!("{line} was taken") };
            assert!(!told.contains('\n') && !told.contains("error:"), "{line}: {told}");
        }
    }

    #[test]
    fn settings_that_are_not_named_stay() {
        let Command::Settings(change) =
            parse("settings --pause-on-battery yes --library-limit-mb 500").unwrap().command
        else {
            panic!("another command")
        };
        let before = Settings { refresh_every_hours: 7, ..Settings::default() };
        let expected = Settings { pause_on_battery: true, library_limit_mb: 500, ..before.clone() };
        assert_eq!(change.apply_to(before), expected);
    }

    #[test]
    fn days_and_moments_are_understood() {
        for (text, expected) in [
            ("2026-11-22", "2026-11-22T00:00:00Z"),
            ("2026-11-22T05:25:45.5Z", "2026-11-22T05:25:45.5Z"),
            ("2026-11-22T05:25", "2026-11-22T05:25:00Z"),
            ("2026-11-22 05:25 UTC", "2026-11-22T05:25:00Z"),
            ("2026-11-22T05:25:45+01:00", "2026-11-22T04:25:45Z"),
        ] {
            assert_eq!(moment(text).map(|at| at.to_string()), Ok(expected.to_owned()), "{text}");
        }
        for text in ["", "yesterday", "22/11/2026", "2026-13-01", "05:25", "9999999"] {
            assert!(moment(text).is_err(), "{text}");
        }
    }

    #[test]
    fn help_and_version_are_no_failure() {
        for line in ["--help", "--version", "search --help", "help"] {
            assert!(matches!(parse(line), Err(Stop::Asked(text)) if !text.is_empty()), "{line}");
        }
    }
}
