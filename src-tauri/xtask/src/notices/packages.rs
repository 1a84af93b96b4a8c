//! What is in the interface that is not ours, the lists of words that searching uses, and the fonts of what is printed.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::Part;
use crate::step;

/// Named among what only building needs, and yet in the built interface: Svelte's own run time, and what that uses.
const RUN_TIME: [&str; 3] = ["svelte", "clsx", "esm-env"];

/// Files beside pdf.js that are of other makers: what they are, the licence, and where that stands.
const BESIDE_PDFJS: [(&str, &str, &str); 7] = [
    ("pdf.js: character maps", "BSD-3-Clause", "cmaps/LICENSE"),
    ("pdf.js: JBIG2 decoder", "BSD-3-Clause", "wasm/LICENSE_JBIG2"),
    ("pdf.js: OpenJPEG", "BSD-2-Clause", "wasm/LICENSE_OPENJPEG"),
    ("pdf.js: QCMS", "MIT", "wasm/LICENSE_QCMS"),
    ("pdf.js: Foxit fonts", "BSD-3-Clause", "standard_fonts/LICENSE_FOXIT"),
    // Fonts and a colour profile, not code.
    ("pdf.js: Liberation fonts", "OFL-1.1", "standard_fonts/LICENSE_LIBERATION"),
    ("pdf.js: colour profiles", "CC0-1.0", "iccs/LICENSE"),
];

pub fn shipped() -> Result<Vec<Part>, String> {
    let ui = step::root().join("ui");
    let own = json(&ui.join("package.json"))?;
    let named = own["dependencies"].as_object().into_iter().flat_map(|names| names.keys().map(String::as_str));
    let modules = ui.join("node_modules");
    let mut parts =
        named.chain(RUN_TIME).map(|name| package(&modules.join(name), name)).collect::<Result<Vec<_>, _>>()?;
    let pdfjs = parts.iter().find(|part| part.name == "pdfjs-dist").ok_or("pdf.js is not here")?.clone();
    parts.extend(BESIDE_PDFJS.map(|(name, licence, file)| Part {
        name: name.to_owned(),
        version: pdfjs.version.clone(),
        licence: licence.to_owned(),
        folder: pdfjs.folder.join(file),
        authors: Vec::new(),
    }));
    parts.push(Part {
        name: "SCOWL word list".to_owned(),
        version: "2020.12.07".to_owned(),
        licence: "SCOWL".to_owned(),
        folder: step::root().join("src-tauri/search/data/english.txt"),
        authors: Vec::new(),
    });
    parts.push(Part {
        name: "Noto fonts (for print packs)".to_owned(),
        version: "2020".to_owned(),
        licence: "OFL-1.1".to_owned(),
        folder: step::root().join("assets/fonts/OFL.txt"),
        authors: Vec::new(),
    });
    Ok(parts)
}

fn json(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}; run npm ci in ui", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn package(folder: &Path, name: &str) -> Result<Part, String> {
    let known = json(&folder.join("package.json"))?;
    let text = |name: &str| known[name].as_str().unwrap_or_default().to_owned();
    let author = known["author"]["name"].as_str().map_or_else(|| text("author"), str::to_owned);
    let author = author.split('<').next().unwrap_or_default().trim().to_owned();
    Ok(Part {
        name: name.to_owned(),
        version: text("version"),
        licence: text("license"),
        folder: folder.to_owned(),
        authors: Some(author).filter(|author| !author.is_empty()).into_iter().collect(),
    })
}
