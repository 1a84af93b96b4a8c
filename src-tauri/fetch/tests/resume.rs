//! Files that were cut off, against a server that answers by script.

use std::sync::Arc;

use fetch::{Answer, FailureCode, Fetcher, FileOnDisk, Limits, Reach, Trust, Validators};
use support::{OnePart, answer, bytes_answer, server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

mod support;

/// Of "0123456789".
const SHA256: &str = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882";
const TAG: &str = "ETag: \"v1\"\r\n";

fn fetcher() -> (Fetcher, CancellationToken) {
    let cancel = CancellationToken::new();
    let reach = Reach { own_hosts: vec!["127.0.0.1".to_owned()], file_hosts: Vec::new() };
    let limits = Limits { file_bytes: 1000, ..Limits::default() };
    (Fetcher::new("test", limits, reach, &Trust::default(), cancel.clone()).unwrap(), cancel)
}

/// The first half of "0123456789", and no more.
fn half(headers: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n{headers}\r\n01234").into_bytes()
}

fn rest(range: &str, headers: &str, body: &str) -> Vec<u8> {
    answer("206 Partial Content", &format!("Content-Range: bytes {range}\r\n{headers}"), body)
}

fn whole(headers: &str) -> Vec<u8> {
    answer("200 OK", headers, "0123456789")
}

async fn file(fetcher: &Fetcher, address: &str, part: &Arc<OnePart>) -> FileOnDisk {
    match fetcher.file(address, &Validators::none(), part.clone()).await {
        Ok(Answer::Modified(file)) => file,
        other => panic!("no file but {other:?}"),
    }
}

fn is_whole(file: &FileOnDisk) -> bool {
    let bytes = std::fs::read(&file.path).unwrap();
    bytes == b"0123456789" && file.size_bytes == 10 && file.sha256 == SHA256 && file.head == bytes
}

#[tokio::test]
async fn a_file_that_is_cut_off_goes_on_or_begins_anew() {
    let dates = "Last-Modified: Mon, 01 Jun 2026 10:00:00 GMT\r\nDate: Mon, 01 Jun 2026 10:05:00 GMT\r\n";
    let too_young = "Last-Modified: Mon, 01 Jun 2026 10:00:00 GMT\r\nDate: Mon, 01 Jun 2026 10:00:01 GMT\r\n";
    let unsatisfiable = answer("416 Range Not Satisfiable", "Content-Range: bytes */10\r\n", "");
    // What the server sends; how often a body is begun; whether the second request asks for the rest, by what.
    for (name, answers, begun, by) in [
        ("the rest comes", vec![half(TAG), rest("5-9/10", TAG, "56789")], 1, Some("\"v1\"")),
        ("by its date", vec![half(dates), rest("5-9/10", "", "56789")], 1, Some("mon, 01 jun 2026 10:00:00 gmt")),
        (
            "the rest comes in two parts",
            vec![half(TAG), rest("5-6/10", TAG, "56"), rest("7-9/10", TAG, "789")],
            1,
            Some("\"v1\""),
        ),
        ("it is another file now", vec![half(TAG), whole("ETag: \"v2\"\r\n")], 2, Some("\"v1\"")),
        (
            "the rest of another file",
            vec![half(TAG), rest("5-9/10", "ETag: \"v2\"\r\n", "xxxxx"), whole(TAG)],
            2,
            Some("\"v1\""),
        ),
        ("the rest from elsewhere", vec![half(TAG), rest("4-9/10", TAG, "xxxxxx"), whole(TAG)], 2, Some("\"v1\"")),
        ("the rest of nobody knows what", vec![half(TAG), rest("5-9/*", TAG, "xxxxx"), whole(TAG)], 2, Some("\"v1\"")),
        (
            "a question that it does not like",
            vec![half(TAG), answer("400 Bad Request", "", ""), whole(TAG)],
            2,
            Some("\"v1\""),
        ),
        ("no such range", vec![half(TAG), unsatisfiable, whole(TAG)], 2, Some("\"v1\"")),
        ("a weak tag", vec![half("ETag: W/\"v1\"\r\n"), whole(TAG)], 2, None),
        ("a date that is too young", vec![half(too_young), whole(TAG)], 2, None),
        ("nothing to go on by", vec![half(""), whole("")], 2, None),
    ] {
        let (address, requests, stop) = server(answers).await;
        let (fetcher, _) = fetcher();
        let part = OnePart::new();
        assert!(is_whole(&file(&fetcher, &address, &part).await), "{name}");
        assert_eq!(part.begun(), begun, "{name}");
        stop.cancel();
        let heads = requests.await.unwrap();
        assert!(heads.iter().all(|head| head.contains("accept-encoding: identity")), "{name}");
        assert!(!heads[0].contains("range"), "{name}");
        match by {
            Some(by) => {
                assert!(heads[1].contains("range: bytes=5-\r\n"), "{name}: {}", heads[1]);
                assert!(heads[1].contains(&format!("if-range: {by}\r\n")), "{name}: {}", heads[1]);
            }
            None => assert!(!heads[1].contains("range"), "{name}: {}", heads[1]),
        }
        if begun == 2 {
            assert!(!heads.last().unwrap().contains("if-range") || heads.len() == 2, "{name}");
        }
    }
}

#[tokio::test]
async fn a_later_run_goes_on_only_with_what_the_disk_still_has() {
    for (name, damage, begun) in [
        ("untouched", (|_: &Arc<OnePart>| {}) as fn(&Arc<OnePart>), 1),
        ("more than the ledger knows", |part| std::fs::write(part.path(), "01234zzz").unwrap(), 1),
        ("other bytes", |part| std::fs::write(part.path(), "01x34").unwrap(), 2),
        ("fewer bytes", |part| std::fs::write(part.path(), "0123").unwrap(), 2),
        ("no file", |part| std::fs::remove_file(part.path()).unwrap(), 2),
        ("another hash", |part| part.set_left(|left| left.sha256 = SHA256.to_owned()), 2),
    ] {
        let busy = answer("429 Too Many Requests", "Retry-After: 3600\r\n", "");
        let (address, ..) = server(vec![half(TAG), busy]).await;
        let part = OnePart::new();
        let failed = fetcher().0.file(&address, &Validators::none(), part.clone()).await.unwrap_err();
        assert_eq!((failed.code, part.checkpoints()), (FailureCode::Busy, 1), "{name}");

        damage(&part);
        let next = if begun == 1 { rest("5-9/10", TAG, "56789") } else { whole(TAG) };
        let (address, requests, stop) = server(vec![next]).await;
        assert!(is_whole(&file(&fetcher().0, &address, &part).await), "{name}");
        assert_eq!(part.begun(), begun, "{name}");
        stop.cancel();
        assert_eq!(requests.await.unwrap()[0].contains("range: bytes=5-"), begun == 1, "{name}");
    }
}

#[tokio::test]
async fn cancelling_keeps_what_came() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (fetcher, cancel) = fetcher();
    let part = OnePart::new();
    let validators = Validators::none();
    let serving = async {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 4096]).await.unwrap();
        socket.write_all(&half(TAG)).await.unwrap();
        // The other half never comes; what is here is noted all the same, so that a kill would not lose it.
        support::until(|| part.checkpoints() == 1).await;
        cancel.cancel();
        socket
    };
    let (answer, _socket) = tokio::join!(fetcher.file(&address, &validators, part.clone()), serving);
    assert_eq!(answer.unwrap_err().code, FailureCode::Cancelled);

    let (address, ..) = server(vec![rest("5-9/10", TAG, "56789")]).await;
    assert!(is_whole(&file(&self::fetcher().0, &address, &part).await));
    assert_eq!(part.begun(), 1);
}

