//! Packs: what was written, what came, whether one is whole.

use std::fmt::Write;

use catalogue::{PackCheck, PackCounts, PackWritten};

use super::{count, moment, on_one_line, size};

pub fn pack_written(written: &PackWritten) -> String {
    let mut out = format!(
        "Written to {}: {} with {}, {}.\n",
        on_one_line(&written.file),
        count(u64::from(written.resources), "resource", "resources"),
        count(u64::from(written.files), "file", "files"),
        size(written.bytes)
    );
    if written.other_sources > 0 {
        let _ = writeln!(
            out,
            "  Without {} that came from sources that were added.",
            count(u64::from(written.other_sources), "resource", "resources")
        );
    }
    for title in &written.left_out {
        let _ = writeln!(out, "  Without its file, which is damaged here: {}", on_one_line(title));
    }
    out
}

pub fn pack_counts(came: &PackCounts, planned_only: bool) -> String {
    let (would, kept) = if planned_only { ("It would bring", "would stay") } else { ("Brought in", "stayed") };
    format!(
        "{would}: {} new, {} newer, {} completed; {} ({}). {} {kept} as they are.\n",
        came.added,
        came.newer,
        came.completed,
        count(u64::from(came.files), "file", "files"),
        size(came.bytes),
        count(u64::from(came.kept), "resource", "resources"),
    )
}

pub fn pack_check(check: &PackCheck) -> String {
    if !check.ok {
        return String::new();
    }
    let made = check.made.map_or(String::new(), |at| format!(", made {}", moment(at)));
    format!(
        "The pack is whole: {} with {}, {}{made}.\n",
        count(u64::from(check.resources), "resource", "resources"),
        count(u64::from(check.files), "file", "files"),
        size(check.bytes)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_are_told_in_a_line() {
        let came = PackCounts { added: 1, newer: 2, completed: 0, kept: 3, files: 1, bytes: 2_000 };
        assert_eq!(
            pack_counts(&came, false),
            "Brought in: 1 new, 2 newer, 0 completed; 1 file (2.0 kB). 3 resources stayed as they are.\n"
        );
        let check = PackCheck { ok: true, resources: 1, files: 2, bytes: 3, ..PackCheck::default() };
        assert_eq!(pack_check(&check), "The pack is whole: 1 resource with 2 files, 3 bytes.\n");
        let written = PackWritten {
            file: "a".into(),
            resources: 2,
            files: 1,
            bytes: 9,
            left_out: vec!["T".into()],
            other_sources: 0,
        };
        assert_eq!(
            pack_written(&written),
            "Written to a: 2 resources with 1 file, 9 bytes.\n  Without its file, which is damaged here: T\n"
        );
    }
}
