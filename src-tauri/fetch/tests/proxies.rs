//! The client behind real proxies: tinyproxy, which passes on, and mitmproxy, which opens what it passes on, as the
//! filters of many workplaces do. What to go through and whom to trust comes from the surroundings, so each question
//! is asked in a child of this program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::nginx::{ISSUER, Nginx};
use support::programs::{Outcome, Running, ask_in_a_child, free_port, is_child, programs, start};
use tempfile::TempDir;

mod support;

const WORDS: &str = "<p>words and words and words and words and words and words</p>";

fn serve(nginx: &Path) -> Nginx {
    Nginx::serve(nginx, &[("list.html", WORDS.as_bytes())])
}

/// A proxy on loopback.
struct Proxy {
    _running: Running,
    folder: TempDir,
    port: u16,
}

impl Proxy {
    fn tinyproxy(program: &Path, password: Option<&str>) -> Self {
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let mut configuration =
            format!("Port {port}\nListen 127.0.0.1\nTimeout 60\nAllow 127.0.0.1\nMaxClients 20\nLogLevel Connect\n");
        if let Some(password) = password {
            configuration.push_str(&format!("BasicAuth ann {password}\n"));
        }
        let file = folder.path().join("tinyproxy.conf");
        fs::write(&file, configuration).unwrap();
        let mut command = Command::new(program);
        command.arg("-d").arg("-c").arg(file).current_dir(folder.path());
        let running = start(&mut command, port, &folder.path().join("printed.log"));
        Self { _running: running, folder, port }
    }

    /// Trusts `nginx`, and shows certificates of its own making.
    fn mitmproxy(program: &Path, nginx: &Nginx, password: Option<&str>) -> Self {
        let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
        let settings = [
            format!("confdir={}", folder.path().display()),
            format!("ssl_verify_upstream_trusted_ca={}", nginx.root().display()),
        ];
        let mut command = Command::new(program);
        command.args(["--listen-host", "127.0.0.1", "--listen-port", &port.to_string()]);
        command.args(["--set", &settings[0], "--set", &settings[1]]);
        if let Some(password) = password {
            command.arg("--proxyauth").arg(format!("ann:{password}"));
        }
        let running = start(&mut command, port, &folder.path().join("printed.log"));
        Self { _running: running, folder, port }
    }

    /// With a name and a password, or without: "" or "name:password@".
    fn url(&self, who: &str) -> String {
        format!("http://{who}127.0.0.1:{}", self.port)
    }

    fn printed(&self) -> String {
        fs::read_to_string(self.folder.path().join("printed.log")).unwrap()
    }

    /// The root of mitmproxy's certificates, which IT would install.
    fn root(&self) -> PathBuf {
        self.folder.path().join("mitmproxy-ca-cert.pem")
    }
}

fn is_words(outcome: &Outcome) -> bool {
    outcome.code == "ok" && outcome.text == WORDS
}

#[test]
fn a_proxy_that_opens_what_it_passes_on_works_once_its_root_is_trusted() {
    const NAME: &str = "a_proxy_that_opens_what_it_passes_on_works_once_its_root_is_trusted";
    if is_child() {
        return;
    }
    let Some([nginx, mitmdump]) = programs(["nginx", "mitmdump"]) else { return };
    let nginx = serve(&nginx);
    let proxy = Proxy::mitmproxy(&mitmdump, &nginx, None);
    let url = format!("https://localhost:{}/list.html", nginx.https);
    let through = ("HTTPS_PROXY", &*proxy.url(""));

    let outcome = ask_in_a_child(NAME, &url, None, &[through]);
    assert_eq!(outcome.code, "untrusted_certificate", "{outcome:?}");
    assert!(outcome.text.contains("issued by “mitmproxy”") && outcome.text.contains("IT help desk"), "{outcome:?}");
    // The server's own root does not help: it is not what is shown here.
    let outcome = ask_in_a_child(NAME, &url, Some(&nginx.root()), &[through]);
    assert_eq!(outcome.code, "untrusted_certificate", "{outcome:?}");

    let by_file = ask_in_a_child(NAME, &url, Some(&proxy.root()), &[through]);
    assert!(is_words(&by_file), "{by_file:?}");
    if cfg!(target_os = "linux") {
        // On other systems the store cannot be replaced by a variable.
        let root = proxy.root();
        let by_store = ask_in_a_child(NAME, &url, None, &[through, ("SSL_CERT_FILE", root.to_str().unwrap())]);
        assert!(is_words(&by_store), "{by_store:?}");
    }
    let missing = ask_in_a_child(NAME, &url, Some(Path::new("no-such.pem")), &[through]);
    assert_eq!(missing.code, "certificate_file", "{missing:?}");
    assert!(missing.text.contains("no-such.pem"), "{missing:?}");
}

