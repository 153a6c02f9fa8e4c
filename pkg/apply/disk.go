package apply

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"syscall"
)

// disk is all that a run does to the tree. Everything goes through these calls, so that a test can fail any of them.
type disk interface {
	mkdir(name string) error                      // with its parents, for the user only
	write(name string, data []byte, a attr) error // a new file, on disk when it returns; replaces a leftover of that name
	rename(from, to string) error
	remove(name string) error // a file or a whole directory
	sync(dir string) error
}

// attr is what a file has besides its bytes.
type attr struct {
	mode     fs.FileMode
	uid, gid int
	owned    bool // uid and gid are known
}

// kept are the mode bits that a replaced file keeps.
const kept = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky

// attrOf returns the attributes of a file, none for nil.
func attrOf(fi fs.FileInfo) attr {
	if fi == nil {
		return attr{mode: 0o644}
	}
	a := attr{mode: fi.Mode() & kept}
	a.uid, a.gid, a.owned = owner(fi)
	return a
}

// rootDisk is the disk below an os.Root.
type rootDisk struct{ root *os.Root }

func (d rootDisk) mkdir(name string) error { return d.root.MkdirAll(name, 0o700) }

func (d rootDisk) write(name string, data []byte, a attr) error {
	if err := d.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := d.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = a.set(f)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// set gives a new file its attributes. Only root may give a file away: elsewhere it stays the user's own, as it does
// with every editor. The mode comes last because a change of owner clears bits of it.
func (a attr) set(f *os.File) error {
	if a.owned {
		if fi, err := f.Stat(); err == nil {
			if uid, gid, ok := owner(fi); ok && (uid != a.uid || gid != a.gid) {
				_ = f.Chown(a.uid, a.gid)
			}
		}
	}
	return f.Chmod(a.mode)
}

func (d rootDisk) rename(from, to string) error { return d.root.Rename(from, to) }

func (d rootDisk) remove(name string) error { return d.root.RemoveAll(name) }

// sync makes renames in a directory last. Windows has no such call, and some network file systems refuse it.
func (d rootDisk) sync(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := d.root.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
