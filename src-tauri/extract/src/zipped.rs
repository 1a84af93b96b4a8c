//! Documents in a ZIP container: each one's text under its name. One level deep: a container in a container is only named.

use std::io::Read;

use crate::problem::Problem;
use crate::{Reading, decode, office_parts};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let Some(mut archive) = office_parts::open(bytes, reading) else { return };
    let limits = reading.limits;
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
mod tests {
    use crate::testing::{pages, read, zip};
    use crate::{Limits, extract, sniff};

    #[test]
    fn each_document_under_its_name_and_no_deeper() {
        let inner = zip(&[("deep.txt", b"Nobody reads this.")]);
        let bytes = zip(&[
            ("leaflets/", b""),
            ("leaflets/hands.txt", b"Wash your hands."),
            ("__MACOSX/x", b"noise"),
            ("page.html", b"<html><h1>Feet</h1><p>And your feet.</p></html>"),
            ("more.zip", &inner),
            ("picture.png", b"\x89PNG\r\n\x1a\n"),
            ("../../outside.txt", b"A name is only a name."),
        ]);
        assert_eq!(sniff(&bytes, "x.docx"), crate::sniff::ZIP);
        let extraction = read(&bytes, "x.zip");
        assert_eq!(
            pages(&extraction),
            [
                (Some(1), "leaflets/hands.txt\nWash your hands.", vec![(0, 1)]),
                (Some(2), "page.html\nFeet\nAnd your feet.", vec![(0, 1), (1, 1)]),
                (Some(3), "more.zip", vec![(0, 1)]),
                (Some(4), "picture.png", vec![(0, 1)]),
                (Some(5), "../../outside.txt\nA name is only a name.", vec![(0, 1)]),
            ]
        );
        assert_eq!((extraction.page_count, extraction.problem_code), (Some(5), None));
    }

    #[test]
    fn bounds_and_members_that_cannot_be_read() {
        let bytes = zip(&[("a.txt", b"Some words."), ("b.pdf", b"%PDF-1.7 and no more"), ("c.txt", &[b'x'; 5_000])]);
        let whole = read(&bytes, "x.zip");
        assert_eq!((whole.pages.len(), whole.problem_code.as_deref()), (3, Some("members_unread")));
        for (limits, pages, code) in [
            (Limits { max_members: 1, ..Limits::default() }, 1, "too_large"),
            (Limits { max_zip_parts: 2, ..Limits::default() }, 0, "too_large"),
            (Limits { max_unpacked_bytes: 1_000, ..Limits::default() }, 3, "members_unread"),
            (Limits { max_text_bytes: 12, ..Limits::default() }, 1, "too_large"),
        ] {
            let bounded = extract(&bytes, "x.zip", &limits);
            assert_eq!((bounded.pages.len(), bounded.problem_code.as_deref()), (pages, Some(code)), "{limits:?}");
        }
        let mut damaged = bytes.clone();
        damaged.truncate(bytes.len() - 30);
        assert_eq!(read(&damaged, "x.zip").problem_code.as_deref(), Some("damaged"));
        // The flag that says that a member is locked, in its own head and in the table.
        let mut locked = zip(&[("a.txt", b"Some words.")]);
        let table = locked.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        locked[6] |= 1;
        locked[table + 8] |= 1;
        let locked = read(&locked, "x.zip");
        assert_eq!((locked.problem_code.as_deref(), locked.pages[0].text.as_str()), (Some("locked"), "a.txt"));
    }
}
