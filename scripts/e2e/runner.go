package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// output is what a sample did.
type output struct {
	Out   string `json:"out"`
	Error string `json:"error"`
}

// patience is how long one sample may take.
const patience = time.Minute

// runner runs the samples of one tree in one environment: one process for all of them where the language allows it.
type runner struct {
	run  func(sample string) (output, error)
	stop func()
}

// goSamples are those of the Go trees, each a subcommand of one program.
var goSamples = []string{"chat", "stream", "tools", "vision", "jsonmode", "embeddings", "wrapped"}

// samples are the names of the samples in a tree.
func samples(dir, tree string) ([]string, error) {
	if lang(tree) == "go" {
		return slices.Clone(goSamples), nil
	}
	entries, err := os.ReadDir(dir)
	var out []string
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); !e.IsDir() && slices.Contains([]string{".py", ".mjs", ".cjs"}, ext) {
			out = append(out, e.Name())
		}
	}
	return out, err
}

// start prepares a tree to run.
func (h *harness) start(ctx context.Context, k sdk, dir string, border *border, env []string) (*runner, error) {
	env = append(env, "PATH="+os.Getenv("PATH"), "HOME="+h.home, "HTTPS_PROXY="+border.URL, "HTTP_PROXY="+border.URL,
		"https_proxy="+border.URL, "http_proxy="+border.URL, "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1", "NODE_USE_ENV_PROXY=1",
		"PYTHONDONTWRITEBYTECODE=1", "PYTHONWARNINGS=ignore", "LANG=C.UTF-8")
	switch lang(k.tree) {
	case "python":
		python := filepath.Join(h.installed[k.name], "bin", "python")
		return converse(ctx, dir, env, python, append([]string{filepath.Join(h.root, "run.py")}, k.preload...)...)
	case "js":
		if err := os.Symlink(filepath.Join(h.installed[k.name], "node_modules"), filepath.Join(dir, "node_modules")); err != nil && !errors.Is(err, os.ErrExist) {
			return nil, err
		}
		return converse(ctx, dir, env, h.store.bin("node"), "--no-warnings", filepath.Join(h.root, "run.mjs"))
	}
	program := filepath.Join(dir, "samples.bin")
	if err := run(ctx, dir, nil, "go", "build", "-o", program, "."); err != nil {
		return nil, err
	}
	return &runner{func(sample string) (output, error) { return once(ctx, env, program, sample) }, func() {}}, nil
}

// once runs a program for one sample.
func once(ctx context.Context, env []string, program, sample string) (output, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, sample)
	cmd.Env = env
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return output{string(out), complaint.String() + err.Error()}, nil
	}
	return output{string(out), ""}, nil
}

// converse starts a process that is told names of samples line by line and answers each with a line.
func converse(ctx context.Context, dir string, env []string, name string, args ...string) (*runner, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, env
	var complaint strings.Builder
	cmd.Stderr = &complaint
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewReader(out)
	ask := func(sample string) (o output, err error) {
		timer := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
		defer timer.Stop()
		if _, err := io.WriteString(in, sample+"\n"); err != nil {
			return o, fmt.Errorf("%w: %s", err, complaint.String())
		}
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return o, fmt.Errorf("the process that runs the samples ended: %w: %s", err, complaint.String())
		}
		return o, json.Unmarshal(line, &o)
	}
	return &runner{ask, func() { _ = in.Close(); _ = cmd.Wait() }}, nil
}
