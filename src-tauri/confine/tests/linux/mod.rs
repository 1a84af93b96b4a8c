//! The cases, and the roles that this program plays in them.

use std::fs;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::{UnixDatagram, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use confine::{Bounds, Errand, Failure, Process};

const BOUNDS: Bounds = Bounds { memory: 64 << 20, written: 1 << 20 };
const WITHIN: &str = "TEST_FOLDER";

pub fn main() {
    let argument = std::env::args().nth(1).unwrap_or_default();
    match argument.as_str() {
        "tries" => return tries(),
        "eats" => return eats(),
        "waits" => return waits(),
        "starts-and-waits" => return starts_and_waits(),
        "runs-and-waits" => return runs_and_waits(),
        "opens-sockets" => return println!("{}", sockets().join(" ")),
        confine::ERRAND_ARGUMENT => panic!("{:?}", confine::serve_errand()),
        _ => {}
    }
    type Test = fn();
    let tests: [(&str, Test); 7] = [
        ("a_worker_has_what_it_needs_and_no_more", a_worker_has_what_it_needs_and_no_more),
        ("memory_ends_the_worker_not_the_parent", memory_ends_the_worker_not_the_parent),
        ("a_worker_ends_with_its_parent", a_worker_ends_with_its_parent),
        ("an_errand_brings_bytes_back", an_errand_brings_bytes_back),
        ("an_errand_is_bounded", an_errand_is_bounded),
        ("an_errand_is_confined", an_errand_is_confined),
        ("an_errand_ends_with_its_parent", an_errand_ends_with_its_parent),
    ];
    for (name, test) in tests {
        if argument.starts_with('-') || name.contains(argument.as_str()) {
            test();
            println!("test {name} ... ok");
        }
    }
}

fn ours() -> PathBuf {
    std::env::current_exe().expect("this program has a path")
}

fn said(process: &mut Process) -> String {
    let (stdin, mut stdout) = process.pipes().expect("pipes");
    let mut said = String::new();
    stdout.read_to_string(&mut said).expect("words");
    drop(stdin);
    said
}

/// Which ways into a network are open; and those to other processes.
fn sockets() -> Vec<&'static str> {
    let pair = UnixStream::pair().map(drop);
    let ways = [
        ("tcp", TcpStream::connect("127.0.0.1:9").map(drop)),
        ("tcp6", TcpStream::connect("[::1]:9").map(drop)),
        ("listen", TcpListener::bind("127.0.0.1:0").map(drop)),
        ("udp", UdpSocket::bind("0.0.0.0:0").map(drop)),
        ("unix", UnixDatagram::unbound().map(drop)),
        ("pair", pair),
    ];
    let is_open = |way: &io::Result<()>| !way.as_ref().is_err_and(|error| error.raw_os_error() == Some(13));
    ways.into_iter().filter(|(_, way)| is_open(way)).map(|(name, _)| name).collect()
}

fn tries() {
    let within = PathBuf::from(std::env::var_os(WITHIN).expect("a folder"));
    confine::enter(&BOUNDS, Some(&within));
    let watch = confine::Watch::start().expect("a thread for the watch");
    let _step = watch.step();
    // All of it from another thread: what holds must hold for those too.
    let tried = std::thread::spawn(move || {
        let outside = within.parent().expect("a folder above");
        let kept = outside.join("kept");
        vec![
            format!("read {}", fs::read_to_string(&kept).unwrap_or_default()),
            format!("write {}", fs::write(&kept, "harm").is_ok()),
            format!("make {}", fs::write(outside.join("new"), "harm").is_ok()),
            format!("remove {}", fs::remove_file(&kept).is_ok()),
            format!("within {}", fs::write(within.join("new"), "good").is_ok()),
            format!("run {}", Command::new("true").status().is_ok()),
            format!("signal {}", fs::read_to_string("/proc/self/status").is_ok_and(|_| signal(outside))),
            format!("sockets {}", sockets().join(",")),
            format!("nice {}", niceness()),
        ]
    });
    println!("{}", tried.join().expect("a thread").join("\n"));
}

/// Whether a process outside can be sent a signal that does nothing.
fn signal(outside: &Path) -> bool {
    let process = fs::read_to_string(outside.join("process")).ok().and_then(|id| id.parse().ok());
    let process = process.and_then(rustix::process::Pid::from_raw).expect("the number of a process");
    rustix::process::kill_process(process, rustix::process::Signal::CONT).is_ok()
}

fn niceness() -> i32 {
    rustix::process::getpriority_process(None).expect("a priority")
}

fn a_worker_has_what_it_needs_and_no_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let within = folder.path().join("within");
    fs::create_dir(&within).expect("a folder");
    fs::write(folder.path().join("kept"), "words").expect("a file");
    let mut other = Command::new("sleep").arg("60").spawn().expect("another process");
    fs::write(folder.path().join("process"), other.id().to_string()).expect("a file");
    assert!(signal(folder.path()) && sockets().len() == 6, "here all of that can be done");
    // This program has one thread, and starts one process at a time.
    #[allow(unsafe_code)]
    // SAFETY: nothing else reads or writes the environment meanwhile.
    unsafe {
        std::env::set_var(WITHIN, &within);
    }
    let mut process = Process::start(&ours(), "tries", &BOUNDS).expect("a worker");
    let said = said(&mut process);
    other.kill().and_then(|()| other.wait()).expect("its end");
    let expected =
        "read words\nwrite false\nmake false\nremove false\nwithin true\nrun false\nsignal false\nsockets \nnice 19\n";
    assert_eq!(said, expected);
    assert_eq!(fs::read_to_string(folder.path().join("kept")).expect("a file"), "words");
}

