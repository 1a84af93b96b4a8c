//! Whether the words of a page look like words of their script, whatever the language: letters that stand for others,
//! letters drawn twice, spaces that are missing or too many, marks that have lost their letters.
//!
//! No lists of words: a page of names, drugs or addresses is honest too. All shares below were set so that no page of
//! some hundred public documents in forty languages is called wrong that a reader would call right.

use whatlang::Script;

/// So much of a page is looked at, in bytes.
const ENOUGH: usize = 16 << 10;
/// Fewer words than this are too few to judge.
const FEWEST_WORDS: usize = 25;
/// Fewer letters than this say nothing of their mixture.
const FEWEST_LETTERS: usize = 100;

/// Whether most of the page cannot be what its reader sees on it.
pub(super) fn reads_wrongly(text: &str) -> bool {
    let text = &text[..text.floor_char_boundary(ENOUGH)];
    let words: Vec<&str> = text.split_whitespace().map(bare).filter(|word| is_plain(word)).collect();
    if words.len() < FEWEST_WORDS {
        return false;
    }
    let share = |is: fn(&str) -> bool| words.iter().filter(|word| is(word)).count() as f64 / words.len() as f64;
    let wrong = match whatlang::detect_script(text) {
        Some(Script::Latin) => share(is_doubled) > 0.3 || share(is_mixed) > 0.4 || lacks_vowels(&words),
        Some(Script::Cyrillic | Script::Greek) => share(is_doubled) > 0.3,
        Some(Script::Arabic) => is_backwards(&words),
        // Words of one sign are the rule.
        Some(
            Script::Mandarin | Script::Hiragana | Script::Katakana | Script::Thai | Script::Khmer | Script::Myanmar,
        ) => {
            return false;
        }
        _ => false,
    };
    wrong || is_spaced(text) || is_glued(&words) || has_stray_marks(text)
}

/// Without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && !is_mark(c))
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Numbers, addresses and codes are no words, and nothing is expected of them.
fn is_plain(word: &str) -> bool {
    !word.is_empty() && !word.contains(['@', '/', '.', '_', '\\']) && !word.contains(char::is_numeric)
}

/// `WWaasshh`: each letter twice.
fn is_doubled(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.len() >= 4 && letters.len().is_multiple_of(2) && letters.chunks(2).all(|pair| pair[0] == pair[1])
}

/// `wPwKrmv`: a capital after a small letter, or a sign where only letters stand.
fn is_mixed(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let signs = letters.iter().any(|c| {
        !c.is_alphabetic()
            && !is_mark(*c)
            && !matches!(c, '\'' | '’' | '‘' | '-' | '‐' | '‑' | '–' | '·' | '&' | '\u{200c}' | '\u{200d}')
    });
    signs || letters.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase())
}

/// `W a s h  y o u r`: most words are one letter beside another. In a table of letters, figures stand between them.
fn is_spaced(text: &str) -> bool {
    let is_letter = |word: &str| {
        let mut letters = word.chars().filter(|c| !is_mark(*c));
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    let letters: Vec<bool> = text.split_whitespace().map(is_letter).collect();
    letters.windows(2).filter(|pair| pair[0] && pair[1]).count() * 2 > letters.len()
}

/// `7KLV LV WKH`: every language in Latin letters has a vowel in three to five letters. Letters with accents count as
/// vowels, since most are.
fn lacks_vowels(words: &[&str]) -> bool {
    let letters = || words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic());
    let vowels = letters().filter(|c| !c.is_ascii() || "aeiouyAEIOUY".contains(*c)).count();
    letters().count() >= FEWEST_LETTERS && vowels * 5 < letters().count()
}

/// `Washyourhandswithsoapandwaterfortwentyseconds`: most letters stand in words that nobody writes.
fn is_glued(words: &[&str]) -> bool {
    const LONGEST: usize = 32;
    let length =
        |word: &&str| word.split(['-', '‐', '‑', '–', '\u{200c}']).map(|part| part.chars().count()).max().unwrap_or(0);
    let all: usize = words.iter().map(length).sum();
    let glued: usize = words.iter().map(length).filter(|length| *length > LONGEST).sum();
    glued * 2 > all
}

/// Letters that only end words stand at the beginnings: ة and ى in Arabic, ں and ے in Urdu.
fn is_backwards(words: &[&str]) -> bool {
    let last = ['ة', 'ى', 'ں', 'ے'];
    let long = || words.iter().filter(|word| word.chars().count() > 1);
    let begins = long().filter(|word| word.starts_with(last)).count();
    let ends = long().filter(|word| word.ends_with(last)).count();
    begins >= 3 && begins > ends
}

