//go:build !windows

package apply

import (
	"io/fs"
	"syscall"
)

func owner(fi fs.FileInfo) (uid, gid int, ok bool) {
	st, ok := fi.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	return int(st.Uid), int(st.Gid), true
}

// readOnlyDir reports whether no file can be put into a directory: the user may not, or nobody should.
func readOnlyDir(fi fs.FileInfo, path string) bool {
	const writable = 2 // W_OK
	return fi.Mode().Perm()&0o222 == 0 || syscall.Access(path, writable) != nil
}
