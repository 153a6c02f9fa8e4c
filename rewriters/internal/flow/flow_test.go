package flow

import (
	"slices"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

func TestLiterals(t *testing.T) {
	tree, err := syntax.Parse(t.Context(), source.Python, []byte(`f("gpt-4", "gpt-4o", "o1")`))
	if err != nil {
		t.Fatal(err)
	}
	nodes := slices.Collect(tree.Root().Descendants("string"))
	var l Literals[string, int]
	for _, c := range []struct {
		node, by int
		first    bool
	}{{1, 7, true}, {0, 7, true}, {1, 8, true}, {1, 8, false}, {2, 9, true}} {
		if k, first := l.Add(nodes[c.node], nodes[c.node].Text(), "by a name", c.by); first != c.first || k != l.At(nodes[c.node]) {
			t.Errorf("literal %d, sent by %d: first %v", c.node, c.by, first)
		}
	}
	names := func(list []*Literal[string, int]) (out []string) {
		for _, k := range list {
			out = append(out, k.Name)
		}
		return out
	}
	if got, want := names(l.All()), []string{`"gpt-4o"`, `"gpt-4"`, `"o1"`}; !slices.Equal(got, want) {
		t.Errorf("all are %v, want %v", got, want)
	}
	if got, want := names(l.Of(8)), []string{`"gpt-4o"`}; !slices.Equal(got, want) {
		t.Errorf("8 sends %v, want %v", got, want)
	}
	if k := l.At(nodes[1]); len(k.Values) != 3 || !slices.Equal(k.Senders, []int{7, 8}) {
		t.Errorf("the shared literal is %+v", k)
	}
	for _, c := range []struct {
		some []int
		want bool
	}{{[]int{7}, true}, {[]int{7, 8}, false}, {[]int{9}, false}, {nil, false}} {
		if got := l.Straddle(c.some); got != c.want {
			t.Errorf("Straddle(%v) = %v", c.some, got)
		}
	}
	if l.At(tree.Root()) != nil {
		t.Error("a literal that nobody sends")
	}
}
