//! A job object: what holds a process on Windows. Compiled, but never run there.
#![allow(unsafe_code)] // Calls of the system; each is a line.

use std::ffi::c_void;
use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::process::Child;
use std::ptr::{from_ref, null};
use std::time::Duration;

use windows_sys::Win32::Foundation::FILETIME;
use windows_sys::Win32::System::JobObjects as jobs;
use windows_sys::Win32::System::Threading::{GetProcessTimes, IDLE_PRIORITY_CLASS};

/// Ends the process in it when it is dropped, which the system also does when this process ends.
#[derive(Debug)]
pub struct Job(OwnedHandle);

impl Job {
    /// Holds a process that was just started: so many bytes of memory, the lowest priority, no process of its own, and
    /// nothing of the desktop.
    pub fn around(child: &Child, memory: usize) -> io::Result<Job> {
        // SAFETY: neither attributes nor a name are given, which the system allows.
        let handle = unsafe { jobs::CreateJobObjectW(null(), null()) };
        if handle.is_null() {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: the handle is new, and nobody else's.
        let job = Job(unsafe { OwnedHandle::from_raw_handle(handle) });
        let mut limits = jobs::JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
        limits.BasicLimitInformation.LimitFlags = jobs::JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
            | jobs::JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION
            | jobs::JOB_OBJECT_LIMIT_PROCESS_MEMORY
            | jobs::JOB_OBJECT_LIMIT_ACTIVE_PROCESS
            | jobs::JOB_OBJECT_LIMIT_PRIORITY_CLASS;
        limits.BasicLimitInformation.ActiveProcessLimit = 1;
        limits.BasicLimitInformation.PriorityClass = IDLE_PRIORITY_CLASS;
        limits.ProcessMemoryLimit = memory;
        job.set(jobs::JobObjectExtendedLimitInformation, &limits)?;
        let desktop = jobs::JOBOBJECT_BASIC_UI_RESTRICTIONS {
            UIRestrictionsClass: jobs::JOB_OBJECT_UILIMIT_DESKTOP
                | jobs::JOB_OBJECT_UILIMIT_DISPLAYSETTINGS
                | jobs::JOB_OBJECT_UILIMIT_EXITWINDOWS
                | jobs::JOB_OBJECT_UILIMIT_GLOBALATOMS
                | jobs::JOB_OBJECT_UILIMIT_HANDLES
                | jobs::JOB_OBJECT_UILIMIT_READCLIPBOARD
                | jobs::JOB_OBJECT_UILIMIT_SYSTEMPARAMETERS
                | jobs::JOB_OBJECT_UILIMIT_WRITECLIPBOARD,
        };
        job.set(jobs::JobObjectBasicUIRestrictions, &desktop)?;
        // SAFETY: both handles are open.
        match unsafe { jobs::AssignProcessToJobObject(job.0.as_raw_handle(), child.as_raw_handle()) } {
            0 => Err(io::Error::last_os_error()),
            _ => Ok(job),
        }
    }

    fn set<T>(&self, class: jobs::JOBOBJECTINFOCLASS, information: &T) -> io::Result<()> {
        let (place, size) = (from_ref(information).cast::<c_void>(), size_of::<T>() as u32);
        // SAFETY: the handle is open, and the place holds that many bytes of the shape that goes with the class.
        match unsafe { jobs::SetInformationJobObject(self.0.as_raw_handle(), class, place, size) } {
            0 => Err(io::Error::last_os_error()),
            _ => Ok(()),
        }
    }
}

/// The time that a process has had of a processor, its own and the system's for it.
pub fn processor_time(child: &Child) -> Option<Duration> {
    let [mut made, mut ended, mut system, mut own] = [FILETIME::default(); 4];
    // SAFETY: the handle is open as long as the child, and the four places are ours.
    let told = unsafe { GetProcessTimes(child.as_raw_handle(), &mut made, &mut ended, &mut system, &mut own) };
    // Steps of a tenth of a microsecond.
    let steps = |time: FILETIME| u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime);
    (told != 0).then(|| Duration::from_micros((steps(system) + steps(own)) / 10))
}
