package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/gate"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/scan"
	"github.com/openai-migrate/migrate/pkg/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// key looks like a real one and must appear in no output.
const key = "sk-proj-AbCdEfGhIjKlMnOpQrStUvWx"

var sampleFiles = map[string]string{
	"app/llm.py": `from openai import OpenAI

client = OpenAI()
MODEL = "gpt-4o"


def ask(q):
    return client.chat.completions.create(model=MODEL, messages=[q])


def 摘要(q):
    标题 = client.chat.completions.create(model=MODEL, messages=[q])
    return client.embeddings.create(model="text-embedding-3-small", input=q)
`,
	"app/服务 (旧)/a:b,100%.py": "key = \"" + key + "\"\nfrom app.llm import client\nclient.chat.completions.create(model=\"gpt-4o\")\nclient.beta.threads.create()\n",
	"cmd/bot/main.go":        "package main\n\nfunc main() {\n\tc := openai.NewClient(os.Getenv(\"OPENAI_API_KEY\")) // migrate:ignore[GO001] 网关 <内部>\n\t_ = c\n}\n",
	".env":                   "OPENAI_API_KEY=" + key + "\n",
	"requirements.txt":       "openai==1.40.0\n",
	"old.py":                 "x = 1  # migrate:ignore[PY001]\n",
}

func rule(id, slug string, s finding.Severity, zh, en string) *finding.Rule {
	return &finding.Rule{ID: id, Slug: slug, Severity: s, Title: i18n.T(zh, en),
		Doc: i18n.T("查找"+zh+"，并指向所选平台。", "Finds each "+en+" and points it at the chosen provider.")}
}

var (
	pyClient = rule("PY001", "client-base-url", finding.Error, "客户端的地址", "client base URL")
	pyCall   = rule("PY003", "call", finding.Note, "API 调用", "API call")
	pyModel  = rule("PY010", "model-name", finding.Error, "模型名", "model name")
	pyThread = rule("PY040", "assistants", finding.Error, "Assistants 接口", "Assistants API")
	goClient = rule("GO001", "client-base-url", finding.Error, "客户端的地址", "client base URL")
	envKey   = rule("ENV001", "key-variable", finding.Warning, "密钥变量", "key variable")
	secret   = rule("SEC001", "hard-coded-key", finding.Error, "硬编码密钥", "hard-coded key")
	depends  = rule("DEP001", "dependency", finding.Note, "SDK 依赖", "SDK dependency")
)

// sample is a scan of sampleFiles with hand-made findings; with a target some have fixes.
func sample(target bool) *scan.Result {
	files := map[string][]byte{}
	for path, text := range sampleFiles {
		files[path] = []byte(text)
	}
	tree := source.FromMap(files)
	b := &builder{tree: tree, target: target}
	odd := "app/服务 (旧)/a:b,100%.py"

	b.add(pyClient, "app/llm.py", "OpenAI()", 1, finding.Finding{Kind: finding.Client, SDK: "openai-python", Symbol: "OpenAI", Client: "1", Reaches: true, Confidence: finding.Certain,
		Message: i18n.T("此客户端连接 api.openai.com", "this client talks to api.openai.com")}, `OpenAI(base_url="https://open.bigmodel.cn/api/paas/v4")`)
	b.add(pyModel, "app/llm.py", `"gpt-4o"`, 1, finding.Finding{Kind: finding.Model, SDK: "openai-python", Symbol: "gpt-4o", Model: "gpt-4o", Client: "1", Reaches: true, Confidence: finding.Likely,
		Message: i18n.T("模型名 gpt-4o 传入请求", "the model name gpt-4o flows into a request")}, `"glm-4.6"`)
	for n := range 2 {
		b.add(pyCall, "app/llm.py", "client.chat.completions.create", n+1, finding.Finding{Kind: finding.Call, SDK: "openai-python", Symbol: "chat.completions.create", Capability: finding.Chat, Model: "gpt-4o", Client: "1", Reaches: true, Confidence: finding.Certain,
			Message: i18n.T("对话请求", "a chat request")}, "")
	}
	b.add(pyCall, "app/llm.py", "client.embeddings.create", 1, finding.Finding{Kind: finding.Call, SDK: "openai-python", Symbol: "embeddings.create", Capability: finding.Embeddings, Model: "text-embedding-3-small", Client: "1", Reaches: true, Confidence: finding.Manual,
		Message: i18n.T("换用其他向量模型后，已有索引必须全部重建：向量维度与语义空间都不同", "another embeddings model means that every stored vector has to be made anew: neither length nor meaning of the numbers is the same")}, "")
	b.add(pyCall, odd, "client.chat.completions.create", 1, finding.Finding{Kind: finding.Call, SDK: "openai-python", Symbol: "chat.completions.create", Capability: finding.Chat, Model: "gpt-4o", Client: "1", Reaches: true, Confidence: finding.Certain,
		Message: i18n.T("对话请求", "a chat request")}, "")
	b.add(pyThread, odd, "client.beta.threads.create", 1, finding.Finding{Kind: finding.Call, SDK: "openai-python", Symbol: "beta.threads.create", Capability: finding.Assistants, Client: "1", Reaches: true, Confidence: finding.Manual,
		Message: i18n.T("Assistants 接口没有兼容实现；请改写为对话请求 | <自行保存历史>", "no provider has the Assistants API; rewrite this as chat | <keep the history yourself>")}, "")
	b.add(secret, odd, key, 1, finding.Finding{Kind: finding.Secret, Symbol: key, Confidence: finding.Manual, Message: i18n.T("代码中有密钥 "+key+"，请立即更换", "the key "+key+" stands in the code; replace it at once")}, "")
	b.add(goClient, "cmd/bot/main.go", "openai.NewClient", 1, finding.Finding{Kind: finding.Client, SDK: "go-openai", Symbol: "NewClient", Client: "2", Reaches: true, Confidence: finding.Certain,
		Message: i18n.T("此客户端连接 api.openai.com", "this client talks to api.openai.com")}, "openai.NewClientWithConfig")
	b.add(envKey, ".env", "OPENAI_API_KEY", 1, finding.Finding{Kind: finding.Env, Symbol: "OPENAI_API_KEY", Confidence: finding.Likely,
		Message: i18n.T("设置了 OPENAI_API_KEY", "sets OPENAI_API_KEY")}, "ZAI_API_KEY")
	b.add(depends, "requirements.txt", "openai", 1, finding.Finding{Kind: finding.Dependency, SDK: "openai-python", Symbol: "openai", Confidence: finding.Certain,
		Message: i18n.T("依赖 openai 1.40.0", "depends on openai 1.40.0")}, "")
	finding.Sort(b.out)
	r := &scan.Result{Tree: tree, Findings: b.out, Scanned: 6, Skipped: []source.Skip{
		{Path: "legacy/旧.py", Reason: "unreadable: permission denied"}, {Path: "logo.png", Reason: "binary"}, {Path: "vendor.bin", Reason: "binary"}, {Path: "web/node_modules", Reason: source.ReasonInstalled}}}
	if target {
		r.Target = provider.NewTarget(&provider.Provider{ID: "zhipu", Name: i18n.T("智谱", "Zhipu"), KeyEnv: "ZAI_API_KEY"})
	}
	return r
}

