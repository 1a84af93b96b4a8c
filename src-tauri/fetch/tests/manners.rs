//! What a server may send and how it is asked: packed pages, bombs, crowds, robots.txt, sign-in pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_compression::tokio::write::{BrotliEncoder, ZstdEncoder};
use fetch::{Answer, FailureCode, Fetcher, Limits, Page, Reach, Robots, Trust, Validators};
use futures_util::future::join_all;
use support::{answer, bytes_answer, gzip, server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

mod support;

fn fetcher(limits: Limits) -> Fetcher {
    let reach = Reach { own_hosts: vec!["127.0.0.1".to_owned(), "localhost".to_owned()], file_hosts: Vec::new() };
    Fetcher::new("TogetherLibrary/0.1 (test)", limits, reach, &Trust::default(), CancellationToken::new()).unwrap()
}

async fn page(fetcher: &Fetcher, url: &str) -> Page {
    match fetcher.page(url, &Validators::none()).await {
        Ok(Answer::Modified(page)) => page,
        other => panic!("no page but {other:?}"),
    }
}

async fn fails(fetcher: &Fetcher, url: &str) -> FailureCode {
    fetcher.page(url, &Validators::none()).await.unwrap_err().code
}

async fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = BrotliEncoder::new(Vec::new());
    packed.write_all(bytes).await.unwrap();
    packed.shutdown().await.unwrap();
    packed.into_inner()
}

async fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut packed = ZstdEncoder::new(Vec::new());
    packed.write_all(bytes).await.unwrap();
    packed.shutdown().await.unwrap();
    packed.into_inner()
}

#[tokio::test]
async fn packed_pages_are_unpacked_and_bombs_are_not() {
    let words = "words and words and words ".repeat(100).into_bytes();
    let bomb = vec![0; 30 * 1024 * 1024];
    let limits = Limits { page_bytes: 1024 * 1024, ..Limits::default() };
    for (name, small, large) in [
        ("gzip", gzip(&words).await, gzip(&bomb).await),
        ("br", brotli(&words).await, brotli(&bomb).await),
        ("zstd", zstd(&words).await, zstd(&bomb).await),
    ] {
        assert!(large.len() < 100 * 1024, "{name}: the bomb is small while it is packed");
        let headers = format!("Content-Encoding: {name}\r\n");
        let cut = bytes_answer("200 OK", &headers, &small[..small.len() - 3]);
        let answers = vec![bytes_answer("200 OK", &headers, &small), cut, bytes_answer("200 OK", &headers, &large)];
        let (address, requests, stop) = server(answers).await;
        let fetcher = fetcher(limits.clone());
        assert!(page(&fetcher, &address).await.body == words, "{name}");
        assert_eq!(fetcher.bytes_received(), small.len() as u64, "{name}: as they came");
        // The damaged one is asked for again, and then the bomb comes.
        assert_eq!(fails(&fetcher, &address).await, FailureCode::TooLarge, "{name}");
        assert_eq!(fetcher.requests(), 3, "{name}");
        stop.cancel();
        assert!(requests.await.unwrap()[0].contains("accept-encoding: gzip, br, zstd"), "{name}");
    }
}

#[tokio::test]
async fn a_packed_page_that_never_begins_is_bounded_too() {
    // A gzip header whose file name never ends unpacks to nothing for ever.
    let mut endless = vec![0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3];
    endless.extend(vec![b'x'; 300_000]);
    let (address, ..) = server(vec![bytes_answer("200 OK", "Content-Encoding: gzip\r\n", &endless)]).await;
    let fetcher = fetcher(Limits { page_bytes: 100_000, ..Limits::default() });
    let code = fails(&fetcher, &address).await;
    assert!(matches!(code, FailureCode::TooLarge | FailureCode::Truncated), "{code:?}");
}

