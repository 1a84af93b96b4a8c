//! What a person keeps: messages that wait, and the earlier words of the partnership's page.

use catalogue::Feedback;
use demo_site::{SiteOptions, VisionWording};
use engine::ErrorCode;

use super::console;
use super::world::World;

#[tokio::test]
async fn messages_are_kept_apart_from_the_library() {
    let world = World::refreshed(SiteOptions::default()).await;
    let message = Feedback {
        text: "Larger letters, please.\nধন্যবাদ".into(),
        written: "2026-11-22T10:00:00Z".parse().unwrap(),
        handed_over: None,
    };
    world.library.set_feedback(std::slice::from_ref(&message)).unwrap();
    let again = super::world::open(world.folder.path(), &world.site.address());
    assert_eq!(again.feedback().unwrap(), std::slice::from_ref(&message));
    assert_eq!(again.set_feedback(&vec![message.clone(); 51]).unwrap_err().code, ErrorCode::BadRequest);
    assert_eq!(again.feedback().unwrap().len(), 1, "what is refused changes nothing");
    // Damage is set aside, not written over.
    let person = world.folder.path().join("person");
    std::fs::write(person.join("feedback.json"), "{ damaged").unwrap();
    assert_eq!(again.feedback().unwrap(), []);
    again.set_feedback(&[message]).unwrap();
    let aside = std::fs::read_dir(&person)
        .unwrap()
        .any(|entry| entry.unwrap().file_name().to_str().unwrap().starts_with("feedback-set-aside-"));
    assert!(aside);
}

#[tokio::test]
async fn the_earlier_words_of_the_partnerships_page_can_be_read() {
    let world = World::refreshed(SiteOptions::default()).await;
    assert_eq!(world.library.earlier_about().unwrap(), [], "the first that the site shows is no change");
    let before = world.library.about().unwrap();
    world.site.switch(|options| options.vision = VisionWording::Older);
    world.refresh().await;
    let earlier = world.library.earlier_about().unwrap();
    assert_eq!(earlier.len(), 1);
    assert_eq!(earlier[0].about.sections, before.sections);
    assert!(!earlier[0].changes.is_empty() && earlier[0].from < earlier[0].until);
    assert_eq!(Some(earlier[0].until), world.library.about().unwrap().last_changed);
    let told = console::json(world.folder.path(), &["about", "--earlier"], 0);
    assert_eq!(told["earlier"][0]["about"]["mission"], before.mission.unwrap());
}
