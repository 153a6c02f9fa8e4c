package syntax

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

func TestRefusals(t *testing.T) {
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		ctx  context.Context
		lang source.Lang
		src  string
		want error
	}{
		{context.Background(), source.Python, strings.Repeat(" ", MaxSize+1), TooLarge},
		{context.Background(), source.Python, "x = '\x00'", Binary},
		{context.Background(), source.Ruby, "x", Unsupported},
		{cancelled, source.Python, "x", context.Canceled},
	} {
		if tree, err := Parse(c.ctx, c.lang, []byte(c.src)); tree != nil || !errors.Is(err, c.want) {
			t.Errorf("%s, %d bytes: tree %v, error %v, want %v", c.lang, len(c.src), tree != nil, err, c.want)
		}
	}
}

// TestDeep nests further than any stack of calls would bear; the tree must come back whole or the parse be given up.
func TestDeep(t *testing.T) {
	const depth = 50_000
	for _, s := range []struct {
		lang        source.Lang
		open, close string
	}{
		{source.Python, "(", ")"}, {source.Python, "[", "]"}, {source.Python, "(", ""},
		{source.JavaScript, "{", "}"}, {source.JavaScript, "`${", "}`"},
		{source.TypeScript, "f(", ")"}, {source.TypeScript, "x as ", ""}, {source.TSX, "<a>", "</a>"}, {source.TypeScript, "A<", ">"},
	} {
		src := strings.Repeat(s.open, depth) + "1" + strings.Repeat(s.close, depth)
		tree, err := Parse(context.Background(), s.lang, []byte(src))
		if err != nil {
			if !errors.Is(err, Timeout) {
				t.Errorf("%s %s: %v", s.lang, s.open, err)
			}
			continue
		}
		n := 0
		for range tree.Root().Preorder() {
			n++
		}
		if n != tree.Len() || tree.At(len(src)/2).End() > len(src) {
			t.Errorf("%s %s: walked %d of %d nodes", s.lang, s.open, n, tree.Len())
		}
	}
}

// junk is text that no grammar likes, the same in every run.
func junk(n int) []byte {
	const alphabet = "(){}[]<>`'\"\\/$#@!=:;,.*+-|&%~^? \n\tabcdefif0123é你"
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for runes := []rune(alphabet); b.Len() < n; {
		b.WriteRune(runes[r.IntN(len(runes))])
	}
	return []byte(b.String())
}

// TestConcurrent parses and reads the same trees from many goroutines, with cancelled parses between them.
func TestConcurrent(t *testing.T) {
	shared := mustParse(t, source.Python, string(program(source.Python, 5_000)))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for _, s := range samples {
				tree, err := Parse(context.Background(), s.lang, []byte(s.src))
				if err != nil || tree.Root().End() > len(s.src) {
					t.Errorf("%s: %v", s.lang, err)
				}
				_, _ = parse(context.Background(), s.lang, []byte(s.src), 1)
			}
			n := 0
			for c := range shared.Root().Descendants("call") {
				n += c.ChildByField("arguments").Start()
			}
			if n == 0 {
				t.Error("no call found")
			}
		})
	}
	wg.Wait()
}

func FuzzParse(f *testing.F) {
	langs := []source.Lang{source.Python, source.JavaScript, source.TypeScript, source.TSX}
	for _, s := range samples {
		f.Add(s.src)
	}
	f.Add("\xff\xfe\x80(")
	f.Fuzz(func(t *testing.T, src string) {
		for _, lang := range langs {
			tree, err := Parse(context.Background(), lang, []byte(src))
			if err != nil {
				continue
			}
			checkShape(t, tree)
			for at := range src {
				if n := tree.At(at); !n.Valid() {
					t.Fatalf("%s: nothing at %d", lang, at)
				}
			}
		}
	})
}
