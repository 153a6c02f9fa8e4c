package apply

import "io/fs"

func owner(fs.FileInfo) (uid, gid int, ok bool) { return 0, 0, false }

// readOnlyDir knows no read-only directory: on Windows that attribute marks folders with their own icon, and says nothing
// about writing.
func readOnlyDir(fs.FileInfo, string) bool { return false }
