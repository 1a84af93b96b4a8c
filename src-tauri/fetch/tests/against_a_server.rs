//! The client against a real socket that answers by script: one raw answer per connection, in order.

use std::time::Duration;

use fetch::{Answer, FailureCode, Fetcher, Limits, Reach, Trust, Validators};
use support::{OnePart, answer, server};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

mod support;

fn fetcher(limits: Limits) -> (Fetcher, CancellationToken) {
    let cancel = CancellationToken::new();
    let reach = Reach { own_hosts: vec!["127.0.0.1".to_owned()], file_hosts: Vec::new() };
    (Fetcher::new("test", limits, reach, &Trust::default(), cancel.clone()).unwrap(), cancel)
}

fn none() -> Validators {
    Validators::none()
}

#[tokio::test]
async fn a_page_comes_with_its_validators_and_is_asked_for_with_them() {
    let (address, requests, stop) = server(vec![
        answer(
            "200 OK",
            "ETag: \"a1\"\r\nLast-Modified: Mon, 01 Jun 2026 10:00:00 GMT\r\nContent-Type: text/html\r\n",
            "words",
        ),
        answer("304 Not Modified", "", ""),
    ])
    .await;
    let (fetcher, _) = fetcher(Limits::default());
    let Answer::Modified(page) = fetcher.page(&address, &none()).await.unwrap() else { panic!("no page") };
    assert_eq!((page.body.as_slice(), page.content_type.as_deref()), (b"words".as_slice(), Some("text/html")));
    assert_eq!(fetcher.page(&address, &page.validators).await.unwrap(), Answer::NotModified);
    assert_eq!((fetcher.requests(), fetcher.bytes_received()), (2, 5));
    stop.cancel();
    let heads = requests.await.unwrap();
    assert!(!heads[0].contains("if-none-match"));
    assert!(heads[1].contains("if-none-match: \"a1\"") && heads[1].contains("if-modified-since: mon, 01 jun 2026"));
}

#[tokio::test]
async fn a_file_is_on_the_disk_with_its_hash() {
    let (address, ..) = server(vec![answer("200 OK", "", "abc")]).await;
    let (fetcher, _) = fetcher(Limits::default());
    let part = OnePart::new();
    let Answer::Modified(file) = fetcher.file(&address, &none(), part.clone()).await.unwrap() else {
        panic!("no file")
    };
    assert_eq!(std::fs::read(&file.path).unwrap(), b"abc");
    // The example of FIPS 180-2.
    assert_eq!(file.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!((file.size_bytes, file.head.as_slice()), (3, b"abc".as_slice()));
}

#[tokio::test]
async fn answers_that_are_no_answer() {
    let truncated = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf".to_vec();
    let long = Duration::from_secs(3600);
    for (name, answers, expected, requests) in [
        ("truncated", vec![truncated], FailureCode::Truncated, 3),
        ("refused", vec![answer("403 Forbidden", "", "")], FailureCode::Refused, 1),
        ("asked too slowly", vec![answer("408 Request Timeout", "", "")], FailureCode::TimedOut, 3),
        ("error", vec![answer("500 Internal Server Error", "", "")], FailureCode::ServerError, 3),
        ("busy for an hour", vec![answer("429 Too Many Requests", "Retry-After: 3600\r\n", "")], FailureCode::Busy, 1),
        ("redirect loop", vec![answer("302 Found", "Location: /again\r\n", "")], FailureCode::BadRedirect, 6),
        (
            "redirect to a file",
            vec![answer("302 Found", "Location: file:///etc/passwd\r\n", "")],
            FailureCode::BadRedirect,
            1,
        ),
        (
            "redirect into the network",
            vec![answer("302 Found", "Location: http://169.254.169.254/latest\r\n", "")],
            FailureCode::NotAllowed,
            1,
        ),
        ("too large", vec![answer("200 OK", "", &"x".repeat(2000))], FailureCode::TooLarge, 1),
        ("an unasked 304", vec![answer("304 Not Modified", "", "")], FailureCode::Refused, 1),
    ] {
        let (address, ..) = server(answers).await;
        let (fetcher, _) = fetcher(Limits { page_bytes: 1000, ..Limits::default() });
        let failure = fetcher.page(&address, &none()).await.unwrap_err();
        assert_eq!(failure.code, expected, "{name}: {failure}");
        assert_eq!(fetcher.requests(), requests, "{name}");
        if failure.code == FailureCode::Busy {
            assert_eq!(failure.retry_after, Some(long));
        }
    }
}

#[tokio::test]
async fn what_passes_is_tried_again() {
    let (address, ..) = server(vec![
        answer("503 Service Unavailable", "Retry-After: 0\r\n", ""),
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf".to_vec(),
        answer("200 OK", "", "whole"),
    ])
    .await;
    let (fetcher, _) = fetcher(Limits::default());
    let part = OnePart::new();
    let Answer::Modified(file) = fetcher.file(&address, &none(), part.clone()).await.unwrap() else {
        panic!("no file")
    };
    assert_eq!((file.size_bytes, std::fs::read(&file.path).unwrap()), (5, b"whole".to_vec()));
    assert_eq!(fetcher.requests(), 3);
}

#[tokio::test]
async fn gone_is_an_answer() {
    for status in ["404 Not Found", "410 Gone"] {
        let (address, ..) = server(vec![answer(status, "", "no such page")]).await;
        let (fetcher, _) = fetcher(Limits::default());
        assert_eq!(fetcher.page(&address, &none()).await.unwrap(), Answer::Gone, "{status}");
    }
}

#[tokio::test]
async fn nobody_there() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let (fetcher, _) = fetcher(Limits::default());
    assert_eq!(fetcher.page(&address, &none()).await.unwrap_err().code, FailureCode::Unreachable);
    for wrong in ["nonsense", "ftp://127.0.0.1/", "file:///etc/passwd", "http://"] {
        assert_eq!(fetcher.page(wrong, &none()).await.unwrap_err().code, FailureCode::BadAddress, "{wrong}");
    }
}

#[tokio::test]
async fn a_line_that_was_there_is_tried_again() {
    let (address, _, stop) = server(vec![answer("200 OK", "", "words")]).await;
    let (fetcher, _) = fetcher(Limits::default());
    fetcher.page(&address, &none()).await.unwrap();
    stop.cancel();
    let mut before = fetcher.requests();
    // The listener closes a moment later.
    while let Ok(Answer::Modified(_)) = fetcher.page(&address, &none()).await {
        before = fetcher.requests();
    }
    assert_eq!(fetcher.page(&address, &none()).await.unwrap_err().code, FailureCode::Unreachable);
    assert_eq!(fetcher.requests(), before + 6);
}

#[tokio::test]
async fn what_stands_inside_the_network_is_not_asked() {
    let (fetcher, _) = fetcher(Limits::default());
    for url in ["http://169.254.169.254/latest", "http://localhost:1/", "http://192.168.1.1/a.pdf"] {
        assert_eq!(fetcher.page(url, &none()).await.unwrap_err().code, FailureCode::NotAllowed, "{url}");
    }
    assert_eq!(fetcher.requests(), 0);
}

#[tokio::test]
async fn cancelling_ends_what_is_under_way() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (fetcher, cancel) = fetcher(Limits::default());
    // The connection is taken by the system, and nobody ever answers.
    let validators = none();
    let asking = fetcher.page(&address, &validators);
    let cancelling = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        cancel.cancel();
    };
    let (answer, ()) = tokio::join!(asking, cancelling);
    assert_eq!(answer.unwrap_err().code, FailureCode::Cancelled);
}
