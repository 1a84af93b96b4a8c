//! A worker that nobody ends any more.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A worker ends itself after this long over one step, by the clock on the wall.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Ends the process when one step takes longer than anybody waits: whoever should have ended it cannot.
pub struct Watch {
    /// When the present step must be done, in seconds since the start; 0 while idle.
    deadline: Arc<AtomicU64>,
    start: Instant,
}

impl Watch {
    /// # Errors
    /// If the system gives no thread for it.
    pub fn start() -> io::Result<Watch> {
        let watch = Watch { deadline: Arc::default(), start: Instant::now() };
        let (deadline, start) = (Arc::clone(&watch.deadline), watch.start);
        std::thread::Builder::new().name("watch".to_owned()).spawn(move || {
            loop {
                std::thread::sleep(Duration::from_secs(5));
                let due = deadline.load(Ordering::Relaxed);
                if due != 0 && start.elapsed().as_secs() > due {
                    std::process::exit(1);
                }
            }
        })?;
        Ok(watch)
    }

    /// Another step of the work begins now.
    pub fn begin(&self) {
        self.deadline.store((self.start.elapsed() + LONGEST).as_secs(), Ordering::Relaxed);
    }

    /// A step that ends when the answer is dropped.
    pub fn step(&self) -> impl Drop + use<> {
        struct Idle(Arc<AtomicU64>);
        impl Drop for Idle {
            fn drop(&mut self) {
                self.0.store(0, Ordering::Relaxed);
            }
        }
        self.begin();
        Idle(Arc::clone(&self.deadline))
    }
}
