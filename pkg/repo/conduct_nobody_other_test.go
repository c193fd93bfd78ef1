//go:build !unix

package repo

import "os/exec"

// dropRoot has nothing to do: there is no root here.
func dropRoot(*exec.Cmd) {}
