package pyopenai

import (
	"strings"
	"testing"

	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
)

func TestRouted(t *testing.T) {
	for _, test := range []struct {
		code  string
		taken bool
	}{
		{`model.startswith("fix")`, true},
		{`self.model_name.lower().startswith(("other", "fix-"))`, true},
		{`model in ["fix-large"]`, true},
		{`model == "fix-large"`, true},
		{`model == "fix-small"`, false},
		{`model.startswith("other")`, false},
		{`file.startswith("fix")`, false},
		{`model.endswith("fix-large")`, false},
	} {
		src := "from openai import OpenAI\nOpenAI().chat.completions.create(model=\"gpt-4o\", messages=[])\nif " + test.code + ":\n    pass\n"
		said := false
		for _, f := range look(t, map[string][]byte{"a.py": []byte(src)}, rewritetest.Fixture()).Findings {
			for _, fix := range f.Fixes {
				said = said || strings.Contains(fix.Why.EN, "takes the branch at a.py:3")
			}
		}
		if said != test.taken {
			t.Errorf("%s: branch told %v, want %v", test.code, said, test.taken)
		}
	}
}
