//! Answers that come in the place of the one that was asked for.

use std::time::{Duration, SystemTime};

use crate::Fault;
use crate::answer::{Answer, Asking};
use crate::delivery::Delivery;

/// What this fault answers, whatever was asked for.
pub fn of(fault: &Fault, asking: &Asking<'_>) -> Option<Answer> {
    let html = |status, html: &str| {
        Answer { status, body: html.into(), ..Answer::default() }
            .with("content-type", "text/html; charset=utf-8")
            .with("cache-control", "no-store")
    };
    Some(match fault {
        Fault::Dropped => Answer { status: 0, delivery: Delivery::Dropped, ..Answer::default() },
        Fault::TooManyRequests { retry_after_s } => {
            Answer::page(429, "Too many requests").with("retry-after", &retry_after_s.to_string())
        }
        Fault::Unavailable { retry_after_s } => {
            let answer = Answer::page(503, "Service unavailable");
            match retry_after_s {
                Some(seconds) => answer.with("retry-after", &seconds.to_string()),
                None => answer,
            }
        }
        Fault::ServerError => Answer::page(500, "Internal server error"),
        Fault::NotFound => Answer::page(404, "Page not found"),
        Fault::Gone => Answer::page(410, "Gone"),
        Fault::Challenge => html(403, CHALLENGE).with("server", "cloudflare").with("cf-mitigated", "challenge"),
        Fault::CaptivePortal => html(200, SIGN_IN),
        Fault::SignInRequired => html(511, SIGN_IN),
        Fault::BlockPage { status } => html(*status, BLOCKED),
        Fault::ParkedDomain => html(200, PARKED),
        Fault::NeedsScript => html(200, NEEDS_SCRIPT),
        Fault::Status(status) => Answer::page(*status, "This cannot be done"),
        Fault::ComeBackAt { in_s } => {
            let at = SystemTime::now() + Duration::from_secs(u64::from(*in_s));
            Answer::page(503, "Service unavailable").with("retry-after", &httpdate::fmt_http_date(at))
        }
        Fault::NotModifiedUnasked => Answer { status: 304, ..Answer::default() },
        Fault::RedirectLoop => Answer::page(302, "Moved").with("location", &turned(asking)),
        Fault::RedirectChain { hops } if turn(asking) < u64::from(*hops) => {
            Answer::page(302, "Moved").with("location", &turned(asking))
        }
        Fault::Huge { bytes, declared } => Answer {
            body: b"%PDF-1.7\n".to_vec(),
            delivery: Delivery::Padded { bytes: *bytes, declared: *declared },
            ..Answer::default()
        }
        .with("content-type", "application/pdf"),
        Fault::MovedTo(site) => {
            let query = if asking.query.is_empty() { String::new() } else { format!("?{}", asking.query) };
            Answer::page(301, "Moved").with("location", &format!("{site}{}{query}", asking.path))
        }
        Fault::RedirectTo(address) => Answer::page(302, "Moved").with("location", address),
        _ => return None,
    })
}

/// How often a visitor was sent from an address to itself.
fn turn(asking: &Asking<'_>) -> u64 {
    asking.query.split('&').find_map(|pair| pair.strip_prefix("turn=")?.parse().ok()).unwrap_or(0)
}

/// The same address, one turn later.
fn turned(asking: &Asking<'_>) -> String {
    let others: Vec<&str> =
        asking.query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("turn=")).collect();
    let turn = format!("turn={}", turn(asking).saturating_add(1));
    let query: Vec<&str> = others.into_iter().chain([turn.as_str()]).collect();
    format!("{}?{}", asking.path, query.join("&"))
}

pub const ERROR_PAGE: &str = include_str!("../look/error.html");
const CHALLENGE: &str = include_str!("../look/challenge.html");
const SIGN_IN: &str = include_str!("../look/sign-in.html");
const BLOCKED: &str = include_str!("../look/blocked.html");
const PARKED: &str = include_str!("../look/parked.html");
const NEEDS_SCRIPT: &str = include_str!("../look/needs-script.html");
