//! The commands' names stand in four places: the handlers, the permissions, the capability and the web side's host
//! file. A name that is missing in one of them fails only when a person clicks on it; here it fails at once.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What stands between two marks, once.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("no “{from}”"));
    rest.split_once(to).unwrap_or_else(|| panic!("no “{to}” after “{from}”")).0
}

fn handlers() -> BTreeSet<String> {
    let source = read("src-tauri/shell/window.rs");
    let names = between(&source, "generate_handler![", "]").split(',');
    let own = |path: &str| path.trim().rsplit("::").next().unwrap_or_default().to_owned();
    names.map(own).filter(|name| !name.is_empty()).collect()
}

/// Identifier and command of each permission.
fn permissions() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join("src-tauri/permissions")).unwrap() {
        let path = entry.unwrap().path();
        let file: toml::Table = read(&path).parse().unwrap();
        for permission in file["permission"].as_array().unwrap() {
            let allowed = permission["commands"]["allow"].as_array().unwrap();
            assert_eq!(allowed.len(), 1, "one permission, one command: {permission:?}");
            let text = |value: &toml::Value| value.as_str().unwrap().to_owned();
            found.push((text(&permission["identifier"]), text(&allowed[0])));
        }
    }
    found
}

#[test]
fn handlers_permissions_capability_and_web_side_name_the_same_commands() {
    let handlers = handlers();
    assert!(handlers.len() >= 20, "{handlers:?}");

    let permissions = permissions();
    for (identifier, command) in &permissions {
        assert_eq!(*identifier, format!("allow-{}", command.replace('_', "-")));
    }
    assert_eq!(permissions.iter().map(|(_, command)| command.clone()).collect::<BTreeSet<_>>(), handlers);

    let capability: serde_json::Value = serde_json::from_str(&read("src-tauri/capabilities/main.json")).unwrap();
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    let (own, of_tauri): (BTreeSet<_>, BTreeSet<_>) = capability["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .partition(|name| !name.contains(':'));
    assert_eq!(own, permissions.into_iter().map(|(identifier, _)| identifier).collect());
    // Events are how the schedule is followed; the web side sends none.
    assert_eq!(of_tauri, BTreeSet::from(["core:event:allow-listen".to_owned()]));

    let host = read("ui/src/host/host.ts");
    let listed: BTreeSet<_> = between(&host, "COMMANDS = [", "]")
        .split(',')
        .map(|name| name.trim().trim_matches(['"', '\'']).to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(listed, handlers);
}

#[test]
fn nothing_but_the_host_folder_knows_tauri() {
    fn look(folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path.file_name().unwrap() != "host" {
                    look(&path);
                }
            } else if path.extension().is_some_and(|ending| ending == "ts" || ending == "svelte") {
                let source = fs::read_to_string(&path).unwrap();
                let imports = source
                    .lines()
                    .any(|line| line.contains("from \"@tauri-apps") || line.contains("import(\"@tauri-apps"));
                assert!(!imports, "{} imports @tauri-apps", path.display());
            }
        }
    }
    look(&root().join("ui/src"));
}
