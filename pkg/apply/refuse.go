package apply

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Reason says why a file is not replaced.
type Reason string

// The reasons.
const (
	OutsideTree  Reason = "outside tree"
	Reserved     Reason = "reserved"
	Symlink      Reason = "symlink"
	NotRegular   Reason = "not regular"
	ReadOnly     Reason = "read-only"
	ReadOnlyDir  Reason = "read-only directory"
	Unaccessible Reason = "not accessible"
)

// vet looks at a slash path without following links and says why it must not be replaced; the reason is empty where it
// may be. The error is fs.ErrNotExist where there is nothing.
func vet(root *os.Root, name string) (fs.FileInfo, Reason, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) || path.Clean(name) != name || name == "." {
		return nil, OutsideTree, nil
	}
	if reserved(name) {
		return nil, Reserved, nil
	}
	parent := "."
	for i := range strings.Count(name, "/") {
		parent = strings.Join(strings.Split(name, "/")[:i+1], "/")
		fi, err := root.Lstat(parent)
		if reason := notDir(fi, err); reason != "" || err != nil {
			return nil, reason, err
		}
	}
	fi, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return nil, Unaccessible, err
	case err != nil:
		return nil, "", err
	case fi.Mode()&fs.ModeSymlink != 0:
		return nil, Symlink, nil
	case !fi.Mode().IsRegular():
		return nil, NotRegular, nil
	}
	return fi, protected(root, name, parent, fi), nil
}

func notDir(fi fs.FileInfo, err error) Reason {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return Unaccessible
	case err != nil:
		return ""
	case fi.Mode()&fs.ModeSymlink != 0:
		return Symlink
	case !fi.IsDir():
		return NotRegular
	}
	return ""
}

// protected tells a file or directory that somebody made read-only. A rename would get around a file's protection, and
// root around both, but neither is what the owner of the file asked for.
func protected(root *os.Root, name, parent string, fi fs.FileInfo) Reason {
	if fi.Mode().Perm()&0o222 == 0 {
		return ReadOnly
	}
	f, err := root.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return ReadOnly
	}
	f.Close()
	if dir, err := root.Lstat(parent); err != nil || readOnlyDir(dir, filepath.Join(root.Name(), filepath.FromSlash(parent))) {
		return ReadOnlyDir
	}
	return ""
}

// reserved tells paths that hold the memory of a version control system or of migrate itself. No scan plans a change
// there, but a plan file may have been written by anybody, and a line in .git/config runs programs.
func reserved(name string) bool {
	parts := strings.Split(strings.ToLower(name), "/")
	return parts[0] == stateDir || slices.ContainsFunc(parts, func(p string) bool {
		return slices.Contains([]string{".git", ".hg", ".jj", ".svn"}, p)
	})
}

// RefusedError lists files that cannot be replaced safely. Nothing was written.
type RefusedError struct{ Files []Refusal }

// Refusal is one file and the reason.
type Refusal struct {
	Path   string
	Reason Reason
}

var reasons = map[Reason]struct{ text, hint i18n.Text }{
	OutsideTree: {i18n.T("不在目录树内", "is outside the tree"),
		i18n.T("在包含该文件的目录里运行 migrate（-C DIR）", "run migrate in the directory that holds the file (-C DIR)")},
	Reserved: {i18n.T("属于版本控制系统或 migrate 自身", "belongs to version control or to migrate itself"),
		i18n.T("从计划中去掉这个文件", "take the file out of the plan")},
	Symlink: {i18n.T("是符号链接，或位于符号链接之后", "is a symbolic link, or lies behind one"),
		i18n.T("改为迁移链接指向的文件", "migrate the file that the link points to instead")},
	NotRegular: {i18n.T("不是普通文件", "is not a regular file"),
		i18n.T("从计划中去掉这个文件", "take the file out of the plan")},
	ReadOnly: {i18n.T("是只读文件", "is read-only"),
		i18n.T("先加上写权限（chmod u+w），再重试", "make it writable (chmod u+w) and try again")},
	ReadOnlyDir: {i18n.T("所在目录不可写", "lies in a directory that is read-only"),
		i18n.T("先给该目录加上写权限（chmod u+w），再重试", "make that directory writable (chmod u+w) and try again")},
	Unaccessible: {i18n.T("无权访问", "cannot be reached for lack of permission"),
		i18n.T("检查上级目录的权限", "check the permissions of the directories above it")},
}

func (e *RefusedError) Error() string { return e.Text().EN }

// Text returns the message.
func (e *RefusedError) Text() i18n.Text {
	var zh, en []string
	for _, f := range e.Files {
		zh = append(zh, f.Path+" "+reasons[f.Reason].text.ZH)
		en = append(en, f.Path+" "+reasons[f.Reason].text.EN)
	}
	return i18n.Tf("不能改写：%[1]s", "cannot write: %[2]s", strings.Join(zh, "；"), strings.Join(en, "; "))
}

// Hint says what to do about the first file.
func (e *RefusedError) Hint() i18n.Text { return reasons[e.Files[0].Reason].hint }
