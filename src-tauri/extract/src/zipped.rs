//! Documents in a ZIP container: each one's text under its name. One level deep: a container in a container is only named.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::problem::Problem;
use crate::{Reading, decode, directory};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let limits = reading.limits;
    if directory::entries(bytes).nth(limits.max_zip_parts).is_some() {
        return reading.problem(Problem::TooLarge);
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return reading.problem(Problem::Damaged) };
    let (mut left, mut members, mut locked) = (limits.max_unpacked_bytes, 0, 0);
    for at in 0..archive.len() {
        // The name is only shown; nothing is ever written under it.
        let Ok(raw) = archive.by_index_raw(at) else {
            reading.some_unread();
            continue;
        };
        let (name, is_locked) = (decode::decode(raw.name_raw(), None).0, raw.encrypted());
        drop(raw);
        if is_clutter(&name) {
            continue;
        }
        if members == limits.max_members || left == 0 || reading.is_full() {
            reading.problem(Problem::CutShort);
            break;
        }
        members += 1;
        if is_locked {
            locked += 1;
            reading.member(&name, &[]);
            continue;
        }
        let most = left.min(limits.max_zip_part_bytes);
        let mut member = Vec::new();
        let read = archive.by_index(at).is_ok_and(|file| file.take(most + 1).read_to_end(&mut member).is_ok());
        left = left.saturating_sub(member.len() as u64);
        if !read || member.len() as u64 > most {
            // Cut off, it would only be a damaged file.
            member.clear();
            reading.some_unread();
        }
        reading.member(&name, &member);
    }
    if locked > 0 && locked == members {
        reading.problem(Problem::Locked);
    } else if locked > 0 {
        reading.some_unread();
    }
    reading.end_members();
}

/// Folders, and what systems leave in containers without being asked.
fn is_clutter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    name.ends_with('/') || name.starts_with("__MACOSX/") || matches!(last, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

#[cfg(test)]
#[path = "zipped_tests.rs"]
mod tests;
