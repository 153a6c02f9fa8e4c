package report

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/plan"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

func samplePlan(l i18n.Lang) (*plan.Plan, *scan.Result) {
	r := sample(true)
	return plan.New("zhipu", r.Findings, l), r
}

func TestPlanText(t *testing.T) {
	for _, l := range []i18n.Lang{i18n.EN, i18n.ZH} {
		p, r := samplePlan(l)
		p.Changes[0].Requires = []string{p.Changes[1].ID}
		p.Changes[0].Decision = plan.Accepted
		var out strings.Builder
		if err := PlanText(&out, p, r.Tree, nil, l); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), key[8:]) {
			t.Error("the text shows a key")
		}
		golden(t, "plan.text."+string(l)+".golden", out.String())
		var page strings.Builder
		zh, _ := samplePlan(i18n.ZH)
		en, _ := samplePlan(i18n.EN)
		zh.Changes[0].Requires, en.Changes[0].Requires = p.Changes[0].Requires, p.Changes[0].Requires
		if err := HTML(&page, &PlanPage{Report: Report{Lang: l, Result: r, Version: "v1.2.3", Root: "shop"}, Plans: map[i18n.Lang]*plan.Plan{i18n.ZH: zh, i18n.EN: en}}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(page.String(), key[8:]) {
			t.Error("the page shows a key")
		}
		golden(t, "plan.html."+string(l)+".golden", page.String())
	}
}

func TestPatch(t *testing.T) {
	p, r := samplePlan(i18n.EN)
	var out strings.Builder
	hidden, err := Patch(&out, p, r.Tree)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Join(hidden, " ") != ".env" {
		t.Errorf("hidden: %q, want .env, whose line holds a key", hidden)
	}
	if strings.Contains(out.String(), key[8:]) {
		t.Error("the patch shows a key")
	}
	golden(t, "plan.patch.golden", out.String())
}

func TestPatchSkipsSkipped(t *testing.T) {
	p, r := samplePlan(i18n.EN)
	for _, c := range p.Changes {
		c.Decision = plan.Skipped
	}
	var out strings.Builder
	if hidden, err := Patch(&out, p, r.Tree); err != nil || len(hidden) > 0 || out.Len() > 0 {
		t.Errorf("a skipped change is written: %q, %v, %q", out.String(), err, hidden)
	}
}

func TestPatchStale(t *testing.T) {
	p, _ := samplePlan(i18n.EN)
	other := source.FromMap(map[string][]byte{".env": []byte("A=1\n"), "app/llm.py": []byte("x\n"), "cmd/bot/main.go": []byte("x\n")})
	if _, err := Patch(&strings.Builder{}, p, other); err == nil || !strings.Contains(err.Error(), "changed since") {
		t.Errorf("got %v, want an error for a changed file", err)
	}
}

// git takes the patch, whatever the file's name, encoding, line endings and last line, and makes what the edits make.
func TestPatchGitApply(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	gbk := append([]byte("# -*- coding: gbk -*-\n# "), 0xc4, 0xe3, 0xba, 0xc3, '\n')
	files := map[string][]byte{
		"服务 a/crlf \"q\".py": []byte("import os\r\nc = OpenAI()\r\n# 结束"),
		"gbk.py":             append(gbk, "c = OpenAI()\n"...),
		"bom.py":             []byte("\xef\xbb\xbfc = OpenAI()\n"),
	}
	dir := t.TempDir()
	tree := source.FromMap(files)
	b := &builder{tree: tree, target: true}
	for path, text := range files {
		b.add(pyClient, path, "OpenAI()", 1, finding.Finding{Kind: finding.Client, Symbol: "OpenAI", Confidence: finding.Certain,
			Message: i18n.T("x", "x")}, `OpenAI(api_key="键")`)
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, path), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var patch bytes.Buffer
	if hidden, err := Patch(&patch, plan.New("zhipu", b.out, i18n.EN), tree); err != nil || len(hidden) > 0 {
		t.Fatal(err, hidden)
	}
	cmd := exec.Command("git", "-c", "core.autocrlf=false", "apply", "-")
	cmd.Dir, cmd.Stdin = dir, &patch
	cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git apply: %v\n%s", err, out)
	}
	for path, text := range files {
		f, err := source.NewFile(path, text)
		if err != nil {
			t.Fatal(err)
		}
		inserted, err := f.Encode(`OpenAI(api_key="键")`)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		if want := bytes.Replace(text, []byte("OpenAI()"), inserted, 1); !bytes.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}
