package jsopenai

import (
	"slices"
	"strings"
	"sync"

	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// mayRequest reports whether a call may send a request with a client, or make a model, by the names that it is written with.
// Most calls are of methods that everything has, and where their objects come from need not be looked for.
func (s *survey) mayRequest(call, fn syntax.Node) bool {
	last := jssyntax.Last(fn)
	switch {
	case !fn.Is("member_expression", "identifier"):
		return false
	case fn.Is("identifier"):
		return s.namesModel(call)
	case requests[last] || methods[last] != "" || makers[last] != "" || byVerb[last] != "" || namesResource(fn):
		return true
	}
	return s.callsClients() && s.namesModel(call)
}

// requests are the methods by which the SDK's resources send, in its versions 4 to 7.
var requests = func() map[string]bool {
	out := map[string]bool{}
	for _, name := range strings.Fields(`accept activate archive cancel compact complete content count create createAndPoll createAndRun
		createAndRunPoll createAndRunStream createAndStream createCharacter createVariation deactivate del delete downloadContent
		downloadRecording edit
		extend fork generate getCharacter hangup list listEvents listFiles listItems parse pause poll prepare refer reject remix resume retrieve
		retrieveContent rotateSecret run runFunctions runTools search stream submitToolOutputs submitToolOutputsAndPoll submitToolOutputsStream update
		upload uploadAndPoll validate waitForProcessing`) {
		out[name] = true
	}
	return out
}()

// resourceWords are the names in the paths of the API's resources.
var resourceWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, p := range surface.Camel {
		for _, word := range strings.Split(p.Resource, ".") {
			out[word] = true
		}
	}
	return out
})

// namesResource reports whether a callee goes through a member that is named like a part of the API.
func namesResource(fn syntax.Node) bool {
	for n := fn.NamedChild(0); n.Is("member_expression", "non_null_expression"); n = n.NamedChild(0) {
		if resourceWords()[jssyntax.Last(n)] {
			return true
		}
	}
	return false
}

// callsClients reports whether the project has clients that are called themselves, under whatever name: providers of the AI
// SDK, and instances of libraries for HTTP.
//
//	Have: this.provider('gpt-4o'), this.http('/chat/completions', { json })
func (s *survey) callsClients() bool {
	return s.js.Spells("@ai-sdk/openai") || s.js.Spells("@ai-sdk/azure") || slices.ContainsFunc(s.clients, func(c *client) bool { return c.spec.how == byPath })
}

// namesModel reports whether a plain call may make a model of an AI SDK provider: it has an argument that may be a name.
func (s *survey) namesModel(call syntax.Node) bool {
	arg := jssyntax.Argument(call, 0)
	return arg.Valid() && !arg.Is("object", "arrow_function", "function_expression", "array", "number", "jsx_element")
}
