//! E-mail: subject, sender, date and words on the first page, then what was attached, each under its name.

use mail_parser::{Address, DateTime, Message, MessageParser, MimeHeaders, PartType};

use crate::links::Links;
use crate::months::MONTHS;
use crate::problem::Problem;
use crate::{Reading, html, tidy};

pub(crate) fn read(bytes: &[u8], reading: &mut Reading<'_>) {
    let Some(message) = MessageParser::default().parse(bytes) else {
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
#[path = "eml_tests.rs"]
mod tests;
