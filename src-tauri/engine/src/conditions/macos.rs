//! macOS: `pmset` says where the power comes from. Whether the connection is metered is told only to programs that
//! keep watching the network through a framework of Apple's; here it is not known.

use std::process::{Command, Stdio};

pub(super) fn is_metered() -> Option<bool> {
    None
}

pub(super) fn is_on_battery() -> Option<bool> {
    let told = Command::new("/usr/bin/pmset").args(["-g", "batt"]).stdin(Stdio::null()).output().ok()?;
    means_battery(&String::from_utf8_lossy(&told.stdout))
}

/// From the first line, such as “Now drawing from 'Battery Power'”.
fn means_battery(told: &str) -> Option<bool> {
    let line = told.lines().next()?;
    if line.contains("'Battery Power'") || line.contains("'UPS Power'") {
        Some(true)
    } else {
        line.contains("'AC Power'").then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_pmset() {
        for (told, on_battery) in [
            (
                "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t67%; discharging; 4:12 remaining",
                Some(true),
            ),
            ("Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t100%; charged; 0:00 remaining", Some(false)),
            ("Now drawing from 'AC Power'\n", Some(false)),
            ("Now drawing from 'UPS Power'\n", Some(true)),
            ("", None),
            ("No such thing", None),
        ] {
            assert_eq!(means_battery(told), on_battery, "{told}");
        }
    }
}