#[tokio::test]
async fn a_file_that_comes_packed_is_unpacked_and_not_gone_on_with() {
    let packed = support::gzip(b"0123456789").await;
    let headers = format!("{TAG}Content-Encoding: gzip\r\n");
    let cut = bytes_answer("200 OK", &headers, &packed);
    let cut = cut[..cut.len() - 6].to_vec();
    let (address, requests, stop) = server(vec![cut, bytes_answer("200 OK", &headers, &packed)]).await;
    let part = OnePart::new();
    assert!(is_whole(&file(&fetcher().0, &address, &part).await));
    assert_eq!((part.begun(), part.checkpoints()), (2, 0));
    stop.cancel();
    assert!(!requests.await.unwrap()[1].contains("range"));
}

#[tokio::test]
async fn a_digest_is_checked() {
    let right = "Repr-Digest: sha-256=:hNiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII=:\r\n";
    let wrong = "Repr-Digest: sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:\r\n";
    let (tag_right, tag_wrong) = (format!("{TAG}{right}"), format!("{TAG}{wrong}"));
    for (name, answers, requests, holds) in [
        ("right", vec![whole(right)], 1, true),
        ("wrong once", vec![whole(wrong), whole(right)], 2, true),
        ("wrong", vec![whole(wrong)], 2, false),
        ("right with the rest", vec![half(&tag_right), rest("5-9/10", &tag_right, "56789")], 2, true),
        (
            "wrong with the rest",
            vec![half(&tag_wrong), rest("5-9/10", &tag_wrong, "56789"), whole(&tag_right)],
            3,
            true,
        ),
    ] {
        let (address, ..) = server(answers).await;
        let (fetcher, _) = fetcher();
        let part = OnePart::new();
        let answer = fetcher.file(&address, &Validators::none(), part.clone()).await;
        match answer {
            Ok(Answer::Modified(file)) => assert!(holds && is_whole(&file), "{name}"),
            other => {
                assert!(!holds, "{name}: {other:?}");
                assert_eq!(other.unwrap_err().code, FailureCode::DigestMismatch, "{name}");
                part.set_left(|left| assert_eq!(left.bytes, 0, "{name}: nobody shall go on with it"));
            }
        }
        assert_eq!(fetcher.requests(), requests, "{name}");
    }
}

