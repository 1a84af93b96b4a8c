//! How the body of an answer is sent.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::channel::{Channel, Sender};
use http_body_util::{Either, Full};
use hyper::body::Bytes;
use hyper::header::CONTENT_LENGTH;

use crate::answer::Answer;
use crate::line::Orders;
use crate::log::{Told, UnderWay};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    Whole,
    /// Not at all: the connection is closed.
    Dropped,
    CutAfter(usize),
    ResetAfter(usize),
    StallAfter(usize),
    /// Whole, and these bytes after its end.
    Followed(Vec<u8>),
    Pieces {
        piece_bytes: usize,
        pause: Duration,
    },
    /// The body, then zeros until the length is reached.
    Padded {
        bytes: u64,
        declared: bool,
    },
}

pub type Body = Told<Either<Full<Bytes>, Channel<Bytes, io::Error>>>;

pub fn send(answer: Answer, under_way: UnderWay, orders: Arc<Orders>) -> io::Result<hyper::Response<Body>> {
    let mut response = hyper::Response::builder().status(answer.status.max(200));
    for (name, value) in &answer.headers {
        response = response.header(*name, value);
    }
    let whole = answer.body.len() as u64;
    let length = match answer.delivery {
        Delivery::Dropped => return Err(io::ErrorKind::ConnectionAborted.into()),
        Delivery::Whole | Delivery::Followed(_) => None,
        Delivery::Padded { bytes, declared } => declared.then_some(bytes.max(whole)),
        _ => Some(whole),
    };
    if let Some(length) = length {
        response = response.header(CONTENT_LENGTH, length);
    }
    let body = Bytes::from(answer.body);
    let body = match answer.delivery {
        Delivery::Whole => Told::new(Either::Left(Full::new(body)), under_way),
        Delivery::Followed(after) => {
            Told::new(Either::Left(Full::new(body)), under_way).at_its_end(move || orders.send_after(after))
        }
        delivery => {
            let (sender, channel) = Channel::new(1);
            tokio::spawn(deliver(sender, body, delivery, orders));
            Told::new(Either::Right(channel), under_way)
        }
    };
    response.body(body).map_err(io::Error::other)
}

/// Sends a body in the way that the delivery says, until it is done or nobody listens.
async fn deliver(mut to: Sender<Bytes, io::Error>, body: Bytes, delivery: Delivery, orders: Arc<Orders>) {
    match delivery {
        Delivery::Whole | Delivery::Dropped | Delivery::Followed(_) => {}
        Delivery::CutAfter(bytes) => {
            send_some(&mut to, &body, bytes).await;
            to.abort(io::ErrorKind::ConnectionAborted.into());
        }
        Delivery::ResetAfter(bytes) => {
            send_some(&mut to, &body, bytes).await;
            orders.reset();
            to.abort(io::ErrorKind::ConnectionReset.into());
        }
        Delivery::StallAfter(bytes) => {
            send_some(&mut to, &body, bytes).await;
            // Until the visitor goes: then hyper drops the body, and sending fails.
            while to.send_data(Bytes::new()).await.is_ok() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        Delivery::Pieces { piece_bytes, pause } => {
            for from in (0..body.len()).step_by(piece_bytes) {
                let piece = body.slice(from..(from + piece_bytes).min(body.len()));
                if to.send_data(piece).await.is_err() {
                    return;
                }
                tokio::time::sleep(pause).await;
            }
        }
        Delivery::Padded { bytes, .. } => {
            let mut left = bytes.saturating_sub(body.len() as u64);
            let zeros = Bytes::from_static(&[0; 64 * 1024]);
            let mut open = to.send_data(body).await.is_ok();
            while open && left > 0 {
                let piece = zeros.slice(..usize::try_from(left).unwrap_or(usize::MAX).min(zeros.len()));
                left -= piece.len() as u64;
                open = to.send_data(piece).await.is_ok();
            }
        }
    }
}

/// The body's first bytes, and time enough for them to be on their way before something happens to the line.
async fn send_some(to: &mut Sender<Bytes, io::Error>, body: &Bytes, bytes: usize) {
    if to.send_data(body.slice(..bytes.min(body.len()))).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
