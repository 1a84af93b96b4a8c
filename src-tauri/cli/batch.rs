//! Many searches in one process: lines `query-id<TAB>query`.

use std::path::Path;

use crate::failure::Failure;

/// More than any list of queries; a larger file is something else.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

#[derive(Debug, PartialEq, Eq)]
pub struct BatchQuery {
    pub query_id: String,
    pub words: String,
}

/// Reads the whole file before the first search, so that a bad line is told before anything was printed.
pub fn read(file: &Path) -> Result<Vec<BatchQuery>, Failure> {
    let cannot = |why: String| {
        Failure::wrong_use(format!("the file “{}” cannot be read: {why}", file.display()), "Check its name and place")
    };
    let size_bytes = std::fs::metadata(file).map_err(|error| cannot(error.to_string()))?.len();
    if size_bytes > MAX_FILE_BYTES {
        return Err(cannot("it is too large for a list of queries".to_owned()));
    }
    parse(&std::fs::read(file).map_err(|error| cannot(error.to_string()))?)
}

fn parse(bytes: &[u8]) -> Result<Vec<BatchQuery>, Failure> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut queries = Vec::new();
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        let bad = |why: &str| {
            Failure::wrong_use(
                format!("line {} of the list of queries {why}", index + 1),
                "Each line is an id, a tab and the query, in UTF-8",
            )
        };
        let line = std::str::from_utf8(line).map_err(|_| bad("is not UTF-8"))?;
        let (query_id, words) = line.split_once('\t').ok_or_else(|| bad("has no tab"))?;
        if query_id.trim().is_empty() {
            return Err(bad("has no id"));
        }
        queries.push(BatchQuery { query_id: query_id.to_owned(), words: words.replace('\t', " ") });
    }
    Ok(queries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(query_id: &str, words: &str) -> BatchQuery {
        BatchQuery { query_id: query_id.into(), words: words.into() }
    }

    #[test]
    fn lines_as_programs_write_them() {
        for (file, queries) in [
            ("", vec![]),
            ("q1\tasthma", vec![query("q1", "asthma")]),
            ("q1\tasthma in children\nq2\tহাঁপানি\n", vec![query("q1", "asthma in children"), query("q2", "হাঁপানি")]),
            ("\u{FEFF}q1\tasthma\r\n\r\nq2\tcough\r\n", vec![query("q1", "asthma"), query("q2", "cough")]),
            ("q1\ta\tb", vec![query("q1", "a b")]),
            ("q1\t", vec![query("q1", "")]),
        ] {
            assert_eq!(parse(file.as_bytes()).unwrap(), queries, "{file:?}");
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        for (file, told) in [
            (&b"q1\tasthma\nno tab here\n"[..], "line 2 of the list of queries has no tab"),
            (b"\tasthma", "line 1 of the list of queries has no id"),
            (b"\n\nq3\t\xFF\xFE", "line 3 of the list of queries is not UTF-8"),
        ] {
            let failure = parse(file).unwrap_err();
            assert_eq!(failure.message, told);
            assert_eq!(failure.exit, crate::exit::Exit::WrongUse);
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_wrong_use() {
        assert_eq!(read(Path::new("/no/such/file.tsv")).unwrap_err().exit, crate::exit::Exit::WrongUse);
    }
}
