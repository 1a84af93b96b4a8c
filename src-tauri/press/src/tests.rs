use std::path::PathBuf;

use catalogue::{Heading, PageText};

use super::*;

const LETTER: &str = "appointment-letter-explained.pdf";

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/documents").join(name)
}

fn item(title: &str, content: Content) -> Item {
    Item {
        title: title.to_owned(),
        facts: vec!["Leaflet · English".to_owned()],
        warnings: Vec::new(),
        notes: Vec::new(),
        url: "https://www.example.org/leaflet".to_owned(),
        content,
    }
}

fn of(path: PathBuf, pages: Option<&[u32]>) -> Pages {
    Pages { path: path.into_os_string(), pages: pages.map(<[u32]>::to_vec) }
}

fn pages(name: &str, pages: Option<&[u32]>) -> Content {
    Content::Pages(of(fixture(name), pages))
}

fn words(text: &str, size: TextSize) -> Text {
    Text { pages: vec![PageText::new(Some(1), text)], size }
}

fn large(text: &str) -> Content {
    Content::Text(words(text, TextSize::Large), None)
}

fn job(items: Vec<Item>) -> Job {
    Job { cover: Cover { title: "Print pack".to_owned(), made: vec!["Made on 22 November 2026.".to_owned()] }, items }
}

/// The text of each page, read as the library reads PDFs.
fn read(pdf: &[u8]) -> Vec<String> {
    let extraction = extract::extract(pdf, "pack.pdf", &extract::Limits::default());
    let mut pages = vec![String::new(); extraction.page_count.unwrap() as usize];
    for page in extraction.pages {
        pages[page.page.unwrap() as usize - 1] = page.text;
    }
    pages
}

