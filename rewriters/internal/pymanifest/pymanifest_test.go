package pymanifest

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

// era says on which side of 1.0 all allowed versions are.
func era(b Bounds) string {
	switch {
	case b.Before("1"):
		return "old"
	case b.Since("1"):
		return "new"
	}
	return "open"
}

func TestOf(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"exact":             {map[string]string{"requirements.txt": "tiktoken\nopenai==0.28.1\n"}, "old"},
		"exactly one":       {map[string]string{"requirements.txt": "openai==1\n"}, "new"},
		"hashes":            {map[string]string{"requirements.txt": "openai==0.27.8 \\\n    --hash=sha256:aa\n    # via app\n"}, "old"},
		"range":             {map[string]string{"requirements.txt": "openai>=0.27,<1.0\n"}, "old"},
		"open":              {map[string]string{"requirements.txt": "openai>=0.27\n"}, "open"},
		"at most":           {map[string]string{"requirements.txt": "openai<=0.28.1"}, "old"},
		"extras":            {map[string]string{"requirements.txt": "openai[datalib]~=0.27"}, "old"},
		"compatible":        {map[string]string{"requirements.txt": "openai ~= 1.3"}, "new"},
		"wildcard":          {map[string]string{"requirements.txt": "openai==0.28.*"}, "old"},
		"another package":   {map[string]string{"requirements.txt": "langchain-openai==0.1\nopenai-whisper==0.2\nmy_openai==0.3\n"}, "open"},
		"comment":           {map[string]string{"requirements.txt": "# openai==0.28\nopenai>=1.2  # was openai==0.28\n"}, "new"},
		"constraints first": {map[string]string{"requirements.txt": "openai", "constraints.txt": "openai==0.28"}, "old"},
		"pip-tools":         {map[string]string{"requirements.in": "openai<1"}, "old"},
		"lock first":        {map[string]string{"pyproject.toml": "dependencies = [\"openai>=0.27\"]", "uv.lock": "[[package]]\nname = \"openai\"\nversion = \"2.8.0\"\n"}, "new"},
		"poetry":            {map[string]string{"pyproject.toml": "[tool.poetry.dependencies]\npython = \"^3.9\"\nopenai = \"^0.28\"\n"}, "old"},
		"poetry table":      {map[string]string{"pyproject.toml": "openai = {version = \"^1.0\", extras = [\"x\"]}\n"}, "new"},
		"poetry extras":     {map[string]string{"pyproject.toml": "openai = {extras = [\"x\"], version = \"~0.27.2\"}\n"}, "old"},
		"pep 621":           {map[string]string{"pyproject.toml": "dependencies = [\n  \"openai>=1.66,<3\",\n]\n"}, "new"},
		"pipfile":           {map[string]string{"Pipfile": "[packages]\nopenai = \"==0.28.0\"\n"}, "old"},
		"pipfile lock":      {map[string]string{"Pipfile.lock": "{\"default\": {\"openai\": {\"hashes\": [], \"version\": \"==0.28.1\"}}}"}, "old"},
		"conda":             {map[string]string{"environment.yml": "dependencies:\n  - openai=0.28\n"}, "old"},
		"conda pip":         {map[string]string{"environment.yml": "dependencies:\n  - pip:\n    - openai==1.3.0\n"}, "new"},
		"setup.py":          {map[string]string{"setup.py": "setup(install_requires=['openai>=0.27.0,<0.28'])"}, "old"},
		"folder":            {map[string]string{"requirements/base.txt": "openai==0.28"}, "old"},
		"above":             {map[string]string{"../requirements.txt": "openai==0.28"}, "old"},
		"bare":              {map[string]string{"requirements.txt": "openai\n"}, "open"},
	} {
		tree := map[string][]byte{}
		for p, text := range c.files {
			tree[source.Join("app", p)] = []byte(text)
		}
		if got := era(Of(source.FromMap(tree), "app", "openai")); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestInstalled(t *testing.T) {
	for line, want := range map[string]string{
		"!pip install -qU openai==0.28.1 tiktoken":           "old",
		"%pip install \\\"openai>=1.2\\\"":                   "new",
		"!pip install -q \\\\\\n   pinecone==2 openai==0.27": "old",
		"!pip install openai":                                "open",
		"!echo openai==0.28":                                 "open",
	} {
		f, err := source.NewFile("a.ipynb", []byte(`{"cells": [{"cell_type": "code", "source": "`+line+`"}]}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := era(Installed(f, "openai")); got != want {
			t.Errorf("%s: %s, want %s (shown as %s)", line, got, want, f.Data)
		}
	}
}
