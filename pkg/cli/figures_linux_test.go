package cli

import "syscall"

// peak is a process's largest resident set in bytes; Linux counts kilobytes.
func peak(r *syscall.Rusage) int64 { return r.Maxrss << 10 }
