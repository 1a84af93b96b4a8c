//! Profiles: the one inside the program, those in files, and those made of an address or a folder alone.

use std::path::{Path, PathBuf};

use catalogue::{Profile, SourceId};
use search::Thesaurus;
use url::Url;

use super::NewSource;
use super::kept::small_text;
use crate::error::{Error, ErrorCode};

const BUILT_IN: &str = include_str!("../../profiles/tower-hamlets-together.toml");
/// More than any profile grows to.
const MOST_BYTES: u64 = 1 << 20;
/// The longest id: it is a file's name and stands in commands.
const LONGEST_ID: usize = 48;
/// The longest name that is shown, in characters.
const LONGEST_NAME: usize = 120;

/// The built-in profile, with another base address where one is given.
pub(crate) fn built_in(site: Option<&str>) -> Result<Profile, Error> {
    let profile: Profile = toml::from_str(BUILT_IN).map_err(|error| {
        Error::new(
            ErrorCode::Failed,
            format!("the profile inside the program cannot be read ({})", error.message()),
            "Install Together Library again",
        )
    })?;
    match site {
        None => Ok(profile),
        Some(site) => {
            let base = web_address(site)?;
            Ok(Profile { site: base.as_str().trim_end_matches('/').to_owned(), host_aliases: Vec::new(), ..profile })
        }
    }
}

/// The words that mean the same: the program's, those of the sources, and those of the policy's files. The words of a
/// source that was added were looked at then; should they make no sense now, the library opens without them.
pub(crate) fn thesaurus(profile: &Profile, added: &[Profile], files: &[PathBuf]) -> Result<Thesaurus, Error> {
    let mut thesaurus = Thesaurus::built_in();
    let refuse = |what: String, why: String| {
        Error::new(
            ErrorCode::BadRequest,
            format!("the words that mean the same in {what} cannot be used ({why})"),
            "Write one set a line, such as: heart attack = myocardial infarction",
        )
    };
    let of_profile = || format!("the profile {}", profile.id);
    thesaurus.add(&profile.thesaurus).map_err(|bad| refuse(of_profile(), bad.to_string()))?;
    for profile in added {
        let _ = thesaurus.add(&profile.thesaurus);
    }
    for file in files {
        let name = || file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|error| refuse(name(), error.to_string()))?;
        thesaurus.add(&text).map_err(|bad| refuse(name(), bad.to_string()))?;
    }
    Ok(thesaurus)
}

/// What `source try` and `source add` are given.
pub(super) enum Given {
    Folder(PathBuf),
    /// Its id and name are its own.
    File(Profile),
    /// Read as the built-in site is.
    Address(Profile),
}

impl Given {
    pub fn read(what: &str) -> Result<Self, Error> {
        let path = Path::new(what);
        if path.is_dir() {
            return Ok(Self::Folder(path.to_owned()));
        }
        if path.is_file() {
            let profile = read_file(path).map_err(|why| {
                Error::new(
                    ErrorCode::BadRequest,
                    format!("the profile {} cannot be used ({why})", path.display()),
                    "Mend the file and try again",
                )
            })?;
            return Ok(Self::File(profile));
        }
        let is_address = Url::parse(what).is_ok_and(|url| url.has_host());
        if !is_address && (what.contains(['/', '\\']) || what.ends_with(".toml")) {
            return Err(Error::new(
                ErrorCode::BadRequest,
                format!("“{what}” is neither a file nor a folder that is there"),
                "Look at how it is written; a web address is written in full, for example https://www.example.org/leaflets",
            ));
        }
        profile_for(what).map(Self::Address)
    }
}

/// A profile to be kept, checked.
pub(super) fn to_add(new: &NewSource) -> Result<Profile, Error> {
    let profile = match Given::read(&new.what)? {
        Given::Folder(path) => of_folder(&path)?,
        Given::File(profile) => profile,
        Given::Address(profile) => of_address(profile),
    };
    let id = new.id.as_deref().map_or_else(|| profile.id.to_string(), |id| id.trim().to_owned());
    let name = new.name.as_deref().map_or_else(|| profile.name.clone(), catalogue::tidy_spaces);
    if !is_id(&id) {
        return Err(Error::new(
            ErrorCode::BadRequest,
            format!("“{id}” cannot be the id of a source"),
            "Choose one with --id: small letters a to z, digits, and hyphens between them",
        ));
    }
    let profile = Profile { id: SourceId(id), name, about_path: None, ..profile };
    check(&profile).map_err(|why| {
        Error::new(
            ErrorCode::BadRequest,
            format!("the source cannot be used ({why})"),
            "Mend it and try again; on the console, `together source try` shows what it would bring",
        )
    })?;
    Ok(profile)
}

/// Whether somebody chose its id: by name, or in a profile of their own.
pub(super) fn is_named(new: &NewSource) -> bool {
    new.id.is_some() || Path::new(&new.what).is_file()
}

/// The id with a number behind it, no longer than an id may be.
pub(super) fn numbered(id: &SourceId, number: u32) -> SourceId {
    let end = format!("-{number}");
    let room = LONGEST_ID - end.len();
    // An id is of ASCII letters alone.
    let start = id.as_str().get(..room).unwrap_or(id.as_str()).trim_end_matches('-');
    SourceId(format!("{start}{end}"))
}

