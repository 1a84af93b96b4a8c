//! PDFs made to do harm.

pub(super) const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
pub(super) const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
pub(super) const PAGE: &str =
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>";
pub(super) const FONT: &str = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
/// A table of letters that claims a meaning for every code there can be.
pub(super) const LYING_RANGES: &str = "<< /Length 150 >> stream\n1 begincodespacerange <00000000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange 1 begincidrange <00000000> <ffffffff> 0 endcidrange\nendstream";

/// A font of many letters that says this of their widths.
pub(super) fn pdf_of_widths(widths: &str) -> Vec<u8> {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] >>";
    let letters = format!("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X {widths} >>");
    pdf(&[CATALOG, PAGES, PAGE, &text_stream(""), font, &letters], "")
}

pub(super) fn text_stream(more: &str) -> String {
    let content = format!("BT /F 12 Tf 50 350 Td (Words of a sample.) Tj ET {more}");
    format!("<< /Length {} >> stream\n{content}\nendstream", content.len())
}

/// A PDF of these objects, numbered from 1, with a table that fits.
pub(super) fn pdf(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj {object}\nendobj\n").bytes());
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in &places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    // The place of the table stands in for that of an older table: it leads to itself.
    let trailer = trailer.replace("/Prev 9", &format!("/Prev {table}"));
    file.extend(
        format!("trailer << /Root 1 0 R /Size {} {trailer} >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).bytes(),
    );
    file
}

/// A page with tags, links and bookmarks.
pub(super) fn pdf_with_structure() -> Vec<u8> {
    let root = "<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R /StructTreeRoot 8 0 R /Dests << /old [3 0 R /Fit] >> /Names << /Dests << /Kids [9 0 R] >> >> >>";
    let links = "<< /Subtype /Link /Rect [40 340 200 370] /QuadPoints [50 364 99 364 50 346 99 346] /A << /S /URI /URI (https://example.org) >> >> << /Subtype /Link /Rect [100 340 200 370] /Dest (new) >>";
    let page = PAGE.replace("/Contents", &format!("/Annots [{links}] /Contents"));
    let content = "/H1 << /MCID 0 >> BDC BT /F 12 Tf 50 350 Td (Words of a sample.) Tj ET EMC /P << /MCID 1 >> BDC BT /F 12 Tf 50 330 Td (More of them.) Tj ET EMC";
    let stream = format!("<< /Length {} >> stream\n{content}\nendstream", content.len());
    let (outline, entry) = ("<< /First 7 0 R >>", "<< /Title (More of them) /Dest /old /First 7 0 R /Next 7 0 R >>");
    let tags = "<< /RoleMap << /Mine /H2 >> /K [ << /S /Mine /Pg 3 0 R /K [0 << /Type /MCR /MCID 1 >>] >> ] >>";
    let names = "<< /Names [(new) << /D [3 0 R /XYZ 0 350 0] >>] >>";
    pdf(&[root, PAGES, &page, &stream, FONT, outline, entry, tags, names], "")
}

/// As many letters as a page may have, under as many links as it may have, each with a place for each line.
pub(super) fn pdf_of_links() -> Vec<u8> {
    let quads = "0 400 400 400 0 0 400 0 ".repeat(64);
    let links = format!("<< /Subtype /Link /Rect [0 0 400 400] /QuadPoints [{quads}] /Dest [3 0 R] >>").repeat(5_000);
    let page = PAGE.replace("/Contents", &format!("/Annots [{links}] /Contents"));
    let more = format!("BT /F 0.1 Tf 0.1 TL 50 340 Td {} ET", "(abcdefgh) Tj T* ".repeat(24_000));
    pdf(&[CATALOG, PAGES, &page, &text_stream(&more), FONT], "")
}

/// Structure in structure in structure, all in one place.
pub(super) fn pdf_of_deep_tags(depth: usize) -> Vec<u8> {
    let tags = format!("<< /K {}0{} >>", "<< /S /H1 /Pg 3 0 R /K ".repeat(depth), " >>".repeat(depth));
    let root = "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 6 0 R >>";
    pdf(&[root, PAGES, PAGE, &text_stream(""), FONT, &tags], "")
}

/// So many entries that lead to one page, and lines that each might be one of them.
pub(super) fn pdf_of_titles(entries: usize) -> Vec<u8> {
    let root = "<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>";
    let more = format!("BT /F 0.1 Tf 0.1 TL 50 340 Td {} ET", "(ab) Tj T* ".repeat(60_000));
    let mut objects = [root, PAGES, PAGE, &text_stream(&more), FONT, "<< /First 7 0 R >>"].map(str::to_owned).to_vec();
    let title = "ab".repeat(140);
    objects.extend((8..entries + 8).map(|next| format!("<< /Title ({title}) /Dest [3 0 R] /Next {next} 0 R >>")));
    pdf(&objects.iter().map(String::as_str).collect::<Vec<_>>(), "")
}

/// So many pages.
pub(super) fn pdf_tree(pages: usize) -> Vec<u8> {
    let kids: String = (5..pages + 5).map(|number| format!("{number} 0 R ")).collect();
    let tree = format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>");
    let page = PAGE.replace("4 0 R", "3 0 R").replace("5 0 R", "4 0 R");
    let content = text_stream("");
    let objects: Vec<&str> =
        [CATALOG, &tree, &content, FONT].into_iter().chain(std::iter::repeat_n(page.as_str(), pages)).collect();
    pdf(&objects, "")
}

/// The same page so many times.
pub(super) fn pdf_same_page(pages: usize) -> Vec<u8> {
    let tree = format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", "3 0 R ".repeat(pages));
    pdf(&[CATALOG, &tree, PAGE, &text_stream(""), FONT], "")
}

/// A page so deep in the tree.
pub(super) fn pdf_deep_tree(depth: usize) -> Vec<u8> {
    let mut objects = vec![CATALOG.to_owned()];
    objects.extend((3..depth + 3).map(|next| format!("<< /Type /Pages /Kids [{next} 0 R] /Count 1 >>")));
    objects.push("<< /Type /Page /MediaBox [0 0 400 400] >>".to_owned());
    pdf(&objects.iter().map(String::as_str).collect::<Vec<_>>(), "")
}

/// So many pages, with the same four hundred links to long addresses.
pub(super) fn pdf_of_addresses(pages: usize) -> Vec<u8> {
    let kids: String = (6..pages + 6).map(|number| format!("{number} 0 R ")).collect();
    let tree = format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>");
    let link = |at: usize| {
        let (left, bottom, long) = (40 * (at % 10), 10 * (at / 10), "a".repeat(1_900));
        let place = format!("{left} {bottom} {} {}", left + 40, bottom + 10);
        format!("<< /Subtype /Link /Rect [{place}] /A << /S /URI /URI (https://{long}/{at}) >> >>")
    };
    let links = format!("[{}]", (0..400).map(link).collect::<String>());
    let more = format!("BT /F 8 Tf 10 TL 1 342 Td {} ET", format!("({}) Tj T* ", "words ".repeat(16)).repeat(34));
    let page = PAGE.replace("4 0 R", "3 0 R").replace("5 0 R", "4 0 R").replace("/Contents", "/Annots 5 0 R /Contents");
    let content = text_stream(&more);
    let objects: Vec<&str> =
        [CATALOG, &tree, &content, FONT, &links].into_iter().chain(std::iter::repeat_n(page.as_str(), pages)).collect();
    pdf(&objects, "")
}

/// A page of this size, in points, with the words of a sample near a corner of it.
pub fn pdf_of_size(box_and_more: &str) -> Vec<u8> {
    let page = PAGE.replace("/MediaBox [0 0 400 400]", box_and_more);
    pdf(&[CATALOG, PAGES, &page, &text_stream(""), FONT], "")
}

/// A large page on which so many groups lie in one another, each to be drawn apart.
pub fn pdf_of_groups(depth: usize) -> Vec<u8> {
    let page = PAGE.replace("400 400", "14400 14400").replace("/Font <<", "/XObject << /X 6 0 R >> /Font <<");
    let mut objects = [CATALOG, PAGES, &page, &text_stream("/X Do"), FONT].map(str::to_owned).to_vec();
    objects.extend((7..depth + 7).map(|next| {
        format!("<< /Type /XObject /Subtype /Form /BBox [0 0 14400 14400] /Group << /S /Transparency /I true >> /Resources << /XObject << /X {next} 0 R >> /ExtGState << /G << /ca 0.5 >> >> >> /Length 11 >> stream\n/G gs /X Do\nendstream")
    }));
    objects.push(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 10 >> stream\n0 0 9 9 re\nendstream".to_owned(),
    );
    pdf(&objects.iter().map(String::as_str).collect::<Vec<_>>(), "")
}

/// A page under a grey picture that is described so.
pub fn pdf_of_picture(description: &str, bytes: &[u8]) -> Vec<u8> {
    let page = PAGE.replace("/Font <<", "/XObject << /X 6 0 R >> /Font <<");
    let picture = format!(
        "<< /Type /XObject /Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceGray {description} >> stream\n"
    );
    let content = text_stream("q 400 0 0 400 0 0 cm /X Do Q");
    // What is in a picture is no text.
    let mut file = pdf(&[CATALOG, PAGES, &page, &content, FONT, &format!("{picture}@@@@\nendstream")], "");
    if let Some(at) = file.windows(4).rposition(|four| four == b"@@@@") {
        file.splice(at..at + 4, bytes.iter().copied());
    }
    file
}

/// A picture with so many pixels a side, all alike, in runs of 128.
pub fn pdf_of_pixels(side: usize) -> Vec<u8> {
    let runs = [0x81, 0x55].repeat(side * side / 128);
    let description = format!("/Width {side} /Height {side} /Filter /RunLengthDecode /Length {}", runs.len());
    pdf_of_picture(&description, &runs)
}
