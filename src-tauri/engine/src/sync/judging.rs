//! Is what came under a file's address a document at all?

use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use fetch::FileOnDisk;
use site::PageNature;
use url::Url;

use crate::address::file_name;

/// From the end of a file, where formats say that they are whole.
const TAIL_BYTES: usize = 70_000;

/// Why what came is no document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NoDocument {
    pub code: &'static str,
    pub message: &'static str,
}

/// Told by content, never by header or name alone: the media type, or why this is no document.
pub(super) fn judge(file: &FileOnDisk, url: &str) -> Result<String, NoDocument> {
    let no = |code, message| Err(NoDocument { code, message });
    let not_a_document = |message| no("not_a_document", message);
    if file.size_bytes == 0 {
        return not_a_document("The file is empty.");
    }
    let read_back = || {
        std::fs::read(&file.path)
            .map_err(|_| NoDocument { code: "disk", message: "The file could not be read back from the disk." })
    };
    let name = file_name(url);
    let media_type = if file.size_bytes <= file.head.len() as u64 || extract::is_told_by_its_head(&file.head) {
        extract::sniff(&file.head, &name)
    } else {
        extract::sniff(&read_back()?, &name)
    };
    if media_type == "text/html" || media_type == "application/xhtml+xml" {
        let html = site::decode(&read_back()?, file.content_type.as_deref());
        let Ok(address) = Url::parse(&file.final_url) else {
            return not_a_document("The address cannot be used.");
        };
        return match site::diagnose(&html, &address) {
            PageNature::CaptivePortal => {
                no("captive_portal", "A sign-in page of this network came in place of the file.")
            }
            PageNature::Challenge => {
                not_a_document("The site asked for a check that only a web browser can do, in place of the file.")
            }
            PageNature::ErrorPage | PageNature::Empty => not_a_document("An error page came in place of the file."),
            PageNature::Content if promises_no_page(&name) => not_a_document("A web page came in place of the file."),
            PageNature::Content => Ok(media_type),
        };
    }
    if !has_its_end(&media_type, &tail(&file.path)?) {
        return no("truncated", "The file that came has no end: it was cut off on its way, or on the site.");
    }
    Ok(media_type)
}

/// The last bytes of a file.
fn tail(path: &Path) -> Result<Vec<u8>, NoDocument> {
    let read = || -> std::io::Result<Vec<u8>> {
        let mut file = std::fs::File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(TAIL_BYTES as u64)))?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail)?;
        Ok(tail)
    };
    read().map_err(|_| NoDocument { code: "disk", message: "The file could not be read back from the disk." })
}

/// A PDF ends with `startxref` and `%%EOF` (ISO 32000-1, 7.5.5; some carry a little more behind), a zip with its
/// directory (APPNOTE.TXT, 4.3.16; a comment of up to 65,535 bytes may follow). Of other formats nothing is asked.
fn has_its_end(media_type: &str, tail: &[u8]) -> bool {
    let has = |bytes: &[u8], sign: &[u8]| bytes.windows(sign.len()).any(|window| window == sign);
    match media_type {
        "application/pdf" => {
            let end = &tail[tail.len().saturating_sub(4096)..];
            has(end, b"%%EOF") || has(end, b"startxref")
        }
        _ if tail.is_empty() => true,
        "application/zip" | "application/epub+zip" => has(tail, b"PK\x05\x06"),
        office if office.starts_with("application/vnd.o") => has(tail, b"PK\x05\x06"),
        _ => true,
    }
}

/// The name ends like a file of another format than a web page.
fn promises_no_page(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    catalogue::promises_a_document(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_promise_a_file() {
        assert!(promises_no_page("a.PDF") && !promises_no_page("a.html") && !promises_no_page("download"));
    }

    #[test]
    fn formats_say_where_they_end() {
        let pdf = |end: &[u8]| [b"%PDF-1.4 ".as_slice(), &[b'x'; 9000], end].concat();
        for (media_type, bytes, whole) in [
            ("application/pdf", pdf(b"startxref\n9\n%%EOF\n"), true),
            ("application/pdf", pdf(b"startxref\n9\n"), true),
            ("application/pdf", pdf(b"endobj"), false),
            ("application/pdf", [b"%%EOF".as_slice(), &pdf(b"")].concat(), false),
            ("application/zip", b"PK\x03\x04 .. PK\x05\x06 ..".to_vec(), true),
            (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                b"PK\x03\x04 ..".to_vec(),
                false,
            ),
            ("text/plain", b"words".to_vec(), true),
        ] {
            assert_eq!(has_its_end(media_type, &bytes), whole, "{media_type} {}", bytes.len());
        }
    }
}
