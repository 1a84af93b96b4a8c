//! Journeys: the product as its users meet it. One binary, one module for each way in.

mod journeys {
    /// The real console program against the demo site: names, shapes and exit statuses that are promised.
    mod console;
    /// A hand for windows that nobody sees.
    #[cfg(feature = "desktop")]
    #[allow(dead_code, reason = "shared with xtask, which uses other parts of it")]
    mod driver;
    /// What goes wrong on sites and networks, and what comes of it: a table.
    mod faults;
    /// What changed since somebody last looked, told in words.
    mod history;
    /// The library in this process against the demo site, with the site's faults.
    mod library;
    /// What a reader sees of a library, so that two can be compared.
    #[allow(dead_code, reason = "shared with xtask, which uses other parts of it")]
    mod likeness;
    /// A plain word where no window can be shown, and no harm where the desktop lacks a part.
    #[cfg(all(target_os = "linux", feature = "desktop"))]
    mod manners;
    /// A connection that is paid for by what it carries, as NetworkManager tells of it.
    #[cfg(target_os = "linux")]
    mod metered;
    /// Scanned leaflets: the words of pictures, read by a program that the computer has.
    #[cfg(target_os = "linux")]
    mod pictures;
    /// Print packs: what is in them, what is left out and why.
    mod print_packs;
    /// Refreshes of the console program that are disturbed: by a second one, a kill, an interrupt, a site that shrinks.
    mod refreshing;
    /// Refreshes without being asked: when, what holds them up, and the loop that begins them.
    mod schedule;
    /// What the console's JSON documents are promised to hold.
    mod shape;
    /// Several sources in one library: sites beside each other, folders, adding and removing.
    mod sources;
    /// Messages to the partnership, and what its page said before.
    mod telling;
    /// What a refresh costs the site, and where it goes on after it was cut off.
    mod thrift;
    /// The icon beside the clock, as the desktop sees it.
    #[cfg(all(target_os = "linux", feature = "desktop"))]
    mod tray;
    /// One journey through the real window: start, refresh, search, read, vision; and what comes back at the next start.
    #[cfg(feature = "desktop")]
    mod window;
    /// A library beside a demo site of its own.
    mod world;
}
