//! The worker process, with this test program as the program: started with the worker's argument it serves, else it
//! tests.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use catalogue::TextQuality;
use extract::worker::{self, Patience, Worker};

#[global_allocator]
static ALLOCATOR: confine::CappedAllocator = confine::CappedAllocator;

fn main() {
    if std::env::args().nth(1).as_deref() == Some(worker::ARGUMENT) {
        // Two ways for a worker to go wrong that no file can be relied on to bring about, for ever.
        match this_program().file_stem().and_then(|name| name.to_str()) {
            Some("dies") => std::process::exit(3),
            Some("hangs") => std::thread::sleep(Duration::from_secs(600)),
            _ => {}
        }
        worker::serve().expect("the pipes hold");
        return;
    }
    type Test = fn(&Folder);
    let tests: [(&str, Test); 7] = [
        ("reads_files_one_after_another", reads_files_one_after_another),
        ("goes_on_after_files_that_kill_it", goes_on_after_files_that_kill_it),
        ("draws_first_pages_and_nothing_else", draws_first_pages_and_nothing_else),
        ("ends_what_takes_too_long", ends_what_takes_too_long),
        ("a_program_that_is_no_worker", a_program_that_is_no_worker),
        ("a_worker_that_dies_at_once", a_worker_that_dies_at_once),
        ("is_replaced_after_many_files", is_replaced_after_many_files),
    ];
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    for (name, test) in tests {
        if wanted.as_ref().is_none_or(|wanted| name.contains(wanted.as_str())) {
            test(&Folder(tempfile::tempdir().expect("a folder")));
            println!("test {name} ... ok");
        }
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }
}

fn this_program() -> PathBuf {
    std::env::current_exe().expect("this program has a path")
}

fn reads_files_one_after_another(folder: &Folder) {
    let mut worker = Worker::start(&this_program()).expect("the worker starts");
    let text = folder.file("a.txt", "Sample text for a test. লেখা".as_bytes());
    let page = folder.file("b", b"<html><title>A sample page</title><p>Words on a page.</p>");
    let empty = folder.file("c.pdf", b"");
    for _ in 0..3 {
        let read = worker.extract(&text, "a.txt");
        assert_eq!((read.pages[0].text.as_str(), read.quality), ("Sample text for a test. লেখা", TextQuality::Good));
        let read = worker.extract(&page, "b");
        assert_eq!((read.pages[0].text.as_str(), read.title.as_deref()), ("Words on a page.", Some("A sample page")));
        assert_eq!(worker.extract(&empty, "c.pdf").problem_code.as_deref(), Some("damaged"));
    }
    let gone = worker.extract(&folder.0.path().join("nothing here"), "x");
    assert_eq!((gone.problem_code.as_deref(), gone.quality), (Some("unopened"), TextQuality::None));
    assert_eq!(worker.extract(&text, "a.txt").quality, TextQuality::Good, "it goes on after that");
}

/// A page whose content is a gigabyte of blanks, packed small: more than the worker may have.
fn bomb() -> Vec<u8> {
    let content = packed_blanks(1 << 30);
    let first = b"BT /F 12 Tf 50 350 Td (words before the bomb) Tj ET";
    let mut file = b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
        2 0 obj << /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >> endobj\n\
        3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 5 0 R /Resources << /Font << /F 7 0 R >> >> >> endobj\n\
        4 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 6 0 R >> endobj\n\
        7 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n"
        .to_vec();
    for (number, dictionary, stream) in [(5, "", &first[..]), (6, "/Filter /FlateDecode", &content)] {
        file.extend(format!("{number} 0 obj << {dictionary} /Length {} >> stream\n", stream.len()).bytes());
        file.extend(stream);
        file.extend(b"\nendstream endobj\n");
    }
    file.extend(b"trailer << /Root 1 0 R >>\n%%EOF\n");
    file
}

/// So many blanks as a zlib stream: one literal, then matches of 258 bytes at distance 1, in fixed Huffman codes.
fn packed_blanks(bytes: usize) -> Vec<u8> {
    let mut packed = vec![0x78, 0x9c];
    let (mut held, mut bits) = (0_u32, 0);
    let mut put = |value: u32, count: u32, packed: &mut Vec<u8>| {
        held |= value << bits;
        bits += count;
        while bits >= 8 {
            packed.push((held & 0xff) as u8);
            held >>= 8;
            bits -= 8;
        }
    };
    put(0b011, 3, &mut packed); // last block, fixed codes
    put(0b0000_1010, 8, &mut packed); // a blank: 0x30 + 0x20, its bits turned round
    for _ in 0..bytes / 258 {
        put(0b1010_0011, 8, &mut packed); // length 258: 0b11000101, turned round
        put(0, 5, &mut packed); // distance 1
    }
    put(0, 7, &mut packed); // the end
    put(0, 7, &mut packed);
    packed.extend([0; 4]); // a checksum that is wrong, and that nobody reaches
    packed
}

