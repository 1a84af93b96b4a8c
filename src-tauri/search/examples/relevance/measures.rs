//! What a list of results is worth, as trec_eval and BEIR reckon it.

use std::collections::HashMap;

/// The mean over all queries of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measures {
    pub ndcg_10: f64,
    pub recall_100: f64,
    /// Over all that was found.
    pub reciprocal_rank: f64,
    pub first: f64,
    pub among_ten: f64,
    pub nothing: f64,
}

impl Measures {
    /// Gains are taken as they are, discounted by the logarithm of the rank.
    pub fn of(found: &[String], gains: &HashMap<String, f64>) -> Self {
        let discounted = |gains: &[f64]| {
            gains.iter().take(10).enumerate().map(|(rank, gain)| gain / (rank as f64 + 2.0).log2()).sum::<f64>()
        };
        let gained: Vec<f64> = found.iter().map(|id| gains.get(id).copied().unwrap_or(0.0).max(0.0)).collect();
        let mut best: Vec<f64> = gains.values().copied().filter(|gain| *gain > 0.0).collect();
        best.sort_by(|a, b| b.total_cmp(a));
        let right = gained.iter().take(100).filter(|gain| **gain > 0.0).count();
        let first = gained.iter().position(|gain| *gain > 0.0);
        let within = |ranks: usize| f64::from(u8::from(first.is_some_and(|first| first < ranks)));
        Self {
            ndcg_10: discounted(&gained) / discounted(&best),
            recall_100: right as f64 / best.len() as f64,
            reciprocal_rank: first.map_or(0.0, |first| 1.0 / (first as f64 + 1.0)),
            first: within(1),
            among_ten: within(10),
            nothing: f64::from(u8::from(found.is_empty())),
        }
    }

    pub fn mean(of: &[Measures]) -> Self {
        let mean = |get: fn(&Measures) -> f64| of.iter().map(get).sum::<f64>() / of.len().max(1) as f64;
        Self {
            ndcg_10: mean(|one| one.ndcg_10),
            recall_100: mean(|one| one.recall_100),
            reciprocal_rank: mean(|one| one.reciprocal_rank),
            first: mean(|one| one.first),
            among_ten: mean(|one| one.among_ten),
            nothing: mean(|one| one.nothing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gains(of: &[(&str, f64)]) -> HashMap<String, f64> {
        of.iter().map(|(id, gain)| ((*id).to_owned(), *gain)).collect()
    }

    fn found(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn a_perfect_list() {
        let measures = Measures::of(&found(&["a", "b", "x"]), &gains(&[("a", 2.0), ("b", 1.0), ("c", 0.0)]));
        let perfect =
            Measures { ndcg_10: 1.0, recall_100: 1.0, reciprocal_rank: 1.0, first: 1.0, among_ten: 1.0, nothing: 0.0 };
        assert_eq!(measures, perfect);
    }

    #[test]
    fn gains_count_less_further_down() {
        // (1/log2(3) + 2/log2(4)) / (2/log2(2) + 1/log2(3))
        let measures = Measures::of(&found(&["x", "b", "a"]), &gains(&[("a", 2.0), ("b", 1.0)]));
        assert!((measures.ndcg_10 - 0.619_906).abs() < 1e-6, "{measures:?}");
        assert_eq!((measures.reciprocal_rank, measures.first, measures.among_ten), (0.5, 0.0, 1.0));
    }

    #[test]
    fn where_the_lists_end() {
        let ids: Vec<String> = (0..150).map(|nth| format!("d{nth}")).collect();
        let measures = Measures::of(&ids, &gains(&[("d10", 1.0), ("d99", 1.0), ("d100", 1.0), ("none", 1.0)]));
        assert_eq!((measures.ndcg_10, measures.recall_100, measures.among_ten), (0.0, 0.5, 0.0));
        assert!((measures.reciprocal_rank - 1.0 / 11.0).abs() < 1e-12);
        // The best that ten places can hold, however many are right.
        let many: HashMap<String, f64> = ids.iter().map(|id| (id.clone(), 1.0)).collect();
        assert_eq!(Measures::of(&ids[..10], &many).ndcg_10, 1.0);
    }

    #[test]
    fn nothing_found() {
        let none = Measures::of(&[], &gains(&[("a", 1.0)]));
        assert_eq!(none, Measures { nothing: 1.0, ..Measures::default() });
        let all = Measures::of(&found(&["a"]), &gains(&[("a", 1.0)]));
        assert_eq!(Measures::mean(&[none, all]).ndcg_10, 0.5);
        assert_eq!(Measures::mean(&[none, all]).nothing, 0.5);
    }
}
