package manifest

import (
	"testing"

	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/pkg/rewrite/rewritetest"
)

func TestCases(t *testing.T) {
	rewritetest.Run(t, Rewriter, "testdata/*.txtar")
}

// TestPackages: no package stands twice, and one that is replaced says by what.
func TestPackages(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range packages {
		if key := string(p.eco) + plain(p.eco, p.name); seen[key] {
			t.Errorf("%s: %s stands twice", p.eco, p.name)
		} else {
			seen[key] = true
		}
		if p.sdk == "" || (p.need == replaced || p.need == beside) != (p.by != "") {
			t.Errorf("%s: incomplete", p.name)
		}
		if text, _ := p.todo(provider.Any()); !text.Complete() {
			t.Errorf("%s: what to do is not said in both languages", p.name)
		}
	}
}

// TestLocks reads each lockfile as its tool writes it.
func TestLocks(t *testing.T) {
	for _, c := range []struct {
		pattern string
		eco     eco
		name    string
		text    string
		want    string
	}{
		{tables, pypi, "langchain-openai", "[[package]]\nname = \"langchain_openai\"\nversion = \"0.3.1\"\n", "0.3.1"},
		{tables, cargo, "async-openai", "[[package]]\nname = \"async-openai\"\nversion = \"0.29.0\"\nsource = \"x\"\n", "0.29.0"},
		{pipObject, pypi, "openai", "\"openai\": {\n \"hashes\": [\n \"sha256:1\"\n ],\n \"version\": \"==1.2.3\"\n}", "1.2.3"},
		{npmObject, npm, "@ai-sdk/openai", "\"node_modules/@ai-sdk/openai\": {\n      \"version\": \"1.3.0\",", "1.3.0"},
		{npmOld, npm, "openai", "  \"dependencies\": {\n    \"openai\": {\n      \"version\": \"3.2.1\",", "3.2.1"},
		{yarn, npm, "openai", "openai@^4.0.0, openai@^4.20.0:\n  version \"4.20.1\"\n", "4.20.1"},
		{yarn, npm, "openai", "\"openai@npm:^4.0.0\":\n  version: 4.104.0\n", "4.104.0"},
		{pnpm, npm, "openai", "packages:\n\n  openai@4.20.1(zod@3.0.0):\n", "4.20.1"},
		{pnpm, npm, "@ai-sdk/openai", "  /@ai-sdk/openai/0.0.1:\n", "0.0.1"},
		{bun, npm, "openai", "    \"openai\": [\"openai@4.77.0\", \"\", {", "4.77.0"},
		{phpObject, composer, "openai-php/client", "{\n\"name\": \"openai-php/client\",\n\"version\": \"v0.10.3\",", "v0.10.3"},
		{bundled, gems, "ruby-openai", "GEM\n  specs:\n    ruby-openai (7.3.1)\n      event_stream_parser\n", "7.3.1"},
		{resolved, swiftpm, "MacPaw/OpenAI", "{ \"location\" : \"https://github.com/MacPaw/OpenAI.git\",\n \"state\" : { \"revision\" : \"a\",\n \"version\" : \"0.3.0\" } }", "0.3.0"},
		{pubbed, pub, "openai_dart", "packages:\n  openai_dart:\n    dependency: \"direct main\"\n    description:\n      name: openai_dart\n    source: hosted\n    version: \"0.5.0\"\n", "0.5.0"},
		{tables, pypi, "openai", "[[package]]\nname = \"openai-agents\"\nversion = \"0.3.1\"\n", ""},
	} {
		if got := (lock{pattern: c.pattern}).version([]byte(c.text), c.eco, c.name); got != c.want {
			t.Errorf("%s in %q: %q, want %q", c.name, c.text, got, c.want)
		}
	}
}
