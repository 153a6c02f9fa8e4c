package verify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/openai-migrate/migrate/pkg/emulate"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

// program is a program of the tests: a file that says what to send. The test binary runs it (see TestMain), as an
// interpreter would.
type program struct {
	Base   string         // address of the API
	KeyEnv string         // variable that holds the key
	Path   string         // below Base
	Body   map[string]any // of the request
}

// TestMain runs the programs named on the command line in place of the tests when a test says so.
func TestMain(m *testing.M) {
	if os.Getenv("RUN_PROGRAMS") == "" {
		os.Exit(m.Run())
	}
	code := 0
	for _, name := range os.Args[1:] {
		if err := execute(name); err != nil {
			fmt.Println(name+":", err)
			code = 1
		}
	}
	os.Exit(code)
}

func execute(name string) error {
	raw, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var p program
	if err := json.Unmarshal(raw, &p); err != nil {
		return err
	}
	body, _ := json.Marshal(p.Body)
	req, err := http.NewRequest(http.MethodPost, p.Base+p.Path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+os.Getenv(p.KeyEnv))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if answer, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", resp.Status, answer)
	}
	return nil
}

// command runs programs of the tree.
func command(t *testing.T, names ...string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("RUN_PROGRAMS", "1")
	return self + " " + strings.Join(names, " ")
}

// replace is one change of a migration: id, file, the text that goes and the text that comes, and what it requires.
type replace struct {
	id, path, old, new string
	requires           []string
}

