//! The worker process, with this test program as the program: started with the worker's argument it serves, else it
//! tests.

use std::path::{Path, PathBuf};
use std::time::Duration;

use press::worker;
use press::{Content, Cover, Fault, Item, Job, Pages, Step};

#[global_allocator]
static ALLOCATOR: confine::CappedAllocator = confine::CappedAllocator;

fn main() {
    if std::env::args().nth(1).as_deref() == Some(worker::ARGUMENT) {
        worker::serve().expect("the pipes hold");
        return;
    }
    type Test = fn(&Path);
    let tests: [(&str, Test); 5] = [
        ("writes_a_pack_and_tells_of_each_step", writes_a_pack_and_tells_of_each_step),
        ("goes_on_without_a_file_that_never_ends", goes_on_without_a_file_that_never_ends),
        ("goes_on_without_a_file_that_asks_for_all_memory", goes_on_without_a_file_that_asks_for_all_memory),
        ("stops_when_it_is_told_to", stops_when_it_is_told_to),
        ("a_program_that_is_no_worker", a_program_that_is_no_worker),
    ];
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    for (name, test) in tests {
        if wanted.as_ref().is_none_or(|wanted| name.contains(wanted.as_str())) {
            test(tempfile::tempdir().expect("a folder").path());
            println!("test {name} ... ok");
        }
    }
}

fn this_program() -> PathBuf {
    std::env::current_exe().expect("this program has a path")
}

fn item(title: &str, path: PathBuf) -> Item {
    let content = Content::Pages(Pages { path: path.into_os_string(), pages: None });
    let (title, facts, warnings, notes, url) = (title.to_owned(), Vec::new(), Vec::new(), Vec::new(), String::new());
    Item { title, facts, warnings, notes, url, content }
}

fn job(items: Vec<Item>) -> Job {
    Job { cover: Cover { title: "Print pack".to_owned(), made: Vec::new() }, items }
}

fn letter() -> Item {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/documents");
    item("A letter", folder.join("appointment-letter-explained.pdf"))
}

fn writes_a_pack_and_tells_of_each_step(folder: &Path) {
    let to = folder.join("pack.pdf");
    let job = job(vec![letter(), letter()]);
    let mut steps = Vec::new();
    let pressed = worker::press(&this_program(), &job, &to, worker::PATIENCE, &mut |step| {
        steps.extend(step);
        true
    });
    let pressed = pressed.expect("a pack");
    assert_eq!(steps, [Step::Item(0), Step::Item(1), Step::Writing]);
    let pdf = std::fs::read(&to).expect("the pack is there");
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert_eq!(pressed.pages, 1 + pressed.items.iter().map(|item| item.pages).sum::<usize>());
}

/// A pipe that nobody writes to: whoever opens it waits for ever.
#[cfg(unix)]
fn goes_on_without_a_file_that_never_ends(folder: &Path) {
    let pipe = folder.join("never.pdf");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let to = folder.join("pack.pdf");
    let job = job(vec![item("Never", pipe), letter()]);
    let patience = Duration::from_secs(10);
    let pressed = worker::press(&this_program(), &job, &to, patience, &mut |_| true).expect("a pack");
    assert_eq!(pressed.items[0].left_out.as_deref(), Some("It could not be read safely."));
    assert_eq!((pressed.items[1].left_out.as_deref(), pressed.items[1].first_page), (None, 2));
    assert!(to.exists());
}

#[cfg(not(unix))]
fn goes_on_without_a_file_that_never_ends(_folder: &Path) {}

/// A page whose content is two gigabytes of blanks, packed small.
fn goes_on_without_a_file_that_asks_for_all_memory(folder: &Path) {
    let bomb = folder.join("bomb.pdf");
    std::fs::write(&bomb, bomb_of(2 << 30)).expect("a file");
    let to = folder.join("pack.pdf");
    let job = job(vec![item("Bomb", bomb), letter()]);
    let pressed = worker::press(&this_program(), &job, &to, worker::PATIENCE, &mut |_| true).expect("a pack");
    assert_eq!(pressed.items[0].left_out.as_deref(), Some("It could not be read safely."));
    assert_eq!(pressed.items[1].left_out, None);
}

fn bomb_of(bytes: usize) -> Vec<u8> {
    let content = packed_blanks(bytes);
    let mut file = format!(
        "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
        2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n\
        3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R >> endobj\n\
        4 0 obj << /Filter /FlateDecode /Length {} >> stream\n",
        content.len()
    )
    .into_bytes();
    file.extend(content);
    file.extend(b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n");
    file
}

/// So many blanks as a zlib stream: one literal, then matches of 258 bytes at distance 1, in fixed Huffman codes.
fn packed_blanks(bytes: usize) -> Vec<u8> {
    let mut packed = vec![0x78, 0x9c];
    let (mut held, mut bits) = (0_u64, 0);
    let mut put = |value: u64, count: u32, packed: &mut Vec<u8>| {
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
    put(0, 14, &mut packed); // the end
    packed.extend([0; 4]); // a checksum that is wrong, and that nobody reaches
    packed
}

fn stops_when_it_is_told_to(folder: &Path) {
    let to = folder.join("pack.pdf");
    let job = job(vec![letter(), letter()]);
    let stopped = worker::press(&this_program(), &job, &to, worker::PATIENCE, &mut |step| step != Some(Step::Item(1)));
    assert_eq!(stopped, Err(Fault::Cancelled));
    assert!(!to.exists(), "nothing was written yet");
}

fn a_program_that_is_no_worker(folder: &Path) {
    let job = job(vec![letter()]);
    let missing = worker::press(&folder.join("missing"), &job, &folder.join("a.pdf"), worker::PATIENCE, &mut |_| true);
    assert!(matches!(missing, Err(Fault::Failed(_))), "{missing:?}");
}
