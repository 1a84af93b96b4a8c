//! Fetchers of several sources beside each other, and files of a folder.

use std::fs;
use std::sync::Arc;

use fetch::{Answer, Destination, FailureCode, Fetcher, FileOnDisk, Limits, Reach, Trust, Validators};
use support::{OnePart, answer, server};
use tokio_util::sync::CancellationToken;

mod support;

const AGENT: &str = "TogetherLibrary/0.1 (test)";

fn reach(own: &[&str]) -> Reach {
    Reach { own_hosts: own.iter().map(|host| (*host).to_owned()).collect(), file_hosts: Vec::new() }
}

fn fetcher(limits: Limits) -> Fetcher {
    let reach = reach(&["127.0.0.1"]);
    Fetcher::new(AGENT, limits, reach, &Trust::default(), CancellationToken::new()).unwrap()
}

#[tokio::test]
async fn what_a_host_asked_for_holds_for_the_next_source_and_its_reach_is_its_own() {
    let busy = answer("503 Service Unavailable", "Retry-After: 3600\r\n", "");
    let (address, requests, stop) = server(vec![busy]).await;
    let first = fetcher(Limits::default());
    let refused = |failure: fetch::Failure| failure.code;
    assert_eq!(first.page(&address, &Validators::none()).await.map_err(refused), Err(FailureCode::Busy));
    let same_host = first.beside(AGENT, reach(&["127.0.0.1"]), &Trust::default()).unwrap();
    assert_eq!(same_host.page(&address, &Validators::none()).await.map_err(refused), Err(FailureCode::Busy));
    assert_eq!(same_host.requests(), 1, "counted together, and the host was left alone");
    let other = first.beside(AGENT, reach(&["www.example.org"]), &Trust::default()).unwrap();
    assert_eq!(other.page(&address, &Validators::none()).await.map_err(refused), Err(FailureCode::NotAllowed));
    stop.cancel();
    assert_eq!(requests.await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_file_of_a_folder_is_copied_once_and_within_the_limits() {
    let folder = tempfile::tempdir().unwrap();
    let from = folder.path().join("leaflet.txt");
    fs::write(&from, b"the first words").unwrap();
    let fetcher = fetcher(Limits { file_bytes: 100, ..Limits::default() });
    let copy = async |validators: &Validators| {
        let part = OnePart::new();
        let answer = fetcher.copy(&from, "file:///leaflet.txt", validators, part.clone() as Arc<dyn Destination>).await;
        (answer, part)
    };
    let (answer, part) = copy(&Validators::none()).await;
    let Ok(Answer::Modified(file)) = answer else { panic!("{answer:?}") };
    let FileOnDisk { size_bytes, head, validators, path, .. } = file;
    assert_eq!((size_bytes, head.as_slice(), path), (15, b"the first words".as_slice(), part.path()));
    assert_eq!(fs::read(part.path()).unwrap(), b"the first words");
    assert_eq!(fs::read(&from).unwrap(), b"the first words", "the folder is only read");

    let (answer, part) = copy(&validators).await;
    assert_eq!((answer, part.begun()), (Ok(Answer::NotModified), 0));
    fs::write(&from, b"other words, and more of them").unwrap();
    let (answer, _part) = copy(&validators).await;
    assert!(matches!(answer, Ok(Answer::Modified(file)) if file.size_bytes == 29));

    fetcher.set_room(10);
    let code = |answer: Result<Answer<FileOnDisk>, fetch::Failure>| answer.map_err(|failure| failure.code);
    assert_eq!(code(copy(&validators).await.0), Err(FailureCode::NoRoom));
    fetcher.set_room(1_000);
    fs::write(&from, vec![b'x'; 101]).unwrap();
    assert_eq!(code(copy(&validators).await.0), Err(FailureCode::TooLarge));
    fs::remove_file(&from).unwrap();
    assert_eq!(code(copy(&validators).await.0), Ok(Answer::Gone));
    fs::create_dir(&from).unwrap();
    assert_eq!(code(copy(&Validators::none()).await.0), Err(FailureCode::Unreachable));
    assert_eq!(fetcher.requests(), 0);
}
