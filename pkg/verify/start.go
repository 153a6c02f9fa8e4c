package verify

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// ran is what became of a program.
type ran struct {
	output string // stdout and stderr, together
	code   int
	late   bool // it did not end in time
}

// start runs a program in a copy of the tree and waits for it. The error is for one that cannot be started, and for the end
// of ctx.
func (v *verifier) start(ctx context.Context, root string, j job) (ran, error) {
	limit, cancel := context.WithTimeout(ctx, v.o.Timeout)
	defer cancel()
	var out bytes.Buffer
	cmd := exec.CommandContext(limit, j.args[0], j.args[1:]...)
	cmd.Dir = filepath.Join(root, filepath.FromSlash(j.dir))
	cmd.Env = append(os.Environ(), j.env...)
	cmd.Stdin = strings.NewReader(j.stdin)
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = 5 * time.Second // what it left running may hold its output open
	ownGroup(cmd)
	err := cmd.Run()
	r := ran{output: out.String(), code: cmd.ProcessState.ExitCode(), late: limit.Err() != nil && ctx.Err() == nil}
	var exited *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return r, ctx.Err()
	case r.late, err == nil, errors.As(err, &exited), errors.Is(err, exec.ErrWaitDelay):
		return r, nil
	}
	return r, err
}

// below turns a path that a compiler names into a slash path below the root of the tree.
func below(root, dir, name string) string {
	if filepath.IsAbs(name) {
		if rel, err := filepath.Rel(root, name); err == nil {
			return filepath.ToSlash(rel)
		}
		return filepath.ToSlash(name)
	}
	return path.Join(dir, filepath.ToSlash(name))
}

// last is the last line that says something.
func last(output string) string {
	lines := strings.Split(strings.TrimSpace(output), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
