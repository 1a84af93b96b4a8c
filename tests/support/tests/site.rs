//! The demo site, asked over a bare socket, so that nothing between the test and the bytes mends them.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

#[allow(dead_code, reason = "shared with other tests, which use other parts of it")]
mod asking;

use asking::{PDF, ask, get, start, wait_for_the_last_answer};
use demo_site::{
    DemoSite, Fault, LIST_PATH, Paging, Place, Shift, SiteContent, SiteEntry, SiteOptions, Template, VISION_PATH,
    VisionWording,
};

const TEMPLATES: [Template; 5] =
    [Template::CraftCards, Template::DrupalView, Template::WordPressLoop, Template::PlainList, Template::FlatHeadings];

const PAGINGS: [Paging; 9] = [
    Paging::OneBased,
    Paging::ZeroBased,
    Paging::Clamped,
    Paging::Ignored,
    Paging::EmptyPastEnd,
    Paging::NotFoundPastEnd,
    Paging::PathStyle,
    Paging::NextLinkOnly,
    Paging::LoadMoreCumulative,
];

/// Addresses in a page, with what `&amp;` stands for.
fn addresses(html: &str) -> Vec<String> {
    ["href=\"", "src=\""]
        .iter()
        .flat_map(|mark| html.split(mark).skip(1).filter_map(|rest| rest.split('"').next()))
        .map(|address| address.replace("&amp;", "&"))
        .collect()
}

/// The path below the site that an address on a page means; nothing for other sites.
fn path_on(site: &DemoSite, page: &str, address: &str) -> Option<String> {
    let own = site.address().replace("http:", "");
    let address = address.strip_prefix(own.as_str()).unwrap_or(address);
    if address.starts_with("http") || address.starts_with('#') {
        return None;
    }
    let encoded: String = address
        .bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    if encoded.starts_with('/') {
        return Some(encoded);
    }
    let folder = page.split('?').next().and_then(|page| page.rsplit_once('/')).map_or("", |(folder, _)| folder);
    Some(format!("{folder}/{encoded}"))
}

fn list_pages(paging: Paging) -> Vec<String> {
    (1..=4)
        .map(|page| match paging {
            Paging::ZeroBased => format!("{LIST_PATH}?page={}", page - 1),
            Paging::PathStyle if page > 1 => format!("{LIST_PATH}/p{page}"),
            Paging::NextLinkOnly => format!("{LIST_PATH}?from={}", (page - 1) * 9),
            _ => format!("{LIST_PATH}?page={page}"),
        })
        .collect()
}

#[test]
fn the_nine_known_entries_stand_on_page_four_in_their_wording() {
    let site = start();
    let page = get(&site, "/resource-library?page=4").text();
    for words in [
        "OCEAN - Offering Compassionate &amp; Emotional Support for Those Living Through Birth Trauma and Loss",
        "Let’s keep young people and children safe and healthy",
        "• How the partnership responded to COVID -good practice and lessons learned<br>",
        "Hestia &amp; ELFT launch the Together Café Service in Tower Hamlets – May 2020",
        "What Would You Do? - HealthWatch Tower Hamlets Part 2",
        "DOWNLOAD the official leaflet now</a>.",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(page.matches("<article").count(), 9);
}

#[test]
fn every_file_is_reached_from_every_template_in_every_paging() {
    for template in TEMPLATES {
        for paging in PAGINGS {
            let options = SiteOptions { template, paging, ..SiteOptions::default() };
            let site = DemoSite::start_blocking(options).expect("a free port");
            let mut reached = Vec::new();
            let mut pages = list_pages(paging);
            while let Some(page) = pages.pop() {
                let reply = get(&site, &page);
                assert_eq!(reply.status, 200, "{template:?} {paging:?} {page}");
                for path in addresses(&reply.text()).iter().filter_map(|address| path_on(&site, &page, address)) {
                    if path.starts_with("/uploads/") && !reached.contains(&path) {
                        reached.push(path);
                    } else if path.starts_with("/resources/") && !page.starts_with("/resources/") {
                        pages.push(path);
                    }
                }
            }
            let wanted: usize =
                site.expected().iter().filter(|resource| resource.listed).map(|resource| resource.files.len()).sum();
            assert_eq!(reached.len(), wanted, "{template:?} {paging:?}");
            for path in reached {
                assert_eq!(get(&site, &path).status, 200, "{template:?} {paging:?} {path}");
            }
        }
    }
}

#[test]
fn no_link_of_the_site_is_broken() {
    let site = start();
    let mut open = vec!["/".to_owned()];
    let mut seen = open.clone();
    while let Some(page) = open.pop() {
        let reply = get(&site, &page);
        assert_eq!(reply.status, 200, "{page}");
        if reply.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            for path in addresses(&reply.text()).iter().filter_map(|address| path_on(&site, &page, address)) {
                if !path.starts_with("/cdn-cgi/") && !seen.contains(&path) {
                    seen.push(path.clone());
                    open.push(path);
                }
            }
        }
    }
    for path in demo_site::CONTENT_PATHS.iter().chain([&VISION_PATH]) {
        assert!(seen.iter().any(|seen| seen == path), "{path} is linked from nowhere");
    }
    for resource in site.expected() {
        assert!(!resource.found_on.is_empty(), "{}", resource.title);
    }
}

