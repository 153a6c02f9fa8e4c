//go:build unix

package verify

import (
	"os/exec"
	"syscall"
)

// ownGroup makes a program and all that it starts end together.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// shell is how the user's command is run.
func shell(command string) []string { return []string{"/bin/sh", "-c", command} }
