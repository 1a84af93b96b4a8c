//! An address as a QR code, for the camera of a telephone.

use qrcodegen::{QrCode, QrCodeEcc};

pub struct Code {
    /// Squares across.
    pub side: i32,
    /// The dark squares, from the left and from the top.
    pub dark: Vec<(i32, i32)>,
}

/// `None` where there is no address, or it is too long for such a code.
pub fn of(address: &str) -> Option<Code> {
    if address.is_empty() {
        return None;
    }
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let side = code.size();
    let all = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
    Some(Code { side, dark: all.filter(|(x, y)| code.get_module(*x, *y)).collect() })
}
