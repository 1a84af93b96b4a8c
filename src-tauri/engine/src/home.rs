//! The person's own folder: it is mostly called like them, so what is given away says `~` for it.

use directories::UserDirs;

pub(crate) struct Home(Option<String>);

impl Home {
    pub fn of_this_account() -> Self {
        Self::at(UserDirs::new().map(|folders| folders.home_dir().display().to_string()))
    }

    pub fn at(folder: Option<String>) -> Self {
        let folder = folder.map(|folder| folder.trim_end_matches(['/', '\\']).to_owned());
        // A drive or the root alone says nothing of anybody, and stands in every path.
        Self(folder.filter(|folder| folder.matches(['/', '\\']).count() > 0 && folder.len() > 3))
    }

    /// The words with `~` wherever they name this folder or what is in it.
    pub fn shorten(&self, words: &str) -> String {
        let Some(home) = &self.0 else { return words.to_owned() };
        let mut short = String::with_capacity(words.len());
        let mut rest = words;
        while let Some((before, after)) = rest.split_once(home.as_str()) {
            // `/home/ann` is not in `/home/anna`.
            let goes_on = after.chars().next().is_some_and(|next| next.is_alphanumeric() || "._-".contains(next));
            short.push_str(before);
            short.push_str(if goes_on { home } else { "~" });
            rest = after;
        }
        short + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_own_folder_is_not_named() {
        for (home, words, short) in [
            ("/home/a.person", "/home/a.person/library", "~/library"),
            ("/home/a.person/", "/home/a.person", "~"),
            ("/home/a.person", "cannot write “/home/a.person/x” to /home/a.person", "cannot write “~/x” to ~"),
            ("/home/a.person", "/srv/library", "/srv/library"),
            ("/home/a.person", "/home/a.person.else/library", "/home/a.person.else/library"),
            ("/home/a", "/home/anna and /home/a", "/home/anna and ~"),
            (r"C:\Users\A Person", r"C:\Users\A Person\AppData\Local", r"~\AppData\Local"),
            ("/", "/srv/library", "/srv/library"),
            (r"C:\", r"C:\Library", r"C:\Library"),
            ("/root", "/root/library", "~/library"),
        ] {
            assert_eq!(Home::at(Some(home.into())).shorten(words), short, "{home}");
        }
        assert_eq!(Home::at(None).shorten("/srv/library"), "/srv/library");
    }
}
