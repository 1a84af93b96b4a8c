//! The server: a thread of its own with a small runtime, so that it answers whatever the test's own runtime does.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, RANGE, USER_AGENT};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use crate::answer::{Asking, Site};
use crate::delivery::{self, Body};
use crate::line::{Line, Orders};
use crate::log::{Log, Request};
use crate::{ExpectedResource, Faults, Paging, SiteContent, Template};

/// How the site is and what it has. All of it but the port can be switched while it runs.
#[derive(Debug, Clone)]
pub struct SiteOptions {
    /// 0: any free port.
    pub port: u16,
    pub template: Template,
    pub paging: Paging,
    /// Entries to a page of the list; 0: all on one page.
    pub per_page: usize,
    pub vision: VisionWording,
    /// The list stands in its page twice, once for wide and once for narrow screens.
    pub responsive_duplicates: bool,
    pub content: SiteContent,
}

impl Default for SiteOptions {
    fn default() -> Self {
        Self {
            port: 0,
            template: Template::default(),
            paging: Paging::default(),
            per_page: 9,
            vision: VisionWording::default(),
            responsive_duplicates: false,
            content: SiteContent::standard(),
        }
    }
}

/// The two wordings of the vision page, at one address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum VisionWording {
    /// "Our Vision and Purpose", before 2019.
    Older,
    /// "Our Vision and Objectives".
    #[default]
    Newer,
}

/// A site that runs until it is dropped.
#[derive(Debug)]
pub struct DemoSite {
    shared: Arc<Shared>,
    address: SocketAddr,
    orders: Option<UnboundedSender<Order>>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    site: Mutex<Site>,
    log: Arc<Log>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Shared")
    }
}

/// Begin or stop to listen, and say when it is done.
struct Order {
    listen: bool,
    done: mpsc::Sender<io::Result<()>>,
}

impl DemoSite {
    /// Starts the site on 127.0.0.1. Errors: the port is taken.
    pub async fn start(options: SiteOptions) -> io::Result<Self> {
        Self::start_blocking(options)
    }

    /// The same for those who do not run on tokio. The site has a thread of its own either way, so that it answers
    /// also while the caller's runtime is blocked.
    pub fn start_blocking(options: SiteOptions) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { site: Mutex::new(Site::new(options, address.to_string())), log: Log::new() });
        let (orders, received) = unbounded_channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let served = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("demo-site".to_owned())
            .spawn(move || runtime.block_on(serve(listener, address, served, received)))?;
        Ok(Self { shared, address, orders: Some(orders), thread: Some(thread) })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request since the start or since they were cleared, in the order in which they came.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.log.requests()
    }

    /// The number of these requests.
    pub fn asked(&self) -> usize {
        self.shared.log.asked()
    }

    pub fn clear_requests(&self) {
        self.shared.log.clear();
    }

    /// Requests being answered now.
    pub fn under_way(&self) -> usize {
        self.shared.log.under_way()
    }

    /// The largest number of requests at the same moment since they were cleared.
    pub fn most_at_once(&self) -> usize {
        self.shared.log.most_at_once()
    }

    /// Edits the content; each call counts as one edit, an hour after the one before.
    pub fn change<T>(&self, edit: impl FnOnce(&mut SiteContent) -> T) -> T {
        self.switch(|options| edit(&mut options.content))
    }

    /// Edits content and looks: a redesign. The port stays.
    pub fn switch<T>(&self, edit: impl FnOnce(&mut SiteOptions) -> T) -> T {
        let mut site = lock(&self.shared.site);
        site.edits += 1;
        edit(&mut site.options)
    }

    /// Sets what goes wrong. When it returns, it goes wrong: with [`Faults::down`] nobody listens any more, and open
    /// connections are closed.
    ///
    /// # Panics
    /// If the port cannot be listened on again after being down.
    pub fn faults<T>(&self, set: impl FnOnce(&mut Faults) -> T) -> T {
        let (result, listen) = {
            let mut site = lock(&self.shared.site);
            let before = site.faults.down;
            let result = set(&mut site.faults);
            (result, (site.faults.down != before).then_some(before))
        };
        if let (Some(listen), Some(orders)) = (listen, &self.orders) {
            let (done, heard) = mpsc::channel();
            orders.send(Order { listen, done }).expect("the site runs until it is dropped");
            heard.recv().expect("the site runs until it is dropped").expect("the port can be listened on again");
        }
        result
    }

    /// The content as it stands now.
    pub fn content(&self) -> SiteContent {
        lock(&self.shared.site).options.content.clone()
    }

    /// What a reader of the whole site has to find, as the content stands now.
    pub fn expected(&self) -> Vec<ExpectedResource> {
        lock(&self.shared.site).options.content.expected()
    }
}

impl Drop for DemoSite {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            // A panic of the server was already printed, and dropping must not panic.
            let _ = thread.join();
        }
    }
}

/// A test that panics while it edits the site must not spoil the log of it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(listener: TcpListener, address: SocketAddr, shared: Arc<Shared>, mut orders: UnboundedReceiver<Order>) {
    let mut listener = Some(listener);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            order = orders.recv() => {
                let Some(order) = order else { return };
                let result = if order.listen {
                    listen_again(address).await.map(|again| listener = Some(again))
                } else {
                    listener = None;
                    connections.shutdown().await;
                    Ok(())
                };
                // Whoever gave the order may have gone.
                let _ = order.done.send(result);
            }
            Some(stream) = accept(listener.as_ref()) => {
                connections.spawn(converse(stream, Arc::clone(&shared)));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn accept(listener: Option<&TcpListener>) -> Option<TcpStream> {
    match listener {
        Some(listener) => listener.accept().await.ok().map(|(stream, _)| stream),
        None => std::future::pending().await,
    }
}

/// The port was ours a moment ago; the system may need another to let go of it.
async fn listen_again(address: SocketAddr) -> io::Result<TcpListener> {
    let mut tries = 0;
    loop {
        match TcpListener::bind(address).await {
            Err(_) if tries < 40 => tries += 1,
            result => return result,
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn converse(stream: TcpStream, shared: Arc<Shared>) {
    let line = Line::new(stream);
    let orders = line.orders();
    let service = service_fn(|request| respond(request, Arc::clone(&shared), Arc::clone(&orders)));
    // A visitor who hangs up, or an answer that was cut on purpose, is no error of ours.
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(line), service).await;
}

async fn respond(
    request: hyper::Request<Incoming>,
    shared: Arc<Shared>,
    orders: Arc<Orders>,
) -> io::Result<hyper::Response<Body>> {
    let uri = request.uri();
    let headers = request.headers();
    let asking =
        Asking { method: request.method().as_str(), path: uri.path(), query: uri.query().unwrap_or_default(), headers };
    let answer = lock(&shared.site).answer(&asking);
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let under_way = shared.log.begin(Request {
        method: asking.method.to_owned(),
        path_and_query: uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        status: answer.status,
        conditional: headers.contains_key(IF_NONE_MATCH) || headers.contains_key(IF_MODIFIED_SINCE),
        range: text(RANGE),
        if_range: text(IF_RANGE),
        user_agent: text(USER_AGENT),
        bytes_sent: 0,
        began: shared.log.now(),
        ended: None,
    });
    tokio::time::sleep(answer.delay).await;
    delivery::send(answer, under_way, orders)
}
