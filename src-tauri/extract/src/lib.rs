//! Bytes -> text by page, bounded; and the worker process around it
