//! Linux: the print portal of the desktop (`org.freedesktop.portal.Print`), which asks the person for a printer.

use std::collections::HashMap;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

use catalogue::Printed;
use zbus::MatchRule;
use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::{Fd, OwnedObjectPath, OwnedValue, Value};

use crate::contract::IpcError;

const DESKTOP: &str = "org.freedesktop.portal.Desktop";
const PLACE: &str = "/org/freedesktop/portal/desktop";
const PRINT: &str = "org.freedesktop.portal.Print";
const REQUEST: &str = "org.freedesktop.portal.Request";
/// A bus or a portal that says nothing for so long is none. The person may take as long as they like afterwards.
const TO_ANSWER: Duration = Duration::from_secs(10);

type Values<'a> = HashMap<&'a str, Value<'a>>;

/// What the portal says in the end, with whatever the person chose.
enum Answer {
    Done(HashMap<String, OwnedValue>),
    Cancelled,
    Failed,
}

/// Waits for the person. `None` where this desktop has no such portal.
pub(super) fn print(path: &Path, title: &str) -> Result<Option<Printed>, IpcError> {
    let file = File::open(path).map_err(|error| {
        IpcError::failed(format!("The file could not be read for printing: {error}."), "Try again.")
    })?;
    let bus = Builder::session().and_then(|bus| bus.method_timeout(TO_ANSWER).build());
    let Ok(bus) = bus else { return Ok(None) };
    print_on(&bus, &file, title)
}

fn print_on(bus: &Connection, file: &File, title: &str) -> Result<Option<Printed>, IpcError> {
    let none = Values::new;
    let asked = ask(bus, "PreparePrint", |options| ("", title, none(), none(), options));
    let token = match asked {
        // No portal, or one whose desktop cannot print, refuses the very question.
        Err(_) => return Ok(None),
        Ok(Answer::Cancelled) => return Ok(Some(Printed::Cancelled)),
        Ok(Answer::Failed) => return Err(failed()),
        Ok(Answer::Done(chosen)) => {
            chosen.get("token").and_then(|token| u32::try_from(token).ok()).ok_or_else(failed)?
        }
    };
    let sent = ask(bus, "Print", |mut options| {
        options.insert("token", Value::from(token));
        ("", title, Fd::from(file), options)
    });
    match sent {
        Ok(Answer::Done(_)) => Ok(Some(Printed::Sent)),
        Ok(Answer::Cancelled) => Ok(Some(Printed::Cancelled)),
        Ok(Answer::Failed) | Err(_) => Err(failed()),
    }
}

/// One question to the portal. It answers with a signal of an object whose path both sides know beforehand, so that
/// the answer cannot come before anybody listens.
fn ask<'a, Body>(bus: &Connection, method: &str, body: impl FnOnce(Values<'a>) -> Body) -> zbus::Result<Answer>
where
    Body: serde::Serialize + zbus::zvariant::DynamicType,
{
    let token = format!("together{}", fastrand::u64(..));
    let sender = bus.unique_name().map(|name| name.trim_start_matches(':').replace('.', "_")).unwrap_or_default();
    let path = OwnedObjectPath::try_from(format!("{PLACE}/request/{sender}/{token}"))?;
    let rule = MatchRule::builder().msg_type(Type::Signal).interface(REQUEST)?.member("Response")?.path(&path)?.build();
    let answers = MessageIterator::for_match_rule(rule, bus, None)?;
    let options = Values::from([("handle_token", Value::from(token.clone())), ("modal", Value::from(true))]);
    bus.call_method(Some(DESKTOP), PLACE, Some(PRINT), method, &body(options))?;
    for message in answers {
        let message = message?;
        if message.header().path().is_none_or(|from| *from != *path) {
            continue;
        }
        let (answer, chosen): (u32, HashMap<String, OwnedValue>) = message.body().deserialize()?;
        return Ok(match answer {
            0 => Answer::Done(chosen),
            1 => Answer::Cancelled,
            _ => Answer::Failed,
        });
    }
    Ok(Answer::Failed)
}

