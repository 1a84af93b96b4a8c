//! Windows: the file's own program prints it, as "Print" in the file manager's menu does. Not tried on Windows yet.

use std::os::windows::ffi::OsStrExt;
use std::path::Path;

use windows::Win32::UI::Shell::ShellExecuteW;
use windows::Win32::UI::WindowsAndMessaging::SW_HIDE;
use windows::core::{PCWSTR, w};

/// What the call gives back is more than this where it worked.
const NO_ERROR_ABOVE: isize = 32;

/// Whether a program took it; many that show PDF (Edge, for one) are registered for opening only.
#[allow(unsafe_code, reason = "a call of the system that has no safe form")]
pub(super) fn print(path: &Path) -> bool {
    let path: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
    // SAFETY: both strings end in a zero and outlive the call; the others may be null.
    let answer =
        unsafe { ShellExecuteW(None, w!("print"), PCWSTR(path.as_ptr()), PCWSTR::null(), PCWSTR::null(), SW_HIDE) };
    answer.0 as isize > NO_ERROR_ABOVE
}
