//! Messages on pipes: a length of four bytes, little end first, and so many bytes of JSON.

use std::ffi::OsString;
use std::io::{self, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{Extraction, Told};

/// No honest message is longer: a page has a megabyte of text at most.
const LONGEST: u32 = 32 << 20;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) path: OsString,
    pub(super) name_hint: String,
    pub(super) wanted: Wanted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Wanted {
    Text,
    /// A small one, of the first page.
    Picture,
    /// A page, from 1, as large as a program needs it to read its letters.
    Scan(u32),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reply {
    Told(Told),
    /// The end of the file's replies; its pages have been told.
    Done(Box<Extraction>),
    /// The bytes of a picture in base 64, or that there is none.
    Picture(Option<String>),
}

pub(super) fn write(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_vec(message)?;
    let length = u32::try_from(json.len()).ok().filter(|length| *length <= LONGEST);
    let length = length.ok_or_else(|| io::Error::other("the message is too long"))?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&json)?;
    to.flush()
}

/// The next message; nothing where the stream ends between two.
pub(super) fn read<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match from.read(&mut length)? {
        0 => return Ok(None),
        4 => {}
        some => from.read_exact(&mut length[some..])?,
    }
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return Err(io::Error::other("the message is too long"));
    }
    let mut json = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut json)?;
    Ok(Some(serde_json::from_slice(&json)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_there_and_back() {
        let mut pipe = Vec::new();
        for name_hint in ["one", "দুই"] {
            let request = Request { path: "/a b".into(), name_hint: name_hint.to_owned(), wanted: Wanted::Scan(3) };
            write(&mut pipe, &request).unwrap();
        }
        let mut pipe = pipe.as_slice();
        for name_hint in ["one", "দুই"] {
            let request: Request = read(&mut pipe).unwrap().unwrap();
            assert_eq!((request.path.to_str(), request.name_hint.as_str()), (Some("/a b"), name_hint));
            assert_eq!(request.wanted, Wanted::Scan(3));
        }
        assert!(read::<Request>(&mut pipe).unwrap().is_none());
    }

    #[test]
    fn messages_that_are_none() {
        for bytes in [&b"\xff\xff\xff\xff"[..], b"\x05\x00\x00\x00{}", b"\x01\x00", b"\x02\x00\x00\x00{}"] {
            assert!(read::<Request>(&mut &bytes[..]).is_err(), "{bytes:?}");
        }
    }
}
