package verify

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/source"
)

// openai-agents sends what it traces to OpenAI whatever client it uses, unless it is told not to.
var (
	importsAgents = regexp.MustCompile(`(?m)^[ \t]*(?:from agents(?:\.\w+)* import |import agents\b)`)
	tracingOff    = regexp.MustCompile(`set_tracing_disabled\(|set_trace_processors\(|OPENAI_AGENTS_DISABLE_TRACING|tracing_disabled\s*=\s*True`)
)

// traces returns the first import of openai-agents in a tree that nowhere turns its tracing off. Its files need not mention
// OpenAI, so all Python of a tree that lists the package is looked at.
func (v *verifier) traces() []Leftover {
	listed := func(f *source.File) bool {
		return f.Lang.Family() == source.FamilyConfig && f.Lang != source.Markdown && bytes.Contains(f.Data, []byte("openai-agents"))
	}
	off := func(f *source.File) bool { return tracingOff.Match(f.Data) }
	if files := v.Scan.Tree.Files; !slices.ContainsFunc(files, listed) || slices.ContainsFunc(files, off) {
		return nil
	}
	at := v.pythonWith(importsAgents)
	if at == nil || v.pythonWith(tracingOff) != nil {
		return nil
	}
	pos := at.Position(importsAgents.FindIndex(at.Data)[0])
	return []Leftover{{
		Path: at.Path, Line: pos.Line, Column: pos.Column, What: "openai-agents", Reason: Manual, Reaches: true,
		Message: i18n.T("openai-agents 默认把跟踪数据（含提示词和回答）发往 OpenAI，与客户端地址无关：程序启动时调用 set_tracing_disabled(True)，或设置 OPENAI_AGENTS_DISABLE_TRACING=1",
			"openai-agents sends its traces, prompts and answers included, to OpenAI whatever the client's address: call set_tracing_disabled(True) at the start, or set OPENAI_AGENTS_DISABLE_TRACING=1"),
	}}
}

// pythonWith returns the first Python file of the tree's own that matches, tests aside; nil for none.
func (v *verifier) pythonWith(want *regexp.Regexp) *source.File {
	var found *source.File
	_ = fs.WalkDir(os.DirFS(v.Dir), ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return skipBad(d)
		case d.IsDir() && p != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"node_modules", "site-packages", "venv", "env", "vendor"}, d.Name())):
			return fs.SkipDir
		case d.IsDir() || path.Ext(p) != ".py" || source.IsTest(p):
			return nil
		}
		if f, err := v.Scan.Tree.Open(p); err == nil && want.Match(f.Data) {
			found = f
			return fs.SkipAll
		}
		return nil
	})
	return found
}

// skipBad leaves out what cannot be read: the scan has listed it.
func skipBad(d fs.DirEntry) error {
	if d != nil && d.IsDir() {
		return fs.SkipDir
	}
	return nil
}
