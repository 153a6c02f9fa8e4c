package manifest

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
)

func TestCases(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/*.txtar")
}

// TestPackages: no package stands twice, and one that is replaced says by what.
func TestPackages(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range packages {
		if key := string(p.eco) + plain(p.eco, p.name); seen[key] {
			t.Errorf("%s: %s stands twice", p.eco, p.name)
		} else {
			seen[key] = true
		}
		if p.sdk == "" || (p.need == replaced || p.need == beside) != (p.by != "") {
			t.Errorf("%s: incomplete", p.name)
		}
		if text, _ := p.todo(provider.Any()); !text.Complete() {
			t.Errorf("%s: what to do is not said in both languages", p.name)
		}
	}
}
