package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// gitLocal are the variables that tie git to one repository. A hook runs with them set, for the repository it belongs
// to; migrate asks about the directory it is given.
var gitLocal = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS",
	"GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
}

// gitCommand prepares git to run in dir: in English, without touching the index, without the network, and without
// running a file monitor that the repository's own configuration may name.
func gitCommand(ctx context.Context, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-c", "core.fsmonitor=false", "-C", dir}, args...)...)
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		if !slices.Contains(gitLocal, name) {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0")
	return cmd
}

// git returns what a git command prints. The error holds the first line of git's own complaint.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := gitCommand(ctx, dir, args...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	return out, gitError(args[0], err, complaint.String())
}

func gitError(command string, err error, complaint string) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("git %s: git is not installed", command)
	}
	line, _, _ := strings.Cut(strings.TrimSpace(complaint), "\n")
	if line == "" {
		return fmt.Errorf("git %s: %w", command, err)
	}
	return fmt.Errorf("git %s: %s", command, strings.TrimPrefix(line, "fatal: "))
}

// GitRoot returns the top directory of the git checkout that dir lies in, and whether there is one. Git itself is not
// needed. A worktree and a submodule are checkouts of their own.
func GitRoot(dir string) (root string, ok bool) {
	at, err := filepath.Abs(dir)
	if err != nil {
		return "", false
	}
	for {
		if isCheckout(at) {
			return at, true
		}
		up := filepath.Dir(at)
		if up == at {
			return "", false
		}
		at = up
	}
}

// isCheckout reports whether dir holds a .git directory, or the .git file of a worktree or submodule.
func isCheckout(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, ".git"))
	if err != nil {
		return false
	}
	if !info.IsDir() {
		return true
	}
	_, err = os.Stat(filepath.Join(dir, ".git", "HEAD"))
	return err == nil
}

// MergeBase returns the id of the commit at which the branch checked out in dir left rev. The error says so when rev is
// not a commit, when the two have no common history, and when a shallow clone has cut it off.
func MergeBase(ctx context.Context, dir, rev string) (string, error) {
	id, err := commitID(ctx, dir, rev)
	if err != nil {
		return "", err
	}
	out, err := git(ctx, dir, "merge-base", "--end-of-options", "HEAD", id)
	if base := strings.TrimSpace(string(out)); err == nil && base != "" {
		return base, nil
	}
	if shallow, err := git(ctx, dir, "rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(string(shallow)) == "true" {
		return "", fmt.Errorf("find merge base with %q: the clone is shallow and does not reach it; fetch more history (git fetch --unshallow)", rev)
	}
	return "", fmt.Errorf("find merge base with %q: no common history with HEAD", rev)
}

// commitID returns the full id of the commit that rev names.
func commitID(ctx context.Context, dir, rev string) (string, error) {
	out, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if err == nil {
		lines := strings.Fields(string(out))
		return lines[len(lines)-1], nil // older versions of git echo the option
	}
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if _, ok := GitRoot(dir); !ok {
		return "", fmt.Errorf("read revision %q: %s is not in a git repository", rev, dir)
	}
	if _, missing := exec.LookPath("git"); missing != nil {
		return "", fmt.Errorf("read revision %q: git is not installed", rev)
	}
	return "", fmt.Errorf("read revision %q: not a commit in this repository", rev)
}
