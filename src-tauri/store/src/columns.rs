//! How catalogue values stand in columns: enums by their name on the wire, lists and records as JSON.
//! (Timestamps and whole numbers are known to rusqlite itself.)

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::de::{DeserializeOwned, IntoDeserializer, value};
use serde::{Deserialize, Serialize};

/// A list or record as JSON text.
pub(crate) struct Json<T>(pub T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.0).map(ToSqlOutput::from).map_err(cannot_write)
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(column: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(column.as_str()?).map(Json).map_err(FromSqlError::other)
    }
}

/// An enum without fields, by its name on the wire (`questions_and_answers`).
pub(crate) struct Name<T>(pub T);

impl<T: Serialize> ToSql for Name<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match serde_json::to_value(&self.0) {
            Ok(serde_json::Value::String(name)) => Ok(name.into()),
            Ok(other) => Err(cannot_write(format!("{other} is not a name"))),
            Err(error) => Err(cannot_write(error)),
        }
    }
}

impl<T: for<'de> Deserialize<'de>> FromSql for Name<T> {
    fn column_result(column: ValueRef<'_>) -> FromSqlResult<Self> {
        let name: value::StrDeserializer<'_, value::Error> = column.as_str()?.into_deserializer();
        T::deserialize(name).map(Name).map_err(FromSqlError::other)
    }
}

fn cannot_write(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(error.into())
}

#[cfg(test)]
mod tests {
    use catalogue::{About, AttachmentState, Kind, RefreshReport, Resource, TextQuality};
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn every_kind_stands_by_its_name_and_is_read_back() {
        let connection = Connection::open_in_memory().unwrap();
        for kind in Kind::ALL {
            let (name, back): (String, Name<Kind>) =
                connection.query_row("SELECT ?1, ?1", [Name(kind)], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            assert_eq!((name.as_str(), back.0), (kind.name(), kind));
        }
    }

    #[test]
    fn what_the_first_version_wrote_is_still_read() {
        fn read<T: DeserializeOwned>(json: &str) -> T {
            let connection = Connection::open_in_memory().unwrap();
            connection.query_row("SELECT ?1", [json], |row| row.get::<_, Json<T>>(0)).unwrap().0
        }
        let about: About = read(
            r#"{"vision":"Well","vision_points":[],"mission":null,"values":["Kind"],"objectives":[{"title":"1","text":"a"}],
            "sections":[{"heading":"H","paragraphs":["p"],"lists":[["x"]]}],"source_url":"https://example.org/",
            "last_confirmed":null,"last_changed":"2026-01-02T03:04:05Z"}"#,
        );
        assert_eq!(about.sections[0].lists, [["x"]]);
        let resource: Resource = read(
            r#"{"id":"a","title":"T","summary":"","kind":"leaflet","kind_is_guess":true,"topics":["t"],"language":"en",
            "source":"s","page_url":"https://example.org/","date":{"printed":"May 2020","from":"2020-05-01",
            "to":"2020-05-31","precision":"month"},"state":"withdrawn","first_seen":"2026-01-02T03:04:05Z",
            "last_confirmed":null,"last_changed":"2026-01-02T03:04:05.678Z","withdrawn_on":"2026-02-02T03:04:05Z",
            "from_starter":false,"attachments":[{"id":"b","url":"u","label":"l","media_type":"","size_bytes":0,
            "sha256":null,"state":"pending","pages":null,"text":"none","language":null,"problem":null}],
            "links":[{"url":"v","label":"w","kind":"video"}]}"#,
        );
        assert_eq!(resource.attachments[0].state, AttachmentState::Pending);
        let report: RefreshReport = read(
            r#"{"outcome":"partial","code":null,"message":null,"revision":7,
            "resources":{"added":1,"revised":0,"kept":2,"withdrawn":0},
            "attachments":{"fetched":1,"unchanged":0,"failed":0,"pending":0},"requests":9,"bytes_received":10,
            "problems":[{"code":"too_large","url":"u","message":"m"}]}"#,
        );
        assert_eq!(report.problems[0].code, "too_large");
    }

    #[test]
    fn what_is_no_name_of_the_enum_is_an_error() {
        let connection = Connection::open_in_memory().unwrap();
        for sql in ["SELECT 'nothing such'", "SELECT ''", "SELECT NULL", "SELECT 7", "SELECT x'ff'"] {
            assert!(connection.query_row(sql, [], |row| row.get::<_, Name<TextQuality>>(0)).is_err(), "{sql}");
            assert!(connection.query_row(sql, [], |row| row.get::<_, Name<AttachmentState>>(0)).is_err(), "{sql}");
            assert!(connection.query_row(sql, [], |row| row.get::<_, Json<Vec<String>>>(0)).is_err(), "{sql}");
        }
    }
}
