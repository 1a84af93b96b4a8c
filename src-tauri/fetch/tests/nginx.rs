//! The client against a real nginx.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use fetch::{Answer, FailureCode, Fetcher, Limits, Page, Reach, Trust, Validators};
use sha2::{Digest, Sha256};
use support::OnePart;
use support::nginx::{ISSUER, Nginx};
use support::programs::programs;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

mod support;

const WORDS: &str = "<p>words and words and words and words and words and words</p>";

fn fetcher(extra_certificates: Vec<std::path::PathBuf>) -> Fetcher {
    let reach = Reach { own_hosts: vec!["127.0.0.1".to_owned(), "localhost".to_owned()], file_hosts: Vec::new() };
    let trust = Trust { extra_certificates };
    Fetcher::new("test", Limits::default(), reach, &trust, CancellationToken::new()).unwrap()
}

async fn page(fetcher: &Fetcher, url: &str) -> Page {
    match fetcher.page(url, &Validators::none()).await {
        Ok(Answer::Modified(page)) => page,
        other => panic!("no page but {other:?}"),
    }
}

/// Bytes that do not repeat soon.
fn bytes(length: usize) -> Vec<u8> {
    (0..length as u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

/// Passes on between its port and `to`; breaks each of the first `cuts` connections after `after` bytes of answers.
async fn cutting_line(to: u16, cuts: usize, after: usize) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(AtomicUsize::new(0));
    tokio::spawn(async move {
        loop {
            let (near, _) = listener.accept().await.unwrap();
            let is_cut = taken.fetch_add(1, Ordering::SeqCst) < cuts;
            tokio::spawn(async move {
                let far = TcpStream::connect((Ipv4Addr::LOCALHOST, to)).await.unwrap();
                let (mut near_in, mut near_out) = near.into_split();
                let (far_in, mut far_out) = far.into_split();
                let up = tokio::spawn(async move { tokio::io::copy(&mut near_in, &mut far_out).await });
                let mut answers = far_in.take(if is_cut { after as u64 } else { u64::MAX });
                let _ = tokio::io::copy(&mut answers, &mut near_out).await;
                let _ = near_out.shutdown().await;
                up.abort();
            });
        }
    });
    port
}

#[tokio::test]
async fn pages_come_packed_over_one_connection_of_http_2() {
    let Some([nginx]) = programs(["nginx"]) else { return };
    let nginx = Nginx::serve(&nginx, &[("list.html", WORDS.as_bytes())]);
    let fetcher = fetcher(vec![nginx.root()]);
    let url = format!("https://localhost:{}/list.html", nginx.https);
    let first = page(&fetcher, &url).await;
    assert_eq!(first.body, WORDS.as_bytes());
    for _ in 0..3 {
        page(&fetcher, &url).await;
    }
    assert_eq!(fetcher.page(&url, &first.validators).await.unwrap(), Answer::NotModified);
    let log = nginx.log("/list.html", 5).await;
    assert!(
        log[..4].iter().all(|line| line.starts_with("HTTP/2.0 200") && line.contains("packed=\"gzip\"")),
        "{log:?}"
    );
    assert!(log[4].starts_with("HTTP/2.0 304"), "{log:?}");
    let connection = |line: &String| line.split("connection=").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    assert!(log.iter().all(|line| connection(line) == connection(&log[0])), "{log:?}");
    // Without encryption there is no HTTP/2, and the connection is used again all the same.
    let plain = format!("http://127.0.0.1:{}/list.html?plain", nginx.http);
    for _ in 0..3 {
        assert_eq!(page(&fetcher, &plain).await.body, WORDS.as_bytes());
    }
    let log = nginx.log("?plain", 3).await;
    assert!(
        log.iter().all(|line| line.starts_with("HTTP/1.1 200") && connection(line) == connection(&log[0])),
        "{log:?}"
    );
}

#[tokio::test]
async fn a_file_goes_on_after_the_line_was_cut() {
    let Some([nginx]) = programs(["nginx"]) else { return };
    let body = bytes(6_000_000);
    let nginx = Nginx::serve(&nginx, &[("a.pdf", &body)]);
    for (scheme, port) in [("http", nginx.http), ("https", nginx.https)] {
        let line = cutting_line(port, 3, 1_500_000).await;
        let fetcher = fetcher(vec![nginx.root()]);
        let part = OnePart::new();
        let url = format!("{scheme}://localhost:{line}/a.pdf?{scheme}");
        let Answer::Modified(file) = fetcher.file(&url, &Validators::none(), part.clone()).await.unwrap() else {
            panic!("no file")
        };
        let sha256: String = Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((file.size_bytes, &file.sha256), (6_000_000, &sha256), "{scheme}");
        assert!(std::fs::read(&file.path).unwrap() == body, "{scheme}");
        assert_eq!((part.begun(), fetcher.requests()), (1, 4), "{scheme}");
        assert!(fetcher.bytes_received() <= 6_000_000, "{scheme}: nothing came twice");
        let log = nginx.log(&format!("?{scheme}"), 4).await;
        assert!(log.iter().all(|line| line.contains("packed=\"-\"")), "{log:?}");
        assert_eq!(log.iter().filter(|line| line.contains(" 206 range=\"bytes=")).count(), 3, "{log:?}");
        let again = fetcher.file(&url, &file.validators, OnePart::new()).await;
        assert!(matches!(again, Ok(Answer::NotModified)), "{scheme}");
    }
}

#[tokio::test]
async fn a_file_that_changed_meanwhile_begins_anew() {
    let Some([nginx]) = programs(["nginx"]) else { return };
    let nginx = Nginx::serve(&nginx, &[("a.pdf", &bytes(3_000_000))]);
    let part = OnePart::new();
    let url = |line: u16| format!("http://127.0.0.1:{line}/a.pdf");
    let cut = url(cutting_line(nginx.http, usize::MAX, 200_000).await);
    let failure = fetcher(Vec::new()).file(&cut, &Validators::none(), part.clone()).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Truncated);
    let other = bytes(2_500_001);
    std::fs::write(nginx.path("a.pdf"), &other).unwrap();
    let answer = fetcher(Vec::new()).file(&url(nginx.http), &Validators::none(), part.clone()).await.unwrap();
    let Answer::Modified(file) = answer else { panic!("no file") };
    assert!(std::fs::read(&file.path).unwrap() == other);
    assert_eq!(part.begun(), 2);
    let log = nginx.log("/a.pdf", 4).await;
    assert!(log.last().unwrap().contains(" 200 range=\"bytes="), "{log:?}");
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_told_with_its_issuer() {
    let Some([nginx]) = programs(["nginx"]) else { return };
    let nginx = Nginx::serve(&nginx, &[("list.html", WORDS.as_bytes())]);
    let root = vec![nginx.root()];
    for (port, trusted, what) in [
        (nginx.https, Vec::new(), "does not trust"),
        (nginx.misnamed, root.clone(), "for another site"),
        (nginx.expired, root.clone(), "has run out"),
    ] {
        let url = format!("https://localhost:{port}/list.html");
        let failure = fetcher(trusted).page(&url, &Validators::none()).await.unwrap_err();
        assert_eq!(failure.code, FailureCode::Untrusted, "{failure}");
        assert!(failure.message.contains(what) && failure.message.contains(&format!("“{ISSUER}”")), "{failure}");
    }
    // One file or many, PEM or DER, alone or among others.
    let many = nginx.root().with_file_name("many.pem");
    let own = std::fs::read(nginx.root().with_file_name("own.pem")).unwrap();
    std::fs::write(&many, [b"# two\n".as_slice(), &own, &std::fs::read(nginx.root()).unwrap()].concat()).unwrap();
    let der = nginx.root().with_file_name("root.der");
    for trusted in [root, vec![many.clone()], vec![der], vec![nginx.root(), many]] {
        let url = format!("https://127.0.0.1:{}/list.html", nginx.https);
        assert_eq!(page(&fetcher(trusted), &url).await.body, WORDS.as_bytes());
    }
}
