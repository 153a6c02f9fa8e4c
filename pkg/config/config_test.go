package config

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	c, err := Parse([]byte("to = \"zhipu\"\n[models]\n\"gpt-4o\" = \"glm-5\"\n[check]\nallow = [\"PY001\"]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if c.To != "zhipu" || c.Models["gpt-4o"] != "glm-5" || len(c.Check.Allow) != 1 {
		t.Errorf("got %+v", c)
	}
}

func TestParseErrorsNameTheLine(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"to = \"zhipu\"\nprovder = \"x\"\n", `2: unknown key "provder"`},
		{"[check]\nalow = []\n", `2: unknown key "check.alow"`},
		{"to = 3\n", "1:"},
		{"to = \"unclosed\n", "1:"},
	} {
		_, err := Parse([]byte(tt.in))
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("Parse(%q) = %v, want prefix %q", tt.in, err, tt.want)
		}
	}
}

func TestReadMissing(t *testing.T) {
	path := filepath.Join(t.TempDir(), Name)
	if _, err := Read(path, true); err != nil {
		t.Errorf("optional: %v", err)
	}
	if _, err := Read(path, false); err == nil {
		t.Error("required: no error for a missing file")
	}
}
