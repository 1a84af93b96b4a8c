//! A question to the system that may take long, or for ever.

use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Longest wait for an answer; without one it is not known.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asked on a thread of its own, so that a part of the system that hangs keeps nobody; on one at a time, so that it
/// does not collect threads. Whoever asks meanwhile hears the same answer.
pub(super) struct Question {
    ask: fn() -> Option<bool>,
    state: Mutex<State>,
    answered: Condvar,
}

struct State {
    under_way: bool,
    answer: Option<bool>,
}

impl Question {
    pub const fn new(ask: fn() -> Option<bool>) -> Self {
        Self { ask, state: Mutex::new(State { under_way: false, answer: None }), answered: Condvar::new() }
    }

    pub fn answer(&'static self) -> Option<bool> {
        self.answer_within(PATIENCE)
    }

    fn answer_within(&'static self, patience: Duration) -> Option<bool> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.under_way {
            let asked = thread::Builder::new().name("conditions".to_owned()).spawn(|| {
                let answer = (self.ask)();
                *self.state.lock().unwrap_or_else(PoisonError::into_inner) = State { under_way: false, answer };
                self.answered.notify_all();
            });
            state.under_way = asked.is_ok();
            state.answer = None;
        }
        let (state, waited) = self
            .answered
            .wait_timeout_while(state, patience, |state| state.under_way)
            .unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() { None } else { state.answer }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

    use super::*;

    #[test]
    fn the_answer_of_the_system_is_told_anew_each_time() {
        static ASKED: AtomicU32 = AtomicU32::new(0);
        static QUESTION: Question =
            Question::new(|| [Some(true), Some(false), None][ASKED.fetch_add(1, Ordering::SeqCst) as usize]);
        for answer in [Some(true), Some(false), None] {
            assert_eq!(QUESTION.answer(), answer);
        }
    }

    #[test]
    fn a_system_that_hangs_is_asked_once_and_keeps_nobody() {
        static ASKED: AtomicU32 = AtomicU32::new(0);
        static HANGS: AtomicBool = AtomicBool::new(true);
        static QUESTION: Question = Question::new(|| {
            ASKED.fetch_add(1, Ordering::SeqCst);
            while HANGS.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(5));
            }
            Some(true)
        });
        for _ in 0..2 {
            assert_eq!(QUESTION.answer_within(Duration::from_millis(50)), None);
        }
        assert_eq!(ASKED.load(Ordering::SeqCst), 1);
        HANGS.store(false, Ordering::SeqCst);
        assert_eq!(QUESTION.answer_within(Duration::from_secs(20)), Some(true));
    }
}
