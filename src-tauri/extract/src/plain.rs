//! Plain text: one page without a number.

use crate::problem::Problem;
use crate::{Reading, decode};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let (text, unreadable) = decode::decode(bytes, None);
    reading.page(None, &text);
    if unreadable {
        reading.problem(Problem::UnknownLetters);
    }
}
