//! Each fault does what its name says, on the wire.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

#[allow(dead_code, reason = "shared with other tests, which use other parts of it")]
mod asking;

use asking::{PDF, Reply, ask, get, start, wait_for_the_last_answer};
use demo_site::{DemoSite, Fault, LIST_PATH, Packing, Place, RangeLie, SiteContent};

fn with(fault: Fault) -> DemoSite {
    let site = start();
    site.faults(|faults| faults.always(Place::Everywhere, fault));
    site
}

#[test]
fn answers_in_the_place_of_every_answer() {
    for (fault, status, says) in [
        (Fault::SignInRequired, 511, "guest Wi-Fi"),
        (Fault::CaptivePortal, 200, "guest Wi-Fi"),
        (Fault::BlockPage { status: 403 }, 403, "web filter"),
        (Fault::BlockPage { status: 200 }, 200, "web filter"),
        (Fault::ParkedDomain, 200, "for sale"),
        (Fault::NeedsScript, 200, "enable JavaScript"),
        (Fault::Status(401), 401, ""),
        (Fault::NotModifiedUnasked, 304, ""),
        (Fault::ComeBackAt { in_s: 5 }, 503, "unavailable"),
    ] {
        let site = with(fault.clone());
        for path in [PDF, LIST_PATH, "/about", "/robots.txt"] {
            let reply = get(&site, path);
            assert_eq!(reply.status, status, "{fault:?} {path}");
            assert!(reply.text().contains(says), "{fault:?} {path}");
        }
    }
    let later = get(&with(Fault::ComeBackAt { in_s: 5 }), "/");
    assert!(later.header("retry-after").is_some_and(|date| date.ends_with(" GMT")), "{}", later.head);
}

#[test]
fn redirects_end_after_so_many_or_never() {
    let follow = |site: &DemoSite, path: &str, most: u32| -> (u32, Reply) {
        let mut path = path.to_owned();
        for hops in 0..=most {
            let reply = get(site, &path);
            match reply.header("location") {
                Some(next) => path = next.to_owned(),
                None => return (hops, reply),
            }
        }
        panic!("more than {most} redirects");
    };
    let site = with(Fault::RedirectChain { hops: 6 });
    let (hops, reply) = follow(&site, "/resource-library?page=4", 10);
    assert_eq!((hops, reply.status), (6, 200));
    assert!(reply.text().contains("OCEAN"), "the rest of the address is kept");
    let (hops, reply) = follow(&with(Fault::RedirectChain { hops: 5 }), PDF, 10);
    assert!(hops == 5 && reply.body.starts_with(b"%PDF"));
    let endless = with(Fault::RedirectLoop);
    assert_eq!(get(&endless, "/about?turn=41").header("location"), Some("/about?turn=42"));
    let elsewhere = with(Fault::RedirectTo("http://user:pw@198.51.100.7/login".into()));
    assert_eq!(get(&elsewhere, PDF).header("location"), Some("http://user:pw@198.51.100.7/login"));
}

#[test]
fn lengths_that_lie() {
    let site = start();
    let whole = get(&site, PDF).body;
    site.faults(|faults| faults.times(1, Place::Files, Fault::LessDeclared { by: 100 }));
    let less = get(&site, PDF);
    assert_eq!((less.length(), less.body), (whole.len() - 100, whole.clone()), "the rest comes all the same");

    site.faults(|faults| faults.times(1, Place::Files, Fault::NonsenseAfter { bytes: 300 }));
    let more = get(&site, PDF);
    assert_eq!((more.length(), more.body.len()), (whole.len(), whole.len() + 300));
    assert!(more.body[whole.len()..].iter().all(|byte| *byte == b'~'));
    assert_eq!(get(&site, PDF).body, whole, "once was enough");
}

/// Everything until the line is silent or gone, and how it was.
fn read_on(mut stream: &TcpStream) -> (Vec<u8>, io::Result<()>) {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return (bytes, Ok(())),
            Ok(read) => bytes.extend_from_slice(&buffer[..read]),
            Err(error) => return (bytes, Err(error)),
        }
    }
}

fn begin(site: &DemoSite, path: &str) -> TcpStream {
    let host = site.address().replace("http://", "");
    let mut stream = TcpStream::connect(&host).unwrap();
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes()).unwrap();
    stream
}

#[test]
fn lines_that_break_or_fall_silent() {
    let site = with(Fault::ResetAfter { bytes: 1000 });
    let stream = begin(&site, PDF);
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let (bytes, end) = read_on(&stream);
    assert_eq!(end.map_err(|error| error.kind()), Err(io::ErrorKind::ConnectionReset));
    assert!(bytes.len() < 2500, "{}", bytes.len());
    wait_for_the_last_answer(&site);
    assert_eq!(site.requests()[0].bytes_sent, 1000);

    let site = with(Fault::StallAfter { bytes: 1000 });
    let stream = begin(&site, PDF);
    stream.set_read_timeout(Some(Duration::from_millis(400))).unwrap();
    let (bytes, end) = read_on(&stream);
    assert!(end.is_err_and(|error| matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)));
    assert!(bytes.len() > 1000 && bytes.len() < 2500, "{}", bytes.len());
    assert_eq!(site.under_way(), 1, "the site would send for ever");
    drop(stream);
    wait_for_the_last_answer(&site);
}

