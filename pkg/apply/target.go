package apply

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// target is one file of a plan with its bytes before and after.
type target struct {
	Entry
	info          fs.FileInfo
	before, after []byte
}

// load reads every file that accepted changes touch and computes its new bytes. Files that the changes leave as they are
// do not count.
func load(root *os.Root, p *plan.Plan) ([]target, error) {
	var targets []target
	var refused []Refusal
	var stale []string
	for _, name := range p.Paths(plan.IsAccepted) {
		info, reason, err := vet(root, name)
		if reason != "" {
			refused = append(refused, Refusal{Path: name, Reason: reason})
			continue
		}
		var raw []byte
		if err == nil {
			raw, err = root.ReadFile(name)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist), err == nil && source.Hash(raw) != p.Base[name]:
			stale = append(stale, name)
			continue
		case err != nil:
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		t, err := compute(p, name, raw, info)
		if err != nil {
			return nil, err
		}
		if t.Before != t.After {
			targets = append(targets, t)
		}
	}
	switch {
	case refused != nil:
		return nil, &RefusedError{Files: refused}
	case stale != nil:
		return nil, &StaleError{Paths: stale}
	}
	return targets, nil
}

func compute(p *plan.Plan, name string, raw []byte, info fs.FileInfo) (target, error) {
	f, err := source.NewFile(name, raw)
	if err != nil {
		return target{}, fmt.Errorf("decode %s: %w", name, err)
	}
	edits, err := p.Edits(f, plan.IsAccepted)
	if err != nil {
		return target{}, fmt.Errorf("change %s: %w", name, err)
	}
	next, err := edit.Apply(raw, edits)
	if err != nil {
		return target{}, fmt.Errorf("change %s: %w", name, err)
	}
	e := Entry{Path: name, Mode: uint32(info.Mode() & kept), Before: source.Hash(raw), After: source.Hash(next), Changes: touching(p, name)}
	return target{Entry: e, info: info, before: raw, after: next}, nil
}

// touching returns the ids of the accepted changes that edit a file, in plan order.
func touching(p *plan.Plan, name string) []string {
	ids := []string{}
	for _, c := range p.Changes {
		if plan.IsAccepted(c) && slices.ContainsFunc(c.Edits, func(e plan.Edit) bool { return e.Path == name }) {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

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
