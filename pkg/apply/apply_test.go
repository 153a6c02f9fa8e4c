package apply

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/source"
)

func encoded(t *testing.T, name, text string) string {
	t.Helper()
	var out string
	var err error
	switch name {
	case "gbk":
		out, err = simplifiedchinese.GBK.NewEncoder().String(text)
	case "utf-16le":
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	case "bom":
		out = "\ufeff" + text
	default:
		out = text
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBytes checks that a run changes what it is asked to and not a byte more, in every encoding, and that undo brings the
// old bytes back.
func TestBytes(t *testing.T) {
	for _, c := range []struct{ name, encoding, path, before, after string }{
		{"plain", "", "a.py", "x = OpenAI()\ny = 1\n", "x = GLM()\ny = 1\n"},
		{"crlf", "", "a.py", "x = 1\r\nx = OpenAI()\r\n", "x = 1\r\nx = GLM()\r\n"},
		{"mixed line endings", "", "a.py", "a\r\nb\nOpenAI\rc\n", "a\r\nb\nGLM\rc\n"},
		{"no final newline", "", ".env", "A=1\nB=OpenAI", "A=1\nB=GLM"},
		{"byte order mark", "bom", "a.json", `{"a":"OpenAI"}`, `{"a":"GLM"}`},
		{"gbk", "gbk", "a.py", "# -*- coding: gbk -*-\n# 调用模型，返回答案\nx = OpenAI()  # 旧接口\n", "# -*- coding: gbk -*-\n# 调用模型，返回答案\nx = GLM()  # 旧接口\n"},
		{"utf-16", "utf-16le", "a.ini", "[模型]\r\nname=OpenAI\r\n", "[模型]\r\nname=GLM\r\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, after := encoded(t, c.encoding, c.before), encoded(t, c.encoding, c.after)
			root := grow(t, map[string]string{c.path: before})
			o := settings(t)
			p := planFromText(t, root, c.path)
			j := mustApply(t, root, p, o)
			if got, _ := root.ReadFile(c.path); string(got) != after {
				t.Errorf("after apply: %q, want %q", got, after)
			}
			if err := Undo(context.Background(), root, j, o); err != nil {
				t.Fatal(err)
			}
			if got, _ := root.ReadFile(c.path); string(got) != before {
				t.Errorf("after undo: %q, want %q", got, before)
			}
		})
	}
}

// planFromText replaces OpenAI and the call's parentheses as they stand in the decoded text.
func planFromText(t *testing.T, root *os.Root, name string) *plan.Plan {
	t.Helper()
	raw, err := root.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := source.NewFile(name, raw)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(f.Data), "OpenAI")
	span := f.RawSpan(source.Span{Start: at, End: at + len("OpenAI")})
	return &plan.Plan{Schema: plan.Schema, Base: map[string]string{name: f.Hash()}, Changes: []*plan.Change{{
		ID: "c-1", Path: name, Decision: plan.Accepted, Edits: []plan.Edit{{Path: name, Start: span.Start, End: span.End, New: "GLM"}},
	}}}
}

func TestEmptyFile(t *testing.T) {
	root := grow(t, map[string]string{"empty.env": ""})
	o := settings(t)
	j := mustApply(t, root, planOf(t, root, replace{"empty.env", "", "ZAI_API_KEY=\n"}), o)
	if got, _ := root.ReadFile("empty.env"); string(got) != "ZAI_API_KEY=\n" {
		t.Errorf("after apply: %q", got)
	}
	if err := Undo(context.Background(), root, j, o); err != nil {
		t.Fatal(err)
	}
	if got, err := root.ReadFile("empty.env"); err != nil || len(got) != 0 {
		t.Errorf("after undo: %q, %v", got, err)
	}
}

// TestModes checks that a file keeps its mode through apply, and gets it back by undo when somebody changed it.
func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no mode bits")
	}
	for _, mode := range []fs.FileMode{0o755, 0o600, 0o664, 0o755 | fs.ModeSetgid} {
		root := grow(t, nil)
		put(t, root.Name(), "run", "OpenAI", mode)
		before, o := look(t, root), settings(t)
		j := mustApply(t, root, planOf(t, root, replace{"run", "OpenAI", "GLM"}), o)
		if fi, _ := root.Lstat("run"); fi.Mode() != mode {
			t.Errorf("apply made %v of %v", fi.Mode(), mode)
		}
		if err := root.Chmod("run", 0o640); err != nil {
			t.Fatal(err)
		}
		if err := Undo(context.Background(), root, j, o); err != nil {
			t.Fatal(err)
		}
		same(t, "after undo", look(t, root), before)
	}
}

