//go:build unix

package source

import (
	"io"
	"syscall"
)

// handle is a file that is read once from start to end. It goes around os.File, which would register each of fifty
// thousand files with the runtime's poller.
type handle struct{ fd int }

// openFile opens a regular file for reading. It follows no link, and does not wait for the other end of a pipe.
func openFile(name string) (*handle, error) {
	for {
		fd, err := syscall.Open(name, syscall.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
		if err == nil {
			return &handle{fd}, nil
		}
		if err != syscall.EINTR {
			return nil, err
		}
	}
}

// Read implements io.Reader.
func (h *handle) Read(b []byte) (int, error) {
	for {
		n, err := syscall.Read(h.fd, b)
		switch {
		case err == syscall.EINTR:
			continue
		case err != nil:
			return 0, err
		case n == 0 && len(b) > 0:
			return 0, io.EOF
		}
		return n, nil
	}
}

// Close implements io.Closer.
func (h *handle) Close() error { return syscall.Close(h.fd) }
