//! Files that came: put in place first, then named in their rows, as many at once as there are.

use std::path::{Path, PathBuf};

use catalogue::AttachmentId;
use rusqlite::Transaction;

use crate::attachments::{self, AttachmentFile};
use crate::error::StoreError;
use crate::snapshots::Snapshot;
use crate::{Store, meta, parts, snapshots};

/// A file that is whole in its part file, and the attachments that it serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    pub ids: Vec<AttachmentId>,
    /// Where its bytes are.
    pub part: PathBuf,
    /// Of its bytes; lower-case hexadecimal.
    pub sha256: String,
    pub size_bytes: u64,
    pub media_type: String,
    /// How its address answered.
    pub snapshot: Snapshot,
}

impl Store {
    /// Takes these files into the library. They are put in place and flushed, all of them, before any row names one;
    /// then all rows are written in one transaction, and their parts leave the ledger. After a crash in between, or an
    /// error, the same call again brings the rest.
    ///
    /// A file that took the place of another counts as a change of the resource at `snapshot.fetched_at`. Text that was
    /// already read from the same bytes is the attachment's at once.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where one of the attachments, or a part with its file, is not there. No row is written.
    pub fn files_arrived(&self, arrived: &[Arrived]) -> Result<(), StoreError> {
        let parts: Vec<(&Path, &str)> =
            arrived.iter().map(|file| (file.part.as_path(), file.sha256.as_str())).collect();
        self.files().keep_all(&parts)?;
        self.write(|change| {
            let mut serial = None;
            for file in arrived {
                write(change, file, &mut serial)?;
                parts::forget_file(change, &file.part)?;
            }
            Ok(())
        })
    }

    /// The attachment's file is here, new or replaced: to be said after [`crate::Files::keep`], never before, so that
    /// no row ever names a file that is not there. Otherwise like [`Store::files_arrived`].
    ///
    /// # Errors
    /// [`StoreError::Unknown`] where there is no such attachment or no such file.
    pub fn attachment_arrived(
        &self,
        id: &AttachmentId,
        sha256: &str,
        size_bytes: u64,
        media_type: &str,
        snapshot: &Snapshot,
    ) -> Result<(), StoreError> {
        if self.files().path(sha256).is_none() {
            return Err(StoreError::Unknown(format!("the file {sha256}")));
        }
        let file = Arrived {
            ids: vec![id.clone()],
            part: PathBuf::new(),
            sha256: sha256.to_owned(),
            size_bytes,
            media_type: media_type.to_owned(),
            snapshot: snapshot.clone(),
        };
        self.write(|change| write(change, &file, &mut None))
    }
}

