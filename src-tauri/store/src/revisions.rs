//! Applying what a refresh found: whole, in one transaction, or not at all.

use catalogue::{About, Resource, ResourceId, Timestamp};
use rusqlite::Transaction;

use crate::error::StoreError;
use crate::snapshots::Snapshot;
use crate::{Store, about, attachments, meta, resources, snapshots};

/// What a refresh brings. The default brings nothing.
#[derive(Debug, Clone, Default)]
pub struct NewRevision<'a> {
    /// When the source was read.
    pub at: Timestamp,
    /// New, revised and withdrawn resources, each whole: exactly this is written, attachments included. An attachment
    /// that a resource no longer lists is deleted where no file of it ever came, else kept as withdrawn.
    pub upserts: &'a [Resource],
    /// Resources that the source lists unchanged.
    pub confirmed: &'a [ResourceId],
    /// The source's list in its order; empty leaves the order as it is. New resources that are not listed come last.
    pub order: &'a [ResourceId],
    /// The partnership's page, where it is new or changed. The earlier text is kept.
    pub about: Option<&'a About>,
    /// The partnership's page stands unchanged.
    pub about_confirmed: bool,
    /// The pages that were read.
    pub pages: &'a [Snapshot],
}

impl Store {
    /// Makes a new revision and gives its number. Every resource in `upserts` gets a new serial and is kept in the
    /// history as it now stands.
    pub fn apply(&self, new: &NewRevision<'_>) -> Result<u64, StoreError> {
        self.write(|change| write(change, new))
    }

    /// An unchanged refresh: notes that the source still lists these resources (and the partnership's page), and the
    /// pages and files as they answered. No new revision, no new serial.
    pub fn confirm(
        &self,
        at: Timestamp,
        ids: &[ResourceId],
        about_confirmed: bool,
        snapshots: &[Snapshot],
    ) -> Result<(), StoreError> {
        self.write(|change| {
            resources::confirm(change, ids, at)?;
            if about_confirmed {
                about::confirm(change, at)?;
            }
            snapshots::put_all(change, snapshots)
        })
    }

    /// The source shows the same in another order: the listed resources come first, in this one. No new revision, no new
    /// serial, and no write where they stand so already.
    pub fn put_in_order(&self, order: &[ResourceId]) -> Result<(), StoreError> {
        if self.read(|view| resources::stands_in(view, order))? {
            return Ok(());
        }
        self.write(|change| resources::reorder(change, order))
    }
}

fn write(change: &Transaction<'_>, new: &NewRevision<'_>) -> Result<u64, StoreError> {
    let revision = meta::next_revision(change)?;
    if !new.upserts.is_empty() {
        let serial = meta::next_serial(change)?;
        let last = resources::last_place(change)?;
        for (place, resource) in (last..).zip(new.upserts) {
            resources::upsert(change, resource, serial, place)?;
        }
        for resource in new.upserts {
            attachments::upsert_all(change, resource, serial, new.at, revision)?;
        }
        // Only now is it known which attachments no resource lists any more: some went from one to another.
        for resource in new.upserts {
            attachments::settle_unlisted(change, resource)?;
        }
        for resource in new.upserts {
            if let Some(as_it_stands) = resources::one(change, &resource.id)? {
                resources::keep_revision(change, &as_it_stands, revision, new.at)?;
            }
        }
    }
    resources::confirm(change, new.confirmed, new.at)?;
    if !new.order.is_empty() {
        resources::reorder(change, new.order)?;
    }
    if let Some(text) = new.about {
        about::put(change, text, revision, new.at)?;
    }
    if new.about_confirmed {
        about::confirm(change, new.at)?;
    }
    snapshots::put_all(change, new.pages)?;
    Ok(revision)
}

#[cfg(test)]
mod tests {
    use catalogue::{AttachmentState, ResourceState};

    use super::*;
    use crate::testing::{arrive, at, attachment, library, resource, resource_with, revision_of, snapshot};

    /// Oldest first.
    fn history(store: &Store, id: &ResourceId) -> Vec<(u64, Resource)> {
        store.history(id).unwrap().into_iter().rev().map(|one| (one.revision, one.resource)).collect()
    }

