//! Why there is no answer, by what the caller can do about it.

use std::error::Error;
use std::io;
use std::time::Duration;

use crate::proxy::Proxy;
use crate::resolve::LeadsInside;
use crate::trust;

/// How the errors of a proxy's tunnel begin. Their type is not shown by the library that makes them, so they are told
/// by their words; the tests with a real proxy would notice other ones.
const TUNNEL: &str = "tunnel error: ";

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    pub code: FailureCode,
    /// In words for a reader, without the address, and so without any password that it may hold.
    pub message: String,
    /// What the server asked for, where it did.
    pub retry_after: Option<Duration>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureCode {
    /// No connection: no network, no such host, nobody listens.
    Unreachable,
    /// The certificate is not trusted by this computer.
    Untrusted,
    TimedOut,
    /// The answer broke off before its end, or is of another length than was said.
    Truncated,
    /// The file is not the one that the site says it is.
    DigestMismatch,
    /// 401, 403, 407 and other refusals.
    Refused,
    /// 429, or 503 with `Retry-After`.
    Busy,
    /// 5xx.
    ServerError,
    TooLarge,
    /// More than five redirects, or one to something that is not http or https.
    BadRedirect,
    /// Not an http or https address.
    BadAddress,
    /// An address inside a network, or on a host that the source does not allow.
    NotAllowed,
    /// The site's robots.txt asks programs not to read it.
    RobotsDisallow,
    /// This network wants its people to sign in first.
    SignIn,
    /// Files already take all that the library may have.
    NoRoom,
    /// A file with extra certificates is missing or damaged.
    CertificateFile,
    Cancelled,
    /// The disk did not take the file.
    DiskFull,
    Disk,
}

impl FailureCode {
    /// Stable, for scripts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Untrusted => "untrusted_certificate",
            Self::TimedOut => "timed_out",
            Self::Truncated => "truncated",
            Self::DigestMismatch => "digest_mismatch",
            Self::Refused => "refused",
            Self::Busy => "site_busy",
            Self::ServerError => "server_error",
            Self::TooLarge => "too_large",
            Self::BadRedirect => "bad_redirect",
            Self::BadAddress => "bad_address",
            Self::NotAllowed => "address_not_allowed",
            Self::RobotsDisallow => "robots_disallow",
            Self::SignIn => "captive_portal",
            Self::NoRoom => "library_full",
            Self::CertificateFile => "certificate_file",
            Self::Cancelled => "cancelled",
            Self::DiskFull => "disk_full",
            Self::Disk => "disk",
        }
    }
}

impl Failure {
    pub(crate) fn new(code: FailureCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), retry_after: None }
    }

    pub(crate) fn cancelled() -> Self {
        Self::new(FailureCode::Cancelled, "stopped on request")
    }

    pub(crate) fn too_large(limit_bytes: u64) -> Self {
        Self::new(FailureCode::TooLarge, format!("it is larger than the limit of {} MB", limit_bytes / 1024 / 1024))
    }

    pub(crate) fn not_allowed() -> Self {
        Self::new(FailureCode::NotAllowed, "it is on a host that the library may not ask")
    }

    pub(crate) fn sign_in() -> Self {
        Self::new(FailureCode::SignIn, "this network wants you to sign in before it lets you through")
    }

    pub(crate) fn proxy_wants_password(proxy: Option<&Proxy>) -> Self {
        let name = proxy.map_or(String::new(), |proxy| format!(" ({})", proxy.name));
        let what = if proxy.is_some_and(|proxy| proxy.has_password) {
            "does not accept the name and password that it was given"
        } else {
            "wants a name and a password"
        };
        Self::new(FailureCode::Refused, format!("the proxy of this network{name} {what} (407)"))
    }

    /// Not in so many words, as with 407: some proxies say only "no" to a wrong password too.
    fn proxy_refuses(proxy: Option<&Proxy>) -> Self {
        let name = proxy.map_or(String::new(), |proxy| format!(" ({})", proxy.name));
        let or = if proxy.is_some_and(|proxy| proxy.has_password) {
            ", or does not accept the name and password that it was given"
        } else {
            ""
        };
        let message = format!("the proxy of this network{name} does not let this address through{or}");
        Self::new(FailureCode::Refused, message)
    }

    /// 401, 403 and the like. Without encryption they may as well come from the proxy.
    pub(crate) fn refused(status: u16, proxy: Option<&Proxy>) -> Self {
        let message = match proxy {
            Some(proxy) => {
                format!("the site, or the proxy of this network ({}), refused to answer ({status})", proxy.name)
            }
            None => format!("the site refused to answer ({status})"),
        };
        Self::new(FailureCode::Refused, message)
    }

    /// No answer at all came: told apart by what the parts of the connection said. `proxy`: what it went through.
    pub(crate) fn from_http(error: &reqwest::Error, proxy: Option<&Proxy>) -> Self {
        let causes = causes(error);
        if let Some(message) = trust::refused(&causes) {
            return Self::new(FailureCode::Untrusted, message);
        }
        if is_among::<LeadsInside>(&causes) {
            return Self::not_allowed();
        }
        match causes.iter().find_map(|cause| cause.to_string().strip_prefix(TUNNEL).map(str::to_owned)).as_deref() {
            Some("proxy authorization required") => return Self::proxy_wants_password(proxy),
            Some("unsuccessful") => return Self::proxy_refuses(proxy),
            _ => {}
        }
        if error.is_timeout() {
            Self::new(FailureCode::TimedOut, "no answer came in time")
        } else if error.is_builder() {
            Self::new(FailureCode::BadAddress, "the address cannot be used")
        } else if error.is_connect() {
            match proxy {
                Some(proxy) => {
                    let message = format!("the proxy of this network ({}) cannot be reached", proxy.name);
                    Self::new(FailureCode::Unreachable, message)
                }
                None => Self::new(FailureCode::Unreachable, "the site cannot be reached"),
            }
        } else {
            // The connection stood, and ended before the answer.
            Self::new(FailureCode::Truncated, "the answer broke off before its end")
        }
    }

    /// In the middle of an answer.
    pub(crate) fn broken_off(error: &reqwest::Error) -> Self {
        if error.is_timeout() {
            Self::new(FailureCode::TimedOut, "the answer stopped coming")
        } else {
            Self::new(FailureCode::Truncated, "the answer broke off before its end")
        }
    }

    pub(crate) fn from_disk(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::new(FailureCode::DiskFull, "the disk is full")
            }
            _ => Self::new(FailureCode::Disk, format!("the file could not be written ({error})")),
        }
    }

    /// Worth another try in a moment.
    pub(crate) fn passes(&self) -> bool {
        matches!(
            self.code,
            FailureCode::TimedOut | FailureCode::Truncated | FailureCode::Busy | FailureCode::ServerError
        )
    }
}

/// The error and what it came from, one after the other. An I/O error that wraps another one hides it from
/// [`Error::source`].
fn causes<'a>(error: &'a (dyn Error + 'static)) -> Vec<&'a (dyn Error + 'static)> {
    let mut all = Vec::new();
    let mut next = Some(error);
    while let Some(cause) = next {
        all.push(cause);
        next = match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => cause.source(),
        };
    }
    all
}

fn is_among<T: Error + 'static>(causes: &[&(dyn Error + 'static)]) -> bool {
    causes.iter().any(|cause| cause.is::<T>())
}