type builder struct {
	tree   *source.Tree
	target bool
	out    []finding.Finding
}

// add places a finding at the nth occurrence of a text; a replacement makes it fixable where there is a target.
func (b *builder) add(r *finding.Rule, path, text string, nth int, f finding.Finding, replacement string) {
	f.Rule, f.File = r, b.tree.Kept(path)
	at := 0
	for ; nth > 0; nth-- {
		at += bytes.Index(f.File.Data[at:], []byte(text)) + 1
	}
	f.Span = source.Span{Start: at - 1, End: at - 1 + len(text)}
	if replacement != "" && b.target {
		f.Fixes = []finding.Fix{{Title: i18n.T("改用智谱", "use Zhipu"), Why: i18n.T("不改则仍连接 OpenAI", "as written it still reaches OpenAI"), Confidence: f.Confidence,
			Sources: []finding.Source{{URL: "https://docs.bigmodel.cn/", Verified: "2026-06-25"}},
			Edits:   []finding.Edit{{File: f.File, Edit: edit.Edit{Start: f.Span.Start, End: f.Span.End, New: replacement, Node: "call OpenAI"}}}}}
	}
	b.out = append(b.out, f)
}

// reports are the shared samples: name -> report.
func reports(l i18n.Lang) map[string]*Report {
	check := sample(false)
	v := gate.Judge(check.Findings, keep(check.Findings, "model"), gate.Policy{Files: check.Tree.Files})
	clean := &scan.Result{Tree: source.FromMap(map[string][]byte{"a.py": []byte("x = 1\n")}), Scanned: 1}
	passed := gate.Verdict{Known: check.Findings[:1], Stale: 2}
	return map[string]*Report{
		"scan":   {Lang: l, Result: sample(false), Version: "1.2.3"},
		"target": {Lang: l, Result: sample(true), Version: "1.2.3"},
		"check":  {Lang: l, Result: check, Verdict: &v, Base: "origin/main", Version: "1.2.3"},
		"empty":  {Lang: l, Result: clean, Version: "1.2.3"},
		"passed": {Lang: l, Result: clean, Verdict: &passed, Baseline: "ci/known.json", Version: "1.2.3"},
	}
}

// keep returns the findings of a kind and one of two equal calls, as a base to compare with.
func keep(list []finding.Finding, kind finding.Kind) []finding.Finding {
	var out []finding.Finding
	for _, f := range list {
		if f.Kind == kind || f.Symbol == "chat.completions.create" && f.File.Path == "app/llm.py" {
			out = append(out, f)
		}
	}
	return out
}

// golden compares with testdata/name, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test -update rewrites it); got:\n%s", name, got)
	}
}

func render(t *testing.T, f Format, r *Report) string {
	t.Helper()
	var out strings.Builder
	if err := f.Write(&out, r); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return out.String()
}