#[test]
fn both_wordings_of_the_vision_stand_at_one_address() {
    let site = start();
    let newer = get(&site, VISION_PATH).text();
    assert!(
        newer.contains("<h1>Our Vision and Objectives</h1>") && newer.contains("Commission resiliant and sustainable")
    );
    site.switch(|options| options.vision = VisionWording::Older);
    assert!(get(&site, VISION_PATH).text().contains("<h1>Our Vision and Purpose</h1>"));
}

#[test]
fn oddities_of_addresses_and_headers() {
    let site = start();
    let agenda = get(&site, "/uploads/download/4711");
    assert!(agenda.header("content-disposition").is_some_and(|it| it.contains("filename*=UTF-8''Neighbourhood")));
    for path in [
        "/uploads/Planning-an-accessible-event.PDF",
        "/uploads/Lost%20property%20%26%20cloakroom.pdf",
        "/uploads/Caf%C3%A9-opening%E2%80%93June-2024.pdf",
        "/uploads/Getting-here-by-bus.pdf?mtime=20240604101530&focal=none",
    ] {
        let reply = get(&site, path);
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/pdf")), "{path}");
        assert!(reply.body.starts_with(b"%PDF"), "{path}");
    }
    assert_eq!(get(&site, "/about/").header("location"), Some("/about"));
    assert_ne!(get(&site, "/mecc/").text(), get(&site, "/mecc").text());
    let missing = get(&site, "/no-such-page");
    assert!(missing.status == 404 && missing.text().contains("Page not found"));
    assert!(get(&site, "/robots.txt").text().starts_with("User-agent"));
    assert!(get(&site, "/our-work/communities-keeping-well").text().contains("data-cfemail=\"5a"));
}

#[test]
fn what_is_known_is_not_sent_again_until_it_changes() {
    let site = start();
    for path in [PDF, "/about", LIST_PATH] {
        let first = get(&site, path);
        let (etag, date) = (first.header("etag").expect("an etag"), first.header("last-modified").expect("a date"));
        for known in
            [("If-None-Match", etag), ("If-Modified-Since", date), ("If-None-Match", &format!("\"other\", W/{etag}"))]
        {
            let again = ask(&site, path, &[known]).unwrap();
            assert_eq!((again.status, again.body.len()), (304, 0), "{path} {known:?}");
        }
        assert_eq!(ask(&site, path, &[("If-None-Match", "\"other\"")]).unwrap().status, 200);
    }
    let old = get(&site, PDF);
    site.change(|content| content.file(PDF).body.extend_from_slice(b"\n% edited\n"));
    let new = ask(
        &site,
        PDF,
        &[("If-None-Match", old.header("etag").unwrap()), ("If-Modified-Since", old.header("last-modified").unwrap())],
    )
    .unwrap();
    assert_eq!(new.status, 200);
    assert_ne!(new.header("last-modified"), old.header("last-modified"));
    let log = site.requests();
    assert!(log.iter().any(|request| request.conditional && request.status == 304 && request.path_and_query == PDF));
    site.clear_requests();
    assert!(site.requests().is_empty());
}

