package pyopenai

import (
	"os/exec"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
)

// TestEncodings migrates one program in each way that a Python file may be stored in, and asks Python whether it still reads
// the result.
func TestEncodings(t *testing.T) {
	const program = "import os\nfrom openai import OpenAI\n\nclient = OpenAI()  # 客户端é\nclient.chat.completions.create(model=\"gpt-4o\", messages=[])\n"
	const changed = "import os\nfrom openai import OpenAI\n\nclient = OpenAI(api_key=os.environ[\"FIXTURE_API_KEY\"], base_url=\"https://api.fixture.example/v9\")  # 客户端é\nclient.chat.completions.create(model=\"fix-large\", messages=[])\n"
	for _, test := range []struct {
		name, head string
		store      func(string) string
	}{
		{"utf-8", "", func(s string) string { return s }},
		{"utf-8 declared", "# -*- coding: utf-8 -*-\n", func(s string) string { return s }},
		{"utf-8 with a mark", "", func(s string) string { return "\xef\xbb\xbf" + s }},
		{"gbk declared", "# -*- coding: gbk -*-\n", encoded(t, "é", simplifiedchinese.GBK.NewEncoder().String)},
		{"gb18030 declared on line two", "#!/usr/bin/env python\n# vim: set fileencoding=gb18030 :\n", encoded(t, "", simplifiedchinese.GB18030.NewEncoder().String)},
		{"latin-1 declared", "# coding: latin-1\n", encoded(t, "客户端", latin1)},
		{"crlf", "", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
		{"form feeds", "\f\n", func(s string) string { return strings.ReplaceAll(s, "\n\n", "\n\f\n") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			before, want := test.store(test.head+program), test.store(test.head+changed)
			after := migrated(t, map[string][]byte{"a.py": []byte(before)}, rewritetest.Fixture())
			if got := string(after["a.py"]); got != want {
				t.Errorf("have %q\nwant %q", got, want)
			}
			pythonReads(t, after["a.py"])
		})
	}
}

// TestUnreadableEncodings looks at files that Python does not read: they are listed, and nothing in them changes.
func TestUnreadableEncodings(t *testing.T) {
	const program = "from openai import OpenAI\nOpenAI().chat.completions.create(model=\"gpt-4o\", messages=[])  # 中文\n"
	gbk := encoded(t, "", simplifiedchinese.GBK.NewEncoder().String)(program)
	for name, raw := range map[string]string{
		"utf-16":                     utf16le(program),
		"declared as what it is not": "# coding: utf-8\n" + gbk,
		"an encoding of no name":     "# coding: nonesuch\n" + gbk,
		"binary":                     "from openai import OpenAI\n\x00\x01",
	} {
		r := look(t, map[string][]byte{"a.py": []byte(raw)}, rewritetest.Fixture())
		if len(r.Skipped) == 0 {
			t.Errorf("%s: is not listed", name)
		}
		for _, f := range r.Findings {
			if f.Fixable() {
				t.Errorf("%s: %s would change it", name, f.Rule.ID)
			}
		}
	}
}

// encoded stores a text without the characters that the encoding lacks.
func encoded(t *testing.T, lacking string, encode func(string) (string, error)) func(string) string {
	return func(s string) string {
		if lacking != "" {
			s = strings.ReplaceAll(s, lacking, "")
		}
		out, err := encode(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
}

func latin1(s string) (string, error) {
	var out []byte
	for _, r := range s {
		out = append(out, byte(r))
	}
	return string(out), nil
}

func utf16le(s string) string {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

// pythonReads compiles a file's bytes with Python itself, where it is installed.
func pythonReads(t *testing.T, raw []byte) {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Log("python3 is not installed")
		return
	}
	cmd := exec.Command(python, "-c", "import sys; compile(sys.stdin.buffer.read(), 'a.py', 'exec')")
	cmd.Stdin = strings.NewReader(string(raw))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("Python does not read it: %s", out)
	}
}
