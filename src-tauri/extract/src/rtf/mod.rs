//! Rich text (RTF 1.9.1): one page without a number, since the file knows no pages but those that were asked for.

mod charsets;
mod pending;
mod words;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::flow::Flow;
use crate::links::Links;
use crate::problem::Problem;
use crate::{Limits, Reading, fields, tidy};
use charsets::Fonts;
use pending::Pending;
use words::{Destination, Token, Tokens};

/// Groups may nest as deep as they like, but nobody means more than this.
const DEEPEST: usize = 20_000;

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let mut rtf = Rtf::new(reading.limits);
    let mut tokens = Tokens::new(bytes);
    for token in tokens.by_ref() {
        rtf.take(&token);
        if rtf.flow.is_full() {
            reading.problem(Problem::CutShort);
            break;
        }
    }
    rtf.flush();
    if !rtf.title.is_empty() {
        reading.title(&rtf.title);
    }
    let (open, cut) = (rtf.groups.len(), rtf.flow.is_full());
    rtf.flow.outline(rtf.level);
    rtf.flow.end_paragraph();
    reading.linked_page(None, &rtf.flow.into_text(), &rtf.links);
    if open > 0 && !cut {
        // The last brace is missing: so is what stood before it.
        reading.partly_damaged();
    }
}

/// What a group inherits from the one around it.
#[derive(Clone, Copy)]
struct Group {
    destination: Destination,
    encoding: &'static Encoding,
    is_symbol: bool,
    /// How many letters stand for a Unicode letter in programs that do not know Unicode.
    replacements: usize,
    is_hidden: bool,
    /// The number of where its words lead.
    link: Option<u16>,
}

struct Rtf {
    flow: Flow,
    links: Links,
    note: String,
    /// Of the last field.
    instruction: String,
    title: String,
    fonts: Fonts,
    /// The present group, and those around it.
    group: Group,
    groups: Vec<Group>,
    /// Groups deeper than we follow.
    deeper: usize,
    /// The next control word names a destination that may be left out.
    may_skip: bool,
    pending: Pending,
    level: Option<u8>,
}

impl Rtf {
    fn new(limits: &Limits) -> Self {
        let group = Group {
            destination: Destination::Text,
            encoding: WINDOWS_1252,
            is_symbol: false,
            replacements: 1,
            is_hidden: false,
            link: None,
        };
        Rtf {
            flow: Flow::new(limits.max_text_bytes),
            links: Links::new(limits),
            note: String::new(),
            instruction: String::new(),
            title: String::new(),
            fonts: Fonts::default(),
            group,
            groups: Vec::new(),
            deeper: 0,
            may_skip: false,
            pending: Pending::default(),
            level: None,
        }
    }

    fn take(&mut self, token: &Token<'_>) {
        match token {
            Token::Open => self.open(),
            Token::Close => self.close(),
            Token::Bytes(bytes) => self.take_bytes(bytes),
            Token::Byte(byte) => self.take_bytes(&[*byte]),
            Token::MaySkip => self.may_skip = true,
            Token::Letter(letter) => {
                if self.pending.skip(1) == 0 {
                    self.put_char(*letter);
                }
            }
            Token::Word(word, number) => {
                let may_skip = std::mem::take(&mut self.may_skip);
                self.word(word, *number, may_skip);
            }
        }
    }

    fn open(&mut self) {
        self.flush();
        self.pending.skip_nothing();
        if self.groups.len() < DEEPEST {
            self.groups.push(self.group);
        } else {
            self.deeper += 1;
        }
    }

