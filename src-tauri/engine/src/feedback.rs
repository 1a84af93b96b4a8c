//! Messages to the partnership that wait until the person sends them: written offline, kept with the person's own
//! things, never sent by us.

use catalogue::Feedback;

use crate::Library;
use crate::error::{Error, ErrorCode};

const FILE: &str = "feedback.json";
const MOST: usize = 50;
const LONGEST_CHARS: usize = 20_000;

/// Empty where none waits. A file that makes no sense counts as none; it is set aside when the next one is written.
pub(crate) fn feedback(library: &Library) -> Result<Vec<Feedback>, Error> {
    let text = library.person().read(FILE)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

pub(crate) fn set_feedback(library: &Library, messages: &[Feedback]) -> Result<(), Error> {
    if messages.len() > MOST {
        return Err(Error::new(
            ErrorCode::BadRequest,
            format!("{MOST} messages wait already"),
            "Send one, or delete one, before you write another",
        ));
    }
    if messages.iter().any(|message| message.text.chars().count() > LONGEST_CHARS) {
        return Err(Error::new(ErrorCode::BadRequest, "this message is too long to be kept", "Make two of it"));
    }
    let person = library.person();
    person.change(FILE, |old| {
        if old.is_some_and(|old| serde_json::from_str::<Vec<Feedback>>(&old).is_err()) {
            person.set_aside(FILE, library.now())?;
        }
        Ok(serde_json::to_string_pretty(messages).expect("words and moments are JSON"))
    })
}
