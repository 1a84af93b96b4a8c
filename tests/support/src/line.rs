//! A connection that can be told to misbehave below HTTP: to be reset, or to carry bytes that no answer has.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

pub struct Line {
    stream: TcpStream,
    orders: Arc<Orders>,
    /// Bytes that are being sent outside of any answer.
    after: Vec<u8>,
}

/// What the line is to do.
#[derive(Debug, Default)]
pub struct Orders {
    reset: AtomicBool,
    after: Mutex<Vec<u8>>,
}

impl Orders {
    /// When the connection ends, it ends with a reset.
    pub fn reset(&self) {
        self.reset.store(true, Ordering::Relaxed);
    }

    /// These bytes follow as soon as what is waiting now was sent.
    pub fn send_after(&self, bytes: Vec<u8>) {
        self.after.lock().unwrap_or_else(PoisonError::into_inner).extend(bytes);
    }
}

impl Line {
    pub fn new(stream: TcpStream) -> Self {
        Self { stream, orders: Arc::default(), after: Vec::new() }
    }

    pub fn orders(&self) -> Arc<Orders> {
        Arc::clone(&self.orders)
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    /// hyper flushes once it has written everything of an answer: here the answer is over.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let ordered = std::mem::take(&mut *self.orders.after.lock().unwrap_or_else(PoisonError::into_inner));
        self.after.extend(ordered);
        while !self.after.is_empty() {
            let Self { stream, after, .. } = &mut *self;
            let sent = ready!(Pin::new(stream).poll_write(context, after))?;
            self.after.drain(..sent);
        }
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.orders.reset.load(Ordering::Relaxed) {
            // A line that is dead already cannot be told so.
            let _ = self.stream.set_zero_linger();
        }
    }
}
