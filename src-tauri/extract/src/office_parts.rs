//! The parts of an office document: XML files in a ZIP container, read up to a bound.

use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;

/// An open container.
pub(crate) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    max_part_bytes: u64,
}

impl<'a> Parts<'a> {
    /// Nothing if the container is damaged.
    pub(crate) fn open(bytes: &'a [u8], max_part_bytes: u64) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        Some(Parts { archive, max_part_bytes })
    }

    /// A part as a stream that ends at the bound, whatever the container says of its size. Small parts should be read
    /// as they come, so that a part of 64 MiB never stands in memory whole.
    pub(crate) fn part(&mut self, name: &str) -> Option<BufReader<impl Read>> {
        let file = self.archive.by_name(name).ok()?;
        Some(BufReader::new(file.take(self.max_part_bytes)))
    }

    /// The main part, by the container's own table of relations, or where it usually is.
    pub(crate) fn main_part(&mut self, usual: &str) -> String {
        let found = self.part("_rels/.rels").and_then(|part| {
            let mut found = None;
            each_start(part, |name, attribute| {
                if name == "Relationship" && attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")) {
                    found = attribute("Target").map(|target| target.trim_start_matches('/').to_owned());
                }
            });
            found
        });
        found.filter(|name| self.archive.index_for_name(name).is_some()).unwrap_or_else(|| usual.to_owned())
    }

    /// The title in the document's properties.
    pub(crate) fn title(&mut self) -> Option<String> {
        use quick_xml::events::Event;
        let mut xml = reader(self.part("docProps/core.xml")?);
        let (mut buffer, mut inside, mut title) = (Vec::new(), false, String::new());
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(start)) => inside = start.local_name().as_ref() == "title",
                Ok(Event::Text(text)) if inside => title.push_str(&text.xml10_content()),
                Ok(Event::GeneralRef(reference)) if inside => title.extend(letter_of(&reference)),
                Ok(Event::End(_)) if inside => return Some(title),
                Ok(Event::Eof) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }
}

/// An XML reader that forgives what can be forgiven.
pub(crate) fn reader<R: std::io::BufRead>(part: R) -> quick_xml::Reader<R> {
    let mut xml = quick_xml::Reader::from_reader(part);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    xml
}

/// The letter that `&amp;` or `&#xe9;` stands for. Entities that the document defines itself stay unread.
pub(crate) fn letter_of(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
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

/// Calls back for each element with its local name and a way to its attributes (by local name).
fn each_start(part: impl std::io::BufRead, mut seen: impl FnMut(&str, &dyn Fn(&str) -> Option<String>)) {
    use quick_xml::events::Event;
    let mut xml = reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                seen(start.local_name().as_ref(), &|name| attribute(&start, name));
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// An attribute's value by its local name.
pub(crate) fn attribute(start: &quick_xml::events::BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        start.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}
