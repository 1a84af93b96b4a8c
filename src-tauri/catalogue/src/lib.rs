//! What the world of the library is made of.
//!
//! Every shape that crosses a boundary (console JSON, window, crate to crate) is defined here once, so that the
//! console's JSON, the window's types and the engine cannot drift apart. The crate does no I/O, reads no clock and
//! knows neither SQL nor HTTP: its rules are functions over values, each with a table of cases.

mod about;
mod answer;
mod changes;
mod compare;
mod date;
mod facts;
mod feedback;
mod formats;
mod found;
mod gaps;
mod ids;
mod kind;
mod language;
mod left_open;
mod listing;
mod matching;
mod observed;
mod pack;
mod plan;
mod print_pack;
mod printing;
mod profile;
mod program;
mod report;
mod resource;
mod running;
mod settings;
mod shelf;
mod source;
mod text;
mod title;
mod translations;
mod trust;
mod url_key;
mod words;

pub use about::{About, AboutSection, EarlierAbout, Objective};
pub use answer::{Hit, ListFilter, Passage, SearchAnswer, SearchQuery, Suggestion, SuggestionKind};
pub use changes::{Change, ChangeKind, ChangedWords, ResourceChanges, WhatsNew};
pub use compare::{Moment, SameAddresses, compare_about, compare_resource, file_label, replaced_file};
pub use date::{DatePrecision, MONTHS, PrintedDate, find_printed_date};
pub use facts::{AttachmentFacts, Facts, ReadingAge, ReviewDate, Telephone, Told};
pub use feedback::Feedback;
pub use formats::{is_shown_elsewhere, promises_a_document, usual_ending};
pub use found::{Choice, Choices, Found, Holdings, Listed, Translation, WithoutFilter};
pub use gaps::{Gap, MOST_GAPS, gap_words, gaps_as_table, gaps_in_order, note_gap};
pub use ids::{AttachmentId, ResourceId, SourceId};
pub use kind::{Kind, guess_kind};
pub use language::{guess_language_from_words, is_in_language, is_language_tag};
pub use left_open::LeftOpen;
pub use listing::{ContentPage, DocumentLink, Entry, Link, LinkNature, Listing};
pub use matching::only_in_first;
pub use observed::{LinkedPage, Observed, ObservedFile, Origin, observe_document, observe_entry};
pub use pack::{
    MOST_RESOURCES, PackCatalogue, PackCheck, PackCounts, PackFile, PackManifest, PackOffer, PackPlan, PackProgress,
    PackStep, PackWritten, pack_fault, plan_pack,
};
pub use plan::{Accepted, Observation, Plan, Suspicion, plan, withdrawn};
pub use print_pack::{
    MOST_PRINT_PACK_ITEMS, PrintBasket, PrintPack, PrintPackEntry, PrintPackItem, PrintPackMade, PrintPackOptions,
    PrintPackProgress, PrintPackTo, print_pack_fault, read_pages,
};
pub use printing::Printed;
pub use profile::{Paging, Profile, Selectors};
pub use program::Versions;
pub use report::{
    AttachmentCounts, AttachmentTotals, Bytes, Loss, Outcome, Problem, Progress, ProgressPhase, RefreshRecord,
    RefreshReport, ResourceCounts, Status, TextTotals, Verification, VerificationCounts, VerificationProblem,
};
pub use resource::{Attachment, AttachmentState, ExternalLink, ExternalLinkKind, Resource, ResourceState};
pub use running::without_running_lines;
pub use settings::{Settings, SettingsInForce, Unfit};
pub use shelf::{Kept, Note, Shelf, ShelfChange, ShelfMerge, ShelfNow, ShelfPack, ShelfRefusal, ShelfWorld};
pub use source::{SourceReport, SourceSummary};
pub use text::{
    AttachmentText, Bookmark, Heading, LinkTarget, OcrOutcome, OcrProgress, PageText, TextLink, TextQuality, TextSource,
};
pub use title::{fold_title, tidy_spaces};
pub use translations::{Titled, title_without_language, translations};
pub use trust::{CONFIRMED_FOR_DAYS, PrintedReview, Replacement, Trust, TrustState, trust};
pub use url_key::url_key;
pub use words::{WordChanges, changed_words, changed_words_of_pages};

/// A moment in time; in JSON an RFC 3339 string in UTC.
pub type Timestamp = jiff::Timestamp;