    fn close(&mut self) {
        self.flush();
        self.pending.skip_nothing();
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(around) = self.groups.pop() else { return };
        let closed = std::mem::replace(&mut self.group, around);
        if closed.link != around.link {
            self.link(closed.destination, around.link);
        }
        if closed.destination == Destination::Note && around.destination != Destination::Note {
            self.flow.note(&std::mem::take(&mut self.note));
        }
        if closed.destination == Destination::Styles {
            self.fonts.end_style();
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, may_skip: bool) {
        if let Some(destination) = words::destination(word, may_skip) {
            self.flush();
            if destination == Destination::Instruction {
                self.instruction.clear();
            }
            // What is left out is left out with everything in it.
            if self.group.destination != Destination::Skipped {
                self.group.destination = destination;
            }
            return;
        }
        let on = number != Some(0);
        match word {
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.group.replacements = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).min(16),
            "ansicpg" => {
                if let Some(encoding) = number.and_then(charsets::of_code_page) {
                    self.group.encoding = encoding;
                    self.fonts.default = encoding;
                }
            }
            "mac" => self.group.encoding = encoding_rs::MACINTOSH,
            "f" => self.font(number.unwrap_or(0)),
            "fldrslt" => self.begin_field(),
            "fcharset" if self.group.destination == Destination::Fonts => self.fonts.charset(number.unwrap_or(0)),
            "v" => {
                self.flush();
                self.group.is_hidden = on;
            }
            "plain" => {
                self.flush();
                self.group.is_hidden = false;
            }
            "s" | "outlinelevel" if self.group.destination == Destination::Styles => {
                self.fonts.in_style(word, number.unwrap_or(0));
            }
            "s" => self.level = self.fonts.level_of_style(number.unwrap_or(0)),
            "outlinelevel" => {
                self.level = number.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9);
                self.level = self.level.map(|level| (level + 1).min(6));
            }
            "pard" => self.level = None,
            "par" | "sect" | "page" | "row" | "nestrow" => self.end_paragraph(),
            "line" | "softline" => self.put("\n"),
            "tab" | "cell" | "nestcell" | "emspace" | "enspace" | "qmspace" => self.put(" "),
            _ => {
                if let Some(letter) = words::letter(word) {
                    self.put_char(letter);
                }
            }
        }
    }

    /// The words of a field begin.
    fn begin_field(&mut self) {
        self.flush();
        let address = fields::hyperlink(&std::mem::take(&mut self.instruction));
        if let Some(number) = address.and_then(|address| self.links.to(&address)) {
            self.group.link = Some(number);
            self.link(self.group.destination, Some(number));
        }
    }

    fn link(&mut self, destination: Destination, link: Option<u16>) {
        match (destination, link) {
            (Destination::Text, link) => self.flow.link(link),
            (Destination::Note, Some(number)) => self.note.extend(tidy::link(number)),
            (Destination::Note, None) => self.note.push(tidy::LINK_END),
            _ => {}
        }
    }

    fn font(&mut self, number: i32) {
        self.flush();
        if self.group.destination == Destination::Fonts {
            self.fonts.begin(number);
            return;
        }
        let (encoding, is_symbol) = self.fonts.encoding(number);
        self.group.encoding = encoding;
        self.group.is_symbol = is_symbol;
    }

    fn unicode(&mut self, number: i32) {
        if self.pending.has_bytes() {
            self.flush();
        }
        self.pending.unit(number, self.group.replacements);
    }

    fn take_bytes(&mut self, bytes: &[u8]) {
        let bytes = &bytes[self.pending.skip(bytes.len())..];
        if !bytes.is_empty() && self.pending.has_units() {
            self.flush();
        }
        if self.pending.bytes(bytes) {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let text = self.pending.take(&self.group);
        if !text.is_empty() {
            self.put(&text);
        }
    }

    fn put_char(&mut self, letter: char) {
        self.put(letter.encode_utf8(&mut [0; 4]));
    }

    fn put(&mut self, text: &str) {
        if self.pending.has_bytes() || self.pending.has_units() {
            self.flush();
        }
        if self.group.is_hidden {
            return;
        }
        match self.group.destination {
            Destination::Text => self.flow.text(text),
            Destination::Note if self.note.len() < 1 << 20 => self.note.push_str(text),
            Destination::Title if self.title.len() < 1_000 => self.title.push_str(text),
            Destination::Styles => self.fonts.name_style(text),
            Destination::Instruction => fields::append(&mut self.instruction, text),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        self.flush();
        match self.group.destination {
            Destination::Text => {
                self.flow.outline(self.level);
                self.flow.end_paragraph();
            }
            Destination::Note => self.note.push(' '),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
