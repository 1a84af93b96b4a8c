//! Asking the site over a bare socket, so that nothing between the test and the bytes mends them.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use demo_site::{DemoSite, SiteOptions};

pub const PDF: &str = "/uploads/Asking-for-an-interpreter.pdf";

pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn length(&self) -> usize {
        self.header("content-length").and_then(|length| length.parse().ok()).expect("a declared length")
    }
}

pub fn ask(site: &DemoSite, path: &str, headers: &[(&str, &str)]) -> io::Result<Reply> {
    let host = site.address().replace("http://", "");
    let mut stream = TcpStream::connect(&host)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let mut request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(format!("{request}\r\n").as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Ok(Reply { status, head, body: bytes.split_off(end + 4) })
}

pub fn get(site: &DemoSite, path: &str) -> Reply {
    ask(site, path, &[]).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The visitor may have its last byte a moment before the site knows that it was sent.
pub fn wait_for_the_last_answer(site: &DemoSite) {
    let begin = Instant::now();
    while site.under_way() > 0 {
        assert!(begin.elapsed() < Duration::from_secs(20), "an answer never ended");
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub fn start() -> DemoSite {
    DemoSite::start_blocking(SiteOptions::default()).expect("a free port")
}
