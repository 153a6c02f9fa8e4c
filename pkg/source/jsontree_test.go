package source

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzCondensed wants a text to be JSON exactly where what is left of it is.
func FuzzCondensed(f *testing.F) {
	long := strings.Repeat("a", longString)
	for _, text := range []string{
		"", `"`, `"` + long, `"` + long + `"`, `{"` + long + `": "` + long + `\"` + long + `"}`, `["` + long + `\`, `["` + long + "\n" + `"]`,
		`["` + long + `\u12"]`, `[1, "a", {"b": null}]`, `"a" "` + long + `"`, `\"` + long + `"`, `["` + long + `", ` + long + `]`, "[\"\x00" + long + `"]`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, text := range []string{text, strings.ReplaceAll(text, "a", long)} {
			if got, want := json.Valid(condensed([]byte(text))), json.Valid([]byte(text)); got != want {
				t.Errorf("%q: valid %v, want %v, as %q", text, got, want, condensed([]byte(text)))
			}
		}
	})
}

// TestCondensed looks whether anything is left out.
func TestCondensed(t *testing.T) {
	text := `{"image/png": "` + strings.Repeat("iVBORw0KGgo=", 1000) + `\n", "short": "kept"}`
	if got, want := string(condensed([]byte(text))), `{"image/png": "iVBO\n", "short": "kept"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
