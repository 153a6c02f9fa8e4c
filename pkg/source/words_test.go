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
