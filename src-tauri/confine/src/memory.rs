//! A bound on the memory of the worker process.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// In bytes. Everything may be used until a worker says otherwise.
static CAP: AtomicUsize = AtomicUsize::new(usize::MAX);
static USED: AtomicUsize = AtomicUsize::new(0);

/// From here on, asking for more than `bytes` in all ends the process.
pub(super) fn set_cap(bytes: usize) {
    CAP.store(bytes, Ordering::Relaxed);
}

/// The system's allocator with a bound that [`crate::enter`] sets. In a process that is no worker it only counts.
///
/// ```
/// #[global_allocator]
/// static ALLOCATOR: confine::CappedAllocator = confine::CappedAllocator;
/// # fn main() {}
/// ```
pub struct CappedAllocator;

/// Whether so many bytes more are within the bound; if so, they are counted.
fn take(bytes: usize) -> bool {
    let used = USED.fetch_add(bytes, Ordering::Relaxed);
    let within = used.checked_add(bytes).is_some_and(|used| used <= CAP.load(Ordering::Relaxed));
    if !within {
        give_back(bytes);
    }
    within
}

fn give_back(bytes: usize) {
    USED.fetch_sub(bytes, Ordering::Relaxed);
}

// A bound inside the process, alike on Windows, macOS and Linux, can only be set by a global allocator, and that trait
// is unsafe to implement. Every call goes to `System` unchanged, or gives null, which the trait allows.
#[allow(unsafe_code)]
// SAFETY: `System` keeps the contract of the trait, and each method hands it exactly what it was given.
unsafe impl GlobalAlloc for CappedAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !take(layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller's promises for `alloc` are those of `System.alloc`.
        let memory = unsafe { System.alloc(layout) };
        if memory.is_null() {
            give_back(layout.size());
        }
        memory
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !take(layout.size()) {
            return std::ptr::null_mut();
        }
        // SAFETY: as for `alloc`.
        let memory = unsafe { System.alloc_zeroed(layout) };
        if memory.is_null() {
            give_back(layout.size());
        }
        memory
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: `memory` came from `System` with this layout, because all memory given out here does.
        unsafe { System.dealloc(memory, layout) };
        give_back(layout.size());
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        let more = new_size.saturating_sub(layout.size());
        if !take(more) {
            return std::ptr::null_mut();
        }
        // SAFETY: as for `dealloc`; the caller promises that `new_size` fits the layout's alignment.
        let moved = unsafe { System.realloc(memory, layout, new_size) };
        if moved.is_null() {
            give_back(more);
        } else {
            give_back(layout.size().saturating_sub(new_size));
        }
        moved
    }
}
