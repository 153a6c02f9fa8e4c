package pyopenai

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// patterns are the ways in which real Python code uses OpenAI, by the number each has in our notes of public repositories,
// with the case that shows what is made of it: a finding that must be there, and one that must not.
var patterns = []struct{ id, name, golden, found, absent string }{
	{"PY-01", "import openai", "module", `PY004 certain openai:`, `PY004 .*alias`},
	{"PY-02", "from openai import OpenAI", "forms", `a.py:5:5 PY004 certain openai.AsyncOpenAI`, `const.py.*PY004`},
	{"PY-03", "types of the SDK", "passed-in", `types.py:1:1 PY004 certain openai.types.chat.ChatCompletion:`, `types.py.* (PY001|PY006|likely|manual)`},
	{"PY-04", "error classes and codes", "errors", `PY018`, `PY018 (certain|likely) .*becomes`},
	{"PY-05", "internals of the SDK", "passed-in", `types.py:2:1 PY004 certain openai._types.NOT_GIVEN`, `types.py:[23].* manual`},
	{"PY-06", "constructors in every form", "client", `PY001 certain`, `PY001 .*AzureOpenAI`},
	{"PY-07", "Azure clients", "azure", `PY002 likely AzureOpenAI`, `entra.py.* PY002 likely`},
	{"PY-08", "chat requests, parse, stream, raw responses", "resources", `a.py:8:6 PY006 certain chat.completions.stream`, `copies.py:7:1 PY006 manual`},
	{"PY-09", "the Responses API", "resources", `a.py:15:1 PY006 manual responses.create: .*no counterpart`, `a.py:15:31 PY007 likely`},
	{"PY-10", "embeddings", "embeddings", `PY009 likely encoding_format`, `PY009 certain`},
	{"PY-11", "images, audio, moderation", "resources", `a.py:20:1 PY006 manual audio.speech.create`, `a.py:(18|19|20):\d+ PY007 likely`},
	{"PY-12", "files, batches, fine-tuning, vector stores", "resources", `a.py:27:1 PY006 manual vector_stores.create`, `a.py:24:38 PY007 likely`},
	{"PY-13", "assistants and realtime", "resources", `a.py:28:1 PY006 manual beta.realtime.connect`, `a.py:25:37 PY007 likely`},
	{"PY-14", "filters of the list of models", "listing", `a.py:5:50 PY008 manual gpt: models.list is filtered`, `a.py:14:50 .*models.list is filtered`},
	{"PY-15", "completions", "resources", `a.py:17:1 PY006 manual completions.create`, `a.py:17:33 PY007 likely`},
	{"PY-16", "with_options and copy", "resources", `copies.py:6:1 PY001 certain OpenAI`, `copies.py:5:\d+ PY001`},
	{"PY-17", "the module as a client", "module", `a/main.py:4:1 PY003 certain openai.api_key`, `c/main.py:4:1 PY003 certain`},
	{"PY-20", "requests of 0.x", "legacy", `PY014 certain ChatCompletion`, `removed/main.py.* PY014 certain`},
	{"PY-21", "options of 0.x", "module-keys", `knob/main.py:5:1 PY003 likely openai.api_key`, `opaque/main.py.* PY003 likely`},
	{"PY-43", "requests by HTTP", "raw-pieces", `session.py:4:8 PY015 likely`, `a.py:\d+:\d+ PY01[567] likely`},
	{"PY-44", "Azure's addresses", "azure", `v1.py:4:26 PY012 certain https://\*.openai.azure.com`, `entra.py.* PY012`},
	{"PY-45", "model names that are sent, and those that are not", "models", `a.py:7:9 PY007 likely`, `PY008 (certain|likely)`},
	{"PY-46", "variables of the environment", "env", `PY011 certain OPENAI_API_KEY`, `PY011 likely`},
	{"PY-48", "mocks", "errors", `PY019`, `PY019 (likely|manual)`},
	{"PY-49", "subclasses and isinstance", "subclass", `own.py:27:1 PY001 likely OpenAI`, `twice.py.* PY001 likely`},
	{"PY-50", "clients that are passed in", "passed-in", `app/llm.py:14:18 PY006 certain`, `other.py.* PY006`},
	{"PY-51", "wrappers of the project's own", "passed-in", `app/main.py:6:11 PY006 certain`, `app/main.py:5:\d+ PY001`},
	{"PY-F1", "what only looks like OpenAI", "lookalikes", `models/elsewhere.py:4:12 PY001 certain OpenAI: .*left alone`, `models/(zhipu|openai/\w+).py`},
}

// TestPatterns checks that each pattern has its case, and that the case claims what it is there for.
func TestPatterns(t *testing.T) {
	for _, p := range patterns {
		archive, err := txtar.ParseFile("testdata/" + p.golden + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if f.Name != "findings" {
				continue
			}
			if !anyLine(string(f.Data), p.found) {
				t.Errorf("%s (%s): %s has no finding like %s", p.id, p.name, p.golden, p.found)
			}
			if anyLine(string(f.Data), p.absent) {
				t.Errorf("%s (%s): %s has a finding like %s", p.id, p.name, p.golden, p.absent)
			}
		}
	}
}

func anyLine(text, pattern string) bool {
	re := regexp.MustCompile(pattern)
	for line := range strings.Lines(text) {
		if re.MatchString(line) {
			return true
		}
	}
	return false
}
