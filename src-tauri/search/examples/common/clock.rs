//! What an answer costs: time of the processor, of all threads together, so that a busy machine does not count.

/// How the figures are to be read.
#[cfg(target_os = "linux")]
pub const UNIT: &str = "CPU ms";
#[cfg(not(target_os = "linux"))]
pub const UNIT: &str = "wall ms";

/// Milliseconds of this process up to now; only differences say anything.
#[cfg(target_os = "linux")]
pub fn spent_ms() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 / 1e6
}

#[cfg(not(target_os = "linux"))]
pub fn spent_ms() -> f64 {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed().as_secs_f64() * 1e3
}

/// What `work` cost, and what came of it.
pub fn cost<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = spent_ms();
    let made = std::hint::black_box(work());
    (spent_ms() - start, made)
}
