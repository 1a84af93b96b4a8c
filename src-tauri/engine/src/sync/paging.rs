//! Which page of the list comes next.
//!
//! It is not known how the site pages, so every form must end well: numbers from one or from zero, numbers past the
//! end that repeat the last page, that are empty or not found, a number that is ignored, a "next" link alone, a list
//! that grows. Links that the pages show are followed; where the first page shows none, `?page=1`, `?page=2`, … are
//! tried. A page without anything new ends the way it was found by.

use std::collections::{HashSet, VecDeque};

use catalogue::Paging;
use url::Url;

/// More pages than any honest list of this kind has.
const MOST_PAGES: usize = 500;

#[derive(Debug)]
pub(crate) struct PageQueue {
    waiting: VecDeque<Step>,
    asked: HashSet<String>,
    counting: Option<Counting>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub url: String,
    /// Found by counting, not by a link: "not found" is an honest end, no problem.
    pub counted: bool,
}

#[derive(Debug)]
struct Counting {
    base: Url,
    form: Form,
    next: u32,
    /// `?page=1` may be the first page again (counted from one) or the second (counted from zero): one page without
    /// news is forgiven there.
    forgiven: bool,
}

#[derive(Debug)]
enum Form {
    Query(String),
    Path(String),
}

impl PageQueue {
    pub fn new(list: &Url, paging: &Paging) -> Self {
        let counting = |form, first: u32| Some(Counting { base: list.clone(), form, next: first + 1, forgiven: true });
        let counting = match paging {
            // Decided when the first page was read.
            Paging::Auto | Paging::None => None,
            Paging::Query { name, first } => counting(Form::Query(name.clone()), *first),
            Paging::Path { prefix, first } => counting(Form::Path(prefix.clone()), *first),
        };
        let first = Step { url: list.to_string(), counted: false };
        Self { asked: HashSet::from([first.url.clone()]), waiting: VecDeque::from([first]), counting }
    }

    /// The next page to ask for.
    pub fn next(&mut self) -> Option<Step> {
        if self.asked.len() > MOST_PAGES {
            return None;
        }
        if let Some(step) = self.waiting.pop_front() {
            return Some(step);
        }
        let counting = self.counting.as_mut()?;
        loop {
            let url = counting.url();
            counting.next += 1;
            if self.asked.insert(url.clone()) {
                return Some(Step { url, counted: true });
            }
        }
    }

    /// What the page of this step brought: addresses of further pages, and whether any entry was new.
    pub fn read(&mut self, step: &Step, further: &[String], news: bool, paging: &Paging) {
        let is_first = self.asked.len() == 1;
        if step.counted {
            let end = match &mut self.counting {
                Some(counting) if !news && counting.forgiven && counting.next == 2 => {
                    counting.forgiven = false;
                    false
                }
                _ => !news,
            };
            if end {
                self.counting = None;
            }
        }
        if *paging == Paging::None || (!news && !is_first) {
            return;
        }
        for url in further {
            if self.asked.insert(url.clone()) {
                self.waiting.push_back(Step { url: url.clone(), counted: false });
            }
        }
        if is_first
            && *paging == Paging::Auto
            && self.waiting.is_empty()
            && let Ok(base) = Url::parse(&step.url)
        {
            self.counting = Some(Counting { base, form: Form::Query("page".to_owned()), next: 1, forgiven: true });
        }
    }

    /// The page of this step was not found.
    pub fn not_found(&mut self, step: &Step) {
        if step.counted {
            self.counting = None;
        }
    }
}

