package apply

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Allow waives parts of [Guard], with the meaning of the flags of `cargo fix`.
type Allow struct {
	Dirty  bool // --allow-dirty: files with changes that are not committed, staged or not
	Staged bool // --allow-staged: files whose changes are all staged
	NoVCS  bool // --allow-no-vcs: files in no checkout, or in one that cannot be asked
}

// Guard checks that version control could bring back each of the files a run would touch; paths are slash paths below
// dir. Only those files count: work in progress elsewhere is nobody's business.
//
// A file in no checkout of git, Mercurial, Jujutsu, Fossil or Pijul is *[NoVCSError]. In git, a file with changes that
// are not staged is dirty, and so is one that git does not track, ignored ones included, since git cannot bring them back;
// *[DirtyError] lists these and the staged ones. Of other systems, as in cargo, the checkout alone is asked for. A checkout
// that cannot be asked (no git on the path, an owner git does not trust) is *[NoVCSError] with the reason.
func Guard(ctx context.Context, dir string, paths []string, a Allow) error {
	files, missing, err := checkouts(dir, paths)
	if err != nil {
		return err
	}
	if len(missing) > 0 && !a.NoVCS {
		return &NoVCSError{Paths: missing}
	}
	if a.Dirty {
		return nil
	}
	var found DirtyError
	for _, top := range sortedKeys(files) {
		state, err := gitState(ctx, top, files[top])
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil && !a.NoVCS {
			return &NoVCSError{Paths: []string{top}, Err: err}
		}
		found.add(top, dir, state)
	}
	if a.Staged {
		found.Staged = nil
	}
	if len(found.Dirty)+len(found.Staged) == 0 {
		return nil
	}
	slices.Sort(found.Dirty)
	slices.Sort(found.Staged)
	return &found
}

// add sorts the files of a checkout into dirty and staged, named relative to dir as the caller named them.
func (e *DirtyError) add(top, dir string, state map[string]fileState) {
	real, err := realPath(dir)
	if err != nil {
		return
	}
	for name, s := range state {
		rel, err := filepath.Rel(real, filepath.Join(top, filepath.FromSlash(name)))
		if err != nil {
			continue
		}
		switch s {
		case dirty:
			e.Dirty = append(e.Dirty, filepath.ToSlash(rel))
		case staged:
			e.Staged = append(e.Staged, filepath.ToSlash(rel))
		}
	}
}

// checkouts finds the checkout of each file. files holds those in git's: top directory to slash paths below it. missing
// are those in none.
func checkouts(dir string, paths []string) (files map[string][]string, missing []string, err error) {
	base, err := realPath(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("look for version control: %w", err)
	}
	files = map[string][]string{}
	memo := map[string]checkout{}
	for _, name := range paths {
		full := filepath.Join(base, filepath.FromSlash(name))
		c := checkoutOf(filepath.Dir(full), memo)
		switch {
		case c.top == "":
			missing = append(missing, name)
		case c.git:
			rel, err := filepath.Rel(c.top, full)
			if err != nil {
				return nil, nil, fmt.Errorf("look for version control: %w", err)
			}
			files[c.top] = append(files[c.top], filepath.ToSlash(rel))
		}
	}
	return files, missing, nil
}

type checkout struct {
	top string // empty for none
	git bool
}

// checkoutOf walks up from a directory to the nearest one that holds a version control system's mark, so that a file of a
// submodule is looked up in the submodule.
func checkoutOf(dir string, memo map[string]checkout) checkout {
	if c, ok := memo[dir]; ok {
		return c
	}
	c := checkout{}
	switch up := filepath.Dir(dir); {
	case has(dir, ".git"):
		c = checkout{top: dir, git: true}
	case has(dir, ".hg", ".jj", ".pijul", ".fslckout", "_FOSSIL_"):
		c = checkout{top: dir}
	case up != dir:
		c = checkoutOf(up, memo)
	}
	memo[dir] = c
	return c
}

func has(dir string, names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool {
		_, err := os.Lstat(filepath.Join(dir, n))
		return err == nil
	})
}

func realPath(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// NoVCSError says that no version control could bring the files back.
type NoVCSError struct {
	Paths []string // files in no checkout; the checkout that could not be asked where Err is set
	Err   error
}

func (e *NoVCSError) Error() string { return e.Text().EN }
func (e *NoVCSError) Unwrap() error { return e.Err }

// Text returns the message.
func (e *NoVCSError) Text() i18n.Text {
	if e.Err != nil {
		return i18n.Tf("无法查询 %s 的版本控制状态：%v", "ask version control about %s: %v", join(e.Paths), e.Err)
	}
	return i18n.Tf("不受版本控制的文件：%s", "not under version control: %s", join(e.Paths))
}

// Hint says what to do.
func (e *NoVCSError) Hint() i18n.Text {
	return i18n.T("先把目录纳入版本控制，或加 --allow-no-vcs（仍可用 `migrate undo` 撤销）",
		"put the tree under version control first, or pass --allow-no-vcs (`migrate undo` still works)")
}

// DirtyError lists files to be touched that hold changes not committed.
type DirtyError struct {
	Dirty  []string // changed and not staged, or not tracked
	Staged []string // changed, and all of it staged
}

func (e *DirtyError) Error() string { return e.Text().EN }

// Text returns the message.
func (e *DirtyError) Text() i18n.Text {
	switch {
	case len(e.Staged) == 0:
		return i18n.Tf("文件有未提交的改动：%s", "files have uncommitted changes: %s", join(e.Dirty))
	case len(e.Dirty) == 0:
		return i18n.Tf("文件有已暂存、未提交的改动：%s", "files have staged changes: %s", join(e.Staged))
	}
	return i18n.Tf("文件有未提交的改动：%s（已暂存：%s）", "files have uncommitted changes: %s (staged: %s)", join(e.Dirty), join(e.Staged))
}

// Hint says what to do.
func (e *DirtyError) Hint() i18n.Text {
	if len(e.Dirty) == 0 {
		return i18n.T("先提交这些改动，或加 --allow-staged", "commit them first, or pass --allow-staged")
	}
	return i18n.T("先提交或暂存（stash）这些改动，或加 --allow-dirty", "commit or stash them first, or pass --allow-dirty")
}
