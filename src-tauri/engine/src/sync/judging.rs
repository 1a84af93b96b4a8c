//! Is what came under a file's address a document at all?

use fetch::FileOnDisk;
use site::PageNature;
use url::Url;

use crate::address::file_name;

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
        return not_a_document("The site sent an empty file.");
    }
    let read_back = || {
        std::fs::read(&file.path)
            .map_err(|_| NoDocument { code: "disk", message: "The file could not be read back from the disk." })
    };
    let name = file_name(url);
    let media_type = if file.size_bytes <= file.head.len() as u64 || is_told_by_its_head(&file.head) {
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
    Ok(media_type)
}

/// Zip-based formats are told by what stands anywhere in the file; all others by its first bytes.
fn is_told_by_its_head(head: &[u8]) -> bool {
    !head.starts_with(b"PK")
}

/// The name ends like a file of another format than a web page.
fn promises_no_page(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    matches!(
        ending.as_str(),
        "pdf"
            | "doc"
            | "docx"
            | "ppt"
            | "pptx"
            | "xls"
            | "xlsx"
            | "odt"
            | "rtf"
            | "epub"
            | "zip"
            | "mp4"
            | "webm"
            | "mp3"
            | "jpg"
            | "jpeg"
            | "png"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_promise_a_file() {
        assert!(promises_no_page("a.PDF") && !promises_no_page("a.html") && !promises_no_page("download"));
    }
}
