//! The operating system under us, and what it calls the things that we need.

use crate::step;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Debian, Ubuntu and their kin: packages are installed.
    Debian,
    Fedora,
    Arch,
    Suse,
    OtherLinux,
    MacOs,
    Windows,
}

impl System {
    pub fn here() -> Self {
        match std::env::consts::OS {
            "macos" => System::MacOs,
            "windows" => System::Windows,
            _ => Self::of_os_release(&std::fs::read_to_string("/etc/os-release").unwrap_or_default()),
        }
    }

    fn of_os_release(text: &str) -> Self {
        let names: Vec<String> = text
            .lines()
            .filter_map(|line| line.strip_prefix("ID=").or_else(|| line.strip_prefix("ID_LIKE=")))
            .flat_map(|value| value.trim_matches('"').split_whitespace().map(str::to_lowercase).collect::<Vec<_>>())
            .collect();
        let is = |name: &str| names.iter().any(|own| own == name);
        match () {
            () if is("debian") || is("ubuntu") => System::Debian,
            () if is("fedora") || is("rhel") => System::Fedora,
            () if is("arch") => System::Arch,
            () if is("suse") || is("opensuse") => System::Suse,
            () => System::OtherLinux,
        }
    }

    /// What to type where we do not install by ourselves.
    pub fn advice(self) -> &'static str {
        match self {
            System::Debian => "sudo apt-get install build-essential pkg-config libwebkit2gtk-4.1-dev",
            System::Fedora => "sudo dnf install gcc gcc-c++ make pkgconf webkit2gtk4.1-devel",
            System::Arch => "sudo pacman -S --needed base-devel webkit2gtk-4.1",
            System::Suse => "sudo zypper install gcc gcc-c++ make pkgconf webkit2gtk3-devel",
            System::OtherLinux => {
                "install a C compiler, make, pkg-config and the development files of WebKitGTK 4.1 (webkit2gtk-4.1.pc)"
            }
            System::MacOs => "xcode-select --install",
            System::Windows => {
                "install “Desktop development with C++” of the Visual Studio Build Tools, and on Windows 10 the WebView2 runtime"
            }
        }
    }

    /// Whether the window can be built here, as far as that can be told without trying.
    pub fn builds_windows(self) -> bool {
        match self {
            System::MacOs => step::ask(&mut step::command("xcode-select", &["-p"])).is_some(),
            // This very program was linked by the tools that are needed.
            System::Windows => true,
            _ => step::ask(&mut step::command("pkg-config", &["--exists", "webkit2gtk-4.1"])).is_some(),
        }
    }
}

/// Whether somebody could see a window.
pub fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

/// Whether a window can be shown where nobody sees it, and driven there.
pub fn has_virtual_display() -> bool {
    cfg!(target_os = "linux") && step::is_there("Xvfb") && step::is_there("WebKitWebDriver")
}

/// The names under which a Chromium is found.
pub fn has_chromium() -> bool {
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().any(step::is_there)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_by_their_own_word() {
        for (text, system) in [
            ("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n", System::Debian),
            ("ID=ubuntu\nID_LIKE=debian\n", System::Debian),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Debian),
            ("ID=fedora\n", System::Fedora),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", System::Fedora),
            ("ID=arch\n", System::Arch),
            ("ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n", System::Suse),
            ("ID=alpine\n", System::OtherLinux),
            ("", System::OtherLinux),
        ] {
            assert_eq!(System::of_os_release(text), system, "{text}");
        }
    }
}
