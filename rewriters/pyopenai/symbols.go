package pyopenai

import (
	"slices"
	"strings"

	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/rewriters/internal/pysyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// classes are the SDK's constructors, by every path that they can be imported from.
var classes = map[string]string{
	"OpenAI": "OpenAI", "AsyncOpenAI": "AsyncOpenAI", "Client": "OpenAI", "AsyncClient": "AsyncOpenAI",
	"AzureOpenAI": "AzureOpenAI", "AsyncAzureOpenAI": "AsyncAzureOpenAI",
}

// homes are the modules that hold the constructors; langfuse and posthog ship drop-in copies of the SDK's module.
var homes = []string{"openai.", "openai._client.", "openai.lib.azure.", "langfuse.openai.", "posthog.ai.openai."}

// classOf returns the canonical name of a constructor's symbol, empty for any other symbol.
func classOf(symbol string) string {
	for _, home := range homes {
		if name, ok := strings.CutPrefix(symbol, home); ok && classes[name] != "" {
			return classes[name]
		}
	}
	return ""
}

// isClass reports whether a symbol is a constructor of the SDK.
func isClass(symbol string) bool { return classOf(symbol) != "" }

// ofSDK reports whether a dotted name is one of the homes, lies in one or leads to one.
func ofSDK(dotted string) bool {
	dotted += "."
	return slices.ContainsFunc(homes, func(home string) bool { return strings.HasPrefix(dotted, home) || strings.HasPrefix(home, dotted) })
}

// leads reports whether a name of the SDK may be or hold a client: types and the classes of its resources do not.
func leads(dotted string) bool {
	return !strings.HasPrefix(dotted, "openai.types.") && !strings.HasPrefix(dotted, "openai.resources.")
}

func isAzure(class string) bool { return strings.HasSuffix(class, "AzureOpenAI") }

// wraps are functions that dress a client up and give it back with the same methods.
func wraps(symbol string) bool {
	return slices.Contains([]string{
		"instructor.from_openai", "instructor.patch", "instructor.apatch", "langsmith.wrappers.wrap_openai", "langsmith.wrap_openai",
		"braintrust.wrap_openai", "weave.integrations.openai.patch_openai",
	}, symbol)
}

// sameClient: client.with_options(timeout=5) and client.copy() are the client again.
func sameClient(symbol string, attrs []string) bool {
	return classOf(symbol) != "" && len(attrs) == 1 && (attrs[0] == "with_options" || attrs[0] == "copy")
}

// alters reports whether a copy of a client has an address or a key of its own.
func alters(call syntax.Node) bool {
	return pysyntax.Keyword(call, "base_url").Node.Valid() || pysyntax.Keyword(call, "api_key").Node.Valid()
}

// methods are the last names of most calls that send something; resources name the parts of the API on the way to the
// others. They only spare the rest of a file's calls a closer look.
var methods = set("create parse stream generate edit list retrieve delete connect acreate")

var resources = set(`completions embeddings responses input_tokens conversations images videos transcriptions translations
speech moderations files content uploads parts batches fine_tuning jobs assistants threads runs messages vector_stores
realtime models`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// apiOf returns the part of the API that a call of the attribute path on a client uses, and the call's canonical name.
//
//	Have: beta.chat.completions.with_raw_response.parse -> chat.completions, beta.chat.completions.parse
func apiOf(attrs []string) (surface.Part, string, bool) {
	path := slices.DeleteFunc(slices.Clone(attrs), func(a string) bool {
		return a == "with_raw_response" || a == "with_streaming_response"
	})
	if len(path) < 2 {
		return surface.Part{}, "", false
	}
	symbol := strings.Join(path, ".")
	resource := strings.TrimPrefix(symbol, "beta.")
	p, ok := surface.Snake.At(resource)
	if !ok || p.Resource == resource {
		return surface.Part{}, "", false
	}
	return p, symbol, true
}

// legacyMethods are the methods of openai 0.x that methods leaves out.
var legacyMethods = set("transcribe atranscribe translate atranslate create_edit create_variation")

// legacyClasses are the request classes of openai before 1.0.
var legacyClasses = map[string]finding.Capability{
	"ChatCompletion": finding.Chat, "Completion": finding.Completions, "Embedding": finding.Embeddings, "Image": finding.Images,
	"Audio": finding.Audio, "Moderation": finding.Moderation, "File": finding.Files, "FineTune": finding.FineTuning,
	"FineTuningJob": finding.FineTuning, "Edit": finding.Completions, "Model": finding.Models, "Engine": finding.Models,
}