fn read_fixture(name: &str) -> Vec<String> {
    read(&std::fs::read(fixture(name)).unwrap())
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A PDF of one page, with these entries more for its trailer and its page, and a fourth object.
fn small_pdf(trailer: &str, page: &str, fourth: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] {page} >>"),
        fourth.to_owned(),
    ];
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = "xref\n0 5\n0000000000 65535 f \n".to_owned();
    for (at, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let start = file.len();
    file += &format!("{table}trailer\n<< /Size 5 /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

#[test]
fn a_pack_has_a_cover_and_the_pages_in_order() {
    let handbook = "working-together-handbook.pdf";
    let job = job(vec![
        item("Two pages of a handbook", pages(handbook, Some(&[7, 2]))),
        item("A whole letter", pages(LETTER, None)),
    ]);
    let mut steps = Vec::new();
    let (pdf, pressed) = press(&job, &mut |step| steps.push(step)).unwrap();
    assert_eq!(steps, [Step::Item(0), Step::Item(1), Step::Writing]);
    let text = read(&pdf);
    assert_eq!(pressed.pages, text.len());
    assert!(text[0].contains("Print pack") && text[0].contains("Two pages of a handbook"), "{}", text[0]);
    assert!(text[0].contains("Pages 2 to 3 of this pack"), "{}", text[0]);
    assert!(text[0].contains("https://www.example.org/leaflet"), "{}", text[0]);
    let whole = read_fixture(handbook);
    assert_eq!((&text[1], &text[2]), (&whole[6], &whole[1]), "the pages that were asked for, in that order");
    assert_eq!(text[3..], read_fixture(LETTER));
    assert_eq!((pressed.items[0].first_page, pressed.items[0].pages, pressed.items[1].first_page), (2, 2, 4));
}

/// What stands on a page is copied, not drawn again: its size and its very content come back.
#[test]
fn pages_stay_what_they_are() {
    use hayro_write::hayro_syntax::Pdf;
    let whole = Pdf::new(std::fs::read(fixture(LETTER)).unwrap()).unwrap();
    let (pdf, _) = press(&job(vec![item("A letter", pages(LETTER, None))]), &mut |_| {}).unwrap();
    let pack = Pdf::new(pdf).unwrap();
    assert_eq!(pack.pages().len(), whole.pages().len() + 1);
    for (taken, page) in pack.pages()[1..].iter().zip(whole.pages().iter()) {
        assert_eq!(taken.page_stream(), page.page_stream());
        let corners = |page: &hayro_write::hayro_syntax::page::Page<'_>| {
            let size = page.media_box();
            (size.x0, size.y0, size.x1, size.y1)
        };
        assert_eq!(corners(taken), corners(page));
        assert_eq!(taken.render_dimensions(), page.render_dimensions());
    }
}

#[test]
fn fonts_of_our_own_pages_are_embedded() {
    use hayro_write::hayro_syntax::Pdf;
    use hayro_write::hayro_syntax::object::{Dict, Stream};
    let (pdf, _) = press(&job(vec![item("বাংলা and العربية", large("Words বাংলা العربية"))]), &mut |_| {}).unwrap();
    let pdf = Pdf::new(pdf).unwrap();
    let (mut fonts, mut embedded) = (0, 0);
    for object in pdf.objects() {
        let Some(font) = object.into_dict() else { continue };
        if !font.contains_key(b"FontName".as_slice()) {
            continue;
        }
        fonts += 1;
        let file = [b"FontFile2".as_slice(), b"FontFile3"].into_iter().find_map(|key| font.get::<Stream<'_>>(key));
        embedded += usize::from(file.is_some_and(|file| !file.decoded_data().unwrap().is_empty()));
        let _: &Dict<'_> = &font;
    }
    assert!(fonts >= 6 && fonts == embedded, "{embedded} of {fonts}");
}

#[test]
fn what_cannot_go_in_is_named_and_the_rest_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        Content::Pages(of(path, None))
    };
    let key = "00".repeat(32);
    let locked = small_pdf(
        &format!("/ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{key}> /U <{key}> >>"),
        "",
        "null",
    );
    let job = job(vec![
        item("Locked", file("locked.pdf", &locked)),
        item("Damaged", file("damaged.pdf", b"%PDF-1.7\nnothing of use")),
        item("Not there", Content::Pages(of(folder.path().join("gone.pdf"), None))),
        item("Too few pages", pages(LETTER, Some(&[99]))),
        item("A film", Content::LeftOut("It is a recording.".to_owned())),
        item("A letter", pages(LETTER, None)),
    ]);
    let (pdf, pressed) = press(&job, &mut |_| {}).unwrap();
    let out: Vec<_> = pressed.items.iter().map(|item| item.left_out.as_deref().unwrap_or_default()).collect();
    let why = [
        "The file is locked with a password.",
        "The file is damaged.",
        "The file could not be read.",
        "It has 2 pages. Choose its pages again.",
        "It is a recording.",
        "",
    ];
    assert_eq!(out, why);
    let cover = &read(&pdf)[0];
    assert!(cover.contains("Not in this pack. It is a recording."), "{cover}");
    assert_eq!(cover.matches("Not in this pack.").count(), 5, "{cover}");
}

#[test]
fn what_is_left_behind_on_a_page_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("form.pdf");
    std::fs::write(&form, small_pdf("", "/Annots [<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] >>]", "null"))
        .unwrap();
    let links = folder.path().join("links.pdf");
    std::fs::write(&links, small_pdf("", "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>]", "null"))
        .unwrap();
    let items = [form, links].map(|path| item("A file", Content::Pages(of(path, None))));
    let (pdf, pressed) = press(&job(items.to_vec()), &mut |_| {}).unwrap();
    assert_eq!((pressed.items[0].notes.len(), pressed.items[1].notes.len()), (1, 0), "{pressed:?}");
    assert!(squeezed(&read(&pdf)[0]).contains("Boxestofillin"));
}

#[test]
fn a_page_that_cannot_be_unpacked_is_not_passed_off_as_blank() {
    let folder = tempfile::tempdir().unwrap();
    let broken = folder.path().join("broken.pdf");
    let content = "<< /Filter /DCTDecode /Length 4 >>\nstream\nabcd\nendstream";
    std::fs::write(&broken, small_pdf("", "/Contents 4 0 R", content)).unwrap();
    let Err(Fault::Nothing(items)) = press(&job(vec![item("A file", Content::Pages(of(broken, None)))]), &mut |_| {})
    else {
        panic!("a pack of nothing")
    };
    assert_eq!(items[0].left_out.as_deref(), Some("The file is damaged: none of its pages could be read."));
}

