// Package scratch makes throw-away copies of a tree, in which programs of other people may be run.
//
// What a compiler or a test run writes must not land in the user's tree, and what verify changes to try something out must
// not either. So a [Copy] holds its own files. Left out are version control, caches and migrate's own journal; installed
// dependencies (node_modules, virtual environments, vendored PyPI packages) are large and are linked, entry by entry, so
// that links among them that lead back into the project lead into the copy.
//
// This is the one package besides apply that writes files. It writes below a directory that it has made itself.
package scratch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Copy is a copy of a tree. Remove it when done.
type Copy struct {
	Dir  string // absolute
	root *os.Root
}

// leftOut are directories that no run needs: it would make them again.
var leftOut = []string{".git", ".hg", ".svn", ".migrate", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".tox", ".next", ".nuxt", ".turbo"}

// New copies the tree at dir.
func New(ctx context.Context, dir string) (*Copy, error) {
	to, err := os.MkdirTemp("", "migrate-verify-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary copy: %w", err)
	}
	if to, err = filepath.EvalSymlinks(to); err != nil {
		return nil, fmt.Errorf("make a temporary copy: %w", err)
	}
	root, err := os.OpenRoot(to)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make a temporary copy: %w", err), os.RemoveAll(to))
	}
	c := &Copy{Dir: to, root: root}
	if err := c.fill(ctx, dir); err != nil {
		return nil, errors.Join(fmt.Errorf("make a temporary copy: %w", err), c.Remove())
	}
	return c, nil
}

// Remove deletes the copy. Directories that a program made read-only, as Go's module cache is, are opened first.
func (c *Copy) Remove() error {
	_ = c.root.Close()
	if err := os.RemoveAll(c.Dir); err == nil {
		return nil
	}
	_ = filepath.WalkDir(c.Dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			_ = os.Chmod(p, 0o700)
		}
		return nil
	})
	return os.RemoveAll(c.Dir)
}

// Write gives the file at a slash path new bytes; it keeps its mode.
func (c *Copy) Write(name string, data []byte) error {
	name = filepath.FromSlash(name)
	mode := fs.FileMode(0o644)
	if fi, err := c.root.Stat(name); err == nil {
		mode = fi.Mode().Perm() | 0o200
	} else if err := c.root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return c.root.WriteFile(name, data, mode)
}

// Rewrite puts every regular file of the copy that is not linked through fn, which returns its new bytes, or nil to leave
// it. Files over the limit are left.
func (c *Copy) Rewrite(limit int64, fn func(path string, data []byte) []byte) error {
	return fs.WalkDir(c.root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		if fi, err := d.Info(); err != nil || fi.Size() > limit {
			return err
		}
		data, err := c.root.ReadFile(p)
		if err != nil {
			return err
		}
		if next := fn(p, data); next != nil {
			return c.Write(p, next)
		}
		return nil
	})
}

// fill copies what lies at dir.
func (c *Copy) fill(ctx context.Context, dir string) error {
	return filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return skipUnreadable(d, err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil || rel == "." {
			return err
		}
		switch {
		case d.IsDir() && slices.Contains(leftOut, d.Name()):
			return fs.SkipDir
		case d.IsDir() && isInstalled(p):
			if err := c.link(p, rel); err != nil {
				return err
			}
			return fs.SkipDir
		case d.IsDir():
			return c.root.Mkdir(rel, 0o755)
		case d.Type()&fs.ModeSymlink != 0:
			return c.relink(dir, p, rel)
		case d.Type().IsRegular():
			return c.copy(p, rel, d)
		}
		return nil
	})
}

// skipUnreadable leaves out what may not be read: the program that is to run could not read it either.
func skipUnreadable(d fs.DirEntry, err error) error {
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	if d != nil && d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// isInstalled reports whether a directory holds other people's packages.
func isInstalled(dir string) bool {
	if filepath.Base(dir) == "node_modules" {
		return true
	}
	_, err := os.Lstat(filepath.Join(dir, "pyvenv.cfg"))
	return err == nil
}

func (c *Copy) copy(from, rel string, d fs.DirEntry) error {
	fi, err := d.Info()
	if err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return skipUnreadable(d, err)
	}
	defer in.Close()
	out, err := c.root.OpenFile(rel, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fi.Mode().Perm()|0o200)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// relink makes a link that points to the same thing: within the tree its copy, else the thing itself.
func (c *Copy) relink(dir, from, rel string) error {
	to, err := os.Readlink(from)
	if err != nil {
		return err
	}
	if filepath.IsAbs(to) {
		if inside, err := filepath.Rel(dir, to); err == nil && filepath.IsLocal(inside) {
			to = filepath.Join(c.Dir, inside)
		}
	} else if inside, err := filepath.Rel(dir, filepath.Join(filepath.Dir(from), to)); err != nil || !filepath.IsLocal(inside) {
		to = filepath.Join(filepath.Dir(from), to)
	}
	return c.root.Symlink(to, rel)
}

// link makes a directory whose entries are links to those at from. Links are copied as they are, hidden entries but those
// that package managers need are caches.
func (c *Copy) link(from, rel string) error {
	if _, err := os.Lstat(filepath.Join(from, "pyvenv.cfg")); err == nil {
		return c.root.Symlink(from, rel)
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	if err := c.root.Mkdir(rel, 0o755); err != nil {
		return err
	}
	for _, e := range entries {
		p, at := filepath.Join(from, e.Name()), filepath.Join(rel, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), ".") && !slices.Contains([]string{".bin", ".pnpm", ".package-lock.json", ".modules.yaml"}, e.Name()):
		case strings.HasPrefix(e.Name(), "@") && e.IsDir():
			err = c.link(p, at)
		case e.Type()&fs.ModeSymlink != 0:
			var to string
			if to, err = os.Readlink(p); err == nil {
				err = c.root.Symlink(to, at)
			}
		default:
			err = c.root.Symlink(p, at)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
