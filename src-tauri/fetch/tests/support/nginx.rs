//! A real nginx on loopback, with certificates made for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose};
use tempfile::TempDir;

use super::programs::{Running, free_port, start};

/// Who issued this nginx's certificates.
pub const ISSUER: &str = "Loopback Test CA";

pub struct Nginx {
    _running: Running,
    folder: TempDir,
    /// Without encryption.
    pub http: u16,
    /// With a certificate for localhost and 127.0.0.1.
    pub https: u16,
    /// With a certificate for another name.
    pub misnamed: u16,
    /// With a certificate that has run out.
    pub expired: u16,
}

impl Nginx {
    /// Serves `files`: names and bytes.
    pub fn serve(program: &Path, files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let [http, https, misnamed, expired] = [(); 4].map(|()| free_port());
        let nginx_of = |folder: &TempDir| folder.path().to_str().unwrap().replace('\\', "/");
        make_certificates(folder.path());
        fs::create_dir(folder.path().join("site")).unwrap();
        for (name, bytes) in files {
            fs::write(folder.path().join("site").join(name), bytes).unwrap();
        }
        let tls = |port: u16, name: &str| {
            format!(
                "server {{ listen 127.0.0.1:{port} ssl http2; ssl_certificate {name}.pem; ssl_certificate_key {name}.key; root site; }}"
            )
        };
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path temporary_{name};\n"))
            .concat();
        let configuration = format!(
            "daemon off; master_process off; pid nginx.pid; error_log error.log;
            events {{ worker_connections 128; }}
            http {{
                {temporary}
                log_format seen '$server_protocol $status range=\"$http_range\" packed=\"$sent_http_content_encoding\" connection=$connection $request_uri';
                access_log access.log seen;
                types {{ text/html html; application/pdf pdf; text/plain txt; }}
                gzip on; gzip_min_length 20;
                server {{ listen 127.0.0.1:{http}; root site; }}
                {} {} {}
            }}",
            tls(https, "own"),
            tls(misnamed, "other"),
            tls(expired, "expired"),
        );
        fs::write(folder.path().join("nginx.conf"), configuration).unwrap();
        let place = nginx_of(&folder);
        let mut command = Command::new(program);
        command.args(["-p", &place, "-c", "nginx.conf", "-e", "error.log"]).current_dir(folder.path());
        let running = start(&mut command, https, &folder.path().join("printed.log"));
        Self { _running: running, folder, http, https, misnamed, expired }
    }

    /// The certificate that has to be trusted for the others to be.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("root.pem")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("site").join(name)
    }

    /// The lines of the access log for one address, once there are so many.
    pub async fn log(&self, address: &str, lines: usize) -> Vec<String> {
        let begun = std::time::Instant::now();
        loop {
            let text = fs::read_to_string(self.folder.path().join("access.log")).unwrap_or_default();
            let seen: Vec<_> = text.lines().filter(|line| line.ends_with(address)).map(str::to_owned).collect();
            if seen.len() >= lines {
                return seen;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "{address} was not asked for so often: {text}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

fn make_certificates(folder: &Path) {
    let mut root = CertificateParams::new(Vec::new()).unwrap();
    root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    root.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    root.distinguished_name.push(DnType::CommonName, ISSUER);
    let root = CertifiedIssuer::self_signed(root, KeyPair::generate().unwrap()).unwrap();
    fs::write(folder.join("root.pem"), root.pem()).unwrap();
    fs::write(folder.join("root.der"), root.der()).unwrap();
    for (file, names, last_year) in [
        ("own", ["localhost", "127.0.0.1"], 2096),
        ("other", ["other.example"; 2], 2096),
        ("expired", ["localhost"; 2], 2001),
    ] {
        let key = KeyPair::generate().unwrap();
        let mut leaf = CertificateParams::new(names.map(str::to_owned)).unwrap();
        leaf.not_before = rcgen::date_time_ymd(2000, 1, 1);
        leaf.not_after = rcgen::date_time_ymd(last_year, 1, 1);
        fs::write(folder.join(format!("{file}.pem")), leaf.signed_by(&key, &root).unwrap().pem()).unwrap();
        fs::write(folder.join(format!("{file}.key")), key.serialize_pem()).unwrap();
    }
}
