use std::io::Read;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use demo_site::{DemoSite, SiteOptions};
use serde_json::Value;
use tempfile::TempDir;
use zbus::blocking::MessageIterator;
use zbus::blocking::connection::Builder;

/// The bus itself, as far as a client asks it for anything.
struct Bus;

#[zbus::interface(name = "org.freedesktop.DBus")]
impl Bus {
    fn hello(&self) -> &str {
        ":1.7"
    }

    fn add_match(&self, _rule: &str) {}

    fn remove_match(&self, _rule: &str) {}
}

struct NetworkManager {
    metered: u32,
}

#[zbus::interface(name = "org.freedesktop.NetworkManager")]
impl NetworkManager {
    #[zbus(property)]
    fn metered(&self) -> u32 {
        self.metered
    }
}

/// A system bus on a socket of its own, with this behind it.
#[derive(Clone, Copy)]
enum Behind {
    /// NetworkManager, which says this of the connection.
    Metered(u32),
    /// Nobody but the bus.
    Nobody,
    /// A bus that takes calls and says nothing.
    Silence,
}

struct SystemBus {
    folder: TempDir,
}

impl SystemBus {
    fn start(behind: Behind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join("bus")).unwrap();
        // Ends with the test program.
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                std::thread::spawn(move || serve(stream.unwrap(), behind));
            }
        });
        Self { folder }
    }

    fn address(&self) -> String {
        format!("unix:path={}", self.folder.path().join("bus").display())
    }
}

fn serve(mut stream: UnixStream, behind: Behind) {
    if let Behind::Silence = behind {
        while stream.read(&mut [0; 1024]).is_ok_and(|read| read > 0) {}
        return;
    }
    let bus = || {
        Builder::async_io_unix_stream(stream)
            .server(zbus::Guid::generate())?
            .p2p()
            .serve_at("/org/freedesktop/DBus", Bus)
    };
    let bus = bus().unwrap();
    let bus = match behind {
        Behind::Metered(metered) => {
            bus.serve_at("/org/freedesktop/NetworkManager", NetworkManager { metered }).unwrap()
        }
        _ => bus,
    };
    // A client that has asked all it wants hangs up.
    let Ok(connection) = bus.build() else { return };
    MessageIterator::from(connection).for_each(drop);
}

fn together(library: &Path, bus: &str, arguments: &[&str]) -> (Option<i32>, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_together"))
        .args(arguments)
        .arg("--json")
        .env("TOGETHER_LIBRARY", library)
        .env("DBUS_SYSTEM_BUS_ADDRESS", bus)
        .env_remove("HTTP_PROXY")
        .env_remove("http_proxy")
        .env_remove("ALL_PROXY")
        .env_remove("all_proxy")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let document = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code(), document)
}

fn library() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library");
    (folder, library)
}

#[test]
fn a_refresh_that_is_due_waits_for_a_connection_that_costs_nothing() {
    let (_folder, library) = library();
    for (behind, waiting_for) in [
        (Behind::Metered(1), Value::from("metered")),
        (Behind::Metered(3), Value::from("metered")),
        (Behind::Metered(2), Value::Null),
        (Behind::Metered(4), Value::Null),
        (Behind::Metered(0), Value::Null),
        (Behind::Nobody, Value::Null),
        (Behind::Silence, Value::Null),
    ] {
        let bus = SystemBus::start(behind);
        let (status, document) = together(&library, &bus.address(), &["status"]);
        assert_eq!(status, Some(0));
        assert_eq!(document["waiting_for"], waiting_for, "{document:#}");
        assert!(document["next_attempt"].is_string(), "{document:#}");
    }
    let (_, document) = together(&library, "unix:path=/there/is/no/bus", &["status"]);
    assert_eq!(document["waiting_for"], Value::Null);
}

#[test]
fn what_is_asked_for_by_hand_or_set_otherwise_does_not_wait() {
    let (folder, library) = library();
    let bus = SystemBus::start(Behind::Metered(1));
    let policy = folder.path().join("policy.toml");
    std::fs::write(&policy, "pause_on_metered = false\n").unwrap();
    let (_, document) = together(&library, &bus.address(), &["status", "--config", policy.to_str().unwrap()]);
    assert_eq!(document["waiting_for"], Value::Null, "{document:#}");

    let site = DemoSite::start_blocking(SiteOptions::default()).unwrap();
    let (status, report) = together(&library, &bus.address(), &["refresh", "--site", &site.address(), "--quiet"]);
    assert_eq!(status, Some(0), "{report:#}");
    assert_eq!(report["outcome"], "updated");
    let (_, document) = together(&library, &bus.address(), &["status"]);
    assert_eq!(document["waiting_for"], Value::Null, "nothing waits that is not due");
    assert_eq!(document["next_attempt"], report["next_attempt"]);
}
