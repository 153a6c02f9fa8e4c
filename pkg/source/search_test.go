package source

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// naive is what finder does, the slow way.
func naive(b []byte, needles []needle) bool {
	return slices.ContainsFunc(needles, func(n needle) bool {
		if n.fold {
			return bytes.Contains(bytes.ToLower(b), []byte(n.text))
		}
		return bytes.Contains(b, []byte(n.text))
	})
}

func TestFinderMeetsEveryNeedleAtEveryOffset(t *testing.T) {
	needles := slices.Concat(core, secondary)
	for _, n := range needles {
		f := newFinder(n)
		for before := range 20 {
			for after := range 20 {
				text := strings.Repeat("x", before) + n.text + strings.Repeat("y", after)
				if !f.find([]byte(text)) {
					t.Errorf("%q: not found in %q", n.text, text)
				}
				if n.fold && !f.find([]byte(strings.ToUpper(text))) {
					t.Errorf("%q: not found in upper case", n.text)
				}
				broken := strings.Replace(text, n.text, n.text[:len(n.text)-1]+"\x00", 1)
				if f.find([]byte(broken)) {
					t.Errorf("%q: found in %q", n.text, broken)
				}
			}
		}
	}
}

func TestFinderCase(t *testing.T) {
	f := newFinder(slices.Concat(core, secondary)...)
	for text, want := range map[string]bool{
		"oPeNaI": true, "OPENAI_API_KEY": true, "open ai": false, "opena": false, "": false, "o": false,
		"gpt-4o": true, "GPT-4": false, "model_gpt": false, "client.chat.completions.create(": true,
		"openai.api_base": true, "litellm.api_base = x": true,
	} {
		if got := f.find([]byte(text)); got != want {
			t.Errorf("find(%q) = %v, want %v", text, got, want)
		}
	}
}

func FuzzFinder(f *testing.F) {
	f.Add([]byte("from openai import OpenAI"), uint8(3))
	f.Add([]byte("a gpt-4o b dall-e-3 c"), uint8(0))
	f.Add([]byte("OOPENAOPENAI"), uint8(7))
	needles := slices.Concat(core, secondary)
	fd := newFinder(needles...)
	f.Fuzz(func(t *testing.T, b []byte, cut uint8) {
		b = b[min(int(cut), len(b)):]
		if got, want := fd.find(b), naive(b, needles); got != want {
			t.Errorf("find(%q) = %v, want %v", b, got, want)
		}
	})
}

func BenchmarkFinder(b *testing.B) {
	text := bytes.Repeat([]byte("\tif err := client.Do(ctx, request); err != nil {\n\t\treturn nil, fmt.Errorf(\"open index: %w\", err)\n\t}\n"), 700)
	for name, f := range map[string]*finder{"core": newFinder(core...), "all": newFinder(slices.Concat(core, secondary)...)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				f.find(text)
			}
		})
	}
}
