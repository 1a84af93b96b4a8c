//! What the shell that called us learns: one number, with a fixed meaning.

use std::process::ExitCode;

use catalogue::{Outcome, RefreshReport, Verification};
use engine::{ErrorCode, SourceTrial};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done, also when nothing was new.
    Done = 0,
    Failed = 1,
    WrongUse = 2,
    /// The library is busy in another process.
    Busy = 3,
    /// Offline, or the site cannot be reached; the library is as it was.
    Offline = 4,
    /// Done, with problems listed.
    Problems = 5,
    /// Refused: the site looks broken or replaced, or asks programs to stay away; the library is as it was.
    Refused = 6,
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

impl From<ErrorCode> for Exit {
    fn from(code: ErrorCode) -> Self {
        match code {
            ErrorCode::BadRequest => Exit::WrongUse,
            ErrorCode::BusyElsewhere => Exit::Busy,
            ErrorCode::Offline => Exit::Offline,
            ErrorCode::Refused => Exit::Refused,
            ErrorCode::Cancelled => Exit::Interrupted,
            _ => Exit::Failed,
        }
    }
}

impl From<&RefreshReport> for Exit {
    fn from(report: &RefreshReport) -> Self {
        match report.outcome {
            Outcome::Updated | Outcome::Unchanged => Exit::Done,
            Outcome::Partial => Exit::Problems,
            Outcome::Stopped => Exit::of_stop(report.code.as_deref()),
        }
    }
}

impl From<&SourceTrial> for Exit {
    fn from(trial: &SourceTrial) -> Self {
        match &trial.code {
            Some(code) => Exit::of_stop(Some(code)),
            None if trial.complete && trial.problems.is_empty() => Exit::Done,
            None => Exit::Problems,
        }
    }
}

impl Exit {
    /// Why the reading of a site stopped.
    fn of_stop(code: Option<&str>) -> Self {
        match code {
            Some("offline" | "unreachable" | "untrusted_certificate" | "captive_portal") => Exit::Offline,
            Some("site_changed" | "not_the_site" | "robots_disallow") => Exit::Refused,
            Some("cancelled") => Exit::Interrupted,
            Some("busy_elsewhere") => Exit::Busy,
            _ => Exit::Failed,
        }
    }
}

impl From<&Verification> for Exit {
    fn from(verification: &Verification) -> Self {
        if verification.ok { Exit::Done } else { Exit::Problems }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_status() {
        for (code, status) in [
            (ErrorCode::NotFound, 1),
            (ErrorCode::NotHere, 1),
            (ErrorCode::BadRequest, 2),
            (ErrorCode::Refused, 6),
            (ErrorCode::Cancelled, 130),
            (ErrorCode::BusyElsewhere, 3),
            (ErrorCode::Offline, 4),
            (ErrorCode::DiskFull, 1),
            (ErrorCode::NewerLibrary, 1),
            (ErrorCode::Damaged, 1),
            (ErrorCode::Failed, 1),
        ] {
            assert_eq!(Exit::from(code) as u8, status, "{}", code.as_str());
        }
    }

    #[test]
    fn every_end_of_a_refresh_has_its_status() {
        for (outcome, code, status) in [
            (Outcome::Updated, None, 0),
            (Outcome::Unchanged, None, 0),
            (Outcome::Partial, None, 5),
            (Outcome::Stopped, Some("offline"), 4),
            (Outcome::Stopped, Some("untrusted_certificate"), 4),
            (Outcome::Stopped, Some("unreachable"), 4),
            (Outcome::Stopped, Some("captive_portal"), 4),
            (Outcome::Stopped, Some("not_the_site"), 6),
            (Outcome::Stopped, Some("site_changed"), 6),
            (Outcome::Stopped, Some("robots_disallow"), 6),
            (Outcome::Partial, Some("library_full"), 5),
            (Outcome::Stopped, Some("cancelled"), 130),
            (Outcome::Stopped, Some("busy_elsewhere"), 3),
            (Outcome::Stopped, Some("disk_full"), 1),
            (Outcome::Stopped, Some("a_code_of_a_later_engine"), 1),
            (Outcome::Stopped, None, 1),
        ] {
            let report = RefreshReport {
                outcome,
                code: code.map(str::to_owned),
                message: None,
                revision: 1,
                resources: Default::default(),
                attachments: Default::default(),
                requests: 0,
                bytes_received: 0,
                problems: Vec::new(),
                losses: Vec::new(),
                sources: Vec::new(),
                next_attempt: None,
            };
            assert_eq!(Exit::from(&report) as u8, status, "{outcome:?} {code:?}");
        }
    }

    #[test]
    fn a_library_with_faults_is_not_passed_as_well() {
        assert_eq!(Exit::from(&Verification { ok: true, ..Default::default() }), Exit::Done);
        assert_eq!(Exit::from(&Verification { ok: false, ..Default::default() }), Exit::Problems);
    }
}
