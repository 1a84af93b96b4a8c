//! A real nginx over a folder, on a port of its own, with a log of what each request cost.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Nginx {
    process: Child,
    log: PathBuf,
    pub site: String,
}

/// What the server saw.
#[derive(Debug, Clone, Copy, Default)]
pub struct Traffic {
    pub requests: u64,
    /// Heads and bodies, as sent.
    pub bytes: u64,
}

impl Nginx {
    /// Serves `folder`: its `list/` as `/resource-library?page=N` (the first page past the end), all else as it lies.
    pub fn start(folder: &Path, own: &Path) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("nginx could not be set up: {error}");
        fs::create_dir_all(own.join("tmp")).map_err(failed)?;
        // Freed again at once, and taken by nginx a moment later.
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).map_err(failed)?.port();
        let log = own.join("access.log");
        let (own_text, folder_text) = (own.display(), folder.display());
        let configuration = format!(
            "daemon off; worker_processes 1; pid {own_text}/nginx.pid; error_log {own_text}/error.log;\n\
             events {{ worker_connections 256; }}\n\
             http {{\n\
               log_format cost '$status $bytes_sent $request'; access_log {log} cost;\n\
               client_body_temp_path {own_text}/tmp; proxy_temp_path {own_text}/tmp; fastcgi_temp_path {own_text}/tmp;\n\
               uwsgi_temp_path {own_text}/tmp; scgi_temp_path {own_text}/tmp;\n\
               types {{ text/html html; application/pdf pdf; text/plain txt; }}\n\
               sendfile on; keepalive_requests 100000; gzip on; gzip_types text/html;\n\
               server {{ listen 127.0.0.1:{port}; root {folder_text};\n\
                 location = /resource-library {{ default_type text/html; try_files /list/page-$arg_page.html /list/page-1.html =404; }}\n\
               }}\n\
             }}\n",
            log = log.display(),
        );
        let file = own.join("nginx.conf");
        fs::write(&file, configuration).map_err(failed)?;
        let process = Command::new("nginx")
            .arg("-c")
            .arg(&file)
            .arg("-p")
            .arg(own)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("nginx could not be started ({error}); install the package nginx-light"))?;
        let nginx = Self { process, log, site: format!("http://127.0.0.1:{port}") };
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if Instant::now() > until {
                return Err(format!("nginx does not answer; its log is {}", own.join("error.log").display()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(nginx)
    }

    /// Since the last time this was asked.
    pub fn traffic(&self) -> Result<Traffic, String> {
        // The log is written as each answer ends; the last line may be a moment late.
        std::thread::sleep(Duration::from_millis(300));
        let text = fs::read_to_string(&self.log).map_err(|error| format!("nginx's log cannot be read: {error}"))?;
        fs::OpenOptions::new()
            .write(true)
            .open(&self.log)
            .and_then(|log| log.set_len(0))
            .map_err(|error| format!("nginx's log cannot be emptied: {error}"))?;
        let bytes = |line: &str| line.split(' ').nth(1).and_then(|bytes| bytes.parse::<u64>().ok());
        let costs: Vec<u64> = text.lines().filter_map(bytes).collect();
        Ok(Traffic { requests: costs.len() as u64, bytes: costs.iter().sum() })
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its worker ends with it.
        let _ = Command::new("kill").arg("-QUIT").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}
