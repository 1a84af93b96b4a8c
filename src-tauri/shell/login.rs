//! Whether the computer starts the program, without a window, when the person logs in. Entered in the account's own
//! list, which the person can also change elsewhere: what is taken out there stays out.
//!
//! Tried on Linux alone.

use std::path::PathBuf;

use catalogue::SettingsInForce;

use crate::opening::LibraryOptions;

/// The argument that says so.
pub const IN_BACKGROUND: &str = "--in-background";

/// What is entered.
#[derive(Debug, Clone)]
pub struct Login {
    program: PathBuf,
    arguments: Vec<String>,
}

impl Login {
    /// This program, with the library that it was started with.
    ///
    /// # Errors
    /// Where the program does not know its own place.
    pub fn new(options: &LibraryOptions) -> std::io::Result<Self> {
        // Within an AppImage our own place is gone when it ends.
        let image = std::env::var_os("APPIMAGE").map(PathBuf::from).filter(|_| cfg!(target_os = "linux"));
        let program = image.map_or_else(std::env::current_exe, Ok)?;
        let mut arguments = vec![IN_BACKGROUND.to_owned()];
        for (name, folder) in [("--library", &options.library), ("--config", &options.config)] {
            if let Some(folder) = folder {
                arguments.extend([name.to_owned(), std::path::absolute(folder)?.to_string_lossy().into_owned()]);
            }
        }
        if options.offline {
            arguments.push("--offline".to_owned());
        }
        Ok(Self { program, arguments })
    }

    /// At the program's start: what policy holds is seen to, and an entry that is there names this program.
    pub fn check(&self, now: &SettingsInForce) {
        let wanted = now.settings.start_at_login;
        let held = now.held.iter().any(|name| name == "start_at_login");
        if held || (wanted && self.is_entered()) {
            // It is tried again at the next start.
            let _ = self.set(wanted);
        }
    }
}

#[cfg(target_os = "linux")]
mod list {
    use std::fs;
    use std::io;
    use std::path::{Path, PathBuf};

    use super::Login;

    const FILE: &str = "together-library.desktop";

    impl Login {
        pub fn is_entered(&self) -> bool {
            file().and_then(fs::read_to_string).is_ok_and(|text| !text.lines().any(|line| line.trim() == "Hidden=true"))
        }

        /// # Errors
        /// Where the account's folder of such entries cannot be written to.
        pub fn set(&self, wanted: bool) -> io::Result<()> {
            let file = file()?;
            if wanted {
                fs::create_dir_all(file.parent().unwrap_or(Path::new("")))?;
                return fs::write(file, self.entry());
            }
            match fs::remove_file(file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            }
        }

        /// In the form of the Desktop Entry Specification, for autostart.
        pub(super) fn entry(&self) -> String {
            let mut command = vec![quoted(&self.program.to_string_lossy())];
            command.extend(self.arguments.iter().map(|argument| quoted(argument)));
            format!(
                "[Desktop Entry]\nType=Application\nName=Together Library\nIcon=together-library\nExec={}\nTerminal=false\n",
                command.join(" ")
            )
        }
    }

    fn file() -> io::Result<PathBuf> {
        let folders = directories::BaseDirs::new().ok_or(io::ErrorKind::NotFound)?;
        Ok(folders.config_dir().join("autostart").join(FILE))
    }

    /// As an argument of `Exec`: quoted once for it, and once more for being a string of the file.
    fn quoted(argument: &str) -> String {
        let mut words = String::from("\"");
        for letter in argument.chars() {
            match letter {
                '\\' => words.push_str(r"\\\\"),
                '"' | '`' | '$' => words.extend([r"\\", &letter.to_string()]),
                '%' => words.push_str("%%"),
                '\n' => words.push_str(r"\n"),
                _ => words.push(letter),
            }
        }
        words + "\""
    }

    #[cfg(test)]
    mod tests {
        use super::quoted;

        #[test]
        fn every_path_stays_one_argument() {
            for (argument, entered) in [
                ("/usr/bin/together-library", r#""/usr/bin/together-library""#),
                ("/opt/our programs/x", r#""/opt/our programs/x""#),
                ("100% \"done\"", r#""100%% \\"done\\"""#),
                (r"a\b", r#""a\\\\b""#),
                ("$HOME`id`", r#""\\$HOME\\`id\\`""#),
            ] {
                assert_eq!(quoted(argument), entered);
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod list {
    use std::io;

    use auto_launch::{AutoLaunch, AutoLaunchBuilder};

    use super::Login;

    impl Login {
        pub fn is_entered(&self) -> bool {
            self.entry().is_ok_and(|entry| entry.is_enabled().unwrap_or(false))
        }

        /// # Errors
        /// Where the account's list cannot be written to.
        pub fn set(&self, wanted: bool) -> io::Result<()> {
            let entry = self.entry()?;
            let done = match wanted {
                true => entry.enable(),
                false if self.is_entered() => entry.disable(),
                false => Ok(()),
            };
            done.map_err(io::Error::other)
        }

        fn entry(&self) -> io::Result<AutoLaunch> {
            let quoted = |words: &str| if cfg!(windows) { format!("\"{words}\"") } else { words.to_owned() };
            AutoLaunchBuilder::new()
                .set_app_name("Together Library")
                .set_app_path(&quoted(&self.program.to_string_lossy()))
                .set_args(&self.arguments.iter().map(|argument| quoted(argument)).collect::<Vec<_>>())
                .set_use_launch_agent(true)
                .build()
                .map_err(io::Error::other)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_started_opens_the_same_library() {
        let options = LibraryOptions { library: Some("/srv/our library".into()), config: None, offline: true };
        let login = Login::new(&options).unwrap();
        let folder = std::path::absolute("/srv/our library").unwrap().to_string_lossy().into_owned();
        assert_eq!(login.arguments, [IN_BACKGROUND, "--library", folder.as_str(), "--offline"]);
        assert!(login.program.is_absolute());
        #[cfg(target_os = "linux")]
        assert!(login.entry().contains(r#" "--in-background" "--library" "/srv/our library" "--offline""#));
    }
}