fn write(change: &Transaction<'_>, file: &Arrived, serial: &mut Option<u64>) -> Result<(), StoreError> {
    snapshots::put(change, &file.snapshot)?;
    let as_it_came = AttachmentFile {
        sha256: file.sha256.clone(),
        size_bytes: file.size_bytes,
        media_type: file.media_type.clone(),
        at: file.snapshot.fetched_at,
        revision: meta::revision(change)?,
    };
    file.ids.iter().try_for_each(|id| attachments::arrived(change, id, &as_it_came, serial))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use catalogue::AttachmentState;

    use super::*;
    use crate::testing::{at, library, resource_with, revision_of, snapshot};

    /// A part in the ledger with these bytes, ready for the attachments.
    fn arrived(store: &Store, ids: &[&AttachmentId], url: &str, bytes: &[u8]) -> Arrived {
        let part = store.begin_part(url, None, None, at(1)).unwrap().path;
        fs::write(&part, bytes).unwrap();
        let sha256 = crate::hex(&<sha2::Sha256 as sha2::Digest>::digest(bytes));
        Arrived {
            ids: ids.iter().map(|id| (*id).clone()).collect(),
            part,
            sha256: sha256.clone(),
            size_bytes: bytes.len() as u64,
            media_type: "application/pdf".into(),
            snapshot: Snapshot { sha256, fetched_at: at(1), ..snapshot(url, '0') },
        }
    }

    fn parts_in_the_ledger(store: &Store) -> u32 {
        store.read(|view| Ok(view.query_row("SELECT count(*) FROM parts", [], |row| row.get(0))?)).unwrap()
    }

    #[test]
    fn many_files_arrive_in_one_change() {
        let (_folder, store) = library();
        let both = [resource_with("a", &["1.pdf", "2.pdf"]), resource_with("b", &["1.pdf"])];
        store.apply(&revision_of(&both)).unwrap();
        let serial = store.serial().unwrap();
        let [one, two] = [&both[0].attachments[0], &both[0].attachments[1]];
        let other = &both[1].attachments[0];
        let batch = [
            arrived(&store, &[&one.id, &other.id], &one.url, b"shared"),
            arrived(&store, &[&two.id], &two.url, b"two"),
        ];
        store.files_arrived(&batch).unwrap();
        assert_eq!(store.serial().unwrap(), serial + 1);
        for (attachment, file) in [(one, &batch[0]), (other, &batch[0]), (two, &batch[1])] {
            let (_, found) = store.attachment(&attachment.id).unwrap().unwrap();
            assert_eq!((found.state, found.sha256.as_ref()), (AttachmentState::Here, Some(&file.sha256)));
            assert_eq!(store.files().check(&file.sha256), crate::FileCheck::Whole);
            assert_eq!(store.files_of(&attachment.id).unwrap().len(), 1);
        }
        assert_eq!(store.snapshot(&two.url).unwrap().as_ref(), Some(&batch[1].snapshot));
        assert_eq!(parts_in_the_ledger(&store), 0);
        assert!(batch.iter().all(|file| !file.part.exists()));
        store.files_arrived(&batch).unwrap();
        assert_eq!(store.serial().unwrap(), serial + 1, "said once more");
        store.files_arrived(&[]).unwrap();
        assert_eq!(store.check().unwrap().problems, []);
    }

    #[test]
    fn a_batch_with_something_unknown_writes_no_row_and_keeps_what_came() {
        let (_folder, store) = library();
        let resource = resource_with("a", &["1.pdf", "2.pdf"]);
        store.apply(&revision_of(std::slice::from_ref(&resource))).unwrap();
        let [one, two] = [&resource.attachments[0], &resource.attachments[1]];
        let good = arrived(&store, &[&one.id], &one.url, b"good");
        let unknown = arrived(&store, &[&"nothing".into()], &two.url, b"unknown");
        let no_part = Arrived { part: "gone.part".into(), ..arrived(&store, &[&two.id], &two.url, b"never kept") };
        let no_hash = Arrived { sha256: "../../write.lock".into(), ..arrived(&store, &[&two.id], &two.url, b"x") };
        for bad in [unknown, no_part, no_hash] {
            let said = store.files_arrived(&[good.clone(), bad]);
            assert!(matches!(said, Err(StoreError::Unknown(_))), "{said:?}");
            assert_eq!(store.resource(&resource.id).unwrap().as_ref(), Some(&resource));
            assert_eq!(store.snapshot(&one.url).unwrap(), None);
        }
        store.files_arrived(&[good]).unwrap();
        assert_eq!(store.attachment(&one.id).unwrap().unwrap().1.state, AttachmentState::Here);
    }

    #[test]
    fn a_batch_cut_short_between_files_and_rows_comes_again() {
        let (_folder, store) = library();
        let resource = resource_with("a", &["1.pdf", "2.pdf"]);
        store.apply(&revision_of(std::slice::from_ref(&resource))).unwrap();
        let batch: Vec<_> = resource
            .attachments
            .iter()
            .map(|attachment| arrived(&store, &[&attachment.id], &attachment.url, attachment.url.as_bytes()))
            .collect();
        store.files().keep(&batch[0].part, &batch[0].sha256).unwrap();
        assert_eq!(store.part(&batch[0].snapshot.url).unwrap(), None, "its bytes are elsewhere now");
        store.files_arrived(&batch).unwrap();
        let found = store.resource(&resource.id).unwrap().unwrap();
        assert!(found.attachments.iter().all(|attachment| attachment.state == AttachmentState::Here));
    }
}
