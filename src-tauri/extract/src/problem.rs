//! Why a file has no text, or less than it should have, in words for a reader.

/// One reason, with a code for programs and a sentence for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    Locked,
    /// Every page is a picture.
    PictureOnly,
    /// Some pages are pictures, enough of them to matter.
    PartlyPictures,
    /// The file itself is a picture.
    IsPicture,
    NoWords,
    UnknownLetters,
    UnknownFormat,
    /// Word or PowerPoint from before 2007.
    OldFormat,
    Damaged,
    /// A part of the file could not be read, and some could.
    PartlyDamaged,
    Empty,
    /// Some of the documents within this one could not be read.
    MembersUnread,
    TooLarge,
    CutShort,
    TimedOut,
    Crashed,
    /// The file is not there, or may not be read.
    Unopened,
}

impl Problem {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Problem::Locked => "locked",
            Problem::PictureOnly | Problem::PartlyPictures | Problem::IsPicture => "picture_only",
            Problem::NoWords => "no_words",
            Problem::UnknownLetters => "unknown_letters",
            Problem::UnknownFormat => "unknown_format",
            Problem::OldFormat => "old_format",
            Problem::MembersUnread => "members_unread",
            Problem::Damaged | Problem::PartlyDamaged | Problem::Empty => "damaged",
            Problem::TooLarge | Problem::CutShort => "too_large",
            Problem::TimedOut => "timed_out",
            Problem::Crashed => "crashed",
            Problem::Unopened => "unopened",
        }
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Problem::Locked => "This file is locked with a password, so its words cannot be searched.",
            Problem::PictureOnly => "These pages are pictures: their words cannot be searched.",
            Problem::PartlyPictures => "Some of these pages are pictures: their words cannot be searched.",
            Problem::IsPicture => "This is a picture: any words in it cannot be searched.",
            Problem::NoWords => "No words were found in this file.",
            Problem::UnknownLetters => {
                "Some letters in this file could not be read, so searching may miss words in it."
            }
            Problem::UnknownFormat => "This kind of file cannot be searched, but it can be opened.",
            Problem::OldFormat => {
                "This is an old kind of Word or PowerPoint file, so its words cannot be searched. To read it, open it in \
                 another program."
            }
            Problem::MembersUnread => {
                "Some of the files in this one could not be read, so their words cannot be searched."
            }
            Problem::Damaged => "This file is damaged: its words could not be read.",
            Problem::PartlyDamaged => "Part of this file is damaged, so some of its words are missing here.",
            Problem::Empty => "This file is empty.",
            Problem::TooLarge => "This file is too large to be searched, but it can be opened.",
            Problem::CutShort => "This file is very long: only the first part of it can be searched.",
            Problem::TimedOut => "Reading this file took too long, so some or all of its words cannot be searched.",
            Problem::Crashed => "This file could not be read safely, so some or all of its words cannot be searched.",
            Problem::Unopened => "This file could not be opened.",
        }
    }
}