fn goes_on_after_files_that_kill_it(folder: &Folder) {
    let mut worker = Worker::start(&this_program()).expect("the worker starts");
    let text = folder.file("a.txt", b"Sample text for a test.");
    let bomb = folder.file("bomb.pdf", &bomb());
    assert_eq!(worker.extract(&text, "a.txt").quality, TextQuality::Good);
    let killed = worker.extract(&bomb, "bomb.pdf");
    assert_eq!(killed.problem_code.as_deref(), Some("crashed"), "{killed:?}");
    assert_eq!((killed.media_type.as_str(), killed.page_count), ("application/pdf", Some(2)));
    assert_eq!(killed.pages.first().map(|page| page.text.as_str()), Some("words before the bomb"));
    assert_eq!(killed.quality, TextQuality::Poor);
    assert_eq!(worker.extract(&text, "a.txt").quality, TextQuality::Good, "a new process goes on");
}

fn draws_first_pages_and_nothing_else(folder: &Folder) {
    let mut worker = Worker::start(&this_program()).expect("the worker starts");
    let text = folder.file("a.txt", b"Sample text for a test.");
    let bomb = folder.file("bomb.pdf", &drawn_bomb());
    let leaflet = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/leaflet-chromium.pdf");
    let picture = worker.picture(&leaflet, "leaflet.pdf").expect("a picture");
    assert!(picture.starts_with(b"\xff\xd8\xff") && picture.len() < 60_000, "a small JPEG");
    for (path, name) in [(&text, "a.txt"), (&bomb, "bomb.pdf"), (&folder.0.path().join("nothing here"), "x.pdf")] {
        assert_eq!(worker.picture(path, name), None, "{name}");
        assert_eq!(worker.extract(&text, "a.txt").quality, TextQuality::Good, "it goes on after {name}");
    }
    assert!(worker.picture(&leaflet, "leaflet.pdf").is_some());
}

/// The bomb on its first page.
fn drawn_bomb() -> Vec<u8> {
    let bomb = bomb();
    let (first, second) = (b"/Kids [3 0 R 4 0 R]", b"/Kids [4 0 R 3 0 R]");
    let at = bomb.windows(first.len()).position(|window| window == first).expect("a list of pages");
    [&bomb[..at], second, &bomb[at + first.len()..]].concat()
}

/// This program under another name, by which it knows what to do wrong.
fn program_that(folder: &Folder, does: &str) -> PathBuf {
    let program = folder.0.path().join(does).with_extension(std::env::consts::EXE_EXTENSION);
    std::fs::copy(this_program(), &program).expect("a copy of this program");
    program
}

fn ends_what_takes_too_long(folder: &Folder) {
    let text = folder.file("a.txt", b"Sample text for a test.");
    let patience = Patience { page: Duration::from_millis(300), file: Duration::from_secs(5) };
    let mut worker = Worker::start_with(&program_that(folder, "hangs"), patience).expect("the worker starts");
    let start = Instant::now();
    assert_eq!(worker.extract(&text, "a.txt").problem_code.as_deref(), Some("timed_out"));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

fn a_program_that_is_no_worker(_: &Folder) {
    assert!(Worker::start(Path::new("no such program")).is_err());
}

fn a_worker_that_dies_at_once(folder: &Folder) {
    let text = folder.file("a.txt", b"Sample text for a test.");
    let mut worker = Worker::start(&program_that(folder, "dies")).expect("the worker starts");
    assert_eq!(worker.extract(&text, "a.txt").problem_code.as_deref(), Some("crashed"));
}

fn is_replaced_after_many_files(folder: &Folder) {
    let mut worker = Worker::start(&this_program()).expect("the worker starts");
    let text = folder.file("a.txt", b"Sample text for a test.");
    for _ in 0..410 {
        assert_eq!(worker.extract(&text, "a.txt").quality, TextQuality::Good);
    }
}
