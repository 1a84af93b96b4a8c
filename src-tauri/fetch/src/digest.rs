//! The digests that a server gives with a file (RFC 9530, and `Digest` of RFC 3230 before it).

use std::fs::File;
use std::io;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use reqwest::header::{HeaderMap, HeaderName};
use sha2::{Digest, Sha256, Sha512};

use crate::part::Whole;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Algorithm {
    Sha256,
    Sha512,
}

/// What a file should hash to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Promised(Vec<(Algorithm, Vec<u8>)>);

impl Promised {
    pub fn none() -> Self {
        Self(Vec::new())
    }

    /// The digests of the whole file that stand in an answer with its plain bytes. `is_part`: the answer has a later
    /// part of it only, so that what is said of the answer's own content is not said of the file.
    pub fn read(headers: &HeaderMap, is_part: bool) -> Self {
        let names = ["repr-digest", "digest", "content-digest"];
        let wanted = names.iter().filter(|name| !(is_part && **name == "content-digest"));
        let lines = wanted.flat_map(|name| headers.get_all(HeaderName::from_static(name)));
        let entries = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
        Self(entries.filter_map(entry).collect())
    }

    /// Whether the file is the one that was promised. Blocks, and reads the file once more for SHA-512.
    pub fn holds(&self, whole: &Whole) -> io::Result<bool> {
        for (algorithm, expected) in &self.0 {
            let holds = match algorithm {
                Algorithm::Sha256 => whole.sha256 == **expected,
                Algorithm::Sha512 => sha512(&whole.path)? == **expected,
            };
            if !holds {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// `sha-256=:BASE64:` of today, or `SHA-256=BASE64` of old. What is not understood promises nothing.
fn entry(text: &str) -> Option<(Algorithm, Vec<u8>)> {
    let (name, value) = text.split_once('=')?;
    let value = value.split(';').next()?.trim();
    let value = value.strip_prefix(':').and_then(|value| value.strip_suffix(':')).unwrap_or(value);
    let (algorithm, length) = match name.trim().to_ascii_lowercase().as_str() {
        "sha-256" => (Algorithm::Sha256, Sha256::output_size()),
        "sha-512" => (Algorithm::Sha512, Sha512::output_size()),
        _ => return None,
    };
    let digest = BASE64_STANDARD.decode(value).ok()?;
    (digest.len() == length).then_some((algorithm, digest))
}

fn sha512(path: &Path) -> io::Result<[u8; 64]> {
    struct Hashing(Sha512);
    impl io::Write for Hashing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.update(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut hashing = Hashing(Sha512::new());
    io::copy(&mut File::open(path)?, &mut hashing)?;
    Ok(hashing.0.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_promised_and_held() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("part");
        // The example of RFC 9530, appendix B: the body is {"hello": "world"} and a line feed.
        std::fs::write(&path, "{\"hello\": \"world\"}\n").unwrap();
        let sha256 = Sha256::digest("{\"hello\": \"world\"}\n").into();
        let whole = Whole { path, bytes: 19, sha256, head: Vec::new() };
        let right = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
        let long = "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:";
        let wrong = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDA=:";
        for (name, value, is_part, promises, holds) in [
            ("repr-digest", right.to_owned(), false, 1, true),
            ("repr-digest", right.to_owned(), true, 1, true),
            ("repr-digest", long.to_owned(), false, 1, true),
            ("repr-digest", format!("{right}, {long}"), false, 2, true),
            ("repr-digest", format!("{long}, {wrong}"), false, 2, false),
            ("repr-digest", long.replace("YMAa", "YMAb"), false, 1, false),
            ("content-digest", wrong.to_owned(), false, 1, false),
            ("content-digest", wrong.to_owned(), true, 0, true),
            ("digest", format!("SHA-256={}", &right[9..right.len() - 1]), false, 1, true),
            ("digest", "MD5=Sd/dVLAcvNLSq16eXua5uQ==, UNIXsum=30637".to_owned(), false, 0, true),
            ("repr-digest", "sha-256=:AAAA:".to_owned(), false, 0, true),
            ("repr-digest", "sha-256=nonsense".to_owned(), false, 0, true),
            ("repr-digest", format!("{right};a=b"), false, 1, true),
        ] {
            let headers = HeaderMap::from_iter([(HeaderName::from_static(name), value.parse().unwrap())]);
            let promised = Promised::read(&headers, is_part);
            assert_eq!(promised.0.len(), promises, "{name}: {value}");
            assert_eq!(promised.holds(&whole).unwrap(), holds, "{name}: {value}");
        }
    }
}
