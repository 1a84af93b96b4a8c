//! What the shell says in words of its own, outside of the window's page: beside the clock, in the menu bar, in the
//! system's dialogs, and where no window can be shown. The words stand in the files of the page (`ui/src/messages`),
//! in the language that is set for it; what a draft lacks is English.
//!
//! Sentences of errors, the engine's and those of the commands, are English in every language.

pub mod messages;

use std::borrow::Cow;
use std::cell::OnceCell;

use engine::Library;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::platform;
use messages::Message;

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/messages/", $name))
    };
}

/// A language as in `ui/src/messages/languages.ts`: a test holds them together.
struct Language {
    tag: &'static str,
    text: &'static str,
    /// For tests, made of the English as in `ui/src/messages/fake.ts`; never chosen by itself.
    fake: bool,
}

const ENGLISH: Language = Language { tag: "en", text: file!("en.ftl"), fake: false };
const LANGUAGES: [Language; 3] = [
    ENGLISH,
    Language { tag: "bn", text: file!("bn.ftl"), fake: false },
    Language { tag: "en-XA", text: file!("en.ftl"), fake: true },
];

const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED: &str = "àƀçđéƒğĥíĵķľɱñöþǫŕšťûṽŵẋýžÀƁÇĐÉƑĞĤÍĴĶĽḾÑÖÞǪŔŠŤÛṼŴẊÝŽ";

/// The words of one language. Its file is read when something is said: at most starts nothing is.
pub struct Words {
    language: &'static Language,
    own: OnceCell<FluentBundle<FluentResource>>,
    english: OnceCell<FluentBundle<FluentResource>>,
}

impl Words {
    /// Of the language that is set; empty, or one that nobody speaks here: as the computer.
    pub fn of(set: &str) -> Self {
        Self::in_language(wanted(set, platform::computer_languages()))
    }

    /// As it is set for this library's window now.
    pub fn in_force(library: &Library) -> Self {
        Self::of(&library.settings().settings.language)
    }

    fn in_language(language: &'static Language) -> Self {
        Self { language, own: OnceCell::new(), english: OnceCell::new() }
    }

    /// The message with its values, which are in the order in which the message names them.
    pub fn say<const VALUES: usize>(&self, message: Message<VALUES>, values: [&str; VALUES]) -> String {
        let arguments: FluentArgs<'_> = message.values.into_iter().zip(values).collect();
        let say = |bundle: &FluentBundle<FluentResource>| {
            let pattern = bundle.get_message(message.id)?.value()?;
            let mut wrong = Vec::new();
            let said = bundle.format_pattern(pattern, Some(&arguments), &mut wrong).into_owned();
            wrong.is_empty().then_some(said)
        };
        // A test sees that English lacks none.
        let said = say(self.own.get_or_init(|| understand(self.language)))
            .or_else(|| say(self.english.get_or_init(|| understand(&ENGLISH))))
            .unwrap_or_else(|| message.id.to_owned());
        if self.language.fake { format!("⟦{said}⟧") } else { said }
    }
}

fn understand(language: &Language) -> FluentBundle<FluentResource> {
    let locale: LanguageIdentifier = language.tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![locale]);
    bundle.set_use_isolating(false);
    if language.fake {
        bundle.set_transform(Some(accented));
    }
    // What is not understood is left out, and English in its place; a test sees that there is none.
    let text = FluentResource::try_new(language.text.to_owned()).unwrap_or_else(|(understood, _)| understood);
    bundle.add_resource_overriding(text);
    bundle
}

/// The language that was set; else the first of the computer's that we speak; else English.
fn wanted(set: &str, computer: impl IntoIterator<Item = String>) -> &'static Language {
    let named = |tag: &str| LANGUAGES.iter().find(|language| language.tag == tag);
    let spoken = |tag: String| {
        named(&tag).or_else(|| named(tag.split('-').next().unwrap_or_default())).filter(|language| !language.fake)
    };
    named(set).or_else(|| computer.into_iter().find_map(spoken)).unwrap_or(&LANGUAGES[0])
}

