//! What happened in the library, and what of it came since the person last looked.
//!
//! Nothing is written down as a change: every state of a resource and every file that an attachment had are kept by
//! the store, and what changed is found by comparing two that followed each other, when somebody asks. So what counts
//! as a change can be told better by a later program, of all the past.

mod looks;

use std::cmp::Reverse;

use catalogue::{
    Attachment, Change, ChangeKind, EarlierAbout, Moment, PageText, Profile, ResourceChanges, ResourceId,
    SameAddresses, SourceId, Timestamp, WhatsNew, compare_about, compare_resource, replaced_file,
};
use store::{AttachmentFile, ReplacedFile, ResourcePast};
use url::Url;

use crate::error::Error;
use crate::sync::hosts;
use crate::{Library, sources};
use looks::{Look, Looks};

/// Text of replaced files, in bytes, that is compared for one answer; a reader waits for it.
const MOST_TEXT_BYTES: usize = 8 << 20;
/// A web page beyond this is compared by the text that was taken out of it, its surroundings included.
const MOST_PAGE_BYTES: u64 = 2 << 20;

/// What happened to one resource, newest first.
pub(crate) fn of_resource(library: &Library, id: &ResourceId) -> Result<Vec<Change>, Error> {
    let past = library.store().past(id, None)?.ok_or_else(|| Error::no_resource(id))?;
    let seen = looks(library)?.seen(id);
    Telling::new(library).changes(&past, seen)
}

/// What changed after this moment; `None` means the person's last look, which may be a later one for a resource that
/// was looked at by itself.
pub(crate) fn whats_new(library: &Library, since: Option<Timestamp>) -> Result<WhatsNew, Error> {
    let looks = looks(library)?;
    let (shown, line) = match (since, looks.at_everything()) {
        (Some(since), _) => (since, since),
        (None, Some(look)) => (look.at, look.seen),
        (None, None) => return Ok(WhatsNew::default()),
    };
    let is_told = |change: &Change| change.at > line && (since.is_some() || change.is_new);
    let mut telling = Telling::new(library);
    let mut resources = Vec::new();
    for id in library.store().changed_after(line)? {
        let Some(past) = library.store().past(&id, Some(line))? else { continue };
        let mut changes = telling.changes(&past, looks.seen(&id))?;
        changes.retain(is_told);
        if !changes.is_empty() {
            let (title, state) = (past.resource.title, past.resource.state);
            resources.push(ResourceChanges { resource: id, title, state, changes });
        }
    }
    resources.sort_by_key(|told| Reverse(told.changes[0].at));
    let mut about = telling.about(looks.at_everything().map(|look| look.seen))?;
    about.retain(is_told);
    Ok(WhatsNew { since: Some(shown), resources, about })
}

pub(crate) fn last_look(library: &Library) -> Result<Option<Timestamp>, Error> {
    Ok(looks(library)?.at_everything().map(|look| look.at))
}

/// The wordings that the partnership's page had before, the latest first, each with what changed in it.
pub(crate) fn earlier_about(library: &Library) -> Result<Vec<EarlierAbout>, Error> {
    let states = library.store().about_revisions()?;
    let telling = Telling::new(library);
    let same = telling.same_addresses(states.iter().map(|state| state.about.source_url.as_str()));
    let mut earlier = Vec::new();
    for pair in states.windows(2) {
        let (after, before) = (&pair[0], &pair[1]);
        let moment = Moment { at: after.at, revision: after.revision };
        let changes = compare_about(&before.about, &after.about, moment, &same);
        // What reads the same, and what came with the program, is no earlier wording of the site.
        if !changes.is_empty() {
            let about = before.about.clone();
            earlier.push(EarlierAbout { from: before.at, until: after.at, about, changes });
        }
    }
    Ok(earlier)
}

/// Notes that the person saw the changes of one resource.
pub(crate) fn looked_at(library: &Library, id: &ResourceId) -> Result<(), Error> {
    library.plain_resource(id)?;
    let look = look_now(library, library.now())?;
    change_looks(library, |looks| looks.at_one(id, look))
}

/// Notes that the person saw all changes that were there at this moment.
pub(crate) fn looked_at_all(library: &Library, at: Timestamp) -> Result<(), Error> {
    let look = look_now(library, at)?;
    change_looks(library, |looks| looks.at_all(look))
}

/// A change is dated when it is found and is in the library a moment later; a look in between has not seen it. So a
/// look counts up to the newest change that was there to be seen.
fn look_now(library: &Library, at: Timestamp) -> Result<Look, Error> {
    let newest = library.store().newest_change()?;
    Ok(Look { at, seen: newest.map_or(at, |newest| newest.min(at)) })
}

/// The person's looks at this library; none where they cannot be read, which is no reason to tell no history.
fn looks(library: &Library) -> Result<Looks, Error> {
    let text = library.person().read(looks::FILE).unwrap_or_default();
    let mut looks = text.and_then(|text| Looks::parse(&text)).unwrap_or_default();
    looks.belong_to(&library.store().library_id()?);
    Ok(looks)
}

fn change_looks(library: &Library, note: impl FnOnce(&mut Looks)) -> Result<(), Error> {
    let person = library.person();
    let library_id = library.store().library_id()?;
    person.change(looks::FILE, |text| {
        let mut looks = match text.as_deref().map(Looks::parse) {
            None => Looks::default(),
            Some(Some(looks)) => looks,
            Some(None) => {
                person.set_aside(looks::FILE, library.now())?;
                Looks::default()
            }
        };
        looks.belong_to(&library_id);
        note(&mut looks);
        Ok(looks.to_text())
    })
}

