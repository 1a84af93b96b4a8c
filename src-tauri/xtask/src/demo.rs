//! The demo site, served from this process.

use demo_site::{DemoSite, SiteOptions};

pub fn start(port: u16) -> Result<DemoSite, String> {
    DemoSite::start_blocking(SiteOptions { port, ..SiteOptions::default() })
        .map_err(|error| format!("the demo site cannot be served: {error}"))
}

pub fn serve(port: u16) -> Result<(), String> {
    let site = start(port)?;
    let address = site.address();
    println!("The demo site is at {address}{}", demo_site::LIST_PATH);
    println!("Everything on it is a sample for demonstration and no health advice.");
    println!("Fetch it with:  together --library SOME-FOLDER refresh --site {address}");
    println!("Ctrl+C ends it.");
    loop {
        std::thread::park();
    }
}
