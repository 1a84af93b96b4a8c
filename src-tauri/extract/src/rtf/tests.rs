use crate::testing::{leads, links};
use crate::{Extraction, Limits, extract, sniff};

fn read(rtf: &str) -> Extraction {
    assert_eq!(sniff(rtf.as_bytes(), ""), crate::sniff::RTF);
    extract(rtf.as_bytes(), "x.rtf", &Limits::default())
}

fn text(rtf: &str) -> String {
    let extraction = read(rtf);
    extraction.pages.into_iter().map(|page| page.text).collect()
}

#[test]
fn words_letters_and_what_nobody_reads() {
    for (rtf, wanted) in [
        (r"{\rtf1\ansi Wash your \b hands\b0 .\par Now.}", "Wash your hands.\nNow."),
        (r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\*\generator X;}\f0 A{\pict 0aff}B}", "AB"),
        (
            r"{\rtf1 caf\'e9 \'93quoted\'94 5\~mg well\_being vac\-cine \{x\} a\tab b\line c}",
            "café “quoted” 5 mg well-being vaccine {x} a b\nc",
        ),
        (r"{\rtf1\uc1 \u2475?\u2482?\u8217?s}", "ফল’s"),
        (r"{\rtf1\uc2 \u2475 xy\u2482\'3f\'3f.}", "ফল."),
        (r"{\rtf1 \u-10179?\u-8694?}", "\u{1f60a}"),
        (
            r"{\rtf1\ansicpg1251{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset238 B;}{\f2\fcharset2 S;}}\'e4\'e0 \f1 \'b3\'f3d\'9f \f2 \'b7x\f0 \'ed\'e5\'f2}",
            "да łódź нет",
        ),
        (r"{\rtf1 shown {\v hidden} and {\v0 shown}{\*\bkmkstart x}}", "shown and shown"),
        (r"{\rtf1\trowd\pard\intbl Monday\cell 9am to 5pm\cell\row\pard After\par}", "Monday 9am to 5pm\nAfter"),
        (r"{\rtf1{\header Every page}Body{\footer 1}{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}}}", "Bodya link"),
        (r"{\rtf1{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt In the box\par}}}After}", "In the box\nAfter"),
        (
            r"{\rtf1 Text{\super 1}{\footnote {\super 1}A note.\par}goes on.\par More.}",
            "Text1goes on.\nMore.\n1A note.",
        ),
        (r"{\rtf1 a\bin3 {{{b}", "ab"),
    ] {
        assert_eq!(text(rtf), wanted, "{rtf}");
    }
}

#[test]
fn headings_and_the_title() {
    let rtf = r"{\rtf1{\info{\title Clean hands}{\author X}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 Uberschrift;}{\s2 heading 2;}}
\pard\s1 Flu\par\pard\s0 Rest.\par\pard\s2 Who\par\pard\outlinelevel3 When\par\pard Done.\par}";
    let extraction = read(rtf);
    assert_eq!(extraction.title.as_deref(), Some("Clean hands"));
    let page = &extraction.pages[0];
    assert_eq!((page.page, page.text.as_str()), (None, "Flu\nRest.\nWho\nWhen\nDone."));
    let headings: Vec<_> = page.headings.iter().map(|heading| (heading.line, heading.level)).collect();
    assert_eq!(headings, [(0, 1), (2, 2), (3, 4)]);
}

#[test]
fn links_by_field() {
    let field =
        |instruction: &str, words: &str| format!(r"{{\field{{\*\fldinst{{{instruction}}}}}{{\fldrslt{words}}}}}");
    let rtf = [
        r"{\rtf1 Read ".to_owned(),
        field(r#"HYPERLINK "https://example.org/a" \\l "b""#, r"{\ul a {\b page}}"),
        ", ".to_owned(),
        field("HYPERLINK mailto:a@example.org", r" write \'e0 a {\field{\*\fldinst PAGE}{\fldrslt 7}} b"),
        " or ".to_owned(),
        field("HYPERLINK javascript:alert(1)", " not"),
        r".{\footnote See ".to_owned(),
        field(r#" HYPERLINK "https://example.org/n" "#, " there"),
        r" too.}\par After.\par}".to_owned(),
    ]
    .concat();
    let extraction = read(&rtf);
    assert_eq!(extraction.pages[0].text, "Read a page, write à a 7 b or not.\nAfter.\nSee there too.");
    let (a, m, n) = ("https://example.org/a#b", "mailto:a@example.org", "https://example.org/n");
    assert_eq!(links(&extraction), leads(&[("a page", a), ("write à a 7 b", m), ("there", n)]));
    let long = field(&format!("HYPERLINK https://example.org/{}", "a".repeat(1 << 20)), " words");
    assert!(links(&read(&format!(r"{{\rtf1 {long}}}"))).is_empty());
}

#[test]
fn damaged_and_hostile_files() {
    let cut = read(r"{\rtf1 Some words {\b and");
    assert_eq!((cut.pages[0].text.as_str(), cut.problem_code.as_deref()), ("Some words and", Some("damaged")));
    assert_eq!(text(&format!(r"{{\rtf1 {}deep{}}}", "{".repeat(300_000), "}".repeat(300_000))), "deep");
    assert_eq!(text(&format!(r"{{\rtf1 a{}b}}", "}".repeat(1_000))), "ab");
    assert_eq!(text(r"{\rtf1 \u99999999999999999999? \bin99999999999 \'zz \uc-5 x\"), "");
}
