//! The worker's side: one job from standard input, then it ends.

use std::fs::File;
use std::io::{self, BufRead, Write};
use std::path::Path;

use confine::Watch;

use super::{BOUNDS, Reply, Request};
use crate::job::Fault;
use crate::press;

/// Formats nest, and test builds use deep frames.
const STACK_BYTES: usize = 32 << 20;

/// Does one job: the whole life of the process that [`super::press`] starts.
///
/// # Errors
/// If the job cannot be read or an answer cannot be written, which means that the other side is gone.
pub fn serve() -> io::Result<()> {
    let mut asked = String::new();
    io::stdin().lock().read_line(&mut asked)?;
    let request: Request = serde_json::from_str(&asked)?;
    // What was read is of our own program; the files that it names are not.
    confine::enter(&BOUNDS, Path::new(&request.to).parent());
    let work = std::thread::Builder::new().name("press".to_owned()).stack_size(STACK_BYTES);
    let done = work.spawn(move || work_on(&request))?.join();
    done.unwrap_or_else(|_| Err(io::Error::other("the work broke down")))
}

fn work_on(request: &Request) -> io::Result<()> {
    let watch = Watch::start()?;
    let mut lost = None;
    let ending = press(&request.job, &mut |step| {
        watch.begin();
        if let Err(error) = reply(&Reply::Step(step)) {
            lost.get_or_insert(error);
        }
    });
    if let Some(error) = lost {
        return Err(error);
    }
    let ending = ending.and_then(|(pdf, pressed)| {
        let written = File::create(&request.to).and_then(|mut file| {
            file.write_all(&pdf)?;
            file.sync_all()
        });
        written.map(|()| pressed).map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull => Fault::DiskFull,
            _ => Fault::Failed(error.to_string()),
        })
    });
    reply(&Reply::Done(ending))
}

fn reply(reply: &Reply) -> io::Result<()> {
    let mut line = serde_json::to_vec(reply)?;
    line.push(b'\n');
    let mut out = io::stdout().lock();
    out.write_all(&line)?;
    out.flush()
}
