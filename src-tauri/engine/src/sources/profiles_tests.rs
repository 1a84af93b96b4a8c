use super::*;

#[test]
fn the_built_in_profile_is_read_and_can_be_sent_elsewhere() {
    let profile = built_in(None).unwrap();
    assert_eq!(profile.list_path.as_deref(), Some("/resource-library"));
    assert_eq!(check(&profile), Ok(()));
    assert_eq!(built_in(Some("http://127.0.0.1:8080/")).unwrap().site, "http://127.0.0.1:8080");
    for wrong in ["ftp://x.org", "not an address", "file:///etc"] {
        assert_eq!(built_in(Some(wrong)).unwrap_err().code, ErrorCode::BadRequest, "{wrong}");
    }
}

#[test]
fn words_that_mean_the_same_come_from_profiles_and_policy_and_a_bad_line_is_named() {
    let profile = built_in(None).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("words.txt");
    std::fs::write(&file, "red book = personal child health record\n").unwrap();
    let added = |words: &str| Profile { thesaurus: words.to_owned(), ..profile.clone() };
    let sources = [added("alone"), added("green book = immunisation handbook")];
    let thesaurus = super::thesaurus(&profile, &sources, std::slice::from_ref(&file)).unwrap();
    for words in [&["red", "book"][..], &["elft"], &["green", "book"]] {
        assert_eq!(thesaurus.longest(words).map(|(length, _)| length), Some(words.len()), "{words:?}");
    }
    std::fs::write(&file, "red book = personal child health record\nalone\n").unwrap();
    for (files, named) in [(file, "words.txt cannot be used (line 2: "), (folder.path().join("none.txt"), "none.txt")] {
        let error = super::thesaurus(&profile, &[], &[files]).unwrap_err();
        assert_eq!(error.code, ErrorCode::BadRequest);
        assert!(error.message.contains(named), "{error}");
    }
}

#[test]
fn an_address_with_a_path_is_the_list() {
    let profile = profile_for("https://site.org/leaflets?page=1").unwrap();
    assert_eq!((profile.site.as_str(), profile.list_path.as_deref()), ("https://site.org", Some("/leaflets?page=1")));
}

#[test]
fn ids_are_small_plain_words() {
    for (id, good) in [
        ("barts-health", true),
        ("a", true),
        ("127-0-0-1-8080", true),
        ("", false),
        ("Barts", false),
        ("a b", false),
        ("-a", false),
        ("a--b", false),
        ("../a", false),
        ("a.toml", false),
        ("স্বাস্থ্য", false),
        ("con", false),
        ("lpt1", false),
        (&"a".repeat(49), false),
    ] {
        assert_eq!(is_id(id), good, "{id}");
    }
    for (name, id) in [
        ("www.example.org:8080", "www-example-org-8080"),
        ("Leaflets of the Ward (2024)", "leaflets-of-the-ward-2024"),
        ("স্বাস্থ্য", "source"),
        ("CON", "source"),
        (&"word ".repeat(20), "word-word-word-word-word-word-word-word-word"),
    ] {
        assert_eq!(id_from(name), id, "{name}");
    }
}

#[test]
fn a_number_makes_another_id_of_the_same_form() {
    for (id, number, expected) in
        [("example-org", 2, "example-org-2"), (&"a".repeat(48), 10, &format!("{}-10", "a".repeat(45)))]
    {
        let numbered = numbered(&SourceId::from(id), number);
        assert_eq!(numbered.as_str(), expected);
        assert!(is_id(numbered.as_str()));
    }
}

fn add(what: &str, id: Option<&str>) -> Result<Profile, Error> {
    to_add(&NewSource { what: what.to_owned(), id: id.map(str::to_owned), name: None })
}

#[test]
fn another_site_has_nothing_of_the_built_in_one_but_its_way_of_reading() {
    let profile = add("https://www.example.org/leaflets", None).unwrap();
    assert_eq!((profile.id.as_str(), profile.name.as_str()), ("example-org", "example.org"));
    assert_eq!((profile.site.as_str(), profile.list_path.as_deref()), ("https://www.example.org", Some("/leaflets")));
    assert!(profile.attribution.is_empty() && profile.thesaurus.is_empty() && profile.content_paths.is_empty());
    assert!(profile.about_path.is_none() && profile.host_aliases.is_empty());
    let text = toml::to_string(&profile).unwrap();
    assert_eq!(toml::from_str::<Profile>(&text).unwrap(), profile, "{text}");
}

#[test]
fn what_cannot_be_a_source_is_refused_with_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.toml");
    for (text, says) in [
        ("id = \"a\"\nname = \"A\"\nsite = \"https://a.org\"\nlist_path = \"/l\"\ncolour = \"red\"", "colour"),
        ("id = \"A b\"\nname = \"A\"\nsite = \"https://a.org\"\nlist_path = \"/l\"", "its id “A b”"),
        ("id = \"a\"\nname = \" \"\nsite = \"https://a.org\"\nlist_path = \"/l\"", "no name"),
        ("id = \"a\"\nname = \"A\"\nsite = \"ftp://a.org\"\nlist_path = \"/l\"", "not a web address"),
        ("id = \"a\"\nname = \"A\"\nsite = \"https://u:p@a.org\"\nlist_path = \"/l\"", "a name and a password"),
        ("id = \"a\"\nname = \"A\"\nsite = \"https://a.org\"", "neither a list nor a page"),
        ("id = \"a\"\nname = \"A\"\nsite = \"https://a.org\"\nlist_path = \"//b.org/l\"", "leads away"),
        ("id = \"a\"\nname = \"A\"\nsite = \"https://a.org\"\nlist_path = \"/l\"\nthesaurus = \"alone\"", "line 1"),
        ("id = \"a\"\nname = \"A\"\nsite = \"https://a.org\"\nlist_path = \"/l\"\nlanguage = \"??\"", "language tag"),
        ("id = \"a\"\nname = \"A\"\nsite = \"https://a.org\"\nfolder = \"/x\"", "both a site and a folder"),
        ("id = \"a\"\nname = \"A\"\nfolder = \"x/y\"", "not whole"),
        ("id = \"a\"\nname = \"A\"", "not a web address"),
        ("nonsense", "cannot be used"),
    ] {
        std::fs::write(&path, text).unwrap();
        let error = add(path.to_str().unwrap(), None).unwrap_err();
        assert_eq!(error.code, ErrorCode::BadRequest, "{text}");
        assert!(error.message.contains(says), "{text}: {error}");
    }
    for (what, id, says) in [
        ("https://a.org/l", Some("A"), "--id"),
        ("https://a.org/l", Some("../a"), "--id"),
        ("no/such/file.toml", None, "neither a file nor a folder"),
        ("nothing", None, "not a web address"),
        ("file:///etc/passwd", None, "neither a file nor a folder"),
    ] {
        let error = add(what, id).unwrap_err();
        assert!(error.to_string().contains(says), "{what}: {error}");
    }
}

#[test]
fn one_place_is_one_source() {
    let profile = |what: &str| add(what, None).unwrap();
    let one = profile("https://www.example.org/leaflets");
    for (other, same) in [
        ("https://www.example.org/leaflets", true),
        ("https://www.example.org/leaflets/", true),
        ("https://www.example.org/forms", false),
        ("https://www.example.org:8443/leaflets", false),
        ("https://example.com/leaflets", false),
    ] {
        assert_eq!(read_the_same(&one, &profile(other)), same, "{other}");
    }
}