#[tokio::test]
async fn a_page_that_trickles_for_ever_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let _ = socket.read(&mut [0; 4096]).await;
                let _ = socket.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
                while socket.write_all(b"x").await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            });
        }
    });
    let fetcher = fetcher(Limits { page_time: Duration::from_millis(300), ..Limits::default() });
    assert_eq!(fails(&fetcher, &address).await, FailureCode::TimedOut);
}

#[tokio::test]
async fn at_most_four_at_once_to_one_host() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (now, most, answered) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let seen = Arc::new((now, most, answered));
    let watching = seen.clone();
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let seen = watching.clone();
            tokio::spawn(async move {
                let mut head = [0; 4096];
                while socket.read(&mut head).await.is_ok_and(|read| read > 0) {
                    let crowd = seen.0.fetch_add(1, Ordering::SeqCst) + 1;
                    seen.1.fetch_max(crowd, Ordering::SeqCst);
                    // Nobody is answered before a crowd has come, or could have.
                    for _ in 0..20 {
                        tokio::time::sleep(Duration::from_millis(5)).await;
                    }
                    seen.0.fetch_sub(1, Ordering::SeqCst);
                    seen.2.fetch_add(1, Ordering::SeqCst);
                    let _ = socket.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords").await;
                }
            });
        }
    });
    let fetcher = fetcher(Limits::default());
    let urls: Vec<_> = (0..20).map(|number| format!("http://127.0.0.1:{port}/{number}")).collect();
    join_all(urls.iter().map(|url| page(&fetcher, url))).await;
    assert_eq!((seen.1.load(Ordering::SeqCst), seen.2.load(Ordering::SeqCst)), (4, 20));
    // Another host has its own four, though it is the same computer by another name.
    let both: Vec<_> =
        (0..20).map(|number| format!("http://{}:{port}/{number}", ["127.0.0.1", "localhost"][number % 2])).collect();
    join_all(both.iter().map(|url| page(&fetcher, url))).await;
    let most = seen.1.load(Ordering::SeqCst);
    assert!(most > 4 && most <= 8, "{most}");
}

#[tokio::test]
async fn a_host_that_asks_to_be_left_alone_is_asked_once() {
    let (address, ..) = server(vec![answer("503 Service Unavailable", "Retry-After: 3600\r\n", "")]).await;
    let fetcher = fetcher(Limits::default());
    for path in ["/a", "/b", "/c"] {
        assert_eq!(fails(&fetcher, &format!("{address}{path}")).await, FailureCode::Busy);
    }
    assert_eq!(fetcher.requests(), 1);
}

#[tokio::test]
async fn robots_are_obeyed_at_every_step() {
    let (address, ..) = server(vec![answer("302 Found", "Location: /private/a\r\n", "")]).await;
    let fetcher = fetcher(Limits::default());
    let origin = Url::parse(&address).unwrap();
    fetcher.obey(&origin, Robots::parse(b"User-agent: *\nDisallow: /private", "TogetherLibrary"));
    assert_eq!(fails(&fetcher, &format!("{address}/private/b")).await, FailureCode::RobotsDisallow);
    assert_eq!(fetcher.requests(), 0);
    assert_eq!(fails(&fetcher, &format!("{address}/public")).await, FailureCode::RobotsDisallow);
    assert_eq!(fetcher.requests(), 1);
    // Another site's rules are not this one's.
    let (other, ..) = server(vec![answer("200 OK", "", "words")]).await;
    assert_eq!(page(&fetcher, &format!("{other}/private/b")).await.body, b"words");
}

#[tokio::test]
async fn pauses_are_short_unless_the_site_wants_them_long() {
    let (address, ..) = server(vec![answer("200 OK", "", "words")]).await;
    let fetcher = fetcher(Limits::default());
    let paused = async || {
        tokio::time::pause();
        let before = tokio::time::Instant::now();
        fetcher.pause().await;
        let paused = before.elapsed();
        tokio::time::resume();
        paused
    };
    assert_eq!(paused().await, Duration::ZERO, "nothing was asked yet");
    page(&fetcher, &address).await;
    // The clock of the runtime counts in milliseconds.
    let short = paused().await;
    assert!((20..=1001).contains(&short.as_millis()), "{short:?}");
    let origin = Url::parse(&address).unwrap();
    for (delay, expected) in [("7", 7_000..=7_001), ("600", 10_000..=10_001)] {
        let rules = format!("User-agent: *\nCrawl-delay: {delay}");
        fetcher.obey(&origin, Robots::parse(rules.as_bytes(), "TogetherLibrary"));
        let long = paused().await;
        assert!(expected.contains(&long.as_millis()), "{long:?}");
    }
}

