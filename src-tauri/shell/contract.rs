//! What the web side is told when a command fails.

use serde::Serialize;

/// `{ code, message, hint }`: the code is stable and for branching, the rest is for the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IpcError {
    pub code: String,
    pub message: String,
    /// What to try; may be empty.
    pub hint: String,
}

impl IpcError {
    pub fn new(code: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), hint: hint.into() }
    }

    /// Something that the computer, not the library, could not do.
    pub fn failed(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new("failed", message, hint)
    }
}

impl From<engine::Error> for IpcError {
    fn from(error: engine::Error) -> Self {
        Self::new(error.code.as_str(), sentence(&error.message), sentence(&error.hint))
    }
}

/// The engine's words go into lines of its callers; in the window they stand alone.
fn sentence(words: &str) -> String {
    let mut letters = words.trim().chars();
    let Some(first) = letters.next() else { return String::new() };
    let end = if words.trim().ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_is_fixed() {
        let error = engine::Error::new(engine::ErrorCode::NotHere, "this file is not here yet", "Refresh the library");
        assert_eq!(
            serde_json::to_string(&IpcError::from(error)).unwrap(),
            r#"{"code":"not_here","message":"This file is not here yet.","hint":"Refresh the library."}"#
        );
    }

    #[test]
    fn words_that_stand_alone_are_sentences() {
        for (words, shown) in
            [("it broke", "It broke."), ("Try again.", "Try again."), ("“x” is no id", "“x” is no id."), ("", "")]
        {
            assert_eq!(sentence(words), shown);
        }
    }
}
