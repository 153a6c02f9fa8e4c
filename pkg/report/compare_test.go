package report

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/compare"
	"github.com/openai-migrate/migrate/pkg/cost"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/i18n"
	"github.com/openai-migrate/migrate/pkg/provider"
)

// comparedTOML are two providers of the sample's own, so that the catalog may change.
var comparedTOML = map[string]string{
	"alpha": `id = "alpha"
name = { zh = "甲", en = "Alpha" }
env.key = "ALPHA_API_KEY"
base_urls = [{ url = "https://alpha.example/v1" }]
endpoints.chat_completions = { support = "supported", sources = ["doc"] }
endpoints.embeddings = { support = "supported", sources = ["doc"], unconfirmed = true }
models = [
  { id = "alpha-1", sources = ["doc"], prices = [
    { currency = "CNY", in = 4, out = 16, when = "peak" },
    { currency = "CNY", in = 2, out = 8, when = "off-peak" },
  ] },
]
embeddings = [{ id = "alpha-e", dimensions = 1024, sources = ["doc"], price = { currency = "CNY", in = 0.5, out = 0 } }]
mapping = [{ from = "gpt-4o", to = "alpha-1" }, { from = "text-embedding-3-small", to = "alpha-e" }]
notes = [{ id = "free", topic = "quota", text = { zh = "每天 100 次免费", en = "100 calls a day are free" }, sources = ["doc"] }]
sources.doc = { url = "https://alpha.example/doc", date = "2026-10" }
`,
	"beta": `id = "beta"
name = { zh = "乙", en = "Beta" }
env.key = "BETA_API_KEY"
base_urls = [{ url = "https://beta.example/v1" }]
status = { state = "uncertain", advice = { zh = "前景不明", en = "its future is unclear" } }
models = [{ id = "beta-1", prices = [{ currency = "USD", in = 0, out = 0 }] }]
mapping = [{ from = "gpt-4o", to = "beta-1" }]
`,
}

// compared is the sample set side by side: at beta one call is refused that alpha takes.
func compared(t *testing.T, l i18n.Lang) *Compared {
	t.Helper()
	dir := t.TempDir()
	for id, text := range comparedTOML {
		if err := os.WriteFile(filepath.Join(dir, id+".toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	catalog, err := provider.OpenCatalog([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	var all []compare.Candidate
	for _, id := range []string{"alpha", "beta"} {
		p, err := catalog.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		r := sample(true)
		for i := range r.Findings {
			if f := &r.Findings[i]; p.ID == "beta" && f.Symbol == "chat.completions.create" && f.File.Path == "app/llm.py" {
				f.Verdict, f.Message = finding.Block, i18n.T("乙没有这个接口，密钥 "+key+" 也不行", "beta has no such endpoint, not with the key "+key+" either")
				f.Sources = []finding.Source{{URL: "https://beta.example/doc", Verified: "2026-09-01", Unconfirmed: true}}
			}
		}
		all = append(all, compare.Candidate{Target: provider.NewTarget(p), Findings: r.Findings})
	}
	r := sample(true)
	r.Target = all[0].Target
	return &Compared{
		Report: Report{Lang: l, Result: r, Root: "."}, LeftOut: []string{"vllm"},
		Comparison: compare.New(all, compare.Options{Rate: cost.Assumed, Usage: func(models []string) []cost.Usage { return cost.Spread(nil, models) }}),
	}
}

func TestCompareGolden(t *testing.T) {
	for _, f := range CompareFormats {
		for _, l := range []i18n.Lang{i18n.EN, i18n.ZH} {
			if l == i18n.ZH && f.Name == "json" {
				continue
			}
			t.Run(f.Name+"/"+string(l), func(t *testing.T) {
				var out strings.Builder
				if err := f.Write(&out, compared(t, l)); err != nil {
					t.Fatal(err)
				}
				if strings.Contains(out.String(), key[8:]) {
					t.Error("the output shows a key")
				}
				golden(t, fmt.Sprintf("compare.%s.%s.golden", f.Name, l), out.String())
			})
		}
	}
}

// TestCompareJSONAgrees holds the parts of the JSON to each other.
func TestCompareJSONAgrees(t *testing.T) {
	var out strings.Builder
	if err := writeCompareJSON(&out, compared(t, i18n.EN)); err != nil {
		t.Fatal(err)
	}
	var d compareDocument
	if err := json.Unmarshal([]byte(out.String()), &d); err != nil {
		t.Fatal(err)
	}
	for _, p := range d.Providers {
		sum, counts := 0.0, map[string]int{}
		for _, part := range p.Parts {
			sum += part.Points
		}
		for _, s := range p.Sites {
			counts[s.Fate]++
			if (s.Fate == "blocked") != (len(s.Reasons) > 0) {
				t.Errorf("%s: %s:%d is %s for %d reasons", p.ID, s.Path, s.Line, s.Fate, len(s.Reasons))
			}
		}
		if round(sum) != p.Score || p.Clean != counts["clean"] || p.Edited != counts["edited"] || p.Blocked != counts["blocked"] || d.Calls != len(p.Sites) {
			t.Errorf("%s: score %v of parts %v, %d+%d+%d calls of %d", p.ID, p.Score, p.Parts, p.Clean, p.Edited, p.Blocked, d.Calls)
		}
	}
}
