//! The figures in print.

use super::alone::Alone;
use super::corpus::Class;
use super::{CHANGES, FTS5_LARGE, FTS5_QUERIES, Options, REPEATS, Taken, median, percentile, ratio, thousands};
use crate::common::clock::UNIT;
use crate::common::engines::Kind;

pub fn preface(options: &Options, classes: &[Class], topics: usize) {
    let from = match &options.sentences {
        Some(file) => format!("sentences of {topics} documents in {}", file.display()),
        None => format!("made-up sentences of {topics} topics"),
    };
    let of = |class: &Class| format!("{} × {}", class.queries.len(), class.name);
    println!("Documents of about 1,800 characters, mixed from {from}.");
    println!("Asked: {}.", classes.iter().map(of).collect::<Vec<_>>().join(", "));
    println!(
        "Each answer is a full one: the ten best, how many in all, and passages with the words marked (ours: grouped"
    );
    println!("by resource, up to three passages each). {UNIT} of the process, least of {REPEATS} after a first pass.");
    println!(
        "FTS5 in {} documents and more: {FTS5_QUERIES} queries a class, and compared by those.",
        thousands(FTS5_LARGE)
    );
}

pub fn size(classes: &[Class], taken: &[Taken]) {
    println!("  {:<22}{:<21}{:>9}{:>9}{:>9}{:>9}{:>12}", UNIT, "", "p50", "p95", "p99", "queries", "ours/FTS5");
    for (nth, class) in classes.iter().enumerate() {
        for one in taken {
            let of_all = taken.iter().find(|other| other.kind == Kind::Fts5).filter(|_| one.kind == Kind::Library);
            let ratio = of_all.map(|fts5| format!("{:.3}", ratio(&one.times[nth], &fts5.times[nth])));
            let name = if one.kind == Kind::ALL[0] { class.name } else { "" };
            let asked: Vec<f64> = one.times[nth].iter().copied().flatten().collect();
            times(name, one.kind.name(), &asked, &ratio.unwrap_or_default());
        }
    }
    println!(
        "  {:<22}{:>15}{:>12}{:>17}{:>14}{:>18}{:>18}",
        "", "documents per", "index per", "memory growth", "of which no", "first answer", "first answer"
    );
    println!(
        "  {:<22}{:>15}{:>12}{:>17}{:>14}{:>18}{:>18}",
        "", "CPU s to build", "text", "at most, MB", "files, MB", "cold, ms (CPU)", "warm, ms (CPU)"
    );
    let first = |alone: &Alone| format!("{:.0} ({:.0})", alone.first_ms, alone.first_cpu_ms);
    for one in taken {
        println!(
            "  {:<22}{:>15}{:>12.2}{:>17.1}{:>14.1}{:>18}{:>18}",
            one.kind.name(),
            thousands(one.build_per_second as usize),
            one.index_per_text,
            one.warm.peak_mb,
            one.warm.own_mb,
            one.cold.as_ref().map_or_else(|| "not told".into(), first),
            first(&one.warm),
        );
    }
    for one in taken.iter().filter(|one| !one.changes_ms.is_empty()) {
        println!(
            "  one document changed and found, {:<21} {:.1} ms on the wall (median of {CHANGES}; most {:.1})",
            one.kind.name(),
            median(&one.changes_ms),
            percentile(&one.changes_ms, 1.0),
        );
    }
}

pub fn times(class: &str, engine: &str, times: &[f64], ratio: &str) {
    let at = |share| percentile(times, share);
    println!(
        "  {class:<22}{engine:<21}{:>9.2}{:>9.2}{:>9.2}{:>9}{ratio:>12}",
        at(0.5),
        at(0.95),
        at(0.99),
        times.len()
    );
}

/// How the slow ones of each class grow with the documents.
pub fn growth(classes: &[Class], kinds: &[Kind], sizes: &[(usize, Vec<Taken>)]) {
    println!("\nGrowth of the 95th of 100, and ours as a share of FTS5");
    let heads = sizes.iter().map(|(documents, _)| format!("{:>22}", thousands(*documents)));
    println!("  {:<22}{:<21}{}", "", "", heads.collect::<String>());
    for (nth, class) in classes.iter().enumerate() {
        for (row, kind) in kinds.iter().copied().enumerate() {
            let mut before = None;
            let mut line = String::new();
            for (_, taken) in sizes {
                let Some(one) = taken.iter().find(|one| one.kind == kind) else { continue };
                let now = percentile(&one.times[nth].iter().copied().flatten().collect::<Vec<_>>(), 0.95);
                let grown = before.map(|before| format!("×{:.1}", now / before)).unwrap_or_default();
                line.push_str(&format!("{now:>14.2}{grown:>8}"));
                before = Some(now);
            }
            println!("  {:<22}{:<21}{line}", if row == 0 { class.name } else { "" }, kind.name());
        }
        if !kinds.contains(&Kind::Fts5) {
            continue;
        }
        let share = |taken: &[Taken]| {
            let of = |kind| taken.iter().find(|one| one.kind == kind).map(|one: &Taken| &one.times[nth]);
            of(Kind::Library).zip(of(Kind::Fts5)).map_or(f64::NAN, |(ours, theirs)| ratio(ours, theirs))
        };
        let shares = sizes.iter().map(|(_, taken)| format!("{:>14.3}{:>8}", share(taken), ""));
        println!("  {:<22}{:<21}{}", "", "ours/FTS5", shares.collect::<String>());
    }
}
