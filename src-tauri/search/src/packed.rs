//! The analyser's terms on their way into the index, packed into one string. tantivy takes terms ready made too, but
//! by way of JSON, which took almost half of the time of indexing.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name that the schema knows it by.
pub const NAME: &str = "packed";

/// Before a term at the next position, and before one at the same position as the term before. No term has control
/// characters in it: they part words.
const NEXT: char = '\u{1E}';
const SAME: char = '\u{1F}';

/// Puts terms into one string, in order of position.
#[derive(Debug, Default)]
pub struct Pack {
    pub text: String,
    last: Option<usize>,
}

impl Pack {
    pub fn add(&mut self, term: &str, position: usize) {
        self.text.push(if self.last == Some(position) { SAME } else { NEXT });
        self.text.push_str(term);
        self.last = Some(position);
    }
}

/// Takes them out again.
#[derive(Debug, Clone, Default)]
pub struct Unpack {
    token: Token,
}

pub struct Terms<'a> {
    rest: &'a str,
    /// Positions met.
    positions: usize,
    token: &'a mut Token,
}

impl Tokenizer for Unpack {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        self.token.reset();
        Terms { rest: text, positions: 0, token: &mut self.token }
    }
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        let Some(term) = self.rest.strip_prefix([NEXT, SAME]) else { return false };
        self.positions += usize::from(self.rest.starts_with(NEXT));
        let (term, rest) = term.split_at(term.find([NEXT, SAME]).unwrap_or(term.len()));
        self.rest = rest;
        self.token.position = self.positions.saturating_sub(1);
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analyser;

    fn unpacked(packed: &str) -> Vec<analyser::Term> {
        let mut unpack = Unpack::default();
        let mut stream = unpack.token_stream(packed);
        let mut terms = Vec::new();
        while let Some(Token { text, position, .. }) = stream.next() {
            terms.push(analyser::Term { text: text.clone(), position: *position });
        }
        terms
    }

    proptest! {
        #[test]
        fn terms_come_out_as_they_went_in(
            text in "(A&E|follow-up|la'aan|糖尿病|[\\x00-\\x20]|[a-z\\x1E\\x1F]{1,3}|\\PC){0,30}",
        ) {
            let terms = analyser::terms(&text);
            let mut pack = Pack::default();
            terms.iter().for_each(|term| pack.add(&term.text, term.position));
            prop_assert_eq!(unpacked(&pack.text), terms);
        }
    }

    #[test]
    fn nothing_comes_out_of_nothing() {
        assert_eq!(unpacked(""), []);
    }
}
