//! The window, and what it shares with the console program. Everything that Tauri knows stands here, behind the
//! feature `desktop`; everything that the library knows stands in `engine`.

pub mod opening;
pub mod schedule;
pub mod worker;

#[cfg(feature = "desktop")]
mod absence;
#[cfg(feature = "desktop")]
pub mod commands;
#[cfg(feature = "desktop")]
mod contract;
#[cfg(feature = "desktop")]
mod copies;
#[cfg(feature = "desktop")]
mod document;
#[cfg(feature = "desktop")]
pub mod link;
#[cfg(feature = "desktop")]
mod login;
#[cfg(feature = "desktop")]
mod mail;
#[cfg(feature = "desktop")]
mod menu;
#[cfg(feature = "desktop")]
mod packs;
#[cfg(feature = "desktop")]
mod personal;
#[cfg(feature = "desktop")]
mod pictures;
#[cfg(feature = "desktop")]
mod platform;
#[cfg(feature = "desktop")]
mod print_packs;
#[cfg(feature = "desktop")]
mod printing;
#[cfg(feature = "desktop")]
mod program;
#[cfg(feature = "desktop")]
mod range;
#[cfg(feature = "desktop")]
mod sources;
#[cfg(feature = "desktop")]
mod tray;
#[cfg(feature = "desktop")]
mod turns;
#[cfg(feature = "desktop")]
pub mod window;
#[cfg(feature = "desktop")]
mod words;

#[cfg(test)]
mod names;
#[cfg(test)]
mod safety;
