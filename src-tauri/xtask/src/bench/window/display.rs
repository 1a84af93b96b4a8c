//! A display in memory whose pixels can be looked at from outside, so that every program is timed by the same eye.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The small laptop of a clinic.
const WIDTH: usize = 1366;
const HEIGHT: usize = 768;
const BYTES_PER_PIXEL: usize = 4;

/// Changes of fewer pixels are a cursor that blinks.
const NOTABLE: usize = 2_000;
/// So long without a notable change, and what was drawn is there.
const QUIET: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(90);
const LOOK: Duration = Duration::from_millis(10);

pub struct Display {
    server: Child,
    number: u32,
    frame: PathBuf,
}

/// When a program drew, counted from its start.
#[derive(Debug, Clone, Copy)]
pub struct Drawn {
    /// The first notable change.
    pub first: Duration,
    /// The last notable change before the display came to rest.
    pub rest: Duration,
}

impl Display {
    pub fn start(folder: &Path) -> Result<Self, String> {
        let screen = format!("{WIDTH}x{HEIGHT}x24");
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp", "-fbdir"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb does not start: {error}"))?;
        let mut line = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut line).map_err(|error| error.to_string())?;
        }
        let number = line.trim().parse().map_err(|_| "Xvfb did not name its display".to_owned())?;
        Ok(Self { server, number, frame: folder.join("Xvfb_screen0") })
    }

    /// The program's environment for this display.
    pub fn environment(&self, command: &mut Command) {
        command.env("DISPLAY", format!(":{}", self.number)).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
    }

    /// Watches what a program draws that started at this moment.
    pub fn watch(&self, started: Instant) -> Result<Drawn, String> {
        let mut last = self.pixels()?;
        let (mut first, mut rest) = (None, started);
        loop {
            std::thread::sleep(LOOK);
            let now = Instant::now();
            let pixels = self.pixels()?;
            if changed(&last, &pixels) > NOTABLE {
                first.get_or_insert(now);
                rest = now;
                last = pixels;
            }
            match first {
                Some(first) if now - rest > QUIET => {
                    return Ok(Drawn { first: first - started, rest: rest - started });
                }
                _ if now - started > LONGEST => return Err("nothing was drawn, or drawing never ended".to_owned()),
                _ => {}
            }
        }
    }

    fn pixels(&self) -> Result<Vec<u8>, String> {
        let unreadable = |error: std::io::Error| format!("the display cannot be looked at: {error}");
        let mut file = File::open(&self.frame).map_err(unreadable)?;
        // An image in XWD form: the pixels stand at its end.
        let wanted = WIDTH * HEIGHT * BYTES_PER_PIXEL;
        let length = file.metadata().map_err(unreadable)?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(wanted as u64))).map_err(unreadable)?;
        let mut pixels = Vec::with_capacity(wanted);
        file.read_to_end(&mut pixels).map_err(unreadable)?;
        Ok(pixels)
    }
}

fn changed(before: &[u8], after: &[u8]) -> usize {
    let pixels = |bytes| <[u8]>::chunks_exact(bytes, BYTES_PER_PIXEL);
    pixels(before).zip(pixels(after)).filter(|(before, after)| before != after).count()
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
