//! Documents -> index; query -> hits. The only crate that knows tantivy
