//! A first start on a disk without room.
#![cfg(target_os = "linux")]

mod support;

use std::fs;

use store::{Store, StoreError};
use support::{fill, small_disk};

#[test]
fn a_first_start_on_a_full_disk_says_so_and_works_once_there_is_room() {
    let Some(disk) = small_disk("a_first_start_on_a_full_disk_says_so_and_works_once_there_is_room", 4) else { return };
    for (number, leave) in (0..160 * 1024).step_by(8 * 1024).enumerate() {
        let folder = disk.join(number.to_string());
        let filler = fill(&disk, leave);
        let opened = Store::open(&folder);
        assert!(matches!(opened, Ok(_) | Err(StoreError::Full)), "with {leave} bytes: {opened:?}");
        if let Ok(store) = opened {
            let revision = store.revision();
            assert!(matches!(revision, Ok(0)), "with {leave} bytes it opens, and then {revision:?}");
        }
        fs::remove_file(filler).unwrap();
        assert_eq!(Store::open(&folder).unwrap().revision().unwrap(), 0, "with {leave} bytes, then room");
        fs::remove_dir_all(folder).unwrap();
    }
}
