//! The addresses `doc://localhost/ATTACHMENT` and `doc://localhost/ATTACHMENT/picture`: how the window gets the bytes of
//! a document, and a small picture of its first page. By id only, never by path;
//! by range, so that page 100 of a large PDF comes without the first 99; and never as something that a web view
//! would run.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use catalogue::AttachmentId;
use engine::{Error, ErrorCode, StoredFile};
use tauri::http::header::{
    ACCEPT_RANGES, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ALLOW, CACHE_CONTROL, CONTENT_LENGTH,
    CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ORIGIN, RANGE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use tauri::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};

use crate::range::{Wanted, wanted};

/// A document that is asked for whole may be this large; it is held in memory for the moment. Larger ones come by range.
const MAX_WHOLE_BYTES: u64 = 256 * 1024 * 1024;

/// What a web view shows without running anything in it. All else is sent as bytes, or as text where it is text.
const SAFE_TYPES: [&str; 15] = [
    "application/pdf",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/wav",
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/plain",
    "video/mp4",
    "video/ogg",
    "video/webm",
];

/// The window's own pages, on the systems where they are called so. Nobody else is let in by CORS.
const OWN_ORIGINS: [&str; 3] = ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"];

/// What of an attachment is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    File,
    /// A small picture of its first page.
    Picture,
}

/// The answer to one request; `find` looks up the file of an attachment, or its picture.
pub fn answer(
    request: &Request<Vec<u8>>,
    find: impl FnOnce(&AttachmentId, Part) -> Result<StoredFile, Error>,
) -> Response<Vec<u8>> {
    let mut response = body_for(request, find).unwrap_or_else(refusal);
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = request.headers().get(ORIGIN).filter(|origin| is_own(origin)) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        let exposed = HeaderValue::from_static("Content-Range, Content-Length, Accept-Ranges");
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
    response
}

fn is_own(origin: &HeaderValue) -> bool {
    let in_development = tauri::is_dev() && origin == "http://127.0.0.1:5173";
    in_development || OWN_ORIGINS.iter().any(|own| origin == own)
}

fn body_for(
    request: &Request<Vec<u8>>,
    find: impl FnOnce(&AttachmentId, Part) -> Result<StoredFile, Error>,
) -> Result<Response<Vec<u8>>, StatusCode> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(StatusCode::METHOD_NOT_ALLOWED);
    }
    let (id, part) = attachment_of(request.uri().path()).ok_or(StatusCode::NOT_FOUND)?;
    let stored = find(&id, part).map_err(|error| match error.code {
        ErrorCode::NotFound | ErrorCode::NotHere | ErrorCode::BadRequest => StatusCode::NOT_FOUND,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    })?;
    let mut file = File::open(&stored.path).map_err(status_of)?;
    let size_bytes = file.metadata().map_err(status_of)?.len();

    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(shown_as(&stored.media_type)));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let range = request.headers().get(RANGE).and_then(|range| range.to_str().ok());
    let (status, first, length) = match wanted(range, size_bytes) {
        Wanted::Nothing => {
            let mut response = refusal(StatusCode::RANGE_NOT_SATISFIABLE);
            response.headers_mut().insert(CONTENT_RANGE, number(format!("bytes */{size_bytes}")));
            return Ok(response);
        }
        Wanted::Part { first, last } => {
            headers.insert(CONTENT_RANGE, number(format!("bytes {first}-{last}/{size_bytes}")));
            (StatusCode::PARTIAL_CONTENT, first, last - first + 1)
        }
        Wanted::Whole => (StatusCode::OK, 0, size_bytes),
    };
    headers.insert(CONTENT_LENGTH, number(length.to_string()));

    let mut body = Vec::new();
    if *request.method() == Method::GET {
        if length > MAX_WHOLE_BYTES {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        file.seek(SeekFrom::Start(first)).map_err(status_of)?;
        file.take(length).read_to_end(&mut body).map_err(status_of)?;
        if body.len() as u64 != length {
            // The file became shorter under our hands: rather nothing than a part that is taken for the whole.
            return Err(StatusCode::INTERNAL_SERVER_ERROR);
        }
    }
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// The attachment that a path names: `/` and twelve characters of an id, then perhaps `/picture`, nothing else.
fn attachment_of(path: &str) -> Option<(AttachmentId, Part)> {
    let path = path.strip_prefix('/')?;
    let (id, part) = path.strip_suffix("/picture").map_or((path, Part::File), |id| (id, Part::Picture));
    let well_formed = id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
    well_formed.then(|| (AttachmentId::from(id), part))
}

/// The type under which a document is sent.
fn shown_as(media_type: &str) -> &'static str {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match SAFE_TYPES.into_iter().find(|safe| *safe == essence) {
        Some("text/plain") => "text/plain; charset=utf-8",
        Some(safe) => safe,
        // Markup that a web view would run is shown as what was written.
        None if essence.starts_with("text/") || essence.ends_with("+xml") || essence == "application/xml" => {
            "text/plain; charset=utf-8"
        }
        None => "application/octet-stream",
    }
}

fn number(text: String) -> HeaderValue {
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""))
}

