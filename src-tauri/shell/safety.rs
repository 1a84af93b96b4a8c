//! What the window's page may do: nothing but what it is made of, and our own commands. Each line that would loosen that is caught here.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn json(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

#[test]
fn no_script_but_that_of_the_program_and_no_frame_run_in_the_window() {
    let security = &json("tauri.conf.json")["app"]["security"];
    let policy = security["csp"].as_object().unwrap();
    for (directive, wanted) in [
        ("default-src", "'none'"),
        ("script-src", "'self' 'wasm-unsafe-eval'"),
        ("worker-src", "'self'"),
        ("style-src", "'self'"),
        ("frame-src", "'none'"),
        ("frame-ancestors", "'none'"),
        ("object-src", "'none'"),
        ("base-uri", "'none'"),
        ("form-action", "'none'"),
    ] {
        assert_eq!(policy[directive], wanted, "{directive}");
    }
    for (directive, sources) in policy {
        for source in sources.as_str().unwrap().split(' ') {
            let known = ["'none'", "'self'", "'wasm-unsafe-eval'", "data:", "blob:", "doc:", "ipc:"].contains(&source);
            assert!(known || source.ends_with(".localhost"), "{directive} lets {source} in");
        }
    }
    // Tauri's own ways to loosen all that.
    assert_eq!(security.as_object().unwrap().keys().collect::<Vec<_>>(), ["csp", "devCsp"]);
    assert!(json("tauri.conf.json")["app"].get("withGlobalTauri").is_none());
}

#[test]
fn the_web_side_has_no_plugin_and_only_the_window_has_commands() {
    let folder = root().join("src-tauri/capabilities");
    for file in fs::read_dir(folder).unwrap() {
        let capability: Value = serde_json::from_str(&fs::read_to_string(file.unwrap().path()).unwrap()).unwrap();
        assert_eq!(capability["windows"], serde_json::json!(["main"]));
        for opens_to_others in ["remote", "webviews"] {
            assert!(capability.get(opens_to_others).is_none(), "{opens_to_others}");
        }
        let of_tauri: Vec<_> = capability["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| name.contains(':'))
            .collect();
        assert_eq!(of_tauri, ["core:event:allow-listen"]);
    }
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    for plugin in
        ["tauri-plugin-fs", "tauri-plugin-http", "tauri-plugin-shell", "tauri-plugin-process", "tauri-plugin-store"]
    {
        assert!(manifest["dependencies"].get(plugin).is_none(), "{plugin}");
    }
}

#[test]
fn no_markup_is_made_of_words() {
    fn look(folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path);
            } else if path.extension().is_some_and(|ending| ending == "ts" || ending == "svelte") {
                let source = fs::read_to_string(&path).unwrap();
                for way in ["{@html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "srcdoc"] {
                    assert!(!source.contains(way), "{}: {way}", path.display());
                }
            }
        }
    }
    look(&root().join("ui/src"));
    let page = fs::read_to_string(root().join("ui/index.html")).unwrap();
    assert_eq!(page.matches("<script").count(), 1);
    assert!(page.contains(r#"<script type="module" src="/src/main.ts"></script>"#));
    assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains(" on"), "{page}");
}
