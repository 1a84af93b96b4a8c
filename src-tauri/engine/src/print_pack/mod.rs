//! Several resources as one PDF for the printer. Here it is decided what goes in and what is said of it; the press
//! makes the PDF, in a process of its own where there is a program for it.

mod basket;
mod words;

use std::path::Path;

use catalogue::{
    Attachment, PrintBasket, PrintPack, PrintPackEntry, PrintPackItem, PrintPackOptions, PrintPackProgress, Resource,
    ResourceId, TextQuality, print_pack_fault,
};
use press::{Content, Cover, Fault, Item, Job, Pages, Pressed, Step, Text, TextSize, worker};
use tokio_util::sync::CancellationToken;

use crate::brought::NewFile;
use crate::error::{Error, ErrorCode};
use crate::{Library, is_here};

const PDF: &str = "application/pdf";

/// Hears how far it is.
pub type Telling<'a> = &'a mut dyn FnMut(&PrintPackProgress);

impl Library {
    /// Writes a print pack, beside its place until it is whole; over another file only with `replace`. What cannot go
    /// in is left out and named, on the cover sheet and in the answer.
    ///
    /// # Errors
    /// `bad_request` where there is nothing or too much in it, or a file that must stay is in its place; `not_here`
    /// where nothing of it can be printed; `cancelled`.
    pub fn print_pack(
        &self,
        items: &[PrintPackItem],
        options: PrintPackOptions,
        to: &Path,
        replace: bool,
        tell: Telling<'_>,
        cancel: &CancellationToken,
    ) -> Result<PrintPack, Error> {
        if items.is_empty() {
            return Err(Error::new(ErrorCode::BadRequest, "there is nothing in the print pack", "Add something first"));
        }
        if let Some(fault) = print_pack_fault(items) {
            return Err(Error::new(ErrorCode::BadRequest, fault, "Make two print packs of it, or choose other pages"));
        }
        let new = NewFile::at(to, replace)?;
        let (mut owners, mut parts) = (Vec::new(), Vec::new());
        for item in items {
            let of_item = self::parts(self, item, options)?;
            owners.extend(of_item.iter().map(|_| item.resource.clone()));
            parts.extend(of_item);
        }
        let job = Job { cover: cover(self, &parts), items: parts };
        let pressed = make(self, &job, new.half(), tell, cancel)?;
        let file = new.path().display().to_string();
        new.finish()?;
        Ok(answer(file, pressed, owners))
    }

    /// What the person has put together for printing.
    pub fn print_basket(&self) -> Result<PrintBasket, Error> {
        basket::basket(self)
    }

    /// # Errors
    /// `bad_request` where it makes no sense; it is as it was.
    pub fn set_print_basket(&self, items: &[PrintPackItem]) -> Result<(), Error> {
        basket::set_basket(self, items)
    }
}

fn cover(library: &Library, parts: &[Item]) -> Cover {
    let profile = library.profile();
    let things = match parts.len() {
        1 => "1 document".to_owned(),
        count => format!("{count} documents"),
    };
    let made = format!("{things}. Made on {} from what was on this computer.", words::day(library.now()));
    Cover { title: "Print pack".to_owned(), made: vec![made, format!("Source: {} · {}", profile.name, profile.site)] }
}

/// What a resource brings into a pack: a part for each file that is meant.
fn parts(library: &Library, item: &PrintPackItem, options: PrintPackOptions) -> Result<Vec<Item>, Error> {
    let resource = match library.resource(&item.resource) {
        // Put into the basket once, and gone since.
        Err(error) if error.code == ErrorCode::NotFound => return Ok(vec![unknown(item)]),
        found => found?,
    };
    let meant: Vec<&Attachment> = match &item.attachment {
        Some(id) => resource.attachments.iter().filter(|attachment| attachment.id == *id).collect(),
        None => {
            let here: Vec<_> = resource.attachments.iter().filter(|attachment| is_here(attachment)).collect();
            if here.is_empty() { resource.attachments.iter().take(1).collect() } else { here }
        }
    };
    if meant.is_empty() {
        let why = match item.attachment {
            Some(_) => "This file of it is no longer in the library.",
            None => "It has no file. Its public page says what there is.",
        };
        return Ok(vec![words::item(library, &resource, None, Content::LeftOut(why.to_owned()))?]);
    }
    meant.into_iter().map(|attachment| part(library, &resource, attachment, item.pages.as_deref(), options)).collect()
}

fn unknown(item: &PrintPackItem) -> Item {
    Item {
        title: format!("Something that is no longer in the library ({})", item.resource),
        facts: Vec::new(),
        warnings: Vec::new(),
        notes: Vec::new(),
        url: String::new(),
        content: Content::LeftOut("It was taken out of the library.".to_owned()),
    }
}

