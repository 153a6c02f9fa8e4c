package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

func TestGolden(t *testing.T) {
	for _, f := range formats {
		for _, l := range []i18n.Lang{i18n.EN, i18n.ZH} {
			for name, r := range reports(l) {
				if l == i18n.ZH && f.Name != "text" && f.Name != "markdown" {
					continue // the machine formats differ in messages only
				}
				t.Run(fmt.Sprintf("%s/%s/%s", f.Name, name, l), func(t *testing.T) {
					got := render(t, f, r)
					if strings.Contains(got, key[8:]) {
						t.Error("the output shows a key")
					}
					golden(t, fmt.Sprintf("%s.%s.%s.golden", name, f.Name, l), got)
				})
			}
		}
	}
}

// The same report gives the same bytes.
func TestDeterministic(t *testing.T) {
	for _, f := range formats {
		for name := range reports(i18n.ZH) {
			if a, b := render(t, f, reports(i18n.ZH)[name]), render(t, f, reports(i18n.ZH)[name]); a != b {
				t.Errorf("%s of %s differs from run to run", f.Name, name)
			}
		}
	}
}

func TestFormats(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		if seen[f.Name] || f.Name == "" || !f.Doc.Complete() {
			t.Errorf("format %q: needs a name of its own and a doc in both languages", f.Name)
		}
		seen[f.Name] = true
		if got, ok := Lookup(f.Name); !ok || got.Name != f.Name {
			t.Errorf("Lookup(%q) finds %q", f.Name, got.Name)
		}
	}
	if _, ok := Lookup("xml"); ok {
		t.Error("Lookup finds a format that is none")
	}
}