#[test]
fn nothing_to_print_makes_no_pdf() {
    let job = job(vec![item("A film", Content::LeftOut("It is a recording.".to_owned()))]);
    let Err(Fault::Nothing(items)) = press(&job, &mut |_| {}) else { panic!("a pack without pages") };
    assert_eq!(items[0].left_out.as_deref(), Some("It is a recording."));
}

#[test]
fn words_of_every_script_come_out_as_they_went_in() {
    for (title, text) in [
        ("English", "Wash your hands. Call 111 if you need help now."),
        ("Soomaali", "Caafimaadka waa hanti; la'aanteed lama shaqeyn karo."),
        ("বাংলা", "স্বাস্থ্য সেবা ও রক্তচাপ সম্পর্কে জানুন।"),
        ("العربية", "الصحة تاج على رؤوس الأصحاء"),
        ("Tiếng Việt", "Chào mừng bạn đến với thư viện."),
        ("Українська", "Бібліотека для всіх."),
    ] {
        let (pdf, _) = press(&job(vec![item(title, large(text))]), &mut |_| {}).unwrap();
        let read = read(&pdf);
        assert!(squeezed(&read[0]).contains(&squeezed(title)), "{title} on the cover: {}", read[0]);
        assert!(squeezed(&read[1]).contains(&squeezed(text)), "{title}: {}", read[1]);
        assert!(read[1].contains("Large print, made from the words of the document."), "{}", read[1]);
    }
}

#[test]
fn a_long_text_goes_on_over_the_pages_and_none_of_it_is_lost() {
    let text: String = (1..=400).map(|number| format!("This is sentence number {number} of a long text.\n")).collect();
    let headings = (0..400).step_by(50).map(|line| Heading { line, level: 2 }).collect();
    let pages = vec![PageText { headings, ..PageText::new(None, text) }];
    let content = Content::Text(Text { pages, size: TextSize::Large }, None);
    let (pdf, pressed) = press(&job(vec![item("Long", content)]), &mut |_| {}).unwrap();
    let read = read(&pdf);
    assert!(read.len() > 10 && pressed.pages == read.len(), "{} pages", read.len());
    let all = read.join("\n").split_whitespace().collect::<Vec<_>>().join(" ");
    for number in 1..=400 {
        assert!(all.contains(&format!("sentence number {number} of a long text.")), "sentence {number}");
    }
}

#[test]
fn letters_that_nobody_has_are_no_boxes_on_paper() {
    // Private characters: no font has letters for them.
    let unknown = "\u{E123}\u{E124}\u{E125}".repeat(20);
    let instead = || Some(of(fixture(LETTER), Some(&[1])));
    let job = job(vec![
        item(&unknown, large(&unknown)),
        item("Pages instead", Content::Text(words(&unknown, TextSize::Large), instead())),
    ]);
    let (pdf, pressed) = press(&job, &mut |_| {}).unwrap();
    let why = "It cannot be set in large print: this computer has no font for its letters.";
    assert_eq!(pressed.items[0].left_out.as_deref(), Some(why));
    assert_eq!(pressed.items[1].notes, [format!("{why} Its pages are as they are.")]);
    let read = read(&pdf);
    assert!(read[0].contains("letters that this computer has no font for"), "{}", read[0]);
    assert_eq!(read[1], read_fixture(LETTER)[0]);
}

#[test]
fn a_cover_of_many_things_has_several_pages_and_its_numbers_hold() {
    let one = || item("Appointment letters, explained in plain words for everybody", pages(LETTER, None));
    let (pdf, pressed) = press(&job((0..20).map(|_| one()).collect()), &mut |_| {}).unwrap();
    let read = read(&pdf);
    let letter = read_fixture(LETTER);
    for item in &pressed.items {
        assert_eq!(read[item.first_page - 1], letter[0], "page {}", item.first_page);
    }
    assert!(pressed.items[0].first_page > 3);
}

#[test]
fn the_codes_hold_the_address() {
    assert!(code::of("").is_none());
    assert!(code::of(&"a".repeat(4000)).is_none());
    let code = code::of("https://www.example.org/").unwrap();
    assert_eq!(code.side, 25);
    assert!(code.dark.contains(&(0, 0)) && !code.dark.contains(&(1, 1)), "a corner's square");
}
