package source

import (
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	words := NewWords("gpt-", "tiktoken")
	for _, c := range []struct {
		text string
		want bool
	}{
		{"", false}, {"gp", false}, {"gpt-", true}, {"GPT-4", true}, {"a Gpt-4o", true}, {"模型 gPT-4", true}, {"gpt", false}, {"gpt_4", false},
		{"import TikToken", true}, {"tik token", false},
	} {
		for shift := range 9 {
			if text := strings.Repeat("x", shift) + c.text; words.In([]byte(text)) != c.want {
				t.Errorf("%q: want %v", text, c.want)
			}
		}
	}
}

func TestWordsLines(t *testing.T) {
	w := NewWords("openai", "gpt-")
	for text, want := range map[string]string{
		"":                                 "",
		"nothing\nhere\n":                  "",
		"openai":                           "openai",
		"a\nimport openai\r\nb":            "import openai\r",
		"OpenAI gpt-4o\n\nx = 'gpt-4'\n":   "OpenAI gpt-4o|x = 'gpt-4'",
		"open\nai\ngpt\n-4\nmy openai end": "my openai end",
	} {
		var got []string
		for line := range w.Lines([]byte(text)) {
			got = append(got, string(line))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWordsRuns(t *testing.T) {
	w := NewWords("openai", "gpt-")
	word := func(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' }
	for text, want := range map[string]string{
		"":                              "",
		"nothing here":                  "",
		"gpt-4o":                        "gpt-4o",
		"x api.openai.com/v1 y":         "api.openai.com",
		"'gpt-4','my-gpt-4o-x' openai":  "gpt-4|my-gpt-4o-x|openai",
		"openai gpt-4":                  "openai|gpt-4",
		"openai-gpt-4 (twice in a run)": "openai-gpt-4",
	} {
		var got []string
		for start, end := range w.Runs([]byte(text), word) {
			got = append(got, text[start:end])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