/// Small letters, digits, and hyphens between them; and no name that Windows keeps for a device.
pub(crate) fn is_id(text: &str) -> bool {
    let plain = text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    let device = ["con", "prn", "aux", "nul"].contains(&text)
        || (text.len() == 4 && (text.starts_with("com") || text.starts_with("lpt")));
    plain && !device && text.len() <= LONGEST_ID && !text.split('-').any(str::is_empty)
}

/// One that reads the same list, or the same folder.
pub(super) fn read_the_same(one: &Profile, other: &Profile) -> bool {
    let list = |profile: &Profile| {
        let base = Url::parse(&profile.site).ok()?;
        let list = base.join(profile.list_path.as_deref().unwrap_or("/")).ok()?;
        Some(catalogue::url_key(list.as_str(), &[]))
    };
    match (&one.folder, &other.folder) {
        (Some(one), Some(other)) => one == other,
        (None, None) => list(one).is_some_and(|one| Some(one) == list(other)),
        _ => false,
    }
}

/// A profile from a file, or why it is none.
pub(super) fn read_file(path: &Path) -> Result<Profile, String> {
    let text = small_text(path, MOST_BYTES)?;
    let profile: Profile = toml::from_str(&text).map_err(|error| error.message().to_owned())?;
    check(&profile)?;
    Ok(profile)
}

fn check(profile: &Profile) -> Result<(), String> {
    if !is_id(profile.id.as_str()) {
        return Err(format!("its id “{}” is not made of small letters, digits and hyphens", profile.id));
    }
    if profile.name.trim().is_empty() || profile.name.chars().count() > LONGEST_NAME {
        return Err("it has no name, or a very long one".to_owned());
    }
    Thesaurus::default().add(&profile.thesaurus).map_err(|bad| format!("its words that mean the same: {bad}"))?;
    if !catalogue::is_language_tag(&profile.language) {
        return Err(format!("“{}” is no language tag", profile.language));
    }
    if let Some(folder) = &profile.folder {
        return match (profile.site.is_empty(), Path::new(folder).is_absolute()) {
            (true, true) => Ok(()),
            (false, _) => Err("it names both a site and a folder".to_owned()),
            (_, false) => Err("the path of its folder is not whole".to_owned()),
        };
    }
    let site = web_address(&profile.site).map_err(|error| error.message)?;
    if !site.username().is_empty() || site.password().is_some() {
        return Err("its address holds a name and a password".to_owned());
    }
    let paths = profile.list_path.iter().chain(&profile.about_path).chain(&profile.content_paths);
    for path in paths {
        let own = site.join(path).is_ok_and(|page| page.origin() == site.origin());
        if !own {
            return Err(format!("“{path}” leads away from its site"));
        }
    }
    if profile.list_path.is_none() && profile.content_paths.is_empty() && profile.about_path.is_none() {
        return Err("it names neither a list nor a page to read".to_owned());
    }
    Ok(())
}

fn web_address(site: &str) -> Result<Url, Error> {
    Url::parse(site).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()).ok_or_else(|| {
        Error::new(
            ErrorCode::BadRequest,
            format!("“{site}” is not a web address"),
            "Write it in full, for example https://www.towerhamletstogether.com",
        )
    })
}

/// An address alone: a bare host is read like the built-in site; with a path, that page is the list.
fn profile_for(address: &str) -> Result<Profile, Error> {
    let url = web_address(address)?;
    if url.path() == "/" && url.query().is_none() {
        return built_in(Some(address));
    }
    let mut base = url.clone();
    base.set_path("/");
    base.set_query(None);
    base.set_fragment(None);
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let profile = built_in(Some(base.as_str()))?;
    Ok(Profile {
        list_path: Some(path),
        about_path: None,
        content_paths: Vec::new(),
        follow_navigation: false,
        ..profile
    })
}

/// Another site than the built-in one: what is only true of that is left out.
fn of_address(profile: Profile) -> Profile {
    let url = Url::parse(&profile.site).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let place = url.as_ref().and_then(Url::port).map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    Profile {
        id: SourceId(id_from(&place)),
        name: place,
        content_paths: Vec::new(),
        thesaurus: String::new(),
        attribution: String::new(),
        ..profile
    }
}

pub(super) fn of_folder(path: &Path) -> Result<Profile, Error> {
    let refuse = |why: String| {
        Error::new(
            ErrorCode::BadRequest,
            format!("the folder {} cannot be a source ({why})", path.display()),
            "Choose another folder",
        )
    };
    let whole = std::path::absolute(path).map_err(|error| refuse(error.to_string()))?;
    let folder = whole.to_str().ok_or_else(|| refuse("its name is no text".to_owned()))?.to_owned();
    let name = whole.file_name().map_or_else(|| folder.clone(), |name| name.to_string_lossy().into_owned());
    let text = |text: &str| toml::Value::String(text.to_owned());
    let table: toml::Table = [("id", id_from(&name)), ("name", name), ("folder", folder)]
        .into_iter()
        .map(|(key, value)| (key.to_owned(), text(&value)))
        .collect();
    table.try_into().map_err(|error: toml::de::Error| refuse(error.message().to_owned()))
}

/// The letters and digits of a name, with hyphens between its words; "source" where it has none.
fn id_from(name: &str) -> String {
    let words = name.to_lowercase();
    let words: Vec<&str> = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut id = String::new();
    for word in words {
        if id.len() + word.len() < LONGEST_ID {
            id += if id.is_empty() { "" } else { "-" };
            id += word;
        }
    }
    if is_id(&id) { id } else { "source".to_owned() }
}

#[cfg(test)]
#[path = "profiles_tests.rs"]
mod tests;
