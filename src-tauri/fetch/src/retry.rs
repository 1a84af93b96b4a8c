//! When to try again, and how long to wait before it.

use std::time::{Duration, SystemTime};

use tokio_util::sync::CancellationToken;

use crate::client::Fetcher;
use crate::failure::{Failure, FailureCode};

/// Attempts at one address, the first included, without getting anywhere between them.
const ATTEMPTS: u32 = 3;
/// A transfer that broke off after so many bytes was no vain attempt.
const PROGRESS_BYTES: u64 = 256 * 1024;
const FIRST_PAUSE: Duration = Duration::from_millis(400);

/// Tries again what passes, after a growing pause with jitter or the one that the server asks for.
pub(crate) struct Patience {
    tried: u32,
    pause: Duration,
    /// The longest wait that a server may ask for.
    longest: Duration,
}

impl Patience {
    pub fn new(longest: Duration) -> Self {
        Self { tried: 0, pause: FIRST_PAUSE, longest }
    }

    /// Waits before the next attempt; gives the failure back where there is no point in one. `progress`: bytes that
    /// this attempt brought beyond all earlier ones.
    pub async fn wait_after(&mut self, fetcher: &Fetcher, failure: Failure, progress: u64) -> Result<(), Failure> {
        // Where answers came before, the line was lost, and may be back in a moment; else there is none.
        let passes = failure.passes() || (failure.code == FailureCode::Unreachable && fetcher.was_answered());
        let Some(wait) = self.wait(&failure, passes, progress) else { return Err(failure) };
        sleep(wait, &fetcher.cancel).await
    }

    fn wait(&mut self, failure: &Failure, passes: bool, progress: u64) -> Option<Duration> {
        if progress >= PROGRESS_BYTES {
            *self = Self::new(self.longest);
        }
        self.tried += 1;
        let wait = failure.retry_after.unwrap_or_else(|| self.pause + jitter(self.pause));
        self.pause *= 2;
        (passes && self.tried < ATTEMPTS && wait <= self.longest).then_some(wait)
    }
}

/// Waits, unless all is cancelled.
pub(crate) async fn sleep(wait: Duration, cancel: &CancellationToken) -> Result<(), Failure> {
    tokio::select! {
        () = tokio::time::sleep(wait) => Ok(()),
        () = cancel.cancelled() => Err(Failure::cancelled()),
    }
}

/// `Retry-After`: seconds or a date (RFC 9110, 10.2.3).
pub(crate) fn wait_asked_for(value: &str, now: SystemTime) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(value.trim()).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

/// Up to half of `pause`, so that laptops that failed together do not come back together. The clock's nanoseconds are
/// chance enough for that.
fn jitter(pause: Duration) -> Duration {
    let nanos = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |now| now.subsec_nanos());
    pause.mul_f64(f64::from(nanos % 1000) / 2000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_a_server_asks_to_wait() {
        let now = httpdate::parse_http_date("Wed, 21 Oct 2015 07:28:00 GMT").unwrap();
        for (value, wait) in [
            ("7", Some(7)),
            (" 0 ", Some(0)),
            ("18446744073709551615", Some(u64::MAX)),
            ("Wed, 21 Oct 2015 07:28:30 GMT", Some(30)),
            ("Wed, 21 Oct 2015 07:00:00 GMT", Some(0)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(wait_asked_for(value, now), wait.map(Duration::from_secs), "{value}");
        }
    }

    #[test]
    fn pauses_grow_and_are_jittered_by_at_most_half() {
        let truncated = Failure::new(FailureCode::Truncated, "");
        let mut patience = Patience::new(Duration::from_secs(30));
        let mut least = FIRST_PAUSE;
        for _ in 1..ATTEMPTS {
            let wait = patience.wait(&truncated, true, 0).unwrap();
            assert!(wait >= least && wait <= least.mul_f64(1.5), "{wait:?}");
            least *= 2;
        }
        assert_eq!(patience.wait(&truncated, true, 0), None);
        assert!(patience.wait(&truncated, true, PROGRESS_BYTES).is_some(), "it got on, so it is tried on");
    }

    #[test]
    fn what_the_server_asks_for_goes_before_our_own_pause() {
        let busy = |seconds| Failure {
            retry_after: Some(Duration::from_secs(seconds)),
            ..Failure::new(FailureCode::Busy, "")
        };
        let mut patience = Patience::new(Duration::from_secs(30));
        assert_eq!(patience.wait(&busy(7), true, 0), Some(Duration::from_secs(7)));
        assert_eq!(patience.wait(&busy(3600), true, 0), None);
        assert_eq!(
            Patience::new(Duration::from_secs(30)).wait(&Failure::new(FailureCode::Refused, ""), false, 0),
            None
        );
    }
}
