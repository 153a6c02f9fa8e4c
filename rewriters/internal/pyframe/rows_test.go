package pyframe

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// patterns are the ways in which real Python code uses OpenAI through a framework, by the number each has in our notes of
// public repositories, with the case that shows what is made of it: a finding that must be there, and one that must not.
var patterns = []struct{ id, name, golden, found, absent string }{
	{"PY-30", "LangChain's paths, old and new", "pylangchain/testdata/inventory", `LC004 certain langchain`, `LC00[123] manual`},
	{"PY-30", "the dialect of the old paths", "pylangchain/testdata/old", `LC001 certain ChatOpenAI`, `LC001 certain OpenAIEmbeddings`},
	{"PY-31", "LangChain's classes", "pylangchain/testdata/chat", `LC001 certain ChatOpenAI`, `LC001 certain OpenAIEmbeddings`},
	{"PY-31", "bindings, and local classes of the name", "pylangchain/testdata/bindings", `chat.py:28:11 LC001 likely ChatOpenAI`, `other.py.* LC00`},
	{"PY-31", "with_structured_output, bind, invoke", "pylangchain/testdata/methods", `LC005 likely with_structured_output`, `app.py:19:`},
	{"PY-31", "Azure's classes", "pylangchain/testdata/azure", `LC001 manual Azure`, `LC001 certain Azure`},
	{"PY-32", "init_chat_model", "pylangchain/testdata/init", `LC001 certain init_chat_model`, `app.py:7:.* LC00`},
	{"PY-32", "agents by a model's name", "pylangchain/testdata/agents", `LC001 certain create_agent`, `app.py:(8|9):.* LC00`},
	{"PY-33", "LlamaIndex's classes", "pyllamaindex/testdata/llm", `LI001 likely OpenAI`, `LI001 certain OpenAIEmbedding`},
	{"PY-33", "the package of OpenAILike", "pyllamaindex/testdata/package", `LI006 likely llama-index-llms-openai-like`, `LI006 certain`},
	{"PY-33", "no model configured", "pyllamaindex/testdata/defaults", `LI003 manual`, `LI001`},
	{"PY-34", "LiteLLM's calls", "pylitellm/testdata/calls", `LL001 certain completion`, `LL00[12] .*claude`},
	{"PY-34", "LiteLLM's deployments", "pylitellm/testdata/router", `router.py:11:31 LL001 certain litellm_params`, `router.py:(18|20):.* LL00`},
	{"PY-35", "Instructor's clients and modes", "pyinstructor/testdata/modes", `IN003 likely from_openai`, `app.py:10:.* IN00`},
	{"PY-36", "Pydantic AI's agents and models", "pypydanticai/testdata/models", `PA001 certain OpenAIChatModel`, `PA00[12] .*(claude|deepseek)`},
	{"PY-36", "the dialect before chat models", "pypydanticai/testdata/dialect-providers", `PA001 certain OpenAIModel`, `app.py:6:.*sends its requests`},
	{"PY-37", "AutoGen's dicts and clients", "pyautogen/testdata/clients", `AG001 certain`, `AG001 certain Azure`},
	{"PY-38", "CrewAI's LLM and agents", "pycrewai/testdata/crew", `CA001 certain LLM`, `CA001 manual LLM`},
	{"PY-38", "what goes elsewhere", "pycrewai/testdata/elsewhere", `CA00`, `crew.py:(4|5|7):`},
	{"PY-39", "DSPy's LM", "pydspy/testdata/lm", `DS001 certain LM`, `DS001 .*(claude|ollama)`},
	{"PY-39", "DSPy before 2.6", "pydspy/testdata/old", `DS001 certain OpenAI`, `app.py:5:.* DS00`},
	{"PY-40", "Haystack's components", "pyhaystack/testdata/components", `HS001 certain OpenAIChatGenerator`, `HS001 certain Azure`},
	{"PY-41", "agents, with their setup", "pyagents/testdata/agent", `OA001 certain Agent`, `OA001 (likely|manual)`},
	{"PY-41", "agents in several files", "pyagents/testdata/several", `OA001 manual Agent`, `OA001 (certain|likely)`},
	{"PY-42", "Semantic Kernel's services", "pysemantickernel/testdata/services", `SK001 certain OpenAIChatCompletion`, `SK001 certain Azure`},
	{"PY-42", "Semantic Kernel's settings", "pysemantickernel/testdata/settings", `SK005 likely encoding_format`, `app.py:10:`},
	{"PY-47", "tokenizers", "pytiktoken/testdata/count", `TK003 likely encoding_for_model`, `TK003 certain`},
}

// TestPatterns checks that each pattern has its case, and that the case claims what it is there for.
func TestPatterns(t *testing.T) {
	for _, p := range patterns {
		archive, err := txtar.ParseFile("../../" + p.golden + ".txtar")
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

// TestFrameworks checks that every framework has a row.
func TestFrameworks(t *testing.T) {
	for _, f := range All {
		if f == SemanticRouter || f == Defaults {
			continue // seen in one repository only
		}
		if !strings.Contains(goldens(), f.Folder+"/") {
			t.Errorf("%s has no pattern", f.Folder)
		}
	}
}

func goldens() string {
	var b strings.Builder
	for _, p := range patterns {
		b.WriteString(p.golden + "\n")
	}
	return b.String()
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
