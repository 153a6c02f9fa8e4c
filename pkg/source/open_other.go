//go:build !unix

package source

import (
	"io/fs"
	"os"
)

// handle is a file that is read once from start to end.
type handle struct{ *os.File }

// openFile opens a regular file for reading and follows no link.
func openFile(name string) (*handle, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return &handle{f}, nil
}
