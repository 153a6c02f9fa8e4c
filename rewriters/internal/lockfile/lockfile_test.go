package lockfile

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/source"
)

// TestFind reads each lockfile as its tool writes it.
func TestFind(t *testing.T) {
	for _, c := range []struct {
		format Format
		name   string
		text   string
		want   string
	}{
		{Python[0], "langchain-openai", "[[package]]\nname = \"langchain_openai\"\nversion = \"0.3.1\"\n", "0.3.1"},
		{Cargo[0], "async-openai", "[[package]]\nname = \"async-openai\"\nversion = \"0.29.0\"\nsource = \"x\"\n", "0.29.0"},
		{Python[3], "openai", "\"openai\": {\n \"hashes\": [\n \"sha256:1\"\n ],\n \"version\": \"==1.2.3\"\n}", "1.2.3"},
		{Node[0], "@ai-sdk/openai", "\"node_modules/@ai-sdk/openai\": {\n      \"version\": \"1.3.0\",", "1.3.0"},
		{Node[0], "openai", "  \"dependencies\": {\n    \"openai\": {\n      \"version\": \"3.2.1\",", "3.2.1"},
		{Node[1], "openai", "openai@^4.0.0, openai@^4.20.0:\n  version \"4.20.1\"\n", "4.20.1"},
		{Node[1], "openai", "\"openai@npm:^4.0.0\":\n  version: 4.104.0\n", "4.104.0"},
		{Node[2], "openai", "packages:\n\n  openai@4.20.1(zod@3.0.0):\n", "4.20.1"},
		{Node[2], "@ai-sdk/openai", "  /@ai-sdk/openai/0.0.1:\n", "0.0.1"},
		{Node[3], "openai", "    \"openai\": [\"openai@4.77.0\", \"\", {", "4.77.0"},
		{Composer[0], "openai-php/client", "{\n\"name\": \"openai-php/client\",\n\"version\": \"v0.10.3\",", "v0.10.3"},
		{Bundler[0], "ruby-openai", "GEM\n  specs:\n    ruby-openai (7.3.1)\n      event_stream_parser\n", "7.3.1"},
		{SwiftPM[0], "MacPaw/OpenAI", "{ \"location\" : \"https://github.com/MacPaw/OpenAI.git\",\n \"state\" : { \"revision\" : \"a\",\n \"version\" : \"0.3.0\" } }", "0.3.0"},
		{Pub[0], "openai_dart", "packages:\n  openai_dart:\n    dependency: \"direct main\"\n    description:\n      name: openai_dart\n    source: hosted\n    version: \"0.5.0\"\n", "0.5.0"},
		{Python[0], "openai", "[[package]]\nname = \"openai-agents\"\nversion = \"0.3.1\"\n", ""},
	} {
		if got := c.format.find([]byte(c.text), c.name); got != c.want {
			t.Errorf("%s in %q: %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestNearest(t *testing.T) {
	tree := source.FromMap(map[string][]byte{
		"uv.lock":               []byte("[[package]]\nname = \"openai\"\nversion = \"1.2.3\"\n"),
		"app/poetry.lock":       []byte("[[package]]\nname = \"tiktoken\"\nversion = \"0.7.0\"\n"),
		"web/package-lock.json": []byte(`{"packages":{"node_modules/a/node_modules/ai":{"version":"3.0.0"},"node_modules/ai":{"version":"4.0.0"}}}`),
	})
	for _, c := range []struct {
		dir     string
		formats []Format
		pkg     string
		want    string
	}{
		{"app/src", Python, "openai", "1.2.3 uv.lock"},
		{"app/src", Python, "tiktoken", "0.7.0 app/poetry.lock"},
		{"app/src", Python, "anthropic", " "},
		{"web", Node, "ai", "4.0.0 web/package-lock.json"},
	} {
		v, file := Nearest(tree, c.dir, c.formats, c.pkg)
		if got := v + " " + file; got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.pkg, c.dir, got, c.want)
		}
	}
}
