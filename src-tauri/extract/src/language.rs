//! The language that a text is written in.

use whatlang::{Lang, Script};

/// Fewer letters than this tell nothing.
const FEWEST_LETTERS: usize = 24;

/// For one of the many languages in Latin letters, told by the frequency of letters alone.
const FEWEST_LATIN_LETTERS: usize = 60;

/// For a page, whose language may not be that of the file: more than a heading.
const FEWEST_LETTERS_OF_PAGE: usize = 120;
/// So much of a page tells its language, in bytes.
const ENOUGH: usize = 4 << 10;

/// The language of a page by itself, where there is enough text on it.
pub(crate) fn of_page(text: &str) -> Option<String> {
    let text = &text[..text.floor_char_boundary(ENOUGH)];
    // Where a sign is a word, a third as many say as much.
    let letters: usize = text.chars().filter(|c| c.is_alphabetic()).map(|c| if c > '\u{2e7f}' { 3 } else { 1 }).sum();
    (letters >= FEWEST_LETTERS_OF_PAGE).then(|| detect(text)).flatten()
}

/// A BCP 47 tag, when the text is long and clear enough. Bengali stands for Sylheti too, which is written alike.
pub(crate) fn detect(text: &str) -> Option<String> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < FEWEST_LETTERS {
        return None;
    }
    let script = whatlang::detect_script(text)?;
    let tag = match script {
        Script::Bengali => bengali(text),
        Script::Arabic => arabic(text)?,
        Script::Ethiopic => {
            if count(text, "ኣ") > count(text, "አ") {
                "ti"
            } else {
                "am"
            }
        }
        Script::Devanagari => devanagari(text),
        Script::Latin if is_somali(text) => "so",
        Script::Latin if is_english(text) => "en",
        // A label or a name in any of seventy languages: the letters of a few words say little.
        Script::Latin if letters < FEWEST_LATIN_LETTERS => return None,
        _ => by_whatlang(text)?,
    };
    Some(tag.to_owned())
}

fn by_whatlang(text: &str) -> Option<&'static str> {
    let info = whatlang::detect(text)?;
    info.is_reliable().then(|| tag(info.lang())).flatten()
}

fn count(text: &str, letters: &str) -> usize {
    text.chars().filter(|c| letters.contains(*c)).count()
}

fn bengali(text: &str) -> &'static str {
    let assamese = count(text, "ৰৱ");
    if assamese * 5 > count(text, "র") { "as" } else { "bn" }
}

/// Hindi unless the letters or small words of a neighbour are frequent.
fn devanagari(text: &str) -> &'static str {
    let words = |wanted: &[&str]| {
        text.split_whitespace().filter(|word| wanted.contains(&word.trim_matches(['।', ',', '.']))).count()
    };
    let hindi = words(&["है", "हैं", "के", "का", "की", "में", "से", "को", "और", "पर"]);
    let marathi = words(&["आहे", "आहेत", "आणि", "किंवा", "च्या", "तर", "ही", "तुम्ही"]);
    let nepali = words(&["छ", "छन्", "र", "हुन्छ", "गर्न", "वा", "पनि", "तपाईं", "प्रत्येक"]);
    if marathi > hindi && marathi > nepali {
        "mr"
    } else if nepali > hindi {
        "ne"
    } else {
        "hi"
    }
}

/// By letters that only one of the languages uses.
fn arabic(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|c| ('\u{620}'..='\u{6ff}').contains(c) && c.is_alphabetic()).count();
    let often = |marks: &str, of_thousand: usize| count(text, marks) * 1_000 > letters * of_thousand;
    if often("ټډړږښڼې", 8) {
        Some("ps")
    } else if often("ڕڵۆێ", 10) {
        Some("ckb")
    } else if often("ٹڈڑےں", 10) {
        Some("ur")
    } else if often("پچژگک", 15) || often("ی", 40) {
        Some("fa")
    } else if often("ةىأإ", 5) || text.split_whitespace().filter(|word| word.starts_with("ال")).count() > 2 {
        Some("ar")
    } else {
        by_whatlang(text)
    }
}