    #[test]
    fn a_revision_brings_everything_at_once() {
        let (_folder, store) = library();
        let resources = [resource_with("a", &["1.pdf", "2.pdf"]), resource("b")];
        let about = About { vision: Some("Well".into()), ..About::default() };
        let page = Snapshot { body: Some(b"<html>".into()), ..snapshot("https://example.org/list", 'a') };
        let order = [resources[1].id.clone(), resources[0].id.clone()];
        let new = NewRevision {
            order: &order,
            about: Some(&about),
            pages: std::slice::from_ref(&page),
            ..revision_of(&resources)
        };
        assert_eq!(store.apply(&new).unwrap(), 1);
        assert_eq!((store.revision().unwrap(), store.serial().unwrap()), (1, 1));
        assert_eq!(store.all_resources().unwrap(), [resources[1].clone(), resources[0].clone()]);
        assert_eq!(store.about().unwrap(), Some(about));
        assert_eq!(store.snapshot(&page.url).unwrap(), Some(page));
        assert_eq!(history(&store, &resources[0].id), [(1, resources[0].clone())]);
    }

    #[test]
    fn a_revised_resource_keeps_its_past() {
        let (_folder, store) = library();
        let old = resource_with("a", &["1.pdf"]);
        store.apply(&revision_of(std::slice::from_ref(&old))).unwrap();
        store.apply(&NewRevision::default()).unwrap();
        let mut new = old.clone();
        new.title = "A new name".into();
        new.state = ResourceState::Withdrawn;
        new.withdrawn_on = Some(at(3));
        assert_eq!(store.apply(&revision_of(std::slice::from_ref(&new))).unwrap(), 3);
        assert_eq!(store.serial().unwrap(), 2, "an empty revision changes nothing searchable");
        assert_eq!(store.resource(&old.id).unwrap().as_ref(), Some(&new));
        assert_eq!(history(&store, &old.id), [(1, old), (3, new)]);
    }

    #[test]
    fn attachments_that_are_no_longer_listed_go_only_if_no_file_of_them_ever_came() {
        let (_folder, store) = library();
        let first = resource_with("a", &["fetched.pdf", "never.pdf", "lost.pdf", "kept.pdf"]);
        store.apply(&revision_of(std::slice::from_ref(&first))).unwrap();
        arrive(&store, &first.attachments[0], b"fetched", 1);
        let lost = arrive(&store, &first.attachments[2], b"lost", 1);
        store.file_lost(&lost).unwrap();

        let mut second = first.clone();
        second.attachments = vec![attachment(&first, "new.pdf"), first.attachments[3].clone()];
        store.apply(&revision_of(std::slice::from_ref(&second))).unwrap();
        let found = store.resource(&first.id).unwrap().unwrap();
        let seen: Vec<_> =
            found.attachments.iter().map(|one| (one.url.rsplit('/').next().unwrap(), one.state)).collect();
        assert_eq!(
            seen,
            [
                ("new.pdf", AttachmentState::Pending),
                ("kept.pdf", AttachmentState::Pending),
                ("fetched.pdf", AttachmentState::Withdrawn),
                ("lost.pdf", AttachmentState::Withdrawn),
            ]
        );
        assert_eq!(history(&store, &first.id).pop(), Some((2, found)), "the history has what stands in the rows");
    }

    #[test]
    fn an_attachment_that_is_passed_unchanged_keeps_its_file() {
        let (_folder, store) = library();
        let first = resource_with("a", &["1.pdf"]);
        store.apply(&revision_of(std::slice::from_ref(&first))).unwrap();
        let sha256 = arrive(&store, &first.attachments[0], b"one", 1);
        let mut second = store.resource(&first.id).unwrap().unwrap();
        second.summary = "More words".into();
        store.apply(&revision_of(std::slice::from_ref(&second))).unwrap();
        let (found, one) = store.attachment(&first.attachments[0].id).unwrap().unwrap();
        assert_eq!(found, second);
        assert_eq!((one.sha256, one.size_bytes, one.state), (Some(sha256), 3, AttachmentState::Here));
    }

    #[test]
    fn an_attachment_may_go_over_to_another_resource() {
        let (_folder, store) = library();
        let (mut a, mut b) = (resource_with("a", &["1.pdf"]), resource("b"));
        store.apply(&revision_of(&[a.clone(), b.clone()])).unwrap();
        arrive(&store, &a.attachments[0], b"one", 1);
        let before = store.serial().unwrap();
        b.attachments = store.resource(&a.id).unwrap().unwrap().attachments;
        store.apply(&revision_of(std::slice::from_ref(&b))).unwrap();
        a.attachments.clear();
        assert_eq!(store.changed_since(before).unwrap(), [a, b], "both are to be indexed again");
    }

