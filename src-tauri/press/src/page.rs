//! Pages of our own: A4, filled from the top; what does not fit goes on to the next.

use std::ops::Range;
use std::rc::Rc;

use crate::code::Code;
use crate::setting::{Set, Setter, Style};

/// In points, a seventy-second of an inch.
pub struct Size {
    pub width: f32,
    pub height: f32,
}

pub const A4: Size = Size { width: 595.28, height: 841.89 };
/// 20 mm: printers leave the edge white.
pub const MARGIN: f32 = 56.7;
/// Room for words.
pub const WIDTH: f32 = A4.width - 2.0 * MARGIN;
const BOTTOM: f32 = A4.height - MARGIN;

/// What stands where; measured from the left and from the top.
pub enum Piece {
    Lines { set: Rc<Set>, lines: Range<usize>, left: f32, top: f32 },
    Rule { left: f32, top: f32, width: f32, height: f32, grey: u8 },
    Code { code: Code, left: f32, top: f32, side: f32 },
}

#[derive(Default)]
pub struct Page {
    pub pieces: Vec<Piece>,
}

/// Fills pages from top to bottom.
pub struct Flow {
    done: Vec<Page>,
    page: Page,
    /// How far down the page is filled.
    pub top: f32,
}

impl Flow {
    pub fn new() -> Self {
        Self { done: Vec::new(), page: Page::default(), top: MARGIN }
    }

    /// Begins a new page where less room than this is left, unless the page is empty.
    pub fn need(&mut self, height: f32) {
        if self.top + height > BOTTOM && self.top > MARGIN {
            self.turn();
        }
    }

    fn turn(&mut self) {
        self.done.push(std::mem::take(&mut self.page));
        self.top = MARGIN;
    }

    /// Puts words below what is there, over as many pages as they need.
    pub fn words(&mut self, set: Set, left: f32) {
        let set = Rc::new(set);
        let heights: Vec<f32> = set.layout.lines().map(|line| line.metrics().line_height).collect();
        let mut from = 0;
        while from < heights.len() {
            self.need(heights[from]);
            let mut to = from;
            let mut height = 0.0;
            while to < heights.len() && (to == from || self.top + height + heights[to] <= BOTTOM) {
                height += heights[to];
                to += 1;
            }
            self.page.pieces.push(Piece::Lines { set: set.clone(), lines: from..to, left, top: self.top });
            self.top += height;
            from = to;
        }
    }

    pub fn space(&mut self, height: f32) {
        self.top += height;
    }

    pub fn rule(&mut self, grey: u8) {
        self.page.pieces.push(Piece::Rule { left: MARGIN, top: self.top, width: WIDTH, height: 0.75, grey });
        self.top += 0.75;
    }

    pub fn piece(&mut self, piece: Piece) {
        self.page.pieces.push(piece);
    }

    /// The pages, each with a line at its foot.
    pub fn finish(mut self, setter: &mut Setter, foot: impl Fn(usize, usize) -> String) -> Vec<Page> {
        if !self.page.pieces.is_empty() || self.done.is_empty() {
            self.turn();
        }
        let total = self.done.len();
        for (at, page) in self.done.iter_mut().enumerate() {
            let set = setter.set(&foot(at + 1, total), Style { size: 9.0, bold: false, height: 1.3, grey: 70 }, WIDTH);
            let lines = 0..set.layout.len();
            page.pieces.push(Piece::Lines { set: Rc::new(set), lines, left: MARGIN, top: BOTTOM + 14.0 });
        }
        self.done
    }
}
