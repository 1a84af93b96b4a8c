//! E-mail: subject, sender, date and words on the first page, then what was attached, each under its name.

use mail_parser::{Address, DateTime, Message, MessageParser, MimeHeaders, PartType};

use crate::links::Links;
use crate::months::MONTHS;
use crate::problem::Problem;
use crate::{Reading, html, tidy};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    // With checks of arithmetic the parser panics at a line of quoted-printable that a boundary cuts off.
    let Ok(Some(message)) = std::panic::catch_unwind(|| MessageParser::default().parse(bytes)) else {
        return reading.problem(Problem::Damaged);
    };
    let subject = message.subject().unwrap_or_default();
    reading.title(subject);
    let mut text = format!("{}{}\n", tidy::heading(1), one_line(subject));
    if let Some(from) = message.from().and_then(sender) {
        text.push_str(&format!("From: {from}\n"));
    }
    if let Some(date) = message.date().map(date) {
        text.push_str(&format!("Date: {date}\n"));
    }
    let mut links = Links::new(reading.limits);
    text.push_str(&body(&message, &mut links));
    let has_attachments = message.attachment_count() > 0 && reading.may_open_members();
    reading.linked_page(has_attachments.then_some(1), &text, &links);
    if has_attachments {
        reading.skip_member_page();
        for attachment in message.attachments().take(reading.limits.max_members) {
            let name = attachment.attachment_name().unwrap_or_default();
            if name.is_empty() && attachment.is_binary() {
                // Pictures in the text have no names that anybody looks for.
                continue;
            }
            reading.member(&one_line(name), attachment.contents());
        }
        reading.end_members();
    }
}

fn body(message: &Message<'_>, links: &mut Links) -> String {
    let mut text = String::new();
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(words) => text.push_str(words),
            PartType::Html(page) => text.push_str(&html::whole_text(page.as_bytes(), |href| links.to(href))),
            _ => {}
        }
        text.push('\n');
    }
    text
}

fn sender(from: &Address<'_>) -> Option<String> {
    let first = from.first()?;
    match (first.name(), first.address()) {
        (Some(name), Some(address)) => Some(format!("{} ({})", one_line(name), one_line(address))),
        (one, other) => one.or(other).map(one_line),
    }
}

fn date(date: &DateTime) -> String {
    let month = MONTHS.get(usize::from(date.month).wrapping_sub(1)).copied().unwrap_or_default();
    format!("{} {month} {}, {:02}:{:02}", date.day, date.year, date.hour, date.minute)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::sniff;
    use crate::testing::{leads, links, pages, read};

    const HEAD: &str = "From: =?utf-8?q?Sample_Cl=C3=ADnic?= <clinic@example.org>\r\nTo: team@example.org\r\n\
        Subject: New\r\n leaflet on feet\r\nDate: Sun, 22 Nov 2026 09:05:00 +0000\r\nMIME-Version: 1.0\r\n";

    #[test]
    fn the_head_and_the_words() {
        let mail = format!(
            "{HEAD}Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=E9 is open.\r\nBye\r\n"
        );
        assert_eq!(sniff(mail.as_bytes(), "x.txt"), crate::sniff::EML);
        let extraction = read(mail.as_bytes(), "x.eml");
        let wanted = "New leaflet on feet\nFrom: Sample Clínic (clinic@example.org)\nDate: 22 November 2026, 09:05\nThe café is open.\nBye";
        assert_eq!(pages(&extraction), [(None, wanted, vec![(0, 1)])]);
        assert_eq!(extraction.title.as_deref(), Some("New leaflet on feet"));
    }

    #[test]
    fn a_web_page_in_a_mail_and_what_is_attached() {
        let mail = format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<style>x</style><h2>Hello</h2><p>See <a href=' https://example.org/\r\nf '>the file</a>.</p>\r\n\
             --b\r\nContent-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nWords of the file.\r\n\
             --b\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment; filename=older.eml\r\n\r\n{HEAD}\r\nAn older message.\r\n--b--\r\n"
        );
        let extraction = read(mail.as_bytes(), "x.eml");
        let texts: Vec<_> = pages(&extraction).into_iter().map(|(page, text, _)| (page, text.to_owned())).collect();
        assert_eq!(texts.len(), 3, "{texts:?}");
        assert!(texts[0].1.ends_with("\nHello\nSee the file."), "{texts:?}");
        assert_eq!(texts[1], (Some(2), "notes.txt\nWords of the file.".to_owned()));
        assert!(
            texts[2].1.starts_with("older.eml\nNew leaflet on feet") && texts[2].1.ends_with("An older message."),
            "{texts:?}"
        );
        assert_eq!(extraction.page_count, Some(3));
        assert_eq!(links(&extraction), leads(&[("the file", "https://example.org/f")]));
    }

    #[test]
    fn deep_and_broken_messages() {
        let mut deep = "words\r\n".to_owned();
        for _ in 0..2_000 {
            deep = format!("{HEAD}Content-Type: message/rfc822\r\n\r\n{deep}");
        }
        assert!(read(deep.as_bytes(), "").pages[0].text.starts_with("New leaflet"));
        let parts = format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{}",
            "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".repeat(20_000)
        );
        assert!(read(parts.as_bytes(), "").pages[0].text.starts_with("New leaflet"));
    }
}
