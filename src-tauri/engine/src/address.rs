//! What an address tells of the file behind it.

use url::Url;

/// The last part of the address's path, unescaped as far as it can be.
pub(crate) fn file_name(url: &str) -> String {
    let Ok(url) = Url::parse(url) else { return String::new() };
    let last = url.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or_default();
    percent_encoding::percent_decode_str(last).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        for (url, name) in [
            ("https://site.org/uploads/A%20leaflet.pdf?mtime=3", "A leaflet.pdf"),
            ("https://site.org/uploads/caf%C3%A9.PDF", "café.PDF"),
            ("https://site.org/", ""),
            ("nonsense", ""),
        ] {
            assert_eq!(file_name(url), name);
        }
    }
}
