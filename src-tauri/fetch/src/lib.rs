//! URL and validators -> modified, unchanged, gone or failed. The only crate that knows HTTP