#[test]
fn a_part_of_a_file() {
    let site = start();
    let whole = get(&site, PDF);
    let etag = whole.header("etag").unwrap();
    let size = whole.body.len();
    let rest = ask(&site, PDF, &[("Range", "bytes=100-"), ("If-Range", etag)]).unwrap();
    assert_eq!((rest.status, &rest.body[..]), (206, &whole.body[100..]));
    assert_eq!(rest.header("content-range"), Some(format!("bytes 100-{}/{size}", size - 1).as_str()));
    assert_eq!(ask(&site, PDF, &[("Range", "bytes=100-"), ("If-Range", "\"other\"")]).unwrap().status, 200);
    assert_eq!(ask(&site, PDF, &[("Range", "bytes=99999999-")]).unwrap().status, 416);
    assert_eq!(site.requests()[1].range.as_deref(), Some("bytes=100-"));
    site.faults(|faults| faults.always(Place::Files, Fault::NoRanges));
    let whole_again = ask(&site, PDF, &[("Range", "bytes=100-"), ("If-Range", etag)]).unwrap();
    assert_eq!((whole_again.status, whole_again.header("accept-ranges")), (200, None));
    site.faults(|faults| {
        faults.clear();
        faults.always(Place::Files, Fault::WeakEtag);
    });
    let weak = get(&site, PDF).header("etag").unwrap().to_owned();
    assert!(weak.starts_with("W/"));
    assert_eq!(
        ask(&site, PDF, &[("Range", "bytes=100-"), ("If-Range", &weak)]).unwrap().status,
        200,
        "weak tags name no bytes"
    );
}

#[test]
fn answers_that_are_not_what_was_asked_for() {
    let site = start();
    let challenge = "Just a moment...";
    for (fault, status, words) in [
        (Fault::TooManyRequests { retry_after_s: 7 }, 429, "Too many"),
        (Fault::Unavailable { retry_after_s: Some(3) }, 503, "unavailable"),
        (Fault::ServerError, 500, "Internal"),
        (Fault::NotFound, 404, "not found"),
        (Fault::Gone, 410, "Gone"),
        (Fault::Challenge, 403, challenge),
        (Fault::CaptivePortal, 200, "Guest Wi-Fi"),
        (Fault::MovedTo("http://localhost:9".into()), 301, "Moved"),
        (Fault::RedirectTo("http://127.0.0.1:9/elsewhere".into()), 302, "Moved"),
        (Fault::ErrorPageAs { media_type: "application/pdf".into() }, 200, "Sorry, an error"),
    ] {
        site.faults(|faults| faults.times(1, Place::Everywhere, fault.clone()));
        let reply = get(&site, PDF);
        assert_eq!(reply.status, status, "{fault:?}");
        assert!(reply.text().contains(words), "{fault:?}");
        match &fault {
            Fault::TooManyRequests { .. } => assert_eq!(reply.header("retry-after"), Some("7")),
            Fault::Unavailable { .. } => assert_eq!(reply.header("retry-after"), Some("3")),
            Fault::MovedTo(site) => {
                assert_eq!(reply.header("location").map(str::to_owned), Some(format!("{site}{PDF}")));
            }
            Fault::RedirectTo(address) => assert_eq!(reply.header("location"), Some(address.as_str())),
            Fault::ErrorPageAs { media_type } => assert_eq!(reply.header("content-type"), Some(media_type.as_str())),
            _ => {}
        }
        assert!(get(&site, PDF).body.starts_with(b"%PDF"), "{fault:?} is over after once");
    }
    site.faults(|faults| faults.always(Place::Path(PDF.into()), Fault::RedirectLoop));
    let mut path = PDF.to_owned();
    for turn in 1..=3 {
        path = get(&site, &path).header("location").expect("a redirect").to_owned();
        assert_eq!(path, format!("{PDF}?turn={turn}"));
    }
}

