//! What several of these tests need.
#![allow(dead_code, reason = "each test file uses some of it")]

pub mod nginx;
pub mod programs;

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_compression::tokio::write::GzipEncoder;
use fetch::{Destination, Left, Validators};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// The ledger of one file, in memory, and its part on the disk.
pub struct OnePart {
    folder: TempDir,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    left: Option<Left>,
    begun: u32,
    checkpoints: u32,
}

impl OnePart {
    pub fn new() -> Arc<Self> {
        Arc::new(Self { folder: tempfile::tempdir().unwrap(), state: Mutex::default() })
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("part")
    }

    /// How often a body was begun from its first byte.
    pub fn begun(&self) -> u32 {
        self.state.lock().unwrap().begun
    }

    pub fn checkpoints(&self) -> u32 {
        self.state.lock().unwrap().checkpoints
    }

    /// What the ledger knows; to be changed by a test that wants it otherwise.
    pub fn set_left(&self, change: impl FnOnce(&mut Left)) {
        change(self.state.lock().unwrap().left.as_mut().unwrap());
    }
}

impl Destination for OnePart {
    fn left(&self) -> io::Result<Option<Left>> {
        Ok(self.state.lock().unwrap().left.clone())
    }

    fn begin(&self, validators: &Validators) -> io::Result<PathBuf> {
        let mut state = self.state.lock().unwrap();
        state.begun += 1;
        let left = Left { path: self.path(), bytes: 0, sha256: String::new(), validators: validators.clone() };
        state.left = Some(left);
        Ok(self.path())
    }

    fn checkpoint(&self, bytes: u64, sha256: &str) -> io::Result<()> {
        let mut state = self.state.lock().unwrap();
        state.checkpoints += 1;
        let left = state.left.as_mut().expect("a checkpoint comes after a beginning");
        (left.bytes, left.sha256) = (bytes, sha256.to_owned());
        Ok(())
    }
}

/// Answers each connection with the next of `answers` (the last one again and again), then closes it; gives the
/// address and, when awaited after `stop`, the heads of the requests.
pub async fn server(answers: Vec<Vec<u8>>) -> (String, JoinHandle<Vec<String>>, CancellationToken) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    let task = tokio::spawn(async move {
        let mut heads = Vec::new();
        loop {
            let mut socket = tokio::select! {
                accepted = listener.accept() => accepted.unwrap().0,
                () = stopped.cancelled() => return heads,
            };
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && socket.read(&mut byte).await.unwrap_or(0) == 1 {
                head.push(byte[0]);
            }
            let answer = answers.get(heads.len()).or(answers.last()).unwrap();
            heads.push(String::from_utf8(head).unwrap().to_lowercase());
            let _ = socket.write_all(answer).await;
            let _ = socket.shutdown().await;
        }
    });
    (address, task, stop)
}

pub fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    bytes_answer(status, headers, body.as_bytes())
}

pub fn bytes_answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// Waits for a condition, generously.
pub async fn until(is_so: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it did not come about");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

pub async fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzipEncoder::new(Vec::new());
    packed.write_all(bytes).await.unwrap();
    packed.shutdown().await.unwrap();
    packed.into_inner()
}
