//! The rows.

use demo_site::{DemoSite, Fault, Packing, Place, RangeLie, Shift, SiteContent, SiteEntry, Template, VISION_PATH};

use super::stage::{ADDED, CHANGED_PAGE, REMOVED_ENTRY, REPLACED, first_edition, resources, second_edition};
use super::{Row, play};

/// Gives each row a test of its own, and `all`, which lists them in order.
macro_rules! rows {
    ($($what:literal => $name:ident: $row:expr;)*) => {
        $(
            #[test]
            fn $name() {
                play(stringify!($name), &$row);
            }
        )*

        /// What goes wrong, the test's name, and the row.
        pub fn all() -> Vec<(&'static str, &'static str, Row)> {
            vec![$(($what, stringify!($name), $row)),*]
        }
    };
}

fn always(site: &DemoSite, place: Place, fault: Fault) {
    site.faults(|faults| faults.always(place, fault));
}

fn once(site: &DemoSite, place: Place, fault: Fault) {
    site.faults(|faults| faults.times(1, place, fault));
}

fn everywhere(site: &DemoSite, fault: Fault) {
    always(site, Place::Everywhere, fault);
}

/// The file that the new edition adds.
fn added() -> Place {
    Place::Path(ADDED.to_owned())
}

/// The site is as it was before something happened to its content.
fn restore(site: &DemoSite) {
    site.change(|content| *content = second_edition());
}

fn robots() -> Place {
    Place::Path("/robots.txt".to_owned())
}

/// A file is cut off in the first refresh, and this happens when the next one asks for the rest.
fn cut_then(fault: Fault, site: &DemoSite) {
    site.faults(|faults| {
        faults.times(1, added(), Fault::CutAfter { bytes: 30_000 });
        faults.always(added(), fault);
    });
}

/// How often the file that was added was asked for from the middle on.
fn asked_for_the_rest(site: &DemoSite) -> usize {
    site.requests().iter().filter(|request| request.path() == ADDED && request.range.is_some()).count()
}