fn status_of(error: io::Error) -> StatusCode {
    match error.kind() {
        io::ErrorKind::NotFound => StatusCode::NOT_FOUND,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn refusal(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const ID: &str = "a1b2c3d4e5f6";

    fn ask(method: &str, path: &str, range: Option<&str>, media_type: &str, bytes: &[u8]) -> Response<Vec<u8>> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        let mut request = Request::builder().method(method).uri(format!("doc://localhost{path}"));
        request = request.header(ORIGIN, "tauri://localhost");
        if let Some(range) = range {
            request = request.header(RANGE, range);
        }
        answer(&request.body(Vec::new()).unwrap(), |id, part| {
            assert_eq!(part == Part::Picture, path.ends_with("/picture"));
            assert_eq!(id.as_str(), ID);
            Ok(StoredFile {
                path: file.path().to_owned(),
                media_type: media_type.to_owned(),
                size_bytes: bytes.len() as u64,
                name: "A leaflet.pdf".to_owned(),
            })
        })
    }

    fn header<'a>(response: &'a Response<Vec<u8>>, name: &str) -> &'a str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn the_whole_and_its_parts() {
        for (method, range, status, content_range, length, body) in [
            ("GET", None, 200, "", "10", "0123456789"),
            ("HEAD", None, 200, "", "10", ""),
            ("GET", Some("bytes=2-4"), 206, "bytes 2-4/10", "3", "234"),
            ("HEAD", Some("bytes=2-4"), 206, "bytes 2-4/10", "3", ""),
            ("GET", Some("bytes=-1"), 206, "bytes 9-9/10", "1", "9"),
            ("GET", Some("bytes=10-"), 416, "bytes */10", "", ""),
            ("POST", None, 405, "", "", ""),
        ] {
            let response = ask(method, &format!("/{ID}"), range, "application/pdf", b"0123456789");
            assert_eq!(response.status().as_u16(), status, "{method} {range:?}");
            assert_eq!(header(&response, "content-range"), content_range, "{method} {range:?}");
            assert_eq!(header(&response, "content-length"), length, "{method} {range:?}");
            assert_eq!(response.body(), body.as_bytes(), "{method} {range:?}");
            assert_eq!(header(&response, "x-content-type-options"), "nosniff");
            assert_eq!(header(&response, "access-control-allow-origin"), "tauri://localhost");
            assert!(header(&response, "access-control-expose-headers").contains("Content-Range"));
        }
    }

    #[test]
    fn nothing_but_an_id_is_a_path() {
        for path in [
            "/",
            "/a1b2c3d4e5f",
            "/a1b2c3d4e5f6/",
            "/a1b2c3d4e5f6/pictures",
            "/a1b2c3d4e5f6/picture/",
            "/picture",
            "/../a1b2c3d4e/picture",
            "/../a1b2c3d4e5",
            "/a1b2c3d4e5%36",
            "/A1B2C3D4E5F6",
            "//etc/passwd",
            "/etc/passwd00",
        ] {
            let request = Request::builder().uri(format!("doc://localhost{path}")).body(Vec::new()).unwrap();
            let response = answer(&request, |id, _| panic!("{path} was looked up as {id}"));
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn a_picture_of_the_first_page() {
        let response = ask("GET", &format!("/{ID}/picture"), None, "image/jpeg", b"0123456789");
        assert_eq!((response.status().as_u16(), header(&response, "content-type")), (200, "image/jpeg"));
    }

    #[test]
    fn other_origins_are_not_let_in() {
        let request = Request::builder().uri(format!("doc://localhost/{ID}")).header(ORIGIN, "https://evil.example");
        let missing =
            |_: &AttachmentId, _| Err(Error { code: ErrorCode::NotFound, message: String::new(), hint: String::new() });
        let response = answer(&request.body(Vec::new()).unwrap(), missing);
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert!(response.headers().get(ACCESS_CONTROL_ALLOW_ORIGIN).is_none());
    }

    #[test]
    fn what_could_run_is_sent_as_text_or_bytes() {
        for (media_type, sent) in [
            ("application/pdf", "application/pdf"),
            ("IMAGE/PNG; x=y", "image/png"),
            ("text/html", "text/plain; charset=utf-8"),
            ("text/html; charset=utf-8", "text/plain; charset=utf-8"),
            ("image/svg+xml", "text/plain; charset=utf-8"),
            ("application/xhtml+xml", "text/plain; charset=utf-8"),
            ("text/javascript", "text/plain; charset=utf-8"),
            ("application/javascript", "application/octet-stream"),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/octet-stream"),
            ("", "application/octet-stream"),
            ("nonsense\r\nSet-Cookie: a", "application/octet-stream"),
        ] {
            let response = ask("GET", &format!("/{ID}"), None, media_type, b"x");
            assert_eq!(header(&response, "content-type"), sent, "{media_type}");
        }
    }

    #[test]
    fn an_empty_file_is_an_empty_answer() {
        let response = ask("GET", &format!("/{ID}"), None, "text/plain", b"");
        assert_eq!((response.status().as_u16(), header(&response, "content-length")), (200, "0"));
    }
}
