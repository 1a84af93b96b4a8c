//! Documents that are made on the spot, where a test needs more of them than `tests/fixtures` has: small honest PDFs in
//! English, each page with a word of its own.

use std::fmt::Write;

use crate::SiteFile;

/// A word that is in no dictionary and in no fixture. Different numbers give different words, neighbours unlike each
/// other, so that a search that forgives a slip does not take one for the other.
pub fn word(number: u64) -> String {
    const CONSONANTS: &[u8; 13] = b"bdfgklmnprtvz";
    const VOWELS: &[u8; 3] = b"aou";
    const SYLLABLES: u64 = 13 * 3;
    const ALL: u64 = SYLLABLES.pow(4);
    // Odd and prime: every number below `ALL` has its own place.
    let mut rest = (number % ALL) * 1_000_003 % ALL;
    let mut word = String::from("zu");
    for _ in 0..4 {
        let syllable = (rest % SYLLABLES) as usize;
        rest /= SYLLABLES;
        word.push(char::from(CONSONANTS[syllable / 3]));
        word.push(char::from(VOWELS[syllable % 3]));
    }
    word
}

impl SiteFile {
    /// A PDF with one page for each word, at least `size_bytes` long: what is lacking is filled up behind the pages.
    pub fn made(title: &str, words: &[String], size_bytes: usize) -> Self {
        let body = pdf(title, words, size_bytes);
        Self { body, media_type: "application/pdf".to_owned(), disposition: None, words: words.to_vec() }
    }
}

fn pdf(title: &str, words: &[String], size_bytes: usize) -> Vec<u8> {
    let mut file = Objects::default();
    let kids: Vec<String> = (0..words.len()).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    file.add("<< /Type /Catalog /Pages 2 0 R >>");
    file.add(&format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), words.len()));
    file.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for (page, word) in words.iter().enumerate() {
        let content = 5 + 2 * page;
        file.add(&format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
        ));
        let lines = [
            plain(title),
            "This is a sample page of the demonstration site and it gives no health advice.".to_owned(),
            format!("Please ask at the desk if you would like to know more. Word for this page: {word}"),
            format!("Page {} of {}.", page + 1, words.len()),
        ];
        let mut text = String::from("BT /F1 12 Tf 72 760 Td 18 TL\n");
        for line in lines {
            let _ = writeln!(text, "({line}) Tj T*");
        }
        text.push_str("ET");
        file.add(&stream(&text));
    }
    // A stream that no page uses: numbers that look like chance and are the same every time.
    let lacking = size_bytes.saturating_sub(file.bytes.len());
    if lacking > 0 {
        let mut chance = fastrand::Rng::with_seed(words.len() as u64);
        let filling: String = (0..lacking).map(|_| chance.alphanumeric()).collect();
        file.add(&stream(&filling));
    }
    file.finish()
}

/// Letters that stand for themselves in a PDF's strings.
fn plain(title: &str) -> String {
    title.chars().filter(|c| c.is_ascii() && !matches!(c, '(' | ')' | '\\') && !c.is_ascii_control()).collect()
}

fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// The objects of a PDF, and where each begins.
struct Objects {
    bytes: Vec<u8>,
    begins: Vec<usize>,
}

impl Default for Objects {
    fn default() -> Self {
        Self { bytes: b"%PDF-1.4\n".to_vec(), begins: Vec::new() }
    }
}

impl Objects {
    fn add(&mut self, object: &str) {
        self.begins.push(self.bytes.len());
        self.bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", self.begins.len()).as_bytes());
    }

    fn finish(mut self) -> Vec<u8> {
        let table = self.bytes.len();
        let count = self.begins.len() + 1;
        let mut end = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for begin in &self.begins {
            let _ = writeln!(end, "{begin:010} 00000 n ");
        }
        let _ = write!(end, "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        self.bytes.extend_from_slice(end.as_bytes());
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn words_are_all_different() {
        let words: HashSet<String> = (0..20_000).map(word).collect();
        assert_eq!(words.len(), 20_000);
    }

    #[test]
    fn a_made_document_has_its_words_its_length_and_true_offsets() {
        let words = [word(1), word(2)];
        let file = SiteFile::made("Sample (made)", &words, 40_000);
        assert!(file.body.len() >= 40_000 && file.body.len() < 41_000, "{}", file.body.len());
        assert_eq!(file, SiteFile::made("Sample (made)", &words, 40_000));
        let text = String::from_utf8(file.body).unwrap();
        assert!(text.contains(&words[0]) && text.contains(&words[1]) && text.contains("(Sample made) Tj"));
        let table: usize = text.split("startxref\n").nth(1).and_then(|rest| rest.lines().next()?.parse().ok()).unwrap();
        assert!(text[table..].starts_with("xref\n"));
        for (number, line) in text[table..].lines().skip(3).take_while(|line| line.ends_with("n ")).enumerate() {
            let begin: usize = line[..10].parse().unwrap();
            assert!(text[begin..].starts_with(&format!("{} 0 obj", number + 1)), "{line}");
        }
    }
}
