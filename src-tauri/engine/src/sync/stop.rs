//! Why a refresh stopped before it changed anything.

use catalogue::{Loss, Suspicion};
use fetch::{Failure, FailureCode};
use site::PageNature;

use crate::error::Error;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stop {
    /// Stable, for scripts.
    pub code: &'static str,
    /// For a reader: what happened, what was kept, what to try.
    pub message: String,
    /// What would have been withdrawn.
    pub losses: Vec<Loss>,
}

const KEPT: &str = "Nothing was changed: all that was here is still here.";

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
        Self {
            code: "disk_full",
            message: "The disk is full. What is here is whole and can be used. Make room and refresh again: it goes on from there."
                .to_owned(),
            losses: Vec::new(),
        }
    }

    pub fn cancelled() -> Self {
        Self {
            code: "cancelled",
            message: "The refresh was stopped. What was already whole was kept; the next refresh goes on from there."
                .to_owned(),
            losses: Vec::new(),
        }
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

    pub fn site_changed(suspicion: Suspicion) -> Self {
        let stop = Self::new(
            "site_changed",
            &format!(
                "The site's list has lost {} of {} resources at once. That looks more like a broken or rebuilt site than like so many goodbyes.",
                suspicion.gone, suspicion.known
            ),
            "Look at the site in a web browser; try again later.",
        );
        Self { losses: suspicion.losses, ..stop }
    }

    pub fn failed(error: &Error) -> Self {
        Self { code: error.code.as_str(), message: error.to_string(), losses: Vec::new() }
    }

    fn new(code: &'static str, what: &str, hint: &str) -> Self {
        Self { code, message: format!("{what} {KEPT} {hint}"), losses: Vec::new() }
    }
}
