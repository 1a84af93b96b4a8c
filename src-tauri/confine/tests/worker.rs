//! What a confined process may not do, tried by this test program: with a role as its argument it plays that, else it
//! tests. On Linux, the only system on which it was run; a kernel without landlock or seccomp fails here, though the
//! program works on it.

#[cfg(target_os = "linux")]
mod linux;

#[global_allocator]
static ALLOCATOR: confine::CappedAllocator = confine::CappedAllocator;

fn main() {
    #[cfg(target_os = "linux")]
    linux::main();
}