fn part(
    library: &Library,
    resource: &Resource,
    attachment: &Attachment,
    pages: Option<&[u32]>,
    options: PrintPackOptions,
) -> Result<Item, Error> {
    let left_out = |why: &str| words::item(library, resource, Some(attachment), Content::LeftOut(why.to_owned()));
    if !is_here(attachment) {
        return left_out("It is not on this computer yet. Refresh the library first.");
    }
    let is_pdf = attachment.media_type == PDF;
    let printed = match is_pdf {
        true => {
            let path = library.file(&attachment.id)?.path.into_os_string();
            Some(Pages { path, pages: pages.map(<[u32]>::to_vec) })
        }
        false => None,
    };
    let mut notes = Vec::new();
    let content = match (attachment.text, printed) {
        (TextQuality::None, None) => return left_out(words::why_not(&attachment.media_type)),
        (TextQuality::None, Some(printed)) => {
            if options.large_print {
                notes.push("It has no text that could be set in large print: its pages are as they are.".to_owned());
            }
            Content::Pages(printed)
        }
        (_, Some(printed)) if !options.large_print => Content::Pages(printed),
        (quality, printed) => {
            if !is_pdf {
                notes.push("It has no pages of its own for printing, so its words are set here as text.".to_owned());
            }
            if quality == TextQuality::Poor {
                notes.push("Some of these words could not be read well. Check them against the document.".to_owned());
            }
            let size = if options.large_print { TextSize::Large } else { TextSize::Plain };
            match text(library, attachment, pages, size)? {
                Some(text) => Content::Text(text, printed),
                None => return left_out("It has no such pages. Choose its pages again."),
            }
        }
    };
    Ok(Item { notes, ..words::item(library, resource, Some(attachment), content)? })
}

/// Nothing where a page that is wanted is not there; one without words is.
fn text(
    library: &Library,
    attachment: &Attachment,
    wanted: Option<&[u32]>,
    size: TextSize,
) -> Result<Option<Text>, Error> {
    let mut pages = library.text(&attachment.id, None)?.pages;
    if let Some(wanted) = wanted {
        let last = attachment.pages.or_else(|| pages.iter().map(|page| page.page.unwrap_or(1)).max()).unwrap_or(0);
        if wanted.iter().any(|page| *page > last) {
            return Ok(None);
        }
        let page = |number: &u32| pages.iter().find(|page| page.page.unwrap_or(1) == *number).cloned();
        pages = wanted.iter().filter_map(page).collect();
    }
    Ok(Some(Text { pages, size }))
}

fn make(
    library: &Library,
    job: &Job,
    to: &Path,
    tell: Telling<'_>,
    cancel: &CancellationToken,
) -> Result<Pressed, Error> {
    let total = number(job.items.len());
    let mut on_step = |step: Option<Step>| {
        match step {
            Some(Step::Item(at)) => {
                let current = job.items.get(at).map(|item| item.title.clone()).unwrap_or_default();
                tell(&PrintPackProgress { done: number(at), total, current });
            }
            Some(Step::Writing) => tell(&PrintPackProgress { done: total, total, current: String::new() }),
            None => {}
        }
        !cancel.is_cancelled()
    };
    let pressed = match &library.inner.worker {
        Some(program) => worker::press(program, job, to, worker::PATIENCE, &mut on_step),
        None => here(job, to, &mut on_step),
    };
    pressed.map_err(error)
}

/// Without a program for it, in this process.
fn here(job: &Job, to: &Path, tell: &mut dyn FnMut(Option<Step>) -> bool) -> Result<Pressed, Fault> {
    let mut goes_on = true;
    let made = press::press(job, &mut |step| goes_on &= tell(Some(step)));
    if !goes_on {
        return Err(Fault::Cancelled);
    }
    let (pdf, pressed) = made?;
    std::fs::write(to, pdf).map_err(|error| Fault::Failed(error.to_string()))?;
    Ok(pressed)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn answer(file: String, pressed: Pressed, owners: Vec<ResourceId>) -> PrintPack {
    let entries = pressed.items.into_iter().zip(owners).map(|(item, resource)| PrintPackEntry {
        resource,
        title: item.title,
        first_page: (item.first_page > 0).then(|| number(item.first_page)),
        pages: number(item.pages),
        notes: item.notes,
        left_out: item.left_out,
    });
    PrintPack { file, pages: number(pressed.pages), entries: entries.collect() }
}

fn error(fault: Fault) -> Error {
    match fault {
        Fault::Nothing(items) => {
            let why = items.into_iter().find_map(|item| Some(format!("“{}”: {}", item.title, item.left_out?)));
            let why = why.unwrap_or_default().trim_end_matches('.').to_owned();
            Error::new(ErrorCode::NotHere, format!("nothing of this can be printed. {why}"), "Choose something else")
        }
        Fault::TooManyPages => Error::new(
            ErrorCode::BadRequest,
            format!("the print pack would have more than {} pages", press::MOST_PAGES),
            "Make two print packs of it, or choose single pages",
        ),
        Fault::Unwritable => {
            Error::new(ErrorCode::Failed, "the cover sheet could not be made", "Try again; if it comes back, report it")
        }
        Fault::GaveUp => Error::new(
            ErrorCode::Failed,
            "making the print pack took too long, or too much memory",
            "Make smaller print packs, or print the files one by one",
        ),
        Fault::DiskFull => Error::new(
            ErrorCode::DiskFull,
            "there is no room for the print pack",
            "Make room there, or choose another place",
        ),
        Fault::Failed(why) => Error::new(
            ErrorCode::Failed,
            format!("the print pack could not be written ({why})"),
            "Choose another folder",
        ),
        Fault::Cancelled => Error::new(ErrorCode::Cancelled, "it was stopped", "Start it again when you like"),
    }
}