rows! {
    "nothing" => nothing_goes_wrong:
        Row::done(|_| {});
    "only the words around the pages change" => footer_and_newsletter_change:
        Row::new("unchanged", None, 0, |site| {
            site.change(|content| {
                *content = first_edition();
                content.footer = "Other words at the foot of the page.".to_owned();
                content.newsletter = "Our letter, twice a month".to_owned();
            });
        });

    "entries only change places" => entries_change_places:
        Row::new("unchanged", None, 0, |site| {
            site.change(|content| {
                *content = first_edition();
                content.entries.reverse();
            });
        })
        .holds(|after| {
            let first = after.stage.ask(&["list"])["resources"][0]["title"].clone();
            assert_eq!(first, after.stage.site.content().entries[0].title.as_str(), "the site's order");
        });

    // The site as a whole.
    "nobody listens at the site's address" => nobody_listens:
        Row::stopped("unreachable", 4, |site| site.faults(|faults| faults.down = true));
    "every connection is closed without a word" => every_connection_is_dropped:
        Row::stopped("unreachable", 4, |site| everywhere(site, Fault::Dropped));
    "the site answers with an error (500)" => server_error:
        Row::stopped("unreachable", 4, |site| everywhere(site, Fault::ServerError));
    "the site asks to come back in an hour (503)" => come_back_in_an_hour:
        Row::stopped("unreachable", 4, |site| everywhere(site, Fault::Unavailable { retry_after_s: Some(3600) }));
    "the site asks to come back in a second (429)" => come_back_in_a_second:
        Row::done(|site| once(site, Place::List, Fault::TooManyRequests { retry_after_s: 1 }));
    "the site asks to come back at a moment two seconds from now (503 with a date)" => come_back_at_a_moment:
        Row::done(|site| once(site, Place::List, Fault::ComeBackAt { in_s: 2 }));
    "the site wants a name and a password (401)" => password_wanted:
        Row::stopped("unreachable", 4, |site| everywhere(site, Fault::Status(401)));
    "the proxy wants a name and a password (407)" => proxy_password_wanted:
        Row::stopped("unreachable", 4, |site| everywhere(site, Fault::Status(407)));
    "a gate wants a browser to prove itself (403)" => challenge:
        Row::stopped("unreachable", 4, |site| everywhere(site, Fault::Challenge));
    "the network wants you to sign in (a page with status 200)" => sign_in_page:
        Row::stopped("captive_portal", 4, |site| everywhere(site, Fault::CaptivePortal));
    "the network wants you to sign in (511)" => sign_in_required:
        Row::stopped("captive_portal", 4, |site| everywhere(site, Fault::SignInRequired));
    "everything is sent on to a sign-in page elsewhere" => sent_on_to_sign_in:
        Row::stopped("captive_portal", 4, |site| {
            everywhere(site, Fault::RedirectTo("http://198.51.100.7/login?from=clinic".to_owned()));
        });
    "a filter's block page (200)" => block_page:
        Row::stopped("not_the_site", 6, |site| everywhere(site, Fault::BlockPage { status: 200 }));
    "a filter's block page (403)" => block_page_forbidden:
        Row::stopped("unreachable", 4, |site| everywhere(site, Fault::BlockPage { status: 403 }));
    "the domain was sold" => domain_sold:
        Row::stopped("site_changed", 6, |site| everywhere(site, Fault::ParkedDomain));
    "every page is an empty frame for scripts" => needs_script:
        Row::stopped("not_the_site", 6, |site| everywhere(site, Fault::NeedsScript));
    "every page is an error page (200)" => error_page_everywhere:
        Row::stopped("not_the_site", 6, |site| everywhere(site, Fault::ErrorPageAs { media_type: "text/html".into() }));
    "every answer is empty" => empty_everywhere:
        Row::stopped("unreachable", 4, |site| everywhere(site, Fault::EmptyBody));
    "redirects without end" => redirects_without_end:
        Row::stopped("unreachable", 4, |site| everywhere(site, Fault::RedirectLoop));
    "five redirects before every answer" => five_redirects:
        Row::done(|site| everywhere(site, Fault::RedirectChain { hops: 5 }));
    "six redirects before every answer" => six_redirects:
        Row::stopped("unreachable", 4, |site| everywhere(site, Fault::RedirectChain { hops: 6 }));
    "a header of a megabyte" => long_header:
        Row::stopped("unreachable", 4, |site| everywhere(site, Fault::LongHeader { bytes: 1 << 20 }));
    "every answer comes late" => everything_is_late:
        Row::done(|site| everywhere(site, Fault::Late { delay_ms: 150 }));

    // The list.
    "the list breaks off in the middle of its first page" => first_page_breaks_off:
        Row::stopped("unreachable", 4, |site| always(site, Place::ListPage(1), Fault::CutAfter { bytes: 3000 }));
    "the list breaks off in the middle of a later page" => later_page_breaks_off:
        Row::problem("truncated", |site| always(site, Place::ListPage(3), Fault::CutAfter { bytes: 3000 }))
            .holds(|after| assert_eq!(after.report["resources"]["withdrawn"], 0));
    "a later page of the list is an error (500)" => later_page_is_an_error:
        Row::problem("server_error", |site| always(site, Place::ListPage(3), Fault::ServerError))
            .holds(|after| assert_eq!(after.report["resources"]["withdrawn"], 0));
    "a later page of the list is an error page (200)" => later_page_is_an_error_page:
        Row::problem("not_a_page", |site| {
            always(site, Place::ListPage(3), Fault::ErrorPageAs { media_type: "text/html".into() });
        })
        .holds(|after| assert_eq!(after.report["resources"]["withdrawn"], 0));
    "a later page of the list is a sign-in page" => later_page_is_a_sign_in_page:
        Row::problem("not_a_page", |site| always(site, Place::ListPage(2), Fault::CaptivePortal))
            .holds(|after| assert_eq!(after.report["resources"]["withdrawn"], 0));
    "a later page of the list is shorter than it says" => later_page_is_shorter_than_declared:
        Row::problem("truncated", |site| always(site, Place::ListPage(2), Fault::LessDeclared { by: 2000 }))
            .holds(|after| assert_eq!(after.report["resources"]["withdrawn"], 0));
    "the list is packed to a bomb (gzip)" => list_is_a_bomb:
        Row::stopped("not_the_site", 6, |site| {
            always(site, Place::List, Fault::Bomb { bytes: 64 << 20, packing: Packing::Gzip });
        });
    "the list is packed as nobody asked (deflate)" => list_is_packed_unasked:
        Row::stopped("unreachable", 4, |site| {
            always(site, Place::List, Fault::Bomb { bytes: 64 << 20, packing: Packing::Deflate });
        });
    "the list says that it is packed, and is not" => list_is_falsely_packed:
        Row::stopped("unreachable", 4, |site| always(site, Place::List, Fault::FalseEncoding));
    "the list is said to be a download" => list_with_a_wrong_type:
        Row::done(|site| always(site, Place::List, Fault::MediaType("application/octet-stream".into())));
    "the list is empty" => list_is_empty:
        Row::stopped("site_changed", 6, |site| site.change(|content| content.entries.clear()))
            .then(restore);
    "more than a fifth of the resources is gone" => more_than_a_fifth_is_gone:
        Row::stopped("site_changed", 6, |site| site.change(|content| content.entries.truncate(9)))
            .holds(|after| assert!(after.report["losses"].as_array().unwrap().len() > 3))
            .then(restore);
    "another site's list stands at the address" => another_site:
        Row::stopped("site_changed", 6, |site| {
            site.switch(|options| options.content = SiteContent::of_another_site());
        })
        .then(restore);
    "the site is rebuilt in another form, with the same content" => redesign:
        Row::done(|site| site.switch(|options| options.template = Template::PlainList));
    "an entry comes at the top while the list is read" => entry_comes_while_reading:
        Row::done(|site| {
            let entry = SiteEntry::new("Sample: came while you read").paragraph("New.");
            site.faults(|faults| faults.after_list_page(1, Shift::InsertAtTop(Box::new(entry))));
        });
    "an entry leaves the list while it is read, and another slips from page to page" => entry_leaves_while_reading:
        Row::done(|site| site.faults(|faults| faults.after_list_page(1, Shift::Remove(0))))
            .holds(|after| {
                assert_eq!(after.titled(REMOVED_ENTRY).unwrap()["state"], "withdrawn");
                // The one that slipped from page to page was seen at the second look.
                assert_eq!(after.report["resources"]["withdrawn"], 1);
            });
    "an entry moves to the top while the list is read" => entry_moves_while_reading:
        Row::done(|site| site.faults(|faults| faults.after_list_page(2, Shift::MoveToTop(9))))
            .holds(|after| assert_eq!(after.report["resources"]["withdrawn"], 1));
    "every page carries a new token" => fresh_tokens:
        Row::done(|site| everywhere(site, Fault::FreshToken));

    // Pages beside the list.
    "the page with the vision is an error (500)" => vision_is_an_error:
        Row::problem("server_error", |site| always(site, Place::Path(VISION_PATH.into()), Fault::ServerError))
            .holds(|after| {
                assert_eq!(after.stage.ask(&["about"])["values"].as_array().unwrap().len(), 4, "the earlier text");
            });
    "the page with the vision is not found" => vision_is_not_found:
        Row::problem("not_a_page", |site| always(site, Place::Path(VISION_PATH.into()), Fault::NotFound))
            .holds(|after| {
                assert_eq!(after.stage.ask(&["about"])["values"].as_array().unwrap().len(), 4, "the earlier text");
            });
    "content pages are error pages (200)" => content_pages_are_error_pages:
        Row::problem("not_a_page", |site| {
            always(site, Place::Pages, Fault::ErrorPageAs { media_type: "text/html".into() });
        })
        .holds(|after| assert_eq!(after.report["resources"]["withdrawn"], 0));
    "a content page breaks off" => content_page_breaks_off:
        Row::problem("truncated", |site| {
            always(site, Place::Path(CHANGED_PAGE.into()), Fault::CutAfter { bytes: 2500 });
        })
        .holds(|after| assert_eq!(after.report["resources"]["withdrawn"], 0));

    // Files.
    "a file is closed without a word, again and again" => file_is_dropped:
        Row::problem("truncated", |site| always(site, added(), Fault::Dropped));
    "a file breaks off once" => file_breaks_off_once:
        Row::done(|site| once(site, added(), Fault::CutAfter { bytes: 30_000 }))
            .holds(|after| assert_eq!(asked_for_the_rest(&after.stage.site), 1, "it was not gone on with"));
    "a file breaks off again and again" => file_breaks_off:
        Row::problem("truncated", |site| always(site, added(), Fault::CutAfter { bytes: 9_000 }))
            .holds(|after| assert_eq!(asked_for_the_rest(&after.stage.site), 2))
            .then(DemoSite::clear_requests);
    "the line is reset in the middle of a file" => file_is_reset:
        Row::problem("truncated", |site| always(site, added(), Fault::ResetAfter { bytes: 9_000 }));
    "a file comes to a halt for half a minute" => file_stalls:
        Row::done(|site| once(site, added(), Fault::StallAfter { bytes: 30_000 }));
    "a file trickles" => file_trickles:
        Row::done(|site| always(site, Place::Files, Fault::SlowBody { piece_bytes: 700, pause_ms: 1 }));
    "nonsense follows a file on the line" => nonsense_after_a_file:
        Row::done(|site| always(site, Place::Files, Fault::NonsenseAfter { bytes: 500 }));
    "a file is shorter than it is, by what it says" => file_is_cut_by_its_length:
        Row::problem("truncated", |site| always(site, added(), Fault::LessDeclared { by: 20_000 }));
    "a part of a file comes though nobody asked for a part" => part_unasked:
        Row::problem("server_error", |site| always(site, added(), Fault::PartialUnasked { bytes: 20_000 }));
    "the rest of a file comes without saying which part it is" => rest_without_range:
        Row::done(|site| cut_then(Fault::WrongRange(RangeLie::Missing), site));
    "the rest of a file is another part than was asked for" => rest_is_another_part:
        Row::done(|site| cut_then(Fault::WrongRange(RangeLie::OtherStart), site));
    "the rest of a file tells another length of the whole" => rest_tells_another_length:
        Row::done(|site| cut_then(Fault::WrongRange(RangeLie::OtherTotal), site));
    "a server that cannot send the rest of a file" => no_ranges:
        Row::done(|site| cut_then(Fault::NoRanges, site));
    "a file is replaced while it is half fetched" => replaced_while_half_fetched:
        Row::problem("truncated", |site| always(site, added(), Fault::CutAfter { bytes: 9_000 }))
            .then(|site| site.change(|content| content.file(ADDED).body.extend_from_slice(b"\n% other edition\n")));
    "the same, and the server sends the rest of the new one" => replaced_and_sent_without_condition:
        Row::problem("truncated", |site| always(site, added(), Fault::CutAfter { bytes: 9_000 }))
            .then(|site| {
                site.change(|content| content.file(ADDED).body.extend_from_slice(b"\n% other edition\n"));
                always(site, added(), Fault::NoIfRange);
            });
    "a digest that fits" => digest_fits:
        Row::done(|site| always(site, Place::Files, Fault::Digest { right: true }));
    "a digest that does not fit" => digest_does_not_fit:
        Row::problem("digest_mismatch", |site| always(site, added(), Fault::Digest { right: false }));
    "a file is an error page under a PDF's type (200)" => file_is_an_error_page:
        Row::problem("not_a_document", |site| {
            always(site, Place::Files, Fault::ErrorPageAs { media_type: "application/pdf".into() });
        });
    "a file is an honest error page (200)" => file_is_an_honest_error_page:
        Row::problem("not_a_document", |site| {
            always(site, Place::Files, Fault::ErrorPageAs { media_type: "text/html".into() });
        });
    "a file is a filter's block page (200)" => file_is_a_block_page:
        Row::problem("not_a_document", |site| always(site, Place::Files, Fault::BlockPage { status: 200 }));
    "a file is refused by a filter (403)" => file_is_refused:
        Row::problem("refused", |site| always(site, Place::Files, Fault::BlockPage { status: 403 }));
    "a file is a gate's page (403)" => file_is_a_challenge:
        Row::problem("refused", |site| always(site, Place::Files, Fault::Challenge));
    "files are a sign-in page (200)" => files_are_a_sign_in_page:
        Row::problem("captive_portal", |site| always(site, Place::Files, Fault::CaptivePortal));
    "files are a sign-in page (511)" => files_want_a_sign_in:
        Row::problem("captive_portal", |site| always(site, Place::Files, Fault::SignInRequired));
    "a file is empty" => file_is_empty:
        Row::problem("not_a_document", |site| always(site, Place::Files, Fault::EmptyBody));
    "a file is a web page by its type, and a PDF in fact" => file_with_a_wrong_type:
        Row::done(|site| always(site, Place::Files, Fault::MediaType("text/html".into())));
    "a file is packed for the way" => packed_file:
        Row::done(|site| always(site, Place::Files, Fault::Gzip));
    "a file says that it is packed, and is not" => file_is_falsely_packed:
        Row::problem("truncated", |site| always(site, added(), Fault::FalseEncoding));
    "a file of 300 MB, by what it says" => file_is_too_large:
        Row::problem("too_large", |site| always(site, added(), Fault::Huge { bytes: 300 << 20, declared: true }));
    "a file of 300 MB that says nothing" => file_is_too_large_in_secret:
        Row::problem("too_large", |site| always(site, added(), Fault::Huge { bytes: 300 << 20, declared: false }));
    "a file is packed to a bomb" => file_is_a_bomb:
        Row::problem("too_large", |site| {
            always(site, added(), Fault::Bomb { bytes: 210 << 20, packing: Packing::Gzip });
        });
    "every file is closed without a word" => files_are_dropped:
        Row::problem("truncated", |site| always(site, Place::Files, Fault::Dropped));
    "a file is not found (404)" => file_is_not_found:
        Row::problem("gone", |site| always(site, added(), Fault::NotFound));
    "a file that was here is gone (410)" => file_here_is_gone:
        Row::problem("gone", |site| always(site, Place::Path(REPLACED.into()), Fault::Gone))
            .holds(|after| {
                let guide = after.titled("Sample guide: Getting here by bus").unwrap();
                assert!(guide["attachments"][0]["sha256"].is_string(), "the file that was here is kept: {guide:#}");
            });
    "a file is \"not modified\" though it never was here (304)" => not_modified_unasked:
        Row::problem("refused", |site| always(site, added(), Fault::NotModifiedUnasked));
    "a file is sent on to an address inside the network" => file_sent_inside:
        Row::problem("address_not_allowed", |site| {
            always(site, added(), Fault::RedirectTo("http://192.168.0.1/admin.pdf".into()));
        });
    "a file is sent on to an address with a name and a password" => file_sent_on_with_credentials:
        Row::problem("address_not_allowed", |site| {
            always(site, added(), Fault::RedirectTo("http://nurse:sesame@10.0.0.9/file.pdf".into()));
        })
        .holds(|after| assert!(!after.printed().contains("sesame"), "{}", after.printed()));
    "a file is sent on to this computer's own disk" => file_sent_to_the_disk:
        Row::problem("bad_redirect", |site| always(site, added(), Fault::RedirectTo("file:///etc/passwd".into())));
    "a file after six redirects" => file_after_six_redirects:
        Row::problem("bad_redirect", |site| always(site, added(), Fault::RedirectChain { hops: 6 }));
    "a file's address asks to come back in an hour (503)" => file_comes_in_an_hour:
        Row::problem("site_busy", |site| always(site, added(), Fault::Unavailable { retry_after_s: Some(3600) }));
    "files without anything to tell them apart by" => no_validators:
        Row::done(|site| everywhere(site, Fault::NoValidators));
    "files with weak tags" => weak_tags:
        Row::done(|site| everywhere(site, Fault::WeakEtag));
    "every answer has another tag" => fresh_tags:
        Row::done(|site| everywhere(site, Fault::FreshEtag));
    "a file is replaced, and its date is not" => replaced_with_its_old_date:
        Row::done(|site| everywhere(site, Fault::OldDate))
            .holds(|after| {
                let guide = after.titled("Sample guide: Getting here by bus").unwrap();
                let new = after.stage.site.content().files[REPLACED].sha256();
                assert_eq!(guide["attachments"][0]["sha256"], new.as_str());
            });
    "names of files that try to be paths" => odd_names:
        Row::done(|site| site.change(SiteContent::add_odd_names))
            .holds(|after| {
                let outside = after.library().parent().unwrap();
                for name in ["escaped.pdf", "escaped-too.pdf", "passwd.pdf"] {
                    assert!(!outside.join(name).exists(), "{name} escaped");
                }
                let to = outside.join("saved");
                let _ = std::fs::remove_dir_all(&to);
                for resource in resources(&after.after) {
                    let title = resource["title"].as_str().unwrap();
                    if !title.starts_with("Sample oddity") { continue; }
                    let saved = after.stage.ask(&["save", resource["id"].as_str().unwrap(), "--to", to.to_str().unwrap()]);
                    let path = std::path::PathBuf::from(saved["saved"][0].as_str().unwrap());
                    assert!(path.parent() == Some(&to) && path.is_file(), "{title}: {}", path.display());
                    assert!(path.file_name().unwrap().len() < 200, "{}", path.display());
                }
            });

    // What the site asks programs to leave alone.
    "robots.txt forbids the list" => robots_forbid_the_list:
        Row::stopped("robots_disallow", 6, |site| {
            site.change(|content| content.robots = "User-agent: *\nDisallow: /resource-library\n".to_owned());
        })
        .then(|site| site.change(|content| content.robots = SiteContent::standard().robots));
    "robots.txt forbids files" => robots_forbid_files:
        Row::problem("robots_disallow", |site| {
            site.change(|content| content.robots = format!("User-agent: TogetherLibrary\nDisallow: {ADDED}\n"));
        })
        .then(|site| site.change(|content| content.robots = SiteContent::standard().robots));
    "robots.txt forbids others, and us nothing" => robots_forbid_others:
        Row::done(|site| {
            let robots = "User-agent: *\nDisallow: /\n\nUser-agent: TogetherLibrary\nAllow: /\n";
            site.change(|content| content.robots = robots.to_owned());
        });
    "robots.txt asks for a second between pages" => robots_crawl_delay:
        Row::done(|site| {
            site.change(|content| content.robots = "User-agent: *\nCrawl-delay: 1\n".to_owned());
        })
        .holds(|after| {
            let list: Vec<_> = after.stage.site.requests().into_iter()
                .filter(|request| request.path() == demo_site::LIST_PATH).collect();
            // From page to page; a second look at the list begins on its first page.
            for pair in list.windows(2).filter(|pair| pair[1].path_and_query != demo_site::LIST_PATH) {
                let pause = pair[1].began.saturating_sub(pair[0].began);
                assert!(pause.as_millis() >= 950, "{pause:?} before {}", pair[1].path_and_query);
            }
        });
    "robots.txt is an error (500)" => robots_are_an_error:
        Row::done(|site| always(site, robots(), Fault::ServerError));
    "robots.txt is a web page" => robots_are_a_web_page:
        Row::done(|site| always(site, robots(), Fault::ErrorPageAs { media_type: "text/html".into() }));
    "there is no robots.txt" => no_robots:
        Row::done(|site| always(site, robots(), Fault::NotFound));
}
