//! Fields, as Word and RTF write them: an instruction, and the words that came of it.

/// More of an instruction is not read, in bytes.
const LONGEST: usize = 5_000;
/// Fields may stand in fields, but nobody means more than this.
const DEEPEST: usize = 100;

/// The fields that are open, outermost first.
#[derive(Default)]
pub(crate) struct Fields {
    open: Vec<Field>,
    /// Fields deeper than we follow.
    deeper: usize,
}

#[derive(Default)]
struct Field {
    instruction: String,
    is_link: bool,
}

impl Fields {
    pub(crate) fn begin(&mut self) {
        if self.open.len() < DEEPEST {
            self.open.push(Field::default());
        } else {
            self.deeper += 1;
        }
    }

    /// A part of the instruction.
    pub(crate) fn instruct(&mut self, part: &str) {
        if let Some(field) = self.open.last_mut().filter(|_| self.deeper == 0) {
            append(&mut field.instruction, part);
        }
    }

    /// What comes now are its words. The address that they lead to, where they do.
    pub(crate) fn separate(&mut self) -> Option<String> {
        let field = self.open.last_mut().filter(|_| self.deeper == 0)?;
        let address = hyperlink(&field.instruction);
        field.is_link = address.is_some();
        address
    }

    /// Whether with the field a link ends.
    pub(crate) fn end(&mut self) -> bool {
        if self.deeper > 0 {
            self.deeper -= 1;
            return false;
        }
        self.open.pop().is_some_and(|field| field.is_link)
    }
}

/// A further part of an instruction.
pub(crate) fn append(instruction: &mut String, part: &str) {
    if instruction.len() + part.len() <= LONGEST {
        instruction.push_str(part);
    }
}

/// The address in an instruction `HYPERLINK "address" \l "place in it"` (ECMA-376-1, 17.16.5.25).
pub(crate) fn hyperlink(instruction: &str) -> Option<String> {
    let mut words = words(instruction);
    words.next().filter(|word| word.eq_ignore_ascii_case("HYPERLINK"))?;
    let (mut address, mut place) = (None, None);
    while let Some(word) = words.next() {
        match word {
            "\\l" => place = words.next(),
            // A hint, a frame.
            "\\o" | "\\t" => drop(words.next()),
            switch if switch.starts_with('\\') => {}
            word => drop(address.get_or_insert(word)),
        }
    }
    Some(with_place(address?, place))
}

/// Word keeps the place in a page apart from the page's address.
pub(crate) fn with_place(address: &str, place: Option<&str>) -> String {
    match place.filter(|place| !place.is_empty() && !address.contains('#')) {
        Some(place) => format!("{address}#{place}"),
        None => address.to_owned(),
    }
}

/// Parted by spaces, but for those between quotation marks.
fn words(instruction: &str) -> impl Iterator<Item = &str> {
    let mut rest = instruction;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let (word, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => rest.split_once([' ', '\t', '\n', '\r']).unwrap_or((rest, "")),
        };
        let is_over = rest.is_empty();
        rest = after;
        (!is_over).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_instructions() {
        for (instruction, address) in [
            (" HYPERLINK \"https://nhs.uk/a b\" ", Some("https://nhs.uk/a b")),
            ("hyperlink https://nhs.uk \\o \"A hint\" \\l \"part\"", Some("https://nhs.uk#part")),
            ("HYPERLINK \\n \\t \"_blank\" \"https://nhs.uk#x\" \\l \"y\"", Some("https://nhs.uk#x")),
            ("HYPERLINK \\l \"_Toc1\"", None),
            ("HYPERLINK \"https://never.closed", Some("https://never.closed")),
            ("PAGEREF \"https://nhs.uk\"", None),
            ("HYPERLINK", None),
            ("", None),
        ] {
            assert_eq!(hyperlink(instruction).as_deref(), address, "{instruction}");
        }
    }

    #[test]
    fn fields_in_fields() {
        let mut fields = Fields::default();
        fields.begin();
        fields.instruct("HYPERLINK ");
        fields.instruct("https://nhs.uk");
        assert_eq!(fields.separate().as_deref(), Some("https://nhs.uk"));
        fields.begin();
        fields.instruct("PAGE");
        assert_eq!((fields.separate(), fields.end(), fields.end(), fields.end()), (None, false, true, false));
        for _ in 0..DEEPEST + 7 {
            fields.begin();
            fields.instruct("HYPERLINK https://nhs.uk");
        }
        let ends = (0..DEEPEST + 7).filter(|_| fields.separate().is_some() && fields.end() || fields.end()).count();
        assert_eq!((ends, fields.open.len(), fields.deeper), (DEEPEST, 0, 0));
    }
}
