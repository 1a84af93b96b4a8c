//! Asking a server for an address, politely and once.
//!
//! The only crate that knows HTTP. It does not know what a resource is: an address and validators go in; what is new,
//! what is unchanged, what is gone or why there is no answer comes out. Everything that a server sends is bounded
//! while it is read, unpacked bytes included, and files go to the disk as they come, so that a transfer that was cut
//! off goes on where it stopped.
//!
//! Trust comes from the operating system (its certificate store, its proxy settings), so that an inspecting proxy
//! whose root the IT department installed works as it does in the browser. There is no way to switch checking off.

mod asking;
mod body;
mod client;
mod digest;
mod failure;
mod hosts;
mod local;
mod part;
mod proxy;
mod ranges;
mod reach;
mod resolve;
mod retry;
mod robots;
mod room;
mod sign_in;
mod transfer;
mod trust;

pub use client::Fetcher;
pub use failure::{Failure, FailureCode};
pub use part::{Destination, Left};
pub use reach::Reach;
pub use robots::Robots;
pub use trust::Trust;

use std::path::PathBuf;
use std::time::Duration;

/// What a server once said about its answer, sent back to ask "still the same?".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

impl Validators {
    pub fn none() -> Self {
        Self::default()
    }
}

/// An answer that is no failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    Modified(T),
    /// The server confirmed the validators: what is here is current.
    NotModified,
    /// 404 or 410.
    Gone,
}

/// A page, whole in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where redirects ended.
    pub final_url: String,
    pub content_type: Option<String>,
    pub validators: Validators,
    /// Unpacked.
    pub body: Vec<u8>,
}

/// A file, whole on the disk; not flushed, which is for whoever puts it in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOnDisk {
    /// The part file, at the place that [`Destination::begin`] or [`Left`] named.
    pub path: PathBuf,
    pub final_url: String,
    pub content_type: Option<String>,
    pub validators: Validators,
    pub size_bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
    /// The first bytes, enough to tell the format.
    pub head: Vec<u8>,
}

#[derive(Debug, Clone)]
pub struct Limits {
    /// Largest page read, in bytes.
    pub page_bytes: u64,
    /// Largest file read, in bytes.
    pub file_bytes: u64,
    /// Longest wait for a connection.
    pub connect: Duration,
    /// Longest silence in the middle of an answer.
    pub silence: Duration,
    /// Longest time for a whole page, from the request to its last byte.
    pub page_time: Duration,
    /// Longest wait that a server may ask for with `Retry-After`; beyond it the address fails for this time.
    pub retry_after: Duration,
    /// Requests under way at once to one host.
    pub at_once: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page_bytes: 16 * 1024 * 1024,
            file_bytes: 200 * 1024 * 1024,
            connect: Duration::from_secs(15),
            silence: Duration::from_secs(30),
            page_time: Duration::from_secs(120),
            retry_after: Duration::from_secs(30),
            at_once: 4,
        }
    }
}
