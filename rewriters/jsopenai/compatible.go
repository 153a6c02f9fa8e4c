package jsopenai

import (
	"maps"
	"path"
	"slices"

	"github.com/openai-migrate/migrate/pkg/edit"
	"github.com/openai-migrate/migrate/pkg/finding"
	"github.com/openai-migrate/migrate/pkg/provider"
	"github.com/openai-migrate/migrate/rewriters/internal/jssyntax"
	"github.com/openai-migrate/migrate/rewriters/internal/surface"
	"github.com/openai-migrate/migrate/rewriters/internal/syntax"
)

// Where a project has @ai-sdk/openai-compatible, that is the better provider for a target whose models want extra fields:
// the OpenAI provider drops what it does not know, this one sends it. It uses chat completions by itself, in registries too.
//
//	Have: createOpenAI({ apiKey }) -> createOpenAICompatible({ name: 'zhipu', apiKey, baseURL })
//	Have: openai('gpt-4o') -> openai('glm-4.7'), with providerOptions: { zhipu: { thinking: { … } } } where that is called

const compatiblePackage = "@ai-sdk/openai-compatible"

// compatibleMakers are the members of the compatible provider, by those of the OpenAI provider.
var compatibleMakers = map[string]string{
	"": "", "languageModel": "languageModel", "responses": "languageModel", "chat": "chatModel", "completion": "completionModel",
	"embedding": "textEmbeddingModel", "textEmbedding": "textEmbeddingModel", "textEmbeddingModel": "textEmbeddingModel", "image": "imageModel", "imageModel": "imageModel",
}

// compatible reports whether a client becomes one of the compatible provider.
func (s *survey) compatible(c *client) bool {
	if s.target == nil || c.spec != aiSDK && c.spec != aiModule {
		return false
	}
	known, seen := s.compat[c]
	if !seen {
		s.compat[c] = false
		known = s.fitsCompatible(c)
		s.compat[c] = known
	}
	return known
}

func (s *survey) fitsCompatible(c *client) bool {
	responses, _ := surface.Camel.At("responses")
	_, there := s.js.Version(path.Dir(c.mod.File.Path), compatiblePackage)
	if !there || s.serves(responses) || !s.importOfMaker(c).Valid() || c.opts.unclear.Valid() {
		return false
	}
	for _, o := range s.clients {
		if o != c && o.mod == c.mod && (o.spec == aiSDK || o.spec == aiModule) {
			return false // they share an import
		}
	}
	wants := s.registered(c).Valid()
	for _, r := range c.requests {
		set, _ := s.extraOf(r)
		wants = wants || len(set) > 0 && s.sent(r).Capability == finding.Chat
		_, ok := compatibleMakers[maker(r)]
		fits := func(o syntax.Node) bool {
			return slices.ContainsFunc(s.entries(o, "providerOptions"), func(n syntax.Node) bool { return len(s.entries(n, "openai")) > 0 })
		}
		if !ok || slices.ContainsFunc(r.objects, fits) {
			return false
		}
	}
	return wants
}

// maker is the member of its provider by which a request makes its model.
func maker(r *request) string {
	if r.symbol == "openai" {
		return ""
	}
	return r.symbol[len("openai."):]
}

// importOfMaker is the name in an import by which a file has what makes a client; invalid where it comes otherwise.
func (s *survey) importOfMaker(c *client) syntax.Node {
	if c.spec == aiModule {
		return c.call
	}
	fn := jssyntax.Callee(c.call)
	for _, b := range c.mod.ScopeOf(fn).Lookup(fn.Text()) {
		if spec := b.Node.Parent(); fn.Is("identifier") && b.Kind == jssyntax.Import && spec.Is("import_specifier") && len(s.js.Uses(b)) == 1 {
			return spec
		}
	}
	return syntax.Node{}
}

// compatibleName is the name under which the compatible provider takes options.
func (s *survey) compatibleName() string { return s.target.ID }

// optionsName is the name under which the provider of a request takes options.
func (s *survey) optionsName(r *request) string {
	if r.on(s.compatible) {
		return s.compatibleName()
	}
	return "openai"
}

// makerEdits make the models of a client in the compatible provider's way.
func (s *survey) makerEdits(c *client) []finding.Edit {
	var out []finding.Edit
	for _, r := range c.requests {
		from := maker(r)
		if last := jssyntax.Callee(r.call).ChildByField("property"); last.Is("property_identifier") && compatibleMakers[from] != from {
			out = append(out, finding.In(r.mod.File, edit.Edit{Start: last.Start(), End: last.End(), New: compatibleMakers[from], Node: "call " + r.symbol})...)
		}
	}
	return out
}

// compatibleImport takes createOpenAICompatible in the place of what made a client so far.
//
//	Have: import { openai } from '@ai-sdk/openai' -> import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
func (s *survey) compatibleImport(c *client) []edit.Edit {
	spec := s.importOfMaker(c)
	statement := spec.Enclosing("import_statement")
	list := slices.Collect(spec.Parent().NamedChildren())
	line := "import { createOpenAICompatible } from " + c.mod.Quote(compatiblePackage) + c.mod.Semicolon()
	if len(list) == 1 {
		return []edit.Edit{{Start: statement.Start(), End: statement.End(), New: line, Node: "import"}}
	}
	gone := edit.Edit{Start: spec.Start(), End: spec.End(), Node: "import"}
	if next := spec.Next(); next.Is(",") && next.Next().Is("import_specifier") {
		gone.End = next.Next().Start()
	} else if prev := spec.Prev(); prev.Is(",") {
		gone.Start = prev.Start()
	}
	return []edit.Edit{gone, {Start: statement.End(), End: statement.End(), New: c.mod.File.Newline() + line, Node: "import"}}
}

// compatibleEdits make a client one of the compatible provider: import, maker, name and models.
func (s *survey) compatibleEdits(c *client) []finding.Edit {
	out := append(finding.In(c.mod.File, s.compatibleImport(c)...), s.makerEdits(c)...)
	if c.spec == aiSDK {
		fn := jssyntax.Callee(c.call)
		out = append(out, finding.In(c.mod.File, edit.Edit{Start: fn.Start(), End: fn.End(), New: "createOpenAICompatible", Node: "call createOpenAI"})...)
	}
	return out
}

// throughOptions are the edits that send extra fields by the options of the calls which a model is handed to; none where a
// call cannot be seen or has such options already.
func (s *survey) throughOptions(r *request, set map[string]any) []finding.Edit {
	var out []finding.Edit
	for _, o := range r.objects {
		m := writer{s.js.Module(o)}
		var entries []string
		for _, name := range slices.Sorted(maps.Keys(set)) {
			entries = append(entries, name+": "+m.value(set[name]))
		}
		own := s.compatibleName() + ": " + m.Flat(entries)
		switch have := jssyntax.EntryOf(o, "providerOptions"); {
		case !have.Node.Valid():
			out = append(out, finding.In(m.File, m.Rearrange(o, nil, []string{"providerOptions: " + m.Flat([]string{own})})...)...)
		case have.Value.Is("object") && len(s.entries(have.Value, s.compatibleName())) == 0:
			out = append(out, finding.In(m.File, m.Rearrange(have.Value, nil, []string{own})...)...)
		default:
			return nil
		}
	}
	return out
}

// optionsFix sends extra fields by the options of calls.
func (s *survey) optionsFix(r *request, set map[string]any, from provider.Verdict) (finding.Fix, bool) {
	edits := s.throughOptions(r, set)
	if len(edits) == 0 {
		return finding.Fix{}, false
	}
	return s.extraFixOf(r, slices.Sorted(maps.Keys(set)), from, edits), true
}
