//! Wording of what stands around entries: boxes, notices, counts, pagers.

use super::{among, fold, is_number, phrases, tokens};

/// Headings of boxes that hold no entries. Whole headings, and beginnings that no leaflet has for its title.
pub(crate) fn is_box_heading(text: &str) -> bool {
    let text = fold(text);
    const WHOLE: &str = "newsletter; newsletter sign up; newsletter signup; subscribe; sign up; search; search results; search \
        resources; search the library; search our resources; search the resource library; filter; filters; filter \
        results; filter by; filter resources; filter the list; refine; refine results; refine your search; refine \
        by; sort; sort by; browse; browse by topic; browse by category; categories; tags; topics; archives; archive; \
        menu; main menu; navigation; main navigation; site navigation; breadcrumb; breadcrumbs; pagination; pages; \
        pager; posts navigation; post navigation; page navigation; contact; contact us; get in touch; follow us; \
        share; share this; share this page; connect with us; related; see also; quick links; useful links; in this \
        section; on this page; more in this section; recent posts; recent comments; latest news; latest posts; \
        latest tweets; recent news; news and events; news; events; latest; blog; popular; most popular; most viewed; \
        most read; most downloaded; comments; leave a reply; leave a comment; cookies; cookie policy; cookie \
        settings; cookie preferences; cookies on this site; this site uses cookies; cookies on this website; meta; \
        sidebar; skip to content; you are here; stay in touch; keep in touch; stay up to date; stay connected; \
        privacy; accessibility; your privacy; language; languages; translate this page; results; thank you; thank \
        you for signing up; join our mailing list; mailing list; footer; site map; sitemap; social media; our \
        partners; partners";
    const BEGINNINGS: &str = "related resources; related documents; related pages; related content; related links; related downloads; \
        related articles; related posts; related news; related items; related information; related topics; related \
        reading; you may also; you might also; others also; people also; sign up to our; sign up for our; sign up to \
        the newsletter; sign up for the newsletter; subscribe to our; subscribe to the newsletter; join our \
        newsletter; we use cookies; this website uses cookies; this site uses cookies; we value your privacy; manage \
        your cookie; no results; nothing found; no resources; no documents found; no items found; no entries; there \
        are no; sorry, no; sorry, we; you are using an outdated; your browser is; more from; can't find what you; \
        can't find it; didn't find what; page not found; filter by ; sort by ; refine by ; search our ; search for ; \
        latest from; was this page; is this page useful; help us improve this; share this on; follow us on; skip to \
        ; latest tweets; back to top";
    among(WHOLE, text.as_str())
        || phrases(BEGINNINGS).any(|beginning| text.starts_with(beginning))
        || is_resident_heading(&text)
}

/// "Are you a Tower Hamlets resident?": the footer of most pages of the real site.
pub(crate) fn is_resident_heading(text: &str) -> bool {
    let text = fold(text);
    text.starts_with("are you a ") && text.contains("resident") && text.find("resident").is_some_and(|at| at < 60)
}

/// Beginnings of notices that stand on a page but say nothing of its subject.
pub(crate) fn is_notice(raw: &str) -> bool {
    let text = fold(raw);
    const NOTICES: &str = "we use cookies; this site uses cookies; this website uses cookies; our website uses cookies; our site uses \
        cookies; you are using an outdated; you are using an unsupported; you're using an old; you are using an old; \
        your browser is; your browser does; it looks like you are using an old; it looks like you're using an old; \
        please upgrade your browser; please enable javascript; javascript is disabled; this site requires \
        javascript; skip to main; skip to content; thank you for subscribing; thank you for signing up; thanks for \
        signing up; thanks for subscribing; sign up to our newsletter; sign up for our newsletter; subscribe to our \
        newsletter; by continuing to use this site; we've placed cookies; you have successfully subscribed; you have \
        been subscribed; back to top; return to top; print this page";
    raw.trim_start().starts_with('©') || phrases(NOTICES).any(|notice| text.starts_with(notice))
}

/// Lines between and around entries: "Showing 1 to 9 of 37", "Page 2 of 4", "1 2 3 Next", "37 results".
pub(crate) fn is_count_or_pager(text: &str) -> bool {
    let tokens = tokens(text);
    const WORDS: &str = "page; pages; of; next; previous; prev; first; last; older; newer; posts; showing; results; result; to; \
        items; item; resources; resource; entries; entry; load; more; show; displaying; back; current; go; you're; \
        on; found; documents; total; per; all; the";
    let numbers = tokens.iter().any(|token| is_number(token));
    let turns =
        tokens.iter().any(|token| matches!(token.as_str(), "next" | "previous" | "prev" | "older" | "newer" | "load"));
    let marks_only =
        tokens.is_empty() && text.chars().any(|c| matches!(c, '‹' | '›' | '«' | '»' | '<' | '>' | '…' | '←' | '→'));
    marks_only
        || (!tokens.is_empty()
            && tokens.len() <= 14
            && (numbers || turns)
            && tokens.iter().all(|token| is_number(token) || among(WORDS, token.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_that_hold_no_entries() {
        for text in [
            "Related resources",
            "Are you a Tower Hamlets resident? We would love to hear from you!",
            "Newsletter",
            "Search",
            "You may also like",
            "No results found",
        ] {
            assert!(is_box_heading(text), "{text}");
        }
        for text in [
            "Newsletter – May 2020",
            "Search and rescue",
            "Related conditions of diabetes",
            "Sign up to safety",
            "Contact us card",
            "Popular myths about vaccines",
            "Are you a carer?",
        ] {
            assert!(!is_box_heading(text), "{text}");
        }
    }

    #[test]
    fn counts_and_pagers() {
        for text in
            ["Showing 1 to 9 of 37 results", "Page 2 of 4", "1 2 3 … 7 Next ›", "»", "Older posts", "37 resources"]
        {
            assert!(is_count_or_pager(text), "{text}");
        }
        for text in ["What next?", "Call 111", "17 November 2020", "346 local residents", "All"] {
            assert!(!is_count_or_pager(text), "{text}");
        }
    }
}