/// Vowel signs and other marks that follow no letter: in Bengali and its kin the sign was left where it is drawn, and
/// not put where it is read.
fn has_stray_marks(text: &str) -> bool {
    let (mut marks, mut stray, mut before) = (0_u32, 0_u32, ' ');
    for c in text.chars() {
        if is_mark(c) {
            marks += 1;
            stray += u32::from(
                !before.is_alphanumeric()
                    && !is_mark(before)
                    && !matches!(before, '\u{200c}' | '\u{200d}' | '\u{25cc}'),
            );
        }
        before = c;
    }
    marks >= 30 && stray * 8 > marks
}

#[cfg(test)]
mod tests {
    use super::reads_wrongly;

    const ENGLISH: &str = "Wash your hands with soap and water for twenty seconds before you eat, and dry them well. \
        Ask a pharmacist about a cough that lasts for three weeks. Keep warm, rest, and drink plenty of water.";
    const BENGALI: &str = "খাওয়ার আগে সাবান ও পানি দিয়ে বিশ সেকেন্ড ধরে হাত ধুয়ে নিন এবং ভালো করে মুছে নিন। তিন সপ্তাহের বেশি কাশি থাকলে \
        ফার্মাসিস্টের কাছে পরামর্শ নিন। গরম থাকুন, বিশ্রাম নিন এবং প্রচুর পানি পান করুন। শিশুদের টিকা দেওয়ার তারিখ মনে রাখুন।";
    const ARABIC: &str = "اغسل يديك بالماء والصابون لمدة عشرين ثانية قبل الأكل وجففهما جيدا. اسأل الصيدلي عن السعال الذي يستمر \
        ثلاثة أسابيع. حافظ على الدفء والراحة واشرب الكثير من الماء. زيارة العيادة مجانية لكل أسرة وكل سيدة حامل.";

    fn each(text: &str, change: impl Fn(char) -> String) -> String {
        text.chars().map(change).collect()
    }

    #[test]
    fn honest_pages() {
        let names = "Smith Nguyen Szczepański Wójcik Grzegorz Kowalczyk Krzysztof Brzęczyszczykiewicz McDonald O’Brien van der Berg ".repeat(5);
        let welsh = "Golchwch eich dwylo gyda sebon a dŵr am ugain eiliad cyn bwyta a sychwch nhw’n dda. Gofynnwch i fferyllydd am beswch sy’n para tair wythnos. Cadwch yn gynnes, gorffwyswch, ac yfwch ddigon o ddŵr.";
        let codes = "AB12 CD34 020 7123 4567 info@example.org www.example.org/leaflets/A-17.pdf NHS GP A&E ".repeat(20);
        let numbers = "A 1 B 2 C 3 D 4 ".repeat(20);
        for text in [ENGLISH, BENGALI, ARABIC, &names, welsh, &codes, &numbers, "流感疫苗。".repeat(40).as_str(), ""]
        {
            assert!(!reads_wrongly(text), "{text}");
        }
    }

    #[test]
    fn pages_that_nobody_wrote() {
        let doubled = each(ENGLISH, |c| if c.is_alphabetic() { format!("{c}{c}") } else { c.into() });
        let glued =
            ENGLISH.replace(". ", "\n").replace([' ', ','], "").replace('\n', " ") + " and " + &"so on ".repeat(12);
        let spaced = each(ENGLISH, |c| if c.is_alphabetic() { format!("{c} ") } else { "  ".into() });
        // As from a font whose table of letters is lost.
        let shifted =
            each(ENGLISH, |c| if c.is_ascii_lowercase() { char::from(c as u8 - 29).into() } else { c.into() });
        let bijoy =
            "wPwKrmv I ¯^v¯’¨ †mev Avcbvi wkïi wUKv †`Iqvi ZvwiL g‡b ivLyb Ges †bvU K‡i wbb mvevb w`‡q nvZ ay‡q wbb "
                .repeat(3);
        // Vowel signs that are drawn before their letter, left there.
        let drawn = each(BENGALI, |c| if matches!(c, 'ি' | 'ে' | 'ৈ') { format!(" {c}") } else { c.into() });
        let backwards: String = ARABIC.chars().rev().collect();
        for text in [doubled, glued, spaced, shifted, bijoy, drawn, backwards] {
            assert!(reads_wrongly(&text), "{text}");
        }
    }
}
