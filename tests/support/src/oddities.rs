//! Content that no honest editor would write: names that try to be paths, and another site's pages.

use crate::{SiteContent, SiteEntry, SiteFile, word};

/// Paths of files as they stand in links, and the name that the server gives to each file.
const ODD_NAMES: [(&str, &str); 7] = [
    ("/uploads/..%2f..%2f..%2fescaped.pdf", "../../../escaped.pdf"),
    ("/uploads/..%5c..%5cescaped-too.pdf", "..\\\\..\\\\escaped-too.pdf"),
    ("/uploads/CON.pdf", "CON"),
    ("/uploads/aux.pdf", "aux.pdf. . ."),
    ("/uploads/%2fetc%2fpasswd.pdf", "/etc/passwd"),
    ("/uploads/line%0Abreak%00.pdf", "line\tbreak.pdf"),
    ("/uploads/right-to-left-%E2%80%AEfdp.exe.pdf", "C:\\\\Windows\\\\evil.pdf"),
];

impl SiteContent {
    /// Adds an entry for each file name that tries to be more than a name; one of them is three hundred letters long.
    pub fn add_odd_names(&mut self) {
        let long = format!("/uploads/{}.pdf", "long-".repeat(60));
        let names = ODD_NAMES.iter().map(|(href, name)| ((*href).to_owned(), (*name).to_owned()));
        for (number, (href, name)) in names.chain([(long.clone(), long)]).enumerate() {
            let title = format!("Sample oddity {number}: {}", word(900_000 + number as u64));
            let mut file = SiteFile::made(&title, &[word(910_000 + number as u64)], 4_000);
            file.disposition = Some(format!("attachment; filename=\"{name}\""));
            self.files.insert(crate::expected::path_of(&href), file);
            self.entries.push(SiteEntry::new(&title).paragraph("A file with an odd name.").link("Download", &href));
        }
    }

    /// Another owner's site at the same address: a list of the same make, with nothing of what was there.
    pub fn of_another_site() -> Self {
        let entries: Vec<SiteEntry> = (0..20)
            .map(|number| {
                SiteEntry::new(&format!("Offer {number}: {}", word(920_000 + number)))
                    .paragraph("Only for a short time.")
                    .link("Order now", &format!("/uploads/offer-{number}.pdf"))
            })
            .collect();
        let files = (0..20)
            .map(|number| {
                let file = SiteFile::made("Offer", &[word(930_000 + number)], 3_000);
                (format!("/uploads/offer-{number}.pdf"), file)
            })
            .collect();
        Self { entries, files, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_odd_name_leads_to_its_file() {
        let mut content = SiteContent::standard();
        let before = content.entries.len();
        content.add_odd_names();
        let added = content.expected().into_iter().filter(|resource| resource.title.starts_with("Sample oddity"));
        assert_eq!(added.filter(|resource| resource.files.len() == 1).count(), content.entries.len() - before);
    }

    #[test]
    fn another_site_has_nothing_of_the_first() {
        let (ours, theirs) = (SiteContent::standard(), SiteContent::of_another_site());
        assert!(theirs.entries.iter().all(|entry| ours.entries.iter().all(|own| own.title != entry.title)));
        assert!(theirs.files.keys().all(|path| !ours.files.contains_key(path)));
    }
}
