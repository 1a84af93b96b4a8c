//! Numbers by chance, the same at every run and on every machine.

/// SplitMix64.
#[derive(Debug, Clone)]
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From a number and a name, so that what is drawn for one name does not depend on what was drawn for others.
    pub fn named(seed: u64, name: &str) -> Self {
        // FNV-1a.
        let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(name.bytes().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// From 0 to below `bound`; 0 where that is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.share() * bound as f64) as usize
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Ranks by Zipf's law: rank r is drawn in proportion to 1 / (r + 1)^s.
pub struct Zipf {
    sums: Vec<f64>,
}

impl Zipf {
    pub fn new(ranks: usize, s: f64) -> Self {
        let mut sum = 0.0;
        let sums = (1..=ranks).map(|rank| {
            sum += (rank as f64).powf(-s);
            sum
        });
        Self { sums: sums.collect() }
    }

    pub fn draw(&self, numbers: &mut Numbers) -> usize {
        let at = numbers.share() * self.sums.last().copied().unwrap_or_default();
        self.sums.partition_point(|sum| *sum <= at).min(self.sums.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let draw = |mut numbers: Numbers| (0..5).map(|_| numbers.below(1000)).collect::<Vec<_>>();
        assert_eq!(draw(Numbers::new(42)), draw(Numbers::new(42)));
        assert_ne!(draw(Numbers::new(42)), draw(Numbers::new(43)));
        assert_ne!(draw(Numbers::named(7, "a")), draw(Numbers::named(7, "b")));
        assert_ne!(draw(Numbers::named(7, "a")), draw(Numbers::named(11, "a")));
    }

    #[test]
    fn earlier_ranks_come_more_often() {
        let (zipf, mut numbers) = (Zipf::new(100, 0.8), Numbers::new(1));
        let mut counts = [0_u32; 100];
        (0..100_000).for_each(|_| counts[zipf.draw(&mut numbers)] += 1);
        // 2^0.8 = 1.74
        let twice = f64::from(counts[0]) / f64::from(counts[1]);
        assert!((1.6..1.9).contains(&twice), "{twice}");
        assert!(counts.iter().all(|count| *count > 0));
    }
}
