//! A print pack: how far it is, and what is in it.

use std::fmt::Write;

use catalogue::{PrintPack, PrintPackEntry, PrintPackProgress};

use super::{count, on_one_line, paragraph};

pub fn print_pack_step(progress: &PrintPackProgress) -> String {
    if progress.done == progress.total {
        return "Writing the print pack".to_owned();
    }
    format!("{} of {}: {}", progress.done + 1, progress.total, progress.current)
}

pub fn print_pack(pack: &PrintPack) -> String {
    let mut out = String::new();
    for entry in &pack.entries {
        let _ = writeln!(out, "{}  {}", place(entry), on_one_line(&entry.title));
        for remark in entry.left_out.iter().chain(&entry.notes) {
            out += &paragraph(remark, 14);
        }
    }
    let pages = count(u64::from(pack.pages), "page", "pages");
    let _ = writeln!(out, "\nWritten to {}: {pages}.", on_one_line(&pack.file));
    out
}

fn place(entry: &PrintPackEntry) -> String {
    let place = match (entry.first_page, entry.pages) {
        (None, _) => "left out".to_owned(),
        (Some(first), 0 | 1) => format!("page {first}"),
        (Some(first), pages) => format!("pages {first}-{}", first + pages - 1),
    };
    format!("{place:>12}")
}

#[cfg(test)]
mod tests {
    use catalogue::ResourceId;

    use super::*;

    #[test]
    fn each_thing_is_told_with_its_place() {
        let entry = |title: &str, first_page, pages, left_out: Option<&str>| PrintPackEntry {
            resource: ResourceId::from("a"),
            title: title.to_owned(),
            first_page,
            pages,
            notes: Vec::new(),
            left_out: left_out.map(str::to_owned),
        };
        let pack = PrintPack {
            file: "out.pdf".to_owned(),
            pages: 13,
            entries: vec![
                entry("Feet", Some(2), 1, None),
                entry("A\nhandbook", Some(3), 11, None),
                entry("A film", None, 0, Some("It is a recording.")),
            ],
        };
        insta::assert_snapshot!(print_pack(&pack), @r"
              page 2  Feet
          pages 3-13  A handbook
            left out  A film
                      It is a recording.

        Written to out.pdf: 13 pages.
        ");
        let step = |done| PrintPackProgress { done, total: 2, current: "Feet".to_owned() };
        assert_eq!([print_pack_step(&step(0)), print_pack_step(&step(2))], ["1 of 2: Feet", "Writing the print pack"]);
    }
}
