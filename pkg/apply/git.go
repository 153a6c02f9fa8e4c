package apply

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// fileState is what git says about a file.
type fileState int

const (
	clean fileState = iota
	staged
	dirty
)

// gitState asks git about files of a checkout, by slash path below its top directory.
func gitState(ctx context.Context, top string, paths []string) (map[string]fileState, error) {
	state := map[string]fileState{}
	for _, p := range paths {
		state[p] = dirty // until git says that it tracks the file
	}
	const batch = 200 // keeps the command line below Windows' limit of 32767 characters
	for some := range slices.Chunk(paths, batch) {
		tracked, err := git(ctx, top, append([]string{"ls-files", "-v", "-z", "--"}, some...))
		if err != nil {
			return nil, err
		}
		markTracked(state, tracked)
		changed, err := git(ctx, top, append([]string{"status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=no", "--"}, some...))
		if err != nil {
			return nil, err
		}
		markChanged(state, changed)
	}
	return state, nil
}

// markTracked reads records such as "H app/llm.py". A small letter (assume-unchanged) or S (skip-worktree) says that git
// does not look whether the file has changed, which is as good as changed.
func markTracked(state map[string]fileState, out []byte) {
	for rec := range strings.SplitSeq(string(out), "\x00") {
		tag, name, ok := strings.Cut(rec, " ")
		if _, asked := state[name]; ok && asked && (tag == "H" || tag == "M") {
			state[name] = clean
		}
	}
}

// markChanged reads records such as " M app/llm.py": the state of the index, of the work tree, and the path.
func markChanged(state map[string]fileState, out []byte) {
	for rec := range strings.SplitSeq(string(out), "\x00") {
		if len(rec) < 4 {
			continue
		}
		name := rec[3:]
		if was, asked := state[name]; !asked || was == dirty {
			continue
		}
		if rec[1] == ' ' {
			state[name] = staged
		} else {
			state[name] = dirty
		}
	}
}

// git runs a command that only reads: it takes paths literally, refreshes no index on disk and starts no monitor. The
// variables a git hook passes on are dropped, since they may point to another checkout than the file's.
func git(ctx context.Context, top string, args []string) ([]byte, error) {
	args = append([]string{"--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-C", top}, args...)
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Env = append(slices.DeleteFunc(os.Environ(), pointsElsewhere), "LC_ALL=C")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		if first != "" {
			return nil, fmt.Errorf("git: %s", first)
		}
		return nil, fmt.Errorf("git: %w", err)
	}
	return out, nil
}

func pointsElsewhere(env string) bool {
	name, _, _ := strings.Cut(env, "=")
	return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"}, name)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