fn failed() -> IpcError {
    IpcError::failed(
        "The print system of this computer did not take the file.",
        "Open it in another program and print it from there.",
    )
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    use std::sync::mpsc::{Sender, channel};

    use zbus::zvariant::{ObjectPath, OwnedFd};

    use super::*;

    type Received = HashMap<String, OwnedValue>;

    /// The bus, as far as a client asks it for anything.
    struct Bus;

    #[zbus::interface(name = "org.freedesktop.DBus")]
    impl Bus {
        fn hello(&self) -> &str {
            ":1.7"
        }

        fn add_match(&self, _rule: &str) {}

        fn remove_match(&self, _rule: &str) {}
    }

    /// A desktop whose person answers like this: 0 prints, 1 cancels, 2 is a failure.
    struct Desktop {
        answers: (u32, u32),
        /// Title and bytes of what came for printing.
        printed: Sender<(String, u32, Vec<u8>)>,
    }

    #[zbus::interface(name = "org.freedesktop.portal.Print")]
    impl Desktop {
        async fn prepare_print(
            &self,
            _parent: &str,
            _title: &str,
            _settings: Received,
            _page: Received,
            options: Received,
            #[zbus(connection)] connection: &zbus::Connection,
        ) -> OwnedObjectPath {
            let empty = || Value::from(HashMap::<String, Value<'_>>::new());
            let answer =
                HashMap::from([("settings", empty()), ("page-setup", empty()), ("token", Value::from(41_u32))]);
            answered(connection, &options, self.answers.0, answer).await
        }

        async fn print(
            &self,
            _parent: &str,
            title: &str,
            file: OwnedFd,
            options: Received,
            #[zbus(connection)] connection: &zbus::Connection,
        ) -> OwnedObjectPath {
            let mut bytes = Vec::new();
            let file = std::os::fd::OwnedFd::from(file);
            File::from(file).read_to_end(&mut bytes).unwrap();
            let token = u32::try_from(&options["token"]).unwrap();
            self.printed.send((title.to_owned(), token, bytes)).unwrap();
            answered(connection, &options, self.answers.1, HashMap::new()).await
        }
    }

    /// The portal's way of answering: a signal from an object that both sides can name beforehand.
    async fn answered(
        connection: &zbus::Connection,
        options: &Received,
        answer: u32,
        values: HashMap<&str, Value<'_>>,
    ) -> OwnedObjectPath {
        let token = <&str>::try_from(&options["handle_token"]).unwrap();
        let path = format!("/org/freedesktop/portal/desktop/request/1_7/{token}");
        let path = ObjectPath::try_from(path).unwrap();
        let body = (answer, values);
        connection.emit_signal(None::<&str>, &path, "org.freedesktop.portal.Request", "Response", &body).await.unwrap();
        path.into()
    }

    /// A title, a token and a file, as the desktop got them.
    type Job = (String, u32, Vec<u8>);

    fn ask(answers: (u32, u32)) -> (Result<Option<Printed>, IpcError>, Vec<Job>) {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let (printed, received) = channel();
        // Each side waits for the other's first words.
        let server = std::thread::spawn(move || {
            let server = Builder::async_io_unix_stream(theirs)
                .server(zbus::Guid::generate())
                .unwrap()
                .p2p()
                .serve_at("/org/freedesktop/DBus", Bus)
                .unwrap()
                .serve_at(PLACE, Desktop { answers, printed })
                .unwrap();
            server.build().unwrap()
        });
        let bus = Builder::async_io_unix_stream(ours).build().unwrap();
        let _server = server.join().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        std::fs::write(&path, "%PDF-1.7 whole").unwrap();
        let printed = print_on(&bus, &File::open(&path).unwrap(), "Asthma");
        (printed, received.try_iter().collect())
    }

    #[test]
    fn the_desktop_gets_the_whole_file_after_the_person_chose_a_printer() {
        let (printed, received) = ask((0, 0));
        assert_eq!(printed, Ok(Some(Printed::Sent)));
        assert_eq!(received, [("Asthma".to_owned(), 41, b"%PDF-1.7 whole".to_vec())]);
    }

    #[test]
    fn nothing_is_sent_where_the_person_cancels() {
        assert_eq!(ask((1, 0)), (Ok(Some(Printed::Cancelled)), Vec::new()));
        assert_eq!(ask((0, 1)).0, Ok(Some(Printed::Cancelled)));
    }

    #[test]
    fn a_failure_is_told_and_never_taken_for_a_print() {
        for answers in [(2, 0), (0, 2)] {
            let error = ask(answers).0.unwrap_err();
            assert!(error.message.contains("did not take the file"), "{}", error.message);
        }
    }
}
