//! Words that lead somewhere: which addresses are kept, and the numbers that stand for them in a text.

use std::collections::HashMap;

use catalogue::{LinkTarget, TextLink};

use crate::Limits;
use crate::tidy::Linked;

/// Addresses longer than this, in bytes, are not kept.
pub(crate) const LONGEST_ADDRESS: usize = 2_048;
/// A link over more letters than this is one of the page, not of its words: nobody closed it.
const MOST_LETTERS: u32 = 1_000;
/// What a link takes beside its address, in bytes.
const PLACE_BYTES: usize = 64;

/// Where the links of a document lead, by the numbers that [`crate::tidy::link`] puts into its text.
pub(crate) struct Links {
    targets: Vec<LinkTarget>,
    numbers: HashMap<LinkTarget, u16>,
    /// Bytes that may still be kept.
    left: usize,
}

impl Links {
    pub(crate) fn new(limits: &Limits) -> Self {
        Links { targets: Vec::new(), numbers: HashMap::new(), left: limits.max_link_bytes }
    }

    /// The number of a target; nothing where there are too many.
    pub(crate) fn number(&mut self, target: LinkTarget) -> Option<u16> {
        if let Some(number) = self.numbers.get(&target) {
            return Some(*number);
        }
        let number = u16::try_from(self.targets.len()).ok()?;
        self.left = self.left.checked_sub(bytes(&target))?;
        self.targets.push(target.clone());
        self.numbers.insert(target, number);
        Some(number)
    }

    /// The number of an address; nothing either where it may not be followed.
    pub(crate) fn to(&mut self, written: &str) -> Option<u16> {
        self.number(LinkTarget::Url(address(written)?))
    }

    pub(crate) fn target(&self, number: u16) -> Option<LinkTarget> {
        self.targets.get(usize::from(number)).cloned()
    }
}

/// The links of a page that was tidied; `target` says where each number leads.
pub(crate) fn of_page(linked: Vec<Linked>, most: usize, target: impl Fn(u16) -> Option<LinkTarget>) -> Vec<TextLink> {
    let is_kept = |words: &Linked| words.from < words.to && words.to - words.from <= MOST_LETTERS;
    let links = linked.into_iter().filter(is_kept).filter_map(|Linked { line, from, to, number }| {
        let target = target(number)?;
        Some(TextLink { line, from, to, target })
    });
    links.take(most).collect()
}

/// What a link takes where it is kept.
pub(crate) fn bytes(target: &LinkTarget) -> usize {
    PLACE_BYTES
        + match target {
            LinkTarget::Url(address) => address.len(),
            LinkTarget::Page(_) => 0,
        }
}

/// An address that may be followed: of the web, of a mailbox, or a telephone number.
pub(crate) fn address(written: &str) -> Option<String> {
    let text = written.trim_matches(|c: char| c.is_whitespace() || is_unseen(c));
    if text.len() > LONGEST_ADDRESS || text.chars().any(is_unseen) {
        return None;
    }
    let text = if starts_with(text, "www.") { format!("https://{text}") } else { text.to_owned() };
    let rest = |scheme: &str| starts_with(&text, scheme).then(|| &text[scheme.len()..]);
    let of_web = rest("https://").or_else(|| rest("http://"));
    let is_kept = match of_web {
        Some(rest) => rest.starts_with(|c: char| c.is_alphanumeric() || c == '['),
        None => rest("mailto:").or_else(|| rest("tel:")).is_some_and(|rest| !rest.trim().is_empty()),
    };
    is_kept.then(|| text.replace(' ', "%20"))
}

/// Line ends and the like, and marks that turn the direction of writing, by which an address looks like another.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn starts_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_may_be_followed() {
        for (written, kept) in [
            ("https://www.nhs.uk/a b?c=d#e", Some("https://www.nhs.uk/a%20b?c=d#e")),
            (" HTTP://nhs.uk ", Some("HTTP://nhs.uk")),
            ("www.nhs.uk", Some("https://www.nhs.uk")),
            ("mailto:a@example.org", Some("mailto:a@example.org")),
            ("tel:+442079460101", Some("tel:+442079460101")),
            ("https://example.org/caf\u{e9}", Some("https://example.org/caf\u{e9}")),
            ("http://", None),
            ("https:///etc", None),
            ("mailto: ", None),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("file:///etc/passwd", None),
            ("togetherlibrary://resource/x", None),
            ("https://a\nb", None),
            ("https://a.org\u{200e}\n", Some("https://a.org")),
            ("https://example.org/\u{202e}ku.shn", None),
            ("leaflet.pdf", None),
            ("", None),
            (&format!("https://{}", "a".repeat(3_000)), None),
        ] {
            assert_eq!(address(written).as_deref(), kept, "{written:.40}");
        }
    }

    #[test]
    fn targets_are_numbered_once_and_bounded() {
        let mut links = Links::new(&Limits { max_link_bytes: 200, ..Limits::default() });
        assert_eq!((links.to("https://a.org"), links.to("https://b.org")), (Some(0), Some(1)));
        assert_eq!((links.to("https://a.org"), links.to("javascript:x")), (Some(0), None));
        assert_eq!((links.to("https://c.org"), links.to("https://b.org")), (None, Some(1)));
        assert_eq!((links.target(1), links.target(2)), (Some(LinkTarget::Url("https://b.org".to_owned())), None));
        let mut many = Links::new(&Limits { max_link_bytes: usize::MAX, ..Limits::default() });
        let kept = (1..70_000).filter_map(|page| many.number(LinkTarget::Page(page))).count();
        assert_eq!(kept, 65_536);
    }
}
