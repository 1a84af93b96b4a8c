//! A message for the program that the computer has for e-mail, as a `mailto:` address (RFC 6068). It carries words
//! alone: no such address can bring a file along, and none says that it does.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use crate::contract::IpcError;

/// What may stand as it is in the parts of such an address.
const KEPT: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Longer addresses are cut or refused on their way: Windows hands over about two thousand characters.
const LONGEST: usize = 1_900;

/// A message in the making.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Mail {
    /// To whom; empty where the person fills it in.
    pub to: String,
    pub subject: String,
    pub body: String,
}

/// The message as an address.
///
/// # Errors
/// Where `to` is no plain e-mail address, or the message is too long to be handed over whole: it is never cut in
/// secret.
pub fn address(mail: &Mail) -> Result<String, IpcError> {
    if !mail.to.is_empty() && !is_address(&mail.to) {
        return Err(IpcError::new(
            "bad_request",
            "This is no e-mail address.",
            "Copy the words and write it yourself.",
        ));
    }
    // A subject is one line; lines of a body end as the standard wants them to.
    let subject = mail.subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let body = mail.body.replace("\r\n", "\n").replace(['\r', '\n'], "\r\n");
    let coded = |text: &str| utf8_percent_encode(text, &KEPT).to_string();
    let address = format!("mailto:{}?subject={}&body={}", coded_address(&mail.to), coded(&subject), coded(&body));
    if address.len() > LONGEST {
        return Err(IpcError::new(
            "too_long",
            "This message is too long to be handed to another program.",
            "Copy the words and put them into a message of your own.",
        ));
    }
    Ok(address)
}

fn coded_address(address: &str) -> String {
    const IN_ADDRESS: AsciiSet = KEPT.remove(b'@').remove(b'+');
    utf8_percent_encode(address, &IN_ADDRESS).to_string()
}

/// One address, without a name and without anything that would add a second one or a header.
fn is_address(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "!#$'*+-/=^_`{|}~.".contains(c);
    let Some((person, host)) = text.split_once('@') else { return false };
    let is_host = host.contains('.') && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
    text.len() <= 254 && !person.is_empty() && person.chars().all(plain) && is_host && !host.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(to: &str, subject: &str, body: &str) -> Mail {
        Mail { to: to.to_owned(), subject: subject.to_owned(), body: body.to_owned() }
    }

    #[test]
    fn words_are_coded_so_that_they_stay_words() {
        for (mail, expected) in [
            (mail("", "A & B?", "x=1&y"), "mailto:?subject=A%20%26%20B%3F&body=x%3D1%26y"),
            (
                mail("a.b+c@example.org", "", "one\ntwo\r\nthree"),
                "mailto:a.b+c@example.org?subject=&body=one%0D%0Atwo%0D%0Athree",
            ),
            (mail("", "One\r\nBcc: x@example.org", ""), "mailto:?subject=One%20Bcc%3A%20x%40example.org&body="),
            (
                mail("", "হাঁপানি", "#100%"),
                "mailto:?subject=%E0%A6%B9%E0%A6%BE%E0%A6%81%E0%A6%AA%E0%A6%BE%E0%A6%A8%E0%A6%BF&body=%23100%25",
            ),
        ] {
            assert_eq!(address(&mail).unwrap(), expected);
        }
    }

    #[test]
    fn only_one_plain_address_is_taken() {
        for to in [
            "a",
            "a@",
            "@example.org",
            "a@b",
            "a@example.org,b@example.org",
            "a@example.org?bcc=b@example.org",
            "A <a@example.org>",
            "a b@example.org",
            "a@exa mple.org",
            "a%0A@example.org",
        ] {
            assert_eq!(address(&mail(to, "", "")).unwrap_err().code, "bad_request", "{to}");
        }
    }

    #[test]
    fn a_long_message_is_refused_whole() {
        assert!(address(&mail("", "s", &"a".repeat(1_800))).is_ok());
        assert_eq!(address(&mail("", "s", &"অ".repeat(300))).unwrap_err().code, "too_long");
    }
}