#[tokio::test]
async fn a_part_that_nobody_asked_for_is_no_file() {
    let (address, ..) = server(vec![rest("5-9/10", TAG, "56789")]).await;
    let (fetcher, _) = fetcher();
    let failure = fetcher.file(&address, &Validators::none(), OnePart::new()).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::ServerError);
}

#[tokio::test]
async fn what_does_not_fit_is_not_read() {
    let large = || answer("200 OK", TAG, &"x".repeat(2000));
    let endless =
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".iter().copied().chain([b'x'; 5000]).collect::<Vec<_>>();
    for (name, bytes, room, code, received) in [
        ("too large by its own word", large(), u64::MAX, FailureCode::TooLarge, true),
        ("too large without a word", endless, u64::MAX, FailureCode::TooLarge, false),
        ("no room by its own word", whole(TAG), 9, FailureCode::NoRoom, true),
        ("a part for which there is no room", rest("5-9/2000", TAG, "56789"), u64::MAX, FailureCode::TooLarge, false),
    ] {
        let is_rest = name.starts_with("a part");
        let answers = if is_rest { vec![half(TAG), bytes] } else { vec![bytes] };
        let (address, ..) = server(answers).await;
        let (fetcher, _) = fetcher();
        fetcher.set_room(room);
        let failure = fetcher.file(&address, &Validators::none(), OnePart::new()).await.unwrap_err();
        assert_eq!(failure.code, code, "{name}");
        assert_eq!(fetcher.requests(), 1 + u32::from(is_rest), "{name}");
        if received {
            assert_eq!(fetcher.bytes_received(), 0, "{name}");
        }
    }
}

