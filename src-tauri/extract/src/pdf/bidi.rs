//! Text as it stands on the page, from left to right -> text as it is read and typed.

/// Written from right to left: a letter of Hebrew, Arabic or their kin.
fn is_rtl_letter(c: char) -> bool {
    matches!(c as u32, 0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff | 0x10800..=0x10fff | 0x1e800..=0x1efff)
        && !c.is_numeric()
        && c.is_alphabetic()
}

/// Has a letter that is written from right to left.
pub(super) fn is_rtl(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_rtl_letter)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// From right to left.
    Right,
    /// From left to right.
    Left,
    /// Figures run from left to right in all scripts.
    Figure,
    Space,
    /// Takes the direction of what is around it.
    Other,
}

fn kind(word: &str) -> Kind {
    if word.chars().all(char::is_whitespace) {
        return Kind::Space;
    }
    word.chars()
        .find_map(|c| match c {
            _ if is_rtl_letter(c) => Some(Kind::Right),
            _ if c.is_numeric() => Some(Kind::Figure),
            _ if c.is_alphabetic() => Some(Kind::Left),
            _ => None,
        })
        .unwrap_or(if is_rtl_mark(word) { Kind::Right } else { Kind::Other })
}

/// Vowel marks are not alphabetic, and belong to their letters.
fn is_rtl_mark(word: &str) -> bool {
    word.chars().any(|c| matches!(c as u32, 0x0591..=0x05c7 | 0x0610..=0x061a | 0x064b..=0x065f | 0x0670 | 0x06d6..=0x06ed | 0x08d3..=0x08ff))
}

/// Pieces from left to right as they stand -> in the order of reading, each with its number among them. Each piece is in
/// that order already.
pub(super) fn logical<'p>(pieces: &[&'p str]) -> Vec<(usize, &'p str)> {
    let mut kinds: Vec<Kind> = pieces.iter().map(|piece| kind(piece)).collect();
    figures_take_their_signs(pieces, &mut kinds);
    let letters = |wanted: Kind| kinds.iter().filter(|kind| **kind == wanted).count();
    if letters(Kind::Right) >= letters(Kind::Left) {
        return from_right(pieces, &kinds, 0);
    }
    // A line in a left-to-right script, with words of the other kind in it.
    let mut read = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        if kinds[at] == Kind::Right {
            let length = span_until_other_letters(&kinds[at..]);
            read.extend(from_right(&pieces[at..at + length], &kinds[at..at + length], at));
            at += length;
        } else {
            read.push((at, pieces[at]));
            at += 1;
        }
    }
    read
}

/// From the first right-to-left letter to the last one before a left-to-right letter.
fn span_until_other_letters(kinds: &[Kind]) -> usize {
    let stop = kinds.iter().position(|kind| *kind == Kind::Left).unwrap_or(kinds.len());
    kinds[..stop].iter().rposition(|kind| *kind == Kind::Right).map_or(1, |last| last + 1)
}

/// 50% and £20 stay together, on whichever side the sign stands.
fn figures_take_their_signs(pieces: &[&str], kinds: &mut [Kind]) {
    for at in 0..pieces.len() {
        let before = at > 0 && kinds[at - 1] == Kind::Figure;
        let after = kinds.get(at + 1) == Some(&Kind::Figure);
        let belongs = match pieces[at] {
            "%" | "°" => before,
            "£" | "$" | "€" | "+" | "#" => after,
            "." | "," | ":" | "/" | "-" | "–" | "٫" | "٬" => before && after,
            _ => false,
        };
        if belongs {
            kinds[at] = Kind::Figure;
        }
    }
}

/// `first` is the number of the first piece.
fn from_right<'p>(pieces: &[&'p str], kinds: &[Kind], first: usize) -> Vec<(usize, &'p str)> {
    // Pieces in the order of reading; and whether a bracket among them may have to be turned.
    let mut read: Vec<(usize, &str, bool)> = Vec::with_capacity(pieces.len());
    let mut end = pieces.len();
    while end > 0 {
        let last = end - 1;
        if !matches!(kinds[last], Kind::Left | Kind::Figure) {
            read.push((first + last, pieces[last], true));
            end = last;
            continue;
        }
        // An island that runs from left to right: back to where the next right-to-left letter stands.
        let shore = kinds[..end].iter().rposition(|kind| *kind == Kind::Right).map_or(0, |shore| shore + 1);
        let island = &kinds[shore..end];
        let has_letters = island.contains(&Kind::Left);
        let start = if has_letters {
            island.iter().position(|kind| matches!(kind, Kind::Left | Kind::Figure)).unwrap_or(0)
        } else {
            // Numbers with spaces between them are read one by one from the right.
            island.iter().rposition(|kind| *kind != Kind::Figure).map_or(0, |gap| gap + 1)
        };
        read.extend((shore + start..end).map(|at| (first + at, pieces[at], false)));
        end = shore + start;
    }
    turn_brackets(&mut read);
    read.into_iter().map(|(at, piece, _)| (at, piece)).collect()
}

/// Brackets come either by meaning or by shape. Where the first is a closing one, they came by shape.
fn turn_brackets(read: &mut [(usize, &str, bool)]) {
    const PAIRS: [(&str, &str); 4] = [("(", ")"), ("[", "]"), ("«", "»"), ("{", "}")];
    for (opening, closing) in PAIRS {
        let first = read.iter().find(|(_, piece, turns)| *turns && (*piece == opening || *piece == closing));
        if first.is_none_or(|(_, piece, _)| *piece != closing) {
            continue;
        }
        for (_, piece, _) in read.iter_mut().filter(|(_, _, turns)| *turns) {
            if *piece == opening {
                *piece = closing;
            } else if *piece == closing {
                *piece = opening;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::logical;

    /// Letters as they stand on the page, from left to right.
    fn read(standing: &str) -> String {
        let pieces: Vec<String> = standing.chars().map(String::from).collect();
        logical(&pieces.iter().map(String::as_str).collect::<Vec<_>>()).into_iter().map(|(_, piece)| piece).collect()
    }

    #[test]
    fn from_the_page_to_the_order_of_reading() {
        for (standing, text) in [
            ("abc def", "abc def"),
            ("םולש", "שלום"),
            ("111 ברק", "קרב 111"),
            ("2024 ,5 תנשמ", "משנת 5, 2024"),
            ("12/05/2024 ךיראת", "תאריך 12/05/2024"),
            ("50% דע", "עד 50%"),
            ("£20 ריחמ", "מחיר £20"),
            ("4567 7123 020 ןופלט", "טלפון 020 7123 4567"),
            ("תודחאל NHS London חוכ", "כוח NHS London לאחדות"),
            ("call םולש now", "call שלום now"),
            ("see הרזע םולש here and there now", "see שלום עזרה here and there now"),
            (")ןאכ( םש", "שם (כאן)"),
            ("(ןאכ) םש", "שם (כאן)"),
            ("", ""),
            ("12", "12"),
        ] {
            assert_eq!(read(standing), text, "{standing}");
        }
    }
}