// TestOnlyAccepted checks that pending and skipped changes are not made, and that a plan without accepted ones leaves no
// trace.
func TestOnlyAccepted(t *testing.T) {
	root, p := sample(t)
	before := look(t, root)
	for _, c := range p.Changes {
		c.Decision = plan.Pending
	}
	j, err := Apply(context.Background(), root, p, settings(t))
	if err != nil || len(j.Files) != 0 || exists(root, stateDir) {
		t.Errorf("nothing accepted: journal %+v, error %v", j, err)
	}
	same(t, "nothing accepted", look(t, root), before)
	p.Changes[1].Decision, p.Changes[2].Decision = plan.Accepted, plan.Skipped
	j = mustApply(t, root, p, settings(t))
	if len(j.Files) != 1 || j.Files[0].Path != "a.env" || !slices.Equal(j.Changes(), []string{"c-1"}) {
		t.Errorf("one accepted: %+v", j)
	}
	if got := look(t, root); got["run.sh"] != before["run.sh"] || got["a.env"] == before["a.env"] {
		t.Errorf("one accepted: %v", got)
	}
}

func TestStale(t *testing.T) {
	root, p := sample(t)
	put(t, root.Name(), "app/llm.py", "client = OpenAI() \n", 0o644)
	if err := root.Remove("run.sh"); err != nil {
		t.Fatal(err)
	}
	before := look(t, root)
	_, err := Apply(context.Background(), root, p, settings(t))
	var stale *StaleError
	if !errors.As(err, &stale) || !slices.Equal(stale.Paths, []string{"app/llm.py", "run.sh"}) {
		t.Fatalf("apply: %v", err)
	}
	same(t, "refused", look(t, root), before)
	if exists(root, stateDir) {
		t.Error("a refused first run left a trace")
	}
}

// TestSavedMeanwhile changes a file between the check and its rename: nobody's work is overwritten.
func TestSavedMeanwhile(t *testing.T) {
	root, p := sample(t)
	before, o := look(t, root), settings(t)
	o.Progress = func(done, _ int) {
		if done == 1 {
			put(t, root.Name(), "run.sh", "mine\n", 0o755)
		}
	}
	_, err := Apply(context.Background(), root, p, o)
	var failed *FailedError
	var stale *StaleError
	if !errors.As(err, &failed) || !failed.RolledBack || !errors.As(err, &stale) || !slices.Equal(stale.Paths, []string{"run.sh"}) {
		t.Fatalf("apply: %v", err)
	}
	before["run.sh"] = `-rwxr-xr-x "mine\n"`
	same(t, "rolled back", look(t, root), before)
}

// TestRefused checks every kind of file that is left alone, and that nothing else is written then either.
func TestRefused(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links and modes need rights on Windows")
	}
	outside := t.TempDir()
	put(t, outside, "victim.py", "OpenAI", 0o644)
	for _, c := range []struct {
		path string
		make func(dir string) error
		want Reason
	}{
		{"link.py", func(d string) error {
			return os.Symlink(filepath.Join(outside, "victim.py"), filepath.Join(d, "link.py"))
		}, Symlink},
		{"linked/victim.py", func(d string) error { return os.Symlink(outside, filepath.Join(d, "linked")) }, Symlink},
		{"inner.py", func(d string) error { return os.Symlink("app/llm.py", filepath.Join(d, "inner.py")) }, Symlink},
		{"sub/llm.py", func(d string) error { return os.Symlink("app", filepath.Join(d, "sub")) }, Symlink},
		{"../victim.py", nil, OutsideTree},
		{"/etc/hosts", nil, OutsideTree},
		{"app/../a.env", nil, OutsideTree},
		{".git/config", nil, Reserved},
		{"vendor/x/.GIT/hooks/pre-commit", nil, Reserved},
		{".migrate/lock", nil, Reserved},
		{"app", nil, NotRegular},
		{"a.env/x", nil, NotRegular},
		{"ro.py", func(d string) error { return os.WriteFile(filepath.Join(d, "ro.py"), []byte("OpenAI"), 0o444) }, ReadOnly},
		{"rodir/a.py", func(d string) error {
			if err := os.Mkdir(filepath.Join(d, "rodir"), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(d, "rodir/a.py"), []byte("OpenAI"), 0o644); err != nil {
				return err
			}
			return os.Chmod(filepath.Join(d, "rodir"), 0o555)
		}, ReadOnlyDir},
	} {
		t.Run(c.path, func(t *testing.T) {
			root, p := sample(t)
			if c.make != nil {
				if err := c.make(root.Name()); err != nil {
					t.Fatal(err)
				}
			}
			t.Cleanup(func() { _ = root.Chmod("rodir", 0o755) })
			before := look(t, root)
			p.Base[c.path] = source.Hash([]byte("OpenAI"))
			p.Changes = append(p.Changes, &plan.Change{ID: "c-x", Path: c.path, Decision: plan.Accepted,
				Edits: []plan.Edit{{Path: c.path, Start: 0, End: 6, New: "GLM"}}})
			_, err := Apply(context.Background(), root, p, settings(t))
			var refused *RefusedError
			if !errors.As(err, &refused) || !slices.Equal(refused.Files, []Refusal{{c.path, c.want}}) {
				t.Fatalf("apply: %v", err)
			}
			if !strings.Contains(err.Error(), c.path) {
				t.Errorf("error does not name the file: %v", err)
			}
			same(t, "refused", look(t, root), before)
		})
	}
	if got, _ := os.ReadFile(filepath.Join(outside, "victim.py")); string(got) != "OpenAI" {
		t.Errorf("a file out of the tree became %q", got)
	}
}

