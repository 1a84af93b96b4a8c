//! Windows: its own services say what the connection costs and where the power comes from.

use windows::Networking::Connectivity::{NetworkCostType, NetworkInformation};
use windows::Win32::System::Power::{GetSystemPowerStatus, SYSTEM_POWER_STATUS};

pub(super) fn is_metered() -> Option<bool> {
    // Without a connection to the internet there is no profile.
    let cost = NetworkInformation::GetInternetConnectionProfile().ok()?.GetConnectionCost().ok()?;
    if cost.Roaming().unwrap_or(false) || cost.OverDataLimit().unwrap_or(false) {
        return Some(true);
    }
    match cost.NetworkCostType().ok()? {
        NetworkCostType::Fixed | NetworkCostType::Variable => Some(true),
        NetworkCostType::Unrestricted => Some(false),
        _ => None,
    }
}

pub(super) fn is_on_battery() -> Option<bool> {
    match line_status()? {
        0 => Some(true),
        1 => Some(false),
        _ => None,
    }
}

#[allow(unsafe_code, reason = "a call of the system that has no safe form: it fills a structure of ours")]
fn line_status() -> Option<u8> {
    let mut status = SYSTEM_POWER_STATUS::default();
    // SAFETY: the pointer is to a whole structure of the right type that outlives the call.
    unsafe { GetSystemPowerStatus(&raw mut status) }.ok()?;
    Some(status.ACLineStatus)
}
