//! The worker's side: one request after another from standard input, replies to standard output.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use confine::Watch;

use super::BOUNDS;
use super::protocol::{self, Reply, Request, Wanted};
use crate::problem::Problem;
use crate::{Extraction, Limits, Told, extract_by_page, sniff};

/// Enough of a file to tell what it is.
const HEAD_BYTES: u64 = 64 << 10;

/// Serves until standard input ends: the loop of the process that [`super::Worker`] starts.
///
/// # Errors
/// If a request cannot be read or a reply cannot be written, which means that the other side is gone.
pub fn serve() -> io::Result<()> {
    confine::enter(&BOUNDS, None);
    let watch = Watch::start()?;
    let (mut requests, mut replies) = (io::stdin().lock(), io::stdout());
    while let Some(request) = protocol::read::<Request>(&mut requests)? {
        let _watched = watch.step();
        if request.wanted != Wanted::Text {
            let picture = draw_file(Path::new(&request.path), &request.name_hint, request.wanted);
            protocol::write(&mut replies, &Reply::Picture(picture.map(|bytes| BASE64_STANDARD.encode(bytes))))?;
            continue;
        }
        let mut failed = None;
        let mut tell = |told: Told| {
            if let Err(error) = protocol::write(&mut replies, &Reply::Told(told)) {
                failed.get_or_insert(error);
            }
        };
        let extraction = extract_file(Path::new(&request.path), &request.name_hint, &mut tell);
        if let Some(error) = failed {
            return Err(error);
        }
        protocol::write(&mut replies, &Reply::Done(Box::new(extraction)))?;
    }
    Ok(())
}

fn extract_file(path: &Path, name_hint: &str, tell: &mut (dyn FnMut(Told) + Send)) -> Extraction {
    let limits = Limits::default();
    let unopened = |_: io::Error| Extraction::of_problem("application/octet-stream", Problem::Unopened);
    let head = match read_up_to(path, HEAD_BYTES) {
        Ok(head) => head,
        Err(error) => return unopened(error),
    };
    let media_type = sniff(&head, name_hint);
    if !sniff::needs_whole_file(&media_type) {
        return extract_by_page(Arc::new(head), name_hint, &limits, tell);
    }
    // One byte more than is allowed tells that there is more.
    match read_up_to(path, limits.max_file_bytes + 1) {
        Ok(bytes) => extract_by_page(Arc::new(bytes), name_hint, &limits, tell),
        Err(error) => unopened(error),
    }
}

fn draw_file(path: &Path, name_hint: &str, wanted: Wanted) -> Option<Vec<u8>> {
    let head = read_up_to(path, HEAD_BYTES).ok()?;
    let media_type = sniff(&head, name_hint);
    // Films are never read whole, and nothing else has a first page.
    if media_type != sniff::PDF && !media_type.starts_with("image/") {
        return None;
    }
    let bytes = read_up_to(path, Limits::default().max_file_bytes + 1).ok()?;
    match wanted {
        Wanted::Scan(page) => crate::scan(bytes, name_hint, page),
        Wanted::Picture | Wanted::Text => crate::picture(bytes, name_hint),
    }
}

fn read_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len().min(most);
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