fn eats() {
    confine::enter(&BOUNDS, None);
    println!("{}", vec![1_u8; 32 << 20].len());
    println!("{}", vec![1_u8; 65 << 20].len());
}

fn memory_ends_the_worker_not_the_parent() {
    let mut process = Process::start(&ours(), "eats", &BOUNDS).expect("a worker");
    assert_eq!(said(&mut process), format!("{}\n", 32 << 20));
}

fn waits() {
    confine::enter(&BOUNDS, None);
    println!("here");
    // Busy, not reading what it is asked: its end must come from elsewhere.
    std::thread::sleep(Duration::from_secs(600));
}

fn starts_and_waits() {
    let mut process = Process::start(&ours(), "waits", &BOUNDS).expect("a worker");
    let (_stdin, mut stdout) = process.pipes().expect("pipes");
    stdout.read_exact(&mut [0; 5]).expect("a word");
    println!("ready");
    std::thread::sleep(Duration::from_secs(600));
}

fn runs_and_waits() {
    println!("ready");
    let sleep = ["/usr/bin/sleep", "/bin/sleep"].into_iter().map(Path::new).find(|path| path.exists());
    let arguments = vec!["600".into()];
    let patience = Duration::from_secs(600);
    let errand = Errand { program: sleep.expect("sleep"), arguments, patience, most_output: 10 };
    panic!("{:?}", errand.run(&ours(), b"", &|| true));
}

/// Starts this program in a role, kills it as soon as it has a child that is at work, and waits for the child's end.
fn child_ends_with(role: &str) {
    let mut parent = Command::new(ours()).arg(role).stdout(Stdio::piped()).spawn().expect("a parent");
    parent.stdout.take().expect("a pipe").read_exact(&mut [0; 5]).expect("a word");
    let children = format!("/proc/{0}/task/{0}/children", parent.id());
    let child: u32 = until("a child", || fs::read_to_string(&children).ok()?.trim().parse().ok());
    let name = format!("/proc/{child}/comm");
    let is_at_work = || fs::read_to_string(&name).ok().filter(|name| role != "runs-and-waits" || name == "sleep\n");
    until("work", is_at_work);
    parent.kill().and_then(|()| parent.wait()).expect("its end");
    until("the child's end", || match fs::read_to_string(format!("/proc/{child}/stat")) {
        Ok(stat) if !stat.contains(") Z ") => None,
        _ => Some(()),
    });
}

fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{what} never came");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn a_worker_ends_with_its_parent() {
    child_ends_with("starts-and-waits");
}

fn an_errand_ends_with_its_parent() {
    child_ends_with("runs-and-waits");
}

fn shell(words: &str) -> Errand<'static> {
    let arguments = vec!["-c".into(), words.into()];
    Errand { program: Path::new("/bin/sh"), arguments, patience: Duration::from_secs(20), most_output: 10 << 20 }
}

fn an_errand_brings_bytes_back() {
    let bytes: Vec<u8> = (0..4 << 20).map(|at| (at % 251) as u8).collect();
    assert_eq!(shell("exec cat").run(&ours(), &bytes, &|| true).expect("an answer"), bytes);
    let ignored = shell("echo no more").run(&ours(), &bytes, &|| true).expect("an answer");
    assert_eq!(ignored, b"no more\n");
    assert!(matches!(shell("exit 3").run(&ours(), b"", &|| true), Err(Failure::Failed)));
    let missing = Errand { program: Path::new("/no/such/program"), ..shell("") };
    assert!(matches!(missing.run(&ours(), b"", &|| true), Err(Failure::Failed)));
    assert!(matches!(shell("").run(Path::new("/no/such"), b"", &|| true), Err(Failure::NotStarted(_))));
}

fn an_errand_is_bounded() {
    let long = Errand { patience: Duration::from_millis(300), ..shell("while :; do :; done") };
    assert!(matches!(long.run(&ours(), b"", &|| true), Err(Failure::TookTooLong)));
    let loud = Errand { most_output: 1000, ..shell("while :; do echo words; done") };
    assert!(matches!(loud.run(&ours(), b"", &|| true), Err(Failure::SaidTooMuch)));
    assert!(matches!(shell("sleep 60").run(&ours(), b"", &|| false), Err(Failure::Cancelled)));
}

fn an_errand_is_confined() {
    let role = vec!["opens-sockets".into()];
    let errand = Errand { program: &ours(), arguments: role, ..shell("") };
    assert_eq!(errand.run(&ours(), b"", &|| true).expect("an answer"), b"\n", "no way is open");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("new");
    let write = shell(&format!("echo harm > {}; nice", file.display()));
    assert_eq!(write.run(&ours(), b"", &|| true).expect("an answer"), b"19\n");
    assert!(!file.exists());
    io::stdout().flush().expect("words");
}