impl Counting {
    fn url(&self) -> String {
        let mut url = self.base.clone();
        match &self.form {
            Form::Query(name) => {
                let others: Vec<(String, String)> = url
                    .query_pairs()
                    .filter(|(key, _)| key != name)
                    .map(|(key, value)| (key.into_owned(), value.into_owned()))
                    .collect();
                url.query_pairs_mut().clear().extend_pairs(others).append_pair(name, &self.next.to_string());
            }
            Form::Path(prefix) => {
                let path = format!("{}/{prefix}{}", url.path().trim_end_matches('/'), self.next);
                url.set_path(&path);
            }
        }
        url.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "https://site.org/resource-library";

    /// A site with this many pages of one entry each; answers with entries and links, `None` for "not found".
    type Site = fn(&str) -> Option<(Vec<u32>, Vec<String>)>;

    /// Walks the site and returns the entries found, in order, and the number of requests.
    fn walk(paging: Paging, site: Site) -> (Vec<u32>, usize) {
        let mut queue = PageQueue::new(&Url::parse(LIST).unwrap(), &paging);
        let mut found = Vec::new();
        let mut requests = 0;
        while let Some(step) = queue.next() {
            requests += 1;
            assert!(requests < 100, "no end");
            match site(&step.url) {
                None => queue.not_found(&step),
                Some((entries, further)) => {
                    let before = found.len();
                    for entry in entries {
                        if !found.contains(&entry) {
                            found.push(entry);
                        }
                    }
                    queue.read(&step, &further, found.len() > before, &paging);
                }
            }
        }
        (found, requests)
    }

    fn number(url: &str) -> Option<u32> {
        Some(url.split_once("?page=")?.1.parse().unwrap())
    }

    #[test]
    fn counted_from_one_with_the_last_page_repeated() {
        let (found, requests) = walk(Paging::Auto, |url| Some((vec![number(url).unwrap_or(1).min(4)], vec![])));
        assert_eq!(found, [1, 2, 3, 4]);
        assert_eq!(requests, 6); // the list, page 1 again, 2, 3, 4, and 5, which is 4 again
    }

    #[test]
    fn counted_from_zero_and_not_found_past_the_end() {
        let (found, _) = walk(Paging::Auto, |url| {
            let page = number(url).unwrap_or(0);
            (page < 3).then(|| (vec![page], vec![]))
        });
        assert_eq!(found, [0, 1, 2]);
    }

    #[test]
    fn empty_past_the_end() {
        let (found, _) = walk(Paging::Auto, |url| {
            let page = number(url).unwrap_or(1);
            Some((if page <= 3 { vec![page] } else { vec![] }, vec![]))
        });
        assert_eq!(found, [1, 2, 3]);
    }

    #[test]
    fn the_number_is_ignored() {
        let (found, requests) = walk(Paging::Auto, |_| Some((vec![7, 8], vec![])));
        assert_eq!(found, [7, 8]);
        assert_eq!(requests, 3);
    }

    #[test]
    fn a_list_that_grows() {
        let (found, _) = walk(Paging::Auto, |url| Some(((1..=number(url).unwrap_or(1).min(3)).collect(), vec![])));
        assert_eq!(found, [1, 2, 3]);
    }

    #[test]
    fn a_next_link_alone() {
        let (found, requests) = walk(Paging::Auto, |url| {
            let page = number(url).unwrap_or(1);
            let next = (page < 4).then(|| format!("{LIST}?page={}", page + 1));
            Some((vec![page], next.into_iter().collect()))
        });
        assert_eq!((found, requests), (vec![1, 2, 3, 4], 4));
    }

    #[test]
    fn links_of_a_path_style_and_links_that_never_end() {
        let (found, _) = walk(Paging::Auto, |url| {
            let page: u32 = url.rsplit_once("/p").map_or(1, |(_, page)| page.parse().unwrap_or(1));
            Some((vec![page.min(3)], vec![format!("{LIST}/p{}", page + 1)]))
        });
        assert_eq!(found, [1, 2, 3]);
    }

    #[test]
    fn a_profile_can_say_how() {
        let (found, _) = walk(Paging::Path { prefix: "p".to_owned(), first: 1 }, |url| {
            let page: u32 = url.rsplit_once("/p").map_or(1, |(_, page)| page.parse().unwrap_or(1));
            (page <= 2).then(|| (vec![page], vec![]))
        });
        assert_eq!(found, [1, 2]);
        let (found, requests) = walk(Paging::None, |_| Some((vec![1], vec![format!("{LIST}?page=2")])));
        assert_eq!((found, requests), (vec![1], 1));
    }
}
