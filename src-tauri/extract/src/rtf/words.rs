//! RTF as tokens, and what its control words mean.

/// One step of a file.
pub(super) enum Token<'a> {
    Open,
    Close,
    /// Letters in the encoding of the present font.
    Bytes(&'a [u8]),
    /// One of them, written as a number.
    Byte(u8),
    /// A letter that stands for itself in every encoding.
    Letter(char),
    Word(&'a str, Option<i32>),
    /// The next word names a destination that a program may leave out if it does not know it.
    MaySkip,
}

pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Tokens { rest: bytes }
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let after = self.rest.get(1..)?;
        let letters = after.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            return Some(self.symbol(after));
        }
        let (word, mut rest) = after.split_at(letters);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..].iter().take(32).take_while(|byte| byte.is_ascii_digit()).count();
        let mut number = None;
        if digits > 0 {
            let (written, left) = rest.split_at(sign + digits);
            let written = std::str::from_utf8(written).ok().and_then(|written| written.parse::<i32>().ok());
            number = Some(written.unwrap_or(i32::MAX));
            rest = left;
        }
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let word = std::str::from_utf8(word).unwrap_or_default();
        if word == "bin" {
            let length = number.and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
            self.rest = self.rest.get(length..).unwrap_or_default();
        }
        Some(Token::Word(word, number))
    }

    fn symbol(&mut self, after: &'a [u8]) -> Token<'a> {
        let Some((symbol, rest)) = after.split_first() else {
            self.rest = &[];
            return Token::Bytes(&[]);
        };
        self.rest = rest;
        match symbol {
            b'\'' => {
                let digits = rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    Some(byte) => {
                        self.rest = &rest[2..];
                        Token::Byte(byte)
                    }
                    None => Token::Bytes(&[]),
                }
            }
            b'*' => Token::MaySkip,
            b'~' => Token::Letter('\u{a0}'),
            b'_' => Token::Letter('-'),
            b'\\' | b'{' | b'}' => Token::Letter(char::from(*symbol)),
            b'\n' | b'\r' => Token::Word("par", None),
            b'\t' => Token::Letter(' '),
            _ => Token::Bytes(&[]),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            match self.rest.first()? {
                b'{' => {
                    self.rest = &self.rest[1..];
                    return Some(Token::Open);
                }
                b'}' => {
                    self.rest = &self.rest[1..];
                    return Some(Token::Close);
                }
                b'\\' => return self.control(),
                b'\r' | b'\n' | 0 => self.rest = &self.rest[1..],
                _ => {
                    let length = self.rest.iter().take_while(|byte| !b"{}\\\r\n\0".contains(byte)).count();
                    let (bytes, rest) = self.rest.split_at(length);
                    self.rest = rest;
                    return Some(Token::Bytes(bytes));
                }
            }
        }
    }
}

/// Where the words of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    Text,
    Note,
    Title,
    Fonts,
    Styles,
    /// What a field is.
    Instruction,
    /// Nowhere: pictures, lists of colours, what stands at the head of every page, data of programs.
    Skipped,
}

/// Where a control word leads the words of its group, if it does.
pub(super) fn destination(word: &str, may_skip: bool) -> Option<Destination> {
    match word {
        "fonttbl" => Some(Destination::Fonts),
        "stylesheet" => Some(Destination::Styles),
        "title" => Some(Destination::Title),
        "footnote" => Some(Destination::Note),
        "fldinst" => Some(Destination::Instruction),
        // Text boxes stand in a destination that older programs leave out.
        "shpinst" | "shptxt" => None,
        _ if may_skip => Some(Destination::Skipped),
        "colortbl" | "pict" | "objdata" | "objclass" | "header" | "headerl" | "headerr" | "headerf" | "footer"
        | "footerl" | "footerr" | "footerf" | "bkmkstart" | "bkmkend" | "filetbl" | "revtbl" | "annotation"
        | "atnid" | "atnauthor" | "atnref" | "nonshppict" | "sp" | "listtext" | "pntext" | "pntxta" | "pntxtb"
        | "author" | "operator" | "subject" | "keywords" | "comment" | "doccomm" | "company" | "manager"
        | "category" | "creatim" | "revtim" | "printim" | "buptim" | "hlinkbase" | "xe" | "tc" | "tcn" | "rxe"
        | "template" | "private" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn" => {
            Some(Destination::Skipped)
        }
        _ => None,
    }
}

/// The letter that a control word stands for.
pub(super) fn letter(word: &str) -> Option<char> {
    Some(match word {
        "emdash" => '—',
        "endash" => '–',
        "bullet" => '•',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "ltrmark" => '\u{200e}',
        "rtlmark" => '\u{200f}',
        "zwj" => '\u{200d}',
        "zwnj" => '\u{200c}',
        _ => return None,
    })
}
