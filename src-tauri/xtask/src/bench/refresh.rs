//! What a first and an unchanged refresh cost, beside `wget --mirror --timestamping` on the same nginx: requests and
//! bytes as the server counted them, seconds by the clock on the wall, memory of the program and its worker.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::leaflets;
use super::measure::{self, Cost, median};
use super::nginx::{Nginx, Traffic};
use crate::step;

/// One run, as the program and as the server saw it.
struct Run {
    cost: Cost,
    traffic: Traffic,
}

pub fn bench(program: &Path, resources: usize, per_page: usize, repeat: usize) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("together-bench-{}", std::process::id()));
    let ended = measure_all(program, &folder, resources, per_page, repeat.max(1));
    let _ = fs::remove_dir_all(&folder);
    ended
}

/// Built for speed, without the window.
pub fn program() -> Result<PathBuf, String> {
    step::run(&mut step::cargo(&["build", "--release", "--no-default-features", "--bin", "together"]))?;
    Ok(step::root().join("target").join("release").join(format!("together{}", std::env::consts::EXE_SUFFIX)))
}

fn measure_all(program: &Path, folder: &Path, resources: usize, per_page: usize, repeat: usize) -> Result<(), String> {
    let site = folder.join("site");
    leaflets::write_site(&site, resources, per_page).map_err(|error| format!("the site could not be made: {error}"))?;
    let nginx = Nginx::start(&site, &folder.join("nginx"))?;
    let pages = resources.div_ceil(per_page);
    println!(
        "\n{resources} resources, {pages} pages of the list, one PDF of two pages (44 kB) each; {repeat} runs, medians"
    );

    let (mut ours_first, mut ours_again) = (Vec::new(), Vec::new());
    let (mut wget_first, mut wget_again) = (Vec::new(), Vec::new());
    for round in 0..repeat {
        // In turns, so that a slow minute of the machine falls on both.
        let library = folder.join(format!("library-{round}"));
        let mirror = folder.join(format!("mirror-{round}"));
        fs::create_dir_all(&mirror).map_err(|error| error.to_string())?;
        nginx.traffic()?;
        ours_first.push(refresh(program, &nginx, &library)?);
        wget_first.push(wget(&nginx, &mirror)?);
        ours_again.push(refresh(program, &nginx, &library)?);
        wget_again.push(wget(&nginx, &mirror)?);
        let _ = fs::remove_dir_all(library);
        let _ = fs::remove_dir_all(mirror);
    }
    println!("{:<28}{:>12}{:>14}{:>10}{:>14}", "", "requests", "bytes", "seconds", "peak memory");
    tell("together refresh, first", &ours_first);
    tell("wget --mirror, first", &wget_first);
    tell("together refresh, unchanged", &ours_again);
    tell("wget --mirror, unchanged", &wget_again);
    println!("together as a share of wget:");
    compare("first", &ours_first, &wget_first);
    compare("unchanged", &ours_again, &wget_again);
    Ok(())
}

fn refresh(program: &Path, nginx: &Nginx, library: &Path) -> Result<Run, String> {
    let mut command = Command::new(program);
    command.args(["refresh", "--quiet", "--json", "--site", &nginx.site, "--library"]).arg(library);
    // 5: done, with problems. The made-up site has no page with a vision.
    Ok(Run { cost: measure::run(&mut command, &[5])?, traffic: nginx.traffic()? })
}

fn wget(nginx: &Nginx, mirror: &Path) -> Result<Run, String> {
    let mut command = Command::new("wget");
    command.args(["--mirror", "--timestamping", "--no-verbose", "--no-host-directories"]);
    // Told "not modified" of the first page of the list, wget takes it for no web page, follows nothing and checks one
    // address of a thousand. With HEAD it looks at them all, as a mirror should.
    command.args(["--no-if-modified-since", "--directory-prefix"]);
    command.arg(mirror).arg(format!("{}/resource-library", nginx.site));
    // 8: some address was not found.
    Ok(Run { cost: measure::run(&mut command, &[8])?, traffic: nginx.traffic()? })
}

fn middle(runs: &[Run], of: impl Fn(&Run) -> f64) -> f64 {
    median(runs.iter().map(of))
}

fn tell(what: &str, runs: &[Run]) {
    let peak = runs.iter().filter_map(|run| run.cost.peak_bytes).max();
    println!(
        "{what:<28}{:>12}{:>14}{:>10.2}{:>14}",
        middle(runs, |run| run.traffic.requests as f64),
        middle(runs, |run| run.traffic.bytes as f64),
        middle(runs, |run| run.cost.seconds),
        peak.map_or("not told".to_owned(), |peak| format!("{:.0} MB", peak as f64 / 1e6)),
    );
}

fn compare(what: &str, ours: &[Run], wget: &[Run]) {
    let ratio = |of: fn(&Run) -> f64| middle(ours, of) / middle(wget, of);
    println!(
        "{what:<12} requests {:.3}   bytes {:.4}   seconds {:.2}",
        ratio(|run| run.traffic.requests as f64),
        ratio(|run| run.traffic.bytes as f64),
        ratio(|run| run.cost.seconds),
    );
}
