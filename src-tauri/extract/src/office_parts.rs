//! The parts of an office document: XML files in a ZIP container, read up to a bound.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;

use quick_xml::events::Event;
use zip::ZipArchive;

use crate::problem::Problem;
use crate::xml::{attribute, each_start, letter_of, reader};
use crate::{Reading, directory};

/// An open container. What comes out of it is bounded, part by part and in all, whatever it says of its sizes.
pub(crate) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    max_part_bytes: u64,
    left: Rc<Cell<u64>>,
    is_cut: Rc<Cell<bool>>,
}

impl<'a> Parts<'a> {
    /// Nothing, and a problem told, if the container is damaged or holds too much.
    pub(crate) fn open(bytes: &'a [u8], reading: &mut Reading<'_>) -> Option<Self> {
        let (archive, limits) = (open(bytes, reading)?, reading.limits);
        let (left, is_cut) = (Rc::new(Cell::new(limits.max_unpacked_bytes)), Rc::default());
        Some(Parts { archive, max_part_bytes: limits.max_zip_part_bytes, left, is_cut })
    }

    /// A part as a stream that ends at the bounds. It should be read as it comes, so that a part of 64 MiB never stands
    /// in memory whole.
    pub(crate) fn part(&mut self, name: &str) -> Option<BufReader<impl Read>> {
        let file = self.archive.by_name(name).ok()?;
        let of_part = self.max_part_bytes;
        Some(BufReader::new(Bounded { file, of_part, of_all: Rc::clone(&self.left), is_cut: Rc::clone(&self.is_cut) }))
    }

    /// A part in memory, for what cannot be read as it comes.
    pub(crate) fn whole_part(&mut self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        // What could be read before the damage is better than nothing.
        let _ = self.part(name)?.read_to_end(&mut bytes);
        Some(bytes)
    }

    /// Whether a stream ended at a bound.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut.get()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// What a part points to, by the names that it has for it.
    pub(crate) fn relations(&mut self, part: &str) -> Relations {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let at = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let mut relations = Relations::default();
        let Some(listed) = self.part(&at) else { return relations };
        let mut left = MOST_RELATIONS;
        each_start(listed, |start| {
            if start.local_name().as_ref() != "Relationship" || left == 0 {
                return;
            }
            left -= 1;
            let value = |name| attribute(start, name).unwrap_or_default();
            let (id, kind, target) = (value("Id"), value("Type"), value("Target"));
            if attribute(start, "TargetMode").as_deref() == Some("External") {
                relations.outside.insert(id, target);
            } else {
                relations.inside.insert(id, Relation { kind, target: resolve(folder, &target) });
            }
        });
        relations
    }

    /// The main part, by the container's own table of relations, or where it usually is.
    pub(crate) fn main_part(&mut self, usual: &str) -> String {
        let relations = self.relations("");
        let main = relations.inside.into_values().find(|relation| relation.kind.ends_with("/officeDocument"));
        main.map(|main| main.target).filter(|name| self.has(name)).unwrap_or_else(|| usual.to_owned())
    }

    /// The title in the document's properties, which stand in this part.
    pub(crate) fn tell_title(&mut self, part: &str, reading: &mut Reading<'_>) {
        if let Some(title) = self.part(part).and_then(title_in) {
            reading.title(&title);
        }
    }
}

fn title_in(properties: impl io::BufRead) -> Option<String> {
    let mut xml = reader(properties);
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

/// The container; nothing, and a problem told, if it is damaged or has too many parts.
pub(crate) fn open<'a>(bytes: &'a [u8], reading: &mut Reading<'_>) -> Option<ZipArchive<Cursor<&'a [u8]>>> {
    if directory::entries(bytes).nth(reading.limits.max_zip_parts).is_some() {
        reading.problem(Problem::TooLarge);
        return None;
    }
    let archive = ZipArchive::new(Cursor::new(bytes));
    if archive.is_err() {
        reading.problem(Problem::Damaged);
    }
    archive.ok()
}

/// No honest part has more.
const MOST_RELATIONS: usize = 20_000;

/// What a part points to.
#[derive(Default)]
pub(crate) struct Relations {
    pub(crate) inside: HashMap<String, Relation>,
    /// Addresses, as they stand there.
    pub(crate) outside: HashMap<String, String>,
}

/// Where one part points to another.
pub(crate) struct Relation {
    pub(crate) kind: String,
    /// The name of the part.
    pub(crate) target: String,
}

/// The name of a part that is named from within a folder. It is only ever looked up in the container.
pub(crate) fn resolve(folder: &str, target: &str) -> String {
    let (mut steps, rest) = match target.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder.split('/').filter(|step| !step.is_empty()).collect(), target),
    };
    for step in rest.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// A part that ends at what is left of the bounds.
struct Bounded<R> {
    file: R,
    of_part: u64,
    of_all: Rc<Cell<u64>>,
    is_cut: Rc<Cell<bool>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.of_part.min(self.of_all.get());
        if left == 0 {
            // Was there more?
            let more = self.file.read(&mut [0]).is_ok_and(|read| read > 0);
            self.is_cut.set(self.is_cut.get() || more);
            return Ok(0);
        }
        let most = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = self.file.read(&mut buffer[..most])?;
        self.of_part -= read as u64;
        self.of_all.set(self.of_all.get() - read as u64);
        Ok(read)
    }
}
