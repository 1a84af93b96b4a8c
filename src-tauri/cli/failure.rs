//! Why a command came to nothing.

use serde::Serialize;

use crate::exit::Exit;

/// What is told on standard error and, with `--json`, as the document on standard output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    #[serde(skip)]
    pub exit: Exit,
    /// Stable, for scripts.
    pub code: String,
    pub message: String,
    /// What to try; may be empty.
    pub hint: String,
}

impl Failure {
    pub fn wrong_use(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { exit: Exit::WrongUse, code: "bad_request".into(), message: message.into(), hint: hint.into() }
    }

    /// Something that the machine, not the library, could not do.
    pub fn failed(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { exit: Exit::Failed, code: "failed".into(), message: message.into(), hint: hint.into() }
    }

    pub fn interrupted() -> Self {
        Self {
            exit: Exit::Interrupted,
            code: "cancelled".into(),
            message: "interrupted".into(),
            hint: "Start the command again when you like".into(),
        }
    }

    /// "What happened. What to try."
    pub fn line(&self) -> String {
        [&self.message, &self.hint]
            .into_iter()
            .filter(|part| !part.trim().is_empty())
            .map(|part| sentence(part))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl From<engine::Error> for Failure {
    fn from(error: engine::Error) -> Self {
        Self { exit: error.code.into(), code: error.code.as_str().to_owned(), message: error.message, hint: error.hint }
    }
}

/// The text with an end mark, once; a quotation may hold it.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.trim_end_matches('”').ends_with(['.', '!', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_parts_make_two_sentences() {
        for (message, hint, line) in [
            ("It broke", "Try again", "It broke. Try again."),
            ("It broke.", "Try again.", "It broke. Try again."),
            ("It broke", "", "It broke."),
            ("Did it break?", " ", "Did it break?"),
            ("There is no “x”", "Try “y!”", "There is no “x”. Try “y!”"),
        ] {
            assert_eq!(Failure::failed(message, hint).line(), line);
        }
    }
}
