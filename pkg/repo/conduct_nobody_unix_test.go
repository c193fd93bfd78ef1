//go:build unix

package repo

import (
	"os"
	"os/exec"
	"syscall"
)

func dropRoot(cmd *exec.Cmd) {
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
}
