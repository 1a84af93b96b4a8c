//! Real servers and proxies on this computer, and this test program once more as a child with other surroundings.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use fetch::{Answer, Fetcher, Limits, Reach, Trust, Validators};
use tokio_util::sync::CancellationToken;

/// Where these programs may be, beside the path: what `cargo xtask setup` brought, and where Debian puts servers.
const PLACES: [&str; 5] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/mitmproxy/bin"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/debian/usr/sbin"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/debian/usr/bin"),
    "/usr/sbin",
    "/usr/local/sbin",
];

/// The programs, or word on standard error that the test is skipped for want of one. Where they must be here
/// (`TOGETHER_REQUIRE_PROXIES=1`) the test fails instead.
pub fn programs<const N: usize>(names: [&str; N]) -> Option<[PathBuf; N]> {
    let found = names.map(find);
    if let Some(at) = found.iter().position(Option::is_none) {
        let lacking = names[at];
        assert!(
            std::env::var_os("TOGETHER_REQUIRE_PROXIES").is_none_or(|value| value != "1"),
            "{lacking} is not here; “cargo xtask setup” brings it on Debian and its kin"
        );
        // Not by the macro, of which the test program keeps to itself what a passing test prints.
        let word = format!("skipped: {lacking} is not here; “cargo xtask setup” brings it on Debian and its kin\n");
        let _ = std::io::stderr().write_all(word.as_bytes());
        return None;
    }
    Some(found.map(Option::unwrap))
}

fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = PLACES.iter().map(PathBuf::from).chain(std::env::split_paths(&path));
    folders.find_map(|folder| Some(folder.join(name)).filter(|program| program.is_file()))
}

/// A program that ends with its value.
pub struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a server and waits until it listens on `port`. `log`: what it prints.
pub fn start(command: &mut Command, port: u16, log: &Path) -> Running {
    let out = File::create(log).unwrap();
    command.stdin(Stdio::null()).stdout(out.try_clone().unwrap()).stderr(out);
    let mut running = Running(command.spawn().unwrap());
    let begun = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        let ended = running.0.try_wait().unwrap();
        let printed = || fs::read_to_string(log).unwrap_or_default();
        assert!(ended.is_none(), "{command:?} ended: {}", printed());
        assert!(begun.elapsed() < Duration::from_secs(90), "{command:?} does not listen: {}", printed());
        std::thread::sleep(Duration::from_millis(20));
    }
    running
}

/// A port that was free a moment ago, and that no other test here was given.
pub fn free_port() -> u16 {
    static GIVEN: Mutex<Option<HashSet<u16>>> = Mutex::new(None);
    loop {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        if GIVEN.lock().unwrap().get_or_insert_default().insert(port) {
            return port;
        }
    }
}

/// What came of a page that the child asked for.
#[derive(Debug)]
pub struct Outcome {
    /// "ok", or the failure's code.
    pub code: String,
    /// The body, or the failure's message.
    pub text: String,
    /// All that the child printed.
    pub printed: String,
}

/// Variables that say whom to trust and what to go through.
const SURROUNDINGS: [&str; 10] = [
    "ALL_PROXY",
    "all_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];
const URL: &str = "FETCH_TEST_URL";
const CERTIFICATE: &str = "FETCH_TEST_CERTIFICATE";

/// Asks for a page in a child of this program with these surroundings, and none of those that this one has. `test`:
/// the name of the test that calls this, which must begin with [`is_child`].
pub fn ask_in_a_child(test: &str, url: &str, certificate: Option<&Path>, surroundings: &[(&str, &str)]) -> Outcome {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(URL, url);
    for name in SURROUNDINGS {
        child.env_remove(name);
    }
    child.envs(surroundings.iter().copied());
    if let Some(certificate) = certificate {
        child.env(CERTIFICATE, certificate);
    }
    let output = child.output().unwrap();
    let printed = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    let line = printed.lines().find_map(|line| line.split_once("outcome:")).map(|(_, outcome)| outcome);
    let (code, text) = line.and_then(|line| line.split_once(':')).unwrap_or_else(|| panic!("no outcome: {printed}"));
    Outcome { code: code.to_owned(), text: text.to_owned(), printed }
}

/// True in the child, after it has asked.
pub fn is_child() -> bool {
    let Ok(url) = std::env::var(URL) else { return false };
    let extra = std::env::var_os(CERTIFICATE).map(PathBuf::from);
    let trust = Trust { extra_certificates: extra.into_iter().collect() };
    let reach = Reach { own_hosts: vec!["localhost".to_owned()], file_hosts: Vec::new() };
    let asking = async {
        let fetcher = Fetcher::new("test", Limits::default(), reach, &trust, CancellationToken::new())?;
        fetcher.page(&url, &Validators::none()).await
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    match runtime.block_on(asking) {
        Ok(Answer::Modified(page)) => println!("outcome:ok:{}", String::from_utf8_lossy(&page.body).trim()),
        Ok(other) => println!("outcome:other:{other:?}"),
        Err(failure) => println!("outcome:{}:{}", failure.code.as_str(), failure.message),
    }
    true
}