    #[test]
    fn confirming_touches_dates_and_nothing_that_is_searched() {
        let (_folder, store) = library();
        let mut gone = resource("gone");
        gone.state = ResourceState::Withdrawn;
        gone.withdrawn_on = Some(at(0));
        let resources = [resource("a"), resource("b"), gone];
        store.apply(&revision_of(&resources)).unwrap();
        let ids = ["a", "gone", "never seen"].map(|title| resource(title).id);
        store.confirm(at(5), &ids, false, &[]).unwrap();
        assert_eq!((store.revision().unwrap(), store.serial().unwrap()), (1, 1));
        let confirmed = |title: &str| store.resource(&resource(title).id).unwrap().unwrap().last_confirmed;
        assert_eq!((confirmed("a"), confirmed("b"), confirmed("gone")), (Some(at(5)), None, None));
        assert!(!store.resource(&ids[0]).unwrap().unwrap().from_starter, "seen on the site itself");
        store.apply(&NewRevision { at: at(6), confirmed: &ids, ..NewRevision::default() }).unwrap();
        assert_eq!(confirmed("a"), Some(at(6)));
    }

    #[test]
    fn a_transaction_dropped_half_way_leaves_the_old_revision() {
        let (folder, store) = library();
        let first = resource_with("a", &["1.pdf"]);
        store.apply(&revision_of(std::slice::from_ref(&first))).unwrap();
        let stopped = store.write(|change| {
            write(change, &revision_of(&[resource("b"), resource_with("a", &[])]))?;
            Err::<(), _>(StoreError::Busy)
        });
        assert!(matches!(stopped, Err(StoreError::Busy)));
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.write::<()>(|change| {
                write(change, &revision_of(&[resource("c")]))?;
                panic!("in the middle");
            })
        }));
        assert!(panicked.is_err());
        for store in [&store, &Store::open(folder.path()).unwrap()] {
            assert_eq!((store.revision().unwrap(), store.serial().unwrap()), (1, 1));
            assert_eq!(store.all_resources().unwrap(), std::slice::from_ref(&first));
        }
        assert_eq!(store.apply(&NewRevision::default()).unwrap(), 2, "the store goes on working");
    }

    #[test]
    fn a_full_disk_is_told_and_leaves_the_old_revision() {
        let (_folder, store) = library();
        store.apply(&revision_of(&[resource("a")])).unwrap();
        let limit = |pages: u32| {
            let writer = store.writer.lock().unwrap();
            let writer = writer.as_ref().unwrap();
            writer.pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, u32>(0)).unwrap();
        };
        limit(1); // SQLite takes no less than there already is.
        let many: Vec<_> = (0..500).map(|n| resource(&format!("resource {n}"))).collect();
        assert!(matches!(store.apply(&revision_of(&many)), Err(StoreError::Full)));
        assert_eq!(store.revision().unwrap(), 1);
        assert_eq!(store.all_resources().unwrap(), [resource("a")]);
        limit(u32::MAX - 1);
        assert_eq!(store.apply(&revision_of(&many)).unwrap(), 2);
        assert_eq!(store.check().unwrap().problems, []);
    }

    #[test]
    fn another_order_is_no_revision_and_the_same_order_no_write() {
        let (_folder, store) = library();
        let resources = [resource("a"), resource("b"), resource("c")];
        store.apply(&revision_of(&resources)).unwrap();
        let before = (store.revision().unwrap(), store.serial().unwrap());
        let titles =
            || -> Vec<String> { store.all_resources().unwrap().into_iter().map(|resource| resource.title).collect() };
        let by_title = titles();
        let order: Vec<ResourceId> = [2, 0].map(|at: usize| resources[at].id.clone()).into();
        store.put_in_order(&order).unwrap();
        assert_eq!(titles(), [&*by_title[2], &*by_title[0], &*by_title[1]]);
        assert_eq!((store.revision().unwrap(), store.serial().unwrap()), before);
        let state = || store.read(crate::copy::State::of).unwrap();
        let stood = state();
        store.put_in_order(&order).unwrap();
        store.put_in_order(&[]).unwrap();
        assert_eq!(state(), stood);
    }

    #[test]
    fn what_contradicts_itself_is_refused_whole() {
        let (_folder, store) = library();
        let mut here_without_file = resource_with("a", &["1.pdf"]);
        here_without_file.attachments[0].state = AttachmentState::Here;
        let mut no_hash = resource_with("b", &["1.pdf"]);
        no_hash.attachments[0].sha256 = Some("../../etc/passwd".into());
        let mut withdrawn_never = resource("c");
        withdrawn_never.state = ResourceState::Withdrawn;
        for wrong in [here_without_file, no_hash, withdrawn_never] {
            let both = [resource("good"), wrong];
            assert!(matches!(store.apply(&revision_of(&both)), Err(StoreError::Sql(_))), "{}", both[1].title);
            assert_eq!(store.revision().unwrap(), 0);
            assert!(store.all_resources().unwrap().is_empty());
        }
    }
}