/// One answer in the making: what its parts share.
struct Telling<'a> {
    library: &'a Library,
    /// Of the source of what is being told.
    profile: Profile,
    /// Read when there is something of another source to tell.
    sources: Option<Vec<Profile>>,
    hosts: Vec<String>,
    list: Option<String>,
    text_bytes_left: usize,
}

impl<'a> Telling<'a> {
    fn new(library: &'a Library) -> Self {
        let profile = library.profile().clone();
        let text_bytes_left = MOST_TEXT_BYTES;
        Self { library, sources: None, hosts: hosts(&profile), list: list_of(&profile), profile, text_bytes_left }
    }

    /// What follows is of this source. Its pages are read as its profile says, and as the built-in one where there is none
    /// any more.
    fn turn_to(&mut self, source: &SourceId) {
        if self.profile.id != *source {
            let known = self.sources.get_or_insert_with(|| sources::readable(self.library));
            let profile = known.iter().find(|profile| profile.id == *source).unwrap_or(self.library.profile());
            (self.hosts, self.list) = (hosts(profile), list_of(profile));
            self.profile = Profile { id: source.clone(), ..profile.clone() };
        }
    }

    /// Newest first.
    fn changes(&mut self, past: &ResourcePast, seen: Option<Timestamp>) -> Result<Vec<Change>, Error> {
        self.turn_to(&past.resource.source);
        let pages = past.states.iter().map(|state| state.resource.page_url.as_str());
        let same = self.same_addresses(pages);
        let mut changes = Vec::new();
        for (at, state) in past.states.iter().enumerate() {
            let moment = Moment { at: state.at, revision: state.revision };
            let before = past.states.get(at + 1).map(|before| &before.resource);
            changes.extend(compare_resource(before, &state.resource, moment, &same));
        }
        for replaced in &past.replaced {
            changes.extend(self.replaced(replaced)?);
        }
        // Stable: what came at one moment keeps its order.
        changes.sort_by_key(|change| Reverse(change.at));
        let first_from_starter = past.states.last().is_some_and(|first| first.resource.from_starter);
        for change in &mut changes {
            let came_with_the_program = change.kind == ChangeKind::Added && first_from_starter;
            change.is_new = !came_with_the_program && seen.is_some_and(|seen| change.at > seen);
        }
        Ok(changes)
    }

    fn replaced(&mut self, replaced: &ReplacedFile) -> Result<Option<Change>, Error> {
        let ReplacedFile { attachment, before, after } = replaced;
        let texts = match (self.text(attachment, before)?, self.text(attachment, after)?) {
            (Some(before), Some(after)) => Some((before, after)),
            _ => None,
        };
        let texts = texts.as_ref().map(|(before, after)| (before.as_slice(), after.as_slice()));
        Ok(replaced_file(attachment, Moment { at: after.at, revision: after.revision }, texts))
    }

    /// The pages of a file, none where it has no text; `None` where so much was compared already that it is left out.
    fn text(&mut self, attachment: &Attachment, file: &AttachmentFile) -> Result<Option<Vec<PageText>>, Error> {
        if self.text_bytes_left == 0 {
            return Ok(None);
        }
        let pages = match self.content_of_page(attachment, file) {
            Some(text) => vec![PageText::new(None, text)],
            None => self.library.store().text(&file.sha256)?.map(|text| text.pages).unwrap_or_default(),
        };
        let bytes: usize = pages.iter().map(|page| page.text.len()).sum();
        let fits = bytes <= self.text_bytes_left;
        self.text_bytes_left = self.text_bytes_left.saturating_sub(bytes);
        Ok(fits.then_some(pages))
    }

    /// What a web page says itself, without the foot and the boxes that stand on every page of its site: read as the
    /// pages of the source are, since only that tells the one from the other.
    fn content_of_page(&self, attachment: &Attachment, file: &AttachmentFile) -> Option<String> {
        if !matches!(file.media_type.as_str(), "text/html" | "application/xhtml+xml")
            || file.size_bytes > MOST_PAGE_BYTES
        {
            return None;
        }
        let url = Url::parse(&attachment.url).ok()?;
        let bytes = std::fs::read(self.library.store().files().path(&file.sha256)?).ok()?;
        let page = site::read_page(&site::decode(&bytes, None), &url, &self.profile);
        (!page.text.is_empty()).then_some(page.text)
    }

    fn about(&mut self, seen: Option<Timestamp>) -> Result<Vec<Change>, Error> {
        self.turn_to(&self.library.profile().id);
        let states = self.library.store().about_revisions()?;
        let same = self.same_addresses(states.iter().map(|state| state.about.source_url.as_str()));
        let mut changes = Vec::new();
        for pair in states.windows(2) {
            let moment = Moment { at: pair[0].at, revision: pair[0].revision };
            changes.extend(compare_about(&pair[1].about, &pair[0].about, moment, &same));
        }
        for change in &mut changes {
            change.is_new = seen.is_some_and(|seen| change.at > seen);
        }
        Ok(changes)
    }

    /// Whatever host these pages of the source were on was its own at the time.
    fn same_addresses<'b>(&self, pages: impl Iterator<Item = &'b str>) -> SameAddresses {
        let mut hosts = self.hosts.clone();
        for host in pages.filter_map(|page| Some(Url::parse(page).ok()?.host_str()?.to_lowercase())) {
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        SameAddresses { hosts, list: self.list.clone() }
    }
}

fn list_of(profile: &Profile) -> Option<String> {
    let base = Url::parse(&profile.site).ok()?;
    Some(base.join(profile.list_path.as_ref()?).ok()?.to_string())
}
