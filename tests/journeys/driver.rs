//! A window that nobody sees, and a hand that clicks in it: Xvfb, WebKitWebDriver, and as much of the WebDriver
//! protocol as is needed. Used by the window's journey and by `cargo xtask pictures`.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use serde_json::{Value, json};

/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How long anything may take to appear: a slow machine that builds beside us is no fault of the window.
const PATIENCE: Duration = Duration::from_secs(60);

/// For [`Window::start`] where pictures are to be taken: the window draws by way of a graphics card, also where that has
/// to be imitated. Otherwise WebKit never answers while a canvas is on the page.
pub const FOR_PICTURES: (&str, &str) = ("WEBKIT_DISABLE_DMABUF_RENDERER", "0");

pub type Answer<T> = Result<T, String>;

/// A program that ends with us.
pub struct Companion(pub Child);

impl Drop for Companion {
    fn drop(&mut self) {
        // Either it has ended by itself, or it does now.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The real window under a display of its own.
pub struct Window {
    session: String,
    port: u16,
    _driver: Companion,
    _display: Companion,
}

/// Something on the page.
pub struct Element(String);

impl Window {
    /// Starts `program` with arguments; `environment` is added to ours.
    pub fn start(program: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Answer<Self> {
        let (display, number) = start_display()?;
        let port = free_port()?;
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("DISPLAY", format!(":{number}"))
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            .env_remove("LANGUAGE")
            .env("LC_ALL", "C.UTF-8")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| format!("WebKitWebDriver does not start: {error}"))?;
        let mut window = Window { session: String::new(), port, _driver: Companion(driver), _display: display };
        window.wait("WebKitWebDriver", || Ok(TcpStream::connect(("127.0.0.1", port)).ok()))?;
        let options = json!({ "binary": program, "args": arguments });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let session = exchange(port, "POST", "/session", Some(&wanted))?;
        window.session = text_of(&session["sessionId"])?;
        let longest_ms = PATIENCE.as_millis() as u64;
        window.post("timeouts", &json!({ "script": longest_ms, "pageLoad": longest_ms }))?;
        Ok(window)
    }

    /// The first element that the CSS selector finds, as soon as there is one.
    pub fn find(&self, selector: &str) -> Answer<Element> {
        self.locate("css selector", selector)
    }

    /// The first element that the XPath expression finds, as soon as there is one.
    pub fn find_path(&self, expression: &str) -> Answer<Element> {
        self.locate("xpath", expression)
    }

    fn locate(&self, using: &str, value: &str) -> Answer<Element> {
        self.wait(value, || match self.post("element", &json!({ "using": using, "value": value })) {
            Ok(found) => Ok(Some(Element(text_of(&found[ELEMENT])?))),
            Err(error) if error.contains("no such element") => Ok(None),
            Err(error) => Err(error),
        })
    }

    pub fn click(&self, element: &Element) -> Answer<()> {
        self.post(&format!("element/{}/click", element.0), &json!({})).map(drop)
    }

    pub fn type_into(&self, element: &Element, keys: &str) -> Answer<()> {
        self.post(&format!("element/{}/value", element.0), &json!({ "text": keys })).map(drop)
    }

    pub fn clear(&self, element: &Element) -> Answer<()> {
        self.post(&format!("element/{}/clear", element.0), &json!({})).map(drop)
    }

    /// The words of the whole page that can be seen.
    pub fn page_text(&self) -> Answer<String> {
        text_of(&self.script("return document.body.innerText")?)
    }

    /// Waits until the page shows these words.
    pub fn wait_for_text(&self, words: &str) -> Answer<()> {
        self.wait(words, || Ok(self.page_text()?.contains(words).then_some(())))
            .map_err(|error| format!("{error}; the page shows:\n{}", self.page_text().unwrap_or_default()))
    }

    /// Runs the body of a function in the page.
    pub fn script(&self, body: &str) -> Answer<Value> {
        self.post("execute/sync", &json!({ "script": body, "args": [] }))
    }

    /// Runs the body of a function whose last argument is to be called with the answer.
    pub fn script_later(&self, body: &str) -> Answer<Value> {
        self.post("execute/async", &json!({ "script": body, "args": [] }))
    }

    /// Waits until the body of a function answers with something true.
    pub fn wait_for_script(&self, body: &str) -> Answer<Value> {
        self.wait(body, || {
            let answer = self.script(body)?;
            let is_true =
                !matches!(answer, Value::Null | Value::Bool(false)) && answer != json!(0) && answer != json!("");
            Ok(is_true.then_some(answer))
        })
    }

    /// A PNG of what is shown, once it has come to rest, of a window that was started [`FOR_PICTURES`].
    pub fn picture(&self) -> Answer<Vec<u8>> {
        let shot = || -> Answer<Vec<u8>> {
            let encoded = text_of(&self.request("GET", "screenshot", None)?)?;
            base64::engine::general_purpose::STANDARD.decode(encoded).map_err(|error| error.to_string())
        };
        let mut last = shot()?;
        self.wait("a picture at rest", || {
            std::thread::sleep(Duration::from_millis(300));
            let next = shot()?;
            let at_rest = next == last;
            last = next;
            Ok(at_rest.then(|| last.clone()))
        })
    }

    /// Asks again and again until there is an answer.
    pub fn wait<T>(&self, what: &str, mut ask: impl FnMut() -> Answer<Option<T>>) -> Answer<T> {
        let start = Instant::now();
        loop {
            if let Some(answer) = ask()? {
                return Ok(answer);
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("waited in vain for {what}"));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn post(&self, path: &str, body: &Value) -> Answer<Value> {
        self.request("POST", path, Some(body))
    }

    fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Answer<Value> {
        exchange(self.port, method, &format!("/session/{}/{path}", self.session), body)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            // Closes the window; the driver and the display go with us in any case.
            let _ = exchange(self.port, "DELETE", &format!("/session/{}", self.session), None);
        }
    }
}

/// A display in memory, under a number that was free.
pub fn start_display() -> Answer<(Companion, u32)> {
    let mut xvfb = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("Xvfb does not start: {error}"))?;
    let output = xvfb.stdout.take();
    let display = Companion(xvfb);
    let mut line = String::new();
    if let Some(output) = output {
        BufReader::new(output).read_line(&mut line).map_err(|error| error.to_string())?;
    }
    let number = line.trim().parse().map_err(|_| "Xvfb did not name its display".to_owned())?;
    Ok((display, number))
}

fn free_port() -> Answer<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    listener.local_addr().map(|address| address.port()).map_err(|error| error.to_string())
}

fn text_of(value: &Value) -> Answer<String> {
    value.as_str().map(str::to_owned).ok_or_else(|| format!("text was expected, not {value}"))
}

/// One request over a connection of its own; the `value` of the answer, or the error in it.
fn exchange(port: u16, method: &str, path: &str, body: Option<&Value>) -> Answer<Value> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let broken = |error: std::io::Error| format!("the driver is gone: {error}");
    let mut stream = TcpStream::connect(("127.0.0.1", port)).map_err(broken)?;
    stream.set_read_timeout(Some(PATIENCE * 2)).map_err(broken)?;
    stream.write_all(request.as_bytes()).map_err(broken)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).map_err(broken)?;
    let answer = String::from_utf8_lossy(&answer);
    let (_, body) = answer.split_once("\r\n\r\n").ok_or("the driver's answer has no body")?;
    let mut answer: Value =
        serde_json::from_str(body).map_err(|error| format!("the driver's answer is no JSON: {error}"))?;
    let value = answer["value"].take();
    match value.get("error").and_then(Value::as_str) {
        Some(error) => Err(format!("{error}: {}", value["message"].as_str().unwrap_or_default())),
        None => Ok(value),
    }
}
