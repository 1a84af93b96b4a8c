//! Documents changed at random, read by the real worker process. The work is done by a test program of `extract`, which
//! is its own worker; what brings a worker down is kept under `target/tmp/found`.

use crate::step::{self, cargo};

pub fn fuzz(seconds: u64, format: &str, seed: u64) -> Result<(), String> {
    println!("seed {seed}");
    // The whole workspace, or its parts would be built once more with other features.
    let mut test = cargo(&["test", "--workspace", "--test", "hostile", "--", "fuzz"]);
    step::run(test.args([&seconds.to_string(), format, &seed.to_string()]))
}
