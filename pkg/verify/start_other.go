//go:build !unix

package verify

import "os/exec"

// ownGroup does nothing where there are no process groups: the program itself is ended.
func ownGroup(*exec.Cmd) {}

// shell is how the user's command is run.
func shell(command string) []string { return []string{"cmd", "/c", command} }
