package provider

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// testdata/figures.txt holds every figure that was found about the providers, as it was found. The catalog must say the
// same: no figure may be lost or changed by an edit, and none may come in without being entered there with its sources.
func TestFigures(t *testing.T) {
	found, said := readFigures(t), map[string]bool{}
	for _, p := range All() {
		for _, line := range figures(p) {
			said[line] = true
			if !found[line] {
				t.Errorf("not in the figures: %s", line)
			}
		}
	}
	for line := range found {
		if !said[line] && !strings.HasPrefix(line, "openai | ") {
			t.Errorf("not in the catalog: %s", line)
		}
	}
}

func readFigures(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("testdata/figures.txt")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		if found[line] {
			t.Errorf("stands twice: %s", line)
		}
		found[line] = true
	}
	return found
}

// The days on which OpenAI takes models away: each that was found is in data/openai.toml, and each that is there was found,
// for the family or for the very name.
func TestShutdownFigures(t *testing.T) {
	days := map[string]string{}
	for line := range readFigures(t) {
		if f := strings.Split(line, " | "); f[0] == "openai" && f[1] == "shutdown" {
			days[f[2]] = f[3]
		}
	}
	for name, day := range days {
		if o, ok := OpenAIModel(name); !ok || o.Shutdown != day {
			t.Errorf("%s: %q in the catalog, %s in the figures", name, o.Shutdown, day)
		}
	}
	for name, o := range openAIs().names {
		if o.Shutdown != "" && days[name] != o.Shutdown && days[o.Family] != o.Shutdown {
			t.Errorf("%s: %s is not in the figures", name, o.Shutdown)
		}
	}
}

// What OpenAI asks, both ways too.
func TestPriceFigures(t *testing.T) {
	found := map[string]string{}
	for line := range readFigures(t) {
		if f := strings.Split(line, " | "); f[0] == "openai" && f[1] == "price" {
			found[f[2]] = f[3]
		}
	}
	for name, o := range openAIs().names {
		said := ""
		if o.Price != nil {
			said = strings.TrimSpace(priced(*o.Price) + " " + size("upto", o.Price.UpTo))
		}
		if said != found[name] {
			t.Errorf("%s: %q in the catalog, %q in the figures", name, said, found[name])
		}
	}
}

// A bound is carried over from a range as text; both must speak of the same numbers.
func TestBoundsMatchRanges(t *testing.T) {
	digits := regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)
	for _, p := range All() {
		for name, x := range p.Params {
			for _, b := range []*Bound{x.Min, x.Max} {
				if b == nil || x.Range == "" {
					continue
				}
				want := strings.TrimPrefix(number(b.Value), "-")
				if !slices.ContainsFunc(digits.FindAllString(x.Range, -1), func(s string) bool {
					f, _ := strconv.ParseFloat(s, 64)
					return number(f) == want
				}) && !strings.Contains(x.Range, "2^31-1") {
					t.Errorf("%s %s: %s is not in %q", p.ID, name, want, x.Range)
				}
			}
		}
	}
}
