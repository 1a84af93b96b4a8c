//! The icon beside the clock on a desktop that has a place for it: what its menu says, by the bus that the desktop
//! itself would ask.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedValue, Structure, Value};

use super::driver::Window;
use super::manners::Bus;
use super::window::must_skip;

/// What draws the icon; the program loads it when it needs it.
const DRAWS: &str = "libayatana-appindicator3.so.1";
const IN_THE_BUS: &str = "com.canonical.dbusmenu";

/// The desktop's list of icons: it writes down who came.
struct Desktop {
    came: Sender<(String, String)>,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Desktop {
    fn register_status_notifier_item(&self, path: &str, #[zbus(header)] header: zbus::message::Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        self.came.send((sender, path.to_owned())).unwrap();
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }
}

fn desktop(address: &str) -> (Connection, Receiver<(String, String)>) {
    let (came, who) = channel();
    let desktop = Builder::address(address)
        .and_then(|bus| bus.serve_at("/StatusNotifierWatcher", Desktop { came })?.name("org.kde.StatusNotifierWatcher"))
        .and_then(Builder::build)
        .unwrap();
    (desktop, who)
}

/// What its menu says, from top to bottom.
fn menu(bus: &Connection, (owner, item): &(String, String)) -> Vec<String> {
    type Layout = (u32, (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>));
    let path = format!("{item}/Menu");
    let layout = (0_i32, -1_i32, vec!["label"]);
    let answer = bus.call_method(Some(owner.as_str()), path.as_str(), Some(IN_THE_BUS), "GetLayout", &layout);
    let Ok(answer) = answer else { return Vec::new() };
    let (_, (_, _, children)) = answer.body().deserialize::<Layout>().unwrap();
    children.iter().filter_map(label).collect()
}

/// Of one item: its number, its properties, its own children. A line between items says nothing.
fn label(item: &OwnedValue) -> Option<String> {
    let Value::Dict(properties) = <&Structure<'_>>::try_from(&**item).ok()?.fields().get(1)? else { return None };
    properties.get::<_, String>(&"label").ok()?
}

fn wait_for(bus: &Connection, icon: &(String, String), words: &[&str]) {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        let said = menu(bus, icon);
        if said == words {
            return;
        }
        assert!(Instant::now() < until, "{words:?}: {said:?}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn is_drawn_here() -> bool {
    let named = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let usual = ["/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"];
    std::env::split_paths(&named)
        .chain(usual.map(Into::into))
        .any(|folder| !folder.as_os_str().is_empty() && folder.join(DRAWS).is_file())
}

#[test]
fn its_menu_speaks_the_language_of_the_window_and_follows_it_at_once() {
    if must_skip() {
        return;
    }
    let Some(bus) = Bus::start().filter(|_| is_drawn_here()) else {
        eprintln!("skipped: the icon needs dbus-daemon and {DRAWS}");
        return;
    };
    let (desktop, who) = desktop(&bus.address);
    let folder = tempfile::tempdir().unwrap();
    let person = folder.path().join("person");
    fs::create_dir_all(&person).unwrap();
    fs::write(person.join("settings.toml"), "stay_in_tray = true\nlanguage = \"en\"\n").unwrap();
    let library = folder.path().to_str().unwrap();
    let environment = [("DBUS_SESSION_BUS_ADDRESS", bus.address.as_str())];
    let program = Path::new(env!("CARGO_BIN_EXE_together-library"));
    let window = Window::start(program, &["--library", library, "--offline"], &environment).unwrap();
    let icon = who.recv_timeout(Duration::from_secs(30)).expect("an icon");
    wait_for(&desktop, &icon, &["Open the library", "Refresh now", "Quit"]);

    window.wait_for_text("9 resources").unwrap();
    window.script("location.hash = '#/settings'; return null").unwrap();
    let choose = "const choice = [...document.querySelectorAll('select')].find((select) => select.querySelector('[value=bn]')); \
                  if (!choice) return null; choice.value = 'bn'; choice.dispatchEvent(new Event('change', { bubbles: true })); return true";
    window.wait_for_script(choose).unwrap();
    window.wait_for_text("সেটিংস ও সাহায্য").unwrap();
    wait_for(&desktop, &icon, &["লাইব্রেরি খুলুন", "এখন হালনাগাদ করুন", "প্রোগ্রাম বন্ধ করুন"]);
    let kept = fs::read_to_string(person.join("settings.toml")).unwrap();
    assert!(kept.contains("language = \"bn\"") && kept.contains("stay_in_tray = true"), "{kept}");
}