#[tokio::test]
async fn a_network_that_wants_its_people_to_sign_in() {
    for (name, answers, code) in [
        ("by its status", vec![answer("511 Network Authentication Required", "", "sign in")], FailureCode::SignIn),
        (
            "inside the network",
            vec![answer("302 Found", "Location: http://192.168.1.1/login?u=1\r\n", "")],
            FailureCode::SignIn,
        ),
        (
            "leading back",
            vec![answer("307 Temporary Redirect", "Location: http://10.0.0.1/?url=http://127.0.0.1/\r\n", "")],
            FailureCode::SignIn,
        ),
        (
            "for ever",
            vec![answer("301 Moved Permanently", "Location: http://192.168.1.1/login\r\n", "")],
            FailureCode::NotAllowed,
        ),
        (
            "to anything else",
            vec![answer("302 Found", "Location: http://192.168.1.1/files/a.pdf\r\n", "")],
            FailureCode::NotAllowed,
        ),
    ] {
        let (address, ..) = server(answers).await;
        let fetcher = fetcher(Limits::default());
        assert_eq!(fails(&fetcher, &address).await, code, "{name}");
        assert_eq!(fetcher.requests(), 1, "{name}");
    }
}

#[tokio::test]
async fn five_redirects_are_followed_and_counted() {
    let step = |number: usize| answer("302 Found", &format!("Location: /{number}\r\n"), "");
    let (address, ..) = server((1..=5).map(step).chain([answer("200 OK", "", "words")]).collect()).await;
    let fetcher = fetcher(Limits::default());
    let page = page(&fetcher, &address).await;
    assert_eq!((page.final_url, fetcher.requests()), (format!("{address}/5"), 6));
}

#[tokio::test]
async fn passwords_in_addresses_stand_in_no_message() {
    let (address, ..) = server(vec![answer("200 OK", "", "words")]).await;
    let fetcher = fetcher(Limits::default());
    let with_password = address.replace("http://", "http://ann:secret@");
    assert_eq!(page(&fetcher, &with_password).await.final_url, format!("{address}/"));
    for url in [
        "http://ann:secret@127.0.0.1:1/",
        "http://ann:secret@10.0.0.1/",
        "http://ann:secret@[::1",
        "ftp://ann:secret@a.org",
    ] {
        let failure = fetcher.page(url, &Validators::none()).await.unwrap_err();
        assert!(!format!("{failure} {failure:?}").contains("secret"), "{failure:?}");
    }
}

#[tokio::test]
async fn cancelling_ends_waiting_too() {
    let (address, ..) = server(vec![answer("503 Service Unavailable", "Retry-After: 20\r\n", "")]).await;
    let cancel = CancellationToken::new();
    let reach = Reach { own_hosts: vec!["127.0.0.1".to_owned()], file_hosts: Vec::new() };
    let fetcher = Fetcher::new("test", Limits::default(), reach, &Trust::default(), cancel.clone()).unwrap();
    let validators = Validators::none();
    let cancelling = async {
        support::until(|| fetcher.requests() == 1).await;
        tokio::time::sleep(Duration::from_millis(100)).await;
        cancel.cancel();
    };
    let before = std::time::Instant::now();
    let (answer, ()) = tokio::join!(fetcher.page(&address, &validators), cancelling);
    assert_eq!(answer.unwrap_err().code, FailureCode::Cancelled);
    assert!(before.elapsed() < Duration::from_secs(20));
    fetcher.pause().await;
}
