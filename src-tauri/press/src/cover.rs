//! The sheet in front: what is in the pack, how far it can be trusted, and where each is found in public.

use crate::code;
use crate::job::{Item, Job, PressedItem};
use crate::page::{Flow, MARGIN, Page, Piece, WIDTH};
use crate::setting::{Set, Setter, Style};

/// 24 mm: a telephone reads it from a hand's length.
const CODE: f32 = 68.0;
const GAP: f32 = 18.0;
const NUMBER: f32 = 26.0;
const WORDS: f32 = WIDTH - CODE - GAP - NUMBER;

const HEADING: Style = Style { size: 24.0, bold: true, height: 1.25, grey: 0 };
const MADE: Style = Style { size: 10.0, bold: false, height: 1.4, grey: 40 };
const TITLE: Style = Style { size: 13.5, bold: true, height: 1.3, grey: 0 };
const FACT: Style = Style { size: 10.0, bold: false, height: 1.45, grey: 30 };
const STRONG: Style = Style { size: 10.0, bold: true, height: 1.45, grey: 0 };

pub fn set(job: &Job, items: &[PressedItem], setter: &mut Setter) -> Vec<Page> {
    let mut flow = Flow::new();
    flow.words(setter.set(&job.cover.title, HEADING, WIDTH), MARGIN);
    flow.space(2.0);
    for line in &job.cover.made {
        flow.words(setter.set(line, MADE, WIDTH), MARGIN);
    }
    flow.space(14.0);
    for (at, (item, pressed)) in job.items.iter().zip(items).enumerate() {
        entry(at + 1, item, pressed, setter, &mut flow);
    }
    let codes = if job.items.iter().any(|item| code::of(&item.url).is_some()) {
        " · The codes lead to the public pages. A phone needs the internet to open them."
    } else {
        ""
    };
    flow.finish(setter, |page, pages| match pages {
        1 => format!("Cover sheet{codes}"),
        _ => format!("Cover sheet {page} of {pages}{codes}"),
    })
}

fn entry(number: usize, item: &Item, pressed: &PressedItem, setter: &mut Setter, flow: &mut Flow) {
    let words = words(item, pressed, setter);
    let code = code::of(&item.url);
    let height: f32 = words.iter().map(Set::height).sum();
    let height = if code.is_some() { height.max(CODE + 4.0) } else { height };
    flow.need(height + 24.0);
    flow.rule(170);
    flow.space(10.0);
    let top = flow.top;
    flow.words(setter.set(&number.to_string(), TITLE, NUMBER), MARGIN);
    flow.top = top;
    if let Some(code) = code {
        flow.piece(Piece::Code { code, left: MARGIN + WIDTH - CODE, top: top + 4.0, side: CODE });
    }
    for set in words {
        flow.words(set, MARGIN + NUMBER);
    }
    flow.top = flow.top.max(top + height) + 12.0;
}

fn words(item: &Item, pressed: &PressedItem, setter: &mut Setter) -> Vec<Set> {
    let title = setter.set(&item.title, TITLE, WORDS);
    // Better said than boxes in place of letters.
    let title = if title.missing() == 0 {
        title
    } else {
        setter.set("(This title is in letters that this computer has no font for.)", TITLE, WORDS)
    };
    let mut words = vec![title];
    let place = match &pressed.left_out {
        Some(why) => format!("Not in this pack. {why}"),
        None => where_it_is(pressed),
    };
    words.push(setter.set(&place, STRONG, WORDS));
    for warning in &item.warnings {
        words.push(setter.set(warning, STRONG, WORDS));
    }
    for plain in item.facts.iter().chain(&pressed.notes).chain((!item.url.is_empty()).then_some(&item.url)) {
        words.push(setter.set(plain, FACT, WORDS));
    }
    words
}

fn where_it_is(item: &PressedItem) -> String {
    match item.pages {
        1 => format!("Page {} of this pack", item.first_page),
        pages => format!("Pages {} to {} of this pack", item.first_page, item.first_page + pages - 1),
    }
}
