//! XML as it comes: elements and words, one after another, never as a whole.

use std::io::BufRead;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An XML reader that forgives what can be forgiven.
pub(crate) fn reader<R: BufRead>(part: R) -> Reader<R> {
    let mut xml = Reader::from_reader(part);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    xml
}

/// What stands in a part. An empty element begins and ends.
pub(crate) enum Met<'a> {
    Start(&'a BytesStart<'a>),
    /// The local name of the element.
    End(&'a str),
    Text(&'a str),
}

/// Calls back for each thing in a part, in its order. Whether the part was read to its end.
pub(crate) fn walk(part: impl BufRead, mut met: impl FnMut(Met<'_>)) -> bool {
    let mut xml = reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => met(Met::Start(&start)),
            Ok(Event::Empty(start)) => {
                met(Met::Start(&start));
                met(Met::End(start.local_name().as_ref()));
            }
            Ok(Event::End(end)) => met(Met::End(end.local_name().as_ref())),
            Ok(Event::Text(text)) => met(Met::Text(&text.xml10_content())),
            Ok(Event::CData(text)) => met(Met::Text(&text.xml10_content())),
            Ok(Event::GeneralRef(reference)) => {
                if let Some(letter) = letter_of(&reference) {
                    met(Met::Text(letter.encode_utf8(&mut [0; 4])));
                }
            }
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// Calls back for each element.
pub(crate) fn each_start(part: impl BufRead, mut seen: impl FnMut(&BytesStart<'_>)) {
    walk(part, |met| {
        if let Met::Start(start) = met {
            seen(start);
        }
    });
}

/// The letter that `&amp;` or `&#xe9;` stands for. Entities that the document defines itself stay unread.
pub(crate) fn letter_of(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return Some(letter);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// An attribute's value by its local name.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        start.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}
