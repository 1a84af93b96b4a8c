//! Linux: NetworkManager over the system bus says whether the connection is metered; the kernel says where the power
//! comes from. Where there is no NetworkManager, it is not known.

use std::path::Path;

use zbus::blocking::Proxy;
use zbus::blocking::connection::Builder;
use zbus::blocking::proxy::Builder as ProxyBuilder;
use zbus::proxy::{CacheProperties, MethodFlags};
use zbus::zvariant::OwnedValue;

const NETWORK_MANAGER: &str = "org.freedesktop.NetworkManager";
const POWER_SUPPLIES: &str = "/sys/class/power_supply";

pub(super) fn is_metered() -> Option<bool> {
    metered().ok().and_then(means_metered)
}

/// NetworkManager's word for it: <https://networkmanager.dev/docs/api/latest/nm-dbus-types.html#NMMetered>.
fn metered() -> zbus::Result<u32> {
    let bus = Builder::system()?.build()?;
    let manager: Proxy<'_> = ProxyBuilder::new(&bus)
        .destination(NETWORK_MANAGER)?
        .path("/org/freedesktop/NetworkManager")?
        .interface("org.freedesktop.DBus.Properties")?
        .cache_properties(CacheProperties::No)
        .build()?;
    // A computer without a running NetworkManager is not to start one for this.
    let answer: Option<OwnedValue> =
        manager.call_with_flags("Get", MethodFlags::NoAutoStart.into(), &(NETWORK_MANAGER, "Metered"))?;
    Ok(u32::try_from(answer.ok_or(zbus::Error::InvalidReply)?)?)
}

/// Yes and no, each as told by a person or as guessed from the connection.
fn means_metered(word: u32) -> Option<bool> {
    match word {
        1 | 3 => Some(true),
        2 | 4 => Some(false),
        _ => None,
    }
}

pub(super) fn is_on_battery() -> Option<bool> {
    judge(&supplies(Path::new(POWER_SUPPLIES))?)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Supply {
    /// From the wall, by whatever plug.
    Line {
        online: Option<bool>,
    },
    Battery {
        discharging: Option<bool>,
    },
}

/// What the kernel lists: one folder for each supply, one small file for each fact of it
/// (<https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-power>).
fn supplies(folder: &Path) -> Option<Vec<Supply>> {
    let mut supplies = Vec::new();
    for entry in std::fs::read_dir(folder).ok()? {
        let folder = entry.ok()?.path();
        let fact = |name: &str| std::fs::read_to_string(folder.join(name)).map(|text| text.trim().to_owned()).ok();
        // A mouse has a battery, too.
        if fact("scope").as_deref() == Some("Device") {
            continue;
        }
        match fact("type").as_deref() {
            None => {}
            Some("Battery" | "UPS") => supplies.push(Supply::Battery {
                discharging: match fact("status").as_deref() {
                    Some("Discharging") => Some(true),
                    Some("Charging" | "Full" | "Not charging") => Some(false),
                    _ => None,
                },
            }),
            Some(_) => supplies.push(Supply::Line { online: fact("online").map(|online| online != "0") }),
        }
    }
    Some(supplies)
}

/// A charger that is plugged in decides, even one too weak for the work; then the batteries themselves; then a charger
/// that is not.
fn judge(supplies: &[Supply]) -> Option<bool> {
    let any = |supply: Supply| supplies.contains(&supply);
    let has_battery = supplies.iter().any(|supply| matches!(supply, Supply::Battery { .. }));
    if !has_battery || any(Supply::Line { online: Some(true) }) {
        Some(false)
    } else if any(Supply::Battery { discharging: Some(true) }) {
        Some(true)
    } else if any(Supply::Battery { discharging: Some(false) }) {
        Some(false)
    } else {
        any(Supply::Line { online: Some(false) }).then_some(true)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn words_of_network_manager() {
        for (word, metered) in
            [(0, None), (1, Some(true)), (2, Some(false)), (3, Some(true)), (4, Some(false)), (5, None)]
        {
            assert_eq!(means_metered(word), metered, "{word}");
        }
    }

    /// Supplies as the kernel shows them: name, then facts and their values.
    fn shown(listed: &[(&str, &[(&str, &str)])]) -> Option<bool> {
        let folder = tempfile::tempdir().unwrap();
        for (name, facts) in listed {
            fs::create_dir(folder.path().join(name)).unwrap();
            for (fact, value) in *facts {
                fs::write(folder.path().join(name).join(fact), format!("{value}\n")).unwrap();
            }
        }
        judge(&supplies(folder.path()).unwrap())
    }

    #[test]
    fn where_the_power_comes_from() {
        const PLUGGED: (&str, &[(&str, &str)]) = ("AC", &[("type", "Mains"), ("online", "1")]);
        const UNPLUGGED: (&str, &[(&str, &str)]) = ("AC", &[("type", "Mains"), ("online", "0")]);
        const BY_USB: (&str, &[(&str, &str)]) = ("ucsi-source-psy-1", &[("type", "USB"), ("online", "1")]);
        const DRAINED: (&str, &[(&str, &str)]) =
            ("BAT0", &[("type", "Battery"), ("scope", "System"), ("status", "Discharging")]);
        const FULL: (&str, &[(&str, &str)]) = ("BAT0", &[("type", "Battery"), ("status", "Full")]);
        const IDLE: (&str, &[(&str, &str)]) = ("BAT1", &[("type", "Battery"), ("status", "Not charging")]);
        const SILENT: (&str, &[(&str, &str)]) = ("BAT0", &[("type", "Battery"), ("status", "Unknown")]);
        const MOUSE: (&str, &[(&str, &str)]) =
            ("hidpp_battery_0", &[("type", "Battery"), ("scope", "Device"), ("status", "Discharging")]);
        const BROKEN: (&str, &[(&str, &str)]) = ("BAT0", &[]);
        for (case, supplies, on_battery) in [
            ("a desktop computer", &[][..], Some(false)),
            ("a desktop computer with its line", &[PLUGGED], Some(false)),
            ("a desktop computer with a mouse", &[MOUSE], Some(false)),
            ("plugged in", &[PLUGGED, FULL], Some(false)),
            ("plugged in by USB", &[UNPLUGGED, BY_USB, FULL], Some(false)),
            ("a weak charger", &[PLUGGED, DRAINED], Some(false)),
            ("unplugged", &[UNPLUGGED, DRAINED], Some(true)),
            ("unplugged, one battery rests", &[UNPLUGGED, DRAINED, IDLE], Some(true)),
            ("a tablet without a line of its own", &[DRAINED], Some(true)),
            ("a tablet in its dock", &[FULL], Some(false)),
            ("unplugged, and the battery says nothing", &[UNPLUGGED, SILENT], Some(true)),
            ("nothing says anything", &[SILENT], None),
            ("a supply without a type", &[BROKEN], Some(false)),
        ] {
            assert_eq!(shown(supplies), on_battery, "{case}");
        }
        assert_eq!(supplies(Path::new("/there/is/no/such/folder")), None);
    }
}
