package apply

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// grow makes a tree of files.
func grow(t *testing.T, files map[string]string) *os.Root {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		put(t, dir, name, data, 0o644)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func put(t *testing.T, dir, name, data string, mode fs.FileMode) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(data), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(full, mode); err != nil {
		t.Fatal(err)
	}
}

// look returns the mode and bytes of every file of a tree but migrate's own.
func look(t *testing.T, root *os.Root) map[string]string {
	t.Helper()
	seen := map[string]string{}
	err := filepath.WalkDir(root.Name(), func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root.Name(), p)
		if d.IsDir() {
			if name == stateDir || name == ".git" {
				return fs.SkipDir
			}
			return nil
		}
		fi, err := d.Info()
		if err != nil {
			return err
		}
		if fi.Mode()&fs.ModeSymlink != 0 {
			seen[filepath.ToSlash(name)], err = os.Readlink(p)
			return err
		}
		raw, err := os.ReadFile(p)
		seen[filepath.ToSlash(name)] = fmt.Sprintf("%v %q", fi.Mode(), raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

// replace is one change: the first old in a file becomes new.
type replace struct{ path, old, new string }

// planOf makes a plan with the changes accepted, for the files as they are now.
func planOf(t *testing.T, root *os.Root, changes ...replace) *plan.Plan {
	t.Helper()
	p := &plan.Plan{Schema: plan.Schema, Target: "zhipu", Base: map[string]string{}}
	for i, c := range changes {
		raw, err := root.ReadFile(c.path)
		if err != nil {
			t.Fatal(err)
		}
		at := bytes.Index(raw, []byte(c.old))
		if at < 0 {
			t.Fatalf("%s does not hold %q", c.path, c.old)
		}
		p.Base[c.path] = source.Hash(raw)
		p.Changes = append(p.Changes, &plan.Change{
			ID: fmt.Sprintf("c-%d", i), Path: c.path, Decision: plan.Accepted,
			Edits: []plan.Edit{{Path: c.path, Start: at, End: at + len(c.old), New: c.new}},
		})
	}
	return p
}

// sample is a tree of three files, two of them in directories, and a plan that changes all of them.
func sample(t *testing.T) (*os.Root, *plan.Plan) {
	t.Helper()
	root := grow(t, map[string]string{"app/llm.py": "client = OpenAI()\n", "a.env": "OPENAI_API_KEY=x", "other.txt": "left alone"})
	put(t, root.Name(), "run.sh", "curl api.openai.com\n", 0o755)
	p := planOf(t, root, replace{"app/llm.py", "OpenAI()", `OpenAI(base_url="u")`},
		replace{"a.env", "OPENAI_API_KEY", "ZAI_API_KEY"}, replace{"run.sh", "api.openai.com", "open.bigmodel.cn"})
	return root, p
}

func settings(t *testing.T) Options { return Options{Tool: "test", KeyDir: t.TempDir()} }

func mustApply(t *testing.T, root *os.Root, p *plan.Plan, o Options) *Journal {
	t.Helper()
	j, err := Apply(context.Background(), root, p, o)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// after returns what the sample tree looks like when its plan is applied.
func sampleAfter(t *testing.T) map[string]string {
	t.Helper()
	root, p := sample(t)
	mustApply(t, root, p, settings(t))
	got := look(t, root)
	if !strings.Contains(got["run.sh"], "open.bigmodel.cn") || !strings.HasPrefix(got["run.sh"], "-rwxr-xr-x") {
		t.Fatalf("apply left run.sh as %s", got["run.sh"])
	}
	return got
}

// faulty is a disk whose operations can fail: fail is asked before each, with its number counted from 1.
type faulty struct {
	disk
	count int
	torn  bool
	log   []string
	fail  func(n int, op string) error
}

// wrapped returns options whose disk is f.
func (f *faulty) wrapped(o Options) Options {
	o.wrap = func(d disk) disk { f.disk = d; return f }
	return o
}

func (f *faulty) hit(op string, names ...string) error {
	f.count++
	f.log = append(f.log, op+" "+strings.Join(names, " "))
	if f.fail == nil {
		return nil
	}
	err := f.fail(f.count, op)
	f.torn = f.torn || err != nil && op != "write"
	return err
}

func (f *faulty) mkdir(name string) error {
	if err := f.hit("mkdir", name); err != nil {
		return err
	}
	return f.disk.mkdir(name)
}

// write leaves half of the file behind the first time it fails: a dead process writes no more.
func (f *faulty) write(name string, data []byte, a attr) error {
	if err := f.hit("write", name); err != nil {
		if !f.torn {
			_ = f.disk.write(name, data[:len(data)/2], attr{mode: 0o600})
		}
		f.torn = true
		return err
	}
	return f.disk.write(name, data, a)
}

func (f *faulty) rename(from, to string) error {
	if err := f.hit("rename", from, to); err != nil {
		return err
	}
	return f.disk.rename(from, to)
}

func (f *faulty) remove(name string) error {
	if err := f.hit("remove", name); err != nil {
		return err
	}
	return f.disk.remove(name)
}

func (f *faulty) sync(dir string) error {
	if err := f.hit("sync", dir); err != nil {
		return err
	}
	return f.disk.sync(dir)
}
