//! Why there is no answer, by what the caller can do about it.

use std::time::Duration;

/// What the redirect rule says, to be known again in the error that comes of it.
pub(crate) const NOT_ALLOWED: &str = "redirect to a host that is not allowed";

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    pub code: FailureCode,
    /// In words for a reader, without the address.
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
    /// The answer broke off before its end.
    Truncated,
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
            Self::Refused => "refused",
            Self::Busy => "site_busy",
            Self::ServerError => "server_error",
            Self::TooLarge => "too_large",
            Self::BadRedirect => "bad_redirect",
            Self::BadAddress => "bad_address",
            Self::NotAllowed => "address_not_allowed",
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

    /// From the HTTP library: told apart by kind, and for certificates by what the checker said.
    pub(crate) fn from_http(error: &reqwest::Error) -> Self {
        let causes = causes(error);
        if error.is_redirect() && causes.contains(NOT_ALLOWED) {
            Self::new(FailureCode::NotAllowed, "the request was sent on to a host that the library may not ask")
        } else if error.is_redirect() {
            Self::new(FailureCode::BadRedirect, "the site sends from address to address without end")
        } else if causes.contains("invalid peer certificate")
            || causes.contains("UnknownIssuer")
            || causes.contains("certificate")
        {
            let seen = causes.rsplit(": ").next().unwrap_or_default();
            Self::new(
                FailureCode::Untrusted,
                format!("this computer does not trust the certificate that was shown ({seen})"),
            )
        } else if error.is_timeout() {
            Self::new(FailureCode::TimedOut, "no answer came in time")
        } else if error.is_builder() {
            Self::new(FailureCode::BadAddress, "the address cannot be used")
        } else if error.is_connect() {
            Self::new(FailureCode::Unreachable, "the site cannot be reached")
        } else if error.is_body()
            || error.is_decode()
            || causes.contains("incomplete")
            || causes.contains("closed")
            || causes.contains("reset")
        {
            Self::new(FailureCode::Truncated, "the answer broke off before its end")
        } else {
            Self::new(FailureCode::Unreachable, "the site cannot be reached")
        }
    }

    pub(crate) fn from_disk(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
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

fn causes(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        words.push_str(": ");
        words.push_str(&cause.to_string());
        source = cause.source();
    }
    words
}