fn accented(text: &str) -> Cow<'_, str> {
    let accent = |letter| PLAIN.chars().position(|plain| plain == letter).and_then(|at| ACCENTED.chars().nth(at));
    text.chars().map(|letter| accent(letter).unwrap_or(letter)).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(file: &str) -> String {
        std::fs::read_to_string(format!("{}/ui/src/messages/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    fn says(tag: &str, message: Message<0>) -> String {
        Words::in_language(wanted(tag, [])).say(message, [])
    }

    #[test]
    fn english_has_every_message_with_exactly_the_values_that_it_is_given() {
        let english = understand(&ENGLISH);
        for (id, values) in messages::ALL {
            let pattern = english.get_message(id).and_then(|message| message.value()).unwrap_or_else(|| panic!("{id}"));
            let mut wrong = Vec::new();
            let arguments: FluentArgs<'_> = values.iter().map(|name| (*name, format!("<{name}>"))).collect();
            let said = english.format_pattern(pattern, Some(&arguments), &mut wrong);
            assert!(wrong.is_empty(), "{id}: {wrong:?}");
            for name in *values {
                assert!(said.contains(&format!("<{name}>")), "{id} does not show {name}");
            }
        }
    }

    #[test]
    fn every_language_is_understood_and_asks_for_no_other_values() {
        for language in LANGUAGES {
            if let Err((_, errors)) = FluentResource::try_new(language.text.to_owned()) {
                panic!("{}: {errors:?}", language.tag);
            }
            let bundle = understand(&language);
            for (id, values) in messages::ALL {
                let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else { continue };
                let mut wrong = Vec::new();
                let arguments: FluentArgs<'_> = values.iter().map(|name| (*name, "x")).collect();
                bundle.format_pattern(pattern, Some(&arguments), &mut wrong);
                assert!(wrong.is_empty(), "{} {id}: {wrong:?}", language.tag);
            }
        }
    }

    #[test]
    fn the_languages_are_those_of_the_page() {
        let (list, fakes) = (page("languages.ts"), page("fake.ts"));
        let tags = |source: &str| -> Vec<String> {
            let after = source.split("tag: \"").skip(1);
            after.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
        };
        let ours = |fake| LANGUAGES.iter().filter(move |language| language.fake == fake).map(|language| language.tag);
        assert_eq!(tags(&list), ours(false).collect::<Vec<_>>());
        // The mirrored one turns whole words, which menus and dialogs do by themselves.
        assert_eq!(tags(&fakes)[..1], ours(true).collect::<Vec<_>>());
        assert!(fakes.contains(PLAIN) && fakes.contains(ACCENTED));
    }

    #[test]
    fn the_language_is_the_one_set_or_the_first_of_the_computers_that_is_spoken() {
        for (set, computer, tag) in [
            ("", &["fr-FR", "en-US"][..], "en"),
            ("", &["bn-BD"], "bn"),
            ("", &["fr", "bn", "en"], "bn"),
            ("", &["en-XA"], "en"),
            ("", &["C"], "en"),
            ("", &[], "en"),
            ("bn", &["en-GB"], "bn"),
            ("en", &["bn"], "en"),
            ("en-XA", &[], "en-XA"),
            ("tlh", &["bn"], "bn"),
        ] {
            let computer = computer.iter().map(|tag| (*tag).to_owned());
            assert_eq!(wanted(set, computer).tag, tag, "{set} on {tag}");
        }
    }

    #[test]
    fn words_are_of_the_language_and_english_where_it_lacks_them() {
        assert_eq!(says("en", messages::TRAY_OPEN), "Open the library");
        assert_eq!(says("bn", messages::TRAY_OPEN), "লাইব্রেরি খুলুন");
        assert_eq!(says("en-XA", messages::TRAY_QUIT), "⟦Ǫûíť⟧");
        const LACKING: Language = Language { tag: "bn", text: "tray-quit = বন্ধ\n", fake: false };
        let words = Words::in_language(&LACKING);
        assert_eq!(words.say(messages::TRAY_QUIT, []), "বন্ধ");
        assert_eq!(words.say(messages::TRAY_OPEN, []), "Open the library");
        const ODD: Language = Language { tag: "bn", text: "cannot-open = { $other }\n", fake: false };
        let told = Words::in_language(&ODD).say(messages::CANNOT_OPEN, ["no memory"]);
        assert!(told.contains("no memory") && told.contains("together"), "{told}");
    }

    #[test]
    fn suggested_names_of_files_are_names_on_every_system() {
        for language in &LANGUAGES {
            let words = Words::in_language(language);
            for message in [
                messages::DIALOG_SHELF_NAME,
                messages::DIALOG_GAPS_NAME,
                messages::DIALOG_PRINT_PACK_NAME,
                messages::DIALOG_DETAILS_NAME,
            ] {
                let name = words.say(message, []);
                assert!(!name.is_empty() && name.trim() == name && !name.contains(['.']), "{name}");
                assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']), "{name}");
            }
        }
    }
}