// TestInterrupt ends the context after each number of files, the first moment included.
func TestInterrupt(t *testing.T) {
	ctx, want := context.Background(), sampleAfter(t)
	for n := range 3 {
		for _, undo := range []bool{true, false} {
			root, p := sample(t)
			before, o := look(t, root), settings(t)
			work := func(ctx context.Context, o Options) error { _, err := Apply(ctx, root, p, o); return err }
			if n == 0 {
				work = func(context.Context, Options) error {
					dead, cancel := context.WithCancel(ctx)
					cancel()
					_, err := Apply(dead, root, p, o)
					return err
				}
			}
			stopped := interruptAfter(t, root, o, n, work)
			if len(look(t, root)) != len(before) {
				t.Errorf("files left behind: %v", look(t, root))
			}
			var unfinished *UnfinishedError
			if _, err := Apply(ctx, root, p, o); !errors.As(err, &unfinished) || unfinished.Run != stopped.Run {
				t.Errorf("next run: %v", err)
			}
			if undo {
				if err := Undo(ctx, root, &Journal{ID: stopped.Run}, o); err != nil {
					t.Fatal(err)
				}
				same(t, "undone", look(t, root), before)
				continue
			}
			j, err := Resume(ctx, root, o)
			if err != nil || j.State != Done {
				t.Fatalf("resume: %v", err)
			}
			same(t, "resumed", look(t, root), want)
		}
	}
}

func TestResumeNothing(t *testing.T) {
	root, p := sample(t)
	var none *NoRunError
	if _, err := Resume(context.Background(), root, settings(t)); !errors.As(err, &none) {
		t.Errorf("resume in a new tree: %v", err)
	}
	o := settings(t)
	mustApply(t, root, p, o)
	if _, err := Resume(context.Background(), root, o); !errors.As(err, &none) {
		t.Errorf("resume after a finished run: %v", err)
	}
}

// TestOrder spells out what makes a run safe: the journal before the tree, all new files before the first rename, and the
// directories before the journal says done.
func TestOrder(t *testing.T) {
	root, p := sample(t)
	f := &faulty{}
	j := mustApply(t, root, p, f.wrapped(settings(t)))
	var got []string
	for _, op := range f.log {
		op = strings.ReplaceAll(op, j.ID, "ID")
		for _, e := range j.Files {
			op = strings.ReplaceAll(op, strings.ReplaceAll(j.temp(e.Path), j.ID, "ID"), "NEW("+e.Path+")")
		}
		if !strings.Contains(op, ".migrate/.gitignore") && !strings.HasPrefix(op, "mkdir") {
			got = append(got, op)
		}
	}
	slices.Sort(got[1:7]) // the blobs, in any order
	want := []string{
		"sync .migrate",
		"write .migrate/runs/ID/after/0", "write .migrate/runs/ID/after/1", "write .migrate/runs/ID/after/2",
		"write .migrate/runs/ID/before/0", "write .migrate/runs/ID/before/1", "write .migrate/runs/ID/before/2",
		"write .migrate/runs/ID/plan",
		"sync .migrate/runs/ID/before", "sync .migrate/runs/ID/after", "sync .migrate/runs/ID", "sync .migrate/runs", "sync .migrate", "sync .",
		"write .migrate/runs/ID/journal.json.tmp", "rename .migrate/runs/ID/journal.json.tmp .migrate/runs/ID/journal.json", "sync .migrate/runs/ID",
		"write NEW(a.env)", "write NEW(app/llm.py)", "write NEW(run.sh)",
		"rename NEW(a.env) a.env", "rename NEW(app/llm.py) app/llm.py", "rename NEW(run.sh) run.sh",
		"sync .", "sync app",
		"write .migrate/runs/ID/journal.json.tmp", "rename .migrate/runs/ID/journal.json.tmp .migrate/runs/ID/journal.json", "sync .migrate/runs/ID",
		"remove .migrate/runs/ID/after",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("operations (-want +got):\n%s", diff)
	}
}