#[test]
fn bodies_that_are_not_whole() {
    let site = start();
    let whole = get(&site, PDF).body;
    site.faults(|faults| faults.times(1, Place::Files, Fault::CutAfter { bytes: 1000 }));
    let cut = get(&site, PDF);
    assert_eq!((cut.length(), &cut.body[..]), (whole.len(), &whole[..1000]));

    site.faults(|faults| faults.times(1, Place::Files, Fault::EmptyBody));
    let empty = get(&site, PDF);
    assert_eq!((empty.status, empty.body.len()), (200, 0));

    site.faults(|faults| faults.times(1, Place::Files, Fault::SlowBody { piece_bytes: whole.len() / 3, pause_ms: 60 }));
    let begin = Instant::now();
    assert_eq!(get(&site, PDF).body, whole);
    assert!(begin.elapsed() >= Duration::from_millis(150));

    site.faults(|faults| faults.times(1, Place::Files, Fault::Dropped));
    assert!(ask(&site, PDF, &[]).is_err());
    assert_eq!(site.requests().last().map(|request| request.status), Some(0));

    for (declared, header) in [(true, "content-length"), (false, "transfer-encoding")] {
        site.faults(|faults| faults.times(1, Place::Files, Fault::Huge { bytes: 3_000_000, declared }));
        let huge = get(&site, PDF);
        assert!(huge.header(header).is_some(), "{header}");
        assert!(huge.body.len() >= 3_000_000 && huge.body.len() < 3_010_000, "{}", huge.body.len());
    }
}

#[test]
fn headers_that_are_missing_or_wrong() {
    let site = start();
    site.faults(|faults| faults.always(Place::Everywhere, Fault::NoValidators));
    for path in [PDF, "/about", LIST_PATH] {
        let reply = get(&site, path);
        assert_eq!((reply.header("etag"), reply.header("last-modified")), (None, None), "{path}");
    }
    site.faults(|faults| {
        faults.clear();
        faults.always(Place::Files, Fault::MediaType("text/html".into()));
        faults.always(Place::Pages, Fault::FreshToken);
        faults.always(Place::List, Fault::Gzip);
    });
    let mistyped = get(&site, PDF);
    assert!(mistyped.header("content-type") == Some("text/html") && mistyped.body.starts_with(b"%PDF"));
    assert_ne!(get(&site, "/about").header("etag"), get(&site, "/about").header("etag"));
    let plain = get(&site, LIST_PATH);
    let packed = ask(&site, LIST_PATH, &[("Accept-Encoding", "br, gzip")]).unwrap();
    assert_eq!((plain.header("content-encoding"), packed.header("content-encoding")), (None, Some("gzip")));
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&packed.body[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
    let known = packed.header("etag").unwrap();
    assert_eq!(ask(&site, LIST_PATH, &[("Accept-Encoding", "gzip"), ("If-None-Match", known)]).unwrap().status, 304);
}

#[test]
fn a_list_that_shifts_between_two_pages() {
    let titles = |site: &DemoSite, page: usize| -> Vec<String> {
        let text = get(site, &format!("{LIST_PATH}?page={page}")).text();
        text.split("card__title\">").skip(1).filter_map(|rest| rest.split("</h3>").next()).map(str::to_owned).collect()
    };
    let site = start();
    let second = titles(&site, 2);
    let first = titles(&site, 1);
    site.faults(|faults| faults.after_list_page(1, Shift::InsertAtTop(Box::new(SiteEntry::new("Sample: new today")))));
    assert_eq!(titles(&site, 1), first, "the page that was asked for is sent as it was");
    assert_eq!(titles(&site, 2)[0], first[8], "the last of page one is seen again");
    assert_eq!(titles(&site, 1)[0], "Sample: new today");

    site.faults(|faults| faults.after_list_page(1, Shift::Remove(0)));
    titles(&site, 1);
    assert_eq!(titles(&site, 2)[0], second[0], "as at first");
    site.faults(|faults| faults.after_list_page(1, Shift::MoveToTop(9)));
    titles(&site, 1);
    assert_eq!(titles(&site, 2)[0], first[8]);
}

#[test]
fn one_page_of_the_list_fails() {
    let site = start();
    site.faults(|faults| faults.always(Place::ListPage(3), Fault::ServerError));
    let statuses: Vec<u16> = (1..=4).map(|page| get(&site, &format!("{LIST_PATH}?page={page}")).status).collect();
    assert_eq!(statuses, [200, 200, 500, 200]);
}

#[test]
fn a_site_that_is_down_refuses_and_comes_back() {
    let site = start();
    site.faults(|faults| faults.down = true);
    assert_eq!(ask(&site, "/", &[]).err().map(|error| error.kind()), Some(io::ErrorKind::ConnectionRefused));
    site.faults(|faults| faults.down = false);
    assert_eq!(get(&site, "/").status, 200);
    let address = site.address().replace("http://", "");
    drop(site);
    assert!(TcpStream::connect(address).is_err(), "dropping stops it");
}

#[test]
fn edits_show_at_once_and_the_list_may_be_empty() {
    let site = start();
    site.change(|content| {
        content.entry("Sample report: Street market conversations").title = "Sample report: renamed".into()
    });
    assert!(get(&site, "/resource-library?page=2").text().contains("Sample report: renamed"));
    site.change(|content| content.entries.clear());
    assert!(get(&site, LIST_PATH).text().contains("There are no resources to show"));
    site.switch(|options| {
        options.content = SiteContent::standard();
        options.per_page = 0;
        options.responsive_duplicates = true;
    });
    assert_eq!(get(&site, LIST_PATH).text().matches("<article").count(), 72);
}

#[test]
fn it_answers_while_the_runtime_of_the_test_is_blocked() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let site = DemoSite::start(SiteOptions::default()).await.expect("a free port");
        assert_eq!(get(&site, "/").status, 200);
    });
}