#[test]
fn a_proxy_is_found_in_the_surroundings() {
    const NAME: &str = "a_proxy_is_found_in_the_surroundings";
    if is_child() {
        return;
    }
    let Some([nginx, tinyproxy]) = programs(["nginx", "tinyproxy"]) else { return };
    let nginx = serve(&nginx);
    let proxy = Proxy::tinyproxy(&tinyproxy, None);
    let root = Some(nginx.root());
    let https = format!("https://localhost:{}/list.html", nginx.https);
    let http = format!("http://localhost:{}/list.html", nginx.http);
    for (name, url) in [("HTTPS_PROXY", &https), ("https_proxy", &https), ("ALL_PROXY", &https), ("HTTP_PROXY", &http)]
    {
        let before = proxy.printed().matches("Request").count();
        let outcome = ask_in_a_child(NAME, url, root.as_deref(), &[(name, &proxy.url(""))]);
        assert!(is_words(&outcome), "{name}: {outcome:?}");
        assert!(proxy.printed().matches("Request").count() > before, "{name}: it went another way");
    }
    // A proxy that passes on shows the server's own certificate.
    let outcome = ask_in_a_child(NAME, &https, None, &[("HTTPS_PROXY", &proxy.url(""))]);
    assert!(outcome.code == "untrusted_certificate" && outcome.text.contains(ISSUER), "{outcome:?}");

    // Nobody listens there; and who need not go through is not harmed by it.
    let dead = format!("127.0.0.1:{}", free_port());
    let through = ("HTTPS_PROXY", &*format!("http://{dead}"));
    let outcome = ask_in_a_child(NAME, &https, root.as_deref(), &[through]);
    assert!(outcome.code == "unreachable" && outcome.text.contains(&dead), "{outcome:?}");
    for spared in ["localhost", "*", "example.org, localhost"] {
        let outcome = ask_in_a_child(NAME, &https, root.as_deref(), &[through, ("NO_PROXY", spared)]);
        assert!(is_words(&outcome), "{spared}: {outcome:?}");
    }
    // A filter that does not let an address through: tinyproxy cannot reach it.
    let nobody = format!("https://localhost:{}/", free_port());
    let outcome = ask_in_a_child(NAME, &nobody, root.as_deref(), &[("HTTPS_PROXY", &proxy.url(""))]);
    assert!(outcome.code == "refused" && outcome.text.contains(&proxy.port.to_string()), "{outcome:?}");
}

#[test]
fn a_proxy_that_wants_a_password_says_so() {
    const NAME: &str = "a_proxy_that_wants_a_password_says_so";
    if is_child() {
        return;
    }
    let Some([nginx, tinyproxy, mitmdump]) = programs(["nginx", "tinyproxy", "mitmdump"]) else { return };
    let nginx = serve(&nginx);
    let passing = Proxy::tinyproxy(&tinyproxy, Some("Tr1cky_Pass"));
    let opening = Proxy::mitmproxy(&mitmdump, &nginx, Some("Tr1cky_Pass"));
    let https = format!("https://localhost:{}/list.html", nginx.https);
    let http = format!("http://localhost:{}/list.html", nginx.http);
    for (proxy, root, variable, url, says_no) in [
        (&passing, nginx.root(), "HTTPS_PROXY", &https, "does not accept"),
        // Its "no" to a wrong password is 401, which might be the site's.
        (&passing, nginx.root(), "HTTP_PROXY", &http, "refused to answer (401)"),
        (&opening, opening.root(), "HTTPS_PROXY", &https, "does not accept"),
        (&opening, opening.root(), "HTTP_PROXY", &http, "does not accept"),
    ] {
        let named = format!("127.0.0.1:{}", proxy.port);
        let ask = |who: &str| ask_in_a_child(NAME, url, Some(&root), &[(variable, &proxy.url(who))]);
        let none = ask("");
        assert_eq!(none.code, "refused", "{none:?}");
        assert!(none.text.contains(&named) && none.text.contains("wants a name and a password"), "{none:?}");
        let wrong = ask("ann:Wr0ng_Pass@");
        assert_eq!(wrong.code, "refused", "{wrong:?}");
        assert!(wrong.text.contains(&named) && wrong.text.contains(says_no), "{wrong:?}");
        assert!(!wrong.printed.contains("Wr0ng"), "{wrong:?}");
        // Percent-encoded, as letters that mean something in an address must be.
        let right = ask("ann:Tr1cky%5FPass@");
        assert!(is_words(&right), "{right:?}");
    }
}

#[test]
fn a_sign_in_page_on_another_host_is_told_from_a_page_that_moved() {
    const NAME: &str = "a_sign_in_page_on_another_host_is_told_from_a_page_that_moved";
    if is_child() {
        return;
    }
    // Every name leads here, as behind a gateway; ours are not resolved, for there is no such name.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (location, kind, code) in [
        ("http://wifi.nowhere.example/login", "text/html", "captive_portal"),
        ("http://gate.nowhere.example/?to=http%3A%2F%2Flocalhost%2F", "text/html; charset=utf-8", "captive_portal"),
        ("http://files.nowhere.example/guest/a.pdf", "application/pdf", "ok"),
        ("http://moved.nowhere.example/library", "text/html", "ok"),
        ("http://login.microsoftonline.com/?to=http://localhost/", "text/html", "ok"),
    ] {
        let answers = vec![
            support::answer("302 Found", &format!("Location: {location}\r\n"), ""),
            support::answer("200 OK", &format!("Content-Type: {kind}\r\n"), "words"),
        ];
        let (proxy, requests, stop) = runtime.block_on(support::server(answers));
        let outcome = ask_in_a_child(NAME, "http://localhost/", None, &[("HTTP_PROXY", &proxy)]);
        assert_eq!(outcome.code, code, "{location}: {outcome:?}");
        stop.cancel();
        let heads = runtime.block_on(requests).unwrap();
        assert!(heads[1].starts_with(&format!("get {} ", location.to_lowercase())), "{heads:?}");
    }
}
