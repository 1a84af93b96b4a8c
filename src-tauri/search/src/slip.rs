//! How likely one word was typed for another: what fingers and ears do most, not letters alone.

/// Rows of a British keyboard; a letter's neighbours stand beside it or next to it in the row above or below.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// The lower, the likelier. Words further apart than two edits are all alike.
pub fn slip(typed: &str, meant: &str) -> u32 {
    let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let front = typed.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let back = typed[front..].iter().rev().zip(meant[front..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&typed[front..typed.len() - back], &meant[front..meant.len() - back]);
    let before = front.checked_sub(1).map(|at| typed[at]);
    let mut cost = match (a, b) {
        ([], []) => 0,
        ([x, y], [z, w]) if x == w && y == z => 2,
        ([x], [y]) if is_vowel(*x) && is_vowel(*y) => 3,
        ([x], [y]) if are_neighbours(*x, *y) || sound_alike(*x, *y) => 3,
        ([_], [_]) => 5,
        // One of a pair left out, or one letter struck twice.
        ([], [x]) | ([x], [])
            if Some(*x) == before || typed.get(front) == Some(x) || meant.get(front + 1) == Some(x) =>
        {
            2
        }
        ([], [_]) => 3,
        ([_], []) => 3,
        (a, b) => 4 * a.len().max(b.len()) as u32,
    };
    // The first letter is seldom wrong.
    if front == 0 && cost > 0 {
        cost += 2;
    }
    cost
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

fn sound_alike(a: char, b: char) -> bool {
    const PAIRS: &[(char, char)] =
        &[('c', 'k'), ('c', 's'), ('s', 'z'), ('f', 'v'), ('g', 'j'), ('m', 'n'), ('d', 't'), ('b', 'p'), ('q', 'k')];
    PAIRS.contains(&(a, b)) || PAIRS.contains(&(b, a))
}

fn are_neighbours(a: char, b: char) -> bool {
    let place = |c: char| ROWS.iter().enumerate().find_map(|(row, keys)| Some((row, keys.find(c)?)));
    match (place(a), place(b)) {
        (Some((row, at)), Some((other, key))) if row == other => at.abs_diff(key) == 1,
        // Each row stands half a key to the right of the one above.
        (Some((row, at)), Some((other, key))) if other == row + 1 => key == at || key + 1 == at,
        (Some((row, at)), Some((other, key))) if row == other + 1 => at == key || at + 1 == key,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingers_and_ears() {
        for (typed, likelier, than) in [
            ("astmha", "asthma", "asthmas"),
            ("vacine", "vaccine", "valine"),
            ("hesrt", "heart", "hebrt"),
            ("nerve", "nerve", "verve"),
            ("kancer", "cancer", "dancer"),
            ("flum", "flu", "plum"),
            ("tablwt", "tablet", "tablot"),
        ] {
            assert!(
                slip(typed, likelier) < slip(typed, than),
                "{typed}: {likelier} {}, {than} {}",
                slip(typed, likelier),
                slip(typed, than)
            );
        }
    }

    #[test]
    fn keys_side_by_side() {
        assert!(are_neighbours('s', 'a') && are_neighbours('s', 'w') && are_neighbours('s', 'e'));
        assert!(are_neighbours('s', 'z') && are_neighbours('s', 'x') && !are_neighbours('s', 'c'));
        assert!(!are_neighbours('q', 'p') && !are_neighbours('é', 'e'));
    }
}