#[test]
fn bodies_that_are_packed_or_say_so() {
    let site = start();
    let (page, whole) = (get(&site, "/about").body, get(&site, PDF).body);
    for packing in [Packing::Gzip, Packing::Deflate] {
        site.faults(|faults| {
            faults.clear();
            faults.always(Place::Everywhere, Fault::Bomb { bytes: 5_000_000, packing });
        });
        let bomb = get(&site, "/about");
        assert!(bomb.body.len() < 30_000, "{packing:?}: {}", bomb.body.len());
        let mut unpacked = Vec::new();
        let (said, read) = match packing {
            Packing::Gzip => ("gzip", flate2::read::GzDecoder::new(&bomb.body[..]).read_to_end(&mut unpacked)),
            Packing::Deflate => ("deflate", flate2::read::ZlibDecoder::new(&bomb.body[..]).read_to_end(&mut unpacked)),
        };
        assert_eq!((bomb.header("content-encoding"), read.unwrap()), (Some(said), 5_000_000));
        assert!(unpacked.starts_with(&page), "{packing:?}");
    }
    site.faults(|faults| {
        faults.clear();
        faults.always(Place::Files, Fault::FalseEncoding);
    });
    let lie = get(&site, PDF);
    assert!(lie.header("content-encoding") == Some("gzip") && lie.body == whole);
}

#[test]
fn parts_that_are_not_what_was_asked_for() {
    let site = start();
    let whole = get(&site, PDF);
    let (etag, total) = (whole.header("etag").unwrap().to_owned(), whole.body.len());
    let range = ("Range", "bytes=1000-");
    let spoil = |fault: Fault| {
        site.faults(|faults| {
            faults.clear();
            faults.always(Place::Files, fault);
        });
    };
    for (fault, told, from) in [
        (Fault::Late { delay_ms: 0 }, Some(format!("bytes 1000-{}/{total}", total - 1)), 1000),
        (Fault::WrongRange(RangeLie::Missing), None, 1000),
        (Fault::WrongRange(RangeLie::OtherStart), Some(format!("bytes 500-{}/{total}", total - 1)), 500),
        (Fault::WrongRange(RangeLie::OtherTotal), Some(format!("bytes 1000-{}/{}", total - 1, total + 1000)), 1000),
    ] {
        spoil(fault.clone());
        let part = ask(&site, PDF, &[range, ("If-Range", &etag)]).unwrap();
        assert_eq!((part.status, part.header("content-range")), (206, told.as_deref()), "{fault:?}");
        assert_eq!(part.body, whole.body[from..], "{fault:?}");
    }
    spoil(Fault::PartialUnasked { bytes: 700 });
    let unasked = get(&site, PDF);
    assert_eq!((unasked.status, unasked.body.len()), (206, 700));
    assert_eq!(unasked.header("content-range"), Some(format!("bytes 0-699/{total}").as_str()));

    // The file changes between two parts: only a site that does not understand the condition goes on.
    site.change(|content| content.file(PDF).body.extend_from_slice(b"\n% another edition\n"));
    spoil(Fault::NoIfRange);
    assert_eq!(ask(&site, PDF, &[range, ("If-Range", &etag)]).unwrap().status, 206);
    site.faults(demo_site::Faults::clear);
    assert_eq!(ask(&site, PDF, &[range, ("If-Range", &etag)]).unwrap().status, 200);
    spoil(Fault::NoRanges);
    assert_eq!(ask(&site, PDF, &[range]).unwrap().status, 200);
}

#[test]
fn headers_that_say_too_much_or_too_little() {
    let site = start();
    let plain = get(&site, PDF);
    site.change(|content| content.file(PDF).body.push(b'\n'));
    let moved_on = get(&site, PDF);
    assert_ne!(moved_on.header("last-modified"), plain.header("last-modified"));
    site.faults(|faults| faults.always(Place::Files, Fault::OldDate));
    let old = get(&site, PDF);
    assert_eq!(old.header("last-modified"), plain.header("last-modified"));
    assert_eq!(old.header("etag"), moved_on.header("etag"));

    let fresh = with(Fault::FreshEtag);
    let etags: Vec<Reply> = (0..2).map(|_| get(&fresh, PDF)).collect();
    assert_ne!(etags[0].header("etag"), etags[1].header("etag"));
    assert!(etags[0].header("last-modified").is_none() && etags[0].body == etags[1].body);
    assert_eq!(ask(&fresh, PDF, &[("If-None-Match", etags[1].header("etag").unwrap())]).unwrap().status, 200);

    let right = get(&with(Fault::Digest { right: true }), PDF);
    let wrong = get(&with(Fault::Digest { right: false }), PDF);
    let digest = |reply: &Reply| reply.header("repr-digest").unwrap().to_owned();
    assert!(digest(&right).starts_with("sha-256=:") && digest(&right).len() == "sha-256=::".len() + 44);
    assert!(digest(&right) != digest(&wrong) && right.body == wrong.body);

    assert_eq!(get(&with(Fault::LongHeader { bytes: 9000 }), PDF).header("x-long").map(str::len), Some(9000));
}

#[test]
fn files_with_odd_names_and_another_site_are_served() {
    let site = start();
    site.change(SiteContent::add_odd_names);
    let escaped = get(&site, "/uploads/..%2f..%2f..%2fescaped.pdf");
    assert!(escaped.status == 200 && escaped.header("content-disposition").unwrap().contains("../../../escaped.pdf"));
    assert_eq!(get(&site, &format!("/uploads/{}.pdf", "long-".repeat(60))).status, 200);
    site.change(|content| *content = SiteContent::of_another_site());
    assert!(get(&site, LIST_PATH).text().contains("Offer 0"));
    assert_eq!((get(&site, "/uploads/offer-3.pdf").status, get(&site, PDF).status), (200, 404));
}
