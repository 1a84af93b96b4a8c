//! Builds the interface and Tauri's part of the window, so that `cargo build` alone is enough. Without the feature
//! `desktop` there is nothing to do.

fn main() {
    #[cfg(feature = "desktop")]
    desktop::build();
}

#[cfg(feature = "desktop")]
mod desktop {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    /// What the built interface depends on. Not `ui/public/pdfjs`: the build itself writes it.
    const INTERFACE: [&str; 8] = [
        "ui/src",
        "ui/index.html",
        "ui/messages.mjs",
        "ui/package.json",
        "ui/package-lock.json",
        "ui/svelte.config.js",
        "ui/tsconfig.json",
        "ui/vite.config.ts",
    ];

    pub fn build() {
        for path in INTERFACE {
            println!("cargo:rerun-if-changed={path}");
        }
        for path in public_files() {
            println!("cargo:rerun-if-changed={}", path.display());
        }
        for path in ["src-tauri/capabilities", "src-tauri/permissions", "tauri.conf.json"] {
            println!("cargo:rerun-if-changed={path}");
        }
        println!("cargo:rerun-if-env-changed=SKIP_UI_BUILD");
        if std::env::var_os("SKIP_UI_BUILD").is_none() {
            build_interface();
        }
        // Both folders lie beside the code that they guard, so their places have to be named: with the default
        // pattern the build would succeed without any permission at all.
        let manifest = tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/permissions/*.toml");
        let attributes = tauri_build::Attributes::new()
            .capabilities_path_pattern("./src-tauri/capabilities/*.json")
            .app_manifest(manifest);
        tauri_build::try_build(attributes).unwrap_or_else(|error| fail(&format!("{error:#}")));
    }

    fn public_files() -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir("ui/public") else { return Vec::new() };
        let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
        files.sort();
        files
    }

    fn build_interface() {
        if packages_are_stale() {
            npm(&["ci", "--no-audit", "--no-fund"]);
        }
        npm(&["run", "build"]);
    }

    /// npm writes `node_modules/.package-lock.json` last: older than our lock file, it is of another installation.
    fn packages_are_stale() -> bool {
        let written = |path: &str| fs::metadata(Path::new(path)).and_then(|file| file.modified());
        match (written("ui/node_modules/.package-lock.json"), written("ui/package-lock.json")) {
            (Ok(installed), Ok(locked)) => installed < locked,
            _ => true,
        }
    }

    fn npm(arguments: &[&str]) {
        let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let output = Command::new(program).args(arguments).current_dir("ui").output();
        match output {
            Ok(output) if output.status.success() => {}
            Ok(output) => fail(&format!(
                "npm {} in ui/ failed:\n{}\n{}",
                arguments.join(" "),
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr),
            )),
            Err(error) => fail(&format!("npm could not be started ({error}). Install Node.js 20 or newer.")),
        }
    }

    fn fail(why: &str) -> ! {
        eprintln!("{why}");
        std::process::exit(1);
    }
}
