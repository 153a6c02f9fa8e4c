//go:build !windows

package apply

import (
	"errors"
	"os"
	"syscall"
)

func lockFile(root *os.Root, name string) (*os.File, error) {
	f, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil {
		f.Close()
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errHeld
	}
	return f, err
}
