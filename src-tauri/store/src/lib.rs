//! Rows in SQLite and files by their SHA-256. The only crate that knows SQL
