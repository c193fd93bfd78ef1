//go:build unix && !linux

package cli

import "syscall"

// peak is a process's largest resident set in bytes.
func peak(r *syscall.Rusage) int64 { return int64(r.Maxrss) }
