//! The library: opens, refreshes, searches and reads. Joins the crates around it