#[tokio::test]
async fn room_is_taken_by_whole_files_only() {
    let unknown_length = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n0123456789".to_vec();
    let (address, ..) = server(vec![unknown_length, whole(""), whole(""), whole("")]).await;
    let (fetcher, _) = fetcher();
    fetcher.set_room(9);
    let failure = fetcher.file(&address, &Validators::none(), OnePart::new()).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::NoRoom);
    fetcher.set_room(10);
    let part = OnePart::new();
    let kept = file(&fetcher, &address, &part).await;
    let failure = fetcher.file(&address, &Validators::none(), OnePart::new()).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::NoRoom);
    fetcher.give_back(&kept);
    assert!(is_whole(&file(&fetcher, &address, &part).await));
}

#[tokio::test]
async fn a_line_that_breaks_again_and_again_still_brings_the_file() {
    // Each connection brings a third of a megabyte and breaks: more often than an address is tried in vain.
    const STEP: usize = 300 * 1024;
    let bytes: Vec<u8> = (0..STEP * 7).map(|at| (at / 7) as u8).collect();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let body = bytes.clone();
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut head = vec![0; 4096];
            let read = socket.read(&mut head).await.unwrap();
            let head = String::from_utf8_lossy(&head[..read]).to_lowercase();
            let from = head.split("range: bytes=").nth(1).and_then(|rest| rest.split('-').next()?.parse().ok());
            let first: usize = from.unwrap_or(0);
            let (total, last) = (body.len(), body.len() - 1);
            let status = if from.is_some() { "206 Partial Content" } else { "200 OK" };
            let length = total - first;
            let head = format!(
                "HTTP/1.1 {status}\r\n{TAG}Content-Length: {length}\r\nContent-Range: bytes {first}-{last}/{total}\r\n\r\n"
            );
            socket.write_all(head.as_bytes()).await.unwrap();
            let _ = socket.write_all(&body[first..(first + STEP).min(total)]).await;
            let _ = socket.shutdown().await;
        }
    });
    let reach = Reach { own_hosts: vec!["127.0.0.1".to_owned()], file_hosts: Vec::new() };
    let fetcher = Fetcher::new("test", Limits::default(), reach, &Trust::default(), CancellationToken::new()).unwrap();
    let part = OnePart::new();
    let file = file(&fetcher, &address, &part).await;
    assert!(std::fs::read(&file.path).unwrap() == bytes, "every byte stands in its place");
    assert_eq!((part.begun(), fetcher.requests()), (1, 7));
    assert!(fetcher.bytes_received() <= bytes.len() as u64, "nothing came twice");
}

#[tokio::test]
async fn a_server_that_breaks_off_and_cannot_go_on_is_not_asked_for_ever() {
    let body = "x".repeat(400 * 1024);
    for headers in [TAG, "X-Nothing: to go on by\r\n"] {
        let cut = format!("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\nConnection: close\r\n{headers}\r\n{body}");
        let (address, ..) = server(vec![cut.into_bytes()]).await;
        let reach = Reach { own_hosts: vec!["127.0.0.1".to_owned()], file_hosts: Vec::new() };
        let fetcher =
            Fetcher::new("test", Limits::default(), reach, &Trust::default(), CancellationToken::new()).unwrap();
        let failure = fetcher.file(&address, &Validators::none(), OnePart::new()).await.unwrap_err();
        assert_eq!((failure.code, fetcher.requests()), (FailureCode::Truncated, 3), "{headers}");
    }
}

#[tokio::test]
async fn a_transfer_notes_how_far_it_came() {
    // Nine megabytes in one go: a checkpoint every four, or every second on a slow machine.
    let bytes = "x".repeat(9 * 1024 * 1024);
    let (address, ..) = server(vec![answer("200 OK", TAG, &bytes)]).await;
    let reach = Reach { own_hosts: vec!["127.0.0.1".to_owned()], file_hosts: Vec::new() };
    let fetcher = Fetcher::new("test", Limits::default(), reach, &Trust::default(), CancellationToken::new()).unwrap();
    let part = OnePart::new();
    let file = file(&fetcher, &address, &part).await;
    assert_eq!(file.size_bytes, bytes.len() as u64);
    assert!(part.checkpoints() >= 2);
    assert_eq!(file.head.len(), 8 * 1024);
}
