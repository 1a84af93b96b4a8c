//! Which program this is.

use catalogue::Versions;

/// `web_view` draws the window, where there is one.
pub(crate) fn versions(web_view: Option<String>) -> Versions {
    Versions {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        build: build(option_env!("TOGETHER_BUILD")),
        system: format!("{}, {}", system(), std::env::consts::ARCH),
        library_format: store::FORMAT,
        text_reader: extract::VERSION,
        index_format: search::FORMAT,
        web_view,
    }
}

/// Whoever builds for others names the build, by a commit say.
fn build(named: Option<&str>) -> String {
    let kind = if cfg!(debug_assertions) { "development" } else { "release" };
    match named.map(str::trim) {
        Some(name) if !name.is_empty() => format!("{kind} {name}"),
        _ => kind.to_owned(),
    }
}

/// The operating system, with its version where that can be had. Only tried on Linux.
fn system() -> String {
    #[cfg(windows)]
    return format!("Windows {}", windows_version::OsVersion::current());
    #[cfg(target_os = "macos")]
    return said_in("/System/Library/CoreServices/SystemVersion.plist", |text| {
        let (_, after) = text.split_once("<key>ProductVersion</key>")?;
        let (_, version) = after.split_once("<string>")?;
        Some(format!("macOS {}", version.split_once('<')?.0))
    });
    #[cfg(not(any(windows, target_os = "macos")))]
    said_in("/etc/os-release", pretty_name)
}

#[cfg(not(windows))]
fn said_in(file: &str, find: impl Fn(&str) -> Option<String>) -> String {
    let said = std::fs::read_to_string(file).ok().and_then(|text| find(&text));
    said.unwrap_or_else(|| std::env::consts::OS.to_owned())
}

/// Of a file in the form of os-release(5).
#[cfg(any(test, not(any(windows, target_os = "macos"))))]
fn pretty_name(text: &str) -> Option<String> {
    let value = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    let name = value.trim().trim_matches(['"', '\'']);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_says_its_kind_and_its_name_where_it_has_one() {
        let kind = build(None);
        assert!(["development", "release"].contains(&kind.as_str()));
        assert_eq!(build(Some(" a1b2c3d ")), format!("{kind} a1b2c3d"));
        assert_eq!(build(Some("")), kind);
    }

    #[test]
    fn a_linux_says_its_name() {
        for (text, name) in [
            (
                "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n",
                Some("Debian GNU/Linux 12 (bookworm)"),
            ),
            ("PRETTY_NAME=Alpine", Some("Alpine")),
            ("PRETTY_NAME=\"\"\nNAME=x", None),
            ("", None),
        ] {
            assert_eq!(pretty_name(text).as_deref(), name);
        }
    }

    #[test]
    fn nothing_is_unknown_about_this_program() {
        let now = versions(Some("WebView 1".into()));
        assert!(now.library_format > 0 && now.text_reader > 0 && now.index_format > 0);
        assert!(!now.version.is_empty() && now.system.ends_with(std::env::consts::ARCH));
        assert_eq!(now.web_view.as_deref(), Some("WebView 1"));
    }
}
