//! Why the reading of a source stopped before it changed anything, or a refresh before its end.

use catalogue::{Loss, Suspicion};
use fetch::{Failure, FailureCode};
use site::PageNature;

use crate::error::Error;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stop {
    /// Stable, for scripts.
    pub code: &'static str,
    /// What happened, for a reader.
    what: String,
    /// What to try; empty where that stands in `what`.
    hint: String,
    /// What would have been withdrawn.
    pub losses: Vec<Loss>,
}

const KEPT: &str = "Nothing was changed: all that was here is still here.";
const KEPT_OF_SOURCE: &str = "What is here from it stays as it is.";

impl Stop {
    pub fn offline() -> Self {
        Self::new(
            "offline",
            "This computer is set to work without the internet, so the site was not asked.",
            "Allow the network and refresh again.",
        )
    }

    pub fn sign_in() -> Self {
        Self::new(
            "captive_portal",
            "This network wants you to sign in before it lets you through.",
            "Open a web browser, sign in to the network, and refresh again.",
        )
    }

    pub fn disk_full() -> Self {
        Self::after_all(
            "disk_full",
            "The disk is full. What is here is whole and can be used. Make room and refresh again: it goes on from there.",
        )
    }

    pub fn cancelled() -> Self {
        Self::after_all(
            "cancelled",
            "The refresh was stopped. What was already whole was kept; the next refresh goes on from there.",
        )
    }

    pub fn from_failure(failure: &Failure) -> Self {
        match failure.code {
            FailureCode::Cancelled => Self::cancelled(),
            FailureCode::DiskFull => Self::disk_full(),
            FailureCode::SignIn => Self::sign_in(),
            FailureCode::RobotsDisallow => Self::new(
                "robots_disallow",
                "The site asks programs not to read its list of resources (in its file robots.txt).",
                "Ask the site's owners to allow “TogetherLibrary” there.",
            ),
            FailureCode::Untrusted => Self::new(
                "untrusted_certificate",
                &format!("The site could not be read safely: {}.", failure.message),
                "If this network checks what comes in, its certificate must be installed on this computer. Ask your IT help desk.",
            ),
            FailureCode::CertificateFile => Self::new(
                "certificate_file",
                &format!("The network could not be set up: {}.", failure.message),
                "Ask your IT help desk to mend the policy of this computer.",
            ),
            FailureCode::NotAllowed => Self::elsewhere("one inside this network"),
            FailureCode::Refused | FailureCode::ServerError | FailureCode::Busy => Self::new(
                "unreachable",
                &format!("The site did not send its list: {}.", failure.message),
                "Try again later.",
            ),
            _ => Self::new(
                "unreachable",
                &format!("The site could not be read: {}.", failure.message),
                "Check the internet connection and refresh again.",
            ),
        }
    }

    pub fn from_nature(nature: PageNature, address: &str) -> Self {
        match nature {
            PageNature::CaptivePortal => Self::sign_in(),
            PageNature::Challenge => Self::new(
                "unreachable",
                "The site asked for a check that only a web browser can do, or this network blocks it.",
                "Try again later, or from another network.",
            ),
            _ => Self::not_the_site(address),
        }
    }

    pub fn not_the_site(address: &str) -> Self {
        Self::new(
            "not_the_site",
            &format!("What came from {address} does not look like the resource library."),
            "Look at the page in a web browser; try again later.",
        )
    }

    pub fn elsewhere(address: &str) -> Self {
        Self::new(
            "captive_portal",
            &format!(
                "The request for the library was sent on to another site ({address}). This network may want you to sign in."
            ),
            "Open a web browser, sign in to the network, and refresh again.",
        )
    }

    /// `folder`: where the source is one.
    pub fn site_changed(suspicion: Suspicion, folder: Option<&str>) -> Self {
        let Suspicion { gone, known, .. } = suspicion;
        let stop = match folder {
            Some(folder) => Self::new(
                "site_changed",
                &format!(
                    "The folder {folder} has lost {gone} of {known} documents at once. That looks more like another stick, or a drive that is not all there, than like so many goodbyes."
                ),
                "Look into the folder and refresh again.",
            ),
            None => Self::new(
                "site_changed",
                &format!(
                    "The site's list has lost {gone} of {known} resources at once. That looks more like a broken or rebuilt site than like so many goodbyes."
                ),
                "Look at the site in a web browser; try again later.",
            ),
        };
        Self { losses: suspicion.losses, ..stop }
    }

    pub fn failed(error: &Error) -> Self {
        Self::after_all(error.code.as_str(), &error.to_string())
    }

    /// A folder that is not there: a stick that was pulled, a drive that is not connected.
    pub fn no_folder(folder: &str) -> Self {
        Self::new(
            "unreachable",
            &format!("The folder {folder} is not there now, is empty, or cannot be read."),
            "Plug in the stick or connect the drive, and refresh again.",
        )
    }

    /// There is no use in going on with another source.
    pub fn ends_all(&self) -> bool {
        self.hint.is_empty()
    }

    /// For a reader: what happened, what was kept, what to try.
    pub fn message(&self) -> String {
        if self.ends_all() { self.what.clone() } else { format!("{} {KEPT} {}", self.what, self.hint) }
    }

    /// The same where other sources went on.
    pub fn message_of(&self, source: &str) -> String {
        format!("{source}: {} {KEPT_OF_SOURCE} {}", self.what, self.hint).trim_end().to_owned()
    }

    fn new(code: &'static str, what: &str, hint: &str) -> Self {
        Self { code, what: what.to_owned(), hint: hint.to_owned(), losses: Vec::new() }
    }

    /// The whole refresh ends, and something of it may have been kept.
    fn after_all(code: &'static str, what: &str) -> Self {
        Self::new(code, what, "")
    }
}
