//! Work of which one piece goes on at a time, and which can be stopped.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

use crate::contract::IpcError;

/// The one piece of work of its kind that may be going on.
#[derive(Default)]
pub struct Turns(Mutex<Option<CancellationToken>>);

/// The right to do it, for as long as it is kept.
pub struct Turn {
    of: Arc<Turns>,
    pub cancel: CancellationToken,
}

impl Turns {
    /// # Errors
    /// Where one is going on: said in these words.
    pub fn begin(self: &Arc<Self>, busy: &str) -> Result<Turn, IpcError> {
        let mut running = self.running();
        if running.is_some() {
            return Err(IpcError::new("busy_elsewhere", busy, "Wait until it is done."));
        }
        let cancel = CancellationToken::new();
        *running = Some(cancel.clone());
        Ok(Turn { of: self.clone(), cancel })
    }

    pub fn cancel(&self) {
        if let Some(cancel) = self.running().as_ref() {
            cancel.cancel();
        }
    }

    /// Stops it and waits until nothing is left of it, but not longer than this.
    pub fn close(&self, patience: Duration) {
        self.cancel();
        let until = Instant::now() + patience;
        while self.running().is_some() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn running(&self) -> std::sync::MutexGuard<'_, Option<CancellationToken>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *self.of.running() = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_a_stop_holds_for_that_one_only() {
        let turns = Arc::new(Turns::default());
        let turn = turns.begin("One goes on.").unwrap();
        assert_eq!(turns.begin("One goes on.").err().map(|error| error.code).as_deref(), Some("busy_elsewhere"));
        assert!(!turn.cancel.is_cancelled());
        turns.cancel();
        assert!(turn.cancel.is_cancelled());
        drop(turn);
        assert!(!turns.begin("One goes on.").unwrap().cancel.is_cancelled());
        turns.close(Duration::from_secs(60));
    }
}