/// Somali is none of the languages that whatlang knows, so it is told by the small words that no text in it lacks.
fn is_somali(text: &str) -> bool {
    const SMALL_WORDS: &[&str] = &[
        "iyo",
        "waa",
        "oo",
        "ee",
        "ama",
        "ayaa",
        "waxaa",
        "waxa",
        "waxay",
        "uu",
        "aad",
        "ay",
        "ku",
        "ka",
        "la",
        "u",
        "si",
        "ah",
        "leh",
        "haddii",
        "inta",
        "markaad",
        "kartaa",
        "kugu",
        "kuu",
        "laga",
        "lagu",
        "loo",
        "soo",
        "mid",
        "caafimaad",
    ];
    let (mut words, mut small, mut kinds) = (0, 0, std::collections::BTreeSet::new());
    for word in text.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|word| !word.is_empty()).take(2_000) {
        words += 1;
        let folded = word.to_lowercase();
        if let Some(found) = SMALL_WORDS.iter().find(|small| **small == folded) {
            small += 1;
            kinds.insert(*found);
        }
    }
    let telling = ["iyo", "waa", "ayaa", "waxaa", "oo", "aad", "haddii", "uu", "leh"]
        .iter()
        .filter(|word| kinds.contains(*word))
        .count();
    words >= 8 && small * 100 >= words * 14 && telling >= 2 && kinds.len() >= 4
}

/// Told by its small words, tables and lists of names are English too, whatever the names look like.
fn is_english(text: &str) -> bool {
    const SMALL_WORDS: &[&str] =
        &["the", "and", "of", "to", "for", "is", "are", "you", "your", "with", "or", "in", "that", "this"];
    let (mut words, mut small, mut kinds) = (0, 0, std::collections::BTreeSet::new());
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(2_000) {
        words += 1;
        if let Some(found) = SMALL_WORDS.iter().find(|small| word.eq_ignore_ascii_case(small)) {
            small += 1;
            kinds.insert(*found);
        }
    }
    words >= 8 && small * 100 >= words * 12 && kinds.len() >= 3
}

fn tag(language: Lang) -> Option<&'static str> {
    Some(match language {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Afr => "af",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
        // Found in short or odd texts, and hardly ever rightly.
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{detect, of_page};

    #[test]
    fn a_page_needs_more_than_a_heading() {
        let bengali = "আপনি কোনো অ্যাপয়েন্টমেন্ট ছাড়াই আপনার ফার্মাসিস্টের কাছে পরামর্শ চাইতে পারেন।";
        assert_eq!(of_page("Ask your pharmacist for advice about minor illnesses."), None);
        assert_eq!(of_page(bengali), None);
        assert_eq!(of_page(&bengali.repeat(4)).as_deref(), Some("bn"));
        assert_eq!(
            of_page("您无需预约即可向药剂师咨询有关轻微疾病的建议，药剂师会告诉您该怎么做。在家休息，多喝水，保暖。")
                .as_deref(),
            Some("zh")
        );
    }

    #[test]
    fn the_languages_of_the_borough() {
        for (text, tag) in [
            ("You can ask your pharmacist for advice about minor illnesses, without an appointment.", Some("en")),
            ("আপনি কোনো অ্যাপয়েন্টমেন্ট ছাড়াই আপনার ফার্মাসিস্টের কাছে পরামর্শ চাইতে পারেন।", Some("bn")),
            (
                "Waxaad la hadli kartaa farmashiilaha haddii aad u baahan tahay talo caafimaad, ballan la'aan. Waa bilaash oo waa u furan tahay qof kasta iyo qoyskiisa.",
                Some("so"),
            ),
            ("يمكنك أن تسأل الصيدلي عن نصيحة بشأن الأمراض البسيطة من دون موعد.", Some("ar")),
            ("آپ بغیر کسی ملاقات کے وقت کے اپنے فارماسسٹ سے معمولی بیماریوں کے بارے میں مشورہ لے سکتے ہیں۔", Some("ur")),
            ("شما می‌توانید بدون وقت قبلی از داروساز خود درباره بیماری‌های جزئی مشورت بگیرید.", Some("fa")),
            ("您无需预约即可向药剂师咨询有关轻微疾病的建议，药剂师会告诉您该怎么做。", Some("zh")),
            ("Możesz poprosić farmaceutę o poradę w sprawie drobnych dolegliwości bez umawiania wizyty.", Some("pl")),
            (
                "Puede pedir consejo a su farmacéutico sobre enfermedades leves sin necesidad de cita previa. Si los síntomas no mejoran después de una semana, llame a su médico.",
                Some("es"),
            ),
            (
                "Può chiedere consiglio al farmacista per i piccoli disturbi senza bisogno di un appuntamento, e la visita è gratuita.",
                Some("it"),
            ),
            ("बिना अपॉइंटमेंट के आप अपने फार्मासिस्ट से छोटी बीमारियों के बारे में सलाह ले सकते हैं।", Some("hi")),
            ("020 7123 4567", None),
            ("NHS", None),
            ("", None),
        ] {
            assert_eq!(detect(text).as_deref(), tag, "{text}");
        }
    }
}