// migrated makes a tree on disk and the subject of its migration by the given runs.
func migrated(t *testing.T, to string, files map[string]string, runs ...[]replace) *Subject {
	t.Helper()
	p, err := provider.Lookup(to)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	now := map[string]string{}
	for name, text := range files {
		now[name] = text
	}
	s := &Subject{Dir: dir, Target: provider.NewTarget(p)}
	for i, changes := range runs {
		r := Run{ID: fmt.Sprint("run-", i+1), Plan: &plan.Plan{Schema: plan.Schema, Target: to, Base: map[string]string{}}, Before: map[string][]byte{}}
		for _, c := range changes {
			text := now[c.path]
			at := strings.Index(text, c.old)
			if at < 0 {
				t.Fatalf("%s does not hold %q", c.path, c.old)
			}
			r.Before[c.path] = []byte(text)
			r.Plan.Changes = append(r.Plan.Changes, &plan.Change{ID: c.id, Path: c.path, Title: "change " + c.id, Requires: c.requires, Decision: plan.Accepted,
				Edits: []plan.Edit{{Path: c.path, Start: at, End: at + len(c.old), New: c.new}}})
		}
		for path := range r.Before {
			made, err := r.made(path, nil)
			if err != nil {
				t.Fatal(err)
			}
			now[path] = string(made)
		}
		s.Runs = append(s.Runs, r)
	}
	for name, text := range now {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s.Scan = look(t, dir, s.Target)
	return s
}

// look reads a tree, without rewriters: it has no findings.
func look(t *testing.T, dir string, target *provider.Target) *scan.Result {
	t.Helper()
	tree, err := source.Walk(context.Background(), dir, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &scan.Result{Tree: tree, Target: target}
}

// options are what the tests verify with; syntax is that of JSON.
func options(t *testing.T, s *Subject) Options {
	t.Helper()
	return Options{
		Syntax: func(f *source.File) error {
			if strings.HasSuffix(f.Path, ".json") && !json.Valid(f.Data) {
				return errors.New("1:1: no JSON")
			}
			return nil
		},
		Emulate: func(openai bool, key string, log func(Request)) http.Handler {
			p := s.Target.Provider
			if openai {
				p = &provider.Provider{ID: "openai", BaseURLs: []provider.BaseURL{{URL: "https://api.openai.com/v1", Default: true}}}
			}
			return emulate.New(p, emulate.Options{Key: key, Lenient: openai, Log: func(r emulate.Record) {
				log(Request{Method: r.Method, Path: r.Path, Model: r.Model, Endpoint: r.Endpoint, Status: r.Status, Refused: r.Reason, Param: r.Param})
			}})
		},
	}
}

func verified(t *testing.T, s *Subject, o Options) *Result {
	t.Helper()
	r, err := Verify(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func checkOf(t *testing.T, r *Result, name string) Check {
	t.Helper()
	for _, c := range r.Checks {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("there was no check %s: %+v", name, r.Checks)
	return Check{}
}

// guilty are the ids of the culprits of a check's problems, each once, in order.
func guilty(c Check) string {
	var ids []string
	seen := map[string]bool{}
	for _, p := range c.Problems {
		for _, g := range p.Culprits {
			for _, ch := range g.Changes {
				if !seen[ch.ID] {
					seen[ch.ID] = true
					ids = append(ids, ch.ID)
				}
			}
		}
	}
	return strings.Join(ids, " ")
}

const chat = `{"Base": "https://api.openai.com/v1", "KeyEnv": "OPENAI_API_KEY", "Path": "/chat/completions", "Body": {"model": "gpt-4o", "messages": [{"role": "user", "content": "hi"}]}}`

// move are the changes that take a program to Zhipu as they should be, one set.
func move(prefix, path string) []replace {
	return []replace{
		{prefix + "url", path, "https://api.openai.com/v1", "https://open.bigmodel.cn/api/paas/v4", []string{prefix + "key", prefix + "model"}},
		{prefix + "key", path, "OPENAI_API_KEY", "ZAI_API_KEY", []string{prefix + "url"}},
		{prefix + "model", path, "gpt-4o", "glm-4.7", []string{prefix + "url"}},
	}
}

// with returns the changes with the one of an id replaced.
func with(list []replace, id, now string) []replace {
	out := append([]replace(nil), list...)
	for i := range out {
		if out[i].id == id {
			out[i].new = now
		}
	}
	return out
}

// TestWrongMigrations: of several programs that were moved well, one was not. verify says which, and why.
func TestWrongMigrations(t *testing.T) {
	files := map[string]string{"a.json": chat, "b.json": chat, "c.json": chat, "d.json": chat}
	var well []replace
	for _, name := range []string{"a", "b", "d"} {
		well = append(well, move(name+"-", name+".json")...)
	}
	strict := strings.Replace(chat, `"hi"}]`, `"hi"}], "temperature": 1.5`, 1)
	for _, c := range []struct {
		name    string
		files   map[string]string
		bad     []replace
		culprit string
		says    string
		code    int
	}{
		{name: "well", bad: move("c-", "c.json")},
		{"missing version path", nil, with(move("c-", "c.json"), "c-url", "https://open.bigmodel.cn"), "c-url c-key c-model", "POST /chat/completions", 404},
		{"wrong version path", nil, with(move("c-", "c.json"), "c-url", "https://open.bigmodel.cn/v1"), "c-url c-key c-model", "POST /v1/chat/completions", 404},
		{"parameter kept", map[string]string{"c.json": strict}, move("c-", "c.json"), "c-url c-key c-model", "temperature", 400},
		{"wrong key variable", nil, with(move("c-", "c.json"), "c-key", "OPENAI_API_KEY_2"), "c-url c-key c-model", "", 401},
		{"key of OpenAI kept", nil, with(move("c-", "c.json"), "c-key", "OPENAI_API_KEY"), "c-url c-key c-model", "", 401},
		{"model of OpenAI kept", nil, with(move("c-", "c.json"), "c-model", "gpt-4o-mini"), "c-url c-key c-model", "gpt-4o-mini", 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree := map[string]string{}
			for _, m := range []map[string]string{files, c.files} {
				for k, v := range m {
					tree[k] = v
				}
			}
			s := migrated(t, "zhipu", tree, append(append([]replace(nil), well...), c.bad...))
			o := options(t, s)
			o.Command = command(t, "a.json", "b.json", "c.json", "d.json")
			check := checkOf(t, verified(t, s, o), CheckRun)
			if got := guilty(check); got != c.culprit {
				t.Errorf("guilty: %q, want %q", got, c.culprit)
			}
			if c.culprit == "" {
				if check.Status != Passed {
					t.Errorf("%+v", check)
				}
				return
			}
			if check.Status != Failed || !strings.Contains(check.Problems[0].Message.EN, fmt.Sprintf("refused (%d)", c.code)) || !strings.Contains(check.Problems[0].Message.EN, c.says) {
				t.Errorf("%s: %+v", check.Status, check.Problems)
			}
		})
	}
}

// Changes that do not depend on each other are told apart: only the model is to blame.
func TestCulpritWithinFile(t *testing.T) {
	changes := with(move("", "a.json"), "model", "no-such-model")
	changes[0].requires, changes[1].requires, changes[2].requires = []string{"key"}, []string{"url"}, []string{"url"}
	s := migrated(t, "zhipu", map[string]string{"a.json": chat}, changes)
	o := options(t, s)
	o.Command = command(t, "a.json")
	if got := guilty(checkOf(t, verified(t, s, o), CheckRun)); got != "model" {
		t.Errorf("guilty: %q", got)
	}
}

// Two faults of two kinds, in two runs: each is charged to the run that made it.
func TestCulpritsOfTwoRuns(t *testing.T) {
	s := migrated(t, "zhipu", map[string]string{"a.json": chat, "b.json": chat},
		with(move("a-", "a.json"), "a-url", "https://open.bigmodel.cn"), move("b-", "b.json"),
		[]replace{{"again", "b.json", "glm-4.7", "gone", nil}})
	o := options(t, s)
	o.Command = command(t, "a.json", "b.json")
	c := checkOf(t, verified(t, s, o), CheckRun)
	if got := guilty(c); got != "a-url a-key a-model again" && got != "again a-url a-key a-model" {
		t.Errorf("guilty: %q", got)
	}
	for _, p := range c.Problems {
		for _, g := range p.Culprits {
			if want := map[string]string{"a-url": "run-1", "again": "run-3"}[g.Changes[0].ID]; g.Run != want {
				t.Errorf("%s is charged to %s", g.Changes[0].ID, g.Run)
			}
		}
	}
}

// A command that failed before the migration proves nothing, and what it says then is charged to nobody.
func TestFailedBefore(t *testing.T) {
	s := migrated(t, "zhipu", map[string]string{"a.json": chat}, move("", "a.json"))
	o := options(t, s)
	o.Command = "exit 3"
	c := checkOf(t, verified(t, s, o), CheckRun)
	if c.Status != Skipped || !c.Problems[0].Outside || guilty(c) != "" {
		t.Errorf("%+v", c)
	}
	o.Alone = true
	if c := checkOf(t, verified(t, s, o), CheckRun); c.Status != Failed || c.Problems[0].Outside {
		t.Errorf("without the state from before: %+v", c)
	}
}

// A program that was left behind reaches OpenAI's stand-in and not OpenAI.
func TestStillOpenAI(t *testing.T) {
	s := migrated(t, "zhipu", map[string]string{"a.json": chat, "b.json": chat}, move("", "a.json"))
	o := options(t, s)
	o.Command = command(t, "a.json", "b.json")
	r := verified(t, s, o)
	c := checkOf(t, r, CheckRun)
	if c.Status != Failed || len(c.Problems) != 1 || !strings.Contains(c.Problems[0].Message.EN, "still goes to OpenAI: api.openai.com/v1/chat/completions") {
		t.Errorf("%+v", c)
	}
	if len(r.Requests) != 1 || r.Requests[0].Model != "glm-4.7" {
		t.Errorf("requests: %+v", r.Requests)
	}
	if left := checkOf(t, r, CheckLeftovers); left.Status != Failed {
		t.Errorf("leftovers: %+v", left)
	}
}

// TestNothingWritten: whatever the command does, the user's tree keeps its bytes.
func TestNothingWritten(t *testing.T) {
	s := migrated(t, "zhipu", map[string]string{"a.json": chat}, move("", "a.json"))
	before, err := os.ReadFile(filepath.Join(s.Dir, "a.json"))
	if err != nil {
		t.Fatal(err)
	}
	o := options(t, s)
	o.Command = "echo spoiled > a.json; echo new > new.txt; pwd"
	verified(t, s, o)
	after, err := os.ReadFile(filepath.Join(s.Dir, "a.json"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("a.json is now %q, %v", after, err)
	}
	if entries, _ := os.ReadDir(s.Dir); len(entries) != 1 {
		t.Errorf("the tree now holds %v", entries)
	}
}

// TestSyntax: the one change that broke a file is found; a file that was broken before is no news.
func TestSyntax(t *testing.T) {
	s := migrated(t, "zhipu", map[string]string{"a.json": chat, "b.json": chat, "old.json": `{"Base": https://api.openai.com/v1`},
		append(append(move("a-", "a.json"), with(move("b-", "b.json"), "b-key", `"`)...),
			replace{"old", "old.json", "https://api.openai.com/v1", "https://open.bigmodel.cn/api/paas/v4", nil}))
	c := checkOf(t, verified(t, s, options(t, s)), CheckSyntax)
	if c.Status != Failed || len(c.Problems) != 2 || guilty(c) != "b-url b-key b-model" {
		t.Errorf("%+v", c)
	}
	if !c.Problems[1].Outside {
		t.Errorf("old.json: %+v", c.Problems[1])
	}
}

// TestStray: an address that is put together in the code leads to the proxy, which lets it go no further, nor OpenAI's.
func TestStray(t *testing.T) {
	for host, says := range map[string]string{"open.bigmodel.cn": "went to open.bigmodel.cn", "api.openai.com": "still goes to OpenAI: api.openai.com"} {
		for _, scheme := range []string{"http", "https"} {
			real := strings.Replace(chat, "https://api.openai.com/v1", strings.ToUpper(scheme)+"://"+host+"/v1", 1)
			s := migrated(t, "zhipu", map[string]string{"a.json": real, "b.json": chat}, move("", "b.json"))
			o := options(t, s)
			o.Command, o.Alone = command(t, "a.json"), true
			c := checkOf(t, verified(t, s, o), CheckRun)
			if c.Status != Failed || !strings.Contains(c.Problems[0].Message.EN, says) {
				t.Errorf("%s of %s: %+v", scheme, host, c.Problems)
			}
		}
	}
}

// TestLate: a command that does not end is ended, with all that it started.
func TestLate(t *testing.T) {
	s := migrated(t, "zhipu", map[string]string{"a.json": chat}, move("", "a.json"))
	o := options(t, s)
	o.Command, o.Timeout, o.Alone = "sleep 60 & sleep 60", 200*time.Millisecond, true
	c := checkOf(t, verified(t, s, o), CheckRun)
	if c.Status != Failed || !strings.Contains(c.Problems[0].Message.EN, "did not end") {
		t.Errorf("%+v", c)
	}
}

// TestStopped: when the user stops it, verify ends with that, and leaves no copy behind.
func TestStopped(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := migrated(t, "zhipu", map[string]string{"a.json": chat}, move("", "a.json"))
	o := options(t, s)
	o.Command = "sleep 60"
	ctx, stop := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer stop()
	if _, err := Verify(ctx, s, o); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "migrate-verify-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestKnob: a program that reads its address from a variable finds the stand-in there.
func TestKnob(t *testing.T) {
	d := newDetour(provider.NewTarget(zhipu(t)), &stand{provider: "http://127.0.0.1:1", openai: "http://127.0.0.1:2", proxy: "http://127.0.0.1:3"})
	for _, line := range []string{
		`os.environ.get("MY_BASE_URL", "https://open.bigmodel.cn/api/paas/v4/")`,
		"OPENAI_BASE_URL=https://open.bigmodel.cn/api/paas/v4",
		`url = "https://open.bigmodel.cn/api/paas/v4"`,
	} {
		d.note(string(d.lead([]byte(line))))
	}
	env := map[string]string{}
	for _, kv := range d.environ("/copy", []string{"OPENAI_API_KEY=sk-real", "ZAI_API_KEY=real", "LLM=https://open.bigmodel.cn/api/paas/v4", "PYTHONPATH=lib"}) {
		name, value, _ := strings.Cut(kv, "=")
		env[name] = value
	}
	for name, want := range map[string]string{
		"MY_BASE_URL": "http://127.0.0.1:1/api/paas/v4/", "OPENAI_BASE_URL": "http://127.0.0.1:1/api/paas/v4", "OPENAI_API_BASE": "http://127.0.0.1:2/v1",
		"OPENAI_API_KEY": openaiKey, "ZAI_API_KEY": providerKey, "LLM": "http://127.0.0.1:1/api/paas/v4", "HTTPS_PROXY": "http://127.0.0.1:3",
		"PYTHONPATH": "/copy:/copy/src:lib", "MIGRATE_EMULATOR_URL": "http://127.0.0.1:1/api/paas/v4",
	} {
		if env[name] != want {
			t.Errorf("%s is %q, want %q", name, env[name], want)
		}
	}
}

func zhipu(t *testing.T) *provider.Provider {
	t.Helper()
	p, err := provider.Lookup("zhipu")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestLeftOut: where a refused field had a change in the plan that was not accepted, the place says so.
func TestLeftOut(t *testing.T) {
	s := migrated(t, "zhipu", map[string]string{"a.json": strings.Replace(chat, `"hi"}]`, `"hi"}], "temperature": 1.5`, 1)}, move("", "a.json"))
	o := options(t, s)
	o.Command = command(t, "a.json")
	o.Rescan = func(_ context.Context, dir string) (*scan.Result, error) {
		r := look(t, dir, s.Target)
		f := r.Tree.Files[0]
		at := bytes.Index(f.Data, []byte(`"temperature"`))
		r.Findings = []finding.Finding{{Rule: &finding.Rule{ID: "X030"}, Kind: finding.Parameter, File: f, Symbol: "temperature", Span: source.Span{Start: at, End: at + 13},
			Message: i18n.T("超出范围", "out of range"), Fixes: []finding.Fix{{Confidence: finding.Likely}}}}
		return r, nil
	}
	c := checkOf(t, verified(t, s, o), CheckRun)
	if len(c.Problems) == 0 || len(c.Problems[0].Sites) != 1 {
		t.Fatalf("%+v", c)
	}
	if site := c.Problems[0].Sites[0]; site.Path != "a.json" || site.Symbol != "temperature" || !strings.Contains(site.Message.EN, "left out") {
		t.Errorf("%+v", site)
	}
}