#[test]
fn other_methods_are_refused() {
    let site = start();
    let host = site.address().replace("http://", "");
    let mut stream = TcpStream::connect(&host).unwrap();
    stream
        .write_all(
            format!("POST /newsletter HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .as_bytes(),
        )
        .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    assert!(text.starts_with("HTTP/1.1 405"), "{text}");
}

#[test]
fn the_log_tells_how_much_was_sent_and_how_many_asked_at_once() {
    let site = start();
    let whole = get(&site, PDF).body.len() as u64;
    wait_for_the_last_answer(&site);
    let first = site.requests().remove(0);
    assert_eq!((first.path(), first.bytes_sent, &first.if_range), (PDF, whole, &None));
    assert!(first.ended.is_some_and(|ended| ended >= first.began));
    site.clear_requests();
    assert_eq!((site.asked(), site.most_at_once(), site.under_way()), (0, 0, 0));

    // Three that wait for each other's slowness, one of them cut off half way.
    site.faults(|faults| {
        faults.always(Place::Files, Fault::Late { delay_ms: 400 });
        faults.times(1, Place::Files, Fault::CutAfter { bytes: 500 });
    });
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| ask(&site, PDF, &[("Range", "bytes=100-"), ("If-Range", "\"x\"")]).unwrap());
        }
    });
    wait_for_the_last_answer(&site);
    assert_eq!(site.most_at_once(), 3);
    let requests = site.requests();
    let mut sent: Vec<u64> = requests.iter().map(|request| request.bytes_sent).collect();
    sent.sort_unstable();
    assert_eq!(sent, [500, whole, whole]);
    assert!(requests.iter().all(|request| request.if_range.as_deref() == Some("\"x\"") && request.ended.is_some()));
}

#[test]
fn words_at_the_foot_and_above_the_form_are_the_sites_to_change() {
    let site = start();
    let before = get(&site, "/about").text();
    site.change(|content| {
        content.footer = "Other <words>".to_owned();
        content.newsletter = "Letters & news".to_owned();
    });
    for path in ["/about", LIST_PATH, VISION_PATH] {
        let page = get(&site, path).text();
        assert!(page.contains("© Tower Hamlets Together. Other &lt;words&gt;"), "{path}");
        assert!(page.contains("<h2>Letters &amp; news</h2>"), "{path}");
    }
    let main = |page: &str| page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).map(str::to_owned);
    assert_eq!(main(&before), main(&get(&site, "/about").text()), "what the page says is as it was");
}
