//! What Tesseract says of a page, as text.

/// Of 100: of a paragraph that has no word it is surer of than this, nothing is kept. Edges of photographs and folds of
/// paper come out as a few letters that it does not believe itself.
const SURE: f32 = 50.0;
/// A line of the table: level, page, block, paragraph, line, word, four sides, how sure, and the word.
const COLUMNS: usize = 12;
/// The level of words.
const WORD: &str = "5";

/// Paragraphs parted by a line feed, as everywhere in the library.
pub fn text(table: &str) -> String {
    let mut paragraphs: Vec<Paragraph<'_>> = Vec::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.splitn(COLUMNS, '\t').collect();
        let [WORD, _, block, paragraph, _, _, _, _, _, _, sure, word] = cells[..] else { continue };
        let (Ok(sure), word) = (sure.parse::<f32>(), word.trim()) else { continue };
        if word.is_empty() {
            continue;
        }
        let place = (block, paragraph);
        match paragraphs.last_mut().filter(|last| last.place == place) {
            Some(last) => last.add(word, sure),
            None => paragraphs.push(Paragraph { place, words: word.to_owned(), surest: sure }),
        }
    }
    let believed = paragraphs.into_iter().filter(|paragraph| paragraph.surest > SURE);
    believed.map(|paragraph| paragraph.words).collect::<Vec<_>>().join("\n")
}

struct Paragraph<'a> {
    /// Its block, and its number there.
    place: (&'a str, &'a str),
    words: String,
    surest: f32,
}

impl Paragraph<'_> {
    fn add(&mut self, word: &str, sure: f32) {
        self.words.push(' ');
        self.words.extend(word.chars().filter(|letter| !letter.is_control()));
        self.surest = self.surest.max(sure);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_kept_apart_and_specks_left_out() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n\
            5\t1\t1\t1\t1\t1\t310\t311\t50\t30\t96.5\tFoot\n\
            5\t1\t1\t1\t1\t2\t370\t311\t50\t30\t91.0\tcare\n\
            5\t1\t1\t1\t2\t1\t310\t351\t50\t30\t12.0\tat\n\
            5\t1\t1\t2\t1\t1\t310\t411\t50\t30\t90.2\thome\n\
            5\t1\t2\t1\t1\t1\t310\t811\t50\t30\t31.0\t|~\n\
            5\t1\t2\t1\t1\t2\t310\t811\t50\t30\t95.0\t \n\
            5\t1\t3\t1\t1\t1\t310\t911\t50\t30\t88.0\t\u{9aa}\u{9be}\n\
            5\tbroken\n";
        assert_eq!(text(table), "Foot care at\nhome\n\u{9aa}\u{9be}");
        assert_eq!(text(""), "");
    }
}
