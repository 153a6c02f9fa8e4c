package jsopenai

import (
	"bytes"
	"context"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/rewrite"
	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
	"github.com/openai-migrate/migrate/pkg/source"
)

// scanOne runs the rewriter over files of one project with a target.
func scanOne(t testing.TB, files map[string][]byte) (found []finding.Finding, skipped []source.Skip) {
	t.Helper()
	tree := source.FromMap(files)
	skipped = tree.Skipped
	for _, p := range tree.Projects() {
		pass := &rewrite.Pass{
			Context: context.Background(), Project: p, Target: rewritetest.Fixture(),
			Report: func(f finding.Finding) { found = append(found, f) }, Skip: func(s source.Skip) { skipped = append(skipped, s) },
		}
		for _, f := range p.Files {
			if match(f) {
				pass.Files = append(pass.Files, f)
			}
		}
		if err := run(pass); err != nil {
			t.Fatal(err)
		}
	}
	return found, skipped
}

// cases calls back with the sources of the golden cases.
func cases(t testing.TB, each func(name string, data []byte)) {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, p := range paths {
		raw, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range txtar.Parse(raw).Files {
			switch path.Ext(file.Name) {
			case ".ts", ".tsx", ".js", ".mjs", ".cjs", ".vue", ".svelte":
				each(file.Name, file.Data)
			}
		}
	}
}

func checkSound(t *testing.T, found []finding.Finding, skipped []source.Skip) {
	t.Helper()
	for _, s := range skipped {
		if strings.HasPrefix(s.Reason, "internal error") {
			t.Fatalf("%s: %s", s.Path, s.Reason)
		}
	}
	for _, x := range found {
		for _, fix := range x.Fixes {
			edits := map[*source.File][]edit.Edit{}
			for _, e := range fix.Edits {
				edits[e.File] = append(edits[e.File], e.Edit)
			}
			for f, list := range edits {
				if _, err := edit.Apply(f.Data, list); err != nil {
					t.Fatalf("%s: %v in\n%s", x.Rule.ID, err, f.Data)
				}
			}
		}
	}
}

// FuzzRun checks that no source makes the rewriter fail, and that each of its fixes can be applied.
func FuzzRun(f *testing.F) {
	cases(f, func(_ string, data []byte) { f.Add(string(data)) })
	f.Add("import OpenAI from 'openai'\nlet s = {}\ns = { ...s, model: 'gpt-4o' }\ns = { ...s, n: 1 }\nnew OpenAI({ ...s }).chat.completions.create({ ...s })\n")
	f.Fuzz(func(t *testing.T, src string) {
		for _, name := range []string{"a.ts", "a.tsx", "a.js", "a.vue", "a.svelte"} {
			found, skipped := scanOne(t, map[string][]byte{name: []byte(src)})
			checkSound(t, found, skipped)
		}
	})
}

// TestCutShort looks at every case cut off in the middle, as an editor leaves files behind.
func TestCutShort(t *testing.T) {
	cases(t, func(name string, data []byte) {
		for cut := 0; cut < len(data); cut += 53 {
			found, skipped := scanOne(t, map[string][]byte{name: data[:cut]})
			checkSound(t, found, skipped)
		}
	})
}

// TestUnfit gives the rewriter what it cannot read: each such file is listed with its reason, and none is changed.
func TestUnfit(t *testing.T) {
	client := "import OpenAI from 'openai'\nexport const c = new OpenAI()\n"
	utf16 := []byte{0xff, 0xfe}
	for _, c := range client {
		utf16 = append(utf16, byte(c), 0)
	}
	for _, c := range []struct {
		name   string
		data   []byte
		reason string // of the skip; empty where the file is read
	}{
		{"bundle.js", []byte(client + strings.Repeat("var a=function(){return 'gpt-4o'};", 150_000)), "too large"},
		{"deep.js", []byte(client + "const x = " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)), "nested too deeply"},
		{"calls.ts", []byte(client + "const x = " + strings.Repeat("f(", 100_000) + "'gpt-4o'" + strings.Repeat(")", 100_000)), "nested too deeply"},
		{"chain.ts", []byte(client + "c" + strings.Repeat(".a()", 100_000)), "nested too deeply"},
		{"broken.ts", []byte(client + "const x = = 1 }}}\n"), "syntax error"},
		{"bom.ts", append([]byte("\xef\xbb\xbf"), client...), ""},
		{"wide.ts", utf16, ""},
		{"nul.js", []byte(client + "\x00\x00"), "nul bytes"},
	} {
		found, skipped := scanOne(t, map[string][]byte{c.name: c.data})
		checkSound(t, found, skipped)
		if c.reason == "" && len(skipped) == 0 {
			continue
		}
		for _, s := range skipped {
			if c.reason == "" || !strings.Contains(strings.ToLower(s.Reason), c.reason) {
				t.Errorf("%s is skipped: %s", c.name, s.Reason)
			}
		}
		if c.reason != "" && len(skipped) == 0 {
			t.Errorf("%s is not listed as skipped", c.name)
		}
		for _, f := range found {
			if len(f.Fixes) > 0 {
				t.Errorf("%s is listed as skipped and yet changed", c.name)
			}
		}
	}
}

// TestComponentsKeepOffsets checks that what is read of a component lies where it stands in the file.
func TestComponentsKeepOffsets(t *testing.T) {
	src := []byte("<template>é {{ x }}</template>\r\n<script lang=\"ts\">\r\nimport OpenAI from 'openai'\nconst 客 = new OpenAI()\n</script>\n")
	found, skipped := scanOne(t, map[string][]byte{"a.vue": src})
	checkSound(t, found, skipped)
	for _, f := range found {
		if f.Rule == ruleClient && !bytes.HasPrefix(src[f.Span.Start:], []byte("new OpenAI()")) {
			t.Errorf("the client is placed at %q", src[f.Span.Start:f.Span.End])
		}
	}
	if len(found) < 2 {
		t.Errorf("found %d", len(found))
	}
}

// TestCircles looks at names that lead back to themselves: objects that spread each other, modules that export each other,
// classes that extend each other, functions that return each other.
func TestCircles(t *testing.T) {
	found, skipped := scanOne(t, map[string][]byte{
		"package.json": []byte(`{"dependencies": {"openai": "^4.20.0"}}`),
		"spread.ts": []byte(`import OpenAI from 'openai'
let settings = { model: 'gpt-4o' }
settings = { ...settings, temperature: 0 }
settings = { ...settings, top_p: 1 }
function merge() { settings = { ...settings, n: 1 } }
export const client = new OpenAI({ ...settings })
export const ask = () => client.chat.completions.create({ ...settings, messages: [] })
export const key = settings.apiKey
export const again = new OpenAI({ apiKey: settings.apiKey })
`),
		"a.ts":     []byte("export * from './b'\nexport { OpenAI } from './b'\nimport { OpenAI } from './b'\nexport const c = new OpenAI()\nc.chat.completions.create({ model: 'gpt-4o' })\n"),
		"b.ts":     []byte("export * from './a'\nexport { OpenAI } from './a'\n"),
		"class.ts": []byte("import OpenAI from 'openai'\nclass A extends B { constructor() { super({}) } }\nclass B extends A {}\nnew A().chat.completions.create({ model: 'gpt-4o' })\nconst f = () => g()\nconst g = () => f()\nf().chat.completions.create({ model: 'gpt-4o' })\n"),
	})
	checkSound(t, found, skipped)
	if len(found) == 0 {
		t.Error("nothing is found")
	}
}
