//! Electronic books: the files of the book in the order of reading, one after another, each as a page of its own.

use std::collections::HashMap;

use catalogue::LinkTarget;

use crate::links::{LONGEST_ADDRESS, Links};
use crate::office_parts::{Parts, resolve};
use crate::problem::Problem;
use crate::xml::{attribute, each_start};
use crate::{Reading, html};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let Some(mut parts) = Parts::open(bytes, reading) else { return };
    let mut is_locked = false;
    if let Some(part) = parts.part("META-INF/encryption.xml") {
        // Fonts may be disguised, which does not lock a book (EPUB 3.3, 4.4).
        each_start(part, |start| {
            let ciphers = attribute(start, "Algorithm").is_some_and(|kind| kind.contains("/xmlenc#"));
            is_locked |= start.local_name().as_ref() == "EncryptionMethod" && ciphers;
        });
    }
    if is_locked {
        return reading.problem(Problem::Locked);
    }
    let mut package = None;
    if let Some(part) = parts.part("META-INF/container.xml") {
        each_start(part, |start| {
            if start.local_name().as_ref() == "rootfile" && package.is_none() {
                package = attribute(start, "full-path");
            }
        });
    }
    let Some(package) = package else { return reading.problem(Problem::Damaged) };
    if let Some(title) = parts.title(&package) {
        reading.title(&title);
    }
    let Some(chapters) = chapters(&mut parts, &package) else { return reading.problem(Problem::Damaged) };
    reading.page_count(chapters.len() as u32);
    let numbers: HashMap<&str, u32> = chapters.iter().map(String::as_str).zip(1..=reading.limits.max_pages).collect();
    let (mut whole, mut links) = (!chapters.is_empty(), Links::new(reading.limits));
    for (number, chapter) in (1..).zip(&chapters) {
        if number > reading.limits.max_pages || reading.is_full() {
            reading.problem(Problem::CutShort);
            break;
        }
        match parts.whole_part(chapter) {
            Some(bytes) => {
                let text = html::whole_text(&bytes, |href| {
                    links.to(href).or_else(|| {
                        let other = *numbers.get(inner(href, chapter)?.as_str())?;
                        links.number(LinkTarget::Page(other)).filter(|_| other != number)
                    })
                });
                reading.linked_page(Some(number), &text, &links);
            }
            None => whole = false,
        }
    }
    if parts.is_cut() {
        reading.problem(Problem::CutShort);
    } else if !whole {
        reading.partly_damaged();
    }
}

/// The names of the files to be read, in their order.
fn chapters(parts: &mut Parts<'_>, package: &str) -> Option<Vec<String>> {
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut files, mut order) = (HashMap::new(), Vec::new());
    each_start(parts.part(package)?, |start| match start.local_name().as_ref() {
        "item" if files.len() < 20_000 => {
            let is_page = attribute(start, "media-type").is_some_and(|kind| kind.contains("html"));
            if let (Some(id), Some(target), true) = (attribute(start, "id"), attribute(start, "href"), is_page) {
                files.insert(id, resolve(folder, &unescaped(&target)));
            }
        }
        "itemref" if order.len() < 20_000 => order.extend(attribute(start, "idref")),
        _ => {}
    });
    Some(order.iter().filter_map(|id| files.get(id).cloned()).collect())
}

/// The name of the file in the book that is meant in one of its chapters.
fn inner(href: &str, chapter: &str) -> Option<String> {
    let folder = chapter.rsplit_once('/').map_or("", |(folder, _)| folder);
    let file = unescaped(href.trim());
    (!file.is_empty() && href.len() <= LONGEST_ADDRESS).then(|| resolve(folder, &file))
}

/// An address within the book, without its `%20` and without the place in the file.
fn unescaped(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let (mut bytes, mut rest) = (Vec::new(), address.as_bytes());
    while let Some((byte, after)) = rest.split_first() {
        let number = after.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match (byte, number) {
            (b'%', Some(number)) => {
                bytes.push(number);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
#[path = "epub_tests.rs"]
mod tests;
